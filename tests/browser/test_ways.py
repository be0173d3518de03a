"""Ways between pages: in another tab they lead to what a click shows, and a page starts at its top.

And which page it is: said in the heading, marked in the menu.
"""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from joinedup.ui.menu import HEADINGS, PAGES
from tests.browser.frames import parameter
from tests.browser.visits import Visit, open_page, wait_idle

VIEW = {"dataset": "Bradford District", "sectors": "General practice", "date": "2026-03-01"}
PROGRAMME = "One Workforce programme"
#: In what state pages have ways that they have not else.
STATES = (
    *((path, {}) for _, _, path, _ in PAGES),
    *((path, {"selected": "hscep"}) for path in ("map", "network", "unconnected", "organisation")),
    *((path, {"selected": "body:bradford-college"}) for path in ("organisation", "stakeholders")),
    *((path, {"programme": "one-workforce"}) for path in ("", "programmes", "sustainability")),
)
#: Every link but those within the page: its words and its address.
_LINKS = """() => Array.from(document.querySelectorAll("a[href]"))
  .map((one) => [one.textContent.trim(), one.href])
  .filter(([, href]) => href.split("#")[0] !== location.href.split("#")[0])"""
_TOP = "document.querySelector('[data-testid=stMain]').scrollTop"
#: The script of ours that aims links runs a moment after the page is there.
_AIMED = """() => Array.from(document.querySelectorAll("a[data-testid=stTopNavLink]"))
  .every((one) => one.search)"""


def without_view(visit: Visit, view: dict[str, str]) -> list[tuple[str, str]]:
    """The links of a page to others of ours that do not say all of a view."""
    visit.page.wait_for_function(_AIMED)
    found = []
    for words, address in visit.page.evaluate(_LINKS):
        url = urlsplit(address)
        held = parse_qs(url.query)
        # A saved view has an address of its own, and others' pages have nothing of ours.
        if f"{url.scheme}://{url.netloc}" == visit.base_url and "view" not in held:
            found += [(words, address)] if any(held.get(n) != [view[n]] for n in view) else []
    return found


@pytest.mark.parametrize(("path", "more"), STATES)
def test_every_link_on_a_page_holds_the_view(visit: Visit, path: str, more: dict[str, str]) -> None:
    view = {**VIEW, **more}
    open_page(visit, path, **view)
    assert without_view(visit, view) == []


def test_so_does_every_link_of_the_menu(visit: Visit) -> None:
    open_page(visit, "/parity", **VIEW)
    sections = visit.page.get_by_test_id("stTopNavSection")
    assert sections.all_inner_texts() == list(dict.fromkeys(HEADINGS.values()))
    for one in sections.all():
        one.click()
        # Aimed at last when the pointer or the focus comes to one.
        for link in visit.page.get_by_test_id("stTopNavDropdownLink").all():
            link.hover()
            held = parse_qs(urlsplit(link.get_attribute("href") or "").query)
            assert held == {name: [value] for name, value in VIEW.items()}
        visit.page.keyboard.press("Escape")


def test_a_link_follows_what_the_reader_chooses(visit: Visit) -> None:
    open_page(visit, "/", **VIEW)
    visit.page.get_by_role("button", name="General practice ✕").click()
    visit.page.wait_for_function("() => !location.search.includes('sectors')")
    link = visit.page.get_by_role("link", name=PROGRAMME)
    link.focus()
    held = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert held == {
        "dataset": ["Bradford District"],
        "date": ["2026-03-01"],
        "programme": ["one-workforce"],
    }


def test_the_name_of_a_saved_view_does_not_go_with_a_link(visit: Visit) -> None:
    open_page(visit, "/", **VIEW)
    visit.page.evaluate("history.replaceState({}, '', location.href + '&view=0123456789')")
    link = visit.page.get_by_role("link", name="See the network")
    link.hover()
    held = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert held == {name: [value] for name, value in VIEW.items()}


@pytest.mark.parametrize("name", [PROGRAMME, "See the network"])
@pytest.mark.parametrize("key", ["Control", "Shift"])
def test_another_tab_shows_what_a_click_shows(visit: Visit, name: str, key: str) -> None:
    open_page(visit, "/", **VIEW)
    link = visit.page.get_by_role("link", name=name)
    with visit.page.context.expect_page() as opened:
        link.click(modifiers=[key])  # type: ignore[list-item]
    assert urlsplit(visit.page.url).path == "/"
    other = Visit(opened.value, visit.base_url)
    wait_idle(other)
    mark = "window.sameDocument = true"
    visit.page.evaluate(mark)
    link.click()
    visit.page.wait_for_url(lambda url: urlsplit(url).path != "/")
    wait_idle(visit)
    assert visit.page.evaluate("window.sameDocument") is True
    assert address(other.page) == address(visit.page)
    assert head(other) == head(visit)
    assert "Bradford" in head(other) or PROGRAMME in head(other)
    assert visit.page.get_by_test_id("stAlert").all_inner_texts() == []
    assert other.page.get_by_test_id("stAlert").all_inner_texts() == []


