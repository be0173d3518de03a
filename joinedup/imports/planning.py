"""Makes the plan of a list: matches its rows, drafts the dataset that would come of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from joinedup.imports.areas import recount, restated
from joinedup.imports.choices import Choices
from joinedup.imports.draft import Draft, differences
from joinedup.imports.fields import Kind
from joinedup.imports.links import plan_memberships
from joinedup.imports.organisations import Ground, position_of
from joinedup.imports.placing import Placer
from joinedup.imports.plan import Outcome, Plan
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record, records
from joinedup.imports.subjects import Places
from joinedup.imports.tables import LeftOut, Table
from joinedup.imports.ties import plan_ties
from joinedup.imports.work import Tell, Work, tell_nobody
from joinedup.model import AreaLevel, Dataset, Organisation

_STEP = 500
#: Fields that a second row on one organisation adds to, so that it cannot contradict the first.
_ADDITIVE = frozenset({"other names", "themes", "whom it serves", "identifiers"})


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
    """What a list of organisations, memberships, ties or ticks would change.

    Args:
        base: What it is compared with; nothing in it changes.
        table: The rows.
        choices: How they are to be read, and the answers given so far.
        tell: Told of progress; may raise to cancel.
    """
    work = Work(
        dataset=base.dataset,
        ground=ground_of(base),
        choices=choices,
        draft=Draft(base.dataset),
        tell=tell,
    )
    rows, problems = records(
        table, choices, progress=lambda done, total: tell("Reading the rows", done, total)
    )
    work.add(problems)
    plan_kind = {
        Kind.ORGANISATIONS: _plan_organisations,
        Kind.MEMBERSHIPS: plan_memberships,
        Kind.MATRIX: plan_memberships,
        Kind.TIES: plan_ties,
    }[choices.kind]
    plan_kind(work, rows)
    tell("Counting", 0, 1)
    areas = recount(base.dataset.areas, tuple(work.draft.organisations.values()))
    boundaries = base.boundaries
    if areas != base.dataset.areas:
        boundaries = restated(boundaries, areas)
    return finished(work, table, work.draft.dataset(areas=areas), boundaries)


def ground_of(base: Base) -> Ground:
    """The areas of a dataset, to find places in."""
    areas = base.dataset.areas
    return Ground(
        placer=base.placer,
        places=Places(areas),
        neighbourhoods=Places(areas, AreaLevel.NEIGHBOURHOOD),
        areas=base.dataset.area_by_id,
    )


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
    for record in work.open(rows):
        if (record.row, False) not in work.subjects:
            problem = record.problem(
                "no-organisation",
                "organisation",
                "The row names no organisation",
                "Write its name or number, or delete the row.",
            )
            work.add([problem])
    work.resolve()
    work.ground.place_all(
        (work.subjects[(record.row, False)].described.postcode, position_of(record))
        for record in work.open(rows)
    )
    first: dict[str, int] = {}
    for done, record in enumerate(open_rows := work.open(rows)):
        if done % _STEP == 0:
            work.tell("Placing organisations", done, len(open_rows))
        _organisation(work, record, first)


def _organisation(work: Work, record: Record, first: dict[str, int]) -> None:
    prepared = work.prepare(record, update=True)
    if prepared is None:
        return
    work.add(prepared.problems)
    if prepared.waits:
        return
    one = prepared.organisation
    known = work.draft.organisations.get(one.id)
    if one.id in first and known is not None:
        if one == known:
            work.leave_out(record.row, f"Says the same as row {first[one.id]}")
            return
        if clash := _clash(known, one):
            work.add([_disagree(record, first[one.id], clash)])
            return
    changed = work.draft.organisation(one, record.row, prepared.reason)
    first.setdefault(one.id, record.row)
    work.outcomes[record.row] = (
        Outcome.NEW if prepared.new else Outcome.CHANGED if changed else Outcome.UNCHANGED
    )


def _clash(known: Organisation, one: Organisation) -> str:
    """The first field of which an earlier row of the list said something else."""
    found = [
        change.field
        for change in differences(known, one)
        if change.old and change.field not in _ADDITIVE
    ]
    return found[0] if found else ""


def _disagree(record: Record, first: int, clash: str) -> Problem:
    return record.problem(
        "rows-disagree",
        "organisation",
        f"Row {first} says something else of the same organisation: {clash}",
        "Leave one of the two rows, with what is right.",
    )
