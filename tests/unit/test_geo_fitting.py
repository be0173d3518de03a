"""Small areas fitted to large ones that were simplified apart from them."""

import numpy as np
import pytest
import shapely

from geo import GeographyError
from geo.boundaries import dissolve
from geo.fitting import fit, parts_to_drawn
from geo.projection import geometries_to_degrees

EAST, NORTH = 435_000, 387_000


def polygon(*corners: tuple[float, float]) -> shapely.Polygon:
    return shapely.Polygon([(EAST + x, NORTH + y) for x, y in corners])


# Two parts of "west" above each other, and "east" beside them; their common edge bulges
# 50 m to the east in the parts, and is straight in the wholes.
PARTS = {
    "w1": polygon((0, 0), (1000, 0), (1050, 500), (0, 500)),
    "w2": polygon((0, 500), (1050, 500), (1000, 1000), (0, 1000)),
    "e1": polygon((1000, 0), (2000, 0), (2000, 1000), (1000, 1000), (1050, 500)),
}
OWNERS = {"w1": "west", "w2": "west", "e1": "east"}
WHOLES = {
    "west": polygon((0, 0), (1000, 0), (1000, 1000), (0, 1000)),
    "east": polygon((1000, 0), (2000, 0), (2000, 1000), (1000, 1000)),
}


def test_parts_are_cut_and_filled_to_their_whole() -> None:
    fitted = fit(PARTS, OWNERS, WHOLES)
    assert list(fitted) == list(PARTS)
    joined = dissolve(list(fitted.values()), [OWNERS[one] for one in fitted])
    for owner, whole in WHOLES.items():
        assert joined[owner].symmetric_difference(whole).area < 1
    assert fitted["w1"].area == pytest.approx(500_000)
    assert shapely.coverage_is_valid(np.array(list(fitted.values())))


def test_what_is_left_goes_to_the_longest_common_edge() -> None:
    whole = {"west": WHOLES["west"]}
    parts = {
        "low": polygon((0, 0), (1000, 0), (1000, 200), (0, 200)),
        "high": polygon((0, 200), (900, 200), (900, 1000), (0, 1000)),
    }
    fitted = fit(parts, dict.fromkeys(parts, "west"), whole)
    # The strip at the east touches "high" over 800 m, "low" over 100 m.
    assert fitted["high"].area == pytest.approx(800_000)
    assert fitted["low"].area == pytest.approx(200_000)


def test_a_part_outside_its_whole_is_an_error() -> None:
    parts = PARTS | {"w3": polygon((5000, 0), (6000, 0), (6000, 1000))}
    with pytest.raises(GeographyError, match="too small"):
        fit(parts, OWNERS | {"w3": "west"}, WHOLES)


def test_drawn_parts_have_five_decimals_and_no_spikes() -> None:
    # A tip 200 m long and 0.3 m wide would turn inside out when rounded.
    spike = polygon((0, 0), (1000, 0), (1000, 499.85), (1200, 500), (1000, 500.15), (0, 1000))
    rest = polygon(
        (1000, 0), (2000, 0), (2000, 1000), (0, 1000), (1000, 500.15), (1200, 500), (1000, 499.85)
    )
    drawn = np.array(list(parts_to_drawn({"spike": spike, "rest": rest}).values()))
    assert shapely.is_valid(drawn).all()
    assert shapely.coverage_is_valid(drawn)
    corners = shapely.get_coordinates(drawn)
    assert np.array_equal(corners, np.round(corners, 5))
    wide = geometries_to_degrees(shapely.union_all([spike, rest]))
    assert shapely.union_all(drawn).symmetric_difference(wide).area < wide.area / 1000


def test_drawn_parts_that_overlap_twice_over_are_an_error() -> None:
    with pytest.raises(GeographyError, match="overlap"):
        parts_to_drawn({"a": WHOLES["west"], "b": WHOLES["west"]})
