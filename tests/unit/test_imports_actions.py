"""Lists of actions: whose programme, which action, what becomes of it, and what is wrong."""

from dataclasses import replace
from typing import Any

import pytest

from joinedup.imports.choices import LEAVE_OUT, NEW
from joinedup.imports.fields import Kind
from joinedup.imports.filling import filled_down
from joinedup.imports.plan import Plan
from joinedup.imports.planning import Base, make_plan
from joinedup.imports.programmes import programme_in
from joinedup.imports.tables import Table
from joinedup.model import (
    Action,
    Level,
    Milestone,
    Partnership,
    Programme,
    Progress,
    Provenance,
    WorkState,
    last_day,
)
from tests.unit.list_samples import base, base_of, choices, table
from tests.unit.list_samples import plan as planned

HEAD = "programme;action;theme;lead_role;due;state"
AGEING = "Ageing Better"
ROW = f"{AGEING};Train the link workers;Workforce;Programme manager;30/09/2026;open"
SOURCE = Provenance(source="Plan", licence="OGL v3", as_of="2026")


def plan(listed: Table, against: Base | None = None, **more: Any) -> Plan:
    return planned(Kind.ACTIONS, listed, against, **more)


def known(**more: Any) -> Base:
    """South Yorkshire with a programme, a milestone and an action, and nothing else of the kind."""
    one = base()
    own = Partnership(
        id="winter", name="Winter Board", kind="board", level=Level.PLACE, provenance=SOURCE
    )
    programme = Programme(
        id="warm", name="Warm Homes", kind="programme", partnership="winter", provenance=SOURCE
    )
    action = Action(
        id="a1",
        programme="warm",
        text="Visit the coldest homes",
        theme="Heat",
        evidence="Visits",
        state=WorkState.OPEN,
        provenance=SOURCE,
    )
    milestone = Milestone(
        id="m1", programme="warm", name="First visits", due="2026-10", provenance=SOURCE
    )
    tables: dict[str, Any] = {
        "partnerships": (*one.dataset.partnerships, own),
        "programmes": (programme,),
        "milestones": (milestone,),
        "actions": (action,),
        "statements": (),
        **more,
    }
    return base_of(replace(one.dataset, **tables), one.boundaries)


def codes(one: Plan) -> list[str]:
    return [problem.code for problem in one.problems]


def outcomes(one: Plan) -> list[str]:
    return [one.outcomes[row].value for row in sorted(one.outcomes)]


def action(one: Plan, text: str) -> Action:
    (found,) = [item for item in one.dataset.actions if item.text == text]
    return found


def programme(one: Plan, name: str) -> Programme:
    (found,) = [item for item in one.dataset.programmes if item.name == name]
    return found


def things(one: Plan) -> list[tuple[str, str]]:
    return [(change.thing, change.how) for change in one.changes]


# --- whose programme ---------------------------------------------------------------


def test_a_programme_of_ones_own_comes_with_its_partnership() -> None:
    one = plan(table(HEAD, ROW))
    made = programme(one, AGEING)
    assert things(one) == [("partnership", "new"), ("programme", "new"), ("action", "new")]
    assert made.partnership is not None
    partnership = one.dataset.partnership_by_id[made.partnership]
    assert (partnership.name, partnership.kind, partnership.level) == (
        AGEING,
        "programme",
        Level.SYSTEM,
    )
    assert made.id.startswith("programme:ageing-better-")
    assert (made.provenance.source, made.provenance.as_of) == ("list.csv", "2026-11-22")
    found = action(one, "Train the link workers")
    assert (found.theme, found.lead, found.due, found.state) == (
        "Workforce",
        "Programme manager",
        "2026-09-30",
        WorkState.OPEN,
    )
    assert found.progress_on(last_day("2026-10-01")) is Progress.LATE


def test_members_can_be_added_to_it_by_a_list_of_memberships() -> None:
    once = plan(table(HEAD, ROW))
    listed = table("organisation_id;partnership", f"ods:C88079;{AGEING}")
    joined = planned(Kind.MEMBERSHIPS, listed, base_of(once.dataset, once.boundaries))
    assert joined.dataset.memberships[-1].partnership == programme(once, AGEING).partnership


