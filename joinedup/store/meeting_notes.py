"""Notes of meetings as rows: what is read and written inside one transaction.

Standard SQL only, by SQLAlchemy's expressions; the transactions are :mod:`.engine`'s.
"""

from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import Connection, Row, select

from joinedup.errors import StoreError
from joinedup.model import RECORD_ID
from joinedup.store.meetings import MAX_NOTE_TEXT, MAX_WHO, MeetingNote, NoteKind, NoteState
from joinedup.store.queries import damaged_row
from joinedup.store.schema import meeting_notes
from joinedup.store.states import add_state, seen_state
from joinedup.store.wording import (
    check_author,
    check_dataset_id,
    check_line,
    check_lines,
    is_dataset_id,
    is_short_id,
    time_text,
)

#: So many states of notes are kept of one dataset.
MOST_KEPT = 50_000

_KINDS, _STATES = get_args(NoteKind), get_args(NoteState)


def read(connection: Connection, dataset: str) -> tuple[MeetingNote, ...]:
    """Every state of every note of a dataset, the oldest first.

    Raises:
        StoreError: When a row is damaged.
    """
    if not is_dataset_id(dataset):
        return ()
    asked = select(meeting_notes).where(meeting_notes.c.dataset == dataset)
    rows = connection.execute(asked.order_by(meeting_notes.c.number))
    return tuple(_note(row) for row in rows)


def _note(row: Row[Any]) -> MeetingNote:
    values = dict(row._mapping)
    values["id"] = values.pop("note")
    try:
        values["noted_at"] = datetime.fromisoformat(row.noted_at)
        values["changed_at"] = datetime.fromisoformat(row.changed_at)
        values["by_when"] = date.fromisoformat(row.by_when) if row.by_when else None
    except ValueError as error:
        raise damaged_row() from error
    if row.kind not in _KINDS or row.state not in _STATES:
        raise damaged_row()
    return MeetingNote(**values)


def row_of(one: MeetingNote) -> dict[str, str]:
    """A note as it goes into the table; needs no database.

    Raises:
        StoreError: When it breaks its bounds.
    """
    _check_ids(one)
    if one.kind not in _KINDS:
        raise StoreError("There is no such kind of note", value=one.kind)
    if one.state not in _STATES:
        raise StoreError("A note cannot become this", value=one.state)
    text = check_lines(one.text, "The note", MAX_NOTE_TEXT)
    if not text:
        raise StoreError("The note is empty", hint="Write down what was said.")
    hint = "Name a role or an organisation."
    who = check_line(one.who, "Who does it", MAX_WHO, hint=hint) if one.who.strip() else ""
    return {
        "note": one.id,
        "dataset": one.dataset,
        "kind": one.kind,
        "state": one.state,
        "text": text,
        "who": who,
        "by_when": one.by_when.isoformat() if one.by_when else "",
        "view": one.view,
        "organisation": one.organisation,
        "target": one.target,
        "story": one.story,
        "author": check_author(one.author),
        "noted_at": time_text(one.noted_at),
        "changed_by": check_author(one.changed_by),
        "changed_at": time_text(one.changed_at),
    }


def _check_ids(one: MeetingNote) -> None:
    check_dataset_id(one.dataset)
    for key in (one.id, *(key for key in (one.view, one.story) if key)):
        if not is_short_id(key):
            raise StoreError("This id cannot be used", value=key)
    for key in (one.organisation, one.target):
        if key and not RECORD_ID.fullmatch(key):
            raise StoreError("This id cannot be used", value=key)
    if one.target and not one.organisation:
        raise StoreError("A note about an introduction names both ends", value=one.target)


def write(connection: Connection, row: dict[str, str], seen: int) -> MeetingNote:
    """Add a state, and give it back as it is kept.

    Raises:
        StoreError: When somebody has changed the note since ``seen``, or there are too many.
    """
    key, of_dataset = meeting_notes.c.note, meeting_notes.c.dataset == row["dataset"]
    hint = "Nothing was changed. Look at the note as it is now."
    seen_state(connection, key, row, seen, "changed this note", hint=hint, by="changed_by")
    full = "Too many notes are kept"
    kept = add_state(connection, key, row, most=MOST_KEPT, refusal=full, within=of_dataset)
    return _note(kept)
