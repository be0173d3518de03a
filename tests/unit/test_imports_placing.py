"""Rows on the map: postcodes and positions in places and neighbourhoods."""

import json
import random
import time
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from geo import GeographyError
from geo.postcodes import directory
from geo.projection import to_degrees
from joinedup.imports.placing import FAR_METRES, Placer, Placing
from joinedup.model import Area, AreaLevel, Dataset, Point, Provenance
from joinedup.store.bundled import dataset_ids, load_boundaries, load_dataset

SY, HW = "south-yorkshire", "herefordshire-and-worcestershire"
NOTHING = Placing(
    point=None,
    place=None,
    neighbourhood=None,
    known=False,
    inside=None,
    lad_code="",
    distance_m=None,
)


@cache
def dataset(one: str) -> Dataset:
    return load_dataset(one)


@cache
def placer(one: str = SY) -> Placer:
    return Placer(dataset(one).areas, load_boundaries(one))


def point_at(easting: float, northing: float) -> Point:
    longitude, latitude = to_degrees(easting, northing)
    return Point(latitude=round(latitude, 5), longitude=round(longitude, 5))


# --- the bundled datasets ------------------------------------------------------------


@pytest.mark.parametrize("one", dataset_ids())
def test_every_bundled_organisation_is_placed_as_it_was_built(one: str) -> None:
    placed = [item for item in dataset(one).organisations if item.postcode]
    assert len(placed) > 100
    found = placer(one).place_all([(item.postcode, None) for item in placed])
    for item, placing in zip(placed, found, strict=True):
        assert placing.known, item.postcode
        assert (placing.point, placing.place, placing.neighbourhood) == (
            *(item.point, item.place, item.neighbourhood),
        ), item.name
        assert placing.inside is (item.place is not None)


@pytest.mark.parametrize("one", dataset_ids())
def test_a_point_that_is_exported_comes_back_to_the_same_place(one: str) -> None:
    placed = [item for item in dataset(one).organisations if item.postcode]
    found = placer(one).place_all([(item.postcode, item.point) for item in placed])
    for item, placing in zip(placed, found, strict=True):
        assert (placing.point, placing.place, placing.neighbourhood) == (
            *(item.point, item.place, item.neighbourhood),
        ), item.name
        assert placing.distance_m is not None
        assert placing.distance_m < 1.5


@pytest.mark.parametrize("one", dataset_ids())
def test_one_is_placed_as_many_are(one: str) -> None:
    asked = [
        *((item.postcode, item.point) for item in dataset(one).organisations[:40]),
        *(("", None), ("S1 2HH", None), ("", point_at(435_000, 387_000)), ("ZZ9 9ZZ", None)),
    ]
    assert placer(one).place_all(asked) == [placer(one).place(*each) for each in asked]


# --- postcodes -----------------------------------------------------------------------


def test_a_postcode_is_placed() -> None:
    assert placer().place("S1 2HH") == Placing(
        point=Point(latitude=53.38039, longitude=-1.46992),
        place="E08000039",
        neighbourhood="U31169",
        known=True,
        inside=True,
        lad_code="E08000039",
        distance_m=None,
    )


@pytest.mark.parametrize("postcode", ["", "nonsense", "S99 9ZZ"])
def test_an_unknown_postcode_is_nowhere(postcode: str) -> None:
    assert placer().place(postcode) == NOTHING


def test_a_postcode_of_elsewhere_is_outside() -> None:
    found = placer().place("LS1 1UR")
    assert (found.known, found.inside, found.place) == (True, False, None)
    assert found.point is not None
    assert found.lad_code == "E08000035"


def test_belfast_is_not_in_cheshire() -> None:
    """On the Irish Grid, taken for ours, it would lie in Ellesmere Port."""
    found = placer("cheshire-west").place("BT1 5GS")
    assert found.inside is False
    assert found.point is not None
    assert found.point.longitude < -5


def test_jersey_is_known_without_a_point() -> None:
    found = placer().place("JE1 0BD")
    assert (found.known, found.point, found.inside) == (True, None, False)


@pytest.mark.parametrize(
    ("one", "postcode", "place"),
    [
        (SY, "S13 9NG", "E08000039"),  # drawn in Rotherham, is in Sheffield
        (SY, "S17 4QJ", "E08000039"),  # drawn outside, is in Sheffield
        (SY, "DN11 8FA", None),  # drawn in Doncaster, is in Bassetlaw
        (HW, "B14 4PP", None),  # drawn in Worcestershire, is in Birmingham
        (HW, "WR11 5QA", "E10000034"),  # drawn outside, is in Wychavon
    ],
)
def test_the_district_decides_where_the_drawn_edge_is_wrong(
    one: str, postcode: str, place: str | None
) -> None:
    """Worcestershire is six districts; nobody tells the placer which."""
    found = placer(one).place(postcode)
    assert found.place == place
    assert found.inside is (place is not None)
    assert (found.neighbourhood is None) is (place is None)


def test_a_former_code_means_its_place() -> None:
    areas = [
        replace(area, id="E08000016" if area.id == "E08000038" else area.id, aliases=("E08000038",))
        if area.name == "Barnsley"
        else area
        for area in dataset(SY).areas
        if area.level is AreaLevel.PLACE
    ]
    assert Placer(areas, '{"features": []}').place("S70 2TA").place == "E08000016"


