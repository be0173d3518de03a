"""The radar of the ten factors: levels along spokes, unknown factors, an earlier day, its words."""

import math
import re
from datetime import date

import pytest

from joinedup.render import radar
from joinedup.render import sustainability as words
from joinedup.render.palette import PAGE
from joinedup.services import Spread
from joinedup.services.sustainability import FACTORS, GROUPS, HIGHEST, Score, ScorePoint
from tests.unit.render_samples import HOSTILE
from tests.unit.test_render_working_together import drawn, ink, written

DAY, BEFORE = date(2026, 9, 3), date(2026, 3, 9)
KEYS = [one.key for one in FACTORS]


def levels(*medians: float, n: int = 3) -> dict[str, Spread]:
    """Medians of the first factors."""
    return {
        key: Spread(n=n, lowest=int(median), median=median, highest=math.ceil(median))
        for key, median in zip(KEYS, medians, strict=False)
    }


def point(day: date, median: float, *, whole: bool = True) -> ScorePoint:
    total = Spread(n=3, lowest=int(median), median=median, highest=30)
    return ScorePoint(
        day=day, score=Score(raters=3, whole=total if whole else None), spreads=levels(*[1] * 10)
    )


def spots(svg: str) -> list[tuple[float, float]]:
    """Where the filled dots are, the one of the key left out."""
    found = [
        (float(one.attrib["cx"]), float(one.attrib["cy"]))
        for one in drawn(svg).iter()
        if one.tag.endswith("}circle") and one.attrib["fill"] == one.attrib["stroke"]
    ]
    return found[:-1]


def away(spot: tuple[float, float]) -> float:
    return math.dist(spot, radar._MIDDLE) / radar._REACH * HIGHEST


def test_a_level_is_as_far_out_as_it_is_high() -> None:
    medians = (0, 0.5, 1, 1.5, 2, 2.5, 3, 3, 2, 1)
    found = spots(radar.radar(levels(*medians), DAY, alt="Radar"))
    assert [away(one) for one in found] == pytest.approx(medians, abs=0.01)
    # The first factor points up, and they go round clockwise.
    assert found[6][1] > radar._MIDDLE[1]
    assert found[2][0] > radar._MIDDLE[0] > found[8][0]


def test_a_factor_nobody_scored_is_a_question_mark_and_no_spot() -> None:
    svg = radar.radar(levels(1, 2, 3), DAY, alt="Radar")
    assert len(spots(svg)) == 3
    assert written(svg).count("?") == 7
    # A shape is filled only when all of it is known.
    assert "fill-opacity" not in svg
    assert "fill-opacity" in radar.radar(levels(*[1] * 10), DAY, alt="Radar")


def test_an_earlier_day_is_dashed_and_named() -> None:
    now = levels(*[2] * 10)
    alone = radar.radar(now, DAY, alt="Radar")
    assert "stroke-dasharray" not in alone
    both = radar.radar(now, DAY, alt="Radar", before=point(BEFORE, 10))
    assert "stroke-dasharray" in both
    assert {"3 September 2026, median", "9 March 2026"} <= set(written(both))


def test_raters_who_differ_have_a_line_from_the_lowest_to_the_highest() -> None:
    def thick(svg: str) -> int:
        return sum(one.attrib.get("stroke-width") == "2.5" for one in drawn(svg).iter())

    agreed = radar.radar(levels(*[2] * 10), DAY, alt="Radar")
    assert thick(radar.radar(levels(1.5, *[2] * 9), DAY, alt="Radar")) == thick(agreed) + 1


@pytest.mark.parametrize("dark", [False, True])
def test_each_factor_and_group_is_named_in_the_palettes_inks(*, dark: bool) -> None:
    svg = radar.radar(levels(*[2] * 10), DAY, alt="Radar", before=point(BEFORE, 10), dark=dark)
    text = " ".join(written(svg))
    for number, one in enumerate(FACTORS, start=1):
        assert f"{number} {one.short}" in text
    assert set(GROUPS) <= set(written(svg))
    assert ink(svg) <= {PAGE[name][dark] for name in PAGE}


def test_no_writing_leaves_the_picture() -> None:
    svg = radar.radar(levels(*[2] * 10), DAY, alt="Radar", before=point(BEFORE, 10))
    wide, high = map(float, re.findall(r'viewBox="0 0 (\d+) (\d+)"', svg)[0])
    for one in drawn(svg).iter():
        if one.tag.endswith("}text"):
            assert 0 < float(one.attrib["y"]) < high
            assert 0 < float(one.attrib["x"]) < wide


def test_points_over_time_leave_out_what_is_not_whole() -> None:
    months = [point(BEFORE, 12), point(date(2026, 5, 1), 0, whole=False), point(DAY, 18)]
    svg = radar.over_time(months, alt="Time")
    assert sum(one.tag.endswith("}circle") for one in drawn(svg).iter()) == 2
    assert "18" in written(svg)
    assert words.time_alt("P", months).endswith(
        "12 of 30 points on 9 March 2026; 18 of 30 points on 3 September 2026."
    )
    assert words.time_rows(months)[1][1:] == ("Nobody scored all ten", "", "0 of 3")


# --- words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "told"),
    [
        (Score(raters=0, whole=None), "Nobody has scored this programme yet."),
        (
            Score(raters=2, whole=None),
            "2 people have scored some factors, nobody all 10. So there are no points for the "
            "whole.",
        ),
        (
            Score(raters=1, whole=Spread(n=1, lowest=18, median=18, highest=18)),
            "18 of 30 points (60% of the highest), by one rater.",
        ),
        (
            Score(raters=5, whole=Spread(n=4, lowest=12, median=16.5, highest=24)),
            "16.5 of 30 points (55% of the highest), the median of 4 raters. Raters are from 12 "
            "to 24. 1 of 5 left factors out and do not count here.",
        ),
    ],
)
def test_the_points_are_said_with_who_they_are_of(score: Score, told: str) -> None:
    assert words.score_words(score) == told


def test_rows_say_what_nobody_scored_and_what_it_was_before() -> None:
    rows = words.factor_rows(levels(1.5), levels(*[3] * 10))
    assert rows[0] == (
        "1 Benefits beyond helping patients (Process)",
        "1.5 A little / Mostly",
        "1 to 2",
        "3",
        "3 Fully",
    )
    assert rows[9] == ("10 Infrastructure (Organisation)", "Not scored", "", "nobody", "3 Fully")
    assert len(words.factor_rows(levels(1))[0]) == len(words.FACTOR_COLUMNS)
    assert "Infrastructure not scored" in words.alt("P", levels(1), DAY)


def test_most_to_gain_is_named_and_the_rest_counted() -> None:
    found = [(one, levels(*[1] * 10)[one.key]) for one in FACTORS]
    told = words.gain_words(found[:5], 10)
    assert told.endswith("Adaptability of the improved process and 2 more (at 1 of 3).")
    assert words.gain_words([], 3) == "Every factor that was scored is at its highest level."


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(name: str) -> None:
    found = levels(*[2] * 10)
    svg = radar.radar(found, DAY, alt=words.alt(name, found, DAY))
    assert drawn(svg).find("{*}title") is not None
    assert "<img" not in svg
    assert "<script" not in svg
