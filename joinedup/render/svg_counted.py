"""Small still pictures of more organisations than a small picture can tell apart.

They count instead: the map shades neighbourhoods and says the figure of each place, the
network joins sectors by the partnerships that hold both. A few kilobytes, whatever the number
of organisations.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from joinedup.model import AreaLevel, ConnectionState, Sector
from joinedup.render.nouns import heading_noun
from joinedup.render.palette import SECTORS
from joinedup.render.shading import shading
from joinedup.render.svg import Outlines, picture, text
from joinedup.services import Reading, area_counts

#: More marks than this and a small picture counts them; one mark is some 70 bytes.
MOST_MARKS = 600

_MEASURE = "unconnected"
#: Height of a line of small words, and the side of a legend's square, in units of the picture.
_LINE, _SQUARE = 46.0, 34.0
_UNKNOWN = "Not known"
#: The ring of sectors: its middle, its half axes, and the whole picture.
_MIDDLE = (500.0, 350.0)
_AXES = (250.0, 275.0)
_RING_BOX = "0 0 1000 755"
_LARGEST, _SMALLEST = 50.0, 9.0
#: How far the ring is drawn in at the top and at the foot: 0 not at all, 1 to a point.
_DRAWN_IN = 0.8
_THICKEST, _THINNEST = 26.0, 1.5

Pairs = Mapping[tuple[Sector, Sector], int]


def is_crowded(reading: Reading) -> bool:
    """Whether a view shows more than the small pictures can tell apart."""
    return len(reading.shown) > MOST_MARKS


def counted_map(reading: Reading, areas: Outlines | None, *, title: str, dark: bool) -> str:
    """Neighbourhoods shaded by the share with no partnership on record, of those known.

    Args:
        areas: What :func:`joinedup.render.svg.outlines` made of the dataset's boundaries.
        title: Alternative text of the picture.
    """
    if areas is None:
        return ""
    shade = shading(area_counts(reading, AreaLevel.NEIGHBOURHOOD), _MEASURE, dark=dark)
    steps = {key: one["step"] for key, one in shade["values"].items()} if shade else {}
    ramp: Sequence[str] = shade["ramp"] if shade else ()
    shapes = [
        f'<path class="{"place" if level == "place" else "hood"}"'
        + (f' style="fill:{ramp[steps[key]]}"' if key in steps else "")
        + f' d="{path}"/>'
        for level, key, path in areas.areas
    ]
    width, height = areas.size
    legend = [(one["colour"], one["label"]) for one in shade["legend"]] if shade else []
    if len(steps) < sum(level != "place" for level, _, _ in areas.areas):
        legend.append(("", _UNKNOWN))
    foot = _legend(legend, height + _LINE)
    box = f"-12 -12 {max(width, 1000) + 24:.0f} {height + 2 * _LINE + _SQUARE + 24:.0f}"
    return picture(box, title, [*shapes, *_place_figures(reading, areas), *foot], dark=dark)


def sector_ring(reading: Reading, *, title: str, dark: bool) -> str:
    """Sectors in a ring, joined by the partnerships that hold members of both.

    A circle's area goes with the sector's organisations in partnerships, a line's width with
    the number of partnerships.

    Args:
        title: Alternative text of the picture.
    """
    joined, pairs = _joined(reading), sector_pairs(reading)
    shown = Counter(one.sector for one in reading.shown)
    sectors = [sector for sector in Sector if shown[sector]]
    spots = {sector: _spot(k, len(sectors)) for k, sector in enumerate(sectors)}
    most = max(joined.values(), default=1)
    parts = [
        _line(spots[one], spots[other], count / max(pairs.values()))
        for (one, other), count in sorted(pairs.items(), key=lambda pair: pair[1])
    ]
    for sector, (x, y) in spots.items():
        r = max(_SMALLEST, _LARGEST * math.sqrt(joined[sector] / most))
        colour = SECTORS[sector].colour(dark=dark)
        parts.append(
            f'<circle class="node" cx="{x:.0f}" cy="{y:.0f}" r="{r:.0f}" fill="{colour}"/>'
        )
        parts += _label(sector, f"{joined[sector]:,} of {shown[sector]:,}", (x, y), r)
    note = "Circles: those in partnerships. Lines: partnerships that hold both."
    parts.append(text(note, _MIDDLE[0], 735, "small"))
    return picture(_RING_BOX, title, parts, dark=dark)


def sector_pairs(reading: Reading) -> Pairs:
    """In how many partnerships in scope each two sectors meet, among those shown."""
    held: dict[str, set[Sector]] = {}
    for one in reading.shown:
        for key in reading.found[one.id].partnerships:
            held.setdefault(key, set()).add(one.sector)
    order = {sector: k for k, sector in enumerate(Sector)}
    return Counter(
        pair
        for sectors in held.values()
        for pair in combinations(sorted(sectors, key=order.__getitem__), 2)
    )


def _joined(reading: Reading) -> Counter[Sector]:
    return Counter(one.sector for one in reading.shown if reading.found[one.id].partnerships)


def _place_figures(reading: Reading, areas: Outlines) -> list[str]:
    """The name of each place over its middle, with its figure below."""
    counts = {one.area.id: one for one in area_counts(reading, AreaLevel.PLACE)}
    parts = []
    for key, name, x, y in areas.names:
        parts.append(text(name, x, y))
        count = counts.get(key)
        if count and count.known:
            none = count.states[ConnectionState.NONE_ON_RECORD]
            parts.append(text(f"{none:,} of {count.known:,}", x, y + 38, "figure"))
    return parts


def _legend(items: Sequence[tuple[str, str]], top: float) -> list[str]:
    """A line of words and a row of squares with theirs, from the left."""
    parts = [text("No partnership on record, of those known", 0, top, "small left")]
    x, y = 0.0, top + _LINE / 2
    for colour, label in items:
        fill = f' style="fill:{colour}"' if colour else ""
        parts.append(
            f'<rect class="hood"{fill} x="{x:.0f}" y="{y:.0f}" '
            f'width="{_SQUARE:.0f}" height="{_SQUARE:.0f}"/>'
        )
        parts.append(text(label, x + _SQUARE + 10, y + 28, "small left"))
        x += _SQUARE + 40 + 16 * len(label)
    return parts


def _spot(k: int, count: int) -> tuple[float, float]:
    """The k-th place: down the right side, up the left, evenly, as each has lines of words."""
    right = -(-count // 2)
    on_side, number = (right, k) if k < right else (count - right, count - 1 - k)
    height = 2 * number / (on_side - 1) - 1 if on_side > 1 else 0.0
    out = math.sqrt(1 - _DRAWN_IN * height**2)
    away = _AXES[0] * out if k < right else -_AXES[0] * out
    return _MIDDLE[0] + away, _MIDDLE[1] + _AXES[1] * height


def _line(one: tuple[float, float], other: tuple[float, float], share: float) -> str:
    """A curve that bends towards the middle, so that neighbours' lines leave their names free."""
    bend = [(a + b) / 2 * 0.45 + m * 0.55 for a, b, m in zip(one, other, _MIDDLE, strict=True)]
    width = max(_THINNEST, _THICKEST * share)
    return (
        f'<path class="joined" stroke-width="{width:.1f}" d="M{one[0]:.0f} {one[1]:.0f}'
        f'Q{bend[0]:.0f} {bend[1]:.0f} {other[0]:.0f} {other[1]:.0f}"/>'
    )


def _label(sector: Sector, figure: str, spot: tuple[float, float], r: float) -> list[str]:
    """A sector's name and figure on the side away from the middle."""
    x, y = spot
    away = x - _MIDDLE[0]
    lines = [*_broken(heading_noun(sector)), figure]
    side = "left" if away > 0 else "right"
    edge = x + math.copysign(r + 12, away)
    first = y + 10 - 17 * (len(lines) - 1)
    return [
        text(line, edge, first + 34 * k, f"{_kind(k, lines)} {side}")
        for k, line in enumerate(lines)
    ]


def _kind(k: int, lines: Sequence[str]) -> str:
    return "figure" if k == len(lines) - 1 else "name"


def _broken(name: str) -> list[str]:
    """A name in lines of some fourteen letters."""
    lines = [""]
    for word in name.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) > 14:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
