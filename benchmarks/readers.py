"""Readers on the full-scale footprint: script time, many at once, memory, leaks."""

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from urllib.parse import urlencode

from benchmarks.apps import FOOTPRINT, memory
from benchmarks.client import Reader, Run
from scripts.servers import Server

_PAGES = ("map", "network", "overview", "unconnected")
_SECTORS = ("General practice", "NHS trust", "Local authority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What many readers at once met with.

    Attributes:
        opens, changes: Seconds of each opening and of each filter change.
        errors: Texts of errors; none is expected.
        memory: Bytes that the server held at the end.
    """

    opens: tuple[float, ...]
    changes: tuple[float, ...]
    errors: tuple[str, ...]
    memory: int


async def script_times(server: Server, page: str, runs: int, *, query: str = "") -> list[Run]:
    """Filter changes to all points and back, of one reader: those to all points."""
    async with Reader(server.url) as reader:
        await reader.open(page, query)
        found = []
        for _ in range(runs):
            await reader.choose("Sector", *_one_sector(reader))
            found.append(await reader.choose("Sector"))
        return found


def _one_sector(reader: Reader) -> list[str]:
    return [reader.widgets["Sector"].options[0]]


async def many(server: Server, count: int, *, within: float, changes: int = 3) -> Load:
    """Readers who open a page within some seconds and each change the filter a few times.

    All open one link where ``within`` says that they do so at once, as in a summit meeting.
    """
    gap = within / count
    pages = list(islice(cycle(_PAGES), count))
    found = await asyncio.gather(
        *(_visit(server, page, wait=k * gap, changes=changes) for k, page in enumerate(pages))
    )
    opens = tuple(runs[0].seconds for runs in found)
    later = tuple(run.seconds for runs in found for run in runs[1:])
    errors = tuple(text for runs in found for run in runs for text in run.errors)
    return Load(opens=opens, changes=later, errors=errors, memory=memory(server))


async def _visit(server: Server, page: str, *, wait: float, changes: int) -> Sequence[Run]:
    await asyncio.sleep(wait)
    async with Reader(server.url) as reader:
        runs = [await reader.open(page, urlencode({"dataset": FOOTPRINT}))]
        for sector in islice(cycle(_SECTORS), changes):
            runs.append(await reader.choose("Sector", sector))
        return runs


def percentile(figures: Sequence[float], share: float) -> float:
    """The value that a share of the figures does not exceed."""
    if len(figures) == 1:
        return figures[0]
    return statistics.quantiles(figures, n=100, method="inclusive")[round(share * 100) - 1]
