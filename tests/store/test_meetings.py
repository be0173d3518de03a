"""What every store does with stories and with notes of meetings, on every engine."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from joinedup.errors import StoreError
from joinedup.store import meeting_notes, stories
from joinedup.store.engine import open_store
from joinedup.store.meetings import (
    MAX_HEADING,
    MAX_NOTE_TEXT,
    MAX_SPOKEN,
    MAX_STEPS,
    MAX_STORY_NAME,
    MAX_WHO,
    MeetingNote,
    Story,
    StoryStep,
)
from joinedup.store.protocol import Store
from tests.store.publishing import SY, assert_whole, publish_on_top

WHEN = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
LATER = WHEN + timedelta(hours=1)
MAP = StoryStep(view="view-map", heading="Where we are", spoken="Slowly.\nThen the gaps.")
NETWORK = StoryStep(view="view-net", heading="Who works together")
STORY = Story(
    id="abcd2345",
    name="Summit",
    owner="A. Lead",
    created_at=WHEN,
    author="A. Lead",
    changed_at=WHEN,
    steps=(MAP, NETWORK),
)
NOTE = MeetingNote(
    id="note0001",
    dataset=SY,
    kind="action",
    text="Invite the practice\nto the partnership",
    author="A. Lead",
    noted_at=WHEN,
    changed_by="A. Lead",
    changed_at=WHEN,
    who="Place director",
    by_when=date(2026, 4, 1),
    organisation="ods:C88046",
    target="body:place-partnership",
    story=STORY.id,
)


def bare(one: Any) -> Any:
    """A state without the number that the store gave it."""
    return replace(one, number=0)


# --- stories -------------------------------------------------------------------------


def test_a_store_that_is_not_there_has_neither(store: Store) -> None:
    assert store.stories() == ()
    assert store.story_states(STORY.id) == ()
    assert store.meeting_notes(SY) == ()


def test_a_story_comes_back_as_it_was_saved(store: Store) -> None:
    kept = store.save_story(STORY)
    assert kept.number > 0
    assert bare(kept) == STORY
    assert store.stories() == (kept,)
    assert store.story_states(STORY.id) == (kept,)


def test_every_save_keeps_the_former_state(store: Store) -> None:
    first = store.save_story(STORY)
    changed = replace(STORY, name="Winter summit", steps=(NETWORK,), changed_at=LATER)
    second = store.save_story(changed, seen=first.number)
    put_away = store.save_story(replace(changed, archived=True), seen=second.number)
    assert store.story_states(STORY.id) == (first, second, put_away)
    assert [bare(one) for one in store.stories()] == [replace(changed, archived=True)]


def test_the_story_that_was_changed_last_comes_first(store: Store) -> None:
    first = store.save_story(STORY)
    other = store.save_story(replace(STORY, id="other234"))
    assert store.stories() == (other, first)
    again = store.save_story(STORY, seen=first.number)
    assert store.stories() == (again, other)


def test_who_has_not_seen_the_newest_state_cannot_save_over_it(store: Store) -> None:
    first = store.save_story(STORY)
    theirs = store.save_story(replace(STORY, author="B. Lead", steps=()), seen=first.number)
    for seen in (first.number, 0, theirs.number + 1):
        with pytest.raises(StoreError, match=r"B\. Lead has saved this story in the meantime"):
            store.save_story(STORY, seen=seen)
    assert store.stories() == (theirs,)
    # Another story is nobody's business.
    store.save_story(replace(STORY, id="other234"))
    with pytest.raises(StoreError, match="Somebody has saved"):
        store.save_story(replace(STORY, id="third234"), seen=first.number)


def test_of_many_who_save_at_once_one_is_kept(store: Store) -> None:
    first = store.save_story(STORY)

    def save(number: int) -> bool:
        try:
            store.save_story(replace(STORY, name=f"From {number}"), seen=first.number)
        except StoreError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(save, range(8))) == [False] * 7 + [True]
    assert len(store.story_states(STORY.id)) == 2


def test_what_is_kept_outlives_the_program(target: str, store: Store) -> None:
    story, note = store.save_story(STORY), store.keep_meeting_note(NOTE)
    assert open_store(target).stories() == (story,)
    assert open_store(target).meeting_notes(SY) == (note,)


def test_versions_keep_out_of_the_way(store: Store) -> None:
    publish_on_top(store, "first")
    story, note = store.save_story(STORY), store.keep_meeting_note(NOTE)
    publish_on_top(store, "second")
    assert (store.stories(), store.meeting_notes(SY)) == ((story,), (note,))
    assert_whole(store)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"id": "../x"}, "cannot have this id"),
        ({"id": ""}, "cannot have this id"),
        ({"id": "x" * 41}, "cannot have this id"),
        ({"name": "  "}, "The name is missing"),
        ({"name": "x" * (MAX_STORY_NAME + 1)}, "The name has 101 characters"),
        ({"name": "two\nlines"}, "line breaks"),
        ({"name": "a\u202eb"}, "hidden characters"),
        ({"owner": ""}, "Your name is missing"),
        ({"author": "x" * 101}, "Your name has 101 characters"),
        ({"changed_at": datetime(2026, 3, 3)}, "no zone"),
        ({"created_at": datetime(2026, 3, 3)}, "no zone"),
        ({"steps": (MAP,) * (MAX_STEPS + 1)}, "too many steps"),
        ({"steps": (MAP, replace(MAP, heading=" "))}, "heading of step 2 is missing"),
        ({"steps": (replace(MAP, heading="x" * (MAX_HEADING + 1)),)}, "101 characters"),
        ({"steps": (replace(MAP, spoken="x" * (MAX_SPOKEN + 1)),)}, "1,001 characters"),
        ({"steps": (replace(MAP, spoken="\x00"),)}, "hidden characters"),
        ({"steps": (replace(MAP, view="<b>"),)}, "saved view cannot have this id"),
    ],
)
def test_a_story_out_of_bounds_is_not_kept(
    store: Store, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(StoreError, match=message):
        store.save_story(replace(STORY, **wrong))
    assert store.stories() == ()


def test_the_largest_story_is_kept(store: Store) -> None:
    step = StoryStep(view="v" * 40, heading="h" * MAX_HEADING, spoken="\u2764" * MAX_SPOKEN)
    largest = replace(STORY, name="n" * MAX_STORY_NAME, steps=(step,) * MAX_STEPS)
    assert bare(store.save_story(largest)) == largest


def test_more_than_a_store_keeps_are_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "MOST_KEPT", 1)
    monkeypatch.setattr(meeting_notes, "MOST_KEPT", 1)
    store.save_story(STORY)
    store.keep_meeting_note(NOTE)
    with pytest.raises(StoreError, match="Too many stories"):
        store.save_story(replace(STORY, id="other234"))
    with pytest.raises(StoreError, match="Too many notes"):
        store.keep_meeting_note(replace(NOTE, id="note0002"))
    # Of another footprint there is room.
    store.keep_meeting_note(replace(NOTE, id="note0003", dataset="bradford"))


# --- notes of meetings ---------------------------------------------------------------


def test_a_note_comes_back_as_it_was_taken(store: Store) -> None:
    kept = store.keep_meeting_note(NOTE)
    other = store.keep_meeting_note(replace(NOTE, id="note0002", dataset="bradford"))
    assert bare(kept) == NOTE
    assert store.meeting_notes(SY) == (kept,)
    assert store.meeting_notes("bradford") == (other,)
    assert 0 < kept.number < other.number


def test_a_note_about_the_footprint_alone_is_kept(store: Store) -> None:
    least = replace(NOTE, who="", by_when=None, organisation="", target="", story="")
    assert bare(store.keep_meeting_note(least)) == least


def test_done_not_done_and_withdrawn_are_kept_beside_each_other(store: Store) -> None:
    seen = store.keep_meeting_note(NOTE)
    for state in ("done", "open", "withdrawn"):
        changed = replace(seen, state=state, changed_by="B. Lead", changed_at=LATER)
        seen = store.keep_meeting_note(changed, seen=seen.number)
    found = store.meeting_notes(SY)
    assert [one.state for one in found] == ["open", "done", "open", "withdrawn"]
    assert [one.changed_by for one in found] == ["A. Lead"] + ["B. Lead"] * 3
    assert {(one.id, one.author, one.text) for one in found} == {(NOTE.id, "A. Lead", NOTE.text)}


def test_who_has_not_seen_the_newest_state_cannot_change_a_note(store: Store) -> None:
    first = store.keep_meeting_note(NOTE)
    done = replace(NOTE, state="done", changed_by="B. Lead")
    store.keep_meeting_note(done, seen=first.number)
    with pytest.raises(StoreError, match=r"B\. Lead has changed this note in the meantime"):
        store.keep_meeting_note(replace(NOTE, state="withdrawn"), seen=first.number)
    assert [one.state for one in store.meeting_notes(SY)] == ["open", "done"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"id": "a b"}, "This id cannot be used"),
        ({"dataset": "../x"}, "cannot have this id"),
        ({"kind": "gossip"}, "no such kind of note"),
        ({"state": "lost"}, "cannot become this"),
        ({"text": " \n "}, "The note is empty"),
        ({"text": "x" * (MAX_NOTE_TEXT + 1)}, "1,001 characters"),
        ({"text": "a\u202eb"}, "hidden characters"),
        ({"who": "x" * (MAX_WHO + 1)}, "101 characters"),
        ({"who": "two\nlines"}, "line breaks"),
        ({"author": ""}, "Your name is missing"),
        ({"changed_by": " "}, "Your name is missing"),
        ({"noted_at": datetime(2026, 3, 3)}, "no zone"),
        ({"changed_at": datetime(2026, 3, 3)}, "no zone"),
        ({"view": "<b>"}, "This id cannot be used"),
        ({"story": "a/b"}, "This id cannot be used"),
        ({"organisation": "a b"}, "This id cannot be used"),
        ({"organisation": ""}, "names both ends"),
        ({"target": "<b>"}, "This id cannot be used"),
    ],
)
def test_a_note_out_of_bounds_is_not_kept(
    store: Store, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(StoreError, match=message):
        store.keep_meeting_note(replace(NOTE, **wrong))
    assert store.meeting_notes(SY) == ()


def test_words_are_kept_without_space_around_them_and_times_in_utc(store: Store) -> None:
    there = WHEN.astimezone(timezone(timedelta(hours=1)))
    kept = store.keep_meeting_note(
        replace(NOTE, text=" a\r\n\tb ", who=" Board ", author=" A. Lead ", noted_at=there)
    )
    assert (kept.text, kept.who, kept.author) == ("a\n b", "Board", "A. Lead")
    assert (kept.noted_at, kept.noted_at.utcoffset()) == (WHEN, timedelta(0))


@pytest.mark.parametrize("name", ["", "../x", "A b", "\ud800", "x" * 101])
def test_odd_names_have_none(store: Store, name: str) -> None:
    store.save_story(STORY)
    store.keep_meeting_note(NOTE)
    assert store.story_states(name) == ()
    assert store.meeting_notes(name) == ()
