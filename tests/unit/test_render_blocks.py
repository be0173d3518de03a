"""Blocks as a view shows them: their figures, names, picture and table."""

import json
from collections import Counter
from functools import cache
from typing import Any

import pytest

from joinedup.network.groups import Group, GroupKind, communities, place_and_sector
from joinedup.network.pairs import Pairs, pairs
from joinedup.render import tables
from joinedup.render.blocks import Blocks, blocks, group_name
from joinedup.render.escaping import script_json
from joinedup.render.picture import blocks_picture
from joinedup.services import Reading, scope_of
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, dataset, named, place_id, reading

EVERY = (*FOOTPRINTS, "demonstration")
DRAWINGS = ("blocks", "communities")
ROTHERHAM = place_id("Rotherham")
FILTERS: list[dict[str, Any]] = [
    {},
    {"places": (ROTHERHAM,)},
    {"sectors": ("vcse",), "states": ("unknown", "connected")},
    {"levels": ("system",)},
]


@cache
def everything(footprint: str) -> Reading:
    return reading(dataset(footprint))


def groups_of(one: Reading, drawing: str) -> tuple[tuple[Group, ...], Pairs]:
    found = pairs(one.dataset, scope_of(one.state))
    if drawing == "blocks":
        return place_and_sector(one.dataset), found
    return communities(one.dataset, found, one.found), found


def blocks_of(one: Reading, drawing: str = "blocks") -> Blocks:
    return blocks(one, *groups_of(one, drawing))


def block(found: Blocks, name: str) -> int:
    return [one.name for one in found.blocks].index(name)


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_the_figures_add_up_to_those_of_the_sentence(drawing: str, filters: dict[str, Any]) -> None:
    one = reading(dataset("demonstration"), **filters)
    found = blocks_of(one, drawing)
    outside = {member.id for member in one.outside}
    assert Counter(key for each in found.blocks for key in each.members) == Counter(
        member.id for member in one.shown
    )
    for state, count in one.states().items():
        drawn = sum(each.states[state] for each in found.blocks)
        assert drawn - sum(one.found[key].state is state for key in outside) == count
    for each in found.blocks:
        assert sum(each.states.values()) == len(each.members) > 0


@pytest.mark.parametrize("footprint", EVERY)
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_names_and_spots_are_each_taken_once(footprint: str, drawing: str) -> None:
    found = blocks_of(everything(footprint), drawing)
    assert len({one.name for one in found.blocks}) == len(found.blocks)
    assert len({(one.column, one.row) for one in found.blocks}) == len(found.blocks)
    assert {one.column for one in found.blocks} == set(range(len(found.columns)))
    assert bool(found.rows) == (drawing == "blocks") != any(one.label for one in found.blocks)


def test_a_community_is_named_by_what_it_mostly_is() -> None:
    names = [one.name for one in blocks_of(everything("south-yorkshire"), "communities").blocks]
    assert "Community: Barnsley PCN" in names
    assert "No partnership on record in Rotherham" in names
    large = blocks_of(everything("demonstration"), "communities")
    hoods = {area.name for area in dataset("demonstration").neighbourhoods}
    mostly = [one.label for one in large.blocks if one.group.kind is GroupKind.COMMUNITY]
    assert sum(label in hoods for label in mostly) > len(mostly) / 2
    assert not any(label.isdigit() for label in mostly)


def test_a_block_says_its_sector_and_place() -> None:
    found = blocks_of(everything("south-yorkshire"))
    position = block(found, "Practices in Rotherham")
    one = found.blocks[position]
    assert (found.columns[one.column], found.rows[one.row].value) == (
        "Rotherham",
        "general-practice",
    )
    assert "National and regional bodies outside the footprint" in {b.name for b in found.blocks}


def test_a_filter_moves_nobody_into_another_community() -> None:
    whole = {one.group.id: set(one.members) for one in blocks_of(RICH, "communities").blocks}
    some = reading(dataset("demonstration"), places=(ROTHERHAM,))
    for one in blocks_of(some, "communities").blocks:
        assert set(one.members) == whole[one.group.id] & {member.id for member in some.shown}


RICH = everything("demonstration")


def test_what_joins_two_blocks_is_told_from_both() -> None:
    found = blocks_of(RICH)
    vcse = block(found, "Voluntary groups in Rotherham")
    practices = block(found, "Practices in Rotherham")
    count = found.pairs[min(vcse, practices), max(vcse, practices)]
    assert count > 0
    assert (vcse, count) in found.joined(practices)
    assert (practices, count) in found.joined(vcse)
    counts = [number for _, number in found.joined(vcse)]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_the_table_has_the_figures_of_the_picture(drawing: str) -> None:
    found = blocks_of(RICH, drawing)
    frame = tables.blocks(found)
    cells = blocks_picture(RICH, found, dark=False)["blocks"]["cells"]
    assert list(frame["Group"]) == [cell["name"] for cell in cells]
    assert list(frame["Organisations"]) == [sum(cell["counts"]) for cell in cells]
    assert frame["Organisations"].sum() == len(RICH.shown)
    assert frame["Pairs within"].sum() + frame["Pairs with others"].sum() / 2 == sum(
        found.pairs.values()
    )


def test_who_is_selected_rings_its_block_and_a_partnership_those_of_its_members() -> None:
    member = RICH.dataset.memberships[0]
    for selected in (member.organisation, member.partnership):
        one = reading(dataset("demonstration"), selected=selected)
        found = blocks_of(one)
        ringed = blocks_picture(one, found, dark=False)["blocks"]["ringed"]
        held = {
            key
            for key, link in one.found.items()
            if key == selected or selected in link.partnerships
        }
        expected = [k for k, each in enumerate(found.blocks) if held & set(each.members)]
        assert ringed == expected != []


def test_the_key_shows_only_states_that_occur() -> None:
    one = reading(dataset("demonstration"), states=("connected",))
    picture = blocks_picture(one, blocks_of(one), dark=True)
    assert [item["label"] for item in picture["legend"]] == ["Connected"]
    everyone = blocks_picture(RICH, blocks_of(RICH), dark=True)
    assert [item["block"] for item in everyone["legend"]] == ["c", "n", "u"]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_picture_is_small_and_names_cannot_end_a_script(drawing: str) -> None:
    large = script_json(blocks_picture(RICH, blocks_of(RICH, drawing), dark=False))
    assert len(large) < 20_000
    hostile = reading(named())
    text = script_json(blocks_picture(hostile, blocks_of(hostile, drawing), dark=False))
    assert not set("<>&") & set(text)
    names = {cell["name"] for cell in json.loads(text)["blocks"]["cells"]}
    assert drawing == "blocks" or f"Community: {HOSTILE[0]}" in names


def test_a_group_has_its_name_without_a_picture() -> None:
    groups, _ = groups_of(RICH, "communities")
    names = {one.group.id: one.name for one in blocks_of(RICH, "communities").blocks}
    assert {one.id: group_name(RICH, groups, one) for one in groups} == names


def test_nobody_shown_gives_no_block() -> None:
    nothing = reading(dataset(), states=("none_on_record",), sectors=("ambulance",))
    assert not nothing.shown
    empty = blocks_of(nothing)
    assert (empty.blocks, empty.columns, dict(empty.pairs)) == ((), (), {})
    assert tables.blocks(empty).empty
