"""The tour in a real browser: by keyboard from start to end, left in the middle, reloaded."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from joinedup.ui import tour
from tests.browser.visits import Visit, open_page, wait_idle

INVITED = "Take the tour (2 minutes)"
STEPS = len(tour.STEPS)


def card(visit: Visit) -> Locator:
    return visit.page.locator(".ju-tour")


def offer(visit: Visit) -> Locator:
    """The invitation on the Overview; the foot has a button of the same name on every page."""
    return visit.page.locator(".st-key-tour-offer").get_by_role("button", name=INVITED)


def at_step(visit: Visit, number: int) -> None:
    """Wait until a step is shown and has the focus, on its page and in the address."""
    expect(card(visit)).to_contain_text(f"Tour, step {number} of {STEPS}")
    wait_idle(visit)
    page = tour.STEPS[number - 1].page
    expect(visit.page).to_have_url(re.compile(rf"/{page}\?(.*&)?tour={number}\b"))


def focused(visit: Visit, number: int) -> None:
    heading = visit.page.locator("#tour-step")
    expect(heading).to_contain_text(tour.STEPS[number - 1].title)
    expect(heading).to_be_focused()


def press_until(visit: Visit, name: str) -> None:
    """Go on with the tabulator until a button has the focus, then press it."""
    wanted = visit.page.get_by_role("button", name=name, exact=True)
    for _ in range(5):
        visit.page.keyboard.press("Tab")
        if wanted.evaluate("(one) => one === document.activeElement"):
            visit.page.keyboard.press("Enter")
            return
    raise AssertionError(f"“{name}” is not within five steps of the heading")


def test_it_is_taken_by_keyboard_from_start_to_end(visit: Visit) -> None:
    open_page(visit, "/", places="Rotherham")
    offer(visit).focus()
    visit.page.keyboard.press("Enter")
    for number in range(1, STEPS + 1):
        at_step(visit, number)
        focused(visit, number)
        assert "places=Rotherham" in visit.page.url
        press_until(visit, "Next" if number < STEPS else "Finish the tour")
    expect(card(visit)).to_have_count(0)
    wait_idle(visit)
    assert "tour=" not in visit.page.url
    assert "places=Rotherham" in visit.page.url
    assert visit.console_errors == []
    assert visit.outside_requests == []


def test_who_has_taken_it_is_not_asked_again(visit: Visit) -> None:
    open_page(visit, "/")
    offer(visit).wait_for()
    visit.page.get_by_role("button", name="No, thank you").click()
    expect(offer(visit)).to_be_hidden()
    open_page(visit, "/")
    expect(visit.page.locator(".st-key-tour-offer p")).to_be_attached()
    expect(offer(visit)).to_be_hidden()
    kept = visit.page.evaluate("JSON.stringify(Object.entries(window.localStorage))")
    assert '["joinedup-tour","seen"]' in kept


def test_it_survives_a_reload_and_another_page(visit: Visit) -> None:
    open_page(visit, "/map", tour="3")
    at_step(visit, 3)
    visit.page.reload()
    wait_idle(visit)
    at_step(visit, 3)
    visit.page.get_by_test_id("stTopNavLink").filter(has_text="Organisation").click()
    expect(visit.page).to_have_url(re.compile(r"/organisation\?(.*&)?tour=3\b"))
    wait_idle(visit)
    visit.page.get_by_role("button", name="Show me", exact=True).click()
    at_step(visit, 3)
    visit.page.get_by_role("button", name="Back", exact=True).click()
    at_step(visit, 2)
    visit.page.go_back()
    wait_idle(visit)
    expect(card(visit)).to_contain_text("Tour, step")
    assert visit.console_errors == []


@pytest.mark.parametrize("number", [1, 4])
def test_it_can_be_left_in_the_middle(visit: Visit, number: int) -> None:
    open_page(visit, f"/{tour.STEPS[number - 1].page}", tour=str(number))
    at_step(visit, number)
    visit.page.get_by_role("button", name="Leave the tour", exact=True).click()
    expect(card(visit)).to_have_count(0)
    wait_idle(visit)
    assert "tour=" not in visit.page.url
    visit.page.reload()
    wait_idle(visit)
    expect(card(visit)).to_have_count(0)


def test_on_a_phone_nothing_goes_beyond_the_window(new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(viewport={"width": 320, "height": 640})
    for number in (1, 3, STEPS):
        open_page(visit, f"/{tour.STEPS[number - 1].page}", tour=str(number))
        at_step(visit, number)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320
        for button in visit.page.locator(".st-key-tour-buttons button").all():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 24
            assert box["x"] + box["width"] <= 320


def test_an_address_leads_to_a_word_of_the_glossary(visit: Visit) -> None:
    open_page(visit, "/glossary#e-i-index")
    word = visit.page.locator("#e-i-index")
    expect(word).to_be_focused()
    expect(word).to_be_in_viewport()
    visit.page.get_by_label("Find a word").fill("go-between")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("dt").first).to_have_text("Go-between")
    assert visit.console_errors == []


def test_the_words_of_a_page_open_at_its_foot_by_keyboard(visit: Visit) -> None:
    open_page(visit, "/network")
    summary = visit.page.locator(".st-key-foot summary")
    summary.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".st-key-foot dt").filter(has_text="Go-between")).to_be_visible()
    visit.page.get_by_test_id("stPageLink-NavLink").filter(has_text="Accessibility").click()
    expect(visit.page.locator("h1")).to_have_text("Accessibility statement")
    assert visit.console_errors == []
