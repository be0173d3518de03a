"""Many readers at once on the full-scale footprint, each with its own session."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

import httpx

from benchmarks.apps import LINK, memory
from benchmarks.client import Fetch, Reader, Run
from benchmarks.report import percentile
from scripts.servers import Server

PAGES = ("map", "network", "", "unconnected")
SECTORS = ("General practice", "NHS trust", "Local authority")
_TIMEOUT = httpx.Timeout(120)
#: A connection each, as every browser has its own: a shared one that the server closes for
#: being idle would fail somebody else's request, which a browser would send again.
_LIMITS = httpx.Limits(max_connections=200, max_keepalive_connections=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What many readers at once met with.

    Attributes:
        opens, fetches, changes: Seconds of each opening of a page, of what its frames fetched
            then, and of each filter change.
        errors: Texts of errors; none is expected.
        memory: Bytes that the server held while all were there, and at its highest.
    """

    opens: tuple[float, ...]
    fetches: tuple[float, ...]
    changes: tuple[float, ...]
    errors: tuple[str, ...]
    memory: tuple[int, int]

    def as_json(self) -> dict[str, object]:
        """Medians and 95th percentiles in seconds, memory in bytes."""
        return {
            **{
                name: {"median": percentile(found, 0.5), "p95": percentile(found, 0.95)}
                for name, found in (
                    ("open", self.opens),
                    ("fetch", self.fetches),
                    ("change", self.changes),
                )
            },
            "readers": len(self.opens),
            "changes": len(self.changes),
            "errors": len(self.errors),
            "memory": self.memory[0],
            "memory_peak": self.memory[1],
        }


async def many(
    server: Server,
    count: int,
    *,
    within: float,
    pages: Sequence[str] = PAGES,
    query: str = LINK,
    changes: int = 3,
) -> Load:
    """Readers who come within some seconds, open a page each, and change its filter.

    All stay until the last of them has finished.
    """
    gap = within / count
    gone = asyncio.Event()
    async with httpx.AsyncClient(timeout=_TIMEOUT, limits=_LIMITS) as client:
        visits = [
            _Visit(server, page, query, wait=number * gap, changes=changes)
            for number, page in enumerate(islice(cycle(pages), count))
        ]
        tasks = [asyncio.create_task(one.run(client, gone)) for one in visits]
        try:
            await _all_done(visits, tasks)
            held = memory(server), memory(server, peak=True)
        finally:
            gone.set()
            found = await asyncio.gather(*tasks, return_exceptions=True)
    failures = [f"{type(one).__name__}: {one}" for one in found if isinstance(one, BaseException)]
    return Load(
        opens=tuple(one.runs[0].seconds for one in visits if one.runs),
        fetches=tuple(fetch.seconds for one in visits for fetch in one.fetches),
        changes=tuple(run.seconds for one in visits for run in one.runs[1:]),
        errors=(*failures, *(text for one in visits for text in one.errors)),
        memory=held,
    )


class _Visit:
    """One reader's: opens a page, fetches what its frames do, changes the filter, stays."""

    def __init__(self, server: Server, page: str, query: str, *, wait: float, changes: int) -> None:
        self._server, self._page, self._query = server, page, query
        self._wait, self._changes = wait, changes
        self.runs: list[Run] = []
        self.fetches: list[Fetch] = []
        self.done = asyncio.Event()

    @property
    def errors(self) -> list[str]:
        found = [text for run in self.runs for text in run.errors]
        return found + [text for fetch in self.fetches for text in fetch.errors]

    async def run(self, client: httpx.AsyncClient, gone: asyncio.Event) -> None:
        await asyncio.sleep(self._wait)
        async with Reader(self._server.url) as reader:
            self.runs.append(await reader.open(self._page, self._query))
            self.fetches.append(await reader.fetch(client))
            for sector in islice(cycle(SECTORS), self._changes):
                self.runs.append(await reader.choose("Sector", sector))
            self.done.set()
            await gone.wait()


async def _all_done(visits: Sequence[_Visit], tasks: Sequence[asyncio.Task[None]]) -> None:
    """Return once every visit is done, or has ended with an error."""
    for visit, task in zip(visits, tasks, strict=True):
        waiting = asyncio.create_task(visit.done.wait())
        await asyncio.wait((waiting, task), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()


async def stay(server: Server, count: int) -> int:
    """People who each look at all pages and then stay; bytes that the server holds then.

    Raises:
        RuntimeError: When one of them met with an error.
    """
    held = 0
    for page in PAGES:
        load = await many(server, count, within=2.0, pages=[page], changes=2)
        if load.errors:
            raise RuntimeError(f"{len(load.errors)} errors, the first: {load.errors[0]}")
        held = max(held, load.memory[0])
    return held
