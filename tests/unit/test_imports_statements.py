"""Lists of actions that say more of a programme: funding, figures, kind, places."""

from dataclasses import replace
from typing import Any

import pytest

from joinedup.imports.fields import Kind
from joinedup.imports.plan import Plan
from joinedup.imports.planning import Base, make_plan
from joinedup.model import Programme, Provenance, Statement, StatementKind
from tests.unit.list_samples import base, base_of, choices, table
from tests.unit.list_samples import plan as planned

HEAD = "programme;action;kind_of_row;details;figure;unit;qualifier;period;part_of"
AGEING = "Ageing Better"
SOURCE = Provenance(source="Plan", licence="OGL v3", as_of="2024")


def known(*rows: Statement) -> Base:
    """South Yorkshire with one programme, Warm Homes, and what is said of it."""
    one = base()
    programme = Programme(id="warm", name="Warm Homes", kind="programme", provenance=SOURCE)
    tables: dict[str, Any] = {
        "programmes": (programme,),
        "milestones": (),
        "actions": (),
        "statements": rows,
    }
    return base_of(replace(one.dataset, **tables), one.boundaries)


def statement(**more: Any) -> Statement:
    held: dict[str, Any] = {"id": "s1", "programme": "warm", "kind": StatementKind.FUNDING}
    return Statement(**{**held, "name": "Budget", "provenance": SOURCE, **more})


BUDGET = statement(figure=100_000.0, unit="GBP", period="2024-04/2025-03", qualifier="over")


def plan(*rows: str, against: Base | None = None, head: str = HEAD) -> Plan:
    return planned(Kind.ACTIONS, table(head, *rows), against)


def made(one: Plan, name: str) -> Statement:
    (found,) = [item for item in one.dataset.statements if item.name == name]
    return found


def outcomes(one: Plan) -> list[str]:
    return [one.outcomes[row].value for row in sorted(one.outcomes)]


def codes(one: Plan) -> list[str]:
    return [problem.code for problem in one.problems]


# --- what a row brings ---------------------------------------------------------------


def test_a_row_brings_the_funding_of_a_programme_of_ones_own() -> None:
    one = plan(f"{AGEING};Grant of the first year;Funding;Two link workers;£120,000;;;2026-27;")
    assert codes(one) == []
    assert [(change.thing, change.how) for change in one.changes] == [
        ("partnership", "new"),
        ("programme", "new"),
        ("statement", "new"),
    ]
    found = made(one, "Grant of the first year")
    assert found.kind is StatementKind.FUNDING
    assert (found.figure, found.unit, found.qualifier) == (120_000, "GBP", "")
    assert (found.text, found.period) == ("Two link workers", "2026-04/2027-03")
    assert found.provenance.source == "list.csv"
    programme = one.dataset.programme_by_id[found.programme]
    assert programme.name == AGEING


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        *((one.value, one) for one in StatementKind),
        *((one.label, one) for one in StatementKind),
        ("Memorandum of Understanding", StatementKind.AGREEMENT),
        ("work stream", StatementKind.FOCUS),
        ("BUDGET", StatementKind.FUNDING),
    ],
)
def test_each_kind_of_statement_has_its_word(cell: str, kind: StatementKind) -> None:
    one = plan(f"{AGEING};A name;{cell};A sentence.;;;;;")
    assert made(one, "A name").kind is kind


def test_a_figure_is_read_with_its_unit_and_its_word() -> None:
    one = plan(f"{AGEING};Workforce;figure;;over 19,500 people;;;November 2022;")
    found = made(one, "Workforce")
    assert (found.figure, found.unit, found.qualifier) == (19_500, "people", "over")
    assert found.period == "2022-11"


def test_a_part_stands_below_its_whole_by_name() -> None:
    one = plan(
        f"{AGEING};Budget;funding;;743656;GBP;;;",
        f"{AGEING};Staffing;funding;;297976;GBP;;;budget",
        f"{AGEING};Nowhere;funding;;5;GBP;;;Purse",
    )
    assert made(one, "Staffing").part_of == made(one, "Budget").id
    assert codes(one) == ["part-of-unknown"]
    assert outcomes(one) == ["new", "new", "waiting"]


def test_two_wholes_of_one_name_have_to_be_told_by_their_ids() -> None:
    other = statement(id="s2", kind=StatementKind.FIGURE, period=BUDGET.period)
    against = known(BUDGET, other)
    row = "Warm Homes;Staffing;funding;;5;GBP;;;{}"
    assert codes(plan(row.format("Budget"), against=against)) == ["part-of-unknown"]
    assert made(plan(row.format("s2"), against=against), "Staffing").part_of == "s2"


def test_nothing_becomes_a_part_of_itself() -> None:
    against = known(BUDGET, statement(id="s2", name="Staffing", part_of="s1"))
    head = f"action_id;{HEAD}"
    for own, whole in (("s1", "Staffing"), ("s1", "s1")):
        one = plan(f"{own};Warm Homes;Budget;funding;;;;;;{whole}", against=against, head=head)
        assert codes(one) == ["part-of-itself"]
        assert one.is_empty


