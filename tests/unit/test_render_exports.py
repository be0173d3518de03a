"""A dataset as lists: every fact in its column, in files of their own."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest
from python_calamine import CalamineWorkbook

from joinedup.imports.columns import guess_kinds, suggest_columns
from joinedup.imports.fields import FIELDS, Kind
from joinedup.imports.personal import personal_columns
from joinedup.imports.tables import Row, Table
from joinedup.model import (
    Action,
    Area,
    AreaLevel,
    Dataset,
    Level,
    Milestone,
    Organisation,
    Point,
    Programme,
    Provenance,
    Sector,
    Statement,
    StatementKind,
    WorkState,
)
from joinedup.render import exports
from joinedup.render.downloads import Cell, Grid
from joinedup.render.programme_exports import actions_rows
from joinedup.store.bundled import ROOT
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, dataset

SOURCE = Provenance(source="Register", licence="OGL v3", as_of="2026-03")
FULL = Organisation(
    id="body:oak-lane",
    name="Oak Lane Community Trust",
    sector=Sector.VCSE,
    kind="charity",
    identifiers=(
        ("org-id", "GB-CHC-1234567"),
        ("org-id", "GB-COH-04321567"),
        ("org-id", "GB-CASC-062d637b"),
        ("ods", "C88046"),
        ("ods", "C88047"),
        ("ons", "E08000019"),
    ),
    aliases=("Oak Lane Trust", "Oak, Lane & Co"),
    postcode="S1 2HH",
    point=Point(latitude=53.38, longitude=-1.47001),
    place="E1",
    neighbourhood="n1",
    registered_patients=0,
    themes=("loneliness", "older people"),
    serves=("adults",),
    influence=2,
    interest=5,
    provenance=SOURCE,
)
OTHER = replace(
    FULL, id="gp", name="Elm Park Surgery", identifiers=(("ods", "C81010"),), postcode="S2 1AA"
)
BARE = replace(sample.organisation("bare"), outside=True)
MEETING = replace(sample.partnership("p", Level.SYSTEM), name="Alliance", kind="board")


def area(id: str, name: str, parent: str | None = None) -> Area:
    level = AreaLevel.NEIGHBOURHOOD if parent else AreaLevel.PLACE
    return Area(id=id, name=name, level=level, parent=parent, provenance=SOURCE)


PROGRAMME = Programme(
    id="warm",
    name="Warm Homes",
    kind="programme",
    partnership="p",
    what="Warmth",
    how="Visits",
    why="Health",
    sponsor="Chief executive",
    leads=("Council", "NHS trust"),
    principles=("Ask once", "Share"),
    section="1",
    provenance=SOURCE,
)
MILESTONE = Milestone(
    id="m1",
    programme="warm",
    name="Framed",
    start="2026-07",
    due="2026-09",
    parts=("Aim", "Scope"),
    state=WorkState.DONE,
    done_on="2026-08",
    section="2",
    provenance=SOURCE,
)
ACTION = Action(
    id="a1",
    programme="warm",
    text="=Visit the homes",
    theme="Heat",
    evidence="Visits",
    outcome="Warmth",
    lead="Programme manager",
    organisation=FULL.id,
    due="2026-10",
    timing="phase 1",
    state=WorkState.OPEN,
    provenance=SOURCE,
)


def made(*areas: Area) -> Dataset:
    return replace(
        sample.dataset(),
        version="3f2a91cdef",
        areas=areas or HOME,
        organisations=(FULL, OTHER, BARE),
        partnerships=(MEETING,),
        memberships=(
            replace(
                sample.membership(FULL.id, "p", "lead", since="2024", until="2025-02"),
                confirmed_on="2025",
                provenance=SOURCE,
            ),
        ),
        ties=(
            replace(sample.tie(FULL.id, OTHER.id, "funds", 3, since="2024-04"), provenance=SOURCE),
        ),
    )


HOME = (area("E1", "Ashdale"), area("n1", "Central", "E1"))


def records(grid: Grid) -> list[dict[str, Cell]]:
    headings, rows = grid
    return [dict(zip(headings, row, strict=True)) for row in rows]


def expected(kind: Kind) -> list[str]:
    return [field.name for field in FIELDS[kind] if field.exported]


# --- organisations ---------------------------------------------------------------


def test_every_fact_of_an_organisation_has_its_column() -> None:
    row, *_ = records(exports.organisations_rows(made()))
    assert row == {
        "organisation_id": "body:oak-lane",
        "organisation": "Oak Lane Community Trust",
        "sector": "vcse",
        "kind": "charity",
        "ods_code": "C88046 | C88047",
        "charity_number": "1234567",
        "company_number": "04321567",
        "org_id": "GB-CASC-062d637b",
        "ons_code": "E08000019",
        "aliases": "Oak Lane Trust | Oak, Lane & Co",
        "postcode": "S1 2HH",
        "latitude": 53.38,
        "longitude": -1.47001,
        "place": "Ashdale",
        "neighbourhood": "Central",
        "outside": "no",
        "registered_patients": 0,
        "themes": "loneliness | older people",
        "serves": "adults",
        "influence": 2,
        "interest": 5,
        "source": "Register",
        "licence": "OGL v3",
        "as_of": "2026-03",
    }


def test_what_is_not_known_is_empty() -> None:
    row = records(exports.organisations_rows(made()))[2]
    stated = {name: cell for name, cell in row.items() if cell not in ("", None)}
    assert stated == {
        "organisation_id": "bare",
        "organisation": "bare",
        "sector": "vcse",
        "outside": "yes",
        "source": "made up",
        "licence": "none",
    }


@pytest.mark.parametrize(
    ("value", "column", "cell"),
    [
        ("GB-CHC-200051", "charity_number", "200051"),
        ("GB-CHC-1234567-1", "charity_number", "1234567-1"),
        ("GB-COH-SC123456", "company_number", "SC123456"),
        # Where the number is not as the register writes it, cutting it would lose something.
        ("GB-CHC-12345", "org_id", "GB-CHC-12345"),
        ("GB-CHC-", "org_id", "GB-CHC-"),
        ("1234567", "org_id", "1234567"),
        ("GB-COH-4321567", "org_id", "GB-COH-4321567"),
        ("GB-SC-SC012345", "org_id", "GB-SC-SC012345"),
        ("xGB-CHC-1234567", "org_id", "xGB-CHC-1234567"),
    ],
)
def test_an_org_id_goes_to_the_column_of_its_register(value: str, column: str, cell: str) -> None:
    one = replace(FULL, identifiers=(("org-id", value),))
    alone = replace(made(), organisations=(one,), memberships=(), ties=())
    row, *_ = records(exports.organisations_rows(alone))
    numbers = ("ods_code", "charity_number", "company_number", "org_id", "ons_code")
    assert {name: row[name] for name in numbers if row[name]} == {column: cell}


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_real_organisations_come_out_as_they_are_in_the_files(footprint: str) -> None:
    rows = records(exports.organisations_rows(dataset(footprint)))
    text = (ROOT / footprint / "organisations.csv").read_text(encoding="utf-8")
    originals = list(csv.DictReader(io.StringIO(text, newline="")))
    names = {one.id: one.name for one in dataset(footprint).areas}
    assert len(rows) == len(originals)
    for row, original in zip(rows, originals, strict=True):
        same = ("sector", "kind", "ods_code", "ons_code", "postcode", "outside")
        assert [row[name] for name in same] == [original[name] for name in same]
        assert [row["organisation_id"], row["organisation"]] == [original["id"], original["name"]]
        assert [row["source"], row["as_of"]] == [original["source"], original["as_of"]]
        assert [row["place"], row["neighbourhood"]] == [
            names.get(original[name], "") for name in ("place", "neighbourhood")
        ]
        assert _org_ids(row) == original["org_id"]
        assert (row["latitude"] or "") == (original["latitude"] and float(original["latitude"]))


def _org_ids(row: dict[str, Cell]) -> str:
    charity, company = row["charity_number"], row["company_number"]
    numbers = (charity and f"GB-CHC-{charity}", company and f"GB-COH-{company}", row["org_id"])
    return "".join(str(number) for number in numbers if number)


# --- places ----------------------------------------------------------------------


def places_of(*areas: Area) -> tuple[Cell, Cell]:
    row, *_ = records(exports.organisations_rows(made(*areas)))
    return row["place"], row["neighbourhood"]


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ([], ("Ashdale", "Central")),
        ([area("E2", "ashdale ")], ("E1", "Central")),
        ([area("E2", "Birchford"), area("n2", "Central", "E2")], ("Ashdale", "n1")),
        # A name that is another area's id would be read as that one.
        ([area("ashdale", "Elsewhere")], ("E1", "Central")),
        ([area("n9", "Ashdale", "E1")], ("Ashdale", "Central")),
        ([area("E2", "The Central")], ("Ashdale", "Central")),
        ([area("n2", "The Central", "E1")], ("Ashdale", "n1")),
    ],
)
def test_an_area_goes_by_name_where_the_name_means_one(
    others: list[Area], words: tuple[str, str]
) -> None:
    assert places_of(*HOME, *others) == words


def test_an_area_whose_id_is_its_name_goes_by_it() -> None:
    one = replace(FULL, place="Ashdale", neighbourhood=None)
    alone = replace(sample.dataset(), organisations=(one,))
    row, *_ = records(exports.organisations_rows(alone))
    assert (row["place"], row["neighbourhood"]) == ("Ashdale", "")


# --- memberships and ties --------------------------------------------------------


def test_a_membership_says_who_is_in_what() -> None:
    (row,) = records(exports.memberships_rows(made()))
    assert row == {
        "organisation_id": "body:oak-lane",
        "organisation": "Oak Lane Community Trust",
        "ods_code": "C88046 | C88047",
        "charity_number": "1234567",
        "company_number": "04321567",
        "org_id": "GB-CASC-062d637b",
        "ons_code": "E08000019",
        "postcode": "S1 2HH",
        "sector": "vcse",
        "place": "Ashdale",
        "partnership_id": "p",
        "partnership": "Alliance",
        "partnership_kind": "board",
        "level": "system",
        "role": "lead",
        "since": "2024",
        "until": "2025-02",
        "confirmed_on": "2025",
        "source": "Register",
        "licence": "OGL v3",
        "as_of": "2026-03",
    }


def test_a_tie_says_who_with_whom() -> None:
    (row,) = records(exports.ties_rows(made()))
    assert row == {
        "organisation_id": "body:oak-lane",
        "organisation": "Oak Lane Community Trust",
        "ods_code": "C88046 | C88047",
        "charity_number": "1234567",
        "postcode": "S1 2HH",
        "other_id": "gp",
        "other": "Elm Park Surgery",
        "other_ods_code": "C81010",
        "other_charity_number": "",
        "other_postcode": "S2 1AA",
        "tie_kind": "funds",
        "strength": 3,
        "since": "2024-04",
        "until": "",
        "confirmed_on": "",
        "source": "Register",
        "licence": "OGL v3",
        "as_of": "2026-03",
    }


# --- actions -------------------------------------------------------------------------


def planned() -> Dataset:
    return replace(
        made(), programmes=(PROGRAMME,), milestones=(MILESTONE,), actions=(ACTION,), statements=()
    )


def test_a_programme_comes_with_its_milestones_and_actions_below_it() -> None:
    purpose, milestone, action = (
        {name: cell for name, cell in row.items() if cell}
        for row in records(actions_rows(planned()))
    )
    own = {"programme_id": "warm", "programme": "Warm Homes"}
    source = {"source": "Register", "licence": "OGL v3", "as_of": "2026-03"}
    assert purpose == {
        **own,
        **source,
        "programme_kind": PROGRAMME.kind,
        "purpose_what": "Warmth",
        "purpose_how": "Visits",
        "purpose_why": "Health",
        "sponsor": "Chief executive",
        "programme_led_by": "Council | NHS trust",
        "principles": "Ask once | Share",
        "section": "1",
    }
    assert milestone == {
        **own,
        **source,
        "action_id": "m1",
        "action": "Framed",
        "kind_of_row": "milestone",
        "start": "2026-07",
        "due": "2026-09",
        "parts": "Aim | Scope",
        "state": "done",
        "done_on": "2026-08",
        "section": "2",
    }
    assert action == {
        **own,
        **source,
        "action_id": "a1",
        "action": "=Visit the homes",
        "kind_of_row": "action",
        "theme": "Heat",
        "evidence": "Visits",
        "outcome": "Warmth",
        "lead_role": "Programme manager",
        "organisation_id": "body:oak-lane",
        "organisation": "Oak Lane Community Trust",
        "ods_code": "C88046 | C88047",
        "charity_number": "1234567",
        "due": "2026-10",
        "timing": "phase 1",
        "state": "open",
    }


def test_what_documents_say_of_a_programme_stands_below_it_wholes_first() -> None:
    whole = Statement(
        id="s1",
        programme="warm",
        kind=StatementKind.FUNDING,
        name="Budget",
        figure=743_656.0,
        unit="GBP",
        qualifier="over",
        period="2013-04/2014-03",
        text="For a year.",
        section="5",
        provenance=SOURCE,
    )
    part = replace(whole, id="s2", name="Staffing", part_of="s1", figure=7.5, unit="fte", period="")
    dataset = replace(planned(), milestones=(), actions=(), statements=(part, whole))
    _, first, second = (
        {name: cell for name, cell in row.items() if cell} for row in records(actions_rows(dataset))
    )
    assert first == {
        "programme_id": "warm",
        "programme": "Warm Homes",
        "source": "Register",
        "licence": "OGL v3",
        "as_of": "2026-03",
        "action_id": "s1",
        "action": "Budget",
        "kind_of_row": "funding",
        "details": "For a year.",
        "figure": 743_656,
        "unit": "GBP",
        "qualifier": "over",
        "period": "2013-04 to 2014-03",
        "section": "5",
    }
    assert isinstance(first["figure"], int)
    assert (second["action"], second["part_of"], second["figure"]) == ("Staffing", "s1", 7.5)
    assert "period" not in second


def test_the_places_of_a_programme_go_by_name() -> None:
    dataset = replace(planned(), programmes=(replace(PROGRAMME, places=("E1",)),))
    assert records(actions_rows(dataset))[0]["programme_places"] == "Ashdale"


def test_no_spreadsheet_runs_what_an_action_says() -> None:
    text = exports.export_csv(planned(), Kind.ACTIONS).decode("utf-8-sig")
    assert "'=Visit the homes" in text
    assert ",=Visit" not in text
    assert sheet(exports.export_workbook(planned()), "Actions")[3][1] == "'=Visit the homes"


# --- files -----------------------------------------------------------------------


@cache
def workbook() -> bytes:
    return exports.export_workbook(dataset())


def sheet(content: bytes, name: str) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_name(name).to_python()]


@pytest.mark.parametrize("kind", exports.EXPORTED)
def test_a_csv_has_the_columns_of_its_kind(kind: Kind) -> None:
    content = exports.export_csv(made(), kind)
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert head == expected(kind)
    counts = {Kind.ORGANISATIONS: 3, Kind.MEMBERSHIPS: 1, Kind.TIES: 1, Kind.ACTIONS: 0}
    assert len(rows) == counts[kind]


@pytest.mark.parametrize("kind", exports.EXPORTED)
def test_our_reader_knows_the_kind_and_every_column(kind: Kind) -> None:
    whole = dataset() if kind is not Kind.TIES else made()
    head, *rows = csv.reader(
        io.StringIO(exports.export_csv(whole, kind).decode("utf-8-sig"), newline="")
    )
    below = tuple(Row(number=number, cells=tuple(row)) for number, row in enumerate(rows, 2))
    table = Table(headings=tuple(head), rows=below)
    assert guess_kinds(table)[0][0] is kind
    assert [one.field for one in suggest_columns(table, kind)] == head
    assert personal_columns(table) == {}


def test_a_csv_is_for_spreadsheets() -> None:
    named = replace(FULL, name="=1+1")
    one = replace(made(), organisations=(named,), memberships=(), ties=())
    content = exports.export_csv(one, Kind.ORGANISATIONS).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert row["organisation"] == "'=1+1"
    assert (row["latitude"], row["longitude"]) == ("53.38", "-1.47001")


@pytest.mark.parametrize("kind", [Kind.MATRIX, Kind.NEIGHBOURHOODS])
def test_other_kinds_are_not_written(kind: Kind) -> None:
    with pytest.raises(KeyError):
        exports.export_csv(made(), kind)


def test_the_workbook_holds_all_lists_and_says_what_they_are() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook()))
    assert book.sheet_names == ["Organisations", "Memberships", "Ties", "Actions", "About"]
    assert len(sheet(workbook(), "Organisations")) == 1 + len(dataset().organisations)
    assert len(sheet(workbook(), "Memberships")) == 1 + len(dataset().memberships)
    assert sheet(workbook(), "Ties") == [expected(Kind.TIES)]


def test_the_workbook_and_the_csv_say_the_same() -> None:
    content = exports.export_csv(dataset(), Kind.ORGANISATIONS).decode("utf-8-sig")
    texts = list(csv.reader(io.StringIO(content, newline="")))
    assert [texts_of(row) for row in sheet(workbook(), "Organisations")] == texts


def texts_of(row: Iterable[object]) -> list[str]:
    return [f"{cell:.10g}" if isinstance(cell, float) else str(cell) for cell in row]


def test_the_last_sheet_names_dataset_version_date_and_sources() -> None:
    _, *rows = sheet(workbook(), "About")
    facts = {str(row[0]): row[1] for row in rows}
    assert facts["Dataset"] == "South Yorkshire"
    assert facts["Version"] == dataset().version
    assert facts["Date of the newest record"] == dataset().as_of
    sources = [row for row in rows if row[0] == "Source"]
    counted = sum(row[4] for row in sources if isinstance(row[4], float))
    whole = dataset()
    groups = (
        *(whole.areas, whole.organisations, whole.partnerships, whole.memberships, whole.ties),
        *(whole.programmes, whole.milestones, whole.actions, whole.statements),
        *(whole.coverage, whole.declared),
    )
    assert counted == sum(len(group) for group in groups)
    assert ["Source", "HMRC register of CASCs, Aug 2026", "OGL v3", "2026-08", 87.0] in sources
    assert [row[1] for row in rows if row[0] == "Known gap"] == list(whole.notes)


def test_a_source_has_the_newest_of_its_dates() -> None:
    older = replace(SOURCE, as_of="2025-12-31")
    one = replace(made(), organisations=(FULL, replace(OTHER, provenance=older), BARE))
    rows = sheet(exports.export_workbook(one), "About")
    assert [row for row in rows if row[0] == "Source"] == [
        ["Source", "Register", "OGL v3", "2026-03", 6.0],
        ["Source", "made up", "none", "undated", 2.0],
    ]


@pytest.mark.parametrize("illustrative", [True, False])
def test_a_fictional_dataset_says_so(*, illustrative: bool) -> None:
    content = exports.export_workbook(replace(made(), illustrative=illustrative))
    notes = [row[1] for row in sheet(content, "About") if row[0] == "Note"]
    assert notes == (["Every organisation here is fictional."] if illustrative else [])


def test_a_file_name_says_dataset_kind_and_version() -> None:
    assert exports.export_name(made(), Kind.TIES, "csv") == "sample-ties-3f2a91c.csv"
    assert exports.export_name(made(), None, "xlsx") == "sample-3f2a91c.xlsx"
    odd = replace(made(), id="../a:b")
    assert exports.export_name(odd, Kind.TIES, "csv") == "-a-b-ties-3f2a91c.csv"
