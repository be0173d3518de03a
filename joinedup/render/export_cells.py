"""Cells that several exports have: who an organisation is, where a record comes from.

Imports :mod:`joinedup.imports`, :mod:`joinedup.model` and :mod:`joinedup.render.downloads`. Tested
by ``tests/unit/test_render_exports.py``.
"""

from collections.abc import Iterable, Mapping

from joinedup.imports.fields import FIELDS, Kind
from joinedup.imports.identifiers import charity_number, company_number
from joinedup.imports.subjects import Places
from joinedup.imports.values import join_values
from joinedup.model import AreaLevel, Dataset, Organisation, Provenance
from joinedup.render.downloads import Cell, Grid

#: The cells of a row by the fields of its kind.
Cells = dict[str, Cell]
#: What stands for each area, by id; nothing for None.
AreaWords = Mapping[str | None, str]
_REGISTERS = (
    ("GB-CHC-", charity_number, "charity_number"),
    ("GB-COH-", company_number, "company_number"),
)
_NUMBERS = ("ods_code", "charity_number", "company_number", "org_id", "ons_code")


def grid(kind: Kind, rows: Iterable[Mapping[str, Cell]]) -> Grid:
    """The rows of a kind under its exported fields, in their order."""
    names = tuple(field.name for field in FIELDS[kind] if field.exported)
    return names, [tuple(cells[name] for name in names) for cells in rows]


def identity(one: Organisation, words: AreaWords) -> Cells:
    """What tells one organisation from another."""
    found: dict[str, list[str]] = {name: [] for name in _NUMBERS}
    for scheme, value in one.identifiers:
        column, number = _number(scheme, value)
        found[column].append(number)
    return {
        "organisation_id": one.id,
        "organisation": one.name,
        "postcode": one.postcode,
        "sector": one.sector.value,
        "place": words[one.place],
        **{name: join_values(numbers) for name, numbers in found.items()},
    }


def _number(scheme: str, value: str) -> tuple[str, str]:
    """The column of an identifier, and what stands there."""
    if scheme in ("ods", "ons"):
        return f"{scheme}_code", value
    for register, read, column in _REGISTERS:
        number = value.removeprefix(register)
        # Only what is read back as it was: any other form would change on the way.
        if number != value and read(number) == number:
            return column, number
    return "org_id", value


def provenance(one: Provenance) -> Cells:
    """Where a record comes from, under which licence, of which day."""
    return {"source": one.source, "licence": one.licence, "as_of": one.as_of}


def area_words(dataset: Dataset) -> AreaWords:
    """What stands for each area, by id; nothing for None."""
    words: dict[str | None, str] = {None: ""}
    for level in AreaLevel:
        found = Places(dataset.areas, level)
        for area in dataset.areas:
            if area.level is level:
                words[area.id] = area.name if found.find(area.name) == area.id else area.id
    return words
