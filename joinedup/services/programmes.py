"""How far programmes got: milestones and actions on a day, who takes part, what is missing. Pure.

A row whose day has passed is late only where the record says that it is still open; where nobody
has said what came of it, that is what is counted (:class:`joinedup.model.Progress`). Publishing
what became of an action is in :mod:`.acting`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from joinedup.model import (
    Action,
    Dataset,
    Milestone,
    Programme,
    Progress,
    Provenance,
    Standing,
    Statement,
    StatementKind,
    last_day,
)
from joinedup.network.connection import Connection
from joinedup.services.belonging import (
    Belonging,
    Group,
    Lasting,
    confirmations,
    groups_of,
    lasting_of,
    parts_of,
    seats_on,
    upwards,
)

_CLOSED = frozenset({Progress.DONE, Progress.DROPPED})


class Gap(StrEnum):
    """What the record can lack of a programme."""

    WHAT = "what"
    HOW = "how"
    WHY = "why"
    SPONSOR = "sponsor"
    LEADS = "leads"
    MEMBERS = "members"
    REACH = "reach"
    UNASKED = "unasked"
    MILESTONES = "milestones"
    MILESTONE_DATES = "milestone dates"
    MILESTONE_OUTCOMES = "milestone outcomes"
    ACTIONS = "actions"
    OWNERS = "owners"
    DATES = "dates"
    EVIDENCE = "evidence"
    OUTCOMES = "outcomes"
    FUNDING = "funding"


#: How many of how many; the whole is 0 where there is nothing of the kind at all.
Lacking = tuple[Gap, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rows stand where on a day; ``ownerless`` are those still to be done."""

    total: int
    by: Mapping[Progress, int]
    ownerless: int = 0

    def __getitem__(self, progress: Progress) -> int:
        return self.by.get(progress, 0)


