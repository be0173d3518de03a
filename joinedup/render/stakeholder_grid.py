"""The grid of power and interest as SVG: for the page, which makes it move, and for paper.

One unit is one pixel. Without script, style sheet, or anything from elsewhere, like the other
still pictures. On the page ``ui/stakeholders_grid.py`` lets its points be taken and moved; classes
and ``data-`` attributes are there for that alone.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joinedup.model import SCORES
from joinedup.render.escaping import escape
from joinedup.render.stakeholder_marks import (
    FLAGS,
    RADIUS,
    RING,
    UNSAVED,
    Inks,
    Point,
    inks,
    key_rows,
    mark,
)
from joinedup.render.still import Spot, lines, stroke
from joinedup.render.still_text import FAMILY, Label, Labels, shorten, width_of, wrapped, written
from joinedup.services import Quarter, Spread
from joinedup.services.stakeholders import MIDDLE

#: What is in each quarter to do, by the usual names; see :data:`Quarter`.
QUARTERS: Mapping[Quarter, str] = {
    Quarter.MANAGE: "Manage closely",
    Quarter.SATISFY: "Keep satisfied",
    Quarter.INFORM: "Keep informed",
    # Never "monitor" or "minimum effort": who has little power may have the most to say.
    Quarter.ASK: "Ask what they need",
}
WIDTH, HEIGHT = 560, 540
LEFT, TOP, WIDE, HIGH = 48.0, 8.0, 504.0, 484.0
#: Marks on one spot stand so far apart, for a pointer to tell them.
_APART = 25.0
_GOLDEN = math.pi * (3 - math.sqrt(5))
_LETTERS = 12.5
_LONGEST = 24
_MARGIN = 14.0
#: Up to so many points a narrow screen has room to say why one is flagged.
_FEW = 12
#: What a pointer takes a point by; large enough for a finger.
_HIT = '<circle class="hit" r="13" fill="transparent"/>'


def grid(points: Sequence[Point], title: str, *, dark: bool = False) -> str:
    """The grid for the page: its points can be reached and taken; its key stands apart.

    Args:
        title: What it shows, in a sentence.
    """
    ink = inks(dark=dark)
    inner = "".join(_drawn(points, ink, taken=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="application" aria-label="{escape(title)}" font-family="{FAMILY}" '
        f'data-left="{LEFT:g}" data-top="{TOP:g}" data-wide="{WIDE:g}" data-high="{HIGH:g}" '
        f'data-most="{SCORES[-1]}">{inner}</svg>'
    )


def still_grid(points: Sequence[Point], title: str, *, width: int = 2 * WIDTH) -> str:
    """The grid for paper: in light colours, its key below it.

    Args:
        title: What it shows, in a sentence.
        width: In pixels.
    """
    ink = inks(dark=False)
    key, high = _key_below(points, ink)
    said, tall = escape(title), HEIGHT + high
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
        f'height="{tall * width / WIDTH:.0f}" viewBox="0 0 {WIDTH} {tall:.0f}" role="img" '
        f'font-family="{FAMILY}"><title>{said}</title>'
        f'<rect width="{WIDTH}" height="{tall:.0f}" fill="{ink.ground}"/>'
        f"{''.join(_drawn(points, ink, taken=False))}{key}</svg>"
    )


# --- the plane -----------------------------------------------------------------------


def spot(power: float, interest: float) -> Spot:
    """Where a score stands; half a step from the edge the lowest and the highest."""
    step = len(SCORES)
    return (
        LEFT + (interest - SCORES[0] + 0.5) / step * WIDE,
        TOP + HIGH - (power - SCORES[0] + 0.5) / step * HIGH,
    )


def _drawn(points: Sequence[Point], ink: Inks, *, taken: bool) -> list[str]:
    places = _places(points)
    labels = _labels(points, places, ink)
    under = [_plane(ink), *_quarters(ink), *_axes(ink)]
    spreads = [_spread(one, at, ink) for one, at in zip(points, places, strict=True)]
    marks = [
        _point(one, at, label, ink, taken=taken)
        for one, at, label in zip(points, places, labels, strict=True)
    ]
    return [*under, *spreads, *marks]


def _plane(ink: Inks) -> str:
    # Medians of whole scores stand at halves: between 2.5 and 3 no point lies on the line.
    x, y = spot(MIDDLE - 0.25, MIDDLE - 0.25)
    cross = lines([((x, TOP), (x, TOP + HIGH)), ((LEFT, y), (LEFT + WIDE, y))])
    return (
        f'<rect x="{LEFT:g}" y="{TOP:g}" width="{WIDE:g}" height="{HIGH:g}" '
        f'fill="{ink.ground}" {stroke(ink.edge, 1.2)}/>'
        f'<path {stroke(ink.edge, 1.2, (5, 4))} d="{cross}"/>'
    )


def _quarters(ink: Inks) -> list[str]:
    foot, head = TOP + HIGH - _MARGIN, TOP + _MARGIN
    left, right = LEFT + 8, LEFT + WIDE - 8
    spots = {
        Quarter.SATISFY: (left, head, "start"),
        Quarter.MANAGE: (right, head, "end"),
        Quarter.ASK: (left, foot, "start"),
        Quarter.INFORM: (right, foot, "end"),
    }
    return [
        written(QUARTERS[one], x, y, 14, bold=True, colour=ink.quiet, anchor=anchor)
        for one, (x, y, anchor) in spots.items()
    ]


def _axes(ink: Inks) -> list[str]:
    below = TOP + HIGH + 14
    parts = []
    for score in SCORES:
        x, y = spot(score, score)
        parts.append(written(str(score), x, below, _LETTERS, colour=ink.quiet))
        parts.append(written(str(score), LEFT - 12, y, _LETTERS, colour=ink.quiet))
    names = ("Interest: how much it wants to take part", "Power: how much weight it has")
    parts.append(
        written(names[0], LEFT + WIDE / 2, below + 22, _LETTERS + 1, bold=True, colour=ink.text)
    )
    turned = written(names[1], 0, 0, _LETTERS + 1, bold=True, colour=ink.text)
    parts.append(f'<g transform="translate(14 {TOP + HIGH / 2:g}) rotate(-90)">{turned}</g>')
    return parts


def _places(points: Sequence[Point]) -> list[Spot]:
    """Where each point stands: several of one score around its spot, like seeds of a sunflower.

    Source: Vogel 1979 (doi:10.1016/0025-5564(79)90080-4).
    """
    count: dict[Spot, int] = {}
    found = []
    for one in points:
        x, y = spot(one.power, one.interest)
        k = count.get((x, y), 0)
        count[x, y] = k + 1
        away, turn = _APART * math.sqrt(k), k * _GOLDEN
        found.append((x + away * math.cos(turn), y + away * math.sin(turn)))
    return [_kept_inside(*one) for one in found]


def _kept_inside(x: float, y: float) -> Spot:
    return (
        min(max(x, LEFT + RING), LEFT + WIDE - RING),
        min(max(y, TOP + RING), TOP + HIGH - RING),
    )


# --- points --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What stands beside a point.

    Attributes:
        full: Its number and as much of its name as there is room for; None where there is none
            for more than the number.
        short: Its number alone, on a narrow screen with what is to be noticed.
    """

    full: Label | None
    short: str


