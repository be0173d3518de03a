"""Neighbourhoods from LSOAs and polygons, places from districts, and what is counted in them."""

import json
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
import shapely

from geo import GeographyError
from geo.geojson import shapes_in
from joinedup.errors import DatasetError
from joinedup.imports.areas import (
    Lsoas,
    NewNeighbourhood,
    districts,
    neighbourhoods_from_lsoas,
    place_shares,
    recount,
    relocated,
    restated,
    with_neighbourhoods,
)
from joinedup.imports.placing import Placer
from joinedup.model import Area, AreaLevel, Dataset, Provenance
from joinedup.store.bundled import dataset_ids, load_boundaries, load_dataset
from joinedup.store.codec import LATER_TABLES
from joinedup.store.geography import load_districts, load_lsoas

SY, SHEFFIELD, BARNSLEY = "south-yorkshire", "E08000039", "E08000038"
SOURCE = Provenance(source="A list", licence="Ours", as_of="2026-10")
each_dataset = pytest.mark.parametrize("one", dataset_ids())


@cache
def dataset(one: str) -> Dataset:
    return load_dataset(one)


@cache
def lsoas(one: str) -> Lsoas:
    return Lsoas(load_lsoas(one) or "")


def new_from_lsoas(one: str, areas: tuple[Area, ...]) -> list[NewNeighbourhood]:
    """The dataset's own neighbourhoods, made anew from its LSOAs."""
    wanted = {area.id: area for area in areas}
    chosen = {
        code: lsoa.neighbourhood
        for code, lsoa in lsoas(one).by_code.items()
        if lsoa.neighbourhood in wanted
    }
    return [
        NewNeighbourhood(
            id=key,
            name=wanted[key].name,
            place=wanted[key].parent or "",
            polygon=polygon,
            provenance=wanted[key].provenance,
            method=wanted[key].method,
            approximate=wanted[key].approximate,
        )
        for key, polygon in neighbourhoods_from_lsoas(chosen, lsoas(one)).items()
    ]


def by_ward(place: str, *, keep: int = 99) -> list[NewNeighbourhood]:
    """A neighbourhood a ward of a place of South Yorkshire."""
    own = {code: one for code, one in lsoas(SY).by_code.items() if one.place == place}
    wards = sorted({one.ward for one in own.values()})[:keep]
    chosen = {code: one.ward for code, one in own.items() if one.ward in wards}
    return [
        NewNeighbourhood(
            id=f"ward-{wards.index(ward)}", name=ward, place=place, polygon=it, provenance=SOURCE
        )
        for ward, it in neighbourhoods_from_lsoas(chosen, lsoas(SY)).items()
    ]


# --- counting ------------------------------------------------------------------------


@each_dataset
def test_counting_anew_gives_what_was_built(one: str) -> None:
    bare = [
        replace(area, practices=0, practices_with_patients=0, registered_patients=0)
        for area in dataset(one).areas
    ]
    assert recount(bare, dataset(one).organisations) == dataset(one).areas


def test_a_new_practice_counts_in_its_place_and_neighbourhood() -> None:
    practice = next(
        item
        for item in dataset(SY).organisations
        if item.neighbourhood and item.registered_patients
    )
    more = [*dataset(SY).organisations, replace(practice, id="x", registered_patients=None)]
    before = dataset(SY).area_by_id
    for area in recount(dataset(SY).areas, more):
        extra = area.id in (practice.place, practice.neighbourhood)
        assert area.practices == before[area.id].practices + extra
        assert area.practices_with_patients == before[area.id].practices_with_patients


@pytest.mark.parametrize("change", [{"outside": True}, {"sector": "vcse"}])
def test_what_is_no_practice_of_the_footprint_does_not_count(change: dict[str, object]) -> None:
    changed = [replace(item, **change) for item in dataset(SY).organisations]  # type: ignore[arg-type]
    assert {area.practices for area in recount(dataset(SY).areas, changed)} == {0}


@each_dataset
def test_boundaries_that_say_the_same_are_the_same(one: str) -> None:
    assert restated(load_boundaries(one), dataset(one).areas) == load_boundaries(one)


def test_boundaries_say_what_the_areas_say() -> None:
    areas = [replace(area, practices=7) for area in dataset(SY).areas]
    text = restated(load_boundaries(SY), areas)
    assert {one["properties"]["practices"] for one in json.loads(text)["features"]} == {7}
    assert shapes_in(text) == shapes_in(load_boundaries(SY))


# --- new neighbourhoods --------------------------------------------------------------


