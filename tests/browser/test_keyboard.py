"""All by keyboard: the page, the map, the network, and a whole list from file to version."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from joinedup.services import load_dataset
from scripts.servers import Server
from tests.browser.frames import parameter, selected, shown
from tests.browser.visits import Visit, map_frame, open_page, wait_idle
from tests.unit import list_files as files

PRACTICES = "General practice"
LARGE = "Demonstration (illustrative data)"
MOST_TABS = 80
#: What has the focus: its words, its size, whether something stands over it, how it is marked.
FOCUSED = """() => {
  let one = document.activeElement;
  while (one.shadowRoot && one.shadowRoot.activeElement) one = one.shadowRoot.activeElement;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const x = box.x + box.width / 2, y = box.y + Math.min(box.height, innerHeight - box.y) / 2;
  const at = document.elementFromPoint(x, y);
  return {name: one.getAttribute('aria-label') || one.innerText || '', tag: one.tagName,
    box: [box.x, box.y, box.width, box.height], outline: style.outlineStyle,
    covered: !(at && (at === one || one.contains(at) || at.contains(one) || at.shadowRoot))};
}"""
NAME = "document.activeElement.getAttribute('aria-label') || document.activeElement.tagName"
WINDOW = "() => [map_div.getCenter().lat, map_div.getCenter().lng, map_div.getZoom()]"
ENDED = "() => !map_div._animatingZoom && !(map_div._panAnim && map_div._panAnim._inProgress)"


@pytest.fixture
def still(new_visit: Callable[..., Visit]) -> Visit:
    """A visit of somebody who has asked for less motion, so that nothing has to be waited for."""
    return new_visit(reduced_motion="reduce")


def tab_to(page: Page, wanted: Locator, *, back: bool = False) -> None:
    """Press Tab until something has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached by {MOST_TABS} tabs")


def enter_picture(visit: Visit) -> Frame:
    """Go to the picture by Tab; return its frame."""
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.drawn > 0")
    tab_to(visit.page, visit.page.locator("iframe").first)
    assert frame.evaluate("document.activeElement.id") == "map_div"
    return frame


def said(frame: Frame) -> str:
    """What the picture has told last."""
    return frame.locator(".joinedup-said").inner_text()


def go(visit: Visit, frame: Frame, *keys: str) -> str:
    """Press keys in the picture; return where that leads."""
    for key in keys:
        visit.page.keyboard.press(key)
    where: str | None = frame.evaluate("window.joinedup.here")
    return where or ""


# --- the page ---------------------------------------------------------------------


def test_first_tab_skips_to_the_content(visit: Visit) -> None:
    open_page(visit, "/map")
    visit.page.keyboard.press("Tab")
    skip = visit.page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("main")).to_be_focused()
    visit.page.keyboard.press("Tab")
    box = visit.page.evaluate(FOCUSED)["box"]
    assert box[0] > visit.page.get_by_test_id("stSidebar").bounding_box()["width"]  # type: ignore[index]


@pytest.mark.parametrize("path", ["/map", "/unconnected", "/lists"])
def test_focus_is_seen_never_hidden_and_never_small(visit: Visit, path: str) -> None:
    open_page(visit, path, selected="ods:RHQ", sectors=PRACTICES)
    seen = []
    for _ in range(MOST_TABS):
        visit.page.keyboard.press("Tab")
        one: dict[str, Any] = visit.page.evaluate(FOCUSED)
        if one["tag"] == "BODY":
            break
        seen.append(one)
    assert len(seen) > 15
    # Streamlit's tables are drawn on a canvas, below what takes the pointer.
    outside = [one for one in seen if one["tag"] not in ("IFRAME", "MAIN", "CANVAS")]
    assert [one for one in outside if one["covered"]] == []
    assert [one for one in outside if one["outline"] == "none"] == []
    # A field takes its whole box to be pressed, a link in a line of text is as high as the line.
    small = [one for one in outside if min(one["box"][2:]) < 24 and one["tag"] != "INPUT"]
    assert small == []


