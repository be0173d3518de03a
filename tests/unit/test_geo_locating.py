"""Which area holds a position, and which site is nearest."""

import numpy as np
import pytest
import shapely

from geo import GeographyError
from geo.locating import Locator, Site, nearest_owners

AREAS = {"west": shapely.box(0, 0, 10, 10), "east": shapely.box(10, 0, 20, 10)}


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (5, 5, "west"),
        (15, 5, "east"),
        (10, 5, "east"),  # on the common edge: the first id
        (-3, 5, "west"),
        (25, 5, "east"),
        (10, 12, "east"),  # equally far from both
    ],
)
def test_a_position_has_one_area(x: float, y: float, expected: str) -> None:
    assert Locator(AREAS).locate(x, y) == expected


def test_an_edge_belongs_to_both_neighbours() -> None:
    assert Locator(AREAS).containing(10, 5) == ("east", "west")
    assert Locator(AREAS).containing(30, 5) == ()


def test_no_areas_is_an_error() -> None:
    with pytest.raises(GeographyError, match="no areas"):
        Locator({}).locate(0, 0)


def test_many_positions_are_found_as_one_is() -> None:
    asked = np.array([(5, 5), (15, 5), (10, 5), (-3, 5), (25, 5), (10, 12), (np.nan, np.nan)])
    locator = Locator(AREAS)
    assert locator.locate_many(asked, 0.0) == ["west", "east", "east", None, None, None, None]
    assert locator.locate_many(asked, 3.0) == [
        *("west", "east", "east", "west", None, "east", None)
    ]
    assert locator.locate_many(asked[:0], 3.0) == []
    assert Locator({}).locate_many(asked, 3.0) == [None] * 7


def test_the_nearest_site_owns_a_position() -> None:
    sites = [Site("A1", "north", 0, 10), Site("A2", "south", 0, 0)]
    assert nearest_owners([(0, 6), (0, 4)], sites) == ["north", "south"]


@pytest.mark.parametrize("turned", [False, True])
def test_a_draw_goes_to_the_smaller_key(*, turned: bool) -> None:
    sites = [Site("B2", "second", 0, 0), Site("B1", "first", 0, 0)]
    assert nearest_owners([(3, 4)], sites[::-1] if turned else sites) == ["first"]


def test_no_sites_is_an_error() -> None:
    with pytest.raises(GeographyError, match="no site"):
        nearest_owners([(0, 0)], [])
