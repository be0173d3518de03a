"""The actions and milestones that rows can mean: those on record, and those of the rows above.

Imports :mod:`.action_facts` and :mod:`.subjects`. Tested by ``tests/unit/test_imports_actions.py``.
"""

import re
from typing import Any

from joinedup.imports.action_facts import Facts, milestone_in, theme_of
from joinedup.imports.draft import LABELS
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record
from joinedup.imports.subjects import as_id, free_id, list_id
from joinedup.model import Action, Dataset, Milestone

#: Whether it is a milestone, and its id.
Place = tuple[bool, str]
# Whether it is a milestone; its programme, words and theme.
_Key = tuple[bool, str, str, str]
_SIGNS = re.compile(r"[\W_]+")


class Shelf:
    """The actions and milestones on record and those of the rows so far."""

    def __init__(self, dataset: Dataset) -> None:
        self.known: dict[Place, Action | Milestone] = {}
        self._ids: dict[bool, set[str]] = {False: set(), True: set()}
        self._on_record: dict[_Key, str] = {}
        self._made: dict[_Key, str] = {}
        self._said: dict[Place, dict[str, tuple[Any, int]]] = {}
        things: tuple[Action | Milestone, ...]
        for things in (dataset.actions, dataset.milestones):
            for one in things:
                self._keep((isinstance(one, Milestone), one.id), one)
                self._on_record.setdefault(_key_of(one), one.id)

    def by_id(self, record: Record) -> Action | Milestone | None:
        """The action or milestone on record whose id a row carries, as the row says what it is."""
        one_id, says = record.get("action_id"), milestone_in(record)
        for milestone in (False, True) if says is None else (says,):
            if one_id and (milestone, one_id) in self.known:
                return self.known[milestone, one_id]
        return None

    def find(self, record: Record, programme: str) -> Place:
        """Whether a row is of a milestone, and the id that it has or will have."""
        if one := self.by_id(record):
            return isinstance(one, Milestone), one.id
        says = milestone_in(record)
        text, theme, own = record.get("action"), theme_of(record), record.get("action_id")
        keys = [_key(milestone=False, programme=programme, text=text, theme=theme)]
        keys.append(_key(milestone=True, programme=programme, text=text))
        if says is not None:
            keys = [keys[says]]
        for known in (self._on_record, {} if own else self._made):
            for key in keys:
                if key in known:
                    return key[0], known[key]
        milestone = bool(says)
        if own:
            return milestone, as_id(own, "action")
        made = list_id("milestone" if milestone else "action", text, str(keys[0][1:]))
        return milestone, free_id(made, self._ids[milestone])

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
                    f"Row {said[name][1]} says something else of the same {_word(place)}: "
                    f"{LABELS.get(name, name)}",
                    "Leave one of the two rows, or tell the two apart by their words.",
                )
        if facts.stated.keys() <= said.keys():
            return min(row for _, row in said.values())
        return None

    def take(self, record: Record, one: Action | Milestone, facts: Facts) -> None:
        """Remember what a row says, and what comes of it."""
        place = (isinstance(one, Milestone), one.id)
        if place not in self.known:
            self._made.setdefault(_key_of(one), one.id)
        self._keep(place, one)
        said = self._said.setdefault(place, {})
        for name, value in facts.stated.items():
            said.setdefault(name, (value, record.row))

    def _keep(self, place: Place, one: Action | Milestone) -> None:
        self.known[place] = one
        self._ids[place[0]].add(place[1])


def same_words(one: Any, other: Any) -> bool:
    """Whether two texts have the same words: capitals, spaces and signs do not count."""
    return _folded(str(one)) == _folded(str(other))


def _word(place: Place) -> str:
    return "milestone" if place[0] else "action"


def _key_of(one: Action | Milestone) -> _Key:
    if isinstance(one, Milestone):
        return _key(milestone=True, programme=one.programme, text=one.name)
    return _key(milestone=False, programme=one.programme, text=one.text, theme=one.theme)


def _key(*, milestone: bool, programme: str, text: str, theme: str = "") -> _Key:
    return (milestone, programme, _folded(text), _folded(theme))


def _folded(text: str) -> str:
    """Words for comparison: capitals, spaces and signs do not count."""
    return _SIGNS.sub(" ", text.casefold()).strip() or text


def _alike(one: Any, other: Any) -> bool:
    """Whether two cells say the same, capitals apart."""
    return str(one).casefold() == str(other).casefold()
