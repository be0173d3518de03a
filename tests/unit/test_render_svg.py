"""The small still pictures: well-formed, titled, a mark for each one shown."""

import json
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as Xml

import pytest

from joinedup import services
from joinedup.model import ConnectionState, Sector
from joinedup.network.layout import Layout, layout
from joinedup.render.palette import SECTORS
from joinedup.render.sentence import sentence
from joinedup.render.svg import Outlines, outlines, small_map, small_network
from joinedup.services import Reading
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, dataset, named, reading

SVG = "{http://www.w3.org/2000/svg}"
SMALL = reading(dataset("cheshire-west"), states=("connected",))
NOWHERE = '{"features": []}'


def map_of(one: Reading, *, title: str = "Map", dark: bool = False) -> str:
    return small_map(one, areas(one.dataset.id), title=title, dark=dark)


def network_of(one: Reading, *, title: str = "Network", dark: bool = False) -> str:
    return small_network(one, placed(one.dataset.id), title=title, dark=dark)


@cache
def areas(footprint: str) -> Outlines | None:
    return outlines(services.load_boundaries(footprint))


@cache
def placed(footprint: str) -> Layout:
    return layout(dataset(footprint))


def parsed(drawn: str) -> Xml.Element:
    return Xml.fromstring(drawn)  # noqa: S314 - our own drawing, with no entities in it


def classed(drawn: str, name: str) -> list[Xml.Element]:
    return [one for one in parsed(drawn).iter() if one.get("class") == name]


def marks(drawn: str) -> list[dict[str, str]]:
    """The attributes of each mark, with those of the group that it is drawn in."""
    return [
        {**group.attrib, **mark.attrib}
        for group in parsed(drawn).iter(f"{SVG}g")
        for mark in group.iter(f"{SVG}path")
    ]


# --- the map ---------------------------------------------------------------------


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@pytest.mark.parametrize("dark", [False, True])
def test_the_map_has_every_area(footprint: str, *, dark: bool) -> None:
    one = reading(dataset(footprint))
    drawn = map_of(one, dark=dark)
    assert len(classed(drawn, "place")) == len(one.dataset.places)
    assert len(classed(drawn, "hood")) == len(one.dataset.neighbourhoods)


def test_the_map_has_a_mark_for_each_one_with_an_address() -> None:
    one = reading(sectors=("general-practice",))
    drawn = marks(map_of(one))
    assert len(drawn) == 170
    assert {mark.get("stroke") for mark in drawn} == {SECTORS[Sector.GENERAL_PRACTICE].light}


def test_north_is_up_and_east_is_right() -> None:
    def spot(one: Reading) -> tuple[float, float]:
        path = marks(map_of(one))[0].get("d") or ""
        x, y = path[1:].split("a")[0].split(" ")
        return float(x), float(y)

    practices = [o for o in reading(sectors=("general-practice",)).shown if o.point]

    def alone(key: str) -> Reading:
        one = reading()
        return replace(one, shown=tuple(o for o in one.shown if o.id == key))

    north = max(practices, key=lambda o: o.point.latitude if o.point else 0)
    south = min(practices, key=lambda o: o.point.latitude if o.point else 0)
    east = max(practices, key=lambda o: o.point.longitude if o.point else 0)
    west = min(practices, key=lambda o: o.point.longitude if o.point else 0)
    assert spot(alone(north.id))[1] < spot(alone(south.id))[1]
    assert spot(alone(west.id))[0] < spot(alone(east.id))[0]


def test_marks_lie_within_the_picture() -> None:
    drawn = map_of(reading(sectors=("general-practice",)))
    left, top, width, height = map(float, (parsed(drawn).get("viewBox") or "").split())
    for mark in marks(drawn):
        x, y = (float(n) for n in (mark.get("d") or "")[1:].split("a")[0].split(" "))
        assert left <= x <= left + width
        assert top <= y <= top + height


def test_without_boundaries_there_is_no_map() -> None:
    assert outlines(NOWHERE) is None
    assert small_map(reading(), None, title="x", dark=False) == ""


def test_an_outline_goes_where_its_corners_are() -> None:
    ring = [[0.0, 50.0], [2.0, 50.0], [2.0, 51.0], [2.0, 51.0], [0.0, 51.0], [0.0, 50.0]]
    feature = {
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"id": "E1", "name": "One", "level": "place", "label": [1.0, 50.5]},
    }
    found = outlines(json.dumps({"features": [feature]}))
    assert found is not None
    ((level, key, path),) = found.areas
    width, height = found.size
    assert (level, key) == ("place", "E1")
    assert (round(width), round(height)) == (1000, 786)  # half of 1000 over cos(50.5°)
    assert path == "M0 786l1000 0l0-786l-1000 0Z"
    ((_, name, x, y),) = found.names
    assert (name, round(x), round(y)) == ("One", 500, 393)


def test_a_footprint_is_a_few_tens_of_kilobytes() -> None:
    assert len(map_of(reading())) < 40_000
    assert len(network_of(reading())) < 30_000


@pytest.mark.parametrize("state", list(ConnectionState))
def test_a_state_shows_without_colour(state: ConnectionState) -> None:
    one = reading(states=(state.value,), sectors=("general-practice", "vcse"))
    for mark in marks(map_of(one)):
        assert (mark.get("fill") == "none") is (state is not ConnectionState.CONNECTED)
        assert (mark.get("stroke-dasharray") is not None) is (state is ConnectionState.UNKNOWN)


