"""Every page of every footprint: it runs, it says the sentence of its filters."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.model import ConnectionState, Sector, Standing
from joinedup.network.connection import count_standings
from joinedup.render.nouns import counted, heading_noun
from joinedup.render.sentence import about_one, around_one, caveats, sentence
from joinedup.services import dataset_names, is_old
from joinedup.ui import cache, worked_out
from joinedup.ui.later import Later
from joinedup.ui.menu import PAGES as MENU
from tests.page.visiting import (
    OWN_SENTENCE,
    PAGES,
    PLAIN,
    UNFILTERED,
    chips,
    html,
    labels,
    notices,
    said,
    texts,
)
from tests.unit.render_samples import FOOTPRINTS, TODAY, dataset, place_id, reading

Visit = Callable[..., AppTest]
ROTHERHAM = "E08000018"
PRACTICE = "ods:C87015"
PARTNERSHIP = "pcn:U01680"
THEN = date(2018, 1, 1)
SECTOR = "Voluntary, community and social enterprise"
#: Pages whose sentence is about all that is shown, whatever is selected.
WHOLE = ("overview", "map", "network", "unconnected", "parity", "about")


def test_every_page_has_its_address() -> None:
    assert {(path, url or "overview") for path, _, url, _ in MENU} == {
        (f"pages/{page}.py", page) for page in (*PAGES, *UNFILTERED, *PLAIN)
    }


def test_neighbourhoods_are_those_of_the_places_chosen(visit: Visit) -> None:
    def offered(at: AppTest) -> list[str]:
        return [name for name in at.selectbox(key="neighbourhood").options if name != "All"]

    one = dataset()
    inside = [area.name for area in one.neighbourhoods if area.parent == ROTHERHAM]
    outside = next(area for area in one.neighbourhoods if area.parent != ROTHERHAM)
    at = visit("overview")
    everywhere = offered(at)
    assert len(everywhere) == len(one.neighbourhoods) > len(inside) > 1
    at.multiselect(key="places").set_value([ROTHERHAM]).run()
    assert offered(at) == sorted(inside, key=str.casefold)
    at.selectbox(key="neighbourhood").set_value(inside[0]).run()
    at.multiselect(key="places").set_value([]).run()
    assert offered(at) == everywhere
    assert at.selectbox(key="neighbourhood").value in one.area_by_id
    # What a link asks for together stays, and is said.
    filters: dict[str, Any] = {"places": (ROTHERHAM,), "neighbourhood": outside.id}
    at = visit("overview", places="Rotherham", neighbourhood=outside.name)
    assert notices(at) == []
    assert said(at) == sentence(reading(**filters))
    assert at.selectbox(key="neighbourhood").value == outside.id
    assert offered(at) == [name for name in everywhere if name in {*inside, outside.name}]


def test_parity_says_that_partners_beyond_the_filters_do_not_count(visit: Visit) -> None:
    words = "Only organisations that pass the filters count"
    assert not any(words in item.value for item in visit("parity").markdown)
    at = visit("parity", places="Rotherham")
    assert any(words in item.value for item in at.markdown)
    at = visit("parity", levels="Place")
    assert not any(words in item.value for item in at.markdown)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_every_page_of_every_footprint_runs(visit: Visit, page: str, footprint: str) -> None:
    at = visit(page, dataset=dataset_names()[footprint])
    assert not at.exception
    assert not at.error
    assert notices(at) == []
    if page not in OWN_SENTENCE:
        assert said(at) == sentence(reading(dataset(footprint)))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("selected", [PRACTICE, PARTNERSHIP, ROTHERHAM, "U01680"])
def test_every_page_runs_with_a_selection(visit: Visit, page: str, selected: str) -> None:
    at = visit(page, selected=selected, past="true", date="2018-01-01")
    assert not at.exception
    assert notices(at) == []


@pytest.mark.parametrize("page", ["map", "network"])
@pytest.mark.parametrize(
    "options",
    [
        {"colour": "Connection", "size": "Number of partners"},
        {"colour": "Reach of partnerships", "size": "Go-between"},
        {"shade": "Deprivation", "streets": "true"},
        {"drawing": "Organisations only"},
        {"steps": "One step", "selected": PRACTICE},
        {"steps": "Two steps", "selected": PARTNERSHIP},
    ],
)
def test_every_way_of_drawing_runs(visit: Visit, page: str, options: dict[str, str]) -> None:
    at = visit(page, **options)
    assert not at.exception
    assert notices(at) == []


# --- filters ---------------------------------------------------------------------


@pytest.mark.parametrize("page", WHOLE)
@pytest.mark.parametrize(
    ("params", "filters"),
    [
        ({"places": "Rotherham"}, {"places": (ROTHERHAM,)}),
        ({"places": ROTHERHAM}, {"places": (ROTHERHAM,)}),
        ({"places": "rotherham"}, {"places": (ROTHERHAM,)}),
        (
            {"sectors": ["General practice", "NHS trust"], "places": "Rotherham"},
            {"sectors": ("general-practice", "nhs-trust"), "places": (ROTHERHAM,)},
        ),
        ({"states": "No partnership on record"}, {"states": ("none_on_record",)}),
        ({"date": "2018-01-01"}, {"day": THEN}),
        ({"date": "2018-01-01", "past": "true"}, {"day": THEN, "past": True}),
        ({"levels": "System"}, {"levels": ("system",)}),
    ],
)
def test_the_sentence_is_that_of_the_link(
    visit: Visit, page: str, params: dict[str, str], filters: dict[str, Any]
) -> None:
    at = visit(page, **params)
    assert said(at) == sentence(reading(**filters))
    assert notices(at) == []


def test_the_filters_in_the_sidebar_say_the_same(visit: Visit) -> None:
    at = visit("map")
    assert said(at) == sentence(reading())
    at.multiselect(key="places").set_value([ROTHERHAM]).run()
    assert said(at) == sentence(reading(places=(ROTHERHAM,)))
    at.multiselect(key="sectors").set_value(["general-practice"]).run()
    at.date_input(key="date").set_value(THEN).run()
    expected = reading(places=(ROTHERHAM,), sectors=("general-practice",), day=THEN)
    assert said(at) == sentence(expected)
    at.toggle(key="past").set_value(True).run()
    assert "past partnerships included" in said(at)
    assert len(chips(at)) == 4


def test_filters_stay_on_the_next_page(visit: Visit) -> None:
    at = visit("map", places="Rotherham", selected=PRACTICE)
    for page in ("network", "unconnected", "about", "map"):
        at.switch_page(f"pages/{page}.py").run()
        assert said(at) == sentence(reading(places=(ROTHERHAM,)))
        assert at.session_state["selected"] == PRACTICE


def test_another_footprint_starts_without_filters(visit: Visit) -> None:
    at = visit("map", places="Rotherham", selected=PRACTICE)
    at.selectbox(key="dataset").set_value("cheshire-west").run()
    assert not at.exception
    assert said(at) == sentence(reading(dataset("cheshire-west")))
    assert chips(at) == []


@pytest.mark.parametrize(
    ("params", "key"),
    [
        ({"places": "Rotherham"}, f"chip-places-{ROTHERHAM}"),
        ({"sectors": "NHS trust"}, "chip-sectors-nhs-trust"),
        ({"states": "Unknown"}, "chip-states-unknown"),
        ({"neighbourhood": "Maltby Wickersley"}, "chip-neighbourhood-None"),
        ({"levels": "System"}, "chip-levels-system"),
        ({"kinds": "Programme"}, "chip-kinds-programme"),
        ({"date": "2018-01-01"}, "chip-date-None"),
        ({"past": "true"}, "chip-past-None"),
    ],
)
def test_a_chip_takes_its_filter_away(visit: Visit, params: dict[str, str], key: str) -> None:
    at = visit("map", **params)
    assert len(chips(at)) == 1, labels(at)
    at.button(key=key).click().run()
    assert not at.exception
    assert chips(at) == []
    assert said(at) == sentence(reading())


def test_a_chip_takes_one_word_of_several_away(visit: Visit) -> None:
    at = visit("map", places=["Rotherham", "Sheffield"])
    assert len(chips(at)) == 2
    at.button(key=f"chip-places-{ROTHERHAM}").click().run()
    assert said(at) == sentence(reading(places=(place_id("Sheffield"),)))


# --- nothing passes --------------------------------------------------------------

NOBODY = {
    "sectors": "Voluntary, community and social enterprise",
    "states": "No partnership on record",
}


@pytest.mark.parametrize("page", ["overview", "map", "network", "unconnected"])
def test_an_empty_result_names_the_filter_to_loosen(visit: Visit, page: str) -> None:
    at = visit(page, **NOBODY)
    assert said(at).endswith(": Nothing passes these filters.")
    assert "Loosen the connection first." in at.info[0].value
    next(one for one in at.button if one.label == "Take away the connection").click().run()
    assert not at.exception
    assert not [one for one in at.info if "No organisation passes" in one.value]
    assert said(at) == sentence(reading(sectors=("vcse",)))


def test_an_empty_result_can_be_cleared(visit: Visit) -> None:
    at = visit("map", **NOBODY, date="2018-01-01", past="true", selected=PRACTICE)
    next(one for one in at.button if one.label == "Clear all filters").click().run()
    assert said(at) == sentence(reading())
    assert at.session_state["selected"] == PRACTICE


# --- the selected one ------------------------------------------------------------


@pytest.mark.parametrize("page", ["map", "network", "unconnected"])
def test_the_panel_follows_the_selection(visit: Visit, page: str) -> None:
    name = dataset().organisation_by_id[PRACTICE].name
    at = visit(page)
    assert texts(at, "ju-one") == []
    at.text_input(key="selected").set_value(PRACTICE).run()
    assert texts(at, "ju-one") == [name]
    assert texts(at, "ju-state") == ["Connected: only within its own sector"]
    next(one for one in at.button if one.label == "Clear selection").click().run()
    assert texts(at, "ju-one") == []


def test_a_name_in_the_panel_selects(visit: Visit) -> None:
    at = visit("map", selected=PRACTICE)
    at.button(key=f"in-{PARTNERSHIP}").click().run()
    assert texts(at, "ju-one") == [dataset().partnership_by_id[PARTNERSHIP].name]
    at.button(key=f"member-{PRACTICE}").click().run()
    assert texts(at, "ju-one") == [dataset().organisation_by_id[PRACTICE].name]


@pytest.mark.parametrize("area", [ROTHERHAM, "U01680"])
def test_an_area_has_its_panel_and_can_be_shown_alone(visit: Visit, area: str) -> None:
    at = visit("map", selected=area)
    one = dataset().area_by_id[area]
    assert texts(at, "ju-one") == [one.name]
    next(button for button in at.button if button.label.startswith("Show only this")).click().run()
    shown = reading(neighbourhood=area) if one.parent else reading(places=(area,))
    assert said(at) == sentence(shown)


def test_one_that_the_filters_leave_out_is_said_to_be(visit: Visit) -> None:
    at = visit("map", selected=PRACTICE, sectors="NHS trust")
    assert any("leave this organisation out" in str(one.value) for one in at.caption)


def test_the_panel_says_what_was_before_an_unknown_one(visit: Visit) -> None:
    one = reading()
    key, link = next(
        (key, link)
        for key, link in one.found.items()
        if link.state is ConnectionState.UNKNOWN and link.past_partnerships
    )
    number = counted(len(link.past_partnerships), "partnership", "partnerships")
    words = [f"Unknown on this date; in {number} before"]
    assert texts(visit("map", selected=key), "ju-state") == words
    never = next(
        key
        for key, link in one.found.items()
        if link.state is ConnectionState.UNKNOWN and not link.past_partnerships
    )
    words = ["Unknown: nobody has asked, and no complete list covers it"]
    assert texts(visit("map", selected=never), "ju-state") == words


@pytest.mark.parametrize("page", ["map", "organisation"])
def test_a_connection_that_the_filters_hide_is_not_denied(visit: Visit, page: str) -> None:
    at = visit(page, selected=PRACTICE, levels="System")
    words = "Connected, by none of the partnerships that the filters leave"
    assert texts(at, "ju-state") == [words]
    if page == "organisation":
        paragraphs = [one.value for one in at.markdown]
        assert "Hidden by the filter on level or kind of partnership." in paragraphs
        assert "None on record." not in paragraphs
    else:
        assert texts(at, "ju-next") == []


def test_a_partnership_that_does_not_run_on_the_day_says_so(visit: Visit) -> None:
    words = "On record, but not as running on 22 November 2026."
    assert words in texts(visit("map", selected="syb-ics"), "ju-next")
    then = visit("map", selected="syb-ics", date="2018-01-01")
    assert not [one for one in texts(then, "ju-next") if "On record, but" in one]


@pytest.mark.parametrize("selected", [PARTNERSHIP, ROTHERHAM])
def test_the_page_of_one_organisation_names_what_is_none(visit: Visit, selected: str) -> None:
    one = dataset().partnership_by_id.get(selected) or dataset().area_by_id[selected]
    assert said(visit("organisation", selected=selected)) == (
        f"{one.name} · 22 November 2026: Not an organisation, but here is what is on record "
        "about it."
    )


@pytest.mark.parametrize("params", [{}, {"date": "2018-01-01"}])
def test_what_is_missing_is_of_memberships_running_on_the_date(
    visit: Visit, params: dict[str, str]
) -> None:
    day = THEN if params else TODAY
    one = "ods:RHQ"
    every = [row for row in dataset().memberships if row.organisation == one]
    running = [
        row
        for row in every
        if row.runs_on(day) and dataset().partnership_by_id[row.partnership].runs_on(day)
    ]
    assert 0 < len(running) < len(every)
    old = sum(is_old(row.confirmed_on, day) for row in running)
    undated = sum(not row.confirmed_on for row in running)
    said_missing = "\n".join(
        re.sub(r"\\(.)", r"\1", one.value)
        for one in visit("organisation", selected=one, **params).markdown
    )
    of_all = f"of {counted(len(running), 'membership', 'memberships')} on this date"
    assert (f"for {old} {of_all}." in said_missing) is bool(old)
    assert (f"When {undated} {of_all}" in said_missing) is bool(undated)
    assert len(re.findall("on this date", said_missing)) == bool(old) + bool(undated)


def test_a_membership_that_was_left_is_not_asked_to_be_confirmed(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = next(row for row in dataset().memberships if row.organisation == PRACTICE)
    rows = [one for one in dataset().memberships if one is not row]
    for until, said_of in (("", 1), ("2020", 0)):
        # Undated, so that it is missing wherever it counts; its partnership runs on.
        undated = replace(row.provenance, as_of="")
        one = replace(row, until=until, since="", confirmed_on="", provenance=undated)
        changed = replace(dataset(), memberships=(*rows, one))
        monkeypatch.setattr(services, "load_dataset", lambda *_, made=changed: made)
        st.cache_resource.clear()
        at = visit("organisation", selected=PRACTICE)
        st.cache_resource.clear()
        assert not at.exception
        found = [text.value for text in at.markdown if "on this date" in text.value]
        assert len(found) == said_of


def test_the_page_of_one_organisation(visit: Visit) -> None:
    at = visit("organisation", selected=PRACTICE)
    one = dataset().organisation_by_id[PRACTICE]
    first, second = about_one(reading(), one)
    assert said(at) == f"{first}: {second}"
    assert at.dataframe[0].value["Partnership"].tolist() == ["Maltby Wickersley PCN"]
    partners = at.dataframe[1].value["Id"].tolist()
    assert partners == list(reading().found[PRACTICE].partners)


@pytest.mark.parametrize("page", ["organisation", "what_if"])
def test_a_footprint_that_is_searched_can_be_chosen_after_one_that_is_listed(
    visit: Visit, page: str
) -> None:
    at = visit(page)
    for one in ("demonstration", "south-yorkshire", "demonstration"):
        at.selectbox(key="dataset").set_value(one).run()
        assert not at.exception


def test_an_organisation_is_found_by_name(visit: Visit) -> None:
    at = visit("organisation")
    assert any("Find an organisation" in one.value for one in at.info)
    at.selectbox(key="find").set_value(PRACTICE).run()
    assert not at.exception
    assert at.session_state["selected"] == PRACTICE
    assert dataset().organisation_by_id[PRACTICE].name in said(at)


# --- what the pages show ---------------------------------------------------------


@pytest.mark.parametrize("filters", [{}, {"places": "Rotherham"}, {"states": "Unknown"}])
def test_the_table_has_the_rows_of_the_picture(visit: Visit, filters: dict[str, str]) -> None:
    chosen: dict[str, Any] = {"places": (ROTHERHAM,)} if "places" in filters else {}
    chosen |= {"states": ("unknown",)} if "states" in filters else {}
    expected = [one.id for one in reading(**chosen).shown]
    for page in ("map", "network"):
        assert visit(page, **filters).dataframe[0].value["Id"].tolist() == expected


@pytest.mark.parametrize("params", [{}, {"states": "No partnership on record"}])
def test_the_unconnected_have_counts_with_denominators(
    visit: Visit, params: dict[str, str]
) -> None:
    """Picking one state lists that state; the counts stay those of the whole."""
    at = visit("unconnected", **params)
    one = reading()
    counts = count_standings(one.found, (organisation.id for organisation in one.inside))
    total, unknown = len(one.inside), counts[Standing.UNKNOWN]
    across = counts[Standing.ACROSS_SECTORS] + counts[Standing.ACROSS_PLACES]
    of_known = f"of {total - unknown} known"
    parts = (counts[Standing.NONE_ON_RECORD], counts[Standing.OWN_SECTOR], across)
    assert texts(at, "ju-figure") == [
        *(f"{count} {of_known}" for count in parts),
        f"{unknown} of {total}",
    ]
    assert sum(parts) == total - unknown
    view = reading(states=("none_on_record",) if params else ())
    assert _waiting(at) == [row.organisation.id for row in services.waiting(view)][:10]


def _waiting(at: AppTest) -> list[str]:
    """Ids of the organisations on the working list, as the page has them."""
    keys = [str(one.key) for one in at.button]
    return [
        key.removeprefix("waiting-")
        for key in keys
        if key.startswith("waiting-") and key != "waiting-more"
    ]


def test_the_working_list_goes_on_and_holds_the_selected_one(visit: Visit) -> None:
    listed = [one.organisation.id for one in services.waiting(reading())]
    at = visit("unconnected", unfolded=("waiting",), selected=listed[30])
    assert _waiting(at) == [listed[30], *listed[:10]]
    assert [one.value["Id"].tolist() for one in at.dataframe if "Order" in one.value] == [listed]
    # Beside the selected one stands whom to introduce it to.
    assert any(str(one.key).startswith(f"decide-{listed[30]}~") for one in at.button)
    at = at.button(key="waiting-more").click().run()
    assert _waiting(at) == [listed[30], *listed[:20]]
    assert not at.exception


def test_an_answer_has_its_denominator_by_place_and_sector(visit: Visit) -> None:
    at = visit("unconnected", unfolded=())
    (frame,) = [one.value for one in at.dataframe if "No date" in one.value.columns]
    assert frame["Place"].tolist() == ["Barnsley", "Doncaster", "Rotherham", "Sheffield"]
    assert frame["Organisations"].sum() == 344
    unplaced = "6 of 350 organisations have no known place and are in no row."
    # Below the answers, and below the counts; whatever connection the view asks for.
    assert [one.value for one in at.caption].count(unplaced) == 2
    at = visit("unconnected", unfolded=(), states="No partnership on record")
    assert [one.value for one in at.caption].count(unplaced) == 2


def test_answers_follow_the_places_and_no_level(visit: Visit) -> None:
    at = visit("unconnected", unfolded=(), places="Rotherham", levels="System")
    (frame,) = [one.value for one in at.dataframe if "No date" in one.value.columns]
    (told,) = services.asked(reading(places=(ROTHERHAM,)))[0]
    assert frame["Place"].tolist() == ["Rotherham"]
    assert frame["Connected"].tolist() == [told.connected]
    assert told.connected > 0
    assert any("Filters on level and kind do not count here" in one.value for one in at.caption)


def test_an_empty_list_says_why(visit: Visit) -> None:
    at = visit("unconnected", levels="Neighbourhood", sectors="Local authority")
    told = [one.value for one in at.markdown if "by none of the partnerships shown" in one.value]
    assert len(told) == 1
    assert not any(one.value.startswith("Everybody in this view") for one in at.markdown)


def test_connections_that_a_filter_hides_are_a_group_of_their_own(visit: Visit) -> None:
    at = visit("unconnected", levels="System")
    one = reading(levels=("system",))
    counts = count_standings(one.found, (organisation.id for organisation in one.inside))
    figures = texts(at, "ju-figure")
    assert len(figures) == 5
    assert counts[Standing.HIDDEN] > 100
    assert figures[3].startswith(f"{counts[Standing.HIDDEN]} of ")
    assert len(texts(visit("unconnected"), "ju-hidden")) == 0
    assert len(texts(at, "ju-hidden")) == 1
    known = len(one.inside) - counts[Standing.UNKNOWN]
    assert sum(int(figure.split(" ")[0]) for figure in figures[:4]) == known


QUESTIONS = ["Who is here?", "Where does integration happen?", "Who is unconnected?"]


def test_parity_says_seats_beside_size_and_comes_with_chance(visit: Visit) -> None:
    at = visit("parity", unfolded=("mixing-sector",))
    assert not at.exception
    view = reading()
    pairs = cache.pairs_of(view.dataset, services.scope_of(view.state))
    # What was asked for before is there by then: one is made after the other.
    worked_out._MIXED.ask("last", lambda: services.mixing_of(view, pairs, "place"), patience=30)
    at = at.run()
    assert not any("being worked out" in one.value for one in at.caption)
    rows = {one.sector: one for one in services.seats_by_sector(view)}
    (figures,) = [body for body in html(at) if 'class="ju-counts"' in body]
    for sector in (Sector.VCSE, Sector.SOCIAL_CARE, Sector.LOCAL_AUTHORITY):
        assert heading_noun(sector) in figures
    groups = rows[Sector.VCSE]
    assert f"nobody has asked {groups.unknown:,} of them" in figures
    assert sum('ju-mixing"' in body for body in html(at)) == 2
    (frame,) = [one.value for one in at.dataframe]
    assert list(frame["Seats"]) == [one.members for one in services.boards(view)]


def test_who_holds_others_together_alone(visit: Visit) -> None:
    at = visit("network", dataset="demonstration", unfolded=("fragility",))
    worked_out._LOST.ask("last", tuple, patience=60)  # what was asked for before is there by then
    at = at.run()
    told = [one.value for one in at.markdown if one.value.startswith("Without it ")]
    assert told
    assert any("would be cut off from the other" in one or "no partner" in one for one in told)
    buttons = [one for one in at.button if str(one.key).startswith("fragile-")]
    assert len(buttons) == len(told) <= 10
    at = buttons[0].click().run()
    assert at.session_state["selected"] == str(buttons[0].key).removeprefix("fragile-")
    at = visit("network", unfolded=("fragility",), places="Barnsley")
    worked_out._LOST.ask("last again", tuple, patience=60)
    assert any("Nobody in this view" in one.value for one in at.run().markdown)


def test_where_an_organisation_stands_in_the_network(visit: Visit) -> None:
    at = visit("organisation", selected="ods:RFF", unfolded=("measured",))
    view = reading()
    last = services.measure_all(view.dataset, services.scope_of(view.state))
    worked_out._MEASURED.ask("last", lambda: last, patience=60)
    at = at.run()
    assert not at.exception
    (table,) = [body for body in html(at) if ">Holds others together<" in body]
    assert f"<td>{last.degree['ods:RFF']:,}</td>" in table
    assert "known organisations in Barnsley" in texts(at, "ju-balance")[0]
    alone = next(one for one in view.inside if not view.found[one.id].partners)
    at = visit("organisation", selected=alone.id, unfolded=("measured",))
    assert any("there is nothing to measure" in one.value for one in at.markdown)


def test_the_measures_of_the_network_and_its_parts(visit: Visit) -> None:
    at = visit("network", unfolded=("measures",))
    worked_out._PARTS.ask("last", tuple, patience=60)
    at = at.run()
    assert not at.exception
    (frame,) = [one.value for one in at.dataframe if "Density (%)" in one.value.columns]
    view = reading()
    assert frame["Organisations"][0] == len(view.whole)
    assert frame["Known"][0] == 183
    assert {"Place", "Neighbourhood", "Sector"} <= set(frame["Kind"])
    assert any("Only known organisations are measured" in one.value for one in at.caption)


def test_introductions_stand_in_plain_sight_for_whom_nobody_knows(visit: Visit) -> None:
    view = reading()
    alone = next(one for one in view.inside if not view.found[one.id].partners and one.place)
    at = visit("organisation", selected=alone.id)
    assert not at.exception
    buttons = [one for one in at.button if str(one.key).startswith("introduction-")]
    ground = services.prepare(view.dataset, services.scope_of(view.state), view.found)
    expected = services.introductions(ground, alone.id)
    assert [str(one.key) for one in buttons] == [
        f"introduction-{item.target.id}" for item in expected
    ]
    # Another weight, another order: the page follows it.
    weights = services.Weights(size=5.0, neighbourhood=0.0, nearness=0.0)
    for name in ("size", "neighbourhood", "nearness"):
        at.slider(key=f"weight-{name}").set_value(getattr(weights, name))
    at = at.run()
    buttons = [one for one in at.button if str(one.key).startswith("introduction-")]
    wanted = [item.target.id for item in services.introductions(ground, alone.id, weights)]
    assert [str(one.key).removeprefix("introduction-") for one in buttons] == wanted
    # And the address keeps it, for whoever opens the link.
    text = at.session_state["weights"]
    assert text == "0,1,1,1,1,0.5,0.5,0,2,5"
    at = visit("organisation", selected=alone.id, weights=text)
    buttons = [one for one in at.button if str(one.key).startswith("introduction-")]
    assert [str(one.key).removeprefix("introduction-") for one in buttons] == wanted
    assert at.slider(key="weight-size").value == 5.0
    at = visit("organisation", selected=alone.id, weights="1,2")
    assert not at.exception
    assert at.slider(key="weight-size").value == services.Weights().size


@pytest.mark.parametrize(
    ("page", "part", "chosen"),
    [("network", "measures", ""), ("organisation", "measured", "ods:RFF")],
)
def test_what_cannot_be_worked_out_says_why(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, page: str, part: str, chosen: str
) -> None:
    monkeypatch.setattr(cache, "_MOST_BETWEEN", 1)
    monkeypatch.setattr(worked_out, "_PARTS", Later[tuple[services.Part, ...]](most=2))
    monkeypatch.setattr(worked_out, "_MEASURED", Later[services.Measured](most=2))
    at = visit(page, unfolded=(part,), **({"selected": chosen} if chosen else {}))
    worked_out._PARTS.ask("last", tuple, patience=60)
    at = at.run()
    assert not at.exception
    assert not at.error
    assert any(one.value.startswith("This network is too large") for one in at.markdown)


def test_parity_follows_the_filters(visit: Visit) -> None:
    at = visit("parity", places="Rotherham", sectors="NHS trust")
    assert not at.exception
    (table,) = [body for body in html(at) if "Seats beside other sectors" in body]
    assert "NHS trusts" in table
    assert "Councils" not in table


def test_what_was_told_of_a_link_stays_when_the_page_draws_itself_anew(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: Iterator[None] = iter([None])  # the sizes come as soon as somebody asks again
    monkeypatch.setattr(cache, "sizes", lambda *_: next(answers, {}))
    at = visit("map", places="Atlantis", size="betweenness")
    assert not at.exception
    assert any("Atlantis" in one for one in notices(at))
    assert notices(at.run()) == []


def test_the_overview_answers_three_questions(visit: Visit) -> None:
    at = visit()
    assert texts(at, "h2")[:3] == QUESTIONS
    assert texts(at, "ju-figure") == ["350", "13 of 183", "2 of 183"]


@pytest.mark.parametrize(
    ("state", "shown"),
    [("No partnership on record", "2"), ("Unknown", "167"), ("Connected", "181")],
)
def test_shares_are_of_the_whole_whatever_state_is_picked(
    visit: Visit, state: str, shown: str
) -> None:
    assert texts(visit(states=state), "ju-figure") == [shown, "13 of 183", "2 of 183"]


def test_a_share_of_nobody_is_not_known(visit: Visit) -> None:
    unasked = reading(sectors=("vcse",), places=(ROTHERHAM,), day=date(2000, 1, 1))
    assert unasked.states()[ConnectionState.UNKNOWN] == len(unasked.inside) > 0
    at = visit(sectors=SECTOR, places="Rotherham", date="2000-01-01")
    number = str(len(unasked.inside))
    assert texts(at, "ju-figure") == [number, "Not known", "Not known"]
    said_below = texts(at, "li")
    assert f"{number} of {number} are unknown: nobody has asked" in said_below
    assert not [words for words in said_below if "of 0" in words or "only within" in words]


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({}, "all 13 across places as well"),
        ({"places": "Barnsley", "sectors": "NHS trust"}, "1 of these across places as well"),
    ],
)
def test_all_are_called_all(visit: Visit, params: dict[str, str], told: str) -> None:
    assert told in texts(visit(**params), "li")


def test_one_is_counted_as_one_on_the_overview(visit: Visit) -> None:
    words = texts(visit(), "ju-words")
    assert "known ones have no partnership on record" in words
    words = texts(visit(places="Sheffield"), "ju-words")
    assert "known ones has no partnership on record" in words


def test_the_overview_says_what_a_filter_hides(visit: Visit) -> None:
    one = reading(levels=("system",))
    standings = count_standings(one.found, (organisation.id for organisation in one.inside))
    line = f"{standings[Standing.HIDDEN]} by none of the partnerships shown"
    assert line in texts(visit(levels="System"), "li")
    assert not [words for words in texts(visit(), "li") if "partnerships shown" in words]


@pytest.mark.parametrize("page", WHOLE)
@pytest.mark.parametrize("params", [{}, {"date": "2018-01-01"}, {"sectors": "General practice"}])
def test_the_caveats_stand_under_the_sentence(
    visit: Visit, page: str, params: dict[str, str]
) -> None:
    filters: dict[str, Any] = {"day": THEN} if "date" in params else {}
    filters |= {"sectors": ("general-practice",)} if "sectors" in params else {}
    expected = caveats(reading(**filters))
    assert expected
    assert texts(visit(page, **params), "ju-caveats") == [" · ".join(expected)]


def test_the_network_around_one_says_whom_it_draws(visit: Visit) -> None:
    at = visit("network", selected=PRACTICE, steps="One step")
    halves = around_one(reading(selected=PRACTICE, steps="1"))
    assert halves
    assert said(at) == f"{halves[0]}: {halves[1]}"
    near = reading().found[PRACTICE]
    tables = [one.label for one in at.expander if one.label.startswith("Table: ")]
    assert f"Table: {len(near.partnerships)} partnership" in tables


def test_one_organisation_is_counted_as_one(visit: Visit) -> None:
    # 2 practices have none on record; a neighbourhood that holds one of them.
    lone = reading(states=("none_on_record",)).shown[0]
    assert lone.neighbourhood
    at = visit("map", states="No partnership on record", neighbourhood=lone.neighbourhood)
    assert at.dataframe[0].value["Id"].tolist() == [lone.id]
    assert "Table: 1 organisation" in [one.label for one in at.expander]


# --- downloads -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "params", "expected"),
    [
        ("map", {}, "south-yorkshire-organisations-2026-11-22.csv"),
        (
            "map",
            {"places": "Rotherham", "sectors": "General practice"},
            "south-yorkshire-organisations-rotherham-general-practice-2026-11-22.csv",
        ),
        (
            "map",
            {"date": "2018-01-01", "past": "true"},
            "south-yorkshire-organisations-past-included-2018-01-01.csv",
        ),
        (
            "unconnected",
            {"places": "Rotherham"},
            "south-yorkshire-unconnected-by-place-rotherham-2026-11-22.csv",
        ),
        (
            "organisation",
            {"selected": PRACTICE},
            "ods-c87015-partners-2026-11-22.csv",
        ),
    ],
)
def test_a_download_is_named_after_its_filters_and_date(
    visit: Visit,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    params: dict[str, str],
    expected: str,
) -> None:
    names: list[str] = []
    monkeypatch.setattr(st, "download_button", lambda *_, file_name, **__: names.append(file_name))
    at = visit(page, **params)
    assert not at.exception
    assert expected in names
    assert all(re.fullmatch(r"[a-z0-9-]{1,120}\.csv", name) for name in names)
    assert len(set(names)) == len(names)


def test_a_download_of_many_filters_keeps_its_date(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    monkeypatch.setattr(st, "download_button", lambda *_, file_name, **__: names.append(file_name))
    sectors = ["General practice", "NHS trust", SECTOR]
    visit("unconnected", places=["Rotherham", "Sheffield"], sectors=sectors, date="2018-01-01")
    assert names
    assert [name for name in names if not name.endswith("-2018-01-01.csv")] == []


def test_about_lists_every_source(visit: Visit) -> None:
    at = visit("about")
    listed = set().union(*(set(one.value.get("Source", ())) for one in at.dataframe))
    assert {one.provenance.source for one in dataset().organisations} <= listed


# --- links that cannot be used ---------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"places": "Atlantis"}, "the place “Atlantis”"),
        ({"dataset": "Atlantis"}, "the footprint “Atlantis”"),
        ({"colour": "pink"}, "the colouring “pink”"),
        ({"date": "yesterday"}, "the date “yesterday”"),
        ({"selected": "nobody"}, "“nobody”"),
        ({"version": "000000000000"}, "version 000000000000"),
    ],
)
def test_a_bad_link_is_said_and_the_rest_shown(
    visit: Visit, page: str, params: dict[str, str], expected: str
) -> None:
    at = visit(page, sectors="General practice", **params)
    assert not at.exception
    (notice,) = notices(at)
    assert expected in notice.replace("\\", "")
    if page not in OWN_SENTENCE:
        assert said(at) == sentence(reading(sectors=("general-practice",)))


def test_all_that_is_wrong_with_a_link_is_in_one_box(visit: Visit) -> None:
    (notice,) = notices(visit("map", places="Atlantis", colour="pink", date="yesterday"))
    paragraphs = notice.replace("\\", "").split("\n\n")
    assert len(paragraphs) == 3
    for words in ("the place “Atlantis”", "the colouring “pink”", "the date “yesterday”"):
        assert sum(words in one for one in paragraphs) == 1


def test_a_notice_is_shown_once(visit: Visit) -> None:
    at = visit("map", places="Atlantis")
    assert len(notices(at)) == 1
    assert notices(at.run()) == []


def test_parameters_of_others_are_left_alone(visit: Visit) -> None:
    at = visit("map", utm_source="newsletter")
    assert notices(at) == []
    assert at.query_params["utm_source"] == "newsletter"


def test_the_styles_come_first(visit: Visit) -> None:
    assert html(visit("map"))[0].lstrip().startswith("<")


@pytest.mark.parametrize("known", [True, False])
def test_an_error_on_purpose_says_what_is_wrong_and_what_to_do(*, known: bool) -> None:
    def failing(*, known: bool) -> None:
        from joinedup.errors import StoreError
        from joinedup.ui import server

        error: Exception = StoreError("The disk is *full*", hint="Make room, then try again.")
        server.on_script_error(error if known else ValueError("a secret path"))

    at = AppTest.from_function(failing, kwargs={"known": known}).run()
    said = at.error[0].value.replace("\\", "")
    assert said.startswith("**The disk is *full*.** Make room, then try again.") is known
    assert "Sorry, this page could not be shown" in said
    assert "reference number" in said
    assert "secret" not in said
