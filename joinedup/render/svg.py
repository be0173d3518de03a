"""Small still pictures of the map and the network, as SVG made on the server.

They need no script, scale without blur and print. Coordinates in degrees are drawn on an
equirectangular plane with its true scale at the middle latitude, which over one footprint is
within half a percent of Web Mercator's shape.
"""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from joinedup.model import ConnectionState, Organisation
from joinedup.network.layout import Layout
from joinedup.render.escaping import escape
from joinedup.render.palette import SECTORS
from joinedup.services import Reading

_STYLES = {
    dark: f".hood{{fill:{land};stroke:{line};stroke-width:1.4}}"
    f".place{{fill:none;stroke:{place};stroke-width:3}}"
    f".tie{{fill:none;stroke:{line};stroke-width:1.6}}"
    f".hub{{fill:{ground};stroke:{ink};stroke-width:3}}"
    "text{font:bold 34px Frutiger,Arial,sans-serif;text-anchor:middle;paint-order:stroke;"
    f"fill:{place};stroke:{ground};stroke-width:8;stroke-linejoin:round}}"
    for dark, land, line, place, ground, ink in (
        (False, "#e8edee", "#aeb7bd", "#425563", "#ffffff", "#212b32"),
        (True, "#26323b", "#56646f", "#aeb7bd", "#10181f", "#f0f4f5"),
    )
}
_STROKES = {
    ConnectionState.CONNECTED: 1,
    ConnectionState.NONE_ON_RECORD: 5,
    ConnectionState.UNKNOWN: 2.4,
}


def small_map(reading: Reading, boundaries: str, *, title: str, dark: bool) -> str:
    """The footprint's places and neighbourhoods with the organisations shown.

    Args:
        boundaries: The dataset's GeoJSON (EPSG:4326, longitude first).
        title: Alternative text of the picture.
    """
    features = json.loads(boundaries)["features"]
    rings = [ring for feature in features for ring in _rings(feature["geometry"])]
    if not rings:
        return ""
    lons = [lon for ring in rings for lon, _ in ring]
    lats = [lat for ring in rings for _, lat in ring]
    scale = math.cos(math.radians((min(lats) + max(lats)) / 2))
    width = (max(lons) - min(lons)) * scale
    factor = 1000 / max(width, max(lats) - min(lats))

    def place(lon: float, lat: float) -> tuple[float, float]:
        return (lon - min(lons)) * scale * factor, (max(lats) - lat) * factor

    # Places last: their heavier outline lies over their neighbourhoods'.
    shapes = [_area(feature, place) for feature in reversed(features)]
    names = [_name(feature, place) for feature in features]
    marks = [
        _mark(
            one,
            reading.found[one.id].state,
            *place(one.point.longitude, one.point.latitude),
            9,
            dark=dark,
        )
        for one in reading.shown
        if one.point
        and min(lons) <= one.point.longitude <= max(lons)
        and min(lats) <= one.point.latitude <= max(lats)
    ]
    box = f"-12 -12 {width * factor + 24:.0f} {(max(lats) - min(lats)) * factor + 24:.0f}"
    return _svg(box, title, [*shapes, *marks, *names], dark=dark)


def small_network(reading: Reading, layout: Layout, *, title: str, dark: bool) -> str:
    """The partnerships in scope with the organisations shown, where the network has them."""
    spots = {key: (x, 900 - y) for key, (x, y) in layout.positions.items()}
    lines: list[str] = []
    hubs: set[str] = set()
    for one in reading.shown:
        for key in reading.found[one.id].partnerships:
            hubs.add(key)
            (x1, y1), (x2, y2) = spots[one.id], spots[key]
            lines.append(f'<path class="tie" d="M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}"/>')
    marks = [
        _mark(one, reading.found[one.id].state, *spots[one.id], 7, dark=dark)
        for one in reading.shown
    ]
    circles = [
        f'<circle class="hub" cx="{spots[key][0]:.0f}" cy="{spots[key][1]:.0f}" r="9"/>'
        for key in sorted(hubs)
    ]
    drawn = [spots[one.id] for one in reading.shown] + [spots[key] for key in hubs]
    return _svg(_box(drawn), title, [*lines, *circles, *marks], dark=dark)


