"""Measures and seats in a real browser: they open, come by themselves, and download whole."""

import csv
import io
import re
from collections.abc import Callable

from tests.browser.visits import Visit, open_page, wait_idle


def download(visit: Visit, container: str) -> list[dict[str, str]]:
    """The rows of the table that stands in a folded part of the page."""
    part = visit.page.locator(f".st-key-fold-{container}")
    # A button that is pressed while the page is still being drawn may be another one by then.
    wait_idle(visit)
    with visit.page.expect_download() as waiting:
        part.get_by_role("button", name="Download this table (CSV)").click()
    text = waiting.value.path().read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_measures_of_the_network_say_in_the_file_what_was_counted(visit: Visit) -> None:
    open_page(visit, "/network")
    visit.page.get_by_text("Measures of this network and its parts").click()
    told = visit.page.locator(".ju-balance")
    told.wait_for()
    assert "have no way to each other at all" in told.inner_text()
    rows = download(visit, "measures")
    assert {row["Kind"] for row in rows} == {
        *("Footprint", "Place", "Neighbourhood", "Sector", "Community"),
    }
    assert all(row["Counted"].startswith("All partnerships and direct ties on") for row in rows)
    assert {row["Those without a tie"] for row in rows} == {"count"}
    assert visit.console_errors == []
    assert visit.outside_requests == []


def test_seats_are_read_on_a_phone_without_scrolling(new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(viewport={"width": 390, "height": 844})
    open_page(visit, "/parity")
    cells = visit.page.locator(".ju-stacked td")
    cells.first.wait_for()
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    for name in ("Organisations", "Of them unknown", "Seats", "Seats beside other sectors"):
        assert visit.page.locator(".ju-label", has_text=re.compile(f"^{name}$")).first.is_visible()
    # What does scroll says so.
    hint = visit.page.locator(".ju-scroll:has(.ju-mixing)").first.evaluate(
        "(box) => getComputedStyle(box, '::before').content"
    )
    assert "Scroll for more" in hint
    wide = new_visit()
    open_page(wide, "/parity")
    wide.page.locator(".ju-stacked td").first.wait_for()
    assert not wide.page.locator(".ju-label").first.is_visible()


def test_every_board_opens_with_a_sentence_for_each_sector(visit: Visit) -> None:
    open_page(visit, "/parity")
    visit.page.get_by_text("Every sector of every board").click()
    visit.page.get_by_text("Those furthest from their size come first").wait_for()
    rows = download(visit, "board-seats")
    first = rows[0]
    assert f"of {int(first['Of all seats']):,} seats" in first["In words"]
    assert first["In words"] in visit.page.locator(".ju-balance").first.inner_text()
    assert visit.console_errors == []
