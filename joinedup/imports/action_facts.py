"""What a row says of an action or a milestone: words, dates, what became of it, and what is wrong.

Imports :mod:`.timing`, :mod:`.progressing` and what reads rows. Tested by
``tests/unit/test_imports_actions.py``.
"""

from dataclasses import dataclass, field
from typing import Any

from joinedup.imports.dates import read_date
from joinedup.imports.filling import without_continued
from joinedup.imports.headings import normalise_heading
from joinedup.imports.organisations import bad_date
from joinedup.imports.problems import Problem
from joinedup.imports.progressing import is_colour, read_state
from joinedup.imports.records import LONGEST, Record
from joinedup.imports.role_cells import names_person
from joinedup.imports.timing import read_timing
from joinedup.imports.values import read_yes_no
from joinedup.model import WorkState, first_day, last_day

#: The texts of an action by those of a row.
_TEXTS = {
    "theme": "theme",
    "evidence": "evidence",
    "outcome": "outcome",
    "lead_role": "lead",
    "section": "section",
}
#: Fields of an action that a milestone has not, and the other way round.
_NOT_OF_MILESTONES = ("theme", "evidence", "outcome", "lead_role", "organisation")
_NOT_OF_ACTIONS = ("parts",)
#: Fields that say something of an action; a row with one of them and no action waits.
_OF_ACTIONS = (
    *("action_id", "theme", "evidence", "outcome", "lead_role", "start", "due", "timing", "state"),
    *("done_on", "milestone", "parts", "organisation", "organisation_id", "ods_code"),
    "charity_number",
)
#: Fields that name a role and never a person.
_ROLES = ("lead_role", "sponsor", "programme_led_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a row states.

    Attributes:
        stated: By field of the model.
        quarter: Whether a cell names a quarter, which was read as one of the financial year.
        colour: Whether the state is a colour, of which only open or done is kept.
    """

    stated: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    quarter: bool = False
    colour: bool = False


def is_about_programme(record: Record) -> bool:
    """Whether a row names no action and says nothing that only an action can have."""
    return not any(record.get(name) for name in ("action", *_OF_ACTIONS))


def milestone_in(record: Record) -> bool | None:
    """Whether a row says that it is a milestone, or is none; None where it says neither.

    A list of milestones says so by the heading over them.
    """
    if record.get("milestone"):
        return read_yes_no(record.get("milestone"))
    heading = normalise_heading(record.headings.get("action", ""))
    return True if heading.startswith("milestone") else None


def theme_of(record: Record) -> str:
    """The theme of a row, the same where it goes on upon the next page."""
    return without_continued(record.get("theme"))


def role_problems(record: Record) -> list[Problem]:
    """Cells that should name a role and seem to name a person."""
    return [
        Problem(
            code="person-named",
            row=record.row,
            column=record.headings.get(name, "")[:LONGEST],
            message="This cell seems to name a person",
            hint="Write the role, such as Programme manager; people are not recorded.",
        )
        for name in _ROLES
        if names_person(record.get(name))
    ]


def facts_of(record: Record, *, milestone: bool) -> Facts:
    """What a row says of an action or a milestone, its organisation apart."""
    stated: dict[str, Any] = {}
    if record.get("action"):
        stated["name" if milestone else "text"] = record.get("action")
    skipped = _NOT_OF_MILESTONES if milestone else _NOT_OF_ACTIONS
    stated |= {own: record.get(name) for name, own in _TEXTS.items() if name not in skipped}
    if not milestone:
        stated["theme"] = theme_of(record)
    else:
        stated["parts"] = record.several("parts")
    problems = [_not_kept(record, name, milestone=milestone) for name in skipped]
    quarter = _dates(record, stated, problems, milestone=milestone)
    colour = _state(record, stated, problems)
    if record.get("milestone") and milestone_in(record) is None:
        problems.append(
            record.problem(
                "milestone-unreadable",
                "milestone",
                "This says neither that the row is a milestone nor that it is none",
                "Write yes or no, or leave the cell empty.",
            )
        )
    return Facts(
        stated={name: value for name, value in stated.items() if value},
        problems=tuple(one for one in problems if one is not None),
        quarter=quarter,
        colour=colour,
    )


def _not_kept(record: Record, name: str, *, milestone: bool) -> Problem | None:
    if not record.get(name):
        return None
    what = "milestone" if milestone else "action"
    return record.problem(
        "cell-not-kept",
        name,
        f"This cell stays out: the record has no such thing of a {what}"
        if milestone
        else f"This cell stays out: the record has no such thing of an {what}",
        "Write it as an action of its own, if it matters."
        if milestone
        else "Say that the row is a milestone, if it is one.",
        waits=False,
    )


def _dates(
    record: Record, stated: dict[str, Any], problems: list[Problem | None], *, milestone: bool
) -> bool:
    """Start, end and words of when; whether a quarter was read."""
    due = read_timing(record.get("due"))
    words = [one for one in (record.get("timing"), due.words) if one]
    if due.words and milestone:
        problems.append(bad_date(record, "due"))
    elif due.words and not due.goes_on:
        problems.append(
            record.problem(
                "date-as-words",
                "due",
                "No day can be told from this; it is kept as words, and the action has no date",
                "Write it like 1 March 2026, March 2026 or Q2 2026-27, if there is a day.",
                waits=False,
            )
        )
    stated["start"], stated["due"] = due.start, due.due
    if not milestone:
        stated["timing"] = "; ".join(words)[:LONGEST]
    elif record.get("timing"):
        problems.append(_not_kept(record, "timing", milestone=True))
    quarter = due.quarter
    for name in ("start", "done_on"):
        if not record.get(name):
            continue
        timing = read_timing(record.get(name))
        day = timing.start or timing.due if name == "start" else read_date(record.get(name))
        if not day:
            problems.append(bad_date(record, name))
        stated[name] = day
        quarter = quarter or timing.quarter
    if stated["start"] and stated["due"] and last_day(stated["due"]) < first_day(stated["start"]):
        problems.append(
            record.problem(
                "row-contradicts-itself",
                "due",
                f"The end comes before the start, {stated['start']}",
                "Check both dates.",
            )
        )
    return quarter


def _state(record: Record, stated: dict[str, Any], problems: list[Problem | None]) -> bool:
    """What became of it; whether a colour was read as that."""
    text = record.get("state")
    state = read_state(text)
    if state is None:
        problems.append(
            record.problem(
                "state-unread",
                "state",
                "This does not say whether it is open, done or dropped; it goes in without",
                "Write open, done or dropped.",
                waits=False,
            )
        )
    if stated.get("done_on") and state not in (None, WorkState.NOT_STATED, WorkState.DONE):
        problems.append(
            record.problem(
                "row-contradicts-itself",
                "done_on",
                "There is a day on which it was done, and a state that says it is not",
                "Correct one of the two cells.",
            )
        )
    elif stated.get("done_on"):
        state = WorkState.DONE
    stated["state"] = state or WorkState.NOT_STATED
    return bool(text) and is_colour(text)
