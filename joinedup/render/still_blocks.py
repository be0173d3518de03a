"""The network of groups as a still picture: a circle a group, a line a number of pairs.

The same as ``static/blocks.js``, with nothing pointed at. Where groups stand follows from the room
on the paper, so a link's ``drawn`` says nothing of it: all of them are always drawn.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from joinedup.render.still import INK, SCREEN, Drawn, Sheet, circle, stroke, whole
from joinedup.render.still_arranging import Block, Plan, arrange, figure_of
from joinedup.render.still_legend import key_of
from joinedup.render.still_signs import group_ring, titled_as
from joinedup.render.still_text import Label, haloed

_WORDS = ("connected", "no partnership on record", "unknown")


def blocks_svg(
    picture: Mapping[str, Any], *, sheet: Sheet, title: str, notes: Sequence[str] = ()
) -> Drawn:
    """Draw the groups.

    Args:
        picture: As :func:`joinedup.render.picture.blocks_picture` makes it.
        sheet: How large it is to be.
        title: Its alternative text.
        notes: What is said below the key.
    """
    key, found = key_of(picture, sheet, notes=notes), picture["blocks"]
    plan = arrange(found, SCREEN, key.above)
    parts = [
        *(_parting(x, key.above) for x in plan.lanes),
        *_lines(plan),
        *_circles(plan, found),
        haloed([*plan.texts, *_numbers(plan, found)], INK.halo),
    ]
    svg = whole(sheet, title, parts, key.parts, drawn=key.above, high=key.high)
    return Drawn(svg=svg, beyond=0)


def _parting(x: float, high: float) -> str:
    return f'<path {stroke(INK.line, 1, opacity=0.35)} d="M{x:.1f} 16V{high - 16:.1f}"/>'


def _lines(plan: Plan) -> list[str]:
    """Lines and loops, the widest last."""
    curves = []
    for line in reversed(plan.curves):
        a, b, (x, y) = plan.blocks[line.one], plan.blocks[line.other], line.bend
        path = f"M{a.x:.1f} {a.y:.1f}Q{x:.1f} {y:.1f} {b.x:.1f} {b.y:.1f}"
        curves.append(f'<path {stroke(INK.tie, line.width, opacity=0.4)} d="{path}"/>')
    loops = [
        circle(one.x, one.y, one.r, stroke(INK.tie, one.width, opacity=0.5)) for one in plan.loops
    ]
    return ['<g class="lines" fill="none" stroke-linecap="round">', *curves, *loops, "</g>"]


def _circles(plan: Plan, found: Mapping[str, Any]) -> list[str]:
    parts = []
    for i, (at, cell) in enumerate(zip(plan.blocks, found["cells"], strict=True)):
        ring = group_ring(at.x, at.y, at.r, cell["counts"], cell["colour"])
        chosen = i in found["ringed"]
        around = circle(at.x, at.y, at.r + 4, f'fill="none" {stroke(INK.ring, 2.4)}')
        told = titled_as(_told(cell))
        parts.append(f'<g class="block">{told}{ring}{around if chosen else ""}</g>')
    return parts


def _told(cell: Mapping[str, Any]) -> str:
    held = zip(cell["counts"], _WORDS, strict=True)
    states = [f"{count:,} {words}" for count, words in held if count]
    return f"{cell['name']}: {figure_of(cell)}, {', '.join(states)}"


def _numbers(plan: Plan, found: Mapping[str, Any]) -> list[Label]:
    return [
        _number(at, figure_of(cell), plan.size)
        for at, cell in zip(plan.blocks, found["cells"], strict=True)
    ]


def _number(at: Block, figure: str, size: float) -> Label:
    """The number of a circle: in it, beside it or under it."""
    beside = at.number == "beside"
    return Label(
        text=figure,
        x=at.x + at.r + 4 if beside else at.x,
        y=at.y + at.r + size * 0.62 if at.number == "under" else at.y,
        size=size,
        bold=True,
        colour=INK.text,
        anchor="start" if beside else "middle",
    )
