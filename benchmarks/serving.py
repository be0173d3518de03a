"""What is measured of the server: script times, starting, memory with ten people."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from statistics import median

from benchmarks import apps, readers
from benchmarks.apps import LINK, dashboard, memory, peer, start_seconds
from benchmarks.client import TELL_SCRIPT_TIMES, Reader, Run
from benchmarks.report import Line, in_turns

PEOPLE = 10
#: A change takes milliseconds, and the machine is shared: a figure is the median of so many in
#: a row, but for the peer that takes seconds.
_IN_A_ROW = 5
_SLOW = "folium_markers"
_SECTOR = "General practice"
_SCRIPT_AT_MOST = 1 / 200
_START_AT_MOST = 2.0
_MEMORY_AT_MOST = 450e6
#: Names of the peers' scripts, the slow one that the budget speaks of first.
_PEERS = {
    _SLOW: "plain folium markers",
    "folium_geojson": "folium.GeoJson with tooltip",
    "fast_markers": "FastMarkerCluster",
    "pydeck_points": "st.pydeck_chart",
}


def script(runs: int) -> Iterator[Line]:
    """Script times of a filter change back to all points, the peers' in the same turns."""
    with asyncio.Runner() as loop, ExitStack() as stack:
        ours = stack.enter_context(dashboard(**TELL_SCRIPT_TIMES))
        servers = {name: stack.enter_context(peer(name, **TELL_SCRIPT_TIMES)) for name in _PEERS}
        opened = [loop.run(_reader(ours.url, "map", LINK))]
        opened += [loop.run(_reader(one.url, "", "")) for one in servers.values()]
        trips: list[list[float]] = [[] for _ in opened]

        def measure(number: int, times: int) -> Callable[[], float]:
            def work() -> float:
                found = [loop.run(_back_to_all(opened[number])) for _ in range(times)]
                trips[number].append(median(run.seconds for run in found))
                return median(_script(run) for run in found)

            return work

        often = [_IN_A_ROW] + [1 if name == _SLOW else _IN_A_ROW for name in servers]
        figures = in_turns(*(measure(k, times) for k, times in enumerate(often)), runs=runs)
        for one in opened:
            loop.run(one.__aexit__(None, None, None))
    for number, (key, name) in enumerate(_PEERS.items(), start=1):
        yield Line(
            name=f"script time of a filter change: {name}",
            ours=figures[0],
            theirs=figures[number],
            peer=name,
            at_most=_SCRIPT_AT_MOST if key == _SLOW else None,
        )
    yield Line(
        name="filter change, asking to script finished, without a browser",
        ours=trips[0],
        theirs=trips[1],
        peer=_PEERS[_SLOW],
    )


def start(runs: int) -> Iterator[Line]:
    """From starting the process to the end of the first page's script."""
    ours, floor = in_turns(
        lambda: start_seconds(apps.DASHBOARD),
        lambda: start_seconds(apps.PEERS / "empty.py"),
        runs=runs,
    )
    yield Line(
        name="process start to first page served",
        ours=ours,
        theirs=floor,
        peer="empty Streamlit app",
        at_most=_START_AT_MOST,
    )


def people(runs: int) -> Iterator[Line]:
    """Memory of a fresh server that ten people use at once, all pages, at its highest."""
    peaks, ends = [], []
    for _ in range(runs):
        with dashboard() as server:
            ends.append(float(asyncio.run(readers.stay(server, PEOPLE))))
            peaks.append(float(memory(server, peak=True)))
    yield Line(
        name="memory of the server with ten people, at its highest",
        ours=peaks,
        unit="MB",
        at_most=_MEMORY_AT_MOST,
        of_ratio=False,
    )
    yield Line(name="memory of the server while ten people stay", ours=ends, unit="MB")


async def _reader(url: str, page: str, query: str) -> Reader:
    reader = await Reader(url).__aenter__()
    await reader.open(page, query)
    return reader


async def _back_to_all(reader: Reader) -> Run:
    await reader.choose("Sector", _SECTOR)
    return await reader.choose("Sector")


def _script(run: Run) -> float:
    if run.errors or run.script is None:
        raise RuntimeError(f"no script time; errors: {run.errors}")
    return run.script
