"""Programmes: partnerships with a purpose, what they set out to do, and how far they got.

Imports :mod:`joinedup.errors`, :mod:`.dates` and :mod:`.records`. Tested by
``tests/unit/test_model_programmes.py``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from joinedup.errors import ModelError
from joinedup.model.dates import check_partial_date, check_span, first_day, last_day
from joinedup.model.records import Provenance, require_id, require_text

#: A figure is no larger, so that every float holds it as it is; NaN is none.
LARGEST_FIGURE = 10**15


class StatementKind(StrEnum):
    """What a document says about a programme, beside what it does and by when."""

    FOCUS = "focus"
    PRIORITY = "priority"
    FUNDING = "funding"
    FIGURE = "figure"
    AGREEMENT = "agreement"
    EVIDENCE = "evidence"
    CONTEXT = "context"

    @property
    def label(self) -> str:
        """The kind's name on screen."""
        return _STATEMENT_LABELS[self]


_STATEMENT_LABELS = {
    StatementKind.FOCUS: "Area of focus",
    StatementKind.PRIORITY: "Strategic priority",
    StatementKind.FUNDING: "Funding",
    StatementKind.FIGURE: "Figure",
    StatementKind.AGREEMENT: "Agreement",
    StatementKind.EVIDENCE: "Evidence",
    StatementKind.CONTEXT: "Context",
}


class WorkState(StrEnum):
    """What the record says became of an action or a milestone."""

    NOT_STATED = ""
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Progress(StrEnum):
    """How an action or a milestone stands on a day. Never two of them.

    ``LATE`` is one that the record says is still open after its day, or was done after it. Where
    nobody has said what became of it, it is ``UNKNOWN``: a plan from years ago is not late, it is
    not followed up.
    """

    DONE = "done"
    DROPPED = "dropped"
    LATE = "late"
    DUE = "due"
    UNDATED = "undated"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _PROGRESS_LABELS[self]


_PROGRESS_LABELS = {
    Progress.DONE: "Done",
    Progress.DROPPED: "Dropped",
    Progress.LATE: "Late",
    Progress.DUE: "Due",
    Progress.UNDATED: "No day set",
    Progress.UNKNOWN: "Date passed, outcome not on record",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A partnership with a purpose, or a piece of national work that gives it its context.

    Attributes:
        id: Stable within a dataset.
        kind: The document's word: ``programme``, ``academy``, ``strategy``, ``review``.
        partnership: Id of the partnership that it is; None for national context, which nobody
            here is a member of.
        what, how, why: Its root definition: what it does, by what means, to what end.
        sponsor: A role or an organisation, never a person.
        leads: Roles or organisations, never persons.
        places: Ids of the places it works in; empty for the whole footprint.
        principles: What it says it works by, in its own order.
        section: Where in the source it stands; its source is the document.
    """

    id: str
    name: str
    kind: str
    provenance: Provenance
    partnership: str | None = None
    what: str = ""
    how: str = ""
    why: str = ""
    sponsor: str = ""
    leads: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    section: str = ""

    def __post_init__(self) -> None:
        require_id(self.id)
        require_text("A programme's name", self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """Something that a programme wants to have reached by a day.

    Attributes:
        programme: Id of the programme.
        start, due: Partial dates, the quarter it is planned for; empty where not stated.
        parts: What belongs to it, in the document's order.
        state: What the record says became of it; ``done_on`` only where it is done.
        section: Where in the source it stands.
    """

    id: str
    programme: str
    name: str
    provenance: Provenance
    start: str = ""
    due: str = ""
    parts: tuple[str, ...] = ()
    state: WorkState = WorkState.NOT_STATED
    done_on: str = ""
    section: str = ""

    def __post_init__(self) -> None:
        require_id(self.id)
        require_text("A milestone's name", self.name)
        check_span(self.start, self.due)
        _check_done(self.state, self.done_on)

    def progress_on(self, day: date) -> Progress:
        """How it stands on a day; see :class:`Progress`."""
        return _progress(self.state, self.done_on, self.due, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that somebody is to do for a programme.

    Attributes:
        programme: Id of the programme.
        text: What is to be done.
        theme: Under which heading it stands; empty for none.
        evidence: What would show that it is done.
        outcome: What is to come of it.
        lead: A role, never a person; empty where nobody is named: it has no owner.
        organisation: Id of the organisation that does it; None where not stated.
        start, due: Partial dates; empty where not stated.
        timing: The document's own words on when, where they say more than the dates
            (``Ongoing``, ``phase 1``, ``November/January meeting``).
        state: What the record says became of it; ``done_on`` only where it is done.
        section: Where in the source it stands.
    """

    id: str
    programme: str
    text: str
    provenance: Provenance
    theme: str = ""
    evidence: str = ""
    outcome: str = ""
    lead: str = ""
    organisation: str | None = None
    start: str = ""
    due: str = ""
    timing: str = ""
    state: WorkState = WorkState.NOT_STATED
    done_on: str = ""
    section: str = ""

    def __post_init__(self) -> None:
        require_id(self.id)
        require_text("An action's text", self.text)
        check_span(self.start, self.due)
        _check_done(self.state, self.done_on)

    @property
    def has_owner(self) -> bool:
        """Whether a role or an organisation is to do it."""
        return bool(self.lead or self.organisation)

    def progress_on(self, day: date) -> Progress:
        """How it stands on a day; see :class:`Progress`."""
        return _progress(self.state, self.done_on, self.due, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a document says about a programme: an area of focus, a sum, a figure, a reaction.

    Attributes:
        programme: Id of the programme.
        name: A few words: ``Legislation``, ``Staffing``.
        text: A sentence or two, in our own words; may be empty.
        part_of: Id of the statement that it is a part of (a sum of a budget).
        figure: A number, where it states one; ``unit`` says of what (``GBP``, ``people``, ``fte``).
        qualifier: ``over``, ``at least``, ``some`` or empty.
        period: Partial date, or two with a slash between, that the figure is of.
        section: Where in the source it stands.
    """

    id: str
    programme: str
    kind: StatementKind
    name: str
    provenance: Provenance
    text: str = ""
    part_of: str | None = None
    figure: float | None = None
    unit: str = ""
    qualifier: str = ""
    period: str = ""
    section: str = ""

    def __post_init__(self) -> None:
        require_id(self.id)
        require_text("A statement's name", self.name)
        if self.figure is not None and not (abs(self.figure) <= LARGEST_FIGURE and self.unit):
            raise ModelError("A figure needs a number and a unit", value=self.figure)
        start, _, end = self.period.partition("/")
        check_span(start, end)


def _check_done(state: WorkState, done_on: str) -> None:
    check_partial_date(done_on)
    if done_on and state is not WorkState.DONE:
        raise ModelError("Only what is done has a day on which it was done", value=done_on)


def _progress(state: WorkState, done_on: str, due: str, day: date) -> Progress:
    if state is WorkState.DONE and (not done_on or last_day(done_on) <= day):
        return Progress.DONE
    if state is WorkState.DROPPED:
        return Progress.DROPPED
    if not due:
        return Progress.UNDATED
    if last_day(due) >= day:
        return Progress.DUE
    # Done within a month or a year that began in time: nobody has said that it was late.
    is_late = state == WorkState.OPEN or bool(done_on and first_day(done_on) > last_day(due))
    return Progress.LATE if is_late else Progress.UNKNOWN
