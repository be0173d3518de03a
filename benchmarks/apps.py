"""The dashboard and its peers as processes of their own, on free ports of this machine."""

import asyncio
import csv
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.client import Reader
from joinedup.store import bundled
from scripts import servers
from scripts.servers import ROOT, Server

#: The footprint at full scale that everything is measured on.
FOOTPRINT = "demonstration"
TITLE = "Demonstration (illustrative data)"
#: A link to it as "Copy link" writes it: with the name. One with the id begins the run anew.
LINK = urlencode({"dataset": TITLE})
DASHBOARD = ROOT / "dashboard.py"
PEERS = ROOT / "benchmarks" / "peers"
_KILOBYTE = 1024


@contextmanager
def dashboard(**env: str) -> Iterator[Server]:
    """The dashboard with a store of its own."""
    with _running(DASHBOARD, env) as server:
        yield server


@contextmanager
def peer(name: str, **env: str) -> Iterator[Server]:
    """A script of :mod:`benchmarks.peers` with the points of the footprint at full scale."""
    with tempfile.TemporaryDirectory() as folder:
        points = Path(folder) / "points.csv"
        write_points(points)
        with _running(PEERS / f"{name}.py", {"BENCH_POINTS": str(points), **env}) as server:
            yield server


def write_points(path: Path) -> int:
    """Write name, sector, latitude and longitude of all organisations with a position."""
    dataset = bundled.load_dataset(FOOTPRINT)
    rows = [
        (one.name, one.sector.label, one.point.latitude, one.point.longitude)
        for one in dataset.organisations
        if one.point is not None
    ]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("name", "sector", "latitude", "longitude"))
        writer.writerows(rows)
    return len(rows)


def start_seconds(script: Path) -> float:
    """From starting the process until the script of its first page has run to its end.

    The page is the one that the plain address opens, asked for by a protocol client as soon as
    the server answers; whether it answers is looked at every tenth of a second.
    """
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        server = servers.start(Path(folder) / "log.txt", script=script, env=_own_env(folder))
        try:
            asyncio.run(_first_page(server.url))
            return time.perf_counter() - began
        finally:
            server.stop()


async def _first_page(url: str) -> None:
    async with Reader(url) as reader:
        await reader.open()


def memory(server: Server, *, peak: bool = False) -> int:
    """Bytes of memory that the server's process holds now, or held at most (resident set).

    Linux only: it asks ``/proc``.
    """
    wanted = "VmHWM:" if peak else "VmRSS:"
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith(wanted))
    return int(line.split()[1]) * _KILOBYTE


@contextmanager
def _running(script: Path, env: dict[str, str]) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        more = {**_own_env(folder), **env}
        server = servers.start(Path(folder) / "log.txt", script=script, env=more)
        try:
            yield server
        finally:
            server.stop()


def _own_env(folder: str) -> dict[str, str]:
    """A store of its own, and a way for the peers' scripts to find their package."""
    return {"JOINEDUP_STORE": str(Path(folder) / "store"), "PYTHONPATH": str(ROOT)}
