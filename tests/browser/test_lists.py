"""Partner lists in a real browser: refusals, cancelling, hostile names, a new footprint."""

import csv
import io
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, expect

from joinedup.imports.subjects import list_id
from scripts.servers import Server
from tests.browser.frames import SPOT, search, shown
from tests.browser.steps import (
    ONWARD,
    UPLOADER,
    button,
    choose,
    fits,
    main,
    press,
    publish,
)
from tests.browser.visits import Visit, click_history, map_frame, open_page, wait_idle
from tests.unit import list_files as files

CANCEL, ANOTHER = "Cancel", "Choose another file"
KIND, SHEET, PAGE_LABEL = "This is a list of", "Sheet", "Your partner list"
TABS = ("What is new", "What changes", "Problems", "Recognised", "Left out")
START, NEW_NAME = "Start a new footprint from this list", "Name of the new footprint"
PLACES = "Its places, found from the postcodes"

IMAGE = "<img src=x onerror=alert(1)>"
MARKDOWN = ":red[x] **b** `c` $x$ [e](javascript:f)"
FORMULA = '=HYPERLINK("http://example.com","x")'
BIDI = "left \u202egnp.exe"


@pytest.fixture(scope="module")
def listing(
    start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory
) -> Server:
    """A server with a store of its own; each test here publishes into another footprint."""
    return start_server(env={"JOINEDUP_STORE": str(tmp_path_factory.mktemp("listing"))})


def alerts_of(visit: Visit) -> list[str]:
    """A list that grows whenever a script opens a dialog."""
    seen: list[str] = []

    def note(dialog: Dialog) -> None:
        seen.append(dialog.message)
        dialog.dismiss()

    visit.page.on("dialog", note)
    return seen


# --- refusals ---------------------------------------------------------------------


def test_refused_files_say_what_to_do_and_the_page_goes_on(
    listing: Server, new_visit: Callable[..., Visit], tmp_path: Path
) -> None:
    visit = new_visit(server=listing)
    open_page(visit, "/lists")
    notice = visit.page.get_by_test_id("stAlert")
    for content, said in (
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "This file is a PDF, not a list."),
        (b"", "The file is empty."),
        (b"Name\r\nOak Lane\r\nRiverside\r\n", "There is only one column"),
    ):
        choose(visit, content)
        expect(notice).to_contain_text(said)
        assert button(visit, CANCEL).count() == 0
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    visit.page.locator(UPLOADER).set_input_files(large)
    expect(visit.page.get_by_text("File must be 20.0MB or smaller.")).to_be_visible()
    choose(visit, files.WORKBOOK, "groups.xlsx")
    assert visit.page.get_by_label(SHEET).input_value() == "Groups"
    visit.page.get_by_label(SHEET).click()
    visit.page.get_by_role("option", name="Boards").click()
    wait_idle(visit)
    assert visit.page.get_by_label(KIND).input_value() == "Memberships"
    press(visit, ONWARD)
    assert "1 row in the list: 1 used" in main(visit)
    assert visit.console_errors == []


# --- long work --------------------------------------------------------------------


def long_list(path: Path, rows: int, *, notes: int = 0) -> Path:
    """A list of groups with names that are alike, so that comparing them takes long.

    Args:
        notes: So many more columns, so that reading it takes long as well.
    """
    chance = random.Random(3)
    words = ("Oak", "River", "Hill", "Lane", "Bridge", "Hope", "Spring", "Mill", "Moor", "Vale")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        more = [f"Note {number}" for number in range(notes)]
        writer.writerow(("Organisation", "Postcode", "Themes", "Beneficiaries", *more))
        for number in range(rows):
            name = " ".join(chance.choices(words, k=3))
            told = (f"{name} Group {number}", f"S{number % 17 + 1} 2HH", name, "all")
            writer.writerow((*told, *("x" for _ in more)))
    return path


