"""Notes taken in meetings: what was decided, who does what by when, and what became of it.

A note is about a saved view, an organisation, an introduction, or the footprint as a whole.
Marking one as done, or withdrawing it, adds a state; nothing is taken away.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from joinedup.services.versions import store
from joinedup.store.meetings import MeetingNote, NoteKind, NoteState
from joinedup.store.sharing import new_view_id

#: How a list of notes can be ordered.
NoteOrder = Literal["newest", "by when", "open first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSubject:
    """What a note is about, in ids; ``dataset`` alone for the footprint as a whole.

    Attributes:
        view: A saved view.
        organisation: An organisation; with ``target`` its introduction to another, or to a
            partnership.
        story: The story in which the note is taken.
    """

    dataset: str
    view: str = ""
    organisation: str = ""
    target: str = ""
    story: str = ""


def take_note(
    about: NoteSubject,
    kind: NoteKind,
    text: str,
    *,
    author: str,
    who: str = "",
    by_when: date | None = None,
) -> MeetingNote:
    """Keep a note.

    Raises:
        StoreError: When text or author are missing or too long, or nothing can be written.
    """
    now = datetime.now(UTC)
    return store().keep_meeting_note(
        MeetingNote(
            id=new_view_id(),
            dataset=about.dataset,
            kind=kind,
            text=text,
            author=author,
            noted_at=now,
            changed_by=author,
            changed_at=now,
            who=who,
            by_when=by_when,
            view=about.view,
            organisation=about.organisation,
            target=about.target,
            story=about.story,
        )
    )


def mark_note(former: MeetingNote, state: NoteState, *, author: str) -> MeetingNote:
    """Say what has become of a note.

    Args:
        former: The state that the author has seen.

    Raises:
        StoreError: When somebody has changed it since, the author is missing, or nothing can be
            written.
    """
    changed = replace(former, state=state, changed_by=author, changed_at=datetime.now(UTC))
    return store().keep_meeting_note(changed, seen=former.number)


def notes_of(dataset_id: str) -> tuple[MeetingNote, ...]:
    """The notes about a footprint as they are now, the oldest first; withdrawn ones left out.

    Raises:
        StoreError: When the store cannot be read.
    """
    found: dict[str, MeetingNote] = {one.id: one for one in store().meeting_notes(dataset_id)}
    return tuple(one for one in found.values() if one.state != "withdrawn")


def is_open(one: MeetingNote) -> bool:
    """Whether something is still to be done: decided or asked for, or with a name or a day."""
    return one.state == "open" and (one.kind != "note" or bool(one.who or one.by_when))


def is_overdue(one: MeetingNote, today: date) -> bool:
    """Whether it should have been done before today."""
    return is_open(one) and one.by_when is not None and one.by_when < today


def chosen_notes(
    notes: Iterable[MeetingNote],
    *,
    open_only: bool = False,
    kinds: Iterable[str] = (),
    story: str = "",
) -> tuple[MeetingNote, ...]:
    """The notes that filters let pass; an empty filter lets all pass."""
    wanted = frozenset(kinds)
    return tuple(
        one
        for one in notes
        if (not open_only or is_open(one))
        and (not wanted or one.kind in wanted)
        and (not story or one.story == story)
    )


def ordered_notes(notes: Iterable[MeetingNote], order: NoteOrder) -> tuple[MeetingNote, ...]:
    """Notes in an order, the newest first among equals; those without a day come last."""
    newest = sorted(notes, key=lambda one: (one.noted_at, one.number), reverse=True)
    if order == "newest":
        return tuple(newest)
    by_day = sorted(newest, key=_day)
    if order == "by when":
        return tuple(by_day)
    return tuple(sorted(by_day, key=lambda one: not is_open(one)))


def _day(one: MeetingNote) -> date:
    return one.by_when or date.max
