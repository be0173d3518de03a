"""The network as blocks: one mark a group of organisations, and lines by what joins two groups.

A drawing of ``blocks`` has a column for each place and a row for each sector; one of
``communities`` has a lane for each place, the communities in it by size. Where a block stands
on screen, the frame decides by the room it has (``static/blocks.js``). Every organisation that
a view shows is in exactly one block, so the figures add up to those of the sentence and to
those from outside.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from joinedup.model import ConnectionState, Dataset, Sector
from joinedup.network.connection import count_states
from joinedup.network.groups import ACROSS, NOWHERE, OUTSIDE, Group, GroupKind
from joinedup.network.pairs import Pairs, between
from joinedup.render.nouns import heading_noun
from joinedup.render.palette import SECTORS, STATES
from joinedup.services import Reading

_APART = {
    ConnectionState.CONNECTED: "Connected, but with nobody here",
    ConnectionState.NONE_ON_RECORD: "No partnership on record",
    ConnectionState.UNKNOWN: "Unknown",
}
_ELSEWHERE = {ACROSS: "Across places", OUTSIDE: "Outside", NOWHERE: "Place not known"}
_IN_WORDS = {
    ACROSS: "across places",
    OUTSIDE: "outside the footprint",
    NOWHERE: "with no place on record",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A group as a view shows it.

    Attributes:
        name: What it is, in words that no other block bears.
        label: What stands beside it in the picture; empty where its row and column say it.
        states: How many of those shown are in each state.
        members: Ids of those shown.
        column, row: Where it stands, from 0.
    """

    group: Group
    name: str
    label: str
    states: Mapping[ConnectionState, int]
    members: tuple[str, ...]
    column: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """All blocks of a view.

    Attributes:
        columns: Headings of the columns.
        rows: Headings of the rows, with their sector; none where blocks bear labels.
        pairs: How many pairs of those shown join two blocks, or lie within one, by their
            positions in ``blocks``, the lower first.
    """

    columns: tuple[str, ...]
    rows: tuple[Sector, ...]
    blocks: tuple[Block, ...]
    pairs: Mapping[tuple[int, int], int]

    def joined(self, position: int) -> list[tuple[int, int]]:
        """The other blocks that one is joined to, with the number of pairs, most first."""
        found = [
            (other if one == position else one, count)
            for (one, other), count in self.pairs.items()
            if position in (one, other) and one != other
        ]
        return sorted(found, key=lambda item: (-item[1], item[0]))


def blocks(reading: Reading, groups: Sequence[Group], pairs: Pairs) -> Blocks:
    """The groups as a view shows them; those without anybody shown are left out.

    Args:
        reading: The view.
        groups: Groups in which everyone is exactly once.
        pairs: All pairs under the view's scope.
    """
    shown = {one.id for one in reading.shown}
    held = {one.id: tuple(key for key in one.members if key in shown) for one in groups}
    drawn = [one for one in groups if held[one.id]]
    places = [area.id for area in reading.dataset.places]
    order = [*places, ACROSS, OUTSIDE, NOWHERE]
    columns = [one for one in order if any(group.where == one for group in drawn)]
    rows = [one for one in Sector if any(group.sector is one for group in drawn)]
    labels = _labels(reading, groups)
    taken: Counter[str] = Counter()
    found = []
    for group in drawn:
        row = rows.index(group.sector) if group.sector else taken[group.where]
        taken[group.where] += 1
        found.append(
            Block(
                group=group,
                name=_name(reading.dataset, group, labels[group.id]),
                label="" if group.sector else labels[group.id],
                states=count_states(reading.found, held[group.id]),
                members=held[group.id],
                column=columns.index(group.where),
                row=row,
            )
        )
    number = {key: position for position, one in enumerate(found) for key in one.members}
    return Blocks(
        columns=tuple(_heading(reading.dataset, one) for one in columns),
        rows=tuple(rows),
        blocks=tuple(found),
        pairs=between(pairs, number, len(found)),
    )