def test_where_a_partnership_has_the_name_it_is_the_programme_of_that() -> None:
    name = base().dataset.partnerships[-1].name
    mine = tuple(one for one in base().dataset.programmes if one.name != name)
    one = plan(
        table(HEAD, ROW.replace(AGEING, name)),
        known(programmes=mine, milestones=(), actions=(), partnerships=base().dataset.partnerships),
    )
    made = programme(one, name)
    assert made.partnership == base().dataset.partnerships[-1].id
    assert len(one.dataset.partnerships) == len(base().dataset.partnerships)


@pytest.mark.parametrize("name", ["Warm Homes", "WARM HOMES", "The Warm Homes", "Winter Board"])
def test_a_programme_on_record_is_found_by_its_name_or_its_partnerships(name: str) -> None:
    one = plan(table(HEAD, ROW.replace(AGEING, name)), known())
    assert things(one) == [("action", "new")]
    assert one.dataset.actions[-1].programme == "warm"


def test_it_is_found_by_its_id_and_keeps_its_name_in_rows_of_actions() -> None:
    one = plan(table("programme_id;programme;action", "warm;Cosy Homes;Paint the doors"), known())
    assert things(one) == [("action", "new")]
    assert one.dataset.programmes[0].name == "Warm Homes"


def test_a_row_of_its_own_renames_it_by_its_id() -> None:
    one = plan(table("programme_id;programme;action", "warm;Cosy Homes;"), known())
    assert things(one) == [("programme", "changed")]
    assert (one.dataset.programmes[0].name, one.dataset.programmes[0].id) == ("Cosy Homes", "warm")


def test_a_name_that_is_alike_is_asked() -> None:
    listed = table(HEAD, ROW.replace(AGEING, "Warm Hommes"))
    (question,) = plan(listed, known()).questions
    assert (question.about, question.candidates[0].organisation) == ("programme", "warm")
    said = {
        answer: plan(listed, known(), decisions={question.key: answer})
        for answer in ("warm", NEW, LEAVE_OUT)
    }
    assert things(said["warm"]) == [("action", "new")]
    assert ("programme", "new") in things(said[NEW])
    assert outcomes(said[LEAVE_OUT]) == ["left_out"]


def test_a_list_without_a_column_for_it_is_of_the_programme_that_is_said() -> None:
    listed = table("action;due", "Paint the doors;March 2027")
    assert codes(plan(listed)) == ["no-programme"]
    one = plan(listed, programme=AGEING)
    assert (outcomes(one), programme(one, AGEING).kind) == (["new"], "programme")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ageing Better", "Ageing Better"),
        ("Warm Homes Action Plan", "Warm Homes Action Plan"),
        ("Action Log \u00b7 Ageing Well", "Ageing Well"),
        ("Action log: Ageing Well", "Ageing Well"),
        ("Programme: Warm Homes", "Warm Homes"),
        ("Project - Warm Homes - Action tracker", "Warm Homes"),
        ("Appendix 1: Warm Homes", "Warm Homes"),
        ("Barnsley Council \u00b7 Falls Programme", "Falls Programme"),
        ("Contact tracing programme", "Contact tracing programme"),
        ("Ageing Well - Delivery Plan 2026/27", "Ageing Well"),
        ("12 November 2026 \u00b7 Falls Programme", "Falls Programme"),
        (
            "NHS South Yorkshire ICB \u2013 Ageing Well in Barnsley \u2013 ACTION LOG \u00b7 "
            "Last updated: 12/11/2026 by J. Smith",
            "Ageing Well in Barnsley",
        ),
        ("Barnsley Council", "Barnsley Council"),
        ("Jane Smith \u00b7 Falls", "Falls"),
        ("Contact: jo@example.org \u00b7 Warm Homes", "Warm Homes"),
        ("Compiled by: J Smith", ""),
        ("Jo Bloggs, jo@example.org", ""),
        ("", ""),
    ],
)
def test_what_stands_above_a_list_may_be_its_programme_and_never_a_person(
    title: str, name: str
) -> None:
    assert programme_in(title) == name


def test_a_programme_is_written_once_for_its_rows() -> None:
    listed = table(HEAD, ROW, ";Open a hub;Places;Director;;", ";Paint the doors;;;;")
    full = filled_down(listed, choices(Kind.ACTIONS, listed).columns)
    assert {one.programme for one in plan(full).dataset.actions[-3:]} == {
        programme(plan(full), AGEING).id
    }
    assert codes(plan(listed)) == ["no-programme", "no-programme"]


