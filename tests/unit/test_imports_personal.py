"""Personal data is found by heading and content; organisations are not taken for people."""

import csv
from pathlib import Path

import pytest

from joinedup.imports.fields import FIELDS, Kind
from joinedup.imports.people import looks_like_organisation, looks_like_person
from joinedup.imports.personal import (
    PersonalColumns,
    PersonalKind,
    find_personal,
    mask,
    personal_columns,
    without_names,
)
from joinedup.imports.tables import Row, Table
from joinedup.store.bundled import ROOT, dataset_ids

BUNDLED = [
    ROOT / one / f"{name}.csv"
    for one in dataset_ids()
    for name in ("organisations", "memberships", "partnerships")
]
PEOPLE = ["John Smith", "Dr A. Khan", "Agnieszka Nowak", "Mary-Jane O'Neill", "Imran Hussain"]
NHS_NUMBERS = ["943 476 5919", "4010232137", "987-654-4321", "450 557 7104"]


def table(heading: str, cells: list[str]) -> Table:
    rows = tuple(Row(number=number, cells=(cell,)) for number, cell in enumerate(cells, start=2))
    return Table(headings=(heading,), rows=rows)


def kind_of(heading: str, cells: list[str]) -> PersonalKind | None:
    found = personal_columns(table(heading, cells))
    return found[0].kind if found else None


def read(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    return Table(
        headings=tuple(headings),
        rows=tuple(Row(number=n, cells=tuple(cells)) for n, cells in enumerate(rows, start=2)),
    )


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_column_of_the_footprints_is_personal(path: Path) -> None:
    found = read(path)
    assert found.rows
    assert personal_columns(found) == {}


@pytest.mark.parametrize("kind", Kind)
def test_no_heading_that_we_write_ourselves_is_personal(kind: Kind) -> None:
    for field in FIELDS[kind]:
        for heading in (field.name, field.label, *field.synonyms):
            assert kind_of(heading, list(field.examples)) is None, heading


@pytest.mark.parametrize("one", dataset_ids())
def test_names_of_organisations_are_told_from_names_of_people(one: str) -> None:
    with (ROOT / one / "organisations.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    people = [name for name in names if looks_like_person(name)]
    organisations = [name for name in names if looks_like_organisation(name)]
    assert len(people) <= 0.01 * len(names)
    assert len(organisations) >= 0.9 * len(names)


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        ("Contact", PEOPLE, PersonalKind.NAME),
        ("Key contact name", [], PersonalKind.NAME),
        ("Surname", ["Nguyen"], PersonalKind.NAME),
        ("firstName", ["Wei"], PersonalKind.NAME),
        ("Practice Manager", ["J Bloggs"], PersonalKind.NAME),
        ("Link worker", ["TBC", "Sam"], PersonalKind.NAME),
        ("Chair", ["Olu A", "P Evans"], PersonalKind.NAME),
        ("Completed by", ["ab"], PersonalKind.NAME),
        ("Lead", PEOPLE, PersonalKind.NAME),
        ("E-mail", [""], PersonalKind.EMAIL),
        ("Contact email address", ["see web"], PersonalKind.EMAIL),
        ("Tel. no", ["0114 496 0000"], PersonalKind.TELEPHONE),
        ("Mobile", ["7700900123"], PersonalKind.TELEPHONE),
        ("Contact number", ["ask"], PersonalKind.TELEPHONE),
        ("NHS No.", ["123"], PersonalKind.NHS_NUMBER),
        ("NHSNumber", [], PersonalKind.NHS_NUMBER),
        ("D.O.B.", ["1/1/80"], PersonalKind.DATE_OF_BIRTH),
        ("Home postcode", ["S1 2HH"], PersonalKind.ADDRESS_OF_PERSON),
    ],
)
def test_headings_that_say_it(heading: str, cells: list[str], expected: PersonalKind) -> None:
    assert kind_of(heading, cells) is expected


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Organisation", ["Dr Kumar & Partners", "John Smith", "Stephen Lewis"]),
        ("Practice", PEOPLE),
        ("Name of organisation", PEOPLE),
        ("Lead organisation", PEOPLE),
        ("Lead practice", PEOPLE),
        ("Contact group", []),
        ("Name", ["Idle Cricket Club", "Dr Smith's Surgery", "Thomas Cook", "St Mary's"]),
        ("Lead", ["x", "", "x"]),
        ("Lead", ["Oak Lane Trust", "Sheffield City Council"]),
        ("Contact", ["Oak Lane Trust", "Riverside Advice Centre"]),
        ("Chair", ["Y", "N"]),
        ("Number of workers", ["3", "12"]),
        ("Last contact", ["01/03/2024", "02/03/2024"]),
        ("Contact postcode", ["S1 2HH"]),
        ("Care home address", ["1 Oak Lane, Sheffield"]),
        ("Role", ["lead", "member"]),
        ("Company number", ["01234567", "07654321"]),
        ("Charity number", ["1012345", "1023456-1"]),
        ("UPRN", ["1000000001", "1000000002", "1000000003", "1000000017", "1000000004"]),
        ("Easting", ["435400", "012345"]),
        ("Who we help", ["older people"]),
    ],
)
def test_what_is_no_personal_data(heading: str, cells: list[str]) -> None:
    assert kind_of(heading, cells) is None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (PEOPLE, PersonalKind.NAME),
        (["Smith, John", "Khan, Aisha", "Lee, Ann"], PersonalKind.NAME),
        (["Mrs Okonkwo", "Mr Begum", "Dr Raja"], PersonalKind.NAME),
        (["Sarah", "Mohammed", "Piotr"], PersonalKind.NAME),
        (["jo@oak.org", "info@elm.nhs.uk", "n/a"], PersonalKind.EMAIL),
        (["0114 496 0000", "+44 (0)7700 900123", "(020) 7946 0958"], PersonalKind.TELEPHONE),
        (["7700900123", "1144960000", "2079460958"], PersonalKind.TELEPHONE),
        (NHS_NUMBERS, PersonalKind.NHS_NUMBER),
        (["met jo@oak.org twice", "rings weekly", "see al@b.org"], PersonalKind.EMAIL),
        (["1 Oak Lane, tel 0114 496 0000", "2 Elm St, 01226 496000"], PersonalKind.TELEPHONE),
        (["seen 943 476 5919", "seen 401 023 2137", "well"], PersonalKind.NHS_NUMBER),
    ],
)
def test_cells_that_show_it(cells: list[str], expected: PersonalKind) -> None:
    assert kind_of("Column C", cells) is expected


