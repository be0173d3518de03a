"""The lines of a still network: which of them are drawn, and how; see ``static/graph.js``.

Worked out from the columns that the network's frame fetches
(:func:`joinedup.render.columns.network_lines`): seats in partnerships where these are drawn, else
every two organisations that share a partnership or a tie, the strongest first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from joinedup.render.still import INK, lines, stroke
from joinedup.render.still_signs import OLD_DOTS

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]
Flags = NDArray[np.bool_]
#: More lines than these are one grey; those of what is selected are always drawn.
MOST = 12_000
#: Lines a path: where paths cross, lines look denser, as on screen.
_CHUNK = 250
_PLAIN_THICKNESS = 2
_NEAR, _PLAIN, _DIM = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Net:
    """Lines by the numbers of what they join.

    Attributes:
        first: Of organisations, or of partnerships where these are drawn.
        second: Of organisations.
        weight: Newman's (2001) of pairs; None of seats.
        old: Those that nobody has confirmed for long.
    """

    first: Numbers
    second: Numbers
    weight: Values | None
    old: Flags


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one sort of marks stands: x and y by number, NaN where none is drawn; who is faint."""

    x: Values
    y: Values
    faint: Flags


@dataclass(frozen=True, slots=True)
class Found:
    """Lines to be drawn.

    Attributes:
        parts: The lines as SVG, those that lie lowest first.
        drawn: How many of them.
        inside: How many there are in the window.
        joined: Numbers of the organisations that have a line with what is selected.
    """

    parts: tuple[str, ...]
    drawn: int
    inside: int
    joined: frozenset[int]


def seats(columns: Mapping[str, Any]) -> Net:
    """Every member's line to its partnership."""
    held = _members(columns)
    sizes = [len(one) for one in held]
    hubs = np.repeat(np.array(columns["partnerships"], np.int64), sizes)
    members = np.concatenate([np.empty(0, np.int64), *held])
    return Net(hubs, members, None, _old(columns, len(members))[: len(members)])


def pairs(columns: Mapping[str, Any], count: int) -> Net:
    """Every two organisations that share a partnership or a tie, the strongest first.

    Args:
        columns: As the frame fetches them.
        count: How many organisations the dataset has.
    """
    held = _members(columns)
    seated = sum(len(one) for one in held)
    tied = np.array(columns["ties"], np.int64).reshape(-1, 2)
    old = _old(columns, seated + len(tied))
    codes, weights, aged = [tied[:, 0] * count + tied[:, 1]], [np.zeros(len(tied))], [old[seated:]]
    at = 0
    for members in held:
        one, other = np.triu_indices(len(members), 1)
        codes.append(members[one] * count + members[other])
        weights.append(np.full(len(one), 1 / max(len(members) - 1, 1)))
        here = old[at : at + len(members)]
        aged.append(here[one] | here[other])
        at += len(members)
    distinct, which = np.unique(np.concatenate(codes), return_inverse=True)
    weight = np.bincount(which, np.concatenate(weights), len(distinct)).astype(np.float64)
    fresh = np.bincount(which, ~np.concatenate(aged), len(distinct)) > 0
    order = np.argsort(-weight, kind="stable")
    code = distinct[order]
    return Net(code // count, code % count, weight[order], ~fresh[order])


def _members(columns: Mapping[str, Any]) -> list[Numbers]:
    return [np.cumsum(np.array(steps, np.int64)) for steps in columns["members"]]


def _old(columns: Mapping[str, Any], length: int) -> Flags:
    signs = columns["old"] or "0" * length
    return np.array(np.frombuffer(signs.encode("ascii"), np.uint8) == ord("1"), np.bool_)


def selected(
    net: Net,
    first: Stand,
    second: Stand,
    room: tuple[float, float],
    chosen: tuple[int | None, int | None],
) -> Found:
    """The lines between what is drawn, in their looks.

    Args:
        first, second: Where the ends stand.
        room: Width and height of the window.
        chosen: The number of what is selected, as a first and as a second end; None for nothing.
    """
    x, y, u, v = first.x[net.first], first.y[net.first], second.x[net.second], second.y[net.second]
    with np.errstate(invalid="ignore"):
        seen = (
            (np.maximum(x, u) >= 0)
            & (np.minimum(x, u) <= room[0])
            & (np.maximum(y, v) >= 0)
            & (np.minimum(y, v) <= room[1])
        )
    near = _is(net.first, chosen[0]) | _is(net.second, chosen[1])
    drawn = seen & ((np.cumsum(seen) <= MOST) | near)
    dim = second.faint[net.second] | (first.faint[net.first] if net.weight is not None else False)
    kind = np.where(near, _NEAR, np.where(dim, _DIM, _PLAIN))
    thick = (
        np.full(len(x), _PLAIN_THICKNESS)
        if net.weight is None
        else np.minimum(4, np.floor(net.weight * 4 + 0.5)).astype(np.int64)
    )
    looks = sorted(
        set(zip(kind[drawn].tolist(), net.old[drawn].tolist(), thick[drawn].tolist(), strict=True)),
        key=lambda look: (-look[0], -look[1], look[2]),
    )
    ends = np.stack([x, y, u, v], axis=1)
    parts: list[str] = []
    for one in looks:
        of_look = drawn & (kind == one[0]) & (net.old == one[1]) & (thick == one[2])
        parts += _paths(ends[of_look], *one, single=net.weight is None)
    with_chosen = seen & near
    joined = {*net.second[with_chosen].tolist()}
    joined |= {*net.first[with_chosen].tolist()} if net.weight is not None else set()
    return Found(tuple(parts), int(drawn.sum()), int(seen.sum()), frozenset(joined))


def _is(numbers: Numbers, chosen: int | None) -> Flags:
    return np.equal(numbers, -1 if chosen is None else chosen, dtype=np.bool_)


def _paths(ends: Values, kind: int, old: bool, thick: int, *, single: bool) -> Sequence[str]:
    """Lines of one look."""
    opacity = {_NEAR: 0.95, _DIM: 0.18}.get(kind, 0.6 if single else 0.38) * (0.75 if old else 1)
    width = (1.8 if kind == _NEAR else 1.1) * (1 if single else 0.6 + 1.8 * (thick / 4) ** 0.5)
    colour = INK.ring if kind == _NEAR else INK.tie
    look = stroke(colour, width, OLD_DOTS if old else (), opacity=opacity)
    found = [
        lines(((a, b), (c, d)) for a, b, c, d in ends[k : k + _CHUNK].tolist())
        for k in range(0, len(ends), _CHUNK)
    ]
    return [f'<path fill="none" {look} d="{one}"/>' for one in reversed(found)]
