"""Programmes: what the records refuse, how work stands on a day, what has to fit together."""

from dataclasses import FrozenInstanceError, replace
from datetime import date
from typing import Any

import pytest

from joinedup.errors import ModelError
from joinedup.model import (
    Action,
    Area,
    AreaLevel,
    Dataset,
    Level,
    Milestone,
    Organisation,
    Partnership,
    Programme,
    Progress,
    Provenance,
    Sector,
    Statement,
    StatementKind,
    WorkState,
)
from joinedup.model.programmes import LARGEST_FIGURE

SOURCE = Provenance(source="Made up", licence="None", as_of="2026-02")
DAY = date(2026, 6, 15)


def programme(name: str = "work", /, **changes: Any) -> Programme:
    fields = {"id": name, "name": name, "kind": "programme", "provenance": SOURCE, **changes}
    return Programme(**fields)


def milestone(name: str = "m", /, **changes: Any) -> Milestone:
    fields = {"id": name, "programme": "work", "name": name, "provenance": SOURCE, **changes}
    return Milestone(**fields)


def action(name: str = "a", /, **changes: Any) -> Action:
    fields = {"id": name, "programme": "work", "text": name, "provenance": SOURCE, **changes}
    return Action(**fields)


def statement(name: str = "s", /, **changes: Any) -> Statement:
    fields = {
        **{"id": name, "programme": "work", "kind": StatementKind.FIGURE, "name": name},
        **{"provenance": SOURCE, **changes},
    }
    return Statement(**fields)


def dataset(**changes: Any) -> Dataset:
    fields: dict[str, Any] = {
        "id": "d",
        "name": "D",
        "version": "1",
        "as_of": "2026",
        "areas": (Area(id="E1", name="Aldham", level=AreaLevel.PLACE, provenance=SOURCE),),
        "organisations": (Organisation(id="o", name="Oak", sector=Sector.VCSE, provenance=SOURCE),),
        "partnerships": (
            Partnership(id="p", name="P", kind="board", level=Level.PLACE, provenance=SOURCE),
        ),
        "memberships": (),
        "programmes": (programme(partnership="p", places=("E1",)),),
        "milestones": (milestone(),),
        "actions": (action(organisation="o"),),
        "statements": (statement(), statement("part", part_of="s")),
        **changes,
    }
    return Dataset(**fields)


# --- how work stands on a day ----------------------------------------------------------

_STATES = {
    # state, done_on, due: how it stands on 15 June 2026
    ("", "", ""): Progress.UNDATED,
    ("", "", "2026-06-15"): Progress.DUE,
    ("", "", "2026-06"): Progress.DUE,  # the month has days left
    ("", "", "2026"): Progress.DUE,
    ("", "", "2026-06-14"): Progress.UNKNOWN,  # nobody has said what came of it
    ("", "", "2013"): Progress.UNKNOWN,
    ("open", "", ""): Progress.UNDATED,
    ("open", "", "2026-06-15"): Progress.DUE,
    ("open", "", "2026-06-14"): Progress.LATE,
    ("open", "", "2026-05"): Progress.LATE,
    ("done", "", ""): Progress.DONE,
    ("done", "", "2026-05"): Progress.DONE,
    ("done", "2026-06-15", "2026-05"): Progress.DONE,
    ("done", "2026-05", ""): Progress.DONE,
    # Seen from before it was done, it was still to be done.
    ("done", "2026-06-16", "2026-12"): Progress.DUE,
    ("done", "2026-06", "2026-05"): Progress.LATE,
    # Some time this year: it may have been in time.
    ("done", "2026", "2026-05"): Progress.UNKNOWN,
    ("done", "2026-06", "2026-06-10"): Progress.UNKNOWN,
    ("done", "2026-07", ""): Progress.UNDATED,
    ("dropped", "", ""): Progress.DROPPED,
    ("dropped", "", "2026-05"): Progress.DROPPED,
    ("dropped", "", "2026-12"): Progress.DROPPED,
}


@pytest.mark.parametrize(("said", "stands"), _STATES.items())
def test_how_work_stands_on_a_day(said: tuple[str, str, str], stands: Progress) -> None:
    state, done_on, due = said
    fields = {"state": WorkState(state), "done_on": done_on, "due": due}
    assert action(**fields).progress_on(DAY) is stands
    assert milestone(**fields).progress_on(DAY) is stands


def test_a_plan_of_years_ago_is_not_late() -> None:
    old = action(due="2013-06")
    assert old.progress_on(DAY) is Progress.UNKNOWN
    assert old.progress_on(date(2013, 6, 30)) is Progress.DUE
    assert old.progress_on(date(2013, 7, 1)) is Progress.UNKNOWN


def test_every_word_has_a_label() -> None:
    for words in (Progress, StatementKind):
        labels = [one.label for one in words]
        assert all(labels)
        assert len({*labels}) == len(labels)
    assert "late" not in Progress.UNKNOWN.label.lower()


@pytest.mark.parametrize(
    ("fields", "owned"),
    [
        ({}, False),
        ({"lead": "Programme director"}, True),
        ({"organisation": "o"}, True),
        ({"lead": "Chair", "organisation": "o"}, True),
    ],
)
def test_an_action_has_an_owner_where_a_role_or_an_organisation_is_named(
    fields: dict[str, str], *, owned: bool
) -> None:
    assert action(**fields).has_owner is owned


