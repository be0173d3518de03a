"""A plot with two logarithmic axes as SVG, drawn here: no package that draws is needed to run.

matplotlib would do it, too, but igraph imports it wherever it is installed, which adds a third
of a second to the start of every server that is measured beside it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 560, 470
_LEFT, _RIGHT, _TOP, _ROW = 70, 45, 40, 19
#: Told apart without colours as well: by dashes, and by the mark at each point.
_COLOURS = (
    *("#005eb8", "#b45309", "#007f3b", "#7c2855", "#425563"),
    *("#c2185b", "#007f89", "#5b2c9b", "#212b32"),
)
_DASHES = ("", "7 4", "2 3", "10 3 2 3")
_MARKS = (
    *("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "M-4-4h8v8h-8z", "M0-5l5 9h-10z"),
    *("M0-5l5 5-5 5-5-5z", "M-5-4h10l-5 9z"),
)

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One plot.

    Attributes:
        title: Stands above it; says the unit of what goes up.
        across: What goes to the right.
        lines: Label and points of each line; all values above 0.
    """

    title: str
    across: str
    lines: Sequence[tuple[str, Points]]


def svg(panels: Sequence[Panel]) -> str:
    """The panels side by side as an SVG picture, on white."""
    legend = _ROW * max(len(one.lines) for one in panels) + 10
    height = _HEIGHT + legend
    parts = [
        f'<g transform="translate({number * _WIDTH} 0)">{_panel(one)}</g>'
        for number, one in enumerate(panels)
    ]
    size = f'viewBox="0 0 {_WIDTH * len(panels)} {height}"'
    style = 'font-family="Arial, sans-serif" font-size="13" fill="#212b32"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _panel(panel: Panel) -> str:
    across = _Axis.of([x for _, points in panel.lines for x, _ in points])
    up = _Axis.of([y for _, points in panel.lines for _, y in points])
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts = [
        f'<text x="{_LEFT}" y="22" font-weight="bold">{escape(panel.title)}</text>',
        *(_grid(across, up)),
        f'<text x="{middle:.0f}" y="{_HEIGHT - 8}" text-anchor="middle">'
        f"{escape(panel.across)}</text>",
    ]
    for number, (label, points) in enumerate(panel.lines):
        spots = [(_x(across.share(x)), _y(up.share(y))) for x, y in points]
        parts += [_line(spots, number), _key(label, number)]
    return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Axis:
    """From one power of ten to another."""

    low: int
    high: int

    @classmethod
    def of(cls, values: Sequence[float]) -> "_Axis":
        logs = [math.log10(one) for one in values]
        low = math.floor(min(logs))
        return cls(low, max(math.ceil(max(logs)), low + 1))

    def share(self, value: float) -> float:
        """How far along the axis a value is, from 0 to 1."""
        return (math.log10(value) - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HEIGHT - 45 - share * (_HEIGHT - 45 - _TOP)


def _grid(across: _Axis, up: _Axis) -> list[str]:
    rule = 'stroke="#d8dde0"'
    parts = []
    for one in across.ticks():
        x = _x(across.share(one))
        parts.append(f'<path d="M{x:.1f} {_y(0):.1f}V{_y(1):.1f}" {rule}/>')
        parts.append(
            f'<text x="{x:.1f}" y="{_y(0) + 18:.1f}" text-anchor="middle">{one:,.0f}</text>'
        )
    for one in up.ticks():
        y = _y(up.share(one))
        parts.append(f'<path d="M{_x(0):.1f} {y:.1f}H{_x(1):.1f}" {rule}/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{one:,g}</text>')
    return parts


def _line(spots: Points, number: int) -> str:
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    return _stroke(path, number) + "".join(_mark(x, y, number) for x, y in spots)


def _key(label: str, number: int) -> str:
    y = _HEIGHT + 5 + number * _ROW
    return (
        _stroke(f"M{_LEFT} {y}h40", number)
        + _mark(_LEFT + 20, y, number)
        + f'<text x="{_LEFT + 50}" y="{y + 4}">{escape(label)}</text>'
    )


def _stroke(path: str, number: int) -> str:
    dashes = _DASHES[number % len(_DASHES)]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    colour = _COLOURS[number % len(_COLOURS)]
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'


def _mark(x: float, y: float, number: int) -> str:
    colour = _COLOURS[number % len(_COLOURS)]
    shape = _MARKS[number % len(_MARKS)]
    return f'<path transform="translate({x:.1f} {y:.1f})" d="{shape}" fill="{colour}"/>'
