"""What lies below the marks of a still map: areas and their shades, a scale, and the sources."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from joinedup.render.escaping import escape
from joinedup.render.still import INK, Box, Spot, Window, clipped, flat, stroke
from joinedup.render.still_signs import mixed
from joinedup.render.still_text import Label, haloed, width_of
from joinedup.render.svg import rings

#: Pixels at the foot for the scale and the sources.
FOOT = 30.0
#: Corners closer than this many pixels to the one before are left out; nobody sees them.
_SMOOTH = 0.4
#: Pixels beyond the edge where areas are cut off, so that no outline runs along it.
_BEYOND = 8.0
_OPAQUE = 0.95
_WIDEST_SCALE = 130.0
_UNITS = (("km", 1000.0), ("miles", 1609.344))
#: Metres around the equator, on the sphere of Web Mercator.
_EQUATOR = 2 * math.pi * 6378137
_SMALL = 10.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area on the plane at zoom 0.

    Attributes:
        level: ``place`` or ``neighbourhood``.
        spot: Where its name stands.
        rings: Corners of its outlines and of its holes.
    """

    id: str
    name: str
    level: str
    spot: Spot
    rings: tuple[tuple[Spot, ...], ...]


def areas_of(boundaries: Mapping[str, Any]) -> tuple[Area, ...]:
    """The areas of a GeoJSON (EPSG:4326, longitude first)."""
    return tuple(_area(one) for one in boundaries["features"])


def _area(feature: Mapping[str, Any]) -> Area:
    told = feature["properties"]
    across, up = told["label"]
    outlines = rings(feature["geometry"])
    return Area(
        id=told["id"],
        name=told["name"],
        level=told["level"],
        spot=flat("map", up, across),
        rings=tuple(tuple(flat("map", lat, lon) for lon, lat in ring) for ring in outlines),
    )


def drawn_areas(areas: Sequence[Area], picture: Mapping[str, Any], window: Window) -> list[str]:
    """Neighbourhoods in their shades, then the outlines of places over them."""
    paths = [(one, _path(one, window)) for one in areas]
    hoods = [(one, path) for one, path in paths if one.level == "neighbourhood" and path]
    places = [(one, path) for one, path in paths if one.level == "place" and path]
    chosen = picture["selected"]
    drawn = [_shaded(one, path, picture.get("shade")) for one, path in hoods]
    outlines = [_outline(path, INK.ring, 3.5) for one, path in hoods if one.id == chosen]
    for one, path in sorted(places, key=lambda pair: pair[0].id == chosen):
        here = one.id == chosen
        outlines.append(_outline(path, INK.ring if here else INK.place, 5 if here else 2.4))
    return [
        f'<g class="areas" stroke-linejoin="round" {stroke(INK.line, 0.8)}>{"".join(drawn)}</g>',
        f'<g class="outlines" stroke-linejoin="round" fill="none">{"".join(outlines)}</g>',
    ]


def _shaded(one: Area, path: str, shade: Mapping[str, Any] | None) -> str:
    value = shade["values"].get(one.id) if shade else None
    if not shade or not value:
        return f'<path fill="{INK.land}" d="{path}"/>'
    colour = mixed(shade["ramp"][value["step"]], INK.land, _OPAQUE)
    told = escape(f"{one.name}: {value['text']}")
    return f'<path fill="{colour}" d="{path}"><title>{told}</title></path>'


def _outline(path: str, colour: str, width: float) -> str:
    return f'<path {stroke(colour, width)} d="{path}"/>'


def _path(one: Area, window: Window) -> str:
    """What of an area's outlines the window shows; empty for nothing."""
    box = (-_BEYOND, -_BEYOND, window.width + _BEYOND, window.height + _BEYOND)
    return "".join(_ring([window.spot(spot) for spot in ring], box) for ring in one.rings)


def _ring(corners: Sequence[Spot], box: Box) -> str:
    kept: list[Spot] = []
    for x, y in corners:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > _SMOOTH:
            kept.append((x, y))
    inside = clipped(kept, box)
    if len(inside) < 3:
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in inside) + "Z"


def foot(window: Window, attribution: str) -> list[str]:
    """A scale in kilometres and miles at the left, whose the boundaries are at the right."""
    labels, drawn = [], []
    left, y = 14.0, window.height - 22.0
    for (unit, metres), side in zip(_UNITS, (-1, 1), strict=True):
        count, wide = _scale(window, metres)
        ends = f"M{left} {y + side * 5}V{y}H{left + wide:.1f}V{y + side * 5}"
        drawn.append(f'<path fill="none" {stroke(INK.halo, 4)} stroke-opacity=".8" d="{ends}"/>')
        drawn.append(f'<path class="scale" fill="none" {stroke(INK.text, 1.4)} d="{ends}"/>')
        labels.append(_small(f"{count:,} {unit}", left + 5, y + side * 9, anchor="start"))
    if attribution:
        wide = width_of(attribution, _SMALL)
        labels.append(_small(attribution, window.width - 12 - wide / 2, window.height - 12))
    return [*drawn, haloed(labels, INK.halo, 3)]


def foot_boxes(window: Window, attribution: str) -> list[Box]:
    """The room that the scale and the sources take."""
    top = window.height - FOOT - 10
    wide = width_of(attribution, _SMALL) + 18 if attribution else 0.0
    return [
        (0, top, _WIDEST_SCALE + 60, window.height),
        (window.width - wide, window.height - 22, window.width, window.height),
    ]


def _small(text: str, x: float, y: float, *, anchor: str = "middle") -> Label:
    return Label(text=text, x=x, y=y, size=_SMALL, bold=False, colour=INK.muted, anchor=anchor)


def _scale(window: Window, unit: float) -> tuple[float, float]:
    """A round number of units that is not too wide, and how wide it is at the middle."""
    north = math.pi * (1 - 2 * window.middle[1] / 256)
    metre = 256 * window.scale / (_EQUATOR / math.cosh(north))
    most = _WIDEST_SCALE / (metre * unit)
    power = 10 ** math.floor(math.log10(most))
    count = max(step * power for step in (1, 2, 5) if step * power <= most)
    return (int(count) if count >= 1 else round(count, 6)), count * unit * metre
