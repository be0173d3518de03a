"""The made-up footprint by AppTest: every page opens, and says that it is made up."""

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event
from typing import Any

import networkx as nx
import pytest
from streamlit.testing.v1 import AppTest

from joinedup.model import Sector
from joinedup.render.leaflet import Picture
from joinedup.store import bundled
from joinedup.ui import cache, frames, tabling
from joinedup.ui.later import Later
from tests.page.visiting import PAGES, UNFILTERED, html, pictures, texts

Visit = Callable[..., AppTest]
ID = "demonstration"


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path / "store"))


@pytest.mark.parametrize("page", [*PAGES, *UNFILTERED])
def test_every_page_opens_and_says_that_it_is_made_up(page: str, visit: Visit) -> None:
    at = visit(page, dataset=ID)
    assert not at.exception
    assert "illustrative data" in " ".join(html(at)).casefold()


def test_the_history_lists_the_eight_versions_that_came_with_the_program(visit: Visit) -> None:
    at = visit("history", dataset=ID)
    (sentence,) = texts(at, "ju-sentence")
    assert sentence.startswith("8 versions: the made-up record")
    entries = [one.value for one in at.markdown if one.value.startswith("**Version")]
    assert [one.split("**")[1] for one in entries] == [f"Version {n}" for n in range(8, 0, -1)]


def test_an_older_version_can_be_opened_by_its_link(visit: Visit) -> None:
    old = bundled.versions(ID)[2]
    at = visit("overview", dataset=ID, version=old.version)
    assert not at.exception
    then = bundled.load_dataset(ID, old.version).organisations
    groups = sum(one.sector is Sector.VCSE for one in then)
    assert 5_500 < groups < 6_000
    assert any(f"{groups:,}" in text for text in html(at))


# --- at full scale ---------------------------------------------------------------


def test_the_overview_counts_in_its_pictures(visit: Visit) -> None:
    drawn = pictures(visit("overview", dataset=ID))
    assert ["No partnership on record, of those known" in one for one in drawn] == [True, False]
    assert ["partnerships that hold both" in one for one in drawn] == [False, True]
    assert max(map(len, drawn)) < 20_000


def test_the_overview_draws_the_few_that_a_filter_leaves(visit: Visit) -> None:
    drawn = pictures(visit("overview", dataset=ID, sectors="NHS trust"))
    assert not any("of those known" in one or "hold both" in one for one in drawn)


def test_the_pictures_are_of_the_view_and_its_day(visit: Visit) -> None:
    whole = pictures(visit("overview"))
    place = pictures(visit("overview", places="Rotherham"))
    then = pictures(visit("overview", date="2018-01-01"))
    assert all("<svg" in one for one in (*whole, *place, *then))
    assert len({*whole, *place, *then}) == 6
    assert all("Rotherham ·" in one for one in place)
    assert all("1 January 2018" in one for one in then)
    assert pictures(visit("overview", colour="Connection", streets="true")) == whole


def test_long_figures_are_set_smaller(visit: Visit) -> None:
    at = visit("overview", dataset=ID)
    long = texts(at, "ju-long")
    assert len(long) == 2
    assert all(" of " in one for one in long)
    assert texts(visit("overview"), "ju-long") == []


def test_one_click_from_the_public_record_to_the_made_up_one_and_back(visit: Visit) -> None:
    at = visit("overview", places="Rotherham")
    assert "Try everything on made-up data:" in [one.value for one in at.markdown]
    (there,) = [one for one in at.button if one.label == "open the demonstration"]
    at = there.click().run()
    assert texts(at, "h1")[0].startswith("Overview: Demonstration")
    assert not at.session_state["places"]
    assert "This is made-up data." in [one.value for one in at.markdown]
    (back,) = [one for one in at.button if one.label == "Back to South Yorkshire"]
    at = back.click().run()
    assert not at.exception
    assert texts(at, "h1")[0].startswith("Overview: South Yorkshire")


