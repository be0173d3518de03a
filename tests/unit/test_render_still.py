"""The window, the writing and the outlines of still pictures."""

import math
import re
from pathlib import Path

import pytest

from joinedup.render.still import INK, SCREEN, ZOOMS, arc, asked_for, clipped, fitted, flat
from joinedup.render.still_signs import OLD_DOTS, PATTERNS, SIGNS, mixed
from joinedup.render.still_text import Label, Labels, narrowed, shorten, width_of, wrapped

STATIC = Path(__file__).parents[2] / "joinedup" / "render" / "static"


# --- the window -------------------------------------------------------------------


def test_a_link_says_middle_and_zoom() -> None:
    found = asked_for("map", "53.43,-1.36,12.25", 1200, 700)
    assert found is not None
    assert (found.zoom, found.width, found.height) == (12.25, 1200, 700)
    assert found.spot(flat("map", 53.43, -1.36)) == pytest.approx((600, 350))


def test_north_is_up_and_east_is_right() -> None:
    found = asked_for("map", "53.4,-1.4,10", 1200, 700)
    assert found is not None
    x, y = found.spot(flat("map", 53.5, -1.3))
    assert x > 600
    assert y < 350


def test_the_plane_is_web_mercator_in_256_pixels() -> None:
    down = 128 * (1 - math.asinh(math.tan(math.radians(53.4))) / math.pi)
    assert flat("map", 53.4, -1.4) == pytest.approx((128 - 256 * 1.4 / 360, down))
    assert flat("map", 0, 0) == pytest.approx((128, 128))


def test_the_network_has_its_own_plane() -> None:
    found = asked_for("network", "450,800,-0.5", 1200, 700)
    assert found is not None
    assert found.scale == pytest.approx(2**-0.5)
    assert found.spot(flat("network", 450, 800)) == (600, 350)
    assert found.spot(flat("network", 460, 800))[1] < 350


@pytest.mark.parametrize(
    "text",
    [
        *("", ",,", "1,2", "1,2,3,4", "nan,1,10", "inf,1,10", "1e3,1,10", "0x10,1,10"),
        *(
            "53.4;-1.4;10",
            " 53.4,-1.4,10",
            "53.4,-1.4,10\n",
            "\u0661,\u0662,\u0663",
            "91,0,10",
            "86,0,10",
        ),
        *("53.4,181,10", "9999999,0,10", "53." + "4" * 60 + ",0,10", "<svg>,1,1", "5,5,--1"),
    ],
)
def test_a_position_that_cannot_be_is_none(text: str) -> None:
    assert asked_for("map", text, 1200, 700) is None


@pytest.mark.parametrize(("text", "zoom"), [("53,-1,99", 18.0), ("53,-1,-99", 6.0)])
def test_a_zoom_stays_within_its_bounds(text: str, zoom: float) -> None:
    found = asked_for("map", text, 1200, 700)
    assert found is not None
    assert found.zoom == zoom


def test_the_bounds_are_those_of_the_frames() -> None:
    source = (STATIC.parent / "leaflet.py").read_text("utf-8")
    low = re.search(r'"minZoom": (-?\d+) if flat else (\d+)', source)
    high = re.search(r'"maxZoom": (\d+) if flat else (\d+)', source)
    assert low
    assert high
    assert ZOOMS["network"] == (float(low[1]), float(high[1]))
    assert ZOOMS["map"] == (float(low[2]), float(high[2]))


def test_what_is_to_be_seen_fits_just_in() -> None:
    spots = [(0.0, 0.0), (100.0, 40.0), (30.0, 90.0)]
    window = fitted("network", spots, SCREEN, 700, closest=5, above=30, below=20)
    found = [window.spot(spot) for spot in spots]
    assert all(window.holds(spot) for spot in found)
    assert min(y for _, y in found) == pytest.approx(16 + 30)
    assert max(y for _, y in found) == pytest.approx(700 - 16 - 20)


def test_one_spot_alone_is_in_the_middle() -> None:
    window = fitted("map", [(12.0, 34.0)], SCREEN, 700, closest=15)
    assert window.spot((12.0, 34.0)) == (600, 350)
    assert window.zoom == 14


# --- outlines ---------------------------------------------------------------------


def test_a_polygon_is_cut_at_the_edge() -> None:
    square = [(-10.0, -10.0), (5.0, -10.0), (5.0, 5.0), (-10.0, 5.0)]
    assert set(clipped(square, (0, 0, 20, 20))) == {(0, 0), (5, 0), (5, 5), (0, 5)}
    assert clipped(square, (100, 100, 120, 120)) == []