def test_a_list_of_programmes_brings_their_funding_kind_and_places() -> None:
    head = "programme;programme_kind;programme_places;purpose_what;figure"
    listed = table(head, f"{AGEING};strategy;Barnsley | E08000019;One way in;£1.15m")
    chosen = choices(Kind.ACTIONS, listed)
    listed = replace(listed, headings=(*listed.headings[:4], "Budget 2026-27"))
    one = make_plan(base(), listed, chosen)
    (programme,) = [item for item in one.dataset.programmes if item.name == AGEING]
    assert (programme.kind, programme.what) == ("strategy", "One way in")
    assert programme.places == ("E08000038", "E08000039")
    found = made(one, "Budget 2026-27")
    assert (found.kind, found.figure, found.unit) == (StatementKind.FUNDING, 1_150_000, "GBP")
    assert one.problems == ()


@pytest.mark.parametrize("cell", ["Subject to bid", "250,000 pa", "3 years", "£5k to £10k"])
def test_a_programme_without_a_readable_sum_goes_in_without_it(cell: str) -> None:
    listed = table("programme;sponsor;figure", f"{AGEING};Chief executive;{cell}")
    chosen = choices(Kind.ACTIONS, listed)
    one = make_plan(base(), replace(listed, headings=("Name", "Sponsor", "Funding")), chosen)
    assert codes(one) == ["figure-unreadable"]
    assert outcomes(one) == ["new"]
    assert "statement" not in {change.thing for change in one.changes}


@pytest.mark.parametrize(
    ("heading", "cell", "figure", "name"),
    [
        ("Budget (£000)", "120", 120_000, "Budget"),
        ("Funding (£m)", "1.2", 1_200_000, "Funding"),
        ("Funding £m", "£1.2m", 1_200_000, "Funding £m"),
        ("Funding (£)", "120", 120, "Funding"),
    ],
)
def test_thousands_above_a_sum_are_multiplied_and_said(
    heading: str, cell: str, figure: float, name: str
) -> None:
    listed = table("programme;figure", f"{AGEING};{cell}")
    chosen = choices(Kind.ACTIONS, listed)
    one = make_plan(base(), replace(listed, headings=("programme", heading)), chosen)
    found = made(one, name)
    assert (found.figure, found.unit) == (figure, "GBP")
    assert any("multiplied" in note for note in one.notes) is (figure != 120)


def test_thousands_as_a_unit_are_pounds() -> None:
    found = made(plan(f"{AGEING};Grant;funding;;120;£000s;;;"), "Grant")
    assert (found.figure, found.unit) == (120_000, "GBP")


def test_the_parts_of_two_years_find_the_budget_of_theirs() -> None:
    years = ("2024-25", "2025-26")
    one = plan(
        *(f"{AGEING};Budget;funding;;£100;;;{year};" for year in years),
        *(f"{AGEING};Staff;funding;;£60;;;{year};Budget" for year in years),
    )
    assert codes(one) == []
    known = {item.id: item for item in one.dataset.statements}
    staff = [item for item in known.values() if item.name == "Staff"]
    assert [known[item.part_of or ""].period for item in staff] == [item.period for item in staff]
    assert len({item.period for item in staff}) == 2


def test_a_figure_of_no_year_leaves_that_of_a_year_as_it_is() -> None:
    one = plan("Warm Homes;Budget;funding;;£300;;;;", against=known(BUDGET))
    assert outcomes(one) == ["new"]
    assert one.dataset.statements[0] == BUDGET


def test_the_sponsor_of_a_row_and_its_funding_go_in_together() -> None:
    head = "programme;sponsor;figure"
    one = plan(f"{AGEING};Chief executive;£5,000", head=head)
    (programme,) = [item for item in one.dataset.programmes if item.name == AGEING]
    assert programme.sponsor == "Chief executive"
    assert made(one, "Funding").figure == 5_000


# --- which one a row is of -------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        "Warm Homes;Budget;funding;;£100,000;;over;2024-25;",
        "Warm Homes;BUDGET!;Funding;;100000;GBP;;;",
    ],
)
def test_the_same_kind_name_and_period_are_the_same_statement(row: str) -> None:
    one = plan(row, against=known(BUDGET))
    assert outcomes(one) == ["unchanged"]
    assert one.dataset.statements == (BUDGET,)


def test_another_period_another_kind_or_another_whole_is_another_statement() -> None:
    rows = (
        "Warm Homes;Budget;funding;;£100,000;;;2025-26;",
        "Warm Homes;Budget;figure;;100000;people;;;",
        "Warm Homes;Budget;funding;;£5;;;;s2",
    )
    against = known(BUDGET, statement(id="s2", name="All", kind=StatementKind.FIGURE))
    one = plan(*rows, against=against)
    assert outcomes(one) == ["new"] * 3
    assert len(one.dataset.statements) == 5


