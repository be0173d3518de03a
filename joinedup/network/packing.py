"""Putting things on the canvas: slices of a box, shelves of shapes, blocks, elbow room.

Lengths are canvas units, x to the right and y up; a box is named by its lower left corner.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from joinedup.network.engine import Points
from joinedup.network.shapes import Spot


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with sides along the axes."""

    x: float
    y: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """The y of its upper side."""
        return self.y + self.height

    def inset(self, *, side: float, above: float = 0) -> "Box":
        """A smaller box: ``side`` less on every side, and ``above`` less at the top."""
        return Box(
            self.x + side,
            self.y + side,
            max(self.width - 2 * side, 1),
            max(self.height - 2 * side - above, 1),
        )


def columns(box: Box, weights: Sequence[float]) -> list[Box]:
    """Cut a box into columns from left to right, wide by weight; none for a weight of 0."""
    total = sum(weights)
    found: list[Box] = []
    x = box.x
    for weight in weights:
        width = box.width * weight / total if total else 0
        found.append(Box(x, box.y, width, box.height))
        x += width
    return found


def slices(box: Box, weights: Sequence[float]) -> list[Box]:
    """Cut a box by weight, keeping the order: an ordered treemap, read from the top left.

    Each cut goes across the longer side, at the point that best halves the weight
    (Shneiderman and Wattenberg 2001, doi:10.1109/INFVIS.2001.963283, with a middle pivot).
    """
    if len(weights) <= 1:
        return [box][: len(weights)]
    cut = halfway(weights)
    share = sum(weights[:cut]) / sum(weights)
    if box.width >= box.height:
        first = Box(box.x, box.y, box.width * share, box.height)
        second = Box(box.x + first.width, box.y, box.width - first.width, box.height)
    else:
        height = box.height * share
        first = Box(box.x, box.top - height, box.width, height)
        second = Box(box.x, box.y, box.width, box.height - height)
    return slices(first, weights[:cut]) + slices(second, weights[cut:])


def halfway(weights: Sequence[float]) -> int:
    """The cut, at least 1, that leaves both sides of a sequence most nearly equal."""
    total = sum(weights)
    return min(range(1, len(weights)), key=lambda cut: abs(2 * sum(weights[:cut]) - total))


def shelf_scale(sizes: Sequence[Spot], box: Box, gap: float, most: float) -> float:
    """The largest scale, up to ``most``, at which the sizes fit into the box on shelves."""
    low, high = 0.0, most
    if _shelves_fit(sizes, box, gap, most):
        return most
    for _ in range(40):
        middle = (low + high) / 2
        if _shelves_fit(sizes, box, gap, middle):
            low = middle
        else:
            high = middle
    return low


def shelves(sizes: Sequence[Spot], box: Box, gap: float, scale: float) -> list[Spot]:
    """Centres of the sizes, times ``scale``, on shelves in the middle of the box.

    ``gap`` is in the same unit as the sizes. Shelves are spread over the height of the box,
    and what stands on a shelf over its width, by up to a gap and a half more each.
    """
    rows = _even_rows(sizes, box, gap, scale)
    heights = [max(sizes[one][1] for one in row) * scale for row in rows]
    air = min(2.5 * gap * scale, (box.height - sum(heights)) / (len(rows) + 1))
    y = box.y + (box.height + sum(heights) + air * (len(rows) - 1)) / 2
    found: dict[int, Spot] = {}
    for row, height in zip(rows, heights, strict=True):
        used = sum(sizes[one][0] for one in row) * scale
        space = min(2.5 * gap * scale, (box.width - used) / (len(row) + 1))
        x = box.x + (box.width - used - space * (len(row) - 1)) / 2
        for one in row:
            width = sizes[one][0] * scale
            found[one] = (x + width / 2, y - height / 2)
            x += width + space
        y -= height + air
    return [found[one] for one in range(len(sizes))]


def spread(points: Points, distance: float, box: Box) -> Points:
    """The points, those too close to an earlier one moved to the nearest free spot.

    No two end up closer than ``distance``, as long as the box has room for all of them with
    as much again; the first points stay where they are.
    """
    placed = points.copy()
    cells: dict[tuple[int, int], list[int]] = {}
    start: dict[tuple[int, int], int] = {}
    for number, (x, y) in enumerate(points):
        home = (int(x // distance), int(y // distance))
        # Where a crowd has filled the near spots, the next one need not try them again.
        step = start.get(home, 0)
        while True:
            spot = _spiral(float(x), float(y), step, distance, box)
            if _free(spot, placed, cells, distance):
                break
            step += 1
        start[home] = max(step - 8, 0) if step else 0
        placed[number] = spot
        cell = (int(spot[0] // distance), int(spot[1] // distance))
        cells.setdefault(cell, []).append(number)
    return placed


def grid(count: int, rows: int, corner: Spot, step: float) -> list[Spot]:
    """Spots of a block, filled column by column, from its upper left corner down."""
    return [
        (corner[0] + step * (0.5 + k // rows), corner[1] - step * (0.5 + k % rows))
        for k in range(count)
    ]


def _shelves_fit(sizes: Sequence[Spot], box: Box, gap: float, scale: float) -> bool:
    if any(width * scale > box.width for width, _ in sizes):
        return False
    rows = _rows(sizes, box.width, gap, scale)
    heights = sum(max(sizes[one][1] for one in row) * scale for row in rows)
    return heights + gap * scale * (len(rows) - 1) <= box.height


def _rows(sizes: Sequence[Spot], width: float, gap: float, scale: float) -> list[list[int]]:
    """The numbers of the sizes, broken into rows no wider than ``width``."""
    rows: list[list[int]] = [[]]
    used = 0.0
    for number, (wide, _) in enumerate(sizes):
        need = wide * scale + (gap * scale if rows[-1] else 0)
        if rows[-1] and used + need > width:
            rows.append([])
            used, need = 0.0, wide * scale
        rows[-1].append(number)
        used += need
    return rows


def _even_rows(sizes: Sequence[Spot], box: Box, gap: float, scale: float) -> list[list[int]]:
    """As many rows as the box needs, broken so that the last is not a straggler."""
    rows = _rows(sizes, box.width, gap, scale)
    for share in range(99, 50, -1):
        narrow = Box(box.x, box.y, box.width * share / 100, box.height)
        tried = _rows(sizes, narrow.width, gap, scale)
        if len(tried) > len(rows) or not _shelves_fit(sizes, narrow, gap, scale):
            break
        rows = tried
    return rows


def _spiral(x: float, y: float, step: int, distance: float, box: Box) -> Spot:
    """The step-th spot of a sunflower spiral around (x, y), kept inside the box."""
    radius, angle = 0.6 * distance * math.sqrt(step), step * 2.399963
    return (
        min(max(x + radius * math.cos(angle), box.x), box.x + box.width),
        min(max(y + radius * math.sin(angle), box.y), box.top),
    )


def _free(
    spot: Spot, placed: Points, cells: dict[tuple[int, int], list[int]], distance: float
) -> bool:
    column, row = int(spot[0] // distance), int(spot[1] // distance)
    near = [
        number
        for across in (column - 1, column, column + 1)
        for up in (row - 1, row, row + 1)
        for number in cells.get((across, up), ())
    ]
    if not near:
        return True
    apart = np.hypot(*(placed[near] - spot).T)
    return bool(apart.min() >= distance)
