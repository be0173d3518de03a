"""What if, marks and old ties in a real browser: a link opens them, and the pictures show them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from joinedup.network.scope import Scope
from joinedup.services import confirmed, load_dataset, losses_of
from joinedup.ui.state import today
from tests.browser.frames import parameter, shown
from tests.browser.steps import button, fits, main, press
from tests.browser.visits import Visit, map_frame, open_page, wait_idle

ID = "demonstration"
HOLDS = "Who holds others together"
TRUST = "ods:RFR"
PCN = "pcn:U88280"
#: Whether a button shows its text to the end.
ENDS_INSIDE = """(text) => { const all = document.createRange();
  all.selectNodeContents(text);
  return all.getBoundingClientRect().right <= text.closest("button").getBoundingClientRect().right;
}"""
#: How many marked ones stand over the number of a circle.
OVER_CIRCLES = """() => { let found = 0;
  map_div.eachLayer((layer) => (layer.shown || []).filter((one) => one.sign === "!")
    .forEach((one) => layer.clusters.forEach((circle) => {
      if (Math.hypot(one.x - circle.x, one.y - circle.y) < circle.r) found += 1; })));
  return found; }"""
#: A day in the demonstration on which very many others hang on somebody.
THEN = "2024-01-01"


def test_a_link_opens_in_a_fresh_browser(visit: Visit) -> None:
    one = load_dataset("south-yorkshire")
    open_page(visit, "/what_if", whatif=f"{TRUST}!ods:RHQ~{PCN}")
    visit.page.locator(".ju-balance").wait_for()
    asked = visit.page.locator(".ju-sentence").inner_text()
    assert one.organisation_by_id[TRUST].name in asked
    assert one.partnership_by_id[PCN].name in asked
    cells = visit.page.get_by_role("row", name="Organisations").get_by_role("cell")
    expect(cells).to_have_text(["350", "349", "\u22121"])
    assert visit.console_errors == []
    press(visit, "Start again")
    assert parameter(visit, "whatif") == []


def test_from_the_panel_to_the_figures_and_the_link(
    visit: Visit, new_visit: Callable[..., Visit]
) -> None:
    open_page(visit, "/map", selected=TRUST)
    map_frame(visit)
    button(visit, "What if it left?").click()
    visit.page.wait_for_url("**/what_if**")
    visit.page.locator(".ju-balance").wait_for()
    wait_idle(visit)
    assert parameter(visit, "whatif") == [TRUST]
    answer = visit.page.locator(".ju-balance").inner_text()
    again = new_visit()
    again.page.goto(visit.page.evaluate("location.href"))
    assert again.page.locator(".ju-balance").inner_text() == answer
    assert visit.console_errors == again.console_errors == []


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_goes_beyond_the_window(new_visit: Callable[..., Visit], width: int) -> None:
    visit = new_visit(viewport={"width": width, "height": 844})
    open_page(visit, "/what_if", whatif=TRUST)
    visit.page.locator(".ju-balance").wait_for()
    wait_idle(visit)
    assert fits(visit)


def test_every_chip_shows_its_cross_on_a_phone(new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(viewport={"width": 390, "height": 844})
    open_page(visit, "/what_if", whatif=f"{TRUST}!ods:RHQ~{PCN}")
    words = visit.page.locator(".st-key-whatif-chips button p:visible").filter(has_text="✕")
    expect(words).to_have_count(2)
    for one in words.all():
        assert one.evaluate(ENDS_INSIDE)


@pytest.mark.parametrize("path", ["/map", "/network"])
def test_the_ten_that_others_hang_on_most_are_marked(visit: Visit, path: str) -> None:
    drawn = {"drawing": "Organisations only"} if path == "/network" else {}
    open_page(visit, path, dataset=ID, date=THEN, mark=HOLDS, **drawn)
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.marked?.['!'] === 10")
    frame.get_by_text("Holds others together (10)").wait_for()
    ids = frame.evaluate(
        """() => { const found = [];
          map_div.eachLayer((layer) => (layer.shown || []).forEach((one) => {
            if (one.sign === "!") found.push(layer.idOf(one)); }));
          return found; }"""
    )
    # Each in a ring, and beside the circles, whose numbers they would hide.
    assert frame.evaluate("() => window.joinedup.ringed") == len(ids)
    assert frame.evaluate(OVER_CIRCLES) == 0
    one = load_dataset(ID)
    worst = [loss.node for loss in losses_of(one, Scope(day=today().fromisoformat(THEN)))]
    assert set(ids) <= set(worst[:10])
    assert ids
    assert visit.console_errors == []


def test_old_ties_of_the_network_are_dotted_and_said(visit: Visit) -> None:
    one = load_dataset(ID)
    found = confirmed(one, Scope(day=today()))
    chosen = next(
        key for key, held in found.seats.items() if held and set(held.values()) <= found.old
    )
    drawn = {"drawing": "Partnerships and members", "steps": "One step"}
    open_page(visit, "/network", dataset=ID, selected=chosen, **drawn)
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.tiesOld > 0")
    state = shown(frame)
    assert len(found.seats[chosen]) <= state["tiesOld"] <= state["ties"]
    frame.get_by_text("not confirmed for over 18 months").wait_for()
    assert "not confirmed since" in visit.page.locator(".st-key-panel").inner_text()


def test_old_lines_of_the_map_too_and_none_where_nothing_is_dated(visit: Visit) -> None:
    one = load_dataset(ID)
    found = confirmed(one, Scope(day=today()))
    chosen, old = next(
        (tie.source, tie.target)
        for tie in one.ties
        if found.pair(tie.source, tie.target) in found.old
        and one.organisation_by_id[tie.source].point
        and one.organisation_by_id[tie.target].point
    )
    assert old
    open_page(visit, "/map", dataset=ID, selected=chosen)
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.tiesOld > 0")
    frame.get_by_text("not confirmed for over 18 months").wait_for()
    open_page(visit, "/map", selected=PCN, dataset="south-yorkshire")
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.ties > 0")
    assert shown(frame)["tiesOld"] == 0
    assert "18 months" not in frame.locator("body").inner_text()
    assert "None of these has a date of confirmation." in main(visit)
