"""Captioned blocks of dots at the foot of the canvas, for those who belong to nothing.

Lengths are canvas units, y up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joinedup.network.packing import Box, grid
from joinedup.network.shapes import Spot

CAPTION = 26.0
# What a letter of a caption takes, so that neighbouring captions do not run into each other.
CHARACTER = 7.0
_LARGEST_STEP = 19.0
_BETWEEN = 26.0


@dataclass(frozen=True, slots=True)
class Block:
    """One group: its caption's left end at the baseline, and the spots of its members."""

    label: str
    caption: Spot
    spots: Mapping[str, Spot]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the blocks stand: distance between dots, dots a column, and shelves of blocks."""

    step: float
    rows: int
    shelves: tuple[tuple[int, ...], ...]

    @property
    def height(self) -> float:
        return len(self.shelves) * (CAPTION + self.rows * self.step)


def blocks(groups: Mapping[str, Sequence[str]], canvas: Box, most: float) -> list[Block]:
    """Blocks of the groups' members along the lower side of the canvas, in order.

    Args:
        groups: Ids by label; a group without members gets no block.
        canvas: Where they may stand.
        most: The height that they may take. They take less where they can, and stand closer
            together where they must.
    """
    filled = {label: ids for label, ids in groups.items() if ids}
    if not filled:
        return []
    plan = _plan(filled, canvas.width, most)
    labels = list(filled)
    found: list[Block] = []
    top = canvas.y + plan.height
    for shelf in plan.shelves:
        x = canvas.x
        for label in (labels[one] for one in shelf):
            ids = filled[label]
            spots = grid(len(ids), plan.rows, (x, top - CAPTION), plan.step)
            caption = (x + plan.step * 0.25, top - 0.6 * CAPTION)
            found.append(Block(label, caption, dict(zip(ids, spots, strict=True))))
            x += _width(label, len(ids), plan.rows, plan.step) + _BETWEEN
        top -= CAPTION + plan.rows * plan.step
    return found


def _plan(groups: Mapping[str, Sequence[str]], width: float, most: float) -> _Plan:
    """The lowest plan with the widest steps that fits."""
    step = _LARGEST_STEP
    while True:
        plans = [
            _Plan(step, rows, shelves)
            for rows in range(1, max(int(most / step), 1) + 1)
            if (shelves := _shelves(groups, width, rows, step))
        ]
        best = min(plans, key=lambda plan: (plan.height, plan.rows), default=None)
        if best and (best.height <= most or step < 1):
            return best
        step *= 0.96


def _shelves(
    groups: Mapping[str, Sequence[str]], width: float, rows: int, step: float
) -> tuple[tuple[int, ...], ...]:
    """The groups broken into shelves; empty where one alone is too wide."""
    found: list[list[int]] = []
    left = 0.0
    for number, (label, ids) in enumerate(groups.items()):
        need = _width(label, len(ids), rows, step)
        if need > max(width, len(label) * CHARACTER):
            return ()
        if not found or need > left:
            found.append([])
            left = width
        found[-1].append(number)
        left -= need + _BETWEEN
    return tuple(tuple(shelf) for shelf in found)


def _width(label: str, count: int, rows: int, step: float) -> float:
    return max(-(-count // rows) * step, len(label) * CHARACTER)
