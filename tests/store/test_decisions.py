"""What every store does with decisions about introductions, on every engine."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from joinedup.errors import StoreError
from joinedup.store import decisions
from joinedup.store.engine import open_store
from joinedup.store.protocol import Decision, Store
from joinedup.store.wording import MAX_NOTE
from tests.store.publishing import SY, assert_whole, publish_on_top

WHEN = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
ACCEPTED = Decision(
    dataset=SY,
    organisation="ods:C88046",
    target="body:place-partnership",
    through="body:voluntary-action",
    state="accepted",
    author="A. Lead",
    decided_at=WHEN,
)
DECLINED = replace(ACCEPTED, state="declined", why="Too far to travel", author="B. Lead")


def bare(found: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Decisions without the numbers that the store gave them."""
    return tuple(replace(one, number=0) for one in found)


def test_a_store_that_is_not_there_has_none(store: Store) -> None:
    assert store.decisions(SY) == ()


def test_what_was_decided_comes_back_in_order(store: Store) -> None:
    assert store.last_decision(SY) == 0
    store.decide([ACCEPTED])
    store.decide([DECLINED, replace(ACCEPTED, dataset="bradford")])
    assert bare(store.decisions(SY)) == (ACCEPTED, DECLINED)
    assert bare(store.decisions("bradford")) == (replace(ACCEPTED, dataset="bradford"),)
    first, second = store.decisions(SY)
    assert 0 < first.number < second.number == store.last_decision(SY)
    assert store.last_decision("bradford") > second.number


def test_who_has_not_seen_the_last_word_cannot_overwrite_it(store: Store) -> None:
    store.decide([ACCEPTED])
    seen = store.last_decision(SY)
    store.decide([DECLINED], seen=seen)
    with pytest.raises(StoreError, match=r"B\. Lead has decided about this in the meantime"):
        store.decide([replace(ACCEPTED, state="done")], seen=seen)
    # The other way round it is the same introduction.
    turned = replace(ACCEPTED, organisation=ACCEPTED.target, target=ACCEPTED.organisation)
    with pytest.raises(StoreError, match="in the meantime"):
        store.decide([turned], seen=seen)
    assert bare(store.decisions(SY)) == (ACCEPTED, DECLINED)
    # Another one is nobody's business.
    other = replace(ACCEPTED, target="body:another")
    store.decide([other], seen=seen)
    assert bare(store.decisions(SY)) == (ACCEPTED, DECLINED, other)


def test_more_than_a_store_keeps_are_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "MOST_KEPT", 2)
    store.decide([ACCEPTED])
    with pytest.raises(StoreError, match="too many decisions"):
        store.decide([ACCEPTED, DECLINED])
    store.decide([DECLINED])
    assert bare(store.decisions(SY)) == (ACCEPTED, DECLINED)


def test_decisions_outlive_the_program(target: str, store: Store) -> None:
    store.decide([ACCEPTED])
    assert bare(open_store(target).decisions(SY)) == (ACCEPTED,)


def test_versions_and_decisions_keep_out_of_each_others_way(store: Store) -> None:
    publish_on_top(store, "first")
    store.decide([ACCEPTED])
    publish_on_top(store, "second")
    assert bare(store.decisions(SY)) == (ACCEPTED,)
    assert_whole(store)


def test_a_time_of_another_zone_is_kept_in_utc(store: Store) -> None:
    store.decide([replace(ACCEPTED, decided_at=WHEN.astimezone(timezone(timedelta(hours=1))))])
    found = store.decisions(SY)[0].decided_at
    assert (found, found.utcoffset()) == (WHEN, timedelta(0))


def test_space_around_words_is_taken_away(store: Store) -> None:
    store.decide([replace(DECLINED, why="  Too far ", author=" B. Lead ")])
    assert (store.decisions(SY)[0].why, store.decisions(SY)[0].author) == ("Too far", "B. Lead")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"author": " "}, "Your name is missing"),
        ({"author": "x" * 101}, "Your name has 101 characters"),
        ({"state": "declined"}, "The reason is missing"),
        ({"state": "declined", "why": "  "}, "The reason is missing"),
        ({"state": "maybe"}, "no such decision"),
        ({"why": "x" * (MAX_NOTE + 1)}, "characters"),
        ({"why": "two\nlines"}, "line breaks"),
        ({"organisation": "<b>"}, "This id cannot be used"),
        ({"target": ""}, "This id cannot be used"),
        ({"through": "a b"}, "This id cannot be used"),
        ({"dataset": "../x"}, "cannot have this id"),
        ({"decided_at": datetime(2026, 3, 3)}, "no zone"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_kept(
    store: Store, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(StoreError, match=message):
        store.decide([ACCEPTED, replace(ACCEPTED, **wrong)])
    assert store.decisions(SY) == ()


def test_too_many_at_once_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="too many"):
        store.decide([ACCEPTED] * (decisions.MOST_AT_ONCE + 1))
    store.decide([ACCEPTED] * decisions.MOST_AT_ONCE)
    assert len(store.decisions(SY)) == decisions.MOST_AT_ONCE


def test_two_at_a_time_lose_nothing(store: Store) -> None:
    store.decide([ACCEPTED])
    with ThreadPoolExecutor(4) as pool:
        found = [pool.submit(store.decide, [DECLINED]) for _ in range(12)]
    assert [one.result() for one in found] == [None] * 12
    assert bare(store.decisions(SY)) == (ACCEPTED, *[DECLINED] * 12)


@pytest.mark.parametrize("name", ["", "../x", "A", "\ud800", "x" * 101])
def test_odd_names_have_none(store: Store, name: str) -> None:
    store.decide([ACCEPTED])
    assert store.decisions(name) == ()
    assert store.last_decision(name) == 0
