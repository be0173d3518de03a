"""A dataset as lists: organisations, memberships, ties and actions as CSV and Excel.

The columns are the exported fields of :data:`joinedup.imports.fields.FIELDS`, by name and in
their order, so that a list which went out comes in again without a change.

- Several values stand in one cell (:func:`joinedup.imports.values.join_values`).
- Places and neighbourhoods go by name where our reader finds the area by it, else by id.
- An org-id goes into the column of its register where it has the register's usual form:
  ``GB-CHC-1234567`` is charity number ``1234567``, ``GB-COH-04321567`` is company number
  ``04321567``. Every other one stays whole in ``org_id``.

- In the list of actions each programme has a row of its own, which says what it is for, with its
  milestones and its actions below it.

Imports :mod:`joinedup.imports`, :mod:`joinedup.model` and :mod:`joinedup.render.downloads`.
Tested by ``tests/unit/test_render_exports.py``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from joinedup.imports.fields import FIELDS, Kind
from joinedup.imports.identifiers import charity_number, company_number
from joinedup.imports.subjects import Places
from joinedup.imports.values import join_values
from joinedup.model import (
    Action,
    Area,
    AreaLevel,
    Coverage,
    Dataset,
    DeclaredFigure,
    Membership,
    Milestone,
    Organisation,
    Partnership,
    Programme,
    Provenance,
    Statement,
    Tie,
    last_day,
)
from joinedup.render.downloads import Cell, Grid, to_csv, to_xlsx

#: The kinds of list that a dataset can be written as.
EXPORTED = (Kind.ORGANISATIONS, Kind.MEMBERSHIPS, Kind.TIES, Kind.ACTIONS)

_REGISTERS = (
    ("GB-CHC-", charity_number, "charity_number"),
    ("GB-COH-", company_number, "company_number"),
)
_NUMBERS = ("ods_code", "charity_number", "company_number", "org_id", "ons_code")


def organisations_rows(dataset: Dataset) -> Grid:
    """One row an organisation, in the order of the dataset.

    Latitude and longitude are numbers in degrees (WGS 84), as exact as they are known.
    """
    words = _area_words(dataset)
    return _grid(Kind.ORGANISATIONS, (_organisation(one, words) for one in dataset.organisations))


def memberships_rows(dataset: Dataset) -> Grid:
    """One row a membership, with what tells its organisation and its partnership."""
    words = _area_words(dataset)
    return _grid(
        Kind.MEMBERSHIPS,
        (
            _identity(dataset.organisation_by_id[one.organisation], words)
            | _partnership(dataset.partnership_by_id[one.partnership])
            | {"role": one.role}
            | _span(one)
            | _provenance(one.provenance)
            for one in dataset.memberships
        ),
    )


def ties_rows(dataset: Dataset) -> Grid:
    """One row a tie, with what tells its two organisations; strength is from 1 to 4."""
    words = _area_words(dataset)
    return _grid(
        Kind.TIES,
        (
            _identity(dataset.organisation_by_id[one.source], words)
            | _other(_identity(dataset.organisation_by_id[one.target], words))
            | {"tie_kind": one.kind, "strength": one.strength}
            | _span(one)
            | _provenance(one.provenance)
            for one in dataset.ties
        ),
    )


def actions_rows(dataset: Dataset) -> Grid:
    """Of each programme what it is for, then a row for each of its milestones and its actions."""
    words = _area_words(dataset)
    below: dict[str, list[_Cells]] = {one.id: [_purpose(one)] for one in dataset.programmes}
    for milestone in dataset.milestones:
        below[milestone.programme].append(_milestone(milestone))
    for action in dataset.actions:
        below[action.programme].append(_action(action, dataset, words))
    return _grid(
        Kind.ACTIONS,
        (
            _BARE | row | {"programme_id": one.id, "programme": one.name}
            for one in dataset.programmes
            for row in below[one.id]
        ),
    )


_ROWS = {
    Kind.ORGANISATIONS: organisations_rows,
    Kind.MEMBERSHIPS: memberships_rows,
    Kind.TIES: ties_rows,
    Kind.ACTIONS: actions_rows,
}


def export_csv(dataset: Dataset, kind: Kind) -> bytes:
    """One list as a CSV file.

    Raises:
        KeyError: When datasets are not written as lists of this kind; see :data:`EXPORTED`.
    """
    return to_csv(*_ROWS[kind](dataset))


def export_workbook(dataset: Dataset) -> bytes:
    """An Excel workbook of all four lists, and a sheet that says what they are."""
    lists = {kind.label: _ROWS[kind](dataset) for kind in EXPORTED}
    return to_xlsx({**lists, "About": _about(dataset)})


def export_name(dataset: Dataset, kind: Kind | None, suffix: str) -> str:
    """A file name that says dataset, kind and version: ``kent-ties-3f2a91c.csv``.

    Args:
        kind: None for the workbook of all of them.
        suffix: ``csv`` or ``xlsx``.
    """
    parts = (dataset.id, kind.value if kind else "", dataset.version[:7])
    stem = "-".join(part for part in parts if part)
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', stem)}.{suffix}"


_Cells = dict[str, Cell]
_AreaWords = Mapping[str | None, str]
_Sourced = (
    Area
    | Organisation
    | Partnership
    | Membership
    | Tie
    | Programme
    | Milestone
    | Action
    | Statement
    | Coverage
    | DeclaredFigure
)
#: A row of the list of actions that says nothing.
_BARE: _Cells = {field.name: "" for field in FIELDS[Kind.ACTIONS]}


def _grid(kind: Kind, rows: Iterable[Mapping[str, Cell]]) -> Grid:
    names = tuple(field.name for field in FIELDS[kind] if field.exported)
    return names, [tuple(cells[name] for name in names) for cells in rows]


def _organisation(one: Organisation, words: _AreaWords) -> _Cells:
    return (
        _identity(one, words)
        | _provenance(one.provenance)
        | {
            "kind": one.kind,
            "aliases": join_values(one.aliases),
            "latitude": one.point.latitude if one.point else None,
            "longitude": one.point.longitude if one.point else None,
            "neighbourhood": words[one.neighbourhood],
            "outside": "yes" if one.outside else "no",
            "registered_patients": one.registered_patients,
            "themes": join_values(one.themes),
            "serves": join_values(one.serves),
            "influence": one.influence,
            "interest": one.interest,
        }
    )


def _identity(one: Organisation, words: _AreaWords) -> _Cells:
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


def _other(identity: Mapping[str, Cell]) -> _Cells:
    """The columns of a tie's second organisation."""
    return {
        "other_id": identity["organisation_id"],
        "other": identity["organisation"],
        "other_ods_code": identity["ods_code"],
        "other_charity_number": identity["charity_number"],
        "other_postcode": identity["postcode"],
    }


