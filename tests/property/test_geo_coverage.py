"""Catchments and coverages of made-up areas keep their promises."""

import math

import numpy as np
import shapely
from hypothesis import given, reject
from hypothesis import strategies as st

from geo import GeographyError
from geo.boundaries import dissolve, simplify, to_drawn
from geo.fitting import fit
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


@given(owners, positions, st.integers(1, 2000))
def test_many_positions_are_located_as_one_is(
    chosen: list[str], asked: list[tuple[int, int]], reach: int
) -> None:
    areas = dissolve(CELLS[:12], chosen[:12])
    locator = Locator(areas)
    metres = np.array([(EAST + x, NORTH + y) for x, y in asked], dtype=float)
    for (x, y), found in zip(metres, locator.locate_many(metres, float(reach)), strict=True):
        near = min(area.distance(shapely.Point(x, y)) for area in areas.values()) <= reach
        assert found == (locator.locate(x, y) if near else None)


shifts = st.lists(
    st.tuples(st.integers(-150, 150), st.integers(-150, 150)), min_size=49, max_size=49
)


def bent_cells(shift: list[tuple[int, int]]) -> list[shapely.Polygon]:
    """The cells with their common corners moved about, so that simplifying has work to do."""

    def corner(column: int, row: int) -> tuple[int, int]:
        x, y = shift[column * (SIZE + 1) + row]
        return EAST + column * 500 + x, NORTH + row * 500 + y

    return [
        shapely.Polygon([corner(c, r), corner(c + 1, r), corner(c + 1, r + 1), corner(c, r + 1)])
        for c in range(SIZE)
        for r in range(SIZE)
    ]


@given(owners, shifts)
def test_fitted_parts_make_up_their_wholes(chosen: list[str], shift: list[tuple[int, int]]) -> None:
    keys = [f"{index:02}" for index in range(len(CELLS))]
    cells = bent_cells(shift)
    wholes = simplify(dissolve(cells, chosen), 200.0)
    try:
        fitted = fit(
            dict(zip(keys, cells, strict=True)), dict(zip(keys, chosen, strict=True)), wholes
        )
    except GeographyError:
        reject()  # one in a thousand: wedges of a metre that no snapping joins
    assert list(fitted) == keys
    assert shapely.coverage_is_valid(np.array(list(fitted.values())))
    for one, whole in dissolve(list(fitted.values()), chosen).items():
        # Where edges of parts meet the edge, rounding bends it by up to a metre.
        assert whole.symmetric_difference(wholes[one]).area < wholes[one].length


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