def test_it_works_where_those_work_who_do_something_in_it() -> None:
    head = "programme;action;organisation_id"
    one = plan(table(head, f"{AGEING};Paint the doors;ods:C88079"))
    place = one.dataset.organisation_by_id["ods:C88079"].place
    made = one.dataset.partnership_by_id[programme(one, AGEING).partnership or ""]
    assert (made.level, made.area) == (Level.PLACE, place)
    assert action(one, "Paint the doors").organisation == "ods:C88079"


# --- what it is for ----------------------------------------------------------------

PURPOSE = "programme;action;purpose_what;purpose_why;sponsor;principles;programme_led_by"


def test_what_a_programme_is_for_is_said_in_any_of_its_rows() -> None:
    one = plan(
        table(
            PURPOSE,
            f"{AGEING};;One way in;;Chief executive;Ask once | Share;Council | NHS trust",
            f"{AGEING};Paint the doors;;Fewer falls;;;",
        )
    )
    made = programme(one, AGEING)
    assert (made.what, made.why, made.sponsor) == ("One way in", "Fewer falls", "Chief executive")
    assert (made.principles, made.leads) == (("Ask once", "Share"), ("Council", "NHS trust"))
    assert outcomes(one) == ["new", "new"]


def test_two_rows_that_say_another_purpose_disagree() -> None:
    rows = (f"{AGEING};;One way in;;;;", f"{AGEING};;Many ways in;;;;", f"{AGEING};;ONE WAY IN;;;;")
    one = plan(table(PURPOSE, *rows))
    assert (codes(one), outcomes(one)) == (["rows-disagree"], ["new", "waiting", "unchanged"])
    assert programme(one, AGEING).what == "One way in"


def test_a_purpose_on_record_changes_and_an_empty_cell_changes_nothing() -> None:
    one = plan(table(PURPOSE, "Warm Homes;;Warmth;;;;"), known())
    again = plan(table(PURPOSE, "Warm Homes;;;Health;;;"), base_of(one.dataset, one.boundaries))
    assert things(one) == things(again) == [("programme", "changed")]
    assert (programme(again, "Warm Homes").what, programme(again, "Warm Homes").why) == (
        "Warmth",
        "Health",
    )


# --- which action ------------------------------------------------------------------


def test_a_list_that_was_published_changes_nothing_the_second_time() -> None:
    once = plan(table(HEAD, ROW))
    again = plan(table(HEAD, ROW), base_of(once.dataset, once.boundaries))
    assert (again.is_empty, outcomes(again)) == (True, ["unchanged"])


@pytest.mark.parametrize(
    "row",
    [
        "warm;Visit the coldest homes;Heat;done;2026-10-05",
        "Warm Homes;VISIT the coldest  homes.;heat;Complete;5 Oct 2026",
    ],
)
def test_the_same_programme_words_and_theme_are_the_same_action(row: str) -> None:
    field = "programme_id" if row.startswith("warm") else "programme"
    one = plan(table(f"{field};action;theme;state;done_on", row), known())
    assert things(one) == [("action", "changed")]
    (found,) = one.dataset.actions
    assert (found.state, found.done_on, found.evidence) == (WorkState.DONE, "2026-10-05", "Visits")
    assert (found.text, found.theme) == ("Visit the coldest homes", "Heat")
    assert found.provenance.source == "list.csv"


def test_another_theme_or_another_programme_is_another_action() -> None:
    rows = ("Warm Homes;Visit the coldest homes;Damp", f"{AGEING};Visit the coldest homes;Heat")
    one = plan(table("programme;action;theme", *rows), known())
    assert things(one).count(("action", "new")) == 2


def test_an_id_finds_it_whatever_its_words() -> None:
    one = plan(table("action_id;action", "a1;Visit the warmest homes"), known())
    (found,) = one.dataset.actions
    assert (found.id, found.text, found.programme) == ("a1", "Visit the warmest homes", "warm")
    state = plan(table("action_id;state", "a1;dropped"), known()).dataset.actions[0].state
    assert state is WorkState.DROPPED


def test_what_is_open_again_is_not_done() -> None:
    head = "action_id;state;done_on"
    done = plan(table(head, "a1;done;2026-10"), known())
    one = plan(table(head, "a1;open;"), base_of(done.dataset, done.boundaries))
    assert (one.dataset.actions[0].state, one.dataset.actions[0].done_on) == (WorkState.OPEN, "")


