"""kill -9 at any moment of a publication leaves the old version whole, or the new one."""

import random
import sqlite3
import time
from collections import Counter
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from statistics import median

import pytest

from joinedup.store.engine import open_store
from tests.store.publishing import (
    BUNDLED,
    PATIENCE,
    SY,
    answer,
    assert_whole,
    process,
    publish_on_top,
    publish_once,
    wait_for,
)

KILLS = 200
#: So many of them hit the first publication of all, from the making of the folder on.
FROM_NOTHING = 40
#: The others come one after the other on one store, so that each finds what the last one
#: left; so many before a new store is taken, because all versions are read each time.
A_STORE = 4
#: What a publication says, from which the moments are counted in turn: a third of them are
#: spread over all of it, a third over its transaction, a third around its commit.
WORDS = ("begun", "step", "last step")
#: At least so many must hit each stretch, or the test says nothing of it.
EACH = 5


class Moments:
    """Seeded moments, spread over the time that publications take on this machine just now.

    One in five or so comes too late, which shows that the others reach up to the end.
    """

    def __init__(self, longest: float) -> None:
        self.chance = random.Random(20260301)
        self.longest = longest

    def draw(self) -> float:
        """Seconds after the begin."""
        return self.chance.uniform(0, self.longest)

    def learn(self, hit: str) -> None:
        """Follow the machine when it grows faster or slower."""
        self.longest *= 0.96 if hit == "too late" else 1.01


@pytest.mark.parametrize(
    ("kills", "a_store", "versions"),
    [(FROM_NOTHING, 1, 0), (KILLS - FROM_NOTHING, A_STORE, 2)],
    ids=["from-nothing", "on-top"],
)
def test_killed_two_hundred_times_the_store_is_whole(
    tmp_path: Path, processes: ForkServerContext, kills: int, a_store: int, versions: int
) -> None:
    durations = usual_durations(tmp_path, processes, versions=versions)
    spread = {word: Moments(longest) for word, longest in durations.items()}
    hits = Counter({"before": 0, "inside": 0, "after": 0})
    for attempt in range(4 * kills):
        target = a_store_of(tmp_path / f"{attempt // a_store}", versions)
        word = WORDS[attempt % len(WORDS)]
        hit = kill_once(target, processes, f"n{attempt}", word, spread[word].draw())
        spread[word].learn(hit)
        if hit != "too late":
            hits[hit] += 1
        if hits.total() >= kills and min(hits.values()) >= EACH:
            return
    pytest.fail(f"too few kills where they count: {hits}")


def a_store_of(folder: Path, versions: int) -> Path:
    """A store with some versions where there is none yet; with none, not even a folder."""
    target = folder / "versions.sqlite3"
    if versions and not folder.exists():
        publish_on_top(open_store(target), "seed")
    return target


def usual_durations(
    folder: Path, processes: ForkServerContext, *, versions: int
) -> dict[str, float]:
    """Seconds from each of :data:`WORDS` to the end of a publication: medians of some."""
    found: dict[str, list[float]] = {word: [] for word in WORDS}
    for number in range(9):
        target = a_store_of(folder / f"m{number}", versions)
        with process(processes, publish_once, str(target), "measured") as (_, pipe):
            at = {}
            for word in (*WORDS, "done"):
                wait_for(pipe, word)
                at[word] = time.perf_counter()
        for word in WORDS:
            found[word].append(at["done"] - at[word])
    return {word: median(durations) for word, durations in found.items()}


def kill_once(
    target: Path, processes: ForkServerContext, note: str, word: str, moment: float
) -> str:
    """Kill a publication ``moment`` seconds after it said a word, and look at what is left.

    Returns:
        Where the kill hit: ``before`` its transaction, ``inside`` it, ``after`` it, or
        ``too late``, when the process had said that it was done.
    """
    store = open_store(target)
    old = store.head(SY)
    with process(processes, publish_once, str(target), note) as (publishing, pipe):
        wait_for(pipe, word)
        said = kill_after(publishing, pipe, moment) or word
    found = assert_whole(store)
    assert_intact(target)
    new = found[0] if found else None
    if new == old:
        assert said != "done"
        return "before" if said == "begun" else "inside"
    # The new one stands on the old one, or with it on what came with the program.
    assert new is not None
    assert (new.note, new.parent) == (note, old.version if old else BUNDLED.version)
    assert new.number == (old.number + 1 if old else 2)
    return "too late" if said == "done" else "after"


def kill_after(publishing: ForkServerProcess, pipe: Connection, moment: float) -> str:
    """Kill a process in so many seconds; the last word that it said."""
    until = time.perf_counter() + moment
    while time.perf_counter() < until:  # a sleep would round the moment up
        pass
    publishing.kill()
    publishing.join(PATIENCE)
    said = ""
    while pipe.poll():
        try:
            said = pipe.recv()[0]
        except EOFError:
            break
    return said


def assert_intact(target: Path) -> None:
    """SQLite's own checks, by a connection of its own."""
    if not target.exists():
        return
    connection = sqlite3.connect(target)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables:
            unused = "SELECT count(*) FROM parts WHERE sha256 NOT IN "
            unused += "(SELECT sha256 FROM version_parts)"
            assert connection.execute(unused).fetchone() == (0,)
    finally:
        connection.close()


@pytest.mark.parametrize("step", range(15))
def test_killed_at_any_step_of_the_first_publication_nothing_is_there(
    tmp_path: Path, processes: ForkServerContext, step: int
) -> None:
    target = tmp_path / "versions.sqlite3"
    with process(processes, publish_and_stop, str(target), step) as (publishing, pipe):
        assert answer(pipe, "here") == step
        publishing.kill()
        publishing.join(PATIENCE)
    store = open_store(target)
    assert store.versions(SY) == ()
    assert_intact(target)
    publish_on_top(store, "after all")
    assert len(assert_whole(store)) == 2


def publish_and_stop(pipe: Connection, target: str, step: int) -> None:
    """Publish, and stop for ever at a step."""

    class Steps:
        def send(self, message: tuple[str, int | None]) -> None:
            if message[1] == step:
                pipe.send(("here", step))
                pipe.recv()

    publish_once(Steps(), target, "stopped")  # type: ignore[arg-type]
