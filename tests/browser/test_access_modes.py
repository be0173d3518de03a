"""Pages at 400 % zoom, with wider spacing, less motion and forced colours."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, ViewportSize

from joinedup.model import Sector
from joinedup.render.palette import SECTORS
from joinedup.ui.menu import PAGES
from tests.browser.frames import SPOT
from tests.browser.visits import MAP_FRAME, Visit, map_frame, open_page

#: What a window of 1280 x 1024 is at 400 % zoom (WCAG 2.2, 1.4.10).
ZOOMED = ViewportSize(width=320, height=256)
PATHS = tuple(f"/{url}" for _, _, url, _ in PAGES)
#: The spacing of WCAG 2.2, 1.4.12.
SPACED = """
  * { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; }
  p { margin-bottom: 2em !important; } button p { margin: 0 !important; }"""
BEYOND = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
  .map((box) => box.scrollWidth - box.clientWidth)"""
# Text that is cut off: more of it than its box shows, where the box hides the rest.
CUT = """() => {
  const written = 'h1, h2, h3, p, dt, dd, li, td, th, button, label';
  return [...document.querySelectorAll(`main :is(${written})`)].filter((one) => {
    const style = getComputedStyle(one);
    return style.overflow === 'hidden' && style.position !== 'absolute'
      && one.getClientRects().length && one.scrollHeight > one.clientHeight + 2;
  }).map((one) => one.innerText.slice(0, 60));
}"""
# How much of the picture has one of these colours, each as red, green and blue; in pixels.
COUNTED = """(wanted) => {
  const canvas = document.querySelector('.joinedup-marks');
  const found = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let count = 0;
  for (let k = 0; k < found.length; k += 4) {
    if (wanted.includes([found[k], found[k + 1], found[k + 2]].join(' '))) count += 1;
  }
  return count;
}"""
# What stands in the middle of a mark and at its edge.
MARK = """([x, y]) => {
  const canvas = document.querySelector('.joinedup-marks'), box = canvas.getBoundingClientRect();
  const at = (dx) => Array.from(canvas.getContext('2d')
    .getImageData(Math.round(x - box.x + dx), Math.round(y - box.y), 1, 1).data).join(' ');
  return {middle: at(0), edges: [-5, -4, -3, 3, 4, 5].map(at)};
}"""
ANIMATES = "() => [map_div.options.zoomAnimation, map_div.options.inertia]"
BLACK = "0 0 0"
#: The sectors' colours, but for greys that a shade of black may be as well.
TINTS = [
    " ".join(str(int(style.light[k : k + 2], 16)) for k in (1, 3, 5))
    for sector, style in SECTORS.items()
    if sector not in (Sector.NATIONAL, Sector.OTHER)
]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_needs_no_scrolling_sideways_at_400_percent(
    new_visit: Callable[..., Visit], path: str
) -> None:
    visit = new_visit(viewport=ZOOMED)
    open_page(visit, path, selected="ods:RHQ")
    assert visit.page.evaluate(BEYOND) == [0, 0]
    visit.page.add_style_tag(content=SPACED)
    assert visit.page.evaluate(BEYOND)[0] == 0
    assert visit.page.evaluate(CUT) == []


def test_pictures_keep_a_usable_height_at_400_percent(new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(viewport=ZOOMED)
    open_page(visit, "/map")
    frame = map_frame(visit)
    box = visit.page.locator(MAP_FRAME).bounding_box()
    assert box
    assert box["height"] >= 300
    for name in ("Zoom in", "Show everything", "Move the picture", "The picture by keyboard"):
        assert frame.get_by_role("button", name=name).is_visible()
    frame.get_by_role("button", name="The picture by keyboard").click()
    close = frame.get_by_role("button", name="Close")
    close.scroll_into_view_if_needed()
    assert close.is_visible()


def test_less_motion_means_none(new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(reduced_motion="reduce")
    open_page(visit, "/map")
    assert map_frame(visit).evaluate(ANIMATES) == [False, False]
    moving = """() => [...document.querySelectorAll('body *')]
      .filter((one) => getComputedStyle(one).transitionDuration !== '0s').length"""
    assert visit.page.evaluate(moving) == 0


def forced(new_visit: Callable[..., Visit], path: str, **params: str) -> tuple[Visit, Frame]:
    """A picture under forced colours."""
    visit = new_visit(forced_colors="active")
    open_page(visit, path, **params)
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.drawn > 0")
    return visit, frame


@pytest.mark.parametrize(
    ("path", "params"),
    [("/map", {}), ("/network", {}), ("/network", {"dataset": "demonstration"})],
    ids=["map", "network", "blocks"],
)
def test_forced_colours_leave_only_the_readers_own(
    new_visit: Callable[..., Visit], path: str, params: dict[str, str]
) -> None:
    visit, frame = forced(new_visit, path, **params)
    assert frame.evaluate(COUNTED, TINTS) == 0
    assert frame.evaluate(COUNTED, [BLACK]) > 100
    plain = new_visit()
    open_page(plain, path, **params)
    drawn = map_frame(plain)
    drawn.wait_for_function("() => window.joinedup.drawn > 0")
    assert drawn.evaluate(COUNTED, TINTS) > 100
    assert visit.console_errors == []


def test_states_are_told_apart_under_forced_colours(new_visit: Callable[..., Visit]) -> None:
    _, frame = forced(new_visit, "/map", sectors="General practice", at="53.38,-1.47,12.5")
    marks = frame.evaluate("""() => {
      let found = [];
      map_div.eachLayer((layer) => { if (layer.shown) found = layer.shown.map((one) =>
        ({id: layer.idOf(one), mark: one.mark})); });
      return found;
    }""")
    middles: dict[str, str] = {}
    for one in marks:
        spot = frame.evaluate(SPOT, one["id"])
        size = frame.evaluate("() => ({...map_div.getSize()})")
        if 20 < spot["x"] < size["x"] - 20 and 80 < spot["y"] < size["y"] - 120:
            middles.setdefault(one["mark"], frame.evaluate(MARK, [spot["x"], spot["y"]])["middle"])
    assert middles["c"].startswith(BLACK)
    assert middles.get("n", "255 255 255 255") == "255 255 255 255"


def test_cards_and_steps_are_told_apart_under_forced_colours(
    new_visit: Callable[..., Visit],
) -> None:
    visit = new_visit(forced_colors="active")
    open_page(visit, "/map", selected="ods:RHQ")
    dot = "(one) => getComputedStyle(one, '::before').backgroundColor"
    state = visit.page.locator(".ju-state")
    assert state.evaluate(dot) == "rgb(0, 0, 0)"
    state.evaluate("(one) => one.classList.add('ju-none_on_record')")
    assert state.evaluate(dot) == "rgb(255, 255, 255)"
