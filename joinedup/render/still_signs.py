"""How each sign of a still picture is drawn: states, patterns, what is gone, new or marked.

The same as ``static/marks.js``: filled is connected, a ring none on record, a dotted ring
unknown; what is gone is hollow, dashed and struck through. The key and the picture draw with
these alike.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import groupby

from joinedup.render.escaping import escape
from joinedup.render.still import INK, Spot, arc, circle, lines, stroke

NOTHING, GONE, MARKED = ".", "x", "!"
#: Lines that nobody has confirmed for long.
OLD_DOTS = (1.5, 4.5)
#: How much is seen of what is gone, of an organisation and of a partnership as context.
OF_A_GHOST, OF_CONTEXT = 0.6, 0.35
_OF_A_PALE_HUB = 0.3
#: What the signs on a mark's disc look like: lines, in parts of its arm.
SIGNS: Mapping[str, Sequence[tuple[float, float, float, float]]] = {
    "+": ((-1, 0, 1, 0), (0, -1, 0, 1)),
    "c": ((-0.95, 0.05, -0.25, 0.75), (-0.25, 0.75, 1, -0.75)),
    "u": ((-1, 0, 1, 0),),
    "k": ((-0.95, 0.05, -0.25, 0.75), (-0.25, 0.75, 1, -0.75)),
    MARKED: ((0, -1.15, 0, 0.3), (0, 0.98, 0, 1.02)),
}
#: Strokes in a mark, the second sign of a colour that is no sector's.
PATTERNS: Mapping[str, Sequence[tuple[float, float, float, float]]] = {
    "bar": ((-1, 0, 1, 0),),
    "pole": ((0, -1, 0, 1),),
    "plus": ((-1, 0, 1, 0), (0, -1, 0, 1)),
    "slash": ((-0.7, 0.7, 0.7, -0.7),),
    "back": ((-0.7, -0.7, 0.7, 0.7),),
}
#: Hollow discs: what is no more, or was not known.
_HOLLOW = "uk"


def titled_as(words: str) -> str:
    """What a pointer is told of a mark."""
    return f"<title>{escape(words)}</title>"


def look(colour: str, state: str, r: float, *, outside: bool = False) -> str:
    """The attributes of a mark's outline by its state."""
    if state == "c" and not outside:
        return f'fill="{colour}" {stroke(INK.halo, 1)}'
    filled = mixed(colour, INK.halo, 0.35) if state == "c" else INK.halo
    width = max(2.2, r * 0.42) if state == "n" else max(1.4, r * 0.24)
    dashes = (max(1.6, r * 0.3), max(1.6, r * 0.34)) if state == "u" else ()
    return f'fill="{filled}" {stroke(colour, width, dashes)}'


def ghost_look(colour: str, r: float) -> str:
    """The attributes of the outline of what is gone."""
    dashes = max(2.6, r * 0.62), max(1.8, r * 0.4)
    return f'fill="{INK.halo}" {stroke(colour, max(1.3, r * 0.2), dashes)}'


def struck(x: float, y: float, r: float, colour: str) -> str:
    """The stroke through what is gone."""
    across = lines([((x - r, y + r), (x + r, y - r))])
    return f'<path stroke-dasharray="none" {stroke(colour, max(1.3, r * 0.2))} d="{across}"/>'


