"""Single cells: what is read, and what is left to a person."""

import csv

import pytest

from geo.projection import to_grid
from joinedup.imports.dates import read_date
from joinedup.imports.figures import read_decimal, read_whole
from joinedup.imports.positions import find_postcode, read_coordinates
from joinedup.imports.values import (
    join_values,
    read_level,
    read_sector,
    read_strength,
    read_tick,
    read_yes_no,
    split_values,
)
from joinedup.model import Level, Point, Sector
from joinedup.store.bundled import ROOT, dataset_ids

# --- dates ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-03-01", "2024-03-01"),
        ("2024-3-1", "2024-03-01"),
        ("2024/03/01", "2024-03-01"),
        ("20240301", "2024-03-01"),
        ("2024-03-01T10:30:00Z", "2024-03-01"),
        ("2024-03-01 00:00:00", "2024-03-01"),
        ("01/03/2024", "2024-03-01"),
        ("01/03/2024 14:05", "2024-03-01"),
        ("13/03/2024", "2024-03-13"),
        ("1.3.24", "2024-03-01"),
        ("1-3-1998", "1998-03-01"),
        ("1/1/49", "2049-01-01"),
        ("1/1/50", "1950-01-01"),
        ("03/2024", "2024-03"),
        ("03/24", "2024-03"),
        ("05/2006", "2006-05"),
        ("March 2024", "2024-03"),
        (" march  2024. ", "2024-03"),
        ("Mar-24", "2024-03"),
        ("Mar '24", "2024-03"),
        ("Sept 2019", "2019-09"),
        ("Sept 24", "2024-09"),
        ("Sep 24", "2024-09"),
        ("Sep-24", "2024-09"),
        ("Sep – 24", "2024-09"),  # noqa: RUF001
        ("SEPT. 24", "2024-09"),
        ("September 24", "2024-09"),
        ("Sep24", "2024-09"),
        ("Mar 05", "2005-03"),
        ("Dec 98", "1998-12"),
        ("Mar-31", "2031-03"),
        ("Sep 31", "2031-09"),
        ("1st March 2024", "2024-03-01"),
        ("22nd of May 2020", "2020-05-22"),
        ("1-Mar-24", "2024-03-01"),
        ("1 Mar 24", "2024-03-01"),
        ("March 1st, 2024", "2024-03-01"),
        ("Friday 1 March 2024", "2024-03-01"),
        ("29/02/2024", "2024-02-29"),
        ("45352", "2024-03-01"),
        ("45352.5", "2024-03-01"),
    ],
)
def test_dates_are_read_the_british_way(text: str, expected: str) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "n/a", "ongoing", "24", "1899", "2100", "999", "29999", "60001", "8450"),
        *("31/02/2024", "29/02/2023", "03/25/2024", "00/03/2024", "2024-13", "2024-00-05"),
        *(
            "0000-00-00",
            "24 March",
            "c. 2024",
            "0114 234 5678",
            "Sep 3",
            "2024-02-30",
            "1/2/3/2024",
        ),
        "2024" + " " * 90 + "5",
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["11/12", "12/13", "03/04", "2011/12", "Q1 2024", "March 31"])
def test_what_could_be_two_dates_is_not_read(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024/25", "2024-04", "2025-03"),
        ("2024-25", "2024-04", "2025-03"),
        ("2024/2025", "2024-04", "2025-03"),
        ("23/24", "2023-04", "2024-03"),
        ("FY 2011/12", "2011-04", "2012-03"),
        ("2011/12 FY", "2011-04", "2012-03"),
        ("1999/2000", "1999-04", "2000-03"),
        ("Q1 2024/25", "2024-04", "2024-06"),
        ("Q4 2024/25", "2025-01", "2025-03"),
        ("2024", "2024", "2024"),
    ],
)
def test_a_financial_year_has_two_ends(text: str, start: str, end: str) -> None:
    assert read_date(text) == start
    assert read_date(text, end=True) == end


def test_a_financial_year_spans_one_year() -> None:
    assert read_date("2024/26") is None
    assert read_date("2024/2026") is None


# --- ticks, words, numbers -------------------------------------------------------------


@pytest.mark.parametrize("text", ["x", "X", " ✓ ", "✔", "✔️", "ü", "Yes", "y", "1", "1.0", "TRUE"])
def test_ticks(text: str) -> None:
    assert read_tick(text) is True


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "no", "N", "0", "FALSE", "✗", "n/a"])  # noqa: RUF001
def test_no_ticks(text: str) -> None:
    assert read_tick(text) is False


@pytest.mark.parametrize("text", ["lead", "member", "2", "?", "tbc", "x" * 90])
def test_neither_tick_nor_none(text: str) -> None:
    assert read_tick(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Yes", True), ("t", True), ("no", False), ("0", False), ("", None), ("x", None)],
)
def test_yes_and_no(text: str, expected: bool | None) -> None:
    assert read_yes_no(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("1", 1), ("2.0", 2), ("4 (strong)", 4), ("3 - regular contact", 3), ("2/4", 2)),
        *(("weak", 1), ("Medium", 2), ("STRONG", 4), ("collaborating", 4), ("3 out of 4", 3)),
        *(("0", None), ("5", None), ("2.5", None), ("1-4", None), ("3/5", None), ("", None)),
    ],
)
def test_strengths(text: str, expected: int | None) -> None:
    assert read_strength(text) == expected


