"""The grid of stakeholders as a drawing, and its rows in words."""

import math
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from joinedup import services
from joinedup.model import ConnectionState, Sector
from joinedup.render import stakeholder_grid as drawing
from joinedup.render import stakeholders as render
from joinedup.render.stakeholder_grid import HEIGHT, WIDTH
from joinedup.render.stakeholder_marks import RADIUS, RING, Point, key_of
from joinedup.render.stakeholder_places import HIGH, NARROW, TOP, crossing, pieces, places, spot
from joinedup.services import Flag, NineC, Quarter, Spread
from joinedup.services.assessing import spread_of
from tests.unit.render_samples import HOSTILE, dataset, reading
from tests.unit.test_services_stakeholders import DEMONSTRATION, first, of, said

ONE = Point(
    number=1,
    id="ods:RHQ",
    name="A trust",
    sector=Sector.NHS_TRUST,
    state=ConnectionState.CONNECTED,
    power=4.0,
    interest=2.0,
    powers=Spread(n=1, lowest=4, median=4.0, highest=4),
    interests=Spread(n=1, lowest=2, median=2.0, highest=2),
    flag=Flag.NONE,
    is_moved=False,
    is_selected=False,
    words="A trust: power 4, interest 2",
)
NAMESPACE = "{http://www.w3.org/2000/svg}"


def svg(points: list[Point], *, dark: bool = False) -> ET.Element:
    return ET.fromstring(drawing.grid(points, "A grid", dark=dark))  # noqa: S314


def points(root: ET.Element) -> list[ET.Element]:
    return [one for one in root.iter(f"{NAMESPACE}g") if one.get("class") == "point"]


def written(root: ET.Element) -> str:
    return "\n".join("".join(one.itertext()) for one in root.iter(f"{NAMESPACE}text"))


#: Under what name a point has its place on a wide and on a narrow screen, and how large it is.
LAYOUTS = (("off", 1.0), ("near", NARROW))


def stands(point: ET.Element, name: str) -> tuple[float, float]:
    """Where the middle of a mark stands in one of the two layouts."""
    x, y = (float(str(point.get(f"data-{axis}"))) for axis in "xy")
    across, down = map(float, str(point.get(f"data-{name}")).split(","))
    return x + across, y + down


# --- the drawing ---------------------------------------------------------------------


def test_the_quarters_have_their_usual_names_and_nobody_is_ignored() -> None:
    text = written(svg([]))
    for name in ("Manage closely", "Keep satisfied", "Keep informed", "Ask what they need"):
        assert name in text
    assert not re.search("ignore|monitor|minim", text, re.IGNORECASE)


def test_a_point_can_be_reached_and_says_what_it_is() -> None:
    (one,) = points(svg([ONE]))
    assert (one.get("tabindex"), one.get("role")) == ("0", "button")
    assert one.get("aria-label") == ONE.words
    assert (one.get("data-power"), one.get("data-interest")) == ("4", "2")


def test_a_score_has_its_spot() -> None:
    x, y = spot(1, 1)
    more_x, more_y = spot(5, 5)
    assert 0 < x < more_x < WIDTH
    assert 0 < more_y < y < HEIGHT
    assert spot(3, 3) == ((x + more_x) / 2, (y + more_y) / 2)


def test_the_names_of_the_quarters_stand_where_no_mark_can_be() -> None:
    many = [
        replace(ONE, id=f"ods:{corner}-{k}", number=k, power=power, interest=interest)
        for corner, (power, interest) in enumerate(((5, 5), (5, 1), (1, 5), (1, 1)))
        for k in range(10)
    ]
    root = svg(many)
    names = set(drawing.QUARTERS.values())
    texts = [one for one in root.iter(f"{NAMESPACE}text") if "".join(one.itertext()) in names]
    assert len(texts) == 4
    top, foot = TOP, TOP + HIGH
    for one in texts:
        y, size = float(one.attrib["y"]), float(one.attrib["font-size"])
        assert y < top or y - size > foot
    for one in points(root):
        for name, scale in LAYOUTS:
            _, y = stands(one, name)
            assert top + RING * scale <= y <= foot - RING * scale