def patterned(pattern: str, marks: Sequence[tuple[float, float, float]], colour: str) -> str:
    """The pattern in marks, each given by its spot and its radius."""
    parts = []
    for r, same in groupby(sorted(marks, key=lambda one: one[2]), key=lambda one: one[2]):
        arm = r * 0.6
        ends = lines(
            ((x + arm * a, y + arm * b), (x + arm * c, y + arm * d))
            for x, y, _ in same
            for a, b, c, d in PATTERNS[pattern]
        )
        parts.append(f'<path {stroke(colour, max(1.5, r * 0.34))} d="{ends}"/>')
    return f'<g class="pattern" fill="none" stroke-dasharray="none">{"".join(parts)}</g>'


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour laid over a ground: ``share`` of it, and the rest of the ground."""
    pairs = ((int(colour[k : k + 2], 16), int(ground[k : k + 2], 16)) for k in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)


def drawn_hub(x: float, y: float, r: float, *, sign: str = NOTHING, pale: bool, title: str) -> str:
    """A partnership: a circle with a dot; pale as context; dashed where it is gone."""
    gone = sign == GONE
    opacity = OF_A_GHOST if gone else _OF_A_PALE_HUB if pale else 1.0
    dashes = (4.0, 3.2) if gone else ()
    outer = circle(x, y, r, f'fill="{INK.halo}" {stroke(INK.text, 2, dashes)}')
    dot = circle(x, y, max(1.5, r * 0.35), f'fill="{INK.text}"')
    faded = f' opacity="{opacity}"' if opacity < 1 else ""
    told = titled_as(title) if title else ""
    return f'<g class="hub"{faded}>{told}{outer}{dot}</g>'


def badge(sign: str, x: float, y: float, r: float) -> str:
    """A small disc that is told by its sign and not by its colour."""
    hollow, arm = sign in _HOLLOW, r * 0.52
    disc, ink = (INK.halo, INK.text) if hollow else (INK.text, INK.halo)
    drawn = lines(
        ((x + arm * a, y + arm * b), (x + arm * c, y + arm * d)) for a, b, c, d in SIGNS[sign]
    )
    disc_drawn = circle(x, y, r, f'fill="{disc}" {stroke(ink, 1.2)}')
    line = f'fill="none" stroke-linecap="round" {stroke(ink, max(1.5, r * 0.3))}'
    return f'<g class="badge">{disc_drawn}<path {line} d="{drawn}"/></g>'


def badge_size(r: float) -> float:
    """The radius of the disc on a mark of a radius."""
    return max(4.2, min(8.0, r * 0.72))


def changed_lines(sign: str, ends: Sequence[tuple[Spot, Spot]]) -> str:
    """Lines that only one side of a comparison has: new ones thick, lost ones crossed out."""
    if not ends:
        return ""
    if sign != GONE:
        return (
            f'<path class="new" fill="none" {stroke(INK.text, 2.2, opacity=0.85)} '
            f'd="{lines(ends)}"/>'
        )
    crosses = []
    for (a, b), (c, d) in ends:
        x, y = (a + c) / 2, (b + d) / 2
        crosses += [((x - 3, y - 3), (x + 3, y + 3)), ((x - 3, y + 3), (x + 3, y - 3))]
    return (
        f'<g class="lost" fill="none" opacity=".7"><path {stroke(INK.muted, 1.2, (7, 5))} '
        f'd="{lines(ends)}"/><path {stroke(INK.muted, 1.2)} d="{lines(crosses)}"/></g>'
    )


def band_of(r: float) -> float:
    """How wide the ring of a circle for a group is."""
    return max(3.0, min(r * 0.34, 16.0))


def group_ring(x: float, y: float, r: float, counts: Sequence[int], colour: str) -> str:
    """A circle for a group, whose ring says how many are connected, have none, are unknown."""
    band, total = band_of(r), sum(counts)
    inner, parts = r - band, [circle(x, y, r, f'fill="{INK.halo}"')]
    start = -math.pi / 2
    for state, count in zip("cnu", counts, strict=True):
        end = start + math.tau * count / total
        if count:
            gap = 0.0 if count == total else min(0.9 / r, (end - start) / 2)
            parts.append(_piece(state, x, y, (inner, r), (start + gap, end - gap), colour))
        start = end
    return "".join(parts)


def _piece(state: str, x: float, y: float, radii: Spot, angles: Spot, colour: str) -> str:
    """The piece of a group's ring that stands for one state."""
    inner, r = radii
    start, end = angles
    band = r - inner
    if state == "u":
        width = max(2.0, band * 0.34)
        dots = f'stroke-linecap="round" {stroke(colour, width, (0.1, width * 1.9))}'
        return f'<path fill="none" {dots} d="{arc(x, y, r - band / 2, start, end)}"/>'
    whole = end - start > math.tau - 1e-6
    edge = max(1.3, min(2.4, band * 0.24)) if state == "n" else 0.0
    outer = arc(x, y, r - edge / 2, start, end)
    back = arc(x, y, inner + edge / 2, end, start, on=not whole)
    path = f"{outer}Z{back}Z" if whole else f"{outer}{back}Z"
    look = f'fill="none" {stroke(colour, edge)}' if edge else f'fill="{colour}"'
    return f'<path {look} d="{path}"/>'