def test_a_district_in_two_places_is_told_by_polygon() -> None:
    source = Provenance(source="s", licence="l")
    areas = [Area(id=one, name=one, level=AreaLevel.PLACE, provenance=source) for one in "ab"]
    # Sheffield cut in two at the meridian of the town hall.
    halves = {"a": (-2.0, -1.47), "b": (-1.47, -1.2)}
    features = [
        {
            "id": one,
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[w, 53.2], [e, 53.2], [e, 53.6], [w, 53.6], [w, 53.2]]],
            },
        }
        for one, (w, e) in halves.items()
    ]
    halved = Placer(areas, json.dumps({"features": features}))
    assert halved.place("S10 2TH").place == "a"
    assert halved.place("S9 4EU").place == "b"


def test_without_places_nothing_is_inside_or_outside() -> None:
    found = Placer([], '{"features": []}').place("S1 2HH")
    assert (found.known, found.inside, found.place) == (True, None, None)
    assert found.lad_code == "E08000039"
    assert found.point is not None


def test_a_place_without_a_polygon_is_found_by_its_district() -> None:
    places = [area for area in dataset(SY).areas if area.level is AreaLevel.PLACE]
    bare = Placer(places, '{"features": []}')
    assert bare.place("S1 2HH").place == "E08000039"
    assert bare.place("LS1 1UR").inside is False


def test_damaged_boundaries_are_an_error() -> None:
    with pytest.raises(GeographyError, match="damaged"):
        Placer(dataset(SY).areas, "{}")


# --- given points --------------------------------------------------------------------


def test_a_given_point_is_drawn_and_measured() -> None:
    near = point_at(435_359 + 300, 387_191 + 400)
    found = placer().place("S1 2HH", near)
    assert found.point == near
    assert found.distance_m == pytest.approx(500, abs=1)
    assert found.place == "E08000039"


def test_a_given_point_has_five_decimals() -> None:
    found = placer().place("", Point(latitude=53.380394999, longitude=-1.469916))
    assert found.point == Point(latitude=53.38039, longitude=-1.46992)


def test_a_point_alone_is_placed_by_polygon() -> None:
    found = placer().place("", point_at(435_359, 387_191))
    assert (found.known, found.inside, found.place, found.neighbourhood) == (
        *(False, True, "E08000039", "U31169"),
    )
    assert found.distance_m is None
    assert placer().place("", point_at(530_000, 180_000)).inside is False


def test_a_point_far_from_its_postcode_is_placed_by_itself() -> None:
    """The row's point is in Barnsley, its postcode in Sheffield: the caller says so."""
    found = placer().place("S1 2HH", point_at(434_500, 406_500))
    assert found.place == "E08000038"
    assert found.neighbourhood is not None
    assert found.neighbourhood.startswith("barnsley-")
    assert found.distance_m is not None
    assert found.distance_m > FAR_METRES
    assert found.lad_code == "E08000039"


def test_a_point_near_its_postcode_is_in_the_postcodes_district() -> None:
    """A building across the drawn edge from its postcode does not change its place."""
    record = directory().find("S13 9NG")
    assert record is not None
    beside = point_at(record.easting + 50, record.northing)
    assert placer().place("", beside).place == "E08000018"
    assert placer().place("S13 9NG", beside).place == "E08000039"


# --- neighbourhoods ------------------------------------------------------------------


def test_a_point_that_the_drawn_edge_leaves_out_has_the_nearest_neighbourhood() -> None:
    assert placer().place("S17 4QJ").neighbourhood == "U64938"


def test_far_outside_its_place_there_is_no_neighbourhood() -> None:
    leeds = point_at(430_000, 433_000)
    assert placer().neighbourhoods_in([("E08000039", leeds)]) == [None]


def test_a_neighbourhood_lies_in_the_stated_place() -> None:
    sheffield = point_at(435_359, 387_191)
    assert placer().neighbourhoods_in(
        [("E08000039", sheffield), ("E08000018", sheffield), (None, sheffield)]
    ) == ["U31169", None, None]
    assert placer().neighbourhoods_in([("E08000039", None), ("nowhere", sheffield)]) == [None] * 2
    assert placer().neighbourhoods_in([]) == []


def test_a_gap_between_neighbourhoods_is_no_neighbourhood() -> None:
    """Inside the place only rounding parts neighbours: 500 m count outside it."""
    areas = [one for one in dataset(SY).areas if one.id != "U31169"]
    found = Placer(areas, load_boundaries(SY)).place("S1 2HH")
    assert (found.place, found.neighbourhood) == ("E08000039", None)


# --- budget --------------------------------------------------------------------------


def test_ten_thousand_postcodes_take_a_second_at_most() -> None:
    """Distinct ones of all of South Yorkshire and round about; measured at 0.15 s."""
    held = directory()._letter("S")
    keys = random.Random(1).sample(held.keys.tolist(), 10_000)
    postcodes = [key.to_bytes(8, "big").rstrip(b"\0").decode() for key in keys]
    placer().place_all([(one, None) for one in postcodes[:100]])  # warm
    started = time.perf_counter()
    found = placer().place_all([(one, None) for one in postcodes])
    assert time.perf_counter() - started < 1
    assert all(one.known for one in found)
    assert np.mean([one.inside is True for one in found]) > 0.1
