"""What every store does with saved views, on every engine."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from joinedup.errors import StoreError
from joinedup.store import saved_views
from joinedup.store.engine import open_store
from joinedup.store.protocol import Store
from joinedup.store.sharing import (
    ALPHABET,
    MAX_QUERY,
    MAX_VIEW_NAME,
    MAX_VIEW_NOTE,
    SavedView,
    new_view_id,
    view_id,
)
from tests.store.publishing import SY, assert_whole, publish_on_top

WHEN = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
LATER = WHEN + timedelta(days=1)
FIRST = SavedView(
    id="0123456789",
    name="Rotherham in March",
    note="For the summit",
    owner="A. Lead",
    dataset=SY,
    page="map",
    query=(("places", "Rotherham"), ("date", "2026-03-03"), ("at", "53.43,-1.35,12")),
    pinned=True,
    created_at=WHEN,
    author="A. Lead",
    changed_at=WHEN,
)
SECOND = replace(FIRST, id="abcdefghjk", name="Another", created_at=LATER, changed_at=LATER)


def bare(*found: SavedView | None) -> tuple[SavedView, ...]:
    """Views without the numbers that the store gave them."""
    return tuple(replace(one, number=0) for one in found if one)


def test_a_store_that_is_not_there_has_none(store: Store) -> None:
    assert store.saved_views() == store.saved_view_states(FIRST.id) == ()
    assert store.saved_view(FIRST.id) is None


def test_what_was_saved_comes_back_whole(store: Store) -> None:
    kept = store.save_view(FIRST)
    assert kept.number > 0
    assert bare(kept) == (FIRST,)
    assert store.saved_view(FIRST.id) == kept
    assert store.saved_view("zzzzzzzzzz") is None
    assert store.saved_view_states(FIRST.id) == (kept,)


def test_they_are_listed_by_when_they_were_saved_the_last_first(store: Store) -> None:
    first = store.save_view(FIRST)
    store.save_view(SECOND)
    other = replace(FIRST, id="bradfrd000", dataset="bradford", created_at=LATER + timedelta(1))
    store.save_view(other)
    # A new name does not bring it to the front.
    renamed = replace(first, name="Rotherham", author="B. Lead", changed_at=LATER)
    store.save_view(renamed, seen=first.number)
    assert bare(*store.saved_views()) == bare(other, SECOND, renamed)
    assert bare(*store.saved_views(SY)) == bare(SECOND, renamed)
    assert bare(*store.saved_views("bradford")) == bare(other)


def test_nothing_of_its_past_is_lost(store: Store) -> None:
    kept = store.save_view(FIRST)
    renamed = store.save_view(
        replace(kept, name="Rotherham", note="", author="B. Lead", changed_at=LATER),
        seen=kept.number,
    )
    away = store.save_view(
        replace(renamed, archived_at=LATER, author="C. Lead"), seen=renamed.number
    )
    back = store.save_view(replace(away, archived_at=None), seen=away.number)
    assert store.saved_view_states(FIRST.id) == (kept, renamed, away, back)
    assert [one.archived_at for one in store.saved_view_states(FIRST.id)][2:] == [LATER, None]
    assert store.saved_view(FIRST.id) == back


def test_who_has_not_seen_the_last_state_cannot_overwrite_it(store: Store) -> None:
    kept = store.save_view(FIRST)
    renamed = store.save_view(replace(kept, name="X", author="B. Lead"), seen=kept.number)
    with pytest.raises(StoreError, match=r"B\. Lead has changed this view in the meantime"):
        store.save_view(replace(kept, name="Y"), seen=kept.number)
    with pytest.raises(StoreError, match="in the meantime"):
        store.save_view(FIRST)
    with pytest.raises(StoreError, match="Somebody has changed"):
        store.save_view(SECOND, seen=7)
    assert store.saved_views() == (renamed,)


@pytest.mark.parametrize(
    "change",
    [
        {"owner": "B. Lead"},
        {"dataset": "bradford"},
        {"page": "network"},
        {"query": ()},
        {"pinned": False},
        {"created_at": LATER},
    ],
)
def test_what_it_shows_is_never_changed(store: Store, change: dict[str, Any]) -> None:
    kept = store.save_view(FIRST)
    with pytest.raises(StoreError, match="cannot be changed"):
        store.save_view(replace(kept, **change), seen=kept.number)
    assert store.saved_views() == (kept,)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": " "}, "The name is missing"),
        ({"name": "x" * (MAX_VIEW_NAME + 1)}, "The name has 101 characters"),
        ({"name": "two\nlines"}, "line breaks"),
        ({"name": "turned \u202e round"}, "hidden characters"),
        ({"note": "x" * (MAX_VIEW_NOTE + 1)}, "The note has 501 characters"),
        ({"note": "two\nlines"}, "line breaks"),
        ({"owner": ""}, "Your name is missing"),
        ({"author": "x" * 101}, "Your name has 101 characters"),
        ({"id": ""}, "cannot have this id"),
        ({"id": "0123456780 "}, "cannot have this id"),
        ({"id": "ABCDEFGHJK"}, "cannot have this id"),
        ({"id": "../../0000"}, "cannot have this id"),
        ({"dataset": "../x"}, "cannot have this id"),
        ({"page": ""}, "cannot be of this page"),
        ({"page": "//evil.example"}, "cannot be of this page"),
        ({"page": "map?x"}, "cannot be of this page"),
        ({"query": (("places", "x" * MAX_QUERY),)}, "The view's address has"),
        ({"query": (("places", "a\r\nSet-Cookie: b"),)}, "hidden characters"),
        ({"query": (("places", "\ud800"),)}, "hidden characters"),
        ({"query": (("<script>", "x"),)}, "cannot have this parameter"),
        ({"created_at": datetime(2026, 3, 3)}, "no zone"),
        ({"archived_at": datetime(2026, 3, 3)}, "no zone"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_kept(
    store: Store, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(StoreError, match=message):
        store.save_view(replace(FIRST, **wrong))
    assert store.saved_views() == ()


def test_the_longest_words_are_kept_and_space_around_them_is_not(store: Store) -> None:
    long = replace(FIRST, name="n" * MAX_VIEW_NAME, note="ö" * MAX_VIEW_NOTE)
    assert bare(store.save_view(long)) == (long,)
    spaced = replace(SECOND, name=" Another ", note="  ", owner=" A. Lead ")
    assert bare(store.save_view(spaced)) == (replace(SECOND, note=""),)


def test_a_time_of_another_zone_is_kept_in_utc(store: Store) -> None:
    summer = timezone(timedelta(hours=1))
    kept = store.save_view(replace(FIRST, created_at=WHEN.astimezone(summer)))
    assert (kept.created_at, kept.created_at.utcoffset()) == (WHEN, timedelta(0))


def test_more_than_a_store_keeps_are_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST_KEPT", 1)
    store.save_view(FIRST)
    with pytest.raises(StoreError, match="Too many views"):
        store.save_view(SECOND)
    assert bare(*store.saved_views()) == (FIRST,)


def test_they_outlive_the_program_and_keep_out_of_the_way_of_versions(
    target: str, store: Store
) -> None:
    publish_on_top(store, "first")
    store.save_view(FIRST)
    publish_on_top(store, "second")
    assert bare(*open_store(target).saved_views()) == (FIRST,)
    assert_whole(store)


def test_two_at_a_time_lose_nothing(store: Store) -> None:
    views = [replace(FIRST, id=new_view_id(), name=f"View {number}") for number in range(12)]
    store.save_view(FIRST)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(store.save_view, views))
    assert {one.name for one in store.saved_views()} == {FIRST.name, *(one.name for one in views)}


@pytest.mark.parametrize("name", ["", "../x", "A", "\ud800", "x" * 101, "0123456789'--"])
def test_odd_ids_name_none(store: Store, name: str) -> None:
    store.save_view(FIRST)
    assert store.saved_view(name) is None
    assert store.saved_view_states(name) == ()
    assert store.saved_views(name) == ()


def test_ids_are_long_enough_to_be_unguessable_and_hold_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ilou") & set(ALPHABET)
    found = {new_view_id() for _ in range(1_000)}
    assert len(found) == 1_000
    assert all(view_id(one) == one for one in found)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0123456789", "0123456789"),
        (" ABCDEFGHJK ", "abcdefghjk"),
        ("OIL3456789", "0113456789"),
        ("012345678", ""),
        ("01234567890", ""),
        ("012345678u", ""),
        ("0123456789" * 9, ""),
        ("<script>01", ""),
    ],
)
def test_an_id_is_understood_however_it_was_read_out(text: str, meant: str) -> None:
    assert view_id(text) == meant
