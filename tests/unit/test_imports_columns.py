"""What a list is, and what its columns hold."""

import csv
from pathlib import Path

import pytest

from joinedup.imports.columns import (
    Suggestion,
    guess_kinds,
    headings_key,
    is_reason,
    missing_groups,
    samples,
    suggest_columns,
)
from joinedup.imports.fields import FIELDS, PARTNERSHIP_COLUMN, Kind
from joinedup.imports.headings import meanings, normalise_heading
from joinedup.imports.tables import Row, Table
from joinedup.store.bundled import ROOT

SOUTH_YORKSHIRE = ROOT / "south-yorkshire"
REFERENCE = ROOT.parent / "reference"


def table(text: str) -> Table:
    """A table written with | between cells and a line a row, headings first."""
    headings, *rows = [
        [cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()
    ]
    return make(headings, rows)


def make(headings: list[str], rows: list[list[str]]) -> Table:
    made = (Row(number=number, cells=tuple(row)) for number, row in enumerate(rows, start=2))
    return Table(headings=tuple(headings), rows=tuple(made))


def read(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    return make(headings, rows)


def kind_of(one: Table) -> Kind:
    return guess_kinds(one)[0][0]


def fields(one: Table, kind: Kind | None = None) -> list[str]:
    return [found.field for found in suggest_columns(one, kind or kind_of(one))]


def suggested(heading: str, cells: list[str], kind: Kind = Kind.ORGANISATIONS) -> Suggestion:
    return suggest_columns(make([heading], [[cell] for cell in cells]), kind)[0]


# --- headings ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Organisation Name*", "organisation name"),
        ("organisation_name", "organisation name"),
        ("OrganisationName", "organisation name"),
        ("ODSCode", "ods code"),
        ("PCNs", "pcns"),
        ("Organisation's\nname", "organisations name"),
        ("2. Postcode:", "postcode"),
        ("Organización", "organizacion"),
        ("Health & Care", "health and care"),
        ("LSOA21CD", "lsoa21cd"),
    ],
)
def test_headings_are_normalised(heading: str, expected: str) -> None:
    assert normalise_heading(heading) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Postcode (office)", "postcode"),
        ("Address: Postcode", "postcode"),
        ("POST_CODE", "postcode"),
        ("Postcode 2", ""),
        ("Postocde", "postcode"),
        ("Correspondence postcode", "postcode"),
        ("Postcode of the hall", "postcode"),
        ("Registered Charity No. (if any)", "charity_number"),
        ("Charity Reg. Number", "charity_number"),
        ("What is the name of your organisation?", "organisation"),
        ("Organizaton name", "organisation"),
        ("Easting (m)", "easting"),
        ("Latitude degrees", "latitude"),
        ("Type of organisation", "sector"),
        ("LSOA21 name", ""),
        ("Voting member?", ""),
        ("E-mail address", ""),
        ("Group leader", ""),
        ("Favourite colour", ""),
    ],
)
def test_headings_are_understood(heading: str, expected: str) -> None:
    assert suggested(heading, []).field == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        *((one, "until") for one in ("Ends", "Left", "Date left", "Leaving date", "Valid to")),
        *((one, "until") for one in ("Date of leaving", "Membership ended", "Withdrawn on")),
        *((one, "since") for one in ("Starts", "Date of joining", "Member from", "Joined date")),
        *((one, "partnership") for one in ("Alliances", "Place-based partnership", "Networks")),
        *((one, "partnership") for one in ("Which alliance is it in?", "Provider collaborative")),
        *((one, "role") for one in ("Role on board", "Type of membership", "Partnership role")),
        *((one, "confirmed_on") for one in ("Last reviewed", "Date verified")),
    ],
)
def test_headings_of_memberships_are_understood(heading: str, expected: str) -> None:
    assert suggested(heading, [], Kind.MEMBERSHIPS).field == expected


def test_the_lower_of_two_rows_of_headings_counts() -> None:
    assert meanings("Site: Postcode", Kind.ORGANISATIONS)["postcode"].score > 0.9


def test_a_known_heading_is_not_taken_for_one_like_it() -> None:
    assert set(meanings("Member", Kind.MEMBERSHIPS)) == {"organisation"}  # not "member of"


def test_one_figure_makes_another_heading() -> None:
    assert set(meanings("Organisation 3", Kind.TIES)) == set()
    assert "other" not in meanings("Organisation 1", Kind.TIES)
    assert "organisation" not in meanings("Organisation 2", Kind.TIES)
    assert "organisation" not in meanings("Organisation B", Kind.TIES)


