"""Stakeholders on a grid of power and interest, as several people score them. Pure.

The usual grid tells its readers to spend least on those with little of both. Here those with
little power, no partnership on record and high need around them are flagged: they are to be asked
first. Scores are those of :data:`joinedup.model.SCORES`, which partner lists have as well: what a
list says of an organisation counts as one opinion.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from joinedup.model import SCORES, Area, ConnectionState, Organisation
from joinedup.services.assessing import Spread, author_key, latest_of, spread_of
from joinedup.services.readings import Reading
from joinedup.services.unconnected import DEPRIVED, deprivation_of
from joinedup.store.assessing import Assessment

POWER, INTEREST, WHY = "power", "interest", "why"
#: The author of what a list says of influence and interest.
FROM_LIST = "A partner list"
#: Medians below the middle of the scale are low; those at it or above are high.
MIDDLE = (SCORES[0] + SCORES[-1]) / 2


class NineC(StrEnum):
    """What a stakeholder is to a piece of work: the groups of the NHS stakeholder analysis."""

    COMMISSIONERS = "commissioners"
    CUSTOMERS = "customers"
    COLLABORATORS = "collaborators"
    CONTRIBUTORS = "contributors"
    CHANNELS = "channels"
    COMMENTATORS = "commentators"
    CONSUMERS = "consumers"
    CHAMPIONS = "champions"
    COMPETITORS = "competitors"


class Quarter(StrEnum):
    """A quarter of the grid."""

    MANAGE = "manage"
    SATISFY = "satisfy"
    INFORM = "inform"
    ASK = "ask"


class Need(StrEnum):
    """How much need there is around an organisation, by deprivation."""

    HIGH = "high"
    LESS = "less"
    UNKNOWN = "unknown"


class Flag(StrEnum):
    """What the grid must not let anybody overlook, the most pressing first."""

    ASK_FIRST = "ask first"
    FIND_OUT = "find out first"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one author, or a partner list, says of one organisation.

    Attributes:
        author: A role or an organisation; :data:`FROM_LIST` of a list.
        power, interest: In points; None where it says nothing of it.
        group: One of :class:`NineC`; empty for none.
        kept: As the store has it; None where it is from a list.
    """

    author: str
    power: int | None
    interest: int | None
    group: str = ""
    why: str = ""
    kept: Assessment | None = None


@dataclass(frozen=True, kw_only=True)
class Stakeholder:
    """An organisation with what is thought of it.

    Attributes:
        opinions: One an author, in the order of saying; a list's comes first.
        power, interest: How they are scored; None where nobody has.
        state: Its connection in the view.
        area: Its neighbourhood; None where not known.
    """

    organisation: Organisation
    opinions: tuple[Opinion, ...]
    power: Spread | None
    interest: Spread | None
    state: ConnectionState
    area: Area | None

    @property
    def is_placed(self) -> bool:
        """Whether it stands on the grid: both figures have been given."""
        return self.power is not None and self.interest is not None

    @property
    def by_people(self) -> bool:
        """Whether anybody has scored it, beside a list."""
        return any(one.kept for one in self.opinions)

    @property
    def is_low(self) -> bool:
        """Whether its power is low; False where nobody has scored it."""
        return self.power is not None and self.power.median < MIDDLE

    @property
    def need(self) -> Need:
        """How much need there is around it."""
        share = deprivation_of(self.area)
        if share is None:
            return Need.UNKNOWN
        return Need.HIGH if share >= DEPRIVED else Need.LESS

    @property
    def quarter(self) -> Quarter | None:
        """Where it stands; None where it does not stand on the grid."""
        if self.power is None or self.interest is None:
            return None
        return quarter_of(self.power.median, self.interest.median)

    @property
    def flag(self) -> Flag:
        """Whether the grid could make somebody overlook it.

        That nobody knows its partnerships is not that it has none: those are to be found out.
        """
        if self.organisation.outside or not self.is_low or self.need is not Need.HIGH:
            return Flag.NONE
        found = {
            ConnectionState.NONE_ON_RECORD: Flag.ASK_FIRST,
            ConnectionState.UNKNOWN: Flag.FIND_OUT,
        }
        return found.get(self.state, Flag.NONE)

    @property
    def need_is_missing(self) -> bool:
        """Whether only the need is not known of one that would be flagged otherwise."""
        return (
            self.is_low
            and not self.organisation.outside
            and self.need is Need.UNKNOWN
            and self.state is not ConnectionState.CONNECTED
        )

    @cached_property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """Each group that it is said to be in, and by how many; the most said first."""
        counts = Counter(one.group for one in self.opinions if one.group)
        return tuple(counts.most_common())


