"""Which area a position lies in, and which site is nearest.

Planar geometry: give positions and polygons in the same coordinates, metres on the
National Grid (EPSG:27700) where distances matter.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import shapely

from geo import GeographyError


class Site(NamedTuple):
    """A position that draws the area around it.

    Attributes:
        key: Decides between two sites at the same distance: the smaller one wins.
        owner: To whom what is nearest to this site goes.
        x, y: Metres, EPSG:27700.
    """

    key: str
    owner: str
    x: float
    y: float


class Locator:
    """Finds positions in a set of areas.

    Args:
        areas: Polygons by id, in metres (EPSG:27700).
    """

    def __init__(self, areas: Mapping[str, Any]) -> None:
        self._ids = sorted(areas)
        self._polygons = [areas[one] for one in self._ids]
        self._tree = shapely.STRtree(self._polygons)

    def containing(self, x: float, y: float) -> tuple[str, ...]:
        """Ids of the areas that hold the position, edges included, in order."""
        found = self._tree.query(shapely.Point(x, y), predicate="intersects")
        return tuple(sorted(self._ids[index] for index in found))

    def locate(self, x: float, y: float) -> str:
        """Id of the area that holds the position, else of the nearest one.

        Between two (an edge, the same distance) the first id wins.

        Raises:
            GeographyError: When there are no areas.
        """
        if not self._ids:
            raise GeographyError("There are no areas to look in.")
        inside = self.containing(x, y)
        if inside:
            return inside[0]
        found = self._tree.query_nearest(shapely.Point(x, y), all_matches=True)
        nearest: list[str] = [self._ids[index] for index in found]
        return min(nearest)


def nearest_owners(positions: Sequence[tuple[float, float]], sites: Sequence[Site]) -> list[str]:
    """For each position, the owner of the nearest site in a straight line.

    Raises:
        GeographyError: When there are no sites.
    """
    if not sites:
        raise GeographyError("There is no site to be near to.")
    return [_nearest(x, y, sites).owner for x, y in positions]


def _nearest(x: float, y: float, sites: Sequence[Site]) -> Site:
    return min(sites, key=lambda site: ((site.x - x) ** 2 + (site.y - y) ** 2, site.key))
