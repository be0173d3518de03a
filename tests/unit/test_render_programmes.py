"""Programmes in words and figures, each with its whole; text from data stays text."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup.model import (
    Action,
    Milestone,
    Programme,
    Progress,
    Provenance,
    Statement,
    StatementKind,
    WorkState,
)
from joinedup.render import programme_parts as parts
from joinedup.render import programme_statements as statements
from joinedup.render import programme_tables
from joinedup.render import programmes as words
from joinedup.services import Gap, ProgrammeView, Tally, programme_of, programmes_of
from tests.page.visiting import Seen
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, TODAY, dataset, reading

SOURCE = Provenance(source="A plan, read as 2019 (000_0.txt)", licence="Facts", as_of="2019")
DAY = date(2026, 3, 1)


def statement(key: str = "s", **fields: Any) -> Statement:
    given: dict[str, Any] = {"kind": StatementKind.FUNDING, "name": key}
    return Statement(id=key, programme="p", provenance=SOURCE, **(given | fields))


def action(**fields: Any) -> Action:
    given: dict[str, Any] = {"id": "a", "text": "Do it"}
    return Action(programme="p", provenance=SOURCE, **(given | fields))


def view(**fields: Any) -> ProgrammeView:
    one = Programme(
        id="p", name="Ours", kind="programme", partnership="one-workforce", provenance=SOURCE
    )
    base = replace(
        dataset("bradford-district"), programmes=(one,), milestones=(), statements=(), actions=()
    )
    found = programme_of(replace(base, **fields), "p", DAY)
    assert found
    return found


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"figure": 743656, "unit": "GBP"}, "£743,656"),
        ({"figure": 297976.5, "unit": "GBP"}, "£297,976.50"),
        ({"figure": -500, "unit": "GBP"}, "-£500"),
        ({"figure": 1, "unit": "status"}, "1 status"),
        ({"figure": 1150000.0, "unit": "GBP", "qualifier": "some"}, "some £1,150,000"),
        ({"figure": 19500, "unit": "people"}, "19,500 people"),
        ({"figure": 7.5, "unit": "fte"}, "7.5 full-time posts"),
        ({"figure": 1, "unit": "per cent", "qualifier": "at least"}, "at least 1 per cent"),
        ({"figure": 0, "unit": "GBP"}, "£0"),
        ({"figure": 1, "unit": "fte"}, "1 full-time post"),
        ({"figure": 1.0, "unit": "ambulance services"}, "1 ambulance service"),
        ({"figure": 1, "unit": "people", "qualifier": "over"}, "over 1 person"),
        ({"figure": 1, "unit": "pharmacies"}, "1 pharmacy"),
        ({"figure": 1, "unit": "loss"}, "1 loss"),
        # Its name says of what.
        ({"figure": 4, "unit": "places", "name": "Places"}, "4"),
        ({}, ""),
    ],
)
def test_figures_with_their_unit(fields: dict[str, Any], said: str) -> None:
    assert statements.figure_words(statement(**fields)) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"figure": 5, "unit": "GBP", "period": "2013"}, "£5 (2013)"),
        ({"period": "2013-04/2014-03", "text": "So"}, "April 2013 to March 2014. So"),
        ({"figure": 5, "unit": "GBP", "text": "So"}, "£5. So"),
        ({"text": "So"}, "So"),
    ],
)
def test_what_is_said_of_a_statement(fields: dict[str, Any], said: str) -> None:
    assert statements.statement_words(statement(**fields)) == said


def test_parts_that_are_names_alone_are_told_in_a_line() -> None:
    rows = (
        statement("whole"),
        statement("of", part_of="whole", figure=2, unit="GBP"),
        statement("one", part_of="whole"),
        statement("two", part_of="whole"),
    )
    told = [(row.id, text, part) for row, text, part in statements.folded_parts(rows)]
    assert told == [("whole", "one; two.", False), ("of", "£2", True)]


def test_a_tally_has_its_whole_and_says_what_nobody_does() -> None:
    tally = Tally(
        total=14, by={Progress.LATE: 2, Progress.UNKNOWN: 1, Progress.DUE: 11}, ownerless=3
    )
    said = words.tally_words(tally, "action", "actions")
    assert (
        said
        == "14 actions: 2 late, 11 due, 1 past its date with no outcome on record; 3 have no owner"
    )
    assert words.tally_words(Tally(total=0, by={}), "action", "actions") == "no action is on record"


def test_every_gap_has_words() -> None:
    said = words.gap_words((gap, 3, 14) for gap in Gap)
    assert len(set(said)) == len(Gap)
    assert "3 of 14 actions have no owner." in said
    assert words.gap_words([(Gap.OWNERS, 1, 14), (Gap.OUTCOMES, 1, 2)]) == [
        "1 of 14 actions has no owner.",
        "1 of 2 actions is past its date, and no outcome is on record: ask what came of it.",
    ]


def test_at_a_glance_none_late_is_said_and_other_noughts_are_not() -> None:
    rows = view(actions=(action(lead="Director"),))
    assert [(number, whole, text) for number, whole, text, _ in words.glance_rows(rows)] == [
        (0, 1, "actions done"),
        (0, 1, "actions late"),
        (1, 1, "actions without a day"),
    ]
    assert parts.glance(rows) == []
    late = view(actions=(action(due="2026-02", state=WorkState.OPEN),))
    assert "".join(parts.glance(late)).count("1 of 1 actions") == 2


@pytest.mark.parametrize("footprint", ["demonstration", *FOOTPRINTS])
def test_what_stands_at_a_glance_adds_up_to_the_whole(footprint: str) -> None:
    for one in programmes_of(dataset(footprint), date(2026, 11, 22)):
        for noun in ("milestones", "actions"):
            rows = [row for row in words.glance_rows(one) if row[2].startswith(noun)]
            standing = [row for row in rows if not row[2].endswith("without an owner")]
            assert all(row[1] == rows[0][1] for row in rows)
            assert sum(row[0] for row in standing) == (rows[0][1] if rows else 0)


def test_a_part_of_a_sum_is_said_as_such() -> None:
    rows = (
        statement("Budget", figure=5, unit="GBP"),
        statement("Staffing", figure=2, unit="GBP", part_of="Budget"),
        statement("Team", part_of="Budget", text="So"),
    )
    drawn = parts.statement_list(rows)
    assert "<strong>Of which: Staffing</strong> <span>£2</span>" in drawn
    assert "<strong>Team</strong> <span>So</span>" in drawn
    assert "of it" not in drawn


@pytest.mark.parametrize(
    ("done_on", "said"),
    [("2026-01-20", "Done on 20 January 2026"), ("2026-02", "Done in February 2026"), ("", "")],
)
def test_when_it_was_done(done_on: str, said: str) -> None:
    assert words.done_words(action(state=WorkState.DONE, done_on=done_on)) == said


def test_milestones_and_actions_are_counted_in_rows_of_their_own() -> None:
    assert parts.counts(view()) == ""
    assert parts.counts(view(actions=(action(),))).count("ju-glance") == 1
    step = Milestone(id="m", programme="p", name="Begin", provenance=SOURCE)
    both = view(actions=(action(),), milestones=(step,))
    assert parts.counts(both).count("ju-glance") == 2


def test_what_all_actions_of_a_theme_share_is_said_once() -> None:
    rows = [action(id=key, text=key, lead="Director", outcome=f"Of {key}") for key in "ab"]
    told = parts.action_list(dataset("bradford-district"), rows, view(actions=tuple(rows)))
    assert told.count("Lead: Director") == 1
    assert told.index(parts.ALL_OF_THESE) < told.index("Lead: Director") < told.index("<ul")
    assert [told.count(f"Outcome: Of {key}") for key in "ab"] == [1, 1]
    one = parts.action_list(dataset("bradford-district"), rows[:1], view(actions=tuple(rows)))
    assert parts.ALL_OF_THESE not in one
    assert "Lead: Director" in one


def test_when_with_the_words_of_the_document() -> None:
    assert words.when_words(action(due="2013-06", timing="phase 1")) == "June 2013 (phase 1)"
    assert words.when_words(action(timing="Ongoing")) == "Ongoing"
    assert words.when_words(action()) == ""


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_tables_have_a_row_for_each(footprint: str) -> None:
    one = dataset(footprint)
    shown = reading(one)
    for found in programmes_of(one, TODAY):
        actions = programme_tables.actions_frame(one, found)
        assert len(actions) == len(found.actions)
        done = {row.text: row.done_on for row in found.actions}
        assert dict(zip(actions["Action"], actions["Done on"], strict=True)) == done
        assert len(programme_tables.milestones_frame(found)) == len(found.milestones)
        assert len(programme_tables.statements_frame(found)) == len(found.statements)
        members = programme_tables.members_frame(shown, found)
        assert set(members["Organisation"]) == {
            one.organisation_by_id[key].name for key in (*found.members, *found.around)
        }
        assert len(words.timeline_title(found)) > 20
        first, second = words.one_halves(shown, found)
        assert found.programme.name in first
        assert second.endswith(".")


def test_the_sentence_about_all_of_them() -> None:
    shown = reading(dataset("bradford-district"))
    _, said = words.list_halves(shown, programmes_of(shown.dataset, TODAY))
    assert said == "2 programmes and 1 of national context. Of 8 actions, none is late."
    assert words.list_halves(shown, ())[1] == "No programme is on record yet."


def test_each_label_has_a_class_of_its_own() -> None:
    labels = [*(one.label for one in Progress), words.NO_OWNER]
    classes = {Seen(parts.flag(text)).texts[0][0] for text in labels}
    assert len(classes) == len(labels)


def test_hostile_words_stay_text() -> None:
    for name in HOSTILE:
        line = " ".join(name.split())
        acts = (action(text=line, theme=line, lead=line, evidence=line, outcome=line, timing=line),)
        one = view(actions=acts, statements=(statement(name=line, text=line),))
        one = replace(one, programme=replace(one.programme, name=line, what=line, sponsor=line))
        data = dataset("bradford-district")
        made = "".join(
            (
                parts.box(one),
                parts.facts([*words.purpose(one.programme), *words.people(data, one.programme)]),
                parts.action_list(data, one.actions, one),
                parts.statement_list(one.statements),
            )
        )
        assert Seen(made).tags <= {
            *("div", "h3", "p", "ul", "li", "span", "dl", "dt", "dd", "strong"),
        }
        assert Seen(made).attributes == {"class"}
