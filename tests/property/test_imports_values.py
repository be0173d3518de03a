"""Whatever a cell holds, reading it does no harm; what is known is read back."""

import csv
import string
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.projection import to_degrees
from joinedup.imports.columns import (
    guess_kinds,
    headings_key,
    missing_groups,
    samples,
    suggest_columns,
)
from joinedup.imports.dates import read_date
from joinedup.imports.fields import FIELDS, PARTNERSHIP_COLUMN, Kind
from joinedup.imports.figures import read_decimal, read_whole
from joinedup.imports.headings import normalise_heading
from joinedup.imports.people import could_be_person, looks_like_organisation, looks_like_person
from joinedup.imports.personal import PersonalKind, find_personal, mask, personal_columns
from joinedup.imports.positions import find_postcode, read_coordinates
from joinedup.imports.tables import Row, Table
from joinedup.imports.values import (
    join_values,
    read_level,
    read_sector,
    read_strength,
    read_tick,
    read_yes_no,
    split_values,
)
from joinedup.model import check_partial_date
from joinedup.store.bundled import ROOT, dataset_ids

# --- any text ---------------------------------------------------------------------------

snippets = st.sampled_from(
    [
        *("S1 2HH", "s12hh", "SK 354 873", "53.38", "-1.47", "435400", "2024/25", "1/3/24", "Q1"),
        *("March", "0114 496 0000", "+44", "943 476 5919", "jo@oak.org", "VCS", "Dr", "x", "✓"),
        *(
            "|",
            ";",
            ",",
            "(",
            ")",
            "\n",
            "°",
            "'",
            '"',
            "\x00",
            "\ud800",
            "\u0660",
            "²",
            "\u017f",
            "ﬀ",
        ),
    ]
)
texts = st.one_of(
    st.text(max_size=60),
    st.lists(snippets, max_size=8).map("".join),
    st.lists(snippets, max_size=8).map(" ".join),
    st.tuples(snippets, st.integers(1, 3_000)).map(lambda one: one[0] * one[1]),
)


@given(texts)
def test_no_text_breaks_a_reader(text: str) -> None:
    for end in (False, True):
        if (day := read_date(text, end=end)) is not None:
            check_partial_date(day)
    strength, whole = read_strength(text), read_whole(text)
    assert strength is None or 1 <= strength <= 4
    assert whole is None or whole >= 0
    for read in (read_tick, read_yes_no, read_sector, read_level, read_decimal):
        read(text)
    for value in split_values(text):
        assert value == value.strip() != ""
    found, how = find_postcode(text)
    assert (found is None) == (how in ("several", "none"))
    assert found is None or find_postcode(found) == (found, "exact")


@given(texts)
def test_no_text_breaks_the_search_for_personal_data(text: str) -> None:
    found = find_personal(text)
    assert len(set(found)) == len(found)
    for kind in PersonalKind:
        shown = mask(text, kind)
        assert len(shown) <= 11
        assert sum(sign.isdigit() for sign in shown) <= 4
    for test in (looks_like_person, could_be_person, looks_like_organisation):
        assert test(text) in (True, False)
    heading = normalise_heading(text)
    assert heading == " ".join(heading.split())


