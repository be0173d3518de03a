"""Assessments as rows: what is read and written inside one transaction.

Standard SQL only, by SQLAlchemy's expressions; the transactions are :mod:`.engine`'s. Rows are
added, never changed: what somebody thought once stays readable (``docs/adr/0018``).
"""

import json
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, get_args

from sqlalchemy import Connection, Row, insert, select

from joinedup.errors import StoreError
from joinedup.model import RECORD_ID
from joinedup.store.assessing import (
    MAX_EVIDENCE,
    MAX_ITEMS,
    SCALES,
    Assessment,
    AssessmentKind,
    Scores,
    Words,
)
from joinedup.store.queries import damaged_row
from joinedup.store.schema import assessments
from joinedup.store.states import check_room, last_number
from joinedup.store.wording import (
    check_author,
    check_dataset_id,
    check_lines,
    is_dataset_id,
    time_text,
)

#: So many are kept in one go, and so many of one dataset in all.
MOST_AT_ONCE = 1_000
MOST_KEPT = 50_000

_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KINDS = get_args(AssessmentKind)


def read(
    connection: Connection, dataset: str, kind: AssessmentKind | None = None
) -> tuple[Assessment, ...]:
    """What was said of a dataset, all of it or of one kind, the oldest first.

    Raises:
        StoreError: When a row is damaged.
    """
    if not is_dataset_id(dataset):
        return ()
    asked = select(assessments).where(assessments.c.dataset == dataset)
    if kind is not None:
        asked = asked.where(assessments.c.kind == kind)
    rows = connection.execute(asked.order_by(assessments.c.number))
    return tuple(_assessment(row) for row in rows)


def last(connection: Connection, dataset: str) -> int:
    """The number of the last assessment of a dataset; 0 where there is none."""
    return last_number(connection, assessments, dataset)


def _assessment(row: Row[Any]) -> Assessment:
    values = dict(row._mapping)
    if row.kind not in _KINDS:
        raise damaged_row()
    try:
        values["assessed_on"] = date.fromisoformat(row.assessed_on)
        values["made_at"] = datetime.fromisoformat(row.made_at)
        values["scores"] = _pairs(row.scores, partial(_is_on_scale, row.kind))
        values["evidence"] = _pairs(row.evidence, lambda one: isinstance(one, str))
    except ValueError as error:
        raise damaged_row() from error
    values["group"] = values.pop("stakeholder_group")
    values["withdrawn"] = bool(row.withdrawn)
    return Assessment(**values)


def _pairs(text: str, is_right: Callable[[object], bool]) -> tuple[tuple[str, Any], ...]:
    """Pairs out of a column.

    Raises:
        ValueError: When it holds something else.
    """
    found = json.loads(text)
    if not isinstance(found, dict) or not all(is_right(one) for one in found.values()):
        raise ValueError("no pairs")
    return tuple(found.items())


def _is_on_scale(kind: AssessmentKind, value: object) -> bool:
    # A bool is an int to Python, and no score.
    return type(value) is int and value in SCALES[kind]


def rows_of(found: Sequence[Assessment]) -> list[dict[str, str | int]]:
    """Assessments as they go into the table; needs no database.

    Raises:
        StoreError: When one breaks its bounds.
    """
    if len(found) > MOST_AT_ONCE:
        raise StoreError(
            "These are too many assessments at once",
            value=len(found),
            hint=f"Keep at most {MOST_AT_ONCE:,} at a time.",
        )
    return [_row(one) for one in found]


def _row(one: Assessment) -> dict[str, str | int]:
    check_dataset_id(one.dataset)
    if one.kind not in _KINDS:
        raise StoreError("There is no such kind of assessment", value=one.kind)
    _check_subject(one)
    return {
        "dataset": one.dataset,
        "kind": one.kind,
        "subject": one.subject,
        "organisation": one.organisation,
        # "group" is a word of SQL.
        "stakeholder_group": one.group,
        "scores": json.dumps(dict(_checked_scores(one))),
        "evidence": json.dumps(dict(_checked_evidence(one.evidence))),
        "withdrawn": int(one.withdrawn),
        "author": check_author(one.author),
        "assessed_on": one.assessed_on.isoformat(),
        "made_at": time_text(one.made_at),
        "withdrawn_by": _checked_taker(one),
    }


def _check_subject(one: Assessment) -> None:
    for key in (one.subject, one.organisation):
        if key and not RECORD_ID.fullmatch(key):
            raise StoreError("This id cannot be used", value=key)
    is_stakeholder = one.kind == "stakeholder"
    if is_stakeholder != bool(one.organisation):
        hint = "Choose an organisation." if is_stakeholder else ""
        raise StoreError("Only stakeholders are organisations", value=one.organisation, hint=hint)
    if not (one.subject or is_stakeholder):
        raise StoreError("What is assessed is missing", hint="Choose what it is about.")
    if one.group and not (is_stakeholder and _WORD.fullmatch(one.group)):
        raise StoreError("There is no such group of stakeholders", value=one.group)


def _checked_scores(one: Assessment) -> Scores:
    _check_items(one.scores)
    scale = SCALES[one.kind]
    for _, score in one.scores:
        if not _is_on_scale(one.kind, score):
            raise StoreError(
                "This score is not on its scale",
                value=score,
                hint=f"Give a whole number from {scale[0]} to {scale[-1]}.",
            )
    if bool(one.scores) is one.withdrawn:
        what = "What is withdrawn has no scores" if one.withdrawn else "Nothing was scored"
        raise StoreError(what, hint="Give at least one score, or withdraw.")
    return one.scores


def _checked_taker(one: Assessment) -> str:
    if one.withdrawn:
        return check_author(one.withdrawn_by)
    if one.withdrawn_by:
        raise StoreError("Nothing is taken back here", value=one.withdrawn_by)
    return ""


def _checked_evidence(evidence: Words) -> Words:
    _check_items(evidence)
    clean = ((item, check_lines(words, "The evidence", MAX_EVIDENCE)) for item, words in evidence)
    return tuple((item, words) for item, words in clean if words)


def _check_items(pairs: Scores | Words) -> None:
    items = [item for item, _ in pairs]
    if len(items) > MAX_ITEMS:
        raise StoreError("These are too many items", value=len(items))
    for item in items:
        if not _WORD.fullmatch(item) or items.count(item) > 1:
            raise StoreError("There is no such item", value=item)


def write(connection: Connection, rows: Sequence[dict[str, str | int]]) -> None:
    """Add rows, in their order.

    Raises:
        StoreError: When there are too many.
    """
    for dataset in {row["dataset"] for row in rows}:
        check_room(
            connection,
            assessments,
            MOST_KEPT,
            "Too many assessments are kept",
            more=sum(row["dataset"] == dataset for row in rows),
            within=assessments.c.dataset == dataset,
        )
    if rows:
        connection.execute(insert(assessments), rows)
