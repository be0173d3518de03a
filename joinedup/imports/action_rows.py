"""Rows of a list of actions, one by one, against the record and the rows above.

An action is the same as one on record if its programme, its words and its theme are; then it
changes, and no second one is made. Of a statement, its kind, its name, its period and what it is a
part of have to be the same. Imports :mod:`.action_facts`, :mod:`.statement_facts`,
:mod:`.action_shelf`, :mod:`.programmes` and :mod:`.work`. Tested by
``tests/unit/test_imports_actions.py`` and ``tests/unit/test_imports_statements.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from joinedup.errors import ModelError
from joinedup.imports.action_facts import Facts, facts_of, role_problems
from joinedup.imports.action_shelf import Place, Shelf, same_words
from joinedup.imports.draft import Part
from joinedup.imports.organisations import contradiction, provenance_of
from joinedup.imports.partnerships import Named
from joinedup.imports.problems import Problem
from joinedup.imports.programmes import Aim, Purposes, programme_id, purpose_of, same
from joinedup.imports.records import Record
from joinedup.imports.resolving import Resolved
from joinedup.imports.row_kinds import RowKind, is_about_programme, row_kind_in, unread_kind
from joinedup.imports.statement_facts import facts_of_statement, name_in, scale_of
from joinedup.imports.work import Prepared, Work
from joinedup.model import Action, Milestone, Provenance, Statement, WorkState

_CLASSES: Mapping[str, type[Part]] = {
    "action": Action,
    "milestone": Milestone,
    "statement": Statement,
}
#: The words by which a row without an id finds what is on record.
_FOUND_BY = frozenset({"text", "name", "theme"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A row that goes in: the thing as it would be (None where it is about its programme)."""

    record: Record
    named: Named
    resolved: Resolved
    aim: Aim
    prepared: Prepared | None
    thing: Part | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What a row says of an action, a milestone or a statement, and which one that is."""

    place: Place
    name: str
    facts: Facts
    problems: list[Problem]
    prepared: Prepared | None


class Reader:
    """Reads rows one by one against the record and the rows above; drafts nothing.

    Args:
        work: The work on the list.
        shelf: What is on record.
        named: The programme of each row.
        programmes: What became of it, by key.
        is_open: Whether a new action whose row says nothing of its state is open.

    Attributes:
        quarters, colours, scales: Whether any row that goes in names one.
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
        self.quarters = self.colours = self.scales = False
        self.opened = 0

    def read(self, record: Record) -> Ready | None:
        """The row as it goes in; None where it waits or is left out."""
        work, named = self._work, self._named[record.row]
        resolved = self._programmes[named.key]
        aim, problems = self._aim(record, programme_id(work, resolved))
        read, thing, again = None, None, None
        problems += (unread := unread_kind(record))
        if not unread and (record.get("figure") or not is_about_programme(record)):
            read = self._read(record, aim.programme)
            said = self._shelf.clash(record, read.place, read.facts)
            again = said if isinstance(said, int) and not aim.purpose else None
            problems += [*read.problems, *([said] if isinstance(said, Problem) else [])]
            is_empty = is_about_programme(record) and "figure" not in read.facts.stated
            if not is_empty and not any(one.waits for one in problems):
                thing, wrong = self._made(record, read, aim)
                problems += wrong
        work.add(dict.fromkeys(problems))
        if record.row in work.outcomes:
            return None
        aim = self._purposes.take(record, aim)
        if again is not None:
            work.leave_out(record.row, f"Says the same as row {again}")
            return None
        if read is not None and thing is not None:
            self._take(record, thing, read.facts)
        return Ready(
            record=record,
            named=named,
            resolved=resolved,
            aim=aim,
            prepared=read.prepared if read else None,
            thing=thing,
        )

    def _aim(self, record: Record, programme: str) -> tuple[Aim, list[Problem]]:
        """What the row says of its programme."""
        work = self._work
        provenance, problems = provenance_of(record, work.choices)
        alone = is_about_programme(record)
        purpose, more = purpose_of(record, work.dataset, work.ground.places, alone=alone)
        aim = Aim(programme=programme, purpose=purpose, provenance=provenance)
        problems += [*more, *role_problems(record)]
        if clash := self._purposes.clash(record, aim):
            problems.append(clash)
        return aim, problems

    def _read(self, record: Record, programme: str) -> _Read:
        kind, known = row_kind_in(record), self._shelf.by_id(record)
        if kind is None and isinstance(known, Statement):
            kind = RowKind(known.kind)
        whole, figure = None, None
        problems: list[Problem] = []
        if kind and kind.statement:
            whole, problems = self._whole(record, programme)
            facts = facts_of_statement(record, kind)
            figure = facts.stated.get("figure")
        name = name_in(record)
        place = self._shelf.find(record, programme, name, whole.id if whole else None, figure)
        known = self._shelf.known.get(place)
        kind = kind or RowKind(place.thing)
        if not kind.statement:
            facts = facts_of(record, kind)
        if whole is not None:
            facts.stated["part_of"] = whole.id
            # Only what has parts already can be a part of one of them.
            if known is not None and self._shelf.is_within(whole, place.id):
                problems.append(_part_of_itself(record))
        problems += facts.problems
        if known is None and not name:
            problems.append(_no_words(record, kind))
        prepared = None
        if kind is RowKind.ACTION and (record.row, False) in self._work.subjects:
            prepared = self._work.prepare(record)
        if prepared:
            problems += prepared.problems
            facts.stated["organisation"] = prepared.organisation.id
        return _Read(place=place, name=name, facts=facts, problems=problems, prepared=prepared)

    def _whole(self, record: Record, programme: str) -> tuple[Statement | None, list[Problem]]:
        """What a statement is a part of; a problem where that is not to be found."""
        if not record.get("part_of"):
            return None, []
        found = self._shelf.whole(record, programme)
        return found, [] if found else [_no_whole(record)]

    def _made(self, record: Record, read: _Read, aim: Aim) -> tuple[Part | None, list[Problem]]:
        """What the row makes of it; None where that cannot be."""
        known = self._shelf.known.get(read.place)
        stated = {**read.facts.stated, "programme": aim.programme}
        try:
            if known is not None:
                by_id = self._shelf.by_id(record) is not None
                return _changed(known, stated, aim.provenance, by_id=by_id), []
            kind = _CLASSES[read.place.thing]
            if kind is not Statement and self._is_open and not record.get("state"):
                stated.setdefault("state", WorkState.OPEN)
            return kind(id=read.place.id, provenance=aim.provenance, **stated), []
        except ModelError as error:
            field = "period" if read.place.thing == "statement" else "due"
            return None, [contradiction(record, field, error)]

    def _take(self, record: Record, thing: Part, facts: Facts) -> None:
        is_new = Place.of(thing) not in self._shelf.known
        if is_new and not isinstance(thing, Statement):
            self.opened += bool(thing.state) and "state" not in facts.stated
        self.quarters = self.quarters or facts.quarter
        self.colours = self.colours or facts.colour
        self.scales = self.scales or ("figure" in facts.stated and scale_of(record) > 1)
        self._shelf.take(record, thing, facts)


def _no_words(record: Record, kind: RowKind) -> Problem:
    what = "The row does not say what is to be done"
    return record.problem(
        "no-action",
        "action",
        f"The row does not say what it calls {kind.told}" if kind.statement else what,
        "Write it, put what the row says into the row above, or delete the row.",
    )


def _no_whole(record: Record) -> Problem:
    return record.problem(
        "part-of-unknown",
        "part_of",
        "Nothing of this name is on record for the programme, or in a row above; or two things are",
        "Write its id, or put the row of the whole above those of its parts.",
    )


def _part_of_itself(record: Record) -> Problem:
    return record.problem(
        "part-of-itself",
        "part_of",
        "What the row is of would be a part of itself",
        "Correct the cell, or leave it empty.",
    )


def _changed(
    known: Part, stated: Mapping[str, Any], provenance: Provenance, *, by_id: bool
) -> Part:
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
    if isinstance(known, Statement):
        if "figure" in changed and known.figure is not None:
            # What was over 200 in 2022 is not so of another number.
            changed |= {name: stated.get(name, "") for name in ("qualifier", "period")}
    elif known.done_on and changed.get("state", known.state) is not WorkState.DONE:
        changed["done_on"] = ""
    return replace(known, **changed, provenance=provenance) if changed else known
