"""What every store does with diagrams, on every engine."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import URL, text

from joinedup.errors import StoreError
from joinedup.store import diagrams
from joinedup.store.diagramming import MAX_DIAGRAM_NAME, MAX_DIAGRAM_TEXT, Diagram
from joinedup.store.engine import open_store
from joinedup.store.protocol import Store
from joinedup.store.sqlite import SqliteDatabase
from tests.store.publishing import SY, assert_whole, publish_on_top

WHEN = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
LATER = WHEN + timedelta(hours=1)
DRIVER = Diagram(
    id="abcd234567",
    dataset=SY,
    kind="driver",
    programme="sy-discovery",
    name="Who is missing",
    text="Connect the unconnected\n    Ask\n        Write to all",
    owner="A. Lead",
    created_at=WHEN,
    author="A. Lead",
    changed_at=WHEN,
)
FISHBONE = replace(DRIVER, id="fish234567", kind="fishbone", programme="", name="Why not")


def bare(one: Diagram) -> Diagram:
    """A state without the number that the store gave it."""
    return replace(one, number=0)


def test_a_store_that_is_not_there_has_none(store: Store) -> None:
    assert store.diagrams(SY) == store.diagram_states(DRIVER.id) == ()


def test_a_diagram_comes_back_as_it_was_saved(store: Store) -> None:
    kept = store.save_diagram(DRIVER)
    assert kept.number > 0
    assert bare(kept) == DRIVER
    assert store.diagrams(SY) == store.diagram_states(DRIVER.id) == (kept,)
    assert store.diagrams("bradford") == ()


def test_every_save_keeps_the_former_state(store: Store) -> None:
    first = store.save_diagram(DRIVER)
    changed = replace(DRIVER, name="Who is there", text="Another aim", programme="", author="B")
    second = store.save_diagram(replace(changed, changed_at=LATER), seen=first.number)
    away = store.save_diagram(replace(second, archived=True), seen=second.number)
    assert store.diagram_states(DRIVER.id) == (first, second, away)
    assert store.diagrams(SY) == (away,)


def test_the_last_changed_comes_first(store: Store) -> None:
    first, other = store.save_diagram(DRIVER), store.save_diagram(FISHBONE)
    assert store.diagrams(SY) == (other, first)
    again = store.save_diagram(DRIVER, seen=first.number)
    assert store.diagrams(SY) == (again, other)


def test_who_has_not_seen_the_newest_state_cannot_save_over_it(store: Store) -> None:
    first = store.save_diagram(DRIVER)
    theirs = store.save_diagram(replace(DRIVER, author="B. Lead", text="x"), seen=first.number)
    for seen in (first.number, 0, theirs.number + 1):
        with pytest.raises(StoreError, match=r"B\. Lead has saved this diagram in the meantime"):
            store.save_diagram(DRIVER, seen=seen)
    with pytest.raises(StoreError, match="Somebody has saved"):
        store.save_diagram(FISHBONE, seen=first.number)
    assert store.diagrams(SY) == (theirs,)


def test_of_many_who_save_at_once_one_is_kept(store: Store) -> None:
    first = store.save_diagram(DRIVER)

    def save(number: int) -> bool:
        try:
            store.save_diagram(replace(DRIVER, name=f"From {number}"), seen=first.number)
        except StoreError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(save, range(8))) == [False] * 7 + [True]
    assert len(store.diagram_states(DRIVER.id)) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"dataset": "bradford"},
        {"kind": "fishbone"},
        {"owner": "B. Lead"},
        {"created_at": LATER},
    ],
)
def test_a_diagram_stays_what_it_is(store: Store, other: dict[str, Any]) -> None:
    first = store.save_diagram(DRIVER)
    with pytest.raises(StoreError, match="stays what it is"):
        store.save_diagram(replace(DRIVER, **other), seen=first.number)
    assert store.diagram_states(DRIVER.id) == (first,)


def test_what_is_kept_outlives_the_program_and_keeps_out_of_the_way(
    target: str, store: Store
) -> None:
    publish_on_top(store, "first")
    kept = store.save_diagram(DRIVER)
    publish_on_top(store, "second")
    assert open_store(target).diagrams(SY) == (kept,)
    assert_whole(store)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"id": "../x"}, "diagram cannot have this id"),
        ({"id": ""}, "diagram cannot have this id"),
        ({"dataset": "../x"}, "dataset cannot have this id"),
        ({"kind": "pie"}, "no such kind of diagram"),
        ({"programme": "<b>"}, "programme cannot have this id"),
        ({"programme": "x" * 101}, "programme cannot have this id"),
        ({"name": "  "}, "The name is missing"),
        ({"name": "x" * (MAX_DIAGRAM_NAME + 1)}, "The name has 101 characters"),
        ({"name": "two\nlines"}, "line breaks"),
        ({"text": " \n\t"}, "diagram is empty"),
        ({"text": "x" * (MAX_DIAGRAM_TEXT + 1)}, "The text has 10,001 characters"),
        ({"text": "a\x00b"}, "hidden characters"),
        ({"text": "a\u202eb"}, "hidden characters"),
        ({"owner": ""}, "Your name is missing"),
        ({"author": "x" * 101}, "Your name has 101 characters"),
        ({"created_at": datetime(2026, 3, 3)}, "no zone"),
        ({"changed_at": datetime(2026, 3, 3)}, "no zone"),
    ],
)
def test_a_diagram_out_of_bounds_is_not_kept(
    store: Store, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(StoreError, match=message):
        store.save_diagram(replace(DRIVER, **wrong))
    assert store.diagrams(SY) == ()


def test_the_largest_is_kept_and_indentation_stays(store: Store) -> None:
    largest = replace(DRIVER, name="n" * MAX_DIAGRAM_NAME, text="\u2764" * MAX_DIAGRAM_TEXT)
    assert bare(store.save_diagram(largest)) == largest
    there = WHEN.astimezone(timezone(timedelta(hours=1)))
    kept = store.save_diagram(replace(FISHBONE, text=" a\r\n\tb\n  c ", created_at=there))
    assert kept.text == "a\n    b\n  c"
    assert (kept.created_at, kept.created_at.utcoffset()) == (WHEN, timedelta(0))


def test_more_than_a_store_keeps_are_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagrams, "MOST_KEPT", 1)
    store.save_diagram(DRIVER)
    with pytest.raises(StoreError, match="Too many diagrams"):
        store.save_diagram(FISHBONE)


@pytest.mark.parametrize("name", ["", "../x", "A b", "\ud800", "x" * 101])
def test_odd_names_have_none(store: Store, name: str) -> None:
    store.save_diagram(DRIVER)
    assert store.diagram_states(name) == store.diagrams(name) == ()


@pytest.mark.parametrize("damage", ["kind = 'pie'", "changed_at = 'soon'"])
def test_a_damaged_row_is_said(tmp_path: Any, damage: str) -> None:
    path = tmp_path / "versions.sqlite3"
    open_store(path).save_diagram(DRIVER)
    engine = SqliteDatabase(URL.create("sqlite", database=str(path))).engine
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE diagrams SET {damage}"))  # noqa: S608
    store = open_store(path)
    with pytest.raises(StoreError, match="damaged"):
        store.diagrams(SY)
    with pytest.raises(StoreError, match="damaged"):
        store.diagram_states(DRIVER.id)
