"""The small pictures that count: figures that add up, words that are text, a few kilobytes."""

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations
from xml.etree import ElementTree as Xml

import pytest

from joinedup import services
from joinedup.model import AreaLevel, ConnectionState, Sector
from joinedup.render.palette import SECTORS
from joinedup.render.svg import Outlines, outlines
from joinedup.render.svg_counted import (
    MOST_MARKS,
    counted_map,
    is_crowded,
    sector_pairs,
    sector_ring,
)
from joinedup.services import Reading, area_counts
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, dataset, named, reading

SVG = "{http://www.w3.org/2000/svg}"
DEMONSTRATION = "demonstration"
KNOWN = [*FOOTPRINTS, DEMONSTRATION]


@cache
def read(footprint: str) -> Reading:
    return reading(dataset(footprint))


@cache
def areas(footprint: str) -> Outlines | None:
    return outlines(services.load_boundaries(footprint))


def parsed(drawn: str) -> Xml.Element:
    return Xml.fromstring(drawn)  # noqa: S314 - our own drawing, with no entities in it


def words(drawn: str) -> list[str]:
    return [one.text or "" for one in parsed(drawn).iter(f"{SVG}text")]


def map_of(one: Reading, *, dark: bool = False) -> str:
    return counted_map(one, areas(one.dataset.id), title="Map", dark=dark)


def test_only_what_a_small_picture_cannot_tell_apart_is_counted() -> None:
    assert [is_crowded(read(one)) for one in KNOWN] == [False] * len(FOOTPRINTS) + [True]
    one = read(DEMONSTRATION)
    assert not is_crowded(replace(one, shown=one.shown[:MOST_MARKS]))
    assert is_crowded(replace(one, shown=one.shown[: MOST_MARKS + 1]))


@pytest.mark.parametrize("dark", [False, True])
def test_seven_thousand_organisations_are_a_few_kilobytes(*, dark: bool) -> None:
    one = read(DEMONSTRATION)
    assert len(map_of(one, dark=dark)) < 20_000
    assert len(sector_ring(one, title="Network", dark=dark)) < 8_000


# --- the map ---------------------------------------------------------------------


@pytest.mark.parametrize("footprint", KNOWN)
def test_each_place_has_its_figure_of_those_known(footprint: str) -> None:
    one = read(footprint)
    said = words(map_of(one))
    for count in area_counts(one, AreaLevel.PLACE):
        none = count.states[ConnectionState.NONE_ON_RECORD]
        figure = f"{none:,} of {count.known:,}"
        assert count.area.name in said
        assert (figure in said) is bool(count.known)


@pytest.mark.parametrize("footprint", KNOWN)
def test_neighbourhoods_are_shaded_where_somebody_is_known(footprint: str) -> None:
    one = read(footprint)
    drawn = map_of(one)
    hoods = [item for item in parsed(drawn).iter(f"{SVG}path") if item.get("class") == "hood"]
    known = [count.known > 0 for count in area_counts(one, AreaLevel.NEIGHBOURHOOD)]
    assert len(hoods) == len(known)
    assert sum(item.get("style") is not None for item in hoods) == sum(known)
    assert ("Not known" in words(drawn)) is not all(known)


def test_a_higher_share_is_a_darker_neighbourhood() -> None:
    one = read(DEMONSTRATION)
    fills = {
        item.get("d"): item.get("style")
        for item in parsed(map_of(one)).iter(f"{SVG}path")
        if item.get("class") == "hood"
    }
    found = areas(DEMONSTRATION)
    assert found is not None
    paths = {key: path for _, key, path in found.areas}
    shares = {
        count.area.id: count.states[ConnectionState.NONE_ON_RECORD] / count.known
        for count in area_counts(one, AreaLevel.NEIGHBOURHOOD)
    }
    low, high = min(shares, key=shares.__getitem__), max(shares, key=shares.__getitem__)
    legend = [item.get("style") for item in parsed(map_of(one)).iter(f"{SVG}rect")]
    assert fills[paths[low]] == legend[0]
    assert fills[paths[high]] == legend[-1]
    assert legend[0] != legend[-1]


def test_without_boundaries_there_is_no_map() -> None:
    assert counted_map(read(DEMONSTRATION), None, title="x", dark=False) == ""


# --- the ring of sectors ---------------------------------------------------------


@pytest.mark.parametrize("footprint", KNOWN)
def test_each_sector_has_its_circle_and_its_figure(footprint: str) -> None:
    one = read(footprint)
    drawn = sector_ring(one, title="Network", dark=False)
    shown = Counter(organisation.sector for organisation in one.shown)
    circles = list(parsed(drawn).iter(f"{SVG}circle"))
    assert [item.get("fill") for item in circles] == [
        SECTORS[sector].light for sector in Sector if shown[sector]
    ]
    for sector, count in shown.items():
        joined = sum(
            bool(one.found[item.id].partnerships) for item in one.shown if item.sector is sector
        )
        assert f"{joined:,} of {count:,}" in words(drawn)


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_a_pair_of_sectors_counts_the_partnerships_that_hold_both(footprint: str) -> None:
    one = read(footprint)
    expected: Counter[frozenset[Sector]] = Counter()
    sectors = {item.id: item.sector for item in one.shown}
    for partnership in one.dataset.partnerships:
        held = {
            sectors[key]
            for key, link in one.found.items()
            if key in sectors and partnership.id in link.partnerships
        }
        expected.update(frozenset(pair) for pair in combinations(held, 2))
    found = sector_pairs(one)
    assert {frozenset(pair): count for pair, count in found.items()} == expected
    assert len(found) == len(expected)
    drawn = sector_ring(one, title="Network", dark=False)
    lines = [item for item in parsed(drawn).iter(f"{SVG}path") if item.get("class") == "joined"]
    assert len(lines) == len(expected)


@pytest.mark.parametrize("count", range(1, len(Sector) + 1))
def test_nothing_leaves_the_ring(count: int) -> None:
    one = read(DEMONSTRATION)
    sectors = list(Sector)[:count]
    few = replace(one, shown=tuple(item for item in one.shown if item.sector in sectors))
    root = parsed(sector_ring(few, title="Network", dark=False))
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    spots = []
    for item in root.iter(f"{SVG}circle"):
        x, y, r = (float(item.get(name) or "nan") for name in ("cx", "cy", "r"))
        assert r <= x <= width - r
        assert r <= y <= height - r
        spots.append((x, y))
    assert len(set(spots)) == count
    for item in root.iter(f"{SVG}text"):
        assert 20 <= float(item.get("y") or "nan") <= height - 8


def test_a_ring_of_nobody_is_a_picture_all_the_same() -> None:
    nobody = replace(read(DEMONSTRATION), shown=())
    assert list(parsed(sector_ring(nobody, title="Network", dark=True)).iter(f"{SVG}circle")) == []


# --- text ------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_titles_and_names_are_text(name: str) -> None:
    one = reading(named([name]))
    held = areas("cheshire-west")
    assert held is not None
    key, _, x, y = held.names[0]
    plane = replace(held, names=((key, name, x, y),))
    for drawn in (
        counted_map(one, plane, title=name, dark=False),
        sector_ring(one, title=name, dark=True),
    ):
        assert {item.tag.removeprefix(SVG) for item in parsed(drawn).iter()} <= {
            *("svg", "title", "style", "path", "circle", "text", "rect")
        }
        assert "http" not in drawn.replace('xmlns="http://www.w3.org/2000/svg"', "").replace(
            "http://evil.example", ""
        )
