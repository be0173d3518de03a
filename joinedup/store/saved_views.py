"""Saved views as rows: what is read and written inside one transaction.

Standard SQL only, by SQLAlchemy's expressions; the transactions are :mod:`.engine`'s.
"""

import json
import re
import unicodedata
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from joinedup.errors import StoreError
from joinedup.store.queries import damaged_row
from joinedup.store.schema import saved_views
from joinedup.store.sharing import (
    MAX_QUERY,
    MAX_VIEW_NAME,
    MAX_VIEW_NOTE,
    Pairs,
    SavedView,
    view_id,
)
from joinedup.store.states import add_state, last_state, newest_states, seen_state, states_of
from joinedup.store.wording import (
    check_author,
    check_dataset_id,
    check_line,
    is_dataset_id,
    time_text,
)

#: So many states are kept of all saved views together.
MOST_KEPT = 50_000
#: What no state of a saved view may change.
_FIXED = ("owner", "dataset", "page", "query", "pinned", "created_at")
_HIDDEN = ("Cc", "Cs")
#: The path of a page, and the name of a parameter.
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def newest(connection: Connection, dataset: str | None) -> tuple[SavedView, ...]:
    """The last state of every saved view, the last saved first.

    Args:
        dataset: Only those of one footprint; None for all.

    Raises:
        StoreError: When a row is damaged.
    """
    asked = newest_states(saved_views.c.view)
    if dataset is not None:
        if not is_dataset_id(dataset):
            return ()
        asked = asked.where(saved_views.c.dataset == dataset)
    # Two saved in one instant stand in the order of their rows.
    order = (saved_views.c.created_at.desc(), saved_views.c.number.desc())
    return tuple(_view(row) for row in connection.execute(asked.order_by(*order)))


def last(connection: Connection, view: str) -> SavedView | None:
    """The last state of one saved view; None where there is none.

    Raises:
        StoreError: When the row is damaged.
    """
    if view_id(view) != view or not view:
        return None
    row = last_state(connection, saved_views.c.view, view)
    return _view(row) if row else None


def states(connection: Connection, view: str) -> tuple[SavedView, ...]:
    """Every state of one saved view, the oldest first; empty where there is none.

    Raises:
        StoreError: When a row is damaged.
    """
    if view_id(view) != view:
        return ()
    return tuple(_view(row) for row in states_of(connection, saved_views.c.view, view))


def _view(row: Row[Any]) -> SavedView:
    try:
        return SavedView(
            id=row.view,
            name=row.name,
            note=row.note,
            owner=row.owner,
            dataset=row.dataset,
            page=row.page,
            query=_pairs(json.loads(row.query)),
            pinned=bool(row.pinned),
            created_at=datetime.fromisoformat(row.created_at),
            author=row.author,
            changed_at=datetime.fromisoformat(row.changed_at),
            archived_at=datetime.fromisoformat(row.archived_at) if row.archived_at else None,
            number=row.number,
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise damaged_row() from error


def _pairs(found: Any) -> Pairs:
    return tuple((str(name), str(value)) for name, value in found)


def row_of(one: SavedView) -> dict[str, Any]:
    """A saved view as it goes into the table; needs no database.

    Raises:
        StoreError: When it breaks its bounds.
    """
    if not one.id or view_id(one.id) != one.id:
        raise StoreError("A saved view cannot have this id", value=one.id)
    check_dataset_id(one.dataset)
    if not _NAME.fullmatch(one.page):
        raise StoreError("A saved view cannot be of this page", value=one.page)
    hint = "Give a name to find the view by."
    away = one.archived_at
    return {
        "view": one.id,
        "name": check_line(one.name, "The name", MAX_VIEW_NAME, hint=hint),
        "note": _note(one.note),
        "owner": check_author(one.owner),
        "dataset": one.dataset,
        "page": one.page,
        "query": _query(one.query),
        "pinned": int(one.pinned),
        "created_at": time_text(one.created_at),
        "author": check_author(one.author),
        "changed_at": time_text(one.changed_at),
        "archived_at": time_text(away) if away else "",
    }


def _note(text: str) -> str:
    if not text.strip():
        return ""
    return check_line(text, "The note", MAX_VIEW_NOTE, hint="Say what the view is for.")


def _query(pairs: Pairs) -> str:
    for name, value in pairs:
        if not _NAME.fullmatch(name):
            raise StoreError("An address cannot have this parameter", value=name)
        if any(unicodedata.category(sign) in _HIDDEN for sign in value):
            raise StoreError(
                "The view's address has hidden characters in it",
                hint="Open the page from the menu and choose the filters again.",
            )
    written = json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))
    size = len(written.encode())
    if size > MAX_QUERY:
        raise StoreError(
            f"The view's address has {size:,} characters",
            hint=f"Keep it to {MAX_QUERY:,}: choose fewer filters, or fewer changes.",
        )
    return written


def write(connection: Connection, row: dict[str, Any], seen: int) -> SavedView:
    """Add a state, and give it back as it is kept.

    Raises:
        StoreError: When somebody has changed the view since ``seen``, when it would show
            something else, or there are too many.
    """
    before = seen_state(
        connection,
        saved_views.c.view,
        row,
        seen,
        "changed this view",
        hint="Nothing of theirs was changed. Look at the view as it is now, then make your "
        "changes again.",
    )
    if before and any(getattr(before, name) != row[name] for name in _FIXED):
        raise StoreError(
            "What a saved view shows cannot be changed",
            hint="Save it as a new view: whoever has the link of this one counts on it.",
        )
    full = "Too many views are saved"
    return _view(add_state(connection, saved_views.c.view, row, most=MOST_KEPT, refusal=full))
