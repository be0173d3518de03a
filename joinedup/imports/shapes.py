"""What the cells of a column look like: postcodes, ODS codes, ticks, names, dates.

Imports :mod:`.people`, :mod:`.personal` and the modules that read cells. Tested by
``tests/unit/test_imports_columns.py``.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from joinedup.imports.amounts import read_amount
from joinedup.imports.dates import read_date
from joinedup.imports.figures import read_decimal, read_whole
from joinedup.imports.people import ROLES, looks_like_organisation, looks_like_person
from joinedup.imports.personal import PersonalKind, find_personal
from joinedup.imports.positions import find_postcode
from joinedup.imports.progressing import read_state
from joinedup.imports.row_kinds import read_row_kind
from joinedup.imports.values import read_level, read_sector, read_strength, read_tick, read_yes_no


class Shape(StrEnum):
    """What a cell can look like; the value is how several are called in a sentence."""

    POSTCODE = "postcodes"
    ADDRESS = "addresses with a postcode"
    EMAIL = "e-mail addresses"
    TELEPHONE = "telephone numbers"
    NHS_NUMBER = "NHS numbers"
    PERSON = "people's names"
    ODS = "ODS codes"
    CHARITY = "charity numbers"
    COMPANY = "company numbers"
    ORG_ID = "org-ids"
    LSOA = "LSOA codes"
    ONS = "ONS codes"
    DATE = "dates"
    LATITUDE = "latitudes"
    LONGITUDE = "longitudes"
    DEGREES = "degrees in the United Kingdom"
    METRES = "metres of the National Grid"
    TICK = "ticks"
    TICK_OR_ROLE = "ticks or roles"
    TICKED = "ticks that say yes, or roles"
    YES_NO = "yes or no"
    ROW_KIND = "kinds of row"
    AMOUNT = "figures"
    ROLE = "roles"
    STRENGTH = "strengths from 1 to 4"
    SECTOR = "sectors"
    LEVEL = "levels"
    STATE = "states of an action"
    WHOLE = "whole numbers"
    WORDS = "words"
    SHORT = "short words"
    TITLE = "names of anything"
    PARTNERSHIP = "names of partnerships"
    NAME = "names"


@dataclass(frozen=True, slots=True)
class Look:
    """What the cells of a column look like.

    Attributes:
        cells: The cells that are judged, with how often each comes; none is empty.
        count: How many they are.
    """

    cells: Counter[str]
    count: int
    _numbers: dict[Shape, int] = field(default_factory=dict, compare=False, repr=False)

    def number(self, shape: Shape) -> int:
        """How many cells have a shape."""
        if shape not in self._numbers:
            test = _TESTS[shape]
            self._numbers[shape] = sum(n for text, n in self.cells.items() if test(text))
        return self._numbers[shape]

    def share(self, shape: Shape) -> float:
        """The share of cells with a shape, 0 to 1; 0 where there are no cells."""
        return self.number(shape) / self.count if self.count else 0.0

    def told(self, shape: Shape) -> str:
        """A sentence such as ``38 of 40 cells look like postcodes``."""
        number = self.number(shape)
        if self.count == 1:
            return f"The one cell {'looks' if number else 'does not look'} like {shape}"
        return f"{number:,} of {self.count:,} cells look like {shape}"

    @property
    def distinct(self) -> float:
        """The share of cells that differ from each other, 0 to 1."""
        return len(self.cells) / self.count if self.count else 0.0


def look_at(cells: Counter[str]) -> Look:
    """The look of a column by some of its cells; see :func:`.personal.some_cells`."""
    return Look(cells, cells.total())


_ODS = re.compile(
    r"[A-Z]\d{5}|[RTQ][A-Z0-9]{2}(?:[A-Z0-9]{2})?|F[A-Z0-9]{2}\d{2}|V[A-Z0-9]{4,5}"
    r"|[A-Z]\d[A-Z]\d[A-Z]|\d[A-Z0-9]{2,4}",
    re.ASCII | re.IGNORECASE,
)
_NO_ODS = frozenset({"tbc", "tba", "red", "tree", "two", "ten", "the", "rural", "trust", "true"})
_CHARITY = re.compile(r"(?:(?:SC|NIC?)\s?)?\d{6,7}(?:-\d{1,3})?(?:\.0)?", re.ASCII | re.IGNORECASE)
_COMPANY = re.compile(r"\d{6,8}(?:\.0)?|[A-Z]{2}\s?\d{5,6}|R0?\d{6}", re.ASCII | re.IGNORECASE)
_ORG_ID = re.compile(r"[A-Z]{2,3}-[A-Z0-9]{2,12}-[\w.-]{1,40}", re.IGNORECASE)
_LSOA = re.compile(r"[EW]01\d{6}", re.ASCII | re.IGNORECASE)
_ONS = re.compile(r"[EWSN](?:0[6-9]|1[0-3])\d{6}", re.ASCII | re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2}")
_LONGEST_NAME, _LONGEST_VALUE = 100, 60
# From so many words on a text may be a sentence; of so many, it is one.
_SENTENCE, _LONG_SENTENCE = 6, 30


def _several(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    def test(text: str) -> bool:
        parts = [part.strip() for part in re.split(r"[|;,/&\n]", text[:400]) if part.strip()]
        return bool(parts) and all(pattern.fullmatch(part) for part in parts)

    return test


def _is_ods(text: str) -> bool:
    # Five letters or fewer beginning with R, T or Q are more often a word.
    word = text.casefold() in _NO_ODS or (text.isalpha() and (len(text) > 3 or text.islower()))
    return bool(_ODS.fullmatch(text)) and not word and not text.isdigit()


def _is_postcode(text: str) -> bool:
    return find_postcode(text)[1] in ("exact", "normalised", "letter-o")


def _is_address(text: str) -> bool:
    return find_postcode(text)[1] in ("in-text", "several") and len(text.split()) > 3


def _is_date(text: str) -> bool:
    return len(text) <= _LONGEST_VALUE and read_date(text) is not None


def _is_between(low: float, high: float) -> Callable[[str], bool]:
    def test(text: str) -> bool:
        number = read_decimal(text)
        return number is not None and low <= number <= high

    return test


_is_latitude, _is_longitude = _is_between(49, 61), _is_between(-9, 2)


def _is_decimal(text: str) -> bool:
    return len(text.partition(".")[2]) >= 2


def _is_role(text: str) -> bool:
    plain = text.casefold()
    return plain in ROLES or any(part.strip() in ROLES for part in re.split(r"[,/(;&]", plain))


def _is_words(text: str) -> bool:
    """Words that can stand for something: no number, tick, date, postcode or contact detail."""
    return (
        bool(_WORDS.search(text))
        and read_tick(text) is None
        and not find_personal(text)
        and not _is_postcode(text)
        and not _is_date(text)
    )


def _is_prose(text: str) -> bool:
    """Whether words are a sentence and no name: a full stop, or hardly a capital."""
    words = text.split()
    if len(words) < _SENTENCE:
        return False
    if len(words) >= _LONG_SENTENCE or text.rstrip().endswith((".", "!", "?")):
        return True
    long = [word for word in words if len(word) > 3]
    return 3 * sum(not word[0].islower() for word in long) < len(long)


def _is_title(text: str) -> bool:
    return _is_words(text) and not _is_role(text)


def _is_name(text: str) -> bool:
    """Words that can be the name of an organisation rather than a value or a sentence."""
    words = text.split()
    return (
        len(text) <= _LONGEST_NAME
        and len(words) <= 12
        and (len(words) >= 2 or looks_like_organisation(text))
        and _is_words(text)
        and not _is_address(text)
        and not looks_like_person(text)
        and read_sector(text) is None
        and not _is_role(text)
    )


def _holds(kind: PersonalKind) -> Callable[[str], bool]:
    return lambda text: kind in find_personal(text)


_TESTS: Mapping[Shape, Callable[[str], bool]] = {
    Shape.POSTCODE: _is_postcode,
    Shape.ADDRESS: _is_address,
    Shape.EMAIL: _holds(PersonalKind.EMAIL),
    Shape.TELEPHONE: _holds(PersonalKind.TELEPHONE),
    Shape.NHS_NUMBER: _holds(PersonalKind.NHS_NUMBER),
    Shape.PERSON: looks_like_person,
    Shape.ODS: _is_ods,
    Shape.CHARITY: _several(_CHARITY),
    Shape.COMPANY: _several(_COMPANY),
    Shape.ORG_ID: _several(_ORG_ID),
    Shape.LSOA: lambda text: bool(_LSOA.fullmatch(text)),
    Shape.ONS: lambda text: bool(_ONS.fullmatch(text)),
    Shape.DATE: _is_date,
    Shape.LATITUDE: lambda text: _is_decimal(text) and _is_latitude(text),
    Shape.LONGITUDE: lambda text: _is_decimal(text) and _is_longitude(text),
    Shape.DEGREES: lambda text: _is_latitude(text) or _is_longitude(text),
    Shape.METRES: _is_between(1_000, 1_300_000),
    Shape.TICK: lambda text: read_tick(text) is not None,
    Shape.TICK_OR_ROLE: lambda text: read_tick(text) is not None or _is_role(text),
    Shape.TICKED: lambda text: bool(read_tick(text)) or _is_role(text),
    Shape.YES_NO: lambda text: read_yes_no(text) is not None,
    Shape.ROW_KIND: lambda text: read_row_kind(text) is not None,
    Shape.AMOUNT: lambda text: read_amount(text, money=True) is not None,
    Shape.ROLE: _is_role,
    Shape.STRENGTH: lambda text: read_strength(text) is not None,
    Shape.SECTOR: lambda text: read_sector(text) is not None,
    Shape.LEVEL: lambda text: read_level(text) is not None,
    Shape.STATE: lambda text: read_state(text) is not None,
    Shape.WHOLE: lambda text: read_whole(text) is not None,
    Shape.WORDS: _is_words,
    Shape.SHORT: lambda text: _is_words(text) and not _is_prose(text),
    Shape.TITLE: _is_title,
    Shape.PARTNERSHIP: lambda text: _is_title(text) and not _is_prose(text),
    Shape.NAME: _is_name,
}