def test_two_rows_on_one_action_are_one_where_they_agree_and_wait_where_not() -> None:
    rows = (ROW, ROW, ROW.replace("30/09/2026", "31/10/2026"))
    one = plan(table(HEAD, *rows))
    assert outcomes(one) == ["new", "left_out", "waiting"]
    assert one.left_out[0].reason == "Says the same as row 2"
    assert one.problems[0].message.endswith("of the same action: due")


def test_a_second_row_can_say_more_of_the_same() -> None:
    one = plan(table(HEAD, f"{AGEING};Open a hub;;;;", f"{AGEING};Open a hub;;;March 2027;"))
    assert action(one, "Open a hub").due == "2027-03"
    assert outcomes(one) == ["new", "changed"]


# --- milestones --------------------------------------------------------------------

MILESTONES = "programme;action;kind_of_row;due;state;parts;lead_role"


def test_a_row_can_be_a_milestone() -> None:
    one = plan(table(MILESTONES, f"{AGEING};Framed;yes;Q2 2026-27;open;Aim | Scope;"))
    made = one.dataset.milestones[-1]
    assert (made.name, made.start, made.due, made.parts) == (
        "Framed",
        "2026-07",
        "2026-09",
        ("Aim", "Scope"),
    )
    assert things(one)[-1] == ("milestone", "new")
    assert len(one.dataset.actions) == len(base().dataset.actions)


def test_under_the_heading_milestone_all_rows_are_milestones() -> None:
    listed = replace(table("programme;action", f"{AGEING};Framed"), headings=("Prog", "Milestones"))
    chosen = replace(choices(Kind.ACTIONS, listed), columns={0: "programme", 1: "action"})
    one = make_plan(base(), listed, chosen)
    assert things(one)[-1] == ("milestone", "new")


def test_a_milestone_on_record_is_not_made_an_action() -> None:
    one = plan(table("programme;action;state", "Warm Homes;First visits;done"), known())
    assert things(one) == [("milestone", "changed")]


def test_what_a_milestone_has_not_stays_out_and_is_said() -> None:
    one = plan(table(MILESTONES, f"{AGEING};Framed;yes;;;;Director", f"{AGEING};Do;no;;;a | b;"))
    assert codes(one) == ["cell-not-kept", "cell-not-kept"]
    assert outcomes(one) == ["new", "new"]


# --- what became of it -------------------------------------------------------------


def test_an_empty_state_is_not_stated_in_a_list_that_says_nothing_of_states() -> None:
    one = plan(table("programme;action;due", f"{AGEING};Open a hub;March 2020"))
    assert action(one, "Open a hub").state is WorkState.NOT_STATED
    assert action(one, "Open a hub").progress_on(last_day("2026")) is Progress.UNKNOWN


def test_it_is_open_where_other_rows_say_what_became_of_theirs() -> None:
    rows = (f"{AGEING};Open a hub;;;March 2020;", f"{AGEING};Paint the doors;;;;done")
    one = plan(table(HEAD, *rows))
    assert action(one, "Open a hub").state is WorkState.OPEN
    assert one.notes[-1].startswith("1 new row says nothing of its state and is taken to be open")
    other = plan(table(HEAD, *rows), state=WorkState.NOT_STATED)
    assert action(other, "Open a hub").state is WorkState.NOT_STATED
    assert other.notes == ()


def test_a_person_can_say_that_all_are_open() -> None:
    one = plan(table("programme;action", f"{AGEING};Open a hub"), state=WorkState.OPEN)
    assert action(one, "Open a hub").state is WorkState.OPEN


def test_an_empty_state_changes_nothing_on_record() -> None:
    one = plan(table("action_id;state;lead_role", "a1;;Director"), known(), state=WorkState.OPEN)
    assert one.dataset.actions[0].state is WorkState.OPEN
    none = replace(known().dataset.actions[0], state=WorkState.NOT_STATED)
    one = plan(
        table("action_id;lead_role", "a1;Director"), known(actions=(none,)), state=WorkState.OPEN
    )
    assert one.dataset.actions[0].state is WorkState.NOT_STATED


