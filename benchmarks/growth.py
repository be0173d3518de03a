"""How times and memory grow from 1,000 to 170,000 organisations, with the exponent of each.

Run it with ``python -m benchmarks.growth``. Each step has a time limit, and one that does not
keep it is reported as such. The figures go to ``benchmarks/results.json``, the plot and the
table to ``docs/performance.md``.
"""

import argparse
import asyncio
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import httpx
from playwright.sync_api import Error as BrowserError

from benchmarks import browsing, report, scaled, writing
from benchmarks.apps import dashboard, memory
from benchmarks.client import Reader
from joinedup import services
from joinedup.model import Dataset
from joinedup.network.layout import layout
from joinedup.network.scope import Scope
from joinedup.render.columns import organisation_columns
from joinedup.render.escaping import script_json
from joinedup.store import bundled
from scripts.servers import ROOT, Server

SIZES = (1_000, 7_000, 50_000, 170_000)
#: Seconds that a step may take.
LIMIT_S = 120.0
_CHANGES = 5
_SECTOR = "General practice"

T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure all sizes, keep the figures, and write plot and table."""
    asked = _parser().parse_args(arguments)
    if asked.step:
        print(json.dumps(_in_this_process(asked.step)))
        return 0
    found: dict[str, object] = {"about": report.about(), "limit": LIMIT_S}
    sizes = {}
    for count in asked.sizes:
        with tempfile.TemporaryDirectory() as folder:
            scaled.write(Path(folder), count)
            sizes[str(count)] = {**_computing(folder), **_serving(folder)}
        told = ", ".join(f"{name} {_told(name, one)}" for name, one in sizes[str(count)].items())
        print(f"{count:,} organisations: {told}", flush=True)
    found["sizes"] = sizes
    report.keep("growth", found)
    writing.write_all()
    return 0


def _computing(folder: str) -> dict[str, float | None]:
    """Each step in a process of its own, which ends with the time limit."""
    found: dict[str, float | None] = {}
    for step in STEPS:
        command = [sys.executable, "-m", "benchmarks.growth", "--step", step]
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, "JOINEDUP_FOOTPRINTS": folder},
                capture_output=True,
                timeout=LIMIT_S,
                check=True,
            )
        except subprocess.TimeoutExpired:
            found[step] = None
        else:
            found |= json.loads(done.stdout)
    return found


def _in_this_process(step: str) -> dict[str, float]:
    began = time.perf_counter()
    dataset = bundled.load_dataset(scaled.NAME)
    if step == "load":
        return {step: time.perf_counter() - began}
    began = time.perf_counter()
    result = STEPS[step](dataset)
    found = {step: time.perf_counter() - began}
    if isinstance(result, str):
        found["organisations_bytes"] = len(gzip.compress(result.encode()))
    return found


def _scope(dataset: Dataset) -> Scope:
    year, month = (int(part) for part in dataset.as_of.split("-")[:2])
    return Scope(day=date(year, month, 28))


STEPS: Mapping[str, Callable[[Dataset], object]] = {
    "load": lambda dataset: dataset,
    "connections": lambda dataset: services.connections(dataset, _scope(dataset)),
    "layout": layout,
    "organisations_json": lambda dataset: script_json(organisation_columns(dataset)),
}


def _serving(folder: str) -> dict[str, float | None]:
    """What readers wait for, and the server's memory, with this footprint and no other."""
    with dashboard(JOINEDUP_FOOTPRINTS=folder) as server:
        found = asyncio.run(_reading(server))
        found["first_picture"] = _picture(server)
        found["memory"] = float(memory(server))
        found["memory_peak"] = float(memory(server, peak=True))
    return found


async def _reading(server: Server) -> dict[str, float | None]:
    """The first reader's open and data, the next one's, and filter changes back to all."""
    found: dict[str, float | None] = dict.fromkeys(
        ("open_first", "fetch_first", "open_next", "change")
    )
    async with httpx.AsyncClient(timeout=LIMIT_S) as client, Reader(server.url) as reader:
        opened = await _limited(reader.open("map"))
        if opened is None:
            return found
        found["open_first"] = opened.seconds
        fetched = await _limited(reader.fetch(client))
        found["fetch_first"] = fetched.seconds if fetched else None
        async with Reader(server.url) as other:
            again = await _limited(other.open("map"))
            found["open_next"] = again.seconds if again else None
        changes = []
        for _ in range(_CHANGES):
            await _limited(reader.choose("Sector", _SECTOR))
            back = await _limited(reader.choose("Sector"))
            if back is None:
                return found
            changes.append(back.seconds)
        found["change"] = statistics.median(changes)
    return found


async def _limited(work: Awaitable[T]) -> T | None:
    try:
        return await asyncio.wait_for(work, LIMIT_S)
    except (TimeoutError, httpx.TimeoutException):
        return None


def _picture(server: Server) -> float | None:
    """Seconds to the first picture in a fresh browser on a warm server."""
    with browsing.chromium() as browser:
        try:
            with browsing.visit(browser) as page:
                return browsing.open_map(page, f"{server.url}/map")
        except BrowserError:
            return None


def _told(name: str, value: float | None) -> str:
    if value is None:
        return f"more than {LIMIT_S:.0f} s"
    return report.figure(value, "MB" if name in writing.BYTES else "s")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--step", choices=list(STEPS), help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
