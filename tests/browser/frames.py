"""What tests ask of the map and network frames."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Frame

from tests.browser.visits import Visit

SHOWN = "() => ({...window.joinedup, loading: undefined})"
# Where the mark of an organisation or partnership stands, in pixels of the frame.
SPOT = """(id) => {
  let spot = null;
  map_div.eachLayer((layer) => {
    for (const one of [...(layer.shown || []), ...(layer.hubs || [])]) {
      if (layer.idOf(one) === id) spot = map_div.layerPointToContainerPoint([one.x, one.y]);
    }
  });
  return spot && {x: spot.x, y: spot.y};
}"""


def shown(frame: Frame) -> dict[str, Any]:
    """What the frame says that it drew."""
    found: dict[str, Any] = frame.evaluate(SHOWN)
    return found


def click_mark(frame: Frame, one: str) -> None:
    """Click the mark of an organisation or partnership where it stands."""
    spot = frame.evaluate(SPOT, one)
    assert spot is not None, f"{one} is not drawn"
    frame.locator("#map_div").click(position=spot)


def parameter(visit: Visit, name: str) -> list[str]:
    """The values of a parameter in the page's address."""
    return parse_qs(urlsplit(visit.page.evaluate("location.href")).query).get(name) or []


def selected(visit: Visit) -> str:
    """The selection in the page's address."""
    return "".join(parameter(visit, "selected"))


def search(frame: Frame, text: str) -> None:
    """Type into the picture's search box and take the first name that it offers."""
    box = frame.get_by_role("combobox")
    box.fill(text)
    frame.get_by_role("option").first.wait_for()
    box.press("Enter")
