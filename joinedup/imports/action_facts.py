"""What a row says of an action or a milestone: words, dates, what became of it, and what is wrong.

What rows say of a programme otherwise is in :mod:`.statement_facts`. Imports :mod:`.row_kinds`,
:mod:`.timing`, :mod:`.progressing` and what reads rows. Tested by
``tests/unit/test_imports_actions.py``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from joinedup.imports.dates import read_date
from joinedup.imports.filling import without_continued
from joinedup.imports.organisations import bad_date
from joinedup.imports.problems import Problem
from joinedup.imports.progressing import is_colour, read_state
from joinedup.imports.records import LONGEST, Record
from joinedup.imports.role_cells import ROLE_FIELDS, names_person
from joinedup.imports.row_kinds import RowKind
from joinedup.imports.timing import read_timing
from joinedup.model import WorkState, first_day, last_day

#: The texts of an action by those of a row.
_TEXTS = {
    "theme": "theme",
    "evidence": "evidence",
    "outcome": "outcome",
    "lead_role": "lead",
    "section": "section",
}
#: Fields that rows of a kind cannot hold: those of the others.
_OF_STATEMENTS = ("details", "figure", "period", "part_of")
_NOT_OF_MILESTONES = ("theme", "evidence", "outcome", "lead_role", "organisation", *_OF_STATEMENTS)
_NOT_OF_ACTIONS = ("parts", *_OF_STATEMENTS)


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
        for name in ROLE_FIELDS
        if names_person(record.get(name))
    ]


def facts_of(record: Record, kind: RowKind) -> Facts:
    """What a row says of an action or a milestone, its organisation apart."""
    milestone = kind is RowKind.MILESTONE
    stated: dict[str, Any] = {}
    if record.get("action"):
        stated["name" if milestone else "text"] = record.get("action")
    skipped = _NOT_OF_MILESTONES if milestone else _NOT_OF_ACTIONS
    stated |= {own: record.get(name) for name, own in _TEXTS.items() if name not in skipped}
    if not milestone:
        stated["theme"] = theme_of(record)
    else:
        stated["parts"] = record.several("parts")
    problems = not_kept(record, skipped, kind)
    quarter = _dates(record, stated, problems, kind)
    colour = _state(record, stated, problems)
    return Facts(
        stated={name: value for name, value in stated.items() if value},
        problems=tuple(problems),
        quarter=quarter,
        colour=colour,
    )


def not_kept(record: Record, fields: Iterable[str], kind: RowKind) -> list[Problem]:
    """Of each cell that says what the record has no room for in rows of a kind.

    Args:
        record: The row.
        fields: Those that rows of the kind cannot hold.
        kind: What the row is.
    """
    hint = (
        "Put it into a row of its own, and say there what that row is."
        if kind is RowKind.ACTION
        else "Write it as an action of its own, if it matters."
    )
    return [
        record.problem(
            "cell-not-kept",
            name,
            f"This cell stays out: the record has no such thing of {kind.told}",
            hint,
            waits=False,
        )
        for name in fields
        if record.get(name)
    ]


def _dates(record: Record, stated: dict[str, Any], problems: list[Problem], kind: RowKind) -> bool:
    """Start, end and words of when; whether a quarter was read."""
    milestone = kind is RowKind.MILESTONE
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
    else:
        problems += not_kept(record, ["timing"], kind)
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


def _state(record: Record, stated: dict[str, Any], problems: list[Problem]) -> bool:
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
