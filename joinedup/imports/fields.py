"""The six kinds of list and what their columns can hold.

One table, ``fields.toml`` beside this module, serves the suggestions for columns, the
templates, the exports and the words on screen, so that what one writes the other reads.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any


class Kind(StrEnum):
    """What a list is a list of."""

    ORGANISATIONS = "organisations"
    MEMBERSHIPS = "memberships"
    MATRIX = "matrix"
    TIES = "ties"
    NEIGHBOURHOODS = "neighbourhoods"
    ACTIONS = "actions"

    @property
    def label(self) -> str:
        """The kind's name on screen."""
        return self.value.capitalize()

    @property
    def explanation(self) -> str:
        """What such a list looks like, in a sentence."""
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    Kind.ORGANISATIONS: "One organisation a row: its name, postcode, numbers, what it works on.",
    Kind.MEMBERSHIPS: "One membership a row: an organisation and the partnership it is in.",
    Kind.MATRIX: "Organisations down, partnerships across, a tick where they take part.",
    Kind.TIES: "Two organisations a row that work with each other, and how.",
    Kind.NEIGHBOURHOODS: "One LSOA or ward a row and the neighbourhood it belongs to.",
    Kind.ACTIONS: "One action a row: what a programme is to do, who and by when; or its funding.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a column can hold.

    Attributes:
        name: Its name in exports, templates and choices: ``charity_number``.
        label: Its name on screen.
        help: What belongs in it, in a sentence; empty where the label says it.
        synonyms: Headings seen in the wild, in lower case, words with single spaces between
            them and no punctuation; the name and the label count without being listed.
        any_of: Name of the group of which a list needs at least one field; empty where the
            field is a choice.
        examples: The cells of the rows of the template; they fit together along a kind.
        exported: Whether exports carry it.
    """

    name: str
    label: str
    help: str = ""
    synonyms: tuple[str, ...] = ()
    any_of: str = ""
    examples: tuple[str, ...] = ()
    exported: bool = True


#: A column of a matrix that stands for a partnership: its heading is the partnership's name,
#: its cells are ticks or roles. The one field that several columns may hold.
PARTNERSHIP_COLUMN = "partnership_column"

#: What separates several values in one cell.
SEPARATOR = "|"

#: What the names in the example rows of templates begin with.
EXAMPLE = "Example: "


def _read() -> dict[Kind, tuple[Field, ...]]:
    """The fields of each kind, out of ``fields.toml``."""
    held = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    found = {}
    for kind in Kind:
        rows = {
            name: held["fields"][name] | held.get(kind.value, {}).get(name, {})
            for name in held["kinds"][kind.value]
        }
        count = max(len(one.get("examples", ())) for one in rows.values())
        found[kind] = tuple(_field(name, one, count) for name, one in rows.items())
    return found


def _field(name: str, held: Mapping[str, Any], count: int) -> Field:
    """A field, with as many examples as its kind has rows of them."""
    words = {"label", "help", "any_of", "exported"} & held.keys()
    return Field(
        name=name,
        synonyms=(*held.get("synonyms", ()), *held.get("more_synonyms", ())),
        examples=(*held.get("examples", ()), *[""] * count)[:count],
        **{key: held[key] for key in words},
    )


#: The fields of each kind, in the order of exports and templates.
FIELDS: Mapping[Kind, tuple[Field, ...]] = _read()


def field_of(kind: Kind, name: str) -> Field:
    """The field of a kind by its name.

    Raises:
        KeyError: When lists of this kind have no such field.
    """
    found = {one.name: one for one in FIELDS[kind]}
    return found[name]
