"""Finds personal data: columns by heading and content, and single cells by content.

What is found stays out of the dataset unless a person ticks it in; NHS numbers never go in.
A heading or a cell that names an organisation is not personal: practices are called
``Dr Kumar & Partners``. Imports :mod:`.headings`, :mod:`.people`, :mod:`.tables`
and the modules that read cells. Tested by ``tests/unit/test_imports_personal.py``.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from joinedup.imports.dates import read_date
from joinedup.imports.figures import read_whole
from joinedup.imports.headings import normalise_heading
from joinedup.imports.people import (
    GIVEN_NAMES,
    ROLES,
    could_be_person,
    looks_like_organisation,
    looks_like_person,
    looks_like_title,
)
from joinedup.imports.positions import find_postcode
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

_HEADINGS: tuple[tuple[PersonalKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b"))
    for kind, words in (
        (
            PersonalKind.NHS_NUMBER,
            r"nhs (?:number|num|no|id)s?|nhsno|nhsnumber|chi number|"
            r"(?:patient|client|service user) (?:id|identifier)",
        ),
        (PersonalKind.DATE_OF_BIRTH, r"dob|d o b|date of birth|birth date|birthdate|birthday"),
        (PersonalKind.EMAIL, r"e ?mails?|e ?mail address|mailbox"),
        (
            PersonalKind.TELEPHONE,
            r"tel|tel no|telephones?|phones?|mobiles?|mob|fax|landline|whatsapp|telno|phoneno|"
            r"contact (?:number|no|nos|numbers)",
        ),
        (
            PersonalKind.ADDRESS_OF_PERSON,
            r"(?:(?<!care )(?<!nursing )home|private|personal|patients?|clients?) "
            r"(?:address|postcode|post code)",
        ),
        (
            PersonalKind.NAME,
            r"(?:first|given|middle|last|family|full|christian|maiden|preferred) names?|"
            r"forenames?|surnames?|"
            r"(?:contact|lead|staff|manager|worker|person|persons|patient|client|clinician|gp|"
            r"officer|chair|member|user|respondent|author|your|owner|representative|trustee|"
            r"director|link worker|leads|employee|volunteer|delegate|attendee|carer)s? names?|"
            r"names? of (?:contact|lead|staff|manager|worker|person|patient|client|clinician|gp|"
            r"officer|chair|respondent|representative|trustee|director|volunteer|delegate|"
            r"attendee|carer|main contact|key contact)s?|"
            r"(?:main |key |named |primary |lead |point of |first |second )?contacts?(?: person)?|"
            r"(?:practice |service |project |programme |general |area |team )?managers?|"
            r"(?:link |social |support |case |youth |community |outreach )?workers?|"
            r"(?:vice |co |deputy )?chair(?:s|man|woman|person)?|trustees?|secretary|treasurer|"
            r"chief executive(?: officer)?|ceo|(?:clinical |medical |managing |executive )?"
            r"directors?|coordinator|co ordinator|representatives?|rep|reps|nominee|deputy|"
            r"(?:completed|submitted|updated|entered|recorded|added|verified|signed|approved) by|"
            r"person(?: responsible)?|responsible person|attendees?|delegates?|staff members?|"
            r"lead (?:officer|person|clinician|gp|professional)|leads?|officers?|author|owner|"
            r"vicar|minister|head ?teacher|caseworker|care ?taker|clinicians?|doctors?",
        ),
    )
)
# The last word of a heading decides what the column is: a lead organisation is no person.
_ORGANISATION_HEADING = re.compile(
    r"\b(?:organisations?|organizations?|orgs?|practices?|surgery|surgeries|providers?|"
    r"agency|agencies|company|companies|charity|charities|employers?|groups?|partnerships?|"
    r"networks?|trusts?|councils?|partners?|services?|body|bodies|clubs?|schools?|"
    r"boards?|programmes?|forums?|alliances?|places?|areas?|wards?|neighbourhoods?|sectors?|"
    r"lsoas?)(?: (?:full |legal |short |trading |official )?names?| title)?(?: \d+)?$|"
    r"^names? of (?:the |your )?(?:organisation|practice|group|charity|provider|service|trust)|"
    r"^(?:organisation|organization|org|practice|surgery|provider|agency|company|charity|group|"
    r"trust|council|partner|club)(?: \d| [ab])?$"
)
# Headings that hold something else about a person's role: "contact postcode", "chair since".
_ABOUT_SOMETHING_ELSE = re.compile(
    r"\b(?:address|postcode|post code|date|since|from|until|to|role|type|url|website|hours|"
    r"method|preference|count|total|number of|how many|organisation|organization|status)\b"
)


#: What is looked for inside texts, gravest first.
_IN_TEXTS = (PersonalKind.NHS_NUMBER, PersonalKind.EMAIL, PersonalKind.TELEPHONE)


def personal_columns(table: Table) -> Mapping[int, Personal]:
    """The columns that hold personal data, by their index from 0, each with the reason.

    Judged are the heading and the first 2,000 rows (fewer of very wide tables). For single
    cells of the other columns there is :func:`find_personal`.
    """
    found: dict[int, Personal] = {}
    for index, cells in enumerate(some_cells(table)):
        heading = normalise_heading(table.headings[index])
        if one := _by_heading(heading, cells) or _by_content(heading, cells):
            found[index] = one
    return found


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


def _by_heading(heading: str, cells: Counter[str]) -> Personal | None:
    if heading == "name" or _ORGANISATION_HEADING.search(heading):
        return None
    for kind, pattern in _HEADINGS:
        match = pattern.search(heading)
        if match and not (kind is PersonalKind.NAME and _is_something_else(heading, cells)):
            return Personal(
                kind=kind,
                reason=f"The heading says {match[0]}",
                never=kind is PersonalKind.NHS_NUMBER,
            )
    return None


def _is_something_else(heading: str, cells: Counter[str]) -> bool:
    """Whether a heading such as "lead" or "contact" stands over cells that are no people."""
    if _ABOUT_SOMETHING_ELSE.search(heading):
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
        or bool(find_personal(text))
        or read_tick(text) is not None
        or read_whole(text) is not None
        or read_date(text) is not None
        or find_postcode(text)[0] is not None
        or text.casefold() in ROLES
    )


def _by_content(heading: str, cells: Counter[str]) -> Personal | None:
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
    return None if _ORGANISATION_HEADING.search(heading) else _names(cells, count)


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