# --- what the records refuse -----------------------------------------------------------


@pytest.mark.parametrize("make", [programme, milestone, action, statement])
@pytest.mark.parametrize("name", ["", " x", "a b", "<b>", "x" * 101, "a/b", "é"])
def test_ids_are_plain(make: Any, name: str) -> None:
    with pytest.raises(ModelError, match="id cannot be used"):
        make(name)


@pytest.mark.parametrize(
    ("make", "field"),
    [(programme, "name"), (milestone, "name"), (action, "text"), (statement, "name")],
)
@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_a_record_says_what_it_is(make: Any, field: str, text: str) -> None:
    with pytest.raises(ModelError, match="is empty"):
        make(**{field: text})


@pytest.mark.parametrize("make", [milestone, action])
def test_dates_of_work_are_dates_in_order(make: Any) -> None:
    assert make(start="2024-04", due="2024").due == "2024"
    with pytest.raises(ModelError, match="before its start"):
        make(start="2024-04", due="2024-03")
    for field in ("start", "due", "done_on"):
        with pytest.raises(ModelError, match="not a date"):
            make(**{field: "soon", "state": WorkState.DONE})


@pytest.mark.parametrize("make", [milestone, action])
@pytest.mark.parametrize("state", [WorkState.NOT_STATED, WorkState.OPEN, WorkState.DROPPED])
def test_only_what_is_done_was_done_on_a_day(make: Any, state: WorkState) -> None:
    assert make(state=WorkState.DONE, done_on="2026").done_on == "2026"
    with pytest.raises(ModelError, match="Only what is done"):
        make(state=state, done_on="2026")


@pytest.mark.parametrize("figure", [0, 0.5, -250_000, 743_656, LARGEST_FIGURE])
def test_a_figure_is_a_number_of_something(figure: float) -> None:
    assert statement(figure=figure, unit="GBP").figure == figure
    with pytest.raises(ModelError, match="number and a unit"):
        statement(figure=figure)


@pytest.mark.parametrize(
    "figure", [float("nan"), float("inf"), -float("inf"), LARGEST_FIGURE + 1, 10**400]
)
def test_what_is_no_figure_is_refused(figure: float) -> None:
    with pytest.raises(ModelError, match="number and a unit"):
        statement(figure=figure, unit="GBP")


def test_a_unit_may_stand_without_a_figure() -> None:
    assert statement(unit="GBP").figure is None


@pytest.mark.parametrize("period", ["", "2013", "2013-04/2014-03", "2013/", "2010/2020"])
def test_a_figure_is_of_a_period(period: str) -> None:
    assert statement(period=period).period == period


@pytest.mark.parametrize("period", ["2013/14", "2014/2013", "2013/2014/2015", "last year", "a/b"])
def test_what_is_no_period_is_refused(period: str) -> None:
    with pytest.raises(ModelError, match=r"not a date|before its start"):
        statement(period=period)


def test_records_cannot_be_changed() -> None:
    for one in (programme(), milestone(), action(), statement()):
        with pytest.raises(FrozenInstanceError):
            setattr(one, "id", "other")  # noqa: B010 - a type checker would refuse it in writing


# --- what has to fit together ----------------------------------------------------------


def test_a_dataset_finds_its_programmes_by_id() -> None:
    found = dataset(programmes=(programme(), programme("review", partnership=None)))
    assert list(found.programme_by_id) == ["work", "review"]
    assert found.programme_by_id["review"].partnership is None
    assert dataset(programmes=(), milestones=(), actions=(), statements=()).programme_by_id == {}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"programmes": (programme(), programme())}, "share one programme id"),
        ({"milestones": (milestone(), milestone())}, "share one milestone id"),
        ({"actions": (action(), action())}, "share one action id"),
        ({"statements": (statement(), statement())}, "share one statement id"),
        ({"programmes": (programme(partnership="?"),)}, "names a partnership"),
        ({"programmes": (programme(partnership="o"),)}, "names a partnership"),
        ({"programmes": (programme(partnership=""),)}, "names a partnership"),
        ({"programmes": (programme(places=("E1", "E2")),)}, "names a place"),
        ({"programmes": ()}, "names a programme"),
        ({"milestones": (milestone(programme="?"),)}, "names a programme"),
        ({"actions": (action(programme="p"),)}, "names a programme"),
        ({"statements": (statement(programme=""),)}, "names a programme"),
        ({"actions": (action(organisation="?"),)}, "names a organisation"),
        ({"actions": (action(organisation="p"),)}, "names a organisation"),
        ({"actions": (action(organisation=""),)}, "names a organisation"),
        ({"statements": (statement(part_of="?"),)}, "names a statement"),
        ({"statements": (statement(part_of="a"),)}, "names a statement"),
        ({"statements": (statement(part_of="s"),)}, "part of itself"),
        (
            {
                "statements": (
                    statement(),
                    *(statement(one, part_of=of) for one, of in ("xy", "yz", "zx")),
                )
            },
            "part of itself",
        ),
    ],
)
def test_a_dataset_refuses_rows_that_contradict_each_other(
    changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(ModelError, match=said):
        dataset(**changes)


def test_rows_of_different_tables_may_share_an_id() -> None:
    """A milestone and an action are never asked for by the same question."""
    same = dataset(milestones=(milestone("x"),), actions=(action("x"),))
    assert replace(same, statements=(statement("x"),)).statements[0].id == "x"
