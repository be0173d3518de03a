"""The grid of power and interest as SVG: for the page, which makes it move, and for paper.

One unit is one pixel. Without script, style sheet, or anything from elsewhere, like the other
still pictures. On the page ``ui/stakeholders_grid.py`` lets its points be taken and moved; classes
and ``data-`` attributes are there for that alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joinedup.model import SCORES
from joinedup.render.escaping import escape
from joinedup.render.stakeholder_marks import (
    FLAGS,
    RADIUS,
    RING,
    UNSAVED,
    Inks,
    Point,
    inks,
    key_rows,
    mark,
)
from joinedup.render.stakeholder_places import (
    HIGH,
    LEFT,
    NARROW,
    TOP,
    WIDE,
    crossing,
    pieces,
    places,
    radius_of,
    spot,
)
from joinedup.render.still import Spot, lines, stroke
from joinedup.render.still_text import FAMILY, Label, Labels, shorten, width_of, wrapped, written
from joinedup.services import Quarter, Spread

#: What is in each quarter to do, by the usual names; see :data:`Quarter`.
QUARTERS: Mapping[Quarter, str] = {
    Quarter.MANAGE: "Manage closely",
    Quarter.SATISFY: "Keep satisfied",
    Quarter.INFORM: "Keep informed",
    # Never "monitor" or "minimum effort": who has little power may have the most to say.
    Quarter.ASK: "Ask what they need",
}
WIDTH, HEIGHT = 560, 572
_LETTERS = 12.5
_LONGEST = 24
#: How far from the plane the names of the quarters stand: outside, where no mark covers them.
_ABOVE, _BELOW = 15.0, 36.0
#: Up to so many points a narrow screen has room to say why one is flagged.
_FEW = 12
#: What a pointer takes a point by; large enough for a finger.
_HIT = '<circle class="hit" r="13" fill="transparent"/>'


def grid(points: Sequence[Point], title: str, *, dark: bool = False) -> str:
    """The grid for the page: its points can be reached and taken; its key stands apart.

    Args:
        title: What it shows, in a sentence.
    """
    ink = inks(dark=dark)
    inner = "".join(_drawn(points, ink, taken=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="application" aria-label="{escape(title)}" font-family="{FAMILY}" '
        f'data-left="{LEFT:g}" data-top="{TOP:g}" data-wide="{WIDE:g}" data-high="{HIGH:g}" '
        f'data-most="{SCORES[-1]}">{inner}</svg>'
    )


def still_grid(points: Sequence[Point], title: str, *, width: int = 2 * WIDTH) -> str:
    """The grid for paper: in light colours, its key below it.

    Args:
        title: What it shows, in a sentence.
        width: In pixels.
    """
    ink = inks(dark=False)
    key, high = _key_below(points, ink)
    said, tall = escape(title), HEIGHT + high
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
        f'height="{tall * width / WIDTH:.0f}" viewBox="0 0 {WIDTH} {tall:.0f}" role="img" '
        f'font-family="{FAMILY}"><title>{said}</title>'
        f'<rect width="{WIDTH}" height="{tall:.0f}" fill="{ink.ground}"/>'
        f"{''.join(_drawn(points, ink, taken=False))}{key}</svg>"
    )


# --- the plane -----------------------------------------------------------------------


def _drawn(points: Sequence[Point], ink: Inks, *, taken: bool) -> list[str]:
    under = [_plane(ink), *_quarters(ink), *_axes(ink)]
    wide = _laid_out(points, ink)
    if not taken:
        marks = [
            _still_point(*one, ink) for one in zip(points, wide.places, wide.labels, strict=True)
        ]
        return [*under, *_spreads(points, wide, ink), *marks]
    near = _laid_out(points, ink, scale=NARROW)
    marks = [_point(one, k, wide, near, ink) for k, one in enumerate(points)]
    return [
        *under,
        *_spreads(points, wide, ink, " full"),
        *_spreads(points, near, ink, " near"),
        *marks,
    ]


def _plane(ink: Inks) -> str:
    x, y = crossing()
    cross = lines([((x, TOP), (x, TOP + HIGH)), ((LEFT, y), (LEFT + WIDE, y))])
    return (
        f'<rect x="{LEFT:g}" y="{TOP:g}" width="{WIDE:g}" height="{HIGH:g}" '
        f'fill="{ink.ground}" {stroke(ink.edge, 1.2)}/>'
        f'<path {stroke(ink.edge, 1.2, (5, 4))} d="{cross}"/>'
    )


def _quarters(ink: Inks) -> list[str]:
    head, foot = TOP - _ABOVE, TOP + HIGH + _BELOW
    line, _ = crossing()
    left, right = (LEFT + line) / 2, (line + LEFT + WIDE) / 2
    spots = {
        Quarter.SATISFY: (left, head),
        Quarter.MANAGE: (right, head),
        Quarter.ASK: (left, foot),
        Quarter.INFORM: (right, foot),
    }
    return [
        written(QUARTERS[one], x, y, 14, bold=True, colour=ink.quiet)
        for one, (x, y) in spots.items()
    ]


def _axes(ink: Inks) -> list[str]:
    below = TOP + HIGH + 14
    parts = []
    for score in SCORES:
        x, y = spot(score, score)
        parts.append(written(str(score), x, below, _LETTERS, colour=ink.quiet))
        parts.append(written(str(score), LEFT - 12, y, _LETTERS, colour=ink.quiet))
    names = ("Interest: how much it wants to take part", "Power: how much weight it has")
    parts.append(
        written(names[0], LEFT + WIDE / 2, below + 45, _LETTERS + 1, bold=True, colour=ink.text)
    )
    turned = written(names[1], 0, 0, _LETTERS + 1, bold=True, colour=ink.text)
    parts.append(f'<g transform="translate(14 {TOP + HIGH / 2:g}) rotate(-90)">{turned}</g>')
    return parts


# --- points --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where marks stand, and what stands beside each.

    Attributes:
        scale: How much larger marks and letters are drawn.
        labels: None where there is no room.
    """

    scale: float
    places: Sequence[Spot]
    labels: Sequence[Label | None]


