"""What is kept as states: a change adds a row, and the last row about one thing holds.

Standard SQL only, by SQLAlchemy's expressions; inside a transaction of :mod:`.engine`. The tables
count their rows in ``number``. Used by :mod:`.saved_views`, :mod:`.stories`, :mod:`.diagrams` and
:mod:`.meeting_notes`; of it :mod:`.decisions` and :mod:`.assessments` use what holds for any rows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, TableClause, func, insert, select

from joinedup.errors import StoreError
from joinedup.store.wording import is_dataset_id


def last_state(connection: Connection, key: Any, value: str) -> Row[Any] | None:
    """The last row whose ``key``, a column, holds ``value``; None where there is none."""
    return connection.execute(_last(key, value)).one_or_none()


def newest_states(key: Any) -> Select[Any]:
    """What asks for the last row about each thing that ``key``, a column, names; in no order."""
    last = select(func.max(key.table.c.number)).group_by(key)
    return select(key.table).where(key.table.c.number.in_(last))


def states_of(connection: Connection, key: Any, value: str) -> Sequence[Row[Any]]:
    """All rows whose ``key``, a column, holds ``value``, the oldest first."""
    asked = select(key.table).where(key == value)
    return connection.execute(asked.order_by(key.table.c.number)).all()


def seen_state(
    connection: Connection,
    key: Any,
    row: Mapping[str, Any],
    seen: int,
    did: str,
    *,
    hint: str,
    by: str = "author",
) -> Row[Any] | None:
    """The state that a new one follows: the last about the same thing; None where there is none.

    Args:
        key: The column that names the thing.
        row: The new state.
        seen: The number of the row that the new state was made from; 0 for none.
        did: What somebody has done where that is not the last: ``saved this story``.
        hint: What whoever is refused can do then.
        by: The column that says who made a state.

    Raises:
        StoreError: When the new state was made from another one.
    """
    last = last_state(connection, key, row[key.name])
    if (last.number if last else 0) != seen:
        who = getattr(last, by) if last else "Somebody"
        raise StoreError(f"{who} has {did} in the meantime", hint=hint)
    return last


def add_state(
    connection: Connection,
    key: Any,
    row: Mapping[str, Any],
    *,
    most: int,
    refusal: str,
    within: ColumnElement[bool] | None = None,
) -> Row[Any]:
    """Add a row to the table of ``key``, a column, and give it back as it is kept.

    Args:
        most, refusal, within: See :func:`check_room`.

    Raises:
        StoreError: When there is no room for it.
    """
    check_room(connection, key.table, most, refusal, within=within)
    connection.execute(insert(key.table), [dict(row)])
    return connection.execute(_last(key, row[key.name])).one()


def last_number(connection: Connection, kept: TableClause, dataset: str) -> int:
    """The number of the last row about a dataset; 0 where there is none."""
    if not is_dataset_id(dataset):
        return 0
    return connection.scalar(select(func.max(kept.c.number)).where(kept.c.dataset == dataset)) or 0


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
