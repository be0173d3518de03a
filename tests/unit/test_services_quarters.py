"""The quarters that occur in a record."""

from datetime import date

import pytest

from joinedup.model import Sector
from joinedup.services.quarters import quarters, year_before
from tests.unit import network_samples as sample
from tests.unit.render_samples import dataset


def test_a_start_counts_from_its_first_day_and_an_end_to_its_last() -> None:
    one = sample.dataset(
        [sample.organisation("a"), sample.organisation("b")],
        [sample.partnership("p", start="2017", end="2018")],
        [sample.membership("a", "p", since="2017-05", until="2017-08-02")],
        [sample.tie("a", "b", since="2017-11-30")],
        [sample.coverage(Sector.VCSE, as_of="2020")],
    )
    ends = [(2017, 3, 31), (2017, 6, 30), (2017, 9, 30), (2017, 12, 31), (2018, 12, 31)]
    assert quarters(one) == tuple(date(*end) for end in [*ends, (2020, 3, 31)])


def test_a_row_without_a_start_begins_with_its_document() -> None:
    rows = [sample.membership("a", "p", as_of="2026-08")]
    one = sample.dataset([sample.organisation("a")], [sample.partnership("p")], rows)
    assert quarters(one) == (date(2026, 9, 30),)


def test_nothing_dated_has_no_quarter() -> None:
    assert quarters(sample.dataset()) == ()


def test_the_quarters_of_south_yorkshire() -> None:
    found = quarters(dataset())
    assert date(2017, 6, 30) in found  # the partnership of 2017-04
    assert found == tuple(sorted(set(found)))


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 22), date(2025, 11, 22)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(1990, 5, 1), date(1990, 1, 1)),
    ],
)
def test_a_year_before(day: date, before: date) -> None:
    assert year_before(day) == before
