"""Where things stand in a fishbone: its spine, its bones, the causes along them.

The effect stands at the head, at the right. Groups of causes stand above and below the spine by
turns, from the left; each is the end of a bone that slants towards the head. Causes lie along
their bone, and below each what is behind it. Graphviz is given the places, and draws.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from joinedup.render.diagram_boxes import Box, Theme, box_of, theme
from joinedup.render.graph_drawing import HEAVY, Attributes, Graph
from joinedup.services import Outline

# All in points. How wide the effect's box, that of a group, the writing of a cause and of what is
# behind a cause are at the most.
_EFFECT, _GROUP, _CAUSE, _BEHIND = 185.0, 175.0, 175.0, 160.0
#: From the writing of a cause to its bone; how much further what is behind it stands.
_TWIG, _INDENT = 26.0, 20.0
#: Between two bones; above each row; between the spine and the rows; from the spine to its ends.
_APART, _GAP, _CLEAR, _END = 30.0, 5.0, 16.0, 34.0
_SHORTEST = 110.0
#: How far a bone goes to the right for each point that it comes nearer to the spine.
_SLANT = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A cause, or what is behind one: how far down its writing begins from that of the first."""

    index: int
    box: Box
    deep: bool
    down: float

    @property
    def reach(self) -> float:
        """How far it goes to the left of its bone."""
        return _TWIG + self.deep * _INDENT + self.box.wide


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bone:
    """A group of causes with its rows, and how far they go down."""

    index: int
    box: Box
    rows: tuple[_Row, ...]
    high: float

    @property
    def reach(self) -> float:
        """How far it goes to the left at the most."""
        return max((row.reach for row in self.rows), default=0.0)


@dataclass(slots=True, kw_only=True)
class _Drawing:
    """Nodes and edges as they come together; y goes upwards, the spine is at 0."""

    used: Theme
    nodes: list[tuple[str, Attributes]] = field(default_factory=list)
    edges: list[tuple[str, str, Attributes]] = field(default_factory=list)

    def put(self, name: str, box: Box, at: tuple[float, float], *, level: int) -> None:
        """A box, or writing without one, around its middle."""
        fill, line, ink = self.used.levels[level]
        framed = {"shape": "box", "style": "filled", "fillcolor": fill, "color": line}
        self.nodes.append(
            (
                name,
                {
                    **box.attributes,
                    **(framed if level < 2 else {"shape": "plaintext"}),
                    "pos": f"{at[0]:.2f},{at[1]:.2f}",
                    "fontcolor": ink if level < 3 else self.used.quiet,
                    "penwidth": "2.2" if box.linked else "1.1",
                    **({"class": HEAVY} if box.heavy else {}),
                },
            )
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], wide: float) -> None:
        """A straight line with its arrow at the end; without one where it is thin."""
        names = []
        for x, y in (start, end):
            names.append(f"p{len(self.nodes)}")
            point = {"shape": "point", "style": "invis", "width": "0.01", "height": "0.01"}
            self.nodes.append((names[-1], {**point, "pos": f"{x:.2f},{y:.2f}"}))
        shape = {
            "color": self.used.strong if wide > 2 else self.used.line,
            "penwidth": f"{wide:g}",
            "arrowsize": "0.6",
            "arrowhead": "normal" if wide >= 1 else "none",
            "headclip": "false",
            "tailclip": "false",
        }
        self.edges.append((names[0], names[1], shape))


def graph_of(outline: Outline, *, dark: bool) -> Graph:
    """A fishbone with all of its places; without items it has no nodes."""
    drawing = _Drawing(used=theme(dark=dark))
    if outline.items:
        _everything(outline, drawing)
    return Graph(
        layout="nop",
        attributes={"bgcolor": "transparent", "splines": "line"},
        nodes=tuple(drawing.nodes),
        edges=tuple(drawing.edges),
    )


def _everything(outline: Outline, drawing: _Drawing) -> None:
    bones = [_bone(outline, index) for index in outline.children(0)]
    sides = (bones[::2], bones[1::2])
    across = 0.0
    for up, down in _columns(sides):
        both = [one for one in (up, down) if one]
        # At the left of the first bone nothing stands in the way.
        across += max(*(one.reach for one in both), _GROUP) + _APART if across else _END
        for one, side, above in ((up, sides[0], True), (down, sides[1], False)):
            if one:
                _draw(drawing, one, across, _long(side), above=above)
    box = box_of(outline.items[0], _EFFECT)
    head = across + _END
    drawing.line((0.0, 0.0), (head, 0.0), 4.0)
    drawing.put("n0", box, (head + box.wide / 2, 0.0), level=0)


def _columns(
    sides: tuple[Sequence[_Bone], Sequence[_Bone]],
) -> Iterator[tuple[_Bone, _Bone | None]]:
    for at, up in enumerate(sides[0]):
        yield up, sides[1][at] if at < len(sides[1]) else None


def _long(side: Sequence[_Bone]) -> float:
    """How long all bones of a side are, seen upright: as the one with most rows."""
    return max(_SHORTEST, *(one.high + _CLEAR + _GAP for one in side))


def _bone(outline: Outline, index: int) -> _Bone:
    rows: list[_Row] = []
    down = 0.0
    for cause in outline.children(index):
        for at in (cause, *outline.children(cause)):
            deep = at != cause
            # Writing without a frame takes no more room than its letters.
            box = box_of(outline.items[at], _BEHIND if deep else _CAUSE).fitted()
            rows.append(_Row(index=at, box=box, deep=deep, down=down))
            down += box.high + _GAP
    box = box_of(outline.items[index], _GROUP, heavy=True)
    return _Bone(index=index, box=box, rows=tuple(rows), high=down)


def _draw(drawing: _Drawing, one: _Bone, across: float, long: float, *, above: bool) -> None:
    """A bone that meets the spine at ``across``."""
    way = 1 if above else -1
    end = (across - _SLANT * long, way * long)
    drawing.line(end, (across, 0.0), 2.0)
    drawing.put(f"n{one.index}", one.box, (end[0], end[1] + way * one.box.high / 2), level=1)
    top = long - _GAP if above else -_CLEAR
    twig = end
    for row in one.rows:
        y = top - row.down - row.box.high / 2
        bone = across - _SLANT * abs(y)
        right = bone - _TWIG - row.deep * _INDENT
        middle = (right - row.box.wide / 2, y)
        drawing.put(f"n{row.index}", row.box, middle, level=3 if row.deep else 2)
        if row.deep:
            drawing.line((right, y), twig, 0.8)
        else:
            twig = (bone - _TWIG / 2, y)
            drawing.line((right, y), (bone, y), 1.0)
