"""Every page and what opens on it through axe-core: light and dark, desktop and phone.

One window a width and theme goes from page to page. The second theme of a width differs in
colours alone, so that only its contrasts are looked at.
"""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ViewportSize

from joinedup.render.palette import PAGE
from joinedup.ui.menu import PAGES
from scripts.servers import Server
from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP
from tests.browser.steps import ONWARD, PUBLISH, choose, press, publish
from tests.browser.visits import MAP_FRAME, Visit, map_frame, open_page, wait_idle
from tests.unit import list_files as files
from tests.unit.contrast import contrast

PHONE = ViewportSize(width=390, height=844)
SIZES = {"desktop": DESKTOP, "phone": PHONE}
PATHS = tuple(f"/{url}" for _, _, url, _ in PAGES)
SELECTED = "ods:RHQ"
UNNAMED = """() => document.body.appendChild(document.createElement('button')).className = 'x'"""
# A colour without how much shines through.
COLOUR = """(one, name) => {
  const parts = getComputedStyle(one)[name].match(/rgba?\\(([^)]*)\\)/)[1].split(',').slice(0, 3);
  return '#' + parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('');
}"""
#: axe-core tells its frames by script; nothing is looked at while it still slides in.
GIVEN: dict[str, Any] = {"bypass_csp": True, "reduced_motion": "reduce"}
#: Width, theme, and the rules that the theme can change; empty for all.
WINDOWS: tuple[tuple[str, Literal["light", "dark"], tuple[str, ...]], ...] = (
    ("desktop", "light", ()),
    ("desktop", "dark", ("color-contrast",)),
    ("phone", "dark", ()),
    ("phone", "light", ("color-contrast",)),
)


@pytest.fixture(scope="module")
def own(start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server with a store of its own: a list is published here."""
    return start_server(env={"JOINEDUP_STORE": str(tmp_path_factory.mktemp("access"))})


@pytest.fixture
def begin(own: Server, new_visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Open a browser whose pages axe-core may look into."""

    def opened(viewport: ViewportSize = DESKTOP, scheme: str = "light") -> Visit:
        return new_visit(server=own, **GIVEN, viewport=viewport, color_scheme=scheme)

    return opened


@pytest.fixture(scope="module")
def windows(own: Server, browser: Browser) -> Iterator[dict[tuple[str, str], Visit]]:
    """One window a width and theme, for all pages."""
    found = {
        (size, scheme): browser.new_context(**GIVEN, viewport=SIZES[size], color_scheme=scheme)
        for size, scheme, _ in WINDOWS
    }
    yield {key: Visit(context.new_page(), own.url) for key, context in found.items()}
    for context in found.values():
        context.close()


def open_whole(visit: Visit, path: str, **params: str) -> None:
    """Open a page and wait for its pictures as well."""
    open_page(visit, path, **params)
    if visit.page.locator(MAP_FRAME).count():
        map_frame(visit)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("size", "scheme", "rules"), WINDOWS)
def test_page_has_no_violations(
    windows: dict[tuple[str, str], Visit], size: str, scheme: str, rules: tuple[str, ...], path: str
) -> None:
    visit = windows[size, scheme]
    open_whole(visit, path, selected=SELECTED)
    assert violations(visit, rules=rules) == []


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/map", {}),
        ("/map", {"sectors": "Ambulance", "states": "Unknown"}),
        ("/map", {"colour": "Place", "shade": "Deprivation", "places": "Rotherham"}),
        ("/network", {"dataset": "demonstration"}),
        ("/network", {"selected": "pcn:U88280"}),
        ("/organisation", {}),
    ],
    ids=["nothing selected", "empty", "coloured", "blocks", "partnership", "nobody"],
)
def test_view_has_no_violations(
    begin: Callable[..., Visit], path: str, params: dict[str, str]
) -> None:
    visit = begin(scheme="dark")
    open_whole(visit, path, **params)
    assert violations(visit) == []


def test_what_opens_on_a_page_has_no_violations(begin: Callable[..., Visit]) -> None:
    visit = begin()
    page = visit.page
    open_whole(visit, "/map", sectors="General practice")
    for name in ("Picture options", "Share this view", "Print", "Record"):
        page.get_by_role("button", name=name).first.click()
        page.locator("[data-floating-ui-portal] > *").first.wait_for()
        wait_idle(visit)
        assert violations(visit) == [], name
        page.keyboard.press("Escape")
    page.get_by_label("Place").first.click()
    page.get_by_role("region", name="Choices").get_by_role("option").first.wait_for()
    assert violations(visit) == [], "options"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Choose date").click()
    page.locator("[data-testid=stDateInputCalendar] header[role=none]").wait_for()
    assert violations(visit) == [], "calendar"
    page.keyboard.press("Escape")
    page.get_by_text("More filters").click()
    page.get_by_text("Table: 170 organisations").click()
    page.get_by_test_id("stDataFrame").first.wait_for()
    frame = map_frame(visit)
    frame.get_by_role("button", name="Move the picture").click()
    frame.get_by_role("button", name="The picture by keyboard").click()
    wait_idle(visit)
    assert violations(visit) == [], "unfolded"


def test_menu_and_filters_of_a_phone_have_no_violations(begin: Callable[..., Visit]) -> None:
    visit = begin(PHONE)
    open_whole(visit, "/", places="Rotherham", sectors="General practice")
    visit.page.get_by_test_id("stExpandSidebarButton").click()
    visit.page.get_by_label("Footprint").wait_for()
    assert violations(visit) == []


def test_steps_of_a_list_have_no_violations(begin: Callable[..., Visit]) -> None:
    visit = begin()
    open_page(visit, "/lists", dataset="Cheshire West")
    for name in ("Templates", "Take the record"):
        visit.page.get_by_text(name).first.click()
    wait_idle(visit)
    assert violations(visit) == []
    choose(visit, files.MESSY)
    assert violations(visit) == []
    press(visit, ONWARD)
    for tab in visit.page.get_by_role("tab").all():
        tab.click()
        wait_idle(visit)
        assert violations(visit) == []
    assert visit.page.get_by_role("button", name=PUBLISH).count() == 1
    publish(visit, "Ann Example", "A list")
    visit.page.get_by_text("is published.").wait_for()
    assert violations(visit) == []


def test_frames_are_looked_into(begin: Callable[..., Visit]) -> None:
    visit = begin()
    open_whole(visit, "/map")
    map_frame(visit).evaluate(UNNAMED)
    assert [one.split(":")[0] for one in violations(visit)] == ["button-name"]


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_off_and_what_is_not_chosen_can_be_seen(
    begin: Callable[..., Visit], *, dark: bool
) -> None:
    """axe-core looks neither at buttons that are off nor at edges."""
    ground = PAGE["ground"][dark]
    visit = begin(scheme="dark" if dark else "light")
    open_page(visit, "/what_if")
    off = visit.page.get_by_role("button", name="See what would move")
    assert off.is_disabled()
    assert contrast(off.evaluate(COLOUR, "color"), ground) > 3
    ring = visit.page.get_by_test_id("stRadioOption").last.locator("> div > div").first
    assert contrast(ring.evaluate(COLOUR, "borderTopColor"), ground) > 3
    switch = visit.page.locator("label:has([role='switch'])").first.locator("> span + div")
    assert contrast(switch.evaluate(COLOUR, "boxShadow"), PAGE["box"][dark]) > 3
