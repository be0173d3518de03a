"""Boundaries as a coverage: polygons that share their edges and never overlap.

The path from raw boundaries to what is drawn: read, bring to the National Grid, snap to
1 m, dissolve, simplify all areas together, return to degrees. The simplification is a
coverage simplification (topology preserving Visvalingam-Whyatt, GEOS 3.12 and later), so
neighbours keep one common edge.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import mapping

from geo import GeographyError
from geo.projection import geometries_to_degrees, geometries_to_grid

GRID_METRES = 1.0
GAP_METRES = 5.0
_SHAPELY: Any = shapely  # its published types (2.1) lack coverage_clean, new in 2.2
_COARSER_METRES = (5.0, 10.0, 20.0, 40.0, 80.0)
DECIMALS = 5  # of a degree: 1.1 m in latitude, 0.7 m in longitude here


@dataclass(frozen=True, slots=True)
class Lsoa:
    """A lower layer super output area: code, name and polygon (EPSG:27700, metres)."""

    code: str
    name: str
    polygon: Any


def read_lsoas(path: Path, wanted: Callable[[str], bool]) -> tuple[Lsoa, ...]:
    """LSOAs of 2011 whose district (``Sheffield``) is wanted, by code, snapped to 1 m.

    The district is the LSOA's name without its last word: ``Sheffield 001A``. The file is
    GeoJSON in degrees (WGS 84) with the properties ``LSOA11CD`` and ``LSOA11NM``.

    Raises:
        GeographyError: When the file cannot be read or the polygons overlap or leave gaps.
    """
    rows = _read_rows(path, wanted)
    return _named(rows, snap(geometries_to_grid(rows.geometry.to_numpy())))


def read_country(path: Path) -> tuple[Lsoa, ...]:
    """All LSOAs of 2011 of a file as :func:`read_lsoas` reads them, with small faults.

    Those that lie under another one (three of 34,753) are left out, and gaps in estuaries
    stay: for areas far larger than an LSOA.

    Raises:
        GeographyError: When the file cannot be read.
    """
    rows = _read_rows(path, lambda _district: True)
    polygons = _closed(geometries_to_grid(rows.geometry.to_numpy()))
    return tuple(lsoa for lsoa in _named(rows, polygons) if not lsoa.polygon.is_empty)


def _read_rows(path: Path, wanted: Callable[[str], bool]) -> gpd.GeoDataFrame:
    try:
        frame = gpd.read_file(path, columns=["LSOA11CD", "LSOA11NM"])
        rows = frame[[wanted(district_of(name)) for name in frame["LSOA11NM"]]]
        return rows.sort_values("LSOA11CD")
    except (OSError, RuntimeError, ValueError, KeyError, AttributeError) as error:
        raise GeographyError(f"The boundary file {path.name} cannot be read: {error}") from error


def _named(rows: gpd.GeoDataFrame, polygons: Any) -> tuple[Lsoa, ...]:
    return tuple(
        Lsoa(code, name, one)
        for code, name, one in zip(rows["LSOA11CD"], rows["LSOA11NM"], polygons, strict=True)
    )


def district_of(lsoa_name: str) -> str:
    """``Sheffield 001A`` gives ``Sheffield``."""
    return lsoa_name.rsplit(" ", 1)[0]


def snap(polygons: Any) -> Any:
    """Polygons (EPSG:27700) on a grid of 1 m, where shared edges become identical.

    The published boundaries were generalised and cut to a few decimals of a degree; as they
    come, neighbours differ in the last digits, and some leave a thin gap between them.
    Gaps under 5 m go to the neighbour with the longest common edge.

    Raises:
        GeographyError: When they overlap or leave slivers even so.
    """
    closed = _closed(polygons)
    check_coverage(closed, gap_width=GAP_METRES)
    return closed


def _closed(polygons: Any) -> Any:
    snapped = shapely.set_precision(polygons, GRID_METRES)
    return _SHAPELY.coverage_clean(snapped, gap_width=GAP_METRES, snapping_distance=0.0)


def check_coverage(polygons: Any, gap_width: float = 0.0) -> None:
    """Raise :class:`GeographyError` unless polygons share edges and never overlap.

    Args:
        polygons: An array of polygons, in any planar coordinates.
        gap_width: Gaps narrower than this count as a fault; in units of the coordinates.
    """
    if not is_coverage(polygons, gap_width):
        raise GeographyError("The boundaries overlap, leave slivers or are empty.")


def is_coverage(polygons: Any, gap_width: float = 0.0) -> bool:
    """Whether polygons are valid, share edges and never overlap; see :func:`check_coverage`."""
    broken = [item for item in polygons if item.is_empty or not item.is_valid]
    return not broken and bool(shapely.coverage_is_valid(polygons, gap_width=gap_width))


def dissolve(polygons: Sequence[Any], owners: Sequence[str]) -> dict[str, Any]:
    """One polygon for each owner: the union of the polygons it owns, by owner."""
    frame = gpd.GeoDataFrame({"owner": list(owners)}, geometry=list(polygons))
    return dict(frame.dissolve(by="owner", method="coverage").geometry)


def simplify(areas: Mapping[str, Any], tolerance: float) -> dict[str, Any]:
    """Areas (EPSG:27700) with fewer corners; common edges stay common.

    Args:
        areas: Polygons that form a coverage.
        tolerance: Metres; the square root of the area of the triangles that may go.

    Raises:
        GeographyError: When the areas were no coverage.
    """
    polygons = np.array(list(areas.values()))
    check_coverage(polygons)
    simpler = shapely.set_precision(shapely.coverage_simplify(polygons, tolerance), GRID_METRES)
    check_coverage(simpler)
    return dict(zip(areas, simpler, strict=True))


def lighter(polygons: Any, most: int) -> tuple[Any, float]:
    """Polygons (degrees) with fewer corners where they have too many, and the tolerance.

    Args:
        polygons: An array of valid polygons as they are drawn.
        most: Corners that all of them together may have; with the largest tolerance, more stay.

    Returns:
        The polygons as they are drawn, and metres as in :func:`simplify`; 0 where nothing changed.
    """
    metres = geometries_to_grid(polygons)
    coverage = shapely.coverage_is_valid(metres)
    simpler = shapely.coverage_simplify if coverage else shapely.simplify
    used = 0.0
    for tolerance in _COARSER_METRES:
        if shapely.get_num_coordinates(metres).sum() <= most:
            break
        metres, used = simpler(metres, tolerance), tolerance
    if not used:
        return polygons, used
    degrees = geometries_to_degrees(metres)
    return rounded(shapely.set_precision(degrees, 10.0**-DECIMALS)), used


def to_drawn(areas: Mapping[str, Any]) -> dict[str, Any]:
    """Areas as they are drawn: degrees (WGS 84), 5 decimals, corners in a fixed order.

    Outer rings run anticlockwise, as RFC 7946 asks.

    Raises:
        GeographyError: When rounding made areas overlap.
    """
    degrees = geometries_to_degrees(np.array(list(areas.values())))
    drawn = rounded(degrees)
    check_coverage(drawn)
    return dict(zip(areas, drawn, strict=True))


def rounded(polygons: Any) -> Any:
    """Polygons in degrees (one or an array) with 5 decimals and corners in a fixed order."""
    shorter = shapely.transform(polygons, lambda xy: np.round(xy, DECIMALS))
    return shapely.orient_polygons(shapely.normalize(shorter))


def polygonal(geometry: Any) -> Any:
    """The polygons of a geometry, without the lines and points that cutting leaves."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return shapely.union_all(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def label_point(polygon: Any) -> tuple[float, float]:
    """Where a name sits best: longitude and latitude of the widest spot of a polygon.

    Args:
        polygon: EPSG:27700; the centre of its largest inscribed circle is found to 10 m.
    """
    radius = shapely.maximum_inscribed_circle(polygon, tolerance=10.0)
    longitude, latitude = geometries_to_degrees(shapely.get_point(radius, 0)).coords[0]
    return round(longitude, DECIMALS), round(latitude, DECIMALS)


def to_geojson(polygon: Any) -> dict[str, Any]:
    """The GeoJSON geometry of a polygon, coordinates as they are."""
    return dict(mapping(polygon))
