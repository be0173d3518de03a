"""The ten factors of sustainability as a radar, and the points of the whole over time.

A radar has a spoke for each factor, numbered clockwise from the top, with the highest level at its
end. What is scored now is filled; an earlier day is dashed and hollow; a factor that nobody scored
has a question mark and no spot: it is unknown, not nought.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date

from joinedup.render.charts import Anchor, Chart
from joinedup.render.sentence import spoken_date
from joinedup.render.still_text import wrapped
from joinedup.render.svg import shape
from joinedup.services import Spread
from joinedup.services.sustainability import (
    FACTORS,
    GROUPS,
    HIGHEST,
    LEVELS,
    MOST,
    Factor,
    Group,
    ScorePoint,
)

#: The shape that marks each group, as those of sectors are drawn.
_SHAPES: Mapping[Group, str] = {"Process": "circle", "Staff": "square", "Organisation": "triangle"}
_WIDE, _HIGH = 500.0, 462.0
_MIDDLE = (250.0, 182.0)
_REACH = 128.0
_LABEL, _ROOM = 15.0, 104.0
_TREND = (480.0, 200.0)


# --- the radar -----------------------------------------------------------------------


def radar(
    spreads: Mapping[str, Spread],
    day: date,
    *,
    alt: str,
    before: ScorePoint | None = None,
    dark: bool = False,
) -> str:
    """The ten factors on a day, with an earlier one to compare.

    Args:
        spreads: By factor; what nobody scored is left out.
        day: Of which they are.
        alt: What it says to those who do not see it.
        before: An earlier day; None for none.
        dark: Whether it stands on a dark page.
    """
    chart = Chart(dark=dark)
    parts = [*_rings(chart), *_spokes(chart, spreads)]
    if before:
        parts += _shape_of(chart, before.spreads, is_now=False)
    parts += _spreads(chart, spreads)
    parts += _shape_of(chart, spreads, is_now=True)
    parts += [part for one in FACTORS for part in _label(chart, one)]
    parts += _key(chart, day, before.day if before else None)
    return chart.whole(_WIDE, _HIGH, alt, parts)


def _spot(number: float, level: float) -> tuple[float, float]:
    """Where a level lies on a spoke; the first points up."""
    angle = 2 * math.pi * number / len(FACTORS) - math.pi / 2
    away = _REACH * level / HIGHEST
    return _MIDDLE[0] + away * math.cos(angle), _MIDDLE[1] + away * math.sin(angle)


def _rings(chart: Chart) -> list[str]:
    parts = []
    for level in range(1, HIGHEST + 1):
        corners = [_spot(number, level) for number in range(len(FACTORS) + 1)]
        parts.append(chart.line(corners, width=1.4 if level == HIGHEST else 0.8))
    for level in range(HIGHEST + 1):
        # Between two spokes, so that no line runs through it.
        x, y = _spot(0.5, level * 0.95)
        parts.append(chart.text(str(level), x, y + 5, size=13, anchor="middle", ink="quiet"))
    return parts


def _spokes(chart: Chart, spreads: Mapping[str, Spread]) -> list[str]:
    parts = []
    for number, one in enumerate(FACTORS):
        parts.append(chart.line([_MIDDLE, _spot(number, HIGHEST)], width=0.8))
        x, y = _spot(number, HIGHEST)
        parts.append(chart.mark(shape(_SHAPES[one.group], x, y, 6)))
        if one.key not in spreads:
            x, y = _spot(number, HIGHEST * 0.5)
            parts.append(chart.text("?", x, y + 6, size=18, anchor="middle", bold=True))
    return parts


def _spreads(chart: Chart, spreads: Mapping[str, Spread]) -> list[str]:
    """A line on each spoke from the lowest level given to the highest."""
    parts = []
    for number, one in enumerate(FACTORS):
        held = spreads.get(one.key)
        if held and held.is_split:
            ends = [_spot(number, held.lowest), _spot(number, held.highest)]
            parts.append(chart.line(ends, ink="text", width=2.5))
    return parts


def _shape_of(chart: Chart, spreads: Mapping[str, Spread], *, is_now: bool) -> list[str]:
    """The line through the medians; where a factor was not scored, it is broken."""
    ink = "accent" if is_now else "quiet"
    dashes, width = ("", 3.0) if is_now else ("3 6", 2.5)
    spots = {
        number: _spot(number, spreads[one.key].median)
        for number, one in enumerate(FACTORS)
        if one.key in spreads
    }
    if len(spots) == len(FACTORS):
        fill = "accent" if is_now else ""
        corners = [*spots.values(), spots[0]]
        parts = [chart.line(corners, ink=ink, width=width, dashes=dashes, fill=fill)]
    else:
        pairs = [(number, (number + 1) % len(FACTORS)) for number in spots]
        parts = [
            chart.line([spots[one], spots[other]], ink=ink, width=width, dashes=dashes)
            for one, other in pairs
            if other in spots
        ]
    r = 5.0 if is_now else 4.0
    return [*parts, *(chart.dot(x, y, r, hollow=not is_now, ink=ink) for x, y in spots.values())]


def _label(chart: Chart, factor: Factor) -> list[str]:
    """A factor's number and short name beside the end of its spoke."""
    number = FACTORS.index(factor)
    x, y = _spot(number, HIGHEST)
    across, down = (x - _MIDDLE[0]) / _REACH, (y - _MIDDLE[1]) / _REACH
    is_upright = abs(across) < 0.2
    room = 2 * _ROOM if is_upright else _ROOM
    lines = wrapped(f"{number + 1} {factor.short}", room, _LABEL, bold=True)
    anchor: Anchor = "middle" if is_upright else "start" if across > 0 else "end"
    x += 14 * across
    first = y + 14 * down + 5 - (len(lines) - 1) * _LABEL * 0.6 * (1 - down)
    if is_upright:
        first += 8 * down
    return [
        chart.text(line, x, first + k * _LABEL * 1.2, anchor=anchor, bold=True)
        for k, line in enumerate(lines)
    ]


