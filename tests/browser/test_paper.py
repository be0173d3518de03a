"""Print this: what the popover gives is what is on screen, on paper, in a file, on slides."""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any

import pptx
import pytest
from playwright.sync_api import Download, Page, expect

from joinedup import services
from scripts.install_poppler import COMMANDS
from scripts.servers import Server
from tests.browser.axe import violations
from tests.browser.visits import Visit, map_frame, open_page, wait_idle
from tests.unit import list_files

NEEDS_POPPLER = pytest.mark.skipif(
    not all(map(which, COMMANDS)), reason="poppler is not installed: scripts/install_poppler.py"
)
VIEW = {"dataset": "south-yorkshire", "places": "Rotherham", "date": "2026-03-03"}


@pytest.fixture(scope="module")
def told(
    start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Server, str]:
    """A server with a story of a map and a network, and the story's id."""
    folder = tmp_path_factory.mktemp("paper")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOINEDUP_STORE", str(folder))
        views = [
            services.save_view(
                name=page,
                owner="A. Lead",
                dataset="south-yorkshire",
                page=page,
                query=[("places", "Rotherham"), ("date", "2026-03-03")],
                pinned=True,
            )
            for page in ("map", "network")
        ]
        story = services.new_story("Summit", views, author="A. Lead")
        services.store().dispose()
    return start_server(env={"JOINEDUP_STORE": str(folder)}), story.id


def opened(visit: Visit, path: str, **params: str) -> Page:
    """A page with its Print popover open."""
    open_page(visit, path, **params)
    return print_popover(visit)


def print_popover(visit: Visit) -> Page:
    """The page, once the popover is open."""
    visit.page.get_by_role("button", name="Print").click()
    visit.page.get_by_role("button", name="PDF to print").wait_for()
    return visit.page


