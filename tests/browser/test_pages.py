"""Every page of every footprint in a real browser: no errors, nothing from outside."""

from collections.abc import Callable

import pytest

from joinedup.services import dataset_names
from tests.browser.visits import Visit, map_frame, open_page, wait_idle

PATHS = (
    *("/", "/map", "/network", "/unconnected", "/introductions", "/parity", "/compare", "/what_if"),
    *("/organisation", "/lists", "/history", "/about", "/stakeholders"),
)
WITH_PICTURE = ("/map", "/network", "/unconnected")
WIDTHS = {"laptop": (1280, 800), "screen": (1920, 1080), "phone": (390, 844)}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("footprint", dataset_names().values())
def test_page_loads_without_errors_and_without_the_internet(
    visit: Visit, path: str, footprint: str
) -> None:
    open_page(visit, path, dataset=footprint)
    assert footprint in visit.page.locator(".ju-head h1").inner_text()
    if path in WITH_PICTURE:
        map_frame(visit).wait_for_function("() => window.joinedup.organisations > 100")
    assert visit.console_errors == []
    assert visit.outside_requests == []
    assert visit.page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_page_fits_its_screen(new_visit: Callable[..., Visit], width: str, scheme: str) -> None:
    size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
    visit = new_visit(viewport=size, color_scheme=scheme)
    for path in PATHS:
        open_page(visit, path, selected="ods:RHQ")
        wide = visit.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], path
    assert visit.console_errors == []


def test_what_chance_would_give_comes_by_itself(visit: Visit) -> None:
    open_page(visit, "/parity", dataset="demonstration")
    tables = visit.page.locator(".ju-mixing")
    tables.first.wait_for()
    visit.page.locator(".ju-cells").wait_for()
    assert tables.count() == 1
    visit.page.get_by_text("Every two sectors beside each other").click()
    tables.nth(1).wait_for()
    assert "at random" in tables.first.inner_text()
    assert visit.page.get_by_text("being worked out").count() == 0
    assert visit.console_errors == []


def test_picture_takes_most_of_the_window(visit: Visit) -> None:
    open_page(visit, "/map")
    map_frame(visit)
    box = visit.page.locator("iframe").first.bounding_box()
    assert box
    assert box["height"] >= 0.6 * 800


def test_there_is_no_debug_chrome(visit: Visit) -> None:
    open_page(visit, "/")
    assert visit.page.get_by_test_id("stAppDeployButton").count() == 0
    assert visit.page.get_by_test_id("stMainMenu").count() == 0


def test_download_holds_the_rows_of_the_page(visit: Visit) -> None:
    open_page(visit, "/unconnected")
    visit.page.get_by_text("Table: all 337 organisations of the list").click()
    wait_idle(visit)
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name="Download this table (CSV)").first.click()
    text = waiting.value.path().read_bytes().decode("utf-8-sig")
    lines = text.split("\r\n")
    assert lines[0].startswith("Order,Organisation,Sector,Place")
    assert [line.split(",")[:2] for line in lines[1:3]] == [
        ["1", "Beauchief Medical Practice"],
        ["2", "Waverley Medical Centre"],
    ]
    assert len(lines) == 337 + 2


def test_tables_offer_no_download_that_leaves_formulas_alive(visit: Visit) -> None:
    open_page(visit, "/unconnected")
    visit.page.get_by_test_id("stDataFrame").first.hover()
    own = visit.page.get_by_test_id("stElementToolbar").get_by_label("Download as CSV")
    assert [button.is_visible() for button in own.all()] == [False] * own.count()