@pytest.mark.parametrize("kind", Kind)
def test_every_synonym_leads_to_its_field(kind: Kind) -> None:
    for field in FIELDS[kind]:
        for heading in (field.name, field.label, *field.synonyms):
            assert field.name in meanings(heading, kind), heading


def test_what_is_nearest_wins() -> None:
    found = [
        meanings(heading, Kind.ORGANISATIONS)["organisation"].score
        for heading in ("Organisation", "Organisation name", "Name", "Lead organisation")
    ]
    assert found == sorted(found, reverse=True)
    assert found[0] == 1.0
    assert len(set(found)) == len(found)


def test_the_key_of_headings() -> None:
    key = headings_key(["Organisation Name", "Post code"])
    assert key == headings_key(["organisation_name*", " POST CODE "])
    assert key != headings_key(["Post code", "Organisation Name"])
    assert key != headings_key(["Organisation", "Name Post code"])
    assert headings_key(["%"]) != headings_key(["#"])
    assert len(key) == 64


# --- what we write ourselves, and what is bundled ---------------------------------------


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("written", ["name", "label"])
def test_our_own_templates_are_read_as_what_they_are(kind: Kind, written: str) -> None:
    all_fields = [field for field in FIELDS[kind] if field.name != PARTNERSHIP_COLUMN]
    headings = [getattr(field, written) for field in all_fields]
    rows = [list(cells) for cells in zip(*(one.examples for one in all_fields), strict=True)]
    expected = [field.name for field in all_fields]
    if kind is Kind.MATRIX:
        headings += ["Ageing Well Board", "Cancer Alliance"]
        rows = [[*rows[0], "x", ""], [*rows[1], "lead", "x"]]
        expected += [PARTNERSHIP_COLUMN] * 2
    assert fields(make(headings, rows), kind) == expected
    assert kind_of(make(headings, rows)) is kind


#: Cells that speak for another kind of list, or for other columns, wherever they stand.
ODD = ("x", "S1 2HH", "", "Oak Lane Trust", "E01007317", "yes", "member", "53.38", "", "lead")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.MATRIX])
@pytest.mark.parametrize("odd", [*((one,) for one in ODD), ODD, ODD[::-1]])
def test_our_own_exports_are_told_by_their_headings_whatever_their_cells(
    kind: Kind, odd: tuple[str, ...]
) -> None:
    headings = [field.name for field in FIELDS[kind] if field.exported]
    cells = [odd[index % len(odd)] for index in range(len(headings))]
    assert kind_of(make(headings, [cells, cells])) is kind
    assert fields(make(headings, [cells, cells])) == headings
    # Somebody deletes a column, puts the others in another order, and gets it back with reasons.
    fewer = [*reversed(headings[:-1]), "Why it waits"]
    assert fields(make(fewer, [cells, cells])) == [*fewer[:-1], ""]
    assert guess_kinds(make(fewer, [cells, cells]))[0] == (kind, 1.0)


def test_our_own_matrix_is_told_by_its_headings_whatever_is_ticked() -> None:
    own = [field.label for field in FIELDS[Kind.MATRIX] if field.name != PARTNERSHIP_COLUMN]
    headings = [*own, "Falls Board", "Notes", "Winter Alliance"]
    for ticks in (["x", "see above", "??"], ["", "", ""]):
        found = make(headings, [["S1 2HH"] * len(own) + ticks] * 2)
        assert kind_of(found) is Kind.MATRIX
        assert fields(found)[: len(own)] == [
            field.name for field in FIELDS[Kind.MATRIX] if field.name != PARTNERSHIP_COLUMN
        ]


def test_headings_that_two_kinds_have_leave_it_to_the_cells() -> None:
    shared = [field.name for field in FIELDS[Kind.MATRIX] if field.exported]
    assert set(shared) <= {field.name for field in FIELDS[Kind.MEMBERSHIPS]}
    assert guess_kinds(make(shared, [["x"] * len(shared)]))[0][1] < 1
    assert guess_kinds(make(["organisation", "other"], [["Oak Lane", "weekly"]]))[0][1] < 1


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (SOUTH_YORKSHIRE / "organisations.csv", Kind.ORGANISATIONS),
        (SOUTH_YORKSHIRE / "memberships.csv", Kind.MEMBERSHIPS),
        (REFERENCE / "vcse_sample.csv", Kind.ORGANISATIONS),
        (REFERENCE / "nhs_trusts.csv", Kind.ORGANISATIONS),
        (REFERENCE / "documented_partnerships.csv", Kind.MEMBERSHIPS),
        (REFERENCE / "general_practices.csv", Kind.MEMBERSHIPS),
        (REFERENCE / "barnsley_area_councils.csv", Kind.NEIGHBOURHOODS),
    ],
)
def test_real_lists_are_recognised(path: Path, kind: Kind) -> None:
    found = read(path)
    assert kind_of(found) is kind
    assert missing_groups(kind, dict(enumerate(fields(found)))) == ()


