"""What every store does, on every engine: see ``joinedup.store.protocol``."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerContext
from typing import Any

import pytest

from joinedup.errors import DatasetError, StoreError
from joinedup.store import queries
from joinedup.store.bundled import load_dataset
from joinedup.store.codec import PARTS
from joinedup.store.engine import open_store
from joinedup.store.protocol import Draft, Store, Superseded, VersionInfo
from tests.store.publishing import (
    BOUNDARIES,
    BUNDLED,
    SY,
    answer,
    assert_whole,
    draft,
    process,
    publish_against_another,
    publish_many,
    publish_on_top,
    read_until_told,
    root,
)

HOSTILE = ["", "../x", "a b", "A", "é", "x\0", "\ud800", "x" * 101, "'; DROP TABLE versions; --"]


def first(store: Store, note: str = "first") -> VersionInfo:
    return store.publish(draft(note), parent=BUNDLED.version, root=root())


# --- nothing yet -------------------------------------------------------------------


def test_an_empty_store_knows_nothing(store: Store) -> None:
    assert store.dataset_names() == {}
    assert store.head(SY) is None
    assert store.newest(SY) is None
    assert store.versions(SY) == ()
    assert store.remembered("key") is None


def test_an_empty_store_has_no_version(store: Store) -> None:
    for load in (store.load, store.load_boundaries):
        with pytest.raises(DatasetError, match="no such version of south-yorkshire"):
            load(SY, BUNDLED.version)


@pytest.mark.parametrize("name", HOSTILE)
def test_odd_names_are_unknown(store: Store, name: str) -> None:
    first(store)
    assert store.head(name) is None
    assert store.newest(name) is None
    assert store.versions(name) == ()
    assert store.remembered(name) is None
    for dataset, version in ((name, BUNDLED.version), (SY, name)):
        for load in (store.load, store.load_boundaries):
            with pytest.raises(DatasetError, match="no such version"):
                load(dataset, version)


# --- publishing --------------------------------------------------------------------


def test_the_first_publication_stands_on_what_comes_with_the_program(store: Store) -> None:
    before = datetime.now(UTC)
    made = store.publish(
        draft("first", author=" A. Lead ", file_name="list.xlsx", file_sha256="0f" * 32),
        parent=BUNDLED.version,
        root=root(),
    )
    assert before <= made.created_at <= datetime.now(UTC)
    assert made.created_at.utcoffset() == timedelta(0)
    assert made == VersionInfo(
        dataset=SY,
        number=2,
        version=made.version,
        parent=BUNDLED.version,
        created_at=made.created_at,
        author="A. Lead",
        note="first",
        kind="import",
        file_name="list.xlsx",
        file_sha256="0f" * 32,
        report={"rows": 3, "note": "first"},
    )
    assert len(made.version) == 12
    assert set(made.version) <= set("0123456789abcdef")
    newest, oldest = store.versions(SY)
    assert newest == made == store.head(SY)
    assert (oldest.number, oldest.version, oldest.parent) == (1, BUNDLED.version, None)
    assert (oldest.kind, oldest.author) == ("bundled", "Joined Up")
    assert_whole(store)


def test_what_came_with_the_program_keeps_its_number(store: Store) -> None:
    made = store.publish(draft("first"), parent=BUNDLED.version, root=replace(root(), number=8))
    assert [one.number for one in store.versions(SY)] == [9, 8]
    assert made.parent == BUNDLED.version
    assert publish_on_top(store, "second").number == 10


def test_versions_stay_what_they_were(store: Store) -> None:
    made = [first(store), *(publish_on_top(store, note) for note in ("second", "third"))]
    assert store.head(SY) == made[-1]
    assert store.newest(SY) == made[-1].version
    assert store.versions(SY)[:3] == tuple(reversed(made))
    assert [one.note for one in assert_whole(store)[:3]] == ["third", "second", "first"]


def test_another_process_would_find_it(store: Store, target: str) -> None:
    made = first(store)
    assert open_store(target).head(SY) == made
    assert_whole(open_store(target))


def test_a_store_can_be_used_again_after_it_was_closed(store: Store) -> None:
    made = first(store)
    store.dispose()
    assert store.head(SY) == made


def test_going_back_is_a_new_version(store: Store) -> None:
    first(store)
    publish_on_top(store, "second")
    old = store.versions(SY)[1]
    again = Draft(
        dataset=store.load(SY, old.version),
        boundaries=store.load_boundaries(SY, old.version),
        author="Test",
        note=old.note,
        kind="restore",
    )
    head = store.head(SY)
    assert head is not None
    made = store.publish(again, parent=head.version)
    assert made.version not in {one.version for one in store.versions(SY)[1:]}
    assert (made.number, made.kind) == (4, "restore")
    assert store.load(SY, made.version) == replace(again.dataset, version=made.version)
    assert_whole(store)


def test_the_same_again_is_a_version_of_its_own(store: Store) -> None:
    made = [first(store, "same"), publish_on_top(store, "same"), publish_on_top(store, "same")]
    assert len({one.version for one in made}) == 3


def test_a_new_dataset_begins_without_a_parent(store: Store) -> None:
    fresh = replace(BUNDLED, id="our-area", name="Our area")
    made = store.publish(draft("start", kind="start", dataset=fresh), parent=None)
    assert (made.number, made.parent, made.dataset) == (1, None, "our-area")
    assert store.load("our-area", made.version).id == "our-area"
    assert store.head(SY) is None


def test_datasets_are_apart_even_with_the_same_contents(store: Store) -> None:
    other = load_dataset("cheshire-west")
    one = first(store)
    two = store.publish(
        draft("first", dataset=other, boundaries=BOUNDARIES),
        parent=other.version,
        root=Draft(dataset=other, boundaries=BOUNDARIES, author="A", note="N", kind="bundled"),
    )
    twin = store.publish(draft("first", dataset=replace(BUNDLED, id="a-twin")), parent=None)
    assert len({one.version, two.version, twin.version}) == 3
    assert store.dataset_names() == {"a-twin": "first", "cheshire-west": "first", SY: "first"}
    assert list(store.dataset_names()) == ["a-twin", "cheshire-west", SY]
    assert len(store.versions("cheshire-west")) == 2
    with pytest.raises(DatasetError, match="no such version"):
        store.load("cheshire-west", one.version)
    assert_whole(store)


def test_names_are_those_of_the_newest_version(store: Store) -> None:
    first(store, "Old name")
    publish_on_top(store, "New name")
    assert store.dataset_names() == {SY: "New name"}


# --- somebody was first ----------------------------------------------------------------


def test_who_is_late_is_told_what_came_in_between(store: Store) -> None:
    base = first(store)
    between = (publish_on_top(store, "second"), publish_on_top(store, "third"))
    with pytest.raises(Superseded, match=r"2 versions .* the last by Test: 'third'") as raised:
        store.publish(draft("late"), parent=base.version, root=root())
    assert raised.value.between == between
    assert len(store.versions(SY)) == 4
    made = store.publish(draft("late"), parent=raised.value.between[-1].version)
    assert (made.number, made.parent) == (5, between[-1].version)
    assert_whole(store)


def test_who_planned_on_the_bundled_record_can_be_late_too(store: Store) -> None:
    made = first(store)
    with pytest.raises(Superseded, match="A newer version has been published") as raised:
        first(store, "late")
    assert raised.value.between == (made,)


def test_a_new_dataset_that_is_there_already(store: Store) -> None:
    made = store.publish(draft("start", kind="start"), parent=None)
    with pytest.raises(Superseded) as raised:
        store.publish(draft("start", kind="start"), parent=None)
    assert raised.value.between == (made,)


def test_a_parent_that_is_nowhere_in_the_line(store: Store) -> None:
    """The program brought another record since: everything in the store came in between."""
    first(store)
    with pytest.raises(Superseded) as raised:
        store.publish(draft("late"), parent="f" * 12, root=root())
    assert [one.number for one in raised.value.between] == [1, 2]


@pytest.mark.parametrize(
    ("parent", "base"),
    [
        (BUNDLED.version, None),
        ("f" * 12, root()),
        (BUNDLED.version, replace(root(), dataset=replace(BUNDLED, id="another"))),
        ("new", replace(root(), dataset=replace(BUNDLED, version="new"))),
    ],
    ids=["none", "another-version", "another-dataset", "no-version"],
)
def test_a_parent_without_its_contents_is_refused(
    store: Store, parent: str, base: Draft | None
) -> None:
    with pytest.raises(StoreError, match="made from is not in the store") as raised:
        store.publish(draft("first"), parent=parent, root=base)
    assert not isinstance(raised.value, Superseded)
    assert store.versions(SY) == ()


# --- bounds ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"author": " "}, "Your name is missing"),
        ({"author": "x" * 101}, "Your name has 101 characters"),
        ({"author": "A\nB"}, "line breaks or hidden"),
        ({"note": ""}, "note is missing"),
        ({"note": "x" * 501}, "note has 501 characters"),
        ({"note": "a\0b"}, "hidden characters"),
        ({"note": "a\u2028b"}, "hidden characters"),
        ({"note": "a\u202eb"}, "hidden characters"),
        ({"note": "a\ud800b"}, "hidden characters"),
        ({"file_name": "x" * 256}, "file's name has 256 characters"),
        ({"file_name": "a\rb"}, "hidden characters"),
        ({"file_sha256": "0F" * 32}, "SHA-256"),
        ({"kind": "guess"}, "no such kind"),
        ({"report": {"a": object()}}, "report cannot be kept"),
        ({"report": {"a": float("nan")}}, "report cannot be kept"),
        ({"report": {"a": "x" * 2_000_000}}, "report takes 2,000,009 characters"),
        ({"dataset": replace(BUNDLED, id="South Yorkshire")}, "cannot have this id"),
        ({"dataset": replace(BUNDLED, id="../x")}, "cannot have this id"),
        ({"dataset": replace(BUNDLED, id="x" * 101)}, "cannot have this id"),
        ({"dataset": replace(BUNDLED, notes=("\ud800",))}, "half a character"),
        ({"boundaries": "\ud800"}, "half a character"),
    ],
)
def test_what_breaks_a_bound_is_refused(
    store: Store, changes: Mapping[str, Any], said: str
) -> None:
    with pytest.raises((StoreError, DatasetError), match=said):
        store.publish(replace(draft("first"), **changes), parent=BUNDLED.version, root=root())
    assert store.versions(SY) == ()


def test_what_is_just_within_the_bounds_is_kept(store: Store) -> None:
    widest = draft(
        "=1 <b>" + "x" * 494,
        author="é" * 100,
        file_name="x" * 255,
        report={"a": "x" * 1_999_952, "b": "half \ud800, \0", "c": None},
    )
    made = store.publish(widest, parent=BUNDLED.version, root=root())
    assert store.head(SY) == made
    assert (made.note, made.report) == (widest.note, widest.report)
    assert_whole(store)


def test_a_part_that_is_too_large_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MAX_PART_BYTES", 1_000_000)
    with pytest.raises(StoreError, match="boundaries take 2 MB"):
        store.publish(draft("x", boundaries=" " * 2_000_000), parent=None)


# --- cancelling ----------------------------------------------------------------------


class Cancelled(Exception):
    """Raised by a person who does not want to wait."""


def cancel_at(step: int) -> Callable[[int, int], None]:
    def progress(done: int, _total: int) -> None:
        if done == step:
            raise Cancelled

    return progress


@pytest.mark.parametrize("step", range(2 * len(PARTS) + 1))
def test_cancelled_at_any_step_nothing_is_written(store: Store, step: int) -> None:
    with pytest.raises(Cancelled):
        store.publish(draft("x"), parent=BUNDLED.version, root=root(), progress=cancel_at(step))
    assert store.versions(SY) == ()
    first(store)
    assert len(assert_whole(store)) == 2


def test_progress_counts_up_to_its_total(store: Store) -> None:
    told: list[tuple[int, int]] = []
    for _ in range(2):
        head = store.head(SY)
        store.publish(
            draft("x"),
            parent=head.version if head else BUNDLED.version,
            root=root(),
            progress=lambda done, total: told.append((done, total)),
        )
    one = len(PARTS)
    assert told == [(n, 2 * one) for n in range(2 * one + 1)] + [(n, one) for n in range(one + 1)]


# --- remembering ---------------------------------------------------------------------


def test_what_was_remembered_last_is_found(store: Store) -> None:
    choices = {"columns": {"Name": "organisation", "\ud83d": None}, "n": [1, 2.5, True]}
    store.remember("columns:abc", {"old": 1})
    store.remember("columns:abc", choices)
    store.remember("columns:xyz", {})
    assert store.remembered("columns:abc") == choices
    assert store.remembered("columns:xyz") == {}
    assert store.remembered("columns:ab") is None
    assert store.versions(SY) == ()


@pytest.mark.parametrize("key", ["", "a b", "é", "a\n", "x" * 201])
def test_a_key_is_short_and_plain(store: Store, key: str) -> None:
    with pytest.raises(StoreError, match="under this key"):
        store.remember(key, {})


@pytest.mark.parametrize("value", [{"a": object()}, {"a": float("inf")}, {"a": "x" * 100_000}])
def test_a_memory_is_json_and_short(store: Store, value: Mapping[str, Any]) -> None:
    with pytest.raises(StoreError, match="What is to be remembered"):
        store.remember("key", value)
    assert store.remembered("key") is None


def test_only_the_newest_memories_are_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MAX_MEMORIES", 3)
    for number in range(4):
        store.remember(f"k{number}", {"n": number})
    store.remember("k1", {"n": "again"})
    store.remember("k4", {})
    found = {key for key in ("k0", "k1", "k2", "k3", "k4") if store.remembered(key) is not None}
    assert found == {"k1", "k3", "k4"}


# --- at the same time ------------------------------------------------------------------


def test_threads_share_one_store(store: Store) -> None:
    """Four threads publish, four read: each version is whole at any time, and none is lost."""
    first(store)
    over = threading.Event()

    def publish(name: str) -> None:
        for number in range(5):
            while True:
                try:
                    publish_on_top(store, f"{name}{number}")
                    break
                except Superseded:
                    continue

    def read() -> int:
        count = 0
        while not over.is_set() or not count:
            head = store.head(SY)
            assert head is not None
            assert store.load(SY, head.version).name == head.note
            count += 1
        return count

    with ThreadPoolExecutor(8) as pool:
        reading = [pool.submit(read) for _ in range(4)]
        try:
            for done in [pool.submit(publish, name) for name in "abcd"]:
                done.result()
        finally:
            over.set()
        assert all(one.result() > 0 for one in reading)
    notes = [one.note for one in assert_whole(store)[:-2]]
    assert sorted(notes) == sorted(f"{name}{number}" for name in "abcd" for number in range(5))


def test_two_processes_publish_at_once(
    store: Store, target: str, processes: ForkServerContext
) -> None:
    """Ten times, the first time on no store at all: one wins, the other is told and goes on."""
    parent = BUNDLED.version
    for turn in range(10):
        notes = [f"a{turn}", f"b{turn}"]
        barrier = processes.Barrier(2)
        shared = (parent, barrier)
        with (
            process(processes, publish_against_another, target, notes[0], *shared) as (_, one),
            process(processes, publish_against_another, target, notes[1], *shared) as (_, two),
        ):
            assert one.poll(60)
            assert two.poll(60)
            said = [one.recv(), two.recv()]
        assert sorted(word for word, _ in said) == ["lost", "won"], said
        winner = [word for word, _ in said].index("won")
        between, again = said[1 - winner][1]
        assert between == [notes[winner]]
        newest, before = store.versions(SY)[:2]
        assert (newest.version, newest.note) == (again, notes[1 - winner])
        assert (before.version, before.note) == (said[winner][1], notes[winner])
        assert before.parent == parent
        parent = newest.version
    assert len(assert_whole(store)) == 21


def test_many_processes_write_and_read_at_once(
    store: Store, target: str, processes: ForkServerContext
) -> None:
    """None is turned away because another is at it, from the making of the file on."""
    barrier = processes.Barrier(5)
    with (
        process(processes, publish_many, target, "a", 6, barrier) as (_, one),
        process(processes, publish_many, target, "b", 6, barrier) as (_, two),
        process(processes, publish_many, target, "c", 6, barrier) as (_, three),
        process(processes, read_until_told, target, barrier) as (_, reader),
        process(processes, read_until_told, target, barrier) as (_, other),
    ):
        for writer in (one, two, three):
            assert answer(writer, "done") >= 6
        for told in (reader, other):
            told.send("stop")
            assert answer(told, "done") >= 0
    assert len(assert_whole(store)) == 19