@pytest.mark.parametrize("sector", Sector)
def test_a_sector_is_read_by_its_value_and_its_label(sector: Sector) -> None:
    assert read_sector(sector.value) is sector
    assert read_sector(sector.label.upper()) is sector


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("VCS", Sector.VCSE), ("Voluntary & Community Sector", Sector.VCSE)),
        *(("Charities", Sector.VCSE), ("CIC", Sector.VCSE), ("not-for-profit", Sector.VCSE)),
        *(("GPs", Sector.GENERAL_PRACTICE), ("Primary Care", Sector.GENERAL_PRACTICE)),
        *(("NHS FT", Sector.NHS_TRUST), ("Health: hospitals", Sector.NHS_TRUST)),
        *(("Local Authority (LA)", Sector.LOCAL_AUTHORITY), ("Council", Sector.LOCAL_AUTHORITY)),
        *(("Care Home", Sector.SOCIAL_CARE), ("domiciliary care", Sector.SOCIAL_CARE)),
        *(("Pharmacy", Sector.PRIMARY_CARE_OTHER), ("optician", Sector.PRIMARY_CARE_OTHER)),
        *(("University", Sector.EDUCATION), ("Schools", Sector.EDUCATION)),
        *(("ICB", Sector.NATIONAL), ("NHSE", Sector.NATIONAL), ("Police", Sector.OTHER)),
        *(("VCSE - charity", Sector.VCSE), ("ambulance service", Sector.AMBULANCE)),
    ],
)
def test_sectors_in_other_words(text: str, expected: Sector) -> None:
    assert read_sector(text) is expected


@pytest.mark.parametrize(
    "text", ["", "NHS", "Health", "Statutory", "Council/VCSE", "Sheffield City Council", "Arts"]
)
def test_sectors_that_stay_open(text: str) -> None:
    assert read_sector(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("system", Level.SYSTEM), ("ICS-wide", Level.SYSTEM), ("Place-based", Level.PLACE)),
        *(("Borough", Level.PLACE), ("PCN", Level.NEIGHBOURHOOD), ("regional", None), ("", None)),
    ],
)
def test_levels(text: str, expected: Level | None) -> None:
    assert read_level(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("1234", 1234), ("1,234", 1234), ("1 234", 1234), ("1234.0", 1234), ("0", 0)),
        *(("1.5", None), ("-3", None), ("1,23", None), ("1e3", None), ("", None), ("12a", None)),
    ],
)
def test_whole_numbers(text: str, expected: int | None) -> None:
    assert read_whole(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("53.38", 53.38), ("-1.47", -1.47), ("−1.47", -1.47), ("53,38", 53.38)),  # noqa: RUF001
        *(("1,234", 1234.0), ("1,234.5", 1234.5), ("1.2E-05", 1.2e-05), (".5", 0.5)),
        *(("nan", None), ("inf", None), ("", None), ("1,2,3", None), ("5.", None)),
    ],
)
def test_decimals(text: str, expected: float | None) -> None:
    assert read_decimal(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("loneliness | older people", ("loneliness", "older people")),
        ("a, b ,, a", ("a", "b")),
        ("Advice, debt; housing", ("Advice, debt", "housing")),
        ("a, b | c; d", ("a, b", "c; d")),
        ("• sport\n• arts, crafts\n", ("sport", "arts, crafts")),
        ("arts (dance, music), sport", ("arts (dance, music)", "sport")),
        ("arts (dance, music", ("arts (dance", "music")),
        ("1,200 people, families", ("1,200 people", "families")),
        ("1012345,1023456", ("1012345", "1023456")),
        ("Age UK, Sheffield |", ("Age UK, Sheffield",)),
        ("Sport | sport", ("Sport",)),
        ("", ()),
        (" | ; ", (";",)),
    ],
)
def test_several_values_in_a_cell(text: str, expected: tuple[str, ...]) -> None:
    assert split_values(text) == expected


def test_a_value_with_a_comma_is_written_so_that_it_is_read_again() -> None:
    assert join_values(["Age UK, Sheffield"]) == "Age UK, Sheffield |"
    assert join_values(["sport", "arts, crafts"]) == "sport | arts, crafts"
    assert join_values(["Open | Door", "arts"]) == "Open \\| Door | arts"
    assert join_values([]) == ""


