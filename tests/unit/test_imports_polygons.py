"""GeoJSON files of neighbourhoods that people hand in."""

import json
from typing import Any

import pytest
import shapely

from geo.boundaries import to_geojson
from geo.projection import geometries_to_grid
from joinedup.errors import ListError
from joinedup.imports.areas import PolygonList, read_polygons
from joinedup.imports.problems import Problem
from joinedup.imports.reading import MAX_BYTES
from joinedup.store.bundled import load_boundaries


def box(west: float, *, width: float = 0.1) -> Any:
    return shapely.box(west, 53.4, west + width, 53.5)


def feature(polygon: Any, /, **properties: Any) -> dict[str, Any]:
    geometry = polygon if isinstance(polygon, dict | None) else to_geojson(polygon)
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def read(*features: Any) -> PolygonList:
    return read_polygons(json.dumps({"type": "FeatureCollection", "features": features}).encode())


def problem(found: PolygonList, code: str) -> Problem:
    return next(one for one in found.problems if one.code == code)


# --- what is taken --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"name": "Central"}, ("Central", "", "")),
        ({"NAME": " Central\n East "}, ("Central East", "", "")),
        ({"Neighbourhood": "Central", "name": "Ward 3"}, ("Central", "", "")),
        ({"neighbourhood_name": "Central", "neighbourhood_id": "C1"}, ("Central", "C1", "")),
        (
            {"WD24CD": "E05001", "WD24NM": "Walkley", "LAD24CD": "E08", "LAD24NM": "Sheffield"},
            ("Walkley", "E05001", "Sheffield"),
        ),
        ({"LAD24NM": "Sheffield", "PCN25NM": "Porter Valley"}, ("Porter Valley", "", "Sheffield")),
        ({"name": "", "label": "Central", "id": 7}, ("Central", "7", "")),
        ({"name": 12, "place": "Barnsley", "code": None}, ("12", "", "Barnsley")),
        ({"name": "<b>Central</b>"}, ("<b>Central</b>", "", "")),
        ({"name": "a\u202eb\x00c"}, ("a b c", "", "")),
        ({"name": "x" * 5000}, ("x" * 200, "", "")),
    ],
)
def test_names_codes_and_places_are_told(
    properties: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    (one,) = read(feature(box(-1.5), **properties)).polygons
    assert (one.name, one.code, one.place) == expected


def test_our_own_boundaries_come_back() -> None:
    found = read_polygons(load_boundaries("south-yorkshire").encode())
    features = json.loads(load_boundaries("south-yorkshire"))["features"]
    assert found.features == len(features)
    assert [(one.name, one.code) for one in found.polygons] == [
        (one["properties"]["name"], one["id"]) for one in features
    ]
    assert found.polygons[5].rows == (6,)
    # Places and their neighbourhoods overlap; nothing else is wrong.
    assert {one.code for one in found.problems} == {"polygons-overlap"}
    assert not any(one.waits for one in found.problems)


def test_metres_and_degrees_give_the_same() -> None:
    degrees = read(feature(box(-1.5), name="A")).polygons[0].polygon
    metres = read(feature(geometries_to_grid(box(-1.5)), name="A")).polygons[0].polygon
    assert shapely.hausdorff_distance(degrees, metres) < 0.000_02


def test_areas_of_one_name_make_one() -> None:
    found = read(
        feature(box(-1.5), name="A", code="1"),
        feature(box(-1.2), name="B", code="3"),
        feature(box(-1.4), name="a", code="2"),
    )
    assert [(one.name, one.code, one.rows) for one in found.polygons] == [
        ("A", "", (1, 3)),
        ("B", "3", (2,)),
    ]
    assert found.polygons[0].polygon.equals(box(-1.5, width=0.2))
    joined = problem(found, "polygons-joined")
    assert (joined.row, joined.value, joined.waits) == (1, "A", False)


def test_the_same_name_in_two_places_stays_two() -> None:
    found = read(
        feature(box(-1.5), name="Central", place="Barnsley"),
        feature(box(-1.2), name="Central", place="Doncaster"),
    )
    assert len(found.polygons) == 2


# --- what is said ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (feature(box(-1.5)), "polygon-unnamed"),
        (feature(box(-1.5), name={"en": "A"}), "polygon-unnamed"),
        (feature(None, name="A"), "no-polygon"),
        (feature({"type": "Point", "coordinates": [-1.5, 53.4]}, name="A"), "no-polygon"),
        (feature({"type": "Polygon", "coordinates": [[1, 2]]}, name="A"), "polygon-broken"),
        (feature(shapely.box(53.4, -1.5, 53.5, -1.4), name="A"), "polygon-swapped"),
        (feature(shapely.box(10, 53.4, 11, 53.5), name="A"), "polygon-elsewhere"),
        (5, "no-polygon"),
        ({}, "no-polygon"),
    ],
)
def test_one_bad_area_waits_and_the_others_go_on(bad: Any, code: str) -> None:
    found = read(feature(box(-1.3), name="Good"), bad)
    assert [one.name for one in found.polygons] == ["Good"]
    (told,) = found.problems
    assert (told.code, told.row, told.waits) == (code, 2, True)
    assert told.message
    assert told.hint
    assert found.features == 2


