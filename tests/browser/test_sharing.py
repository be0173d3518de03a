"""Views saved, opened by their short link in another browser, shown as a code, and embedded."""

import base64
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from joinedup.render.qr import qr_svg
from scripts.servers import Server
from tests.browser.frames import click_mark, parameter, selected, shown
from tests.browser.visits import Visit, map_frame, open_page, wait_idle

POSITION = "() => [map_div.getCenter().lat, map_div.getCenter().lng, map_div.getZoom()]"
HOSPITAL = "ods:RFR"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the report shows what failed."""


@pytest.fixture(scope="module")
def intranet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Another site on another port: its address, and the folder of its pages."""
    folder = tmp_path_factory.mktemp("intranet")
    site = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=site.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{site.server_port}", folder
    site.shutdown()
    site.server_close()
    thread.join()


@pytest.fixture(scope="module")
def sharing(
    start_server: Callable[..., Server],
    tmp_path_factory: pytest.TempPathFactory,
    intranet: tuple[str, Path],
) -> Server:
    """A server with a store of its own, which the other site may show in a frame."""
    store = str(tmp_path_factory.mktemp("sharing"))
    return start_server(env={"JOINEDUP_STORE": store, "JOINEDUP_EMBED_ORIGINS": intranet[0]})


def open_share(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Share this view").click()
    visit.page.get_by_text("Show large").first.wait_for()
    wait_idle(visit)


def save(visit: Visit, name: str, *, pinned: bool = True) -> str:
    """Save the view on screen; its short link."""
    open_share(visit)
    page = visit.page
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Your name").fill("A. Lead")
    if not pinned:
        page.get_by_text("Keep this date and version").click()
    page.get_by_role("button", name="Save this view").click()
    page.get_by_text(f"Saved as {name}").wait_for()
    wait_idle(visit)
    return page.locator(".ju-short-link").inner_text()


def test_a_name_pasted_too_long_is_answered_and_stays(
    sharing: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=sharing)
    open_page(visit, "/parity", places="Rotherham")
    open_share(visit)
    page, long = visit.page, "Who works with whom in Rotherham " * 5
    field = page.get_by_label("Name", exact=True)
    field.click()
    # All at once, as a paste comes.
    page.keyboard.insert_text(long)
    page.get_by_label("Your name").fill("A. Lead")
    page.get_by_role("button", name="Save this view").click()
    expect(page.get_by_text(f"The name has {len(long.strip())} characters")).to_be_visible()
    expect(page.get_by_text("Keep it to 100 at most.")).to_be_visible()
    expect(field).to_have_value(long)


def test_a_short_link_opens_the_same_view_in_another_browser(
    sharing: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=sharing)
    open_page(visit, "/map", places="Rotherham", colour="Connection", at="53.43,-1.35,12")
    first = map_frame(visit)
    click_mark(first, HOSPITAL)
    visit.page.wait_for_url("**selected=*")
    wait_idle(visit)
    # Moved after the page was drawn: only the browser knows.
    first.evaluate("() => map_div.panBy([60, 30], {animate: false})")
    link = save(visit, "Rotherham")
    assert urlsplit(link).path == "/"
    other = new_visit(server=sharing)
    other.page.goto(link)
    wait_idle(other)
    second = map_frame(other)
    assert urlsplit(other.page.url).path == "/map"
    for name in ("organisations", "neighbourhoods", "selected"):
        assert shown(second)[name] == shown(first)[name]
    assert second.evaluate(POSITION) == pytest.approx(first.evaluate(POSITION), abs=1e-3)
    heads = [one.page.locator(".ju-head").inner_text() for one in (visit, other)]
    assert heads[0] == heads[1]
    assert [parameter(other, name) for name in ("places", "colour", "selected")] == [
        ["Rotherham"],
        ["Connection"],
        [HOSPITAL],
    ]
    assert parameter(other, "version") != []
    # Named, and still named in the address once everything has been drawn.
    expect(other.page.get_by_text("Saved view Rotherham, by A. Lead")).to_be_visible()
    view = parameter(other, "view")
    assert link.endswith(f"?view={view[0]}")
    # A reload is the same view again; another filter is another one.
    other.page.reload()
    wait_idle(other)
    assert parameter(other, "view") == view
    other.page.get_by_role("button", name="Rotherham ✕").click()
    other.page.wait_for_function("() => !location.search.includes('view=')")
    wait_idle(other)
    expect(other.page.get_by_text("Saved view Rotherham")).to_have_count(0)
    assert selected(other) == HOSPITAL
    assert visit.console_errors + other.console_errors == []


def test_a_view_of_another_footprint_is_still_of_it_after_a_reload(
    sharing: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=sharing)
    open_page(visit, "/unconnected", dataset="Bradford District")
    other = new_visit(server=sharing)
    other.page.goto(save(visit, "Bradford"))
    wait_idle(other)
    assert parameter(other, "dataset") == ["Bradford District"]
    other.page.reload()
    wait_idle(other)
    assert "Bradford District" in other.page.locator(".ju-head h1").inner_text()
    expect(other.page.get_by_text("Saved view Bradford")).to_be_visible()
    assert other.page.get_by_test_id("stAlert").count() == 0


def test_a_name_does_not_outlive_a_moved_map(
    sharing: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=sharing)
    open_page(visit, "/map", places="Barnsley", at="53.55,-1.48,11")
    map_frame(visit)
    other = new_visit(server=sharing)
    other.page.goto(save(visit, "Barnsley", pinned=False))
    wait_idle(other)
    frame = map_frame(other)
    assert parameter(other, "view") != []
    assert parameter(other, "version") == []
    frame.evaluate("() => map_div.panBy([200, 120], {animate: false})")
    other.page.wait_for_function("() => !location.search.includes('at=53.55')")
    # Whoever pastes this address gets the moved map, and no word of the saved view.
    third = new_visit(server=sharing)
    third.page.goto(other.page.url)
    wait_idle(third)
    moved = map_frame(third).evaluate(POSITION)
    assert moved == pytest.approx(frame.evaluate(POSITION), abs=1e-3)
    third.page.wait_for_function("() => !location.search.includes('view=')")
    expect(third.page.get_by_text("Saved view Barnsley")).to_have_count(0)


def test_an_unknown_short_link_opens_the_overview_and_says_so(
    sharing: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=sharing)
    open_page(visit, "/", view="zzzzzzzzzz")
    notice = visit.page.get_by_test_id("stAlert").first.inner_text().replace("\u2060", "")
    assert "saved view “zzzzzzzzzz”, which is not here" in notice
    assert visit.page.locator(".ju-card").count() == 3
    assert visit.console_errors == []


def test_a_code_fills_the_window_for_a_slide(
    sharing: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=sharing)
    open_page(visit, "/network", places="Doncaster")
    map_frame(visit)
    link = save(visit, "Doncaster")
    page = visit.page
    page.get_by_role("button", name="Show large").click()
    large = page.locator(".ju-code-big")
    large.wait_for()
    expect(page.locator(".ju-code")).to_be_hidden()
    box = large.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) > 0.6 * 800
    source = large.get_attribute("src") or ""
    assert base64.b64decode(source.partition("base64,")[2]).decode() == qr_svg(link)
    assert link in page.get_by_role("dialog").last.inner_text()
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    open_share(visit)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="SVG").click()
    assert waiting.value.path().read_text("utf-8") == qr_svg(link)
    assert visit.console_errors == []


