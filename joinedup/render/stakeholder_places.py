"""Where the points of the grid of stakeholders stand: on their scores, and never on each other."""

import math
from collections.abc import Sequence
from functools import lru_cache

from joinedup.model import SCORES
from joinedup.render.stakeholder_marks import RADIUS, RING, Point
from joinedup.render.still import Spot
from joinedup.services.stakeholders import MIDDLE

#: The plane within the drawing, in pixels.
LEFT, TOP, WIDE, HIGH = 48.0, 30.0, 504.0, 472.0
#: How much larger marks and letters are, against the plane, on a narrow screen.
NARROW = 1.7
#: So many places reach from any spot to the furthest corner of its quarter, so far apart.
_SEEDS, _STEP = 4_500, 5.5
#: How much room a mark has around its middle: enough for a number, where there is enough for all.
_ROOMS = (22.0, 20.0, 18.5, 17.0, 15.5, 14.0, 12.5, 11.5, 10.5, 9.5, 8.5, 7.0, 5.5)
_GOLDEN = math.pi * (3 - math.sqrt(5))
#: How much of a line is left out on each side of a mark that it has nothing to do with.
_GAP = 4.0


def spot(power: float, interest: float) -> Spot:
    """Where a score stands; half a step from the edge the lowest and the highest."""
    step = len(SCORES)
    return (
        LEFT + (interest - SCORES[0] + 0.5) / step * WIDE,
        TOP + HIGH - (power - SCORES[0] + 0.5) / step * HIGH,
    )


def radius_of(one: Point) -> float:
    """How far a mark reaches, with the ring of one that must not be overlooked."""
    return RING if one.flag else RADIUS


def crossing() -> Spot:
    """Where the lines between the quarters cross.

    Medians of whole scores stand at halves: between 2.5 and 3 no point lies on a line.
    """
    return spot(MIDDLE - 0.25, MIDDLE - 0.25)


def places(points: Sequence[Point], scale: float = 1.0) -> tuple[Spot, ...]:
    """Where each point stands: the first of a score on its spot, others around, like seeds.

    Each stays in its quarter and stands on no other. Where a quarter gets full, rings overlap, and
    at last marks do. Source of the order of places: Vogel 1979 (doi:10.1016/0025-5564(79)90080-4).

    Args:
        scale: How much larger the marks are drawn.
    """
    return _places(tuple(spot(one.power, one.interest) for one in points), scale)


# A page draws the same points run after run.
@lru_cache(maxsize=32)
def _places(homes: tuple[Spot, ...], scale: float) -> tuple[Spot, ...]:
    line = crossing()
    quarters: dict[tuple[bool, bool], list[int]] = {}
    for k, (x, y) in enumerate(homes):
        quarters.setdefault((x < line[0], y < line[1]), []).append(k)
    found = dict(enumerate(homes))
    for those in quarters.values():
        for room in _ROOMS:
            placed = _put([homes[k] for k in those], room * scale, scale)
            if placed:
                found.update(zip(those, placed, strict=True))
                break
    return tuple(found[k] for k in range(len(homes)))


def _put(homes: Sequence[Spot], room: float, scale: float) -> list[Spot] | None:
    """Places for the marks of one quarter; None where it has not room for all."""
    found: dict[int, Spot] = {}
    for k in sorted(range(len(homes)), key=lambda k: homes.index(homes[k]) != k):
        taken = list(reversed(found.values()))  # the last ones stand nearest, most often
        seeds = (at for at in _seeds(homes[k], scale) if _is_free(at, taken, 2 * room))
        if (at := next(seeds, None)) is None:
            return None
        found[k] = at
    return [found[k] for k in range(len(homes))]


@lru_cache(maxsize=128)
def _seeds(home: Spot, scale: float) -> tuple[Spot, ...]:
    """Places of the quarter of a spot, the nearest first."""
    low, high, line = (LEFT, TOP), (LEFT + WIDE, TOP + HIGH), crossing()
    bounds = [
        (low[k] + (RING + 1) * scale, line[k] - RADIUS * scale)
        if home[k] < line[k]
        else (line[k] + RADIUS * scale, high[k] - (RING + 1) * scale)
        for k in (0, 1)
    ]
    (left, right), (top, foot) = bounds
    found = []
    for k in range(_SEEDS):
        away, turn = _STEP * math.sqrt(k), k * _GOLDEN
        x, y = home[0] + away * math.cos(turn), home[1] + away * math.sin(turn)
        if left <= x <= right and top <= y <= foot:
            found.append((x, y))
    return tuple(found)


def _is_free(at: Spot, taken: Sequence[Spot], apart: float) -> bool:
    return all(math.dist(at, other) >= apart for other in taken)


def pieces(low: Spot, high: Spot, others: Sequence[tuple[Spot, float]]) -> list[tuple[Spot, Spot]]:
    """What is left of a line along an axis where it passes behind the marks of others.

    Args:
        low, high: Its ends.
        others: Where marks stand, and how far they reach.
    """
    axis = 0 if low[1] == high[1] else 1
    start, stop = sorted((low[axis], high[axis]))
    gaps = []
    for at, r in others:
        off = abs(at[1 - axis] - low[1 - axis])
        if off < r + _GAP:
            half = math.sqrt((r + _GAP) ** 2 - off**2)
            gaps.append((at[axis] - half, at[axis] + half))
    found = []
    for begin, end in (*sorted(gaps), (stop, stop)):
        if begin > start:
            found.append((start, min(begin, stop)))
        start = max(start, end)
        if start >= stop:
            break
    return [(_along(low, axis, a), _along(low, axis, b)) for a, b in found]


def _along(at: Spot, axis: int, value: float) -> Spot:
    return (value, at[1]) if axis == 0 else (at[0], value)
