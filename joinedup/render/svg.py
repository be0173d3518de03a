"""Small still pictures of the map and the network, as SVG made on the server.

They need no script, scale without blur and print. Coordinates in degrees are drawn on an
equirectangular plane with its true scale at the middle latitude, which over one footprint is
within half a percent of Web Mercator's shape.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from types import MappingProxyType
from typing import Any

from joinedup.model import ConnectionState, Organisation, Point, Sector
from joinedup.network.layout import Layout
from joinedup.render.escaping import escape
from joinedup.render.palette import SECTORS
from joinedup.services import Reading

_STYLES = {
    dark: f".hood{{fill:{land};stroke:{line};stroke-width:1.4}}"
    f".place{{fill:none;stroke:{place};stroke-width:3}}"
    f".tie{{fill:none;stroke:{line};stroke-width:1.6}}"
    f".hub{{fill:{ground};stroke:{ink};stroke-width:3}}"
    f".joined{{fill:none;stroke:{place};opacity:.4}}"
    f".node{{stroke:{ground};stroke-width:3}}"
    "text{font:bold 34px Frutiger,Arial,sans-serif;text-anchor:middle;paint-order:stroke;"
    f"fill:{place};stroke:{ground};stroke-width:8;stroke-linejoin:round}}"
    f".small,.figure,.name{{font-size:28px;font-weight:400;fill:{ink};stroke-width:6}}"
    ".figure{font-size:31px;stroke-width:9}.name{font-weight:700}.left{text-anchor:start}.right{text-anchor:end}"
    for dark, land, line, place, ground, ink in (
        (False, "#e8edee", "#aeb7bd", "#425563", "#ffffff", "#212b32"),
        (True, "#26323b", "#56646f", "#aeb7bd", "#10181f", "#f0f4f5"),
    )
}
_WIDE = 1000
_CLASSES = {"place": "place", "neighbourhood": "hood"}
_STROKES = {
    ConnectionState.CONNECTED: 1,
    ConnectionState.NONE_ON_RECORD: 5,
    ConnectionState.UNKNOWN: 2.4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """The areas of a footprint on the plane of a picture, whatever a view shows of them.

    Attributes:
        areas: Level, id and path of each, in the order in which they are drawn.
        names: Name and middle of each place, in units of the picture.
        west, south, east, north: What they span, in degrees (EPSG:4326).
        across, down: Units of the picture in a degree of longitude, of latitude; y down.
    """

    areas: tuple[tuple[str, str, str], ...]
    names: tuple[tuple[str, str, float, float], ...]
    west: float
    south: float
    east: float
    north: float
    across: float
    down: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in units of the picture."""
        return self.spot(self.east, self.south)

    def spot(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a position in degrees lies in the picture."""
        return (longitude - self.west) * self.across, (self.north - latitude) * self.down

    def holds(self, point: Point) -> bool:
        """Whether a point lies within what the areas span."""
        return (
            self.west <= point.longitude <= self.east and self.south <= point.latitude <= self.north
        )


def outlines(boundaries: str) -> Outlines | None:
    """The areas of a dataset's GeoJSON (EPSG:4326, longitude first); None without an area."""
    features = json.loads(boundaries)["features"]
    every = [ring for feature in features for ring in rings(feature["geometry"])]
    if not every:
        return None
    lons = [lon for ring in every for lon, _ in ring]
    lats = [lat for ring in every for _, lat in ring]
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    narrower = math.cos(math.radians((south + north) / 2))
    down = _WIDE / max((east - west) * narrower, north - south)
    empty = Outlines(
        areas=(),
        names=(),
        west=west,
        south=south,
        east=east,
        north=north,
        across=narrower * down,
        down=down,
    )
    # Places last: their heavier outline lies over their neighbourhoods'.
    return replace(
        empty,
        areas=tuple(_area(feature, empty) for feature in reversed(features)),
        names=tuple(
            (one["id"], one["name"], *empty.spot(*one["label"]))
            for one in (feature["properties"] for feature in features)
            if one["level"] == "place"
        ),
    )


def small_map(reading: Reading, areas: Outlines | None, *, title: str, dark: bool) -> str:
    """The footprint's places and neighbourhoods with the organisations shown.

    Args:
        areas: What :func:`outlines` made of the dataset's boundaries.
        title: Alternative text of the picture.
    """
    if areas is None:
        return ""
    shapes = [f'<path class="{_CLASSES[level]}" d="{path}"/>' for level, _, path in areas.areas]
    shown = [
        (one, areas.spot(one.point.longitude, one.point.latitude))
        for one in reading.shown
        if one.point and areas.holds(one.point)
    ]
    names = [text(name, x, y) for _, name, x, y in areas.names]
    width, height = areas.size
    box = f"-12 -12 {width + 24:.0f} {height + 24:.0f}"
    return picture(box, title, [*shapes, *_marks(reading, shown, 9, dark=dark), *names], dark=dark)


def small_network(
    reading: Reading,
    layout: Layout,
    *,
    title: str,
    dark: bool,
    letters: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The partnerships in scope with the organisations shown, where the network has them.

    Args:
        letters: What stands beside a partnership, by its id: a key beside the picture names it.
    """
    spots = {key: (x, 900 - y) for key, (x, y) in layout.positions.items()}
    lines: list[str] = []
    hubs: set[str] = set()
    for one in reading.shown:
        for key in reading.found[one.id].partnerships:
            hubs.add(key)
            (x1, y1), (x2, y2) = spots[one.id], spots[key]
            lines.append(f"M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}")
    ties = [f'<path class="tie" d="{"".join(lines)}"/>'] if lines else []
    shown = [(one, spots[one.id]) for one in reading.shown]
    circles = [
        f'<circle class="hub" cx="{spots[key][0]:.0f}" cy="{spots[key][1]:.0f}" r="9"/>'
        for key in sorted(hubs)
    ]
    drawn = [spots[one.id] for one in reading.shown] + [spots[key] for key in hubs]
    marks = _marks(reading, shown, 7, dark=dark)
    signs = [
        text(letters[key], spots[key][0], spots[key][1] - 15, "name")
        for key in sorted(hubs & letters.keys())
    ]
    return picture(_box(drawn), title, [*ties, *circles, *marks, *signs], dark=dark)


def picture(box: str, title: str, parts: Iterable[str], *, dark: bool) -> str:
    """A whole SVG of its parts; ``box`` is its ``viewBox``, ``title`` its alternative text."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" '
        f'aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f"<style>{_STYLES[dark]}</style>{''.join(parts)}</svg>"
    )


def text(words: str, x: float, y: float, kind: str = "") -> str:
    """Words at a spot; their style is that of the class ``kind``."""
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.0f}" y="{y:.0f}">{escape(words)}</text>'


