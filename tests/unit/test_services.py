"""The use cases on the real datasets: the numbers that a leader sees."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup import services
from joinedup.errors import DatasetError
from joinedup.model import (
    AreaLevel,
    ConnectionState,
    Dataset,
    DeclaredFigure,
    Level,
    Organisation,
    Reach,
    Sector,
)
from joinedup.network.connection import count_states
from joinedup.network.scope import Scope
from joinedup.services import Reading, near_selected
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, TODAY, dataset, place_id, reading
from tests.unit.two_mode import affiliation_graph, near

THEN = date(2018, 1, 1)
CONNECTED, NONE, UNKNOWN = ConnectionState
SYSTEM, WORKING_TOGETHER, PROGRAMME = "syb-ics", "syb-working-together", "sy-integration"


def ids(organisations: tuple[Organisation, ...]) -> set[str]:
    return {one.id for one in organisations}


# --- the summary -----------------------------------------------------------------


def test_south_yorkshire_in_numbers() -> None:
    found = services.summary(dataset(), TODAY)
    counted = {key: found[key] for key in ("places", "neighbourhoods", "practices", "pcns")}
    assert counted == {"places": 4, "neighbourhoods": 34, "practices": 170, "pcns": 29}
    assert found["trusts"] == {
        "total": 9,
        "acute": 5,
        "community_and_mental_health": 3,
        "ambulance": 1,
    }
    assert (found["councils"], found["vcse"]) == (4, 164)
    assert (found["organisations"], found["outside"]) == (350, 8)
    assert (found["partnerships"], found["memberships"]) == (32, 209)
    assert found["date"] == "2026-11-22"
    assert found["version"] == dataset().version


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@pytest.mark.parametrize("day", [TODAY, THEN, date(2000, 1, 1), date(2100, 1, 1)])
def test_the_states_add_up_to_the_organisations(footprint: str, day: date) -> None:
    found = services.summary(dataset(footprint), day)
    assert list(found["connection"]) == ["connected", "none_on_record", "unknown"]
    assert sum(found["connection"].values()) == found["organisations"]
    assert found["organisations"] + found["outside"] == len(dataset(footprint).organisations)
    trusts = found["trusts"]
    parts = ("acute", "community_and_mental_health", "ambulance")
    assert trusts["total"] >= sum(trusts[part] for part in parts)
    assert 0 <= found["running"] <= found["partnerships"]


def test_every_trust_of_south_yorkshire_is_of_a_known_kind() -> None:
    trusts = services.summary(dataset(), TODAY)["trusts"]
    assert trusts["total"] == sum(count for kind, count in trusts.items() if kind != "total")


def test_bodies_from_outside_are_in_no_count_of_the_footprint() -> None:
    names = {one.name for one in dataset().organisations if one.outside}
    assert {"Bassetlaw District Council"} <= names
    assert any("Chesterfield Royal" in name for name in names)
    without = replace(
        dataset(),
        organisations=tuple(one for one in dataset().organisations if not one.outside),
        memberships=tuple(
            row
            for row in dataset().memberships
            if not dataset().organisation_by_id[row.organisation].outside
        ),
    )
    before, after = (services.summary(one, TODAY) for one in (dataset(), without))
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"outside", "memberships"}


def test_without_information_nobody_is_called_unconnected() -> None:
    for footprint in FOOTPRINTS:
        one = replace(dataset(footprint), coverage=())
        assert services.summary(one, TODAY)["connection"]["none_on_record"] == 0


# --- history ---------------------------------------------------------------------


def test_the_system_of_2018_shows_on_its_day_only() -> None:
    now, then = reading(), reading(day=THEN)
    assert not any(SYSTEM in link.partnerships for link in now.found.values())
    members = {row.organisation for row in dataset().memberships if row.partnership == SYSTEM}
    assert {one for one, link in then.found.items() if SYSTEM in link.partnerships} == members
    assert len(members) > 10


def test_including_the_past_adds_what_has_ended() -> None:
    past = reading(past=True)
    for key in (SYSTEM, WORKING_TOGETHER):
        assert any(key in link.partnerships for link in past.found.values())
    assert past.states()[CONNECTED] > reading().states()[CONNECTED]


def test_the_past_does_not_hold_what_was_yet_to_come() -> None:
    then = reading(day=THEN, past=True)
    assert not any(PROGRAMME in link.partnerships for link in then.found.values())


def test_before_the_list_practices_are_unknown() -> None:
    practices = reading(day=THEN, sectors=("general-practice",))
    assert practices.states() == {CONNECTED: 0, NONE: 0, UNKNOWN: 170}


# --- reading ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 358),
        ({"sectors": ("general-practice",)}, 170),
        ({"sectors": ("ambulance",)}, 2),
        ({"sectors": ("general-practice", "ambulance")}, 172),
        ({"sectors": ("vcse",), "states": ("none_on_record",)}, 0),
        ({"states": ("none_on_record",)}, 2),
        ({"sectors": ("other",)}, 0),
        ({"kinds": ("programme",), "levels": ("system",)}, 358),
    ],
)
def test_filters(filters: dict[str, Any], count: int) -> None:
    assert len(reading(**filters).shown) == count


@pytest.mark.parametrize("name", ["Barnsley", "Doncaster", "Rotherham", "Sheffield"])
def test_a_place_shows_its_own(name: str) -> None:
    place = place_id(name)
    shown = reading(places=(place,)).shown
    assert shown
    assert ids(shown) == {one.id for one in dataset().organisations if one.place == place}


def test_the_places_cover_all_practices_once() -> None:
    parts = [
        ids(reading(places=(area.id,), sectors=("general-practice",)).shown)
        for area in dataset().places
    ]
    assert sum(map(len, parts)) == len(set().union(*parts)) == 170


def test_a_neighbourhood_shows_its_own() -> None:
    hood = dataset().neighbourhoods[0]
    shown = reading(neighbourhood=hood.id).shown
    assert shown
    assert {one.neighbourhood for one in shown} == {hood.id}
    other = next(area for area in dataset().places if area.id != hood.parent)
    assert reading(neighbourhood=hood.id, places=(other.id,)).shown == ()


def test_a_state_filter_shows_that_state() -> None:
    for state in ConnectionState:
        found = reading(states=(state.value,))
        assert {found.found[one.id].state for one in found.shown} == {state}


def test_shown_keeps_the_order_and_splits_into_inside_and_outside() -> None:
    found = reading(states=("connected",))
    order = [one.id for one in dataset().organisations]
    assert [one.id for one in found.shown] == [one for one in order if one in ids(found.shown)]
    assert ids(found.inside) | ids(found.outside) == ids(found.shown)
    assert not ids(found.inside) & ids(found.outside)
    assert found.outside
    assert sum(found.states().values()) == len(found.inside)


def test_sectors_come_in_the_fixed_order_with_those_that_occur() -> None:
    sectors = reading().sectors()
    assert list(sectors) == [sector for sector in Sector if sector in sectors]
    assert sectors == Counter(one.sector for one in reading().inside)
    assert 0 not in sectors.values()


def test_a_level_filter_leaves_every_state_as_it_is() -> None:
    assert reading(levels=("system",)).states() == reading().states()
    assert reading(kinds=("programme",)).states() == reading().states()


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@pytest.mark.parametrize("state", list(ConnectionState))
def test_picking_a_state_leaves_the_whole_it_is_a_part_of(
    footprint: str, state: ConnectionState
) -> None:
    filters: dict[str, Any] = {"sectors": ("vcse", "general-practice", "nhs-trust")}
    every = reading(dataset(footprint), **filters)
    picked = reading(dataset(footprint), states=(state.value,), **filters)
    assert picked.considered == every.considered == every.shown
    assert picked.whole == every.whole == every.inside
    assert set(picked.shown) == {o for o in every.shown if every.found[o.id].state is state}


def test_the_whole_follows_every_other_filter() -> None:
    rotherham = place_id("Rotherham")
    one = reading(states=("unknown",), places=(rotherham,), sectors=("vcse",))
    assert one.whole
    assert {(o.place, o.sector) for o in one.whole} == {(rotherham, Sector.VCSE)}
    assert not any(o.outside for o in reading().whole)
    assert len(reading().considered) - len(reading().whole) == 8


# --- areas -----------------------------------------------------------------------


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@pytest.mark.parametrize("level", list(AreaLevel))
@pytest.mark.parametrize("filters", [{}, {"sectors": ("vcse",)}, {"states": ("connected",)}])
def test_areas_add_up_to_the_whole(
    footprint: str, level: AreaLevel, filters: dict[str, Any]
) -> None:
    found = reading(dataset(footprint), **filters)
    counts = services.area_counts(found, level)
    nowhere = [one for one in found.whole if getattr(one, level.value) is None]
    assert sum(one.organisations for one in counts) + len(nowhere) == len(found.whole)
    for state, total in count_states(found.found, [one.id for one in found.whole]).items():
        placed = sum(one.states[state] for one in counts)
        assert placed + sum(found.found[one.id].state is state for one in nowhere) == total
    for one in counts:
        assert sum(one.states.values()) == one.organisations
        assert one.known == one.states[CONNECTED] + one.states[NONE]
        assert one.own_sector <= one.states[CONNECTED]


def test_areas_come_in_the_order_of_the_dataset() -> None:
    for level, areas in (
        (AreaLevel.PLACE, dataset().places),
        (AreaLevel.NEIGHBOURHOOD, dataset().neighbourhoods),
    ):
        assert [one.area for one in services.area_counts(reading(), level)] == list(areas)


def test_areas_that_the_filters_leave_out_are_left_out() -> None:
    rotherham, sheffield = place_id("Rotherham"), place_id("Sheffield")
    hood = next(area for area in dataset().neighbourhoods if area.parent == rotherham)

    def areas(level: AreaLevel, **filters: Any) -> list[str]:
        return [one.area.id for one in services.area_counts(reading(**filters), level)]

    place, small = AreaLevel.PLACE, AreaLevel.NEIGHBOURHOOD
    two = (rotherham, sheffield)
    assert sorted(areas(place, places=two)) == sorted(two)
    assert areas(small, places=two) == [
        area.id for area in dataset().neighbourhoods if area.parent in two
    ]
    assert (areas(place, neighbourhood=hood.id), areas(small, neighbourhood=hood.id)) == (
        [rotherham],
        [hood.id],
    )
    both = {"places": (sheffield,), "neighbourhood": hood.id}
    assert (areas(place, **both), areas(small, **both)) == ([], [])
    # A filter that is not on an area leaves all of them, those with nobody as well.
    assert areas(place, sectors=("other",)) == [area.id for area in dataset().places]


def test_an_area_counts_none_of_the_bodies_from_outside() -> None:
    ashdale = sample.PLACES[0]
    one = sample.dataset(
        [
            sample.organisation("in", place=ashdale),
            replace(sample.organisation("out", outside=True), place=ashdale),
        ]
    )
    first, *_ = services.area_counts(reading(one), AreaLevel.PLACE)
    assert (first.organisations, first.states[UNKNOWN], first.known) == (1, 1, 0)


# --- around the selected one -----------------------------------------------------


def test_near_is_everything_without_steps_or_without_a_node() -> None:
    practice = "ods:C87015"
    assert services.near_selected(reading(selected=practice)) is None
    assert services.near_selected(reading(steps="1")) is None
    assert services.near_selected(reading(steps="1", selected="nobody")) is None
    assert services.near_selected(reading(steps="1", selected=place_id("Rotherham"))) is None


def test_one_step_reaches_the_partners_and_two_reach_theirs() -> None:
    practice = "ods:C87015"
    one = reading(steps="1", selected=practice)
    near = services.near_selected(one)
    link = one.found[practice]
    assert near == frozenset({practice, *link.partnerships, *link.partners})
    acute = "ods:RHQ"
    first = services.near_selected(reading(steps="1", selected=acute))
    second = services.near_selected(reading(steps="2", selected=acute))
    assert first is not None
    assert second is not None
    assert first <= second


def test_near_a_partnership_are_its_members() -> None:
    key = next(one.id for one in dataset().partnerships if one.kind == "primary care network")
    members = {row.organisation for row in dataset().memberships if row.partnership == key}
    assert services.near_selected(reading(steps="1", selected=key)) == frozenset({key, *members})


def test_near_an_organisation_without_partnerships_is_itself() -> None:
    lone = next(one for one, link in reading().found.items() if not link.partnerships)
    assert services.near_selected(reading(steps="2", selected=lone)) == frozenset({lone})


def test_the_network_draws_only_what_is_within_the_steps() -> None:
    practice = "ods:C87015"
    wide = reading(selected=practice)
    assert services.drawn_in_network(wide) is wide
    near = services.drawn_in_network(reading(selected=practice, steps="1"))
    assert ids(near.shown) == {practice, *wide.found[practice].partners}
    assert near.sectors() == {Sector.GENERAL_PRACTICE: len(near.shown)}
    # What a filter leaves out does not come back by being near.
    none = services.drawn_in_network(reading(selected=practice, steps="1", sectors=("vcse",)))
    assert none.shown == ()


# --- which filter to loosen ------------------------------------------------------


def loosen(one: Dataset | None = None, **filters: Any) -> str | None:
    found: Reading = reading(one, **filters)
    return services.loosen(found.dataset, found.found, found.state)


def test_the_filter_that_shows_most_is_named() -> None:
    barnsley = place_id("Barnsley")
    # 2 practices have none on record, none of them in Barnsley; 162 groups and more are unknown.
    assert loosen(sectors=("vcse",), states=("none_on_record",)) == "states"
    assert loosen(sectors=("other",)) == "sectors"
    assert loosen(places=(barnsley,), states=("none_on_record",)) == "states"
    # A whole place shows more than a neighbourhood of another.
    hood = next(one for one in dataset().neighbourhoods if one.parent != barnsley)
    assert loosen(places=(barnsley,), neighbourhood=hood.id) == "neighbourhood"


@pytest.mark.parametrize("name", ["places", "neighbourhood", "sectors", "states"])
def test_loosening_the_one_named_shows_something(name: str) -> None:
    hood = dataset().neighbourhoods[-1]
    filters: dict[str, Any] = {
        "places": (place_id("Barnsley"),),
        "neighbourhood": hood.id,
        "sectors": ("other",),
        "states": ("none_on_record",),
    }
    empty = {"neighbourhood": ""}.get(name, ())
    helpful = loosen(**{**filters, name: empty})
    if helpful:
        default = {"neighbourhood": ""}.get(helpful, ())
        assert reading(**{**filters, name: empty, helpful: default}).shown


def test_nothing_is_named_where_no_filter_alone_would_help() -> None:
    assert loosen(sectors=("other",), neighbourhood="U01680", states=("none_on_record",)) is None
    assert loosen() is None


# --- declared figures ------------------------------------------------------------


def test_every_declared_figure_stands_beside_the_loaded_one() -> None:
    rows = {one.figure.key: one for one in services.declared_and_loaded(dataset())}
    pairs = {key: (one.figure.figure, one.loaded) for key, one in rows.items()}
    assert pairs == {
        "places": (4, 4),
        "neighbourhoods": (36, 34),
        "councils": (4, 4),
        "trusts.ambulance": (1, 1),
        "practices": (186, 170),
        "trusts.acute": (5, 5),
        "trusts.community_and_mental_health": (3, 3),
        "vcse": (6000, 164),
        "workforce": (320000, None),
    }
    assert all(one.figure.explanation for one in rows.values())


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_the_summary_says_the_same_as_the_table(footprint: str) -> None:
    found = services.summary(dataset(footprint), TODAY)
    for one in services.declared_and_loaded(dataset(footprint)):
        said = found["declared"][one.figure.key]
        assert (said["declared"], said["loaded"]) == (one.figure.figure, one.loaded)
        key, _, kind = one.figure.key.partition(".")
        loaded = found.get(key, {}).get(kind) if kind else found.get(key)
        assert one.loaded == loaded


def test_a_figure_nobody_loads_is_told_apart_from_zero() -> None:
    figures = tuple(
        DeclaredFigure(key=key, label=key, figure=9, provenance=sample.provenance())
        for key in ("vcse", "volunteers")
    )
    one = replace(sample.dataset(), declared=figures)
    assert [row.loaded for row in services.declared_and_loaded(one)] == [0, None]


# --- small ones ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confirmed", "old"),
    [
        ("", False),
        ("2026", False),
        ("2025-06", False),
        ("2025-05", False),
        ("2025-04", True),
        ("2025-05-23", False),
        ("2025-05-22", True),
        ("2024", True),
        ("2027-01-01", False),
    ],
)
def test_old_confirmations(confirmed: str, *, old: bool) -> None:
    assert services.is_old(confirmed, TODAY) is old


def test_members_of_a_past_partnership_are_listed_today() -> None:
    one = dataset().partnership_by_id[SYSTEM]
    members = services.members_of(reading(), one)
    assert ids(members) == {
        row.organisation for row in dataset().memberships if row.partnership == SYSTEM
    }


def test_an_unknown_footprint_says_which_there_are() -> None:
    with pytest.raises(DatasetError, match="south-yorkshire"):
        services.load_dataset("atlantis")


def test_the_scope_follows_the_view() -> None:
    scope = services.scope_of(reading(past=True, levels=("system",), kinds=("programme",)).state)
    assert (scope.day, scope.include_past) == (TODAY, True)
    assert (scope.levels, scope.kinds) == (frozenset({Level.SYSTEM}), frozenset({"programme"}))


def test_own_sector_is_a_part_of_the_connected() -> None:
    found = reading()
    own = [one for one in found.inside if found.found[one.id].reach is Reach.OWN_SECTOR]
    counts = services.area_counts(found, AreaLevel.PLACE)
    placed = [one for one in own if one.place]
    assert sum(one.own_sector for one in counts) == len(placed) > 100


@pytest.mark.parametrize("steps", ["1", "2"])
@pytest.mark.parametrize("past", [False, True])
def test_near_is_what_the_graph_says(steps: str, *, past: bool) -> None:
    one = dataset("bradford-district")
    nodes = [*one.organisation_by_id, *one.partnership_by_id, "nobody"]
    graph = affiliation_graph(one, Scope(day=TODAY, include_past=past))
    first = reading(one, steps=steps, past=past)
    for node in nodes:
        held = replace(first, state=replace(first.state, selected=node))
        expected = near(graph, node, int(steps)) if node in graph else None
        assert near_selected(held) == expected