@given(texts, texts)
def test_no_text_breaks_the_reading_of_positions(x: str, y: str) -> None:
    found = read_coordinates(x, y)
    if found is not None:
        assert 49 <= found.latitude <= 61
        assert -9 <= found.longitude <= 2
        assert read_coordinates(y, x) is not None


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Any small table, as the reader makes them: headings differ, rows are as wide."""
    headings = st.one_of(
        texts, st.sampled_from([field.label for kind in Kind for field in FIELDS[kind]])
    )
    width = draw(st.integers(1, 6))
    names = draw(st.lists(headings, min_size=width, max_size=width, unique=True))
    rows = draw(st.lists(st.lists(texts, min_size=width, max_size=width), max_size=5))
    made = (Row(number=number, cells=tuple(cells)) for number, cells in enumerate(rows, start=2))
    return Table(headings=tuple(names), rows=tuple(made))


@given(tables())
def test_no_table_breaks_the_suggestions(table: Table) -> None:
    ranked = guess_kinds(table)
    assert {kind for kind, _ in ranked} == set(Kind)
    for kind, likeness in ranked:
        assert 0 <= likeness <= 1
        found = suggest_columns(table, kind)
        assert len(found) == len(table.headings)
        assert all(0 <= one.score <= 1 and one.reason for one in found)
        known = {field.name for field in FIELDS[kind]} | {""}
        counted = Counter(one.field for one in found)
        assert set(counted) <= known
        assert all(n == 1 or name in ("", PARTNERSHIP_COLUMN) for name, n in counted.items())
        missing_groups(kind, {index: one.field for index, one in enumerate(found)})
    assert set(personal_columns(table)) <= set(range(len(table.headings)))
    assert len(headings_key(table.headings)) == 64
    assert all(len(samples(table, index)) <= 3 for index in range(len(table.headings)))


# --- dates ------------------------------------------------------------------------------

days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
_DAYS = (
    *("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y%m%d", "%d %B %Y", "%d %b %Y"),
    *("%d-%b-%Y", "%B %d, %Y", "%A %d %B %Y", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S"),
)


@given(days, st.sampled_from(_DAYS))
def test_a_day_is_read_however_it_is_written(day: date, written: str) -> None:
    assert read_date(day.strftime(written)) == day.isoformat()


@given(days, st.sampled_from(["%Y-%m", "%m/%Y", "%B %Y", "%b %Y", "%b-%Y"]))
def test_a_month_is_read_however_it_is_written(day: date, written: str) -> None:
    assert read_date(day.strftime(written)) == day.strftime("%Y-%m")


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_two_figures_of_a_year_are_within_a_hundred_years(day: date) -> None:
    assert read_date(day.strftime("%d/%m/%y")) == day.isoformat()


@given(texts)
def test_what_is_read_as_a_date_is_read_so_again(text: str) -> None:
    found = read_date(text)
    if found is not None:
        assert read_date(found) == found


# --- postcodes --------------------------------------------------------------------------


def on_record() -> list[str]:
    found: set[str] = set()
    for one in dataset_ids():
        with (ROOT / one / "organisations.csv").open(encoding="utf-8", newline="") as file:
            found |= {row["postcode"].strip() for row in csv.DictReader(file)}
    return sorted(code for code in found if find_postcode(code)[1] == "exact")


unit = st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2)
inward = st.builds(lambda digit, letters: f"{digit}{letters}", st.integers(0, 9), unit)
outward = st.one_of(
    st.builds(
        lambda area, district: f"{area}{district}",
        st.sampled_from(["S", "B", "DN", "LS", "WR", "HR", "CH", "SE", "YO", "E"]),
        st.integers(1, 99),
    ),
    st.sampled_from(["EC1A", "W1A", "SW1P", "N1C", "WC2H", "BL0", "HA0"]),
)
postcodes = st.one_of(
    st.builds(lambda first, last: f"{first} {last}", outward, inward),
    st.sampled_from(on_record()),
)
# Words without figures, so that the postcode is the only one.
noise = st.lists(st.text(string.ascii_letters, min_size=1, max_size=9), max_size=4).map(" ".join)


@given(postcodes, noise, noise, st.sampled_from([", ", " ", "\n", " (", ": "]))
def test_a_postcode_in_any_text_is_found(code: str, before: str, after: str, gap: str) -> None:
    written = f"{before}{gap}{code}{gap}{after}"
    found, how = find_postcode(written)
    # "B1 2ND floor" is the one thing that is not taken for one.
    if after[:5].casefold() != "floor":
        assert found == code
        assert how in ("exact", "normalised", "in-text")


@given(postcodes, st.sampled_from(["", " ", "  ", "\t", "-", ".", "\u00a0"]), st.booleans())
def test_a_postcode_is_read_however_it_is_typed(code: str, gap: str, lower: bool) -> None:
    written = code.replace(" ", gap)
    assert find_postcode(written.lower() if lower else written)[0] == code


@given(postcodes)
def test_a_letter_for_a_figure_is_put_right_or_left_alone(code: str) -> None:
    damaged = code[:-3] + code[-3].translate(str.maketrans("01", "OI")) + code[-2:]
    found, how = find_postcode(damaged)
    assert (found, how) == (code, "letter-o" if damaged != code else "exact")


@given(st.lists(postcodes, min_size=2, max_size=4, unique=True))
def test_of_several_postcodes_none_is_taken(codes: list[str]) -> None:
    assert find_postcode(", ".join(codes)) == (None, "several")


# --- positions, values, numbers ---------------------------------------------------------


@given(st.integers(180_000, 640_000), st.integers(50_000, 650_000))
def test_grid_references_and_degrees_are_the_same_place(easting: int, northing: int) -> None:
    longitude, latitude = to_degrees(easting, northing)
    expected = pytest.approx((latitude, longitude), abs=1e-5)
    pairs = (
        (str(easting), str(northing)),
        (f"{easting:,}", f"{northing:,}.0"),
        (f"{latitude:.6f}", f"{longitude:.6f}"),
        (f"{longitude:.6f}", f"{latitude:.6f}"),
        (f"{latitude:.6f}, {longitude:.6f}", ""),
    )
    for x, y in pairs:
        found = read_coordinates(x, y)
        assert found is not None
        assert (found.latitude, found.longitude) == expected


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
signs = st.sampled_from(["|", "\\", "\\|", "||", ",", ";", "•", "(", "1,000"])
values = st.lists(
    st.lists(words | signs, min_size=1, max_size=3).map(" ".join),
    unique_by=str.casefold,
    max_size=4,
).map(tuple)


@given(values)
def test_joined_values_come_apart_again(several: tuple[str, ...]) -> None:
    assert split_values(join_values(several)) == several


@given(st.integers(0, 10**12))
def test_whole_numbers_are_read_however_they_are_written(number: int) -> None:
    for written in (f"{number}", f"{number:,}", f"{number:,}".replace(",", " "), f"{number}.0"):
        assert read_whole(written) == number


# --- NHS numbers ------------------------------------------------------------------------


def nhs_number(nine: str) -> str | None:
    """The nine figures with their check digit; None where they have none."""
    check = -sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    return None if check % 11 == 10 else f"{nine}{check % 11}"


nhs_numbers = (
    st.integers(100_000_000, 999_999_999)
    .map(lambda number: nhs_number(str(number)))
    .filter(lambda found: found is not None)
)


@given(nhs_numbers, noise, st.sampled_from(["", " ", "-"]))
def test_an_nhs_number_is_found_in_any_text(number: str, before: str, gap: str) -> None:
    written = gap.join((number[:3], number[3:6], number[6:]))
    assert PersonalKind.NHS_NUMBER in find_personal(f"{before} {written}, {before}")


@given(nhs_numbers, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_figure_makes_it_another_number(number: str, at: int, step: int) -> None:
    wrong = f"{number[:at]}{(int(number[at]) + step) % 10}{number[at + 1 :]}"
    assert PersonalKind.NHS_NUMBER not in find_personal(wrong)