def test_the_list_opens_a_view_and_puts_it_away(
    sharing: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=sharing)
    open_page(visit, "/parity", places="Sheffield")
    save(visit, "Seats in Sheffield", pinned=False)
    visit.page.get_by_role("link", name="All saved views").click()
    visit.page.wait_for_url("**/saved_views*")
    wait_idle(visit)
    visit.page.get_by_role("link", name="Seats in Sheffield").click()
    visit.page.wait_for_url("**/parity?*")
    wait_idle(visit)
    assert "Sheffield" in visit.page.locator(".ju-head h1").inner_text()
    expect(visit.page.get_by_text("Saved view Seats in Sheffield")).to_be_visible()
    open_page(visit, "/saved_views")
    row = visit.page.locator('[class*="st-key-view-"]').filter(has_text="Seats in Sheffield")
    row.get_by_role("button", name="Share or change").click()
    visit.page.get_by_label("Your name").fill("B. Lead")
    visit.page.get_by_role("button", name="Put it away").click()
    visit.page.get_by_text("Put away (1)").wait_for()
    wait_idle(visit)
    assert visit.console_errors == []


def page_with(intranet: tuple[str, Path], address: str) -> str:
    """A page of the other site that shows an address in a frame."""
    head = '<!doctype html><title>Intranet</title><link rel="icon" href="data:,">'
    code = f'<iframe src="{address}" width="900" height="600"></iframe>'
    (intranet[1] / "page.html").write_text(f"{head}{code}", "utf-8")
    return f"{intranet[0]}/page.html"


