"""Opinions are kept as they were said; the last of each author counts."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from joinedup.errors import StoreError
from joinedup.services import (
    Spread,
    assess,
    assessed,
    last_assessment,
    latest,
    latest_of,
    spreads,
    trend,
    withdraw_assessment,
)
from joinedup.services.assessing import spread_of, taken_back
from joinedup.store.assessing import Assessment, AssessmentKind

SY = "south-yorkshire"
DAY = date(2026, 3, 2)
ONE = Assessment(
    dataset=SY,
    kind="stakeholder",
    subject="",
    author="Place director",
    assessed_on=DAY,
    made_at=datetime(2026, 3, 3, tzinfo=UTC),
    organisation="ods:C88046",
    scores=(("power", 2), ("interest", 4)),
    number=1,
)


@pytest.fixture
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))


def said(number: int, author: str, day: int, power: int | None, month: int = 3) -> Assessment:
    return replace(
        ONE,
        number=number,
        author=author,
        assessed_on=date(2026, month, day),
        scores=() if power is None else (("power", power),),
        withdrawn=power is None,
    )


# --- which opinions count ------------------------------------------------------------


def test_the_last_opinion_of_each_author_counts() -> None:
    found = [said(1, "Board", 1, 1), said(2, "Council", 1, 3), said(3, " board ", 2, 5)]
    assert [one.number for one in latest_of(found)] == [2, 3]


def test_what_is_said_later_of_an_earlier_day_does_not_replace() -> None:
    assert [one.number for one in latest_of([said(1, "Board", 5, 4), said(2, "Board", 2, 1)])] == [
        1
    ]


def test_of_the_same_day_the_last_said_counts() -> None:
    assert [one.number for one in latest_of([said(2, "Board", 2, 1), said(1, "Board", 2, 4)])] == [
        2
    ]


def test_a_withdrawn_opinion_does_not_count_and_brings_none_back() -> None:
    found = [said(1, "Board", 1, 1), said(2, "Board", 2, 4), said(3, "Board", 3, None)]
    assert latest_of(found) == ()
    assert [one.number for one in latest_of(found, until=date(2026, 3, 2))] == [2]


def test_other_things_of_the_same_author_are_apart() -> None:
    other = replace(ONE, organisation="ods:C88047", number=2)
    programme = replace(ONE, subject="prog:a", number=3)
    assert latest_of([ONE, other, programme]) == (ONE, other, programme)


def test_what_was_taken_back_is_told_until_its_author_says_more() -> None:
    board, council = said(1, "Board", 1, 1), said(2, "Council", 1, 3)
    again = said(3, "Board", 2, 4)
    gone, other = said(4, " BOARD", 3, None), said(5, "Council", 3, None)
    found = [board, council, again, gone, other]
    pairs = [(one.former, one.gone) for one in taken_back(found)]
    assert pairs == [(council, other), (again, gone)]
    assert taken_back([*found, said(6, "board", 4, 2)])[0].former == council
    assert len(taken_back([*found, said(6, "board", 4, 2)])) == 1
    assert taken_back([gone]) == ()


# --- how far they are apart ----------------------------------------------------------


def test_a_spread_has_its_denominator() -> None:
    assert spread_of([5, 1, 2]) == Spread(n=3, lowest=1, median=2.0, highest=5)
    assert spread_of([1, 4]).median == 2.5
    assert spread_of([4]).is_split is False
    assert spread_of([4, 5]).is_split is True


def test_an_item_that_somebody_left_out_has_fewer() -> None:
    found = [ONE, replace(ONE, author="Council", scores=(("power", 5),))]
    assert spreads(found) == {
        "power": Spread(n=2, lowest=2, median=3.5, highest=5),
        "interest": Spread(n=1, lowest=4, median=4.0, highest=4),
    }
    assert spreads([]) == {}


# --- over time -----------------------------------------------------------------------


def test_a_trend_carries_every_author_on() -> None:
    found = [said(1, "Board", 1, 1), said(2, "Council", 9, 5), said(3, "Board", 2, 3, month=4)]
    by_month = trend(found)
    assert [(one.day, one.spreads["power"].median) for one in by_month] == [
        (date(2026, 3, 9), 3.0),
        (date(2026, 4, 2), 4.0),
    ]
    assert [one.spreads["power"].n for one in by_month] == [2, 2]
    by_day = trend(found, "day")
    assert [one.day.isoformat() for one in by_day] == ["2026-03-01", "2026-03-09", "2026-04-02"]
    assert [one.spreads["power"].n for one in by_day] == [1, 2, 2]


def test_a_trend_does_not_depend_on_the_order_of_rows() -> None:
    found = [said(1, "Board", 9, 1), said(2, "Board", 1, 5), said(3, "Council", 4, 3)]
    assert trend(found, "day") == trend(found[::-1], "day")


def test_each_point_of_a_trend_has_what_counted_on_its_day() -> None:
    found = [
        *(said(k, f"Role {k % 7}", 1 + k % 28, k % 6, month=1 + k % 11) for k in range(1, 90)),
        *(said(90 + k, f" ROLE {k}", 3, None, month=5 + k) for k in range(3)),
    ]
    for by in ("month", "day"):
        points = trend(found, by)
        assert points[-1].day == max(one.assessed_on for one in found)
        assert [one.latest for one in points] == [latest_of(found, until=p.day) for p in points]
        assert [one.spreads for one in points] == [spreads(one.latest) for one in points]
    assert len(trend(found)) == 11


def test_when_all_is_withdrawn_nothing_is_left() -> None:
    found = [said(1, "Board", 1, 1), said(2, "Board", 2, None)]
    assert trend(found, "day")[-1].spreads == {}
    assert trend([]) == ()


# --- kept ----------------------------------------------------------------------------


@pytest.mark.usefixtures("_own_store")
def test_what_is_said_is_kept_and_withdrawn() -> None:
    assert latest(SY, "stakeholder") == ()
    for author, power in (("Board", 1), ("Council", 4)):
        assess(
            SY,
            "stakeholder",
            "prog:a",
            {"power": power},
            author=author,
            on=DAY,
            evidence={"why": "Asked"},
            organisation="ods:C88046",
            group="consumers",
        )
    board, council = latest(SY, "stakeholder", "prog:a")
    assert (board.author, board.scores, board.evidence) == (
        "Board",
        (("power", 1),),
        (("why", "Asked"),),
    )
    assert last_assessment(SY) == council.number
    # Withdrawn on a machine whose clock is behind: still after what was said.
    withdraw_assessment(board, by="Programme office", on=date(2026, 1, 1))
    (gone,) = taken_back(assessed(SY, "stakeholder"))
    assert (gone.former, gone.gone.withdrawn_by) == (board, "Programme office")
    assert latest(SY, "stakeholder", "prog:a") == (council,)
    assert len(assessed(SY, "stakeholder", "prog:a")) == 3
    assert assessed(SY, "stakeholder", "") == ()
    assert len(assessed(SY, "stakeholder")) == 3


@pytest.mark.usefixtures("_own_store")
def test_who_takes_an_opinion_back_has_to_be_said() -> None:
    assess(SY, "sustainability", "prog:a", {"fit": 3}, author="Board", on=DAY)
    (board,) = latest(SY, "sustainability")
    with pytest.raises(StoreError, match="Your name is missing"):
        withdraw_assessment(board, by=" ", on=DAY)
    assert latest(SY, "sustainability") == (board,)


@pytest.mark.usefixtures("_own_store")
def test_a_persons_name_is_no_author() -> None:
    assess(SY, "sustainability", "prog:a", {"fit": 3}, author="Board", on=DAY)
    (board,) = latest(SY, "sustainability")
    with pytest.raises(StoreError, match="Whose opinion it is, reads like a person's name"):
        assess(SY, "sustainability", "prog:a", {"fit": 3}, author="Jane Smith", on=DAY)
    with pytest.raises(StoreError, match="Who takes it back, reads like a person's name"):
        withdraw_assessment(board, by="Jane Smith", on=DAY)
    assert assessed(SY, "sustainability") == (board,)
    # An organisation that is called like one has its own name.
    for name in ("Jane Smith", "jane  SMITH"):
        assess(SY, "sustainability", "p", {"fit": 3}, author=name, on=DAY, known=["Jane Smith"])
    withdraw_assessment(board, by="Jane Smith", on=DAY, known=["Jane Smith"])


@pytest.mark.usefixtures("_own_store")
@pytest.mark.parametrize(
    ("kind", "score", "hint"),
    [
        ("sustainability", 9, "from 0 to 3"),
        ("sustainability", 4, "from 0 to 3"),
        ("working_together", 5, "from 0 to 4"),
    ],
)
def test_a_score_off_the_scale_of_its_kind_is_refused(
    kind: AssessmentKind, score: int, hint: str
) -> None:
    with pytest.raises(StoreError, match=f"not on its scale.*{hint}"):
        assess(SY, kind, "prog:a", {"fit": score}, author="Board", on=DAY)
    assert assessed(SY, kind) == ()


@pytest.mark.usefixtures("_own_store")
def test_what_breaks_its_bounds_is_not_kept() -> None:
    with pytest.raises(StoreError, match="Nothing was scored"):
        assess(SY, "sustainability", "prog:a", {}, author="Board", on=DAY)
    assert assessed(SY, "sustainability") == ()
