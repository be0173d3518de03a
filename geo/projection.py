"""British National Grid to WGS 84 and back.

The transformation is written out instead of looked up by code, because PROJ picks a
different one when a machine happens to hold Ordnance Survey's OSTN15 grid, and a rebuild
of the data has to give the same bytes everywhere. It is EPSG:1314, "OSGB36 to WGS 84 (6)",
a Helmert transformation with an accuracy of 2 m (Ordnance Survey, *A guide to coordinate
systems in Great Britain*, section 6.6).

Northern Ireland has a grid of its own, the Irish Grid (EPSG:29903). It is brought in by
EPSG:1641, "TM75 to WGS 84 (2)", with an accuracy of 1 m.
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
_IRISH_TO_DEGREES = " ".join(
    (
        "+proj=pipeline",
        "+step +inv +proj=tmerc +lat_0=53.5 +lon_0=-8 +k=1.000035",
        "+x_0=200000 +y_0=250000 +ellps=mod_airy",
        "+step +proj=cart +ellps=mod_airy",
        "+step +proj=helmert +x=482.5 +y=-130.6 +z=564.6",
        "+rx=-1.042 +ry=-0.214 +rz=-0.631 +s=8.15 +convention=position_vector",
        "+step +inv +proj=cart +ellps=WGS84",
        "+step +proj=unitconvert +xy_in=rad +xy_out=deg",
    )
)


def to_grid(longitude: float, latitude: float) -> tuple[float, float]:
    """Easting and northing in metres (EPSG:27700) of a position in degrees (WGS 84)."""
    easting, northing = _transformer(_PIPELINE).transform(longitude, latitude)
    return float(easting), float(northing)


def to_degrees(easting: float, northing: float) -> tuple[float, float]:
    """Longitude and latitude in degrees (WGS 84) of a position in metres (EPSG:27700)."""
    longitude, latitude = _transformer(_PIPELINE).transform(easting, northing, direction="INVERSE")
    return float(longitude), float(latitude)


def many_to_grid(degrees: Floats) -> Floats:
    """Eastings and northings (EPSG:27700) of rows of longitude and latitude (WGS 84)."""
    return _columns(_transformer(_PIPELINE), degrees, "FORWARD")


def many_to_degrees(metres: Floats) -> Floats:
    """Longitudes and latitudes (WGS 84) of rows of easting and northing (EPSG:27700)."""
    return _columns(_transformer(_PIPELINE), metres, "INVERSE")


def irish_to_grid(metres: Floats) -> Floats:
    """Rows of easting and northing on the Irish Grid (EPSG:29903) as ones in EPSG:27700."""
    return many_to_grid(_columns(_transformer(_IRISH_TO_DEGREES), metres, "FORWARD"))


def geometries_to_grid(geometries: Any) -> Any:
    """The same geometries (one or an array) with degrees turned into metres."""
    return shapely.transform(geometries, many_to_grid)


def geometries_to_degrees(geometries: Any) -> Any:
    """The same geometries (one or an array) with metres turned into degrees."""
    return shapely.transform(geometries, many_to_degrees)


def _columns(transformer: Transformer, xy: Floats, direction: str) -> Floats:
    return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1], direction=direction))


@cache
def _transformer(pipeline: str) -> Transformer:
    return Transformer.from_pipeline(pipeline)
