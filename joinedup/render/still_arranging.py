"""Where the blocks of a still network stand: the same arrangement as ``static/arranging.js``.

A grid has a column a place and a row a sector; lanes have the communities of a place one below
the other. It follows from the room on the paper.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from joinedup.render.still import INK, Spot
from joinedup.render.still_signs import band_of
from joinedup.render.still_text import Label, width_of, wrapped

#: Radius of the smallest circle.
_LEAST = 7.5
#: So many lines are drawn, the widest.
MOST_LINES = 30
_WIDEST = {"grid": 10.0, "lanes": 6.0}
_SIDE, _GAP = 16.0, 12.0
#: Of the size of the letters, from line to line.
_LEADING = 1.14

Number = Literal["in", "beside", "under"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A circle at its place, and where its number stands."""

    x: float
    y: float
    r: float
    number: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line between two blocks, by their positions; ``bend`` is what it bends towards."""

    one: int
    other: int
    count: int
    width: float
    bend: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """The circle at a block that stands for the pairs within it."""

    x: float
    y: float
    r: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole arrangement.

    Attributes:
        blocks: In the order of the picture's.
        texts: Headings and names.
        lanes: Where a line parts two lanes.
        size: Of the numbers.
        curves: The widest first, as many as are drawn.
    """

    blocks: tuple[Block, ...]
    texts: tuple[Label, ...]
    lanes: tuple[float, ...]
    size: float
    curves: tuple[Curve, ...] = ()
    loops: tuple[Loop, ...] = ()


def arrange(found: Mapping[str, Any], width: float, height: float) -> Plan:
    """Arrange the blocks of a picture (:func:`joinedup.render.blocks.blocks_columns`)."""
    if not found["cells"]:
        return Plan(blocks=(), texts=(), lanes=(), size=12)
    room = width - 2 * _SIDE, height - 2 * _SIDE
    plan = _grid(found, *room) if found["grid"] else _lanes(found, *room)
    return _joined(plan, found)


def figure_of(cell: Mapping[str, Any]) -> str:
    """The number of a block's organisations."""
    return f"{sum(cell['counts']):,}"


def _radius(cell: Mapping[str, Any], most: int, largest: float) -> float:
    return max(_LEAST, largest * math.sqrt(sum(cell["counts"]) / most))


def _most(found: Mapping[str, Any]) -> int:
    counts: list[int] = [sum(cell["counts"]) for cell in found["cells"]]
    return max(1, *counts)


def _number(cell: Mapping[str, Any], r: float, size: float, room: float) -> Number:
    """Where the number of a circle stands: in it, beside it, or under it where that is narrow."""
    wide, inner = width_of(figure_of(cell), size, bold=True), r - band_of(r)
    if wide < 1.75 * inner and size < 1.5 * inner:
        return "in"
    return "beside" if 2 * r + wide + 8 <= room else "under"


def _block(
    cell: Mapping[str, Any], r: float, size: float, room: float, x: float, y: float
) -> Block:
    number = _number(cell, r, size, room)
    aside = (width_of(figure_of(cell), size, bold=True) + 4) / 2 if number == "beside" else 0
    return Block(
        x=x - aside,
        y=y - (size * _LEADING * 0.5 if number == "under" else 0),
        r=r,
        number=number,
    )


def _text(words: str, x: float, y: float, size: float, *, bold: bool, left: bool = False) -> Label:
    anchor = "start" if left else "middle"
    return Label(text=words, x=x, y=y, size=size, bold=bold, colour=INK.text, anchor=anchor)


def _grid(found: Mapping[str, Any], wide: float, high: float) -> Plan:
    rows, cells, most = found["rows"], found["cells"], _most(found)
    size = max(11.5, min(wide / 54, high / len(rows) / 2.3, 24))
    wanted = max(width_of(text, size, bold=True) for text in rows) + 14
    labelled = min(wide * 0.3, wanted)
    column = (wide - labelled) / len(found["columns"])
    labels = [wrapped(text, labelled - 12, size, bold=True, most=2) for text in rows]

    def heights(largest: float) -> list[float]:
        return [
            _row_height(
                [cell for cell in cells if cell["row"] == row],
                lambda cell: _radius(cell, most, largest),
                size,
                column,
                len(labels[row]),
            )
            for row in range(len(rows))
        ]

    headings = [wrapped(text, column - 4, size, bold=True, most=3) for text in found["columns"]]
    above = size * (0.8 + _LEADING * max(len(one) for one in headings))
    room = high - above
    largest = min(column * 0.42, 90)
    while largest > _LEAST and sum(heights(largest)) > room:
        largest -= 0.5
    tall = heights(largest)
    spare = max(0, room - sum(tall)) / len(rows)
    texts = [
        _text(
            line,
            _SIDE + labelled + (k + 0.5) * column,
            _SIDE + size * (0.5 + _LEADING * n),
            size,
            bold=True,
        )
        for k, lines in enumerate(headings)
        for n, line in enumerate(lines)
    ]
    y, middles = _SIDE + above, []
    for row, one in enumerate(tall):
        middles.append(y + (one + spare) / 2)
        texts += _stacked(labels[row], middles[-1], size)
        y += one + spare
    blocks = [
        _block(
            cell,
            _radius(cell, most, largest),
            size,
            column,
            _SIDE + labelled + (cell["column"] + 0.5) * column,
            middles[cell["row"]],
        )
        for cell in cells
    ]
    return Plan(blocks=tuple(blocks), texts=tuple(texts), lanes=(), size=size)


