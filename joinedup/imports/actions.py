"""Actions: what programmes are to do, row by row.

An action is the same as one on record if its programme, its words and its theme are; then it
changes, and no second one is made. Imports :mod:`.action_facts`, :mod:`.action_shelf`,
:mod:`.programmes` and :mod:`.work`.
Tested by ``tests/unit/test_imports_actions.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from joinedup.errors import ModelError
from joinedup.imports.action_facts import (
    Facts,
    facts_of,
    is_about_programme,
    milestone_in,
    role_problems,
)
from joinedup.imports.action_shelf import Place, Shelf, same_words
from joinedup.imports.links import outcome_of, strongest, take_in
from joinedup.imports.organisations import contradiction, provenance_of
from joinedup.imports.partnerships import Named
from joinedup.imports.plan import Outcome
from joinedup.imports.problems import Problem
from joinedup.imports.programmes import (
    Aim,
    Purposes,
    apply_aim,
    make_programme,
    named_in,
    programme_id,
    purpose_of,
    resolve_programmes,
    same,
    unnamed,
)
from joinedup.imports.progressing import read_state
from joinedup.imports.records import Record
from joinedup.imports.resolving import Resolved
from joinedup.imports.work import Prepared, Work
from joinedup.model import Action, Milestone, Provenance, WorkState

_QUARTERS = (
    "Quarters are read as those of the financial year: Q1 is April to June, Q4 is January to March."
)
_COLOURS = (
    "Red, amber and green are read as open, and blue as done. The colours themselves are not kept."
)

#: The words by which a row without an id finds an action.
_FOUND_BY = frozenset({"text", "name", "theme"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A row that goes in: the thing as it would be (None where it is about its programme)."""

    record: Record
    named: Named
    resolved: Resolved
    aim: Aim
    prepared: Prepared | None
    thing: Action | Milestone | None


def plan_actions(work: Work, rows: Sequence[Record]) -> None:
    """Plan rows that each name an action of a programme, or say what a programme is for."""
    work.describe(rows)
    shelf = Shelf(work.dataset)
    named = _named(work, rows, shelf)
    work.resolve()
    programmes = resolve_programmes(work, named, rows)
    reader = _Reader(work, shelf, named, programmes, is_open=_is_open(work, rows))
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
    if reader.opened:
        work.notes.append(_opened_words(reader.opened))


def _opened_words(count: int) -> str:
    one = count == 1
    return (
        f"{count:,} new {'row says' if one else 'rows say'} nothing of "
        f"{'its' if one else 'their'} state and {'is' if one else 'are'} taken to be open, and so "
        "late once the day has passed. Choose otherwise among the columns if that is wrong."
    )


def _named(work: Work, rows: Sequence[Record], shelf: "Shelf") -> dict[int, Named]:
    """The programme of each row; rows without one wait, and milestones are nobody's."""
    found = {}
    for record in work.open(rows):
        if milestone_in(record):
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


