"""Take the pictures in ``docs/images``: the real app in a real Chromium, the internet cut off.

Run ``python -m scripts.screenshots``. With ``--all FOLDER`` it takes every page at three
widths, light and dark, from top to bottom, to be looked at; nothing in ``docs`` changes then.
Needs the packages of ``requirements-dev.txt`` and a Chromium (``scripts.install_browser``).
"""

import argparse
import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # so that it also runs as a plain script
    sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import (  # noqa: E402
    Browser,
    Page,
    Playwright,
    ViewportSize,
    WebSocketRoute,
    sync_playwright,
)

from scripts import servers  # noqa: E402
from scripts.install_browser import CUT_OFF, LAUNCH_ARGUMENTS, browser_path  # noqa: E402

IMAGES = ROOT / "docs" / "images"
PAGE_TIMEOUT_MS = 60_000
MOST_BYTES = 400_000
COLOURS = 256
MOST_SCREENS = 8
Scheme = Literal["light", "dark"]

# The page has its sentence, Streamlit is idle for ten looks on end, every image is there.
PAGE_READY = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const ready = app !== null
    && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('[data-testid="stSkeleton"]') === null
    && document.querySelector('.ju-head') !== null
    && Array.from(document.images).every((image) => image.complete);
  window.readyLooks = ready ? (window.readyLooks ?? 0) + 1 : 0;
  return window.readyLooks >= 10;
}"""
# The frame has drawn in the theme that was asked for, fills its space, and has come to rest.
FRAME_READY = """(theme) => {
  const state = window.joinedup, box = document.querySelector('.leaflet-container');
  const drawn = state && state.drawn && document.documentElement.dataset.theme === theme
    && box && Math.abs(box.clientHeight - window.innerHeight) <= 2;
  const seen = drawn ? [state.drawn, box.clientWidth, box.clientHeight].join() : '';
  window.sameLooks = seen && seen === window.seenLast ? (window.sameLooks ?? 0) + 1 : 0;
  window.seenLast = seen;
  return window.sameLooks >= 10;
}"""


@dataclass(frozen=True)
class Shot:
    """A picture to take: its name, the page's path, the view in the address."""

    name: str
    path: str
    view: dict[str, str] = field(default_factory=dict)
    framed: bool = True

    def url(self, base: str) -> str:
        return f"{base}/{self.path}" + (f"?{urlencode(self.view)}" if self.view else "")


BARNSLEY_HOSPITAL = {"selected": "ods:RFF"}
DOCUMENTED = (
    Shot("overview", "", framed=False),
    Shot("map", "map", {**BARNSLEY_HOSPITAL, "shade": "Deprivation"}),
    Shot("network", "network", BARNSLEY_HOSPITAL),
    Shot("unconnected", "unconnected"),
    Shot("programmes", "programmes", {"programme": "sy-integration"}, framed=False),
)
EVERYTHING = (
    Shot("overview", "", framed=False),
    Shot("map", "map"),
    Shot("map-selected", "map", {**BARNSLEY_HOSPITAL, "shade": "Deprivation"}),
    Shot("map-filtered", "map", {"places": "Rotherham", "colour": "Connection"}),
    Shot("network", "network"),
    Shot("network-selected", "network", {**BARNSLEY_HOSPITAL, "steps": "One step"}),
    Shot("unconnected", "unconnected"),
    Shot("introductions", "introductions", framed=False),
    Shot("parity", "parity", framed=False),
    Shot("what-if", "what_if", {"whatif": "ods:RFR"}, framed=False),
    Shot("compare", "compare", {"against": "2019-03-31"}),
    Shot("organisation", "organisation", BARNSLEY_HOSPITAL, framed=False),
    Shot("organisation-none", "organisation", framed=False),
    Shot("programmes", "programmes", framed=False),
    Shot("programme", "programmes", {"programme": "sy-integration"}, framed=False),
    Shot("stakeholders", "stakeholders", framed=False),
    Shot("diagrams", "diagrams", framed=False),
    Shot("working-together", "working_together", framed=False),
    Shot("sustainability", "sustainability", framed=False),
    Shot("lists", "lists", framed=False),
    Shot("history", "history", framed=False),
    Shot("about", "about", framed=False),
    Shot("bad-link", "map", {"places": "Atlantis", "selected": "ods:NOBODY"}),
    Shot("empty", "map", {"places": "Barnsley", "sectors": "Ambulance"}, framed=False),
)
WIDTHS = ((1280, 800), (1920, 1080), (390, 844))


