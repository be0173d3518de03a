"""The dashboard and its peers as processes of their own, on free ports of this machine."""

import csv
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from joinedup.store import bundled
from scripts import servers
from scripts.servers import ROOT, Server

#: The footprint at full scale that everything is measured on.
FOOTPRINT = "demonstration"
PEERS = ROOT / "benchmarks" / "peers"
_KILOBYTE = 1024


@contextmanager
def dashboard(**env: str) -> Iterator[Server]:
    """The dashboard with a store of its own."""
    with _running(ROOT / "dashboard.py", env) as server:
        yield server


@contextmanager
def peer(name: str) -> Iterator[Server]:
    """A script of :mod:`benchmarks.peers` with the points of the footprint at full scale."""
    with tempfile.TemporaryDirectory() as folder:
        points = Path(folder) / "points.csv"
        write_points(points)
        env = {"BENCH_POINTS": str(points), "PYTHONPATH": str(ROOT)}
        with _running(PEERS / f"{name}.py", env) as server:
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
    """From starting the process to the answer that its first page is served.

    The page's HTML is meant, as a browser asks for it; what a person sees first comes after.
    """
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        server = servers.start(Path(folder) / "log.txt", script=script, env=_own_store(folder))
        taken = time.perf_counter() - began
        server.stop()
    return taken


def memory(server: Server) -> int:
    """Bytes of memory that the server's process holds now (resident set)."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]
    return int(kilobytes) * _KILOBYTE


@contextmanager
def _running(script: Path, env: dict[str, str]) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        more = {**_own_store(folder), **env}
        server = servers.start(Path(folder) / "log.txt", script=script, env=more)
        try:
            yield server
        finally:
            server.stop()


def _own_store(folder: str) -> dict[str, str]:
    return {"JOINEDUP_STORE": str(Path(folder) / "store")}
