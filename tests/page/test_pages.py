"""Every page of every footprint: it runs, it says the sentence of its filters."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from joinedup.render.sentence import about_one, sentence
from joinedup.services import dataset_names
from joinedup.ui.navigation import PAGES as MENU
from tests.page.visiting import PAGES, chips, html, labels, notices, said, texts
from tests.unit.render_samples import FOOTPRINTS, dataset, place_id, reading

Visit = Callable[..., AppTest]
ROTHERHAM = "E08000018"
PRACTICE = "ods:C87015"
PARTNERSHIP = "pcn:U01680"
THEN = date(2018, 1, 1)
#: Pages whose sentence is about all that is shown, whatever is selected.
WHOLE = ("overview", "map", "network", "unconnected", "about")


def test_every_page_has_its_address() -> None:
    assert [(path, url or "overview") for path, _, url, _ in MENU] == [
        (f"pages/{page}.py", page) for page in PAGES
    ]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_every_page_of_every_footprint_runs(visit: Visit, page: str, footprint: str) -> None:
    at = visit(page, dataset=dataset_names()[footprint])
    assert not at.exception
    assert not at.error
    assert notices(at) == []
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
    assert said(at).endswith(": nothing passes these filters.")
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


def test_the_page_of_one_organisation(visit: Visit) -> None:
    at = visit("organisation", selected=PRACTICE)
    one = dataset().organisation_by_id[PRACTICE]
    first, second = about_one(reading(), one)
    assert said(at) == f"{first}: {second}"
    assert at.dataframe[0].value["Partnership"].tolist() == ["Maltby Wickersley PCN"]
    partners = at.dataframe[1].value["Id"].tolist()
    assert partners == list(reading().found[PRACTICE].partners)


def test_an_organisation_is_found_by_name(visit: Visit) -> None:
    at = visit("organisation")
    assert any("Find an organisation" in one.value for one in at.info)
    at.selectbox(key="find-").set_value(PRACTICE).run()
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


def test_the_unconnected_have_counts_with_denominators(visit: Visit) -> None:
    at = visit("unconnected")
    states = reading().states()
    known = sum(states.values()) - list(states.values())[2]
    figures = texts(at, "ju-figure")
    assert figures[0].startswith(f"{list(states.values())[1]} of {known}")
    assert figures[2].startswith(f"{list(states.values())[2]} of {sum(states.values())}")
    assert at.dataframe[0].value["Connection"].unique().tolist() == ["No partnership on record"]


def test_the_overview_answers_three_questions(visit: Visit) -> None:
    at = visit()
    assert texts(at, "h2")[:3] == [
        "Who is here?",
        "Where does integration happen?",
        "Who is unconnected?",
    ]
    assert texts(at, "ju-figure") == ["350", "13 of 183", "2 of 183"]


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
        ({"version": "000000000000"}, "earlier version"),
    ],
)
def test_a_bad_link_is_said_and_the_rest_shown(
    visit: Visit, page: str, params: dict[str, str], expected: str
) -> None:
    at = visit(page, sectors="General practice", **params)
    assert not at.exception
    (notice,) = notices(at)
    assert expected in notice.replace("\\", "")
    assert said(at) == sentence(reading(sectors=("general-practice",)))


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