def test_the_columns_of_a_bundled_list_are_their_own() -> None:
    found = fields(read(SOUTH_YORKSHIRE / "organisations.csv"))
    assert found[:2] == ["organisation_id", "organisation"]
    assert found[2:] == list(read(SOUTH_YORKSHIRE / "organisations.csv").headings[2:])


# --- the six kinds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        pytest.param(
            """
            Column A                | Ageing Well | Cancer Alliance | Empty Board | Sector | Consent
            Oak Lane Trust          | x           |                 |             | VCS    | Y
            Riverside Advice Centre |             | lead            |             | VCS    | Y
            Elm Park Surgery        | x           | ✓               |             | GP     | N
            """,
            Kind.MATRIX,
            ["organisation", *[PARTNERSHIP_COLUMN] * 3, "sector", ""],
            id="matrix, first heading empty",
        ),
        pytest.param(
            """
            Who: Name               | Who: Postcode | Boards: Ageing | Boards: Cancer | Total
            Oak Lane Trust          | S1 2HH        | Y              | N              | 1
            Riverside Advice Centre | S2 4AB        | Y              | Y              | 2
            """,
            Kind.MATRIX,
            ["organisation", "postcode", PARTNERSHIP_COLUMN, PARTNERSHIP_COLUMN, ""],
            id="matrix, two rows of headings",
        ),
        pytest.param(
            """
            Source                  | Target           | Type       | Weight
            Oak Lane Trust          | Elm Park Surgery | refers to  | 3
            Riverside Advice Centre | Oak Lane Trust   | funds      | 2
            """,
            Kind.TIES,
            ["organisation", "other", "tie_kind", "strength"],
            id="ties, as network tools write them",
        ),
        pytest.param(
            """
            From             | To               | From postcode | Postcode (to) | How strong?
            Oak Lane Trust   | Elm Park Surgery | S1 2HH        | S2 4AB        | 3
            Riverside Advice | Oak Lane Trust   | S2 4AB        | S1 2HH        | 2
            """,
            Kind.TIES,
            ["organisation", "other", "postcode", "other_postcode", "strength"],
            id="ties, sides in the headings",
        ),
        pytest.param(
            """
            Organisation     | Organisation (2) | Relationship | Postcode | Postcode (2)
            Oak Lane Trust   | Elm Park Surgery | refers to    | S1 2HH   | S2 4AB
            Riverside Advice | Oak Lane Trust   | funds        | S2 4AB   | S1 2HH
            """,
            Kind.TIES,
            ["organisation", "other", "tie_kind", "postcode", "other_postcode"],
            id="ties, the same heading twice",
        ),
        pytest.param(
            """
            Group                   | Network             | Joined
            Oak Lane Trust          | Ageing Well Network | Mar-24
            Riverside Advice Centre | Ageing Well Network | 2023
            """,
            Kind.MEMBERSHIPS,
            ["organisation", "partnership", "since"],
            id="memberships, open words",
        ),
        pytest.param(
            """
            Org Name                | Charity No. | Board       | Column D | Since
            Oak Lane Trust          | 1012345     | Ageing Well | Chair    | 2024
            Riverside Advice Centre | 1098765     | Ageing Well | Member   | 2023
            """,
            Kind.MEMBERSHIPS,
            ["organisation", "charity_number", "partnership", "role", "since"],
            id="memberships, roles by content",
        ),
        pytest.param(
            """
            LSOA      | Locality
            E01007317 | Central
            E01007318 | North
            """,
            Kind.NEIGHBOURHOODS,
            ["lsoa_code", "neighbourhood"],
            id="neighbourhoods by LSOA",
        ),
        pytest.param(
            """
            Electoral ward | Neighbourhood team | Place
            Central        | Central            | Barnsley
            Dodworth       | Central            | Barnsley
            """,
            Kind.NEIGHBOURHOODS,
            ["ward", "neighbourhood", "place"],
            id="neighbourhoods by ward",
        ),
        pytest.param(
            """
            Name             | Ward    | Neighbourhood | Postcode | Registered charity? | Consent
            Oak Lane Trust   | Central | Central       | S1 2HH   | Y                   | Y
            Elm Park Surgery | North   | North         | S2 4AB   | N                   | Y
            """,
            Kind.ORGANISATIONS,
            ["organisation", "", "neighbourhood", "postcode", "", ""],
            id="organisations with a ward and answers",
        ),
        pytest.param(
            """
            Stakeholder             | Where are they?                      | Reg. ref | Rank
            Oak Lane Trust          | 1 Oak Lane, Sheffield, S1 2HH        | 1012345  | 8
            Riverside Advice Centre | Flat 2, 3 River Rd, Sheffield S2 4AB | 1098765  | 9
            """,
            Kind.ORGANISATIONS,
            ["organisation", "address", "charity_number", ""],
            id="organisations, by content alone",
        ),
    ],
)
def test_lists_are_recognised(text: str, kind: Kind, expected: list[str]) -> None:
    found = table(text)
    assert kind_of(found) is kind
    assert fields(found) == expected


