"""What our small charts are made of: SVG without script or style sheet, and how a page holds one.

A chart is a few hundred units wide, so that its letters can still be read on a phone of 390 pixels
and, enlarged, from the back of a room. Colours are those of the palette; nothing is told by a
colour alone. Tested by ``tests/unit/test_render_working_together.py`` and
``tests/unit/test_render_radar.py``.
"""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from joinedup.render.escaping import escape
from joinedup.render.palette import PAGE
from joinedup.render.still_text import FAMILY

Anchor = Literal["start", "middle", "end"]
#: Height of ordinary letters, in units of a chart.
LETTERS = 15.0
#: So many pixels of a drawing are one unit of a chart, where it stands by itself.
_ENLARGED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart in one theme: gives the parts that it is put together from.

    Attributes:
        dark: Whether it stands on a dark page.
    """

    dark: bool = False

    def ink(self, name: str) -> str:
        """A colour of the page by its name in :data:`joinedup.render.palette.PAGE`."""
        return PAGE[name][self.dark]

    def text(
        self,
        words: str,
        x: float,
        y: float,
        *,
        size: float = LETTERS,
        anchor: Anchor = "start",
        bold: bool = False,
        ink: str = "text",
    ) -> str:
        """Words that stand on ``y``."""
        weight = ' font-weight="700"' if bold else ""
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}"'
            f'{weight} fill="{self.ink(ink)}">{escape(words)}</text>'
        )

    def line(
        self,
        spots: Iterable[tuple[float, float]],
        *,
        ink: str = "edge",
        width: float = 1.0,
        dashes: str = "",
        fill: str = "",
    ) -> str:
        """A line through some spots; closed and filled where ``fill`` names a colour."""
        drawn = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
        inside = f'fill="{self.ink(fill)}" fill-opacity=".22"' if fill else 'fill="none"'
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        return (
            f'<path d="M{drawn}{"Z" if fill else ""}" {inside} stroke="{self.ink(ink)}" '
            f'stroke-width="{width:g}" stroke-linecap="round" stroke-linejoin="round"{dashed}/>'
        )

    def dot(
        self, x: float, y: float, r: float, *, hollow: bool = False, ink: str = "accent"
    ) -> str:
        """A round mark, filled or hollow."""
        fill = self.ink("ground" if hollow else ink)
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:g}" fill="{fill}" '
            f'stroke="{self.ink(ink)}" stroke-width="2"/>'
        )

    def mark(self, outline: str, *, ink: str = "text") -> str:
        """A filled shape by its path."""
        return f'<path d="{outline}" fill="{self.ink(ink)}"/>'

    def bar(self, x: float, y: float, width: float, height: float, *, ink: str) -> str:
        """A filled bar."""
        return (
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
            f'fill="{self.ink(ink)}"/>'
        )

    def whole(self, width: float, height: float, title: str, parts: Iterable[str]) -> str:
        """A whole SVG document; ``title`` is its alternative text."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'width="{width * _ENLARGED:.0f}" height="{height * _ENLARGED:.0f}" role="img" '
            f'aria-label="{escape(title)}" font-family="{FAMILY}">'
            f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
        )


def image(svg: str, alt: str, kind: str = "ju-rating") -> str:
    """A picture of ours as an image for a page; ``kind`` are the classes of its style."""
    packed = b64encode(svg.encode()).decode()
    return f'<img class="{kind}" alt="{escape(alt)}" src="data:image/svg+xml;base64,{packed}">'
