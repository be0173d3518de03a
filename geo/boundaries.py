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
    try:
        frame = gpd.read_file(path, columns=["LSOA11CD", "LSOA11NM"])
        rows = frame[[wanted(district_of(name)) for name in frame["LSOA11NM"]]]
        rows = rows.sort_values("LSOA11CD")
    except (OSError, RuntimeError, ValueError, KeyError, AttributeError) as error:
        raise GeographyError(f"The boundary file {path.name} cannot be read: {error}") from error
    polygons = snap(geometries_to_grid(rows.geometry.to_numpy()))
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
    snapped = shapely.set_precision(polygons, GRID_METRES)
    closed = _SHAPELY.coverage_clean(snapped, gap_width=GAP_METRES, snapping_distance=0.0)
    check_coverage(closed, gap_width=GAP_METRES)
    return closed


def check_coverage(polygons: Any, gap_width: float = 0.0) -> None:
    """Raise :class:`GeographyError` unless polygons share edges and never overlap.

    Args:
        polygons: An array of polygons, in any planar coordinates.
        gap_width: Gaps narrower than this count as a fault; in units of the coordinates.
    """
    broken = [item for item in polygons if item.is_empty or not item.is_valid]
    if broken or not shapely.coverage_is_valid(polygons, gap_width=gap_width):
        raise GeographyError("The boundaries overlap, leave slivers or are empty.")


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


def to_drawn(areas: Mapping[str, Any]) -> dict[str, Any]:
    """Areas as they are drawn: degrees (WGS 84), 5 decimals, corners in a fixed order.

    Outer rings run anticlockwise, as RFC 7946 asks.

    Raises:
        GeographyError: When rounding made areas overlap.
    """
    degrees = geometries_to_degrees(np.array(list(areas.values())))
    rounded = shapely.transform(degrees, lambda xy: np.round(xy, DECIMALS))
    drawn = shapely.orient_polygons(shapely.normalize(rounded))
    check_coverage(drawn)
    return dict(zip(areas, drawn, strict=True))


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
