"""How the tables of the store came to be, one named step after the other.

Each migration runs in one transaction with the record that it ran, so a crash leaves all of
it or nothing. A migration that has been released is never changed: what the tables lack is
added by a new one at the end of :data:`MIGRATIONS`. Each spells out its own tables, because
:mod:`.schema` says what they are *now*. Tested by ``tests/store/test_migrations.py``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    inspect,
    select,
    text,
)

from joinedup.errors import StoreError
from joinedup.store import schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """A change of the tables; ``apply`` neither commits nor rolls back."""

    name: str
    apply: Callable[[Connection], None]


def _versions(connection: Connection) -> None:
    """Versions, their contents, and what people chose."""
    tables = MetaData()
    Table(
        "versions",
        tables,
        Column("dataset", String(100), primary_key=True),
        Column("number", Integer, CheckConstraint("number > 0"), primary_key=True),
        Column("version", String(12), nullable=False),
        Column("parent", String(12)),
        Column("name", Text, nullable=False),
        Column("created_at", String(32), nullable=False),
        Column("author", Text, nullable=False),
        Column("note", Text, nullable=False),
        Column("kind", String(20), nullable=False),
        Column("file_name", Text, nullable=False),
        Column("file_sha256", String(64), nullable=False),
        Column("report", Text, nullable=False),
        UniqueConstraint("dataset", "version"),
        # One line, no branches: a version has one successor at most.
        UniqueConstraint("dataset", "parent"),
        ForeignKeyConstraint(["dataset", "parent"], ["versions.dataset", "versions.version"]),
        CheckConstraint("(number = 1) = (parent IS NULL)"),
    )
    Table(
        "parts",
        tables,
        Column("sha256", String(64), primary_key=True),
        Column("body", LargeBinary, nullable=False),
    )
    Table(
        "version_parts",
        tables,
        Column("dataset", String(100), primary_key=True),
        Column("version", String(12), primary_key=True),
        Column("part", String(20), primary_key=True),
        Column("sha256", String(64), ForeignKey("parts.sha256"), nullable=False),
        ForeignKeyConstraint(["dataset", "version"], ["versions.dataset", "versions.version"]),
    )
    Table(
        "memories",
        tables,
        Column("key", String(200), primary_key=True),
        Column("value", Text, nullable=False),
        Column("updated_at", String(32), nullable=False),
    )
    tables.create_all(connection, checkfirst=False)


def _decisions(connection: Connection) -> None:
    """What was decided about introductions."""
    tables = MetaData()
    Table(
        "decisions",
        tables,
        Column("number", Integer, primary_key=True),
        Column("dataset", String(100), nullable=False, index=True),
        Column("organisation", String(100), nullable=False),
        Column("target", String(100), nullable=False),
        Column("through", String(100), nullable=False),
        Column("state", String(20), nullable=False),
        Column("why", Text, nullable=False),
        Column("author", Text, nullable=False),
        Column("decided_at", String(32), nullable=False),
    )
    tables.create_all(connection, checkfirst=False)


def _saved_views(connection: Connection) -> None:
    """Views that people saved under a name."""
    tables = MetaData()
    Table(
        "saved_views",
        tables,
        Column("number", Integer, primary_key=True),
        Column("view", String(40), nullable=False, index=True),
        Column("name", Text, nullable=False),
        Column("note", Text, nullable=False),
        Column("owner", Text, nullable=False),
        Column("dataset", String(100), nullable=False, index=True),
        Column("page", String(40), nullable=False),
        Column("query", Text, nullable=False),
        Column("pinned", Integer, nullable=False),
        Column("created_at", String(32), nullable=False),
        Column("author", Text, nullable=False),
        Column("changed_at", String(32), nullable=False),
        Column("archived_at", String(32), nullable=False),
    )
    tables.create_all(connection, checkfirst=False)


def _meetings(connection: Connection) -> None:
    """Stories, and notes of meetings."""
    tables = MetaData()
    Table(
        "stories",
        tables,
        Column("number", Integer, primary_key=True),
        Column("story", String(40), nullable=False, index=True),
        Column("name", Text, nullable=False),
        Column("owner", Text, nullable=False),
        Column("created_at", String(32), nullable=False),
        Column("author", Text, nullable=False),
        Column("changed_at", String(32), nullable=False),
        Column("archived", Integer, nullable=False),
        Column("steps", Text, nullable=False),
    )
    Table(
        "meeting_notes",
        tables,
        Column("number", Integer, primary_key=True),
        Column("note", String(40), nullable=False, index=True),
        Column("dataset", String(100), nullable=False, index=True),
        Column("kind", String(20), nullable=False),
        Column("state", String(20), nullable=False),
        Column("text", Text, nullable=False),
        Column("who", Text, nullable=False),
        Column("by_when", String(10), nullable=False),
        Column("view", String(40), nullable=False),
        Column("organisation", String(100), nullable=False),
        Column("target", String(100), nullable=False),
        Column("story", String(40), nullable=False),
        Column("author", Text, nullable=False),
        Column("noted_at", String(32), nullable=False),
        Column("changed_by", Text, nullable=False),
        Column("changed_at", String(32), nullable=False),
    )
    tables.create_all(connection, checkfirst=False)


def _assessments(connection: Connection) -> None:
    """What people think of partnerships, programmes and stakeholders."""
    tables = MetaData()
    Table(
        "assessments",
        tables,
        Column("number", Integer, primary_key=True),
        Column("dataset", String(100), nullable=False, index=True),
        Column("kind", String(20), nullable=False),
        Column("subject", String(100), nullable=False),
        Column("organisation", String(100), nullable=False),
        Column("stakeholder_group", String(40), nullable=False),
        Column("scores", Text, nullable=False),
        Column("evidence", Text, nullable=False),
        Column("withdrawn", Integer, nullable=False),
        Column("author", Text, nullable=False),
        Column("assessed_on", String(10), nullable=False),
        Column("made_at", String(32), nullable=False),
    )
    tables.create_all(connection, checkfirst=False)


def _diagrams(connection: Connection) -> None:
    """Driver diagrams and fishbones."""
    tables = MetaData()
    Table(
        "diagrams",
        tables,
        Column("number", Integer, primary_key=True),
        Column("diagram", String(40), nullable=False, index=True),
        Column("dataset", String(100), nullable=False, index=True),
        Column("kind", String(20), nullable=False),
        Column("programme", String(100), nullable=False),
        Column("name", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("owner", Text, nullable=False),
        Column("created_at", String(32), nullable=False),
        Column("author", Text, nullable=False),
        Column("changed_at", String(32), nullable=False),
        Column("archived", Integer, nullable=False),
    )
    tables.create_all(connection, checkfirst=False)


def _withdrawn_by(connection: Connection) -> None:
    """Who took an opinion back; of those taken back before, nobody knows."""
    statement = "ALTER TABLE assessments ADD COLUMN withdrawn_by TEXT NOT NULL DEFAULT ''"
    connection.execute(text(statement))


#: All of them, oldest first.
MIGRATIONS: tuple[Migration, ...] = (
    Migration(name="0001_versions", apply=_versions),
    Migration(name="0002_decisions", apply=_decisions),
    Migration(name="0003_saved_views", apply=_saved_views),
    Migration(name="0004_meetings", apply=_meetings),
    Migration(name="0005_assessments", apply=_assessments),
    Migration(name="0006_diagrams", apply=_diagrams),
    Migration(name="0007_withdrawn_by", apply=_withdrawn_by),
)


def applied(connection: Connection) -> frozenset[str]:
    """Names of the migrations that the store has been through; none where it is empty.

    Raises:
        StoreError: When the database has tables, but is no store.
    """
    names = inspect(connection).get_table_names()
    if schema.migrations.name in names:
        return frozenset(connection.scalars(select(schema.migrations.c.name)))
    if names:
        raise StoreError(
            "This database belongs to another program",
            value=min(names),
            hint="Set JOINEDUP_STORE to a folder of its own.",
        )
    return frozenset()


def pending(done: frozenset[str], known: Sequence[Migration]) -> tuple[Migration, ...]:
    """The migrations still to come.

    Raises:
        StoreError: When ``done`` has one that this program does not know.
    """
    if newer := done - {one.name for one in known}:
        raise StoreError(
            "The store of versions was made by a newer version of Joined Up",
            value=max(newer),
            hint="Update the program on this machine, then open the page again.",
        )
    return tuple(one for one in known if one.name not in done)


def migrate(writer: Engine, known: Sequence[Migration]) -> None:
    """Bring a store up to date; who comes second waits, and finds it done.

    Args:
        writer: Its transactions must keep other writers out from their begin.

    Raises:
        StoreError: When the store is newer than the program, or is none.
    """
    while _migrate_once(writer, known):
        pass


def _migrate_once(writer: Engine, known: Sequence[Migration]) -> bool:
    """Run the next migration, if any, in a transaction of its own; whether more are left."""
    with writer.begin() as connection:
        todo = pending(applied(connection), known)
        if todo:
            _run(todo[0], connection)
    return len(todo) > 1


def _run(one: Migration, connection: Connection) -> None:
    if not inspect(connection).has_table(schema.migrations.name):
        _record_table().create(connection, checkfirst=False)
    one.apply(connection)
    now = datetime.now(UTC).isoformat()
    connection.execute(insert(schema.migrations).values(name=one.name, applied_at=now))


def _record_table() -> Table:
    return Table(
        schema.migrations.name,
        MetaData(),
        Column("name", String(100), primary_key=True),
        Column("applied_at", String(32), nullable=False),
    )
