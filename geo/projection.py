"""British National Grid to WGS 84 and back.

The transformation is written out instead of looked up by code, because PROJ picks a
different one when a machine happens to hold Ordnance Survey's OSTN15 grid, and a rebuild
of the data has to give the same bytes everywhere. It is EPSG:1314, "OSGB36 to WGS 84 (6)",
a Helmert transformation with an accuracy of 2 m (Ordnance Survey, *A guide to coordinate
systems in Great Britain*, section 6.6).
"""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer

Floats = npt.NDArray[np.float64]

_PIPELINE = " ".join(
    (
        "+proj=pipeline",
        "+step +proj=unitconvert +xy_in=deg +xy_out=rad",
        "+step +proj=cart +ellps=WGS84",
        "+step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06",
        "+rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 +convention=position_vector",
        "+step +inv +proj=cart +ellps=airy",
        "+step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717",
        "+x_0=400000 +y_0=-100000 +ellps=airy",
    )
)


def to_grid(longitude: float, latitude: float) -> tuple[float, float]:
    """Easting and northing in metres (EPSG:27700) of a position in degrees (WGS 84)."""
    easting, northing = _transformer().transform(longitude, latitude)
    return float(easting), float(northing)


def to_degrees(easting: float, northing: float) -> tuple[float, float]:
    """Longitude and latitude in degrees (WGS 84) of a position in metres (EPSG:27700)."""
    longitude, latitude = _transformer().transform(easting, northing, direction="INVERSE")
    return float(longitude), float(latitude)


def geometries_to_grid(geometries: Any) -> Any:
    """The same geometries (one or an array) with degrees turned into metres."""
    return shapely.transform(geometries, lambda xy: _columns(xy, "FORWARD"))


def geometries_to_degrees(geometries: Any) -> Any:
    """The same geometries (one or an array) with metres turned into degrees."""
    return shapely.transform(geometries, lambda xy: _columns(xy, "INVERSE"))


def _columns(xy: Floats, direction: str) -> Floats:
    return np.column_stack(_transformer().transform(xy[:, 0], xy[:, 1], direction=direction))


@cache
def _transformer() -> Transformer:
    return Transformer.from_pipeline(_PIPELINE)