def _box(spots: Iterable[tuple[float, float]]) -> str:
    points = list(spots) or [(0.0, 0.0)]
    left, top = min(x for x, _ in points) - 20, min(y for _, y in points) - 20
    width = max(x for x, _ in points) + 20 - left
    height = max(y for _, y in points) + 20 - top
    return f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}"


def rings(geometry: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    """Every ring of a GeoJSON polygon or several: corners in degrees, longitude first."""
    polygons = (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )
    return [[(lon, lat) for lon, lat in ring] for polygon in polygons for ring in polygon]


def _area(feature: Mapping[str, Any], plane: Outlines) -> tuple[str, str, str]:
    """Level, id and path of a feature; corners that fall on one unit are one."""
    path = ""
    for ring in rings(feature["geometry"]):
        spots = (plane.spot(*spot) for spot in ring)
        path += _outline(list(dict.fromkeys((round(x), round(y)) for x, y in spots)))
    return feature["properties"]["level"], feature["properties"]["id"], path


def _outline(corners: Sequence[tuple[int, int]]) -> str:
    """A closed path; steps from corner to corner take half as much room as positions."""
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(corners)]
    drawn = "".join(f"l{dx}{dy}" if dy < 0 else f"l{dx} {dy}" for dx, dy in steps)
    return f"M{corners[0][0]} {corners[0][1]}{drawn}Z"


def _marks(
    reading: Reading,
    shown: Iterable[tuple[Organisation, tuple[float, float]]],
    r: float,
    *,
    dark: bool,
) -> list[str]:
    """A mark for each organisation, those of one sector and state together."""
    found: dict[tuple[Sector, ConnectionState], list[str]] = {}
    for one, (x, y) in shown:
        outline = shape(SECTORS[one.sector].shape, x, y, r)
        kind = one.sector, reading.found[one.id].state
        found.setdefault(kind, []).append(f'<path d="{outline}"/>')
    return [
        f"<g {_style(*kind, dark=dark)}>{''.join(found[kind])}</g>"
        for kind in product(Sector, ConnectionState)
        if kind in found
    ]


def _style(sector: Sector, state: ConnectionState, *, dark: bool) -> str:
    colour = SECTORS[sector].colour(dark=dark)
    dashes = ' stroke-dasharray="3 3"' if state is ConnectionState.UNKNOWN else ""
    fill = colour if state is ConnectionState.CONNECTED else "none"
    return f'fill="{fill}" stroke="{colour}" stroke-width="{_STROKES[state]}"{dashes}'


def shape(name: str, x: float, y: float, r: float) -> str:
    """The outline of a sector's mark as a path's ``d``; the same shapes as in ``joinedup.js``."""
    if name == "circle":
        half = f"a{r:.3g} {r:.3g} 0 1 0 "
        return f"M{x - r:.1f} {y:.1f}{half}{2 * r:.3g} 0{half}{-2 * r:.3g} 0Z"
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