def group_name(reading: Reading, groups: Sequence[Group], wanted: Group) -> str:
    """What a group is, in words that no other of them bears."""
    return _name(reading.dataset, wanted, _labels(reading, groups)[wanted.id])


def blocks_columns(found: Blocks, holding: Collection[str], *, dark: bool) -> dict[str, Any]:
    """Blocks as ``static/blocks.js`` reads them.

    Args:
        found: The blocks.
        holding: Ids of organisations; the blocks that hold one are ringed.
        dark: Whether the page is in its dark theme.
    """
    return {
        "grid": bool(found.rows),
        "columns": list(found.columns),
        "rows": [heading_noun(one) for one in found.rows],
        "cells": [
            {
                "id": one.group.id,
                "name": one.name,
                "label": one.label,
                "column": one.column,
                "row": one.row,
                "counts": [one.states[state] for state in ConnectionState],
                "colour": _colour(one.group, dark=dark),
            }
            for one in found.blocks
        ],
        "pairs": [[one, other, count] for (one, other), count in found.pairs.items()],
        "ringed": [
            position
            for position, one in enumerate(found.blocks)
            if any(key in holding for key in one.members)
        ],
    }


def _colour(group: Group, *, dark: bool) -> str:
    style = SECTORS[group.sector] if group.sector else STATES[group.state or _CONNECTED]
    return style.colour(dark=dark)


_CONNECTED = ConnectionState.CONNECTED


def _heading(dataset: Dataset, where: str) -> str:
    return _ELSEWHERE.get(where) or dataset.area_by_id[where].name


def _name(dataset: Dataset, group: Group, label: str) -> str:
    where = _IN_WORDS.get(group.where) or f"in {dataset.area_by_id[group.where].name}"
    if group.kind is GroupKind.COMMUNITY:
        return f"Community: {label}"
    return f"{label} {where}"


def _labels(reading: Reading, groups: Iterable[Group]) -> dict[str, str]:
    """A label for each group; communities of one name carry what they stand around."""
    found: dict[str, str] = {}
    for one in groups:
        if one.sector:
            found[one.id] = heading_noun(one.sector)
        elif one.state:
            found[one.id] = _APART[one.state]
        elif one.kind is GroupKind.SMALLER:
            found[one.id] = "Smaller communities"
        else:
            found[one.id] = _mostly(reading, one)
    held = Counter(found.values())
    for one in groups:
        if one.kind is GroupKind.COMMUNITY and held[found[one.id]] > 1:
            found[one.id] = f"{found[one.id]} around {_around(reading, one)}"
    return found


def _mostly(reading: Reading, group: Group) -> str:
    """What more than half of a community are: in one partnership, neighbourhood, or sector."""
    dataset, half = reading.dataset, len(group.members) / 2
    partnership, count = _largest_partnership(reading, group)
    if count > half:
        return dataset.partnership_by_id[partnership].name
    everyone = [dataset.organisation_by_id[one] for one in group.members]
    hood, count = _most(one.neighbourhood for one in everyone if one.neighbourhood)
    if count > half:
        return dataset.area_by_id[hood].name
    sector, count = _most(one.sector.value for one in everyone)
    return heading_noun(Sector(sector)) if count > half else "Several sectors"


def _around(reading: Reading, group: Group) -> str:
    """Name of its largest partnership; of its best connected organisation, where it has none."""
    partnership, _ = _largest_partnership(reading, group)
    if partnership:
        return reading.dataset.partnership_by_id[partnership].name
    best = group.id.partition(":")[2]
    return reading.dataset.organisation_by_id[best].name


def _largest_partnership(reading: Reading, group: Group) -> tuple[str, int]:
    return _most(key for one in group.members for key in reading.found[one].partnerships)


def _most(words: Iterable[str]) -> tuple[str, int]:
    """The word that comes most often, the first by the alphabet of several, and how often."""
    counts = Counter(words)
    return min(counts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