def test_long_work_tells_how_far_it_is_and_can_be_cancelled(
    listing: Server, new_visit: Callable[..., Visit], tmp_path: Path
) -> None:
    visit = new_visit(server=listing)
    page = visit.page
    open_page(visit, "/lists")
    choose(visit, long_list(tmp_path / "long.csv", 30_000))
    assert "long.csv has 30,000 rows" in main(visit)
    button(visit, ONWARD).click()
    bar = page.get_by_test_id("stProgress")
    bar.get_by_text("Comparing with the record: ").wait_for()
    first = bar.inner_text()
    assert first.endswith(" of 30,000")
    page.wait_for_function(
        "(before) => document.querySelector('[data-testid=\"stProgress\"]').innerText !== before",
        arg=first,
    )
    press(visit, CANCEL)
    expect(button(visit, ONWARD)).to_be_enabled()
    assert bar.count() == 0
    press(visit, ANOTHER)
    open_page(visit, "/history")
    assert "Nothing else is published." in main(visit)
    assert visit.console_errors == []


def test_reading_can_be_cancelled(
    listing: Server, new_visit: Callable[..., Visit], tmp_path: Path
) -> None:
    visit = new_visit(server=listing)
    open_page(visit, "/lists")
    visit.page.locator(UPLOADER).set_input_files(
        long_list(tmp_path / "long.csv", 100_000, notes=36)
    )
    button(visit, CANCEL).click()
    wait_idle(visit)
    expect(visit.page.get_by_text(PAGE_LABEL)).to_be_visible()
    choose(visit, files.TIES)
    assert visit.page.get_by_label(KIND).input_value() == "Ties"


# --- hostile names ----------------------------------------------------------------


def test_hostile_names_stay_text_on_every_step(
    listing: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=listing)
    alerts, page = alerts_of(visit), visit.page
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(("Organisation", "Postcode", "Themes", MARKDOWN, IMAGE))
    names = (IMAGE, MARKDOWN, FORMULA, BIDI, f"{IMAGE} Tarporley Cricket Club")
    writer.writerows((name, "CH1 2HJ", IMAGE, MARKDOWN, FORMULA) for name in names)
    open_page(visit, "/lists", dataset="Cheshire West")
    choose(visit, stream.getvalue().encode(), f"{IMAGE}.csv")
    assert IMAGE in main(visit)
    assert MARKDOWN in main(visit).replace("\u2060", "")
    press(visit, ONWARD)
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
    publish(visit, MARKDOWN, f"{IMAGE} {MARKDOWN}")
    page.get_by_text("Version 2 is published.").wait_for()
    click_history(visit)
    page.get_by_text("Version 2", exact=True).wait_for()
    wait_idle(visit)
    words = main(visit).replace("\u2060", "")
    assert f"{IMAGE} {MARKDOWN}" in words
    assert f"published by {MARKDOWN}" in words
    open_page(visit, "/map", dataset="Cheshire West")
    search(map_frame(visit), "onerror")
    wait_idle(visit)
    assert page.locator(".st-key-panel h2").inner_text() in names
    assert alerts == []
    assert page.locator("img[src='x']").count() == 0
    assert visit.console_errors == []


# --- a new footprint --------------------------------------------------------------


def test_a_list_starts_a_footprint_that_is_in_the_sidebar_and_on_the_map(
    listing: Server, new_visit: Callable[..., Visit]
) -> None:
    groups = {
        "Oak Lane Advice": "LS1 1UR",
        "Riverside Choir": "LS2 9JT",
        "Harehills Pantry": "LS8 5HR",
        "Wharfe Rowing": "LS21 1AD",
    }
    rows = [f"{name},{code}" for name, code in groups.items()]
    visit = new_visit(server=listing)
    page = visit.page
    open_page(visit, "/lists")
    choose(visit, files.table("Organisation,Postcode", *rows))
    page.get_by_text(START).click()
    wait_idle(visit)
    assert page.get_by_label(PLACES).or_(page.get_by_text("Leeds (4 rows)")).count() >= 1
    page.get_by_label(NEW_NAME).fill("Leeds trial")
    page.get_by_label(NEW_NAME).press("Enter")
    expect(button(visit, ONWARD)).to_be_enabled()
    press(visit, ONWARD)
    assert page.locator(".ju-tile dd").first.inner_text() == "4"
    publish(visit, "Ann Example", "A start")
    page.get_by_text("Version 1 is published.").wait_for()
    press(visit, "Open Leeds trial")
    page.get_by_test_id("stTopNavLink").filter(has_text="Map").click()
    page.wait_for_url("**/map*")
    wait_idle(visit)
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.organisations === 4")
    name, code = next(iter(groups.items()))
    assert frame.evaluate(SPOT, list_id("list", name, code))
    assert page.get_by_label("Footprint").input_value() == "Leeds trial"
    other = new_visit(server=listing)
    open_page(other, "/map", dataset="Leeds trial")
    assert shown(map_frame(other))["organisations"] == 4
    assert visit.console_errors == other.console_errors == []


