"""How a partnership rates itself in words and pictures: denominators, unknowns, hostile names."""

from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from joinedup.model import Sector
from joinedup.render import rating_pictures as pictures
from joinedup.render import working_together as words
from joinedup.render.charts import image
from joinedup.render.palette import PAGE
from joinedup.services import Spread, TrendPoint
from joinedup.services.working_together import PRINCIPLES, Match, OnRecord, Seats, answered
from joinedup.store.assessing import Assessment
from joinedup.store.wording import MAX_AUTHOR
from tests.unit.contrast import contrast
from tests.unit.render_samples import HOSTILE, IMAGE
from tests.unit.test_services_working_together import SEVEN, by, said

KEYS = [one.key for one in PRINCIPLES]
TIED = OnRecord(partnership="p", members=SEVEN, has_ties=True)
ALL_THREE = dict.fromkeys(KEYS, Spread(n=5, lowest=2, median=3.0, highest=4))


def drawn(svg: str) -> ElementTree.Element:
    """A picture that has neither a script nor anything from elsewhere in it."""
    found = ElementTree.fromstring(svg)  # noqa: S314 - it is our own
    tags = {one.tag.rpartition("}")[2] for one in found.iter()}
    assert tags <= {"svg", "title", "text", "path", "rect", "circle"}
    assert not any("href" in name for one in found.iter() for name in one.attrib)
    return found


def written(svg: str) -> list[str]:
    return [one.text or "" for one in drawn(svg).iter() if one.tag.endswith("}text")]


# --- words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("median", "record", "told"),
    [
        (
            3,
            TIED,
            "Says that it puts working together first (median 3 of 4, 3 to 4, 5 raters). On "
            "record: none of its 7 members has a tie across sectors; none of them sits with "
            "another sector in another partnership.",
        ),
        (
            1,
            OnRecord(
                partnership="p", members=SEVEN, tied=SEVEN[:4], shared=SEVEN[:1], has_ties=True
            ),
            "Says that it does not put working together first (median 1 of 4, 1 to 4, 5 raters). "
            "On record: 4 of its 7 members have a tie across sectors; 1 of them sits with another "
            "sector in another partnership.",
        ),
        (
            2,
            OnRecord(partnership="p", members=SEVEN),
            "Says that it in part puts working together first (median 2 of 4, 2 to 4, 5 raters). "
            "On record: it has 7 members; none of them sits with another sector in another "
            "partnership. The record holds no ties between two, so nothing can be said.",
        ),
        (
            4,
            OnRecord(partnership="p"),
            "Says that it puts working together first (median 4 of 4, all 4, 5 raters). On record: "
            "it has no members on this day, so nothing can be said.",
        ),
        (
            4,
            OnRecord(partnership="p", members=SEVEN, of_then=True),
            "Says that it puts working together first (median 4 of 4, all 4, 5 raters). On record: "
            "no seat in it is on record for this day, so nothing can be said.",
        ),
        (
            None,
            replace(TIED, tied=SEVEN[:1]),
            "Nobody has rated this yet. On record: 1 of its 7 members has a tie across sectors; "
            "none of them sits with another sector in another partnership.",
        ),
    ],
)
def test_what_is_said_stands_beside_what_is_on_record(
    median: int | None, record: OnRecord, told: str
) -> None:
    spreads = {} if median is None else {"opportunities": said(median)}
    first, _ = words.findings(spreads, record)
    assert first.words == told


@pytest.mark.parametrize(
    ("seats", "match", "told"),
    [
        (
            Seats(old=5, undated=2, newest="2023-03"),
            Match.SAYS_MORE,
            "0 of its 7 seats confirmed within 18 months, 5 longer ago, 2 without a date; the "
            "newest is of March 2023.",
        ),
        (
            Seats(undated=7),
            Match.UNKNOWN,
            "no date of confirmation for any of its 7 seats, so nothing can be said.",
        ),
        (
            Seats(confirmed=7, newest="2026-09-01"),
            Match.NO_CONFLICT,
            "7 of its 7 seats confirmed within 18 months; the newest is of 1 September 2026.",
        ),
        (
            Seats(confirmed=7, newest="2025"),
            Match.NO_CONFLICT,
            "7 of its 7 seats confirmed within 18 months; the newest is of 2025, where a year "
            "counts to its last day.",
        ),
    ],
)
def test_confirmations_are_counted_of_all_seats(seats: Seats, match: Match, told: str) -> None:
    record = OnRecord(partnership="p", members=SEVEN, seats=seats)
    _, second = words.findings({"accountable": said(3)}, record)
    assert (second.match, second.words.partition("On record: ")[2]) == (match, told)


@pytest.mark.parametrize(
    ("rated", "members", "answered", "told"),
    [
        (0, 0, 0, "Not rated yet: nobody has said how it works together."),
        (0, 7, 0, "Not rated yet: none of its 7 members has said how it works together."),
        (3, 0, 0, "Rated by 3."),
        (5, 7, 4, "Rated by 5; 4 of its 7 members among them."),
    ],
)
def test_the_sentence_says_who_of_whom(rated: int, members: int, answered: int, told: str) -> None:
    # All alike: nothing is furthest on.
    assert words.sentence(rated, members, answered, ALL_THREE if rated else {}) == told


def test_the_sentence_names_both_ends() -> None:
    spreads = {**ALL_THREE, "ways": said(4), "example": said(0)}
    assert words.sentence(5, 7, 5, spreads).endswith(
        "Furthest on: Agree shared ways of working (4 of 4). "
        "Least far on: Lead by example (0 of 4)."
    )


