"""Builds areas: neighbourhoods from LSOAs or drawn polygons, places from district codes.

Polygons are in degrees (WGS 84), longitude first, with 5 decimals; boundaries are GeoJSON
text of all areas of a dataset in the form of ``areas.geojson``
(``docs/data-dictionary.md``).
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from geo.boundaries import label_point, to_geojson
from geo.geojson import shapes_in
from geo.locating import Locator
from geo.lsoas import Lsoas, neighbourhoods_from_lsoas
from geo.projection import geometries_to_grid, many_to_grid
from joinedup.errors import DatasetError
from joinedup.imports.placing import Placer
from joinedup.imports.polygons import NamedPolygon, PolygonList, read_polygons
from joinedup.model import Area, AreaLevel, Organisation, Provenance, Sector

__all__ = [
    "Lsoas",
    "NamedPolygon",
    "NewNeighbourhood",
    "PolygonList",
    "area_properties",
    "district_names",
    "districts",
    "neighbourhoods_from_lsoas",
    "place_shares",
    "read_polygons",
    "recount",
    "relocated",
    "restated",
    "with_neighbourhoods",
]

MOST_DEPRIVED_DECILE = 2
_REACH_METRES = 10.0  # as rounding parts neighbours
_DISTRICTS = Provenance(
    source="ONS LSOA 2011 boundaries and postcode directory", licence="OGL v3", as_of="2026"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNeighbourhood:
    """A neighbourhood to be.

    Attributes:
        place: Id of the place it lies in.
        polygon: Degrees (WGS 84), 5 decimals.
        method, approximate: As in :class:`~joinedup.model.Area`.
    """

    id: str
    name: str
    place: str
    polygon: Any
    provenance: Provenance
    method: str = ""
    approximate: bool = False


def with_neighbourhoods(
    areas: Sequence[Area],
    boundaries: str,
    new: Sequence[NewNeighbourhood],
    organisations: Iterable[Organisation],
    lsoas: Lsoas | None,
) -> tuple[tuple[Area, ...], str]:
    """Areas and boundaries with the neighbourhoods of some places replaced by new ones.

    All neighbourhoods of every place that a new one names go; everything else stays as it
    is. What is counted in the new ones: general practices by position (as :func:`relocated`
    places them) and LSOAs of 2021 by their point, none without ``lsoas``.

    Raises:
        DatasetError: When an id is taken or comes twice, or a place is not there.
        GeographyError: When the boundaries are damaged.
    """
    _check_new(areas, new)
    replaced = {one.place for one in new}
    places = [one for one in areas if one.level is AreaLevel.PLACE]
    order = {one.id: position for position, one in enumerate(places)}
    kept = [one for one in areas if one.parent is not None and one.parent not in replaced]
    hoods = sorted([*kept, *map(_area, new)], key=lambda one: (order[one.parent or ""], one.name))
    found = (*places, *hoods)
    drawn = _with_features(boundaries, found, {one.id: one.polygon for one in new})
    counted = recount(found, relocated(organisations, found, drawn, replaced))
    fresh = {one.id for one in new}
    deciles = _deciles(new, lsoas)
    areas_now = tuple(
        _with_deciles(after, deciles.get(after.id, [])) if before.id in fresh else before
        for before, after in zip(found, counted, strict=True)
    )
    return areas_now, restated(drawn, areas_now)


def relocated(
    organisations: Iterable[Organisation],
    areas: Sequence[Area],
    boundaries: str,
    places: Collection[str],
) -> tuple[Organisation, ...]:
    """Organisations, those of some places with the neighbourhood that holds their point now.

    One without a point keeps its neighbourhood where there still is one of that id.
    """
    found = list(organisations)
    moved = [one for one in found if one.place in places]
    hoods = Placer(areas, boundaries).neighbourhoods_in([(one.place, one.point) for one in moved])
    left = {(one.parent, one.id) for one in areas}
    now = {
        one.id: hood if one.point is not None else _if_left(one, left)
        for one, hood in zip(moved, hoods, strict=True)
    }
    return tuple(replace(one, neighbourhood=now[one.id]) if one.id in now else one for one in found)


def recount(areas: Iterable[Area], organisations: Iterable[Organisation]) -> tuple[Area, ...]:
    """Areas with the practices and their patients counted anew; LSOAs stay as they are."""
    lists: dict[str | None, list[int | None]] = {}
    for one in organisations:
        if one.sector is Sector.GENERAL_PRACTICE and not one.outside:
            for area_id in (one.place, one.neighbourhood):
                lists.setdefault(area_id, []).append(one.registered_patients)
    return tuple(_with_lists(area, lists.get(area.id, [])) for area in areas)


def restated(boundaries: str, areas: Iterable[Area]) -> str:
    """Boundaries whose properties say what the areas say; polygons and labels stay.

    Raises:
        GeographyError: When the boundaries are damaged.
    """
    shapes_in(boundaries)
    by_id = {one.id: one for one in areas}
    features = json.loads(boundaries)["features"]
    for one in features:
        if one["id"] in by_id:
            one["properties"] = area_properties(by_id[one["id"]], one["properties"]["label"])
    return _text(features)


def area_properties(area: Area, label: Sequence[float]) -> dict[str, Any]:
    """The properties of an area in ``areas.geojson``.

    Args:
        area: The area.
        label: Where its name stands: longitude and latitude in degrees (WGS 84).
    """
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
        "source": area.provenance.source,
        "licence": area.provenance.licence,
        "as_of": area.provenance.as_of,
    }


def place_shares(
    polygons: Sequence[Any], areas: Iterable[Area], boundaries: str
) -> list[Mapping[str, float]]:
    """For each polygon, the share of it (0 to 1) in each place that holds some, largest first.

    Raises:
        GeographyError: When the boundaries are damaged.
    """
    shapes = shapes_in(boundaries)
    places = {
        one.id: shapes[one.id] for one in areas if one.level is AreaLevel.PLACE and one.id in shapes
    }
    found: list[Mapping[str, float]] = []
    for polygon in polygons:
        shares = {
            key: float(shapely.intersection(polygon, place).area / polygon.area)
            for key, place in places.items()
        }
        ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
        found.append({key: share for key, share in ordered if share > 0})
    return found


def districts(codes: Iterable[str], content: str) -> tuple[tuple[Area, ...], str]:
    """Areas and boundaries of a dataset whose places are whole local authority districts.

    Args:
        codes: ONS codes as the postcode directory has them; those outside England and Wales
            are passed over.
        content: The text of ``districts.geojson``.

    Raises:
        GeographyError: When the text is damaged.
    """
    wanted = set(codes)
    shapes = shapes_in(content)
    features = [one for one in json.loads(content)["features"] if one["id"] in wanted]
    features.sort(key=lambda one: (one["properties"]["name"], one["id"]))
    areas = tuple(_district(one["properties"]) for one in features)
    return areas, _text(
        [
            _feature(area, shapes[area.id], one["properties"]["label"])
            for area, one in zip(areas, features, strict=True)
        ]
    )


def district_names(content: str) -> dict[str, str]:
    """Names by ONS code of all districts in the text of ``districts.geojson``."""
    return {one["id"]: one["properties"]["name"] for one in json.loads(content)["features"]}


def _check_new(areas: Sequence[Area], new: Sequence[NewNeighbourhood]) -> None:
    places = {one.id for one in areas if one.level is AreaLevel.PLACE}
    replaced = {one.place for one in new}
    taken = {one.id for one in areas if one.parent not in replaced}
    for one in new:
        if one.place not in places:
            raise DatasetError("A neighbourhood's place is not there", value=one.place)
        if one.id in taken:
            raise DatasetError("Two areas have one id", value=one.id)
        taken.add(one.id)


def _area(one: NewNeighbourhood) -> Area:
    return Area(
        id=one.id,
        name=one.name,
        level=AreaLevel.NEIGHBOURHOOD,
        parent=one.place,
        approximate=one.approximate,
        method=one.method,
        provenance=one.provenance,
    )


def _district(item: Mapping[str, Any]) -> Area:
    former = " It is named after the districts of 2011 that became it." if item["former"] else ""
    return Area(
        id=item["id"],
        name=item["name"],
        level=AreaLevel.PLACE,
        method=f"LSOAs of 2011, dissolved by district and generalised.{former}",
        provenance=_DISTRICTS,
    )


def _if_left(one: Organisation, left: Collection[tuple[str | None, str]]) -> str | None:
    return one.neighbourhood if (one.place, one.neighbourhood) in left else None


def _with_lists(area: Area, lists: Sequence[int | None]) -> Area:
    known = [patients for patients in lists if patients is not None]
    return replace(
        area,
        practices=len(lists),
        practices_with_patients=len(known),
        registered_patients=sum(known),
    )


def _with_deciles(area: Area, deciles: Sequence[int]) -> Area:
    most = sum(decile <= MOST_DEPRIVED_DECILE for decile in deciles)
    return replace(area, lsoas=len(deciles), lsoas_most_deprived=most)


def _deciles(new: Sequence[NewNeighbourhood], lsoas: Lsoas | None) -> dict[str, list[int]]:
    """IMD deciles of the LSOAs of 2021 of the same place whose point lies in each."""
    found: dict[str, list[int]] = {}
    for place in {one.place for one in new} if lsoas else ():
        own = {one.id: geometries_to_grid(one.polygon) for one in new if one.place == place}
        points = lsoas.points_in(place) if lsoas else ()
        degrees = np.array([(one.longitude, one.latitude) for one in points]).reshape(-1, 2)
        homes = Locator(own).locate_many(many_to_grid(degrees), reach=_REACH_METRES)
        for one, home in zip(points, homes, strict=True):
            if home is not None:
                found.setdefault(home, []).append(one.decile)
    return found


def _with_features(boundaries: str, areas: Iterable[Area], new: Mapping[str, Any]) -> str:
    """The boundaries of areas in their order: of new ones, and of those that were there."""
    shapes_in(boundaries)
    known = {one["id"]: one for one in json.loads(boundaries)["features"]}
    return _text(
        [
            _feature(area, new[area.id], label_point(geometries_to_grid(new[area.id])))
            if area.id in new
            else known[area.id]
            for area in areas
            if area.id in new or area.id in known
        ]
    )


def _feature(area: Area, polygon: Any, label: Sequence[float]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": area.id,
        "properties": area_properties(area, label),
        "geometry": to_geojson(polygon),
    }


def _text(features: Sequence[Mapping[str, Any]]) -> str:
    """A FeatureCollection, one feature a line, as ``areas.geojson`` is written."""
    lines = ",\n".join(
        json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features
    )
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