@dataclass(frozen=True, kw_only=True)
class ProgrammeView:
    """A programme of a dataset on a day, with all that the record has of it.

    Attributes:
        milestones: The earliest first, those without a date last.
        actions, statements: In the order of the record.
        groups: Its own partnership first, then its work streams, what it leads, what leads it.
        lasting: Whether it goes on; None of national work, which is no partnership here.
    """

    programme: Programme
    day: date
    milestones: tuple[Milestone, ...]
    actions: tuple[Action, ...]
    statements: tuple[Statement, ...]
    groups: tuple[Group, ...]
    lasting: Lasting | None

    @property
    def is_context(self) -> bool:
        """Whether it is national work that nobody here is a member of."""
        return self.programme.partnership is None

    @cached_property
    def of_milestones(self) -> Tally:
        """Its milestones by how they stand."""
        return _tally(self.milestones, self.day)

    @cached_property
    def of_actions(self) -> Tally:
        """Its actions by how they stand."""
        return _tally(self.actions, self.day)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Ids of the organisations in it and its work streams, each once."""
        return self._in((Belonging.OWN, Belonging.STREAM))

    @cached_property
    def around(self) -> tuple[str, ...]:
        """Ids of those that are only in what it leads, or in what leads it."""
        return tuple(
            one for one in self._in((Belonging.LED, Belonging.LEADS)) if one not in self.members
        )

    def _in(self, parts: Iterable[Belonging]) -> tuple[str, ...]:
        found = (group.members for group in self.groups if group.part in parts)
        return tuple(dict.fromkeys(one for members in found for one in members))

    def group(self, part: Belonging) -> tuple[Group, ...]:
        """The partnerships that are the same to it."""
        return tuple(one for one in self.groups if one.part is part)

    def stated(self, kind: StatementKind) -> tuple[Statement, ...]:
        """What is said of one kind, each followed by its parts."""
        return _nested([one for one in self.statements if one.kind is kind])

    def themes(self) -> Mapping[str, tuple[Action, ...]]:
        """Its actions by theme, in the order of the record; those without one last."""
        found: dict[str, list[Action]] = {}
        for one in sorted(self.actions, key=lambda one: not one.theme):
            found.setdefault(one.theme, []).append(one)
        return {theme: tuple(rows) for theme, rows in found.items()}

    def sources(self) -> Mapping[Provenance, tuple[str, ...]]:
        """What it rests on: each source with the sections that were used, in their order."""
        found: dict[Provenance, dict[str, None]] = {}
        rows: tuple[Programme | Milestone | Action | Statement, ...]
        rows = (self.programme, *self.milestones, *self.actions, *self.statements)
        for row in rows:
            sections = found.setdefault(row.provenance, {})
            if row.section:
                sections[row.section] = None
        return {one: tuple(sections) for one, sections in found.items()}


def programmes_of(dataset: Dataset, day: date) -> tuple[ProgrammeView, ...]:
    """Every programme of a footprint on a day, in the order of the record."""
    if not dataset.programmes:
        return ()
    seats, confirmed = seats_on(dataset, day), confirmations(dataset)
    return tuple(
        _viewed(dataset, one, day, parts_of(dataset, one.partnership), seats, confirmed)
        for one in dataset.programmes
    )


def programme_of(dataset: Dataset, programme: str, day: date) -> ProgrammeView | None:
    """One programme on a day; None where the footprint has none of that id."""
    one = dataset.programme_by_id.get(programme)
    if one is None:
        return None
    parts = parts_of(dataset, one.partnership)
    seats, confirmed = seats_on(dataset, day, parts), confirmations(dataset, parts)
    return _viewed(dataset, one, day, parts, seats, confirmed)


def programmes_with(dataset: Dataset, partnerships: Iterable[str]) -> tuple[Programme, ...]:
    """The programmes that some partnerships are, or are work streams of."""
    wanted: set[str] = set()
    for one in partnerships:
        wanted |= set(upwards(dataset, one))
    return tuple(one for one in dataset.programmes if one.partnership in wanted)


def is_ownerless(one: Action, day: date) -> bool:
    """Whether it is still to be done, and nobody is to do it."""
    return not one.has_owner and one.progress_on(day) not in _CLOSED


def programme_gaps(one: ProgrammeView, found: Mapping[str, Connection]) -> tuple[Lacking, ...]:
    """What the record does not say about a programme, or does not have.

    Args:
        found: The connection of every organisation on the day, by id.
    """
    whole = [*_undescribed(one.programme), *_of_milestones(one), *_of_actions(one)]
    if not one.is_context:
        whole += _of_members(one, found)
    if not one.stated(StatementKind.FUNDING):
        whole.append((Gap.FUNDING, 0, 0))
    return tuple(whole)


def _undescribed(one: Programme) -> list[Lacking]:
    texts = {
        Gap.WHAT: one.what,
        Gap.HOW: one.how,
        Gap.WHY: one.why,
        Gap.SPONSOR: one.sponsor,
        Gap.LEADS: one.leads,
    }
    return [(gap, 0, 0) for gap, held in texts.items() if not held]


def _of_milestones(one: ProgrammeView) -> list[Lacking]:
    tally = one.of_milestones
    if not tally.total:
        return [(Gap.MILESTONES, 0, 0)]
    return _counted(
        tally.total,
        (Gap.MILESTONE_DATES, tally[Progress.UNDATED]),
        (Gap.MILESTONE_OUTCOMES, tally[Progress.UNKNOWN]),
    )


def _of_actions(one: ProgrammeView) -> list[Lacking]:
    tally = one.of_actions
    if not tally.total:
        return [(Gap.ACTIONS, 0, 0)]
    return _counted(
        tally.total,
        (Gap.OWNERS, tally.ownerless),
        (Gap.DATES, tally[Progress.UNDATED]),
        (Gap.EVIDENCE, sum(not action.evidence for action in one.actions)),
        (Gap.OUTCOMES, tally[Progress.UNKNOWN]),
    )


def _of_members(one: ProgrammeView, found: Mapping[str, Connection]) -> list[Lacking]:
    if not one.members:
        return [(Gap.MEMBERS, 0, 0)]
    standings = Counter(found[member].standing for member in one.members)
    narrow = standings[Standing.OWN_SECTOR] + standings[Standing.NONE_ON_RECORD]
    known = len(one.members) - standings[Standing.UNKNOWN]
    return [
        *_counted(known, (Gap.REACH, narrow)),
        *_counted(len(one.members), (Gap.UNASKED, standings[Standing.UNKNOWN])),
    ]


def _counted(whole: int, *pairs: tuple[Gap, int]) -> list[Lacking]:
    return [(gap, number, whole) for gap, number in pairs if number]


def _viewed(
    dataset: Dataset,
    one: Programme,
    day: date,
    parts: Mapping[str, Belonging],
    seats: Mapping[str, Mapping[str, str]],
    confirmed: Mapping[str, frozenset[str]],
) -> ProgrammeView:
    milestones = [row for row in dataset.milestones if row.programme == one.id]
    actions = tuple(row for row in dataset.actions if row.programme == one.id)
    groups = groups_of(dataset, parts, seats)
    written = {one.provenance.as_of}
    rows: tuple[Milestone | Action, ...] = (*milestones, *actions)
    for row in rows:
        written |= {row.provenance.as_of, row.done_on}
    for group in groups:
        if group.part in (Belonging.OWN, Belonging.STREAM):
            written |= {group.partnership.provenance.as_of}
            written |= confirmed.get(group.partnership.id, frozenset())
    return ProgrammeView(
        programme=one,
        day=day,
        milestones=tuple(sorted(milestones, key=_when)),
        actions=actions,
        statements=tuple(row for row in dataset.statements if row.programme == one.id),
        groups=groups,
        lasting=lasting_of(groups[0].partnership, written, day) if groups else None,
    )


def _when(one: Milestone) -> date:
    return last_day(one.due or one.start) if one.due or one.start else date.max


def _tally(rows: Sequence[Milestone] | Sequence[Action], day: date) -> Tally:
    by = Counter(row.progress_on(day) for row in rows)
    ownerless = sum(isinstance(row, Action) and is_ownerless(row, day) for row in rows)
    return Tally(total=len(rows), by=dict(by), ownerless=ownerless)


def _nested(rows: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements in their order, each followed by its parts; none is a part of itself."""
    ids = {row.id for row in rows}
    parts: dict[str | None, list[Statement]] = {}
    for row in rows:
        parts.setdefault(row.part_of if row.part_of in ids else None, []).append(row)
    found: list[Statement] = []
    waiting = parts.get(None, [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += parts.get(found[-1].id, [])[::-1]
    return tuple(found)
