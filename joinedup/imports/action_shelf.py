"""What rows can mean of a programme: its actions, milestones and statements on record or above.

Imports :mod:`.action_facts`, :mod:`.row_kinds` and :mod:`.subjects`. Tested by
``tests/unit/test_imports_actions.py`` and ``tests/unit/test_imports_statements.py``.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from joinedup.imports.action_facts import Facts, theme_of
from joinedup.imports.draft import LABELS, Part
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record
from joinedup.imports.row_kinds import row_kind_in
from joinedup.imports.subjects import as_id, free_id, list_id
from joinedup.imports.timing import read_period
from joinedup.model import Dataset, Milestone, Statement

_SIGNS = re.compile(r"[\W_]+")


class Place(NamedTuple):
    """Which one a row is of: an ``action``, ``milestone`` or ``statement``, and its id."""

    thing: str
    id: str

    @staticmethod
    def of(one: Part) -> "Place":
        """Where something stands."""
        return Place(type(one).__name__.lower(), one.id)


class _Key(NamedTuple):
    """What tells one from another where a row carries no id."""

    thing: str
    programme: str
    words: str
    theme: str = ""
    period: str = ""
    whole: str = ""


class Shelf:
    """The actions, milestones and statements on record and those of the rows so far."""

    def __init__(self, dataset: Dataset) -> None:
        self.known: dict[Place, Part] = {}
        self._ids: dict[str, set[str]] = {}
        self._on_record: dict[_Key, str] = {}
        self._made: dict[_Key, str] = {}
        self._said: dict[Place, dict[str, tuple[Any, int]]] = {}
        self._statements: dict[tuple[str, str], list[Statement]] = {}
        things: tuple[Part, ...]
        for things in (dataset.actions, dataset.milestones, dataset.statements):
            for one in things:
                self._keep(one)
                self._on_record.setdefault(_key_of(one), one.id)

    def by_id(self, record: Record) -> Part | None:
        """What is on record under the id that a row carries, as the row says what it is."""
        one_id, says = record.get("action_id"), row_kind_in(record)
        things = [says.thing] if says else ["action", "milestone", "statement"]
        found = (self.known.get(Place(thing, one_id)) for thing in things)
        return next((one for one in found if one is not None), None)

    def find(
        self,
        record: Record,
        programme: str,
        name: str,
        whole: str | None,
        figure: float | None,
    ) -> Place:
        """What a row is of, and the id that it has or will have.

        Args:
            record: The row.
            programme: Id of its programme.
            name: What it is called, which a sum in the row of a programme is by its heading.
            whole: Id of what it is a part of; None where it states none.
            figure: What it states; None where it states none.
        """
        if one := self.by_id(record):
            return Place.of(one)
        says, own = row_kind_in(record), record.get("action_id")
        if says and says.statement:
            key = _key("statement", programme, name, says)
            key = key._replace(period=_period(record), whole=whole or "")
            keys, place = [key], self._statement(key, figure, is_new=bool(own))
        else:
            keys = [
                _key("action", programme, name, theme_of(record)),
                _key("milestone", programme, name),
            ]
            keys = [one for one in keys if says is None or one.thing == says.thing]
            place = self._work(keys, is_new=bool(own))
        if place is not None:
            return place
        thing = keys[0].thing
        if own:
            return Place(thing, as_id(own, thing))
        more = tuple(one for one in keys[0] if one)
        return Place(thing, free_id(list_id(thing, name, str(more)), self._ids.get(thing, ())))

    def _work(self, keys: Sequence[_Key], *, is_new: bool) -> Place | None:
        """The action or milestone of these words; one of the rows above only without an id."""
        for known in (self._on_record, {} if is_new else self._made):
            for key in keys:
                if key in known:
                    return Place(key.thing, known[key])
        return None

    def _statement(self, key: _Key, figure: float | None, *, is_new: bool) -> Place | None:
        """The statement of this name that says nothing else of when and of what it is a part.

        What a row leaves open may be anything; where two fit, it is neither. A figure of no year
        is not the one of a year, unless it is the same.
        """
        named = [
            (_key_of(one), one)
            for one in self._statements.get((key.programme, key.words), ())
            if not (is_new and _key_of(one) in self._made)
        ]
        found = [one.id for other, one in named if other == key]
        fits = [
            one.id
            for other, one in named
            if other.theme == key.theme
            and (key.period == other.period or (not key.period and figure in (None, one.figure)))
            and key.whole in ("", other.whole)
        ]
        only = found[:1] or (fits if len(fits) == 1 else [])
        return Place(key.thing, only[0]) if only else None

    def whole(self, record: Record, programme: str) -> Statement | None:
        """The statement of a programme that a row says it is a part of, by its id or its name.

        None where none is on record or above, or two have the name.
        """
        text = record.get("part_of")
        one = self.known.get(Place("statement", text))
        if isinstance(one, Statement) and one.programme == programme:
            return one
        found = self._statements.get((programme, _folded(text)), [])
        # The budgets of two years have one name.
        found = found if len(found) < 2 else [one for one in found if one.period == _period(record)]
        return found[0] if len(found) == 1 else None

    def is_within(self, one: Statement, other_id: str) -> bool:
        """Whether a statement is another one, or a part of it."""
        step: Any = one
        while step is not None and step.id != other_id:
            step = self.known.get(Place("statement", step.part_of or ""))
        return step is not None

    def clash(self, record: Record, place: Place, facts: Facts) -> Problem | int | None:
        """What rows above say of the same: a contradiction, or the row that says it all."""
        said = self._said.get(place)
        if said is None:
            return None
        for name, value in facts.stated.items():
            if name in said and not _alike(said[name][0], value):
                return record.problem(
                    "rows-disagree",
                    name,
                    f"Row {said[name][1]} says something else of the same {place.thing}: "
                    f"{LABELS.get(name, name)}",
                    "Leave one of the two rows, or tell the two apart by their words.",
                )
        if facts.stated.keys() <= said.keys():
            return min(row for _, row in said.values())
        return None

    def take(self, record: Record, one: Part, facts: Facts) -> None:
        """Remember what a row says, and what comes of it."""
        place = Place.of(one)
        if place not in self.known:
            self._made.setdefault(_key_of(one), one.id)
        self._keep(one)
        said = self._said.setdefault(place, {})
        for name, value in facts.stated.items():
            said.setdefault(name, (value, record.row))

    def _keep(self, one: Part) -> None:
        place = Place.of(one)
        known = self.known.get(place)
        self.known[place] = one
        self._ids.setdefault(place.thing, set()).add(place.id)
        if isinstance(known, Statement):
            self._statements[known.programme, _folded(known.name)].remove(known)
        if isinstance(one, Statement):
            self._statements.setdefault((one.programme, _folded(one.name)), []).append(one)


def same_words(one: Any, other: Any) -> bool:
    """Whether two texts have the same words: capitals, spaces and signs do not count."""
    return _folded(str(one)) == _folded(str(other))


def _key_of(one: Part) -> _Key:
    if isinstance(one, Statement):
        key = _key("statement", one.programme, one.name, one.kind.value)
        return key._replace(period=one.period, whole=one.part_of or "")
    if isinstance(one, Milestone):
        return _key("milestone", one.programme, one.name)
    return _key("action", one.programme, one.text, one.theme)


def _key(thing: str, programme: str, words: str, theme: str = "") -> _Key:
    return _Key(thing, programme, _folded(words), _folded(theme))


def _period(record: Record) -> str:
    return (read_period(record.get("period")) or "") if record.get("period") else ""


def _folded(text: str) -> str:
    """Words for comparison: capitals, spaces and signs do not count."""
    return _SIGNS.sub(" ", text.casefold()).strip() or text


def _alike(one: Any, other: Any) -> bool:
    """Whether two cells say the same, capitals apart."""
    return str(one).casefold() == str(other).casefold()
