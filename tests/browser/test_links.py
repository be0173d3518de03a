"""Links: copied, opened in another browser, kept across pages, bad ones said."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.browser.frames import parameter, search, shown
from tests.browser.visits import Visit, map_frame, open_page, wait_idle


def copied_link(visit: Visit) -> str:
    """Press "Copy link"; the link it put together."""
    button = visit.page.get_by_role("button", name="Copy link")
    button.click()
    visit.page.get_by_text("Link copied").or_(
        visit.page.get_by_text("Copy it from the address bar")
    ).wait_for()
    link = button.get_attribute("data-link")
    assert link is not None
    return link


def test_copied_link_restores_the_view_in_another_browser(
    visit: Visit, new_visit: Callable[..., Visit]
) -> None:
    open_page(
        visit,
        "/map",
        places=["Rotherham", "Sheffield"],
        sectors="General practice",
        shade="Deprivation",
        colour="Connection",
        selected="ods:C87007",
        at="53.43,-1.35,12",
    )
    first = map_frame(visit)
    link = copied_link(visit)
    other = new_visit()
    other.page.goto(f"{other.base_url}{link.removeprefix(visit.base_url)}")
    wait_idle(other)
    second = map_frame(other)
    for name in ("organisations", "neighbourhoods", "selected"):
        assert shown(second)[name] == shown(first)[name]
    place = "() => [map_div.getCenter().lat, map_div.getCenter().lng, map_div.getZoom()]"
    assert second.evaluate(place) == pytest.approx(first.evaluate(place), abs=1e-3)
    assert (
        other.page.locator(".ju-head").inner_text() == visit.page.locator(".ju-head").inner_text()
    )
    assert parameter(other, "shade") == ["Deprivation"]
    assert "version=" in link
    assert "date=" in link
    assert other.console_errors == []


def test_link_to_a_page_works_on_a_server_that_has_served_nothing(
    start_server: Callable[..., object], new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=start_server())
    open_page(visit, "/map", places="Barnsley")
    assert shown(map_frame(visit))["neighbourhoods"] == 34
    assert "Barnsley" in visit.page.locator(".ju-head h1").inner_text()
    assert visit.page.get_by_test_id("stSidebar").count() == 1


def test_address_follows_a_filter_and_a_chip_takes_it_away(visit: Visit) -> None:
    open_page(visit, "/unconnected")
    visit.page.get_by_test_id("stMultiSelect").filter(has_text="Place").locator("input").click()
    visit.page.get_by_role("option", name="Doncaster").click()
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_url("**places=Doncaster**")
    wait_idle(visit)
    assert "Doncaster" in visit.page.locator(".ju-head h1").inner_text()
    visit.page.get_by_role("button", name="Doncaster ✕").click()
    visit.page.wait_for_function("() => !location.search.includes('places')")
    wait_idle(visit)
    assert "South Yorkshire" in visit.page.locator(".ju-head h1").inner_text()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"places": "Atlantis"}, "Atlantis"),
        ({"selected": "ods:GONE"}, "ods:GONE"),
        ({"version": "000000000000"}, "version 000000000000"),
        ({"date": "not-a-date"}, "not-a-date"),
        ({"dataset": "<img src=x onerror=alert(1)>"}, "<img src=x"),
    ],
)
def test_bad_link_opens_what_it_can_and_says_the_rest(
    visit: Visit, query: dict[str, str], said: str
) -> None:
    open_page(visit, "/map", **query)
    notice = visit.page.get_by_test_id("stAlert").first
    assert said in notice.inner_text().replace("\u2060", "")
    assert shown(map_frame(visit))["organisations"] > 300
    assert visit.console_errors == []


def test_link_understands_ids_as_well_as_labels(visit: Visit) -> None:
    open_page(visit, "/map", dataset="bradford-district", sectors="general-practice")
    assert "Bradford District" in visit.page.locator(".ju-head h1").inner_text()
    assert shown(map_frame(visit))["organisations"] == 58


def test_page_has_no_plain_address_of_the_old_footprint_after_a_change(visit: Visit) -> None:
    open_page(visit, "/map", places="Rotherham", selected="ods:RFR", at="53.4,-1.3,12")
    map_frame(visit)
    visit.page.get_by_test_id("stSelectbox").filter(has_text="Footprint").locator("input").click()
    visit.page.get_by_role("option", name="Cheshire West").click()
    visit.page.wait_for_url("**dataset=Cheshire**")
    wait_idle(visit)
    frame = map_frame(visit)
    assert shown(frame)["neighbourhoods"] == 9
    assert shown(frame)["selected"] is None
    assert parameter(visit, "places") == []
    assert urlsplit(visit.page.url).path == "/map"


def test_map_of_another_footprint_is_not_opened_at_the_old_place(visit: Visit) -> None:
    open_page(visit, "/map")
    frame = map_frame(visit)
    search(frame, "waverley medical")
    visit.page.wait_for_function("() => location.search.includes('at=')")
    visit.page.get_by_test_id("stSelectbox").filter(has_text="Footprint").locator("input").click()
    visit.page.get_by_role("option", name="Bradford District").click()
    visit.page.wait_for_url("**dataset=Bradford**")
    wait_idle(visit)
    frame = map_frame(visit)
    assert parameter(visit, "at") == []
    assert 53.6 < frame.evaluate("() => map_div.getCenter().lat") < 54.1


def test_place_in_the_address_is_dropped_when_a_filter_moves_the_map(visit: Visit) -> None:
    open_page(visit, "/map", at="53.38,-1.37,14")
    frame = map_frame(visit)
    visit.page.get_by_test_id("stMultiSelect").filter(has_text="Place").locator("input").click()
    visit.page.get_by_role("option", name="Doncaster").click()
    visit.page.keyboard.press("Escape")
    frame.wait_for_function("() => map_div.getZoom() < 13")
    visit.page.wait_for_function("() => !location.search.includes('at=')")
    assert parameter(visit, "places") == ["Doncaster"]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"date": "2018-01-01"}, "date=2018-01-01"),
        ({"places": "Sheffield", "past": "true"}, "places=Sheffield"),
        ({"colour": "Place", "shade": "Deprivation"}, "shade=Deprivation"),
    ],
)
def test_what_a_link_says_stays_in_the_address(
    visit: Visit, query: dict[str, str], kept: str
) -> None:
    open_page(visit, "/organisation", **query)
    words = visit.page.locator(".ju-head").inner_text()
    visit.page.wait_for_function("(text) => location.search.includes(text)", arg=kept)
    visit.page.goto(visit.page.evaluate("location.href"))
    wait_idle(visit)
    assert visit.page.locator(".ju-head").inner_text() == words
    assert kept in visit.page.evaluate("location.search")
