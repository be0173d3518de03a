"""Circles for many on a crowded still map, the same as ``static/clusters.js`` makes on screen."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from joinedup.render.still import INK, Spot, arc, circle, stroke
from joinedup.render.still_marks import Mark, Scene
from joinedup.render.still_signs import NOTHING, titled_as
from joinedup.render.still_text import written

#: Maps with fewer marks are drawn one by one.
MANY = 1000
_CELL = 68.0
_LARGEST, _NUMBERED = 22.0, 12.0
_PLAY, _FAR = 2.0, 16.0
#: From this zoom on every mark is drawn.
_OPEN = 15.0
_BESIDE, _TURNS = 7.0, 16
_WORDS = (("c", "connected"), ("n", "no partnership on record"), ("u", "unknown"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A circle for several organisations.

    Attributes:
        counts: How many are connected, have none on record, and are unknown.
    """

    x: float
    y: float
    r: float
    counts: tuple[int, int, int]

    @property
    def count(self) -> int:
        """How many it stands for."""
        return sum(self.counts)


@dataclass(slots=True, kw_only=True)
class _Cell:
    column: int
    row: int
    x: float = 0.0
    y: float = 0.0
    members: list[int] = field(default_factory=list)

    @property
    def middle(self) -> Spot:
        return self.x / len(self.members), self.y / len(self.members)


_Cells = dict[tuple[int, int], _Cell]


def clustered(
    scene: Scene, indices: Iterable[int], kept: Collection[int]
) -> tuple[list[int], list[Cluster]]:
    """Part organisations into those drawn one by one and circles.

    The grid is fixed to the ground, so that it is the same in every window of one zoom.

    Args:
        kept: Those drawn by themselves wherever they stand.
    """
    everyone = list(indices)
    if scene.window.zoom >= _OPEN:
        return everyone, []
    single = [i for i in everyone if i in kept]
    cells = _cells(scene, (i for i in everyone if i not in kept))
    fewest = 4 if scene.window.zoom < 12 else 7
    for key, cell in list(cells.items()):
        if len(cell.members) < fewest:
            single += cell.members
            del cells[key]
    _join_neighbours(cells)
    return single, [_circle(scene, cell, cells) for cell in cells.values()]


def _cells(scene: Scene, indices: Iterable[int]) -> _Cells:
    found: _Cells = {}
    scale = scene.window.scale
    for i in indices:
        flat = scene.spots[i]
        if flat is None:
            continue
        x, y = flat[0] * scale, flat[1] * scale
        key = math.floor(x / _CELL), math.floor(y / _CELL)
        cell = found.setdefault(key, _Cell(column=key[0], row=key[1]))
        cell.x, cell.y = cell.x + x, cell.y + y
        cell.members.append(i)
    return found


def _join_neighbours(cells: _Cells) -> None:
    """A few at the edge of their cell go to the circle next door, as theirs would stand far off."""
    order = sorted(cells.values(), key=lambda one: (len(one.members), one.row, one.column))
    for cell in order:
        middle = cell.middle
        if math.dist(_stands(cell, cells), middle) <= _FAR:
            continue
        best = _next_door(cell, cells)
        if best:
            best.x, best.y = best.x + cell.x, best.y + cell.y
            best.members += cell.members
            del cells[cell.column, cell.row]


def _next_door(cell: _Cell, cells: _Cells) -> _Cell | None:
    best, least = None, _CELL
    for rows in (-1, 0, 1):
        for columns in (-1, 0, 1):
            other = cells.get((cell.column + columns, cell.row + rows))
            if other is None or other is cell or len(other.members) < len(cell.members):
                continue
            distance = math.dist(other.middle, cell.middle)
            if distance < least:
                best, least = other, distance
    return best


def _radius(count: int) -> float:
    return min(_LARGEST, _NUMBERED + math.sqrt(count))


