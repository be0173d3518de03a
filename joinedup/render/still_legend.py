"""The key of a still picture: the rows of ``static/legend.js``, side by side below the drawing.

Nothing of it is cut off: what is too long for its place takes several, or several lines.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from joinedup.render.still import INK, SCREEN, Sheet, lines, stroke
from joinedup.render.still_clusters import Cluster, drawn_cluster
from joinedup.render.still_signs import (
    GONE,
    OLD_DOTS,
    SIGNS,
    badge,
    badge_size,
    changed_lines,
    drawn_hub,
    ghost_look,
    group_ring,
    look,
    patterned,
    struck,
)
from joinedup.render.still_text import width_of, wrapped, written
from joinedup.render.svg import shape

_SIDE = 16.0
_SYMBOL, _GAP = 22.0, 16.0
_LETTERS, _LEADING = 12.0, 15.0
_SMALL = 12.0
_ROW = 21.0
_MOST_TITLE = 130.0
#: The key is so much larger than that of the screen: on A4 its letters have 8 points.
LARGER = 1.55
_WIDE = SCREEN / LARGER
#: The key never takes more than this part of the paper: the paper grows longer instead.
_MOST_OF_PAPER = 0.5
_R = 6.5
_CIRCLES = "Many close together; the ring shows how many are connected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The key and the room that it leaves.

    Attributes:
        parts: What is drawn of it.
        above: Height of the drawing over it, in units.
        high: Height of both.
    """

    parts: tuple[str, ...]
    above: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Items under one heading."""

    title: str
    items: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """An item at its place: its column, its row's number, and its lines."""

    item: Mapping[str, Any]
    column: int
    row: int
    text: tuple[str, ...]


def key_of(
    picture: Mapping[str, Any], sheet: Sheet, *, circles: bool = False, notes: Sequence[str] = ()
) -> Key:
    """The key of a picture.

    Args:
        picture: As :mod:`joinedup.render.picture` makes it.
        sheet: How large drawing and key are to be.
        circles: Whether circles for many are drawn.
        notes: What is said below it, beside the picture's own note.
    """
    groups = _groups(picture, circles=circles)
    left = _SIDE + min(
        _MOST_TITLE, max((width_of(one.title, _LETTERS, bold=True) for one in groups), default=0)
    )
    left += _GAP if left > _SIDE else 0
    # Of as few rows the widest columns.
    columns = min(range(2, 8), key=lambda count: (_height(groups, left, count), count))
    parts: list[str] = []
    y = 16.0
    for one in groups:
        drawn, high = _drawn(one, left, columns, y)
        parts += drawn
        y += high
    said = [one for one in (picture.get("note"), *notes) if one]
    for note in said:
        for line in wrapped(note, _WIDE - 2 * _SIDE, _SMALL):
            parts.append(written(line, _SIDE, y + 5, _SMALL, colour=INK.muted, anchor="start"))
            y += _LEADING
    high = (y + 8) * LARGER
    above = max(sheet.high - high, sheet.high * (1 - _MOST_OF_PAPER))
    edge = f'<path {stroke(INK.line, 1)} d="M0 0H{_WIDE:.0f}"/>'
    moved = f'<g class="key" transform="translate(0 {above:.1f}) scale({LARGER})">'
    return Key(parts=(moved, edge, *parts, "</g>"), above=above, high=above + high)


def _groups(picture: Mapping[str, Any], *, circles: bool) -> list[_Rows]:
    shade = picture.get("shade")
    found = [
        _Rows(title=picture.get("overlay_title") or "", items=picture.get("overlay_legend") or []),
        _Rows(title=picture["legend_title"], items=picture["legend"]),
        _Rows(title="Shape: sector", items=picture.get("shape_legend") or []),
        _Rows(title=picture["state_title"], items=picture["state_legend"]),
        _Rows(title="", items=[{"cluster": True, "label": _CIRCLES}] if circles else []),
    ]
    if shade:
        swatches = [{"swatch": True, **one} for one in shade["legend"]]
        found.append(_Rows(title=shade["title"], items=swatches))
    return _merged(one for one in found if one.items)


def _merged(groups: Iterable[_Rows]) -> list[_Rows]:
    """Items without a heading join those before them."""
    found: list[_Rows] = []
    for one in groups:
        if found and not one.title:
            last = found.pop()
            one = _Rows(title=last.title, items=[*last.items, *one.items])
        found.append(one)
    return found


def _height(groups: Iterable[_Rows], left: float, columns: int) -> float:
    return sum(_high(one, _cells(one, left, columns)) for one in groups)


def _cells(one: _Rows, left: float, columns: int) -> list[_Cell]:
    """The items of a heading, each in as many columns as it needs."""
    room = _WIDE - _SIDE - left
    column, row, found = 0, 0, []
    for item in one.items:
        wide = _SYMBOL + 6 + width_of(item["label"], _LETTERS) + _GAP
        span = min(columns, math.ceil(wide / (room / columns)))
        if column + span > columns:
            column, row = 0, row + 1
        lines = wrapped(item["label"], span * room / columns - _SYMBOL - 6, _LETTERS)
        found.append(_Cell(item=item, column=column, row=row, text=tuple(lines)))
        column += span
    return found


