"""Compare in a real browser: ghosts and new marks, a layout that stands still, the slider."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Frame, expect

from joinedup.services import history
from tests.browser.frames import SPOT, click_mark, parameter, shown
from tests.browser.test_links import copied_link
from tests.browser.visits import Visit, map_frame, open_page, wait_idle

DEMONSTRATION = "demonstration"
GONE, INTO = "demo:gp186", "demo:gp185"
# Red, green, blue and alpha of the canvas at a spot of the frame.
PIXEL = """([x, y]) => {
  const canvas = document.querySelector("canvas.joinedup-marks");
  const box = canvas.getBoundingClientRect(), ratio = canvas.width / box.width;
  const at = (value, start) => Math.floor((value - start) * ratio);
  const [left, top] = [at(x, box.left), at(y, box.top)];
  return Array.from(canvas.getContext("2d").getImageData(left, top, 1, 1).data);
}"""
MARK = """(id) => {
  let found = null;
  map_div.eachLayer((layer) => (layer.shown || []).forEach((one) => {
    if (layer.idOf(one) === id) found = {sign: one.sign, faint: one.faint, r: one.r};
  }));
  return found;
}"""


def numbered(number: int) -> str:
    """A version of the demonstration."""
    return {one.number: one.version for one in history(DEMONSTRATION)}[number]


def drawn(visit: Visit) -> Frame:
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.drawn > 0")
    return frame


def turn_to_network(visit: Visit) -> Frame:
    visit.page.get_by_test_id("stMain").get_by_role("radio", name="Network").click()
    wait_idle(visit)
    expect(visit.page.get_by_test_id("stMain").get_by_role("radio", name="Network")).to_be_checked()
    return drawn(visit)


def test_the_map_has_ghosts_and_what_is_new(visit: Visit) -> None:
    open_page(visit, "/compare", dataset=DEMONSTRATION, against=numbered(4), places="Barnsley")
    frame = drawn(visit)
    marked = shown(frame)["marked"]
    assert marked["+"] > 0
    assert marked["x"] > 0
    ghost = frame.evaluate(MARK, GONE)
    assert (ghost["sign"], ghost["faint"]) == ("x", True)
    key = frame.locator(".joinedup-legend").inner_text()
    assert "Gone or merged: " in key
    assert "New: " in key
    assert visit.console_errors == []


def test_a_ghost_is_hollow_and_what_is_new_has_a_badge(new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(viewport={"width": 1280, "height": 1400}, device_scale_factor=3)
    open_page(
        visit,
        "/compare",
        dataset=DEMONSTRATION,
        against=numbered(4),
        sectors="General practice",
        places="Barnsley",
    )
    frame = drawn(visit)
    ghost, new = pixel(frame, GONE, -0.25, -0.25), pixel(frame, INTO, -0.25, 0.25)
    assert min(ghost[:3]) > 200
    assert min(new[:3]) < 60
    # The badge: dark beside the arms of its plus, which are as light as the ground.
    size = max(4.2, frame.evaluate(MARK, INTO)["r"] * 0.72) / frame.evaluate(MARK, INTO)["r"]
    away = 0.5 + 0.6 * size
    assert max(pixel(frame, INTO, away + 0.45 * size, -away + 0.45 * size)[:3]) < 90
    assert min(pixel(frame, INTO, away, -away)[:3]) > 200


def pixel(frame: Frame, one: str, right: float, down: float) -> list[int]:
    """The canvas beside the middle of a mark, in its radii."""
    spot, r = frame.evaluate(SPOT, one), frame.evaluate(MARK, one)["r"]
    found: list[int] = frame.evaluate(PIXEL, [spot["x"] + right * r, spot["y"] + down * r])
    return found


def test_a_pointer_is_told_what_became_of_one(visit: Visit) -> None:
    open_page(visit, "/compare", dataset=DEMONSTRATION, against=numbered(4), places="Barnsley")
    frame = drawn(visit)
    spot = frame.evaluate(SPOT, GONE)
    frame.locator("#map_div").hover(position=spot)
    tip = frame.locator(".joinedup-tip")
    expect(tip).to_contain_text("before: Connected")
    expect(tip).to_contain_text("gone, or merged into another")


def test_a_click_on_a_ghost_says_what_it_became(new_visit: Callable[..., Visit]) -> None:
    # The whole picture is in the window, so that nothing moves for the click.
    visit = new_visit(viewport={"width": 1280, "height": 1400})
    open_page(
        visit,
        "/compare",
        dataset=DEMONSTRATION,
        against=numbered(4),
        sectors="General practice",
        places="Barnsley",
    )
    frame = drawn(visit)
    click_mark(frame, GONE)
    panel = visit.page.locator(".st-key-panel")
    expect(panel).to_contain_text("Merged into")
    expect(panel).to_contain_text("Zennickmere Village Surgery")


def test_a_link_holds_the_comparison(visit: Visit, new_visit: Callable[..., Visit]) -> None:
    open_page(visit, "/compare", dataset=DEMONSTRATION, against=numbered(5))
    here = shown(turn_to_network(visit))["marked"]
    sentence = visit.page.locator(".ju-sentence").inner_text()
    link = urlsplit(copied_link(visit))
    assert f"against={numbered(5)}" in link.query
    assert f"version={numbered(8)}" in link.query
    assert "picture=Network" in link.query
    other = new_visit()
    open_page(other, f"{link.path}?{link.query}")
    assert shown(drawn(other))["marked"] == here
    assert other.page.locator(".ju-sentence").inner_text() == sentence


def test_the_layout_stands_still_between_the_sides(visit: Visit) -> None:
    spots = []
    for date in ("2018-01-01", "2026-08-31"):
        open_page(visit, "/compare", date=date, against="2017-06-30", drawn="450,800,-1")
        frame = turn_to_network(visit)
        spots.append(frame.evaluate(SPOT, "ods:RFR"))
    assert spots[0] is not None
    assert spots[0] == spots[1]


def test_the_network_has_ghosts_where_both_stand(visit: Visit) -> None:
    open_page(visit, "/compare", dataset=DEMONSTRATION, against=numbered(4), places="Barnsley")
    frame = turn_to_network(visit)
    assert frame.evaluate(MARK, GONE)["sign"] == "x"
    assert frame.evaluate(MARK, INTO)["sign"] == "+"
    assert shown(frame)["marked"]["x"] > 0
    changed = shown(frame)["changed"]
    assert changed["+"] > 0
    assert changed["x"] > 0
    assert "Lost seat or tie" in frame.locator(".joinedup-legend").inner_text()
    assert "What changed; the rest is pale" in frame.locator(".joinedup-legend").inner_text()


def test_the_slider_changes_the_address(visit: Visit) -> None:
    open_page(visit, "/compare", against="2019-03-31")
    drawn(visit)
    ends = visit.page.get_by_test_id("stMain").get_by_role("slider")
    expect(ends).to_have_count(2)
    ends.first.focus()
    ends.first.press("ArrowLeft")
    visit.page.wait_for_url("**against=2018-12-31**")
    wait_idle(visit)
    expect(visit.page.locator(".ju-head")).to_contain_text("against 31 December 2018")
    # The keyboard stays where it was.
    ends.first.press("ArrowLeft")
    visit.page.wait_for_url("**against=2017-06-30**")
    wait_idle(visit)
    expect(visit.page.locator(".ju-head")).to_contain_text("against 30 June 2017")
    ends.last.focus()
    ends.last.press("ArrowLeft")
    visit.page.wait_for_url("**date=2026-**")
    wait_idle(visit)
    assert parameter(visit, "against") == ["2017-06-30"]
    assert visit.console_errors == []


def test_the_other_version_is_chosen_by_number(visit: Visit) -> None:
    open_page(visit, "/compare", dataset=DEMONSTRATION)
    drawn(visit)
    visit.page.get_by_label("The version on screen against").click()
    visit.page.get_by_role("option", name="Version 6 of").click()
    visit.page.wait_for_url(f"**against={numbered(6)}**")
    wait_idle(visit)
    expect(visit.page.locator(".ju-head")).to_contain_text("version 8 against version 6")
