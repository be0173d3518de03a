"""What a row says of a programme beside what is to be done: funding, a figure, an area of focus.

Imports :mod:`.action_facts`, :mod:`.amounts`, :mod:`.row_kinds` and what reads rows. Tested by
``tests/unit/test_imports_statements.py``.
"""

import re
from typing import Any

from joinedup.imports.action_facts import Facts, not_kept
from joinedup.imports.amounts import (
    POUNDS,
    Amount,
    as_unit,
    is_about_money,
    read_amount,
    scale_in,
)
from joinedup.imports.headings import is_generic, normalise_heading
from joinedup.imports.problems import Problem
from joinedup.imports.records import LONGEST, Record
from joinedup.imports.row_kinds import RowKind, is_about_programme, row_kind_in
from joinedup.imports.timing import read_period

#: Fields of actions and milestones that a statement has not.
_NOT_OF_STATEMENTS = (
    *("theme", "evidence", "outcome", "lead_role", "organisation", "start", "due", "timing"),
    *("state", "done_on", "parts"),
)
# What figures are counted in, behind the name of what they are.
_UNIT_BEHIND = re.compile(
    r"\s*\((?:in )?(?:£|gbp|'?000s?|thousands?|millions?|billions?)[^()]*\)$", re.IGNORECASE
)
#: Headings of figures that say nothing of which.
_BARE = frozenset({"figure", "amount", "sum", "value"})


def facts_of_statement(record: Record, kind: RowKind) -> Facts:
    """What a row says of a statement, what it is a part of apart.

    Args:
        record: The row.
        kind: What the row is, of a statement.
    """
    problems = not_kept(record, _NOT_OF_STATEMENTS, kind)
    stated: dict[str, Any] = {
        "kind": kind.statement,
        "name": name_in(record),
        "text": record.get("details"),
        "unit": as_unit(record.get("unit")),
        "qualifier": record.get("qualifier"),
        "period": _period(record, problems),
        "section": record.get("section"),
    }
    stated |= _figure(record, kind, stated, problems)
    # A figure of 0 is stated, too.
    return Facts(
        stated={name: value for name, value in stated.items() if value or value == 0},
        problems=tuple(problems),
    )


def name_in(record: Record) -> str:
    """What a row calls its action, milestone or statement.

    A sum in the row of a programme is called what stands above it; ``Funding`` or ``Figure`` where
    that says nothing.
    """
    if record.get("action") or not is_about_programme(record):
        return record.get("action")
    heading = _UNIT_BEHIND.sub("", " ".join(record.headings.get("figure", "").split()))[:LONGEST]
    is_bare = not heading or is_generic(heading) or normalise_heading(heading) in _BARE
    kind = row_kind_in(record) or RowKind.FIGURE
    return kind.value.capitalize() if is_bare else heading


def _period(record: Record, problems: list[Problem]) -> str:
    if not record.get("period"):
        return ""
    period = read_period(record.get("period"))
    if period is None:
        problems.append(
            record.problem(
                "period-unread",
                "period",
                "No day, month or year can be told from this; it goes in without",
                "Write it like 2026-27, March 2026 or April 2026 to March 2027.",
                waits=False,
            )
        )
    return period or ""


def _figure(
    record: Record, kind: RowKind, stated: dict[str, Any], problems: list[Problem]
) -> dict[str, Any]:
    """The figure with its unit and qualifier."""
    text = record.get("figure")
    if not text:
        return {}
    heading = record.headings.get("figure", "")
    money = is_about_money(heading) or kind is RowKind.FUNDING
    amount = read_amount(text, money=money, scale=scale_of(record))
    # "250,000 a year" is no sum that can be told beside others.
    if amount is None or (kind is RowKind.FUNDING and amount.unit not in ("", POUNDS)):
        problems.append(_no_figure(record))
        return {}
    unit = stated["unit"] or amount.unit or (POUNDS if money else "")
    if problem := _wrong_unit(record, stated["unit"], amount, unit):
        problems.append(problem)
    qualifier = stated["qualifier"] or amount.qualifier
    return {"figure": amount.figure, "unit": unit, "qualifier": qualifier}


def scale_of(record: Record) -> int:
    """What a row's heading or unit says that its figure is counted in; 1 where neither does."""
    return scale_in(record.headings.get("figure", ""), record.get("unit"))


def _no_figure(record: Record) -> Problem:
    return record.problem(
        "figure-unreadable",
        "figure",
        "No one figure can be told from this",
        "Write one number, such as 1,157 or £1.15m; what else there is to say goes under In words.",
        # What else the row says of its programme need not wait for it.
        waits=not is_about_programme(record),
    )


def _wrong_unit(record: Record, said: str, amount: Amount, unit: str) -> Problem | None:
    """What is wrong where a figure is of nothing, or of two things."""
    if not unit:
        return record.problem(
            "figure-without-unit",
            "figure",
            "This does not say of what the figure is",
            "Write it beside the number or under Unit: GBP, people, per cent, fte.",
        )
    if said and amount.unit and said.casefold() != amount.unit.casefold():
        return record.problem(
            "row-contradicts-itself",
            "unit",
            f"The figure is of {amount.unit}, and the unit says otherwise",
            "Correct one of the two cells.",
        )
    return None
