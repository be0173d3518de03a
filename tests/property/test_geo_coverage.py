"""Catchments and coverages of made-up areas keep their promises."""

import math

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.boundaries import dissolve, simplify, to_drawn
from geo.locating import Locator, Site, nearest_owners
from geo.projection import to_degrees, to_grid

SIZE = 6
EAST, NORTH = 435_000, 387_000
CELLS = [
    shapely.box(EAST + c * 500, NORTH + r * 500, EAST + c * 500 + 500, NORTH + r * 500 + 500)
    for c in range(SIZE)
    for r in range(SIZE)
]
owners = st.lists(st.sampled_from("abcd"), min_size=SIZE**2, max_size=SIZE**2)
# Whole metres, as postcodes are: distances then are exact.
metres = st.integers(0, SIZE * 500)
positions = st.lists(st.tuples(metres, metres), min_size=1, max_size=8)


@given(owners)
def test_dissolving_loses_and_doubles_nothing(chosen: list[str]) -> None:
    areas = dissolve(CELLS, chosen)
    assert sorted(areas) == sorted(set(chosen))
    assert math.isclose(sum(area.area for area in areas.values()), SIZE**2 * 250_000)
    assert all(areas[one].contains(cell.centroid) for cell, one in zip(CELLS, chosen, strict=True))


@given(owners)
def test_what_is_drawn_is_a_coverage_that_shares_edges(chosen: list[str]) -> None:
    drawn = to_drawn(simplify(dissolve(CELLS, chosen), 40.0))
    assert shapely.coverage_is_valid(np.array(list(drawn.values())))


@given(owners, metres, metres)
def test_a_position_lies_in_the_area_of_its_cell(chosen: list[str], x: int, y: int) -> None:
    locator = Locator(dissolve(CELLS, chosen))
    touching = {
        one
        for cell, one in zip(CELLS, chosen, strict=True)
        if cell.intersects(shapely.Point(EAST + x, NORTH + y))
    }
    assert locator.locate(EAST + x, NORTH + y) == min(touching)


@given(positions, positions)
def test_the_owner_is_never_farther_than_any_other(
    asked: list[tuple[int, int]], places: list[tuple[int, int]]
) -> None:
    sites = [Site(f"{index:02}", f"o{index}", x, y) for index, (x, y) in enumerate(places)]
    by_owner = {site.owner: site for site in sites}
    for position, owner in zip(asked, nearest_owners(asked, sites), strict=True):
        own = by_owner[owner]
        best = min(math.dist(position, (site.x, site.y)) for site in sites)
        assert math.dist(position, (own.x, own.y)) == best


@given(positions, positions)
def test_the_order_of_sites_does_not_matter(
    asked: list[tuple[int, int]], places: list[tuple[int, int]]
) -> None:
    sites = [Site(f"{index:02}", f"o{index}", x, y) for index, (x, y) in enumerate(places)]
    turned = sorted(sites, key=lambda site: site.key, reverse=True)
    assert nearest_owners(asked, sites) == nearest_owners(asked, turned)


@given(st.floats(100_000, 650_000), st.floats(20_000, 650_000))
def test_a_position_goes_there_and_back(easting: float, northing: float) -> None:
    back = to_grid(*to_degrees(easting, northing))
    assert math.dist(back, (easting, northing)) < 0.01
