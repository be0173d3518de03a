"""Milestones along the quarters of a calendar, as SVG made on the server.

Each says in a word how it stands, beside a mark of its own shape and a bar from its start to its
day; a line stands where the view's day lies. Names stand beside the bars, or, in the narrow form,
above them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from joinedup.model import ConnectionState, Milestone, Progress, Standing, first_day, last_day
from joinedup.render.escaping import escape
from joinedup.render.palette import PAGE, STANDINGS, STATES
from joinedup.render.sentence import spoken_date, spoken_partial
from joinedup.render.still import circle, lines, stroke
from joinedup.render.still_text import FAMILY, width_of, wrapped, written
from joinedup.views import FIRST_DAY, LAST_DAY

_MONTHS = ("Jan\u2013Mar", "Apr\u2013Jun", "Jul\u2013Sep", "Oct\u2013Dec")
#: More quarters than this and only years are named.
_MOST_QUARTERS = 12
#: So many lines of what belongs to a milestone.
_MOST_OF_PARTS = 6
_GAP = 14.0
#: Height of a bar, radius of a mark.
_BAR, _R = 12.0, 9.0
#: Half the height of the lines beside a bar in the narrow form.
_BAND = 13.0
_BARE = frozenset({Progress.UNDATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """Sizes of a form, in units of the picture.

    Attributes:
        text, small: Sizes of letters.
        names: Width that names have.
        left, right: Where the quarters begin and end.
        stacked: Whether names stand above the bars.
    """

    width: float
    text: float
    small: float
    names: float
    left: float
    right: float
    stacked: bool


_WIDE = _Form(width=1200, text=21, small=18, names=470, left=510, right=1180, stacked=False)
_NARROW = _Form(width=420, text=19, small=16.5, names=380, left=16, right=404, stacked=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inks:
    """The colours of a theme."""

    ground: str
    text: str
    quiet: str
    edge: str
    accent: str
    by: dict[Progress, str]


def timeline(
    milestones: Sequence[Milestone],
    day: date,
    *,
    title: str,
    dark: bool = False,
    narrow: bool = False,
) -> str:
    """A whole SVG document of some milestones.

    Args:
        milestones: In the order in which they are drawn; at least one.
        day: The day of the view.
        title: Its alternative text.
        narrow: For a screen as narrow as a phone's.
    """
    form, inks = _NARROW if narrow else _WIDE, _inks(dark=dark)
    axis = _axis(milestones, form)
    parts, top = _head(axis, form, inks, day)
    foot, bands = top, []
    for one in milestones:
        drawn, foot, middle = _row(one, day, foot, axis, form, inks)
        parts += drawn
        bands += [(middle - _BAND, middle + _BAND)] if _span(one) else []
    height = foot + 8
    # In the narrow form no line may go through the words.
    bands = bands if form.stacked else [(top - 4, foot)]
    back = _grid(axis, inks, day, bands) if axis else []
    size = f'width="{form.width:.0f}" height="{height:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {form.width:.0f} {height:.0f}" '
        f'{size} role="img" aria-label="{escape(title)}" font-family="{FAMILY}" '
        f'fill="{inks.text}"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="{inks.ground}"/>{"".join([*back, *parts])}</svg>'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """The quarters that are drawn.

    Attributes:
        starts: The first day of each, and of the one after the last.
        left, right: Where the first begins and the last ends.
    """

    starts: tuple[date, ...]
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day begins."""
        first, last = self.starts[0], self.starts[-1]
        share = (day - first).days / (last - first).days
        return self.left + min(max(share, 0), 1) * (self.right - self.left)

    def holds(self, day: date) -> bool:
        """Whether a day lies in one of the quarters."""
        return self.starts[0] <= day < self.starts[-1]


def _axis(milestones: Sequence[Milestone], form: _Form) -> _Axis | None:
    """The quarters that dated milestones lie in; None where none has a date."""
    spans = [span for one in milestones if (span := _span(one))]
    if not spans:
        return None
    # What lies beyond the days that a view can be of is drawn at the edge.
    first = max(min(start for start, _ in spans), FIRST_DAY)
    end = min(max(end for _, end in spans), LAST_DAY)
    starts = [_quarter(min(first, LAST_DAY))]
    while starts[-1] <= end or len(starts) < 2:
        starts.append(_quarter(starts[-1] + timedelta(days=100)))
    return _Axis(starts=tuple(starts), left=form.left, right=form.right)