def test_notes_say_how_quarters_and_colours_are_read() -> None:
    one = plan(table(HEAD, f"{AGEING};Open a hub;;;Q3 2026-27;Amber"))
    assert (action(one, "Open a hub").start, action(one, "Open a hub").due) == (
        "2026-10",
        "2026-12",
    )
    assert [note.partition(" ")[0] for note in one.notes] == ["Quarters", "Red,"]


# --- what is wrong -----------------------------------------------------------------

ALL = "programme;action;theme;lead_role;sponsor;start;due;state;done_on;kind_of_row"


@pytest.mark.parametrize(
    ("row", "code", "waits"),
    [
        (";Open a hub;;;;;;;;", "no-programme", True),
        ("!!!;Open a hub;;;;;;;;", "no-programme-name", True),
        (f"{AGEING};;Places;;;;;;;", "no-action", True),
        (f"{AGEING};;;;;;;done;;", "no-action", True),
        (f"{AGEING};Open a hub;;Jane Smith;;;;;;", "person-named", True),
        (f"{AGEING};Open a hub;;Director / Sarah Jones;;;;;;", "person-named", True),
        (f"{AGEING};Open a hub;;;Dr Khan;;;;;", "person-named", True),
        (f"{AGEING};Open a hub;;;;soon;;;;", "date-unreadable", True),
        (f"{AGEING};Open a hub;;;;;;;soon;", "date-unreadable", True),
        (f"{AGEING};Open a hub;;;;;phase 1;;;", "date-as-words", False),
        (f"{AGEING};Open a hub;;;;;phase 1;;;yes", "date-unreadable", True),
        (f"{AGEING};Open a hub;;;;2027;2026;;;", "row-contradicts-itself", True),
        (f"{AGEING};Open a hub;;;;;;open;2026;", "row-contradicts-itself", True),
        (f"{AGEING};Open a hub;;;;;;with the board;;", "state-unread", False),
        (f"{AGEING};Open a hub;;;;;;;;perhaps", "row-kind-unreadable", True),
    ],
)
def test_problems_say_where_and_what_to_do(row: str, code: str, *, waits: bool) -> None:
    one = plan(table(ALL, row))
    (problem,) = one.problems
    assert (problem.code, problem.row, problem.waits) == (code, 2, waits)
    assert problem.message
    assert problem.hint.endswith(".")
    assert outcomes(one) == ["waiting" if waits else "new"]
    assert one.is_empty is waits
    assert "Smith" not in str(one.report())


def test_a_number_or_an_address_in_one_cell_makes_its_row_wait() -> None:
    rows = [f"{AGEING};Open hub {number};;Director;;" for number in range(20)]
    rows[3] = f"{AGEING};Ring 01632 960123;;Director;;"
    rows[4] = f"{AGEING};Open a hub;;jo@example.org;;"
    one = plan(table(HEAD, *rows))
    assert [(problem.code, problem.row, problem.value) for problem in one.problems] == [
        ("personal-data", 5, ""),
        ("personal-data", 6, ""),
    ]
    assert "960123" not in str(one.dataset.actions)


def test_words_of_when_are_kept() -> None:
    one = plan(table(HEAD, f"{AGEING};Open a hub;;;Ongoing;"))
    assert (action(one, "Open a hub").timing, codes(one)) == ("Ongoing", [])


def test_a_role_is_no_person() -> None:
    roles = ("Director of Public Health", "Council", "HR", "Programme manager / Chair", "All")
    rows = [f"{AGEING};Action {number};;{role};;" for number, role in enumerate(roles)]
    assert codes(plan(table(HEAD, *rows))) == []


def test_an_organisation_that_does_it_is_matched_as_everywhere() -> None:
    head = "programme;action;organisation"
    name = base().dataset.organisation_by_id["ods:RCU"].name
    rows = (f"{AGEING};Open a hub;{name}", f"{AGEING};Paint the doors;Oak Lane Larder")
    one = plan(table(head, *rows))
    assert action(one, "Open a hub").organisation == "ods:RCU"
    assert ("organisation", "new") in things(one)
    made = action(one, "Paint the doors").organisation
    assert one.dataset.organisation_by_id[made or ""].name == "Oak Lane Larder"


def test_a_waiting_row_brings_nothing_in() -> None:
    head = "programme;action;organisation;purpose_what;start"
    one = plan(table(head, f"{AGEING};Open a hub;Oak Lane Larder;One way in;soon"))
    assert one.is_empty
    assert len(one.waiting) == 1
