"""The map at full scale: what stands too close together is one circle, and opens."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Frame, Position

from joinedup.store import bundled
from tests.browser import frames
from tests.browser.visits import Visit, map_frame, open_page

DEMONSTRATION = "demonstration"
# Circles: where in the frame, how large, how many in each state; and the marks drawn singly.
DRAWN = """() => {
  let found = null;
  map_div.eachLayer((layer) => {
    if (layer.clusters) {
      const spot = (one) => map_div.layerPointToContainerPoint([one.x, one.y]);
      found = {
        zoom: map_div.getZoom(),
        single: layer.shown.length,
        circles: layer.clusters.map((one) => ({
          x: spot(one).x, y: spot(one).y, r: one.r, count: one.cluster.length, ...one.counts,
        })),
      };
    }
  });
  return found;
}"""
ZOOMED = "(before) => map_div.getZoom() > before && !map_div._animatingZoom"


def drawn(frame: Frame) -> Any:
    return frame.evaluate(DRAWN)


def open_map(visit: Visit, **params: str) -> Frame:
    open_page(visit, "/map", dataset=DEMONSTRATION, **params)
    return map_frame(visit)


def test_everybody_is_in_a_circle_or_drawn_singly_and_no_circles_overlap(
    visit: Visit,
) -> None:
    found = drawn(open_map(visit))
    located = sum(
        one.point is not None for one in bundled.load_dataset(DEMONSTRATION).organisations
    )
    circles = found["circles"]
    assert found["single"] + sum(one["count"] for one in circles) == located
    assert all(one["c"] + one["n"] + one["u"] == one["count"] for one in circles)
    assert len(circles) > 10
    pairs = [(a, b) for k, a in enumerate(circles) for b in circles[:k]]
    assert all(
        (a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2 >= (a["r"] + b["r"]) ** 2 for a, b in pairs
    )


def test_circle_says_what_is_in_it_and_opens_on_a_click(visit: Visit) -> None:
    frame = open_map(visit)
    before = drawn(frame)
    largest = max(before["circles"], key=lambda one: int(one["count"]))
    where = Position(x=largest["x"], y=largest["y"])
    frame.locator("#map_div").hover(position=where)
    told = frame.locator(".joinedup-tip").inner_text()
    assert f"{largest['count']:,} organisations" in told
    assert f"{largest['n']:,} no partnership on record" in told
    frame.locator("#map_div").click(position=where)
    frame.wait_for_function(ZOOMED, arg=before["zoom"])
    after = drawn(frame)
    assert max(one["count"] for one in after["circles"]) < largest["count"]
    # Nothing is selected by it; where the map is now stands in the address.
    assert frames.selected(visit) == ""
    visit.page.wait_for_function("() => location.search.includes('at=')")


def test_close_up_every_organisation_is_drawn_singly(visit: Visit) -> None:
    found = drawn(open_map(visit, at="53.3800,-1.4700,15"))
    assert found["circles"] == []


def test_selected_one_and_its_partners_are_never_inside_a_circle(visit: Visit) -> None:
    dataset = bundled.load_dataset(DEMONSTRATION)
    tied = {row.organisation for row in dataset.memberships}
    one = next(org for org in dataset.organisations if org.id in tied and org.point)
    frame = open_map(visit, selected=one.id)
    assert frame.evaluate(frames.SPOT, one.id) is not None


def test_small_footprint_is_drawn_mark_by_mark(
    new_visit: Callable[..., Visit],
) -> None:
    visit = new_visit()
    open_page(visit, "/map")
    assert drawn(map_frame(visit))["circles"] == []
