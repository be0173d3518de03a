"""The still map: what it draws, that it is safe and the same each time."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from joinedup.model import Point, Sector
from joinedup.render.fragility import with_marks
from joinedup.render.palette import RAMPS, SECTORS
from joinedup.render.picture import map_picture, overlay
from joinedup.render.still import INK, SCREEN, Sheet
from joinedup.render.still_legend import LARGER
from joinedup.render.still_signs import SIGNS, look, mixed
from joinedup.services import Reading
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, dataset, named, reading
from tests.unit.still_samples import (
    SHEET,
    classed,
    drawn_marks,
    map_of,
    numbers,
    parsed,
    titles,
    with_states,
    words,
)

ALL = reading()
TRUST = "ods:RFR"


def located(one: Reading) -> list[Any]:
    return [each for each in one.shown if each.point]


# --- the whole --------------------------------------------------------------------


def test_it_is_a_whole_picture_with_its_words() -> None:
    root = parsed(map_of(ALL, title="Map: 12 of 41 & more").svg)
    left, top, width, height = map(float, (root.get("viewBox") or "").split())
    assert (left, top, width) == (0, 0, SCREEN)
    assert (root.get("width"), root.get("height")) == ("1500", "1000")
    assert height == pytest.approx(800)
    assert root.get("role") == "img"
    assert root[0].text == "Map: 12 of 41 & more"


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_every_one_with_an_address_is_drawn_or_counted_as_beyond(footprint: str) -> None:
    one = reading(dataset(footprint))
    found = map_of(one)
    assert drawn_marks(found.svg) + found.beyond >= len(located(one))
    assert drawn_marks(found.svg) <= len(located(one))
    assert len(titles(found.svg)) == drawn_marks(found.svg)


def test_it_draws_the_same_twice() -> None:
    assert map_of(ALL).svg == map_of(reading()).svg


def test_nothing_in_it_comes_from_elsewhere() -> None:
    svg = map_of(reading(shade="deprivation", selected=TRUST)).svg
    assert re.findall(r"https?:", svg.replace("http://www.w3.org/2000/svg", "")) == []
    assert {one.tag.split("}")[1] for one in parsed(svg).iter()} == {
        *("svg", "title", "g", "path", "rect", "circle", "text", "clipPath")
    }
    assert not re.search(r"\bstyle=|var\(|href|<script|\bon\w+=", svg)


def test_two_pictures_can_stand_in_one_page() -> None:
    ids = [
        re.findall(r' id="([^"]+)"', one.svg)
        for one in (map_of(ALL), map_of(ALL, title="Another"), map_of(reading(colour="state")))
    ]
    assert len({each for one in ids for each in one}) == sum(len(one) for one in ids) == 3


# --- marks ------------------------------------------------------------------------


def look_of(run: Xml.Element) -> tuple[bool, bool, bool]:
    """Whether marks are hollow, thick and dotted."""
    thick = float(run.get("stroke-width") or 0) > 2
    return run.get("fill") == INK.halo, thick, bool(run.get("stroke-dasharray"))


def test_every_state_looks_different_whatever_its_colour() -> None:
    svgs = [map_of(ALL, with_states(ALL, letter * 40)).svg for letter in "cnu"]
    looks = [{look_of(one) for one in classed(svg, "marks")} for svg in svgs]
    assert looks == [{(False, False, False)}, {(True, True, False)}, {(True, False, True)}]


def test_each_sector_has_its_shape_and_its_colour() -> None:
    fills = {sector: SECTORS[sector].light for sector in Sector}
    shapes: dict[Sector, set[int]] = {}
    for sector in Sector:
        some = [one for one in located(reading()) if one.sector is sector and not one.outside][:1]
        for one in some:
            index = ALL.dataset.organisations.index(one)
            picture = with_states(ALL, "." * index + "c")
            run = classed(map_of(ALL, picture).svg, "marks")[0]
            assert run.get("fill") == fills[sector]
            shapes[sector] = {len(numbers(run[0].get("d") or ""))}
    assert len(shapes) >= 4


def test_context_is_faint_and_who_is_from_outside_is_pale() -> None:
    faint = classed(map_of(ALL, with_states(ALL, "C" * 30)).svg, "marks")
    assert {one.get("opacity") for one in faint} == {"0.35"}
    colour = SECTORS[Sector.NATIONAL].light
    assert f'fill="{mixed(colour, INK.halo, 0.35)}"' in look(colour, "c", 5, outside=True)
    assert look(colour, "n", 5, outside=True) == look(colour, "n", 5)


def test_marks_on_one_spot_stand_around_it_with_legs() -> None:
    svg = map_of(reading(sectors=("general-practice",))).svg
    assert re.search(rf'stroke="{INK.muted}" stroke-width="0.8" d="M', svg)
    spots = [
        tuple(numbers(path.get("d") or "")[:2])
        for run in classed(svg, "marks")
        for path in run
        if path.get("d")
    ]
    assert len(set(spots)) == len(spots)


@pytest.mark.parametrize("sign", [*SIGNS, "x"])
def test_each_letter_of_an_overlay_is_drawn(sign: str) -> None:
    picture = with_states(ALL, "c" * 12)
    letters = (sign * 12).ljust(len(picture["marks"]), ".")
    item = {"overlay": sign, "label": "Some: 12", "says": "it says so"}
    svg = map_of(ALL, {**picture, **overlay(letters, [item], title="Noticed")}).svg
    key = classed(svg, "key")[0]
    assert "Noticed" in [one.text for one in key.iter() if one.text]
    if sign == "x":
        runs = classed(svg, "marks")
        assert {one.get("opacity") for one in runs} == {"0.6"}
        assert all(one.get("stroke-dasharray") for one in runs)
    else:
        # One of them is in the key.
        assert len(classed(svg, "badge")) == 12 + 1
    assert all("it says so" in one for one in titles(svg))
    assert len(classed(svg, "ring")) == (12 if sign == "!" else 0)


def test_marks_of_those_that_hold_others_together() -> None:
    ids = [one.id for one in located(ALL)[:3]]
    svg = map_of(ALL, with_marks(map_picture(ALL, {}, dark=False), ALL.dataset, ids)).svg
    assert len(classed(svg, "ring")) == 3
    assert "Holds others together (3)" in words(svg)


def test_sizes_are_those_of_the_picture() -> None:
    sizes = {one.id: 1.0 for one in located(ALL)[:1]}
    plain, sized = map_of(ALL).svg, map_of(ALL, map_picture(ALL, sizes, dark=False)).svg
    assert plain != sized
    assert drawn_marks(plain) == drawn_marks(sized)


@pytest.mark.parametrize("colour", ["place", "reach", "state"])
def test_colours_that_are_no_sectors_have_patterns(colour: str) -> None:
    svg = map_of(reading(colour=colour)).svg
    patterns = [one for one in classed(svg, "pattern") if one.find("*") is not None]
    assert bool(patterns) == (colour != "state")


# --- what lies around -------------------------------------------------------------


def test_the_selected_one_has_a_ring_its_lines_and_its_partners_names() -> None:
    one = reading(selected=TRUST)
    svg = map_of(one).svg
    assert len(classed(svg, "focus")) == 1
    lines = classed(svg, "lines")[0]
    partners = [one.dataset.organisation_by_id[key] for key in one.found[TRUST].partners]
    assert len(lines) == sum(each.point is not None for each in partners)
    assert one.dataset.organisation_by_id[TRUST].name in words(svg)
    assert any(each.name[:20] in line for each in partners for line in words(svg))


def test_areas_are_shaded_with_their_figures() -> None:
    one = reading(shade="practices")
    shade = map_picture(one, {}, dark=False)["shade"]
    svg = map_of(one).svg
    fills = {area.get("fill") for area in classed(svg, "areas")[0]}
    assert fills <= {*(mixed(colour, INK.land, 0.95) for colour in RAMPS[0]), INK.land}
    assert len(fills) > 2
    figures = {value["text"] for value in shade["values"].values()}
    assert len(figures & {*words(svg)}) > 2
    assert {item["label"] for item in shade["legend"]} <= {*words(svg)}


@pytest.mark.parametrize("level", ["places", "neighbourhoods"])
def test_a_selected_area_is_outlined(level: str) -> None:
    area = getattr(ALL.dataset, level)[0]
    outlines = classed(map_of(reading(selected=area.id)).svg, "outlines")[0]
    assert sum(one.get("stroke") == INK.ring for one in outlines) == 1


def test_all_places_have_their_names_and_the_scale_its_units() -> None:
    found = words(map_of(ALL).svg)
    assert {one.name for one in ALL.dataset.places} <= {*found}
    assert [one for one in found if re.fullmatch(r"\d+ km", one)]
    assert [one for one in found if re.fullmatch(r"\d+ miles", one)]
    assert any("Office for National Statistics" in one for one in found)


def test_the_scale_is_right() -> None:
    svg = map_of(ALL, at="53.4,-1.4,10").svg
    path = classed(svg, "scale")[0].get("d") or ""
    wide = numbers(path)[3] - numbers(path)[0]
    # At zoom 10 a pixel is 156543.034 m * cos(53.4 degrees) / 2**10.
    kilometres = int(next(one for one in words(svg) if one.endswith(" km")).split()[0])
    assert wide == pytest.approx(kilometres * 1000 / 91.15, rel=0.002)


def test_close_up_neighbourhoods_and_organisations_are_named() -> None:
    far, near = map_of(ALL), map_of(ALL, at="53.38,-1.47,14")
    names = {one.name[:20] for one in ALL.shown}
    assert len([one for one in words(near.svg) if one[:20] in names]) > 10
    assert near.beyond > far.beyond


def test_an_unusable_position_falls_back_to_all() -> None:
    assert map_of(ALL, at="1,2").svg == map_of(ALL).svg
    assert map_of(ALL, at="53.38,-1.47,14").svg != map_of(ALL).svg


def test_a_picture_grows_rather_than_cut_its_key() -> None:
    one = reading(shade="deprivation", colour="reach")
    small = parsed(map_of(one, sheet=Sheet(width=1500, height=300)).svg)
    assert int(small.get("height") or 0) > 300
    bottom = float((small.get("viewBox") or "").split()[3])
    key = next(each for each in small if each.get("class") == "key")
    above = float(re.findall(r"[\d.]+", key.get("transform") or "")[1])
    lows = [float(each.get("y") or 0) for each in key if each.tag.endswith("text")]
    assert above + max(lows) * LARGER < bottom
    sizes = [float(each.get("font-size") or 99) for each in key if each.tag.endswith("text")]
    # In points, where the picture is as wide as an upright page of A4 has room.
    assert min(sizes) * LARGER * 184 / 1200 * 72 / 25.4 >= 8
    items = map_picture(one, {}, dark=False)["legend"]
    assert {item["label"] for item in items} <= {*words(map_of(one).svg)}


def test_without_any_area_or_mark_there_is_still_a_map() -> None:
    one = replace(reading(named(["One"])), shown=())
    assert drawn_marks(map_of(one).svg) == 0


# --- hostile names ----------------------------------------------------------------


def test_hostile_names_stay_text() -> None:
    made = named(HOSTILE)
    everyone = tuple(
        replace(one, point=Point(latitude=53.4 + k / 100, longitude=-1.4 + k % 3 / 10))
        for k, one in enumerate(made.organisations)
    )
    one = reading(replace(made, organisations=everyone), selected=everyone[0].id)
    svg = map_of(one, title=HOSTILE[2]).svg
    assert drawn_marks(svg) == len(HOSTILE)
    assert {each.tag.split("}")[1] for each in parsed(svg).iter()} <= {
        *("svg", "title", "g", "path", "rect", "circle", "text", "clipPath")
    }
    assert "<script" not in svg
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e]", svg)
    assert parsed(svg)[0].text == HOSTILE[2]
    assert len(titles(svg)) == len(HOSTILE)


def test_many_marks_say_no_names_and_are_few_elements() -> None:
    one = reading(dataset("herefordshire-and-worcestershire"))
    many = with_states(one, "c" * len(one.dataset.organisations))
    svg = map_of(one, {**many, "circles": False}).svg
    assert bool(titles(svg)) == (drawn_marks(svg) <= 600)
    assert len(svg) < 1_000_000
    assert SHEET.high == 800
