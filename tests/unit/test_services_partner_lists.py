"""A list from its bytes to a version: sheets, suggestions, what is remembered, publishing."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup import services
from joinedup.errors import ListError, StoreError
from joinedup.imports.choices import Choices
from joinedup.imports.columns import headings_key
from joinedup.imports.fields import Kind
from joinedup.imports.plan import Plan
from joinedup.imports.planning import Base
from joinedup.imports.reading import SourceFile
from joinedup.imports.tables import Table
from joinedup.services import partner_lists
from joinedup.services import partner_lists as service
from joinedup.services.partner_lists import Suggested
from joinedup.store.protocol import Superseded
from joinedup.store.queries import MAX_REPORT
from tests.unit import list_files as files
from tests.unit.list_samples import base
from tests.unit.workbook_samples import workbook

FOOTPRINT = "south-yorkshire"


pytestmark = pytest.mark.usefixtures("fresh_store")


def opened(content: bytes, name: str = "list.csv") -> tuple[SourceFile, Table, Suggested]:
    source = partner_lists.open_list(name, content)
    table = partner_lists.table_of(source)
    return source, table, partner_lists.suggest(table)


def chosen(found: Suggested, **more: Any) -> Choices:
    return Choices(
        **{"kind": found.kind, "columns": found.chosen(), "source": "list", "as_of": "2026"} | more
    )


def planned(content: bytes, against: Base | None = None) -> tuple[Plan, SourceFile]:
    source, table, found = opened(content)
    return partner_lists.plan_list(against or base(), source, table, chosen(found)), source


def test_a_few_owners_who_are_named_make_their_rows_wait_and_get_nowhere() -> None:
    roles = ("Director of Public Health", "CEO", "PMO", "Head of Housing & Communities", "DASS")
    owners = [*roles, "Jo Testington", *roles[:3], "CEO Priya Example"]
    rows = (f"Ageing well,Do thing {at},{one},1 March 2026" for at, one in enumerate(owners))
    source, table, found = opened("\n".join(("Programme,Action,Owner,Due", *rows)).encode())
    assert found.kind is Kind.ACTIONS
    assert found.personal.of(found.chosen()) == {}
    against = service.base_of(
        services.load_dataset(FOOTPRINT),
        services.load_boundaries(FOOTPRINT, services.newest(FOOTPRINT)),
    )
    plan = partner_lists.plan_list(against, source, table, chosen(found))
    made = [one for one in plan.dataset.actions if one.text.startswith("Do thing")]
    assert {one.lead for one in made} == set(roles)
    assert [row.number for row in plan.waiting] == [7, 11]
    kept = partner_lists.publish_plan(plan, source, author="A. Lead", note="Owners")
    everything = f"{plan.dataset!r} {json.dumps(kept.report)}"
    assert not [name for name in ("Testington", "Priya", "Jo ") if name in everything]


# --- sheets -----------------------------------------------------------------------


def test_the_first_sheet_with_a_table_is_read() -> None:
    source = partner_lists.open_list("groups.xlsx", files.WORKBOOK)
    assert partner_lists.first_sheet(source) == "Groups"
    assert partner_lists.table_of(source) == partner_lists.table_of(source, "Groups")
    assert partner_lists.table_of(source, "Boards").headings == ("Organisation", "Partnership")
    with pytest.raises(ListError) as refused:
        partner_lists.table_of(source, "Board")
    assert "Read me, Groups, Boards" in refused.value.hint


def test_a_workbook_without_a_table_is_refused() -> None:
    source = partner_lists.open_list(
        "x.xlsx", workbook({"One": [["A title"]], "Two": [["Another"]]})
    )
    with pytest.raises(ListError):
        partner_lists.first_sheet(source)
    with pytest.raises(ListError):
        partner_lists.table_of(source)


def test_polygons_have_a_table_and_no_sheet() -> None:
    source = partner_lists.open_list("areas.geojson", files.polygons())
    assert partner_lists.first_sheet(source) == ""
    assert partner_lists.table_of(source).rows[0].cells[0] == "Barnsley Test Area"


# --- what it means ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.MESSY, Kind.ORGANISATIONS),
        (files.MEMBERSHIPS, Kind.MEMBERSHIPS),
        (files.MATRIX, Kind.MATRIX),
        (files.TIES, Kind.TIES),
        (files.ACTIONS, Kind.ACTIONS),
        (files.WARDS, Kind.NEIGHBOURHOODS),
        (files.polygons(), Kind.NEIGHBOURHOODS),
    ],
)
def test_each_kind_is_told_and_planned(content: bytes, kind: Kind) -> None:
    _, _, found = opened(content)
    assert found.kind is kind
    assert {one for one, _ in found.kinds} == set(Kind)
    assert not found.remembered
    plan, _ = planned(content)
    assert plan.kind is kind
    assert plan.changes


def test_what_a_person_chose_comes_first_the_next_time() -> None:
    _, table, found = opened(files.MESSY)
    partner_lists.remember(
        table, chosen(found, columns={0: "organisation", 5: "themes", 6: "serves"})
    )
    again = partner_lists.suggest(table)
    assert again.remembered
    assert again.chosen() == {0: "organisation", 5: "themes", 6: "serves"}
    assert again.columns[5].reason == "As you chose last time"
    other = partner_lists.suggest(table, Kind.TIES)
    assert not other.remembered
    headings = tuple(name.upper() for name in table.headings)
    assert partner_lists.suggest(replace(table, headings=headings)).remembered
    assert not partner_lists.suggest(replace(table, headings=headings[::-1])).remembered


def test_another_kind_is_remembered_as_well() -> None:
    _, table, found = opened(files.TIES)
    choices = chosen(found, kind=Kind.MEMBERSHIPS, columns={0: "organisation", 1: "partnership"})
    partner_lists.remember(table, choices)
    again = partner_lists.suggest(table)
    assert (again.kind, again.remembered) == (Kind.MEMBERSHIPS, True)
    assert again.chosen() == {0: "organisation", 1: "partnership"}


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"kind": "nonsense", "columns": []},
        {"kind": "organisations"},
        {"kind": "organisations", "columns": ["organisation"]},
        {"kind": "organisations", "columns": ["gone"] * 7},
        {"kind": "organisations", "columns": "organisation"},
    ],
)
def test_what_is_remembered_wrongly_does_no_harm(kept: dict[str, Any]) -> None:
    _, table, found = opened(files.MESSY)
    services.store().remember(headings_key(table.headings), kept)
    assert partner_lists.suggest(table).chosen() == found.chosen()


def test_a_list_that_lacks_a_column_is_refused_but_polygons_need_none() -> None:
    source, table, found = opened(files.MESSY)
    assert partner_lists.missing_columns(source, Kind.ORGANISATIONS, found.chosen()) == ()
    assert partner_lists.missing_columns(source, Kind.ORGANISATIONS, {1: "address"})
    with pytest.raises(ListError) as refused:
        partner_lists.plan_list(base(), source, table, chosen(found, columns={1: "address"}))
    assert refused.value.code == "column-missing"
    drawn, _, _ = opened(files.polygons())
    assert partner_lists.missing_columns(drawn, Kind.NEIGHBOURHOODS, {}) == ()


def test_polygons_are_neighbourhoods_only() -> None:
    source, table, found = opened(files.polygons())
    choices = chosen(found, kind=Kind.ORGANISATIONS, columns={0: "organisation"})
    with pytest.raises(ListError) as refused:
        partner_lists.plan_list(base(), source, table, choices)
    assert refused.value.code == "wrong-kind"


def test_planning_can_be_cancelled() -> None:
    class Cancelled(Exception):
        pass

    def tell(what: str, done: int, total: int) -> None:
        raise Cancelled(what, done, total)

    source, table, found = opened(files.MESSY)
    with pytest.raises(Cancelled):
        partner_lists.plan_list(base(), source, table, chosen(found), tell=tell)
    with pytest.raises(Cancelled):
        partner_lists.open_list(
            "x.csv", files.MESSY, progress=lambda done, total: tell("", done, total)
        )


# --- publishing -------------------------------------------------------------------


def test_a_plan_becomes_a_version_with_its_report() -> None:
    plan, source = planned(files.MESSY)
    made = partner_lists.publish_plan(plan, source, author="Ann Example", note="Spring")
    assert (made.number, made.kind, made.parent) == (2, "import", plan.parent)
    assert (made.file_name, made.file_sha256) == (source.name, source.sha256)
    kept = services.history(FOOTPRINT)[0].report
    assert kept["rows"] == kept["used"] + kept["waiting"] + kept["left_out"] == 6
    assert kept["problems_total"] == len(kept["problems"]) == len(plan.problems)
    assert files.CAFE_ID in services.load_dataset(FOOTPRINT).organisation_by_id
    assert services.history(FOOTPRINT)[1].version == plan.parent


def test_a_report_keeps_so_many_problems_and_says_how_many_there_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "PROBLEMS_KEPT", 2)
    plan, source = planned(files.MESSY)
    made = partner_lists.publish_plan(plan, source, author="Ann Example", note="Spring")
    assert len(made.report["problems"]) == 2
    assert made.report["problems_total"] == len(plan.problems) > 2


@pytest.mark.parametrize("letters", ["\U0001f600", "\u00e9", '"'])
def test_a_report_that_would_be_too_large_keeps_what_fits(letters: str) -> None:
    cell, heading = (letters.replace('"', '""') * many for many in (200, 30_000))
    rows = [f'Oak Lane Group {number},"{cell}",' for number in range(1_100)]
    lines = files.table(f'Organisation,Postcode,"{heading}"', "Oak Lane Advice,S1 2HH,", *rows)
    plan, source = planned(lines)
    assert len(plan.problems) == 1_101
    made = partner_lists.publish_plan(plan, source, author="Ann Example", note="Spring")
    kept = services.history(FOOTPRINT)[0].report
    assert kept == made.report
    assert kept["problems_total"] == 1_101
    assert kept["problems"] == plan.report()["problems"][: len(kept["problems"])]
    assert len(json.dumps(kept)) <= MAX_REPORT
    whole = len(kept["problems"]) == service.PROBLEMS_KEPT
    assert whole or len(json.dumps(kept)) > MAX_REPORT - 3_000


def test_notes_leave_room_for_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_REPORT", 3_000)
    plan, source = planned(files.MESSY)
    notes = ("x" * 1_000,) * 4
    made = partner_lists.publish_plan(
        replace(plan, notes=notes), source, author="Ann", note="Spring"
    )
    assert 0 < len(made.report["notes"]) < 4
    assert made.report["problems"]


def test_a_plan_that_changes_nothing_is_not_published() -> None:
    plan, source = planned(files.table("Organisation,Postcode", "Rotherham Sailing Club,S26 7XA"))
    with pytest.raises(ListError):
        partner_lists.publish_plan(plan, source, author="Ann Example", note="Spring")
    assert len(services.history(FOOTPRINT)) == 1


def test_the_second_of_two_plans_is_made_anew() -> None:
    first, source = planned(files.MESSY)
    second, other = planned(files.MEMBERSHIPS)
    partner_lists.publish_plan(first, source, author="Ann Example", note="Spring")
    with pytest.raises(Superseded) as told:
        partner_lists.publish_plan(second, other, author="Ben Sample", note="Alliance")
    assert [(one.number, one.author) for one in told.value.between] == [(2, "Ann Example")]
    newest = services.load_dataset(FOOTPRINT)
    again, _ = planned(
        files.MEMBERSHIPS, partner_lists.base_of(newest, services.load_boundaries(FOOTPRINT))
    )
    partner_lists.publish_plan(again, other, author="Ben Sample", note="Alliance")
    names = {one.name for one in services.load_dataset(FOOTPRINT).organisations}
    assert {files.CAFE, "Oak Lane Advice"} <= names


@pytest.mark.parametrize(
    ("author", "note"), [("", "x"), ("Ann", " "), ("a\nb", "x"), ("A", "\u202e")]
)
def test_author_and_note_are_checked(author: str, note: str) -> None:
    plan, source = planned(files.MESSY)
    with pytest.raises(StoreError):
        partner_lists.publish_plan(plan, source, author=author, note=note)
    assert len(services.history(FOOTPRINT)) == 1


# --- a new footprint --------------------------------------------------------------

LEEDS = files.table(
    "Organisation,Postcode",
    "Oak Lane Advice,LS1 1UR",
    "Riverside Choir,LS1 1UR",
    "Shipley Rowing,BD18 3LF",
    "Nowhere Pantry,ZZ1 1ZZ",
)


def test_places_are_found_from_the_postcodes() -> None:
    _, table, found = opened(LEEDS)
    places = partner_lists.possible_places(table, chosen(found))
    assert places[:3] == (
        ("E08000035", "Leeds", 2),
        ("E08000032", "Bradford", 1),
        ("E07000223", "Adur", 0),
    )
    assert len(places) == 318
    without = chosen(found, columns={0: "organisation"})
    assert not any(rows for _, _, rows in partner_lists.possible_places(table, without))


def test_a_list_starts_a_footprint() -> None:
    started = partner_lists.base_of_new(" Leeds   trial ", ["E08000035"])
    assert (started.dataset.id, started.dataset.name) == ("leeds-trial", "Leeds trial")
    assert [area.name for area in started.dataset.places] == ["Leeds"]
    assert len(json.loads(started.boundaries)["features"]) == 1
    plan, source = planned(LEEDS, started)
    made = partner_lists.publish_plan(plan, source, author="Ann Example", note="A start")
    assert (made.number, made.kind, made.parent) == (1, "start", None)
    shown = services.load_dataset("leeds-trial")
    leeds = {one.name for one in shown.organisations if one.place == "E08000035"}
    assert leeds == {"Oak Lane Advice", "Riverside Choir"}
    assert services.newest("leeds-trial") == made.version
    assert services.default_view("leeds-trial", date(2026, 11, 22)).dataset == "leeds-trial"
    with pytest.raises(Superseded):
        partner_lists.publish_plan(plan, source, author="Ben Sample", note="The same again")


@pytest.mark.parametrize(
    ("name", "places", "code"),
    [
        ("", ["E08000035"], "no-name"),
        ("!!!", ["E08000035"], "no-name"),
        ("South Yorkshire", ["E08000035"], "name-taken"),
        ("  the SOUTH yorkshire ", ["E08000035"], "name-taken"),
        ("South & Yorkshire", ["E08000035"], "name-taken"),
        ("Leeds trial", [], "no-places"),
        ("Leeds trial", ["nowhere"], "no-places"),
    ],
)
def test_a_footprint_needs_a_name_and_a_place(name: str, places: list[str], code: str) -> None:
    with pytest.raises(ListError) as refused:
        partner_lists.base_of_new(name, places)
    assert refused.value.code == code


# --- a programme of one's own -----------------------------------------------------


def test_a_programme_is_published_and_taken_back_like_everything_else() -> None:
    plan, source = planned(files.ACTIONS)
    made = partner_lists.publish_plan(plan, source, author="Ann Example", note="Our programme")
    before, after = base().dataset, services.load_dataset(FOOTPRINT)
    (own,) = set(after.programmes) - set(before.programmes)
    assert own.name == "Warm Homes"
    told = [(one.thing, one.how) for one in services.compare(before, after)]
    assert told == [("partnership", "new"), ("programme", "new"), *[("action", "new")] * 2]
    assert made.report["changes"] == {"action_new": 2, "partnership_new": 1, "programme_new": 1}
    again, _ = planned(files.ACTIONS, partner_lists.base_of(after, base().boundaries))
    assert again.is_empty
    first = services.history(FOOTPRINT)[-1].version
    services.restore(FOOTPRINT, first, parent=made.version, author="Ann Example", note="Back")
    back = services.load_dataset(FOOTPRINT)
    assert (back.programmes, back.actions) == (before.programmes, before.actions)
    assert {one.how for one in services.compare(after, back)} == {"taken_away"}


def test_a_list_of_actions_needs_a_programme() -> None:
    source, table, found = opened(files.table("Action,Owner,Due", "Open a hub,Director,2027"))
    assert partner_lists.missing_columns(source, Kind.ACTIONS, found.chosen()) == ("Programme",)
    with pytest.raises(ListError) as refused:
        partner_lists.plan_list(base(), source, table, chosen(found))
    assert "which programme" in refused.value.hint
    plan = partner_lists.plan_list(base(), source, table, chosen(found, programme="Warm Homes"))
    assert plan.used == 1
