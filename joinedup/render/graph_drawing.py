"""Graphviz as we use it: a graph whose boxes are of known sizes in, one clean SVG out.

Boxes are measured by :mod:`.still_text` before, so that a drawing is the same whatever letters a
machine has. Graphviz is C code that is given what people wrote, so it runs in a process of its
own, with a limit of time: whatever happens in there, the server goes on. What comes out is taken
apart and put together again of the few elements a picture needs.

Source: Graphviz's reference, https://graphviz.org/doc/info/attrs.html. Tested by
``tests/unit/test_render_graph_drawing.py``. Decisions: ``docs/adr/0019``.
"""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from joinedup.errors import PaperError
from joinedup.render.escaping import escape, plain
from joinedup.render.still_text import FAMILY

_ROOT = Path(__file__).resolve().parents[2]
#: Seconds after which it is given up: a diagram of 200 lines takes a tenth of one.
_MOST_S = 20
#: A node or an edge of this class has its letters bold.
HEAVY = "heavy"
#: ``dot`` finds a place for everything; ``nop`` takes the places that nodes bring.
Layout = Literal["dot", "nop"]
Attributes = Mapping[str, str]

_SVG = "{http://www.w3.org/2000/svg}"
_KEPT: Mapping[str, tuple[str, ...]] = {
    "g": ("transform",),
    "path": ("d", "fill", "stroke", "stroke-width", "stroke-dasharray"),
    "polygon": ("points", "fill", "stroke", "stroke-width", "stroke-dasharray"),
    "polyline": ("points", "fill", "stroke", "stroke-width", "stroke-dasharray"),
    "text": ("x", "y", "text-anchor", "font-size", "fill"),
}
_BOX = re.compile(r"[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A graph as Graphviz takes it.

    Attributes:
        attributes: Of the graph.
        nodes: Name and attributes of each, in the order in which they are drawn.
        edges: The names of both ends, and attributes.
        first: Names of nodes that ``dot`` puts before all others, one below the other.
    """

    layout: Layout
    attributes: Attributes
    nodes: tuple[tuple[str, Attributes], ...]
    edges: tuple[tuple[str, str, Attributes], ...]
    first: tuple[str, ...] = ()


def label(lines: Iterable[str]) -> str:
    r"""Lines as a label that says just these letters.

    In a label Graphviz reads ``\N`` and the like, ``&amp;`` and the like, and pygraphviz takes
    ``<...>`` for HTML: none of them is left. Control and direction marks are dropped.
    """
    return "\\n".join(_letters(plain(line)) for line in lines)


def _letters(text: str) -> str:
    flat = " ".join(text.split()).replace("\\", "\\\\").replace("&", "&amp;")
    return flat.replace("<", "&lt;").replace(">", "&gt;")


def drawn(graph: Graph, *, title: str, description: str) -> str:
    """A graph as an SVG document, without script and without anything from elsewhere.

    Args:
        graph: Its labels are made by :func:`label`.
        title, description: What the picture says to those who do not see it; plain text.

    Raises:
        PaperError: When it cannot be drawn.
    """
    try:
        # Our own interpreter and module; nothing that comes from outside is in the command.
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=json.dumps(asdict(graph)).encode(),
            capture_output=True,
            cwd=_ROOT,
            timeout=_MOST_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _refused(str(error)) from error
    if done.returncode:
        raise _refused(done.stderr.decode(errors="replace"))
    return _cleaned(done.stdout, title, description)


def _refused(said: str) -> PaperError:
    return PaperError(
        "This diagram cannot be drawn just now",
        value=said,
        hint="Its text is kept, and stands beside it as a list. Try again in a minute.",
    )


def _cleaned(raw: bytes, title: str, description: str) -> str:
    """Graphviz's picture of nothing but lines, shapes and letters."""
    try:
        root = ET.fromstring(raw)  # noqa: S314 - written by Graphviz, which escapes what it is given
    except ET.ParseError as error:
        raise _refused(str(error)) from error
    box = root.get("viewBox", "")
    size = _BOX.fullmatch(box)
    if not size:
        raise _refused("no size")
    inside = "".join(part for child in root for part in _parts(child))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{size[1]}" '
        f'height="{size[2]}" role="img" font-family="{FAMILY}"><title>{escape(title)}</title>'
        f"<desc>{escape(description)}</desc>{inside}</svg>"
    )


def _parts(one: ET.Element) -> Iterator[str]:
    name = str(one.tag).removeprefix(_SVG)
    # What Graphviz calls its nodes is nothing to read; its links and fonts are not used.
    if name not in _KEPT:
        return
    kept = "".join(
        f' {key}="{escape(one.attrib[key])}"' for key in _KEPT[name] if key in one.attrib
    )
    heavy = ' font-weight="700"' if HEAVY in one.get("class", "").split() else ""
    yield f"<{name}{kept}{heavy}>{escape(one.text or '') if name == 'text' else ''}"
    for child in one:
        yield from _parts(child)
    yield f"</{name}>"


# --- the other process -------------------------------------------------------------------


def _set(found: Mapping[str, Any]) -> bytes:
    import pygraphviz

    graph = pygraphviz.AGraph(strict=False, directed=True)
    graph.graph_attr.update(found["attributes"])
    for name, attributes in found["nodes"]:
        graph.add_node(name, **attributes)
    for number, (one, other, attributes) in enumerate(found["edges"]):
        graph.add_edge(one, other, key=str(number), **attributes)
    if found["first"]:
        graph.add_subgraph(found["first"], rank="same")
    return bytes(graph.draw(format="svg", prog=found["layout"]))


def main() -> None:
    """The other process: a graph from standard input, its picture to standard output."""
    sys.stdout.buffer.write(_set(json.loads(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
