"""Diagrams as rows: what is read and written inside one transaction.

Standard SQL only, by SQLAlchemy's expressions; the transactions are :mod:`.engine`'s.
"""

from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Connection, Row

from joinedup.errors import StoreError
from joinedup.model import RECORD_ID
from joinedup.store.diagramming import (
    MAX_DIAGRAM_NAME,
    MAX_DIAGRAM_TEXT,
    TAB,
    Diagram,
    DiagramKind,
)
from joinedup.store.queries import damaged_row
from joinedup.store.schema import diagrams
from joinedup.store.states import add_state, newest_states, seen_state, states_of
from joinedup.store.wording import (
    check_author,
    check_dataset_id,
    check_line,
    check_lines,
    is_dataset_id,
    is_short_id,
    time_text,
)

#: So many states are kept of all diagrams together.
MOST_KEPT = 20_000

_KINDS = get_args(DiagramKind)
_FIXED = ("dataset", "kind", "owner", "created_at")


def newest(connection: Connection, dataset: str) -> tuple[Diagram, ...]:
    """The last state of every diagram of a dataset, the last changed first.

    Raises:
        StoreError: When a row is damaged.
    """
    if not is_dataset_id(dataset):
        return ()
    asked = newest_states(diagrams.c.diagram).where(diagrams.c.dataset == dataset)
    rows = connection.execute(asked.order_by(diagrams.c.number.desc()))
    return tuple(_diagram(row) for row in rows)


def states(connection: Connection, diagram: str) -> tuple[Diagram, ...]:
    """Every state of one diagram, the oldest first; empty where there is none.

    Raises:
        StoreError: When a row is damaged.
    """
    if not is_short_id(diagram):
        return ()
    return tuple(_diagram(row) for row in states_of(connection, diagrams.c.diagram, diagram))


def _diagram(row: Row[Any]) -> Diagram:
    if row.kind not in _KINDS:
        raise damaged_row()
    try:
        return Diagram(
            id=row.diagram,
            dataset=row.dataset,
            kind=row.kind,
            programme=row.programme,
            name=row.name,
            text=row.text,
            owner=row.owner,
            created_at=datetime.fromisoformat(row.created_at),
            author=row.author,
            changed_at=datetime.fromisoformat(row.changed_at),
            archived=bool(row.archived),
            number=row.number,
        )
    except (TypeError, ValueError) as error:
        raise damaged_row() from error


def row_of(one: Diagram) -> dict[str, Any]:
    """A diagram as it goes into the table; needs no database.

    Raises:
        StoreError: When it breaks its bounds.
    """
    if not is_short_id(one.id):
        raise StoreError("A diagram cannot have this id", value=one.id)
    check_dataset_id(one.dataset)
    if one.kind not in _KINDS:
        raise StoreError("There is no such kind of diagram", value=one.kind)
    if one.programme and not RECORD_ID.fullmatch(one.programme):
        raise StoreError("A programme cannot have this id", value=one.programme)
    text = check_lines(one.text.expandtabs(TAB), "The text", MAX_DIAGRAM_TEXT)
    if not text:
        raise StoreError("The diagram is empty", hint="Write at least its first line.")
    hint = "Give a name to find the diagram by."
    return {
        "diagram": one.id,
        "dataset": one.dataset,
        "kind": one.kind,
        "programme": one.programme,
        "name": check_line(one.name, "The name", MAX_DIAGRAM_NAME, hint=hint),
        "text": text,
        "owner": check_author(one.owner),
        "created_at": time_text(one.created_at),
        "author": check_author(one.author),
        "changed_at": time_text(one.changed_at),
        "archived": int(one.archived),
    }


def write(connection: Connection, row: dict[str, Any], seen: int) -> Diagram:
    """Add a state, and give it back as it is kept.

    Raises:
        StoreError: When somebody has saved the diagram since ``seen``, when it would become
            another one, or there are too many.
    """
    last = seen_state(
        connection,
        diagrams.c.diagram,
        row,
        seen,
        "saved this diagram",
        hint="Nothing of theirs was changed, and your text is still here. Look at the diagram "
        "as it is now, then make your changes again.",
    )
    if last and any(row[name] != getattr(last, name) for name in _FIXED):
        raise StoreError("A diagram stays what it is, of whom and of which footprint")
    full = "Too many diagrams are kept"
    return _diagram(add_state(connection, diagrams.c.diagram, row, most=MOST_KEPT, refusal=full))
