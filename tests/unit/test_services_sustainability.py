"""The ten factors together: the points of those who scored all, over time, what is to be gained."""

from datetime import UTC, date, datetime

import pytest

from joinedup.services import Spread
from joinedup.services.sustainability import (
    FACTORS,
    GROUPS,
    HIGHEST,
    LEVELS,
    MOST,
    REASONS,
    Score,
    most_to_gain,
    over_time,
    score_of,
)
from joinedup.store.assessing import MAX_ITEMS, SCALES, Assessment

KEYS = [one.key for one in FACTORS]


def opinion(
    number: int, author: str, *levels: int | None, day: date = date(2026, 3, 2)
) -> Assessment:
    """Levels of the first factors; None for one that was left out."""
    scores = tuple(
        (key, level) for key, level in zip(KEYS, levels, strict=False) if level is not None
    )
    return Assessment(
        dataset="d",
        kind="sustainability",
        subject="p",
        author=author,
        assessed_on=day,
        made_at=datetime(2026, 3, 2, tzinfo=UTC),
        scores=scores,
        withdrawn=not scores,
        number=number,
    )


def test_the_model_has_ten_factors_in_three_groups() -> None:
    assert len(set(KEYS)) == len(FACTORS) == 10 <= MAX_ITEMS
    assert [sum(one.group == group for one in FACTORS) for group in GROUPS] == [4, 4, 2]
    # On the radar a group stands together.
    assert [one.group for one in FACTORS] == sorted(
        (one.group for one in FACTORS), key=GROUPS.index
    )
    assert len(LEVELS) - 1 == HIGHEST
    assert list(SCALES["sustainability"]) == list(range(HIGHEST + 1))
    assert REASONS not in KEYS


def test_every_factor_counts_alike_and_all_make_the_highest() -> None:
    best = score_of([opinion(1, "A", *[HIGHEST] * 10)])
    assert best.whole is not None
    assert (best.whole.median, best.share) == (MOST, 1.0)
    for number in range(10):
        levels = [HIGHEST] * 10
        levels[number] = 0
        less = score_of([opinion(1, "A", *levels)]).whole
        assert less is not None
        assert less.median == MOST - HIGHEST


@pytest.mark.parametrize(
    ("opinions", "score"),
    [
        ([], Score(raters=0, whole=None)),
        ([[2] * 9], Score(raters=1, whole=None)),
        ([[0] * 10], Score(raters=1, whole=Spread(n=1, lowest=0, median=0.0, highest=0))),
        (
            [[1] * 10, [3] * 10],
            Score(raters=2, whole=Spread(n=2, lowest=10, median=20.0, highest=30)),
        ),
        # Whoever left a factor out would pull the points down without having meant it.
        (
            [[2] * 10, [3] * 9, [None, *[3] * 9]],
            Score(raters=3, whole=Spread(n=1, lowest=20, median=20.0, highest=20)),
        ),
    ],
)
def test_points_are_of_those_who_scored_all_ten(
    opinions: list[list[int | None]], score: Score
) -> None:
    found = [opinion(k, f"Rater {k}", *levels) for k, levels in enumerate(opinions, start=1)]
    assert score_of(found) == score
    assert (score_of(found).share is None) is (score.whole is None)


def test_over_time_each_month_has_what_counted_at_its_end() -> None:
    found = [
        opinion(1, "A", *[1] * 10, day=date(2026, 3, 2)),
        opinion(2, "B", *[2] * 10, day=date(2026, 3, 20)),
        opinion(3, "A", *[3] * 10, day=date(2026, 9, 1)),
    ]
    march, september = over_time(found)
    assert (march.day, september.day) == (date(2026, 3, 20), date(2026, 9, 1))
    assert march.score.share == 0.5
    assert september.score.share == pytest.approx(25 / 30)
    assert march.spreads["fit"].median == 1.5


def test_a_month_in_which_all_was_taken_back_is_no_point() -> None:
    found = [opinion(1, "A", *[1] * 10), opinion(2, "A", day=date(2026, 5, 1))]
    assert [one.day for one in over_time(found)] == [date(2026, 3, 2)]


def test_the_lowest_comes_first_and_then_what_raters_are_apart_on() -> None:
    found = [opinion(1, "A", 1, 0, 3, 2, 0, None), opinion(2, "B", 1, 2, 3, 3, 1, None)]
    gained = most_to_gain(found)
    # training 0.5; credibility and benefits 1, apart and not; monitoring 2.5; adaptability is full.
    assert [one.key for one, _ in gained] == ["training", "credibility", "benefits", "monitoring"]
    assert most_to_gain([]) == ()
