"""The boxes of driver diagrams and fishbones: their size, what stands in them, their colours."""

from dataclasses import dataclass, replace

from joinedup.render.graph_drawing import Attributes, label
from joinedup.render.nouns import counted
from joinedup.render.palette import PAGE
from joinedup.render.still_text import width_of, wrapped
from joinedup.services.outlines import OutlineItem

#: The size of letters, and the height of a line, in points.
LETTERS = 14.0
LINE = LETTERS * 1.2
#: Room at each side of the writing in a box.
_PAD = 8.0
#: Graphviz measures in inches.
POINTS = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of a diagram on a light or a dark page, all of the palette.

    Attributes:
        levels: Fill, edge and writing of the boxes of each level.
    """

    line: str
    strong: str
    text: str
    quiet: str
    levels: tuple[tuple[str, str, str], ...]


def theme(*, dark: bool) -> Theme:
    """The colours for a page."""
    ground, box, text, quiet, accent, on_accent, edge = (
        PAGE[name][dark]
        for name in ("ground", "box", "text", "quiet", "accent", "on-accent", "edge")
    )
    return Theme(
        line=edge,
        strong=accent,
        text=text,
        quiet=quiet,
        levels=(
            (accent, accent, on_accent),
            (box, accent, text),
            (box, edge, text),
            (ground, edge, text),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An item's words in lines, and the room they take, in points."""

    lines: tuple[str, ...]
    wide: float
    high: float
    heavy: bool
    linked: bool

    @property
    def attributes(self) -> Attributes:
        """Its words and its size, for Graphviz."""
        return {
            "label": label(self.lines),
            "fixedsize": "true",
            "width": f"{self.wide / POINTS:.3f}",
            "height": f"{self.high / POINTS:.3f}",
            "fontsize": f"{LETTERS:g}",
            "margin": "0",
        }

    def fitted(self) -> "Box":
        """The same, as wide and as high as its writing."""
        wide = max(width_of(line, LETTERS, bold=self.heavy) for line in self.lines) + _PAD
        return replace(self, wide=wide, high=len(self.lines) * LINE)


def box_of(one: OutlineItem, wide: float, *, heavy: bool | None = None) -> Box:
    """The box of an item.

    Args:
        wide: In points.
        heavy: Whether its letters are bold; None for those of the aim or the effect alone.
    """
    bold = one.level == 0 if heavy is None else heavy
    lines = wrapped(one.text, wide - 2 * _PAD, LETTERS, bold=bold)
    links = link_words(one)
    if links:
        lines += wrapped(links, wide - 2 * _PAD, LETTERS, bold=bold)
    high = len(lines) * LINE + 2 * _PAD
    return Box(lines=tuple(lines), wide=wide, high=high, heavy=bold, linked=bool(links))


def link_words(one: OutlineItem) -> str:
    """How many actions and partners a line is linked to; empty for none."""
    kinds = [link.kind for link in one.links if link.target]
    parts = [
        counted(kinds.count(kind), kind, f"{kind}s")
        for kind in ("action", "partner")
        if kind in kinds
    ]
    return f"[{', '.join(parts)}]" if parts else ""