def given(page: Page, name: str) -> Download:
    """What a button of the popover gives; it says so when it is done."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    said = page.get_by_role("status").filter(has_text="is among your downloads")
    expect(said).to_contain_text(waiting.value.suggested_filename)
    return waiting.value


def sentence(page: Page) -> str:
    return page.locator(".ju-sentence").inner_text()


def tool(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@NEEDS_POPPLER
def test_what_is_on_screen_is_what_is_on_paper(
    new_visit: Callable[..., Visit], tmp_path: Path
) -> None:
    visit = new_visit()
    open_page(visit, "/map", **VIEW)
    map_frame(visit).get_by_role("button", name="Zoom in").click()
    visit.page.wait_for_url(re.compile(r"[?&]at="))
    page = print_popover(visit)
    found = given(page, "PDF to print")
    assert found.suggested_filename == "map-rotherham-2026-03-03.pdf"
    path = tmp_path / "map.pdf"
    found.save_as(path)
    text = " ".join(tool("pdftotext", "-layout", path, "-").split())
    for words in (
        sentence(page),
        "Filters: Place: Rotherham",
        "Map as of 3 March 2026 · version",
        "printed ",
        "Where this comes from",
        "Organisation Data Service",
        "The same view in a browser",
        "Page 1 of",
    ):
        assert words in text, words
    # The part of the map that the browser has put into its address.
    links = re.sub(r"\s", "", text)
    assert re.search(r"[?&]at=", links)
    # Drawings, not screenshots; and something on each page.
    assert len(tool("pdfimages", "-list", path).splitlines()) == 2
    tool("pdftoppm", "-r", "40", "-gray", path, tmp_path / "page")
    drawn = sorted(tmp_path.glob("page-*.pgm"))
    assert drawn
    for one in drawn:
        assert sum(pixel < 128 for pixel in one.read_bytes()[20:]) > 100, one.name
    assert visit.console_errors == []
    assert visit.outside_requests == []


@NEEDS_POPPLER
def test_paper_is_chosen_and_a_pack_offered(
    new_visit: Callable[..., Visit], tmp_path: Path
) -> None:
    page = opened(new_visit(), "/map", **VIEW)
    page.get_by_role("radio", name="A3").check()
    pack = given(page, "Pack for Rotherham (2 pages)")
    assert pack.suggested_filename.startswith("pack-rotherham")
    told = tool("pdfinfo", pack.path())
    assert re.search(r"Page size:\s+(1190|841)\.\d+ x (1190|841)\.\d+ pts", told)
    assert re.search(r"Pages:\s+2\n", told)


def test_pictures_come_as_drawing_and_as_image(new_visit: Callable[..., Visit]) -> None:
    page = opened(new_visit(), "/network", **VIEW)
    drawing = given(page, "Network as drawing (SVG)").path().read_text("utf-8")
    assert drawing.startswith("<?xml")
    assert "as it came with the program" in drawing
    assert given(page, "Network as picture (PNG)").path().read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_made_is_said(new_visit: Callable[..., Visit]) -> None:
    visit = new_visit()
    page = opened(visit, "/map", **VIEW)
    page.route("**/joinedup/documents/**", lambda route: route.abort())
    page.get_by_role("button", name="PDF to print").click()
    said = page.get_by_role("status").filter(has_text="The dashboard does not answer")
    expect(said).to_be_visible()
    page.unroute("**/joinedup/documents/**")
    full = {"status": 503, "content_type": "text/plain", "body": "Many people are printing."}
    page.route("**/joinedup/documents/**", lambda route: route.fulfill(**full))
    page.get_by_role("button", name="PDF to print").click()
    expect(page.get_by_role("status").filter(has_text="Many people are printing.")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/", "/unconnected", "/parity", "/lists", "/history", "/about", "/glossary"]
)
def test_every_such_page_can_be_printed(new_visit: Callable[..., Visit], path: str) -> None:
    visit = new_visit()
    page = opened(visit, path, dataset="south-yorkshire")
    assert given(page, "PDF to print").path().read_bytes().startswith(b"%PDF-")
    assert visit.console_errors == []


@NEEDS_POPPLER
def test_a_partner_list_is_printed_for_its_session_alone(
    new_visit: Callable[..., Visit], tmp_path: Path
) -> None:
    path = tmp_path / "messy.csv"
    path.write_bytes(list_files.MESSY)
    visit = new_visit()
    open_page(visit, "/lists", dataset="south-yorkshire")
    page = visit.page
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_role("button", name="See what would change").click()
    page.get_by_role("tab", name="What is new").wait_for()
    page.get_by_role("button", name="Print").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PDF to print (A4)").click()
    assert waiting.value.suggested_filename == "partner-list-messy-A4.pdf"
    waiting.value.save_as(tmp_path / "plan.pdf")
    text = " ".join(tool("pdftotext", "-layout", tmp_path / "plan.pdf", "-").split())
    assert page.locator(".ju-balance").inner_text() in text
    assert "see what would change" in text
    assert visit.console_errors == []


def test_a_document_before_any_page_leaves_the_map_alone(
    start_server: Callable[..., Server], new_visit: Callable[..., Visit]
) -> None:
    """Its maker shares modules with the pages; only a page may register the map's frame."""
    visit = new_visit(server=start_server())
    asked = visit.page.context.request
    made = asked.get(f"{visit.base_url}/joinedup/documents/map.pdf")
    assert made.ok, made.text()
    open_page(visit, "map")
    map_frame(visit)
    frame = f"{visit.base_url}/component/streamlit_folium.st_folium/index.html"
    assert asked.get(frame).status == 200
    assert visit.console_errors == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_popover_is_for_everyone(
    new_visit: Callable[..., Visit], colours: str, width: int
) -> None:
    visit = new_visit(
        viewport={"width": width, "height": 800}, color_scheme=colours, bypass_csp=True
    )
    page = opened(visit, "/about", dataset="south-yorkshire")
    wait_idle(visit)
    assert violations(visit) == []
    for name in ("PDF to print", "One file (HTML)", "PowerPoint slide"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box, name
        assert box["height"] >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


# --- the one file ----------------------------------------------------------------


@pytest.fixture
def saved(new_visit: Callable[..., Visit], tmp_path: Path) -> tuple[Path, str]:
    """The file of the map, and the sentence of the page that it was made from."""
    page = opened(new_visit(), "/map", **VIEW)
    path = tmp_path / "map.html"
    given(page, "One file (HTML)").save_as(path)
    return path, sentence(page)


def from_disk(
    new_visit: Callable[..., Visit], path: Path, **options: Any
) -> tuple[Visit, list[str]]:
    """The file, opened with the network off, and what it asks for besides itself."""
    visit = new_visit(offline=True, **options)
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.page.goto(path.as_uri())
    return visit, asked


def test_one_file_needs_nothing_else(
    saved: tuple[Path, str], new_visit: Callable[..., Visit]
) -> None:
    path, words = saved
    visit, asked = from_disk(new_visit, path)
    page = visit.page
    assert asked == [path.as_uri()]
    assert visit.console_errors == []
    expect(page.locator(".sentence")).to_have_text(words)
    expect(page.locator("figure svg").first).to_be_visible()


def test_its_tables_sort_and_search(
    saved: tuple[Path, str], new_visit: Callable[..., Visit]
) -> None:
    visit, _ = from_disk(new_visit, saved[0])
    page = visit.page
    table = page.get_by_role("table").first
    head = table.get_by_role("columnheader", name="Organisation")
    names = table.locator("tbody tr:not([hidden]) th")
    before = names.all_inner_texts()
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    rising = names.all_inner_texts()
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    falling = names.all_inner_texts()
    assert sorted(before) == sorted(rising)
    assert falling == rising[::-1] != rising
    number = table.get_by_role("columnheader", name="Partners", exact=True)
    number.get_by_role("button").click()
    number.get_by_role("button").click()
    at = [one.lower() for one in table.locator("thead th").all_inner_texts()].index("partners")
    figures = [int(row[at].replace(",", "")) for row in _rows(page) if row[at].strip()]
    assert figures == sorted(figures, reverse=True)
    assert figures[0] > figures[-1]
    page.get_by_label("Search this table").first.fill(f"zzz {rising[0]}")
    expect(names.first).to_be_hidden()
    page.get_by_label("Search this table").first.fill(rising[0].lower())
    expect(names.first).to_be_visible()
    said = page.get_by_role("status").filter(has_text=f" of {len(before)} rows")
    expect(said.first).to_be_visible()
    assert visit.console_errors == []


def _rows(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(
        "() => [...document.querySelector('table').tBodies[0].rows]"
        ".map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return found


def test_its_pictures_enlarge_by_buttons_and_keys(
    saved: tuple[Path, str], new_visit: Callable[..., Visit]
) -> None:
    visit, _ = from_disk(new_visit, saved[0])
    page = visit.page
    picture, frame = page.locator("figure svg").first, page.locator("figure .picture").first
    whole = picture.get_attribute("viewBox")
    page.get_by_role("button", name="Larger").click()
    expect(page.get_by_role("status").filter(has_text="Enlarged to 150%")).to_be_visible()
    larger = picture.get_attribute("viewBox")
    assert larger != whole
    page.get_by_role("button", name="Right").click()
    assert picture.get_attribute("viewBox") != larger
    frame.focus()
    page.keyboard.press("+")
    expect(page.get_by_role("status").filter(has_text="Enlarged to 225%")).to_be_visible()
    page.keyboard.press("0")
    expect(page.get_by_role("status").filter(has_text="Enlarged to 100%")).to_be_visible()
    assert _box(picture.get_attribute("viewBox")) == pytest.approx(_box(whole))


def _box(text: str | None) -> list[float]:
    return [float(one) for one in (text or "").split()]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_the_file(
    saved: tuple[Path, str], new_visit: Callable[..., Visit], colours: str, width: int
) -> None:
    visit, _ = from_disk(
        new_visit,
        saved[0],
        viewport={"width": width, "height": 800},
        color_scheme=colours,
        bypass_csp=True,
    )
    assert violations(visit) == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") == width
    visit.page.keyboard.press("Tab")
    expect(visit.page.get_by_role("link", name="Skip to the content")).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#content")).to_be_focused()


# --- slides ----------------------------------------------------------------------


def test_a_story_as_slides(told: tuple[Server, str], new_visit: Callable[..., Visit]) -> None:
    server, story = told
    visit = new_visit(server=server)
    open_page(visit, "/stories")
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("link", name="PowerPoint").click()
    content = waiting.value.path().read_bytes()
    assert waiting.value.suggested_filename == "summit-2026-03-03.pptx"
    slides: list[Any] = list(pptx.Presentation(BytesIO(content)).slides)
    assert len(slides) == 4
    for slide in slides[1:3]:
        (picture,) = (shape for shape in slide.shapes if shape.shape_type == 13)
        alt = picture._element.xpath("./*/p:cNvPr")[0].get("descr")
        assert "Rotherham" in alt
        assert len(picture.image.blob) > 20_000
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "Place: Rotherham" in words
        assert slide.notes_slide.notes_text_frame.text.startswith(f"Link: {server.url}/?view=")
        links = [
            run.hyperlink.address or ""
            for shape in slide.shapes
            if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs
            for run in paragraph.runs
        ]
        assert any(one.startswith(f"{server.url}/?view=") for one in links)
    assert story in " ".join(
        shape.text_frame.text for shape in slides[-1].shapes if shape.has_text_frame
    )
