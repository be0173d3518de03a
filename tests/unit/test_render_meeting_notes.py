"""Notes of meetings in words and in a table."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from joinedup.render.meeting_notes import (
    NoteRow,
    count_words,
    due_words,
    frame,
    state_words,
    taken_words,
    told,
)
from joinedup.store.meetings import MeetingNote

TODAY = date(2026, 3, 3)
NOTE = MeetingNote(
    id="note0001",
    dataset="south-yorkshire",
    kind="action",
    text="Invite them",
    author="A. Lead",
    noted_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    changed_by="A. Lead",
    changed_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    who="place director",
    by_when=TODAY + timedelta(days=29),
)
LATE = replace(NOTE, by_when=TODAY - timedelta(days=1))
DONE = replace(
    LATE, state="done", changed_by="B. Lead", changed_at=datetime(2026, 3, 2, 12, tzinfo=UTC)
)
SAID = replace(NOTE, kind="note", who="", by_when=None)


@pytest.mark.parametrize(
    ("one", "state", "due"),
    [
        (NOTE, "Open", "Place director, by 1 April 2026"),
        (LATE, "Overdue", "Place director, by 2 March 2026: 1 day overdue"),
        (DONE, "Done", "Place director, by 2 March 2026: done"),
        (SAID, "", ""),
        (replace(SAID, state="done"), "Done", "Done"),
        (replace(NOTE, who=""), "Open", "By 1 April 2026"),
        (replace(NOTE, by_when=TODAY), "Open", "Place director, by 3 March 2026"),
    ],
)
def test_what_becomes_of_a_note_in_words(one: MeetingNote, state: str, due: str) -> None:
    assert state_words(one, TODAY) == state
    assert due_words(one, TODAY) == due


def test_a_note_in_one_line() -> None:
    assert told(NOTE, TODAY) == "Action: Invite them (Place director, by 1 April 2026)"
    assert told(SAID, TODAY) == "Note: Invite them"


def test_who_took_it_and_who_did_it() -> None:
    assert taken_words(NoteRow(note=NOTE, about="Here")) == "Noted by A. Lead on 1 March 2026"
    assert taken_words(NoteRow(note=DONE, about="Here", story="Summit")) == (
        "Noted by A. Lead on 1 March 2026 in the story “Summit”; "
        "done, said by B. Lead on 2 March 2026"
    )


@pytest.mark.parametrize(
    ("notes", "words"),
    [
        ([], "No note has been taken yet."),
        ([DONE], "1 note, none still open."),
        ([NOTE, DONE], "2 notes; 1 still open, none of these overdue."),
        ([NOTE, LATE, SAID], "3 notes; 2 still open, 1 of these overdue."),
    ],
)
def test_counts_have_their_denominators(notes: list[MeetingNote], words: str) -> None:
    assert count_words(notes, TODAY) == words


def test_the_table_has_a_row_a_note() -> None:
    found = frame([NoteRow(note=DONE, about="Here", story="Summit")], TODAY)
    assert found.iloc[0].to_dict() == {
        "Kind": "Action",
        "Note": "Invite them",
        "Who": "place director",
        "By when": "2026-03-02",
        "State": "Done",
        "About": "Here",
        "Story": "Summit",
        "Taken by": "A. Lead",
        "Taken on": "2026-03-01",
        "Last changed by": "B. Lead",
        "Last changed on": "2026-03-02",
    }
    assert list(frame([], TODAY).columns) == list(found.columns)
