"""Who a row is about: its organisations as it describes them, and the ids of new ones.

What becomes of them is decided in :mod:`.resolving`. Imports :mod:`joinedup.model`,
:mod:`.matching`, :mod:`.naming` and what reads cells. Tested by
``tests/*/test_imports_planning.py``.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from joinedup.imports import identifiers
from joinedup.imports.choices import Choices
from joinedup.imports.fields import SEPARATOR
from joinedup.imports.matching import Described
from joinedup.imports.naming import normalise_name
from joinedup.imports.positions import find_postcode
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record
from joinedup.imports.values import read_sector
from joinedup.model import RECORD_ID, Area, AreaLevel, Organisation, Provenance, Sector

#: The fields of the second organisation of a tie, by those of the first.
OTHER = {
    "organisation_id": "other_id",
    "organisation": "other",
    "ods_code": "other_ods_code",
    "charity_number": "other_charity_number",
    "postcode": "other_postcode",
}
_IDENTIFIERS = {
    "ods_code": (identifiers.ods_code, "an ODS code", "C88046"),
    "charity_number": (identifiers.charity_number, "a charity number", "1234567"),
    "company_number": (identifiers.company_number, "a company number", "04321567"),
    "org_id": (identifiers.org_id, "an org-id", "GB-CHC-1234567"),
    "ons_code": (identifiers.ons_code, "an ONS code", "E08000019"),
}
# As joinedup.model has it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An organisation as a row describes it.

    Attributes:
        key: Same for all rows that describe it in the same words; answers are kept by it.
        described: What it is matched by.
        row: The first row that describes it.
    """

    key: str
    described: Described
    row: int


def subject_of(
    record: Record, places: "Places", choices: Choices, *, other: bool = False
) -> tuple[Subject | None, list[Problem]]:
    """The organisation that a row is about (or the second one of a tie), and what is wrong.

    None where the row names none, which is a problem for the caller to judge.
    """
    names = (
        OTHER
        if other
        else {name: name for name in OTHER}
        | {
            name: name
            for name in ("company_number", "org_id", "ons_code", "sector", "place", "address")
        }
    )
    cells = {name: record.get(theirs) for name, theirs in names.items()}
    found, problems = _identifiers(record, cells, names)
    postcode, more = read_postcode(record, cells, names)
    problems += more
    name, own_id = cells["organisation"], cells["organisation_id"]
    if not has_letters(name):
        name = ""
    if not (name or own_id or found):
        return None, problems
    described = Described(
        name=name,
        id=own_id,
        identifiers=tuple(found),
        postcode=postcode,
        place=places.find(cells.get("place", "")),
        sector=read_sector(cells.get("sector", "")) or choices.sector,
    )
    return Subject(key=_key(described), described=described, row=record.row), problems


def has_letters(name: str) -> bool:
    """Whether a text can be a name at all: it has a letter or a digit of any script."""
    return any(map(str.isalnum, name))


def read_postcode(
    record: Record, cells: Mapping[str, str], names: Mapping[str, str]
) -> tuple[str, list[Problem]]:
    """The postcode of a row, from its own column or out of the address, and what is wrong."""
    problems: list[Problem] = []
    for field in ("postcode", "address"):
        text = cells.get(field, "")
        if not text:
            continue
        found, how = find_postcode(text)
        column = names.get(field, field)
        if found and how == "letter-o":
            problems.append(
                record.problem(
                    "postcode-corrected",
                    column,
                    f"A letter stands for a digit in this postcode; it is read as {found}",
                    "Check that this is the postcode that was meant.",
                    waits=False,
                )
            )
        if found:
            return found, problems
        if field == "postcode" or how == "several":
            problems.append(_no_postcode(record, column, several=how == "several"))
        elif not problems:
            problems.append(
                record.problem(
                    "address-without-postcode",
                    column,
                    "No postcode was found in this address, so it is not on the map by it",
                    "Add the postcode.",
                    waits=False,
                )
            )
    return "", problems