# --- a programme of one's own -----------------------------------------------------


def test_an_action_log_makes_a_programme_that_history_and_programmes_show(
    listing: Server, new_visit: Callable[..., Visit]
) -> None:
    rows = (
        "Warm Homes,,,",
        "Action,Owner,By when,Status",
        "Visit the coldest homes,Programme manager,30/09/2026,In progress",
        "Train the visitors,Workforce lead,Q4 2026-27,",
    )
    visit = new_visit(server=listing)
    page = visit.page
    open_page(visit, "/lists", dataset="Cheshire West")
    choose(visit, files.table(*rows), "action log.csv")
    assert page.get_by_label(KIND).input_value() == "Actions"
    named = page.get_by_role("textbox", name="Programme of the actions")
    assert named.input_value() == "Warm Homes"
    press(visit, ONWARD)
    assert "2 rows in the list: 2 used" in main(visit)
    expect(page.get_by_test_id("stMain")).to_contain_text(
        "1 partnership, 1 programme and 2 actions"
    )
    publish(visit, "Ann Example", "Our own programme")
    page.get_by_text(re.compile(r"Version \d+ is published\.")).wait_for()
    open_page(visit, "/history", dataset="Cheshire West")
    page.get_by_text("Our own programme").wait_for()
    page.get_by_text("What it changed").first.click()
    page.get_by_text("Compare with the version before").first.click()
    told = "It adds 1 partnership, 1 programme and 2 actions."
    expect(page.get_by_text(told)).to_be_visible()
    open_page(visit, "/programmes", dataset="Cheshire West")
    expect(page.get_by_test_id("stMain")).to_contain_text("Warm Homes")
    assert visit.console_errors == []


def test_a_list_of_programmes_brings_their_funding_onto_their_pages(
    listing: Server, new_visit: Callable[..., Visit]
) -> None:
    rows = (
        "Programme,Sponsor,Type,Places,Funding (£)",
        "Dry Homes,Chief executive,strategy,Cheshire West and Chester,£1.15m",
    )
    visit = new_visit(server=listing)
    page = visit.page
    open_page(visit, "/lists", dataset="Cheshire West")
    choose(visit, files.table(*rows), "programmes.csv")
    assert page.get_by_label(KIND).input_value() == "Actions"
    press(visit, ONWARD)
    expect(page.get_by_test_id("stMain")).to_contain_text(
        "1 partnership, 1 programme and 1 statement"
    )
    publish(visit, "Ann Example", "Our programmes")
    page.get_by_text(re.compile(r"Version \d+ is published\.")).wait_for()
    open_page(visit, "/programmes", dataset="Cheshire West")
    page.get_by_role("button", name="Open Dry Homes").click()
    page.get_by_role("heading", name="Funding").wait_for()
    for told in ("£1,150,000", "Strategy", "Chief executive", "Cheshire West and Chester"):
        expect(page.get_by_test_id("stMain")).to_contain_text(told)
    assert visit.console_errors == []


# --- how it looks -----------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_step_fits_its_screen(
    listing: Server, new_visit: Callable[..., Visit], width: int, scheme: str
) -> None:
    visit = new_visit(server=listing, viewport={"width": width, "height": 800}, color_scheme=scheme)
    open_page(visit, "/lists")
    for name in ("Templates", "Take the record"):
        visit.page.get_by_text(name).first.click()
    wait_idle(visit)
    assert fits(visit)
    choose(visit, files.MESSY, f"{'a-very-long-name-of-a-file' * 6}.csv")
    assert fits(visit)
    press(visit, ONWARD)
    assert fits(visit)
    for tab in TABS:
        visit.page.get_by_role("tab", name=tab).click()
        assert fits(visit)
    open_page(visit, "/history")
    assert fits(visit)
    assert visit.console_errors == []
