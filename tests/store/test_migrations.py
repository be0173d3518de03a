"""The tables come to be in named steps, each wholly or not at all."""

import sqlite3
from collections.abc import Callable
from multiprocessing.connection import Connection as Pipe
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import URL, Column, Connection, Integer, MetaData, Table, inspect, text

from joinedup.errors import StoreError
from joinedup.store import migrations, schema
from joinedup.store.engine import open_store
from joinedup.store.migrations import MIGRATIONS, Migration
from joinedup.store.protocol import Store
from joinedup.store.sqlite import SqliteDatabase
from tests.store.publishing import (
    PATIENCE,
    SY,
    answer,
    assert_whole,
    process,
    publish_on_top,
    wait_for,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "versions.sqlite3"


@pytest.fixture
def published(path: Path) -> Path:
    """A store with two versions."""
    publish_on_top(open_store(path), "first")
    return path


def names(path: Path) -> list[str]:
    """The migrations that a store says it has been through."""
    connection = sqlite3.connect(path)
    try:
        return [name for (name,) in connection.execute("SELECT name FROM migrations")]
    finally:
        connection.close()


def tables(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    try:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    finally:
        connection.close()


def add_colours(connection: Connection) -> None:
    """Two tables and some rows: enough to be interrupted in."""
    for name in ("colours", "shades"):
        Table(name, MetaData(), Column("id", Integer, primary_key=True)).create(connection)
    connection.execute(text("INSERT INTO colours VALUES (1)"))
    connection.execute(text("ALTER TABLE memories ADD COLUMN colour INTEGER"))


COLOURS = Migration(name="0099_colours", apply=add_colours)
LATER = (*MIGRATIONS, COLOURS)


def test_names_are_numbered_and_in_order() -> None:
    assert [one.name[:5] for one in MIGRATIONS] == [
        f"{number:04}_" for number in range(1, len(MIGRATIONS) + 1)
    ]


def test_the_tables_are_those_that_the_program_uses(published: Path) -> None:
    engine = SqliteDatabase(URL.create("sqlite", database=str(published))).engine
    with engine.connect() as connection:
        found = inspect(connection)
        made = {
            name: [column["name"] for column in found.get_columns(name)]
            for name in found.get_table_names()
        }
    assert made == {one.name: [column.name for column in one.c] for one in schema.ALL}


def test_each_is_recorded_once(published: Path) -> None:
    publish_on_top(open_store(published), "second")
    assert names(published) == [one.name for one in MIGRATIONS]


def test_an_older_store_is_brought_up_to_date_by_reading(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = open_store(published).versions(SY)
    monkeypatch.setattr(migrations, "MIGRATIONS", LATER)
    assert open_store(published).versions(SY) == before
    assert names(published) == [one.name for one in LATER]
    assert tables(published) >= {"colours", "shades"}
    assert_whole(open_store(published))


def test_an_older_store_is_brought_up_to_date_by_writing(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", LATER)
    open_store(published).remember("key", {})
    assert names(published) == [one.name for one in LATER]


def test_a_new_store_goes_through_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", LATER)
    publish_on_top(open_store(path), "first")
    assert names(path) == [one.name for one in LATER]


def test_one_that_fails_leaves_nothing(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: Connection) -> None:
        add_colours(connection)
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    before = tables(published)
    with monkeypatch.context() as patch:
        patch.setattr(
            migrations, "MIGRATIONS", (*MIGRATIONS, Migration(name="0099_fails", apply=fail))
        )
        with pytest.raises(StoreError, match="nowhere"):
            open_store(published).head(SY)
    assert tables(published) == before
    assert names(published) == [one.name for one in MIGRATIONS]
    assert_whole(open_store(published))


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.head(SY),
        lambda store: store.remember("key", {}),
        lambda store: publish_on_top(store, "second"),
    ],
    ids=["reading", "remembering", "publishing"],
)
def test_a_newer_store_is_left_alone(published: Path, use: Callable[[Store], object]) -> None:
    connection = sqlite3.connect(published)
    connection.execute("INSERT INTO migrations VALUES ('0999_later', '2030')")
    connection.commit()
    connection.close()
    before = published.read_bytes()
    store = open_store(published)
    with pytest.raises(StoreError, match=r"newer version of Joined Up.*Update the program"):
        use(store)
    assert published.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE customers (id)")
    connection.close()
    for use in (open_store(path).dataset_names, lambda: open_store(path).remember("key", {})):
        with pytest.raises(StoreError, match=r"another program: 'customers'.*JOINEDUP_STORE"):
            use()
    assert tables(path) == {"customers"}


# --- processes ---------------------------------------------------------------------


def open_and_stop(pipe: Pipe, target: str) -> None:
    """Bring a store up to date, telling of the middle and of the end; go on when told."""

    def stop(connection: Connection) -> None:
        add_colours(connection)
        pipe.send(("middle", None))
        pipe.recv()

    migrations.MIGRATIONS = (*MIGRATIONS, Migration(name=COLOURS.name, apply=stop))
    pipe.send(("begun", None))
    open_store(target).remember("key", {})
    pipe.send(("done", None))


def test_killed_in_the_middle_nothing_of_it_is_there(
    published: Path, processes: ForkServerContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(published)
    with process(processes, open_and_stop, str(published)) as (migrating, pipe):
        wait_for(pipe, "middle")
        migrating.kill()
        migrating.join(PATIENCE)
    assert tables(published) == before
    assert names(published) == [one.name for one in MIGRATIONS]
    assert_whole(open_store(published))
    monkeypatch.setattr(migrations, "MIGRATIONS", LATER)
    open_store(published).remember("key", {})
    assert names(published) == [one.name for one in LATER]


def test_killed_at_the_first_migration_nothing_is_there(
    path: Path, processes: ForkServerContext
) -> None:
    with process(processes, make_and_stop, str(path)) as (migrating, pipe):
        wait_for(pipe, "middle")
        migrating.kill()
        migrating.join(PATIENCE)
    assert tables(path) == set()
    assert open_store(path).versions(SY) == ()
    publish_on_top(open_store(path), "first")
    assert_whole(open_store(path))


def make_and_stop(pipe: Pipe, target: str) -> None:
    """Make the tables, and stop for ever before they are kept."""

    def stop(connection: Connection) -> None:
        MIGRATIONS[0].apply(connection)
        pipe.send(("middle", None))
        pipe.recv()

    migrations.MIGRATIONS = (Migration(name=MIGRATIONS[0].name, apply=stop),)
    open_store(target).remember("key", {})


def test_who_comes_second_waits(published: Path, processes: ForkServerContext) -> None:
    with process(processes, open_and_stop, str(published)) as (_, first):
        wait_for(first, "middle")
        with process(processes, open_and_stop, str(published)) as (_, second):
            answer(second, "begun")
            assert not second.poll(0.1)
            first.send("go on")
            answer(first, "done")
            answer(second, "done")  # without a middle of its own
    assert names(published) == [one.name for one in LATER]


def test_two_make_the_store_at_once(tmp_path: Path, processes: ForkServerContext) -> None:
    for turn in range(10):
        path = tmp_path / f"{turn}" / "versions.sqlite3"
        barrier = processes.Barrier(2)
        with (
            process(processes, remember_at_once, str(path), "a", barrier) as (_, one),
            process(processes, remember_at_once, str(path), "b", barrier) as (_, two),
        ):
            answer(one, "done")
            answer(two, "done")
        assert names(path) == [one.name for one in MIGRATIONS]
        store = open_store(path)
        assert (store.remembered("a"), store.remembered("b")) == ({"by": "a"}, {"by": "b"})


def remember_at_once(pipe: Pipe, target: str, key: str, barrier: Barrier) -> None:
    store = open_store(target)
    barrier.wait(PATIENCE)
    store.remember(key, {"by": key})
    pipe.send(("done", None))
