"""Graphviz draws what it is given, says just the letters of a text, and cannot hurt the server."""

import subprocess
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from joinedup.errors import PaperError
from joinedup.render import graph_drawing
from joinedup.render.graph_drawing import Graph, drawn, label

SVG = "{http://www.w3.org/2000/svg}"
#: Text, and what stands in the picture of it, line by line.
TEXTS = [
    ("<b>bold</b>", ["<b>bold</b>"]),
    ("<<TABLE><TR><TD>x</TD></TR></TABLE>>", ["<<TABLE><TR><TD>x</TD></TR></TABLE>>"]),
    (r"\N \G \E \T \H \L", [r"\N \G \E \T \H \L"]),
    (r"a\nb\lc\rd", [r"a\nb\lc\rd"]),
    ("end\\", ["end\\"]),
    ("\\\\", ["\\\\"]),
    ("&amp; & &#60; &lt;i&gt;", ["&amp; & &#60; &lt;i&gt;"]),
    ("\"quoted\" 'text'", ["\"quoted\" 'text'"]),
    ('"]; n9 [label="more', ['"]; n9 [label="more']),
    ("two\nlines\t here", ["two lines here"]),
    ("null\x00byte \x1b", ["nullbyte"]),
    ("😀 ❤️ 👩‍⚕️", ["😀 ❤️ 👩‍⚕️"]),
    ("שלום עולם مرحبا", ["שלום עולם مرحبا"]),
    ("turned \u202egnihton", ["turned gnihton"]),
    ("\ud800", []),
    ("%s %d %n", ["%s %d %n"]),
    ("{a|b}", ["{a|b}"]),
    ("<script>alert(1)</script>", ["<script>alert(1)</script>"]),
    ("]]>", ["]]>"]),
]


def graph(text: str, **attributes: str) -> Graph:
    box = {"shape": "box", "label": label([text]), "fixedsize": "true", "width": "9", **attributes}
    return Graph(layout="dot", attributes={}, nodes=(("n0", box),), edges=())


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314


@pytest.mark.parametrize(("text", "shown"), TEXTS)
def test_a_box_says_just_the_letters_of_its_text(text: str, shown: list[str]) -> None:
    svg = drawn(graph(text), title=text, description=text)
    assert texts(svg) == shown
    assert "<script" not in svg
    assert "href" not in svg


def test_lines_stand_below_each_other() -> None:
    one = Graph(
        layout="dot", attributes={}, nodes=(("n0", {"label": label(["a b", "c"])}),), edges=()
    )
    assert texts(drawn(one, title="t", description="d")) == ["a b", "c"]


def test_the_picture_is_clean_and_says_what_it_is() -> None:
    one = Graph(
        layout="dot",
        attributes={"bgcolor": "transparent"},
        nodes=(
            ("n0", {"label": "a", "class": "heavy", "URL": "https://example.org", "tooltip": "t"}),
            ("n1", {"label": "b"}),
        ),
        edges=(("n0", "n1", {}), ("n0", "n1", {})),
    )
    svg = drawn(one, title="A <title>", description='With "words"')
    root = ET.fromstring(svg)  # noqa: S314
    tags = {str(each.tag).removeprefix(SVG) for each in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "path", "polygon", "text"}
    assert (root[0].text, root[1].text) == ("A <title>", 'With "words"')
    assert root.get("role") == "img"
    assert root.get("viewBox", "").split()[2:] == [root.get("width"), root.get("height")]
    assert len(list(root.iter(f"{SVG}title"))) == 1
    assert svg.count('font-weight="700"') == 1
    assert svg.count("<path") == 2
    for sign in ("<!", "<?", "example.org", "id=", "xlink", "style="):
        assert sign not in svg


def test_nodes_of_the_first_column_stand_below_each_other() -> None:
    nodes = tuple((name, {"label": name}) for name in "abc")
    one = Graph(
        layout="dot",
        attributes={"rankdir": "LR"},
        nodes=nodes,
        edges=(("a", "b", {"style": "invis"}),),
        first=("a", "b"),
    )
    root = ET.fromstring(drawn(one, title="t", description="d"))  # noqa: S314
    places = {e.text: (e.get("x"), float(e.get("y", 0))) for e in root.iter(f"{SVG}text")}
    assert places["a"][0] == places["b"][0]
    assert places["a"][1] < places["b"][1]


def test_what_graphviz_refuses_is_said() -> None:
    with pytest.raises(PaperError, match="cannot be drawn just now"):
        drawn(Graph(layout="none", attributes={}, nodes=(), edges=()), title="", description="")  # type: ignore[arg-type]


def test_what_takes_too_long_or_cannot_begin_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_drawing, "_MOST_S", 0.001)
    with pytest.raises(PaperError, match="Try again in a minute"):
        drawn(graph("x"), title="", description="")

    def refused(*_: Any, **__: Any) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "run", refused)
    with pytest.raises(PaperError, match="no more processes"):
        drawn(graph("x"), title="", description="")


@pytest.mark.parametrize("raw", [b"no picture", b"<svg/>", b'<svg viewBox="a b c d"/>'])
def test_what_is_no_picture_is_refused(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    done = subprocess.CompletedProcess([], 0, raw, b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(PaperError):
        drawn(graph("x"), title="", description="")
