"""Which area a position lies in, and which site is nearest.

Planar geometry: give positions and polygons in the same coordinates, metres on the
National Grid (EPSG:27700) where distances matter.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely

from geo import GeographyError
from geo.projection import Floats


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

    def locate_many(self, metres: Floats, reach: float) -> list[str | None]:
        """For each position the area that holds it, else the nearest within reach.

        Between two (an edge, the same distance) the first id wins, as in :meth:`locate`.

        Args:
            metres: Rows of easting and northing; rows of NaN lie nowhere.
            reach: How far from an area a position may lie, in metres; 0 for not at all.
        """
        rows = np.flatnonzero(~np.isnan(metres[:, 0]))
        found = np.full(len(metres), len(self._ids))
        if self._ids and len(rows):
            points: Any = shapely.points(metres[rows])
            held = self._tree.query(points, predicate="intersects")
            np.minimum.at(found, rows[held[0]], held[1])
            apart = np.flatnonzero(found[rows] == len(self._ids))
            if reach and len(apart):
                near = self._tree.query_nearest(points[apart], max_distance=reach)
                np.minimum.at(found, rows[apart[near[0]]], near[1])
        names = [*self._ids, None]
        return [names[index] for index in found.tolist()]


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
