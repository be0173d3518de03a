"""What a browser sees: first picture, a filter change to its new picture, bytes over the wire."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Frame, Page, sync_playwright

from scripts.install_browser import CUT_OFF, LAUNCH_ARGUMENTS, browser_path

#: Streamlit has run the script, nothing is pending, and two frames have been painted.
_IDLE = """() => new Promise((done) => {
  const app = () => document.querySelector('[data-testid="stApp"]');
  const look = () => {
    const idle = app() && app().dataset.testScriptState === 'notRunning'
      && !document.querySelector('[data-testid="stSkeleton"]');
    if (idle) requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
    else requestAnimationFrame(look);
  };
  look();
})"""
_DRAWN = """(before) => new Promise((done) => {
  const look = () => {
    const drawn = window.joinedup && window.joinedup.ready ? window.joinedup.drawn || 0 : 0;
    if (drawn > before) requestAnimationFrame(() => requestAnimationFrame(() => done(drawn)));
    else requestAnimationFrame(look);
  };
  look();
})"""
_FRAME = 'iframe[src*="streamlit_folium"]'
_TIMEOUT_MS = 120_000


@dataclass
class Traffic:
    """Bytes that came over the wire, as they came: compressed where they were.

    Attributes:
        own: Messages of the WebSocket, and what is fetched beside Streamlit's own files.
        static: Streamlit's own page, scripts, styles and fonts, which the empty page has, too.
    """

    own: int = 0
    static: int = 0
    _paths: dict[str, str] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        """Count what a page receives from now on."""
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.on("Network.webSocketFrameReceived", self._message)

    def _asked(self, event: dict[str, object]) -> None:
        request = event["request"]
        if isinstance(request, dict):
            self._paths[str(event["requestId"])] = urlsplit(str(request["url"])).path

    def _came(self, event: dict[str, object]) -> None:
        path = self._paths.get(str(event["requestId"]), "")
        size = int(float(str(event["encodedDataLength"])))
        if path.startswith(("/joinedup/", "/component/", "/media/")):
            self.own += size
        else:
            self.static += size

    def _message(self, event: dict[str, object]) -> None:
        response = event["response"]
        if isinstance(response, dict):
            text = str(response["payloadData"])
            # Binary frames are given as base64.
            self.own += len(text) * 3 // 4 if response["opcode"] == 2 else len(text)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a way out of the machine."""
    with sync_playwright() as playwright:
        arguments = [*LAUNCH_ARGUMENTS, *CUT_OFF]
        browser = playwright.chromium.launch(executable_path=browser_path(), args=arguments)
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser) -> Iterator[tuple[Page, Traffic]]:
    """A page in a browser that has never been here: nothing is cached."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(_TIMEOUT_MS)
    page = context.new_page()
    traffic = Traffic()
    traffic.listen(context.new_cdp_session(page))
    yield page, traffic
    context.close()


def open_empty(page: Page, url: str) -> float:
    """Seconds from asking for a page until its "Ready" stands there."""
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.get_by_text("Ready", exact=True).wait_for()
    return time.perf_counter() - began


def open_map(page: Page, url: str) -> float:
    """Seconds from asking for the map until its first picture is painted."""
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    _frame(page).evaluate(_DRAWN, 0)
    return time.perf_counter() - began


def settle(page: Page) -> None:
    """Wait until Streamlit has nothing more to do."""
    page.evaluate(_IDLE)


def change_map(page: Page, word: str) -> float:
    """Seconds from choosing a word of the filter to the new picture being painted."""
    frame = _frame(page)
    before = frame.evaluate("() => window.joinedup.drawn || 0")
    return _choose(page, word, lambda: frame.evaluate(_DRAWN, before))


def change_peer(page: Page, word: str) -> float:
    """Seconds from choosing a word of the filter to the script's end and two frames.

    What a chart draws after that is not counted, which is in the peer's favour.
    """
    count = page.evaluate(_WATCH)
    return _choose(page, word, lambda: page.evaluate(_RAN, count))


_WATCH = """() => {
  if (window.runs === undefined) {
    window.runs = 0;
    const app = document.querySelector('[data-testid="stApp"]');
    let last = app.dataset.testScriptState;
    new MutationObserver(() => {
      const now = app.dataset.testScriptState;
      if (now === 'notRunning' && last !== now) window.runs += 1;
      last = now;
    }).observe(app, {attributes: true});
  }
  return window.runs;
}"""
_RAN = """(before) => new Promise((done) => {
  const look = () => {
    if (window.runs > before) requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
    else requestAnimationFrame(look);
  };
  look();
})"""


def _frame(page: Page) -> Frame:
    element = page.wait_for_selector(_FRAME, state="attached")
    frame = element.content_frame() if element else None
    if frame is None:
        raise RuntimeError("the map's frame did not come")
    frame.wait_for_function("() => window.joinedup !== undefined")
    return frame


def _choose(page: Page, word: str, wait: Callable[[], object]) -> float:
    box = page.get_by_role("combobox", name="Sector")
    box.click()
    box.fill(word)
    option = page.get_by_role("option", name=word).first
    option.wait_for()
    began = time.perf_counter()
    option.click()
    wait()
    taken = time.perf_counter() - began
    page.keyboard.press("Escape")
    return taken