@contextmanager
def running_app() -> Iterator[str]:
    """Start the dashboard on a free port of this machine; give its address; stop it."""
    with tempfile.TemporaryDirectory() as folder:
        server = servers.start(Path(folder) / "log.txt", script=ROOT / "dashboard.py")
        try:
            yield server.url
        except BaseException:
            sys.stderr.write(server.log_end())
            raise
        finally:
            server.stop()


def start_browser(playwright: Playwright) -> Browser:
    """The machine's Chromium, without a way out of the machine."""
    arguments = [*LAUNCH_ARGUMENTS, *CUT_OFF]
    return playwright.chromium.launch(executable_path=browser_path(), args=arguments)


@contextmanager
def open_page(
    browser: Browser, shot: Shot, base: str, size: tuple[int, int], scheme: Scheme
) -> Iterator[Page]:
    """A shot's page, drawn and at rest, in a visit of its own."""
    viewport = ViewportSize(width=size[0], height=size[1])
    context = browser.new_context(
        viewport=viewport, color_scheme=scheme, locale="en-GB", reduced_motion="reduce"
    )
    host = urlsplit(base).netloc
    context.route(lambda url: urlsplit(url).netloc != host, lambda route: route.abort())
    context.route_web_socket(lambda url: urlsplit(url).netloc != host, _refuse)
    page = context.new_page()
    page.set_default_timeout(PAGE_TIMEOUT_MS)
    try:
        page.goto(shot.url(base))
        page.wait_for_function(PAGE_READY, polling=30)
        if shot.framed:
            _wait_for_picture(page, scheme)
        yield page
    finally:
        context.close()


def _refuse(socket_route: WebSocketRoute) -> None:
    socket_route.close()


def _wait_for_picture(page: Page, scheme: Scheme) -> None:
    element = page.wait_for_selector('iframe[src*="streamlit_folium"]', state="attached")
    frame = element.content_frame() if element else None
    if frame is None:
        raise RuntimeError(f"there is no picture on {page.url}")
    frame.wait_for_function(FRAME_READY, arg=scheme, polling=30)


def save(picture: bytes, target: Path) -> None:
    """Write a PNG; one that is large with all its colours keeps 256 of them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(picture)) as image:
        flat = image.convert("RGB")
        flat.save(target, optimize=True)
        if target.stat().st_size > MOST_BYTES:
            flat.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")


def take_documented(browser: Browser, base: str, folder: Path = IMAGES) -> None:
    """The pictures of the README, one screen each."""
    for shot in DOCUMENTED:
        with open_page(browser, shot, base, WIDTHS[0], "light") as page:
            save(page.screenshot(), folder / f"{shot.name}.png")


def take_everything(browser: Browser, base: str, folder: Path) -> None:
    """Every page at every width, light and dark, one picture a screen from top to bottom."""
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for shot, size, scheme in product(EVERYTHING, WIDTHS, schemes):
        with open_page(browser, shot, base, size, scheme) as page:
            for number in range(1, MOST_SCREENS + 1):
                name = f"{shot.name}-{size[0]}-{scheme}-{number}.png"
                save(page.screenshot(), folder / name)
                if not _scroll_on(page):
                    break


def _scroll_on(page: Page) -> bool:
    """Scroll down by a screen less a little; tell whether anything moved."""
    return bool(
        page.locator('[data-testid="stMain"]').evaluate(
            """async (box) => {
              const before = box.scrollTop;
              box.scrollTop += box.clientHeight - 80;
              await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
              return box.scrollTop > before + 8;
            }"""
        )
    )


@contextmanager
def _app(url: str) -> Iterator[str]:
    if url:
        yield url.rstrip("/")
    else:
        with running_app() as base:
            yield base


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Take the pictures in docs/images.")
    parser.add_argument("--url", default="", help="a dashboard that runs already")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page, for review")
    asked = parser.parse_args(arguments)
    with _app(asked.url) as base, sync_playwright() as playwright:
        browser = start_browser(playwright)
        try:
            if asked.all:
                take_everything(browser, base, asked.all)
            else:
                take_documented(browser, base)
        finally:
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