def _box(spots: Iterable[tuple[float, float]]) -> str:
    points = list(spots) or [(0.0, 0.0)]
    left, top = min(x for x, _ in points) - 20, min(y for _, y in points) - 20
    width = max(x for x, _ in points) + 20 - left
    height = max(y for _, y in points) + 20 - top
    return f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}"


def _svg(box: str, title: str, parts: Iterable[str], *, dark: bool) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" '
        f'aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f"<style>{_STYLES[dark]}</style>{''.join(parts)}</svg>"
    )


def _rings(geometry: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    polygons = (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )
    return [[(lon, lat) for lon, lat in ring] for polygon in polygons for ring in polygon]


def _area(feature: Mapping[str, Any], place: Any) -> str:
    path = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (place(*spot) for spot in ring)) + "Z"
        for ring in _rings(feature["geometry"])
    )
    kind = "place" if feature["properties"]["level"] == "place" else "hood"
    return f'<path class="{kind}" d="{path}"/>'


def _name(feature: Mapping[str, Any], place: Any) -> str:
    """A place's name over its middle; neighbourhoods have none in a small picture."""
    if feature["properties"]["level"] != "place":
        return ""
    x, y = place(*feature["properties"]["label"])
    return f'<text x="{x:.0f}" y="{y:.0f}">{escape(feature["properties"]["name"])}</text>'


def _mark(
    one: Organisation, state: ConnectionState, x: float, y: float, r: float, *, dark: bool
) -> str:
    style = SECTORS[one.sector]
    colour = style.colour(dark=dark)
    dashes = ' stroke-dasharray="3 3"' if state is ConnectionState.UNKNOWN else ""
    fill = colour if state is ConnectionState.CONNECTED else "none"
    width = _STROKES[state]
    return (
        f'<path d="{_shape(style.shape, x, y, r)}" fill="{fill}" stroke="{colour}" '
        f'stroke-width="{width}"{dashes}/>'
    )


def _shape(name: str, x: float, y: float, r: float) -> str:
    """The outline of a sector's mark; the same shapes as in ``joinedup.js``."""
    if name == "circle":
        return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
    corners = _CORNERS[name]
    return "M" + "L".join(f"{x + r * dx:.1f} {y + r * dy:.1f}" for dx, dy in corners) + "Z"


def _ring(sides: int, turn: float, size: float) -> list[tuple[float, float]]:
    angles = [turn + 2 * math.pi * k / sides for k in range(sides)]
    return [(size * math.cos(a), size * math.sin(a)) for a in angles]


def _star() -> list[tuple[float, float]]:
    outer, inner = _ring(5, -math.pi / 2, 1.32), _ring(5, -math.pi / 2 + math.pi / 5, 0.66)
    return [spot for pair in zip(outer, inner, strict=True) for spot in pair]


def _plus(turn: float) -> list[tuple[float, float]]:
    w, h = 0.38, 1.07
    quarter = [(-w, -h), (w, -h), (w, -w)]
    spots = []
    for k in range(4):
        angle = k * math.pi / 2 + turn
        c, s = math.cos(angle), math.sin(angle)
        spots += [(x * c - y * s, x * s + y * c) for x, y in quarter]
    return spots


_CORNERS: Mapping[str, list[tuple[float, float]]] = {
    "square": [(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
    "triangle": [(x, y + 0.15) for x, y in _ring(3, -math.pi / 2, 1.22)],
    "down": [(x, y - 0.15) for x, y in _ring(3, math.pi / 2, 1.22)],
    "diamond": _ring(4, 0, 1.2),
    "pentagon": _ring(5, -math.pi / 2, 1.1),
    "hexagon": _ring(6, 0, 1.08),
    "star": _star(),
    "plus": _plus(0),
    "cross": _plus(math.pi / 4),
}
