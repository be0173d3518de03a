"""The files of a bundled dataset as records: tables, areas and what ``footprint.json`` states.

Cells are read as text, so ``007`` stays ``007`` and ``NA`` stays ``NA``. What is wrong in a
file is raised as the plain error that it makes; :mod:`.bundled` says which file it was.

Imports :mod:`joinedup.model` only. Tested by ``tests/unit/test_bundled.py``.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from joinedup.model import (
    Area,
    AreaLevel,
    Coverage,
    DeclaredFigure,
    Level,
    Membership,
    Organisation,
    Partnership,
    Point,
    Provenance,
    Sector,
    Tie,
)

Row = Mapping[str, str]
T = TypeVar("T")

_PROVENANCE = ("source", "licence", "as_of")
_SPAN = ("since", "until", "confirmed_on")
_VERSIONS = ("first_version", "last_version")
#: The columns that a table must have; those of scores, themes and people served may be absent.
_COLUMNS = {
    "organisations.csv": (
        *("id", "name", "sector", "kind", "ods_code", "org_id", "ons_code", "aliases"),
        *("postcode", "latitude", "longitude", "place", "neighbourhood", "outside"),
        *("registered_patients", *_PROVENANCE),
    ),
    "partnerships.csv": (
        *("id", "name", "kind", "level", "area", "start", "end", "end_basis"),
        *("part_of", "led_by", *_PROVENANCE),
    ),
    "memberships.csv": ("organisation", "partnership", "role", *_SPAN, *_PROVENANCE),
    "ties.csv": ("organisation", "other", "kind", "strength", *_SPAN, *_PROVENANCE),
}
_SCHEMES = (("ods", "ods_code"), ("org-id", "org_id"), ("ons", "ons_code"))


@dataclass(frozen=True, slots=True)
class Edition:
    """Which rows of a dataset with several versions to read.

    Attributes:
        number: Of the version, from 1; of ``count``.
        areas: By area id the properties that were others then than ``areas.geojson`` has.
    """

    number: int
    count: int
    areas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def holds(self, first: str, last: str) -> bool:
        """Whether a row that stands from one version to another is in this one.

        Raises:
            ValueError: When these are no versions of the dataset.
        """
        start, end = int(first), int(last) if last else self.count
        if not 1 <= start <= end <= self.count:
            raise ValueError(f"there are no versions {first or '?'} to {last or self.count}")
        return start <= self.number <= end


def table(content: bytes, name: str, edition: Edition | None) -> tuple[Any, ...]:
    """The records of a table, those of one edition where there are several.

    Args:
        content: The file.
        name: Its name: ``organisations.csv``.
        edition: None where every row is in the one version there is.

    Raises:
        ModelError, ValueError, csv.Error: When a row cannot be one.
    """
    make = _MAKERS[name]
    columns = _COLUMNS[name]
    if edition is None:
        return tuple([make(row) for row in _rows(content, columns)])
    stands = lru_cache(maxsize=None)(edition.holds)
    return tuple(
        [
            make(row)
            for row in _rows(content, (*columns, *_VERSIONS))
            if stands(row["first_version"], row["last_version"])
        ]
    )


def areas(features: Sequence[Any], edition: Edition | None) -> tuple[Area, ...]:
    """The areas of the features of ``areas.geojson``."""
    return tuple([_area(one["properties"]) for one in restated(features, edition)])


def restated(features: Sequence[Any], edition: Edition | None) -> list[Any]:
    """The features of ``areas.geojson`` with their properties as of an edition."""
    others = edition.areas if edition else {}
    return [
        one | {"properties": one["properties"] | dict(others.get(one["properties"]["id"], {}))}
        for one in features
    ]


def _rows(content: bytes, columns: Sequence[str]) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    names = next(reader, [])
    # A file cut off before its first row would otherwise pass as an empty table.
    if absent := set(columns) - set(names):
        raise ValueError(f"there is no column {min(absent)}")
    for cells in reader:
        if len(cells) != len(names):
            if not cells:  # an empty line
                continue
            raise ValueError(f"line {reader.line_num} has too many or too few cells")
        yield dict(zip(names, cells, strict=True))


@lru_cache(maxsize=4096)
def _shared(source: str, licence: str, as_of: str) -> Provenance:
    """Thousands of rows name a handful of sources: they are read once."""
    return Provenance(source=source, licence=licence, as_of=as_of)


def _provenance(row: Mapping[str, Any]) -> Provenance:
    return _shared(row["source"], row["licence"], row["as_of"])


def _organisation(row: Row) -> Organisation:
    return Organisation(
        id=row["id"],
        name=row["name"],
        sector=Sector(row["sector"]),
        kind=row["kind"],
        identifiers=tuple([(scheme, row[column]) for scheme, column in _SCHEMES if row[column]]),
        aliases=_several(row["aliases"]),
        postcode=row["postcode"],
        point=_point(row),
        place=row["place"] or None,
        neighbourhood=row["neighbourhood"] or None,
        outside=_yes(row["outside"]),
        registered_patients=_whole(row["registered_patients"]),
        themes=_several(row.get("themes", "")),
        serves=_several(row.get("serves", "")),
        influence=_whole(row.get("influence", "")),
        interest=_whole(row.get("interest", "")),
        provenance=_provenance(row),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _point(row: Row) -> Point | None:
    if not row["latitude"] and not row["longitude"]:
        return None
    return Point(latitude=float(row["latitude"]), longitude=float(row["longitude"]))


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"


def _partnership(row: Row) -> Partnership:
    return Partnership(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        level=Level(row["level"]),
        area=row["area"] or None,
        start=row["start"],
        end=row["end"],
        end_basis=row["end_basis"],
        part_of=row["part_of"] or None,
        led_by=row["led_by"] or None,
        provenance=_provenance(row),
    )


def _membership(row: Row) -> Membership:
    return Membership(
        organisation=row["organisation"],
        partnership=row["partnership"],
        role=row["role"],
        since=row["since"],
        until=row["until"],
        confirmed_on=row["confirmed_on"],
        provenance=_provenance(row),
    )


def _tie(row: Row) -> Tie:
    return Tie(
        source=row["organisation"],
        target=row["other"],
        kind=row["kind"],
        strength=int(row["strength"]),
        since=row["since"],
        until=row["until"],
        confirmed_on=row["confirmed_on"],
        provenance=_provenance(row),
    )


_MAKERS: Mapping[str, Callable[[Row], Any]] = {
    "organisations.csv": _organisation,
    "partnerships.csv": _partnership,
    "memberships.csv": _membership,
    "ties.csv": _tie,
}


def _area(item: Mapping[str, Any]) -> Area:
    return Area(
        id=item["id"],
        name=item["name"],
        level=AreaLevel(item["level"]),
        parent=item["parent"],
        aliases=tuple(item["aliases"]),
        approximate=item["approximate"],
        method=item["method"],
        practices=item["practices"],
        practices_with_patients=item["practices_with_patients"],
        registered_patients=item["registered_patients"],
        lsoas=item["lsoas"],
        lsoas_most_deprived=item["lsoas_most_deprived"],
        provenance=_provenance(item),
    )


def coverage(item: Mapping[str, Any]) -> Coverage:
    """An entry of ``coverage`` in ``footprint.json``."""
    return Coverage(
        sector=Sector(item["sector"]),
        statement=item["statement"],
        place=item["place"],
        provenance=_provenance(item),
    )


def declared(item: Mapping[str, Any]) -> DeclaredFigure:
    """An entry of ``declared`` in ``footprint.json``."""
    return DeclaredFigure(
        key=item["key"],
        label=item["label"],
        figure=item["figure"],
        qualifier=item["qualifier"],
        explanation=item["explanation"],
        provenance=_provenance(item),
    )
