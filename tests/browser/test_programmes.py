"""The Bradford programme: opened from the Overview, an action added, seen late, printed."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from scripts.install_poppler import COMMANDS
from scripts.servers import Server
from tests.browser.axe import violations
from tests.browser.visits import Visit, open_page, wait_idle

NEEDS_POPPLER = pytest.mark.skipif(
    not all(map(which, COMMANDS)), reason="poppler is not installed: scripts/install_poppler.py"
)
PHONE = ViewportSize(width=390, height=844)
BRADFORD, ONE_WORKFORCE = "Bradford District", "One Workforce programme"
TEXT, LEAD = "Ask every care home about its vacancies", "Director of adult social care"
#: Of a picture that has come: it has a size.
THERE = "one => one.complete && one.naturalWidth > 0"


@pytest.fixture(scope="module")
def own(start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server with a store of its own: an action is published here."""
    return start_server(env={"JOINEDUP_STORE": str(tmp_path_factory.mktemp("programmes"))})


def fits(page: Page) -> bool:
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    return bool(wide <= page.evaluate("() => window.innerWidth"))


def read(path: Path) -> str:
    """What a PDF says."""
    command = ("pdftotext", "-layout", str(path), "-")
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@NEEDS_POPPLER
def test_an_action_is_added_seen_late_and_printed(
    own: Server, new_visit: Callable[..., Visit], tmp_path: Path
) -> None:
    visit = new_visit(server=own)
    page = visit.page
    open_page(visit, "/", dataset=BRADFORD)
    page.get_by_role("link", name=ONE_WORKFORCE).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(ONE_WORKFORCE)
    wait_idle(visit)
    # The address opens it again, in its footprint.
    assert "programme=one-workforce" in page.url
    assert "dataset=Bradford" in page.url
    late = page.locator(".ju-flag-late")
    expect(late).to_have_count(0)

    page.get_by_text("Add an action", exact=True).click()
    page.get_by_label("What is to be done?").fill(TEXT)
    page.get_by_label("Lead (a role").fill(LEAD)
    day = page.get_by_role("group", name="By when").get_by_role("spinbutton")
    day.first.click()
    page.keyboard.type("01032020")
    page.get_by_label("Your name").fill("A. Lead")
    page.get_by_role("button", name="Add the action").click()
    expect(page.get_by_text("The action is added: version 2")).to_be_visible()
    expect(late).to_have_text("Late")
    assert TEXT in page.locator(".ju-acts").last.inner_text()
    expect(page.locator(".ju-sentence")).to_contain_text("1 late")

    page.get_by_role("button", name="Print").click()
    page.get_by_role("button", name="PDF to print").wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PDF to print").click()
    path = tmp_path / "programme.pdf"
    waiting.value.save_as(path)
    text = " ".join(read(path).split())
    for words in (ONE_WORKFORCE, TEXT, LEAD, "1 March 2020", "Late", "version 2", "published on"):
        assert words in text, words
    information = subprocess.run(
        ("pdfinfo", str(path)), check=True, capture_output=True, encoding="utf-8"
    ).stdout
    assert "Tagged:          yes" in information
    assert visit.console_errors == []
    assert visit.outside_requests == []


@pytest.mark.parametrize("programme", ["", "sy-integration", "hewitt-review"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_programme_has_no_violations(
    own: Server, new_visit: Callable[..., Visit], programme: str, scheme: str
) -> None:
    visit = new_visit(server=own, bypass_csp=True, reduced_motion="reduce", color_scheme=scheme)
    open_page(visit, "/programmes", **({"programme": programme} if programme else {}))
    if programme == "sy-integration":
        visit.page.get_by_text("Add an action", exact=True).click()
        visit.page.get_by_label("What is to be done?").wait_for()
        wait_idle(visit)
    assert violations(visit) == []


def test_on_a_phone_the_timeline_is_the_narrow_one_and_nothing_is_cut(
    own: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=own, viewport=PHONE)
    open_page(visit, "/programmes", programme="sy-integration")
    narrow, wide = visit.page.locator(".ju-timeline-narrow"), visit.page.locator(".ju-timeline")
    expect(narrow).to_be_visible()
    expect(wide).to_be_hidden()
    narrow.scroll_into_view_if_needed()
    expect(narrow).to_have_js_property("complete", value=True)
    assert narrow.evaluate(THERE)
    assert fits(visit.page)
    open_page(visit, "/programmes", dataset="cheshire-west", programme="cwac-strategy")
    assert fits(visit.page)
    assert visit.console_errors == []


def test_its_members_are_on_the_map_and_in_the_network(
    own: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=own)
    page = visit.page
    open_page(visit, "/programmes", dataset=BRADFORD, programme="hscep")
    for at in range(2):
        picture = page.locator(".ju-picture").nth(at)
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate(THERE)
    page.get_by_role("button", name="Open them in the network").click()
    expect(page.locator(".st-key-panel h2")).to_contain_text("Economic Partnership")
    wait_idle(visit)
    assert "/network" in page.url
    # It ended in 2019: only with the past its members are to be seen.
    assert "selected=hscep" in page.url
    assert "past=true" in page.url


#: What can be pressed or filled in and shows.
TOOLS = """() => [...document.querySelectorAll(
  'button, input, textarea, summary, [data-testid="stSidebar"], [data-testid="stTopNavLink"]'
)].filter(one => one.checkVisibility() && one.getBoundingClientRect().width > 1)
  .map(one => one.innerText || one.getAttribute('aria-label') || one.tagName)"""


@NEEDS_POPPLER
@pytest.mark.parametrize("path", ["programmes", "unconnected", ""])
def test_the_browsers_own_print_has_what_is_read_alone(
    own: Server, new_visit: Callable[..., Visit], tmp_path: Path, path: str
) -> None:
    visit = new_visit(server=own)
    page = visit.page
    programme = {"programme": "one-workforce"} if path == "programmes" else {}
    open_page(visit, path, dataset=BRADFORD, **programme)
    names = page.locator("[class*='st-key-list-'] button").all_inner_texts()
    assert len(page.evaluate(TOOLS)) > len(names) + 10
    page.emulate_media(media="print")
    # Names in lists lead to their pages, and are read on paper as well.
    assert sorted(page.evaluate(TOOLS)) == sorted(names)
    printed = tmp_path / "page.pdf"
    page.pdf(path=printed, format="A4")
    text = read(printed)
    assert "Bradford" in text
    if programme:
        # The last of the page is there, on a page after the first.
        assert text.count("\f") > 1
        assert "Where this is from" in text
    assert not {"Copy link", "More filters", "Add an action"} & {*text.splitlines()}
    assert "Include past partnerships" not in text
