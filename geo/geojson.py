"""Polygons in GeoJSON (RFC 7946): our own, and files that somebody hands in.

A file from outside is bounded before it is parsed, and each feature stands alone: one that
can't be used does not spoil the others. What comes out is in degrees (WGS 84), longitude
first, as :mod:`geo.boundaries` draws it.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from geo import GeographyError
from geo.boundaries import DECIMALS, polygonal, rounded
from geo.projection import geometries_to_degrees

#: The most features and corners of a file that are read.
MAX_FEATURES = 2_000
MAX_CORNERS = 500_000

# West, south, east, north of the United Kingdom, with some sea around it.
_DEGREES = (-9.0, 49.0, 2.5, 61.5)
_METRES = (0.0, 0.0, 700_000.0, 1_300_000.0)
_WORLD = (-180.0, -90.0, 180.0, 90.0)
# How many edges' boxes an edge's box may meet on average (5 to 10 in real boundaries), and
# how many meetings in all are no trouble whatever the average.
_MEETINGS = 60
_FEW = 500_000
_AT_ONCE = 20
_SAVE = "Save the boundaries as GeoJSON in longitude and latitude (WGS 84) and upload that."


class GeoJsonError(GeographyError):
    """A file, or one feature of it, cannot be used.

    Attributes:
        code: Short and stable: ``not-geojson``.
        what: What is wrong, in words without a full stop.
        hint: What to do, in a sentence.
    """

    def __init__(self, code: str, what: str, hint: str) -> None:
        self.code, self.what, self.hint = code, what, hint
        super().__init__(f"{what}. {hint}")


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature as it stands in a file, unchecked."""

    properties: Mapping[str, Any]
    geometry: Any
    id: Any = None


def shapes_in(text: str) -> dict[str, Any]:
    """The geometries of one of our own files by feature id, as they are.

    Raises:
        GeographyError: When the text is damaged.
    """
    try:
        return {one["id"]: shape(one["geometry"]) for one in json.loads(text)["features"]}
    except (ValueError, KeyError, TypeError, AttributeError, shapely.GEOSException) as error:
        raise GeographyError(f"The boundaries are damaged: {error}") from error


def read_features(content: bytes) -> list[Feature]:
    """The features of a file that somebody hands in.

    Raises:
        GeoJsonError: When it is no GeoJSON, holds nothing, or too much.
    """
    if content.count(b"[") > MAX_CORNERS + 10 * MAX_FEATURES:  # each corner has a bracket
        raise _too_much("corners", MAX_CORNERS, "Simplify the boundaries in your mapping tool")
    try:
        loaded = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise GeoJsonError("not-geojson", "This file is not GeoJSON", _SAVE) from None
    items = _items(loaded)
    if not items:
        raise GeoJsonError("no-polygons", "There are no boundaries in this file", _SAVE)
    if len(items) > MAX_FEATURES:
        raise _too_much("areas", MAX_FEATURES, "Take out those of other places")
    return [_feature(one) for one in items]