def _row_height(
    cells: Sequence[Mapping[str, Any]], radius: Any, size: float, column: float, label: int
) -> float:
    """How high a row of the grid is, for its circles and its heading."""
    tall = 0.0
    for cell in cells:
        r = radius(cell)
        under = size * _LEADING if _number(cell, r, size, column) == "under" else 0
        tall = max(tall, 2 * r + under)
    return max(tall + 5, label * size * _LEADING + 3)


def _stacked(lines: Sequence[str], middle: float, size: float) -> list[Label]:
    """The lines of a row's heading."""
    first = middle - (len(lines) - 1) / 2 * size * _LEADING
    return [
        _text(line, _SIDE, first + k * size * _LEADING, size, bold=True, left=True)
        for k, line in enumerate(lines)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lanes:
    """How lanes are broken into columns: rows in each, and a column's width and a row's height."""

    rows: int
    wide: float
    high: float


def _broken(counts: Sequence[int], wide: float, high: float) -> _Lanes:
    """The number of rows that leaves most room for each circle with its name."""

    def of(rows: int) -> _Lanes:
        columns = sum(-(-count // rows) for count in counts)
        return _Lanes(rows=rows, wide=(wide - _GAP * (len(counts) - 1)) / columns, high=high / rows)

    return max((of(rows) for rows in range(2, 15)), key=lambda one: min(one.wide / 1.25, one.high))


def _lanes(found: Mapping[str, Any], wide: float, high: float) -> Plan:
    """A lane a place, broken into as many columns as the paper asks for."""
    cells, most = found["cells"], _most(found)
    lanes = [
        [i for i, cell in enumerate(cells) if cell["column"] == k]
        for k in range(len(found["columns"]))
    ]
    best = _broken([len(one) for one in lanes], wide, high)
    size = max(10.0, min(best.wide / 7.2, best.high / 4.9, 18.0))
    head = max(10.0, min(size * 1.25, 22.0))
    wides = [best.wide * -(-len(one) // best.rows) for one in lanes]
    heads = [
        wrapped(text, lane - 2, head, bold=True, most=2)
        for text, lane in zip(found["columns"], wides, strict=True)
    ]
    above = max(len(one) for one in heads) * head * _LEADING + 6
    tall = (high - above) / best.rows
    lines = max(1, min(3, math.floor((tall - 3.4 * _LEAST) / (size * _LEADING))))
    largest = max(_LEAST, min(best.wide * 0.4, (tall - lines * size * _LEADING - 6) / 2))
    blocks: dict[int, Block] = {}
    texts: list[Label] = []
    x, parted = _SIDE, []
    for k, lane in enumerate(lanes):
        across = round(wides[k] / best.wide)
        texts += [
            _text(line, x + wides[k] / 2, _SIDE + head * (0.5 + n * _LEADING), head, bold=True)
            for n, line in enumerate(heads[k])
        ]
        for n, i in enumerate(lane):
            middle = x + (n % across + 0.5) * best.wide
            y = _SIDE + above + n // across * tall + largest + 1
            r = _radius(cells[i], most, largest)
            stands = _block(cells[i], r, size * 1.1, best.wide, middle, 0)
            blocks[i] = replace(stands, y=y)
            first = y + max(r + 2, (largest + r) / 2)
            texts += _named(cells[i], blocks[i], middle, first, best.wide, size, lines)
        parted += [x - _GAP / 2] if k else []
        x += wides[k] + _GAP
    placed = tuple(blocks[i] for i in range(len(cells)))
    return Plan(blocks=placed, texts=tuple(texts), lanes=tuple(parted), size=size * 1.1)


def _named(
    cell: Mapping[str, Any],
    one: Block,
    x: float,
    y: float,
    wide: float,
    size: float,
    lines: int,
) -> list[Label]:
    """The name of a community below its circle, and below its number where that stands there."""
    under = int(one.number == "under")
    words = wrapped(cell["label"], wide - 5, size, most=max(1, lines - under))
    return [
        _text(line, x, y + size * (0.7 + _LEADING * (j + under)), size, bold=False)
        for j, line in enumerate(words)
        if line
    ]


def _joined(plan: Plan, found: Mapping[str, Any]) -> Plan:
    """The plan with its lines and loops; lines bend, so that they pass what stands between."""
    pairs = found["pairs"]
    most = max((count for *_, count in pairs), default=1)
    widest = _WIDEST["grid" if found["grid"] else "lanes"]
    curves, loops = [], []
    for one, other, count in pairs:
        width = 1 + (widest - 1) * math.sqrt(count / most)
        if one == other:
            loops.append(_loop(plan.blocks[one], width))
        else:
            bend = _bend(plan.blocks[one], plan.blocks[other])
            curves.append(Curve(one=one, other=other, count=count, width=width, bend=bend))
    curves.sort(key=lambda line: (-line.count, line.one, line.other))
    return replace(plan, curves=tuple(curves[:MOST_LINES]), loops=tuple(loops))


def _loop(at: Block, width: float) -> Loop:
    r = max(6.0, at.r * 0.42)
    far, turn = at.r + r * 0.35, -math.tau * 0.375
    return Loop(
        x=at.x + far * math.cos(turn), y=at.y + far * math.sin(turn), r=r, width=min(width, r)
    )


def _bend(a: Block, b: Block) -> Spot:
    """What a line between two blocks bends towards; more where it runs along a row or column."""
    dx, dy = b.x - a.x, b.y - a.y
    sign = 1 if dx > 0 or (dx == 0 and dy > 0) else -1
    apart = abs(dx) + abs(dy)
    straight = abs(abs(dx) - abs(dy)) / apart if apart else 0.0
    bend = sign * (0.14 + 0.2 * straight**3)
    return (a.x + b.x) / 2 + dy * bend, (a.y + b.y) / 2 - dx * bend
