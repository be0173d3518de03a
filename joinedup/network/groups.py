"""Organisations in groups, each in exactly one: by place and sector, or by community.

A community is a set of organisations that work with each other more than with the rest. It is
found in the projection under a scope, with the direct ties, by the Leiden algorithm (Traag,
Waltman and van Eck 2019, doi:10.1038/s41598-019-41695-z) on modularity, and parted again by
the same within itself as long as it is larger than a reader can make something of: modularity
alone sees whole places in a large footprint, and nothing smaller (Fortunato and Barthelemy
2007, doi:10.1073/pnas.0605965104). It is the best of ten starts, of fewer where there are many
pairs; it is seeded and takes organisations in the order of their ids, so that a version has the
same communities always. Who is in no pair is in no community,
and gets groups of its own: nobody is left out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from joinedup.model import ConnectionState, Dataset, Organisation, Sector
from joinedup.network import engine
from joinedup.network.connection import Connection
from joinedup.network.pairs import Numbers, Pairs, Weights

# Round brackets cannot be in an id, so that no area can be mistaken for one of these.
OUTSIDE = "(outside)"
NOWHERE = "(nowhere)"
ACROSS = "(across)"

#: Communities that are drawn one by one; the smaller ones of a place are drawn together.
MOST = 32
#: A community of more members is parted again.
LARGEST = 300
_LEAST_MEMBERS = 3
_SEED = 20260101
_STARTS = 10
#: Pairs that the starts on one network look at together: 7,000 organisations stay under 0.3 s.
_MOST_PAIRS = 60_000
# A tie of full strength (4) weighs as much as a partnership of the two alone.
_STRONGEST = 4


class GroupKind(StrEnum):
    """Why organisations are in one group."""

    BLOCK = "block"
    COMMUNITY = "community"
    SMALLER = "smaller"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Organisations that are drawn as one.

    Attributes:
        id: Unique among the groups; a community's names its best connected member, so that it
            still means something when dates or filters change.
        members: Their ids, sorted.
        where: Id of the place that all, or of a community most, are in; or one of ``OUTSIDE``,
            ``NOWHERE`` and ``ACROSS``.
        sector: The sector of a block.
        state: The state of those who are in no pair.
    """

    id: str
    kind: GroupKind
    members: tuple[str, ...]
    where: str
    sector: Sector | None = None
    state: ConnectionState | None = None


def place_and_sector(dataset: Dataset) -> tuple[Group, ...]:
    """A group for every place and sector that occurs, sectors in their fixed order."""
    found: dict[tuple[Sector, str], list[str]] = {}
    for one in dataset.organisations:
        found.setdefault((one.sector, where(one)), []).append(one.id)
    rank = {sector: position for position, sector in enumerate(Sector)}
    return tuple(
        Group(
            id=f"{GroupKind.BLOCK}:{place}:{sector.value}",
            kind=GroupKind.BLOCK,
            members=tuple(sorted(ids)),
            where=place,
            sector=sector,
        )
        for (sector, place), ids in sorted(
            found.items(), key=lambda item: (rank[item[0][0]], item[0][1])
        )
    )


def communities(
    dataset: Dataset, pairs: Pairs, found: Mapping[str, Connection]
) -> tuple[Group, ...]:
    """The communities, the largest first, then the smaller ones, then who is in no pair.

    Args:
        dataset: The version.
        pairs: Its pairs under a scope.
        found: Its connections under the same scope.
    """
    parts = _parts(pairs)
    large = [one for one in parts[:MOST] if len(one) >= _LEAST_MEMBERS]
    small: dict[str, list[str]] = {}
    for one in parts[len(large) :]:
        small.setdefault(_mostly(dataset, one), []).extend(one)
    joined = {one for part in parts for one in part}
    apart: dict[tuple[str, ConnectionState], list[str]] = {}
    for organisation in dataset.organisations:
        if organisation.id not in joined:
            key = (where(organisation), found[organisation.id].state)
            apart.setdefault(key, []).append(organisation.id)
    return (
        *(
            Group(
                id=f"{GroupKind.COMMUNITY}:{part[0]}",
                kind=GroupKind.COMMUNITY,
                members=tuple(sorted(part)),
                where=_mostly(dataset, part),
            )
            for part in large
        ),
        *(
            Group(
                id=f"{GroupKind.SMALLER}:{place}",
                kind=GroupKind.SMALLER,
                members=tuple(sorted(ids)),
                where=place,
            )
            for place, ids in sorted(small.items())
        ),
        *(
            Group(
                id=f"{GroupKind.APART}:{place}:{state.value}",
                kind=GroupKind.APART,
                members=tuple(sorted(ids)),
                where=place,
                state=state,
            )
            for (place, state), ids in sorted(apart.items())
        ),
    )


def find(groups: Iterable[Group], wanted: str) -> Group | None:
    """The group of an id; of a community, the one that its namesake is in by now."""
    kind, _, rest = wanted.partition(":")
    for one in groups:
        if one.id == wanted or (kind == GroupKind.COMMUNITY == one.kind and rest in one.members):
            return one
    return None


def where(one: Organisation) -> str:
    """An organisation's place, or that it is outside, or that nobody knows."""
    return OUTSIDE if one.outside else one.place or NOWHERE


def _parts(pairs: Pairs) -> list[list[str]]:
    """The communities, the largest first; in each, the best connected first."""
    weights = pairs.weight + pairs.strength / _STRONGEST
    ends = np.concatenate((pairs.first, pairs.second))
    # Rounded: what is equal but for the last digit is equal.
    weighted = np.bincount(ends, np.tile(weights, 2), len(pairs.ids)).round(6).tolist()
    parts = [
        [pairs.ids[node] for node in sorted(part, key=lambda one: (-weighted[one], one))]
        for part in _split(pairs.first, pairs.second, weights)
    ]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _split(first: Numbers, second: Numbers, weights: Weights) -> list[list[int]]:
    """Communities of the organisations in these pairs, those that are too large split again."""
    nodes = np.unique(np.concatenate((first, second)))
    ends = np.searchsorted(nodes, first), np.searchsorted(nodes, second)
    edges = list(zip(*(one.tolist() for one in ends), strict=True))
    numbers = engine.communities(
        len(nodes), edges, weights.tolist(), seed=_SEED, starts=_starts(len(edges))
    )
    of = np.array(numbers, np.int64)
    found: list[list[int]] = []
    for number in range(max(numbers, default=-1) + 1):
        members = nodes[of == number].tolist()
        if not LARGEST < len(members) < len(nodes):
            found.append(members)
            continue
        # A community hangs together, so each of its members is in one of its own pairs.
        own = (of[ends[0]] == number) & (of[ends[1]] == number)
        found += _split(first[own], second[own], weights[own])
    return found


def _starts(pairs: int) -> int:
    """Ten up to 6,000 pairs, one above 30,000."""
    return min(_STARTS, max(1, _MOST_PAIRS // max(pairs, 1)))


def _mostly(dataset: Dataset, members: Sequence[str]) -> str:
    """The place of more than half of them."""
    votes = Counter(where(dataset.organisation_by_id[one]) for one in members)
    place, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
    return place if 2 * count > len(members) else ACROSS
