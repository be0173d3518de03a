"""Where the file is, what it is like, and what happens when it is missing, shut or damaged."""

import os
import sqlite3
import sys
import tempfile
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from joinedup.errors import DatasetError, StoreError
from joinedup.store import engine, queries, sqlite
from joinedup.store.engine import open_store
from joinedup.store.protocol import Draft, Store
from joinedup.store.sqlite import SqliteDatabase
from tests.store.publishing import (
    BUNDLED,
    SY,
    answer,
    assert_whole,
    draft,
    process,
    publish_on_top,
    root,
)

NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with two versions."""
    found = tmp_path / "versions.sqlite3"
    publish_on_top(open_store(found), "first")
    return found


def sql(path: Path, *statements: str, values: tuple[Any, ...] = ()) -> list[Any]:
    """The rows of the last statement, by a connection that knows nothing of ours."""
    connection = sqlite3.connect(path)
    try:
        for statement in statements:
            rows = connection.execute(statement, values).fetchall()
        connection.commit()
        return rows
    finally:
        connection.close()


def everything_read(store: Store) -> list[Callable[[], object]]:
    """Every way of reading a store with two versions."""
    return [
        store.dataset_names,
        lambda: store.head(SY),
        lambda: store.versions(SY),
        lambda: store.load(SY, BUNDLED.version),
        lambda: store.load_boundaries(SY, BUNDLED.version),
        lambda: store.remembered("key"),
    ]


# --- where it is ---------------------------------------------------------------------


def test_it_is_where_the_argument_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path / "not-here"))
    (tmp_path / "there.is").mkdir()
    cases: list[tuple[str | Path, str]] = [
        (tmp_path / "a folder", "a folder/joinedup.sqlite3"),
        (str(tmp_path / "new" / "and" / "deep"), "new/and/deep/joinedup.sqlite3"),
        (tmp_path / "there.is", "there.is/joinedup.sqlite3"),
        (tmp_path / "mine.sqlite3", "mine.sqlite3"),
        ("relative.db", "relative.db"),
        (tmp_path / "odd ?#%41 é.db", "odd ?#%41 é.db"),
        (f"sqlite:///{tmp_path}/address.db", "address.db"),
    ]
    for number, (target, expected) in enumerate(cases):
        open_store(target).remember("key", {"n": number})
        assert (tmp_path / expected).is_file()
        assert open_store(target).remembered("key") == {"n": number}
    assert not (tmp_path / "not-here").exists()


def test_it_is_where_the_variable_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path / "folder"))
    open_store().remember("key", {})
    assert (tmp_path / "folder" / "joinedup.sqlite3").is_file()


@pytest.mark.parametrize("variable", [None, ""])
def test_it_is_in_the_data_folder_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str | None
) -> None:
    assert engine.FOLDER.relative_to(Path(engine.__file__).parents[2]) == Path("data/store")
    monkeypatch.setattr(engine, "FOLDER", tmp_path / "store")
    monkeypatch.delenv("JOINEDUP_STORE", raising=False)
    if variable is not None:
        monkeypatch.setenv("JOINEDUP_STORE", variable)
    open_store().remember("key", {})
    assert (tmp_path / "store" / "joinedup.sqlite3").is_file()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("postgresql://me:secret@host/db", "database of this kind: 'postgresql'"),
        ("mysql+pymysql://me:secret@host/db", "database of this kind: 'mysql'"),
        ("secret://", "database of this kind: 'secret'"),
        ("se cret://me:secret@x:port/", "no address of a database"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_other_addresses_are_refused_and_no_password_shown(target: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as raised:
        open_store(target)
    assert "me:" not in str(raised.value)


# --- what it is like -------------------------------------------------------------------


def test_reading_makes_no_file_and_no_folder(tmp_path: Path) -> None:
    store = open_store(tmp_path / "folder")
    assert store.dataset_names() == {}
    assert store.head(SY) is None
    assert store.versions(SY) == ()
    assert store.remembered("key") is None
    with pytest.raises(DatasetError):
        store.load(SY, BUNDLED.version)
    with pytest.raises(DatasetError):
        store.load_boundaries(SY, BUNDLED.version)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_an_empty_store(tmp_path: Path) -> None:
    path = tmp_path / "versions.sqlite3"
    path.touch()
    assert open_store(path).versions(SY) == ()
    assert path.stat().st_size == 0
    publish_on_top(open_store(path), "first")
    assert_whole(open_store(path))


def test_at_rest_it_is_one_file_that_can_be_copied(path: Path) -> None:
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    copy = path.with_name("copy.sqlite3")
    copy.write_bytes(path.read_bytes())
    publish_on_top(open_store(path), "second")
    assert len(assert_whole(open_store(copy))) == 2


def test_a_copy_put_back_is_seen_at_once(path: Path) -> None:
    store, copy = open_store(path), path.read_bytes()
    publish_on_top(store, "second")
    path.write_bytes(copy)
    assert len(assert_whole(store)) == 2
    path.unlink()
    assert store.versions(SY) == ()


def test_its_settings_keep_what_was_published(path: Path) -> None:
    database = SqliteDatabase(URL.create("sqlite", database=str(path)))
    with database.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,  # FULL
        "busy_timeout": 10_000,
    }


def test_contents_that_did_not_change_are_kept_once(path: Path) -> None:
    def count() -> int:
        return int(sql(path, "SELECT count(*) FROM parts")[0][0])

    store, before = open_store(path), count()
    again = Draft(
        dataset=store.load(SY, BUNDLED.version),
        boundaries=store.load_boundaries(SY, BUNDLED.version),
        author="Test",
        note="Back",
        kind="restore",
    )
    head = store.head(SY)
    assert head is not None
    store.publish(again, parent=head.version)
    assert count() == before
    publish_on_top(store, "second")
    assert count() == before + 9  # all but ties and actions, of which there are none


def test_ten_versions_of_south_yorkshire_are_small(path: Path) -> None:
    store = open_store(path)
    first = path.stat().st_size
    for number in range(9):
        publish_on_top(store, f"n{number}")
    assert len(store.versions(SY)) == 11
    # Every table changed in each; the bundled files take 200 kB.
    assert path.stat().st_size < first + 9 * 40_000


# --- shut --------------------------------------------------------------------------


def test_a_path_that_cannot_be_is_refused_on_writing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    store = open_store(tmp_path / "file" / "folder" / "x.sqlite3")
    assert store.head(SY) is None
    with pytest.raises(StoreError, match=r"cannot be opened or written.*JOINEDUP_STORE"):
        publish_on_top(store, "first")


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "joinedup.sqlite3").mkdir()
    store = open_store(tmp_path)
    with pytest.raises(StoreError, match="cannot be opened or written"):
        store.head(SY)
    with pytest.raises(StoreError, match="cannot be opened or written"):
        store.remember("key", {})


@pytest.fixture
def shut(path: Path) -> Iterator[Path]:
    """A store in a folder that anybody may read and nobody may change."""
    # pytest's own folders are closed to others, and a superuser is stopped by nothing else.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = folder / "versions.sqlite3"
        copy.write_bytes(path.read_bytes())
        copy.chmod(0o444)
        folder.chmod(0o555)
        yield copy
        folder.chmod(0o755)


needs_rights = pytest.mark.skipif(sys.platform == "win32", reason="no such rights on Windows")


@needs_rights
def test_what_is_shut_can_be_read_but_not_written(shut: Path, processes: ForkServerContext) -> None:
    with process(processes, use_as_nobody, str(shut)) as (_, pipe):
        for use in ("publish", "remember", "make"):
            said = answer(pipe, use)
            assert "cannot be opened or written" in said
            assert "Ask for the right to change this file and its folder" in said
        assert answer(pipe, "done") == 2
    assert [one.name for one in shut.parent.iterdir()] == [shut.name]


def use_as_nobody(pipe: Connection, target: str) -> None:
    """Try to write, then read all there is, without the rights of a superuser."""
    store, new = open_store(target), open_store(Path(target).parent / "folder")
    store.head(SY)  # loads what is loaded late, while everything may be read
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    uses: dict[str, Callable[[], object]] = {
        "publish": lambda: publish_on_top(store, "second"),
        "remember": lambda: store.remember("key", {}),
        "make": lambda: new.remember("key", {}),
    }
    for name, use in uses.items():
        try:
            use()
        except StoreError as error:
            pipe.send((name, str(error)))
    pipe.send(("done", len(assert_whole(store))))


@needs_rights
def test_what_is_shut_is_read_with_what_its_owner_just_wrote(
    shut: Path, processes: ForkServerContext
) -> None:
    """The newest version is still in the log, which whoever has the file open keeps."""
    shut.parent.chmod(0o755)
    shut.chmod(0o644)
    owner = sqlite3.connect(shut)
    try:
        owner.execute("SELECT * FROM versions").fetchall()
        publish_on_top(open_store(shut), "second")
        assert shut.with_name(f"{shut.name}-wal").stat().st_size > 0
        shut.parent.chmod(0o555)
        with process(processes, read_as_nobody, str(shut)) as (_, pipe):
            assert answer(pipe, "done") == 3
    finally:
        owner.close()


def read_as_nobody(pipe: Connection, target: str) -> None:
    """Read all there is, without the rights of a superuser."""
    store = open_store(target)
    store.head(SY)  # loads what is loaded late, while everything may be read
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    pipe.send(("done", len(assert_whole(store))))


def test_who_waits_too_long_for_another_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "WAIT_SECONDS", 0.05)
    store = open_store(path)
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"Somebody else is writing.*Wait a minute"):
            publish_on_top(store, "second")
        assert len(assert_whole(store)) == 2  # readers do not wait
    finally:
        other.close()
    publish_on_top(store, "second")


def test_a_full_disk_leaves_the_old_version(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite._connect

    def limited(where: Path, mode: str) -> sqlite3.Connection:
        connection = connect(where, mode)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "_connect", limited)
        with pytest.raises(StoreError, match=r"disk .* is full.*Make room"):
            publish_on_top(open_store(path), "second")
    assert len(assert_whole(open_store(path))) == 2


# --- damaged -----------------------------------------------------------------------


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_bytes(b"Not a database at all. " * 1000)
    store = open_store(path)
    for read in everything_read(store):
        with pytest.raises(StoreError, match=r"damaged.*backup"):
            read()
    with pytest.raises(StoreError, match=r"damaged.*backup"):
        publish_on_top(store, "second")


def test_damage_anywhere_is_said_or_harmless(path: Path) -> None:
    """Each page in turn is overwritten: an error of ours, or the very same contents.

    Reading does not come past the pages that only searching and writing use.
    """
    whole = path.read_bytes()
    said = 0
    for start in range(0, len(whole), 4096):
        path.write_bytes(whole[: start + 64] + b"\xa5" * 4032 + whole[start + 4096 :])
        store = open_store(path)
        try:
            assert len(assert_whole(store)) == 2
        except (StoreError, DatasetError):
            said += 1
    assert said > len(whole) // 4096 // 3


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_file_that_was_cut_off(path: Path, keep: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(StoreError, match="damaged"):
        publish_on_top(open_store(path), "second")


REPLACE = """UPDATE parts SET body = ?1 WHERE sha256 =
(SELECT sha256 FROM version_parts WHERE part = ?2 AND version = ?3)"""
REMOVE = REPLACE.replace("UPDATE parts SET body = ?1", "DELETE FROM parts")


@pytest.mark.parametrize("part", ["organisations", "boundaries"])
@pytest.mark.parametrize(
    ("statement", "body"),
    [
        (REPLACE, b""),
        (REPLACE, b"x"),
        (REPLACE, zlib.compress(b"[]")),
        (REPLACE, "text"),
        (REMOVE, None),
    ],
    ids=["empty", "no-zlib", "other", "text", "gone"],
)
def test_a_part_that_is_not_what_was_stored(
    path: Path, part: str, statement: str, body: Any
) -> None:
    sql(path, statement, values=(body, part, BUNDLED.version))
    store = open_store(path)
    load = store.load if part == "organisations" else store.load_boundaries
    with pytest.raises(DatasetError, match=r"damaged|cannot be read|no such version") as raised:
        load(SY, BUNDLED.version)
    assert raised.value.hint
    head = store.head(SY)
    assert head is not None
    store.load(SY, head.version)


def test_a_part_that_swells_is_not_unpacked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MAX_PART_BYTES", 1_000_000)
    bomb = zlib.compress(b" " * 100_000_000)
    sql(path, REPLACE, values=(bomb, "organisations", BUNDLED.version))
    tracemalloc.start()
    try:
        with pytest.raises(DatasetError, match="damaged"):
            open_store(path).load(SY, BUNDLED.version)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE versions SET report = '{'",
        "UPDATE versions SET created_at = 'yesterday'",
        "ALTER TABLE versions RENAME COLUMN note TO remark",
        "DROP TABLE versions",
    ],
)
def test_a_row_that_is_not_what_was_stored(path: Path, change: str) -> None:
    sql(path, "PRAGMA foreign_keys = OFF", change)
    with pytest.raises(StoreError) as raised:
        open_store(path).versions(SY)
    assert raised.value.hint


def test_contents_of_another_dataset_are_not_shown(path: Path) -> None:
    sql(
        path,
        "PRAGMA foreign_keys = OFF",
        "UPDATE versions SET dataset = 'cheshire-west'",
        "UPDATE version_parts SET dataset = 'cheshire-west'",
    )
    with pytest.raises(DatasetError, match="of another dataset: 'south-yorkshire'"):
        open_store(path).load("cheshire-west", BUNDLED.version)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM versions WHERE number = 1",
        "DELETE FROM parts",
        "INSERT INTO versions SELECT dataset, 3, 'abcdefabcdef', '{parent}', name, created_at, "
        "author, note, kind, file_name, file_sha256, report FROM versions WHERE number = 2",
        "INSERT INTO versions SELECT dataset, 2, 'abcdefabcdef', version, name, created_at, "
        "author, note, kind, file_name, file_sha256, report FROM versions WHERE number = 1",
        "INSERT INTO versions SELECT dataset, 3, 'abcdefabcdef', NULL, name, created_at, "
        "author, note, kind, file_name, file_sha256, report FROM versions WHERE number = 1",
    ],
    ids=["parent-gone", "contents-gone", "second-branch", "same-number", "second-root"],
)
def test_the_tables_themselves_keep_versions_in_line(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    try:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement.format(parent=BUNDLED.version))
    finally:
        connection.close()


def test_who_cancels_with_an_error_of_the_store_hears_it(path: Path) -> None:
    """What a caller raises while publishing is not mistaken for the database's word."""

    def progress(_done: int, _total: int) -> None:
        raise StoreError("Cancelled")

    head = open_store(path).head(SY)
    assert head is not None
    with pytest.raises(StoreError, match=r"^Cancelled\.$"):
        open_store(path).publish(draft("x"), parent=head.version, root=root(), progress=progress)