ADDRESSES = (
    *("Oak Lane Trust|1 Oak Lane, Sheffield|S1 2HH", "Elm Park Surgery|5 Elm Park|S70 2TA"),
    *("Riverside Advice Centre|3 River Rd, Sheffield|S2 4AB", "Ash Shed|7 Ash Rd|S70 2TC"),
)


def directory(headings: str, *more: str) -> Table:
    """A list of names, addresses and postcodes with further columns."""
    rows = [f"{start}|{row}" for start, row in zip(ADDRESSES, more, strict=True)]
    return table("\n".join((f"Organisation name|Address|Postcode|{headings}", *rows)))


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        pytest.param(
            "Phone|E-mail|Website|What we do|Alliance membership|Role in alliance|Joined",
            (
                "01632 960001|a@example.org|a.example.org|food|Ageing Well|Member|Sept 24",
                "01632 960002|b@example.org|b.example.org|health|Ageing Well|Chair|Sept 24",
                "01632 960003|c@example.org|c.example.org|advice|Ageing Well|Member|2023",
                "01632 960004|d@example.org|d.example.org|repairs|Winter|Member|2022",
            ),
            id="a directory with a column that is close to one of ours",
        ),
        pytest.param(
            "Sector|Latitude|Longitude|Themes|Whom it serves|Neighbourhood|Alliance",
            (
                "VCS|53.3811|-1.4701|food|adults|Central|Ageing Well",
                "GP|53.5511|-1.4801|health|adults|North|Ageing Well",
                "VCS|53.3812|-1.4702|advice|adults|Central|Winter Alliance",
                "VCS|53.5512|-1.4802|repairs|adults|North|Winter Alliance",
            ),
            id="most columns are about organisations, but alliances come again",
        ),
        pytest.param(
            "Sector|Alliances",
            ("VCS|Ageing Well; Winter", "GP|Ageing Well", "VCS|Ageing Well", "VCS|Ageing Well"),
            id="several alliances in a cell",
        ),
        pytest.param(
            "Sector|Which alliance is it in?|Role|Date joined",
            ("VCS|Ageing Well|Member|2023", "GP|||", "VCS|||", "VCS|Winter|Lead|Mar-24"),
            id="a form, and most rows without any",
        ),
        pytest.param(
            "ODS code|List size|PCN|Role",
            (
                "C88046|10000|North PCN|Core member",
                "C88047|9000|North PCN|Core member",
                "C88048|8000|South PCN|Lead",
                "C88049|7000|South PCN|Core member",
            ),
            id="practices",
        ),
        pytest.param(
            "Sector|Board",
            ("VCS|Falls Board", "GP|Winter Alliance", "VCS|Cancer Alliance", "VCS|Food Network"),
            id="each in another one",
        ),
    ],
)
def test_a_directory_with_partnerships_is_a_list_of_memberships(
    headings: str, rows: tuple[str, ...]
) -> None:
    found = directory(headings, *rows)
    assert kind_of(found) is Kind.MEMBERSHIPS
    assert fields(found)[:3] == ["organisation", "address", "postcode"]
    assert "partnership" in fields(found)


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        pytest.param(
            "Sector|Network",
            (
                "VCS|We know most of the food banks in the area and meet them monthly.",
                "GP|Close contacts with other practices; no formal membership.",
                "VCS|Works with GPs, schools and a range of advice agencies across the city",
                "VCS|None",
            ),
            id="sentences",
        ),
        pytest.param(
            "Sector|Network",
            (
                "VCS|Food banks of Sheffield",
                "GP|Practices nearby",
                "VCS|Advice agencies",
                "VCS|Other sheds",
            ),
            id="each has written something else",
        ),
        pytest.param(
            "Sector|Projects|Role",
            (
                "VCS|Food bank, cafe, and a shed for men|Provides food to families in need nearby",
                "GP|Clinics for people with long conditions|Looks after the health of the village",
                "VCS|Debt advice drop-in on most days of the week|Provides advice",
                "VCS|Woodwork, and a repair cafe once a month|Gives men a place to meet and talk",
            ),
            id="what they do, and what for",
        ),
        pytest.param("Sector|Network", ("VCS|Yes", "GP|No", "VCS|Yes", "VCS|No"), id="answers"),
        pytest.param("Sector|Network|Role", ("VCS||", "GP||", "VCS||", "VCS||"), id="empty"),
    ],
)
def test_a_directory_with_words_on_networks_is_one_of_organisations(
    headings: str, rows: tuple[str, ...]
) -> None:
    assert kind_of(directory(headings, *rows)) is Kind.ORGANISATIONS


