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
from geo.lsoas import Lsoas, neighbourhoods_from_lsoas
from geo.postcodes import directory
from geo.projection import geometries_to_grid
from joinedup.store.bundled import dataset_ids, load_boundaries, load_dataset
from joinedup.store.geography import load_districts, load_lsoas

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"
FOOTPRINTS = dataset_ids()
#: The made-up organisations stand on a real map.
MAP_OF = {"demonstration": "south-yorkshire"}
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
    places = texts[MAP_OF.get(footprint, footprint)]["places"]
    place_of = {code: place["id"] for place in places for code in place["lad_codes"]}
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


# --- LSOAs ---------------------------------------------------------------------------


@cache
def lsoas(footprint: str) -> Lsoas:
    return Lsoas(load_lsoas(footprint) or "")


@each_footprint
def test_lsoas_share_edges_and_never_overlap(footprint: str) -> None:
    found = np.array([one.polygon for one in lsoas(footprint).by_code.values()])
    assert shapely.coverage_is_valid(found)
    corners = shapely.get_coordinates(found)
    assert np.array_equal(corners, np.round(corners, 5))


@each_footprint
@pytest.mark.parametrize("level", ["place", "neighbourhood"])
def test_lsoas_dissolve_to_what_is_drawn(footprint: str, level: str) -> None:
    """To within 2 m, where edges of LSOAs meet the edge of an area between its corners."""
    owners = {code: getattr(one, level) for code, one in lsoas(footprint).by_code.items()}
    made, drawn = neighbourhoods_from_lsoas(owners, lsoas(footprint)), polygons(footprint, level)
    assert made.keys() == drawn.keys()
    for one, polygon in drawn.items():
        edges = [geometries_to_grid(shape.boundary) for shape in (polygon, made[one])]
        assert shapely.hausdorff_distance(*edges) < 2
        assert set(map(tuple, shapely.get_coordinates(polygon))) <= set(
            map(tuple, shapely.get_coordinates(made[one]))
        )


@each_footprint
def test_every_lsoa_of_2021_has_its_row_and_can_be_found(footprint: str) -> None:
    with (REFERENCE / "lsoa21_deprivation.csv").open(encoding="utf-8", newline="") as lines:
        stated = {row["lsoa21_code"]: row for row in csv.DictReader(lines)}
    places = {one.place for one in lsoas(footprint).by_code.values()}
    held = [one for place in places for one in lsoas(footprint).points_in(place)]
    assert len(held) == len(lsoa_points(footprint)) == len({one.code for one in held})
    for one in held:
        row = stated[one.code]
        assert (one.name, one.ward, one.decile) == (
            *(row["lsoa21_name"], row["ward_name"]),
            int(row["imd2025_decile"]),
        )
        assert lsoas(footprint).find(one.code) == lsoas(footprint).find(one.name) != ()
        assert lsoas(footprint).find(one.ward) != ()


@each_footprint
def test_lsoas_of_2021_and_wards_cover_every_lsoa_of_2011(footprint: str) -> None:
    """Else a list by LSOA of 2021, or by ward, would leave holes in the map."""
    every = set(lsoas(footprint).by_code)
    places = {one.place for one in lsoas(footprint).by_code.values()}
    later = {one.code for place in places for one in lsoas(footprint).points_in(place)}
    wards = {one.ward for one in lsoas(footprint).by_code.values()}
    assert {code for one in later for code in lsoas(footprint).find(one)} == every
    assert {code for one in wards for code in lsoas(footprint).find(one)} == every


def test_a_merged_lsoa_means_both_it_was_made_of() -> None:
    # Sheffield 036A and 036B of 2011 are Sheffield 036F of 2021.
    assert lsoas("south-yorkshire").find("E01034843") == ("E01007859", "E01007860")


def test_barnsleys_area_councils_are_unions_of_their_wards() -> None:
    with (REFERENCE / "barnsley_area_councils.csv").open(encoding="utf-8", newline="") as lines:
        council_of = {row["ward_name"]: row["area_council"] for row in csv.DictReader(lines)}
    for one in lsoas("south-yorkshire").by_code.values():
        if one.place == "E08000038":
            slug = council_of[one.ward].lower().replace(" ", "-")
            assert one.neighbourhood == f"barnsley-{slug}"


# --- districts -----------------------------------------------------------------------


@cache
def districts() -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(load_districts())["features"]}


def test_there_is_every_district_of_england_and_wales() -> None:
    """296 in England and 22 in Wales since April 2023."""
    assert Counter(code[0] for code in districts()) == {"E": 296, "W": 22}
    assert set(Counter(code[:3] for code in districts())) == {"E06", "E07", "E08", "E09", "W06"}


def test_districts_share_edges_and_never_overlap() -> None:
    found = np.array([shape(one["geometry"]) for one in districts().values()])
    assert shapely.is_valid(found).all()
    assert shapely.coverage_is_valid(found)


def test_joined_districts_carry_the_names_of_what_they_were() -> None:
    cumberland = districts()["E06000063"]["properties"]
    assert cumberland["name"] == "Allerdale, Carlisle and Copeland"
    assert cumberland["former"] == ["Allerdale", "Carlisle", "Copeland"]
    joined = [one for one in districts().values() if one["properties"]["former"]]
    assert len(joined) == 11
    assert districts()["E08000038"]["properties"]["name"] == "Barnsley"
    assert districts()["E08000038"]["properties"]["former"] == []


def test_postcodes_lie_in_their_district() -> None:
    """One in 200 of England and Wales; 0.5 % miss the generalised polygon by some metres."""
    grid = {code: geometries_to_grid(shape(one["geometry"])) for code, one in districts().items()}
    locator, hits = Locator(grid), Counter[bool]()
    for metres, codes in directory().every(200):
        found = locator.locate_many(metres, reach=0.0)
        hits.update(a == b for a, b in zip(found, codes, strict=True) if b[:1] in ("E", "W"))
    assert hits.total() > 10_000
    assert hits[False] < hits.total() / 100


@each_footprint
def test_places_are_their_districts(footprint: str) -> None:
    texts = json.loads((REFERENCE / "footprints.json").read_text(encoding="utf-8"))
    for place in texts[MAP_OF.get(footprint, footprint)]["places"]:
        whole = shapely.union_all(
            [shape(districts()[code]["geometry"]) for code in place["lad_codes"]]
        )
        drawn = polygons(footprint, "place")[place["id"]]
        assert whole.symmetric_difference(drawn).area < drawn.area / 100


def test_what_is_sent_or_carried_stays_small() -> None:
    assert len(load_districts().encode()) < 1_500_000
    for footprint in FOOTPRINTS:
        assert len((load_lsoas(footprint) or "").encode()) < 1_000_000


# --- all of it -----------------------------------------------------------------------


def test_south_yorkshires_boundaries_are_small_enough_to_send() -> None:
    assert len(load_boundaries("south-yorkshire").encode()) < 120_000


def test_places_come_first_then_neighbourhoods_by_place_and_name() -> None:
    found = [item["properties"] for item in features("south-yorkshire")]
    names = {item["id"]: item["name"] for item in found}
    places = [item["name"] for item in found if item["level"] == "place"]
    assert places == [item["name"] for item in found[: len(places)]] == sorted(places)
    rest = [(names[item["parent"]], item["name"]) for item in found[len(places) :]]
    assert rest == sorted(rest)
