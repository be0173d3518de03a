"""Notes of meetings in words, and as the rows of a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from joinedup.render.nouns import counted
from joinedup.render.sentence import spoken_date
from joinedup.services import is_open, is_overdue
from joinedup.store.meetings import MeetingNote, NoteKind

KINDS: Mapping[NoteKind, str] = {"decision": "Decision", "action": "Action", "note": "Note"}
_COLUMNS = (
    *("Kind", "Note", "Who", "By when", "State", "About", "Story"),
    *("Taken by", "Taken on", "Last changed by", "Last changed on"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A note with the names of what it is about.

    Attributes:
        about: What it is about, in words.
        story: Name of the story in which it was taken; empty for none.
        address: Of the saved view that it is about; empty for none.
    """

    note: MeetingNote
    about: str
    story: str = ""
    address: str = ""


def day_of_note(one: MeetingNote) -> date:
    """The day on which a note was taken, where the program runs."""
    return one.noted_at.astimezone().date()


def state_words(one: MeetingNote, today: date) -> str:
    """``Open``, ``Overdue``, ``Done``, or nothing where there is nothing to do."""
    if one.state == "done":
        return "Done"
    if is_overdue(one, today):
        return "Overdue"
    return "Open" if is_open(one) else ""


def due_words(one: MeetingNote, today: date) -> str:
    """Who, by when, and how late: ``Place director, by 1 April 2026: 3 days overdue``."""
    by_when = f"by {spoken_date(one.by_when)}" if one.by_when else ""
    words = ", ".join(part for part in (one.who, by_when) if part)
    words = f"{words[:1].upper()}{words[1:]}"
    if one.state == "done":
        return f"{words}: done" if words else "Done"
    if one.by_when and is_overdue(one, today):
        return f"{words}: {counted((today - one.by_when).days, 'day', 'days')} overdue"
    return words


def taken_words(row: NoteRow) -> str:
    """By whom and when it was taken, in which story, and who said what became of it."""
    one = row.note
    told_in = f" in the story “{row.story}”" if row.story else ""
    words = f"Noted by {one.author} on {spoken_date(day_of_note(one))}{told_in}"
    if one.state == "done":
        day = one.changed_at.astimezone().date()
        words += f"; done, said by {one.changed_by} on {spoken_date(day)}"
    return words


def told(one: MeetingNote, today: date) -> str:
    """A note in one line: ``Action: Invite them. Place director, by 1 April 2026``."""
    due = due_words(one, today)
    return f"{KINDS[one.kind]}: {one.text}" + (f" ({due})" if due else "")


def count_words(notes: Iterable[MeetingNote], today: date) -> str:
    """How many notes, how many of them open, how many of these overdue."""
    found = list(notes)
    if not found:
        return "No note has been taken yet."
    still_open = [one for one in found if is_open(one)]
    late = sum(is_overdue(one, today) for one in still_open)
    words = counted(len(found), "note", "notes")
    if not still_open:
        return f"{words}, none still open."
    return f"{words}; {len(still_open):,} still open, {late or 'none'} of these overdue."


def frame(rows: Iterable[NoteRow], today: date) -> pd.DataFrame:
    """One row a note, in their order."""
    return pd.DataFrame([_record(one, today) for one in rows], columns=_COLUMNS)


def _record(row: NoteRow, today: date) -> dict[str, str]:
    one = row.note
    return {
        "Kind": KINDS[one.kind],
        "Note": one.text,
        "Who": one.who,
        "By when": one.by_when.isoformat() if one.by_when else "",
        "State": state_words(one, today),
        "About": row.about,
        "Story": row.story,
        "Taken by": one.author,
        "Taken on": day_of_note(one).isoformat(),
        "Last changed by": one.changed_by,
        "Last changed on": one.changed_at.astimezone().date().isoformat(),
    }