def _partnership(one: Partnership) -> _Cells:
    return {
        "partnership_id": one.id,
        "partnership": one.name,
        "partnership_kind": one.kind,
        "level": one.level.value,
    }


def _purpose(one: Programme) -> _Cells:
    return {
        "purpose_what": one.what,
        "purpose_how": one.how,
        "purpose_why": one.why,
        "sponsor": one.sponsor,
        "programme_led_by": join_values(one.leads),
        "principles": join_values(one.principles),
        "section": one.section,
    } | _provenance(one.provenance)


def _milestone(one: Milestone) -> _Cells:
    return {"action": one.name, "milestone": "yes", "parts": join_values(one.parts)} | _doing(one)


def _action(one: Action, dataset: Dataset, words: _AreaWords) -> _Cells:
    found = dataset.organisation_by_id.get(one.organisation or "")
    who = _identity(found, words) if found else {}
    numbers = ("organisation_id", "organisation", "ods_code", "charity_number")
    return {
        "action": one.text,
        "milestone": "no",
        "theme": one.theme,
        "evidence": one.evidence,
        "outcome": one.outcome,
        "lead_role": one.lead,
        "timing": one.timing,
        **{name: who.get(name, "") for name in numbers},
    } | _doing(one)


def _doing(one: Milestone | Action) -> _Cells:
    """What actions and milestones have in common."""
    return {
        "action_id": one.id,
        "start": one.start,
        "due": one.due,
        "state": one.state.value,
        "done_on": one.done_on,
        "section": one.section,
    } | _provenance(one.provenance)


def _span(one: Membership | Tie) -> _Cells:
    return {"since": one.since, "until": one.until, "confirmed_on": one.confirmed_on}


def _provenance(one: Provenance) -> _Cells:
    return {"source": one.source, "licence": one.licence, "as_of": one.as_of}


def _area_words(dataset: Dataset) -> _AreaWords:
    """What stands for each area, by id; nothing for None."""
    words: dict[str | None, str] = {None: ""}
    for level in AreaLevel:
        found = Places(dataset.areas, level)
        for area in dataset.areas:
            if area.level is level:
                words[area.id] = area.name if found.find(area.name) == area.id else area.id
    return words


def _about(dataset: Dataset) -> Grid:
    """Name, version and date of the dataset, and one row a source."""
    headings = ("What", "Which", "Licence", "Date", "Rows")
    facts = (
        ("Dataset", dataset.name),
        ("Id", dataset.id),
        ("Version", dataset.version),
        ("Date of the newest record", dataset.as_of),
        *([("Note", "Every organisation here is fictional.")] if dataset.illustrative else []),
        *(("Known gap", note) for note in dataset.notes),
    )
    rows = [(what, which, "", "", "") for what, which in facts]
    return headings, [*rows, *_sources(dataset)]


def _sources(dataset: Dataset) -> Iterator[tuple[Cell, ...]]:
    groups: tuple[Sequence[_Sourced], ...] = (
        dataset.areas,
        dataset.organisations,
        dataset.partnerships,
        dataset.memberships,
        dataset.ties,
        dataset.programmes,
        dataset.milestones,
        dataset.actions,
        dataset.statements,
        dataset.coverage,
        dataset.declared,
    )
    found: dict[tuple[str, str], list[str]] = {}
    for one in chain.from_iterable(groups):
        key = (one.provenance.source, one.provenance.licence)
        found.setdefault(key, []).append(one.provenance.as_of)
    for (source, licence), dates in sorted(found.items()):
        newest = max(filter(None, dates), key=last_day, default="undated")
        yield ("Source", source, licence, newest, len(dates))