def _labels(points: Sequence[Point], places: Sequence[Spot], ink: Inks) -> list[_Named]:
    """What stands beside each point; what must not be overlooked finds room first."""
    boxes = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in places]
    corners = [
        (LEFT, TOP, LEFT + 130, TOP + 26),
        (LEFT + WIDE - 130, TOP, LEFT + WIDE, TOP + 26),
        (LEFT, TOP + HIGH - 26, LEFT + 160, TOP + HIGH),
        (LEFT + WIDE - 130, TOP + HIGH - 26, LEFT + WIDE, TOP + HIGH),
        (0.0, TOP, LEFT, TOP + HIGH),  # the axis
    ]
    labels = Labels(width=LEFT + WIDE, height=TOP + HIGH, taken=[*corners, *boxes])
    found: dict[int, Label | None] = {}
    for k in sorted(range(len(points)), key=lambda k: not _notes(points[k])):
        one, (x, y) = points[k], places[k]
        around = RING + 1 if one.flag or one.is_moved or one.is_selected else RADIUS + 1
        tries = [" ".join([str(one.number), shorten(one.name, _LONGEST), *_notes(one)])]
        tries += [" ".join([str(one.number), *_notes(one)])]
        found[k] = None
        for text in tries:
            label = Label(text=text, x=x, y=y, size=_LETTERS, bold=False, colour=ink.text)
            if labels.put_beside(label, around):
                found[k] = labels.found[-1]
                break
    few = len(points) <= _FEW
    return [
        _Named(full=found[k], short=" ".join([str(one.number), *(_notes(one) if few else ())]))
        for k, one in enumerate(points)
    ]


def _notes(one: Point) -> list[str]:
    said = [FLAGS[one.flag].lower()] if one.flag else []
    said += [UNSAVED.lower()] if one.is_moved else []
    return [f"({', '.join(said)})"] if said else []