@pytest.mark.parametrize("name", ["Footprint", "Sector"])
def test_a_field_of_choices_has_one_ring_around_all_of_it(visit: Visit, name: str) -> None:
    open_page(visit, "/map")
    box = visit.page.get_by_role("combobox", name=name)
    box.focus()
    visit.page.keyboard.press("Shift+Tab")
    visit.page.keyboard.press("Tab")
    expect(box).to_be_focused()
    # There for forced colours, which show it.
    expect(box).to_have_css("outline-style", "solid")
    expect(box).to_have_css("outline-color", "rgba(0, 0, 0, 0)")
    expect(box).to_have_css("box-shadow", "none")
    around = visit.page.locator("[data-rac][role='group']:focus-within").last
    expect(around).to_have_css("box-shadow", re.compile(r"rgb\(33, 43, 50\).*rgb\(255, 235, 59\)"))


def test_results_and_titles_say_the_view(visit: Visit) -> None:
    open_page(visit, "/map", places="Rotherham")
    assert visit.page.title().startswith("Map: Rotherham · ")
    assert visit.page.title().endswith(" - Joined Up")
    region = visit.page.locator("#ju-said")
    assert region.inner_text() == ""
    visit.page.get_by_role("button", name="Rotherham", exact=False).last.press("Enter")
    sentence = visit.page.locator(".ju-sentence")
    expect(region).to_contain_text("Map: South Yorkshire")
    expect(region).to_contain_text(sentence.inner_text())
    assert visit.page.title().startswith("Map: South Yorkshire · ")


def test_single_letters_start_nothing(visit: Visit) -> None:
    open_page(visit, "/about")
    visit.page.evaluate("""() => {
      window.runs = 0;
      new MutationObserver(() => { window.runs += 1; }).observe(
        document.querySelector('[data-testid="stApp"]'), {attributes: true});
    }""")
    visit.page.get_by_role("main").focus()
    visit.page.keyboard.press("r")
    wait_idle(visit)
    assert visit.page.evaluate("window.runs") == 0


# --- the map and the network ------------------------------------------------------


def test_arrow_keys_go_from_one_organisation_to_the_next_and_say_which(still: Visit) -> None:
    dataset = load_dataset("south-yorkshire")
    open_page(still, "/map", sectors=PRACTICES)
    frame = enter_picture(still)
    hint = frame.locator(".joinedup-hint")
    expect(hint).to_be_visible()
    first = go(still, frame, "ArrowRight")
    expect(hint).to_be_hidden()
    east = go(still, frame, "ArrowRight")
    points = {one.id: one.point for one in dataset.organisations}
    assert points[east].longitude > points[first].longitude  # type: ignore[union-attr]
    south = go(still, frame, "ArrowDown")
    assert points[south].latitude < points[east].latitude  # type: ignore[union-attr]
    name = dataset.organisation_by_id[south].name
    assert said(frame).startswith(f"{name}. General practice, ")
    assert said(frame).endswith(" of 170.")
    assert frame.locator(".joinedup-here").is_visible()
    by_name = sorted(
        one.name
        for one in dataset.organisations
        if one.sector.value == "general-practice" and one.point
    )
    place = int(said(frame).split(". ")[-1].split(" of ")[0])
    assert abs(by_name.index(name) + 1 - place) <= 1


def test_page_keys_reach_every_organisation(still: Visit) -> None:
    open_page(still, "/map", sectors="NHS trust")
    frame = enter_picture(still)
    count = shown(frame)["organisations"]
    found = {go(still, frame, "PageDown") for _ in range(count + 1)}
    assert len(found) == count


def test_partners_told_are_those_of_the_panel(still: Visit) -> None:
    open_page(still, "/map", sectors="NHS trust", selected="ods:RFR")
    frame = enter_picture(still)
    go(still, frame, "ArrowRight")
    expect(frame.locator(".joinedup-said")).to_contain_text("on record")
    while "Rotherham" not in said(frame):
        go(still, frame, "PageDown")
    go(still, frame, "Enter")
    wait_idle(still)
    heading = still.page.locator(".st-key-panel h3").filter(has_text=re.compile("^Partners "))
    go(still, frame, "PageDown", "PageUp")
    assert f"{heading.inner_text().split('(')[1].rstrip(')')} partners on record" in said(frame)


def test_enter_selects_and_escape_leaves(still: Visit) -> None:
    open_page(still, "/network", places="Rotherham")
    frame = enter_picture(still)
    where = go(still, frame, "ArrowRight", "ArrowDown")
    go(still, frame, "Enter")
    wait_idle(still)
    assert selected(still) == where == shown(frame)["selected"]
    assert "is selected" in said(frame)
    go(still, frame, "Escape")
    assert still.page.evaluate("document.activeElement.tagName") != "IFRAME"
    inside = "(one) => document.querySelector('.st-key-panel').contains(document.activeElement)"
    assert still.page.locator("body").evaluate(inside)
    assert still.console_errors == []