def _row_heights(cells: Sequence[_Cell]) -> list[float]:
    most = [1] * (cells[-1].row + 1)
    for one in cells:
        most[one.row] = max(most[one.row], len(one.text))
    return [_ROW + (count - 1) * _LEADING for count in most]


def _title_lines(one: _Rows) -> list[str]:
    return wrapped(one.title, _MOST_TITLE, _LETTERS, bold=True) if one.title else []


def _high(one: _Rows, cells: Sequence[_Cell]) -> float:
    said = len(_title_lines(one)) * _LEADING + _ROW - _LEADING
    return max(sum(_row_heights(cells)), said) + 4


def _drawn(one: _Rows, left: float, columns: int, y: float) -> tuple[list[str], float]:
    """A heading with its items, and how high they are."""
    cells = _cells(one, left, columns)
    heights, wide = _row_heights(cells), (_WIDE - _SIDE - left) / columns
    parts = [
        written(line, _SIDE, y + k * _LEADING, _LETTERS, bold=True, colour=INK.text, anchor="start")
        for k, line in enumerate(_title_lines(one))
    ]
    for cell in cells:
        x, top = left + cell.column * wide, y + sum(heights[: cell.row])
        parts.append(symbol(cell.item, x + _SYMBOL / 2, top))
        for k, line in enumerate(cell.text):
            parts.append(
                written(
                    line,
                    x + _SYMBOL + 6,
                    top + k * _LEADING,
                    _LETTERS,
                    colour=INK.text,
                    anchor="start",
                )
            )
    return parts, _high(one, cells)


def symbol(item: Mapping[str, Any], x: float, y: float) -> str:
    """What stands before an item of the key, around its middle."""
    half = _SYMBOL / 2
    if item.get("swatch"):
        look = f'fill="{item["colour"]}" {stroke(INK.line, 1)}'
        return f'<rect x="{x - 9:.1f}" y="{y - 7:.1f}" width="18" height="14" {look}/>'
    if item.get("cluster"):
        return drawn_cluster(Cluster(x=x, y=y, r=9.5, counts=(7, 3, 2)), titled=False)
    if item.get("block"):
        counts = [int(state == item["block"]) for state in "cnu"]
        return group_ring(x, y, 8.5, counts, INK.muted)
    if item.get("line"):
        return _line_and_loop(x, y)
    across = [((x - half + 1, y), (x + half - 1, y))]
    if item.get("old"):
        return f'<path {stroke(INK.tie, 2, OLD_DOTS)} d="{lines(across)}"/>'
    if item.get("change"):
        return changed_lines(item["change"], across)
    if item.get("overlay"):
        return _overlaid(item, x, y)
    return _mark(item, x, y)


def _mark(item: Mapping[str, Any], x: float, y: float) -> str:
    colour, state = item.get("colour") or INK.muted, item.get("state") or "c"
    outside, pattern = bool(item.get("outside")), item.get("pattern")
    outline = shape(item.get("shape") or "circle", x, y, _R)
    drawn = f'<path {look(colour, state, _R, outside=outside)} d="{outline}"/>'
    if not pattern:
        return drawn
    inner = INK.halo if state == "c" and not outside else colour
    return drawn + patterned(pattern, [(x, y, _R)], inner)


def _overlaid(item: Mapping[str, Any], x: float, y: float) -> str:
    """A mark as the picture's overlay draws it, in no sector's colour."""
    sign, parts = item["overlay"], []
    if item.get("hub"):
        parts.append(drawn_hub(x, y, _R, sign=sign, pale=False, title=""))
    elif sign == GONE:
        parts.append(f'<path {ghost_look(INK.muted, _R)} d="{shape("circle", x, y, _R)}"/>')
        parts.append(struck(x, y, _R, INK.muted))
    else:
        outline = shape("circle", x - 1.5, y + 1.5, _R)
        parts.append(f'<path {look(INK.muted, "c", _R)} d="{outline}"/>')
    if sign in SIGNS:
        parts.append(badge(sign, x + 4.5, y - 4.5, badge_size(_R) + 0.8))
    return "".join(parts)


def _line_and_loop(x: float, y: float) -> str:
    """A line between two groups and a loop within one."""
    half = _SYMBOL / 2
    curve = f"M{x - half + 1:.1f} {y + 7:.1f}Q{x:.1f} {y + 3:.1f} {x + half - 1:.1f} {y + 7:.1f}"
    return (
        f'<g fill="none"><path {stroke(INK.tie, 3)} d="{curve}"/>'
        f'<circle cx="{x:.1f}" cy="{y - 4:.1f}" r="5" {stroke(INK.tie, 2)}/></g>'
    )