def address(page: Page) -> tuple[str, dict[str, list[str]]]:
    url = urlsplit(page.url)
    return url.path, parse_qs(url.query)


def head(visit: Visit) -> str:
    return str(visit.page.locator(".ju-head").inner_text())


@pytest.mark.parametrize(
    ("path", "ids", "labels"),
    [
        ("/", {"dataset": "bradford-district"}, {"dataset": "Bradford District"}),
        (
            "/programmes",
            {"dataset": "bradford-district", "programme": "one-workforce"},
            {"dataset": "Bradford District", "programme": "one-workforce"},
        ),
        (
            "/organisation",
            {"places": "E08000018", "states": "unknown", "date": "20240301", "past": "1"},
            {"places": "Rotherham", "states": "Unknown", "date": "2024-03-01", "past": "true"},
        ),
        (
            "/network",
            {"dataset": "demonstration", "size": "betweenness", "steps": "2", "sectors": "vcse"},
            {"size": "Go-between", "steps": "Two steps"},
        ),
    ],
)
def test_a_link_in_ids_stands_in_the_address_in_labels(
    visit: Visit, path: str, ids: dict[str, str], labels: dict[str, str]
) -> None:
    open_page(visit, path, **ids)
    assert {name: parameter(visit, name) for name in labels} == {
        name: [value] for name, value in labels.items()
    }
    assert set(ids) <= set(parse_qs(urlsplit(visit.page.url).query))
    first, where = head(visit), visit.page.url
    visit.page.reload()
    wait_idle(visit)
    assert (head(visit), visit.page.url) == (first, where)
    assert visit.console_errors == []


@pytest.mark.parametrize("kind", ["map", "network"])
def test_a_new_page_starts_at_its_top(visit: Visit, kind: str) -> None:
    open_page(visit, "/programmes", dataset="Bradford District", programme="hscep")
    name = "Open them on the map" if kind == "map" else "Open them in the network"
    button = visit.page.get_by_role("button", name=name)
    button.scroll_into_view_if_needed()
    assert visit.page.evaluate(_TOP) > 200
    button.click()
    visit.page.wait_for_url(f"**/{kind}**")
    wait_idle(visit)
    visit.page.locator("iframe").first.wait_for()
    assert visit.page.evaluate(_TOP) == 0
    assert visit.page.locator(".ju-head h1").is_visible()


@pytest.mark.parametrize("path", ["nonsense", "no/page"])
def test_an_address_of_no_page_shows_the_overview_and_says_so(visit: Visit, path: str) -> None:
    open_page(visit, path, dataset="Bradford District")
    (notice,) = visit.page.get_by_test_id("stAlert").all_inner_texts()
    assert f"There is no page of the name “{path}”. This is the Overview." in notice
    assert address(visit.page) == ("/", {"dataset": ["Bradford District"]})
    assert visit.page.get_by_role("dialog").count() == 0
    assert visit.console_errors == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("params", [{}, {"present": "1"}], ids=["page", "presented"])
def test_the_heading_says_which_page_it_is(
    new_visit: Callable[..., Visit], width: int, height: int, params: dict[str, str]
) -> None:
    visit = new_visit(viewport={"width": width, "height": height})
    for path in ("", "parity", "diagrams", "stories"):
        name = next(title for _, title, url, _ in PAGES if url == path)
        open_page(visit, path, **params)
        said = visit.page.locator(".ju-head h1 .ju-page")
        box = said.bounding_box()
        assert said.inner_text().strip() == f"{name}:", path
        assert box is not None
        assert box["width"] > 25, path


def test_the_menu_marks_the_heading_that_a_page_stands_under(visit: Visit) -> None:
    def marked() -> list[str]:
        return visit.page.locator(
            "[data-testid=stTopNavSection][aria-current=true]"
        ).all_inner_texts()

    open_page(visit, "/parity")
    visit.page.locator("[data-testid=stTopNavSection][aria-current]").wait_for()
    assert marked() == ["Questions"]
    visit.page.get_by_test_id("stTopNavSection").filter(has_text="Record").click()
    visit.page.get_by_test_id("stTopNavDropdownLink").filter(has_text="Glossary").click()
    visit.page.get_by_role("heading", name="Glossary").wait_for()
    visit.page.wait_for_function(
        "() => document.querySelector('[data-testid=stTopNavSection][aria-current]')"
        "?.textContent === 'Record'"
    )
    assert marked() == ["Record"]
    visit.page.get_by_test_id("stTopNavLink").filter(has_text="Map").click()
    visit.page.wait_for_function(
        "() => !document.querySelector('[data-testid=stTopNavSection][aria-current]')"
    )
