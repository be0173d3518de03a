"""Actions: what programmes are to do, row by row, and what else a list says of them.

Imports :mod:`.action_rows`, :mod:`.programmes` and :mod:`.work`. Tested by
``tests/unit/test_imports_actions.py`` and ``tests/unit/test_imports_statements.py``.
"""

from collections.abc import Sequence

from joinedup.imports.action_rows import Reader, Ready
from joinedup.imports.action_shelf import Shelf
from joinedup.imports.links import outcome_of, strongest, take_in
from joinedup.imports.partnerships import Named
from joinedup.imports.plan import Outcome
from joinedup.imports.programmes import (
    apply_aim,
    make_programme,
    named_in,
    resolve_programmes,
    unnamed,
)
from joinedup.imports.progressing import read_state
from joinedup.imports.records import Record
from joinedup.imports.row_kinds import RowKind, row_kind_in
from joinedup.imports.work import Work
from joinedup.model import WorkState

_QUARTERS = (
    "Quarters are read as those of the financial year: Q1 is April to June, Q4 is January to March."
)
_COLOURS = (
    "Red, amber and green are read as open, and blue as done. The colours themselves are not kept."
)
_SCALES = (
    "Figures below a heading such as £000, or with such a unit, are multiplied: 120 is 120,000."
)


def plan_actions(work: Work, rows: Sequence[Record]) -> None:
    """Plan rows that each name an action of a programme, or say what a programme is for."""
    work.describe(rows)
    shelf = Shelf(work.dataset)
    named = _named(work, rows, shelf)
    work.resolve()
    programmes = resolve_programmes(work, named, rows)
    reader = Reader(work, shelf, named, programmes, is_open=_is_open(work, rows))
    ready = [
        one
        for record in work.counting("Reading actions", work.open(rows))
        if (one := reader.read(record))
    ]
    take_in(work, [(one.record, one.prepared) for one in ready if one.prepared])
    _take_programmes(work, ready)
    for one in work.counting("Taking actions in", ready):
        _take(work, one)
    if reader.quarters:
        work.notes.append(_QUARTERS)
    if reader.colours:
        work.notes.append(_COLOURS)
    if reader.scales:
        work.notes.append(_SCALES)
    if reader.opened:
        work.notes.append(_opened_words(reader.opened))


def _opened_words(count: int) -> str:
    one = count == 1
    return (
        f"{count:,} new {'row says' if one else 'rows say'} nothing of "
        f"{'its' if one else 'their'} state and {'is' if one else 'are'} taken to be open, and so "
        "late once the day has passed. Choose otherwise among the columns if that is wrong."
    )


def _named(work: Work, rows: Sequence[Record], shelf: Shelf) -> dict[int, Named]:
    """The programme of each row; rows without one wait, and only actions are somebody's."""
    found = {}
    for record in work.open(rows):
        if (row_kind_in(record) or RowKind.ACTION) is not RowKind.ACTION:
            work.subjects.pop((record.row, False), None)
        one = named_in(record, work.dataset, shelf.by_id(record), work.choices)
        if one is None:
            work.add([unnamed(record)])
        else:
            found[record.row] = one
    return found


def _is_open(work: Work, rows: Sequence[Record]) -> bool:
    """Whether a new action whose row does not say its state is open.

    Unless a person says so, it is where other rows of the list say what became of theirs:
    whoever keeps a column for it leaves it empty for what is still to be done.
    """
    if work.choices.state is not None:
        return work.choices.state is WorkState.OPEN
    unsaid = (None, WorkState.NOT_STATED)
    return any(one.get("done_on") or read_state(one.get("state")) not in unsaid for one in rows)


def _take_programmes(work: Work, ready: Sequence[Ready]) -> None:
    """Make the programmes that are not on record; where they work, their members say."""
    members: dict[str, list[str]] = {}
    for one in ready:
        found = members.setdefault(one.aim.programme, [])
        if one.prepared:
            found.append(one.prepared.organisation.id)
    for one in ready:
        who = (work.draft.organisations[key] for key in members[one.aim.programme])
        make_programme(work, one.record, one.named, one.resolved, who, one.aim.provenance)


def _take(work: Work, one: Ready) -> None:
    row, draft = one.record.row, work.draft
    change = draft.changes.get(("programme", one.aim.programme))
    first = change is not None and change.new and change.rows[0] == row
    outcomes = {Outcome.NEW if first else Outcome.UNCHANGED}
    if apply_aim(work, one.record, one.aim):
        outcomes.add(Outcome.CHANGED)
    if one.thing is not None:
        is_new = one.thing.id not in draft.parts[type(one.thing)]
        changed = draft.part(one.thing, row)
        outcomes.add(outcome_of(True if is_new else False if changed else None))
    work.outcomes[row] = strongest(outcomes)
