"""Map and network projected: large, still, and all of the picture inside its frame."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Frame, ViewportSize

from tests.browser.frames import SPOT, parameter, shown
from tests.browser.visits import MAP_FRAME, Visit, map_frame, open_page, wait_idle

LARGE = ViewportSize(width=1920, height=1080)
LAPTOP = ViewportSize(width=1280, height=720)
PHONE = ViewportSize(width=390, height=844)
DATE = "2026-03-03"
# How far everything drawn lies from the edges of the window less its key, and what is outside.
OUTSIDE = """() => {
  const J = window.joinedup, S = J.shared, size = S.map.getSize();
  const foot = size.y - J.view.keyHeight();
  const found = [];
  const look = (name, left, top, right, bottom) => {
    if (left < 0 || top < 0 || right > size.x || bottom > foot)
      found.push([name, left, top, right, bottom]);
  };
  [...S.renderer.shown, ...S.renderer.hubs].forEach((one) => {
    const p = S.map.layerPointToContainerPoint([one.x, one.y]);
    look(S.renderer.idOf(one), p.x - one.r, p.y - one.r, p.x + one.r, p.y + one.r);
  });
  J.headings(J.headingRoom()).forEach((one) => {
    const p = S.map.latLngToContainerPoint([one.y, one.x]);
    look(one.label, p.x, p.y - 8, p.x + one.room.right - 4, p.y + 8);
  });
  return {found, headings: J.headings(J.headingRoom()).length, marks: S.renderer.shown.length};
}"""
# A spot in an area that has no mark close to it.
EMPTY = """() => {
  const S = window.joinedup.shared, spots = S.data.areas
    .filter((one) => one.level === 'neighbourhood')
    .map((one) => S.map.latLngToContainerPoint(one.spot));
  const far = (at) => S.renderer.shown.every((one) => {
    const p = S.map.layerPointToContainerPoint([one.x, one.y]);
    return Math.hypot(p.x - at.x, p.y - at.y) > 30;
  });
  const found = spots.find(far);
  return {x: found.x, y: found.y};
}"""
KEY = """() => {
  const box = document.querySelector('.joinedup-legend');
  const rows = document.querySelector('.joinedup-rows');
  return {high: box.offsetHeight / innerHeight, whole: box.scrollHeight <= box.clientHeight + 1,
    letters: parseFloat(getComputedStyle(rows).fontSize)};
}"""


def projected(visit: Visit, path: str, **params: str | list[str]) -> Frame:
    open_page(visit, path, date=DATE, embed="true", present="1", **params)
    return map_frame(visit)


@pytest.mark.parametrize("size", [LARGE, LAPTOP, PHONE])
@pytest.mark.parametrize("present", [{}, {"embed": "true", "present": "1"}])
@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"places": "Rotherham", "sectors": ["Voluntary group", "NHS trust"]},
        {"places": "Rotherham", "sectors": ["NHS trust"]},
    ],
)
def test_all_of_the_network_is_inside_its_frame(
    new_visit: Callable[..., Visit],
    size: ViewportSize,
    present: dict[str, str],
    filters: dict[str, Any],
) -> None:
    visit = new_visit(viewport=size)
    open_page(visit, "/network", date=DATE, **filters, **present)
    found = map_frame(visit).evaluate(OUTSIDE)
    assert found["marks"] > 0
    assert found["headings"]
    assert found["found"] == []


@pytest.mark.parametrize("path", ["/map", "/network"])
def test_writing_is_larger_and_the_key_small_enough(
    new_visit: Callable[..., Visit], path: str
) -> None:
    key = projected(new_visit(viewport=LARGE), path).evaluate(KEY)
    assert key["letters"] >= 20
    assert key["high"] <= 0.25
    assert key["whole"]
    key = projected(new_visit(viewport=LAPTOP), path).evaluate(KEY)
    assert key["letters"] >= 13
    assert key["high"] <= 0.25
    assert key["whole"]


@pytest.mark.parametrize("picture", ["map", "network"])
def test_comparing_is_a_picture(new_visit: Callable[..., Visit], picture: str) -> None:
    visit = new_visit(viewport=LAPTOP)
    frame = projected(visit, "/compare", picture=picture)
    box = visit.page.locator(MAP_FRAME).bounding_box()
    assert box
    assert box["height"] >= 0.55 * LAPTOP["height"]
    assert box["y"] + box["height"] <= LAPTOP["height"]
    assert frame.evaluate(KEY)["whole"]
    assert visit.page.get_by_role("slider").count() == 0


def test_tools_come_with_the_focus(new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(viewport=LARGE)
    frame = projected(visit, "/map")
    search = frame.locator(".joinedup-search")
    seen = "(one) => getComputedStyle(one).opacity"
    visit.page.mouse.move(5, 5)
    assert search.evaluate(seen) == "0"
    frame.get_by_role("combobox").focus()
    assert search.evaluate(seen) == "1"


def test_a_stray_click_changes_nothing(new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(viewport=LARGE)
    frame = projected(visit, "/map", selected="ods:RFR")
    assert frame.evaluate(SPOT, "ods:RFR")
    frame.locator("#map_div").click(position={"x": 40, "y": 300})
    frame.locator("#map_div").click(position=frame.evaluate(EMPTY))
    wait_idle(visit)
    assert shown(frame)["selected"] == "ods:RFR"
    assert parameter(visit, "selected") == ["ods:RFR"]