class _Reader:
    """Reads rows one by one against the record and the rows above; drafts nothing.

    Attributes:
        quarters, colours: Whether any row that goes in names one.
        opened: How many new actions are open though their rows do not say it.
    """

    def __init__(
        self,
        work: Work,
        shelf: Shelf,
        named: Mapping[int, Named],
        programmes: Mapping[str, Resolved],
        *,
        is_open: bool,
    ) -> None:
        self._work, self._shelf = work, shelf
        self._named, self._programmes = named, programmes
        self._is_open = is_open
        self._purposes = Purposes()
        self.quarters = self.colours = False
        self.opened = 0

    def read(self, record: Record) -> _Ready | None:
        """The row as it goes in; None where it waits or is left out."""
        work, named = self._work, self._named[record.row]
        resolved = self._programmes[named.key]
        programme = programme_id(work, resolved)
        provenance, problems = provenance_of(record, work.choices)
        alone = is_about_programme(record)
        purpose = purpose_of(record, work.dataset, alone=alone)
        aim = Aim(programme=programme, purpose=purpose, provenance=provenance)
        problems += role_problems(record)
        if clash := self._purposes.clash(record, aim):
            problems.append(clash)
        prepared, thing, facts, again = None, None, Facts(), None
        if not alone:
            prepared, place, facts, more = self._facts(record, programme)
            said = self._shelf.clash(record, place, facts)
            again = said if isinstance(said, int) and not purpose else None
            problems += [*more, *([said] if isinstance(said, Problem) else [])]
            if not any(one.waits for one in problems):
                thing, wrong = self._made(record, place, aim, facts)
                problems += wrong
        work.add(dict.fromkeys(problems))
        if record.row in work.outcomes:
            return None
        aim = self._purposes.take(record, aim)
        if again is not None:
            work.leave_out(record.row, f"Says the same as row {again}")
            return None
        if thing is not None:
            self._take(record, thing, facts)
        return _Ready(
            record=record, named=named, resolved=resolved, aim=aim, prepared=prepared, thing=thing
        )

    def _facts(
        self, record: Record, programme: str
    ) -> tuple[Prepared | None, Place, Facts, list[Problem]]:
        """What a row says of an action or a milestone, which one that is, and what is wrong."""
        place = self._shelf.find(record, programme)
        facts = facts_of(record, milestone=place[0])
        problems = list(facts.problems)
        if place not in self._shelf.known and not record.get("action"):
            problems.append(_no_action(record))
        prepared = None
        if not place[0] and (record.row, False) in self._work.subjects:
            prepared = self._work.prepare(record)
        if prepared:
            problems += prepared.problems
            facts.stated["organisation"] = prepared.organisation.id
        return prepared, place, facts, problems

    def _made(
        self, record: Record, place: Place, aim: Aim, facts: Facts
    ) -> tuple[Action | Milestone | None, list[Problem]]:
        """The action or milestone as the row makes it; None where that cannot be."""
        milestone, one_id = place
        known = self._shelf.known.get(place)
        if known is None and not record.get("action"):
            return None, []
        stated = {**facts.stated, "programme": aim.programme}
        try:
            if known is not None:
                by_id = self._shelf.by_id(record) is not None
                return _changed(known, stated, aim.provenance, by_id=by_id), []
            if self._is_open and not record.get("state"):
                stated.setdefault("state", WorkState.OPEN)
            kind = Milestone if milestone else Action
            return kind(id=one_id, provenance=aim.provenance, **stated), []
        except ModelError as error:
            return None, [contradiction(record, "due", error)]

    def _take(self, record: Record, thing: Action | Milestone, facts: Facts) -> None:
        place = (isinstance(thing, Milestone), thing.id)
        if place not in self._shelf.known and thing.state and "state" not in facts.stated:
            self.opened += 1
        self.quarters = self.quarters or facts.quarter
        self.colours = self.colours or facts.colour
        self._shelf.take(record, thing, facts)


def _no_action(record: Record) -> Problem:
    return record.problem(
        "no-action",
        "action",
        "The row does not say what is to be done",
        "Write it, put what the row says into the row above, or delete the row.",
    )


def _changed(
    known: Action | Milestone, stated: Mapping[str, Any], provenance: Provenance, *, by_id: bool
) -> Action | Milestone:
    """What is on record with what the row states.

    Args:
        known: As it is on record.
        stated: What the row says.
        provenance: Of the row.
        by_id: Whether the row carries its id; else its words are those it was found by, and
            another capital in them changes nothing.

    Raises:
        ModelError: When the two contradict each other.
    """
    changed = {
        name: value
        for name, value in stated.items()
        if not same(value, getattr(known, name))
        and (by_id or name not in _FOUND_BY or not same_words(value, getattr(known, name)))
    }
    if known.done_on and changed.get("state", known.state) is not WorkState.DONE:
        changed["done_on"] = ""
    return replace(known, **changed, provenance=provenance) if changed else known


def _take_programmes(work: Work, ready: Sequence[_Ready]) -> None:
    """Make the programmes that are not on record; where they work, their members say."""
    members: dict[str, list[str]] = {}
    for one in ready:
        found = members.setdefault(one.aim.programme, [])
        if one.prepared:
            found.append(one.prepared.organisation.id)
    for one in ready:
        who = (work.draft.organisations[key] for key in members[one.aim.programme])
        make_programme(work, one.record, one.named, one.resolved, who, one.aim.provenance)


def _take(work: Work, one: _Ready) -> None:
    row, draft = one.record.row, work.draft
    change = draft.changes.get(("programme", one.aim.programme))
    first = change is not None and change.new and change.rows[0] == row
    outcomes = {Outcome.NEW if first else Outcome.UNCHANGED}
    if apply_aim(work, one.record, one.aim):
        outcomes.add(Outcome.CHANGED)
    if one.thing is not None:
        kept = draft.milestones if isinstance(one.thing, Milestone) else draft.actions
        is_new = one.thing.id not in kept
        changed = _drafted(work, one.thing, row)
        outcomes.add(outcome_of(True if is_new else False if changed else None))
    work.outcomes[row] = strongest(outcomes)


def _drafted(work: Work, one: Action | Milestone, row: int) -> bool:
    if isinstance(one, Milestone):
        return work.draft.milestone(one, row)
    return work.draft.action(one, row)
