"""What a browser sees: first picture, a filter change to its new picture, bytes over the wire.

Times are taken inside the page, by the browser's own clock: a small script in every document
notes when somebody pressed a mouse button, and when the frame after a new picture began to be
painted. What Playwright takes to notice is in none of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Frame, Page, ViewportSize, sync_playwright

from scripts.install_browser import CUT_OFF, LAUNCH_ARGUMENTS, browser_path

#: In every document: ``bench.pressed`` and ``bench.pictures``, in milliseconds since 1970.
#: A picture is ours where our drawing has counted one more; a peer's where WebGL has drawn
#: another number of points than before; and the empty page's where its line stands there.
_NOTE_TIMES = """(() => {
  const bench = (window.bench = { pressed: 0, pictures: [] });
  const now = () => performance.timeOrigin + performance.now();
  addEventListener("pointerdown", (event) => {
    bench.pressed = performance.timeOrigin + event.timeStamp;
  }, true);
  /* The frame after the one that shows it: by then it has been painted. */
  const painted = () => requestAnimationFrame(() => bench.pictures.push(now()));
  /* A frame asked for before the document stands would never come. */
  const watch = (look) => addEventListener("DOMContentLoaded", () => requestAnimationFrame(look));
  if (window === window.top) {
    let points = 0;
    for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
      for (const name of ["drawArraysInstanced", "drawElementsInstanced"]) {
        const draw = kind && kind.prototype[name];
        if (!draw) continue;
        kind.prototype[name] = function (...values) {
          draw.apply(this, values);
          const count = values[values.length - 1];
          if (count !== points) { points = count; painted(); }
        };
      }
    }
    const line = '[data-testid="stMarkdownContainer"]';
    const ready = (one) => one.textContent === "Ready";
    const look = () => {
      if ([...document.querySelectorAll(line)].some(ready)) bench.ready = true;
      if (bench.ready) requestAnimationFrame(() => { bench.readyAt = now(); });
      else requestAnimationFrame(look);
    };
    watch(look);
  } else {
    let drawn = 0;
    const look = () => {
      const count = window.joinedup && window.joinedup.ready ? window.joinedup.drawn || 0 : 0;
      if (count !== drawn) { drawn = count; painted(); }
      requestAnimationFrame(look);
    };
    watch(look);
  }
})()"""
#: Streamlit has run the script, nothing is pending, and two frames have been painted.
_IDLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const idle = app && app.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid="stSkeleton"]');
  bench.idle = idle ? (bench.idle || 0) + 1 : 0;
  return bench.idle > 10;
}"""
_FRAME = 'iframe[src*="streamlit_folium"]'
_OWN = ("/joinedup/data/", "/media/")
_CODE = ("/joinedup/", "/component/")
_TIMEOUT_MS = 60_000
_LOOK_MS = 20
_SLOW_LINE = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 10e6 / 8,
    "uploadThroughput": 10e6 / 8,
}
_VIEWPORT = ViewportSize(width=1280, height=800)


@dataclass
class Traffic:
    """Bytes that came over the wire, as they came: compressed where they were.

    Attributes:
        messages: Those of the WebSocket.
        data: What the page and its frames fetch of the data.
        code: Scripts and styles that the page and its frames fetch, beside Streamlit's own.
        streamlit: Streamlit's own page, scripts, styles and fonts.
    """

    messages: int = 0
    data: int = 0
    code: int = 0
    streamlit: int = 0
    _paths: dict[str, str] = field(default_factory=dict)

    @property
    def own(self) -> int:
        """Everything but Streamlit's own files."""
        return self.messages + self.data + self.code

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
        if path.startswith(_OWN):
            self.data += size
        elif path.startswith(_CODE):
            self.code += size
        else:
            self.streamlit += size

    def _message(self, event: dict[str, object]) -> None:
        response = event["response"]
        if isinstance(response, dict):
            text = str(response["payloadData"])
            # Binary frames are given as base64.
            self.messages += len(text) * 3 // 4 if response["opcode"] == 2 else len(text)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a way out of the machine."""
    with sync_playwright() as playwright:
        arguments = [*LAUNCH_ARGUMENTS, *CUT_OFF]
        browser = playwright.chromium.launch(executable_path=browser_path(), args=arguments)
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser, traffic: Traffic | None = None) -> Iterator[Page]:
    """A page in a browser that has never been here: nothing is cached.

    Args:
        browser: See :func:`chromium`.
        traffic: Counts the bytes; that takes time, so leave it out where seconds are measured.
    """
    context = browser.new_context(viewport=_VIEWPORT)
    context.set_default_timeout(_TIMEOUT_MS)
    context.add_init_script(_NOTE_TIMES)
    page = context.new_page()
    if traffic:
        traffic.listen(context.new_cdp_session(page))
    yield page
    context.close()


