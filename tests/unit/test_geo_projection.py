"""National Grid and WGS 84."""

import math

import numpy as np
import pytest
import shapely

from geo.projection import (
    geometries_to_degrees,
    geometries_to_grid,
    irish_to_grid,
    many_to_degrees,
    many_to_grid,
    to_degrees,
    to_grid,
)


def test_the_ordnance_surveys_worked_example_comes_out() -> None:
    # A guide to coordinate systems in Great Britain, annexe C: Caister water tower,
    # E 651409.903 N 313177.270; its WGS 84 position is 52.657977 N, 1.716074 E.
    longitude, latitude = to_degrees(651409.903, 313177.270)
    east = (longitude - 1.716074) * 111_320 * math.cos(math.radians(52.658))
    north = (latitude - 52.657977) * 111_250
    assert math.hypot(east, north) < 5  # the transformation is good to some metres


def test_there_and_back_is_within_a_centimetre() -> None:
    assert to_grid(*to_degrees(435000.0, 387000.0)) == pytest.approx((435000, 387000), abs=0.01)


def test_polygons_go_there_and_back() -> None:
    square = shapely.box(435000, 387000, 436000, 388000)
    there = geometries_to_degrees(square)
    assert shapely.box(-2, 53, -1, 54).contains(there)
    assert geometries_to_grid(there).equals_exact(square, tolerance=0.01)


def test_many_positions_come_out_as_one_does() -> None:
    metres = np.array([(435359.0, 387191.0), (146239.0, 529486.0)])
    degrees = many_to_degrees(metres)
    assert degrees.tolist() == [list(to_degrees(*one)) for one in metres.tolist()]
    assert many_to_grid(degrees).tolist() == [list(to_grid(*one)) for one in degrees.tolist()]


def test_the_irish_grid_is_a_grid_of_its_own() -> None:
    # Slieve Donard's trig pillar, the highest point of Northern Ireland: J 35797 27690 on the
    # Irish Grid; 54.1802 N, 5.9208 W.
    easting, northing = irish_to_grid(np.array([(335_797.0, 327_690.0)]))[0]
    assert math.dist((easting, northing), to_grid(-5.9208, 54.1802)) < 50