def test_tab_goes_through_the_picture_and_on(still: Visit) -> None:
    open_page(still, "/map")
    frame = enter_picture(still)
    names = []
    while still.page.evaluate("document.activeElement.tagName") == "IFRAME":
        names.append(frame.evaluate(NAME))
        still.page.keyboard.press("Tab")
    assert names[0] == "Map"
    assert {"Zoom in", "Zoom out", "Show everything", "Move the picture", "SUMMARY"} <= set(names)
    assert len(names) == len(set(names))


def test_blocks_and_circles_are_gone_over_and_opened(still: Visit) -> None:
    open_page(still, "/network", dataset=LARGE)
    frame = enter_picture(still)
    block = go(still, frame, "ArrowRight", "ArrowDown")
    assert block.startswith("block:")
    assert said(frame).endswith(" of 35.")
    go(still, frame, "Enter")
    still.page.wait_for_url("**drawing=**")
    wait_idle(still)
    assert parameter(still, "places")
    open_page(still, "/map", dataset=LARGE)
    frame = enter_picture(still)
    assert go(still, frame, "ArrowRight").startswith("circle ")
    before = frame.evaluate(WINDOW)[2]
    go(still, frame, "Enter")
    frame.wait_for_function(ENDED)
    assert frame.evaluate(WINDOW)[2] > before


def test_window_moves_by_keys_and_by_buttons(still: Visit) -> None:
    open_page(still, "/map")
    frame = enter_picture(still)
    whole = frame.evaluate(WINDOW)
    go(still, frame, "Shift+ArrowRight", "+")
    moved = frame.evaluate(WINDOW)
    assert moved[1] > whole[1]
    assert moved[2] > whole[2]
    go(still, frame, "0")
    assert frame.evaluate(WINDOW) == pytest.approx(whole)
    frame.get_by_role("button", name="Move the picture").click()
    frame.get_by_role("button", name="Move down").click()
    assert frame.evaluate(WINDOW)[0] < whole[0]
    frame.get_by_role("button", name="Show everything").click()
    assert frame.evaluate(WINDOW) == pytest.approx(whole)
    for button in frame.get_by_role("button").all():
        box = button.bounding_box()
        assert box is None or min(box["width"], box["height"]) >= 24


def test_question_mark_tells_all_keys(still: Visit) -> None:
    open_page(still, "/map")
    frame = enter_picture(still)
    go(still, frame, "?")
    told = frame.get_by_role("dialog", name="The picture by keyboard")
    expect(told).to_contain_text("Page Down")
    expect(told.get_by_role("button", name="Close")).to_be_focused()
    still.page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    assert frame.evaluate("document.activeElement.id") == "map_div"


# --- a list -----------------------------------------------------------------------


def test_a_list_is_published_without_a_pointer(
    start_server: Callable[..., Server],
    tmp_path_factory: pytest.TempPathFactory,
    new_visit: Callable[..., Visit],
) -> None:
    store, folder = (str(tmp_path_factory.mktemp(name)) for name in ("keyboard", "lists"))
    server = start_server(env={"JOINEDUP_STORE": store})
    path = Path(folder) / "groups.csv"
    path.write_bytes(files.table("Organisation,Postcode", "Oak Lane Advice,S1 2HH"))
    visit = new_visit(server=server)
    page = visit.page
    open_page(visit, "/lists")
    upload = page.get_by_test_id("stFileUploader").get_by_role("button").last
    with page.expect_file_chooser() as chooser:
        tab_to(page, upload)
        page.keyboard.press("Enter")
    chooser.value.set_files(path)
    press_by_keyboard(visit, "See what would change")
    for label, text in (("Who publishes", "Ann Example"), ("Why: a note for the history", "Found")):
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(text)
    press_by_keyboard(visit, "Publish as a new version")
    expect(page.get_by_text("is published.")).to_be_visible()
    assert visit.console_errors == []


def press_by_keyboard(visit: Visit, name: str) -> None:
    """Go to a button by Tab and press it, once it is there."""
    button = visit.page.get_by_role("button", name=name, exact=True)
    button.wait_for()
    wait_idle(visit)
    tab_to(visit.page, button)
    visit.page.keyboard.press("Enter")
    wait_idle(visit)
