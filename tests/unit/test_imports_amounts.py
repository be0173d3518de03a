"""Sums and figures as plans write them."""

import pytest

from joinedup.imports.amounts import Amount, as_unit, is_about_money, read_amount, scale_in
from joinedup.model import LARGEST_FIGURE


@pytest.mark.parametrize(
    ("text", "figure", "unit", "qualifier"),
    [
        ("743,656", 743_656, "", ""),
        ("£743,656", 743_656, "GBP", ""),
        ("GBP 743,656", 743_656, "GBP", ""),
        ("743,656 pounds", 743_656, "GBP", ""),
        ("£1.15m", 1_150_000, "GBP", ""),
        ("£1.15 million", 1_150_000, "GBP", ""),
        ("£1.15 millions", 1_150_000, "GBP", ""),
        ("£2bn", 2_000_000_000, "GBP", ""),
        ("£50k", 50_000, "GBP", ""),
        ("1.4 million people", 1_400_000, "people", ""),
        ("19,500 people", 19_500, "people", ""),
        ("over 200 people", 200, "people", "over"),
        ("More than 200", 200, "", "over"),
        ("at least 6%", 6, "per cent", "at least"),
        ("c. £2m", 2_000_000, "GBP", "about"),
        ("approx. 30 fte", 30, "fte", "about"),
        ("~12", 12, "", "about"),
        ("-£250,000", -250_000, "GBP", ""),
        ("£-250,000", -250_000, "GBP", ""),
        ("(250,000)", -250_000, "", ""),
        ("\u2212250,000", -250_000, "", ""),
        ("7.5 fte", 7.5, "fte", ""),
        ("0", 0, "", ""),
    ],
)
def test_figures_are_read_as_people_write_them(
    text: str, figure: float, unit: str, qualifier: str
) -> None:
    assert read_amount(text) == Amount(figure=figure, unit=unit, qualifier=qualifier)


@pytest.mark.parametrize(
    "text",
    [
        *("", "tbc", "some", "£", "2 to 3 people", "£5k to £10k", "5 fte in 2024", "1,2,3"),
        *(
            "£50,000 per year",
            "- £500",
            "(5",
            "5)",
            "5m",
            "5k",
            "one hundred",
            "9" * 16,
            "1e99",
            "9" * 90,
        ),
    ],
)
def test_what_is_no_one_figure_is_not_read(text: str) -> None:
    assert read_amount(text) is None


def test_a_heading_of_money_makes_millions_of_an_m() -> None:
    assert read_amount("5m", money=True) == Amount(figure=5_000_000)
    assert read_amount("£5m") == Amount(figure=5_000_000, unit="GBP")


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        *(("Budget (£000)", 1_000), ("Budget (£'000s)", 1_000), ("Budget in £k", 1_000)),
        *(("Funding (£m)", 1_000_000), ("Funding £m", 1_000_000), ("(in £ million)", 1_000_000)),
        *(("Funding (000s)", 1_000), ("GBP thousands", 1_000), ("Funding (m)", 1_000_000)),
        *(("Length (m)", 1), ("Funding (£)", 1), ("Budget 2000", 1), ("Cost", 1), ("", 1)),
    ],
)
def test_headings_and_units_say_thousands_and_millions(text: str, scale: int) -> None:
    assert scale_in("", text) == scale


def test_a_cell_is_multiplied_unless_it_says_its_scale_itself() -> None:
    assert read_amount("120", scale=1_000) == Amount(figure=120_000)
    assert read_amount("£1.2m", scale=1_000_000) == Amount(figure=1_200_000, unit="GBP")
    assert read_amount("£120k", scale=1_000_000) is None


def test_no_figure_is_larger_than_the_record_keeps() -> None:
    assert read_amount(str(LARGEST_FIGURE)[:-1]) is not None
    assert read_amount("900,000,000 million") == Amount(figure=9e14)
    assert read_amount("£9,000,000bn") is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [("%", "per cent"), ("£", "GBP"), (" GBP ", "GBP"), ("£m", "GBP"), ("WTE", "WTE"), ("", "")],
)
def test_units_have_one_word_each(text: str, unit: str) -> None:
    assert as_unit(text) == unit


@pytest.mark.parametrize(
    ("heading", "money"),
    [
        *(("Funding", True), ("Cost (£)", True), ("Total budget", True), ("Grant award", True)),
        *(("Figure", False), ("Number of people", False), ("Costume", False), ("", False)),
    ],
)
def test_some_headings_are_about_money(heading: str, *, money: bool) -> None:
    assert is_about_money(heading) is money
