"""Makes the plan of a list: matches its rows, drafts the dataset that would come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from joinedup.imports.actions import plan_actions
from joinedup.imports.areas import recount, restated
from joinedup.imports.choices import Choices
from joinedup.imports.draft import LABELS, Draft, as_text
from joinedup.imports.fields import Kind
from joinedup.imports.links import plan_memberships
from joinedup.imports.locations import LOCATED_BY, Ground, position_of
from joinedup.imports.placing import Placer
from joinedup.imports.plan import Outcome, Plan
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record, records
from joinedup.imports.subjects import Places
from joinedup.imports.tables import LeftOut, Table
from joinedup.imports.ties import plan_ties
from joinedup.imports.work import Tell, Work, tell_nobody
from joinedup.model import AreaLevel, Dataset, Organisation

#: Fields of which two rows on one organisation cannot both be right; others are added to.
_FIELDS = frozenset({"sector", "kind", "registered_patients"})
_LOCATION = frozenset({"postcode", "point", "place", "neighbourhood", "outside"})
# Of each organisation the fields that rows have stated so far, with the first row of each, and
# under no field the first row that is about it.
_Said = dict[str, dict[str, int]]
_ROW = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What a list is compared with.

    Attributes:
        dataset: The organisations, partnerships and links on record.
        boundaries: Its GeoJSON.
        placer: Finds postcodes and positions in these boundaries.
    """

    dataset: Dataset
    boundaries: str
    placer: Placer


def make_plan(base: Base, table: Table, choices: Choices, *, tell: Tell = tell_nobody) -> Plan:
    """What a list of organisations, memberships, ties, ticks or actions would change.

    Args:
        base: What it is compared with; nothing in it changes.
        table: The rows.
        choices: How they are to be read, and the answers given so far.
        tell: Told of progress; may raise to cancel.
    """
    work = begin(base, choices, tell)
    rows, problems = records(
        table, choices, progress=lambda done, total: tell("Reading the rows", done, total)
    )
    work.add(problems)
    plan_kind = {
        Kind.ORGANISATIONS: _plan_organisations,
        Kind.MEMBERSHIPS: plan_memberships,
        Kind.MATRIX: plan_memberships,
        Kind.TIES: plan_ties,
        Kind.ACTIONS: plan_actions,
    }[choices.kind]
    plan_kind(work, rows)
    tell("Counting", 0, 1)
    areas = recount(base.dataset.areas, tuple(work.draft.organisations.values()))
    boundaries = base.boundaries
    if areas != base.dataset.areas:
        boundaries = restated(boundaries, areas)
    return finished(work, table, work.draft.dataset(areas=areas), boundaries)


def begin(base: Base, choices: Choices, tell: Tell) -> Work:
    """The work on a list, nothing of it done yet; takes what :func:`make_plan` takes."""
    areas = base.dataset.areas
    ground = Ground(
        placer=base.placer,
        places=Places(areas),
        neighbourhoods=Places(areas, AreaLevel.NEIGHBOURHOOD),
        areas=base.dataset.area_by_id,
    )
    draft = Draft(base.dataset)
    return Work(dataset=base.dataset, ground=ground, choices=choices, draft=draft, tell=tell)


def finished(work: Work, table: Table, dataset: Dataset, boundaries: str) -> Plan:
    """The plan that came of the work; every row of the table has its outcome."""
    left = [
        *table.left_out,
        *(
            LeftOut(row=row, reason=work.dropped[row.number])
            for row in table.rows
            if row.number in work.dropped
        ),
    ]
    outcomes = {row.number: work.outcomes[row.number] for row in table.rows}
    outcomes |= {one.row.number: Outcome.LEFT_OUT for one in table.left_out}
    waits = (Outcome.WAITING, Outcome.TO_CONFIRM)
    return Plan(
        kind=work.choices.kind,
        parent=work.dataset.version,
        headings=table.headings,
        outcomes=outcomes,
        changes=tuple(work.draft.changes.values()),
        matches=tuple(work.matches()),
        questions=tuple(work.questions),
        problems=tuple(sorted(work.problems, key=lambda one: (one.row or 0, one.code))),
        left_out=tuple(sorted(left, key=lambda one: one.row.number)),
        waiting=tuple(row for row in table.rows if outcomes[row.number] in waits),
        notes=(*table.notes, *work.notes),
        dataset=dataset,
        boundaries=boundaries,
    )


def _plan_organisations(work: Work, rows: Sequence[Record]) -> None:
    work.describe(rows)
    work.check_named(rows)
    work.resolve()
    work.ground.place_all(
        (work.subjects[(record.row, False)].described.postcode, position_of(record))
        for record in work.open(rows)
    )
    said: _Said = {}
    for record in work.counting("Placing organisations", work.open(rows)):
        _organisation(work, record, said)


def _organisation(work: Work, record: Record, said: _Said) -> None:
    prepared = work.prepare(record, update=True)
    if prepared is None:
        return
    work.add(prepared.problems)
    if prepared.waits:
        return
    one = prepared.organisation
    known, above = work.draft.organisations.get(one.id), said.get(one.id)
    if above is not None and known is not None:
        if one == known:
            work.leave_out(record.row, f"Says the same as row {above[_ROW]}")
            return
        if clash := _clash(known, one, above):
            work.add([_disagree(record, *clash)])
            return
    changed = work.draft.organisation(one, record.row, prepared.reason)
    rows = said.setdefault(one.id, {_ROW: record.row})
    for name in _stated(record):
        rows.setdefault(name, record.row)
    work.outcomes[record.row] = (
        Outcome.NEW if prepared.new else Outcome.CHANGED if changed else Outcome.UNCHANGED
    )


def _stated(record: Record) -> set[str]:
    """The fields of an organisation that a row says something of."""
    found = {name for name in _FIELDS if record.get(name)}
    if record.get("organisation"):
        found.add("name")
    if any(record.get(name) for name in LOCATED_BY):
        found |= _LOCATION
    return found


def _clash(
    known: Organisation, one: Organisation, above: Mapping[str, int]
) -> tuple[str, int] | None:
    """The first field of which an earlier row said something else, and that row.

    Args:
        known: The organisation as the rows above make it.
        one: As this row makes it.
        above: The fields that rows above state, with the first row of each.
    """
    for item in fields(one):
        old = getattr(known, item.name)
        if item.name in above and as_text(old) and old != getattr(one, item.name):
            return LABELS.get(item.name, item.name), above[item.name]
    return None


def _disagree(record: Record, clash: str, row: int) -> Problem:
    return record.problem(
        "rows-disagree",
        "organisation",
        f"Row {row} says something else of the same organisation: {clash}",
        "Leave one of the two rows, with what is right.",
    )
