"""What a comparison lays over a picture."""

from dataclasses import replace
from typing import Any

import pytest

from joinedup.model import Dataset
from joinedup.render import compare_picture
from joinedup.render.compare_picture import drawn_reading, overlaid
from joinedup.render.picture import map_picture, network_picture, overlay
from joinedup.services import Difference
from joinedup.services.unions import union
from tests.unit import network_samples as sample
from tests.unit.compare_samples import between, of
from tests.unit.render_samples import reading

NEW, OLD = "aaaaaaaaaaaa", "bbbbbbbbbbbb"


def changed() -> tuple[Difference, Dataset]:
    """a is no longer connected, b stays so, c is newly connected, d gone, e new."""
    old = replace(of("abd", everybody="abcd"), version=OLD)
    new = replace(of("bce", everybody="abce"), version=NEW)
    over, fresh = sample.partnership("over"), sample.partnership("fresh")
    old = replace(
        old,
        partnerships=(*old.partnerships, over),
        memberships=(*old.memberships, sample.membership("b", "over")),
    )
    new = replace(
        new,
        partnerships=(*new.partnerships, fresh),
        memberships=(*new.memberships, sample.membership("b", "fresh")),
    )
    found = between(old, new)
    return found, union(new, old).drawn


def on(kind: str, found: Difference, drawn: Dataset) -> dict[str, Any]:
    one = drawn_reading(found, drawn)
    picture = (
        map_picture(one, {}, dark=False)
        if kind == "map"
        else network_picture(one, {}, "edges.json", dark=False)
    )
    return overlaid(picture, found, drawn)


def test_a_plain_picture_has_nothing_laid_over() -> None:
    picture = map_picture(reading(), {}, dark=False)
    assert (picture["overlay"], picture["overlay_legend"]) == (None, [])
    assert overlay("", []) == {"overlay": None, "overlay_title": "", "overlay_legend": []}


def test_every_change_has_its_letter() -> None:
    found, drawn = changed()
    picture = on("map", found, drawn)
    assert [one.id for one in drawn.organisations] == list("abced")
    assert picture["overlay"] == "u.c+x"


def test_what_stayed_is_faint_and_what_went_was_connected() -> None:
    found, drawn = changed()
    # a: none on record now; b: connected, faint; c and e connected; d a ghost, connected before.
    assert on("map", found, drawn)["marks"] == "nCccC"


def test_the_newly_known_are_told_from_the_newly_connected() -> None:
    found = between(of("ab", covered=False), of("abc"))
    picture = on("map", found, found.after.dataset)
    assert picture["overlay"] == "..kk"
    assert [one["label"] for one in picture["overlay_legend"]] == ["Newly known: 2"]


def test_the_key_counts_each_letter_that_occurs() -> None:
    legend = [one for one in on("map", *changed())["overlay_legend"] if "overlay" in one]
    assert [(one["overlay"], one["label"]) for one in legend] == [
        ("+", "New: 1"),
        ("x", "Gone or merged: 1"),
        ("c", "Newly connected: 1"),
        ("u", "No longer connected: 1"),
    ]


def test_partnerships_that_ended_or_began_are_marked_in_the_network() -> None:
    found, drawn = changed()
    picture = on("network", found, drawn)
    by_id = dict(zip((one.id for one in drawn.partnerships), picture["hubs"], strict=True))
    assert by_id == {"p": "C", "fresh": "+", "over": "x"}
    hubs = [one["label"] for one in picture["overlay_legend"] if one.get("hub")]
    assert hubs == ["New partnership: 1", "Ended or gone: 1"]


def test_a_partnership_of_nobody_in_the_view_is_no_ghost() -> None:
    old = replace(of("a"), partnerships=(*of("a").partnerships, sample.partnership("empty")))
    old, new = replace(old, version=OLD), replace(of("a"), version=NEW)
    picture = on("network", between(old, new), union(new, old).drawn)
    assert picture["hubs"].count("x") == 0


def test_the_network_is_whole_and_one_by_one() -> None:
    found, drawn = changed()
    view = replace(found.after.state, drawing="blocks", steps="1", within="block:x", selected="a")
    one = drawn_reading(replace(found, after=replace(found.after, state=view)), drawn)
    assert (one.state.drawing, one.state.steps, one.state.within) == ("hubs", "0", "")
    assert one.state.selected == "a"


def test_what_the_filters_leave_out_stays_out() -> None:
    found = between(of("ab"), of("abc"), places=("Birchford",))
    picture = on("map", found, found.after.dataset)
    assert set(picture["marks"]) == {"."}
    assert set(picture["overlay"]) == {"."}


def test_lines_that_are_new_or_lost_are_drawn_in_the_network() -> None:
    found, drawn = changed()
    picture = on("network", found, drawn)
    number = {one.id: k for k, one in enumerate(drawn.organisations)}
    number |= {one.id: -1 - k for k, one in enumerate(drawn.partnerships)}
    for sign, seats, ties in (
        ("+", found.seats.new, found.ties.new),
        ("x", found.seats.lost, found.ties.lost),
    ):
        assert seats
        expected = [number[one] for link in (*seats, *ties) for one in link[:2]]
        assert picture["changes"][sign] == expected
    key = {one["change"]: one["label"] for one in picture["overlay_legend"] if "change" in one}
    lost = len(found.seats.lost) + len(found.ties.lost)
    assert key["x"] == f"Lost seat or tie: {lost}"


def test_without_partnerships_the_lines_are_pairs() -> None:
    found, drawn = changed()
    view = replace(found.after.state, drawing="organisations")
    picture = on("network", replace(found, after=replace(found.after, state=view)), drawn)
    ends = len(found.pairs.new) + len(found.pairs.lost)
    assert ends
    assert sum(map(len, picture["changes"].values())) == 2 * ends


def test_on_the_map_only_lines_of_the_selected_one_are_drawn() -> None:
    found, drawn = changed()
    assert on("map", found, drawn)["changes"] == {"+": [], "x": []}
    chosen = found.pairs.lost[0][0]
    view = replace(found.after.state, selected=chosen)
    picture = on("map", replace(found, after=replace(found.after, state=view)), drawn)
    assert len(picture["changes"]["x"]) == 2 * sum(chosen in link for link in found.pairs.lost)


def test_of_very_many_lines_some_are_drawn_and_the_key_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compare_picture, "_MOST_LINES", 1)
    found, drawn = changed()
    picture = on("network", found, drawn)
    assert len(picture["changes"]["+"]) == 2
    labels = [one["label"] for one in picture["overlay_legend"] if one.get("change") == "+"]
    count = len(found.seats.new) + len(found.ties.new)
    assert labels == [f"New seat or tie: 1 of {count} drawn"]
