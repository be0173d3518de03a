"""Records to bytes: UTF-8, one line feed a row, columns and rows in a fixed order."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from geo.boundaries import to_geojson
from joinedup.imports.areas import area_properties
from joinedup.model import (
    Area,
    Dataset,
    Membership,
    Organisation,
    Partnership,
    Point,
    Provenance,
    Tie,
)
from joinedup.store.codec import LATER_TABLES
from scripts.footprints.districts import District
from scripts.footprints.lsoas import PlacedLsoa

PROVENANCE = ("source", "licence", "as_of")
ORGANISATION_COLUMNS = (
    *("id", "name", "sector", "kind", "ods_code", "org_id", "ons_code", "aliases", "postcode"),
    *("latitude", "longitude", "place", "neighbourhood", "outside", "registered_patients"),
    *PROVENANCE,
)
PARTNERSHIP_COLUMNS = (
    *("id", "name", "kind", "level", "area", "start", "end", "end_basis", "part_of", "led_by"),
    *PROVENANCE,
)
MEMBERSHIP_COLUMNS = (
    *("organisation", "partnership", "role", "since", "until", "confirmed_on"),
    *PROVENANCE,
)
TIE_COLUMNS = (
    *("organisation", "other", "kind", "strength", "since", "until", "confirmed_on"),
    *PROVENANCE,
)
#: What only some footprints have: scores, and in which versions a row stands.
SCORED_COLUMNS = ("themes", "serves", "influence", "interest")
VERSION_COLUMNS = ("first_version", "last_version")

T = TypeVar("T")
#: A record with the first and the last version it stands in; None where it still does.
Standing = tuple[T, int, int | None]


def footprint(dataset: Dataset, versions: Sequence[Mapping[str, object]] = ()) -> bytes:
    """``footprint.json``: the dataset without its rows, and its versions where it has several."""
    content = {
        "id": dataset.id,
        "name": dataset.name,
        "as_of": dataset.as_of,
        "illustrative": dataset.illustrative,
        "notes": list(dataset.notes),
        "coverage": [
            {
                "sector": item.sector,
                "statement": item.statement,
                "place": item.place,
                **_provenance(item.provenance),
            }
            for item in dataset.coverage
        ],
        "declared": [
            {
                "key": item.key,
                "label": item.label,
                "figure": item.figure,
                "qualifier": item.qualifier,
                "explanation": item.explanation,
                **_provenance(item.provenance),
            }
            for item in dataset.declared
        ],
    }
    if versions:
        content["versions"] = list(versions)
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def areas(
    found: Sequence[Area],
    polygons: Mapping[str, Any],
    labels: Mapping[str, tuple[float, float]],
) -> bytes:
    """``areas.geojson``: a FeatureCollection, one feature a line, in degrees (WGS 84)."""
    return _features(
        (area.id, area_properties(area, labels[area.id]), polygons[area.id]) for area in found
    )


def lsoas(placed: Iterable[PlacedLsoa], polygons: Iterable[Any]) -> bytes:
    """``lsoas.geojson``: LSOAs of 2011, one feature a line, in degrees (WGS 84)."""
    return _features(
        (one.lsoa.code, _lsoa_properties(one), polygon)
        for one, polygon in zip(placed, polygons, strict=True)
    )


def districts(found: Iterable[District]) -> bytes:
    """``districts.geojson``: one feature a line, in degrees (WGS 84)."""
    return _features(
        (
            one.code,
            {
                "id": one.code,
                "name": one.name,
                "former": list(one.former),
                "label": list(one.label),
            },
            one.polygon,
        )
        for one in found
    )


def organisations(found: Iterable[Organisation]) -> bytes:
    """``organisations.csv``."""
    return _table(ORGANISATION_COLUMNS, (_organisation(one) for one in found))


def partnerships(found: Iterable[Partnership]) -> bytes:
    """``partnerships.csv``."""
    return _table(PARTNERSHIP_COLUMNS, (_partnership(one) for one in found))


def memberships(found: Iterable[Membership]) -> bytes:
    """``memberships.csv``."""
    return _table(MEMBERSHIP_COLUMNS, (_membership(one) for one in found))


def programmes(dataset: Dataset) -> bytes:
    """``programmes.json``: the tables that have rows, without what is as it is by default."""
    content = {
        name: [_stated(one) for one in getattr(dataset, name)]
        for name in LATER_TABLES
        if getattr(dataset, name)
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def versioned_organisations(found: Iterable[Standing[Organisation]]) -> bytes:
    """``organisations.csv`` of a footprint with several versions, with what groups work on."""
    columns = (*ORGANISATION_COLUMNS, *SCORED_COLUMNS)
    return _versioned(columns, found, lambda one: _organisation(one) | _scored(one))


def versioned_partnerships(found: Iterable[Standing[Partnership]]) -> bytes:
    """``partnerships.csv`` of a footprint with several versions."""
    return _versioned(PARTNERSHIP_COLUMNS, found, _partnership)


def versioned_memberships(found: Iterable[Standing[Membership]]) -> bytes:
    """``memberships.csv`` of a footprint with several versions."""
    return _versioned(MEMBERSHIP_COLUMNS, found, _membership)


def versioned_ties(found: Iterable[Standing[Tie]]) -> bytes:
    """``ties.csv`` of a footprint with several versions."""
    return _versioned(TIE_COLUMNS, found, _tie)


def _versioned(
    columns: Sequence[str],
    found: Iterable[Standing[T]],
    row: Callable[[T], dict[str, object]],
) -> bytes:
    return _table(
        (*columns, *VERSION_COLUMNS),
        (
            row(one) | {"first_version": first, "last_version": "" if last is None else last}
            for one, first, last in found
        ),
    )


def _stated(one: Any) -> dict[str, Any]:
    """A record in the form of :mod:`joinedup.store.codec`; what is left out is its default."""
    found = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if field.default is MISSING or value != field.default:
            found[field.name] = _provenance(value) if isinstance(value, Provenance) else value
    return found


def _features(found: Iterable[tuple[str, Mapping[str, object], Any]]) -> bytes:
    """A FeatureCollection of ids, properties and polygons, one feature a line."""
    lines = ",\n".join(
        json.dumps(
            {
                "type": "Feature",
                "id": one_id,
                "properties": properties,
                "geometry": to_geojson(polygon),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for one_id, properties, polygon in found
    )
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()


def _lsoa_properties(one: PlacedLsoa) -> dict[str, object]:
    return {
        "code": one.lsoa.code,
        "name": one.lsoa.name,
        "place": one.place,
        "neighbourhood": one.neighbourhood,
        "ward": one.ward,
        "lsoas21": [
            [
                row["lsoa21_code"],
                row["lsoa21_name"],
                row["ward_name"],
                int(row["imd2025_decile"]),
                float(row["longitude"]),
                float(row["latitude"]),
            ]
            for row in one.rows
        ],
        "covered_by": one.covered_by or None,
    }


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _organisation(one: Organisation) -> dict[str, object]:
    codes = dict(one.identifiers)
    patients = one.registered_patients
    return {
        "id": one.id,
        "name": one.name,
        "sector": one.sector.value,
        "kind": one.kind,
        "ods_code": codes.get("ods", ""),
        "org_id": codes.get("org-id", ""),
        "ons_code": codes.get("ons", ""),
        "aliases": "|".join(one.aliases),
        "postcode": one.postcode,
        **_degrees(one.point),
        "place": one.place or "",
        "neighbourhood": one.neighbourhood or "",
        "outside": "yes" if one.outside else "no",
        "registered_patients": "" if patients is None else patients,
        **_provenance(one.provenance),
    }


def _scored(one: Organisation) -> dict[str, object]:
    return {
        "themes": "|".join(one.themes),
        "serves": "|".join(one.serves),
        "influence": "" if one.influence is None else one.influence,
        "interest": "" if one.interest is None else one.interest,
    }


def _partnership(one: Partnership) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "level": one.level.value,
        "area": one.area or "",
        "start": one.start,
        "end": one.end,
        "end_basis": one.end_basis,
        "part_of": one.part_of or "",
        "led_by": one.led_by or "",
        **_provenance(one.provenance),
    }


def _membership(one: Membership) -> dict[str, object]:
    return {
        "organisation": one.organisation,
        "partnership": one.partnership,
        "role": one.role,
        **_span(one),
        **_provenance(one.provenance),
    }


def _tie(one: Tie) -> dict[str, object]:
    return {
        "organisation": one.source,
        "other": one.target,
        "kind": one.kind,
        "strength": one.strength,
        **_span(one),
        **_provenance(one.provenance),
    }


def _span(one: Membership | Tie) -> dict[str, object]:
    return {"since": one.since, "until": one.until, "confirmed_on": one.confirmed_on}


def _degrees(point: Point | None) -> dict[str, str]:
    if point is None:
        return {"latitude": "", "longitude": ""}
    return {"latitude": f"{point.latitude:.5f}", "longitude": f"{point.longitude:.5f}"}


def _provenance(item: Provenance) -> dict[str, str]:
    return {"source": item.source, "licence": item.licence, "as_of": item.as_of}