def read_outline(geometry: Any) -> Any:
    """The (multi)polygon of a feature as it stands, unchecked; heights are left out.

    Raises:
        GeoJsonError: When it is no polygon.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        shown = kind if isinstance(kind, str) and len(kind) < 30 else "nothing"
        raise GeoJsonError(
            "no-polygon", f"This is not an area but {shown}", "Give the area's outline: a polygon."
        )
    try:
        several = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
        polygons = [shapely.Polygon(rings[0], rings[1:]) for rings in map(_rings, several)]
    except (KeyError, IndexError, TypeError, ValueError, OverflowError, shapely.GEOSException):
        raise _broken() from None
    if not polygons or any(one.is_empty for one in polygons):
        raise _broken()
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def check_tangle(outlines: Sequence[Any]) -> None:
    """Raise :class:`GeoJsonError` where edges cross so often that nothing could be computed.

    A few hundred kilobytes can hold edges that all cross each other: billions of crossings.
    """
    rings = shapely.get_rings(shapely.get_parts(list(outlines)))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    joined = ring[1:] == ring[:-1]
    edges: Any = shapely.linestrings(np.stack([corners[:-1][joined], corners[1:][joined]], axis=1))
    tree, met = shapely.STRtree(edges), 0
    for start in range(0, len(edges), _AT_ONCE):
        met += tree.query(edges[start : start + _AT_ONCE]).shape[1]
        if met > max(_FEW, _MEETINGS * len(edges)):
            raise GeoJsonError(
                "polygons-tangled",
                "The outlines in this file cross each other too often",
                "Check them in your mapping tool and save the file again.",
            )


def settle(outline: Any) -> tuple[Any, bool]:
    """An outline as a valid polygon in degrees (WGS 84), 5 decimals, and whether it was mended.

    Coordinates in metres on the National Grid (EPSG:27700) are told by their size. Where an
    outline crosses itself, all that it goes around counts.

    Raises:
        GeoJsonError: When nothing is left of it, or it lies outside the United Kingdom.
    """
    valid = bool(outline.is_valid)
    whole = outline
    if not valid:
        whole = shapely.make_valid(outline, method="structure", keep_collapsed=False)
    if whole.is_empty:
        raise _broken()
    if not _within(whole, _DEGREES):
        if _within(whole, _WORLD) or not _within(whole, _METRES):
            raise _elsewhere(whole)
        whole = geometries_to_degrees(whole)
    drawn = rounded(polygonal(shapely.set_precision(whole, 10.0**-DECIMALS)))
    if drawn.is_empty:
        raise _broken()
    return drawn, not valid


def _items(loaded: Any) -> list[Any]:
    """What stands where features should, unchecked."""
    if not isinstance(loaded, dict):
        raise GeoJsonError("not-geojson", "This file is not GeoJSON", _SAVE)
    kind = loaded.get("type")
    if kind == "FeatureCollection" and isinstance(loaded.get("features"), list):
        return list(loaded["features"])
    if kind == "Feature":
        return [loaded]
    if kind == "Topology":
        raise GeoJsonError("not-geojson", "This file is TopoJSON, not GeoJSON", _SAVE)
    raise GeoJsonError("not-geojson", "This file is not GeoJSON", _SAVE)


def _feature(loaded: Any) -> Feature:
    """A feature; without anything where it is none, so that its position still counts."""
    item = loaded if isinstance(loaded, dict) else {}
    properties = item.get("properties")
    return Feature(
        properties if isinstance(properties, dict) else {}, item.get("geometry"), item.get("id")
    )


def _rings(coordinates: Any) -> list[list[tuple[float, float]]]:
    if not isinstance(coordinates, list):
        raise TypeError
    return [list(_corners(ring)) for ring in coordinates]


def _corners(ring: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(ring, list):
        raise TypeError
    for position in ring:
        x, y = position[:2]
        if {type(x), type(y)} - {int, float}:  # no texts, nor true and false
            raise TypeError
        if not (math.isfinite(x) and math.isfinite(y)):
            raise ValueError
        yield float(x), float(y)


def _within(polygon: Any, bounds: Sequence[float]) -> bool:
    west, south, east, north = bounds
    x0, y0, x1, y1 = polygon.bounds
    return bool(x0 >= west and y0 >= south and x1 <= east and y1 <= north)


def _elsewhere(polygon: Any) -> GeoJsonError:
    swapped = shapely.transform(polygon, lambda xy: xy[:, ::-1])
    if _within(swapped, _DEGREES):
        return GeoJsonError(
            "polygon-swapped",
            "Its corners give latitude before longitude",
            "Save the file again with longitude first.",
        )
    return GeoJsonError("polygon-elsewhere", "This area does not lie in the United Kingdom", _SAVE)


def _broken() -> GeoJsonError:
    return GeoJsonError(
        "polygon-broken",
        "The outline of this area cannot be read",
        "Check it in your mapping tool and save it again.",
    )


def _too_much(what: str, most: int, hint: str) -> GeoJsonError:
    return GeoJsonError(
        f"too-many-{what}", f"This file has more than {most:,} {what}", f"{hint}, and try again."
    )


def _no_number(text: str) -> None:
    raise ValueError(text)