def _spread(one: Point, at: Spot, ink: Inks) -> str:
    """A thin cross from the lowest to the highest opinion."""
    if one.is_moved:
        return ""
    x0, y0 = spot(one.power, one.interest)
    dx, dy = at[0] - x0, at[1] - y0
    ends = []
    if one.interests and one.interests.is_split:
        low, high = (spot(one.power, score) for score in _ends(one.interests))
        ends += _with_ticks(low, high, across=True)
    if one.powers and one.powers.is_split:
        low, high = (spot(score, one.interest) for score in _ends(one.powers))
        ends += _with_ticks(low, high, across=False)
    if not ends:
        return ""
    moved = [((a + dx, b + dy), (c + dx, d + dy)) for (a, b), (c, d) in ends]
    return (
        f'<path class="spread" data-of="{escape(one.id)}" fill="none" {stroke(ink.quiet, 1.5)} '
        f'd="{lines(moved)}"/>'
    )


def _ends(one: Spread) -> tuple[int, int]:
    return one.lowest, one.highest


def _with_ticks(low: Spot, high: Spot, *, across: bool) -> list[tuple[Spot, Spot]]:
    dx, dy = (0.0, 5.0) if across else (5.0, 0.0)
    ticks = [((x - dx, y - dy), (x + dx, y + dy)) for x, y in (low, high)]
    return [(low, high), *ticks]


def _point(one: Point, at: Spot, named: _Named, ink: Inks, *, taken: bool) -> str:
    x, y = at
    if not taken:
        title = f"<title>{escape(one.words)}</title>"
        beside = _full(named.full, at, ink) or _short(str(one.number), x, ink)
        return f'<g transform="translate({x:.1f} {y:.1f})">{title}{mark(one, ink)}{beside}</g>'
    home = spot(one.power, one.interest)
    off = f'transform="translate({x - home[0]:.1f} {y - home[1]:.1f})"'
    full = f'<g class="off full" {off}>{_full(named.full, at, ink)}</g>' if named.full else ""
    kind = "short paired" if named.full else "short"
    chosen = f' aria-pressed="{str(one.is_selected).lower()}"'
    unsaved = ' data-unsaved="yes"' if one.is_moved else ""
    return (
        f'<g class="point"{unsaved} data-id="{escape(one.id)}" data-power="{one.power:g}" '
        f'data-interest="{one.interest:g}" data-x="{home[0]:.1f}" data-y="{home[1]:.1f}" '
        f'data-words="{escape(one.words)}" tabindex="0" role="button"{chosen} '
        f'aria-label="{escape(one.words)}" transform="translate({home[0]:.1f} {home[1]:.1f})">'
        f'<g class="keep"><g class="off" {off}>{_HIT}{mark(one, ink)}'
        f'<g class="{kind}">{_short(named.short, x, ink)}</g></g></g>{full}</g>'
    )


def _full(label: Label | None, at: Spot, ink: Inks) -> str:
    if not label:
        return ""
    x, y = label.x - at[0], label.y - at[1]
    return _haloed(
        written(label.text, x, y, label.size, colour=label.colour, anchor=label.anchor), ink
    )


def _short(text: str, x: float, ink: Inks) -> str:
    """A few words beside a mark, at its left where the picture ends at its right."""
    left = x + RADIUS + 5 + width_of(text, _LETTERS) > LEFT + WIDE
    away, anchor = (-RADIUS - 5, "end") if left else (RADIUS + 5, "start")
    return _haloed(written(text, away, 0, _LETTERS, colour=ink.text, anchor=anchor), ink)


def _haloed(text: str, ink: Inks) -> str:
    """Writing that can be read on whatever is below it."""
    around = text.replace("<text ", f'<text {stroke(ink.ground, 4)} stroke-linejoin="round" ', 1)
    return f'<g aria-hidden="true">{around}</g>{text}'


# --- the key -------------------------------------------------------------------------


def _key_below(points: Sequence[Point], ink: Inks) -> tuple[str, float]:
    """The key as rows below the drawing, and how high they are."""
    parts, x, y, row = [], 14.0, HEIGHT + 4.0, 22.0
    for drawn, words in key_rows(points, ink):
        told = wrapped(words, WIDTH - 60, _LETTERS)
        wide = 26 + max(width_of(line, _LETTERS) for line in told) + 18
        if x > 14 and x + wide > WIDTH - 8:
            x, y = 14.0, y + row
        parts.append(f'<g transform="translate({x + 9:.1f} {y + 8:.1f}) scale(.6)">{drawn}</g>')
        for number, line in enumerate(told):
            at = y + 8 + 15 * number
            parts.append(written(line, x + 24, at, _LETTERS, colour=ink.text, anchor="start"))
        x += wide
    return "".join(parts), (y + row + 6 - HEIGHT if parts else 0.0)
