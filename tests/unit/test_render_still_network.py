"""The still network: partnerships, organisations alone, and blocks."""

from typing import Any

import numpy as np
import pytest

from joinedup.network.pairs import pairs as network_pairs
from joinedup.render.columns import network_lines
from joinedup.render.compare_picture import drawn_reading, overlaid
from joinedup.render.picture import hubs_drawn, network_picture
from joinedup.render.still_arranging import arrange
from joinedup.render.still_lines import pairs, seats
from joinedup.services import confirmed, scope_of
from tests.unit.compare_samples import between, of
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, dataset, named, place_id, reading
from tests.unit.still_samples import (
    blocks_of,
    classed,
    drawn_marks,
    network_of,
    numbers,
    parsed,
    through_json,
    titles,
    words,
)

TRUST = "ods:RFR"


def columns_of(one: Any) -> Any:
    scope = scope_of(one.state)
    return through_json(network_lines(one.dataset, scope, confirmed(one.dataset, scope)))


def drawn_lines(svg: str) -> int:
    return sum((one.get("d") or "").count("M") for one in classed(svg, "lines")[0])


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_every_organisation_and_partnership_is_drawn(footprint: str) -> None:
    one = reading(dataset(footprint))
    found = network_of(one)
    assert drawn_marks(found.svg) == len(one.shown)
    assert len(classed(found.svg, "hub")) == len(hubs_drawn(one))
    assert found.beyond == 0


def test_every_seat_of_them_is_a_line() -> None:
    one = reading()
    net = seats(columns_of(one))
    assert drawn_lines(network_of(one).svg) == len(net.first)
    assert len(net.first) == sum(len(link.partnerships) for link in one.found.values())


def test_organisations_alone_are_joined_in_pairs() -> None:
    one = reading(drawing="organisations")
    svg = network_of(one).svg
    assert classed(svg, "hub") == []
    assert drawn_lines(svg) == len(network_pairs(one.dataset, scope_of(one.state)).first)


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_pairs_are_those_of_the_measures_with_their_weights(footprint: str) -> None:
    one = reading(dataset(footprint))
    ours = pairs(columns_of(one), len(one.dataset.organisations))
    ids = [each.id for each in one.dataset.organisations]
    theirs = network_pairs(one.dataset, scope_of(one.state))
    assert ours.weight is not None
    found = {
        frozenset((ids[a], ids[b])): weight
        for a, b, weight in zip(ours.first, ours.second, ours.weight, strict=True)
    }
    expected = {
        frozenset((theirs.ids[a], theirs.ids[b])): weight
        for a, b, weight in zip(theirs.first, theirs.second, theirs.weight, strict=True)
    }
    assert found == pytest.approx(expected)
    assert list(ours.weight) == sorted(ours.weight, reverse=True)


def test_a_pair_is_old_where_all_that_it_shares_is() -> None:
    columns = {"partnerships": [0, 1], "members": [[0, 1, 1], [0, 1]], "ties": [1, 2], "old": ""}
    # Seats: 0, 1 and 2 in the first, 0 and 1 in the second; then the tie of 1 and 2.
    found = pairs({**columns, "old": "100001"}, 3)
    old = {
        (int(a), int(b)): bool(c)
        for a, b, c in zip(found.first, found.second, found.old, strict=True)
    }
    assert old == {(0, 1): False, (0, 2): True, (1, 2): False}
    assert not pairs(columns, 3).old.any()


def test_the_largest_partnerships_and_the_selected_ones_partners_are_named() -> None:
    one = reading(selected=TRUST, steps="1")
    found = words(network_of(one).svg)
    near = [each for each in one.shown if each.id in one.found[TRUST].partners]
    assert sum(each.name[:25] in line for each in near for line in found) > len(near) / 2
    assert one.dataset.organisation_by_id[TRUST].name in found
    assert {"Barnsley", "Rotherham", "Sheffield"} <= {*words(network_of(reading()).svg)}


def test_a_link_says_what_part_is_drawn() -> None:
    found = network_of(reading(), drawn="450,800,3")
    assert found.beyond > 100
    assert drawn_marks(found.svg) < 60


def test_a_partnership_that_is_part_of_another_is_joined_by_dashes() -> None:
    one = reading(past=True)
    svg = network_of(one).svg
    known = one.dataset.partnership_by_id
    parents = {
        each.id for each in one.dataset.partnerships if (each.part_of or each.led_by) in known
    }
    both = [key for key in hubs_drawn(one) & parents if known[key].part_of in hubs_drawn(one)]
    drawn = classed(svg, "parents")
    assert bool(drawn) >= bool(both)


