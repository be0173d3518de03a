"""Pictures of ratings: a bar for each principle of a partnership, and medians over time."""

from collections.abc import Mapping, Sequence

from joinedup.render.charts import Anchor, Chart
from joinedup.render.nouns import counted
from joinedup.render.sentence import spoken_date
from joinedup.render.working_together import points
from joinedup.services import Spread, TrendPoint
from joinedup.services.working_together import HIGHEST, LEVELS, PRINCIPLES

#: The names of the principles by their keys.
NAMES: Mapping[str, str] = {one.key: one.name for one in PRINCIPLES}

#: In units of a chart; ``_TRACK`` is how long the scale is.
_WIDE, _LEFT, _TRACK = 480.0, 12.0, 330.0
_TOP, _ROW, _THICK = 30.0, 66.0, 14.0
_TREND_ROW, _TREND_HIGH = 86.0, 44.0
#: What stands at the right of a line: its last median.
_BEGIN, _AFTER = _LEFT + 8, 76.0


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


def trend_title(name: str, found: Sequence[TrendPoint], items: Mapping[str, str]) -> str:
    """What the picture of the trend says to those who do not see it.

    Args:
        items: The names of what is scored, by the keys of its scores.
    """
    first, last = found[0], found[-1]
    told = [
        f"{item} from {points(first.spreads[key].median)} to {points(last.spreads[key].median)}"
        for key, item in items.items()
        if key in first.spreads and key in last.spreads
    ]
    when = f"{spoken_date(first.day)} to {spoken_date(last.day)}"
    return f"Medians of {name}, {when}: {'; '.join(told) or 'nothing rated twice'}."


def trend_picture(
    found: Sequence[TrendPoint],
    items: Mapping[str, str],
    scale: range,
    *,
    alt: str,
    wide: float = _WIDE,
    dark: bool = False,
) -> str:
    """The medians over time, a small line for each item; two points at the least.

    Args:
        items: The names of what is scored, by the keys of its scores.
        scale: The scores that can be given.
        wide: In units of a chart: the fewer, the larger its letters in a narrow column.
    """
    chart, parts, end = Chart(dark=dark), [], wide - _AFTER
    height = len(items) * _TREND_ROW + 50
    first, last = found[0].day, found[-1].day
    for number, (key, name) in enumerate(items.items()):
        foot = number * _TREND_ROW + 32 + _TREND_HIGH
        parts.append(chart.text(name, _LEFT, foot - _TREND_HIGH - 14, bold=True))
        parts += [
            chart.line([(_BEGIN, y), (end, y)], width=0.6) for y in (foot, foot - _TREND_HIGH)
        ]
        held = [(one.day, one.spreads[key]) for one in found if key in one.spreads]
        whole = max((last - first).days, 1)
        spots = [(_BEGIN + (end - _BEGIN) * (day - first).days / whole, one) for day, one in held]
        parts += _line(chart, spots, scale, foot)
    below = f"Each from {scale[0]} to {scale[-1]}. Upright: lowest to highest."
    parts.append(chart.text(spoken_date(first), _LEFT, height - 26, size=13, ink="quiet"))
    day = spoken_date(last)
    parts.append(chart.text(day, end, height - 26, size=13, anchor="end", ink="quiet"))
    parts.append(chart.text(below, _LEFT, height - 6, size=13, ink="quiet"))
    return chart.whole(wide, height, alt, parts)


def _line(
    chart: Chart,
    held: Sequence[tuple[float, Spread]],
    scale: range,
    foot: float,
) -> list[str]:
    """The line of one item above its foot, with an upright one where raters are apart."""

    def high(score: float) -> float:
        return foot - _TREND_HIGH * (score - scale[0]) / (scale[-1] - scale[0])

    spots = [(x, high(one.median)) for x, one in held]
    parts = [
        chart.line([(x, high(one.lowest)), (x, high(one.highest))], ink="text", width=2)
        for x, one in held
        if one.is_split
    ]
    parts += [chart.line(spots, ink="accent", width=2.5)] if len(spots) > 1 else []
    parts += [chart.dot(x, y, 4.5) for x, y in spots]
    if held:
        (x, y), (_, one) = spots[-1], held[-1]
        parts.append(chart.text(points(one.median), x + 12, y + 6, size=18, bold=True))
    return parts
