"""Versions as rows: what is read and written inside one transaction.

Standard SQL only, by SQLAlchemy's expressions; the transactions are :mod:`.engine`'s.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

from sqlalchemy import Connection, Row, delete, func, insert, select

from joinedup.errors import DatasetError, StoreError
from joinedup.store.codec import PARTS, canonical_json, encode
from joinedup.store.protocol import Draft, VersionInfo, VersionKind
from joinedup.store.schema import memories, parts, version_parts, versions
from joinedup.store.wording import (
    check_author,
    check_dataset_id,
    check_file,
    check_note,
    is_dataset_id,
)

MAX_PART_BYTES = 128 * 1024 * 1024
MAX_REPORT = 2_000_000
MAX_MEMORIES = 1000
MAX_MEMORY = 100_000
#: In the report of the first of a line: the number that it came with.
CAME_AS = "came_as"

# Ids of datasets become parts of addresses and file names.
_VERSION = re.compile(r"[0-9a-f]{12}")
_KEY = re.compile(r"[!-~]{1,200}")

#: Called after each part of a version that is written; may raise to cancel.
Step = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft that was checked, as it goes into the tables.

    Attributes:
        row: The columns of ``versions`` that do not depend on its place in the line.
        contents: Its parts by name; ``hashes`` their SHA-256.
    """

    row: Mapping[str, str]
    contents: Mapping[str, bytes]
    hashes: Mapping[str, str]

    @property
    def dataset(self) -> str:
        """Id of the dataset."""
        return self.row["dataset"]


# --- reading -----------------------------------------------------------------------


def names(connection: Connection) -> dict[str, str]:
    """The datasets' names in their newest versions, by id."""
    newest = (
        select(versions.c.dataset, func.max(versions.c.number).label("number"))
        .group_by(versions.c.dataset)
        .subquery()
    )
    same = (versions.c.dataset == newest.c.dataset) & (versions.c.number == newest.c.number)
    asked = select(versions.c.dataset, versions.c.name).join(newest, same)
    rows = connection.execute(asked.order_by(versions.c.dataset))
    return {row.dataset: row.name for row in rows}


def newest(connection: Connection, dataset: str) -> str | None:
    """The name of the newest version of a dataset, without its report."""
    if not is_dataset_id(dataset):
        return None
    asked = select(versions.c.version).where(versions.c.dataset == dataset)
    found: str | None = connection.scalar(asked.order_by(versions.c.number.desc()).limit(1))
    return found


def head(connection: Connection, dataset: str) -> VersionInfo | None:
    """The newest version of a dataset."""
    found = history(connection, dataset, newest=1)
    return found[0] if found else None


def history(
    connection: Connection, dataset: str, *, newest: int | None = None
) -> tuple[VersionInfo, ...]:
    """The versions of a dataset, newest first; ``newest`` says how many, None for all."""
    if not is_dataset_id(dataset):
        return ()
    asked = select(versions).where(versions.c.dataset == dataset)
    rows = connection.execute(asked.order_by(versions.c.number.desc()).limit(newest)).all()
    earlier = _earlier(connection, dataset) if rows else 0
    return tuple([_info(row, earlier) for row in rows])


def contents(
    connection: Connection, dataset: str, version: str, wanted: Sequence[str]
) -> list[Row[Any]]:
    """The packed parts of a version: rows of ``part``, ``sha256`` and ``body``."""
    if not (is_dataset_id(dataset) and _VERSION.fullmatch(version)):
        return []
    asked = (
        select(version_parts.c.part, version_parts.c.sha256, parts.c.body)
        .join(parts, parts.c.sha256 == version_parts.c.sha256)
        .where(version_parts.c.dataset == dataset, version_parts.c.version == version)
        .where(version_parts.c.part.in_(wanted))
    )
    return list(connection.execute(asked))


def unpacked(row: Row[Any]) -> bytes:
    """The content of a row of :func:`contents`.

    Raises:
        DatasetError: When it is not what was stored.
    """
    try:
        content = zlib.decompressobj().decompress(row.body, MAX_PART_BYTES)
    except (zlib.error, TypeError):
        content = b""
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise DatasetError(
            "The stored version is damaged",
            value=row.part,
            hint="Open another version, or put back a copy of the store from a backup.",
        )
    return content


def memory(connection: Connection, key: str) -> Any:
    """What is remembered under a key; None where nothing is."""
    if not _KEY.fullmatch(key):
        return None
    text = connection.scalar(select(memories.c.value).where(memories.c.key == key))
    return None if text is None else _from_json(text)


def _earlier(connection: Connection, dataset: str) -> int:
    """How many versions came with the program before the one that the line begins with.

    Numbers are stored from 1, since the first in the line has no parent here, and told from
    the number that it came with.
    """
    asked = select(versions.c.report).where(versions.c.dataset == dataset)
    report = connection.scalar(
        asked.where(versions.c.parent.is_(None), versions.c.kind == "bundled")
    )
    came_as = _from_json(report).get(CAME_AS, 1) if report else 1
    if type(came_as) is not int or came_as < 1:
        raise damaged_row()
    return came_as - 1


def _info(row: Row[Any], earlier: int) -> VersionInfo:
    values = {name: value for name, value in row._mapping.items() if name != "name"}
    values["number"] += earlier
    try:
        values["created_at"] = datetime.fromisoformat(row.created_at)
    except ValueError as error:
        raise damaged_row() from error
    return VersionInfo(**values | {"report": _from_json(row.report)})


def _from_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise damaged_row() from error


