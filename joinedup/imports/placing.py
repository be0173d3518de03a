"""Puts postcodes and positions on the map: point, place and neighbourhood, offline.

A postcode belongs to the place of its local authority district. Polygons are generalised, so
that one near an edge may lie on the wrong side of it; the district's code is exact. Only
where a district is shared between places, or nothing is known of it, the polygon decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from geo.geojson import shapes_in
from geo.locating import Locator
from geo.postcodes import PostcodeColumns, PostcodeDirectory
from geo.postcodes import directory as installed_directory
from geo.projection import Floats, geometries_to_grid, many_to_degrees, many_to_grid
from joinedup.model import Area, AreaLevel, Point

#: A given point farther from its postcode than this, in metres, contradicts it.
FAR_METRES = 1_000.0

_DECIMALS = 5
# How far from a neighbourhood of its place a point may lie, in metres: outside the place's
# generalised polygon, and inside it, where only rounding parts neighbours.
_REACH_OUTSIDE = 500.0
_REACH_INSIDE = 10.0
# A district is a place's when (nearly) all of a sample of its postcodes lie there; some
# miss its generalised polygon (0.3 % at most in the footprints at hand), or a neighbour's hit it.
_SAMPLE = 300
_FEWEST = 20
_ALL = 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where a row lies.

    Attributes:
        point: To draw: the given one, else the postcode's; 5 decimals.
        place, neighbourhood: Ids of areas.
        known: Whether the postcode is in the directory. Ended ones are, too, and cannot be told
            from others. One of the Channel Islands or the Isle of Man is known without a point.
        inside: Whether it lies in one of the places; None where that cannot be told.
        lad_code: ONS code of the postcode's district; empty where there is none.
        distance_m: Metres between the given point and the postcode's; None where one is missing.
    """

    point: Point | None
    place: str | None
    neighbourhood: str | None
    known: bool
    inside: bool | None
    lad_code: str
    distance_m: float | None


class Placer:
    """Locates postcodes and points in the areas of one version of a dataset.

    Args:
        areas: Places and neighbourhoods; those without a polygon are found by district only.
        boundaries: Their polygons, GeoJSON text in degrees (WGS 84), ids as of the areas.
        directory: The postcode directory; the installed one where it is left out.

    Raises:
        GeographyError: When the boundaries or the directory cannot be read.
    """

    def __init__(
        self,
        areas: Sequence[Area],
        boundaries: str,
        directory: PostcodeDirectory | None = None,
    ) -> None:
        shapes = shapes_in(boundaries)
        grid = {one: geometries_to_grid(polygon) for one, polygon in shapes.items()}
        places = [area for area in areas if area.level is AreaLevel.PLACE]
        self._directory = directory or installed_directory()
        self._by_code = {code: area.id for area in places for code in (*area.aliases, area.id)}
        self._places = Locator({one.id: grid[one.id] for one in places if one.id in grid})
        self._grounds = {
            place.id: _Ground(
                grid.get(place.id),
                {
                    one.id: grid[one.id]
                    for one in areas
                    if one.parent == place.id and one.id in grid
                },
            )
            for place in places
        }
        self._homes: dict[tuple[str, str], _Home] = {}

    def place(self, postcode: str, point: Point | None = None) -> Placing:
        """Where one row lies; see :meth:`place_all`."""
        return self.place_all([(postcode, point)])[0]

    def place_all(self, many: Sequence[tuple[str, Point | None]]) -> list[Placing]:
        """Where rows lie, in their order.

        A given point is drawn rather than the postcode's. Up to 1 km from it, the postcode's
        district says the place; farther, or without a known postcode, the point's polygon does.

        Args:
            many: Postcodes (empty or nonsense ones are unknown) and given points.

        Raises:
            GeographyError: When the postcode directory is damaged.
        """
        columns = self._directory.look_up([postcode for postcode, _point in many])
        points = _points(columns, [point for _postcode, point in many])
        metres = _metres(points)
        given = np.array([point is not None for _postcode, point in many], dtype=np.bool_)
        apart = np.hypot(*(metres - columns.metres).T)
        trusted = columns.known & ~(given & (apart > FAR_METRES))
        places = self._places_of(many, columns, metres, trusted)
        hoods = self._neighbourhoods(places, metres)
        return [
            Placing(
                point=points[row],
                place=places[row],
                neighbourhood=hoods[row],
                known=bool(columns.known[row]),
                inside=self._inside(places[row], points[row], columns.lad_codes[row]),
                lad_code=columns.lad_codes[row],
                distance_m=float(apart[row]) if given[row] and not np.isnan(apart[row]) else None,
            )
            for row in range(len(many))
        ]

    def neighbourhoods_in(
        self, many: Sequence[tuple[str | None, Point | None]]
    ) -> list[str | None]:
        """The neighbourhood of a stated place at each point; None where there is none.

        A point in the place but in none of its neighbourhoods has none. One that the place's
        generalised polygon misses by up to 500 m has the nearest.

        Args:
            many: Ids of places and points.
        """
        metres = _metres([point for _place, point in many])
        return self._neighbourhoods([place for place, _point in many], metres)

    def _inside(self, place: str | None, point: Point | None, lad_code: str) -> bool | None:
        if not self._by_code or (point is None and not lad_code):
            return None
        return place is not None

    def _places_of(
        self,
        many: Sequence[tuple[str, Point | None]],
        columns: PostcodeColumns,
        metres: Floats,
        trusted: Any,
    ) -> list[str | None]:
        found = self._places.locate_many(metres, reach=0.0)
        for row in np.flatnonzero(trusted).tolist():
            home = self._home(columns.lad_codes[row], many[row][0].lstrip()[0].upper())
            if home.sure:
                found[row] = home.place
        return found

    def _home(self, lad_code: str, letter: str) -> "_Home":
        """The place of a district, judged by its postcodes that begin with a letter."""
        if lad_code in self._by_code:
            return _Home(place=self._by_code[lad_code], sure=True)
        key = (lad_code, letter)
        if key not in self._homes:
            sample = self._directory.sample(lad_code, letter, _SAMPLE)
            self._homes[key] = _judge(self._places.locate_many(sample, reach=0.0))
        return self._homes[key]

    def _neighbourhoods(self, places: Sequence[str | None], metres: Floats) -> list[str | None]:
        found: list[str | None] = [None] * len(places)
        rows_of: dict[str, list[int]] = {}
        for row, place in enumerate(places):
            if place in self._grounds:
                rows_of.setdefault(place, []).append(row)
        for place, rows in rows_of.items():
            for row, hood in zip(rows, self._grounds[place].locate(metres[rows]), strict=True):
                found[row] = hood
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Home:
    """The place of a district (None: of none of them), and whether that is sure."""

    place: str | None
    sure: bool