def _no_postcode(record: Record, column: str, *, several: bool) -> Problem:
    if several:
        return record.problem(
            "postcode-several",
            column,
            "There is more than one postcode in this cell",
            "Leave the one of the place where the organisation works from.",
        )
    return record.problem(
        "postcode-unreadable",
        column,
        "This is not a postcode",
        "Write it like S1 2HH, or leave the cell empty.",
    )


def _identifiers(
    record: Record, cells: Mapping[str, str], names: Mapping[str, str]
) -> tuple[list[tuple[str, str]], list[Problem]]:
    found: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for field, (read, what, example) in _IDENTIFIERS.items():
        for text in cells.get(field, "").split(SEPARATOR):
            if not text.strip():
                continue
            value = read(text)
            if value is None:
                problem = record.problem(
                    f"{field.replace('_', '-')}-unreadable",
                    names[field],
                    f"This is not {what}",
                    f"Write it like {example}, or leave the cell empty.",
                )
                problems.append(problem)
            else:
                found.append(_pair(field, value))
    return list(dict.fromkeys(found)), problems


def _pair(field: str, value: str) -> tuple[str, str]:
    if field == "ons_code":
        return "ons", value
    if field == "charity_number":
        return "org-id", identifiers.as_org_id(charity=value)
    if field == "company_number":
        return "org-id", identifiers.as_org_id(company=value)
    return ("ods" if field == "ods_code" else "org-id"), value


def _key(one: Described) -> str:
    text = "\x1f".join(
        (
            one.id,
            normalise_name(one.name) or one.name,
            *(f"{scheme}:{value}" for scheme, value in sorted(one.identifiers)),
            one.postcode,
            one.place or "",
        )
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Places:
    """Finds a place or neighbourhood by its name, id or former code."""

    def __init__(self, areas: Iterable[Area], level: AreaLevel = AreaLevel.PLACE) -> None:
        self._ids: dict[str, str | None] = {}
        for area in areas:
            if area.level is level:
                for word in {area.id, area.name, *area.aliases}:
                    key = normalise_name(word) or word.casefold()
                    # A name that two areas share means neither.
                    known = self._ids.get(key, area.id)
                    self._ids[key] = area.id if known == area.id else None

    def find(self, text: str) -> str | None:
        """The id of the area a text names; None where it names none, or two."""
        return self._ids.get(normalise_name(text) or text.casefold()) if text else None


def as_organisation(one: Subject, one_id: str, name: str) -> Organisation:
    """A subject as if it were on record, to compare others with; its id where it has no name."""
    described = one.described
    return Organisation(
        id=one_id,
        name=name or one_id,
        sector=described.sector or Sector.OTHER,
        identifiers=described.identifiers,
        postcode=described.postcode,
        place=described.place,
        provenance=Provenance(source="list", licence="list"),
    )


def new_id(one: Described) -> str:
    """The id of a new organisation: its own identifier, else made of its name and postcode."""
    for scheme in ("ods", "org-id"):
        for found, value in one.identifiers:
            if found == scheme:
                return f"ods:{value}" if scheme == "ods" else as_id(value, "org-id")
    return list_id("list", one.name, one.postcode or one.place or "")


def free_id(one_id: str, taken: Collection[str]) -> str:
    """The id, or where it is taken, the id with a number behind."""
    found, count = one_id, 2
    while found in taken:
        found, count = f"{one_id}-{count}", count + 1
    return found


def as_id(text: str, prefix: str) -> str:
    """A text as the id of something new: itself, or made from it where it cannot be one."""
    return text if RECORD_ID.fullmatch(text) else list_id(prefix, text)


def list_id(prefix: str, name: str, more: str = "") -> str:
    """An id for something that only a list names: readable, and always the same."""
    key = normalise_name(name) or name.casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", key).strip("-")[:60].strip("-") or "x"
    digest = hashlib.sha256(f"{key}\x1f{more}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}:{slug}-{digest[:6]}"
