"""The pictures of how a partnership rates itself: a bar for each principle, and their trend."""

from collections.abc import Mapping, Sequence

from joinedup.render.charts import Anchor, Chart
from joinedup.render.nouns import counted
from joinedup.render.sentence import spoken_date
from joinedup.render.working_together import points
from joinedup.services import Spread, TrendPoint
from joinedup.services.working_together import HIGHEST, LEVELS, PRINCIPLES

#: In units of a chart; ``_TRACK`` is how long the scale is.
_WIDE, _LEFT, _TRACK = 480.0, 12.0, 330.0
_TOP, _ROW, _THICK = 30.0, 66.0, 14.0
_TREND_ROW, _TREND_HIGH = 86.0, 44.0


def bars(spreads: Mapping[str, Spread], *, alt: str, dark: bool = False) -> str:
    """A bar for each principle up to its median, with a line from the lowest to the highest."""
    chart, parts = Chart(dark=dark), []
    step = _TRACK / HIGHEST
    height = _TOP + _ROW * len(PRINCIPLES) + 30
    for level in range(HIGHEST + 1):
        anchor: Anchor = "middle" if level else "start"
        x = _LEFT + level * step
        parts.append(chart.text(str(level), x, _TOP - 10, anchor=anchor, ink="quiet", bold=True))
    for number, one in enumerate(PRINCIPLES):
        parts += _bar(chart, one.name, spreads.get(one.key), _TOP + number * _ROW, step)
    scale = f"0 {LEVELS[0].lower()}, {HIGHEST} {LEVELS[-1].lower()}"
    ends = f"{scale}. Bar: median. Line: lowest to highest."
    parts.append(chart.text(ends, _LEFT, height - 8, size=13, ink="quiet"))
    return chart.whole(_WIDE, height, alt, parts)


def _bar(chart: Chart, name: str, held: Spread | None, top: float, step: float) -> list[str]:
    label = chart.text(name, _LEFT, top + 20, bold=True)
    middle = top + 38
    ticks = [
        chart.line([(x, middle - 11), (x, middle + 16)], width=0.8)
        for x in (_LEFT + level * step for level in range(HIGHEST + 1))
    ]
    if held is None:
        return [label, *ticks, chart.text("Not rated", _LEFT + 8, middle + 5, ink="quiet")]
    reach = held.median * step
    low, high = _LEFT + held.lowest * step, _LEFT + held.highest * step
    parts = [
        label,
        *ticks,
        chart.bar(_LEFT, middle - _THICK / 2, max(reach, 3), _THICK, ink="accent"),
    ]
    if held.is_split:
        # Below the bar: on it, it would have two grounds.
        foot = middle + _THICK / 2 + 5
        parts.append(chart.line([(low, foot), (high, foot)], ink="text", width=2.5))
        parts += [
            chart.line([(x, foot - 4), (x, foot + 4)], ink="text", width=2.5) for x in (low, high)
        ]
    right = _LEFT + _TRACK + 14
    parts.append(chart.text(points(held.median), right, middle + 7, size=20, bold=True))
    raters = counted(held.n, "rater", "raters")
    parts.append(chart.text(raters, right + 42, middle + 6, ink="quiet"))
    return parts


def trend_title(name: str, found: Sequence[TrendPoint]) -> str:
    """What the picture of the trend says to those who do not see it."""
    first, last = found[0], found[-1]
    told = [
        f"{one.name} from {points(first.spreads[one.key].median)} to "
        f"{points(last.spreads[one.key].median)}"
        for one in PRINCIPLES
        if one.key in first.spreads and one.key in last.spreads
    ]
    when = f"{spoken_date(first.day)} to {spoken_date(last.day)}"
    return f"Medians of {name}, {when}: {'; '.join(told) or 'nothing rated twice'}."


def trend_picture(found: Sequence[TrendPoint], *, alt: str, dark: bool = False) -> str:
    """The medians over time, a small line for each principle; two points at the least."""
    chart, parts = Chart(dark=dark), []
    height = len(PRINCIPLES) * _TREND_ROW + 30
    first, last = found[0].day, found[-1].day
    span = max((last - first).days, 1)
    left, wide = _LEFT + 8, _WIDE - 2 * _LEFT - 60
    for number, one in enumerate(PRINCIPLES):
        foot = number * _TREND_ROW + 32 + _TREND_HIGH
        parts.append(chart.text(one.name, _LEFT, foot - _TREND_HIGH - 14, bold=True))
        parts += [
            chart.line([(left, y), (left + wide, y)], width=0.6) for y in (foot, foot - _TREND_HIGH)
        ]
        held = [
            (point.day, point.spreads[one.key].median)
            for point in found
            if one.key in point.spreads
        ]
        spots = [
            (left + wide * (day - first).days / span, foot - _TREND_HIGH * median / HIGHEST)
            for day, median in held
        ]
        parts += [chart.line(spots, ink="accent", width=2.5)] if len(spots) > 1 else []
        parts += [chart.dot(x, y, 4.5) for x, y in spots]
        if held:
            x, y = spots[-1]
            parts.append(chart.text(points(held[-1][1]), x + 12, y + 6, size=18, bold=True))
    parts.append(chart.text(spoken_date(first), _LEFT, height - 6, size=13, ink="quiet"))
    end = left + wide
    scale = f"each from 0 to {HIGHEST}"
    middle = (_LEFT + end) / 2
    parts.append(chart.text(scale, middle, height - 6, size=13, anchor="middle", ink="quiet"))
    parts.append(chart.text(spoken_date(last), end, height - 6, size=13, anchor="end", ink="quiet"))
    return chart.whole(_WIDE, height, alt, parts)
