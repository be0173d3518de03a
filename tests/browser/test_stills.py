"""Still pictures beside the screen: the same marks, circles and partnerships at the same spots."""

import math
import re
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Frame

from joinedup.services import connections, load_dataset, read, scope_of
from joinedup.ui import stills
from joinedup.views import ViewState
from tests.browser.frames import shown
from tests.browser.visits import Visit, map_frame, open_page
from tests.unit.render_samples import TODAY
from tests.unit.still_samples import classed, drawn_marks, numbers, parsed

# What the frame drew, from the middle of its window, and how large that is.
DRAWN = """() => {
  const size = map_div.getSize();
  const found = {marks: [], hubs: [], clusters: [], size: [size.x, size.y]};
  const from = (one) => {
    const at = map_div.layerPointToContainerPoint([one.x, one.y]);
    return [at.x - size.x / 2, at.y - size.y / 2];
  };
  map_div.eachLayer((layer) => {
    (layer.shown || []).forEach((one) => found.marks.push(from(one)));
    (layer.hubs || []).forEach((one) => found.hubs.push(from(one)));
    (layer.clusters || []).forEach((one) =>
      found.clusters.push([...from(one), one.cluster.length]));
  });
  return found;
}"""
#: Pixels: Leaflet puts its window on whole ones.
CLOSE = 2.0


def drawn(frame: Frame) -> Any:
    return frame.evaluate(DRAWN)


def still_of(kind: str, footprint: str, position: str, **filters: Any) -> tuple[str, int]:
    one = load_dataset(footprint)
    state = ViewState(**{"dataset": footprint, "version": one.version, "day": TODAY, **filters})
    reading = read(one, connections(one, scope_of(state)), state)
    if kind == "map":
        made = stills.map_still(reading, at=position)
    else:
        made = stills.network_still(reading, drawn=position)
    beyond = re.match(r"([\d,]+) organisations? stands? beyond", made.caption)
    return made.svg, int(beyond[1].replace(",", "")) if beyond else 0


def middle(svg: str) -> tuple[float, float]:
    """The middle of the drawing, without the key below it."""
    edge = next(one for one in parsed(svg).iter() if one.tag.endswith("clipPath"))[0]
    return float(edge.get("width") or 0) / 2, float(edge.get("height") or 0) / 2


def both_have(
    screen: list[list[float]], paper: Sequence[tuple[float, ...]], size: list[float], room: Any
) -> int:
    """How many of the screen's spots lie in both windows; each of them is on paper."""
    half = [min(one / 2, two) - 30 for one, two in zip(size, room, strict=True)]
    inside = [one for one in screen if abs(one[0]) < half[0] and abs(one[1]) < half[1]]
    for one in inside:
        assert min(math.dist(one, other) for other in paper) < CLOSE
    return len(inside)


@pytest.mark.parametrize("position", ["53.43,-1.36,11", "53.5,-1.2,12.5"])
def test_the_map_has_the_same_marks_at_the_same_spots(visit: Visit, position: str) -> None:
    open_page(visit, "/map", sectors="General practice", at=position, date=TODAY.isoformat())
    frame = map_frame(visit)
    found = drawn(frame)
    svg, beyond = still_of("map", "south-yorkshire", position, sectors=("general-practice",))
    assert drawn_marks(svg) + beyond == len(found["marks"])
    x, y = middle(svg)
    circles = []
    for run in classed(svg, "marks"):
        for path in run:
            left, top, r = numbers(path.get("d") or "")[:3]
            circles.append((left + r - x, top - y))
    assert both_have(found["marks"], circles, found["size"], (x, y)) > 10


def test_the_map_as_it_opens_has_as_many_marks_as_the_screen(visit: Visit) -> None:
    open_page(visit, "/map", date=TODAY.isoformat())
    svg, beyond = still_of("map", "south-yorkshire", "")
    assert drawn_marks(svg) + beyond == shown(map_frame(visit))["organisations"]


def test_a_crowded_map_has_the_same_circles(visit: Visit) -> None:
    position = "53.43,-1.36,10"
    open_page(visit, "/map", dataset="demonstration", at=position, date=TODAY.isoformat())
    found = drawn(map_frame(visit))
    svg, _ = still_of("map", "demonstration", position)
    x, y = middle(svg)
    circles = [
        (
            float(one[1].get("cx") or 0) - x,
            float(one[1].get("cy") or 0) - y,
            float((one[-1].text or "").replace(",", "")),
        )
        for one in classed(svg, "cluster")[:-1]  # the last is the key's
    ]
    assert both_have(found["clusters"], circles, found["size"], (x, y)) > 10


def test_the_network_has_the_same_partnerships_at_the_same_spots(visit: Visit) -> None:
    position = "450,800,-0.75"
    open_page(visit, "/network", drawn=position, date=TODAY.isoformat())
    frame = map_frame(visit)
    found = drawn(frame)
    svg, beyond = still_of("network", "south-yorkshire", position)
    assert drawn_marks(svg) + beyond == len(found["marks"])
    x, y = middle(svg)
    hubs = [
        (float(one[1].get("cx") or 0) - x, float(one[1].get("cy") or 0) - y)
        for one in classed(svg, "hub")
    ]
    assert both_have(found["hubs"], hubs, found["size"], (x, y)) > 5
    lines = sum((one.get("d") or "").count("M") for one in classed(svg, "lines")[0])
    assert lines <= shown(frame)["ties"]
