"""What is different between two sides: two versions of a footprint, or two days of one. Pure.

Each side is a :class:`Reading`: a dataset on a day, under filters. The footprint's own count
that pass all filters but the one on connection, as a change of connection needs the whole. An
organisation that both sides have goes by its id on the later side throughout.

What changes in a record is not always what changed in the world: a seat that was found out
about last week is new here as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from joinedup.imports.draft import Change
from joinedup.model import ConnectionState
from joinedup.network.pairs import Pairs
from joinedup.network.scope import ties_in
from joinedup.services.comparing import compare_programmes
from joinedup.services.counterparts import Becoming, counterparts
from joinedup.services.readings import Reading, scope_of

_CONNECTED, _NONE, _UNKNOWN = (
    ConnectionState.CONNECTED,
    ConnectionState.NONE_ON_RECORD,
    ConnectionState.UNKNOWN,
)
#: A seat as organisation and partnership, a tie as its two ends and its kind, a pair as its ends.
Link = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Links of one sort on both sides: how many, and which are on one side only, sorted."""

    before: int
    after: int
    new: tuple[Link, ...]
    lost: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is different.

    Attributes:
        before, after: The two sides.
        new, gone: Ids of organisations that only one side's record has. Those that came of a
            merger or a split, or went into one, are among them.
        renamed: Old and new id of those of another name.
        merged, split: Several that became one, one that became several.
        moved_in, moved_out: Later ids of those that both records have and only one side's
            filters let pass: they moved to another place, for example.
        moves: Later ids of those that both sides count, by their state before and after.
        seats, ties, pairs: Places in partnerships, direct ties, and pairs of organisations that
            share one or the other, with anybody whom either side counts.
        programmes: What is new, different or gone in programmes, milestones, actions and statements
            of the two records, whatever the filters and the days.
        undated: How many of the new seats state no start; they count from the date of their
            document, and may be as old as the others.
    """

    before: Reading
    after: Reading
    new: tuple[str, ...]
    gone: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    merged: tuple[Becoming, ...]
    split: tuple[Becoming, ...]
    moved_in: tuple[str, ...]
    moved_out: tuple[str, ...]
    moves: Mapping[tuple[ConnectionState, ConnectionState], tuple[str, ...]]
    seats: Links
    ties: Links
    pairs: Links
    programmes: tuple[Change, ...]
    undated: int

    @property
    def connected(self) -> tuple[str, ...]:
        """Those with none on record before that are connected now."""
        return self.moves[_NONE, _CONNECTED]

    @property
    def unconnected(self) -> tuple[str, ...]:
        """Those connected before that are not on record as connected now: none, or unknown."""
        return (*self.moves[_CONNECTED, _NONE], *self.moves[_CONNECTED, _UNKNOWN])

    @property
    def learned(self) -> tuple[str, ...]:
        """Those unknown before that are known now, connected or not: nothing need be new."""
        return (*self.moves[_UNKNOWN, _CONNECTED], *self.moves[_UNKNOWN, _NONE])

    @property
    def both(self) -> int:
        """How many organisations both sides count."""
        return sum(map(len, self.moves.values()))

    @property
    def nothing(self) -> bool:
        """Whether both sides are the same in all that is compared."""
        changed = self.both - sum(len(self.moves[state, state]) for state in ConnectionState)
        links = (self.seats, self.ties, self.pairs)
        records = (self.new, self.gone, self.renamed, self.moved_in, self.moved_out)
        rest = (*records, self.programmes)
        return not (changed or any(rest) or any(one.new or one.lost for one in links))


def differences(
    before: Reading, after: Reading, pairs_before: Pairs, pairs_after: Pairs
) -> Difference:
    """Compare two sides under the same filters.

    Args:
        before, after: The two sides.
        pairs_before, pairs_after: Their pairs, under the scopes of their views.
    """
    same = counterparts(before.dataset, after.dataset)
    old = {one.id for one in before.whole}
    new = {one.id for one in after.whole}
    both = {one: same.kept[one] for one in same.kept if one in old and same.kept[one] in new}
    gone = tuple(one for one in same.gone if one in old)
    fresh = tuple(one for one in same.new if one in new)
    stayed = {*both.values(), *fresh}
    counted = {same.kept.get(one, one) for one in old} | new
    seats = _links(_seats(before, same.kept), _seats(after, {}), counted)
    return Difference(
        before=before,
        after=after,
        new=fresh,
        gone=gone,
        renamed=_renamed(before, after, both),
        merged=_touching(same.merged, old, new),
        split=_touching(same.split, old, new),
        moved_in=tuple(one.id for one in after.whole if one.id not in stayed),
        moved_out=tuple(
            same.kept[one.id] for one in before.whole if one.id in same.kept and one.id not in both
        ),
        moves=_moves(before, after, both),
        seats=seats,
        ties=_links(_ties(before, same.kept), _ties(after, {}), counted),
        pairs=_links(_ends(pairs_before, same.kept), _ends(pairs_after, {}), counted),
        programmes=compare_programmes(before.dataset, after.dataset),
        undated=_undated(after, seats.new),
    )


def _renamed(
    before: Reading, after: Reading, both: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    known, found = before.dataset.organisation_by_id, after.dataset.organisation_by_id
    return tuple(
        (one, other) for one, other in both.items() if known[one].name != found[other].name
    )


def _touching(found: Iterable[Becoming], old: set[str], new: set[str]) -> tuple[Becoming, ...]:
    """Those of which either side counts somebody."""
    return tuple(one for one in found if old.intersection(one.old) or new.intersection(one.new))


def _moves(
    before: Reading, after: Reading, both: Mapping[str, str]
) -> Mapping[tuple[ConnectionState, ConnectionState], tuple[str, ...]]:
    """Every pair of states is there, those that nobody has as well."""
    found: dict[tuple[ConnectionState, ConnectionState], list[str]] = {
        pair: [] for pair in product(ConnectionState, ConnectionState)
    }
    for one, other in both.items():
        found[before.found[one].state, after.found[other].state].append(other)
    return {pair: tuple(ids) for pair, ids in found.items()}


def _links(before: set[Link], after: set[Link], counted: set[str]) -> Links:
    """Those links with at least one of whom a side counts."""
    known = {link for link in before if not counted.isdisjoint(link[:2])}
    found = {link for link in after if not counted.isdisjoint(link[:2])}
    return Links(
        before=len(known),
        after=len(found),
        new=tuple(sorted(found - known)),
        lost=tuple(sorted(known - found)),
    )


def _seats(reading: Reading, kept: Mapping[str, str]) -> set[Link]:
    return {
        (kept.get(key, key), partnership)
        for key, link in reading.found.items()
        for partnership in link.partnerships
    }


def _undated(reading: Reading, seats: Iterable[Link]) -> int:
    starts: dict[Link, str] = {}
    for row in reading.dataset.memberships:
        key = (row.organisation, row.partnership)
        starts[key] = starts.get(key, "") or row.since
    return sum(not starts.get(seat) for seat in seats)


def _ties(reading: Reading, kept: Mapping[str, str]) -> set[Link]:
    return {
        (kept.get(one.source, one.source), kept.get(one.target, one.target), one.kind)
        for one in ties_in(reading.dataset, scope_of(reading.state))
    }


def _ends(found: Pairs, kept: Mapping[str, str]) -> set[Link]:
    ids = [kept.get(one, one) for one in found.ids]
    ends = zip(found.first.tolist(), found.second.tolist(), strict=True)
    return {(min(ids[a], ids[b]), max(ids[a], ids[b])) for a, b in ends}
