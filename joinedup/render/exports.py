"""A dataset as lists: organisations, memberships, ties and actions as CSV and Excel.

The columns are the exported fields of :data:`joinedup.imports.fields.FIELDS`, by name and in
their order, so that a list which went out comes in again without a change.

- Several values stand in one cell (:func:`joinedup.imports.values.join_values`).
- Places and neighbourhoods go by name where our reader finds the area by it, else by id.
- An org-id goes into the column of its register where it has the register's usual form:
  ``GB-CHC-1234567`` is charity number ``1234567``, ``GB-COH-04321567`` is company number
  ``04321567``. Every other one stays whole in ``org_id``.
- The list of actions is made in :mod:`.programme_exports`.

Imports :mod:`joinedup.imports`, :mod:`joinedup.model` and :mod:`joinedup.render.downloads`.
Tested by ``tests/unit/test_render_exports.py``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from joinedup.imports.fields import Kind
from joinedup.imports.values import join_values
from joinedup.model import (
    Action,
    Area,
    Coverage,
    Dataset,
    DeclaredFigure,
    Membership,
    Milestone,
    Organisation,
    Partnership,
    Programme,
    Statement,
    Tie,
    last_day,
)
from joinedup.render.downloads import Cell, Grid, to_csv, to_xlsx
from joinedup.render.export_cells import AreaWords, Cells, area_words, grid, identity, provenance
from joinedup.render.programme_exports import actions_rows

#: The kinds of list that a dataset can be written as.
EXPORTED = (Kind.ORGANISATIONS, Kind.MEMBERSHIPS, Kind.TIES, Kind.ACTIONS)


def organisations_rows(dataset: Dataset) -> Grid:
    """One row an organisation, in the order of the dataset.

    Latitude and longitude are numbers in degrees (WGS 84), as exact as they are known.
    """
    words = area_words(dataset)
    return grid(Kind.ORGANISATIONS, (_organisation(one, words) for one in dataset.organisations))


def memberships_rows(dataset: Dataset) -> Grid:
    """One row a membership, with what tells its organisation and its partnership."""
    words = area_words(dataset)
    return grid(
        Kind.MEMBERSHIPS,
        (
            identity(dataset.organisation_by_id[one.organisation], words)
            | _partnership(dataset.partnership_by_id[one.partnership])
            | {"role": one.role}
            | _span(one)
            | provenance(one.provenance)
            for one in dataset.memberships
        ),
    )


def ties_rows(dataset: Dataset) -> Grid:
    """One row a tie, with what tells its two organisations; strength is from 1 to 4."""
    words = area_words(dataset)
    return grid(
        Kind.TIES,
        (
            identity(dataset.organisation_by_id[one.source], words)
            | _other(identity(dataset.organisation_by_id[one.target], words))
            | {"tie_kind": one.kind, "strength": one.strength}
            | _span(one)
            | provenance(one.provenance)
            for one in dataset.ties
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


def _organisation(one: Organisation, words: AreaWords) -> Cells:
    return (
        identity(one, words)
        | provenance(one.provenance)
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


def _other(identity: Mapping[str, Cell]) -> Cells:
    """The columns of a tie's second organisation."""
    return {
        "other_id": identity["organisation_id"],
        "other": identity["organisation"],
        "other_ods_code": identity["ods_code"],
        "other_charity_number": identity["charity_number"],
        "other_postcode": identity["postcode"],
    }


def _partnership(one: Partnership) -> Cells:
    return {
        "partnership_id": one.id,
        "partnership": one.name,
        "partnership_kind": one.kind,
        "level": one.level.value,
    }


def _span(one: Membership | Tie) -> Cells:
    return {"since": one.since, "until": one.until, "confirmed_on": one.confirmed_on}


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
