"""From the working list to a tie on record, and every neighbourhood at once, in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from scripts.servers import Server
from tests.browser.steps import download, fits, sheets
from tests.browser.visits import Visit, open_page, wait_idle

LONELY, TABLE = "Beauchief Medical Practice", "Peak Edge PCN"


@pytest.fixture(scope="module")
def deciding(
    start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory
) -> Server:
    """A server with a store of its own."""
    return start_server(env={"JOINEDUP_STORE": str(tmp_path_factory.mktemp("deciding"))})


def dialog(visit: Visit, pressed: Locator) -> Locator:
    pressed.click()
    found = visit.page.get_by_role("dialog")
    found.get_by_role("button", name="Save the decision").wait_for()
    return found


def keep(
    visit: Visit, found: Locator, *, choice: str = "", author: str = "", why: str = ""
) -> None:
    if choice:
        found.get_by_text(choice).click()
    for label, text in (("Reason", why), ("Your name", author)):
        if text:
            found.get_by_label(label).fill(text)
            found.get_by_label(label).press("Tab")
    wait_idle(visit)
    found.get_by_role("button", name="Save the decision").click()
    wait_idle(visit)


def said(visit: Visit) -> str:
    return visit.page.locator(".ju-sentence").inner_text()


def test_from_the_list_to_the_record(deciding: Server, new_visit: Callable[..., Visit]) -> None:
    """Choose, see whom to introduce it to, decide, meet, confirm: and it is connected."""
    visit = new_visit(server=deciding)
    open_page(visit, "/unconnected")
    assert "2 have none" in said(visit)
    visit.page.get_by_role("button", name=LONELY, exact=True).first.click()
    wait_idle(visit)
    place = visit.page.locator(".st-key-introduce")
    expect(place.get_by_role("button", name="Decide")).to_have_count(5)
    assert "4 of 4 members are in its neighbourhood" in place.inner_text()

    # Without a name nothing is kept, and the dialog says so and stays.
    found = dialog(visit, place.get_by_role("button", name="Decide").first)
    keep(visit, found)
    expect(found.get_by_role("alert")).to_contain_text("Your name is missing")
    keep(visit, found, author="A. Sample")
    expect(place).to_contain_text("Accepted by A. Sample")

    visit.page.get_by_role("link", name="All introductions").click()
    visit.page.get_by_text("To be made (1)").wait_for()
    wait_idle(visit)
    assert said(visit) == "Introductions: 1 to be made"
    effect = visit.page.locator(".ju-balance").first.inner_text()
    assert "no partnership on record from 2 to 1, of 350" in effect
    assert visit.page.get_by_text("No partnership on record: Sheffield 1 to 0 of 155").is_visible()

    found = dialog(visit, visit.page.get_by_role("button", name="Decide").first)
    keep(visit, found, choice="Done: they work together now")
    visit.page.get_by_role("button", name="Confirm 1 tie into the record").click()
    expect(visit.page.get_by_text("1 tie is on record now as version 2.")).to_be_visible()
    wait_idle(visit)

    visit.page.get_by_role("link", name="Unconnected", exact=True).click()
    visit.page.locator(".ju-count").first.wait_for()
    expect(visit.page.locator(".ju-sentence")).to_contain_text("1 has none")
    assert visit.console_errors == []


def test_every_neighbourhood_and_the_spreadsheet(
    deciding: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=deciding)
    open_page(visit, "/introductions", dataset="Bradford District")
    visit.page.get_by_label("Your name").fill("A. Sample")
    visit.page.get_by_label("Your name").press("Tab")
    visit.page.get_by_role("button", name="Accept these").click()
    visit.page.get_by_text("All of them are on the list").wait_for()
    wait_idle(visit)
    count = visit.page.locator("[class*='st-key-introduced-']").count()
    assert said(visit) == f"Introductions: {count} to be made"
    pressed = visit.page.get_by_role("button", name="Spreadsheet for a meeting (Excel)")
    ((name, rows),) = sheets(download(visit, pressed)).items()
    assert name == "Introductions"
    assert rows[0][-2:] == ["Who makes it", "By when"]
    assert len(rows) == count + 1
    assert any(row[rows[0].index("Why it is suggested")] for row in rows[1:])
    # Somebody else sees the same.
    other = new_visit(server=deciding)
    open_page(other, "/introductions", dataset="Bradford District")
    assert said(other) == said(visit)


def test_both_pages_fit_a_phone(deciding: Server, new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(server=deciding, viewport={"width": 390, "height": 844})
    open_page(visit, "/unconnected", places="Rotherham", sectors="General practice")
    assert visit.page.locator(".ju-waiting").count() == 10
    assert fits(visit)
    open_page(visit, "/introductions")
    assert fits(visit)
    assert visit.console_errors == []
