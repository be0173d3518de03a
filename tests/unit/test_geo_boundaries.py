"""Boundaries as a coverage: reading, dissolving, simplifying, drawing."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from geo import GeographyError
from geo.boundaries import (
    check_coverage,
    dissolve,
    district_of,
    label_point,
    lighter,
    polygonal,
    read_country,
    read_lsoas,
    simplify,
    snap,
    to_drawn,
    to_geojson,
)
from geo.projection import geometries_to_degrees

EAST, NORTH = 435_000, 387_000


def square(column: int, row: int, size: float = 1000.0) -> shapely.Polygon:
    x, y = EAST + column * size, NORTH + row * size
    return shapely.box(x, y, x + size, y + size)


def test_the_district_is_the_name_without_its_last_word() -> None:
    assert district_of("Cheshire West and Chester 001A") == "Cheshire West and Chester"


def write_lsoas(path: Path, rows: list[tuple[str, str, shapely.Polygon]]) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"LSOA11CD": code, "LSOA11NM": name},
            "geometry": to_geojson(geometries_to_degrees(polygon)),
        }
        for code, name, polygon in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_lsoas_of_a_district_come_by_code_in_metres(tmp_path: Path) -> None:
    rows = [
        ("E2", "Sheffield 001B", square(1, 0)),
        ("E1", "Sheffield 001A", square(0, 0)),
        ("E3", "Leeds 001A", square(2, 0)),
    ]
    found = read_lsoas(write_lsoas(tmp_path / "l.geojson", rows), {"Sheffield"}.__contains__)
    assert [lsoa.code for lsoa in found] == ["E1", "E2"]
    assert found[0].polygon.equals(square(0, 0))


@pytest.mark.parametrize("text", ["", "{}", '{"features": [{}]}'])
def test_a_damaged_boundary_file_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "l.geojson"
    path.write_text(text)
    with pytest.raises(GeographyError, match=r"l\.geojson"):
        read_lsoas(path, {"Sheffield"}.__contains__)


def test_a_missing_boundary_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GeographyError, match=r"none\.geojson"):
        read_lsoas(tmp_path / "none.geojson", {"Sheffield"}.__contains__)


def test_a_country_is_read_in_spite_of_what_lies_under_another(tmp_path: Path) -> None:
    rows = [
        ("E1", "Sheffield 001A", square(0, 0)),
        ("E2", "Leeds 001A", square(1, 0)),
        ("E3", "Leeds 001B", shapely.box(EAST + 1200, NORTH + 200, EAST + 1400, NORTH + 400)),
    ]
    path = write_lsoas(tmp_path / "l.geojson", rows)
    assert [lsoa.code for lsoa in read_country(path)] == ["E1", "E2"]


def test_snapping_closes_slivers() -> None:
    left = shapely.box(EAST, NORTH, EAST + 1000.3, NORTH + 1000)
    right = shapely.box(EAST + 1000.4, NORTH, EAST + 2000, NORTH + 1000)
    assert snap(np.array([left, right]))[0].touches(snap(np.array([left, right]))[1])


@pytest.mark.parametrize("middle", [(1001, 1000), (998, 1600)])  # 0.3 m and 2.9 m wide
def test_snapping_fills_a_gap_between_corners_of_the_grid(middle: tuple[int, int]) -> None:
    # Both ends of the edge are on the grid; only one neighbour bends between them.
    left = shapely.Polygon([(0, 0), (0, 3000), (1000, 3000), middle, (1002, 0)])
    right = shapely.Polygon([(1000, 3000), (1002, 0), (3000, 0), (3000, 3000)])
    whole = shapely.coverage_union_all(snap(np.array([left, right])))
    assert whole.equals(shapely.box(0, 0, 3000, 3000))


def test_overlapping_areas_are_refused() -> None:
    with pytest.raises(GeographyError, match="overlap"):
        check_coverage(np.array([square(0, 0), square(0, 0, 1500.0)]))


def test_empty_areas_are_refused() -> None:
    with pytest.raises(GeographyError, match="empty"):
        check_coverage(np.array([square(0, 0), shapely.Polygon()]))


def test_dissolving_joins_what_one_owner_has() -> None:
    areas = dissolve([square(0, 0), square(1, 0), square(2, 0)], ["b", "b", "a"])
    assert list(areas) == ["a", "b"]
    assert areas["b"].area == 2_000_000
    assert areas["b"].geom_type == "Polygon"


def wavy(offset: float) -> list[tuple[float, float]]:
    """A north-south line with a small wave."""
    return [(EAST + offset + (10 if step % 2 else 0), NORTH + step * 50.0) for step in range(41)]


def test_simplified_neighbours_share_their_edge() -> None:
    line = wavy(1000)
    left = shapely.Polygon([(EAST, NORTH), *line, (EAST, NORTH + 2000)])
    right = shapely.Polygon([(EAST + 2000, NORTH), *line, (EAST + 2000, NORTH + 2000)])
    areas = {"left": left, "right": right}
    simpler = simplify(areas, 60.0)
    assert shapely.get_num_coordinates(simpler["left"]) < shapely.get_num_coordinates(left) / 4
    assert simpler["left"].touches(simpler["right"])
    assert simpler["left"].union(simpler["right"]).area == pytest.approx(4_000_000, rel=0.01)


def test_simplifying_refuses_overlaps() -> None:
    with pytest.raises(GeographyError):
        simplify({"a": square(0, 0), "b": square(0, 0, 1500.0)}, 40.0)


def test_drawn_areas_have_five_decimals_and_run_anticlockwise() -> None:
    drawn = to_drawn({"a": square(0, 0), "b": square(1, 0)})
    corners = shapely.get_coordinates(drawn["a"])
    assert np.array_equal(corners, np.round(corners, 5))
    assert drawn["a"].exterior.is_ccw
    assert shapely.coverage_is_valid(np.array(list(drawn.values())))


def test_drawn_areas_do_not_depend_on_where_a_ring_starts() -> None:
    ring = list(square(0, 0).exterior.coords)[:-1]
    turned = shapely.Polygon(ring[2:] + ring[:2])
    assert to_geojson(to_drawn({"a": square(0, 0)})["a"]) == to_geojson(
        to_drawn({"a": turned})["a"]
    )


def test_a_label_sits_at_the_widest_spot() -> None:
    pan = square(0, 0).union(shapely.box(EAST + 1000, NORTH + 400, EAST + 5000, NORTH + 500))
    longitude, latitude = label_point(pan)
    drawn = to_drawn({"body": square(0, 0)})["body"]
    assert drawn.contains(shapely.Point(longitude, latitude))


def test_cutting_leaves_polygons_only() -> None:
    line = shapely.LineString([(0, 0), (1, 1)])
    inner = shapely.GeometryCollection([square(0, 0), line])
    assert polygonal(shapely.GeometryCollection([inner, square(2, 0)])).area == 2_000_000
    assert polygonal(square(0, 0)).equals(square(0, 0))
    assert polygonal(line).is_empty


def circle(x: float) -> Any:
    return geometries_to_degrees(shapely.Point(EAST + x, NORTH).buffer(1000, quad_segs=500))


def test_few_corners_stay_as_they_are() -> None:
    polygons = np.array([circle(0)])
    same, tolerance = lighter(polygons, 5000)
    assert same is polygons
    assert tolerance == 0


@pytest.mark.parametrize("shift", [1500, 5000])  # overlapping, and apart
def test_too_many_corners_become_fewer(shift: float) -> None:
    polygons = np.array([circle(0), circle(shift)])
    fewer, tolerance = lighter(polygons, 400)
    assert shapely.get_num_coordinates(fewer).sum() <= 400
    assert 0 < tolerance <= 80
    assert shapely.is_valid(fewer).all()
    for before, after in zip(polygons, fewer, strict=True):
        assert before.symmetric_difference(after).area < before.area / 50


def test_neighbours_with_fewer_corners_share_their_edge() -> None:
    line = wavy(1000)
    # Where the two on the right meet, the left one has a corner that it would not need.
    east, middle = EAST + 2000, line[20]
    areas = {
        "left": shapely.Polygon([(EAST, NORTH), *line, (EAST, NORTH + 2000)]),
        "low": shapely.Polygon([*line[:21], (east, middle[1]), (east, NORTH)]),
        "high": shapely.Polygon([*line[20:], (east, NORTH + 2000), (east, middle[1])]),
    }
    fewer, tolerance = lighter(np.array(list(to_drawn(areas).values())), 40)
    assert tolerance >= 20
    assert shapely.get_num_coordinates(fewer).sum() <= 40
    assert shapely.coverage_is_valid(fewer)
