"""The document of Meeting notes: what was decided, who does it, by when, what came of it."""

from collections.abc import Sequence

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render import meeting_notes as render
from joinedup.render.document import Block
from joinedup.render.meeting_notes import NoteRow
from joinedup.ui import meeting_notes as page
from joinedup.ui import state
from joinedup.ui.documents.making import Content, Wanted, paragraphs, still

_COLUMNS = ("Kind", "Note", "Who and by when", "State", "About", "Taken")


def content(wanted: Wanted) -> Content:
    """All notes of the footprint, open ones first, whatever its page was asked to leave out."""
    one, today = wanted.reading.dataset, state.today()
    try:
        notes, stories, views = page.recorded(one)
    except StoreError:
        return Content(subject=one.name, sentence=page.UNREAD, blocks=(), sourced=False)
    ordered = services.ordered_notes(notes, "open first")
    rows = page.rows_of(one, ordered, stories, views)
    return Content(
        subject=one.name,
        sentence=render.count_words(notes, today),
        blocks=(_table(rows),) if rows else paragraphs(page.HOW_TO_BEGIN),
        sourced=False,
    )


def _table(rows: Sequence[NoteRow]) -> Block:
    today = state.today()
    told = [
        (
            render.KINDS[row.note.kind],
            row.note.text,
            render.due_words(row.note, today),
            render.state_words(row.note, today),
            row.about,
            render.taken_words(row),
        )
        for row in rows
    ]
    return still(_COLUMNS, told, "Notes, open ones first")
