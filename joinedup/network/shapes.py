"""The shape of one connected component, in units of the distance between neighbours.

A hub stands in the middle of its leaves, the nodes joined to nothing else. Nodes with the
same neighbours (the five trusts that sit on the same three boards) form one tight block, so
that a reader sees one group where the record holds one. Hubs and blocks are placed by
Kamada and Kawai's springs, as long as there are few; thousands of nodes go to a fast
force-directed layout instead.
"""

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from joinedup.network import engine
from joinedup.network.engine import Points

Spot: TypeAlias = tuple[float, float]
Neighbours: TypeAlias = Mapping[str, Sequence[str]]

LARGE = 2000
_SPRINGS = 400
_SEED = 20
_INNER_RING = 1.5
_GAP = 1.5
_FAN = math.radians(230)


def shape(nodes: Sequence[str], neighbours: Neighbours) -> dict[str, Spot]:
    """Spots of the nodes of one component, around (0, 0), long side across.

    Args:
        nodes: All nodes of the component, hubs first; their order decides every tie.
        neighbours: The nodes that each is joined to, all of them in ``nodes``.
    """
    if len(nodes) > LARGE:
        return _centred(nodes, _cloud(nodes, neighbours))
    leaves = _leaves(nodes, neighbours)
    blocks = _blocks(nodes, neighbours, leaves)
    open_hubs = {
        one for one in leaves if any(other not in leaves[one] for other in neighbours[one])
    }
    radii = [_radius(block, leaves, open_hubs) for block in blocks]
    centres = _turned(_block_centres(blocks, neighbours, radii))
    spots: dict[str, Spot] = {}
    for block, centre in zip(blocks, centres, strict=True):
        for one, offset in zip(block, cluster(len(block)), strict=True):
            spots[one] = (float(centre[0] + offset[0]), float(centre[1] + offset[1]))
    for hub, ones in leaves.items():
        around = [spots[other] for other in neighbours[hub] if other in spots]
        spots |= _fan(ones, spots[hub], around)
    return _centred(nodes, np.array([spots[one] for one in nodes]))


def extent(spots: Mapping[str, Spot]) -> Spot:
    """Width and height that the spots take, half a unit of air included on each side."""
    points = np.array(list(spots.values()))
    width, height = points.max(axis=0) - points.min(axis=0) + 1
    return float(width), float(height)


