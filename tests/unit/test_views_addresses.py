"""A view and its address, case by case; the round trip is in ``tests/property``."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup import views
from joinedup.services import dataset_names, default_view
from joinedup.views import ViewState, Vocabulary, parse, to_params, vocabulary
from tests.unit import network_samples as sample
from tests.unit.render_samples import HOSTILE, TODAY, dataset

DEFAULT = default_view("south-yorkshire", TODAY)
ROTHERHAM, SHEFFIELD = "E08000018", "E08000039"


def words(footprint: str = "south-yorkshire") -> Vocabulary:
    return vocabulary(dataset(footprint), dataset_names())


def read(**params: str | list[str]) -> tuple[ViewState, list[tuple[str, str]]]:
    """The view of a link, and what of it fell back, as pairs of parameter and value."""
    given = {key: [text] if isinstance(text, str) else text for key, text in params.items()}
    state, problems = parse(given, words(), default=DEFAULT)
    return state, [(one.parameter, one.value) for one in problems]


# --- reading ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, {}),
        ({"dataset": "Bradford District"}, {"dataset": "bradford-district"}),
        ({"dataset": "bradford-district"}, {"dataset": "bradford-district"}),
        ({"places": "Rotherham"}, {"places": (ROTHERHAM,)}),
        ({"places": ROTHERHAM}, {"places": (ROTHERHAM,)}),
        ({"places": " rOTHERHAM "}, {"places": (ROTHERHAM,)}),
        ({"places": ["Sheffield", "Rotherham"]}, {"places": (SHEFFIELD, ROTHERHAM)}),
        ({"places": ["Sheffield", SHEFFIELD, "SHEFFIELD"]}, {"places": (SHEFFIELD,)}),
        ({"sectors": "nhs trust"}, {"sectors": ("nhs-trust",)}),
        ({"sectors": "nhs-trust"}, {"sectors": ("nhs-trust",)}),
        (
            {"sectors": "Voluntary, community and social enterprise"},
            {"sectors": ("vcse",)},
        ),
        ({"states": "No partnership on record"}, {"states": ("none_on_record",)}),
        ({"states": ["unknown", "Connected"]}, {"states": ("unknown", "connected")}),
        ({"levels": "System"}, {"levels": ("system",)}),
        ({"kinds": "Primary care network"}, {"kinds": ("primary care network",)}),
        ({"colour": "Connection"}, {"colour": "state"}),
        ({"colour": ["state", "Sector"]}, {}),
        ({"colour": ["Sector", "reach"]}, {"colour": "reach"}),
        ({"size": "go-between"}, {"size": "betweenness"}),
        ({"shade": "Deprivation"}, {"shade": "deprivation"}),
        ({"drawing": "organisations"}, {"drawing": "organisations"}),
        ({"steps": "One step"}, {"steps": "1"}),
        ({"steps": "2"}, {"steps": "2"}),
        ({"past": "true"}, {"past": True}),
        ({"past": "TRUE", "streets": "true"}, {"past": True, "streets": True}),
        ({"past": ["true", "false"]}, {}),
        ({"date": "2018-01-01"}, {"day": date(2018, 1, 1)}),
        ({"date": ["2018-01-01", "2019-02-03"]}, {"day": date(2018, 1, 1)}),
        ({"selected": "ods:C87015"}, {"selected": "ods:C87015"}),
        ({"within": "block:(outside):vcse"}, {"within": "block:(outside):vcse"}),
        ({"drawing": "Places and sectors"}, {"drawing": "blocks"}),
        ({"version": "abc"}, {"version": "abc"}),
        ({"at": "53.4,-1.4,10", "drawn": "1,2,3"}, {}),
        ({"places": "", "date": ""}, {}),
        ({"utm_source": "newsletter", "__proto__": "x", "day": "2018-01-01"}, {}),
    ],
)
def test_a_link_is_read(params: dict[str, str | list[str]], expected: dict[str, Any]) -> None:
    assert read(**params) == (replace(DEFAULT, **expected), [])


@pytest.mark.parametrize(
    ("params", "expected", "bad"),
    [
        ({"dataset": "Atlantis"}, {}, [("dataset", "Atlantis")]),
        ({"places": "Atlantis"}, {}, [("places", "Atlantis")]),
        ({"places": "U01680"}, {}, [("places", "U01680")]),
        (
            {"places": ["Atlantis", "Rotherham", "Mu"]},
            {"places": (ROTHERHAM,)},
            [("places", "Atlantis"), ("places", "Mu")],
        ),
        ({"neighbourhood": "Rotherham"}, {}, [("neighbourhood", "Rotherham")]),
        ({"sectors": "general"}, {}, [("sectors", "general")]),
        ({"states": "unconnected"}, {}, [("states", "unconnected")]),
        ({"colour": ["Sector", "pink"]}, {}, [("colour", "pink")]),
        ({"steps": "3"}, {}, [("steps", "3")]),
        ({"past": "perhaps"}, {}, [("past", "perhaps")]),
        ({"date": "yesterday"}, {}, [("date", "yesterday")]),
        ({"date": "2026-02-30"}, {}, [("date", "2026-02-30")]),
        ({"date": "0001-01-01"}, {}, [("date", "0001-01-01")]),
        ({"date": "9999-12-31"}, {}, [("date", "9999-12-31")]),
        (
            {"dataset": "Atlantis", "size": "huge", "places": "Sheffield"},
            {"places": (SHEFFIELD,)},
            [("dataset", "Atlantis"), ("size", "huge")],
        ),
    ],
)
def test_what_cannot_be_used_falls_back_and_is_said(
    params: dict[str, str | list[str]], expected: dict[str, Any], bad: list[tuple[str, str]]
) -> None:
    assert read(**params) == (replace(DEFAULT, **expected), bad)


@pytest.mark.parametrize("name", views.PARAMETERS)
def test_an_over_long_value_falls_back_and_is_shortened(name: str) -> None:
    state, bad = read(**{name: "x" * (views.MAX_VALUE_LENGTH + 1)})
    assert state == DEFAULT
    assert bad == [(name, "x" * 59 + "…")]


@pytest.mark.parametrize("name", [*views.ONE, *views.MANY, *views.SWITCHES, "date"])
@pytest.mark.parametrize("text", [*HOSTILE, "__import__('os')", "../../etc/passwd", "null", "\x00"])
def test_hostile_text_is_looked_up_and_nothing_else(name: str, text: str) -> None:
    state, bad = read(**{name: text})
    assert state == DEFAULT
    assert [one for one, _ in bad] == [name]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("places", "asks for the place “x”, which is not in this dataset."),
        ("kinds", "asks for the kind of partnership “x”, which is not in this dataset."),
        ("date", "asks for the date “x”, which is not a day this dashboard can show."),
        ("past", "asks for past partnerships as “x”, which cannot be read."),
    ],
)
def test_a_problem_is_told_in_words(name: str, expected: str) -> None:
    _, (problem,) = parse({name: ["x"]}, words(), default=DEFAULT)
    assert expected in problem.message


@pytest.mark.parametrize("name", views.PARAMETERS)
def test_every_parameter_has_its_words(name: str) -> None:
    _, (problem,) = parse({name: ["x" * 301]}, words(), default=DEFAULT)
    assert problem.message.startswith("The link asks for ")


def test_the_default_holds_where_the_link_is_silent() -> None:
    default = ViewState(dataset="cheshire-west", day=date(2020, 1, 1), colour="reach", past=True)
    assert parse({}, words(), default=default) == (default, ())
    state, _ = parse({"past": ["false"]}, words(), default=default)
    assert state == replace(default, past=False)


# --- writing ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"version": "abc"}, []),
        ({"dataset": "bradford-district"}, [("dataset", "Bradford District")]),
        (
            {"places": (ROTHERHAM, SHEFFIELD)},
            [("places", "Rotherham"), ("places", "Sheffield")],
        ),
        (
            {"sectors": ("vcse",), "states": ("none_on_record",)},
            [
                ("sectors", "Voluntary, community and social enterprise"),
                ("states", "No partnership on record"),
            ],
        ),
        ({"colour": "sector", "size": "same", "steps": "0"}, []),
        ({"colour": "state", "steps": "1"}, [("colour", "Connection"), ("steps", "One step")]),
        ({"past": True, "streets": True}, [("past", "true"), ("streets", "true")]),
        ({"selected": "ods:C87015"}, [("selected", "ods:C87015")]),
        ({"day": date(2018, 1, 1)}, [("date", "2018-01-01")]),
    ],
)
def test_defaults_are_left_out(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert to_params(replace(DEFAULT, **changes), words(), default=DEFAULT) == expected


def test_pinning_adds_the_day_and_the_version() -> None:
    state = replace(DEFAULT, version="abc")
    pinned = to_params(state, words(), default=DEFAULT, pin=True)
    assert pinned == [("date", "2026-11-22"), ("version", "abc")]
    assert to_params(DEFAULT, words(), default=DEFAULT, pin=True) == [("date", "2026-11-22")]


# --- the drawing that suits the size ------------------------------------------------


@pytest.mark.parametrize(
    ("organisations", "drawing"),
    [(views.MOST_ONE_BY_ONE, "hubs"), (views.MOST_ONE_BY_ONE + 1, "blocks")],
)
def test_a_link_without_a_drawing_opens_the_one_that_suits_the_size(
    organisations: int, drawing: str
) -> None:
    one = sample.dataset([sample.organisation(f"o{k}") for k in range(organisations)])
    found = vocabulary(one, {one.id: one.name})
    state, problems = parse({}, found, default=DEFAULT)
    assert (state.drawing, problems) == (drawing, ())
    assert list(found.words["drawing"]) == [
        drawing,
        *(word for word in views.DRAWINGS if word != drawing),
    ]


@pytest.mark.parametrize("drawing", views.DRAWINGS)
@pytest.mark.parametrize("organisations", [3, views.MOST_ONE_BY_ONE + 1])
def test_a_link_names_its_drawing_unless_it_is_the_first(organisations: int, drawing: str) -> None:
    one = sample.dataset([sample.organisation(f"o{k}") for k in range(organisations)])
    found = vocabulary(one, {one.id: one.name})
    state = ViewState(dataset=DEFAULT.dataset, day=TODAY, drawing=drawing)
    pairs = to_params(state, found, default=DEFAULT)
    first = next(iter(found.words["drawing"]))
    assert pairs == ([] if drawing == first else [("drawing", views.DRAWINGS[drawing])])
    params: dict[str, list[str]] = {name: [text] for name, text in pairs}
    assert parse(params, found, default=DEFAULT)[0] == state


@pytest.mark.parametrize(
    "text", ["vcse", "block:", "BLOCK:a:b", "block:<b>:vcse", "block:a b:vcse", "community:\ud800"]
)
def test_what_cannot_be_a_group_is_said_and_left_out(text: str) -> None:
    assert read(within=text) == (DEFAULT, [("within", text)])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("against", "yesterday"),
        ("against", "2024-3-1"),
        ("against", "0123456789AB"),
        ("whatif", "a b"),
        ("weights", "2"),
        ("weights", "9,1"),
        ("weights", "5.5,1"),
        ("weights", "1,nan"),
        ("diagram", "short"),
        ("diagram", "<b>abcdefgh"),
        ("whatif", "<b>~x"),
        ("whatif", "a" * (views.MAX_VALUE_LENGTH + 1)),
    ],
)
def test_free_text_of_another_form_is_said_and_left_out(name: str, text: str) -> None:
    assert read(**{name: text})[0] == DEFAULT
    assert [one for one, _ in read(**{name: text})[1]] == [name]
    assert views.kept(name, text) == ""
