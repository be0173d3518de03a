"""Actions are added and changed: each makes a version, and nobody's change is lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from joinedup import services
from joinedup.errors import StoreError
from joinedup.model import Action, Dataset, Progress, WorkState
from joinedup.services import NewAction, acting
from joinedup.store.protocol import Draft, Superseded, VersionInfo

FOOTPRINT, PROGRAMME = "bradford-district", "one-workforce"
TODAY = date(2026, 11, 22)
NEW = NewAction(text="Ask every care home", lead="Director of adult social care", due="2026-03-01")


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    yield
    services.store().dispose()


def newest() -> Dataset:
    return services.load_dataset(FOOTPRINT)


def add(new: NewAction = NEW, programme: str = PROGRAMME, author: str = "A. Lead") -> VersionInfo:
    return services.add_action(FOOTPRINT, programme, new, author=author, today=TODAY)


def added() -> Action:
    (one,) = (row for row in newest().actions if row.provenance.source == acting.SOURCE)
    return one


def first() -> Action:
    return next(row for row in newest().actions if row.programme == PROGRAMME)


def test_an_added_action_is_open_and_late_once_its_day_has_passed() -> None:
    before = newest()
    made = add()
    after, one = newest(), added()
    assert (made.kind, made.author, made.number) == ("actions", "A. Lead", 2)
    assert made.note == "Action added: Ask every care home"
    assert made.report == {"actions": [one.id]}
    assert after.actions[:-1] == before.actions
    assert (one.text, one.lead, one.programme) == (NEW.text, NEW.lead, PROGRAMME)
    assert one.state is WorkState.OPEN
    assert one.progress_on(TODAY) is Progress.LATE
    assert one.progress_on(date(2026, 3, 1)) is Progress.DUE
    assert (one.provenance.licence, one.provenance.as_of) == ("Own record", "2026-11-22")
    assert after.as_of == "2026-11-22"


def test_what_is_written_is_put_on_one_line_and_bounded() -> None:
    add(NewAction(text="  Two\nlines ", theme=" A \t theme "))
    assert (added().text, added().theme, added().lead, added().due) == (
        "Two lines",
        "A theme",
        "",
        "",
    )
    count = len(services.history(FOOTPRINT))
    for bad, words in (
        (NewAction(text=" \n "), "The action is missing"),
        (NewAction(text="x" * 301), "The action has 301 characters"),
        (NewAction(text="x", lead="x" * 121), "The lead has 121 characters"),
        (NewAction(text="x", theme="x" * 121), "The theme has 121 characters"),
        (NewAction(text="x", evidence="x" * 301), "The evidence has 301 characters"),
        (NewAction(text="x\u202ey"), "hidden characters"),
        (NewAction(text="x", due="soon"), "not a date"),
        (NewAction(text="x", lead="Jane Smith"), "reads like a person's name"),
    ):
        with pytest.raises(StoreError, match=words):
            add(bad)
    with pytest.raises(StoreError, match="Your name is missing"):
        add(author="  ")
    with pytest.raises(StoreError, match="does not have this programme"):
        add(programme="gone")
    assert len(services.history(FOOTPRINT)) == count


@pytest.mark.parametrize("becoming", ["done", "dropped", "open"])
def test_what_becomes_of_an_action_is_kept_with_where_it_came_from(
    becoming: acting.ActionState,
) -> None:
    seen = first()
    services.mark_action(FOOTPRINT, seen, becoming, author="B. Lead", today=TODAY)
    now = first()
    assert now.state.value == becoming
    assert now.done_on == ("2026-11-22" if becoming == "done" else "")
    assert now.provenance.source == f"{seen.provenance.source}; changed here"
    assert (now.text, now.lead, now.section) == (seen.text, seen.lead, seen.section)
    # A second change says so once.
    services.assign_action(
        FOOTPRINT, now, lead="Board secretary", due="", author="B. Lead", today=TODAY
    )
    assert first().provenance.source.count("changed here") == 1
    assert first().lead == "Board secretary"


def test_who_gives_an_action_a_day_says_that_it_is_still_to_be_done() -> None:
    seen = first()
    assert seen.state is WorkState.NOT_STATED
    services.assign_action(
        FOOTPRINT, seen, lead=seen.lead, due="2026-10-31", author="A. Lead", today=TODAY
    )
    assert first().progress_on(TODAY) is Progress.LATE


def test_nothing_is_published_where_nothing_changes_or_somebody_was_quicker() -> None:
    seen = first()
    with pytest.raises(StoreError, match="Nothing is changed"):
        services.assign_action(
            FOOTPRINT, seen, lead=seen.lead, due=seen.due, author="A. Lead", today=TODAY
        )
    services.mark_action(FOOTPRINT, seen, "done", author="A. Lead", today=TODAY)
    with pytest.raises(StoreError, match="Somebody has changed this action"):
        services.mark_action(FOOTPRINT, seen, "dropped", author="B. Lead", today=TODAY)
    assert first().state is WorkState.DONE


def test_two_at_once_are_both_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    store = services.store()
    asked: list[Draft] = []
    publish = type(store).publish

    def late(self: object, draft: Draft, **given: object) -> VersionInfo:
        if not asked:
            asked.append(draft)
            add(NewAction(text="Quicker"))
        return publish(self, draft, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(type(store), "publish", late)
    add()
    assert {row.text for row in newest().actions} >= {"Quicker", NEW.text}


def test_a_whole_table_that_adds_at_once_loses_nothing() -> None:
    add()
    before = len(newest().actions)
    with ThreadPoolExecutor(4) as people:
        made = list(people.map(lambda k: add(NewAction(text=f"Of seat {k}")).number, range(8)))
    assert sorted(made) == list(range(min(made), min(made) + 8))
    assert len(newest().actions) == before + 8


def test_one_who_never_gets_through_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    add()
    between = services.history(FOOTPRINT)[:1]

    def refuse(*_: object, **__: object) -> VersionInfo:
        raise Superseded(between)

    monkeypatch.setattr(type(services.store()), "publish", refuse)
    with pytest.raises(Superseded, match="published in the meantime"):
        add()


def test_a_new_day_before_its_start_takes_the_start_away() -> None:
    seen = next(row for row in services.load_dataset("cheshire-west").actions if row.start)
    services.assign_action(
        "cheshire-west", seen, lead="Lead", due="2001", author="A. Lead", today=TODAY
    )
    now = next(row for row in services.load_dataset("cheshire-west").actions if row.id == seen.id)
    assert (now.start, now.due) == ("", "2001")
