"""Finds personal data: columns by heading and content, and single cells by content.

What is found stays out of the dataset unless a person ticks it in; NHS numbers never go in.
A heading or a cell that names an organisation is not personal: practices are called
``Dr Kumar & Partners``. Imports :mod:`.headings`, :mod:`.people`, :mod:`.personal_headings`,
:mod:`.role_cells`, :mod:`.tables` and the modules that read cells. Tested by
``tests/unit/test_imports_personal.py``.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from joinedup.imports.dates import read_date
from joinedup.imports.figures import read_whole
from joinedup.imports.headings import normalise_heading
from joinedup.imports.people import (
    GIVEN_NAMES,
    ROLES,
    could_be_person,
    looks_like_organisation,
    looks_like_person,
)
from joinedup.imports.personal_headings import ABOUT_SOMETHING_ELSE, OF_ORGANISATIONS, PERSONAL
from joinedup.imports.positions import find_postcode
from joinedup.imports.role_cells import (
    ROLE_FIELDS,
    looks_like_title,
    names_person,
    says_no_person,
)
from joinedup.imports.tables import Table
from joinedup.imports.values import read_tick


class PersonalKind(StrEnum):
    """What personal data a column or a cell holds."""

    NAME = "name"
    EMAIL = "email"
    TELEPHONE = "telephone"
    NHS_NUMBER = "nhs-number"
    DATE_OF_BIRTH = "date-of-birth"
    ADDRESS_OF_PERSON = "address-of-person"

    @property
    def label(self) -> str:
        """What it is, in a sentence: ``e-mail addresses``."""
        return _LABELS[self]


_LABELS = {
    PersonalKind.NAME: "people's names",
    PersonalKind.EMAIL: "e-mail addresses",
    PersonalKind.TELEPHONE: "telephone numbers",
    PersonalKind.NHS_NUMBER: "NHS numbers",
    PersonalKind.DATE_OF_BIRTH: "dates of birth",
    PersonalKind.ADDRESS_OF_PERSON: "people's home addresses",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """Why a column stays out.

    Attributes:
        kind: What it holds; the gravest, where it holds several.
        reason: In a sentence, for the person: ``34 of 40 cells hold e-mail addresses``.
        never: Whether it cannot be ticked in.
    """

    kind: PersonalKind
    reason: str
    never: bool = False


#: Rows and cells from whose look a column is judged; the most distinct cells of one.
_ROWS, _CELLS, _DISTINCT = 2_000, 400_000, 400
_LONGEST = 2_000
#: In this share of its cells personal data has to stand for a column to count as personal.
_ENOUGH = 0.1

_EMAIL = re.compile(r"[\w.+'%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
# The first three figures stand together, so that dates with times are none.
_TELEPHONE = re.compile(
    r"(?<![\w.-])(?:(?:\+|00)44[\s.-]{0,2}(?:\(0\)|0)?[\s.-]{0,2}\(?[1235789]\d(?:[\s.()-]{0,2}\d){7,8}"
    r"|\(?0[1235789]\d(?:[\s.()-]{0,2}\d){7,8})(?![\w-])",
    re.ASCII,
)
# A spreadsheet takes the first zero away.
_ZERO_LOST = re.compile(r"(?:7[1-9]|1[1-9]|2[03489])\d{8}", re.ASCII)
_NHS_NUMBER = re.compile(r"(?<![\w.-])\d{3}([ .-]?)\d{3}\1\d{4}(?![\w-]|\.\d)", re.ASCII)
_GRID_REFERENCE = re.compile(r"\b[HJNOST][A-HJ-Z]\s?\d{3,5}\s?\d{3,5}\b", re.IGNORECASE)
_DASHES = dict.fromkeys(range(0x2010, 0x2016), "-")
_TEN_FIGURES = re.compile(r"\d{10}", re.ASCII)

#: What is looked for inside texts, gravest first.
_IN_TEXTS = (PersonalKind.NHS_NUMBER, PersonalKind.EMAIL, PersonalKind.TELEPHONE)


def personal_columns(
    table: Table, columns: Mapping[int, str] | None = None
) -> Mapping[int, Personal]:
    """The columns that hold personal data, by their index from 0, each with the reason.

    Judged are the heading and the first 2,000 rows (fewer of very wide tables). For single
    cells of the other columns there is :func:`find_personal`.

    Args:
        table: The rows.
        columns: The field of each column that has one. In a column of roles each row is looked at
            by itself, so that it stays out only where most of its cells name people.
    """
    fields = columns or {}
    found: dict[int, Personal] = {}
    for index, cells in enumerate(some_cells(table)):
        heading = normalise_heading(table.headings[index])
        judge = _in_roles if fields.get(index) in ROLE_FIELDS else _anywhere
        if one := judge(heading, cells):
            found[index] = one
    return found


def _anywhere(heading: str, cells: Counter[str]) -> Personal | None:
    return (
        _by_heading(heading, cells, _is_something_else)
        or _by_content(cells)
        or (None if OF_ORGANISATIONS.search(heading) else _names(cells, cells.total()))
    )


def _in_roles(heading: str, cells: Counter[str]) -> Personal | None:
    count, persons = cells.total(), _number(cells, names_person)
    if persons >= max(2, 0.5 * count):
        return _told(PersonalKind.NAME, persons, count)
    return _by_heading(heading, cells, _are_roles) or _by_content(cells)


def _are_roles(heading: str, cells: Counter[str]) -> bool:
    """Whether at least half of the cells below a heading such as "owner" are no people for sure."""
    if ABOUT_SOMETHING_ELSE.search(heading):
        return True
    count = cells.total()
    told = _number(cells, lambda text: says_no_person(text) or _is_no_word(text))
    return count > 0 and told >= 0.5 * count


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalColumns:
    """The columns of a table that hold personal data, whatever each of them is read as.

    Attributes:
        anywhere: As of :func:`personal_columns` where none is read as roles.
        in_roles: The same where all are.
    """

    anywhere: Mapping[int, Personal]
    in_roles: Mapping[int, Personal]

    @classmethod
    def found(cls, table: Table) -> Self:
        """Those of a table."""
        roles = dict.fromkeys(range(len(table.headings)), ROLE_FIELDS[0])
        return cls(anywhere=personal_columns(table), in_roles=personal_columns(table, roles))

    def of(self, columns: Mapping[int, str]) -> Mapping[int, Personal]:
        """Those that stay out where these fields are chosen, by index."""
        roles = {index for index, name in columns.items() if name in ROLE_FIELDS}
        kept = {index: one for index, one in self.anywhere.items() if index not in roles}
        found = kept | {index: one for index, one in self.in_roles.items() if index in roles}
        return dict(sorted(found.items()))


def find_personal(text: str) -> tuple[PersonalKind, ...]:
    """The kinds of personal data in a cell, gravest first; names cannot be told from one cell.

    E-mail addresses, telephone numbers of the United Kingdom and NHS numbers are found
    anywhere in a text.
    """
    found = []
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    digits = sum(sign.isdigit() for sign in text)
    if digits >= 10 and _nhs_numbers(text):
        found.append(PersonalKind.NHS_NUMBER)
    if "@" in text and _EMAIL.search(text):
        found.append(PersonalKind.EMAIL)
    if digits >= 10 and _TELEPHONE.search(_GRID_REFERENCE.sub(" ", text)):
        found.append(PersonalKind.TELEPHONE)
    return tuple(found)


def without_names(text: str, field: str) -> str:
    """A cell of a column as it may be shown: of one that should name a role, no person's name."""
    return mask(text, PersonalKind.NAME) if field in ROLE_FIELDS and names_person(text) else text