OWNERS = (
    *("Director of Public Health", "Programme Manager (Ageing Well)", "CEO", "PMO", "ICB", "TBC"),
    *("Head of Housing & Communities", "Social prescribing link worker", "DASS", "Chief Nurse"),
)
MADE_UP = (
    *("Jo Testington", "Dr A. Placeholder", "CEO Priya Example", "Grace Sample", "Ahmed Nobody"),
    *("Cllr Fictional", "Emma M.", "Sarah Madeup, PMO", "Testington, Ann"),
)


@pytest.mark.parametrize("heading", ["Owner", "Lead", "Lead role", "Responsible officer", "Who"])
@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (0, ""),
        (1, ""),
        (2, ""),
        (4, ""),
        (5, "5 of 10 cells seem to hold people's names"),
        (9, "9 of 10 cells seem to hold people's names"),
    ],
)
def test_a_column_of_roles_stays_out_where_most_of_it_is_names(
    heading: str, names: int, reason: str
) -> None:
    one = table(heading, [*MADE_UP[:names], *OWNERS[names:]])
    for found in (
        personal_columns(one, {0: "lead_role"}),
        PersonalColumns.found(one).of({0: "sponsor"}),
    ):
        assert [each.reason for each in found.values()] == ([reason] if reason else [])


def test_elsewhere_a_few_names_below_such_a_heading_keep_it_out() -> None:
    one = table("Owner", [*MADE_UP[:2], *OWNERS[2:]])
    assert personal_columns(one, {0: "lead_role"}) == {}
    for columns in ({}, {0: "theme"}):
        assert personal_columns(one, columns)[0].reason == "The heading says owner"
        assert PersonalColumns.found(one).of(columns) == personal_columns(one, columns)


