"""Plans in words and tables: what adds up, what is said, what stays as it was."""

import pytest

from joinedup.imports.draft import Change, FieldChange
from joinedup.imports.fields import Kind
from joinedup.imports.plan import Plan
from joinedup.imports.problems import Problem
from joinedup.imports.records import REASON
from joinedup.render import plans
from tests.unit.list_samples import base, plan, table

ROWS = (
    "Oak Lane Larder;S1 2HH;vcse",
    "Oak Lane Larder;S1 2HH;vcse",
    "Elm Bank Shed;S1 2;vcse",
    "Sprotborough Criket Club;;vcse",
    "Leeds Helpers;LS1 4AP;vcse",
)


@pytest.fixture(scope="module")
def one() -> Plan:
    return plan(Kind.ORGANISATIONS, table("organisation;postcode;sector", *ROWS))


def change(thing: str, *, new: bool = False, gone: bool = False) -> Change:
    return Change(thing=thing, id="1", name="One", new=new, rows=(), gone=gone)


def test_balance_adds_up(one: Plan) -> None:
    waiting = "2 waiting (1 to be confirmed, 1 to be mended)"
    assert plans.balance(one) == f"5 rows in the list: 2 used, {waiting}, 1 left out."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((), "changes nothing"),
        ((change("tie", new=True),), "adds 1 tie"),
        (
            (change("tie", new=True), change("organisation", new=True), change("tie", new=True)),
            "adds 2 ties and 1 organisation",
        ),
        (
            (change("tie"), change("neighbourhood", gone=True), change("organisation", new=True)),
            "adds 1 organisation; changes 1 tie; takes away 1 neighbourhood",
        ),
    ],
)
def test_changes_are_told_by_what_happens(changes: tuple[Change, ...], said: str) -> None:
    assert plans.told(changes) == said


def test_waiting_rows_are_as_they_were_with_the_reason_last(one: Plan) -> None:
    frame = plans.waiting(one)
    assert list(frame.columns) == ["organisation", "postcode", "sector", REASON]
    assert [tuple(row[:3]) for row in frame.itertuples(index=False)] == [
        ("Elm Bank Shed", "S1 2", "vcse"),
        ("Sprotborough Criket Club", "", "vcse"),
    ]
    assert "postcode: This is not a postcode" in frame[REASON][0]
    assert frame[REASON].str.len().gt(0).all()


def test_rows_that_wait_again_have_one_reason_each() -> None:
    listed = table(f"organisation;{REASON};postcode;Why it waits (2)", "Elm Bank Shed;old;S1 2;new")
    frame = plans.waiting(plan(Kind.ORGANISATIONS, listed))
    assert list(frame.columns) == ["organisation", "postcode", REASON]
    assert tuple(frame.iloc[0, :2]) == ("Elm Bank Shed", "S1 2")
    assert frame[REASON][0].startswith("postcode: This is not a postcode")


def test_new_things_say_where_they_are(one: Plan) -> None:
    frame = plans.new_things(one, 10)
    details = dict(zip(frame["Name"], frame["Where and what"], strict=True))
    assert "Sheffield" in details["Oak Lane Larder"]
    assert "S1 2HH" in details["Oak Lane Larder"]
    assert "outside the footprint" in details["Leeds Helpers"]


def test_fields_that_change_have_a_row_each() -> None:
    known = next(item for item in base().dataset.organisations if item.registered_patients)
    listed = table("organisation_id;registered_patients;kind", f"{known.id};4321;branch")
    frame = plans.changes(plan(Kind.ORGANISATIONS, listed).changes, {})
    assert set(frame["Change"]) == {"registered patients", "kind"}
    assert set(frame["Name"]) == {known.name}
    assert set(frame["Before"]) == {str(known.registered_patients), known.kind}


def test_problems_are_grouped_those_that_hold_rows_up_first(one: Plan) -> None:
    groups = plans.grouped(one.problems)
    assert [group[0].waits for _, _, group in groups] == [True, True, False]
    assert sum(len(group) for _, _, group in groups) == len(one.problems)


def test_problems_without_a_row_are_no_error() -> None:
    frame = plans.problems([Problem(code="x", message="Something", hint="Do it", waits=False)])
    assert frame["Row"].isna().all()
    assert list(frame["The row"]) == ["goes in"]


def test_matches_say_why() -> None:
    known = base().dataset.organisations[0]
    one = plan(Kind.ORGANISATIONS, table("organisation_id", known.id))
    ((row, _, name, why, score),) = plans.matches(one, 10).itertuples(index=False)
    assert (row, name) == (2, known.name)
    assert why
    assert score == 100


def test_left_out_rows_say_why(one: Plan) -> None:
    ((row, why, text),) = plans.left_out(one.left_out).itertuples(index=False)
    assert row == 3
    assert "row 2" in why
    assert "Oak Lane Larder" in text


def test_report_is_a_workbook_of_counts_and_problems(one: Plan) -> None:
    report = one.report() | {"problems_total": 9}
    sheets = plans.report_sheets(report, [("Who", "Programme lead")])
    assert ("Who", "Programme lead") in sheets["Report"][1]
    assert ("Rows used", 2) in sheets["Report"][1]
    rows = sheets["Problems"][1]
    assert len(rows) == len(one.problems) + 1
    assert "more problems" in str(rows[-1][3])


def test_new_actions_say_whose_they_are_and_by_when() -> None:
    head = "programme;action;theme;lead_role;organisation_id;due;kind_of_row;figure;part_of"
    rows = (
        "Warm Homes;Visit;Heat;Director;ods:RCU;2027-03-01;;;",
        "Warm Homes;Framed;;;;;milestone;;",
        "Warm Homes;Budget;;;;;funding;over £743,656;",
        "Warm Homes;Staffing;;;;;funding;£297,976;Budget",
    )
    made = plan(Kind.ACTIONS, table(head, *rows))
    frame = plans.new_things(made, 10)
    details = dict(zip(frame["Name"], frame["Where and what"], strict=True))
    trust = made.dataset.organisation_by_id["ods:RCU"].name
    assert details["Visit"] == f"Heat · Director · {trust} · due 1 March 2027 · Warm Homes"
    assert details["Framed"] == "no date · Warm Homes"
    assert details["Budget"] == "Funding · over £743,656 · Warm Homes"
    budget, staffing = made.dataset.statements[-2:]
    assert plans.names_of(made.dataset)[staffing.part_of or ""] == budget.name
    assert details["Warm Homes"] == "New, with a partnership of its name"
    assert plans.names_of(made.dataset)["ods:RCU"] == trust


def test_several_ids_in_one_field_go_by_their_names() -> None:
    change = Change(
        thing="programme",
        id="warm",
        name="Warm Homes",
        new=False,
        rows=(2,),
        fields=(FieldChange(field="places", old="E1", new="E1 | E2"),),
    )
    frame = plans.changes([change], {"E1": "Ashdale", "E2": "Elmton"})
    assert list(frame[["Before", "After"]].iloc[0]) == ["Ashdale", "Ashdale | Elmton"]