def _laid_out(points: Sequence[Point], ink: Inks, *, scale: float = 1.0) -> _Layout:
    """Marks and labels; what must not be overlooked finds room first."""
    found = places(points, scale)
    boxes = []
    for one, (x, y) in zip(points, found, strict=True):
        r = radius_of(one) * scale
        boxes.append((x - r, y - r, x + r, y + r))
    # Beside the plane stand the names of the upper quarters, and the axis.
    outside = [(0.0, 0.0, LEFT + WIDE, TOP), (0.0, TOP, LEFT, TOP + HIGH)]
    room = Labels(width=LEFT + WIDE, height=TOP + HIGH, taken=[*outside, *boxes])
    labels: dict[int, Label | None] = {}
    for k in sorted(range(len(points)), key=lambda k: not _notes(points[k])):
        labels[k] = _label(points[k], found[k], room, scale, ink, few=len(points) <= _FEW)
    return _Layout(scale=scale, places=found, labels=[labels[k] for k in range(len(points))])


def _label(
    one: Point, at: Spot, room: Labels, scale: float, ink: Inks, *, few: bool
) -> Label | None:
    """Its number and as much of its name as there is room for; None where there is none."""
    around = radius_of(one) + 1
    if one.is_moved or one.is_selected:
        around = RING + 1
    number, notes = str(one.number), _notes(one)
    tries = [[number, shorten(one.name, _LONGEST), *notes], [number, *notes], [number]]
    if scale > 1:
        tries = [[number, *notes], [number]] if few else [[number]]
    for words in tries:
        label = Label(
            text=" ".join(words),
            x=at[0],
            y=at[1],
            size=_LETTERS * scale,
            bold=False,
            colour=ink.text,
        )
        if room.put_beside(label, around * scale):
            return room.found[-1]
    return None


def _notes(one: Point) -> list[str]:
    said = [FLAGS[one.flag].lower()] if one.flag else []
    said += [UNSAVED.lower()] if one.is_moved else []
    return [f"({', '.join(said)})"] if said else []


def _spreads(points: Sequence[Point], laid: _Layout, ink: Inks, kind: str = "") -> list[str]:
    """Of each point a thin cross from the lowest to the highest opinion.

    It has gaps where it passes behind others, so that nobody takes it for theirs.
    """
    around = [
        (at, radius_of(one) * laid.scale) for one, at in zip(points, laid.places, strict=True)
    ]
    found = []
    for k, (one, at) in enumerate(zip(points, laid.places, strict=True)):
        drawn = _cross(one, at, [*around[:k], *around[k + 1 :]])
        if drawn and not one.is_moved:
            # Pale, so that many of them do not hide what they cross.
            chosen, pale = (" chosen", "") if one.is_selected else ("", ' opacity=".45"')
            found.append(
                f'<path class="spread{kind}{chosen}" data-of="{escape(one.id)}" fill="none"{pale} '
                f'{stroke(ink.quiet, 1.3)} d="{lines(drawn)}"/>'
            )
    return found