def test_a_column_of_roles_that_nobody_can_tell_stays_out_by_its_heading() -> None:
    one = table("Owner", ["Zephyr Quillfeather", "Bramwell Oakmont", "PMO"])
    assert personal_columns(one, {0: "lead_role"})[0].reason == "The heading says owner"
    mails = table("Owner", ["jo@oak.org", "al@oak.org", "PMO"])
    assert personal_columns(mails, {0: "lead_role"})[0].kind is PersonalKind.EMAIL


def test_of_a_role_no_name_is_shown() -> None:
    assert without_names("Jo Testington", "lead_role") == "J… T…"
    assert without_names("Board secretary", "lead_role") == "Board secretary"
    assert without_names("Jo Testington House", "organisation") == "Jo Testington House"


def test_the_reason_counts_cells() -> None:
    cells = ["jo@oak.org"] * 34 + ["none"] * 6
    assert personal_columns(table("Info", cells))[0].reason == (
        "34 of 40 cells seem to hold e-mail addresses"
    )


def test_nhs_numbers_never_go_in() -> None:
    for heading, cells in (("NHS number", ["x"]), ("Column A", NHS_NUMBERS)):
        assert personal_columns(table(heading, cells))[0].never
    assert not personal_columns(table("Contact", PEOPLE))[0].never


def test_a_stray_cell_does_not_make_a_column_personal() -> None:
    cells = [f"Club number {number}" for number in range(30)]
    stray = ["943 476 5919", "401 023 2137", "jo@oak.org", "al@oak.org"]
    assert kind_of("Name", [*cells, *stray]) is None
    assert kind_of("Name", [*cells[:10], *stray]) is PersonalKind.NHS_NUMBER


def test_numbers_of_ten_figures_that_pass_by_chance_are_no_nhs_numbers() -> None:
    cells = [str(number) for number in range(4_010_232_130, 4_010_232_150)]
    assert sum(bool(find_personal(cell)) for cell in cells) == 2
    assert kind_of("UPRN", cells) is None


def test_a_telephone_number_is_no_nhs_number() -> None:
    assert find_personal("0120412349") == (PersonalKind.TELEPHONE,)  # the check digit is right


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jo.o'neill@oak-lane.org.uk", ["email"]),
        ("ring 0114 496 0000", ["telephone"]),
        ("01226 496000 07700 900123", ["telephone"]),
        ("07700\N{NO-BREAK SPACE}900123", ["telephone"]),
        ("9434765919", ["nhs-number"]),
        ("943\N{EN DASH}476\N{EN DASH}5919", ["nhs-number"]),
        ("943 476 5919, jo@oak.org, 0114 496 0000", ["nhs-number", "email", "telephone"]),
        ("943 476 5918", []),
        ("943 4765 919", []),
        ("01-03-2024 10:30", []),
        ("SK 01234 56789", []),
        ("GB-COH-01234567", []),
        ("0.1234567890", []),
        ("1012345 | 1023456 | 01234567", []),
        ("E01007317", []),
        ("https://x.org/@name", []),
        ("", []),
    ],
)
def test_personal_data_in_a_cell(text: str, expected: list[str]) -> None:
    assert [one.value for one in find_personal(text)] == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("john@oak.org", PersonalKind.EMAIL, "j…@…"),
        ("07700 900123", PersonalKind.TELEPHONE, "07…"),
        ("John Smith", PersonalKind.NAME, "J… S…"),
        ("943 476 5919", PersonalKind.NHS_NUMBER, "…"),
        ("1 Oak Lane", PersonalKind.ADDRESS_OF_PERSON, "…"),
        ("met john@oak.org twice", PersonalKind.EMAIL, "…"),
        ("  ", PersonalKind.NAME, ""),
    ],
)
def test_samples_are_masked(text: str, kind: PersonalKind, expected: str) -> None:
    assert mask(text, kind) == expected


def test_every_kind_has_a_label() -> None:
    assert len({kind.label for kind in PersonalKind}) == len(PersonalKind)
