"""From a messy file to a changed map and back, with others looking on."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, expect

from joinedup.imports.subjects import list_id
from joinedup.services.versions import root_of
from joinedup.store.engine import FILE_NAME, open_store
from scripts.servers import Server
from tests.browser.frames import SPOT, parameter, search, selected, shown
from tests.browser.steps import (
    ONWARD,
    balance,
    button,
    choose,
    download,
    main,
    plan,
    press,
    publish,
    sheets,
)
from tests.browser.visits import Visit, click_history, map_frame, open_page, wait_idle
from tests.unit import list_files as files

TAKE_IN, WAITING = "Take these answers in", "Download the 2 waiting rows to mend"
THEMES = "What “What they do” holds"
NEWER, RELOAD = "There is a new version of this footprint.", "Reload"
OLDER, SHOW_NEWEST = "You are looking at an older version", "Show the newest"
OPEN, BACK = "Open this version", "Go back to this version"
REPORT, CHANGED = "Report (Excel)", "What it changed"
COMPARE = "Compare with the version before"
NEW_IN_BRADFORD = {
    "Oak Lane Advice": "BD1 1HX",
    "Riverside Choir": "BD1 1HX",
    "Shipley Rowing": "BD18 3LF",
}


@pytest.fixture(scope="module")
def publishing(
    start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory
) -> Server:
    """A server with a store of its own; each test here publishes into another footprint."""
    return start_server(env={"JOINEDUP_STORE": str(tmp_path_factory.mktemp("publishing"))})


def is_drawn(frame: Frame, one: str) -> bool:
    """Whether the map has a mark of an organisation."""
    return frame.evaluate(SPOT, one) is not None


def to_map(visit: Visit) -> Frame:
    visit.page.get_by_test_id("stTopNavLink").filter(has_text="Map").click()
    visit.page.wait_for_url("**/map*")
    wait_idle(visit)
    return map_frame(visit)


def to_history(visit: Visit, text: str = "Version 1") -> None:
    click_history(visit)
    visit.page.get_by_text(text, exact=True).wait_for()
    wait_idle(visit)


def test_from_a_messy_file_to_a_changed_map_and_back(
    publishing: Server, new_visit: Callable[..., Visit]
) -> None:
    watching = new_visit(server=publishing)
    open_page(watching, "/map")
    watched = map_frame(watching)
    watched.evaluate("window.stillHere = 'yes'")
    before = shown(watched)["organisations"]

    visit = new_visit(server=publishing)
    open_page(visit, "/lists")
    choose(visit, files.MESSY, "messy.csv")
    check_the_columns(visit)
    press(visit, ONWARD)
    answer_the_question(visit)
    check_the_waiting_rows(visit)
    publish(visit, "Ann Example", "Spring mailing")
    expect(visit.page.get_by_text("Version 2 is published.")).to_be_visible()
    assert "It adds 1 organisation; changes 2 organisations." in main(visit)

    visit.page.get_by_role("link", name="See the map").click()
    visit.page.wait_for_url("**/map*")
    wait_idle(visit)
    frame = map_frame(visit)
    assert is_drawn(frame, files.CAFE_ID)
    search(frame, files.CAFE)
    wait_idle(visit)
    assert visit.page.locator(".st-key-panel h2").inner_text() == files.CAFE

    watching.page.get_by_text(NEWER).wait_for()
    assert watched.evaluate("window.stillHere") == "yes"
    assert not is_drawn(watched, files.CAFE_ID)
    assert shown(watched)["organisations"] == before
    press(watching, RELOAD)
    frame = map_frame(watching)
    frame.wait_for_function(f"() => window.joinedup.organisations === {before + 1}")
    assert is_drawn(frame, files.CAFE_ID)
    assert watching.page.get_by_text(NEWER).count() == 0

    there_and_back_again(visit, new_visit(server=publishing))
    assert visit.console_errors == watching.console_errors == []
    assert visit.outside_requests == []


def check_the_columns(visit: Visit) -> None:
    page = visit.page
    assert page.get_by_label("This is a list of").input_value() == "Organisations"
    chosen = page.get_by_role("combobox", name="holds")
    assert [one.input_value() for one in chosen.all()] == [
        "Organisation",
        "Address (its postcode is taken out)",
        "Leave out",
        "Leave out",
    ]
    ticks = page.get_by_test_id("stMain").get_by_role("checkbox")
    assert [one.is_checked() for one in ticks.all()] == [False, False, False]
    assert "j…@…" in main(visit)
    everything = page.content()
    assert not [one for one in files.PERSONAL if one in everything]
    page.get_by_role("combobox", name=THEMES).fill("Themes")
    page.get_by_role("option", name="Themes", exact=True).click()
    wait_idle(visit)
    assert page.get_by_role("combobox", name=THEMES).input_value() == "Themes"


def answer_the_question(visit: Visit) -> None:
    page = visit.page
    assert balance(visit) == "6 rows in the list: 2 used, 3 waiting, 1 left out."
    tiles = page.locator(".ju-tile dd").all_inner_texts()
    assert sum(map(int, tiles)) == 6
    question = page.get_by_role("radiogroup", name=f"What is “{files.MISSPELT}”?")
    question.get_by_text(f"It is {files.MEANT}").click()
    wait_idle(visit)
    assert button(visit, "Publish as a new version").is_disabled()
    press(visit, TAKE_IN)
    assert balance(visit) == "6 rows in the list: 3 used, 2 waiting, 1 left out."
    assert not [one for one in files.PERSONAL if one in page.content()]


def check_the_waiting_rows(visit: Visit) -> None:
    (rows,) = sheets(download(visit, button(visit, WAITING))).values()
    lines = files.MESSY.decode("cp1252").split("\r\n")
    assert [row[:-1] for row in rows] == [lines[n].split(";") for n in (3, 7, 8)]
    assert [row[-1] for row in rows] == [
        "Why it waits",
        "Where they\u2019re based: There is more than one postcode in this cell. "
        "Leave the one of the place where the organisation works from.",
        "Group name: The row names no organisation. Write its name or number, or delete the row.",
    ]


def there_and_back_again(visit: Visit, other: Visit) -> None:
    """The history: what it was, an old version by button and by link, and the way back."""
    page = visit.page
    to_history(visit)
    assert "2 versions" in main(visit)
    assert "Spring mailing" in main(visit)
    report = sheets(download(visit, button(visit, REPORT)))
    figures = {row[0]: row[1] for row in report["Report"]}
    assert (figures["Who"], figures["File"]) == ("Ann Example", "messy.csv")
    assert (figures["Rows in the list"], figures["Rows used"]) == (6, 3)
    assert len(report["Problems"]) == 1 + 3
    page.get_by_text(CHANGED).click()
    page.get_by_text(COMPARE).click()
    page.get_by_text("It adds 1 organisation").wait_for()
    wait_idle(visit)

    press(visit, OPEN)
    # It leads to a picture of that version, and the address is a link to it.
    page.get_by_role("heading", name="Overview: ").wait_for()
    expect(page.get_by_text(OLDER)).to_be_visible()
    page.wait_for_function("() => location.search.includes('version=')")
    assert urlsplit(page.url).path == "/"
    (old,) = parameter(visit, "version")
    assert re.fullmatch(r"[0-9a-f]{12}", old)
    assert not is_drawn(to_map(visit), files.CAFE_ID)
    assert parameter(visit, "version") == [old]
    link = page.evaluate("location.pathname + location.search")
    press(visit, SHOW_NEWEST)
    visit.page.wait_for_function("() => !location.search.includes('version=')")
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.ready")
    assert is_drawn(frame, files.CAFE_ID)

    other.page.goto(f"{other.base_url}{link}")
    wait_idle(other)
    assert not is_drawn(map_frame(other), files.CAFE_ID)
    expect(other.page.get_by_text(OLDER)).to_be_visible()
    assert other.console_errors == []

    to_history(visit)
    press(visit, BACK)
    expect(page.get_by_text("Version 3", exact=True)).to_be_visible()
    assert "Back to version 1" in main(visit)
    assert not is_drawn(to_map(visit), files.CAFE_ID)
    assert selected(visit) in ("", files.CAFE_ID)


def publish_notes(folder: Path, *notes: str) -> list[str]:
    """A store in which South Yorkshire has a version more for each note; their names."""
    kept, root = open_store(folder), root_of("south-yorkshire")
    assert root is not None
    names = [root.dataset.version]
    for note in notes:
        more = replace(root.dataset, notes=(*root.dataset.notes, note))
        draft = replace(root, dataset=more, kind="import", note=note)
        names.append(kept.publish(draft, parent=names[-1], root=root).version)
    return names[1:]


def damage(folder: Path, version: str) -> None:
    """Break a part of a stored version, as a failing disk would."""
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        known = "SELECT sha256 FROM version_parts WHERE version = ? AND part = 'about'"
        done = connection.execute(
            f"UPDATE parts SET body = x'00' WHERE sha256 = ({known})",  # noqa: S608
            (version,),
        )
        assert done.rowcount == 1


def test_a_version_that_cannot_be_read_is_said_and_leaves_the_address(
    start_server: Callable[..., Server], tmp_path: Path, new_visit: Callable[..., Visit]
) -> None:
    """The worst of all: a link from an invitation, opened in a meeting, to what is damaged."""
    damaged, _ = publish_notes(tmp_path, "Spring", "Summer")
    damage(tmp_path, damaged)
    server = start_server(env={"JOINEDUP_STORE": str(tmp_path)})
    for address, told in ((damaged, "is damaged"), ("0" * 12, "is not here")):
        visit = new_visit(server=server)
        open_page(visit, "/map", version=address, places="Rotherham")
        box = visit.page.get_by_test_id("stAlert")
        expect(box).to_contain_text(told)
        expect(box).to_contain_text("This is version 3 of")
        assert parameter(visit, "version") == []
        assert parameter(visit, "places") == ["Rotherham"]
        assert map_frame(visit).evaluate("window.joinedup.ready")
        assert visit.console_errors == []


def test_without_its_store_the_dashboard_shows_the_public_record(
    start_server: Callable[..., Server], tmp_path: Path, new_visit: Callable[..., Visit]
) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"This is no database. " * 1_000)
    visit = new_visit(server=start_server(env={"JOINEDUP_STORE": str(tmp_path)}))
    open_page(visit, "/map")
    box = visit.page.get_by_test_id("stAlert")
    expect(box).to_contain_text("The store of versions is damaged")
    assert map_frame(visit).evaluate("window.joinedup.ready")
    to_history(visit, "The history cannot be read now.")
    assert visit.console_errors == []


def test_two_people_publish_at_once_and_nothing_is_lost(
    publishing: Server, new_visit: Callable[..., Visit]
) -> None:
    first, second = new_visit(server=publishing), new_visit(server=publishing)
    one, *others = (f"{name},{code}" for name, code in NEW_IN_BRADFORD.items())
    plan(first, files.table("Organisation,Postcode", one), dataset="Bradford District")
    plan(second, files.table("Organisation,Postcode", *others), dataset="Bradford District")
    publish(first, "Ann Example", "Spring <b>mailing</b>")
    publish(second, "Ben Sample", "Choirs")
    told = "Ann Example published version 2 (Spring <b>mailing</b>)"
    expect(second.page.get_by_text(told)).to_be_visible()
    assert second.page.locator(".ju-tile dd").first.inner_text() == "2"
    publish(second, "Ben Sample", "Choirs")
    expect(second.page.get_by_text("Version 3 is published.")).to_be_visible()
    open_page(second, "/map", dataset="Bradford District")
    frame = map_frame(second)
    for name, code in NEW_IN_BRADFORD.items():
        assert is_drawn(frame, list_id("list", name, code)), name
    assert first.console_errors == second.console_errors == []