def test_an_organisation_is_found_by_part_of_its_name(visit: Visit) -> None:
    at = visit("organisation", dataset=ID)
    assert not [one for one in at.selectbox if one.label == "Find an organisation"]
    (box,) = [one for one in at.text_input if one.label == "Find an organisation"]
    one = bundled.load_dataset(ID, bundled.newest(ID)).organisations[0]
    at = box.set_value(f"  {one.name.upper()} ").run()
    (found,) = [button for button in at.button if button.key == f"found-{one.id}"]
    at = found.click().run()
    assert not at.exception
    assert at.session_state["selected"] == one.id
    assert texts(at, "h1")[0].startswith(f"Organisation: {one.name} ·")
    assert not [button for button in at.button if str(button.key).startswith("found-")]


def test_a_search_that_finds_too_many_or_none_says_so(visit: Visit) -> None:
    at = visit("organisation", dataset=ID)
    (box,) = [one for one in at.text_input if one.label == "Find an organisation"]
    at = box.set_value("a").run()
    buttons = [one for one in at.button if str(one.key).startswith("found-")]
    assert len(buttons) == 20
    assert any("more: type more of it" in one.value for one in at.caption)
    (box,) = [one for one in at.text_input if one.label == "Find an organisation"]
    at = box.set_value("zzzz nobody").run()
    assert "Nothing has this. Try a shorter part of it." in [one.value for one in at.caption]


def test_a_long_table_is_sent_in_full_only_to_those_who_ask(visit: Visit) -> None:
    at = visit("unconnected", dataset=ID, unfolded=("waiting",))
    (rows,) = [len(one.value) for one in at.dataframe if "Order" in one.value.columns]
    assert rows == tabling.MOST_ROWS
    assert any(one.value.startswith("The first 500 of 3,901 rows") for one in at.caption)
    (every,) = [one for one in at.toggle if one.label == "Show all 3,901 rows"]
    at = every.set_value(True).run()
    (rows,) = [len(one.value) for one in at.dataframe if "Order" in one.value.columns]
    assert rows == 3_901


def test_sizes_that_take_long_come_after_the_picture(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first picture has one size; once they are there, it has them, and the selection."""
    go = Event()

    def slow(graph: nx.Graph, *, aside: bool) -> dict[str, float]:
        assert aside
        go.wait(30)
        return {node: float(k) for k, node in enumerate(graph)}

    monkeypatch.setattr(cache, "betweenness", slow)
    # A store of its own: no other test has worked these sizes out.
    monkeypatch.setattr(cache, "_BETWEEN", Later[Mapping[str, float]](most=2))
    drawn: list[Mapping[str, Any]] = []

    def noted(picture: Mapping[str, Any]) -> Picture:
        drawn.append(picture)
        return Picture(picture)

    monkeypatch.setattr(frames, "Picture", noted)
    chosen = bundled.load_dataset(ID, bundled.newest(ID)).organisations[0].id
    at = visit("map", dataset=ID, size="betweenness", selected=chosen)
    first = drawn[-1]
    assert first["sizes"] is None
    assert "go-between" not in first["note"]
    assert any("sizes are being worked out" in one.value for one in at.caption)
    go.set()
    assert cache._BETWEEN.ask("next", lambda: {}, patience=30) == {}
    at = at.run()
    assert not any("sizes are being worked out" in one.value for one in at.caption)
    assert 1 in drawn[-1]["sizes"]
    assert drawn[-1]["selected"] == chosen


def test_a_network_too_large_for_go_betweens_is_drawn_all_the_same(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_MOST_BETWEEN", 1)
    monkeypatch.setattr(cache, "_BETWEEN", Later[Mapping[str, float]](most=2))
    at = visit("map", dataset=ID, size="betweenness")
    cache._BETWEEN.ask("next", lambda: {}, patience=30)
    at = at.run()
    (said,) = [one.value for one in at.caption if "one size" in one.value]
    assert said.startswith("All marks have one size. This network is too large")
    assert said.endswith("Number of partners can still be chosen as size.")
    assert not at.error
