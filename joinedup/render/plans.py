"""Plans and versions as tables and sentences: what would change, what waits and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from joinedup.imports.columns import is_reason
from joinedup.imports.draft import Change
from joinedup.imports.plan import Outcome, Plan
from joinedup.imports.problems import Problem
from joinedup.imports.records import REASON
from joinedup.imports.tables import LeftOut
from joinedup.model import Action, Dataset, Milestone, Statement
from joinedup.render.downloads import Grid
from joinedup.render.nouns import counted
from joinedup.render.programme_statements import figure_words, period_words
from joinedup.render.sentence import spoken_partial

_CELL = 200
_BETWEEN = " | "

_COUNTS = {
    "rows": "Rows in the list",
    "used": "Rows used",
    "waiting": "Rows waiting",
    "left_out": "Rows left out",
    "new": "New",
    "changed": "Changed",
    "unchanged": "Unchanged",
    "to_confirm": "To be confirmed (among those waiting)",
}


def balance(plan: Plan) -> str:
    """Rows in, used, waiting and left out, in a sentence that always adds up."""
    confirm, mend = plan.count(Outcome.TO_CONFIRM), plan.count(Outcome.WAITING)
    parts = f" ({confirm:,} to be confirmed, {mend:,} to be mended)" if confirm and mend else ""
    return (
        f"{counted(plan.rows, 'row', 'rows')} in the list: {plan.used:,} used, "
        f"{confirm + mend:,} waiting{parts}, {plan.count(Outcome.LEFT_OUT):,} left out."
    )


def told(changes: Iterable[Change]) -> str:
    """What changes: ``adds 4 organisations and 1 partnership; changes 2 memberships``."""
    counts: dict[str, Counter[str]] = {}
    for one in changes:
        how = "takes away" if one.gone else "adds" if one.new else "changes"
        counts.setdefault(how, Counter())[one.thing] += 1
    parts = [
        f"{how} {_listed([counted(count, one, f'{one}s') for one, count in counts[how].items()])}"
        for how in ("adds", "changes", "takes away")
        if how in counts
    ]
    return "; ".join(parts) or "changes nothing"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def names_of(*datasets: Dataset) -> dict[str, str]:
    """What stands for ids in a change, of the last dataset that has them.

    Areas go by their names; so do programmes, what they are and what is said of them, and who does
    their actions.
    """
    found: dict[str, str] = {}
    for dataset in datasets:
        partnerships, organisations = dataset.partnership_by_id, dataset.organisation_by_id
        found |= {area.id: area.name for area in dataset.areas}
        found |= {said.id: said.name for said in dataset.statements}
        found |= {one.id: one.name for one in dataset.programmes}
        for one in dataset.programmes:
            found |= (
                {one.partnership: partnerships[one.partnership].name} if one.partnership else {}
            )
        for doing in dataset.actions:
            key = doing.organisation
            found |= {key: organisations[key].name} if key else {}
    return found


def changes(items: Sequence[Change], names: Mapping[str, str]) -> pd.DataFrame:
    """One row for each thing that is new or gone, and for each field that changes.

    Args:
        items: What changes.
        names: Names by id, as :func:`names_of` has them: nobody knows places by their codes.
    """
    rows = []
    for one in items:
        head = (one.thing.capitalize(), one.name)
        numbers = ", ".join(str(row) for row in one.rows[:10])
        if one.fields:
            rows += [
                (
                    *(*head, f.field, _named(f.old, names)[:_CELL]),
                    *(_named(f.new, names)[:_CELL], numbers),
                )
                for f in one.fields
            ]
        else:
            rows.append((*head, "Taken away" if one.gone else "New", "", one.reason, numbers))
    return pd.DataFrame(rows, columns=["What", "Name", "Change", "Before", "After", "Rows"])


def _named(text: str, names: Mapping[str, str]) -> str:
    """A value with names for ids, of which there may be several."""
    return _BETWEEN.join(names.get(one, one) for one in text.split(_BETWEEN))


def new_things(plan: Plan, limit: int) -> pd.DataFrame:
    """One row for each thing that is new, with what tells it from others of its name."""
    found = [one for one in plan.changes if one.new][:limit]
    details = _details(plan)
    rows = [
        (one.thing.capitalize(), one.name, details(one), ", ".join(map(str, one.rows[:10])))
        for one in found
    ]
    return pd.DataFrame(rows, columns=["What", "Name", "Where and what", "Rows"])


def _details(plan: Plan) -> Callable[[Change], str]:
    """What says of a new thing where and what it is."""
    dataset = plan.dataset
    areas = {area.id: area.name for area in dataset.areas}
    doing = {("action", one.id): _action(one, dataset) for one in dataset.actions}
    doing |= {("milestone", one.id): _due(one, dataset) for one in dataset.milestones}
    doing |= {("statement", one.id): _statement(one, dataset) for one in dataset.statements}

    def details(one: Change) -> str:
        parts: list[str] = doing.get((one.thing, one.id)) or [one.reason]
        if one.thing == "organisation":
            made = dataset.organisation_by_id[one.id]
            place = areas.get(made.place or "", "no place")
            where = "outside the footprint" if made.outside else place
            hood = areas.get(made.neighbourhood or "", "")
            parts = [made.sector.label, where, hood, made.postcode]
        elif one.thing == "partnership":
            partnership = dataset.partnership_by_id[one.id]
            level = f"level: {partnership.level}"
            parts = [partnership.kind, level, areas.get(partnership.area or "", "")]
        return " · ".join(part for part in parts if part)

    return details


def _action(one: Action, dataset: Dataset) -> list[str]:
    """What tells an action from others: its theme, who does it, by when, and its programme."""
    who = dataset.organisation_by_id.get(one.organisation or "")
    return [one.theme, one.lead, who.name if who else "", one.timing, *_due(one, dataset)]


def _statement(one: Statement, dataset: Dataset) -> list[str]:
    """What tells a statement from others: its kind, its figure and when that is of."""
    figure = figure_words(one) if one.figure is not None else one.text
    return [one.kind.label, figure, period_words(one), dataset.programme_by_id[one.programme].name]


def _due(one: Action | Milestone, dataset: Dataset) -> list[str]:
    due = f"due {spoken_partial(one.due)}" if one.due else "no date"
    return [due, one.state.value, dataset.programme_by_id[one.programme].name]


def matches(plan: Plan, limit: int) -> pd.DataFrame:
    """Which organisation each row was found to mean, and why; no score where a person said so."""
    known = plan.dataset.organisation_by_id
    rows = [
        (one.row, one.name, known[one.organisation].name, one.reason, round(one.score) or None)
        for one in plan.matches[:limit]
        if one.organisation in known
    ]
    columns = ["Row", "In the list", "On record", "Why", "Alike (of 100)"]
    return pd.DataFrame(rows, columns=columns).astype({"Alike (of 100)": "Int64"})


def problems(items: Iterable[Problem]) -> pd.DataFrame:
    """One row for each problem, as it stands in the file."""
    rows = [
        (one.row, one.column, one.value, one.message, one.hint, "waits" if one.waits else "goes in")
        for one in items
    ]
    columns = ["Row", "Column", "Value", "What is wrong", "What to do", "The row"]
    return pd.DataFrame(rows, columns=columns).astype({"Row": "Int64"})


def grouped(items: Iterable[Problem]) -> list[tuple[str, str, list[Problem]]]:
    """Problems of one kind together: what is wrong, what to do, each; the most frequent first."""
    groups: dict[tuple[str, bool], list[Problem]] = {}
    for one in items:
        groups.setdefault((one.code, one.waits), []).append(one)
    ordered = sorted(groups.values(), key=lambda group: (not group[0].waits, -len(group)))
    return [(group[0].message, group[0].hint, group) for group in ordered]


def left_out(items: Iterable[LeftOut]) -> pd.DataFrame:
    """Rows that are no data or add nothing, each with its reason."""
    rows = [
        (one.row.number, one.reason, " · ".join(cell for cell in one.row.cells if cell)[:_CELL])
        for one in items
    ]
    return pd.DataFrame(rows, columns=["Row", "Why it is left out", "What it says"])


def waiting(plan: Plan) -> pd.DataFrame:
    """The rows that wait, as they were, with the reason in a last column.

    To be mended and uploaded again: the extra column is left out then, and where rows wait
    once more, the new reasons stand in its place.
    """
    reasons = plan.reasons()
    kept = [index for index, one in enumerate(plan.headings) if not is_reason(one)]
    rows = [
        (*(row.cells[index] for index in kept), reasons.get(row.number, "")) for row in plan.waiting
    ]
    return pd.DataFrame(rows, columns=[*(plan.headings[index] for index in kept), REASON])


def report_sheets(report: Mapping[str, Any], about: Sequence[tuple[str, str]]) -> dict[str, Grid]:
    """The report that a version keeps, as the sheets of a workbook.

    Args:
        report: As :meth:`joinedup.imports.plan.Plan.report` made it.
        about: Who, when, why and from which file, by label.
    """
    counts = [(label, report[key]) for key, label in _COUNTS.items() if key in report]
    notes = [("Noticed", note) for note in report.get("notes", ())]
    found = report.get("problems", ())
    fields = ("row", "column", "value", "message", "hint")
    rows = [tuple(one.get(name) for name in fields) for one in found]
    more = report.get("problems_total", len(rows)) - len(rows)
    if more > 0:
        rows.append((None, "", "", f"{more:,} more problems are not kept here", ""))
    return {
        "Report": (("What", "Figure"), [*about, *counts, *notes]),
        "Problems": (("Row", "Column", "Value", "What is wrong", "What to do"), rows),
    }
