"""What people think of partnerships, programmes and stakeholders: kept, summed up, over time.

Opinions are kept as they were said and are never merged: a median always comes with how many
were asked and how far they are apart (``docs/adr/0018``). Of each author the last opinion counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from statistics import median
from typing import Literal

from joinedup.services.roles import check_role
from joinedup.services.versions import store
from joinedup.store.assessing import Assessment, AssessmentKind

#: What the author of an opinion is called, where the name is not taken.
WHOSE = "Whose opinion it is,"
#: By what a trend is drawn.
Step = Literal["month", "day"]
#: How many parts of a date tell one step from the next.
_PARTS: Mapping[Step, int] = {"month": 2, "day": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How several people score one item.

    Attributes:
        n: How many authors scored it; at least one.
        lowest, median, highest: In points; the median of an even number lies between two.
    """

    n: int
    lowest: int
    median: float
    highest: int

    @property
    def is_split(self) -> bool:
        """Whether the authors are apart at all."""
        return self.lowest != self.highest


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """What was thought at the end of a day.

    Attributes:
        day: The last day of the step that anything was said on.
        latest: The last opinion of each author until then, as :func:`latest_of` gives them.
        spreads: By item.
    """

    day: date
    latest: tuple[Assessment, ...]
    spreads: Mapping[str, Spread]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """An opinion that was taken back.

    Attributes:
        former: What was said.
        gone: The row that takes it back: of which day, and by whom.
    """

    former: Assessment
    gone: Assessment


def assess(
    dataset_id: str,
    kind: AssessmentKind,
    subject: str,
    scores: Mapping[str, int],
    *,
    author: str,
    on: date,
    evidence: Mapping[str, str] | None = None,
    organisation: str = "",
    group: str = "",
    known: Iterable[str] = (),
) -> None:
    """Keep what somebody thinks.

    Args:
        subject: Id of the programme or the partnership; empty for the whole footprint.
        scores: By item, on the scale of the kind (:data:`joinedup.store.assessing.SCALES`); what
            nobody scored is left out.
        author: A role or an organisation.
        on: The day it is of.
        organisation, group: Of a stakeholder.
        known: Names that may be the author's though they read like a person's: those of
            organisations, and of who has signed in.

    Raises:
        StoreError: When the author reads like a person, a score is not on its scale, something
            else breaks its bounds, or nothing can be written.
    """
    check_role(author, WHOSE, known)
    one = Assessment(
        dataset=dataset_id,
        kind=kind,
        subject=subject,
        author=author,
        assessed_on=on,
        made_at=datetime.now(UTC),
        organisation=organisation,
        group=group,
        scores=tuple(scores.items()),
        evidence=tuple((evidence or {}).items()),
    )
    store().assess([one])


def withdraw_assessment(
    former: Assessment, *, by: str, on: date, known: Iterable[str] = ()
) -> None:
    """Take an opinion back: from that day on it does not count; it stays readable.

    Args:
        by: Who takes it back: whose opinion it is, or somebody who mends a mistake.
        on: The day from which on it does not count.
        known: As of :func:`assess`.

    Raises:
        StoreError: When it is not said who does, that reads like a person, or nothing can be
            written.
    """
    check_role(by, "Who takes it back,", known)
    day = max(on, former.assessed_on)
    now = datetime.now(UTC)
    gone = replace(
        former,
        scores=(),
        evidence=(),
        withdrawn=True,
        withdrawn_by=by,
        assessed_on=day,
        made_at=now,
        number=0,
    )
    store().assess([gone])


