"""Neighbourhoods: LSOAs, wards and polygons that are nearly right."""

import json
from collections.abc import Sequence
from typing import Any

from geo.projection import to_grid
from scripts.nasty_lists.parts import table

_WARDS = {
    "North East": ("Cudworth", "Monk Bretton", "NORTH EAST", "Royston"),
    "Town": ("Central", "Darton East", "Darton West", "Kingstone", "Old Town", "St. Helen's"),
    "South and West": (
        *("Dearne North", "Dearne South", "Darfield", "Stairfoot Ward", "Wombwell", "Worsbrough"),
        *("Dodworth", "Hoyland Milton", "Rockingham", "Penistone East", "Penistone West"),
    ),
}

Corners = Sequence[tuple[float, float]]


def files() -> dict[str, bytes]:
    wards = [(ward, name) for name, own in _WARDS.items() for ward in own]
    return {
        "lsoas.csv": table(
            ("LSOA21CD", "LSOA21NM", "INT"),
            ("E01007317", "Barnsley 018A", "East"),
            ("e01007318", "", "East"),
            ("E01007319", "", "West"),
            ("E01007317", "", "West"),
            ("E01999999", "", "West"),
            ("E01007320", "", ""),
            ("", "", "West"),
        ),
        "wards.csv": table(("Ward", "Integrated neighbourhood"), *wards, ("Atlantis", "Town")),
        "polygons.geojson": _geojson(
            _feature("North", _square(-1.49, 53.54)),
            _feature("South", _square(-1.46, 53.54)),
            _feature("Bow", [(-1.48, 53.38), (-1.46, 53.40), (-1.46, 53.38), (-1.48, 53.40)]),
            _feature("Leeds", _square(-1.55, 53.80)),
            {
                "type": "Feature",
                "properties": {"name": "Office"},
                "geometry": {"type": "Point", "coordinates": [-1.48, 53.55]},
            },
            _feature("", _square(-1.43, 53.54)),
            {"type": "Feature", "properties": {"name": "Empty"}, "geometry": None},
        ),
        "polygons-in-metres.geojson": _geojson(
            _feature("North", _in_metres(_square(-1.49, 53.54))),
            _feature("South", _in_metres(_square(-1.46, 53.54))),
        ),
        "polygons-latitude-first.geojson": _geojson(
            _feature("North", [(y, x) for x, y in _square(-1.49, 53.54)])
        ),
        "no-polygons.geojson": _geojson(),
    }


def _square(west: float, south: float, size: float = 0.02) -> Corners:
    """Corners of a square, longitude first, in degrees (WGS 84)."""
    east, north = round(west + size, 5), round(south + size, 5)
    return [(west, south), (east, south), (east, north), (west, north)]


def _in_metres(corners: Corners) -> Corners:
    """Corners on the National Grid (EPSG:27700), to the metre."""
    return [(round(x), round(y)) for x, y in (to_grid(*corner) for corner in corners)]


def _feature(name: str, corners: Corners) -> dict[str, Any]:
    ring = [list(corner) for corner in (*corners, corners[0])]
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def _geojson(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}, indent=1).encode()
