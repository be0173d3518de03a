"""Notes of meetings are kept, ordered, filtered; what has become of them is kept beside them."""

from datetime import date, timedelta

import pytest

from joinedup import services
from joinedup.errors import StoreError
from joinedup.services import NoteSubject
from joinedup.store.meetings import MeetingNote, NoteKind

FOOTPRINT = "south-yorkshire"
HERE = NoteSubject(dataset=FOOTPRINT, organisation="ods:C88046", target="body:table")
TODAY = date(2026, 3, 3)
LEAD = "A. Lead"


pytestmark = pytest.mark.usefixtures("fresh_store")


def take(
    text: str, kind: NoteKind = "action", *, due: int | None = None, who: str = "", story: str = ""
) -> MeetingNote:
    """A note that is due so many days from today."""
    about = NoteSubject(dataset=FOOTPRINT, story=story)
    by_when = None if due is None else TODAY + timedelta(days=due)
    return services.take_note(about, kind, text, author=LEAD, who=who, by_when=by_when)


def test_a_note_is_kept_with_what_it_is_about() -> None:
    assert services.notes_of(FOOTPRINT) == ()
    one = services.take_note(
        HERE, "decision", "They meet", author=LEAD, who="Place director", by_when=TODAY
    )
    assert services.notes_of(FOOTPRINT) == (one,)
    assert services.notes_of("bradford-district") == ()
    assert (one.organisation, one.target) == (HERE.organisation, HERE.target)
    assert (one.kind, one.text, one.who, one.by_when) == (
        *("decision", "They meet", "Place director"),
        TODAY,
    )


def test_the_last_state_holds_and_withdrawn_ones_are_left_out() -> None:
    one, other = take("First"), take("Second")
    done = services.mark_note(one, "done", author="B. Lead")
    assert services.notes_of(FOOTPRINT) == (done, other)
    assert (done.author, done.changed_by, done.noted_at) == (LEAD, "B. Lead", one.noted_at)
    services.mark_note(other, "withdrawn", author="B. Lead")
    assert services.notes_of(FOOTPRINT) == (done,)
    assert len(services.store().meeting_notes(FOOTPRINT)) == 4


def test_who_has_not_seen_the_last_state_hears_of_it() -> None:
    one = take("First")
    services.mark_note(one, "done", author="B. Lead")
    with pytest.raises(StoreError, match=r"B\. Lead has changed this note"):
        services.mark_note(one, "withdrawn", author=LEAD)


@pytest.mark.parametrize(
    ("kind", "due", "who", "is_open"),
    [
        ("action", None, "", True),
        ("decision", None, "", True),
        ("note", None, "", False),
        ("note", 1, "", True),
        ("note", None, "Board", True),
    ],
)
def test_what_is_open(kind: NoteKind, due: int | None, who: str, *, is_open: bool) -> None:
    one = take("x", kind, due=due, who=who)
    assert services.is_open(one) is is_open
    assert not services.is_open(services.mark_note(one, "done", author=LEAD))


@pytest.mark.parametrize(("due", "late"), [(-1, True), (0, False), (1, False), (None, False)])
def test_what_is_overdue(due: int | None, *, late: bool) -> None:
    one = take("x", due=due)
    assert services.is_overdue(one, TODAY) is late
    assert not services.is_overdue(services.mark_note(one, "done", author=LEAD), TODAY)


def names(notes: tuple[MeetingNote, ...]) -> str:
    return "".join(one.text for one in notes)


def test_orders() -> None:
    notes = [take("a", due=5), take("b"), take("c", due=-1), take("d", "note"), take("e", due=5)]
    notes[0] = services.mark_note(notes[0], "done", author=LEAD)
    assert names(services.ordered_notes(notes, "newest")) == "edcba"
    assert names(services.ordered_notes(notes, "by when")) == "ceadb"
    assert names(services.ordered_notes(notes, "open first")) == "cebad"


def test_filters() -> None:
    told = "0123456789"
    notes = [take("a", story=told), take("b", "note"), take("c", "decision", story=told)]
    assert names(services.chosen_notes(notes)) == "abc"
    assert names(services.chosen_notes(notes, open_only=True)) == "ac"
    assert names(services.chosen_notes(notes, kinds=["note", "action"])) == "ab"
    assert names(services.chosen_notes(notes, story=told)) == "ac"
    assert names(services.chosen_notes(notes, story=told, kinds=["action"])) == "a"