def _span(one: Milestone) -> tuple[date, date] | None:
    """First and last day that a milestone is planned for."""
    begin, end = one.start or one.due, one.due or one.start
    return (first_day(begin), last_day(end)) if end else None


def _quarter(day: date) -> date:
    """The first day of a day's quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _head(axis: _Axis | None, form: _Form, inks: _Inks, day: date) -> tuple[list[str], float]:
    """The names of the quarters and of the view's day, and where the rows begin."""
    if axis is None:
        return [], _GAP
    size = form.small
    parts = [_day_name(axis, form, inks, day)]
    quarters = list(zip(axis.starts, axis.starts[1:], strict=False))
    free = 0.0
    for start, end in quarters:
        left, right, words = axis.at(start), axis.at(end), _MONTHS[start.month // 3]
        if width_of(words, size) >= right - left:
            words = words[:3]  # the month in which it begins
        if len(quarters) <= _MOST_QUARTERS and width_of(words, size) < right - left:
            middle = (left + right) / 2
            parts.append(written(words, middle, size * 0.8, size, colour=inks.quiet))
        year = f"{start.year}"
        wide = width_of(year, size, bold=True)
        if (start == axis.starts[0] or start.month == 1) and free <= left <= form.width - wide:
            parts.append(written(year, left, size * 2.1, size, bold=True, anchor="start"))
            free = left + wide + size / 2
    return parts, size * 4.6


def _day_name(axis: _Axis, form: _Form, inks: _Inks, day: date) -> str:
    """The view's day above its line, or at the side on which it lies."""
    size, words = form.small, spoken_date(day)
    if not axis.holds(day):
        later = day >= axis.starts[-1]
        told = f"{words} is later →" if later else f"← {words} is earlier"
        x, anchor = (axis.right, "end") if later else (axis.left, "start")
        return written(told, x, size * 3.5, size, bold=True, colour=inks.accent, anchor=anchor)
    half = width_of(words, size, bold=True) / 2
    x = min(max(axis.at(day), axis.left + half), form.width - 4 - half)
    return written(words, x, size * 3.5, size, bold=True, colour=inks.accent)


def _grid(axis: _Axis, inks: _Inks, day: date, bands: Sequence[tuple[float, float]]) -> list[str]:
    """The lines between quarters, heavier between years, and that of the view's day."""
    found = []
    for start in axis.starts:
        year = start.month == 1
        look = stroke(inks.edge, 1.6 if year else 0.8, opacity=0.8 if year else 0.45)
        found.append(f'<path d="{_upright(axis.at(start), bands)}" {look}/>')
    if axis.holds(day):
        path = _upright(axis.at(day), bands)
        found.append(f'<path d="{path}" {stroke(inks.accent, 3, (8, 5))}/>')
    return found


def _upright(x: float, bands: Sequence[tuple[float, float]]) -> str:
    return lines([((x, top), (x, foot)) for top, foot in bands])


def _row(
    one: Milestone,
    day: date,
    top: float,
    axis: _Axis | None,
    form: _Form,
    inks: _Inks,
) -> tuple[list[str], float, float]:
    """A milestone, where the next one begins, and where the middle of its bar is."""
    progress = one.progress_on(day)
    rule = stroke(inks.edge, 0.8, opacity=0.45)
    parts = [f'<path d="{lines([((0, top), (form.width, top))])}" {rule}/>']
    x, y = (form.left, top + _GAP) if form.stacked else (8.0, top + _GAP)
    for line in wrapped(one.name, form.names, form.text, bold=True):
        parts.append(written(line, x, y + form.text / 2, form.text, bold=True, anchor="start"))
        y += form.text * 1.25
    belongs = "; ".join(one.parts)
    for line in wrapped(belongs, form.names, form.small, most=_MOST_OF_PARTS) if belongs else ():
        parts.append(
            written(line, x, y + form.small / 2, form.small, colour=inks.quiet, anchor="start")
        )
        y += form.small * 1.25
    parts.append(mark(progress, x + _R, y + form.text / 2, inks.by[progress], inks.ground))
    words = stands_words(one, progress)
    for line in wrapped(words, form.names - 3 * _R, form.small):
        parts.append(written(line, x + 3 * _R, y + form.text / 2, form.small, anchor="start"))
        y += form.small * 1.25
    middle = y + _R + 4 if form.stacked else (top + y) / 2
    span = _span(one)
    if axis and span:
        parts += _bar(progress, span, axis, middle, inks)
    return parts, (middle + _R if form.stacked and span else y) + _GAP, middle


def stands_words(one: Milestone, progress: Progress) -> str:
    """``Late: due June 2024``, ``Done on 3 May 2024``, ``No date``."""
    if progress is Progress.DONE and one.done_on:
        return f"Done, {spoken_partial(one.done_on)}"
    when = f": {planned_words(one.start, one.due)}" if one.start or one.due else ""
    return f"{progress.label}{when}"


def planned_words(start: str, due: str) -> str:
    """What is planned for when: ``April 2024 to June 2024``, ``from 2024``, ``June 2024``."""
    if start and due and start != due:
        return f"{spoken_partial(start)} to {spoken_partial(due)}"
    if start and not due:
        return f"from {spoken_partial(start)}"
    return spoken_partial(due) if due else ""


def _bar(
    progress: Progress, span: tuple[date, date], axis: _Axis, y: float, inks: _Inks
) -> list[str]:
    """The time that a milestone is planned for, with its mark at the end."""
    left, right = axis.at(span[0]), axis.at(min(span[1], LAST_DAY) + timedelta(days=1))
    colour = inks.by[progress]
    filled = progress in (Progress.DONE, Progress.LATE)
    fill = colour if filled else inks.ground
    dashes = (5, 4) if progress is Progress.UNKNOWN else ()
    body = (
        f'<rect x="{left:.1f}" y="{y - _BAR / 2:.1f}" width="{max(right - left, 2):.1f}" '
        f'height="{_BAR:.0f}" rx="3" fill="{fill}" {stroke(colour, 2, dashes)}/>'
    )
    end = min(right, axis.right) - _R / 2
    return [body, mark(progress, end, y, colour, inks.ground)]


def mark(progress: Progress, x: float, y: float, colour: str, ground: str, r: float = _R) -> str:
    """The shape of how something stands: each has its own, so that it needs no colour."""
    if progress is Progress.LATE:
        path = f"M{x:.1f} {y - 1.15 * r:.1f}L{x + 1.2 * r:.1f} {y + r:.1f}H{x - 1.2 * r:.1f}Z"
        sign = lines([((x, y - 0.35 * r), (x, y + 0.25 * r)), ((x, y + 0.6 * r), (x, y + 0.7 * r))])
        return (
            f'<path d="{path}" fill="{colour}" {stroke(ground, 1.5)}/>'
            f'<path d="{sign}" {stroke(ground, 2)}/>'
        )
    if progress is Progress.DONE:
        tick = f"M{x - 0.5 * r:.1f} {y:.1f}L{x - 0.1 * r:.1f} {y + 0.4 * r:.1f}"
        tick += f"L{x + 0.5 * r:.1f} {y - 0.4 * r:.1f}"
        disc = circle(x, y, r, f'fill="{colour}" {stroke(ground, 1.5)}')
        return f'{disc}<path d="{tick}" fill="none" {stroke(ground, 2.4)}/>'
    if progress is Progress.DROPPED:
        arm = 0.8 * r
        ends = [((x - arm, y - arm), (x + arm, y + arm)), ((x - arm, y + arm), (x + arm, y - arm))]
        return f'<path d="{lines(ends)}" {stroke(colour, 3.5)}/>'
    if progress in _BARE:
        return f'<path d="{lines([((x - 0.8 * r, y), (x + 0.8 * r, y))])}" {stroke(colour, 3)}/>'
    if progress is Progress.UNKNOWN:
        ring = circle(x, y, r, f'fill="{ground}" {stroke(colour, 2.2, (3, 2.4))}')
        return ring + written("?", x, y, r * 1.6, bold=True, colour=colour)
    return circle(x, y, r - 1, f'fill="{ground}" {stroke(colour, 3)}')


def _inks(*, dark: bool) -> _Inks:
    grey = STATES[ConnectionState.UNKNOWN].colour(dark=dark)
    page = {name: colours[dark] for name, colours in PAGE.items()}
    return _Inks(
        ground=page["ground"],
        text=page["text"],
        quiet=page["quiet"],
        edge=page["edge"],
        accent=page["accent"],
        by={
            Progress.DONE: STANDINGS[Standing.ACROSS_SECTORS].colour(dark=dark),
            Progress.LATE: STATES[ConnectionState.NONE_ON_RECORD].colour(dark=dark),
            Progress.DUE: page["accent"],
            Progress.DROPPED: page["quiet"],
            Progress.UNDATED: grey,
            Progress.UNKNOWN: grey,
        },
    )