def test_one_column_of_ticks_makes_no_matrix() -> None:
    found = make(["Organisation", "Ageing Well"], [["Oak Lane Trust", "x"], ["Elm Park", ""]])
    assert kind_of(found) is Kind.ORGANISATIONS


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["x", "x", "??"], True),
        (["x", "Yes", "1", "??", "-"], True),
        (["x", "", "lead", "see e-mail"], True),
        (["x", "-", "no", "ask"], False),
        (["x", "x", "??", "ask"], False),
        (["x"] * 18 + ["ask"] * 2, True),
    ],
)
def test_one_odd_cell_in_a_few_does_not_hide_a_partnership(
    cells: list[str], expected: bool
) -> None:
    found = suggested("Ageing Well", cells, Kind.MATRIX)
    assert (found.field == PARTNERSHIP_COLUMN) is expected


def test_more_odd_cells_are_taken_beside_ticks() -> None:
    rows = [["x", "x"], ["", "ask"], ["x", "Fatima's team"], ["x", "x"]]
    assert fields(make(["Falls", "Winter"], rows), Kind.MATRIX) == [PARTNERSHIP_COLUMN] * 2
    odd = [[row[1], "2024"] for row in rows]
    assert fields(make(["Winter", "Began"], odd), Kind.MATRIX) == ["", ""]


@pytest.mark.parametrize("cells", [["n/a", "-"], ["n/a", "-", "none", "1012345"], ["x", "x", "1"]])
def test_a_number_that_nobody_has_is_no_partnership(cells: list[str]) -> None:
    found = suggested("Charity number", cells, Kind.MATRIX)
    assert (found.field == PARTNERSHIP_COLUMN) is (cells[0] == "x")


def test_a_question_is_no_partnership() -> None:
    assert suggested("Ageing Well", ["Y", "N"], Kind.MATRIX).field == PARTNERSHIP_COLUMN
    assert suggested("Registered charity?", ["Y", "N"], Kind.MATRIX).field == ""


def test_a_strength_speaks_for_ties() -> None:
    def likeness(last: str, cells: list[str]) -> float:
        names = [["Oak Lane Trust", "Elm Park Surgery"], ["Elm Park Surgery", "Age UK"]]
        rows = [[*row, cell] for row, cell in zip(names, cells, strict=True)]
        return dict(guess_kinds(make(["Organisation", "Partner", last], rows)))[Kind.TIES]

    assert likeness("Strength", ["3", "2"]) - likeness("Since", ["2024", "2025"]) > 0.1


def test_an_empty_first_heading_over_names_is_the_organisation() -> None:
    found = suggested("Column A", ["Oak Lane Trust", "Elm Park Surgery"], Kind.MATRIX)
    assert found.reason == "The first column has no heading; 2 of 2 cells look like names"


def test_all_kinds_are_ranked() -> None:
    ranked = guess_kinds(read(SOUTH_YORKSHIRE / "memberships.csv"))
    assert {kind for kind, _ in ranked} == set(Kind)
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
    assert all(0 <= score <= 1 for _, score in ranked)


