"""Hostile names stay text in tooltip, picture, panel, title, table and download."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog

from joinedup.store.bundled import ROOT
from scripts.servers import Server
from tests.browser.frames import SPOT, click_mark, shown
from tests.browser.visits import Visit, map_frame, open_page, wait_idle

EVIL = "<img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://example.com","x")'
MARKDOWN = ":material/home: :red[x] $x$ **b** `c` <b>d</b> [e](javascript:f)"
TARGETS = {
    "ods:Y08645": EVIL,
    "ods:C88046": FORMULA,
    "ods:RFR": "</script><script>alert(2)</script>",
}


def _rewrite(path: Path, column: str, names: dict[str, str]) -> None:
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    for row in rows:
        row[column] = names.get(row["id"], row[column])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, start_server: Callable[..., Server]
) -> Server:
    """A server whose South Yorkshire has hostile names."""
    folder = tmp_path_factory.mktemp("footprints")
    shutil.copytree(ROOT / "south-yorkshire", folder / "south-yorkshire")
    one = folder / "south-yorkshire"
    _rewrite(one / "organisations.csv", "name", TARGETS)
    _rewrite(one / "partnerships.csv", "name", {"pcn:U88280": EVIL, "sy-integration": MARKDOWN})
    areas = one / "areas.geojson"
    text = areas.read_text("utf-8")
    areas.write_text(text.replace('"Barnsley Penistone"', f'"{EVIL}"'), "utf-8")
    return start_server(env={"JOINEDUP_FOOTPRINTS": str(folder)})


def _dialogs(visit: Visit) -> list[str]:
    seen: list[str] = []

    def note(dialog: Dialog) -> None:
        seen.append(dialog.message)
        dialog.dismiss()

    visit.page.on("dialog", note)
    return seen


def test_hostile_names_stay_text_everywhere(
    hostile: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=hostile)
    alerts = _dialogs(visit)
    open_page(visit, "/map", places="Rotherham")
    frame = map_frame(visit)
    spot = frame.evaluate(SPOT, "ods:Y08645")
    frame.locator("#map_div").hover(position=spot)
    assert EVIL in frame.locator(".joinedup-tip").inner_text()
    click_mark(frame, "ods:Y08645")
    wait_idle(visit)
    assert shown(frame)["selected"] == "ods:Y08645"
    assert visit.page.locator(".st-key-panel h2").inner_text() == EVIL
    for path in (
        *("/organisation", "/network", "/unconnected", "/introductions", "/parity"),
        *("/compare", "/what_if", "/stakeholders", "/about", "/"),
    ):
        open_page(visit, path, selected="ods:Y08645", past="true")
    open_page(visit, "/organisation", selected="pcn:U88280")
    assert visit.page.locator(".st-key-panel h2").inner_text() == EVIL
    open_page(visit, "/map", selected="ods:RFR")
    button = visit.page.locator(".st-key-list-in button").first
    # An invisible word joiner keeps Streamlit from making pictures of :words:.
    assert button.inner_text().replace("\u2060", "") == MARKDOWN
    open_page(visit, "/organisation", selected="ods:RFR")
    assert "</script>" in visit.page.locator(".ju-head h1").inner_text()
    assert alerts == []
    assert visit.console_errors == []
    assert visit.page.locator("img[src='x']").count() == 0


def test_search_lists_hostile_names_as_text(
    hostile: Server, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=hostile)
    alerts = _dialogs(visit)
    open_page(visit, "/network")
    frame = map_frame(visit)
    frame.get_by_role("combobox").fill("onerror")
    assert EVIL in frame.get_by_role("option").first.inner_text()
    assert alerts == []


def test_download_defuses_formulas(hostile: Server, new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(server=hostile)
    open_page(visit, "/unconnected", states="No partnership on record")
    visit.page.get_by_text("Table: all").first.click()
    wait_idle(visit)
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name="Download this table (CSV)").first.click()
    text = waiting.value.path().read_bytes().decode("utf-8-sig")
    names = {row["Organisation"] for row in csv.DictReader(text.splitlines())}
    assert names == {EVIL, f"'{FORMULA}"}
