"""The drawn boundaries of the real footprints against the real reference data."""

import csv
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from geo.locating import Locator
from joinedup.store.bundled import dataset_ids, load_boundaries, load_dataset

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"
FOOTPRINTS = dataset_ids()
each_footprint = pytest.mark.parametrize("footprint", FOOTPRINTS)


@cache
def features(footprint: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(load_boundaries(footprint))["features"]
    return loaded


@cache
def polygons(footprint: str, level: str) -> dict[str, Any]:
    return {
        item["id"]: shape(item["geometry"])
        for item in features(footprint)
        if item["properties"]["level"] == level
    }


def parents(footprint: str) -> dict[str, str]:
    return {item["id"]: item["properties"]["parent"] for item in features(footprint)}


def lsoa_points(footprint: str) -> list[tuple[str, float, float]]:
    """Place, longitude and latitude of each LSOA of 2021 of a footprint."""
    texts = json.loads((REFERENCE / "footprints.json").read_text(encoding="utf-8"))
    place_of = {
        code: place["id"] for place in texts[footprint]["places"] for code in place["lad_codes"]
    }
    with (REFERENCE / "lsoa21_deprivation.csv").open(encoding="utf-8", newline="") as lines:
        return [
            (place_of[row["place_code"]], float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(lines)
            if row["place_code"] in place_of
        ]


@each_footprint
@pytest.mark.parametrize("level", ["place", "neighbourhood"])
def test_areas_share_edges_and_never_overlap(footprint: str, level: str) -> None:
    found = np.array(list(polygons(footprint, level).values()))
    assert shapely.is_valid(found).all()
    assert shapely.coverage_is_valid(found)


@each_footprint
def test_a_place_is_exactly_its_neighbourhoods(footprint: str) -> None:
    inside = polygons(footprint, "neighbourhood")
    for place, polygon in polygons(footprint, "place").items():
        own = [inside[one] for one, parent in parents(footprint).items() if parent == place]
        assert shapely.union_all(own).symmetric_difference(polygon).area < 1e-12


@each_footprint
def test_every_lsoa_lies_in_one_neighbourhood_of_its_own_place(footprint: str) -> None:
    locator, parent = Locator(polygons(footprint, "neighbourhood")), parents(footprint)
    for place, longitude, latitude in lsoa_points(footprint):
        found = locator.containing(longitude, latitude)
        assert [parent[one] for one in found] == [place], (longitude, latitude)


@each_footprint
def test_lsoas_are_counted_where_they_are_drawn(footprint: str) -> None:
    locator = Locator(polygons(footprint, "neighbourhood"))
    drawn = Counter(locator.locate(x, y) for _place, x, y in lsoa_points(footprint))
    stated = {one.id: one.lsoas for one in load_dataset(footprint).neighbourhoods}
    assert drawn == stated


@each_footprint
def test_organisations_are_counted_where_they_are_drawn(footprint: str) -> None:
    locator, parent = Locator(polygons(footprint, "neighbourhood")), parents(footprint)
    for one in load_dataset(footprint).organisations:
        if one.point is None or one.neighbourhood is None:
            continue
        found = locator.containing(one.point.longitude, one.point.latitude)
        assert one.neighbourhood in found, one.name
        assert parent[one.neighbourhood] == one.place


@each_footprint
def test_a_label_lies_in_its_area(footprint: str) -> None:
    for item in features(footprint):
        polygon = shape(item["geometry"])
        assert polygon.contains(shapely.Point(item["properties"]["label"]))


@each_footprint
def test_coordinates_are_degrees_with_five_decimals(footprint: str) -> None:
    corners = np.concatenate(
        [shapely.get_coordinates(shape(item["geometry"])) for item in features(footprint)]
    )
    assert np.array_equal(corners, np.round(corners, 5))
    assert ((corners > (-4, 51)) & (corners < (0, 55))).all()


def test_south_yorkshires_boundaries_are_small_enough_to_send() -> None:
    assert len(load_boundaries("south-yorkshire").encode()) < 120_000


def test_places_come_first_then_neighbourhoods_by_place_and_name() -> None:
    found = [item["properties"] for item in features("south-yorkshire")]
    names = {item["id"]: item["name"] for item in found}
    places = [item["name"] for item in found if item["level"] == "place"]
    assert places == [item["name"] for item in found[: len(places)]] == sorted(places)
    rest = [(names[item["parent"]], item["name"]) for item in found[len(places) :]]
    assert rest == sorted(rest)