@pytest.mark.parametrize("kind", ["map", "network"])
def test_another_site_shows_the_picture_and_nothing_else(
    sharing: Server, new_visit: Callable[..., Visit], intranet: tuple[str, Path], kind: str
) -> None:
    visit = new_visit(server=sharing)
    visit.page.goto(page_with(intranet, f"{sharing.url}/{kind}?places=Rotherham&embed=true"))
    ours = visit.page.frame_locator("iframe")
    ours.get_by_role("link", name="Open in Joined Up").wait_for()
    inner = ours.frame_locator('iframe[src*="streamlit_folium"]')
    inner.locator("canvas").first.wait_for()
    assert "Rotherham" in ours.locator(".ju-head").inner_text()
    expect(ours.get_by_text("Version 1, as it came with the program · Source:")).to_be_visible()
    for name in ("stSidebar", "stHeader", "stExpander", "stPopover"):
        for one in ours.get_by_test_id(name).all():
            expect(one).to_be_hidden()
    box = ours.locator('iframe[src*="streamlit_folium"]').bounding_box()
    assert box is not None
    assert box["width"] > 850
    assert box["height"] > 380
    href = ours.get_by_role("link", name="Open in Joined Up").get_attribute("href") or ""
    assert href.startswith(f"{sharing.url}/{kind}?")
    assert "places=Rotherham" in href
    assert "embed" not in href
    assert visit.console_errors == []


@pytest.mark.parametrize("address", ["/map?places=Rotherham", "/history?embed=true"])
def test_another_site_cannot_show_anything_else(
    sharing: Server, new_visit: Callable[..., Visit], intranet: tuple[str, Path], address: str
) -> None:
    visit = new_visit(server=sharing)
    with visit.page.expect_console_message(lambda said: "frame" in said.text.lower()) as waiting:
        visit.page.goto(page_with(intranet, f"{sharing.url}{address}"))
    assert "frame-ancestors" in waiting.value.text
    expect(visit.page.frame_locator("iframe").locator(".ju-head")).to_have_count(0)


@pytest.mark.parametrize("page", ["overview", "map", "unconnected", "parity", "compare"])
def test_a_presented_page_is_large_and_bare_and_stays_so(
    sharing: Server, new_visit: Callable[..., Visit], page: str
) -> None:
    visit = new_visit(server=sharing)
    path = "" if page == "overview" else page
    open_page(visit, f"/{path}", places="Rotherham", present="1")
    assert "Rotherham" in visit.page.locator(".ju-head h1").inner_text()
    for name in ("stSidebar", "stHeader", "stExpander"):
        for one in visit.page.get_by_test_id(name).all():
            expect(one).to_be_hidden()
    expect(visit.page.get_by_role("button", name="Copy link")).to_have_count(0)
    size = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert visit.page.evaluate(size) > 17
    assert visit.console_errors == []
