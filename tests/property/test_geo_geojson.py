"""Whatever a GeoJSON file holds: polygons, a problem each, or a clear refusal."""

import json
from typing import Any

import shapely
from hypothesis import given
from hypothesis import strategies as st

from joinedup.errors import ListError
from joinedup.imports.areas import PolygonList, read_polygons

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "name", "coordinates", "id"]), inner, max_size=3)
    ),
    max_leaves=12,
)
# Near Sheffield, on a coarse raster, so that corners meet and edges cross.
corners = st.tuples(
    st.integers(0, 20).map(lambda x: -1.5 + x / 100),
    st.integers(0, 20).map(lambda y: 53.3 + y / 100),
)
rings = st.lists(corners, min_size=3, max_size=9) | st.lists(anything, max_size=4)
geometries = (
    st.fixed_dictionaries(
        {"type": st.just("Polygon"), "coordinates": st.lists(rings, min_size=1, max_size=2)}
    )
    | st.fixed_dictionaries(
        {
            "type": st.just("MultiPolygon"),
            "coordinates": st.lists(st.lists(rings, min_size=1, max_size=2), max_size=3),
        }
    )
    | anything
)
features = (
    st.fixed_dictionaries(
        {
            "type": st.just("Feature"),
            "properties": st.fixed_dictionaries({"name": st.sampled_from(["A", "B", "", None, 3])}),
            "geometry": geometries,
        }
    )
    | anything
)


def check(found: PolygonList) -> None:
    waiting = [one.row for one in found.problems if one.waits and one.row]
    used = [row for one in found.polygons for row in one.rows]
    assert sorted([*waiting, *used]) == list(range(1, found.features + 1))
    for one in found.polygons:
        assert one.name
        assert one.polygon.is_valid
        assert not one.polygon.is_empty
        assert one.polygon.geom_type in ("Polygon", "MultiPolygon")
        assert shapely.box(-9, 49, 2.5, 61.5).contains(one.polygon)


def check_all(content: bytes) -> None:
    try:
        found = read_polygons(content)
    except ListError as error:
        refused = error
    else:
        return check(found)
    assert refused.hint
    assert refused.code in ("not-geojson", "no-polygons", "polygons-tangled")


@given(st.lists(features, max_size=6))
def test_every_feature_is_used_or_waits(chosen: list[Any]) -> None:
    content = json.dumps({"type": "FeatureCollection", "features": chosen}).encode()
    check_all(content)


@given(st.binary(max_size=200) | anything.map(lambda one: json.dumps(one).encode()))
def test_any_bytes_are_polygons_or_a_clear_refusal(content: bytes) -> None:
    check_all(content)