class _Ground:
    """A place and its neighbourhoods, in metres (EPSG:27700)."""

    def __init__(self, place: Any, neighbourhoods: Mapping[str, Any]) -> None:
        self._place = place
        self._neighbourhoods = Locator(neighbourhoods)
        shapely.prepare(place)

    def locate(self, metres: Floats) -> list[str | None]:
        found = self._neighbourhoods.locate_many(metres, reach=_REACH_INSIDE)
        missed = [row for row, one in enumerate(found) if one is None]
        if missed and self._place is not None:
            held = shapely.intersects_xy(self._place, metres[missed])
            missed = [row for row, inside in zip(missed, held, strict=True) if not inside]
        near = self._neighbourhoods.locate_many(metres[missed], reach=_REACH_OUTSIDE)
        for row, one in zip(missed, near, strict=True):
            found[row] = one
        return found


def _judge(sample: Sequence[str | None]) -> _Home:
    if len(sample) < _FEWEST:
        return _Home(place=None, sure=False)
    place = max(sample, key=sample.count)
    return _Home(place=place, sure=sample.count(place) >= _ALL * len(sample))


def _points(columns: PostcodeColumns, given: Sequence[Point | None]) -> list[Point | None]:
    """The point of each row: the given one, else the postcode's."""
    found: list[Point | None] = [None if point is None else _rounded(point) for point in given]
    rows = [
        row
        for row in np.flatnonzero(~np.isnan(columns.metres[:, 0])).tolist()
        if found[row] is None
    ]
    degrees = many_to_degrees(columns.metres[rows]).tolist()
    for row, (longitude, latitude) in zip(rows, degrees, strict=True):
        found[row] = _rounded(Point(latitude=latitude, longitude=longitude))
    return found


def _rounded(point: Point) -> Point:
    return Point(
        latitude=round(point.latitude, _DECIMALS), longitude=round(point.longitude, _DECIMALS)
    )


def _metres(points: Iterable[Point | None]) -> Floats:
    """Rows of easting and northing (EPSG:27700) of points; NaN where there is none."""
    nowhere = (np.nan, np.nan)
    degrees = np.array(
        [nowhere if one is None else (one.longitude, one.latitude) for one in points],
        dtype=np.float64,
    ).reshape(-1, 2)
    found = np.full(degrees.shape, np.nan)
    rows = ~np.isnan(degrees[:, 0])
    found[rows] = many_to_grid(degrees[rows])
    return found