@each_dataset
def test_neighbourhoods_made_anew_from_lsoas_have_the_same_facts(one: str) -> None:
    new = new_from_lsoas(one, dataset(one).neighbourhoods)
    areas, text = with_neighbourhoods(
        dataset(one).areas, load_boundaries(one), new, dataset(one).organisations, lsoas(one)
    )
    assert areas == dataset(one).areas
    for key, polygon in shapes_in(load_boundaries(one)).items():
        made = shapes_in(text)[key]
        assert made.symmetric_difference(polygon).area < polygon.area / 1000


def test_only_the_named_place_changes() -> None:
    new = by_ward(BARNSLEY)
    boundaries = load_boundaries(SY)
    areas, text = with_neighbourhoods(
        dataset(SY).areas, boundaries, new, dataset(SY).organisations, lsoas(SY)
    )
    gone = {area.id for area in dataset(SY).areas if area.parent == BARNSLEY}
    kept = [area for area in dataset(SY).areas if area.id not in gone]
    assert [area for area in areas if area.parent != BARNSLEY] == kept
    hoods = [area for area in areas if area.parent == BARNSLEY]
    assert [area.name for area in hoods] == sorted(one.name for one in new)
    # Whatever else is drawn comes out to the letter.
    before, after = (set(each.replace("},\n", "}\n").splitlines()) for each in (boundaries, text))
    assert len(before - after) == len(gone)
    assert [one["id"] for one in json.loads(text)["features"]] == [area.id for area in areas]


def test_what_is_counted_in_new_neighbourhoods_adds_up_to_the_place() -> None:
    areas, _text = with_neighbourhoods(
        dataset(SY).areas,
        load_boundaries(SY),
        by_ward(SHEFFIELD),
        dataset(SY).organisations,
        lsoas(SY),
    )
    place = next(area for area in areas if area.id == SHEFFIELD)
    hoods = [area for area in areas if area.parent == SHEFFIELD]
    assert len(hoods) == 28
    for fact in (
        *("practices", "practices_with_patients", "registered_patients"),
        *("lsoas", "lsoas_most_deprived"),
    ):
        assert sum(getattr(one, fact) for one in hoods) == getattr(place, fact), fact


def test_what_lies_in_no_new_neighbourhood_counts_in_none() -> None:
    areas, text = with_neighbourhoods(
        dataset(SY).areas,
        load_boundaries(SY),
        by_ward(SHEFFIELD, keep=3),
        dataset(SY).organisations,
        lsoas(SY),
    )
    hoods = [area for area in areas if area.parent == SHEFFIELD]
    held = {one.id: shapes_in(text)[one.id] for one in hoods}
    for hood in hoods:
        inside = [
            item
            for item in dataset(SY).organisations
            if item.sector == "general-practice"
            and item.point
            and held[hood.id].contains(shapely.Point(item.point.longitude, item.point.latitude))
        ]
        assert hood.practices == len(inside)
        assert 0 < hood.lsoas < 30


def test_without_lsoas_none_are_counted() -> None:
    areas, _text = with_neighbourhoods(
        dataset(SY).areas, load_boundaries(SY), by_ward(BARNSLEY), dataset(SY).organisations, None
    )
    assert {area.lsoas for area in areas if area.parent == BARNSLEY} == {0}
    assert sum(area.practices for area in areas if area.parent == BARNSLEY) > 0


def test_a_new_neighbourhood_is_drawn_as_the_others_are() -> None:
    _areas, text = with_neighbourhoods(
        dataset(SY).areas, load_boundaries(SY), by_ward(BARNSLEY), [], lsoas(SY)
    )
    features = json.loads(text)["features"]
    keys = [list(one["properties"]) for one in features]
    assert all(one == keys[0] for one in keys)
    fresh = [one for one in features if one["id"].startswith("ward-")]
    for one in fresh:
        polygon = shapes_in(text)[one["id"]]
        assert polygon.contains(shapely.Point(one["properties"]["label"]))
        assert one["properties"]["source"] == "A list"
    drawn = np.array([shapes_in(text)[one["id"]] for one in fresh])
    assert shapely.coverage_is_valid(drawn)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"place": "E09000001"}, "place is not there"),
        ({"place": "barnsley-central"}, "place is not there"),
        ({"id": BARNSLEY}, "one id"),
        ({"id": "U72999"}, "one id"),
    ],
)
def test_what_does_not_fit_is_an_error(change: dict[str, str], message: str) -> None:
    one = replace(by_ward(BARNSLEY)[0], **change)  # type: ignore[arg-type]
    with pytest.raises(DatasetError, match=message):
        with_neighbourhoods(dataset(SY).areas, load_boundaries(SY), [one], [], None)


