"""What is kept as states: a change adds a row, and the last row about one thing holds.

Standard SQL only, by SQLAlchemy's expressions; inside a transaction of :mod:`.engine`. The tables
count their rows in ``number``. Used by :mod:`.saved_views`, :mod:`.stories`, :mod:`.meeting_notes`
and, for its bound, by :mod:`.decisions`.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, TableClause, func, insert, select

from joinedup.errors import StoreError


def last_state(connection: Connection, key: Any, value: str) -> Row[Any] | None:
    """The last row whose ``key``, a column, holds ``value``; None where there is none."""
    return connection.execute(_last(key, value)).one_or_none()


def add_state(connection: Connection, key: Any, row: Mapping[str, Any]) -> Row[Any]:
    """Add a row to the table of ``key``, a column, and give it back as it is kept."""
    connection.execute(insert(key.table), [dict(row)])
    return connection.execute(_last(key, row[key.name])).one()


def _last(key: Any, value: str) -> Select[Any]:
    return select(key.table).where(key == value).order_by(key.table.c.number.desc()).limit(1)


def check_room(
    connection: Connection,
    kept: TableClause,
    most: int,
    refusal: str,
    *,
    more: int = 1,
    within: ColumnElement[bool] | None = None,
) -> None:
    """Refuse rows that a table has no room for.

    Args:
        most: So many rows it may hold.
        refusal: What to say of it, without a full stop.
        more: How many are to be added.
        within: Of which rows the bound is; None for all.

    Raises:
        StoreError: When there would be more.
    """
    asked = select(func.count()).select_from(kept)
    found = connection.scalar(asked if within is None else asked.where(within)) or 0
    if found + more > most:
        raise StoreError(
            refusal, value=found, hint="Ask whoever runs the dashboard to begin a new store."
        )