@dataclass(frozen=True, kw_only=True)
class Stakeholders:
    """All stakeholders of a programme, or of the whole footprint, that a view shows.

    Attributes:
        rows: Those that anybody has scored: those that people have scored first, then the
            flagged, then by power, interest and name.
        whole: Whom one would expect on the grid: the members of the programme, or all
            organisations of the footprint; of those that the view shows.
        left_out: How many have been scored and are left out by the filters.
        gone: How many have been scored and are not in this version of the record.
        around: Ids of those that are in what the programme leads, or in what leads it, alone:
            they are no members of it.
    """

    rows: tuple[Stakeholder, ...]
    whole: tuple[Organisation, ...]
    left_out: int
    gone: int
    around: frozenset[str] = frozenset()

    @cached_property
    def placed(self) -> tuple[Stakeholder, ...]:
        """Those that stand on the grid, in the order of the rows."""
        return tuple(one for one in self.rows if one.is_placed)

    @cached_property
    def flagged(self) -> tuple[Stakeholder, ...]:
        """Those to be asked, then those to be found out about; most deprived first."""
        found = [one for one in self.rows if one.flag]
        order = list(Flag)
        return tuple(
            sorted(
                found,
                key=lambda one: (
                    order.index(one.flag),
                    -(deprivation_of(one.area) or 0.0),
                    one.organisation.name,
                ),
            )
        )

    @cached_property
    def unplaced(self) -> tuple[Organisation, ...]:
        """Those of :attr:`whole` that do not stand on the grid, in the dataset's order."""
        there = {one.organisation.id for one in self.placed}
        return tuple(one for one in self.whole if one.id not in there)

    @cached_property
    def authors(self) -> int:
        """How many authors there are, lists aside."""
        return len(
            {author_key(one.author) for row in self.rows for one in row.opinions if one.kept}
        )

    def of(self, organisation: str) -> Stakeholder | None:
        """The row of an organisation; None where nobody has scored it."""
        return next((one for one in self.rows if one.organisation.id == organisation), None)


def quarter_of(power: float, interest: float) -> Quarter:
    """The quarter of a spot."""
    if power >= MIDDLE:
        return Quarter.MANAGE if interest >= MIDDLE else Quarter.SATISFY
    return Quarter.INFORM if interest >= MIDDLE else Quarter.ASK


def stakeholders_of(
    reading: Reading,
    assessments: Iterable[Assessment],
    members: Collection[str] | None,
    around: Iterable[str] = (),
) -> Stakeholders:
    """The stakeholders of a view.

    Args:
        reading: The view; opinions count up to its day.
        assessments: All that was ever said of stakeholders for the same subject.
        members: Ids of the members of the programme; None for the whole footprint. What a list
            says counts for these alone.
        around: Ids of those that stand around it, as :attr:`.ProgrammeView.around` has them.
    """
    said: dict[str, list[Opinion]] = {}
    for one in latest_of(assessments, until=reading.state.day):
        said.setdefault(one.organisation, []).append(_opinion(one))
    shown = {one.id for one in reading.shown}
    whole = reading.inside if members is None else reading.shown
    expected = tuple(one for one in whole if members is None or one.id in members)
    listed = {one.id for one in expected}
    known = reading.dataset.organisation_by_id
    rows = [
        _row(reading, one, (*_from_list(one, listed), *said.get(one.id, ())))
        for one in reading.shown
        if one.id in said or (one.id in listed and _has_scores(one))
    ]
    return Stakeholders(
        rows=tuple(sorted(rows, key=_order)),
        whole=expected,
        left_out=sum(key in known and key not in shown for key in said),
        gone=sum(key not in known for key in said),
        around=frozenset(around),
    )


def _opinion(one: Assessment) -> Opinion:
    scores = dict(one.scores)
    return Opinion(
        author=one.author,
        power=scores.get(POWER),
        interest=scores.get(INTEREST),
        group=one.group if one.group in set(NineC) else "",
        why=dict(one.evidence).get(WHY, ""),
        kept=one,
    )


def _has_scores(one: Organisation) -> bool:
    return one.influence is not None or one.interest is not None


def _from_list(one: Organisation, listed: Collection[str]) -> tuple[Opinion, ...]:
    if one.id not in listed or not _has_scores(one):
        return ()
    return (Opinion(author=FROM_LIST, power=one.influence, interest=one.interest),)


def _row(reading: Reading, one: Organisation, opinions: tuple[Opinion, ...]) -> Stakeholder:
    return Stakeholder(
        organisation=one,
        opinions=opinions,
        power=_spread(found.power for found in opinions),
        interest=_spread(found.interest for found in opinions),
        state=reading.found[one.id].state,
        area=reading.dataset.area_by_id.get(one.neighbourhood or ""),
    )


def _spread(values: Iterable[int | None]) -> Spread | None:
    given = [one for one in values if one is not None]
    return spread_of(given) if given else None


def _order(one: Stakeholder) -> tuple[bool, int, float, float, str, str]:
    return (
        not one.by_people,
        list(Flag).index(one.flag),
        -(one.power.median if one.power else 0.0),
        -(one.interest.median if one.interest else 0.0),
        one.organisation.name,
        one.organisation.id,
    )