def test_a_table_without_rows_is_told_by_its_headings() -> None:
    assert kind_of(make(["Organisation", "Partnership", "Role"], [])) is Kind.MEMBERSHIPS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            Theme       | Activity              | Evidence  | Outcome | Lead          | Time
            1. Homes    | Visit the cold homes  | Visits    | Warmth  | Housing lead  | Jun, 2013.
                        | Train the visitors    | Trained   | Skills  | Director      | Ongoing
            """,
            ["theme", "action", "evidence", "outcome", "lead_role", "due"],
            id="a strategy's implementation plan",
        ),
        pytest.param(
            """
            Ref | Action                         | Owner         | Due date   | Status | Comments
            1   | Review the discharge pathway   | Head of Flow  | 30/09/2026 | Open   | Waiting
            2   | Agree to share data with trust | Digital lead  | 01/10/2026 | Done   | Signed
            """,
            ["", "action", "lead_role", "due", "state", ""],
            id="a board's action log",
        ),
        pytest.param(
            """
            Project     | Task                 | Assigned to    | Deadline | RAG
            Ageing Well | Recruit link workers | Workforce lead | Sep 2026 | Amber
            Ageing Well | Open the hub         | Director       | May 2027 | R
            """,
            ["programme", "action", "lead_role", "due", "state"],
            id="a project plan",
        ),
        pytest.param(
            """
            Task                 | Assigned to    | Deadline | RAG   | Status
            Recruit link workers | Workforce lead | Sep 2026 | Green | Complete
            Open the hub         | Director       | May 2027 | Red   | Not started
            """,
            ["action", "lead_role", "due", "", "state"],
            id="a colour beside a state in words",
        ),
        pytest.param(
            """
            What                      | Who     | By when
            Write terms of reference  | Chair   | November meeting
            Appoint a clerk           | Council | Ongoing
            """,
            ["action", "lead_role", "due"],
            id="what, who, by when",
        ),
        pytest.param(
            """
            Milestone         | Quarter    | Status
            Framing the work  | Q1 2024-25 | done
            Listening         | Q2 2024-25 |
            """,
            ["action", "due", "state"],
            id="milestones by quarter",
        ),
        pytest.param(
            """
            Workstream | Programme   | Deliverable      | Lead organisation | Timescale | % complete
            Falls      | Ageing Well | Run the classes  | Barnsley Council  | 2026/27   | 50%
            Falls      | Ageing Well | Check the homes  | Oak Lane Trust    | 2026/27   | 100%
            """,
            ["theme", "programme", "action", "organisation", "due", "state"],
            id="deliverables of partners",
        ),
        pytest.param(
            """
            Programme     | Type    | Sponsor          | Lead          | Funding (£) | Places
            Warm Homes    | project | Chief executive  | Head of Place | 1,150,000   | Barnsley
            Falls Academy | academy | Medical director | Head of Falls | £250k       |
            """,
            [
                *("programme", "programme_kind", "sponsor", "programme_led_by", "figure"),
                "programme_places",
            ],
            id="one programme a row",
        ),
        pytest.param(
            """
            Programme  | Item     | Row type | Figure | Unit | Period  | Part of
            Warm Homes | Budget   | Funding  | 743656 | GBP  | 2013/14 |
            Warm Homes | Staffing | Funding  | 297976 | GBP  | 2013/14 | Budget
            """,
            ["programme", "action", "kind_of_row", "figure", "unit", "period", "part_of"],
            id="a budget",
        ),
    ],
)
def test_lists_of_actions_are_recognised(text: str, expected: list[str]) -> None:
    found = table(text)
    assert fields(found) == expected
    assert kind_of(found) is Kind.ACTIONS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(
            """
            Name                    | Activity       | Lead          | Status | Postcode
            Oak Lane Trust          | befriending    | Manager       | Active | S1 2HH
            Riverside Advice Centre | debt advice    | Chair         | Active | S70 2LT
            """,
            Kind.ORGANISATIONS,
            id="groups with what they do and who leads them",
        ),
        pytest.param(
            """
            Partnership   | Organisation            | Purpose    | Sponsor         | Budget
            Falls Board   | Oak Lane Trust          | fewer falls| Chief executive | £5,000
            Falls Board   | Riverside Advice Centre | fewer falls| Chief executive | £5,000
            """,
            Kind.MEMBERSHIPS,
            id="who is in what, with its purpose and budget",
        ),
        pytest.param(
            """
            Organisation            | Purpose     | Lead    | Income
            Oak Lane Trust          | befriending | Manager | £50,000
            Riverside Advice Centre | debt advice | Chair   | £120,000
            """,
            Kind.ORGANISATIONS,
            id="groups with their purpose and income",
        ),
        pytest.param(
            """
            Charity name            | Purpose     | Places covered | Total income
            Oak Lane Trust          | befriending | Barnsley       | £50,000
            Riverside Advice Centre | debt advice | Sheffield      | £120,000
            """,
            Kind.ORGANISATIONS,
            id="charities with where they work",
        ),
        pytest.param(
            """
            Group                   | Purpose     | Lead    | Places
            Oak Lane Trust          | befriending | Manager | Barnsley
            Riverside Advice Centre | debt advice | Chair   | Sheffield
            """,
            Kind.ORGANISATIONS,
            id="groups with their purpose and places",
        ),
        pytest.param(
            """
            Organisation            | Programme        | Role   | Start date
            Oak Lane Trust          | Healthy Ageing   | lead   | April 2024
            Riverside Advice Centre | Healthy Ageing   | member | 2025
            """,
            Kind.MEMBERSHIPS,
            id="members of a programme",
        ),
        pytest.param(
            """
            Organisation            | Project         | Lead organisation?
            Oak Lane Trust          | Healthy Ageing  | Yes
            Riverside Advice Centre | Winter Alliance | No
            """,
            Kind.MEMBERSHIPS,
            id="who is in which project",
        ),
        pytest.param(
            """
            Charity       | Activities      | Area     | Outcomes
            Oak Lane      | Lunch clubs     | Barnsley | Less lonely
            Elm Bank Hall | Classes, music  | Sheffield| Fitter
            """,
            Kind.ORGANISATIONS,
            id="charities with activities and outcomes",
        ),
    ],
)
def test_lists_that_speak_of_actions_stay_what_they_are(text: str, kind: Kind) -> None:
    assert kind_of(table(text)) is kind


# --- headings against cells -------------------------------------------------------------


def test_a_heading_says_it() -> None:
    found = suggested("Post Code", ["S1 2HH", "s24ab", "n/a"])
    assert (found.field, found.reason) == ("postcode", "Heading says postcode")
    assert found.score >= 0.9


def test_cells_that_contradict_their_heading_are_said() -> None:
    found = suggested("Postcode", ["0114 496 0000", "0114 496 0001", "01226 496000"])
    assert found.score < 0.5
    assert found.reason == (
        "Heading says postcode, but 0 of 3 cells look like postcodes; 3 look like telephone numbers"
    )


def test_a_name_column_of_people_loses_to_a_better_one() -> None:
    found = table(
        """
        Name       | Team
        John Smith | Oak Lane Trust
        Aisha Khan | Riverside Advice Centre
        """
    )
    assert suggested("Trust", ["x", "", "x"]).score < 0.5
    assert fields(found, Kind.ORGANISATIONS)[0] == "organisation"


def test_a_board_of_roles_is_no_partnership() -> None:
    assert suggested("Board", ["Chair", "Member", "Lead"], Kind.MEMBERSHIPS).field == "role"
    assert suggested("Board", ["Ageing", "Cancer", "Lead"], Kind.MEMBERSHIPS).score > 0.9


def test_an_empty_column_is_taken_at_its_word() -> None:
    found = suggested("Postcode", ["", ""])
    assert found.field == "postcode"
    assert found.reason.endswith("the column is empty")


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["S1 2HH", "s24ab", "LS1 4AP"], "postcode"),
        (["C88046", "B82007", "RHQ"], "ods_code"),
        (["1012345", "1098765-1", "512345"], "charity_number"),
        (["01234567", "07654321", "SC123456"], "company_number"),
        (["GB-CHC-1012345", "GB-COH-01234567"], "org_id"),
        (["E08000019", "E08000018"], "ons_code"),
        (["53.3811", "53.4012"], "latitude"),
        (["-1.4701", "-1.4522"], "longitude"),
        (["VCS", "GP", "Council"], "sector"),
        (["1 Oak Lane, Sheffield, S1 2HH", "3 River Road, Leeds LS1 4AP"], "address"),
        (["Oak Lane Trust", "Riverside Advice Centre"], "organisation"),
        (["John Smith", "Aisha Khan"], ""),
        (["Tulip", "Roses"], ""),
        (["12345", "23456"], ""),
        (["core member", "lead partner"], ""),
        (["Barnsley 018A", "Barnsley 018B"], "organisation"),
        (["12", "45"], ""),
        (["S1 2HH"], ""),
    ],
)
def test_cells_say_it_without_a_heading(cells: list[str], field: str) -> None:
    assert suggested("Column C", cells).field == field


def test_names_of_areas_are_no_organisations() -> None:
    assert suggested("LSOA21 name", ["Barnsley 018A", "Barnsley 018B"]).field == ""


def test_cells_give_their_count_as_the_reason() -> None:
    cells = [f"S{number} 2HH" for number in range(1, 39)] + ["?", "ask"]
    assert suggested("Column C", cells).reason == "38 of 40 cells look like postcodes"


def test_x_and_y_are_told_by_their_numbers() -> None:
    degrees, metres = [["-1.47", "53.38"]] * 2, [["435400", "387300"]] * 2
    assert fields(make(["X", "Y"], degrees), Kind.ORGANISATIONS) == ["longitude", "latitude"]
    assert fields(make(["X", "Y"], metres), Kind.ORGANISATIONS) == ["easting", "northing"]
    assert fields(make(["B", "C"], metres), Kind.ORGANISATIONS) == ["easting", "northing"]


def test_type_is_a_sector_only_where_its_cells_are() -> None:
    assert suggested("Type", ["VCS", "GP"]).field == "sector"
    assert suggested("Type", ["Sports club", "Choir"]).field == "kind"


def test_codes_of_places_that_repeat_are_no_codes_of_councils() -> None:
    cells = ["E08000019"] * 5 + ["E08000018"] * 5
    assert suggested("Column C", cells).field == ""
    assert suggested("Place code", cells).field == "place"


def test_each_field_comes_once() -> None:
    found = fields(make(["Postcode", "Post code", "Office postcode"], [["S1 2HH"] * 3]))
    assert sorted(found) == ["", "", "postcode"]


@pytest.mark.parametrize("heading", ["Why it waits", "why_it_waits", "Why it waits (2)"])
def test_our_own_reasons_are_left_out(heading: str) -> None:
    told = "Postcode: This is not a postcode. Write it like S1 2HH, or leave the cell empty."
    for kind in Kind:
        found = suggested(heading, [told] * 3, kind)
        assert found.field == ""
        assert found.reason == "We wrote this ourselves: why these rows waited"
    plain = make(["Organisation", "Postcode"], [["Oak Lane Trust", "S1 2HH"]] * 3)
    again = make([*plain.headings, heading], [["Oak Lane Trust", "S1 2HH", told]] * 3)
    assert guess_kinds(again) == guess_kinds(plain)


def test_a_heading_like_our_reasons_is_nobodys_but_its_own() -> None:
    assert not is_reason("Why it waits for a visit")
    assert not is_reason("Reason")


def test_what_we_do_not_know_is_left_out() -> None:
    found = suggested("Favourite colour", ["red", "blue"])
    assert found == Suggestion(field="", score=0.0, reason="We know no field for this")


# --- the rest ---------------------------------------------------------------------------


def test_what_a_list_still_needs_is_said() -> None:
    assert missing_groups(Kind.MEMBERSHIPS, {0: "charity_number"}) == ("Partnership",)
    assert missing_groups(Kind.NEIGHBOURHOODS, {}) == (
        "LSOA code, LSOA name or ward",
        "Neighbourhood",
    )
    assert missing_groups(Kind.MEMBERSHIPS, {3: "organisation", 1: "partnership"}) == ()
    assert missing_groups(Kind.ACTIONS, {0: "action"}) == ("Programme",)
    assert missing_groups(Kind.ACTIONS, {0: "action"}, programme="Ageing Better") == ()
    assert missing_groups(Kind.ACTIONS, {}, programme="Ageing Better") == (
        "Action, figure, what the programme does or programme's sponsor",
    )


def test_samples_differ_and_are_not_empty() -> None:
    found = make(["A", "B"], [["x", ""], ["x", "b\nc"], ["", " "], ["y", "d"], ["z", "e"]])
    assert samples(found, 0) == ("x", "y", "z")
    assert samples(found, 1, 2) == ("b c", "d")


def test_more_columns_than_are_looked_at_stay_out() -> None:
    found = suggest_columns(make(["Postcode"] + ["x"] * 1_100, []), Kind.ORGANISATIONS)
    assert len(found) == 1_101
    assert found[0].field == "postcode"
    assert found[-1].reason == "Only the first 1,000 columns are looked at"


def test_only_the_first_rows_are_looked_at() -> None:
    rows = [["S1 2HH"]] * 2_000 + [["0114 496 0000"]] * 98_000
    found = suggest_columns(make(["Column A"], rows), Kind.ORGANISATIONS)[0]
    assert found.reason == "2,000 of 2,000 cells look like postcodes"