@pytest.mark.parametrize("sweep", [0.5, math.pi, 4.0, math.tau])
def test_an_arc_ends_where_it_is_to(sweep: float) -> None:
    path = arc(10, 20, 8, 0.3, 0.3 + sweep)
    x, y = (float(one) for one in path.split(" ")[-2:])
    assert (x, y) == pytest.approx(
        (10 + 8 * math.cos(0.3 + sweep), 20 + 8 * math.sin(0.3 + sweep)), abs=0.01
    )
    # Ends that are one spot would draw nothing.
    assert path.count("A") == (2 if sweep > math.pi else 1)


def test_a_colour_laid_over_a_ground() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#123456", "#ffffff", 1) == "#123456"


# --- the same as on screen --------------------------------------------------------


def test_the_inks_are_those_of_the_screen() -> None:
    source = (STATIC / "joinedup.js").read_text("utf-8")
    light = re.search(r"light: \{(.*?)\}", source, re.DOTALL)
    assert light
    inks = dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', light[1]))
    assert {name: getattr(INK, name) for name in type(INK).__slots__}.items() <= inks.items()


@pytest.mark.parametrize(("name", "ours"), [("SIGNS", SIGNS), ("PATTERNS", PATTERNS)])
def test_signs_and_patterns_are_those_of_the_screen(name: str, ours: dict[str, object]) -> None:
    source = (STATIC / "marks.js").read_text("utf-8")
    table = re.search(rf"const {name} = \{{(.*?)\n  \}};", source, re.DOTALL)
    assert table
    theirs = {
        key.strip('"'): [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", lines)]
        for key, lines in re.findall(r'^    (".+?"|\w+): (\[\[.*?\]\]),$', table[1], re.MULTILINE)
    }
    assert theirs == {
        key: [float(number) for line in lines for number in line]  # type: ignore[attr-defined]
        for key, lines in ours.items()
    }


def test_old_lines_are_dotted_as_on_screen() -> None:
    source = (STATIC / "graph.js").read_text("utf-8")
    assert f"DOTS = [{OLD_DOTS[0]}, {OLD_DOTS[1]}]" in source


# --- writing ----------------------------------------------------------------------


def test_widths_grow_with_the_text_and_its_size() -> None:
    assert width_of("iii", 10) < width_of("mmm", 10) < width_of("mmmm", 10)
    assert width_of("abc", 20) == 2 * width_of("abc", 10)
    assert width_of("abc", 10, bold=True) > width_of("abc", 10)
    assert width_of("漢", 10) > width_of("n", 10)
    assert width_of("é", 10) == width_of("e", 10)
    assert width_of("e\u0301", 10) == width_of("e", 10)


def test_text_is_broken_into_lines_that_fit() -> None:
    text = "South Yorkshire Health and Social Care Integration Programme"
    lines = wrapped(text, 100, 12)
    assert " ".join(lines) == text
    assert all(width_of(line, 12) <= 100 for line in lines)


def test_a_word_wider_than_a_line_is_broken_too() -> None:
    lines = wrapped("x" * 200, 100, 12)
    assert "".join(lines) == "x" * 200
    assert all(width_of(line, 12) <= 100 for line in lines)


def test_what_is_left_out_is_said() -> None:
    lines = wrapped("one two three four five six", 40, 12, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert shorten("abcdef", 4) == "abc…"
    assert width_of(narrowed("a long line of text", 50, 12), 12) <= 50


def label(text: str, x: float, y: float) -> Label:
    return Label(text=text, x=x, y=y, size=12, bold=False, colour="#000000")


def test_no_label_stands_on_another_or_beyond_the_edge() -> None:
    labels = Labels(width=400, height=300)
    assert labels.put(label("One", 200, 150))
    assert not labels.put(label("Two", 205, 155))
    assert not any(labels.put(label("Beyond", x, 100)) for x in (2, 398))
    assert not any(labels.put(label("Beyond", 200, y)) for y in (2, 298))
    assert labels.put(label("Three", 200, 180))
    assert [one.text for one in labels.found] == ["One", "Three"]


def test_what_must_stand_is_moved_into_the_picture() -> None:
    labels = Labels(width=400, height=300)
    labels.put(label("A name at the edge", 395, -5), must=True)
    left, top, right, bottom = labels.found[0].box
    assert left >= 0
    assert top >= 0
    assert right <= 400
    assert bottom <= 300


def test_the_name_of_a_mark_hides_no_other_mark_if_that_can_be() -> None:
    one = label("A name", 200, 150)
    labels = Labels(width=400, height=300, marks=[(190, 155, 210, 180)])
    assert labels.put_beside(one, 8)
    assert labels.found[0].y < 150
    walled = Labels(width=400, height=300, marks=[(0, 0, 400, 300)])
    assert walled.put_beside(one, 8)
    assert walled.found[0].y > 150


def test_lines_of_one_label_go_together() -> None:
    labels = Labels(width=400, height=300)
    labels.put(label("One", 200, 150))
    assert not labels.put_lines([label("Two", 200, 100), label("lines", 200, 150)])
    assert labels.put_lines([label("Two", 200, 100), label("lines", 200, 120)])
    assert len(labels.found) == 3