def test_every_sector_has_an_outline_of_its_own() -> None:
    organisations = [
        replace(sample.organisation(f"o{k}", sector), point=dataset().organisations[0].point)
        for k, sector in enumerate(Sector)
    ]
    one = reading(replace(sample.dataset(organisations), id="south-yorkshire"))
    outlines = {mark.get("d") for mark in marks(map_of(one))}
    assert len(outlines) == len(Sector)


# --- the network -----------------------------------------------------------------


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@pytest.mark.parametrize("dark", [False, True])
def test_the_network_has_everyone_shown_and_their_partnerships(
    footprint: str, *, dark: bool
) -> None:
    one = reading(dataset(footprint), past=True)
    drawn = network_of(one, dark=dark)
    joined = [key for o in one.shown for key in one.found[o.id].partnerships]
    assert len(marks(drawn)) == len(one.shown)
    assert len(classed(drawn, "hub")) == len(set(joined))
    (ties,) = classed(drawn, "tie")
    assert (ties.get("d") or "").count("M") == len(joined)


def test_a_network_of_nobody_is_a_picture_all_the_same() -> None:
    drawn = network_of(reading(sectors=("other",)))
    assert marks(drawn) == []
    assert parsed(drawn).get("viewBox") == "-20 -20 40 40"


# --- text ------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_the_title_is_text(name: str) -> None:
    # One organisation is enough: only the title is of interest.
    one = replace(SMALL, shown=SMALL.shown[:1])
    for drawn in (map_of(one, title=name), network_of(one, title=name)):
        root = parsed(drawn)
        assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
            *("svg", "title", "style", "path", "circle", "text", "g")
        }
        assert {one.text for one in root.iter(f"{SVG}text")} <= {
            area.name for area in SMALL.dataset.places
        }
        shown = "".join((root.findtext(f"{SVG}title") or "").split())
        expected = "".join(c for c in name if c not in "\u202e\u202c\u2066\u2069\x00\x07")
        assert shown == "".join(expected.split())
        assert root.get("role") == "img"
        assert "".join((root.get("aria-label") or "").split()) == shown


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_of_the_dataset_becomes_markup(name: str) -> None:
    one = reading(named([name]))
    drawn = small_network(one, layout(one.dataset), title=sentence(one), dark=True)
    assert {item.tag.removeprefix(SVG) for item in parsed(drawn).iter()} == {
        *("svg", "title", "style", "path", "circle", "g")
    }


@pytest.mark.parametrize("name", ["A", *HOSTILE])
def test_letters_stand_beside_the_partnerships_that_are_drawn(name: str) -> None:
    found = placed(SMALL.dataset.id)
    assert "<text" not in network_of(SMALL)
    drawn = sorted({key for one in SMALL.shown for key in SMALL.found[one.id].partnerships})
    letters = {drawn[0]: name, "not-drawn": "B"}
    svg = small_network(SMALL, found, title="N", dark=False, letters=letters)
    (letter,) = parsed(svg).iter(f"{SVG}text")
    assert letter.get("x") == f"{found.positions[drawn[0]][0]:.0f}"


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_places_have_their_names_and_lie_over_their_neighbourhoods(footprint: str) -> None:
    one = reading(dataset(footprint))
    drawn = map_of(one)
    names = [text.text for text in parsed(drawn).iter(f"{SVG}text")]
    assert sorted(str(name) for name in names) == sorted(area.name for area in one.dataset.places)
    order = [item.get("class") or item.tag.removeprefix(SVG) for item in parsed(drawn)]
    last_hood = max((k for k, kind in enumerate(order) if kind == "hood"), default=-1)
    assert last_hood < order.index("place")
    # Names come last: no mark may cover one.
    assert set(order[-len(names) :]) == {"text"}
    left, top, width, height = map(float, (parsed(drawn).get("viewBox") or "").split())
    for text in parsed(drawn).iter(f"{SVG}text"):
        assert left <= float(text.get("x") or "nan") <= left + width
        assert top <= float(text.get("y") or "nan") <= top + height


@pytest.mark.parametrize("name", HOSTILE)
def test_the_name_of_a_place_is_text(name: str) -> None:
    boundaries = json.loads(services.load_boundaries(SMALL.dataset.id))
    for feature in boundaries["features"]:
        feature["properties"]["name"] = name
    one = replace(SMALL, shown=())
    root = parsed(small_map(one, outlines(json.dumps(boundaries)), title="Map", dark=False))
    assert {item.tag.removeprefix(SVG) for item in root.iter()} == {
        *("svg", "title", "style", "path", "text")
    }
    (shown,) = {text.text for text in root.iter(f"{SVG}text")}
    kept = "".join(c for c in name if c not in "\u202e\u202c\u2066\u2069\x00\x07")
    assert "".join((shown or "").split()) == "".join(kept.split())


def test_a_picture_asks_for_nothing() -> None:
    for drawn in (map_of(reading()), network_of(reading(), dark=True)):
        assert "http" not in drawn.replace('xmlns="http://www.w3.org/2000/svg"', "")
        attributes = {key for one in parsed(drawn).iter() for key in one.attrib}
        assert not {"href", "src", "onload"} & attributes
