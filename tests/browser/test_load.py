"""Many readers: nothing leaks, and what takes long is computed once for all of them.

The readers speak Streamlit's protocol over real WebSockets; no browser is needed. What they
look at is the demonstration at full scale.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from benchmarks.apps import LINK, memory
from benchmarks.client import Reader
from benchmarks.readers import SECTORS, Load, many
from scripts.servers import ROOT, Server

Value = TypeVar("Value")

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="memory is read from /proc")

CHANGES, SESSIONS, AT_ONCE, READERS = 500, 100, 5, 20
#: Streamlit keeps up to 128 closed sessions for two minutes, in case a reader comes back: only
#: when there are so many is the server as large as it gets.
CLOSED_SESSIONS_KEPT = 128
#: How much the server's resident set may grow after the warm-up, in bytes. What the allocator
#: has not given back came to at most 5 MB in ten rounds on a busy machine, and did not add up.
#: A filter change that stayed would keep at least the map's message, 32 kB, which is 16 MB for
#: all of them; a session that stayed keeps about 150 kB, which is 15 MB.
TOLERANCE = 9_000_000
LEAKING = '''
"""Keeps as much of every run as the map's message is long."""

import gc
import os

import streamlit as st


@st.cache_resource
def kept():
    return []


kept().append(os.urandom(32_000))
gc.freeze()  # Streamlit looks through everything after every run: shortens the test by half
st.multiselect("Sector", ["General practice", "NHS trust", "Local authority"])
'''
#: Python runs it before anything else in the server's process.
COUNTING = '''
"""A line in the server's log for each layout of a network and each betweenness computed."""

from functools import wraps

from joinedup.network import layout, measures


def counted(module, name):
    compute = getattr(module, name)

    @wraps(compute)
    def work(*values, **more):
        print(f"computed {name}", flush=True)
        return compute(*values, **more)

    setattr(module, name, work)


counted(layout, "layout")
counted(measures, "betweenness")
'''


def run(work: Coroutine[object, object, Value]) -> Value:
    """Run it in a thread of its own: the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


async def change_filters(server: Server, count: int, page: str) -> list[str]:
    """Filter changes by a few readers at once; the errors they met with."""

    async def reader() -> list[str]:
        async with Reader(server.url) as one:
            found = [*(await one.open(page, LINK)).errors]
            for number in range(count // AT_ONCE):
                run = await one.choose("Sector", SECTORS[number % len(SECTORS)])
                found += run.errors
            return found

    errors = await asyncio.gather(*(reader() for _ in range(AT_ONCE)))
    return [text for some in errors for text in some]


async def open_and_close(server: Server, count: int, page: str) -> list[str]:
    """Sessions that come, see and go, a few at once; the errors they met with."""

    async def readers() -> list[str]:
        found: list[str] = []
        for _ in range(count // AT_ONCE):
            async with Reader(server.url) as one:
                found += (await one.open(page, LINK)).errors
        return found

    errors = await asyncio.gather(*(readers() for _ in range(AT_ONCE)))
    return [text for some in errors for text in some]


async def growth(server: Server, page: str) -> int:
    """Bytes by which the server grows after a warm-up, over all sessions and changes."""
    errors = await change_filters(server, SESSIONS, page)
    errors += await open_and_close(server, CLOSED_SESSIONS_KEPT + 2 * AT_ONCE, page)
    before = memory(server)
    errors += await change_filters(server, CHANGES, page)
    errors += await open_and_close(server, SESSIONS, page)
    assert errors == []
    return memory(server) - before


def test_neither_filter_changes_nor_sessions_leave_anything(
    start_server: Callable[..., Server],
) -> None:
    assert run(growth(start_server(), "map")) < TOLERANCE


def test_what_a_leak_leaves_is_more_than_the_tolerance(
    start_server: Callable[..., Server], tmp_path: Path
) -> None:
    script = tmp_path / "leaking.py"
    script.write_text(LEAKING, encoding="utf-8")
    assert run(growth(start_server(script=script), "")) > TOLERANCE


@pytest.fixture
def counting(start_server: Callable[..., Server], tmp_path: Path) -> Server:
    """A fresh dashboard whose log has a line for each long computation."""
    (tmp_path / "sitecustomize.py").write_text(COUNTING, encoding="utf-8")
    return start_server(env={"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"})


@pytest.mark.parametrize(("page", "computed"), [("map", "betweenness"), ("network", "layout")])
def test_readers_who_open_one_link_at_once_wait_for_one_computation(
    counting: Server, page: str, computed: str
) -> None:
    query = f"{LINK}&size=betweenness"

    async def summit() -> Load:
        return await many(counting, READERS, within=0, pages=[page], query=query, changes=1)

    load = run(summit())
    assert load.errors == ()
    assert len(load.opens) == len(load.changes) == READERS
    assert counting.log.read_text(encoding="utf-8").count(f"computed {computed}") == 1
