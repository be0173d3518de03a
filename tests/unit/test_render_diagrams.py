"""Driver diagrams and fishbones as pictures and as lists."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from random import Random

import pytest

from joinedup.render import diagrams
from joinedup.render.diagram_boxes import box_of, theme
from joinedup.render.still_text import wrapped
from joinedup.services import Outline, read_outline
from joinedup.services.outlines import LEVELS, MAX_LINES, OutlineLink
from joinedup.store.diagramming import DiagramKind
from joinedup.ui.diagram_editing import EXAMPLES
from tests.unit.contrast import contrast
from tests.unit.render_samples import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
KINDS: tuple[DiagramKind, ...] = ("driver", "fishbone")


def lines(svg: str) -> list[tuple[str, float, float]]:
    """Each line of writing with its place."""
    root = ET.fromstring(svg)  # noqa: S314
    return [
        (e.text or "", float(e.get("x", 0)), float(e.get("y", 0))) for e in root.iter(f"{SVG}text")
    ]


def said(svg: str) -> str:
    return " ".join(text for text, _, _ in lines(svg))


def box(svg: str) -> tuple[float, float]:
    wide, high = re.findall(r'viewBox="\S+ \S+ (\S+) (\S+)"', svg)[0]
    return float(wide), float(high)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dark", [False, True])
def test_every_word_is_in_the_picture_and_in_it_alone(kind: DiagramKind, *, dark: bool) -> None:
    outline = read_outline(kind, EXAMPLES[kind])
    svg = diagrams.svg_of(outline, "An example", dark=dark)
    for one in outline.items:
        assert one.text in said(svg)
    wide, high = box(svg)
    assert all(-4 <= x <= wide and -high <= y <= 4 for _, x, y in lines(svg))
    assert outline.problems == ()
    assert svg != diagrams.svg_of(outline, "An example", dark=not dark)


def test_a_driver_diagram_has_its_columns_from_left_to_right() -> None:
    outline = read_outline("driver", EXAMPLES["driver"])
    found = lines(diagrams.svg_of(outline, "t"))
    heads = [one for one in found if one[0] in ("Aim", *(many for _, many in LEVELS["driver"][1:]))]
    assert [one[0] for one in heads] == [
        "Aim",
        "Primary drivers",
        "Secondary drivers",
        "Change ideas",
    ]
    across = [one[1] for one in heads]
    assert across == sorted(across)
    assert max(one[2] for one in heads) < min(one[2] for one in found if one not in heads)
    for one in outline.items:
        first = wrapped(one.text, 150, 14)[0][:12]
        assert any(text.startswith(first) and x == across[one.level] for text, x, _ in found)


@pytest.mark.parametrize("seed", range(4))
def test_a_column_keeps_the_order_of_the_text(seed: int) -> None:
    chance, level, text = Random(seed), 0, []
    for number in range(40):
        text.append(f"{'  ' * level}word{number}")
        level = chance.randint(1, min(3, level + 1))
    outline = read_outline("driver", "\n".join(text))
    places = {word: y for word, _, y in lines(diagrams.svg_of(outline, "t"))}
    for level in range(1, 4):
        column = [places[one.text] for one in outline.items if one.level == level]
        assert column == sorted(column)


def test_without_a_level_its_column_is_not_there() -> None:
    svg = diagrams.svg_of(read_outline("driver", "Aim of all\n- One"), "t")
    assert [one for one, _, _ in lines(svg)] == ["Aim", "Primary drivers", "Aim of all", "One"]
    assert said(diagrams.svg_of(read_outline("driver", "Only this"), "t")) == "Aim Only this"
    assert said(diagrams.svg_of(read_outline("fishbone", "Only this"), "t")) == "Only this"


def test_a_fishbone_has_its_effect_at_the_right_and_groups_on_both_sides() -> None:
    outline = read_outline("fishbone", "Effect\n- G1\n  - c1\n    - d1\n- G2\n  - c2\n- G3\n  - c3")
    places = {text: (x, y) for text, x, y in lines(diagrams.svg_of(outline, "t"))}
    spine = places["Effect"][1]
    assert max(places.values())[0] == places["Effect"][0]
    assert places["G1"][1] < places["c1"][1] < places["d1"][1] < spine
    assert places["G2"][1] > places["c2"][1] > spine
    assert places["G1"][0] < places["G3"][0]
    assert places["G1"][1] == places["G3"][1]


@pytest.mark.parametrize("seed", range(4))
def test_no_writing_of_a_fishbone_lies_on_other_writing(seed: int) -> None:
    chance, level, text = Random(seed), 0, []
    for _ in range(60):
        words = " ".join("w" * chance.randint(2, 9) for _ in range(chance.randint(1, 9)))
        text.append(f"{'  ' * level}{words}")
        level = chance.randint(1, min(3, level + 1))
    outline = read_outline("fishbone", "\n".join(text))
    graph = diagrams.graph_of(outline)
    boxes = []
    for name, one in graph.nodes:
        if name.startswith("n"):
            x, y = map(float, one["pos"].split(","))
            wide, high = 72 * float(one["width"]), 72 * float(one["height"])
            boxes.append((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
    assert len(boxes) == len(outline.items)
    for at, mine in enumerate(boxes):
        for other in boxes[:at]:
            across = mine[2] <= other[0] or other[2] <= mine[0]
            assert across or mine[3] <= other[1] or other[3] <= mine[1], (mine, other)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_text(kind: DiagramKind) -> None:
    text = "\n".join(["Aim", *(f"- {' '.join(one.split())}" for one in HOSTILE)])
    outline = read_outline(kind, text)
    svg = diagrams.svg_of(outline, HOSTILE[0])
    ET.fromstring(svg)  # noqa: S314
    for sign in ("<script", "<img", "<a ", "<!", "href", 'javascript:alert(1)"'):
        assert sign not in svg
    assert "<script" not in diagrams.listed(outline)
    assert "<img" not in diagrams.listed(outline)


@pytest.mark.parametrize("kind", KINDS)
def test_the_largest_is_drawn(kind: DiagramKind) -> None:
    text = "\n".join(
        ["x" * 200, *(f"{'  ' * (k % 3)}- {'word ' * 39}" for k in range(MAX_LINES - 1))]
    )
    outline = read_outline(kind, text)
    assert len(outline.items) == MAX_LINES
    svg = diagrams.svg_of(outline, "t")
    assert svg.count("word") >= 39 * (MAX_LINES - 1)


def linked(outline: Outline) -> Outline:
    links = (
        OutlineLink(kind="action", words="do", target="a1", name="Do <it>"),
        OutlineLink(kind="partner", words="x", target="ods:A1", name="A & B"),
        OutlineLink(kind="partner", words="gone"),
    )
    first, second = outline.items
    return replace(outline, items=(first, replace(second, links=links)))


def test_a_box_and_a_list_say_what_is_linked() -> None:
    outline = linked(read_outline("driver", "A\n- b"))
    assert "[1 action, 1 partner]" in said(diagrams.svg_of(outline, "t"))
    assert "(action Do &lt;it&gt;; partner A &amp; B)" in diagrams.listed(outline)
    assert diagrams.lines_of(outline)[1] == (
        "Primary driver",
        "b",
        "Action: Do <it>; Partner: A & B",
    )
    assert box_of(outline.items[1], 100).linked
    assert not box_of(outline.items[0], 100).linked


def test_the_list_is_nested_as_the_text_is() -> None:
    outline = read_outline("fishbone", "E\n- g\n  - c\n- h")
    assert diagrams.listed(outline) == (
        '<ul class="ju-outline"><li><b>Effect:</b> E<ul><li><b>Group of causes:</b> g<ul><li>'
        "<b>Cause:</b> c</li></ul></li><li><b>Group of causes:</b> h</li></ul></li></ul>"
    )
    assert diagrams.listed(read_outline("fishbone", "")) == ""


def test_a_picture_says_in_figures_what_it_has() -> None:
    outline = read_outline("driver", "Aim\n- a\n  - b\n  - c")
    assert diagrams.described(outline) == "Aim: Aim. 1 primary driver, 2 secondary drivers."
    assert diagrams.described(read_outline("fishbone", "E")) == "Effect: E."
    assert diagrams.described(read_outline("driver", "")) == "Nothing is written yet."
    assert diagrams.title_of(outline, "Name") == "Driver diagram: Name"


@pytest.mark.parametrize("dark", [False, True])
def test_writing_and_lines_can_be_seen(*, dark: bool) -> None:
    used, ground = theme(dark=dark), ("#ffffff", "#10181f")[dark]
    for fill, line, ink in used.levels:
        assert contrast(ink, fill) >= 4.5
        assert contrast(line, ground) >= 3
    assert contrast(used.quiet, ground) >= 4.5
    assert contrast(used.line, ground) >= 3