def _cross(one: Point, at: Spot, others: Sequence[tuple[Spot, float]]) -> list[tuple[Spot, Spot]]:
    parts: list[tuple[Spot, Spot]] = []
    if one.interests and one.interests.is_split:
        ends = [(spot(one.power, score)[0], at[1]) for score in _ends(one.interests)]
        parts += [*pieces(ends[0], ends[1], others), *(((x, y - 5), (x, y + 5)) for x, y in ends)]
    if one.powers and one.powers.is_split:
        ends = [(at[0], spot(score, one.interest)[1]) for score in _ends(one.powers)]
        parts += [*pieces(ends[0], ends[1], others), *(((x - 5, y), (x + 5, y)) for x, y in ends)]
    return parts


def _ends(one: Spread) -> tuple[int, int]:
    return one.lowest, one.highest


def _still_point(one: Point, at: Spot, label: Label | None, ink: Inks) -> str:
    beside = _beside(label, at, ink) or _number(one, at[0], ink)
    return (
        f'<g transform="translate({at[0]:.1f} {at[1]:.1f})"><title>{escape(one.words)}</title>'
        f"{mark(one, ink)}{beside}</g>"
    )


def _point(one: Point, k: int, wide: _Layout, near: _Layout, ink: Inks) -> str:
    x, y = spot(one.power, one.interest)
    offs = [(of.places[k][0] - x, of.places[k][1] - y) for of in (wide, near)]
    full, close = (
        f'<g class="off {kind}" transform="translate({off[0]:.1f} {off[1]:.1f})">{text}</g>'
        for kind, off, text in (
            ("full", offs[0], _beside(wide.labels[k], wide.places[k], ink)),
            ("near", offs[1], _beside(near.labels[k], near.places[k], ink)),
        )
    )
    far, by = (f"{off[0]:.1f},{off[1]:.1f}" for off in offs)
    chosen = f' aria-pressed="{str(one.is_selected).lower()}"'
    unsaved = ' data-unsaved="yes"' if one.is_moved else ""
    return (
        f'<g class="point"{unsaved} data-id="{escape(one.id)}" data-power="{one.power:g}" '
        f'data-interest="{one.interest:g}" data-x="{x:.1f}" data-y="{y:.1f}" '
        f'data-off="{far}" data-near="{by}" '
        f'data-words="{escape(one.words)}" tabindex="0" role="button"{chosen} '
        f'aria-label="{escape(one.words)}" transform="translate({x:.1f} {y:.1f})">'
        f'<g class="keep">{_HIT}{mark(one, ink)}</g>{full}{close}</g>'
    )


def _beside(label: Label | None, at: Spot, ink: Inks) -> str:
    if not label:
        return ""
    x, y = label.x - at[0], label.y - at[1]
    return _haloed(
        written(label.text, x, y, label.size, colour=label.colour, anchor=label.anchor), ink
    )


def _number(one: Point, x: float, ink: Inks) -> str:
    """A number beside a mark, at its left where the picture ends at its right."""
    text = str(one.number)
    left = x + RADIUS + 5 + width_of(text, _LETTERS) > LEFT + WIDE
    away, anchor = (-RADIUS - 5, "end") if left else (RADIUS + 5, "start")
    return _haloed(written(text, away, 0, _LETTERS, colour=ink.text, anchor=anchor), ink)


def _haloed(text: str, ink: Inks) -> str:
    """Writing that can be read on whatever is below it."""
    around = text.replace("<text ", f'<text {stroke(ink.ground, 4)} stroke-linejoin="round" ', 1)
    return f'<g aria-hidden="true">{around}</g>{text}'


# --- the key -------------------------------------------------------------------------


def _key_below(points: Sequence[Point], ink: Inks) -> tuple[str, float]:
    """The key as rows below the drawing, and how high they are."""
    parts, x, y, row = [], 14.0, HEIGHT + 4.0, 22.0
    for drawn, words in key_rows(points, ink):
        told = wrapped(words, WIDTH - 60, _LETTERS)
        wide = 26 + max(width_of(line, _LETTERS) for line in told) + 18
        if x > 14 and x + wide > WIDTH - 8:
            x, y = 14.0, y + row
        parts.append(f'<g transform="translate({x + 9:.1f} {y + 8:.1f}) scale(.6)">{drawn}</g>')
        for number, line in enumerate(told):
            at = y + 8 + 15 * number
            parts.append(written(line, x + 24, at, _LETTERS, colour=ink.text, anchor="start"))
        x += wide
    return "".join(parts), (y + row + 6 - HEIGHT if parts else 0.0)
