"""The timeline says in a word and by a shape how each milestone stands; it fits its box."""

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from joinedup.model import Milestone, Progress, Provenance, WorkState
from joinedup.render.document import Picture
from joinedup.render.timeline import mark, planned_words, stands_words, timeline
from tests.unit.render_samples import HOSTILE, IMAGE

SOURCE = Provenance(source="A plan", licence="Facts")
DAY = date(2024, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"


def milestone(number: int, **fields: Any) -> Milestone:
    given: dict[str, Any] = {"name": f"Reach {number}"}
    return Milestone(id=f"m{number}", programme="p", provenance=SOURCE, **(given | fields))


ROWS = (
    milestone(1, start="2024-04", due="2024-06", state=WorkState.DONE, done_on="2024-06-12"),
    milestone(2, start="2024-07", due="2024-09", state=WorkState.OPEN, parts=("One", "Two")),
    milestone(3, start="2024-07", due="2024-09"),
    milestone(4, due="2024-12", state=WorkState.OPEN),
    milestone(5, due="2025-03", state=WorkState.DROPPED),
    milestone(6, state=WorkState.OPEN),
)


def drawn(rows: tuple[Milestone, ...] = ROWS, day: date = DAY, **form: bool) -> ET.Element:
    return ET.fromstring(timeline(rows, day, title="Milestones", **form))  # noqa: S314 - it is our own


def texts(root: ET.Element) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("narrow", [False, True])
def test_every_milestone_is_named_with_how_it_stands(narrow: bool) -> None:
    said = " ".join(texts(drawn(narrow=narrow)))
    for one in ROWS:
        assert one.name in said
        words = stands_words(one, one.progress_on(DAY))
        assert words.split(":")[0].split(",")[0] in said
    assert "One; Two" in said
    assert {"Apr\u2013Jun", "Jan\u2013Mar", "2024", "2025", "22 November 2024"} <= set(
        texts(drawn(narrow=narrow))
    )


def test_the_title_is_the_alternative_text_and_the_size_is_said() -> None:
    svg = timeline(ROWS, DAY, title="Milestones")
    root = ET.fromstring(svg)  # noqa: S314 - it is our own
    assert root.findtext(f"{SVG}title") == root.get("aria-label") == "Milestones"
    box = [float(one) for one in (root.get("viewBox") or "").split()]
    assert (float(root.get("width") or 0), float(root.get("height") or 0)) == tuple(box[2:])
    assert Picture(kind="chart", svg=svg, alt="Milestones").size == tuple(box[2:])
    assert "<script" not in svg
    assert "href" not in svg


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("day", [DAY, date(2020, 1, 1), date(2030, 1, 1)])
def test_nothing_is_drawn_beyond_the_box(narrow: bool, day: date) -> None:
    root = drawn(day=day, narrow=narrow)
    wide, high = float(root.get("width") or 0), float(root.get("height") or 0)
    for one in root.iter(f"{SVG}text"):
        assert 0 <= float(one.get("x") or 0) <= wide
        assert 0 < float(one.get("y") or 0) < high
    for one in root.iter(f"{SVG}rect"):
        if one.get("x"):
            assert float(one.get("x") or 0) + float(one.get("width") or 0) <= wide


def test_a_day_beyond_the_plan_is_said_on_its_side() -> None:
    assert "1 January 2030 is later \u2192" in texts(drawn(day=date(2030, 1, 1)))
    assert "\u2190 1 January 2020 is earlier" in texts(drawn(day=date(2020, 1, 1)))


def test_each_way_to_stand_has_a_shape_of_its_own() -> None:
    shapes = {
        re.sub(r'"#[0-9a-f]+"', "", mark(one, 50, 50, "#000000", "#ffffff")) for one in Progress
    }
    assert len(shapes) == len(Progress)


def test_dates_at_either_end_of_time_are_drawn_and_none_at_all_too() -> None:
    far = (milestone(1, due="0001"), milestone(2, due="9999"))
    assert len(timeline(far, DAY, title="T")) < 100_000
    assert texts(drawn((milestone(1),)))[0] == "Reach 1"
    assert len(texts(drawn((milestone(1, due="9998"), milestone(2, due="9999"))))) > 2


def test_long_names_and_hostile_ones_stay_text() -> None:
    rows = tuple(milestone(at, name=name, parts=(name,)) for at, name in enumerate(HOSTILE))
    root = ET.fromstring(timeline(rows, DAY, title=IMAGE))  # noqa: S314 - it is our own
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        *("svg", "title", "rect", "path", "text", "circle"),
    }
    long = drawn((milestone(1, name="word " * 60, due="2024-05"),), narrow=True)
    assert float(long.get("height") or 0) > 300


@pytest.mark.parametrize(
    ("start", "due", "words"),
    [
        ("2024-04", "2024-06", "April 2024 to June 2024"),
        ("2024", "2024", "2024"),
        ("2024-04", "", "from April 2024"),
        ("", "2024-06-01", "1 June 2024"),
        ("", "", ""),
    ],
)
def test_when_something_is_planned_for(start: str, due: str, words: str) -> None:
    assert planned_words(start, due) == words


def test_how_one_stands_in_words() -> None:
    said = [stands_words(one, one.progress_on(DAY)) for one in ROWS]
    assert said == [
        "Done, 12 June 2024",
        "Late: July 2024 to September 2024",
        "Date passed, outcome not on record: July 2024 to September 2024",
        "Due: December 2024",
        "Dropped: March 2025",
        "No day set",
    ]


def test_dark_has_other_colours() -> None:
    assert "#10181f" in timeline(ROWS, DAY, title="T", dark=True)
    assert "#10181f" not in timeline(ROWS, DAY, title="T")
