"""What every full-size still picture is made of: its inks, its window, and the whole SVG.

A still picture draws the same picture (:mod:`joinedup.render.picture`) as the frames on screen,
from the same columns, in the same order and by the same measures: ``static/*.js`` has each
number that these modules have. One unit is one pixel of the screen; ``width`` and ``height``
enlarge it. SVG 1.1 without script, style sheet, or anything from elsewhere, so that browsers,
typst, Inkscape and PowerPoint draw the same. Tested by ``tests/unit/test_render_still*.py`` and
beside the screen by ``tests/browser/test_stills.py``.
"""

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from joinedup.render.escaping import escape
from joinedup.render.still_text import FAMILY

Kind = Literal["map", "network"]
Spot = tuple[float, float]
#: Left, top, right, bottom.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks:
    """The colours of a picture that no sector and no state has; see ``joinedup.js``."""

    text: str
    muted: str
    halo: str
    land: str
    line: str
    place: str
    tie: str
    ring: str


INK = Inks(
    text="#212b32",
    muted="#4c6272",
    halo="#ffffff",
    land="#e8edee",
    line="#768692",
    place="#425563",
    tie="#768692",
    ring="#212b32",
)
#: The screen that a picture is as wide as, in its pixels: one of a laptop.
SCREEN = 1200.0
#: How far in and out one can look, as :func:`joinedup.render.leaflet.base_map` has it.
ZOOMS = {"map": (6.0, 18.0), "network": (-3.0, 5.0)}
#: Farthest up and across that a position may be, in degrees or units of the network's plane.
_FARTHEST = {"map": (85.0, 180.0), "network": (1e5, 1e5)}
_NUMBER = r"-?\d{1,6}(?:\.\d{1,12})?"
_POSITION = re.compile(rf"({_NUMBER}),({_NUMBER}),({_NUMBER})", re.ASCII)
_ROOM = 16.0
_STEP = 0.05
_ZOOM_OF_A_POINT = 14.0
_WORLD = 256.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The part of a plane that a picture shows.

    Attributes:
        middle: What lies in its middle, on the plane at zoom 0; y down.
        zoom: As Leaflet counts: one more is twice as large.
        width, height: In pixels.
    """

    middle: Spot
    zoom: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Pixels in a unit of the plane at zoom 0."""
        return float(2**self.zoom)

    def spot(self, flat: Spot) -> Spot:
        """Where a spot of the plane lies in the picture."""
        return (
            (flat[0] - self.middle[0]) * self.scale + self.width / 2,
            (flat[1] - self.middle[1]) * self.scale + self.height / 2,
        )

    def holds(self, spot: Spot, margin: float = 0.0) -> bool:
        """Whether a spot of the picture lies in it, or so close that a part of its mark does."""
        return (
            -margin <= spot[0] <= self.width + margin and -margin <= spot[1] <= self.height + margin
        )


def flat(kind: Kind, up: float, across: float) -> Spot:
    """A position on the plane at zoom 0, as Leaflet has it: x to the right, y down.

    Args:
        kind: Of a map, positions are WGS 84 degrees and the plane is Web Mercator (EPSG:3857) in
            256 pixels; of the network, the plane is that of its layout.
        up, across: Latitude and longitude, or y and x of the layout.
    """
    if kind == "network":
        return across, -up
    sine = math.sin(math.radians(max(-85.05, min(85.05, up))))
    return (
        _WORLD * (across / 360 + 0.5),
        _WORLD * (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)),
    )


def asked_for(kind: Kind, position: str, width: float, height: float) -> Window | None:
    """The window of a link's ``at`` or ``drawn``: up, across and zoom, with commas between.

    None where it is empty, no such three numbers, or beyond all bounds.
    """
    found = _POSITION.fullmatch(position) if len(position) <= 60 else None
    if not found:
        return None
    up, across, zoom = (float(one) for one in found.groups())
    highest, widest = _FARTHEST[kind]
    if abs(up) > highest or abs(across) > widest:
        return None
    nearest, farthest = ZOOMS[kind]
    return Window(
        middle=flat(kind, up, across),
        zoom=max(nearest, min(farthest, zoom)),
        width=width,
        height=height,
    )