def _key(chart: Chart, day: date, before: date | None) -> list[str]:
    """What the shapes and lines mean."""
    parts, x, top = [], 20.0, 390.0
    for group in GROUPS:
        parts.append(chart.mark(shape(_SHAPES[group], x, top - 5, 6)))
        parts.append(chart.text(group, x + 14, top))
        x += 120 if group == "Process" else 100
    ends = f"0 {LEVELS[0].lower()}, {HIGHEST} {LEVELS[-1].lower()}"
    parts.append(chart.text(ends, _WIDE - 16, top, anchor="end", ink="quiet"))
    low = top + 28
    parts.append(chart.line([(20, low - 5), (60, low - 5)], ink="accent", width=3))
    parts.append(chart.dot(40, low - 5, 5))
    parts.append(chart.text(f"{spoken_date(day)}, median", 70, low))
    parts.append(chart.line([(290, low - 5), (330, low - 5)], ink="text", width=3))
    parts.append(chart.text("lowest to highest", 340, low))
    if before:
        low += 28
        parts.append(
            chart.line([(20, low - 5), (60, low - 5)], ink="quiet", width=2.5, dashes="3 6")
        )
        parts.append(chart.dot(40, low - 5, 4, hollow=True, ink="quiet"))
        parts.append(chart.text(spoken_date(before), 70, low))
    return parts


# --- the score over time -------------------------------------------------------------


def over_time(found: Sequence[ScorePoint], *, alt: str, dark: bool = False) -> str:
    """The points of the whole over time; two days at the least that have some."""
    chart, parts = Chart(dark=dark), []
    width, height = _TREND
    left, right, top, foot = 34.0, width - 60, 20.0, height - 36
    held = [(one.day, one.score.whole) for one in found if one.score.whole]
    first, last = held[0][0], held[-1][0]
    span = max((last - first).days, 1)
    for level in (0, MOST // 2, MOST):
        y = foot - (foot - top) * level / MOST
        parts.append(chart.line([(left, y), (right, y)], width=0.6))
        parts.append(chart.text(str(level), left - 8, y + 5, anchor="end", ink="quiet"))
    spots = []
    for day, one in held:
        x = left + (right - left) * (day - first).days / span
        low, middle, high = (
            foot - (foot - top) * points / MOST for points in (one.lowest, one.median, one.highest)
        )
        if one.is_split:
            parts.append(chart.line([(x, low), (x, high)], ink="text", width=2.5))
        spots.append((x, middle))
    parts.append(chart.line(spots, ink="accent", width=2.5))
    parts += [chart.dot(x, y, 5) for x, y in spots]
    x, y = spots[-1]
    parts.append(chart.text(f"{held[-1][1].median:g}", x + 14, y + 6, size=20, bold=True))
    parts.append(chart.text(spoken_date(first), left, height - 8, ink="quiet"))
    parts.append(chart.text(spoken_date(last), right, height - 8, anchor="end", ink="quiet"))
    return chart.whole(width, height, alt, parts)