def mask(text: str, kind: PersonalKind) -> str:
    """A cell of a personal column as it may be shown: enough to see what it is, no more.

    ``j…@…`` of an e-mail address, ``07…`` of a telephone number, ``J… S…`` of a name; of
    everything else, and of a longer text, nothing.
    """
    bare = text.strip()
    if not bare:
        return ""
    if kind is PersonalKind.EMAIL and _EMAIL.fullmatch(bare):
        return f"{bare[0]}…@…"
    if kind is PersonalKind.TELEPHONE and len(bare) <= 20 and bare[:2].isdigit():
        return f"{bare[:2]}…"
    if kind is PersonalKind.NAME and len(words := bare.split()) <= 4:
        return " ".join(f"{word[0]}…" for word in words)
    return "…"


def some_cells(table: Table) -> list[Counter[str]]:
    """Of each column the cells it is judged by, with how often each comes; empty ones not."""
    width = len(table.headings)
    rows = min(_ROWS, max(20, _CELLS // max(width, 1)))
    columns = zip(*(row.cells for row in table.rows[:rows]), strict=True)
    counted = [Counter(cell.strip()[:_LONGEST] for cell in column) for column in columns]
    found = []
    for counter in counted or [Counter() for _ in range(width)]:
        counter.pop("", None)
        found.append(Counter(dict(counter.most_common(_DISTINCT))))
    return found


def _by_heading(
    heading: str, cells: Counter[str], is_something_else: Callable[[str, Counter[str]], bool]
) -> Personal | None:
    if heading == "name" or OF_ORGANISATIONS.search(heading):
        return None
    for name, pattern in PERSONAL:
        kind, match = PersonalKind(name), pattern.search(heading)
        if match and not (kind is PersonalKind.NAME and is_something_else(heading, cells)):
            return Personal(
                kind=kind,
                reason=f"The heading says {match[0]}",
                never=kind is PersonalKind.NHS_NUMBER,
            )
    return None


def _is_something_else(heading: str, cells: Counter[str]) -> bool:
    """Whether a heading such as "lead" or "contact" stands over cells that are no people."""
    if ABOUT_SOMETHING_ELSE.search(heading):
        return True
    count = cells.total()
    if not count:
        return False
    persons = _number(cells, looks_like_person)
    others = _number(cells, _is_no_name)
    return others >= 0.5 * count and persons < 0.2 * count


def _is_no_name(text: str) -> bool:
    return (
        looks_like_organisation(text)
        or looks_like_title(text)
        or text.casefold() in ROLES
        or _is_no_word(text)
    )


def _is_no_word(text: str) -> bool:
    """Whether a cell is a number, a date, a tick, a postcode or the like."""
    return (
        bool(find_personal(text))
        or read_tick(text) is not None
        or read_whole(text) is not None
        or read_date(text) is not None
        or find_postcode(text)[0] is not None
    )


def _by_content(cells: Counter[str]) -> Personal | None:
    count = cells.total()
    if not count:
        return None
    kinds: Counter[PersonalKind] = Counter()
    for text, times in cells.items():
        for kind in find_personal(text):
            kinds[kind] += times
    for kind in _IN_TEXTS:
        number = kinds[kind]
        if number >= max(_ENOUGH * count, min(2, count)) and not _by_chance(kind, number, cells):
            return _told(kind, number, count)
    lost = _number(cells, lambda text: bool(_ZERO_LOST.fullmatch(text)))
    if lost >= 0.8 * count:
        return _told(PersonalKind.TELEPHONE, lost, count)
    return None


def _told(kind: PersonalKind, number: int, count: int) -> Personal:
    cells = "cell seems" if count == 1 else "cells seem"
    return Personal(
        kind=kind,
        reason=f"{number:,} of {count:,} {cells} to hold {kind.label}",
        never=kind is PersonalKind.NHS_NUMBER,
    )


def _by_chance(kind: PersonalKind, number: int, cells: Counter[str]) -> bool:
    """Whether numbers of ten figures only happen to pass as NHS numbers: one in 11 does."""
    if kind is not PersonalKind.NHS_NUMBER:
        return False
    ten = _number(cells, lambda text: bool(_TEN_FIGURES.search(re.sub(r"[ -]", "", text))))
    return number < 0.3 * ten


def _names(cells: Counter[str], count: int) -> Personal | None:
    persons = _number(cells, lambda text: looks_like_person(text) or text.casefold() in GIVEN_NAMES)
    if persons < 2 or persons < 0.25 * count:
        return None
    if _number(cells, looks_like_organisation) > 0.15 * count:
        return None
    if persons >= 0.5 * count or _number(cells, could_be_person) >= 0.8 * count:
        return _told(PersonalKind.NAME, persons, count)
    return None


def _number(cells: Counter[str], test: Callable[[str], bool]) -> int:
    return sum(times for text, times in cells.items() if test(text))


def _nhs_numbers(text: str) -> list[str]:
    packed = (re.sub(r"\D", "", match[0]) for match in _NHS_NUMBER.finditer(text))
    return [one for one in packed if _is_nhs_number(one)]


def _is_nhs_number(digits: str) -> bool:
    """Ten figures of which the last is the check digit, modulus 11.

    NHS Data Dictionary, *NHS number*. One that begins with 0 is a telephone number.
    """
    total = sum(
        int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)
    )
    return digits[0] != "0" and (11 - total % 11) % 11 == int(digits[9])