@pytest.mark.parametrize("flag", [Flag.NONE, Flag.ASK_FIRST])
@pytest.mark.parametrize(("name", "scale"), LAYOUTS)
def test_forty_points_stand_apart_and_in_their_quarter(flag: Flag, name: str, scale: float) -> None:
    """Neighbouring scores do not run into each other either."""
    scores = [(1.0, 5.0), (1.5, 5.0), (1.0, 4.0), (2.0, 5.0), (3.0, 2.0)]
    many = [
        replace(ONE, id=f"ods:{k}", number=k, power=power, interest=interest, flag=flag)
        for k, (power, interest) in enumerate(scores * 8)
    ]
    drawn = points(svg(many))
    found = [stands(one, name) for one in drawn]
    apart = [math.dist(a, b) for k, a in enumerate(found) for b in found[:k]]
    assert min(apart) >= 1.7 * RADIUS * scale
    x, y = crossing()
    for one, at in zip(many, found, strict=True):
        assert ((at[0] > x), (at[1] < y)) == (one.interest >= 3, one.power >= 3)
    # The first of each score stands on it.
    assert found[:5] == [pytest.approx(spot(*one), abs=0.2) for one in scores]


def test_however_many_points_there_are_each_has_a_place() -> None:
    many = [replace(ONE, id=f"ods:{k}", number=k) for k in range(200)]
    assert len(places(many, NARROW)) == 200


def test_a_line_has_gaps_where_it_passes_behind_others() -> None:
    low, high = (0.0, 50.0), (100.0, 50.0)
    assert pieces(low, high, []) == [(low, high)]
    found = pieces(low, high, [((40.0, 50.0), 10.0), ((70.0, 90.0), 10.0)])
    assert found == [(low, (26.0, 50.0)), ((54.0, 50.0), high)]
    # What stands on an end takes it away.
    assert pieces(low, high, [((98.0, 50.0), 10.0)]) == [(low, (84.0, 50.0))]
    assert pieces((5.0, 0.0), (5.0, 60.0), [((5.0, 30.0), 6.0)]) == [
        ((5.0, 0.0), (5.0, 20.0)),
        ((5.0, 40.0), (5.0, 60.0)),
    ]


def test_a_spread_is_a_cross_from_the_lowest_to_the_highest() -> None:
    split = replace(ONE, powers=Spread(n=3, lowest=2, median=4.0, highest=5))
    lines = [one.get("d") for one in svg([split]).iter(f"{NAMESPACE}path") if one.get("data-of")]
    (_, low), (_, high) = spot(2, 2), spot(5, 2)
    # One for a wide screen, and one for a narrow.
    assert len(lines) == 2
    assert f" {low:.1f}" in str(lines[0])
    assert f" {high:.1f}" in str(lines[0])
    for whole in ([ONE], [replace(split, is_moved=True)]):
        assert not [one for one in svg(whole).iter() if one.get("data-of")]


def test_signs_are_told_without_colour() -> None:
    """A flag has a ring and words; a state its outline; what is not saved says so."""
    flagged = replace(ONE, flag=Flag.ASK_FIRST, state=ConnectionState.NONE_ON_RECORD)
    assert "ask first" in written(svg([flagged]))
    assert "find out first" in written(svg([replace(ONE, flag=Flag.FIND_OUT)]))
    assert "not saved" in written(svg([replace(ONE, is_moved=True)]))
    labels = [words for _, words in key_of([flagged, replace(ONE, is_moved=True)])]
    assert labels == [
        "NHS trust",
        "No partnership on record",
        "Ask first: little power, no partnership on record, high need",
        "Not saved",
    ]
    assert len({sign for sign, _ in key_of([flagged, replace(ONE, is_moved=True)])}) == 4


@pytest.mark.parametrize("dark", [False, True])
def test_hostile_names_stay_text(dark: bool) -> None:
    for name in HOSTILE:
        clean = "".join(sign for sign in name if sign.isprintable())
        one = replace(ONE, name=clean, words=f"{clean}: power 4")
        root = svg([one], dark=dark)
        assert points(root)[0].get("aria-label") == f"{clean}: power 4"
        tags = {node.tag.removeprefix(NAMESPACE) for node in root.iter()}
        assert tags <= {"svg", "g", "rect", "path", "circle", "text"}
        still = ET.fromstring(drawing.still_grid([one], clean))  # noqa: S314
        assert {node.tag.removeprefix(NAMESPACE) for node in still.iter()} <= {*tags, "title"}
        assert not [key for node in still.iter() for key in node.attrib if key.startswith("on")]


def test_on_paper_it_has_its_size_its_key_and_nothing_to_press() -> None:
    text = drawing.still_grid([replace(ONE, flag=Flag.ASK_FIRST)], "A grid", width=1120)
    root = ET.fromstring(text)  # noqa: S314
    assert root.get("width") == "1120"
    box = [float(one) for one in str(root.get("viewBox")).split()]
    assert float(str(root.get("height"))) == pytest.approx(2 * box[3], abs=1)
    assert box[3] > HEIGHT
    assert "Ask first: little power" in written(root)
    assert "tabindex" not in text
    assert root.find(f"{NAMESPACE}title").text == "A grid"  # type: ignore[union-attr]