def taken_back(found: Iterable[Assessment]) -> tuple[TakenBack, ...]:
    """What was taken back, the newest first, as far as its author has said nothing since.

    Args:
        found: All that was ever said of something, as :func:`assessed` gives it.
    """
    pairs: dict[tuple[str, str, str, str], TakenBack] = {}
    last: dict[tuple[str, str, str, str], Assessment] = {}
    for one in _by_day(found):
        place = _place(one)
        if not one.withdrawn:
            last[place] = one
            pairs.pop(place, None)
        elif place in last:
            pairs[place] = TakenBack(former=last[place], gone=one)
    newest = sorted(pairs.values(), key=lambda one: one.gone.number, reverse=True)
    return tuple(newest)


def assessed(
    dataset_id: str, kind: AssessmentKind, subject: str | None = None
) -> tuple[Assessment, ...]:
    """Everything that was ever said of one subject, or of all of a kind, the oldest first.

    Raises:
        StoreError: When the store cannot be read.
    """
    found = store().assessments(dataset_id, kind)
    return tuple(one for one in found if subject is None or one.subject == subject)


def last_assessment(dataset_id: str) -> int:
    """The number of the last assessment of a footprint, cheaply; 0 where there is none.

    Raises:
        StoreError: When the store cannot be read.
    """
    return store().last_assessment(dataset_id)


def latest(
    dataset_id: str, kind: AssessmentKind, subject: str | None = None
) -> tuple[Assessment, ...]:
    """The last opinion of each author on each thing; withdrawn ones left out.

    Raises:
        StoreError: When the store cannot be read.
    """
    return latest_of(assessed(dataset_id, kind, subject))


def latest_of(found: Iterable[Assessment], *, until: date | None = None) -> tuple[Assessment, ...]:
    """The last opinion of each author on each thing, in the order of saying.

    What was said later about an earlier day does not replace what was said about a later one.

    Args:
        until: The last day that counts; None for all.
    """
    last = {_place(one): one for one in _by_day(found) if until is None or one.assessed_on <= until}
    return _standing(last.values())


def _by_day(found: Iterable[Assessment]) -> list[Assessment]:
    return sorted(found, key=lambda one: (one.assessed_on, one.number))


def _place(one: Assessment) -> tuple[str, str, str, str]:
    """What only one opinion counts of: an author on a thing."""
    return one.kind, one.subject, one.organisation, author_key(one.author)


def _standing(last: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """What was not taken back, in the order of saying."""
    return tuple(sorted((one for one in last if not one.withdrawn), key=lambda one: one.number))


def author_key(name: str) -> str:
    """What two ways to write one author have in common: capitals and spaces do not count."""
    return " ".join(name.split()).casefold()


def spreads(found: Iterable[Assessment]) -> dict[str, Spread]:
    """How far opinions are apart, by item, in the order in which items come up.

    Args:
        found: One opinion an author, as :func:`latest_of` gives them.
    """
    scores: dict[str, list[int]] = {}
    for one in found:
        for item, score in one.scores:
            scores.setdefault(item, []).append(score)
    return {item: spread_of(values) for item, values in scores.items()}


def spread_of(values: Iterable[int]) -> Spread:
    """The spread of some scores; at least one."""
    ordered = sorted(values)
    return Spread(
        n=len(ordered), lowest=ordered[0], median=float(median(ordered)), highest=ordered[-1]
    )


def trend(found: Iterable[Assessment], by: Step = "month") -> tuple[TrendPoint, ...]:
    """What was thought over time, a point for each month or day that anything was said in.

    Each author counts with its last opinion until that day. Days on which everything had been
    withdrawn have a point without spreads.

    Args:
        found: All that was ever said about one thing, as :func:`assessed` gives it.
    """
    # One way through: years of opinions of many authors would take seconds month by month.
    last: dict[tuple[str, str, str, str], Assessment] = {}
    points = []
    for _, said in groupby(_by_day(found), lambda one: one.assessed_on.timetuple()[: _PARTS[by]]):
        day = date.min
        for one in said:
            last[_place(one)], day = one, one.assessed_on
        latest = _standing(last.values())
        points.append(TrendPoint(day=day, latest=latest, spreads=spreads(latest)))
    return tuple(points)
