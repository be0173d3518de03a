"""Decisions about introductions as rows: what is read and written inside one transaction.

Standard SQL only, by SQLAlchemy's expressions; the transactions are :mod:`.engine`'s.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Connection, Row, insert, select

from joinedup.errors import StoreError
from joinedup.model import RECORD_ID
from joinedup.store.protocol import Decision, DecisionState
from joinedup.store.queries import damaged_row
from joinedup.store.schema import decisions
from joinedup.store.states import check_room, last_number
from joinedup.store.wording import (
    check_author,
    check_dataset_id,
    check_reason,
    is_dataset_id,
    time_text,
)

#: So many are kept in one go, and so many of one dataset in all.
MOST_AT_ONCE = 1_000
MOST_KEPT = 50_000

_STATES = get_args(DecisionState)


def read(connection: Connection, dataset: str) -> tuple[Decision, ...]:
    """What was decided about a dataset's introductions, the oldest first.

    Raises:
        StoreError: When a row is damaged.
    """
    if not is_dataset_id(dataset):
        return ()
    asked = select(decisions).where(decisions.c.dataset == dataset)
    return tuple(_decision(row) for row in connection.execute(asked.order_by(decisions.c.number)))


def last(connection: Connection, dataset: str) -> int:
    """The number of the last decision about a dataset; 0 where there is none."""
    return last_number(connection, decisions, dataset)


def _decision(row: Row[Any]) -> Decision:
    values = dict(row._mapping)
    try:
        values["decided_at"] = datetime.fromisoformat(row.decided_at)
    except ValueError as error:
        raise damaged_row() from error
    if row.state not in _STATES:
        raise damaged_row()
    return Decision(**values)


def rows_of(found: Sequence[Decision]) -> list[dict[str, str]]:
    """Decisions as they go into the table; needs no database.

    Raises:
        StoreError: When one breaks its bounds.
    """
    if len(found) > MOST_AT_ONCE:
        raise StoreError(
            "These are too many introductions at once",
            value=len(found),
            hint=f"Take at most {MOST_AT_ONCE:,} at a time.",
        )
    return [_row(one) for one in found]


def _row(one: Decision) -> dict[str, str]:
    check_dataset_id(one.dataset)
    for key in (one.organisation, one.target, *([one.through] if one.through else [])):
        if not RECORD_ID.fullmatch(key):
            raise StoreError("This id cannot be used", value=key)
    if one.state not in _STATES:
        raise StoreError("There is no such decision", value=one.state)
    if one.state == "declined" and not one.why.strip():
        raise StoreError("The reason is missing", hint="Say in a sentence why it is declined.")
    return {
        "dataset": one.dataset,
        "organisation": one.organisation,
        "target": one.target,
        "through": one.through,
        "state": one.state,
        "why": check_reason(one.why),
        "author": check_author(one.author),
        "decided_at": time_text(one.decided_at),
    }


def write(connection: Connection, rows: Sequence[dict[str, str]], seen: int | None) -> None:
    """Add rows, in their order.

    Raises:
        StoreError: When somebody has decided about one of them since ``seen``, or there are too
            many.
    """
    for dataset in {row["dataset"] for row in rows}:
        same = decisions.c.dataset == dataset
        refusal = "There are too many decisions about introductions"
        check_room(connection, decisions, MOST_KEPT, refusal, more=len(rows), within=same)
        if seen is not None:
            newer = connection.execute(select(decisions).where(same, decisions.c.number > seen))
            _check_unseen(newer.all(), rows)
    if rows:
        connection.execute(insert(decisions), rows)


def _check_unseen(newer: Sequence[Row[Any]], rows: Sequence[dict[str, str]]) -> None:
    wanted = {frozenset((row["organisation"], row["target"])) for row in rows}
    for row in newer:
        if frozenset((row.organisation, row.target)) in wanted:
            raise StoreError(
                f"{row.author} has decided about this in the meantime",
                hint="Nothing was changed. Close this, look at the page again, then decide.",
            )