def rings(count: int, span: float = math.tau) -> list[tuple[float, int]]:
    """Radius and number of nodes of the rings that hold ``count`` nodes, in least space.

    Neighbours on a ring, and rings, are a unit apart. ``span`` is the angle in radians that
    a ring may use. More rings must save at least half a unit of radius each.
    """
    best: list[tuple[float, int]] = []
    cost = math.inf
    for number in range(1, 2 + count // 6):
        inner = _INNER_RING
        while sum(_room(inner + ring, span) for ring in range(number)) < count:
            inner += 0.05
        if inner + 1.5 * number < cost:
            cost = inner + 1.5 * number
            best = _filled([inner + ring for ring in range(number)], count, span)
    return best


def cluster(count: int) -> list[Spot]:
    """Spots of a tight block around (0, 0): a ring of up to 6, then a hexagonal lattice."""
    if count == 1:
        return [(0.0, 0.0)]
    if count <= 6:
        radius = 0.5 / math.sin(math.pi / count)
        return [_polar(radius, math.pi / 2 - math.tau * k / count) for k in range(count)]
    reach = math.isqrt(count) + 2
    lattice = [
        (column + row / 2, row * math.sqrt(3) / 2)
        for row in range(-reach, reach + 1)
        for column in range(-2 * reach, 2 * reach + 1)
    ]
    # Rounded, so that equally far spots are told apart by angle and not by the last bit.
    lattice.sort(key=lambda spot: (round(math.hypot(*spot), 6), round(math.atan2(*spot), 6)))
    chosen = np.array(lattice[:count])
    return [(float(x), float(y)) for x, y in chosen - chosen.mean(axis=0)]


def _room(radius: float, span: float) -> int:
    return int(span * radius) + (0 if span >= math.tau else 1)


def _filled(radii: list[float], count: int, span: float) -> list[tuple[float, int]]:
    """Spread ``count`` over the rings by their room, the rounding going to the outer ones."""
    rooms = [_room(radius, span) for radius in radii]
    shares = [min(room, count * room // sum(rooms)) for room in rooms]
    left = count - sum(shares)
    for ring in reversed(range(len(radii))):
        extra = min(left, rooms[ring] - shares[ring])
        shares[ring] += extra
        left -= extra
    return [(radius, share) for radius, share in zip(radii, shares, strict=True) if share]


def _leaves(nodes: Sequence[str], neighbours: Neighbours) -> dict[str, list[str]]:
    """Leaves by hub. Of two nodes joined to each other alone, the first is the hub."""
    found: dict[str, list[str]] = {}
    for one in nodes:
        if len(neighbours[one]) != 1:
            continue
        hub = neighbours[one][0]
        if len(neighbours[hub]) > 1 or hub in found or nodes[0] == hub:
            found.setdefault(hub, []).append(one)
    return found


def _blocks(
    nodes: Sequence[str], neighbours: Neighbours, leaves: Mapping[str, Sequence[str]]
) -> list[list[str]]:
    """Nodes other than leaves, those with the same neighbours together."""
    away = {one for ones in leaves.values() for one in ones}
    found: dict[frozenset[str], list[str]] = {}
    for one in nodes:
        if one not in away:
            found.setdefault(frozenset(neighbours[one]), []).append(one)
    return list(found.values())


def _radius(
    block: Sequence[str], leaves: Mapping[str, Sequence[str]], open_hubs: set[str]
) -> float:
    """How far a block reaches from its centre, leaves included, with half a unit of air."""
    if len(block) == 1 and block[0] in leaves:
        span = _FAN if block[0] in open_hubs else math.tau
        return rings(len(leaves[block[0]]), span)[-1][0] + 0.5
    return max(math.hypot(*spot) for spot in cluster(len(block))) + 0.5


def _block_centres(
    blocks: Sequence[Sequence[str]], neighbours: Neighbours, radii: Sequence[float]
) -> Points:
    if len(blocks) == 1:
        return np.zeros((1, 2))
    number = {one: position for position, block in enumerate(blocks) for one in block}
    joined = {
        (min(position, number[other]), max(position, number[other]))
        for position, block in enumerate(blocks)
        for other in neighbours[block[0]]
        if other in number and number[other] != position
    }
    edges = sorted(joined)
    if len(blocks) > _SPRINGS:
        placed = engine.force_layout(len(blocks), edges, seed=_SEED)
        placed *= math.sqrt(sum(one * one for one in radii)) / (placed.std() or 1)
    else:
        lengths = [radii[one] + radii[other] + _GAP for one, other in edges]
        placed = engine.stress_layout(len(blocks), edges, lengths)
    rounds = 20 if len(blocks) > _SPRINGS else 120
    return _pushed_apart(placed, np.array(radii), rounds)


def _pushed_apart(centres: Points, radii: Points, rounds: int) -> Points:
    """Move overlapping discs apart, each half of the way, until none overlaps or time is up."""
    placed = centres.copy()
    wanted = radii[:, None] + radii[None, :] + 0.5
    np.fill_diagonal(wanted, 0)
    for _ in range(rounds):
        between = placed[:, None, :] - placed[None, :, :]
        distance = np.hypot(between[..., 0], between[..., 1])
        lack = np.clip(wanted - distance, 0, None)
        if lack.max() < 1e-3:
            break
        push = lack / 2 / np.maximum(distance, 1e-9)
        placed += 0.9 * (between * push[..., None]).sum(axis=1)
    return placed


def _fan(ones: Sequence[str], centre: Spot, around: Sequence[Spot]) -> dict[str, Spot]:
    """Leaves on rings around their hub, or, where it has other neighbours, away from them."""
    others = [spot for spot in around if spot != centre]
    span, middle = math.tau, -math.pi / 2
    if others:
        span = _FAN
        middle = math.atan2(
            centre[1] - sum(y for _, y in others) / len(others),
            centre[0] - sum(x for x, _ in others) / len(others),
        )
    spots: dict[str, Spot] = {}
    rest = list(ones)
    for radius, count in rings(len(ones), span):
        steps = count if span >= math.tau else max(count - 1, 1)
        # A short arc keeps its nodes close to each other instead of using all of the span.
        width = min(span, 1.15 * steps / radius) if others else span
        first = middle + (width / 2 if count > 1 and others else math.pi if not others else 0)
        for k, one in enumerate(rest[:count]):
            x, y = _polar(radius, first - width * k / steps)
            spots[one] = (centre[0] + x, centre[1] + y)
        rest = rest[count:]
    return spots


def _cloud(nodes: Sequence[str], neighbours: Neighbours) -> Points:
    """A fast layout of thousands of nodes, scaled to about a unit between neighbours."""
    number = {one: position for position, one in enumerate(nodes)}
    edges = [
        (position, number[other])
        for one, position in number.items()
        for other in neighbours[one]
        if position < number[other]
    ]
    placed = engine.force_layout(len(nodes), edges, seed=_SEED)
    return placed * (math.sqrt(len(nodes)) / 2 / (placed.std() or 1))


def _turned(points: Points) -> Points:
    """Turn the points so that they stretch most from left to right."""
    if len(points) < 2:
        return points
    around = points - points.mean(axis=0)
    (a, b), (_, d) = around.T @ around
    angle = -0.5 * math.atan2(2 * b, a - d)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return np.asarray(around @ turn.T)


def _centred(nodes: Sequence[str], points: Points) -> dict[str, Spot]:
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    return {one: (float(x), float(y)) for one, (x, y) in zip(nodes, points - middle, strict=True)}


def _polar(radius: float, angle: float) -> Spot:
    return radius * math.cos(angle), radius * math.sin(angle)
