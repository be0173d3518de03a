"""Fixtures for tests in a real Chromium: a server, a browser, and visits with no internet.

A test that fails leaves a screenshot of each of its pages in ``tests/artifacts/``, and the
page's address, its console and the end of the server's log in the report.
"""

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright
from playwright.sync_api import Error as BrowserError

from scripts import servers
from scripts.install_browser import CUT_OFF, LAUNCH_ARGUMENTS, browser_path
from scripts.servers import Server
from tests.browser.visits import Visit

ARTIFACTS = servers.ROOT / "tests" / "artifacts"
DESKTOP = ViewportSize(width=1280, height=800)

VISITS = pytest.StashKey[list[Visit]]()
SERVERS = pytest.StashKey[list[Server]]()


@pytest.fixture(scope="session")
def start_server(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Callable[..., Server]]:
    """Start another server: ``start_server(env={...}, cwd=..., script=...)``."""
    running = pytestconfig.stash.setdefault(SERVERS, [])

    def begin(*, script: str | Path = servers.ROOT / "dashboard.py", **options: Any) -> Server:
        log = tmp_path_factory.mktemp("server") / "log.txt"
        running.append(servers.start(log, script=script, **options))
        return running[-1]

    yield begin
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def server(start_server: Callable[..., Server]) -> Server:
    """The dashboard with its default dataset, shared by all tests."""
    return start_server()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser_path(), args=[*LAUNCH_ARGUMENTS, *CUT_OFF]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def new_visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Open one more browser context: ``new_visit(server=..., viewport=..., color_scheme=...)``.

    Nothing is shared between two visits, as between two people.
    """
    visits: list[Visit] = request.node.stash.setdefault(VISITS, [])
    contexts: list[BrowserContext] = []

    def begin(
        *, server: Server | None = None, viewport: ViewportSize = DESKTOP, **options: Any
    ) -> Visit:
        where = server or request.getfixturevalue("server")
        contexts.append(browser.new_context(viewport=viewport, **options))
        visits.append(Visit(contexts[-1].new_page(), where.url))
        return visits[-1]

    yield begin
    for context in contexts:
        context.close()


@pytest.fixture
def visit(new_visit: Callable[..., Visit]) -> Visit:
    """A new browser context of 1280 x 800 on the shared server."""
    return new_visit()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what a failed test's pages looked like."""
    report = yield
    if report.when == "call" and report.failed:
        visits: list[Visit] = item.stash.get(VISITS, [])
        for number, visit in enumerate(visits, start=1):
            report.sections.append((f"page {number}", _keep(visit, item.name, number)))
        for server in item.config.stash.get(SERVERS, []):
            report.sections.append((f"server {server.url}", server.log_end()))
    return report


def _keep(visit: Visit, test: str, number: int) -> str:
    """Save a screenshot; return the words for the report."""
    ARTIFACTS.mkdir(exist_ok=True)
    picture = ARTIFACTS / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', test)[:100]}-{number}.png"
    try:
        visit.page.screenshot(path=picture)
    except BrowserError as error:
        return f"{visit.page.url}\nno screenshot: {error}"
    lines = [visit.page.url, f"screenshot: {picture}", *visit.console_errors]
    return "\n".join(lines + [f"outside: {url}" for url in visit.outside_requests])