@contextmanager
def slow(page: Page) -> Iterator[None]:
    """A line of 10 Mbit/s with 40 ms to the server, as Chromium's tools slow it.

    Once in some thirty visits Chromium holds everything back for 15 seconds more, whoever's
    page it is: read medians.
    """
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _SLOW_LINE)
    yield
    session.detach()


def open_empty(page: Page, url: str) -> float:
    """Seconds from asking for a page until its "Ready" is painted."""
    page.goto(url, wait_until="commit")
    page.wait_for_function("() => window.bench && bench.readyAt")
    return _seconds(page.evaluate("() => bench.readyAt - performance.timeOrigin"))


def open_map(page: Page, url: str) -> float:
    """Seconds from asking for the map until its first picture is painted."""
    page.goto(url, wait_until="commit")
    frame = map_frame(page)
    frame.wait_for_function("() => bench.pictures.length > 0", polling=_LOOK_MS)
    painted = frame.evaluate("() => bench.pictures[0]")
    return _seconds(painted - page.evaluate("() => performance.timeOrigin"))


def open_points(page: Page, url: str) -> None:
    """Open the page of a peer that draws with WebGL, and wait for its picture."""
    page.goto(url, wait_until="commit")
    page.wait_for_function("() => window.bench && bench.readyAt && bench.pictures.length > 0")
    settle(page)


def settle(page: Page) -> None:
    """Wait until Streamlit has nothing more to do."""
    page.evaluate("() => { bench.idle = 0; }")
    page.wait_for_function(_IDLE)


def narrow(page: Page, picture: Page | Frame, word: str) -> float:
    """Seconds from choosing a word in the box "Sector" to the new picture being painted.

    Args:
        page: Where the box is.
        picture: Where the picture is drawn: the page, or a frame of it.
        word: One of the box's words.
    """
    settle(page)
    box = page.get_by_role("combobox", name="Sector")
    box.click()
    box.fill(word)
    option = page.get_by_role("option", name=word).first
    option.wait_for()
    before = picture.evaluate("() => bench.pictures.length")
    option.click()
    taken = _next_picture(page, picture, before)
    page.keyboard.press("Escape")
    return taken


def widen(page: Page, picture: Page | Frame, word: str) -> float:
    """Seconds from taking the word away again to the picture of all points being painted."""
    settle(page)
    button = page.get_by_role("button", name=f"Remove {word}", include_hidden=True).first
    before = picture.evaluate("() => bench.pictures.length")
    button.click()
    return _next_picture(page, picture, before)


def map_frame(page: Page) -> Frame:
    """The frame that holds the map, once the script that notes times runs in it."""
    element = page.wait_for_selector(_FRAME, state="attached")
    frame = element.content_frame() if element else None
    if frame is None:
        raise RuntimeError("the map's frame did not come")
    # Not with every frame that is painted: a frame without height paints none.
    frame.wait_for_function(
        "() => window.bench !== undefined && window.joinedup !== undefined", polling=_LOOK_MS
    )
    return frame


def _next_picture(page: Page, picture: Page | Frame, before: int) -> float:
    picture.wait_for_function("(before) => bench.pictures.length > before", arg=before)
    painted = picture.evaluate("(before) => bench.pictures[before]", before)
    return _seconds(painted - page.evaluate("() => bench.pressed"))


def _seconds(milliseconds: float) -> float:
    return milliseconds / 1000
