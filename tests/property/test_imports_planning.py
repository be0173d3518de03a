"""Whatever the rows of a list hold: it is planned, it adds up, and twice is as good as once."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from joinedup.imports.choices import LEAVE_OUT, NEW, Choices
from joinedup.imports.fields import FIELDS, PARTNERSHIP_COLUMN, Kind
from joinedup.imports.plan import Outcome, Plan
from joinedup.imports.planning import make_plan
from joinedup.imports.tables import Row, Table
from joinedup.model import Level, Sector, WorkState
from tests.unit.list_samples import TODAY, base, base_of

# Few of each, so that rows mean the same, resemble and contradict each other.
NAMES = (
    *("Oak Lane Larder", "Oak Lane Larder Ltd", "The Oak Lane Lader", "Elm Bank Advice", "Hub"),
    *("Sprotbrough Cricket Club", "Sprotborough Criket Club", "CROOKES PRACTICE", "Age UK"),
    *("Sheffield Children's NHS FT", "Barnsley Council", "Good Things Foundation", "Example: A"),
)
PROGRAMMES = ("Ageing Better", "Ageing Beter", "AGEING BETTER", "Integration")
CELLS: dict[str, tuple[str, ...]] = {
    "organisation": NAMES,
    "other": NAMES,
    "partnership": (
        "Winter Alliance",
        "Winter Aliance",
        "Foundry PCN",
        "SAPA 5; Winter Alliance",
        "!!!",
        "n/a",
    ),
    "organisation_id": ("ods:C88079", "GB-CHC-1165209", "body:adass", "PCN 12", "no such id"),
    "partnership_id": ("pcn:U20350", "PCN 12", "new-board", "ods:C88079", "\u202e"),
    "ods_code": ("C88079", "c88o79", "RCU", "C85005", "12", "none"),
    "charity_number": ("1165209", "1,165,209", "1999991", "257318.0", "SC012345", "7", "1 | 2"),
    "company_number": ("4321567", "OC301234", "0", "x"),
    "org_id": ("GB-CHC-1165209", "GB-COH-04321567", "XI-FOO-12/34", "GB-CASC-06C45B7A", "oops"),
    "ons_code": ("E08000017", "e08000019", "E0800", "Sheffield"),
    "postcode": ("S1 2HH", "S12BX", "SI 2HH", "LS1 4AP", "S99 9ZZ", "S1 2H", "S1 2HH or S2 4QA"),
    "address": ("The Hub, 4 Pinstone Street, S1 2HH", "12 Oak Lane", "S1 2HH and S2 4QA"),
    "sector": ("vcse", "GP", "council", "balloon"),
    "place": ("Sheffield", "barnsley", "E08000017", "Leeds"),
    "neighbourhood": ("Foundry", "U20350", "nowhere"),
    "latitude": ("53.38", "-1.47", "387100", "0", "north"),
    "longitude": ("-1.47", "53.38", "435300", "0", "west"),
    "easting": ("435300", "-1.47", "1"),
    "northing": ("387100", "53.38", "1"),
    "outside": ("yes", "no", "perhaps"),
    "registered_patients": ("8,450", "8450.0", "many", "99999999"),
    "since": ("2024", "April 2024", "2024/25", "01/03/2024", "31/02/2024", "sometime"),
    "until": ("2020", "2025-03", "2026", "45000"),
    "confirmed_on": ("2026-11", "soon"),
    "as_of": ("2026", "yesterday"),
    "level": ("system", "place", "galaxy"),
    "strength": ("1", "4", "strong", "9"),
    "tie_kind": ("refers to", "funds"),
    "programme": (*PROGRAMMES, *PROGRAMMES, "Foundry PCN", "!!!", "n/a"),
    "programme_id": ("own", "sy-integration", "pcn:U20350", "\u202e"),
    "action_id": ("a1", "A 1", "sy-integration-q1", "no such id"),
    "action": ("Open a hub", "open a HUB.", "Train staff", "Framed", "Milestone 1: mandate"),
    "kind_of_row": ("yes", "no", "funding", "Area of focus", "perhaps"),
    "figure": ("12", "£1.15m", "over 200 people", "some"),
    "part_of": ("Budget", "nothing"),
    "theme": ("Places", "places", "1. Places (cont)"),
    "lead_role": ("Director", "Jane Smith", "Council / Jo Smith", "TBC"),
    "start": ("2026", "Q1 2026-27", "soon"),
    "due": ("2025", "Q2 2026-27", "Apr 2026 - May 2027", "Ongoing", "phase 1", "45000"),
    "state": ("open", "done", "Amber", "Cancelled", "n/a", "with the board"),
    "done_on": ("2026-01", "yesterday"),
    "purpose_what": ("One way in", "ONE WAY IN", "Many ways in"),
    "sponsor": ("Chief executive", "Dr Khan"),
    "principles": ("Ask once | Share", "Share"),
    "parts": ("Aim | Scope",),
}
HOSTILE = (
    *("", " ", "=1+1", "'", "\x00", "\u202eevil", "\ud800", "x" * 400, "a | b", "|", "\\|", "NA"),
    *("jo@example.org", "943 476 5919", "01632 960123", "<script>", "🌳", "1;2,3\n4", "0", "-1"),
)
hostile = st.sampled_from(HOSTILE) | st.text(max_size=8)
TICKED = ("Winter Alliance", "Foundry PCN", "Boards: Falls", "Jo Smith", "\u202e", "y" * 400)


def cells_of(name: str) -> st.SearchStrategy[str]:
    usual = st.sampled_from(CELLS.get(name, ("oak", "elm")))
    return st.one_of(usual, usual, st.just(""), hostile)


@st.composite
def lists(draw: st.DrawFn) -> tuple[Table, Choices]:
    """A list of any kind but neighbourhoods, with any columns, and how it is read."""
    kind = draw(st.sampled_from([one for one in Kind if one is not Kind.NEIGHBOURHOODS]))
    known = [one.name for one in FIELDS[kind] if one.name != PARTNERSHIP_COLUMN]
    names = draw(st.lists(st.sampled_from(known), unique=True, max_size=6))
    names = list(dict.fromkeys(["organisation", *names]))
    needed = {
        Kind.TIES: ["other"],
        Kind.MEMBERSHIPS: ["partnership"],
        Kind.ACTIONS: ["programme", "action"],
    }
    names += needed.get(kind, [])
    names = list(dict.fromkeys(names))
    headings = list(names)
    if kind is Kind.MATRIX:
        ticked = draw(st.lists(st.sampled_from(TICKED), unique=True, min_size=1))
        headings += ticked
        names += [PARTNERSHIP_COLUMN] * len(ticked)
    ticks = st.sampled_from(["", "", "x", "lead", "no"]) | hostile
    row = st.tuples(*(ticks if one == PARTNERSHIP_COLUMN else cells_of(one) for one in names))
    rows = draw(st.lists(row, min_size=1, max_size=8))
    table = Table(
        headings=tuple(headings),
        rows=tuple(Row(number=number, cells=cells) for number, cells in enumerate(rows, start=2)),
    )
    more: dict[str, Any] = {
        "sector": draw(st.none() | st.sampled_from(Sector)),
        "level": draw(st.none() | st.sampled_from(Level)),
        "programme": draw(st.sampled_from(["", "Ageing Better", "\u202e"])),
        "state": draw(st.sampled_from([None, WorkState.OPEN, WorkState.NOT_STATED])),
    }
    columns = dict(enumerate(names))
    return table, Choices(kind=kind, columns=columns, source="list.csv", as_of=TODAY, **more)


def check(plan: Plan, table: Table) -> None:
    """What holds of every plan."""
    report = plan.report()
    assert set(plan.outcomes) == {row.number for row in table.rows}
    assert report["rows"] == report["used"] + report["waiting"] + report["left_out"]
    told = {one.row for one in plan.problems if one.waits}
    waiting = {row.number for row in plan.waiting}
    assert waiting <= told
    assert {row for one in plan.questions for row in one.rows} >= {
        row for row, outcome in plan.outcomes.items() if outcome is Outcome.TO_CONFIRM
    }
    assert {one.row.number for one in plan.left_out} == {
        row for row, outcome in plan.outcomes.items() if outcome is Outcome.LEFT_OUT
    }
    rests_on = {row for one in plan.changes for row in one.rows}
    assert not rests_on & waiting


@given(lists())
def test_any_list_can_be_planned_and_twice_changes_nothing_more(
    listed: tuple[Table, Choices],
) -> None:
    table, choices = listed
    once = make_plan(base(), table, choices)
    check(once, table)
    again = make_plan(base_of(once.dataset, once.boundaries), table, choices)
    check(again, table)
    used = {row for row, one in once.outcomes.items() if one not in WAIT}
    assert {row for one in again.changes for row in one.rows} & used == set()


WAIT = (Outcome.WAITING, Outcome.TO_CONFIRM)


@given(lists(), st.data())
def test_any_answers_can_be_given(listed: tuple[Table, Choices], data: st.DataObject) -> None:
    table, choices = listed
    asked = make_plan(base(), table, choices)
    answers = {}
    for one in asked.questions:
        known = [candidate.organisation for candidate in one.candidates]
        answers[one.key] = data.draw(st.sampled_from([NEW, LEAVE_OUT, *known]))
    told = Choices(
        kind=choices.kind,
        columns=choices.columns,
        source=choices.source,
        as_of=TODAY,
        sector=choices.sector,
        level=choices.level,
        programme=choices.programme,
        state=choices.state,
        decisions=answers,
    )
    plan = make_plan(base(), table, told)
    check(plan, table)
    assert not {one.key for one in plan.questions} & answers.keys()
