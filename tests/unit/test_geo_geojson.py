"""GeoJSON from outside: bounded, checked, brought to degrees."""

import json
from typing import Any

import numpy as np
import pytest
import shapely

from geo import GeographyError, geojson
from geo.boundaries import to_geojson
from geo.geojson import (
    GeoJsonError,
    check_tangle,
    read_features,
    read_outline,
    settle,
    shapes_in,
)
from geo.projection import geometries_to_grid

SQUARE = [[-1.5, 53.4], [-1.4, 53.4], [-1.4, 53.5], [-1.5, 53.5], [-1.5, 53.4]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def collection(*geometries: Any) -> bytes:
    features = [{"type": "Feature", "properties": {}, "geometry": one} for one in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def code_of(caught: pytest.ExceptionInfo[GeoJsonError]) -> str:
    return caught.value.code


# --- files -------------------------------------------------------------------------


def test_features_come_in_their_order_whatever_they_are() -> None:
    content = b'{"type": "FeatureCollection", "features": [{"id": 7}, 5, {"properties": {"a": 1}}]}'
    found = read_features(content)
    assert [(one.id, dict(one.properties), one.geometry) for one in found] == [
        (7, {}, None),
        (None, {}, None),
        (None, {"a": 1}, None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_come_in_several_encodings(encoding: str) -> None:
    assert len(read_features(collection(polygon(SQUARE)).decode().encode(encoding))) == 1


def test_a_single_feature_is_a_file_too() -> None:
    one = {"type": "Feature", "properties": {"name": "A"}, "geometry": polygon(SQUARE)}
    assert read_features(json.dumps(one).encode())[0].properties == {"name": "A"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-geojson"),
        (b"%PDF-1.7", "not-geojson"),
        (b"name,postcode\n", "not-geojson"),
        (b"[1, 2]", "not-geojson"),
        (b"{}", "not-geojson"),
        (b'{"type": "FeatureCollection"}', "not-geojson"),
        (b'{"type": "FeatureCollection", "features": {}}', "not-geojson"),
        (b'{"type": "Topology", "objects": {}}', "not-geojson"),
        (b'{"type": "FeatureCollection", "features": []}', "no-polygons"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "not-geojson"),
        (b'{"a":' * 100_000, "not-geojson"),
        (b"[" * 100_000, "not-geojson"),
        (b"[" * 2_000_000, "too-many-corners"),
        (b"\xff\xfe\x00", "not-geojson"),
    ],
)
def test_what_cannot_be_used_says_why(content: bytes, code: str) -> None:
    with pytest.raises(GeoJsonError) as caught:
        read_features(content)
    assert code_of(caught) == code
    assert caught.value.hint


def test_too_many_features_are_refused() -> None:
    content = collection(*[None] * (geojson.MAX_FEATURES + 1))
    with pytest.raises(GeoJsonError) as caught:
        read_features(content)
    assert code_of(caught) == "too-many-areas"


# --- outlines ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (None, "no-polygon"),
        ("Polygon", "no-polygon"),
        ({"type": "Point", "coordinates": [-1.5, 53.4]}, "no-polygon"),
        ({"type": ["Polygon"], "coordinates": []}, "no-polygon"),
        ({"type": "Polygon"}, "polygon-broken"),
        (polygon(), "polygon-broken"),
        (polygon([]), "polygon-broken"),
        (polygon("SQUARE"), "polygon-broken"),
        (polygon([[-1.5, 53.4], [-1.4, 53.4]]), "polygon-broken"),
        (polygon([["-1.5", "53.4"], *SQUARE]), "polygon-broken"),
        (polygon([[True, False], *SQUARE]), "polygon-broken"),
        (polygon([[None, None], *SQUARE]), "polygon-broken"),
        (polygon([[10**400, 53.4], *SQUARE]), "polygon-broken"),
        (polygon([[1e999, 53.4], *SQUARE]), "polygon-broken"),
        (polygon([[-1.5], *SQUARE]), "polygon-broken"),
        ({"type": "MultiPolygon", "coordinates": []}, "polygon-broken"),
        ({"type": "MultiPolygon", "coordinates": [SQUARE]}, "polygon-broken"),
    ],
)
def test_what_is_no_outline_says_so(geometry: Any, code: str) -> None:
    with pytest.raises(GeoJsonError) as caught:
        read_outline(geometry)
    assert code_of(caught) == code


def test_heights_are_left_out() -> None:
    high = read_outline(polygon([[*corner, 120.5] for corner in SQUARE]))
    assert not high.has_z
    assert high.equals(shapely.Polygon(SQUARE))


def test_holes_and_parts_stay() -> None:
    hole = [[-1.46, 53.44], [-1.44, 53.44], [-1.44, 53.46], [-1.46, 53.44]]
    far = [[x + 1, y] for x, y in SQUARE]
    found = read_outline({"type": "MultiPolygon", "coordinates": [[SQUARE, hole], [far]]})
    assert found.geom_type == "MultiPolygon"
    assert len(found.geoms[0].interiors) == 1


def test_an_open_ring_is_closed() -> None:
    assert read_outline(polygon(SQUARE[:-1])).equals(shapely.Polygon(SQUARE))


# --- polygons ----------------------------------------------------------------------


def test_degrees_stay_degrees() -> None:
    found, mended = settle(shapely.Polygon(SQUARE))
    assert found.equals(shapely.Polygon(SQUARE))
    assert not mended


def test_metres_become_degrees() -> None:
    found, _mended = settle(geometries_to_grid(shapely.Polygon(SQUARE)))
    assert shapely.hausdorff_distance(found, shapely.Polygon(SQUARE)) < 0.000_02
    corners = shapely.get_coordinates(found)
    assert np.array_equal(corners, np.round(corners, 5))


def test_a_polygon_east_of_greenwich_is_not_taken_for_metres() -> None:
    norwich = shapely.box(1.2, 52.6, 1.4, 52.7)
    assert settle(norwich)[0].equals(norwich)


@pytest.mark.parametrize(
    ("outline", "code"),
    [
        (shapely.box(53.4, -1.5, 53.5, -1.4), "polygon-swapped"),
        (shapely.box(-74.0, 40.7, -73.9, 40.8), "polygon-elsewhere"),
        (shapely.box(-170_000, 7_000_000, -160_000, 7_010_000), "polygon-elsewhere"),
        (shapely.box(-1.5, 53.4, 435_000, 387_000), "polygon-elsewhere"),
        (shapely.Polygon([(-1.5, 53.4), (-1.4, 53.4), (-1.3, 53.4)]), "polygon-broken"),
        (shapely.box(-1.5, 53.4, -1.499_999, 53.400_001), "polygon-broken"),
    ],
)
def test_what_is_no_place_in_the_kingdom_says_so(outline: Any, code: str) -> None:
    with pytest.raises(GeoJsonError) as caught:
        settle(outline)
    assert code_of(caught) == code


def test_an_outline_that_crosses_itself_is_mended() -> None:
    bow_tie = shapely.Polygon([(-1.5, 53.4), (-1.4, 53.5), (-1.4, 53.4), (-1.5, 53.5)])
    found, mended = settle(bow_tie)
    assert mended
    assert found.is_valid
    assert found.area == pytest.approx(0.005, rel=0.01)


def test_what_an_outline_goes_around_twice_is_no_hole() -> None:
    found, mended = settle(star(5))
    assert mended
    assert found.contains(shapely.Point(-1.5, 53.4))
    assert len(found.interiors) == 0


def test_parts_that_overlap_leave_no_hole() -> None:
    both = shapely.MultiPolygon(
        [shapely.box(-1.5, 53.4, -1.4, 53.5), shapely.box(-1.45, 53.4, -1.35, 53.5)]
    )
    found, mended = settle(both)
    assert mended
    assert found.equals(shapely.box(-1.5, 53.4, -1.35, 53.5))


# --- tangles -----------------------------------------------------------------------


def star(corners: int) -> shapely.Polygon:
    """A star polygon whose every edge crosses nearly every other one."""
    turns = np.arange(corners) * (corners // 2) * 2 * np.pi / corners
    return shapely.Polygon(np.column_stack([np.cos(turns) / 10 - 1.5, np.sin(turns) / 10 + 53.4]))


def test_a_tangle_is_refused_before_it_is_computed() -> None:
    with pytest.raises(GeoJsonError) as caught:
        check_tangle([star(2_001)])
    assert code_of(caught) == "polygons-tangled"


def test_combs_that_cross_each_other_are_a_tangle() -> None:
    """Each is valid, but both together cross a million times."""
    teeth = np.arange(0, 1000)
    up = np.column_stack([np.repeat(teeth, 2), np.tile([0, 1000, 1000, 0], 500)])
    comb = shapely.Polygon([*up.tolist(), (1000, -1), (0, -1)])
    across = shapely.transform(comb, lambda xy: xy[:, ::-1])
    check_tangle([comb])
    with pytest.raises(GeoJsonError):
        check_tangle([comb, across])


def test_real_boundaries_are_no_tangle() -> None:
    cells = [shapely.box(x, y, x + 1, y + 1) for x in range(40) for y in range(40)]
    check_tangle([one.segmentize(0.1) for one in cells])
    check_tangle([shapely.Point(0, 0).buffer(1, quad_segs=20_000)])
    check_tangle([])


# --- our own -----------------------------------------------------------------------


def test_shapes_of_our_own_files_come_by_id() -> None:
    one = shapely.box(-1.5, 53.4, -1.4, 53.5)
    text = json.dumps({"features": [{"id": "a", "geometry": to_geojson(one)}]})
    assert shapes_in(text)["a"].equals(one)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"features": [{}]}', '{"features": [{"id": "a", "geometry": {}}]}']
)
def test_a_damaged_file_of_our_own_is_an_error(text: str) -> None:
    with pytest.raises(GeographyError, match="damaged"):
        shapes_in(text)
