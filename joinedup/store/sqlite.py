"""All that only SQLite does: its file, its settings, its errors. No other module has any.

Each transaction opens the file and closes it again. So the file at rest is one file, whole
and fit to be copied, no connection outlives a fork, and a file that was taken away or put
back is seen at once; opening costs under a millisecond. Tested by
``tests/store/test_sqlite.py``.
"""

import os
import sqlite3
import time
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from joinedup.errors import StoreError

#: How long a writer waits for another, in seconds.
WAIT_SECONDS = 10.0


class SqliteDatabase:
    """A database in one file, which the first write makes."""

    def __init__(self, url: URL) -> None:
        """Take note of where the file is; nothing is opened."""
        if url.database in (None, "", ":memory:"):
            raise StoreError(
                "The store of versions needs a file",
                value=url.render_as_string(),
                hint="Set JOINEDUP_STORE to a folder.",
            )
        self._path = Path(str(url.database)).absolute()
        self.engine = _engine(self._path)

    def exists(self) -> bool:
        """Whether there is a file; an empty folder is no error."""
        try:
            return self._path.stat().st_size > 0
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise self._unwritable(error) from error

    def create(self) -> None:
        """Make folder and file where they are missing, ready for writers."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            _use_wal(self._path)
        except OSError as error:
            raise self._unwritable(error) from error
        except sqlite3.Error as error:
            raise self.explain(error) from error

    def explain(self, error: Exception) -> StoreError:
        """What a database error means, and what to do about it."""
        original = getattr(error, "orig", error)
        family = _family(original)
        if family in ("READONLY", "CANTOPEN", "PERM", "AUTH"):
            return self._unwritable(original)
        what, hint = _EXPLAINED.get(family, _OTHER)
        return StoreError(f"{what} ({original})", value=str(self._path), hint=hint)

    def _unwritable(self, error: Exception) -> StoreError:
        reason = error.strerror if isinstance(error, OSError) else error
        return StoreError(
            f"The store of versions cannot be opened or written ({reason})",
            value=str(self._path),
            hint="Ask for the right to change this file and its folder, or set JOINEDUP_STORE to "
            "a folder you may write to.",
        )


_DAMAGED = (
    "The store of versions is damaged",
    "Put back a copy of this file from a backup. Without one, move it to another folder: the "
    "footprints that come with the program still open.",
)
_EXPLAINED = {
    "BUSY": (
        "Somebody else is writing to the store of versions",
        "Nothing was changed. Wait a minute, then try again.",
    ),
    "FULL": (
        "The disk with the store of versions is full",
        "Nothing was changed. Make room, then try again.",
    ),
    "CORRUPT": _DAMAGED,
    "NOTADB": _DAMAGED,
}
_OTHER = (
    "The store of versions cannot be used",
    "Nothing was changed. Try again; if it stays, put back a copy of this file from a backup.",
)


def _family(error: object) -> str:
    """``BUSY`` for SQLITE_BUSY_SNAPSHOT: https://www.sqlite.org/rescode.html."""
    words = getattr(error, "sqlite_errorname", "").split("_")
    return words[1] if len(words) > 1 else ""


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        creator=lambda: _connect(path, _mode(path)),
        poolclass=NullPool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Begin at once, and for writing only when no other writer is left.

    The driver would begin late, and not at all before a CREATE TABLE.
    """
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.as_uri()}?{mode}",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    # In WAL mode the default of some builds lets the last commits go with a power cut.
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _mode(path: Path) -> str:
    """Never create; read without touching the folder where that is all we may do."""
    if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
        return "mode=rw"
    # Without a log there is no writer now, and SQLite need not make its shared memory file.
    log = path.with_name(f"{path.name}-wal")
    return "mode=ro" if log.exists() else "mode=ro&immutable=1"


def _use_wal(path: Path) -> None:
    """Switch to write-ahead logging, which the file remembers.

    SQLite does not wait for others here as it does elsewhere, so this does.
    """
    until = time.monotonic() + WAIT_SECONDS
    connection = _connect(path, "mode=rwc")
    try:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if _family(error) != "BUSY" or time.monotonic() > until:
                    raise
                time.sleep(0.01)
    finally:
        connection.close()
