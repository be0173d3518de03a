"""When something is to be done, as plans write it."""

import pytest

from joinedup.imports.timing import Timing, read_period, read_timing


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("30/09/2026", "", "2026-09-30"),
        ("Sep 2013", "", "2013-09"),
        ("Sep, 2013.", "", "2013-09"),
        ("2013-09", "", "2013-09"),
        ("2026", "", "2026"),
        ("by March 2026", "", "2026-03"),
        ("By end of March 2026", "", "2026-03"),
        ("before 1 May 2026", "", "2026-05-01"),
        ("Jan, 2013 \u2013 Jun, 2013.", "2013-01", "2013-06"),
        ("Apr, 2013- Mar, 2014.", "2013-04", "2014-03"),
        ("April 2026 to March 2027", "2026-04", "2027-03"),
        ("April - June 2026", "2026-04", "2026-06"),
        ("2024/25", "2024-04", "2025-03"),
    ],
)
def test_days_and_periods(text: str, start: str, due: str) -> None:
    assert read_timing(text) == Timing(start=start, due=due)


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("Q1 2024-25", "2024-04", "2024-06"),
        ("Q2 2024-25", "2024-07", "2024-09"),
        ("Q4 2024/25", "2025-01", "2025-03"),
        ("Quarter 3 2024/25", "2024-10", "2024-12"),
        ("2024-25 Q2", "2024-07", "2024-09"),
        ("by end of Q4 2024/25", "2025-01", "2025-03"),
        ("Q1 - Q2 2024-25", "2024-04", "2024-09"),
    ],
)
def test_a_quarter_is_one_of_the_financial_year(text: str, start: str, due: str) -> None:
    assert read_timing(text) == Timing(start=start, due=due, quarter=True)


@pytest.mark.parametrize("text", ["Ongoing", "ongoing, reviewed monthly", "As required"])
def test_what_goes_on_has_no_day_and_needs_none(text: str) -> None:
    assert read_timing(text) == Timing(words=text, goes_on=True)


@pytest.mark.parametrize(
    "text",
    [
        *("Q2 2024", "phase 1", "November/January meeting", "x" * 500, "June 2013 - May 2013"),
        "Feb, 2013 (phase 1) Apr, 2013. (phase 2)",
    ],
)
def test_what_could_be_two_things_stays_as_words(text: str) -> None:
    assert read_timing(text) == Timing(words=text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022", "2022"),
        ("November 2022", "2022-11"),
        ("2013/14", "2013-04/2014-03"),
        ("2013/2014", "2013-04/2014-03"),
        ("2010 to 2020", "2010/2020"),
        ("2013-04 to 2014-03", "2013-04/2014-03"),
        ("Q2 2024-25", "2024-07/2024-09"),
        ("2024/", "2024/"),
        ("/2024-05-06", "/2024-05-06"),
    ],
)
def test_the_period_of_a_figure_is_a_date_or_two(text: str, period: str) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize("text", ["", "/", "Ongoing", "2024-13/", "24/", "11/12/", "x" * 500])
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text) is None
