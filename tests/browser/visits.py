"""What a browser test does on a page: open it, wait for it, find the map in it."""

from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import ConsoleMessage, Frame, Page, Request, WebSocket

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
WEB_SCHEMES = frozenset({"http", "https", "ws", "wss"})

# Streamlit says on its outermost element whether the script runs and the socket is open.
# A rerun starts a moment after the click that causes it, so idle means: for ten looks on end.
IDLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const idle = app !== null
    && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('[data-testid="stSkeleton"]') === null;
  window.idleLooks = idle ? (window.idleLooks ?? 0) + 1 : 0;
  return window.idleLooks >= 10;
}"""
LOOK_EVERY_MS = 30

PAGE_TIMEOUT_MS = 30_000

MAP_FRAME = 'iframe[src*="streamlit_folium"]'


@dataclass
class Visit:
    """One browser context on one page, with what went wrong in it.

    Attributes:
        page: Playwright's page.
        base_url: The server, without a slash at the end.
        console_errors: Errors in the console, and uncaught exceptions.
        outside_requests: Addresses asked for that are not on this machine; none was answered.
    """

    page: Page
    base_url: str
    console_errors: list[str] = field(default_factory=list)
    outside_requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.console_errors.append(f"uncaught: {error}"))
        self.page.on("request", self._asked)
        self.page.on("websocket", self._asked)

    def _console(self, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        # That an outside address did not answer is in outside_requests already.
        if message.type == "error" and not is_outside(where):
            self.console_errors.append(f"{message.text} ({where})")

    def _asked(self, request: Request | WebSocket) -> None:
        if is_outside(request.url):
            self.outside_requests.append(request.url)


def is_outside(url: str) -> bool:
    """Tell whether an address is on the web and not on this machine."""
    parts = urlsplit(url)
    return parts.scheme in WEB_SCHEMES and parts.hostname not in LOCAL_HOSTS


def open_page(visit: Visit, path: str = "/", **params: str | list[str]) -> None:
    """Open a page of the dashboard by path and query, and wait until it is drawn."""
    query = f"?{urlencode(params, doseq=True)}" if params else ""
    visit.page.goto(f"{visit.base_url}/{path.lstrip('/')}{query}")
    wait_idle(visit)


def wait_idle(visit: Visit) -> None:
    """Wait until Streamlit has run the script and shows all of its result."""
    visit.page.evaluate("window.idleLooks = 0")
    visit.page.wait_for_function(IDLE, polling=LOOK_EVERY_MS, timeout=PAGE_TIMEOUT_MS)


def map_frame(visit: Visit) -> Frame:
    """Return the map's frame, once ``window.joinedup`` there says what it drew."""
    element = visit.page.wait_for_selector(
        MAP_FRAME, state="attached", timeout=PAGE_TIMEOUT_MS, strict=False
    )
    frame = element.content_frame() if element else None
    assert frame is not None, f"no frame in {MAP_FRAME}"
    frame.wait_for_function("() => window.joinedup?.ready === true", timeout=PAGE_TIMEOUT_MS)
    return frame


def click_history(visit: Visit) -> None:
    """Open the page History by the menu, under its heading."""
    visit.page.get_by_test_id("stTopNavSection").filter(has_text="Record").click()
    visit.page.get_by_test_id("stTopNavDropdownLink").filter(has_text="History").click()
