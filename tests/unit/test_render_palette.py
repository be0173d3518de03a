"""Colours that can be told from their ground, and from each other or by shape."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from joinedup.model import ConnectionState, Sector, Standing
from joinedup.render.palette import (
    GROUNDS,
    NHS_BLUE,
    NO_PLACE,
    PAGE,
    PLACES,
    RAMPS,
    SECTORS,
    STANDINGS,
    STATES,
    Style,
)
from joinedup.render.svg import _CORNERS
from tests.unit.contrast import contrast

DRAWING = Path(__file__).resolve().parents[2] / "joinedup/render/static/joinedup.js"
PALETTES: dict[str, Mapping[Any, Style]] = {
    "sectors": SECTORS,
    "states": STATES,
    "standings": STANDINGS,
    "places": dict(enumerate((*PLACES, NO_PLACE))),
}
#: What is drawn as a ring, whatever its colour.
HOLLOW: set[Any] = {
    *(ConnectionState.NONE_ON_RECORD, ConnectionState.UNKNOWN),
    *(Standing.NONE_ON_RECORD, Standing.UNKNOWN),
}
CONFIG = tomllib.loads((DRAWING.parents[3] / ".streamlit/config.toml").read_text("utf-8"))

# Severity 1.0 of Machado, Oliveira and Fernandes (2009), on linear RGB,
# doi:10.1109/TVCG.2009.113.
VISION = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
# Two colours nearer than this (CIE 1976) are taken for one in a small mark.
CLOSE = 10
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.95047, 1.0, 1.08883)


def lab(colour: str, vision: str) -> np.ndarray:
    """CIE L*a*b* (D65) of a colour as someone with this vision sees it."""
    channels = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(VISION[vision]) @ linear, 0, 1)
    ratio = np.array(XYZ) @ seen / np.array(WHITE)
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, vision: str = "full") -> float:
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def test_the_measure_of_colours() -> None:
    assert distance("#000000", "#ffffff") == pytest.approx(100, abs=0.1)
    assert distance("#ff0000", "#00ff00") > 150
    assert distance("#b00000", "#5c5c00", "deuteranopia") < distance("#b00000", "#5c5c00") / 2
    assert distance("#808080", "#808080", "tritanopia") == 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
    ],
)
def test_contrast(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("dark", [False, True])
def test_every_mark_stands_out_from_its_ground(palette: str, *, dark: bool) -> None:
    low = {
        str(key): round(contrast(style.colour(dark=dark), GROUNDS[dark]), 2)
        for key, style in PALETTES[palette].items()
        if contrast(style.colour(dark=dark), GROUNDS[dark]) < 3
    }
    assert low == {}


@pytest.mark.parametrize(
    ("palette", "keys"),
    [("sectors", Sector), ("states", ConnectionState), ("standings", Standing)],
)
def test_nothing_is_without_its_style(palette: str, keys: Iterable[StrEnum]) -> None:
    assert list(PALETTES[palette]) == list(keys)
    for style in PALETTES[palette].values():
        assert re.fullmatch("#[0-9a-f]{6}", style.light)
        assert re.fullmatch("#[0-9a-f]{6}", style.dark)


def test_every_sector_has_a_shape_and_a_colour_of_its_own() -> None:
    assert len({style.shape for style in SECTORS.values()}) == len(Sector)
    for dark in (False, True):
        assert len({style.colour(dark=dark) for style in SECTORS.values()}) == len(Sector)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISION)
def test_sectors_that_look_alike_differ_in_shape(vision: str, *, dark: bool) -> None:
    alike = [
        (one, other)
        for one, other in combinations(Sector, 2)
        if distance(SECTORS[one].colour(dark=dark), SECTORS[other].colour(dark=dark), vision)
        < CLOSE
        and SECTORS[one].shape == SECTORS[other].shape
    ]
    assert alike == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("palette", ["states", "standings"])
@pytest.mark.parametrize("vision", VISION)
def test_states_and_standings_can_be_told_apart_by_everyone(
    palette: str, vision: str, *, dark: bool
) -> None:
    colours = [style.colour(dark=dark) for style in PALETTES[palette].values()]
    near = {
        pair: round(distance(*pair, vision), 1)
        for pair in combinations(colours, 2)
        if distance(*pair, vision) < CLOSE
    }
    assert near == {}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("palette", ["states", "standings", "places"])
@pytest.mark.parametrize("vision", VISION)
def test_what_looks_alike_has_another_pattern_or_is_drawn_as_another_state(
    palette: str, vision: str, *, dark: bool
) -> None:
    alike = [
        (one, other)
        for (one, first), (other, second) in combinations(PALETTES[palette].items(), 2)
        if distance(first.colour(dark=dark), second.colour(dark=dark), vision) < CLOSE
        and first.pattern == second.pattern
        and not {one, other} & HOLLOW
    ]
    assert alike == []


def test_no_two_filled_marks_of_one_key_share_a_pattern() -> None:
    filled = [style for key, style in STANDINGS.items() if key not in HOLLOW]
    for palette in (filled, [*PLACES, NO_PLACE]):
        assert len({style.pattern for style in palette}) == len(palette)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        *(
            (ink, ground, 4.5)
            for ink in ("text", "quiet", "accent")
            for ground in ("ground", "box")
        ),
        ("on-accent", "accent", 4.5),
        ("edge", "ground", 3),
        ("edge", "box", 3),
    ],
)
def test_text_and_edges_stand_out_from_the_page(
    ink: str, ground: str, least: float, *, dark: bool
) -> None:
    assert contrast(PAGE[ink][dark], PAGE[ground][dark]) >= least


@pytest.mark.parametrize(("theme", "dark"), [("light", False), ("dark", True)])
def test_the_page_has_the_colours_of_its_theme(theme: str, *, dark: bool) -> None:
    held = CONFIG["theme"][theme]
    assert held["backgroundColor"] == PAGE["ground"][dark]
    assert held["secondaryBackgroundColor"] == PAGE["box"][dark]
    assert held["textColor"] == PAGE["text"][dark]
    assert held["primaryColor"] == PAGE["accent"][dark]


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("ramp", RAMPS)
def test_a_ramp_is_read_by_lightness_with_every_vision(ramp: tuple[str, ...], vision: str) -> None:
    steps = np.diff([lab(colour, vision)[0] for colour in ramp])
    assert len(set(np.sign(steps))) == 1
    assert min(abs(steps)) > 4


def test_the_drawing_knows_every_pattern() -> None:
    marks = (DRAWING.parent / "marks.js").read_text("utf-8")
    table = re.search(r"const PATTERNS = \{(.*?)\n  \};", marks, re.DOTALL)
    assert table
    known = set(re.findall(r"^    (\w+):", table[1], re.MULTILINE))
    used = {style.pattern for palette in PALETTES.values() for style in palette.values()}
    assert known == used - {""}


@pytest.mark.parametrize("ramp", RAMPS)
def test_a_ramp_goes_one_way_by_steps_that_show(ramp: tuple[str, ...]) -> None:
    lightness = [lab(colour, "full")[0] for colour in ramp]
    steps = np.diff(lightness)
    assert len(set(np.sign(steps))) == 1
    assert min(abs(steps)) > 4


def test_the_drawing_knows_every_shape() -> None:
    shapes = {style.shape for style in SECTORS.values()}
    table = re.search(r"const SHAPES = \{(.*?)\n  \};", DRAWING.read_text("utf-8"), re.DOTALL)
    assert table
    assert set(re.findall(r"^    (\w+):", table[1], re.MULTILINE)) >= shapes
    assert {"circle", *_CORNERS} >= shapes


def test_the_drawing_stands_on_the_same_grounds() -> None:
    ink = re.findall(r'ground: "(#[0-9a-f]{6})"', DRAWING.read_text("utf-8"))
    assert tuple(ink) == GROUNDS
    assert SECTORS[Sector.GENERAL_PRACTICE].light == NHS_BLUE