def _stands(cell: _Cell, cells: _Cells) -> Spot:
    """Where a cell's circle stands: over the middle of what is in it, as far as the cell allows."""
    room = _CELL / 2 - _radius(len(cell.members)) - 1
    above, below = (
        min(room, _PLAY) if (cell.column, cell.row + rows) in cells else room for rows in (-1, 1)
    )
    x, y = (cell.column + 0.5) * _CELL, (cell.row + 0.5) * _CELL
    middle = cell.middle
    return max(x - room, min(x + room, middle[0])), max(y - above, min(y + below, middle[1]))


def _circle(scene: Scene, cell: _Cell, cells: _Cells) -> Cluster:
    states = [scene.picture["marks"][i].lower() for i in cell.members]
    x, y = _stands(cell, cells)
    scale = scene.window.scale
    spot = scene.window.spot((x / scale, y / scale))
    counts = states.count("c"), states.count("n"), states.count("u")
    return Cluster(x=spot[0], y=spot[1], r=_radius(len(states)), counts=counts)


def moved_aside(marks: Sequence[Mark], clusters: Sequence[Cluster]) -> list[Mark]:
    """Marks of which those to be noticed stand beside a circle, not over its number."""
    found, stood = list(marks), list[Mark]()
    for position, one in enumerate(marks):
        on = next((c for c in clusters if one.sign != NOTHING and _near(one.spot, one, c)), None)
        if on is None:
            continue
        spots = _around(one, on)
        clear = (
            spot
            for spot in spots
            if not any(c is not on and _near(spot, one, c) for c in clusters)
            and not any(_near(spot, one, other) for other in stood)
        )
        x, y = next(clear, spots[0])
        found[position] = replace(one, x=x, y=y, leg=one.leg or one.spot, aside=True)
        stood.append(found[position])
    return found


def _near(spot: Spot, one: Mark, other: Cluster | Mark) -> bool:
    return math.dist(spot, (other.x, other.y)) < other.r + one.r + _BESIDE


def _around(one: Mark, on: Cluster) -> list[Spot]:
    """Spots beside a circle: straight out, and then by turns to either side."""
    away, straight = on.r + one.r + _BESIDE, math.atan2(one.y - on.y, one.x - on.x)
    angles = (
        straight + (1 if k % 2 else -1) * math.ceil(k / 2) * math.tau / _TURNS
        for k in range(_TURNS)
    )
    return [(on.x + away * math.cos(a), on.y + away * math.sin(a)) for a in angles]


def drawn_cluster(one: Cluster, *, titled: bool) -> str:
    """One circle: its ring is filled for the connected, hollow for none, dotted for unknown."""
    width = max(4.0, one.r * 0.24)
    parts = [circle(one.x, one.y, one.r + 1.5, f'fill="{INK.halo}"')]
    start = -math.pi / 2
    for (state, _), count in zip(_WORDS, one.counts, strict=True):
        end = start + math.tau * count / one.count
        if count:
            parts.append(_ring(one, state, start, end, width))
        start = end
    if one.r >= _NUMBERED:
        size = 14 if one.r > 20 and one.count < 1000 else 12
        number = f"{one.count:,}"
        parts.append(written(number, one.x, one.y + 0.5, size, bold=True, colour=INK.text))
    told = titled_as(_words(one)) if titled else ""
    return f'<g class="cluster" fill="none">{told}{"".join(parts)}</g>'


def _ring(one: Cluster, state: str, start: float, end: float, width: float) -> str:
    if state == "c":
        around = arc(one.x, one.y, one.r - width / 2, start, end)
        return f'<path {stroke(INK.text, width)} d="{around}"/>'
    dashes = (2.0, 2.6) if state == "u" else ()
    around = "".join(arc(one.x, one.y, r, start, end) for r in (one.r - 0.75, one.r - width + 0.75))
    return f'<path {stroke(INK.text, 1.5, dashes)} d="{around}"/>'


def _words(one: Cluster) -> str:
    held = zip(_WORDS, one.counts, strict=True)
    parts = [f"{count:,} {words}" for (_, words), count in held if count]
    return f"{one.count:,} organisations close together: {', '.join(parts)}"
