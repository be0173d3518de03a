"""The map in a real browser: what Leaflet drew, what a click does, what does not rerun."""

from typing import Any

import pytest

from joinedup.services import load_dataset
from tests.browser.frames import SPOT, click_mark, search, selected, shown
from tests.browser.visits import Visit, map_frame, open_page, wait_idle

# Counts what Leaflet itself holds: polygons with an id, and marks our renderer drew.
FROM_LEAFLET = """() => {
  const ids = new Set();
  let marks = 0;
  map_div.eachLayer((layer) => {
    if (layer.feature && layer.feature.properties.level === 'neighbourhood') {
      ids.add(layer.feature.properties.id);
    }
    if (layer.shown) marks += layer.shown.length;
  });
  return {neighbourhoods: ids.size, marks};
}"""
# Whether the page's address names the place where the map has come to rest.
IN_ADDRESS = """() => {
  const at = new URL(window.parent.location.href).searchParams.get('at').split(',').map(Number);
  const centre = map_div.getCenter();
  return Math.abs(at[0] - centre.lat) < 1e-3 && Math.abs(at[1] - centre.lng) < 1e-3;
}"""
PRACTICES = "General practice"


def script_runs(visit: Visit) -> list[str]:
    """A list that grows whenever the page asks the server for a run of the script."""
    sent: list[str] = []
    visit.page.on(
        "websocket", lambda socket: socket.on("framesent", lambda data: sent.append(str(data)))
    )
    return sent


def test_map_draws_every_practice_and_neighbourhood(visit: Visit) -> None:
    open_page(visit, "/map", sectors=PRACTICES)
    frame = map_frame(visit)
    assert shown(frame)["organisations"] == 170
    assert shown(frame)["neighbourhoods"] == 34
    assert frame.evaluate(FROM_LEAFLET) == {"neighbourhoods": 34, "marks": 170}


def test_map_draws_all_that_have_an_address(visit: Visit) -> None:
    located = [one for one in load_dataset("south-yorkshire").organisations if one.point]
    open_page(visit, "/map")
    assert shown(map_frame(visit))["organisations"] == len(located)


@pytest.mark.parametrize("organisation", ["ods:RFR", "ods:C86016", "ods:Y08645"])
def test_click_selects_the_organisation_under_it(visit: Visit, organisation: str) -> None:
    open_page(visit, "/map", places="Rotherham" if organisation != "ods:C86016" else "Doncaster")
    frame = map_frame(visit)
    click_mark(frame, organisation)
    wait_idle(visit)
    assert shown(frame)["selected"] == organisation
    assert selected(visit) == organisation
    name = load_dataset("south-yorkshire").organisation_by_id[organisation].name
    assert visit.page.locator(".st-key-panel h2").inner_text() == name


def test_every_mark_of_one_spot_can_be_clicked(visit: Visit) -> None:
    organisations = load_dataset("south-yorkshire").organisations
    spots: dict[object, list[str]] = {}
    for one in organisations:
        if one.point and one.sector.value == "general-practice":
            spots.setdefault(one.point, []).append(one.id)
    crowded = max(spots.values(), key=len)
    assert len(crowded) >= 2
    point = next(point for point, ids in spots.items() if ids is crowded)
    where = f"{point.latitude},{point.longitude},16"  # type: ignore[attr-defined]
    open_page(visit, "/map", sectors=PRACTICES, at=where)
    frame = map_frame(visit)
    for organisation in crowded:
        click_mark(frame, organisation)
        wait_idle(visit)
        assert selected(visit) == organisation


def test_click_on_a_neighbourhood_selects_it(visit: Visit) -> None:
    open_page(visit, "/map", sectors="Ambulance", shade="Deprivation")
    frame = map_frame(visit)
    spot = frame.evaluate("""() => {
      let spot = null;
      map_div.eachLayer((layer) => {
        const area = layer.feature && layer.feature.properties;
        if (area && area.id === 'barnsley-penistone') {
          spot = map_div.latLngToContainerPoint([area.label[1], area.label[0]]);
        }
      });
      return {x: spot.x, y: spot.y};
    }""")
    frame.locator("#map_div").click(position=spot)
    wait_idle(visit)
    assert selected(visit) == "barnsley-penistone"
    panel = visit.page.locator(".st-key-panel").inner_text()
    assert "Approximate catchment" in panel


def test_filter_does_not_remount_the_frame(visit: Visit) -> None:
    open_page(visit, "/map")
    frame = map_frame(visit)
    frame.evaluate("window.stillHere = 'yes'")
    before = shown(frame)["organisations"]
    visit.page.get_by_test_id("stMultiSelect").filter(has_text="Sector").locator("input").click()
    visit.page.get_by_role("option", name=PRACTICES).click()
    visit.page.keyboard.press("Escape")
    frame.wait_for_function("() => window.joinedup.organisations === 170")
    assert before > 170
    assert frame.evaluate("window.stillHere") == "yes"


def test_panning_does_not_rerun_the_script_and_stays_in_the_address(visit: Visit) -> None:
    sent = script_runs(visit)
    open_page(visit, "/map")
    frame = map_frame(visit)
    before = len(sent)
    box = visit.page.locator("iframe").first.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + 60)
    visit.page.mouse.move(*middle)
    visit.page.mouse.down()
    visit.page.mouse.move(middle[0] - 140, middle[1] + 50, steps=8)
    visit.page.mouse.up()
    visit.page.wait_for_url("**at=*")
    # streamlit-folium would answer a quarter of a second after the map has come to rest.
    wait_idle(visit)
    assert len(sent) == before
    frame.wait_for_function(IN_ADDRESS)


def test_search_flies_to_an_organisation(visit: Visit) -> None:
    open_page(visit, "/map")
    frame = map_frame(visit)
    search(frame, "waverley medical")
    wait_idle(visit)
    assert selected(visit) == "ods:Y08645"
    assert frame.evaluate("() => map_div.getZoom()") >= 13
    spot = frame.evaluate(SPOT, "ods:Y08645")
    size = frame.evaluate("() => ({...map_div.getSize()})")
    assert spot["x"] == pytest.approx(size["x"] / 2, abs=40)


def test_ties_are_drawn_for_the_selected_one(visit: Visit) -> None:
    dataset = load_dataset("south-yorkshire")
    open_page(visit, "/map", selected="pcn:U88280")
    frame = map_frame(visit)
    members = {one.organisation for one in dataset.memberships if one.partnership == "pcn:U88280"}
    frame.wait_for_function("() => window.joinedup.ties > 0")
    assert shown(frame)["ties"] == len(members) * (len(members) - 1) // 2


def test_streets_fail_quietly(visit: Visit) -> None:
    open_page(visit, "/map", streets="true")
    frame = map_frame(visit)
    frame.get_by_text("Street map not reachable").wait_for()
    assert shown(frame)["organisations"] > 300
    assert visit.console_errors == []


def test_narrow_screens_have_the_map_too(new_visit: Any) -> None:
    visit = new_visit(viewport={"width": 390, "height": 844})
    open_page(visit, "/map", sectors=PRACTICES)
    assert shown(map_frame(visit))["organisations"] == 170
    wide = visit.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