def test_two_of_one_id_are_an_error() -> None:
    one = by_ward(BARNSLEY)[0]
    with pytest.raises(DatasetError, match="one id"):
        with_neighbourhoods(dataset(SY).areas, load_boundaries(SY), [one, one], [], None)


def test_an_id_of_a_neighbourhood_that_goes_is_free() -> None:
    one = replace(by_ward(BARNSLEY)[0], id="barnsley-central")
    areas, _text = with_neighbourhoods(dataset(SY).areas, load_boundaries(SY), [one], [], None)
    assert [area.id for area in areas if area.parent == BARNSLEY] == ["barnsley-central"]


# --- organisations after that --------------------------------------------------------


def test_organisations_move_to_the_new_neighbourhoods() -> None:
    areas, text = with_neighbourhoods(
        dataset(SY).areas, load_boundaries(SY), by_ward(BARNSLEY), [], lsoas(SY)
    )
    moved = relocated(dataset(SY).organisations, areas, text, {BARNSLEY})
    placer = Placer(areas, text)
    for before, after in zip(dataset(SY).organisations, moved, strict=True):
        if before.place != BARNSLEY:
            assert after == before
        elif before.point is not None:
            assert after.neighbourhood == placer.place(before.postcode, before.point).neighbourhood
            assert after.neighbourhood is not None
    # Fits together again; partnerships may serve a neighbourhood that is gone.
    gone: Any = dict.fromkeys(("partnerships", "memberships", *LATER_TABLES), ())
    replace(dataset(SY), areas=areas, organisations=moved, **gone)


def test_without_a_point_a_neighbourhood_stays_where_it_is_left() -> None:
    barnsley = next(one for one in dataset(SY).organisations if one.place == BARNSLEY)
    kept = replace(barnsley, point=None, neighbourhood="barnsley-central")
    lost = replace(barnsley, id="x", point=None, neighbourhood="gone")
    moved = relocated([kept, lost], dataset(SY).areas, load_boundaries(SY), {BARNSLEY})
    assert [one.neighbourhood for one in moved] == ["barnsley-central", None]


# --- places --------------------------------------------------------------------------


def test_a_polygon_lies_in_the_places_it_covers() -> None:
    shapes = shapes_in(load_boundaries(SY))
    hoods = dataset(SY).neighbourhoods
    found = place_shares([shapes[one.id] for one in hoods], dataset(SY).areas, load_boundaries(SY))
    for one, shares in zip(hoods, found, strict=True):
        assert next(iter(shares)) == one.parent
        assert shares[one.parent] == pytest.approx(1)
    both = shapely.box(-1.50, 53.40, -1.30, 53.44)
    (shares,) = place_shares([both], dataset(SY).areas, load_boundaries(SY))
    assert sorted(shares) == ["E08000018", "E08000039"]
    assert sum(shares.values()) == pytest.approx(1)
    assert place_shares([shapely.box(0, 51, 1, 52)], dataset(SY).areas, load_boundaries(SY)) == [{}]


def test_districts_make_a_new_dataset() -> None:
    """Chosen from the postcodes of a list; what is in Scotland has no boundary here."""
    codes = [
        placing.lad_code
        for placing in Placer([], '{"features": []}').place_all(
            [(one, None) for one in ("S1 2HH", "S70 2TA", "CA1 1AA", "EH1 1YZ", "S1 2HH", "")]
        )
    ]
    areas, text = districts(codes, load_districts())
    assert [area.name for area in areas] == [
        *("Allerdale, Carlisle and Copeland", "Barnsley", "Sheffield"),
    ]
    assert {(area.level, area.provenance.licence) for area in areas} == {
        (AreaLevel.PLACE, "OGL v3")
    }
    assert "named after" in areas[0].method
    assert "named after" not in areas[1].method
    assert restated(text, areas) == text
    features = json.loads(text)["features"]
    assert [one["id"] for one in features] == [area.id for area in areas]
    assert list(features[0]["properties"]) == list(
        json.loads(load_boundaries(SY))["features"][0]["properties"]
    )
    placer = Placer(areas, text)
    assert placer.place("S1 2HH").place == SHEFFIELD
    assert placer.place("LS1 1UR").inside is False


def test_no_district_makes_no_place() -> None:
    assert districts([], load_districts()) == (
        (),
        '{"type":"FeatureCollection","features":[\n\n]}\n',
    )


def test_damaged_districts_are_an_error() -> None:
    with pytest.raises(GeographyError, match="damaged"):
        districts(["E08000039"], "{}")