def test_among_sixty_points_there_is_room_for_what_must_not_be_overlooked() -> None:
    many = [
        replace(ONE, id=f"ods:{k}", number=k, power=float(1 + k % 5), interest=float(1 + k % 4))
        for k in range(1, 61)
    ]
    flagged = replace(ONE, id="ods:X", number=61, power=1.0, interest=5.0, flag=Flag.ASK_FIRST)
    text = written(svg([*many, flagged]))
    assert "61 (ask first)" in text


# --- words ---------------------------------------------------------------------------


def test_each_of_the_nine_groups_is_explained() -> None:
    assert set(render.GROUPS) == set(NineC)
    assert len(NineC) == 9
    assert {render.group_label(one)[0] for one in NineC} == {"C"}
    assert render.group_label("cousins") == render.group_label("") == ""
    assert set(render.QUARTER_WORDS) == set(Quarter)


@pytest.mark.parametrize(
    ("values", "words"),
    [([4], "4"), ([2, 2], "2"), ([1, 2], "1.5 (1 to 2)"), ([1, 4, 5], "4 (1 to 5)")],
)
def test_scores_in_words(values: list[int], words: str) -> None:
    assert render.score_words(spread_of(values)) == words


def test_what_nobody_scored_is_said() -> None:
    assert render.score_words(None) == "not scored"


def test_the_sentence_has_its_denominators() -> None:
    one = dataset(DEMONSTRATION)
    alone = first(one, ConnectionState.NONE_ON_RECORD, deprived=True)
    unasked = first(one, ConnectionState.UNKNOWN, deprived=True)
    rows = [said(alone, 1, 1), said(unasked, 1, 1), said(alone, 2, 1, "Council")]
    found = services.stakeholders_of(reading(one), rows, {alone, unasked, "demo:ch024"})
    assert render.sentence(found, of_programme=True) == (
        "2 of 3 members placed, by 2 authors; 1 to ask first and 1 to find out first."
    )
    assert render.flagged_words(found).startswith("2 of 2 organisations with little power.")
    assert "No partnership on record." in render.flag_words(of(found, alone))
    assert "Nobody knows its partnerships: ask." in render.flag_words(of(found, unasked))
    words = render.point_words(of(found, alone), None)
    assert words.endswith("2 opinions, no partnership on record, ask first")


def test_nobody_is_placed_yet() -> None:
    found = services.stakeholders_of(reading(), [], {"ods:RHQ"})
    assert render.sentence(found, of_programme=True) == "0 of 1 member placed."
    nobody = services.stakeholders_of(reading(), [], ())
    assert render.sentence(nobody, of_programme=True) == "No member on record."


def test_who_is_no_member_and_who_is_left_out_is_said() -> None:
    rows = [
        said("ods:RHQ", 5, 5),
        said("ods:GONE", 1, 1),
        said("ods:RFR", 1, 1, scores=(("power", 1),)),
    ]
    found = services.stakeholders_of(reading(), rows, {"ods:C88046"})
    assert render.sentence(found, of_programme=True) == (
        "0 of 1 member placed, 1 who is no member, by 1 author."
    )
    said_aside = render.aside_words(found, 1)
    assert said_aside == [
        "1 has only one of the two scores, and stands in the table alone.",
        "1 more is scored, and not in this version of the record.",
    ]


def test_a_row_and_the_frame_say_the_same() -> None:
    rows = [said("ods:RHQ", 5, 4, group="champions"), said("ods:RHQ", 1, 4, "Council")]
    one = reading()
    found = services.stakeholders_of(one, rows, None)
    row = dict(zip(render.HEADS, render.row_of(found.rows[0], 1), strict=True))
    assert row["Power"] == "3 (1 to 5)"
    assert (row["Interest"], row["Group"], row["Opinions"]) == ("4", "Champions", "2 opinions")
    (record,) = render.frame(one, found).to_dict("records")
    assert (record["Power"], record["Power, lowest"], record["Power, highest"]) == (3.0, 1, 5)
    assert (record["Interest"], record["Opinions"], record["Of a list"]) == (4.0, 2, 0)
    assert record["Quarter"] == row["Quarter"] == "Manage closely"


def test_an_opinion_in_a_line() -> None:
    rows = [said("ods:RHQ", 5, 4, group="champions", evidence=(("why", "It asked\nto lead"),))]
    (one,) = of(services.stakeholders_of(reading(), rows, None), "ods:RHQ").opinions
    assert render.opinion_words(one) == (
        "Board: power 5, interest 4. Champions. It asked to lead. 22 November 2026"
    )
