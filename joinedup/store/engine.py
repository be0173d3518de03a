"""A store of versions in a database, through SQLAlchemy Core; SQLite unless told otherwise.

Contents are kept as parts under their SHA-256, packed with zlib, so that versions share what
did not change; reading checks the hash. One transaction makes a version. What differs from
one database to another stands behind :class:`Database`: a second one is a module like
:mod:`.sqlite` and a line in :data:`DATABASES`.

Tested by ``tests/store/``.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from joinedup.errors import DatasetError, StoreError
from joinedup.model import Dataset
from joinedup.store import (
    assessments,
    decisions,
    diagrams,
    meeting_notes,
    migrations,
    queries,
    saved_views,
    stories,
)
from joinedup.store.assessing import Assessment, AssessmentKind
from joinedup.store.bundled import no_such_version
from joinedup.store.codec import BOUNDARIES, DATASET_PARTS, PARTS, decode, decode_boundaries
from joinedup.store.diagramming import Diagram
from joinedup.store.meetings import MeetingNote, Story
from joinedup.store.protocol import Decision, Draft, Progress, Store, Superseded, VersionInfo
from joinedup.store.sharing import SavedView
from joinedup.store.sqlite import SqliteDatabase

#: Where versions are kept, unless the environment variable ``JOINEDUP_STORE`` names a file, a
#: folder or the address of a database.
FOLDER = Path(__file__).resolve().parents[2] / "data" / "store"
FILE_NAME = "joinedup.sqlite3"


class Database(Protocol):
    """What differs from one database to another.

    Attributes:
        engine: A transaction of it reads one state throughout; one under the execution option
            ``writing`` also keeps other writers out from its begin.
    """

    engine: Engine

    def exists(self) -> bool:
        """Whether there is anything to read."""

    def create(self) -> None:
        """Make what is needed for the first write; nothing where it is there."""

    def explain(self, error: Exception) -> StoreError:
        """What an error of SQLAlchemy means, and what to do about it."""


#: How each kind of address is opened.
DATABASES: Mapping[str, Callable[[URL], Database]] = {"sqlite": SqliteDatabase}


def open_store(target: str | Path | None = None) -> Store:
    """The store of versions; nothing is opened or made until it is used.

    Args:
        target: A file, a folder, or the address of a database (``sqlite:///file``); where
            None, what ``JOINEDUP_STORE`` says, and without it ``data/store/``.

    Raises:
        StoreError: When the address names a kind of database that is not known.
    """
    chosen = target or os.environ.get("JOINEDUP_STORE") or FOLDER
    url = _url(chosen)
    backend = url.get_backend_name()
    if backend not in DATABASES:
        raise StoreError(
            "Versions cannot be kept in a database of this kind",
            value=backend,
            hint="Set JOINEDUP_STORE to a folder.",
        )
    return SqlStore(DATABASES[backend](url))


def _url(target: str | Path) -> URL:
    if "://" not in str(target):
        path = Path(target).expanduser()
        # What has no ending and is no file yet is meant to be a folder.
        inside = path.is_dir() or not (path.suffix or path.is_file())
        return URL.create("sqlite", database=str(path / FILE_NAME if inside else path))
    try:
        return make_url(str(target))
    except ArgumentError:  # its words would show a password
        raise StoreError(
            "JOINEDUP_STORE is no address of a database", hint="Set it to a folder."
        ) from None


class SqlStore:
    """A :class:`~joinedup.store.protocol.Store` in a database."""

    def __init__(self, database: Database) -> None:
        """Use a database, which may not be there yet."""
        self._database = database
        self._reader = database.engine
        self._writer = database.engine.execution_options(writing=True)

    def dataset_names(self) -> Mapping[str, str]:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return queries.names(connection) if connection else {}

    def newest(self, dataset: str) -> str | None:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return queries.newest(connection, dataset) if connection else None

    def head(self, dataset: str) -> VersionInfo | None:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return queries.head(connection, dataset) if connection else None

    def versions(self, dataset: str) -> tuple[VersionInfo, ...]:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return queries.history(connection, dataset) if connection else ()

    def load(self, dataset: str, version: str) -> Dataset:
        """See :class:`~joinedup.store.protocol.Store`."""
        found = decode(self._contents(dataset, version, DATASET_PARTS), version=version)
        if found.id != dataset:
            raise DatasetError("The stored version is of another dataset", value=found.id)
        return found

    def load_boundaries(self, dataset: str, version: str) -> str:
        """See :class:`~joinedup.store.protocol.Store`."""
        return decode_boundaries(self._contents(dataset, version, (BOUNDARIES,)))

    def publish(
        self,
        draft: Draft,
        *,
        parent: str | None,
        root: Draft | None = None,
        progress: Progress | None = None,
    ) -> VersionInfo:
        """See :class:`~joinedup.store.protocol.Store`."""
        made = queries.prepare(draft)
        with self._writing() as connection:
            head = queries.head(connection, made.dataset)
            if head is None and parent is not None:
                step = _counter(progress, 2 * len(PARTS))
                head = queries.insert_root(connection, made.dataset, root, parent, step)
            elif parent == (head.version if head else None):
                step = _counter(progress, len(PARTS))
            else:
                raise Superseded(_since(queries.history(connection, made.dataset), parent))
            return queries.insert_next(connection, made, head, step)

    def decisions(self, dataset: str) -> tuple[Decision, ...]:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return decisions.read(connection, dataset) if connection else ()

    def last_decision(self, dataset: str) -> int:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return decisions.last(connection, dataset) if connection else 0

    def decide(self, found: Sequence[Decision], *, seen: int | None = None) -> None:
        """See :class:`~joinedup.store.protocol.Store`."""
        rows = decisions.rows_of(found)
        with self._writing() as connection:
            decisions.write(connection, rows, seen)

    def saved_views(self, dataset: str | None = None) -> tuple[SavedView, ...]:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return saved_views.newest(connection, dataset) if connection else ()

    def saved_view(self, view: str) -> SavedView | None:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return saved_views.last(connection, view) if connection else None

    def saved_view_states(self, view: str) -> tuple[SavedView, ...]:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return saved_views.states(connection, view) if connection else ()

    def save_view(self, view: SavedView, *, seen: int = 0) -> SavedView:
        """See :class:`~joinedup.store.protocol.Store`."""
        row = saved_views.row_of(view)
        with self._writing() as connection:
            return saved_views.write(connection, row, seen)

    def stories(self) -> tuple[Story, ...]:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return stories.newest(connection) if connection else ()

    def story_states(self, story: str) -> tuple[Story, ...]:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return stories.states(connection, story) if connection else ()

    def save_story(self, story: Story, *, seen: int = 0) -> Story:
        """See :class:`~joinedup.store.protocol.Store`."""
        row = stories.row_of(story)
        with self._writing() as connection:
            return stories.write(connection, row, seen)

    def meeting_notes(self, dataset: str) -> tuple[MeetingNote, ...]:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return meeting_notes.read(connection, dataset) if connection else ()

    def keep_meeting_note(self, note: MeetingNote, *, seen: int = 0) -> MeetingNote:
        """See :class:`~joinedup.store.protocol.Store`."""
        row = meeting_notes.row_of(note)
        with self._writing() as connection:
            return meeting_notes.write(connection, row, seen)

    def assessments(
        self, dataset: str, kind: AssessmentKind | None = None
    ) -> tuple[Assessment, ...]:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return assessments.read(connection, dataset, kind) if connection else ()

    def last_assessment(self, dataset: str) -> int:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return assessments.last(connection, dataset) if connection else 0

    def assess(self, found: Sequence[Assessment]) -> None:
        """See :class:`~joinedup.store.protocol.Store`."""
        rows = assessments.rows_of(found)
        with self._writing() as connection:
            assessments.write(connection, rows)

    def diagrams(self, dataset: str) -> tuple[Diagram, ...]:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return diagrams.newest(connection, dataset) if connection else ()

    def diagram_states(self, diagram: str) -> tuple[Diagram, ...]:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return diagrams.states(connection, diagram) if connection else ()

    def save_diagram(self, diagram: Diagram, *, seen: int = 0) -> Diagram:
        """See :class:`~joinedup.store.protocol.Store`."""
        row = diagrams.row_of(diagram)
        with self._writing() as connection:
            return diagrams.write(connection, row, seen)

    def remembered(self, key: str) -> Mapping[str, Any] | None:
        """See :class:`~joinedup.store.protocol.Store`."""
        with self._reading() as connection:
            return queries.memory(connection, key) if connection else None

    def remember(self, key: str, value: Mapping[str, Any]) -> None:
        """See :class:`~joinedup.store.protocol.Store`."""
        row = queries.memory_row(key, value)
        with self._writing() as connection:
            queries.remember(connection, row)

    def dispose(self) -> None:
        """See :class:`~joinedup.store.protocol.Store`."""
        self._reader.dispose()

    def _contents(self, dataset: str, version: str, names: Sequence[str]) -> dict[str, bytes]:
        with self._reading() as connection:
            rows = queries.contents(connection, dataset, version, names) if connection else []
        if not rows:
            raise no_such_version(dataset, version)
        return {row.part: queries.unpacked(row) for row in rows}

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        """A transaction that sees one state; None where nothing has ever been written."""
        with self._explained():
            if not self._database.exists():
                yield None
                return
            with self._reader.begin() as connection:
                done = migrations.applied(connection)
                late = migrations.pending(done, migrations.MIGRATIONS)
                if not (done and late):
                    yield connection if done else None
                    return
            with self._writing() as connection:  # an older store, brought up to date
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that no other writer gets into."""
        self._database.create()
        with self._explained():
            migrations.migrate(self._writer, migrations.MIGRATIONS)
            with self._writer.begin() as connection:
                yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise self._database.explain(error) from error


def _counter(progress: Progress | None, total: int) -> queries.Step:
    """What tells ``progress`` of one more step done, each time it is called."""
    if progress is None:
        return lambda: None
    done = count(1)
    progress(0, total)
    return lambda: progress(next(done), total)


def _since(history: Sequence[VersionInfo], parent: str | None) -> tuple[VersionInfo, ...]:
    """What was published after ``parent``, newest last; all where it is not in the line."""
    known = next((one.number for one in history if one.version == parent), 0)
    return tuple(one for one in reversed(history) if one.number > known)