# --- postcodes -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected", "how"),
    [
        ("S1 2HH", "S1 2HH", "exact"),
        ("s12hh", "S1 2HH", "normalised"),
        ("S1  2HH", "S1 2HH", "normalised"),
        ("S1\N{NO-BREAK SPACE}2HH", "S1 2HH", "normalised"),
        ("S1-2HH", "S1 2HH", "normalised"),
        ("S1 2HH.", "S1 2HH", "normalised"),
        ("EC1A1BB", "EC1A 1BB", "normalised"),
        ("GIR 0AA", "GIR 0AA", "exact"),
        ("S1 2HH, UK", "S1 2HH", "in-text"),
        ("1 Oak Lane, EC1A 0AA, UK", "EC1A 0AA", "in-text"),
        ("Bootle, GIR 0AA", "GIR 0AA", "in-text"),
        ("1 Oak Lane, Sheffield,S12HH", "S1 2HH", "in-text"),
        ("S1 1AA (formerly s1 1aa)", "S1 1AA", "in-text"),
        ("Unit B1 2nd floor, Leeds LS1 4AP", "LS1 4AP", "in-text"),
        ("Unit B1 2nd, Leeds LS1 4AP", "LS1 4AP", "in-text"),
        ("S1O 2HH", "S10 2HH", "letter-o"),
        ("SI 2HH", "S1 2HH", "letter-o"),
        ("0L1 1AA", "OL1 1AA", "letter-o"),
        ("12 High Street, Sheffield S1O 2HH", "S10 2HH", "letter-o"),
        ("Bio Inn, 12 High Street, SI 2HH", "S1 2HH", "letter-o"),
    ],
)
def test_postcodes_are_found(text: str, expected: str, how: str) -> None:
    assert find_postcode(text) == (expected, how)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Sheffield", "S1", "S1 2H", "1 2HH", "Units 1 2HH", "ZZ1 1AA", "Unit Z1 2AB"),
        *("S1 2CI", "S1 2HK", "S0 2HH", "Bio Inn", "flat b1 2nd floor", "XS1 2HH", "S1 2HHX"),
        *("0114 234 5678", "B1 1st floor", "GIR 1AA", "S1 0AAA", "The Bio inn, Leeds"),
    ],
)
def test_what_is_no_postcode_is_not_found(text: str) -> None:
    assert find_postcode(text) == (None, "none")


def test_of_several_postcodes_none_is_taken() -> None:
    assert find_postcode("Office S1 1AA, hall S2 2BB") == (None, "several")
    assert find_postcode("Office SI 1AA, hall S1O 2BB") == (None, "several")


def test_every_postcode_on_record_is_read() -> None:
    for one in dataset_ids():
        with (ROOT / one / "organisations.csv").open(encoding="utf-8", newline="") as file:
            postcodes = {row["postcode"].strip() for row in csv.DictReader(file)} - {""}
        found = [(code, *find_postcode(code)) for code in postcodes]
        assert len(found) > 50
        assert [one for one in found if one[2] not in ("exact", "normalised")] == []
        assert all(
            read.replace(" ", "") == code.replace(" ", "") for code, read, _ in found if read
        )


# --- positions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("-1.47", "53.38"),
        ("53.38", "-1.47"),
        ("53,38", "-1,47"),
        ("53.38, -1.47", ""),
        ("", "53.38 -1.47"),
        ("(53.38,-1.47)", ""),
        ("53,38; -1,47", ""),
        ("POINT (-1.47 53.38)", ""),
        ("53.38 N", "1.47 W"),
        ("53°22'48\"N", "1°28′12″W"),  # noqa: RUF001
    ],
)
def test_degrees_are_read_in_any_order(x: str, y: str) -> None:
    found = read_coordinates(x, y)
    assert isinstance(found, Point)
    assert (found.latitude, found.longitude) == pytest.approx((53.38, -1.47))


@pytest.mark.parametrize(
    ("x", "y", "grid"),
    [
        ("435400", "387300", (435_400, 387_300)),
        ("435,400.0", "387,300", (435_400, 387_300)),
        ("435400 387300", "", (435_400, 387_300)),
        ("SK354873", "", (435_450, 387_350)),
        ("sk 3540 8730", "", (435_405, 387_305)),
        ("", "SK 35400 87300", (435_400.5, 387_300.5)),
        ("TQ 300 800", "", (530_050, 180_050)),
        ("NZ 250 640", "", (425_050, 564_050)),
        ("1000000", "300000", (300_000, 1_000_000)),
    ],
)
def test_metres_of_the_national_grid_are_read(x: str, y: str, grid: tuple[float, float]) -> None:
    found = read_coordinates(x, y)
    assert found is not None
    assert to_grid(found.longitude, found.latitude) == pytest.approx(grid, abs=1.0)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        *(("", ""), ("0", "0"), ("48.85", "2.35"), ("53.38", ""), ("53.38", "abc")),
        *(("435400", "53.38"), ("1, 2, 3", ""), ("SK 12", ""), ("-1.47", "153.38")),
        *(("9999999", "9999999"), ("nan", "nan"), ("53.38" + " " * 90 + "-1.47", "")),
    ],
)
def test_what_is_no_position_in_the_country_is_not_read(x: str, y: str) -> None:
    assert read_coordinates(x, y) is None
