"""Whatever a link says about the window, and whatever names are, a still picture is safe."""

import math
from typing import get_args
from xml.etree import ElementTree as Xml

from hypothesis import given
from hypothesis import strategies as st

from joinedup.render.still import SCREEN, ZOOMS, Kind, asked_for, clipped
from joinedup.render.still_text import Label, Labels, haloed, width_of, wrapped, written

KINDS = st.sampled_from(get_args(Kind))
NUMBERS = st.floats(allow_nan=True, allow_infinity=True).map(str) | st.integers().map(str)
POSITIONS = st.text(max_size=80) | st.lists(NUMBERS, max_size=5).map(",".join)
COORDINATE = st.floats(-1e4, 1e4)


@given(KINDS, POSITIONS)
def test_any_position_is_a_window_or_none(kind: Kind, text: str) -> None:
    found = asked_for(kind, text, SCREEN, 700)
    if found is not None:
        assert ZOOMS[kind][0] <= found.zoom <= ZOOMS[kind][1]
        assert all(math.isfinite(value) for value in (*found.middle, *found.spot((0, 0))))


@given(st.text(max_size=200))
def test_any_text_is_written_as_text(text: str) -> None:
    svg = f"<svg>{written(text, 1, 2, 12)}</svg>"
    root = Xml.fromstring(svg)  # noqa: S314 - our own drawing, with no entities in it
    assert [one.tag for one in root.iter()] == ["svg", "text"]


@given(st.text(max_size=300), st.floats(30, 500))
def test_lines_fit_and_lose_no_word(text: str, width: float) -> None:
    lines = wrapped(text, width, 12)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, 12) <= width or len(line) == 1 for line in lines)


@given(st.lists(st.tuples(st.text(max_size=40), st.floats(-50, 450), st.floats(-50, 350))))
def test_labels_never_overlap(wanted: list[tuple[str, float, float]]) -> None:
    labels = Labels(width=400, height=300)
    for text, x, y in wanted:
        labels.put(Label(text=text, x=x, y=y, size=12, bold=False, colour="#000000"))
    boxes = [one.box for one in labels.found]
    for k, one in enumerate(boxes):
        assert one[0] >= 0
        assert one[1] >= 0
        assert one[2] <= 400
        assert one[3] <= 300
        for other in boxes[:k]:
            assert (
                one[0] >= other[2] or one[2] <= other[0] or one[1] >= other[3] or one[3] <= other[1]
            )
    assert haloed(labels.found, "#ffffff").count("<text") == 2 * len(boxes)


@given(st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=30))
def test_what_is_cut_lies_in_the_box(corners: list[tuple[float, float]]) -> None:
    for x, y in clipped(corners, (0, 0, 100, 50)):
        assert -1e-6 <= x <= 100 + 1e-6
        assert -1e-6 <= y <= 50 + 1e-6