def test_nothing_but_bad_areas_is_no_polygon() -> None:
    found = read(feature(None, name="A"))
    assert found.polygons == ()
    assert len(found.problems) == 1


def test_a_mended_outline_is_told() -> None:
    bow_tie = shapely.Polygon([(-1.5, 53.4), (-1.4, 53.5), (-1.4, 53.4), (-1.5, 53.5)])
    found = read(feature(bow_tie, name="A"))
    assert found.polygons[0].polygon.is_valid
    assert (problem(found, "polygon-mended").row, found.problems[0].waits) == (1, False)


@pytest.mark.parametrize(("west", "told"), [(-1.45, True), (-1.4, False), (-1.4002, False)])
def test_areas_that_overlap_are_told(west: float, *, told: bool) -> None:
    found = read(feature(box(-1.5), name="A"), feature(box(west), name="B"))
    assert [one.code for one in found.problems] == (["polygons-overlap"] if told else [])
    if told:
        assert found.problems[0].row == 2
        assert "A" in found.problems[0].message


def test_heavy_outlines_become_lighter_and_it_is_told() -> None:
    fine = [shapely.Point(x, 53.4).buffer(0.05, quad_segs=2000) for x in (-1.5, -1.3)]
    found = read(*(feature(one, name=str(index)) for index, one in enumerate(fine)))
    corners = shapely.get_num_coordinates([one.polygon for one in found.polygons])
    assert corners.sum() <= 10_000
    assert "5 metres" in problem(found, "polygons-simplified").message
    for before, after in zip(fine, found.polygons, strict=True):
        assert before.symmetric_difference(after.polygon).area < before.area / 200


# --- what is refused ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-geojson"),
        (b"PK\x03\x04", "not-geojson"),
        (b'{"type": "Topology"}', "not-geojson"),
        (b'{"type": "FeatureCollection", "features": []}', "no-polygons"),
        (b"[" * 1_000_000, "too-many-corners"),
        (b" " * (MAX_BYTES + 1), "file-too-large"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(content: bytes, code: str) -> None:
    with pytest.raises(ListError) as caught:
        read_polygons(content)
    assert caught.value.code == code
    assert caught.value.hint


def test_outlines_that_would_take_hours_are_refused() -> None:
    comb = [[-1.5 + i / 10_000, 53.4 + (i % 2) / 10] for i in range(2000)]
    ring = [*comb, [-1.3, 53.39], [-1.5, 53.39]]
    across = [[53.4 - y - 1.5 + 0.1, 53.4 + x + 1.5] for x, y in ring]
    with pytest.raises(ListError) as caught:
        read(
            feature({"type": "Polygon", "coordinates": [ring]}, name="A"),
            feature({"type": "Polygon", "coordinates": [across]}, name="B"),
        )
    assert caught.value.code == "polygons-tangled"
