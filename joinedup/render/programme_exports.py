"""Programmes as a list of actions: what each is for, what documents say of it, what is to be done.

Each programme has a row of its own. Below it stand its statements, its milestones and its actions;
a figure that is a sum of others stands above them. Imports :mod:`joinedup.imports`,
:mod:`joinedup.model` and :mod:`.export_cells`. Tested by ``tests/unit/test_render_exports.py``.
"""

from collections.abc import Iterable, Sequence

from joinedup.imports.fields import FIELDS, Kind
from joinedup.imports.row_kinds import RowKind
from joinedup.imports.values import join_values
from joinedup.model import Action, Dataset, Milestone, Programme, Statement
from joinedup.render.downloads import Cell, Grid
from joinedup.render.export_cells import AreaWords, Cells, area_words, grid, identity, provenance

#: A row of the list of actions that says nothing.
_BARE: Cells = {field.name: "" for field in FIELDS[Kind.ACTIONS]}


def actions_rows(dataset: Dataset) -> Grid:
    """Of each programme what it is for, then its statements, its milestones and its actions."""
    words = area_words(dataset)
    below: dict[str, list[Cells]] = {one.id: [_purpose(one, words)] for one in dataset.programmes}
    for statement in _wholes_first(dataset.statements):
        below[statement.programme].append(_statement(statement))
    for milestone in dataset.milestones:
        below[milestone.programme].append(_milestone(milestone))
    for action in dataset.actions:
        below[action.programme].append(_action(action, dataset, words))
    return grid(
        Kind.ACTIONS,
        (
            _BARE | row | {"programme_id": one.id, "programme": one.name}
            for one in dataset.programmes
            for row in below[one.id]
        ),
    )


def _purpose(one: Programme, words: AreaWords) -> Cells:
    return {
        "programme_kind": one.kind,
        "programme_places": join_values(words[place] for place in one.places),
        "purpose_what": one.what,
        "purpose_how": one.how,
        "purpose_why": one.why,
        "sponsor": one.sponsor,
        "programme_led_by": join_values(one.leads),
        "principles": join_values(one.principles),
        "section": one.section,
    } | provenance(one.provenance)


def _milestone(one: Milestone) -> Cells:
    cells = {"kind_of_row": RowKind.MILESTONE.value, "parts": join_values(one.parts)}
    return {"action": one.name, **cells} | _doing(one)


def _statement(one: Statement) -> Cells:
    start, sign, due = one.period.partition("/")
    return {
        "action_id": one.id,
        "action": one.name,
        "kind_of_row": one.kind.value,
        "details": one.text,
        "figure": _number_of(one.figure),
        "unit": one.unit,
        "qualifier": one.qualifier,
        # With a slash, two years in a row would be one that ends in March.
        "period": f"{start} to {due}" if start and due else f"{start}{sign}{due}",
        "part_of": one.part_of or "",
        "section": one.section,
    } | provenance(one.provenance)


def _number_of(figure: float | None) -> Cell:
    """A figure without decimals where it has none."""
    return figure if figure is None or not float(figure).is_integer() else int(figure)


def _wholes_first(rows: Sequence[Statement]) -> Iterable[Statement]:
    """The statements in their order, each behind what it is a part of: so they are read."""
    known = {one.id: one for one in rows}
    found: dict[str, Statement] = {}

    for one in rows:
        above, step = [], one
        while step.id not in found:
            above.append(step)
            step = known.get(step.part_of or "", step)
            if step is above[-1]:
                break
        found |= {step.id: step for step in reversed(above)}
    return found.values()


def _action(one: Action, dataset: Dataset, words: AreaWords) -> Cells:
    found = dataset.organisation_by_id.get(one.organisation or "")
    who = identity(found, words) if found else {}
    numbers = ("organisation_id", "organisation", "ods_code", "charity_number")
    return {
        "action": one.text,
        "kind_of_row": RowKind.ACTION.value,
        "theme": one.theme,
        "evidence": one.evidence,
        "outcome": one.outcome,
        "lead_role": one.lead,
        "timing": one.timing,
        **{name: who.get(name, "") for name in numbers},
    } | _doing(one)


def _doing(one: Milestone | Action) -> Cells:
    """What actions and milestones have in common."""
    return {
        "action_id": one.id,
        "start": one.start,
        "due": one.due,
        "state": one.state.value,
        "done_on": one.done_on,
        "section": one.section,
    } | provenance(one.provenance)
