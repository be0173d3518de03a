"""What a row of a list of actions is: an action, a milestone, or something said of a programme.

Imports :mod:`.amounts`, :mod:`.headings`, :mod:`.values` and :mod:`joinedup.model`. Tested by
``tests/unit/test_imports_actions.py``.
"""

from collections.abc import Mapping
from enum import StrEnum

from joinedup.imports.amounts import POUNDS, as_unit, is_about_money, read_amount
from joinedup.imports.headings import normalise_heading
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record
from joinedup.imports.values import read_yes_no
from joinedup.model import StatementKind


class RowKind(StrEnum):
    """What a row is, as exports write it; all but the first two are kinds of statement."""

    ACTION = "action"
    MILESTONE = "milestone"
    FOCUS = "focus"
    PRIORITY = "priority"
    FUNDING = "funding"
    FIGURE = "figure"
    AGREEMENT = "agreement"
    EVIDENCE = "evidence"
    CONTEXT = "context"

    @property
    def thing(self) -> str:
        """``action``, ``milestone`` or ``statement``, as changes are called."""
        return "statement" if self.statement else self.value

    @property
    def told(self) -> str:
        """The kind in words, within a sentence: ``a milestone``, ``an area of focus``."""
        if self.statement is None:
            return f"{'an' if self is RowKind.ACTION else 'a'} {self.value}"
        label = self.statement.label.lower()
        if self in (RowKind.FUNDING, RowKind.EVIDENCE, RowKind.CONTEXT):
            return label
        return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"

    @property
    def statement(self) -> StatementKind | None:
        """The kind of statement; None for actions and milestones."""
        held = (RowKind.ACTION, RowKind.MILESTONE)
        return None if self in held else StatementKind(self.value)


_WORDS: Mapping[RowKind, str] = {
    RowKind.ACTION: "action|actions|task|activity|deliverable",
    RowKind.MILESTONE: "milestone|milestones|key milestone",
    RowKind.FOCUS: "focus|area of focus|areas of focus|focus area|work stream|workstream",
    RowKind.PRIORITY: "priority|priorities|strategic priority|objective|strategic objective",
    RowKind.FUNDING: "funding|fund|grant|budget|cost|costs|income|spend|resource|resources",
    RowKind.FIGURE: "figure|figures|number|statistic|baseline",
    RowKind.AGREEMENT: "agreement|memorandum|memorandum of understanding|mou|contract",
    RowKind.EVIDENCE: "evidence|finding|findings",
    RowKind.CONTEXT: "context|background|reaction|note",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split("|")}
#: Fields that say something of an action, a milestone or a statement, and nothing of a programme; a
#: row with one of them and no words waits.
OF_WORK = (
    *("action_id", "theme", "evidence", "outcome", "lead_role", "start", "due", "timing", "state"),
    *("done_on", "kind_of_row", "parts", "organisation", "organisation_id", "ods_code"),
    *("charity_number", "details", "part_of"),
)


def read_row_kind(text: str) -> RowKind | None:
    """What a cell says that its row is: ``Milestone``, ``yes`` for one too, ``Funding``.

    None where it says none of them.
    """
    is_milestone = read_yes_no(text)
    if is_milestone is not None:
        return RowKind.MILESTONE if is_milestone else RowKind.ACTION
    return _KINDS.get(normalise_heading(text))


def row_kind_in(record: Record) -> RowKind | None:
    """What a row says that it is; None where it says nothing of it.

    A list of milestones says so by the heading over them. A row that names nothing to do and has
    a sum is about its programme: the sum is its funding, any other number a figure.
    """
    if text := record.get("kind_of_row"):
        return read_row_kind(text)
    if is_about_programme(record) and record.get("figure"):
        return RowKind.FUNDING if _is_money(record) else RowKind.FIGURE
    heading = normalise_heading(record.headings.get("action", ""))
    return RowKind.MILESTONE if heading.startswith("milestone") else None


def is_about_programme(record: Record) -> bool:
    """Whether a row names no action and says nothing that only an action can have."""
    return not any(record.get(name) for name in ("action", *OF_WORK))


def unread_kind(record: Record) -> list[Problem]:
    """The problem of a cell that says nothing readable of what its row is."""
    if not record.get("kind_of_row") or row_kind_in(record):
        return []
    return [
        record.problem(
            "row-kind-unreadable",
            "kind_of_row",
            "This does not say what the row is",
            f"Write one of these, or leave the cell empty for an action: {', '.join(RowKind)}.",
        )
    ]


def _is_money(record: Record) -> bool:
    heading = record.headings.get("figure", "")
    money = is_about_money(heading)
    amount = read_amount(record.get("figure"), money=money)
    unit = as_unit(record.get("unit"))
    return POUNDS in (unit, amount.unit if amount else "") or (money and not unit)