def test_context_of_a_place_is_faint() -> None:
    one = reading(places=(dataset().places[0].id,), sectors=("nhs-trust",))
    svg = network_of(one).svg
    assert any(each.get("opacity") == "0.35" for each in classed(svg, "marks"))
    assert drawn_marks(svg) > len(one.shown)


def test_a_comparison_has_its_new_and_its_lost_lines() -> None:
    found = between(of("ab"), of("bc", everybody="abcde"))
    drawn = found.after.dataset
    one = drawn_reading(found, drawn)
    svg = network_of(one, overlaid(network_picture(one, {}, "x", dark=False), found, drawn)).svg
    assert len(classed(svg, "new")) >= 1
    assert len(classed(svg, "lost")) >= 1
    assert len(classed(svg, "badge")) >= 2
    assert any(line.startswith("New seat or tie") for line in words(svg))


# --- blocks -----------------------------------------------------------------------


@pytest.mark.parametrize("drawing", ["blocks", "communities"])
@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_the_circles_have_everybody(footprint: str, drawing: str) -> None:
    one = reading(dataset(footprint), drawing=drawing)
    svg = blocks_of(one).svg
    counts = [int(each.rsplit(": ", 1)[1].split(", ")[0].replace(",", "")) for each in titles(svg)]
    assert sum(counts) == len(one.shown)
    assert len(classed(svg, "block")) == len(counts)
    assert drawn_lines_and_loops(svg) > 0


def drawn_lines_and_loops(svg: str) -> int:
    return len(classed(svg, "lines")[0])


def test_the_selected_ones_block_is_ringed() -> None:
    plain, chosen = (
        blocks_of(reading(drawing="blocks", selected=key)).svg.count('stroke-width="2.4"')
        for key in ("", TRUST)
    )
    assert chosen == plain + 1


@pytest.mark.parametrize("drawing", ["blocks", "communities"])
def test_circles_and_headings_stand_inside_and_apart(drawing: str) -> None:
    one = reading(dataset("cheshire-west"), drawing=drawing)
    root = parsed(blocks_of(one).svg)
    high = float((root.get("viewBox") or "").split()[3])
    texts = [each for each in root.iter() if each.tag.endswith("text")]
    assert all(0 <= float(each.get("x") or -1) <= 1200 for each in texts)
    assert all(0 <= float(each.get("y") or -1) <= high for each in texts)


def test_nothing_asks_paper_to_be_pointed_at() -> None:
    assert "Point at" not in " ".join(words(blocks_of(reading(drawing="blocks")).svg))


def test_no_blocks_is_a_plan_of_nothing() -> None:
    found = {"grid": True, "columns": [], "rows": [], "cells": [], "pairs": [], "ringed": []}
    assert arrange(found, 1200, 700).blocks == ()


# --- safety -----------------------------------------------------------------------


@pytest.mark.parametrize("drawing", ["hubs", "organisations", "blocks", "communities"])
def test_hostile_names_stay_text(drawing: str) -> None:
    one = reading(named(HOSTILE), drawing=drawing)
    grouped = drawing in ("blocks", "communities")
    svg = (blocks_of if grouped else network_of)(one, title=HOSTILE[1]).svg
    assert {each.tag.split("}")[1] for each in parsed(svg).iter()} <= {
        *("svg", "title", "g", "path", "rect", "circle", "text", "clipPath")
    }
    assert "<script" not in svg


def test_it_draws_the_same_twice() -> None:
    assert network_of(reading()).svg == network_of(reading()).svg


def test_lines_beyond_the_window_are_left_out() -> None:
    svg = network_of(reading(), drawn="450,800,4").svg
    spots = [numbers(one.get("d") or "") for one in classed(svg, "lines")[0]]
    assert sum(len(one) for one in spots) < 4 * len(seats(columns_of(reading())).first)
    assert all(np.isfinite(one).all() for one in spots)


def test_what_is_filtered_stands_in_the_picture_with_context_and_headings() -> None:
    one = reading(sectors=("vcse", "nhs-trust"), places=(place_id("Rotherham"),))
    picture = network_picture(one, {}, "edges.json", dark=False)
    found = network_of(one, picture)
    # Context too: of what stands beyond the edge nothing is drawn.
    assert any(mark.isupper() for mark in picture["marks"])
    assert drawn_marks(found.svg) == sum(mark != "." for mark in picture["marks"])
    assert "In no partnership that we know of, at any date" in words(found.svg)
    assert "Across places" in words(found.svg)
    # Nobody of general practice is drawn, and so there is nothing under Sheffield.
    assert "Sheffield" not in words(found.svg)