def fitted(
    kind: Kind,
    spots: Sequence[Spot],
    width: float,
    height: float,
    *,
    closest: float,
    above: float = 0.0,
    below: float = 0.0,
) -> Window:
    """The window that just holds some spots of the plane.

    Args:
        closest: The largest zoom.
        above, below: Pixels at the head and at the foot that something else takes.
    """
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    top, bottom = min(y for _, y in spots), max(y for _, y in spots)
    room = (width - 2 * _ROOM, height - 2 * _ROOM - above - below)
    sides = [
        have / need for have, need in zip(room, (right - left, bottom - top), strict=True) if need
    ]
    zoom = math.log2(min(sides)) if sides else _ZOOM_OF_A_POINT
    zoom = max(ZOOMS[kind][0], min(closest, zoom))
    return Window(
        middle=((left + right) / 2, (top + bottom) / 2 + (below - above) / 2 / 2**zoom),
        zoom=zoom,
        width=width,
        height=height,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What something takes around its spot of the plane, in pixels: of its mark and its name."""

    left: float
    up: float
    right: float
    down: float


def fitted_around(
    kind: Kind,
    rooms: Callable[[float], Iterable[tuple[Spot, Room]]],
    width: float,
    height: float,
    *,
    closest: float,
) -> Window:
    """The window that just holds some spots of the plane, and what stands around them.

    Args:
        rooms: Gives the spots at a zoom, and the room of each; at least one.
        closest: The largest zoom.
    """

    def extent(zoom: float) -> Box:
        scale, found = 2**zoom, list(rooms(zoom))
        return (
            min(x * scale - room.left for (x, _), room in found),
            min(y * scale - room.up for (_, y), room in found),
            max(x * scale + room.right for (x, _), room in found),
            max(y * scale + room.down for (_, y), room in found),
        )

    zoom = closest
    left, top, right, bottom = extent(zoom)
    while zoom > ZOOMS[kind][0] and (
        right - left > width - 2 * _ROOM or bottom - top > height - 2 * _ROOM
    ):
        zoom = max(zoom - _STEP, ZOOMS[kind][0])
        left, top, right, bottom = extent(zoom)
    scale = 2**zoom
    middle = ((left + right) / 2 / scale, (top + bottom) / 2 / scale)
    return Window(middle=middle, zoom=zoom, width=width, height=height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A drawing and what is to be said of it.

    Attributes:
        svg: The whole picture.
        beyond: How many of those shown stand beyond its edges.
    """

    svg: str
    beyond: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How large a picture is.

    Attributes:
        width, height: In pixels of the paper's picture.
    """

    width: int
    height: int

    @property
    def high(self) -> float:
        """Its height in units, where :data:`SCREEN` is its width."""
        return SCREEN * self.height / self.width


def whole(
    sheet: Sheet, title: str, parts: Iterable[str], key: Iterable[str], *, drawn: float, high: float
) -> str:
    """The whole SVG: what is drawn, cut off at its foot, and the key below it.

    Args:
        title: Its alternative text.
        parts: What is drawn, in the order in which it is.
        key: What stands below.
        drawn: Height of the drawing, in units.
        high: Height of drawing and key, in units.
    """
    said, inner = escape(title), "".join(parts)
    # Several pictures can stand in one page: none may cut another.
    edge = "still-" + hashlib.sha256(f"{said}{sheet}{inner}".encode()).hexdigest()[:12]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{sheet.width}" '
        f'height="{high * sheet.width / SCREEN:.0f}" viewBox="0 0 {SCREEN:.0f} {high:.1f}" '
        f'role="img" font-family="{FAMILY}"><title>{said}</title>'
        f'<clipPath id="{edge}"><rect width="{SCREEN:.0f}" height="{drawn:.1f}"/></clipPath>'
        f'<rect width="{SCREEN:.0f}" height="{high:.1f}" fill="{INK.halo}"/>'
        f'<g clip-path="url(#{edge})">{inner}</g>{"".join(key)}</svg>'
    )


def group(attributes: str, parts: Iterable[str]) -> str:
    """Parts that share their attributes; nothing where there are none."""
    inner = "".join(parts)
    return f"<g {attributes}>{inner}</g>" if inner else ""


def stroke(colour: str, width: float, dashes: Sequence[float] = (), *, opacity: float = 1) -> str:
    """The attributes of a line, and of an outline."""
    dashed = f' stroke-dasharray="{" ".join(f"{one:.3g}" for one in dashes)}"' if dashes else ""
    pale = f' stroke-opacity="{opacity:.3g}"' if opacity < 1 else ""
    return f'stroke="{colour}" stroke-width="{width:.3g}"{dashed}{pale}'


def lines(ends: Iterable[tuple[Spot, Spot]]) -> str:
    """Lines as one path's ``d``."""
    return "".join(f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}" for (a, b), (c, d) in ends)


def circle(x: float, y: float, r: float, attributes: str) -> str:
    """A circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.3g}" {attributes}/>'


def arc(x: float, y: float, r: float, start: float, end: float, *, on: bool = False) -> str:
    """A piece of a circle as a path's ``d``, clockwise or back; ``on`` joins it to what is there.

    Args:
        start, end: Angles in radians, clockwise from the right.
    """
    around = end - start
    if abs(around) > math.pi:  # an arc cannot go all the way round: its ends would be one
        half = (start + end) / 2
        return arc(x, y, r, start, half, on=on) + _onwards(x, y, r, end, clockwise=around > 0)
    first = f"{x + r * math.cos(start):.2f} {y + r * math.sin(start):.2f}"
    return f"{'L' if on else 'M'}{first}{_onwards(x, y, r, end, clockwise=around > 0)}"


def _onwards(x: float, y: float, r: float, end: float, *, clockwise: bool) -> str:
    """On to an angle of a circle, half way round at the most."""
    ends = f"{x + r * math.cos(end):.2f} {y + r * math.sin(end):.2f}"
    return f"A{r:.4g} {r:.4g} 0 0 {int(clockwise)} {ends}"


def clipped(corners: Sequence[Spot], box: Box) -> list[Spot]:
    """The part of a polygon that lies in a box.

    Source: Sutherland and Hodgman 1974 (doi:10.1145/360767.360802).
    """
    found = list(corners)
    for side, limit in enumerate(box):
        axis, keeps = side % 2, (1 if side < 2 else -1)
        found = _cut(found, axis, limit, keeps)
    return found


def _cut(corners: Sequence[Spot], axis: int, limit: float, keeps: int) -> list[Spot]:
    """What of a polygon lies at one side of a line across an axis."""
    found: list[Spot] = []
    for k, one in enumerate(corners):
        before = corners[k - 1]
        inside, was = ((spot[axis] - limit) * keeps >= 0 for spot in (one, before))
        if inside != was:
            share = (limit - before[axis]) / (one[axis] - before[axis])
            found.append(
                (before[0] + share * (one[0] - before[0]), before[1] + share * (one[1] - before[1]))
            )
        if inside:
            found.append(one)
    return found
