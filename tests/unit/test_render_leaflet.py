"""The folium maps: no outside script, no way out of the script, constant under filters."""

import json
import re
from pathlib import Path

import pytest
from streamlit_folium import generate_leaflet_string

from joinedup.render import leaflet
from joinedup.render.leaflet import ATTRIBUTION, FRAME_TO_ROOT, Picture, base_map
from joinedup.render.picture import map_picture
from tests.unit.render_samples import HOSTILE, reading

STATIC = Path(leaflet.__file__).parent / "static"
URL = "data/south-yorkshire/abc/"


def page(kind: str) -> str:
    """The map's script as streamlit-folium takes it."""
    drawn = base_map(kind, URL, "v1")
    return str(generate_leaflet_string(drawn))


@pytest.mark.parametrize("kind", ["map", "network"])
def test_nothing_comes_from_the_internet(kind: str) -> None:
    text = page(kind)
    assert re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\"'\s]*", text) == []
    assert "http" not in text.lower()


@pytest.mark.parametrize("kind", ["map", "network"])
def test_scripts_and_styles_are_ours(kind: str) -> None:
    drawn = base_map(kind, URL, "v1")
    assert [address for _, address in drawn.default_js + drawn.default_css] == [
        f"{FRAME_TO_ROOT}drawing.js?v=v1",
        f"{FRAME_TO_ROOT}leaflet/leaflet.css?v=v1",
        f"{FRAME_TO_ROOT}static/joinedup.css?v=v1",
    ]


def test_our_drawing_starts_with_its_data() -> None:
    text = page("map")
    (start,) = re.findall(r"joinedup\.start\((map_\w+), (\{.*?\})\);", text)
    assert f'"base":"{FRAME_TO_ROOT}{URL}"' in start[1]
    assert '"kind":"map"' in start[1]
    assert ATTRIBUTION in start[1]
    assert f"var {start[0]} = L.map(" in text


def test_the_map_has_its_projection_and_the_network_a_plane() -> None:
    assert "L.CRS.EPSG3857" in page("map")
    assert "L.CRS.Simple" in page("network")
    assert '"attribution":""' in page("network")
    for kind, zooms in (("map", (6, 18)), ("network", (-3, 5))):
        text = page(kind)
        assert (
            tuple(
                int(re.findall(rf'"{name}": (-?\d+)', text)[0]) for name in ("minZoom", "maxZoom")
            )
            == zooms
        )


def test_the_base_map_is_constant() -> None:
    def plain() -> str:
        return re.sub(r"[0-9a-f]{32}", "", page("map"))

    assert plain() == plain()


def unpaired(text: str) -> str:
    """The marks in a picture's script, taken apart by what ``fetching.js`` says of pairs."""
    told = (STATIC / "fetching.js").read_text("utf-8")
    marks, pairs = re.findall(r'const MARKS = "([^"]+)", PAIRS = "([^"]+)"', told)[0]
    letters = re.findall(r'"marks":"(\w*)"', text)[0]
    at = [divmod(pairs.index(letter), len(marks)) for letter in letters]
    return "".join(marks[one] + marks[other] for one, other in at)


def script(picture: dict[str, object]) -> str:
    layer = Picture(picture)
    drawn = base_map("map", URL, "v1")
    layer.add_to(drawn)
    assert layer.render() == ""
    return str(generate_leaflet_string(layer))


def test_a_picture_is_handed_to_the_drawing() -> None:
    text = script({"note": "one"})
    assert re.search(r'var feature_group_\w+ = joinedup\.apply\(\{"note":"one"\}\);', text)


@pytest.mark.parametrize("marks", ["", ".", "cnu.", "CNUcnu.", ".....cN"])
def test_marks_are_sent_two_by_two(marks: str) -> None:
    assert unpaired(script({"marks": marks})) == marks + "." * (len(marks) % 2)


def test_a_real_picture_is_handed_over_whole() -> None:
    picture = map_picture(reading(shade="practices", colour="reach"), {}, dark=True)
    marks = picture["marks"]
    assert unpaired(script(picture)) == marks + "." * (len(marks) % 2)


def test_a_picture_is_no_template() -> None:
    line = next(one for one in script({"note": "{{7*7}}"}).splitlines() if "joinedup.apply" in one)
    assert json.loads(line[line.index("(") + 1 : line.rindex(")")]) == {"note": "{{7*7}}"}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_picture_cannot_end_its_script(name: str) -> None:
    before, after = script({"note": "x", "legend": []}), script({"note": name, "legend": [name]})
    assert len(after.splitlines()) == len(before.splitlines())
    line = next(one for one in after.splitlines() if "joinedup.apply" in one)
    assert not set("<>&\u2028\u2029") & set(after)
    told = json.loads(line[line.index("(") + 1 : line.rindex(")")])
    assert told == {"note": name, "legend": [name]}
