"""The network in a real browser: hubs and members, projection, steps, stable layout."""

from joinedup.model import Dataset
from joinedup.network.graph import organisation_graph
from joinedup.network.scope import Scope
from joinedup.services import load_dataset
from joinedup.ui.state import today
from tests.browser.frames import SPOT, click_mark, parameter, selected, shown
from tests.browser.visits import Visit, map_frame, open_page, wait_idle

RAVEN = "pcn:U88280"


def dataset() -> Dataset:
    """The dataset that the pages open on."""
    return load_dataset("south-yorkshire")


def test_network_draws_every_organisation_and_running_partnership(visit: Visit) -> None:
    one = dataset()
    running = [item for item in one.partnerships if item.runs_on(today())]
    open_page(visit, "/network")
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.ties > 0")
    assert shown(frame)["organisations"] == len(one.organisations)
    assert shown(frame)["partnerships"] == len(running) == 30
    assert visit.console_errors == []


def test_past_partnerships_come_back_with_their_date(visit: Visit) -> None:
    open_page(visit, "/network", date="2018-01-01")
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.ties > 0")
    assert shown(frame)["partnerships"] == 2
    sentence = visit.page.locator(".ju-head").inner_text()
    assert "1 January 2018" in sentence


def test_organisations_are_joined_by_their_shared_partnerships(visit: Visit) -> None:
    graph = organisation_graph(dataset(), Scope(day=today()))
    open_page(visit, "/network", drawing="Organisations only")
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.ties > 0")
    assert shown(frame)["ties"] == graph.number_of_edges()
    assert shown(frame)["partnerships"] == 0


def test_click_on_a_hub_selects_the_partnership(visit: Visit) -> None:
    open_page(visit, "/network", places="Rotherham")
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.drawn > 0")
    click_mark(frame, RAVEN)
    wait_idle(visit)
    assert selected(visit) == RAVEN
    panel = visit.page.locator(".st-key-panel")
    assert panel.locator("h2").inner_text() == "Raven PCN"
    assert "Members (5)" in panel.inner_text()


def test_one_step_around_an_organisation(visit: Visit) -> None:
    one = dataset()
    practice = next(m.organisation for m in one.memberships if m.partnership == RAVEN)
    members = {m.organisation for m in one.memberships if m.partnership == RAVEN}
    open_page(visit, "/network", selected=practice, steps="One step")
    frame = map_frame(visit)
    frame.wait_for_function("() => window.joinedup.drawn > 0")
    assert shown(frame)["organisations"] == len(members)
    assert shown(frame)["partnerships"] == 1


def test_layout_stands_still_under_every_filter(visit: Visit) -> None:
    spots = []
    for filters in ({}, {"sectors": "General practice"}, {"places": "Rotherham"}):
        open_page(visit, "/network", drawn="450,800,-1", **filters)
        frame = map_frame(visit)
        frame.wait_for_function("() => window.joinedup.drawn > 0")
        spots.append(frame.evaluate(SPOT, RAVEN))
    assert spots[0] is not None
    assert spots == [spots[0]] * 3


def test_selection_stays_from_map_to_network_and_back(visit: Visit) -> None:
    open_page(visit, "/map", selected="ods:RFR", places="Rotherham")
    map_frame(visit)
    visit.page.get_by_role("link", name="Network", exact=True).click()
    visit.page.wait_for_url("**/network**")
    wait_idle(visit)
    assert shown(map_frame(visit))["selected"] == "ods:RFR"
    assert parameter(visit, "places") == ["Rotherham"]
    visit.page.get_by_role("link", name="Map", exact=True).click()
    visit.page.wait_for_url("**/map**")
    wait_idle(visit)
    assert shown(map_frame(visit))["selected"] == "ods:RFR"
    assert selected(visit) == "ods:RFR"
