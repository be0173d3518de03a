"""A driver diagram is written, seen, saved, downloaded, and opened by its link elsewhere."""

import re
from base64 import b64decode
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, expect

from scripts.servers import Server
from tests.browser.axe import violations
from tests.browser.steps import fits
from tests.browser.visits import Visit, open_page, wait_idle

TEXT = """Everybody is at a table
- Ask
    - Write to all who are unknown [partner: The Rotherham NHS Foundation Trust]
        - A short letter <b>by hand</b>
- Invite [partner: nobody of this name]"""


@pytest.fixture(scope="module")
def own(start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server with a store of its own."""
    return start_server(env={"JOINEDUP_STORE": str(tmp_path_factory.mktemp("diagrams"))})


def picture(visit: Visit) -> Locator:
    return visit.page.locator("img.ju-diagram")


def words(svg: bytes) -> str:
    root = ET.fromstring(svg)  # noqa: S314
    return " ".join(one.text or "" for one in root.iter() if one.tag.endswith("}text"))


def shown(visit: Visit) -> str:
    """The words of the picture on the page, which the browser has drawn."""
    image = picture(visit)
    expect(image).to_be_visible()
    assert image.evaluate("one => one.complete && one.naturalWidth > 100")
    return words(b64decode((image.get_attribute("src") or "").partition(",")[2]))


def write(visit: Visit, kind: str, name: str, text: str) -> None:
    """Begin a diagram and write it; it is not saved yet."""
    page = visit.page
    open_page(visit, "/diagrams")
    page.get_by_role("button", name=f"New {kind}").click()
    page.get_by_label("Name", exact=True).fill(name)
    field = page.get_by_label("Text, one line for each box")
    field.fill(text)
    field.press("Control+Enter")
    wait_idle(visit)


def save(visit: Visit) -> str:
    """Save what is written; its address."""
    page = visit.page
    page.get_by_label("Your name").fill("A. Lead")
    page.get_by_role("button", name="Save the diagram").click()
    page.get_by_text("The diagram is saved.").wait_for()
    wait_idle(visit)
    return page.url


def test_a_diagram_is_written_seen_downloaded_and_opened_elsewhere(
    own: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=own)
    write(visit, "driver diagram", "Who is missing", TEXT)
    found = shown(visit)
    for part in ("Primary drivers", "Everybody is at a table", "[1 partner]", "<b>by hand</b>"):
        assert part in found
    expect(visit.page.get_by_text("Line 5, “nobody of this name”")).to_be_visible()
    address = save(visit)
    assert shown(visit) == found

    page = visit.page
    href = page.get_by_role("link", name="Picture (SVG)").get_attribute("href") or ""
    answer = page.request.get(f"{own.url}{href}")
    assert answer.ok
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "attachment" in answer.headers["content-disposition"]
    assert found in words(answer.body())
    for sign in (b"<script", b"<b>", b"href", b"<!DOCTYPE"):
        assert sign not in answer.body()
    href = page.get_by_role("link", name="Picture (PNG)").get_attribute("href") or ""
    assert page.request.get(f"{own.url}{href}").body().startswith(b"\x89PNG")

    other = new_visit(server=own)
    other.page.goto(address)
    wait_idle(other)
    assert shown(other) == found
    other.page.get_by_text("The same as a list").click()
    expect(other.page.locator(".ju-outline")).to_contain_text("A short letter <b>by hand</b>")
    other.page.get_by_role("button", name="Partner: The Rotherham").click()
    expect(other.page.get_by_role("heading", level=1)).to_contain_text("Rotherham NHS Foundation")
    other.page.go_back()
    wait_idle(other)
    for one in (visit, other):
        assert one.console_errors == []
        assert one.outside_requests == []


def test_who_comes_second_is_told_and_keeps_the_text(
    own: Server, new_visit: Callable[..., Visit]
) -> None:
    first, second = new_visit(server=own), new_visit(server=own)
    write(first, "fishbone", "Why not", "Nobody came\n- Time\n  - In office hours")
    address = save(first)
    second.page.goto(address)
    wait_idle(second)
    for visit, text in ((first, "Theirs"), (second, "Mine")):
        visit.page.get_by_role("button", name="Change").click()
        visit.page.get_by_label("Text, one line for each box").fill(text)
    first.page.get_by_role("button", name="Save the diagram").click()
    first.page.get_by_text("The diagram is saved.").wait_for()
    second.page.get_by_label("Your name").fill("B. Lead")
    second.page.get_by_role("button", name="Save the diagram").click()
    expect(second.page.get_by_text("has saved this diagram in the meantime")).to_be_visible()
    expect(second.page.get_by_label("Text, one line for each box")).to_have_value("Mine")
    second.page.get_by_role("button", name="Show what A. Lead has saved").click()
    wait_idle(second)
    assert shown(second) == "Theirs"


def test_it_is_written_and_opened_by_keyboard(own: Server, new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(server=own)
    open_page(visit, "/diagrams")
    page = visit.page
    page.get_by_role("button", name="New fishbone").press("Enter")
    page.get_by_label("Text, one line for each box").wait_for()
    wait_idle(visit)
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("By keyboard")
    page.get_by_label("Your name").focus()
    page.keyboard.type("A. Lead")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your name")).to_have_value("A. Lead")
    page.get_by_role("button", name="Save the diagram").press("Enter")
    page.get_by_text("The diagram is saved.").wait_for()
    wait_idle(visit)
    assert re.search(r"[?&]diagram=[0-9a-z]{10}(&|$)", page.url)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_and_a_phone_scrolls_the_picture_alone(
    own: Server, new_visit: Callable[..., Visit], width: int, scheme: str
) -> None:
    visit = new_visit(
        server=own,
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        bypass_csp=True,
        reduced_motion="reduce",
    )
    write(visit, "driver diagram", f"Axe {width}", TEXT)
    found = {"editor": violations(visit)}
    save(visit)
    for part in ("The same as a list", "Put away"):
        visit.page.get_by_text(part).first.click()
    wait_idle(visit)
    found["opened"] = violations(visit)
    assert found == {"editor": [], "opened": []}
    assert fits(visit)
    box = visit.page.locator(".ju-scroll:has(> img)")
    box.focus()
    expect(box).to_be_focused()
    wider = box.evaluate("one => one.scrollWidth > one.clientWidth")
    assert wider is (width == 390)
    visit.page.get_by_role("button", name="All diagrams").click()
    wait_idle(visit)
    assert violations(visit) == []