def damaged_row() -> StoreError:
    """That a row is not as it was written."""
    return StoreError(
        "A row of the store of versions is damaged",
        hint="Put back a copy of the store from a backup.",
    )


# --- writing -----------------------------------------------------------------------


def prepare(draft: Draft) -> Prepared:
    """Check a draft and make bytes of it; needs no database.

    Raises:
        StoreError, DatasetError: As :meth:`joinedup.store.protocol.Store.publish` says.
    """
    check_dataset_id(draft.dataset.id)
    if draft.kind not in get_args(VersionKind):
        raise StoreError("There is no such kind of version", value=draft.kind)
    check_file(draft.file_name, draft.file_sha256)
    row = {
        "dataset": draft.dataset.id,
        "name": draft.dataset.name,
        "author": check_author(draft.author),
        "note": check_note(draft.note),
        "kind": draft.kind,
        "file_name": draft.file_name,
        "file_sha256": draft.file_sha256,
        "report": _to_json(_report(draft), "The report", MAX_REPORT),
    }
    found = encode(draft.dataset, draft.boundaries)
    for part, content in found.items():
        _check_size(part, content)
    return Prepared(
        row=row,
        contents=found,
        hashes={part: hashlib.sha256(content).hexdigest() for part, content in found.items()},
    )


def _report(draft: Draft) -> Mapping[str, Any]:
    return draft.report if draft.number == 1 else {**draft.report, CAME_AS: draft.number}


def insert_root(
    connection: Connection, dataset: str, root: Draft | None, version: str, step: Step
) -> VersionInfo:
    """Store what comes with the program as the first version, under its own name and number.

    Raises:
        StoreError: When ``root`` is not what ``dataset`` and ``version`` name.
    """
    named = root and (root.dataset.id, root.dataset.version) == (dataset, version)
    if not (root and named and _VERSION.fullmatch(version)):
        raise StoreError(
            "The version that this was made from is not in the store",
            value=version,
            hint="Open the page again, look at the new plan, then publish.",
        )
    place = {"number": 1, "parent": None, "version": version, "created_at": _now()}
    return _insert(connection, prepare(root), place, step)


def insert_next(
    connection: Connection, made: Prepared, parent: VersionInfo | None, step: Step
) -> VersionInfo:
    """Store a version after ``parent``, the newest one; None for a new dataset."""
    now = _now()
    # The parent is in it, so that going back to an older content makes a new version.
    named = [made.dataset, parent and parent.version, made.hashes, now]
    text = canonical_json([*named, made.row["author"], made.row["note"]])
    place = {
        "number": parent.number - _earlier(connection, made.dataset) + 1 if parent else 1,
        "parent": parent.version if parent else None,
        "version": hashlib.sha256(text.encode("utf-8")).hexdigest()[:12],
        "created_at": now,
    }
    return _insert(connection, made, place, step)


def _insert(
    connection: Connection,
    made: Prepared,
    place: Mapping[str, Any],
    step: Step,
) -> VersionInfo:
    version = str(place["version"])
    connection.execute(insert(versions).values({**made.row, **place}))
    _insert_parts(connection, made, version, step)
    asked = select(versions).where(
        versions.c.dataset == made.dataset, versions.c.version == version
    )
    return _info(connection.execute(asked).one(), _earlier(connection, made.dataset))


def _insert_parts(connection: Connection, made: Prepared, version: str, step: Step) -> None:
    asked = select(parts.c.sha256).where(parts.c.sha256.in_(set(made.hashes.values())))
    there = set(connection.scalars(asked))
    # A part that the dataset does not have is a step as well: the total is always the same.
    for part in PARTS:
        sha256 = made.hashes.get(part)
        if sha256 and sha256 not in there:
            body = zlib.compress(made.contents[part])
            connection.execute(insert(parts).values(sha256=sha256, body=body))
            there.add(sha256)
        if sha256:
            link = {"dataset": made.dataset, "version": version, "part": part, "sha256": sha256}
            connection.execute(insert(version_parts).values(link))
        step()


def memory_row(key: str, value: Mapping[str, Any]) -> dict[str, str]:
    """A row of ``memories``.

    Raises:
        StoreError: When key or value are too long, or no JSON.
    """
    if not _KEY.fullmatch(key):
        raise StoreError("Nothing can be remembered under this key", value=key)
    text = _to_json(value, "What is to be remembered", MAX_MEMORY)
    return {"key": key, "value": text, "updated_at": _now()}


def remember(connection: Connection, row: Mapping[str, str]) -> None:
    """Keep a row of ``memories`` in place of an older one, and only the newest rows."""
    newest = select(memories.c.key).order_by(memories.c.updated_at.desc()).limit(MAX_MEMORIES)
    connection.execute(delete(memories).where(memories.c.key == row["key"]))
    connection.execute(insert(memories).values(row))
    connection.execute(delete(memories).where(memories.c.key.not_in(newest)))


def _check_size(part: str, content: bytes) -> None:
    if len(content) > MAX_PART_BYTES:
        raise StoreError(
            f"The {part} take {len(content) / 1e6:,.0f} MB",
            hint=f"A version can hold {MAX_PART_BYTES / 1e6:,.0f} MB of them: publish less.",
        )


def _to_json(value: Mapping[str, Any], what: str, longest: int) -> str:
    try:
        # Plain ASCII: any text goes into any database.
        text = json.dumps(dict(value), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise StoreError(f"{what} cannot be kept ({error})") from error
    if len(text) > longest:
        raise StoreError(f"{what} takes {len(text):,} characters; {longest:,} can be kept")
    return text


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
