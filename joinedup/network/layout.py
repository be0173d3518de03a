"""One spot for every organisation and every partnership of a version.

The layout takes in all dates, levels and kinds, so that a node stands at the same spot under
every filter and on both sides of a comparison. It depends on the contents of the version
alone: not on the order of its rows, the process, or the clock.

Who was ever in a partnership or tie stands in the upper part, component by component: those
of one place together, the places by name, and what spans places in the middle. Who never was
stands in blocks at the bottom, a block a sector.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from joinedup.model import Dataset, Level, Organisation, Sector
from joinedup.network.blocks import CAPTION, Block, blocks
from joinedup.network.packing import Box, columns, halfway, shelf_scale, shelves, slices, spread
from joinedup.network.shapes import LARGE, Spot, extent, shape

if TYPE_CHECKING:
    import networkx as nx

WIDTH = 1600.0
HEIGHT = 900.0

# True of the unknown and of those with none on record alike, which the state tells apart.
ISOLATES = "In no partnership that we know of, at any date"
ACROSS = "Across places"
NOWHERE = "Place not known"

_MARGIN = 12.0
_GAP = 1.2
_LARGEST_UNIT = 55.0
# What spans places is what people come to see, and its hubs have long names.
_ACROSS_ROOM = 1.8
_CLOSEST = 6.0


class GroupKind(StrEnum):
    """What a caption on the drawing stands for."""

    PLACE = "place"
    ISOLATES = "isolates"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class LayoutGroup:
    """A caption and whom it is for.

    Attributes:
        label: Name of the place; the heading of all isolates; or the name of a sector.
        x, y: Where the caption starts, in canvas units: its left end, at its baseline.
        members: Ids of the organisations and partnerships in the group.
        kind: ``isolates`` is the heading over the ``sector`` blocks and holds all of them.
    """

    label: str
    x: float
    y: float
    members: tuple[str, ...]
    kind: GroupKind


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands.

    Attributes:
        positions: x from 0 to ``WIDTH``, y from 0 (bottom) to ``HEIGHT``, by id.
        groups: Captions of the places, then of the isolates.
    """

    positions: Mapping[str, Spot]
    groups: tuple[LayoutGroup, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One component: its spots around (0, 0) in units, and the room they take."""

    spots: Mapping[str, Spot]
    size: Spot

    @property
    def weight(self) -> float:
        return (self.size[0] + _GAP) * (self.size[1] + _GAP)

    def upright(self) -> _Part:
        return _Part({one: (-y, x) for one, (x, y) in self.spots.items()}, self.size[::-1])

    def stretched(self, box: Box) -> _Part:
        """The same in the proportions of a box: for a cloud, which has no shape of its own."""
        ratio = (box.width / box.height * self.size[1] / self.size[0]) ** 0.5
        spots = {one: (x * ratio, y / ratio) for one, (x, y) in self.spots.items()}
        return _Part(spots, (self.size[0] * ratio, self.size[1] / ratio))


def layout(dataset: Dataset) -> Layout:
    """Place every organisation and partnership of a version.

    No two are closer than 6 units, or than the canvas has room for where there are thousands.
    """
    graph = _whole_graph(dataset)
    lone = [one for one in _organisations(dataset) if not graph.degree(one.id)]
    canvas = Box(0, 0, WIDTH, HEIGHT).inset(side=_MARGIN)
    foot = _foot(lone, canvas, share=len(lone) / len(graph) if len(graph) else 0)
    taken = max((block.caption[1] for block in foot), default=canvas.y)
    used = taken + 1.6 * CAPTION - canvas.y if foot else 0.0
    upper = Box(canvas.x, canvas.y + used, canvas.width, max(canvas.height - used, 1))
    graph.remove_nodes_from(one.id for one in lone)
    positions, groups = _place_parts(_parts(dataset, graph), upper)
    for block in foot:
        positions |= block.spots
    return Layout(positions=_apart(positions), groups=(*groups, *_foot_groups(foot, taken)))


def _organisations(dataset: Dataset) -> list[Organisation]:
    """By sector, then name: an order that does not hang on the order of the rows."""
    rank = {sector: position for position, sector in enumerate(Sector)}
    return sorted(dataset.organisations, key=lambda one: (rank[one.sector], one.name, one.id))


def _whole_graph(dataset: Dataset) -> nx.Graph:
    """All partnerships, then all organisations, with all memberships and ties ever.

    A partnership is also joined to the one that it is a part of, or that leads it, so that a
    programme and its work streams stand together.
    """
    import networkx as nx

    graph = nx.Graph()
    partnerships = sorted(dataset.partnerships, key=lambda one: (one.name, one.id))
    graph.add_nodes_from(one.id for one in partnerships)
    graph.add_nodes_from(one.id for one in _organisations(dataset))
    pairs = {(one.partnership, one.organisation) for one in dataset.memberships}
    pairs |= {(min(one.source, one.target), max(one.source, one.target)) for one in dataset.ties}
    for one in dataset.partnerships:
        above = {one.part_of, one.led_by} - {None, one.id}
        pairs |= {(min(one.id, other), max(one.id, other)) for other in above if other}
    graph.add_edges_from(sorted(pairs))
    return graph


def _parts(dataset: Dataset, graph: nx.Graph) -> dict[str, list[_Part]]:
    """The components by the caption they go under; in each, the largest first."""
    import networkx as nx

    rank = {one: position for position, one in enumerate(graph)}
    found: dict[str, list[_Part]] = {}
    components = [sorted(part, key=rank.__getitem__) for part in nx.connected_components(graph)]
    for nodes in sorted(components, key=lambda nodes: (-len(nodes), rank[nodes[0]])):
        near = {one: sorted(graph.neighbors(one), key=rank.__getitem__) for one in nodes}
        spots = shape(nodes, near)
        part = _Part(spots, extent(spots))
        found.setdefault(_caption(dataset, nodes), []).append(part)
    return found


def _caption(dataset: Dataset, nodes: Sequence[str]) -> str:
    """Where more than half of a component's nodes are, of those that say where they are."""
    votes = Counter(where for one in nodes if (where := _where(dataset, one)))
    if not votes:
        return NOWHERE
    where, count = votes.most_common(1)[0]
    return where if 2 * count > votes.total() else ACROSS


def _where(dataset: Dataset, node: str) -> str | None:
    """Name of an organisation's place, or of the place that a partnership serves."""
    if node in dataset.organisation_by_id:
        area = dataset.organisation_by_id[node].place
    else:
        partnership = dataset.partnership_by_id[node]
        area = partnership.area and (
            dataset.area_by_id[partnership.area].parent or partnership.area
        )
        # Where the footprint is one place, the system and the place are the same.
        if not area and partnership.level is Level.SYSTEM and len(dataset.places) > 1:
            return ACROSS
    return dataset.area_by_id[area].name if area else None


def _place_parts(
    parts: Mapping[str, Sequence[_Part]], box: Box
) -> tuple[dict[str, Spot], list[LayoutGroup]]:
    positions: dict[str, Spot] = {}
    groups: list[LayoutGroup] = []
    weights = _weights(parts)
    boxes = _boxes(weights, box)
    inner = {label: one.inset(side=_GAP * 6, above=CAPTION) for label, one in boxes.items()}
    fitted = {label: _fitted(parts[label], inner[label]) for label in boxes}
    scales = {
        label: shelf_scale([one.size for one in fitted[label]], inner[label], _GAP, _LARGEST_UNIT)
        for label in boxes
    }
    # Much the same distance between dots everywhere: a small group does not shout.
    most = 1.4 * scales[max(weights, key=weights.__getitem__)] if weights else 0
    for label, own in scales.items():
        # A little less than fits leaves room to even out the rows.
        scale = min(0.95 * own, most)
        centres = shelves([one.size for one in fitted[label]], inner[label], _GAP, scale)
        spots = {
            one: (centre[0] + scale * x, centre[1] + scale * y)
            for part, centre in zip(fitted[label], centres, strict=True)
            for one, (x, y) in part.spots.items()
        }
        positions |= spots
        corner = (boxes[label].x + _MARGIN / 2, boxes[label].top - 0.6 * CAPTION)
        groups.append(LayoutGroup(label, *corner, tuple(spots), GroupKind.PLACE))
    return positions, groups


def _weights(parts: Mapping[str, Sequence[_Part]]) -> dict[str, float]:
    """What room each group needs, none so little that its caption has none."""
    weights = {label: sum(one.weight for one in ones) for label, ones in parts.items()}
    if ACROSS in weights:
        weights[ACROSS] *= _ACROSS_ROOM
    least = sum(weights.values()) * min(0.07, 0.5 / max(len(weights), 1))
    return {label: max(weight, least) for label, weight in weights.items()}


def _fitted(parts: Sequence[_Part], box: Box) -> list[_Part]:
    """The parts turned upright in an upright box, the clouds drawn out to fill theirs."""
    upright = box.height > box.width
    turned = [part.upright() if upright and len(parts) == 1 else part for part in parts]
    return [part.stretched(box) if len(part.spots) > LARGE else part for part in turned]


def _boxes(weights: Mapping[str, float], box: Box) -> dict[str, Box]:
    """Places by name left and right of what spans places; unknown places come last."""
    sides = sorted(label for label in weights if label not in (ACROSS, NOWHERE))
    sides += [NOWHERE] if NOWHERE in weights else []
    if ACROSS not in weights:
        return dict(zip(sides, slices(box, [weights[one] for one in sides]), strict=True))
    cut = halfway([weights[one] for one in sides]) if len(sides) > 1 else len(sides)
    left, right = sides[:cut], sides[cut:]
    sums = [sum(weights[one] for one in labels) for labels in (left, [ACROSS], right)]
    first, middle, last = columns(box, sums)
    found = dict(zip(left, slices(first, [weights[one] for one in left]), strict=True))
    found[ACROSS] = middle
    return found | dict(zip(right, slices(last, [weights[one] for one in right]), strict=True))


def _foot(lone: Sequence[Organisation], canvas: Box, *, share: float) -> list[Block]:
    """Blocks of those who never were in anything; the more there are, the higher."""
    by_sector: dict[str, list[str]] = {sector.label: [] for sector in Sector}
    for one in lone:
        by_sector[one.sector.label].append(one.id)
    most = canvas.height if share == 1 else canvas.height * min(max(0.75 * share, 0.15), 0.6)
    return blocks(by_sector, canvas, most - CAPTION)


def _foot_groups(foot: Sequence[Block], taken: float) -> list[LayoutGroup]:
    if not foot:
        return []
    everyone = tuple(one for block in foot for one in block.spots)
    x = foot[0].caption[0]
    heading = LayoutGroup(ISOLATES, x, taken + 0.9 * CAPTION, everyone, GroupKind.ISOLATES)
    return [
        heading,
        *(
            LayoutGroup(block.label, *block.caption, tuple(block.spots), GroupKind.SECTOR)
            for block in foot
        ),
    ]


def _apart(positions: Mapping[str, Spot]) -> dict[str, Spot]:
    """Rounded positions, in which no two are too close to be told apart."""
    if not positions:
        return {}
    points = np.array(list(positions.values()))
    distance = min(_CLOSEST, (WIDTH * HEIGHT / len(points)) ** 0.5 * 0.35) + 0.05
    placed = spread(points, distance, Box(0, 0, WIDTH, HEIGHT))
    return {
        one: (round(float(x), 2), round(float(y), 2))
        for one, (x, y) in zip(positions, placed, strict=True)
    }
