"""Stakeholders are placed by keys and by dragging; the grid shows who thinks what of them."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from joinedup.render.stakeholder_grid import QUARTERS
from joinedup.services import Placing, place_stakeholders
from scripts.servers import Server
from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP
from tests.browser.steps import fits
from tests.browser.test_access import PHONE
from tests.browser.visits import Visit, open_page, wait_idle
from tests.unit.render_samples import dataset

TRUST, TRUST_NAME = "ods:RHQ", "Sheffield Teaching Hospitals NHS Foundation Trust"
#: Of unknown partnerships, in a neighbourhood more than half of which is deprived.
UNASKED = "GB-CASC-062d637b"
#: Without a partnership on record, in one that is deprived almost everywhere.
LONELY, LONELY_NAME = "demo:ch023", "Fintlecroft Lodge"
BOARD, GROUP = "Place board", "Voluntary action group"


@pytest.fixture
def begin(
    start_server: Callable[..., Server],
    new_visit: Callable[..., Visit],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Visit]:
    """Open a browser on a server with a store of its own, which this test writes into as well."""
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    server = start_server(env={"JOINEDUP_STORE": str(tmp_path)})

    def opened(**options: Any) -> Visit:
        return new_visit(server=server, **options)

    return opened


def place(
    author: str, organisation: str, power: int, interest: int, dataset: str = "south-yorkshire"
) -> None:
    one = Placing(organisation=organisation, power=power, interest=interest)
    place_stakeholders(dataset, "", [one], author=author, on=date.today())


def point(visit: Visit, organisation: str) -> Locator:
    return visit.page.locator(f'.point[data-id="{organisation}"]')


def middle(visit: Visit, organisation: str) -> tuple[float, float]:
    """Where the middle of a point stands on the screen."""
    box = point(visit, organisation).locator(".hit").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def say_who(visit: Visit, author: str) -> None:
    visit.page.get_by_label("Whose opinion").fill(author)
    visit.page.keyboard.press("Tab")
    wait_idle(visit)


def test_a_stakeholder_is_placed_by_keyboard_alone(begin: Callable[..., Visit]) -> None:
    visit = begin()
    page, keys = visit.page, visit.page.keyboard
    open_page(visit, "/stakeholders")
    expect(page.get_by_text("Nobody has been placed yet")).to_be_visible()
    page.get_by_role("combobox", name="Organisation").focus()
    keys.type(TRUST_NAME)
    keys.press("Enter")
    put = page.get_by_role("button", name="Put it on the grid to move it")
    expect(put).to_be_visible()
    wait_idle(visit)
    put.focus()
    keys.press("Enter")
    # It stands in the middle, has the focus, and is said not to be saved.
    expect(point(visit, TRUST)).to_be_focused()
    expect(page.get_by_text(f"Not saved yet: {TRUST_NAME}")).to_be_visible()
    for key in ("ArrowUp", "ArrowUp", "ArrowRight"):
        keys.press(key)
    status = page.locator('[role="status"]', has_text="Power 5, interest 4: Manage closely.")
    expect(status).to_have_text("Power 5, interest 4: Manage closely. Not saved yet.")
    expect(page.get_by_label("Power (1 to 5)")).to_have_value("5")
    expect(page.get_by_label("Interest (1 to 5)")).to_have_value("4")
    wait_idle(visit)
    expect(point(visit, TRUST)).to_be_focused()
    page.get_by_label("Whose opinion").focus()
    keys.type(BOARD)
    keys.press("Tab")
    wait_idle(visit)
    page.get_by_role("button", name="Save", exact=True).focus()
    keys.press("Enter")
    expect(page.get_by_text(f"Saved: {TRUST_NAME}, power 5, interest 4.")).to_be_visible()
    expect(page.get_by_text(f"{BOARD}: power 5, interest 4")).to_be_visible()
    expect(point(visit, TRUST)).to_have_attribute(
        "aria-label", f"{TRUST_NAME}: power 5, interest 4, 1 opinion, connected"
    )
    assert visit.console_errors == []
    assert visit.outside_requests == []


@pytest.mark.parametrize(
    ("dataset", "name", "steps"),
    [
        # A list, and at full scale a search, whose finds are buttons.
        ("south-yorkshire", TRUST_NAME, ["Enter"]),
        ("demonstration", LONELY_NAME, ["Enter", "Tab", "Enter"]),
    ],
)
def test_the_keyboard_goes_from_field_to_field(
    begin: Callable[..., Visit], dataset: str, name: str, steps: list[str]
) -> None:
    """The focus is lost nowhere: Tab leads from one field to the next, down to Save."""
    visit = begin()
    page, keys = visit.page, visit.page.keyboard
    open_page(visit, "/stakeholders", dataset=dataset)
    whom = page.get_by_label("Organisation", exact=True)
    whom.focus()
    keys.type(name)
    for step in steps:
        keys.press(step)
        wait_idle(visit)
    expect(page.get_by_label("Power (1 to 5)")).to_be_visible()
    wait_idle(visit)
    for label, score in (("Power (1 to 5)", "4"), ("Interest (1 to 5)", "2")):
        reach(visit, page.get_by_label(label))
        keys.type(score)
    reach(visit, page.get_by_role("button", name="on the grid"))
    reach(visit, page.get_by_label("Whose opinion"))
    keys.type(BOARD)
    save = page.get_by_role("button", name="Save", exact=True)
    reach(visit, save)
    keys.press("Enter")
    expect(page.get_by_text(f"Saved: {name}, power 4, interest 2.")).to_be_visible()
    wait_idle(visit)
    expect(save).to_be_focused()


def reach(visit: Visit, field: Locator) -> None:
    """Press Tab until a field has the focus, a few times at most."""
    for _ in range(4):
        visit.page.keyboard.press("Tab")
        wait_idle(visit)
        if field.evaluate("(one) => one === document.activeElement"):
            break
    expect(field).to_be_focused()


def test_keys_at_the_edge_stay_there_and_escape_puts_back(begin: Callable[..., Visit]) -> None:
    place(BOARD, TRUST, 5, 5)
    visit = begin()
    open_page(visit, "/stakeholders")
    one = point(visit, TRUST)
    before = one.get_attribute("transform")
    one.focus()
    visit.page.keyboard.press("ArrowUp")
    visit.page.keyboard.press("Escape")
    expect(one).to_have_attribute("transform", str(before))
    expect(visit.page.locator('[role="status"]', has_text="Put back.")).to_have_count(1)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("heading", name=TRUST_NAME)).to_be_visible()
    assert "selected=ods" in visit.page.url


def test_a_point_is_dragged_undone_dragged_and_saved(begin: Callable[..., Visit]) -> None:
    place(BOARD, TRUST, 5, 5)
    visit = begin()
    page = visit.page
    open_page(visit, "/stakeholders")
    there = str(point(visit, TRUST).get_attribute("transform"))
    drag(visit, TRUST, steps=(-3, -4))
    expect(page.get_by_text(f"Not saved yet: {TRUST_NAME}")).to_be_visible()
    expect(page.get_by_label("Power (1 to 5)")).to_have_value("1")
    expect(page.get_by_label("Interest (1 to 5)")).to_have_value("2")
    wait_idle(visit)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Not saved yet")).to_have_count(0)
    wait_idle(visit)
    expect(point(visit, TRUST)).to_have_attribute("transform", there)
    drag(visit, TRUST, steps=(-2, -2))
    expect(page.get_by_text(f"Not saved yet: {TRUST_NAME}")).to_be_visible()
    wait_idle(visit)
    say_who(visit, GROUP)
    page.get_by_role("button", name="Save", exact=True).click()
    # Two opinions: the point stands between them, and a cross says how far they are apart.
    expect(point(visit, TRUST)).to_have_attribute(
        "aria-label",
        f"{TRUST_NAME}: power 4 (3 to 5), interest 4 (3 to 5), 2 opinions, connected",
    )
    cross = page.locator(f'.spread.full[data-of="{TRUST}"]')
    expect(cross).to_have_class(re.compile("chosen"))
    expect(cross).to_have_css("opacity", "1")
    assert visit.console_errors == []


def drag(visit: Visit, organisation: str, steps: tuple[int, int]) -> None:
    """Drag a point so many steps of interest to the right, and of power up."""
    plane = visit.page.locator('svg[role="application"]')
    plane.scroll_into_view_if_needed()
    plane.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    box = plane.bounding_box()
    assert box is not None
    unit = box["width"] / 560
    x, y = middle(visit, organisation)
    mouse = visit.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + steps[0] * 504 / 5 * unit, y - steps[1] * 484 / 5 * unit, steps=8)
    mouse.up()


def test_who_must_not_be_overlooked_is_flagged_and_leads_on(begin: Callable[..., Visit]) -> None:
    for author, power in ((BOARD, 1), (GROUP, 2)):
        place(author, LONELY, power, 1, dataset="demonstration")
    visit = begin()
    page = visit.page
    open_page(visit, "/stakeholders", dataset="demonstration")
    expect(point(visit, LONELY)).to_have_attribute(
        "aria-label",
        f"{LONELY_NAME}: power 1.5 (1 to 2), interest 1, 2 opinions, no partnership on record, "
        "ask first",
    )
    expect(page.get_by_text("Ask what they need").first).to_be_visible()
    assert "ignore" not in page.get_by_test_id("stMain").inner_text().lower()
    expect(page.get_by_role("heading", name="ask them first")).to_be_visible()
    page.get_by_role("button", name=LONELY_NAME).first.click()
    wait_idle(visit)
    page.get_by_role("link", name="Whom to introduce it to").click()
    wait_idle(visit)
    expect(page.get_by_role("heading", name=LONELY_NAME).first).to_be_visible()
    open_page(visit, "/stakeholders", dataset="demonstration", selected=LONELY)
    page.get_by_role("link", name="On the map").click()
    page.wait_for_url("**/map**")
    wait_idle(visit)
    assert "selected=demo" in page.url


@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)])
def test_a_grid_with_everything_on_it_has_no_violations(
    begin: Callable[..., Visit], scheme: str, size: ViewportSize
) -> None:
    place(BOARD, UNASKED, 1, 1)
    place(BOARD, TRUST, 5, 5)
    place(GROUP, TRUST, 3, 4)
    visit = begin(bypass_csp=True, reduced_motion="reduce", color_scheme=scheme, viewport=size)
    open_page(visit, "/stakeholders", selected=TRUST)
    visit.page.get_by_role("button", name="Put it on the grid to move it").click()
    expect(point(visit, TRUST)).to_be_focused()
    expect(visit.page.get_by_text(f"Not saved yet: {TRUST_NAME}")).to_be_visible()
    wait_idle(visit)
    assert violations(visit) == []
    assert fits(visit)


#: Whether any mark stands on the name of a quarter, and how near the nearest two of one score are.
_MARKS = """(names) => {
  const svg = document.querySelector(".grid svg") ?? [...document.querySelectorAll("*")]
    .map((one) => one.shadowRoot?.querySelector(".grid svg")).find(Boolean);
  const box = (one) => one.getBoundingClientRect();
  const marks = [...svg.querySelectorAll(".point .hit")].map(box);
  const texts = [...svg.querySelectorAll("text")]
    .filter((one) => names.includes(one.textContent)).map(box);
  const touch = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const middle = (one) => [(one.left + one.right) / 2, (one.top + one.bottom) / 2];
  const apart = marks.flatMap((a, k) => marks.slice(0, k).map((b) => Math.hypot(
    middle(a)[0] - middle(b)[0], middle(a)[1] - middle(b)[1])));
  return [texts.length, texts.filter((one) => marks.some((mark) => touch(one, mark))).length,
    Math.min(...apart)];
}"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("corner", [(5, 5), (1, 1)], ids=str)
def test_no_mark_stands_on_the_name_of_a_quarter_or_on_another(
    begin: Callable[..., Visit], size: ViewportSize, corner: tuple[int, int]
) -> None:
    for one in dataset().organisations[:10]:
        place(BOARD, one.id, *corner)
    visit = begin(viewport=size)
    open_page(visit, "/stakeholders")
    expect(visit.page.locator(".point")).to_have_count(10)
    names, covered, nearest = visit.page.evaluate(_MARKS, list(QUARTERS.values()))
    assert (names, covered) == (4, 0)
    assert nearest >= 20


def test_how_the_scores_of_a_stakeholder_moved_is_drawn(begin: Callable[..., Visit]) -> None:
    for day, power in ((date(2026, 3, 9), 5), (date(2026, 9, 3), 3)):
        one = Placing(organisation=TRUST, power=power, interest=2)
        place_stakeholders("south-yorkshire", "", [one], author=BOARD, on=day)
    visit = begin(viewport=PHONE)
    open_page(visit, "/stakeholders", selected=TRUST, date="2026-11-22")
    drawn = visit.page.locator(".ju-rating")
    expect(drawn).to_have_attribute("alt", re.compile("Power from 5 to 3; Interest from 2 to 2"))
    assert drawn.evaluate("(image) => image.complete && image.naturalWidth > 0")
    box = drawn.bounding_box()
    assert box is not None
    # Of 330 units, letters are thirteen high at the least.
    assert box["width"] * 13 / 330 > 10
    assert violations(visit) == []
    assert fits(visit)
