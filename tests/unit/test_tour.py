"""The tour's steps: few, short, each on a page of the menu; addresses are read strictly."""

import pytest

from joinedup.ui import tour
from joinedup.ui.menu import PAGES
from tests.unit.said import words


def test_six_to_eight_steps_lead_through_the_pages() -> None:
    assert 6 <= len(tour.STEPS) <= 8
    assert {(one.path, one.page) for one in tour.STEPS} <= {
        (path, url) for path, _, url, _ in PAGES
    }
    visited = [one.page for one in tour.STEPS]
    assert list(dict.fromkeys(visited)) == [*("", "map", "network", "unconnected", "introductions")]
    assert visited[-1] == ""
    assert "Share" in tour.STEPS[-1].words
    assert "Print" in tour.STEPS[-1].words


def test_it_takes_two_minutes() -> None:
    for one in tour.STEPS:
        assert one.words.count(". ") + one.words.endswith(".") == 2, one.words
    said = sum(len(words(f"{one.title} {one.words}")) for one in tour.STEPS)
    # People read 200 to 250 words a minute, and look around meanwhile.
    assert said <= 2 * 200


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("1", 1), ("7", 7), ("0", 0), ("8", 0), ("", 0), ("-1", 0), ("01", 0), ("1.0", 0)),
        *(("³", 0), ("१", 0), ("1\n", 0), (" 1", 0), ("<script>", 0), ("9" * 5_000, 0)),
    ],
)
def test_a_step_is_read_strictly(text: str, number: int) -> None:
    assert tour.step_number(text) == number
