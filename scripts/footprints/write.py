"""Records to bytes: UTF-8, one line feed a row, columns and rows in a fixed order."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geo.boundaries import to_geojson
from joinedup.model import (
    Area,
    Dataset,
    Membership,
    Organisation,
    Partnership,
    Point,
    Provenance,
)
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


def footprint(dataset: Dataset) -> bytes:
    """``footprint.json``: the dataset without its rows."""
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
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def areas(
    found: Sequence[Area],
    polygons: Mapping[str, Any],
    labels: Mapping[str, tuple[float, float]],
) -> bytes:
    """``areas.geojson``: a FeatureCollection, one feature a line, in degrees (WGS 84)."""
    return _features(
        (area.id, _area_properties(area, labels[area.id]), polygons[area.id]) for area in found
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
    return _table(
        PARTNERSHIP_COLUMNS,
        (
            {
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
            for one in found
        ),
    )


def memberships(found: Iterable[Membership]) -> bytes:
    """``memberships.csv``."""
    return _table(
        MEMBERSHIP_COLUMNS,
        (
            {
                "organisation": one.organisation,
                "partnership": one.partnership,
                "role": one.role,
                "since": one.since,
                "until": one.until,
                "confirmed_on": one.confirmed_on,
                **_provenance(one.provenance),
            }
            for one in found
        ),
    )


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


def _degrees(point: Point | None) -> dict[str, str]:
    if point is None:
        return {"latitude": "", "longitude": ""}
    return {"latitude": f"{point.latitude:.5f}", "longitude": f"{point.longitude:.5f}"}


def _area_properties(area: Area, label: tuple[float, float]) -> dict[str, object]:
    return {
        "id": area.id,
        "name": area.name,
        "level": area.level.value,
        "parent": area.parent,
        "aliases": list(area.aliases),
        "approximate": area.approximate,
        "method": area.method,
        "practices": area.practices,
        "practices_with_patients": area.practices_with_patients,
        "registered_patients": area.registered_patients,
        "lsoas": area.lsoas,
        "lsoas_most_deprived": area.lsoas_most_deprived,
        "label": list(label),
        **_provenance(area.provenance),
    }


def _provenance(item: Provenance) -> dict[str, str]:
    return {"source": item.source, "licence": item.licence, "as_of": item.as_of}
