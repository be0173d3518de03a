"""Driver diagrams and fishbones: an outline as a graph for Graphviz, its picture, its words.

What Graphviz makes of a graph is in :mod:`.graph_drawing`; where things stand in a fishbone, in
:mod:`.fishbone`. The list of words says all that the picture says.
"""

from collections.abc import Mapping

from joinedup.render import charts, fishbone
from joinedup.render.diagram_boxes import POINTS, Box, Theme, box_of, theme
from joinedup.render.escaping import escape
from joinedup.render.graph_drawing import HEAVY, Attributes, Graph, drawn, label
from joinedup.render.nouns import counted
from joinedup.render.still_table import scrolled
from joinedup.render.still_text import wrapped
from joinedup.services import Outline
from joinedup.services.outlines import LEVELS, MAX_LEVEL, OutlineProblem

#: What each kind is called.
KINDS: Mapping[str, str] = {"driver": "Driver diagram", "fishbone": "Fishbone"}
#: How wide the boxes of a column are, in points: aim, drivers, change ideas.
_WIDTHS = (170.0, 175.0, 185.0, 200.0)
_HEAD_SIZE = 13.0


def graph_of(outline: Outline, *, dark: bool = False) -> Graph:
    """An outline as a graph; one without items has no nodes."""
    if outline.kind == "fishbone":
        return fishbone.graph_of(outline, dark=dark)
    return _driver(outline, theme(dark=dark))


def svg_of(outline: Outline, title: str, *, dark: bool = False) -> str:
    """An outline as an SVG document; on no ground, for a light or a dark page.

    Raises:
        PaperError: When it cannot be drawn.
    """
    return drawn(graph_of(outline, dark=dark), title=title, description=described(outline))


def image(svg: str, title: str, alt: str) -> str:
    """A picture for a page, in its own size: a narrow screen scrolls it, by keyboard as well."""
    return scrolled(title, charts.image(svg, alt, "ju-diagram"))


def title_of(outline: Outline, name: str) -> str:
    """What a picture is of, on one line."""
    return f"{KINDS[outline.kind]}: {name}"


def described(outline: Outline) -> str:
    """What the picture has, in figures; the words are in the list beside it."""
    if not outline.items:
        return "Nothing is written yet."
    parts = []
    for level in range(1, MAX_LEVEL + 1):
        number = sum(one.level == level for one in outline.items)
        if number:
            one, several = (word.lower() for word in LEVELS[outline.kind][level])
            parts.append(counted(number, one, several))
    first = f"{LEVELS[outline.kind][0][0]}: {outline.items[0].text}"
    return f"{first}. {', '.join(parts)}." if parts else f"{first}."


def listed(outline: Outline) -> str:
    """The whole outline as nested lists in HTML, with what each line is and what it links to."""
    return f'<ul class="ju-outline">{_branch(outline, 0)}</ul>' if outline.items else ""


def _branch(outline: Outline, index: int) -> str:
    one = outline.items[index]
    below = "".join(_branch(outline, child) for child in outline.children(index))
    kind = LEVELS[outline.kind][one.level][0]
    names = "; ".join(f"{link.kind} {link.name}" for link in one.links if link.target)
    linked = f' <span class="ju-quiet">({escape(names)})</span>' if names else ""
    inside = f"<ul>{below}</ul>" if below else ""
    return f"<li><b>{escape(kind)}:</b> {escape(one.text)}{linked}{inside}</li>"


def lines_of(outline: Outline) -> list[tuple[str, str, str]]:
    """The same as rows: what a line is, its words, what it links to."""
    return [
        (
            LEVELS[outline.kind][one.level][0],
            one.text,
            "; ".join(
                f"{link.kind.capitalize()}: {link.name}" for link in one.links if link.target
            ),
        )
        for one in outline.items
    ]


def problem_words(one: OutlineProblem) -> str:
    """What is to say of a line, and what to do."""
    return f"Line {one.line}, “{one.value}”: {one.message} {one.hint}"


# --- the driver diagram ------------------------------------------------------------------


def _driver(outline: Outline, used: Theme) -> Graph:
    """From left to right: aim, primary and secondary drivers, change ideas."""
    boxes = [box_of(one, _WIDTHS[one.level]) for one in outline.items]
    deepest = max((one.level for one in outline.items), default=-1)
    heads = range(deepest + 1)
    nodes: list[tuple[str, Attributes]] = [(_head(level), _heading(level, used)) for level in heads]
    nodes += [
        (_name(at), _node(one, outline.items[at].level, used)) for at, one in enumerate(boxes)
    ]
    ends: list[tuple[str, str, Attributes]] = [
        (_head(level), _head(level + 1), {"style": "invis", "weight": "1000"})
        for level in heads[:-1]
    ]
    # As the field draws them: what drives points at what it drives.
    arrow = {
        "dir": "back",
        "arrowtail": "normal",
        "arrowsize": "0.6",
        "color": used.line,
        "tailport": "e",
        "headport": "w",
    }
    ends += [
        (_name(one.parent), _name(at), arrow)
        for at, one in enumerate(outline.items)
        if one.parent is not None
    ]
    # Both stand at the left, the heading above the aim.
    first = (_head(0), _name(0)) if boxes else ()
    if first:
        ends.append((*first, {"style": "invis"}))
    return Graph(
        layout="dot",
        attributes={
            "rankdir": "LR",
            "ordering": "out",
            "ranksep": "0.55",
            "nodesep": "0.14",
            "bgcolor": "transparent",
        },
        nodes=tuple(nodes),
        edges=tuple(ends),
        first=first,
    )


def _name(index: int) -> str:
    return f"n{index}"


def _head(level: int) -> str:
    return f"h{level}"


def _heading(level: int, used: Theme) -> Attributes:
    one, several = LEVELS["driver"][level]
    lines = wrapped(several if level else one, _WIDTHS[level], _HEAD_SIZE, bold=True)
    return {
        "label": label(lines),
        "shape": "plaintext",
        "fixedsize": "true",
        "width": f"{_WIDTHS[level] / POINTS:.3f}",
        "height": f"{(len(lines) * _HEAD_SIZE * 1.3 + 8) / POINTS:.3f}",
        "fontsize": f"{_HEAD_SIZE:g}",
        "fontcolor": used.quiet,
        "class": HEAVY,
    }


def _node(one: Box, level: int, used: Theme) -> Attributes:
    fill, line, ink = used.levels[level]
    return {
        **one.attributes,
        "shape": "box",
        "style": "filled,rounded" if level == MAX_LEVEL else "filled",
        "fillcolor": fill,
        "color": line,
        "fontcolor": ink,
        "penwidth": "2.2" if one.linked else "1.1",
        **({"class": HEAVY} if one.heavy else {}),
    }