def test_an_id_finds_it_whatever_its_words() -> None:
    head = f"action_id;{HEAD}"
    one = plan("s1;Warm Homes;Purse;focus;;;;;;", against=known(BUDGET), head=head)
    (found,) = one.dataset.statements
    assert (found.name, found.kind, found.figure) == ("Purse", StatementKind.FOCUS, 100_000)


def test_another_figure_is_not_over_nor_of_the_year_before() -> None:
    head = f"action_id;{HEAD}"
    one = plan("s1;Warm Homes;Budget;funding;;£120,000;;;;", against=known(BUDGET), head=head)
    (found,) = one.dataset.statements
    assert (found.figure, found.qualifier, found.period) == (120_000, "", "")
    assert found.provenance.source == "list.csv"


def test_two_rows_that_say_another_figure_disagree() -> None:
    rows = [f"{AGEING};Grant;funding;;{sum};;;;" for sum in ("£5", "£6", "£5")]
    one = plan(*rows)
    assert outcomes(one) == ["new", "waiting", "left_out"]
    assert codes(one) == ["rows-disagree"]


def test_places_that_a_list_does_not_name_stay() -> None:
    one = known(BUDGET)
    programme = replace(one.dataset.programmes[0], places=("E08000038",))
    against = base_of(replace(one.dataset, programmes=(programme,)), one.boundaries)
    row = "Warm Homes;;;;;;;;"
    assert plan(row, against=against).dataset.programmes[0].places == ("E08000038",)


# --- what is wrong ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "code", "waits"),
    [
        (";Grant;funding;;£5;;;;", "no-programme", True),
        (f"{AGEING};;funding;;£5;;;;", "no-action", True),
        (f"{AGEING};Grant;money tree;;£5;;;;", "row-kind-unreadable", True),
        (f"{AGEING};Grant;figure;;lots;;;;", "figure-unreadable", True),
        (f"{AGEING};Grant;funding;In words;lots;;;;", "figure-unreadable", True),
        (f"{AGEING};Workforce;figure;;12;;;;", "figure-without-unit", True),
        (f"{AGEING};Workforce;figure;;£12;people;;;", "row-contradicts-itself", True),
        (f"{AGEING};Grant;funding;;£5;;;annual;", "period-unread", False),
        (f"{AGEING};Grant;funding;;£5;;;2026 to 2024;", "period-unread", False),
        (f"{AGEING};Open a hub;;;£5;;;;", "cell-not-kept", False),
    ],
)
def test_problems_say_where_and_what_to_do(row: str, code: str, *, waits: bool) -> None:
    one = plan(row)
    assert codes(one) == [code]
    (problem,) = one.problems
    assert (problem.row, problem.waits) == (2, waits)
    assert problem.message
    assert problem.hint.endswith(".")
    assert outcomes(one) == ["waiting" if waits else "new"]
    assert one.is_empty is waits


@pytest.mark.parametrize(
    ("field", "cell"),
    [("details", "A grant"), ("figure", "£5"), ("period", "2026"), ("unit", "GBP")],
)
def test_an_address_in_one_cell_makes_its_row_wait(field: str, cell: str) -> None:
    head = f"programme;action;kind_of_row;{field}"
    rows = [f"{AGEING};Grant {number};funding;{cell}" for number in range(20)]
    rows[3] = f"{AGEING};Grant 3;funding;Ask jo@example.org"
    one = plan(*rows, head=head)
    assert outcomes(one)[3] == "waiting"
    assert "personal-data" in codes(one)
    assert "example.org" not in str(one.report())


def test_a_place_that_nobody_knows_makes_the_row_wait() -> None:
    one = plan(f"{AGEING};Barnsley | Atlantis", head="programme;programme_places")
    assert codes(one) == ["programme-place-unknown"]
    assert "Atlantis" in one.problems[0].message
    assert one.is_empty


def test_what_only_an_action_has_stays_out_of_a_statement_and_is_said() -> None:
    head = "programme;action;kind_of_row;figure;lead_role;state;due"
    one = plan(f"{AGEING};Grant;funding;£5;Director;open;2026", head=head)
    assert codes(one) == ["cell-not-kept"] * 3
    assert "funding" in one.problems[0].message
    assert made(one, "Grant").figure == 5


def test_a_list_with_statements_that_was_published_changes_nothing_the_second_time() -> None:
    rows = (
        f"{AGEING};Budget;funding;;£743,656;;;2013/14;",
        f"{AGEING};Staffing;funding;For the team;£297,976;;;;Budget",
        f"{AGEING};Train;;;;;;;",
    )
    once = plan(*rows)
    again = plan(*rows, against=base_of(once.dataset, once.boundaries))
    assert again.is_empty
    assert set(outcomes(again)) == {"unchanged"}
