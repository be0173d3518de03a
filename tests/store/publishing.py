"""What the tests of the store publish, and the processes that do it for them.

Processes come from a fork server that has everything loaded, so that one starts in
milliseconds. They speak through a pipe; nothing waits for time to pass.
"""

import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from joinedup.model import Dataset
from joinedup.store.bundled import load_boundaries, load_dataset
from joinedup.store.engine import open_store
from joinedup.store.protocol import Draft, Store, Superseded, VersionInfo

ROOT = Path(__file__).resolve().parents[2]
SY = "south-yorkshire"
BUNDLED = load_dataset(SY)
BOUNDARIES = load_boundaries(SY)
#: Seconds after which a process that says nothing is taken for stuck.
PATIENCE = 60.0


def root() -> Draft:
    """South Yorkshire as it comes with the program."""
    return Draft(
        dataset=BUNDLED,
        boundaries=BOUNDARIES,
        author="Joined Up",
        note="The public record that comes with the program",
        kind="bundled",
    )


def draft(note: str, *, dataset: Dataset = BUNDLED, **changes: Any) -> Draft:
    """A publication whose contents say its note: every part differs from any other's."""
    values: dict[str, Any] = {
        "dataset": marked(dataset, note),
        "boundaries": f'{{"type": "FeatureCollection", "features": [], "name": "{note}"}}',
        "author": "Test",
        "note": note,
        "kind": "import",
        "report": {"rows": 3, "note": note},
    }
    return Draft(**values | changes)


def marked(dataset: Dataset, note: str) -> Dataset:
    """A dataset with a note in the first row of each table, or in all rows of what it may lack."""
    return replace(
        dataset,
        name=note,
        areas=(replace(dataset.areas[0], method=note), *dataset.areas[1:]),
        organisations=(
            replace(dataset.organisations[0], themes=(note,)),
            *dataset.organisations[1:],
        ),
        partnerships=(replace(dataset.partnerships[0], kind=note), *dataset.partnerships[1:]),
        memberships=(replace(dataset.memberships[0], role=note), *dataset.memberships[1:]),
        programmes=tuple([replace(one, section=note) for one in dataset.programmes]),
        milestones=tuple([replace(one, section=note) for one in dataset.milestones]),
        actions=tuple([replace(one, section=note) for one in dataset.actions]),
        statements=tuple([replace(one, section=note) for one in dataset.statements]),
    )


def publish_on_top(store: Store, note: str) -> VersionInfo:
    """Publish on whatever is newest."""
    head = store.head(SY)
    parent = head.version if head else BUNDLED.version
    return store.publish(draft(note), parent=parent, root=root())


def assert_whole(store: Store) -> tuple[VersionInfo, ...]:
    """Every version of South Yorkshire is there, whole and in line; newest first."""
    found = store.versions(SY)
    assert [one.number for one in found] == list(range(len(found), 0, -1))
    for one, before in zip(found, [*found[1:], None], strict=False):
        assert one.parent == (before.version if before else None)
        if one.number == 1:
            assert store.load(SY, one.version) == BUNDLED
            assert store.load_boundaries(SY, one.version) == BOUNDARIES
        else:
            expected = draft(one.note)
            loaded = store.load(SY, one.version)
            assert loaded == replace(expected.dataset, version=one.version)
            assert store.load_boundaries(SY, one.version) == expected.boundaries
    return found


# --- processes ---------------------------------------------------------------------


def fork_server() -> ForkServerContext:
    """Processes with this module loaded; the server is started at the first call."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", __name__])
    before = os.environ.get("PYTHONPATH")
    # The server does not inherit this process's path of imports.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), before]))
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    return context


@contextmanager
def process(
    context: ForkServerContext, work: Callable[..., None], *arguments: object
) -> Iterator[tuple[ForkServerProcess, Connection]]:
    """A process that runs ``work(pipe, *arguments)``, and our end of the pipe."""
    ours, theirs = context.Pipe()
    started = context.Process(target=_run, args=(work, theirs, *arguments))
    started.start()
    theirs.close()
    try:
        yield started, ours
    finally:
        ours.close()
        started.kill()
        started.join()
        started.close()


def _run(work: Callable[..., None], pipe: Connection, *arguments: object) -> None:
    try:
        work(pipe, *arguments)
    except Exception:
        pipe.send(("failed", traceback.format_exc()))


def answer(pipe: Connection, expected: str) -> Any:
    """What comes with the next message, which must be the expected one."""
    assert pipe.poll(PATIENCE), f"no {expected} came"
    word, value = pipe.recv()
    assert word == expected, value
    return value


def wait_for(pipe: Connection, expected: str) -> None:
    """Read messages up to the expected one."""
    word = ""
    while word != expected:
        assert pipe.poll(PATIENCE), f"no {expected} came"
        word, value = pipe.recv()
        assert word != "failed", value


def publish_once(pipe: Connection, target: str, note: str) -> None:
    """Publish on top, telling of the begin, every step, and the end; for being killed."""
    store = open_store(target)
    head = store.head(SY)
    parent = head.version if head else BUNDLED.version
    made, base = draft(note), root()

    def tell(done: int, total: int) -> None:
        pipe.send(("last step" if done == total else "step", done))

    pipe.send(("begun", None))
    store.publish(made, parent=parent, root=base, progress=tell)
    pipe.send(("done", None))


def publish_against_another(
    pipe: Connection, target: str, note: str, parent: str, barrier: Barrier
) -> None:
    """Publish on a given parent at the same time as another; who loses publishes on top."""
    store = open_store(target)
    made, base = draft(note), root()
    barrier.wait(PATIENCE)
    try:
        pipe.send(("won", store.publish(made, parent=parent, root=base).version))
    except Superseded as error:
        between = error.between
        again = store.publish(made, parent=between[-1].version, root=base)
        pipe.send(("lost", ([one.note for one in between], again.version)))


def publish_many(pipe: Connection, target: str, name: str, count: int, barrier: Barrier) -> None:
    """Publish several times on whatever is newest, as often as it takes."""
    store = open_store(target)
    barrier.wait(PATIENCE)
    tries = 0
    for number in range(count):
        while True:
            tries += 1
            try:
                publish_on_top(store, f"{name}{number}")
                break
            except Superseded:
                continue
    pipe.send(("done", tries))


def read_until_told(pipe: Connection, target: str, barrier: Barrier) -> None:
    """Read the newest version over and over; tell how often."""
    store = open_store(target)
    barrier.wait(PATIENCE)
    reads = 0
    while not pipe.poll():
        head = store.head(SY)
        if head and head.number > 1:
            assert store.load(SY, head.version).name == head.note
            reads += 1
    pipe.send(("done", reads))