def test_what_nobody_rated_is_no_nought() -> None:
    rows = words.rating_rows({"ways": Spread(n=2, lowest=0, median=1.5, highest=3)})
    assert rows[0] == (PRINCIPLES[0].name, "1.5 of 4, Talked about / Begun", "0 to 3", "2")
    assert [row[1] for row in rows[1:]] == ["Not rated"] * 4
    assert "Lead by example: not rated" in words.title("P", {"ways": said(1)})


def test_evidence_stands_with_its_author_and_day_the_newest_first() -> None:
    first = by("Council")
    second = later(first, "Programme lead", evidence=(("ways", "We signed a plan."),))
    rows = words.evidence_rows([first, second], "ways")
    assert rows[0] == ("Programme lead", "2 Begun", "1 September 2026", "We signed a plan.")
    assert rows[1] == ("Council", "2 Begun", "2 March 2026", "Nothing written")
    assert words.evidence_rows([first], "example") == []


def later(one: Assessment, author: str, **changes: Any) -> Assessment:
    return replace(one, author=author, assessed_on=date(2026, 9, 1), number=2, **changes)


@pytest.mark.parametrize("name", HOSTILE)
def test_every_member_can_rate_under_its_name(name: str) -> None:
    found = words.rater_names({"a": name, "b": name * 30, "c": "Oak"})
    assert found["c"] == "Oak"
    assert found["a"].strip()
    assert "\n" not in found["a"]
    assert len(found["b"]) <= MAX_AUTHOR


def test_members_of_one_name_are_not_taken_for_each_other() -> None:
    long = "Surgery " * 30
    same = {"ods:A": "The  Surgery", "ods:B": "the surgery", "c" * 100: long, "d" * 100: long}
    found = words.rater_names(same)
    assert found["ods:A"] == "The Surgery (ods:A)"
    assert found["ods:B"] == "the surgery (ods:B)"
    assert len(set(found.values())) == 4
    assert all(len(one) <= MAX_AUTHOR for one in found.values())
    assert answered(found, [by(found["ods:B"])]) == ("ods:B",)


def test_sectors_are_named() -> None:
    one = OnRecord(partnership="p", members=SEVEN, sectors=(Sector.GENERAL_PRACTICE,))
    assert words.sectors_words(one) == (
        "7 members on record: practices. Its members are all of one sector."
    )


# --- pictures ------------------------------------------------------------------------


def trend(*medians: float) -> list[TrendPoint]:
    return [
        TrendPoint(
            day=date(2026, 3 * k, 1),
            latest=(),
            spreads={key: Spread(n=3, lowest=0, median=median, highest=4) for key in KEYS},
        )
        for k, median in enumerate(medians, start=1)
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_a_bar_is_as_long_as_its_median(*, dark: bool) -> None:
    spreads = {"ways": said(1), "example": said(4), "accountable": said(2)}
    svg = pictures.bars(spreads, alt="Ratings", dark=dark)
    widths = [float(one.attrib["width"]) for one in drawn(svg).iter() if one.tag.endswith("}rect")]
    assert widths == pytest.approx([82.5, 330, 165])
    assert written(svg).count("Not rated") == 2
    assert written(svg).count("5 raters") == 3
    assert ink(svg) <= {PAGE[name][dark] for name in PAGE}


def ink(svg: str) -> set[str]:
    names = ("fill", "stroke")
    found = (one.attrib.get(name, "none") for one in drawn(svg).iter() for name in names)
    return {one for one in found if one != "none"}


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_drawn_stands_out_from_its_ground(*, dark: bool) -> None:
    ground = PAGE["ground"][dark]
    for name in ("text", "quiet", "accent", "edge"):
        assert contrast(PAGE[name][dark], ground) >= (4.5 if name in ("text", "quiet") else 3)


def test_a_trend_has_a_spot_for_each_time() -> None:
    svg = pictures.trend_picture(trend(1, 2, 3.5), pictures.NAMES, range(5), alt="Trend")
    spots = [one for one in drawn(svg).iter() if one.tag.endswith("}circle")]
    assert len(spots) == 3 * len(PRINCIPLES)
    # Up is more.
    heights = [float(one.attrib["cy"]) for one in spots[:3]]
    assert heights == sorted(heights, reverse=True)
    assert "from 1 to 3.5" in pictures.trend_title("P", trend(1, 2, 3.5), pictures.NAMES)


def test_a_trend_says_its_scale_and_how_far_raters_are_apart() -> None:
    points = trend(2, 2)
    svg = pictures.trend_picture(points, {"ways": "Ways"}, range(1, 6), alt="Trend", wide=330)
    assert "Each from 1 to 5. Upright: lowest to highest." in written(svg)
    upright = [
        one
        for one in drawn(svg).iter()
        if one.tag.endswith("}path") and one.attrib["stroke-width"] == "2"
    ]
    assert len(upright) == len(points)
    assert drawn(svg).attrib["viewBox"].split()[2] == "330"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(name: str) -> None:
    found = pictures.bars(ALL_THREE, alt=words.title(name, ALL_THREE))
    assert drawn(found).find("{*}title") is not None
    assert "<img" not in found
    assert "<script" not in found
    assert image(found, IMAGE).count("<") == 1


def test_a_picture_is_named() -> None:
    found = drawn(pictures.bars(ALL_THREE, alt="Ratings"))
    assert (found.attrib["role"], found.attrib["aria-label"]) == ("img", "Ratings")
