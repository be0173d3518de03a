"""The made-up ICS: its declared figures, its names, its places, its shape and its past."""

import csv
import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import correlation, median

import networkx as nx
import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from joinedup.imports.people import looks_like_person
from joinedup.imports.personal import find_personal
from joinedup.model import (
    Action,
    ConnectionState,
    Dataset,
    Level,
    Membership,
    Milestone,
    Organisation,
    Progress,
    Sector,
    StatementKind,
    Tie,
    last_day,
)
from joinedup.network.connection import Connection, connections
from joinedup.network.graph import organisation_graph
from joinedup.network.scope import Scope
from joinedup.services.readings import declared_and_loaded
from joinedup.store import bundled
from joinedup.store.geography import load_lsoas
from scripts.demonstration.history import AS_OF, date_of, last_month, states, version_of
from scripts.demonstration.organisations import shared_out
from scripts.demonstration.words import ENDINGS, SHARED, STEMS

ID = "demonstration"
DATA = Path(__file__).resolve().parents[2] / "data"
VERSIONS = bundled.versions(ID)
DAY = date(2026, 10, 1)


@cache
def version(number: int = 8) -> Dataset:
    return bundled.load_dataset(ID, VERSIONS[number - 1].version)


@cache
def found() -> Mapping[str, Connection]:
    return connections(version(), Scope(day=DAY))


def groups(dataset: Dataset) -> list[Organisation]:
    return [one for one in dataset.organisations if one.sector is Sector.VCSE]


# --- figures -------------------------------------------------------------------------


def test_every_declared_figure_is_met_exactly() -> None:
    declared = {
        one.figure.key: (one.figure.figure, one.loaded) for one in declared_and_loaded(version())
    }
    assert declared == {
        "places": (4, 4),
        "neighbourhoods": (36, 36),
        "councils": (4, 4),
        "trusts.ambulance": (1, 1),
        "practices": (186, 186),
        "trusts.acute": (5, 5),
        "trusts.community_and_mental_health": (3, 3),
        "vcse": (6000, 6000),
    }


def test_it_is_a_whole_system_at_full_scale() -> None:
    dataset = version()
    assert len(dataset.organisations) == 7000
    kinds = Counter(one.kind for one in dataset.organisations)
    for kind, least in {
        "community pharmacy": 250,
        "dentist": 100,
        "optician": 80,
        "care home": 150,
        "home care": 100,
        "college": 5,
        "university": 2,
    }.items():
        assert kinds[kind] >= least
    assert kinds["university"] == 2
    assert 19_000 <= len(dataset.memberships) + len(dataset.ties) <= 21_000
    assert len(dataset.ties) > 6_000
    assert {one.level for one in dataset.partnerships} == set(Level)
    assert {"primary care network", "board", "programme", "work stream", "alliance"} <= {
        one.kind for one in dataset.partnerships
    }
    assert any(one.part_of for one in dataset.partnerships)
    assert any(one.led_by for one in dataset.partnerships)
    assert sum(one.has_ended(DAY) for one in dataset.partnerships) > 20


def test_it_says_that_it_is_made_up() -> None:
    assert version().illustrative
    assert bundled.dataset_names()[ID] == version().name == "Demonstration (illustrative data)"
    assert "made up" in version().notes[0]
    dataset = version()
    sources = [
        *(one.provenance for one in dataset.organisations),
        *(one.provenance for one in dataset.partnerships),
        *(one.provenance for one in dataset.memberships),
        *(one.provenance for one in dataset.ties),
        *(one.provenance for one in dataset.programmes),
        *(one.provenance for one in dataset.milestones),
        *(one.provenance for one in dataset.actions),
        *(one.provenance for one in dataset.statements),
    ]
    assert {(one.source, one.licence) for one in sources} == {("Made up", "CC0")}


def test_the_files_are_small() -> None:
    sizes = [path.stat().st_size for path in (DATA / "footprints" / ID).iterdir()]
    assert max(sizes) < 3_000_000
    assert sum(sizes) < 4_000_000


# --- names ---------------------------------------------------------------------------


@cache
def real_words() -> frozenset[str]:
    """Every word of the real footprints and of the tables that they are built from."""
    texts = [
        path.read_text(encoding="utf-8")
        for pattern in ("footprints/*/*", "reference/**/*")
        for path in sorted(DATA.glob(pattern))
        if path.is_file() and path.parent.name != ID
    ]
    return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]+", text.casefold()))


def names() -> list[str]:
    found: set[str] = set()
    for dataset in map(version, range(1, 9)):
        found |= {one.name for one in dataset.partnerships}
        found |= {one.name for one in dataset.programmes}
        found |= {name for one in dataset.organisations for name in (one.name, *one.aliases)}
    return sorted(found)


def test_names_are_fictional_from_the_first_word() -> None:
    firsts = {name.split(" ", 1)[0] for name in names()}
    assert len(firsts) > 300
    known = {stem + ending for stem in STEMS for ending in ENDINGS} | set(SHARED)
    assert firsts <= known
    assert {word.casefold() for word in known} & real_words() == set()


def test_nobody_real_is_named() -> None:
    assert [name for name in names() if looks_like_person(name) or find_personal(name)] == []
    real = {
        one.name.casefold()
        for other in bundled.dataset_ids()
        if other != ID
        for one in bundled.load_dataset(other).organisations
    }
    assert real & {name.casefold() for name in names()} == set()


def test_some_names_are_shared_by_groups_of_different_places() -> None:
    homes: dict[str, set[str | None]] = {}
    times: Counter[str] = Counter()
    for one in groups(version()):
        homes.setdefault(one.name, set()).add(one.place)
        times[one.name] += 1
    assert sum(times[name] >= 3 and len(homes[name]) >= 2 for name in times) >= 15


# --- programmes ----------------------------------------------------------------------


def test_two_programmes_are_those_of_partnerships_that_last() -> None:
    for dataset in (version(1), version()):
        assert [one.id for one in dataset.programmes] == ["ageing", "digital"]
        for one in dataset.programmes:
            partnership = dataset.partnership_by_id[one.partnership or ""]
            assert (partnership.name, partnership.kind) == (one.name, "programme")
            assert partnership.start < "2024-12"
            assert not partnership.end
            members = [row for row in dataset.memberships if row.partnership == partnership.id]
            assert len(members) >= 3
            assert one.places == ((partnership.area,) if partnership.area else ())


def test_their_work_has_everything_that_work_can_have_and_lack() -> None:
    """On a day of the last version: some is done, some late, some nobody's, some undated."""
    dataset = version()
    for programme in dataset.programmes:
        own = [one for one in dataset.actions if one.programme == programme.id]
        stands = Counter(one.progress_on(DAY) for one in own)
        for progress in (Progress.DONE, Progress.LATE, Progress.DUE, Progress.UNDATED):
            assert stands[progress], (programme.id, progress)
        assert any(not one.has_owner for one in own)
        assert any(one.lead and one.organisation for one in own)
        route = [one for one in dataset.milestones if one.programme == programme.id]
        assert {Progress.DONE, Progress.LATE, Progress.DUE} <= {
            one.progress_on(DAY) for one in route
        }
    assert {one.progress_on(DAY) for one in dataset.actions} == set(Progress)
    assert {one.kind for one in dataset.statements} == set(StatementKind)


def test_who_acts_for_a_programme_is_a_member_of_it() -> None:
    dataset = version()
    for one in dataset.actions:
        partnership = dataset.programme_by_id[one.programme].partnership
        if one.organisation:
            assert any(
                (row.organisation, row.partnership) == (one.organisation, partnership)
                for row in dataset.memberships
            )


def test_parts_of_a_sum_make_the_sum() -> None:
    dataset = version()
    for whole in dataset.statements:
        parts = [one.figure for one in dataset.statements if one.part_of == whole.id]
        if whole.figure is not None and parts:
            assert sum(figure or 0 for figure in parts) == whole.figure


def test_nothing_is_recorded_after_the_last_version() -> None:
    dataset = version()
    work: tuple[Milestone | Action, ...] = (*dataset.milestones, *dataset.actions)
    for one in work:
        assert one.done_on <= f"{AS_OF[-1]}-31"
        assert one.provenance.as_of == AS_OF[-1]


# --- places --------------------------------------------------------------------------


def test_every_point_lies_inside_its_neighbourhood_and_an_lsoa_of_it() -> None:
    features = json.loads(bundled.load_boundaries(ID))["features"]
    areas = {one["id"]: shape(one["geometry"]) for one in features}
    lsoas = json.loads(load_lsoas(ID) or "")["features"]
    tree = shapely.STRtree([shape(one["geometry"]) for one in lsoas])
    parent = {one.id: one.parent for one in version().areas}
    inside = [one for one in version().organisations if not one.outside]
    assert len(inside) > 6_900
    for one in inside:
        assert one.point is not None
        assert one.neighbourhood is not None
        point = shapely.Point(one.point.longitude, one.point.latitude)
        assert areas[one.neighbourhood].contains(point), one.id
        held = tree.query(point, predicate="within")
        assert one.neighbourhood in {lsoas[at]["properties"]["neighbourhood"] for at in held}
        assert parent[one.neighbourhood] == one.place


def test_places_are_spread_and_some_buildings_shared() -> None:
    at = Counter(one.postcode for one in version().organisations if one.postcode)
    assert len(at) > 5_000
    assert 100 < sum(many >= 5 for many in at.values()) < 400
    assert max(at.values()) < 30


def test_the_two_halves_are_what_the_public_record_has_whole() -> None:
    real = {one.id: one.lsoas for one in bundled.load_dataset("south-yorkshire").neighbourhoods}
    ours = {one.id: one.lsoas for one in version().neighbourhoods}
    halves = sorted(set(ours) - set(real))
    cut = sorted(set(real) - set(ours))
    assert (len(halves), len(cut)) == (4, 2)
    for whole in cut:
        parts = [one for one in halves if one.startswith(whole)]
        assert sum(ours[one] for one in parts) == real[whole]
        assert max(ours[one] for one in parts) <= 0.6 * real[whole]
    for one in version().neighbourhoods:
        assert one.approximate
        assert one.method


# --- shape ---------------------------------------------------------------------------


def test_the_states_are_in_the_shares_stated() -> None:
    states = Counter(found()[one.id].state for one in groups(version()))
    assert 0.30 <= states[ConnectionState.NONE_ON_RECORD] / 6000 <= 0.36
    assert 300 <= states[ConnectionState.UNKNOWN] <= 900
    assert states[ConnectionState.CONNECTED] > 3_000
    unknown = {
        one.place for one in groups(version()) if found()[one.id].state is ConnectionState.UNKNOWN
    }
    asked = {one.place for one in version().coverage if one.sector is Sector.VCSE}
    assert len(unknown) == 1
    assert len(asked) == 3
    assert not unknown & asked


def test_a_few_are_in_much_and_most_in_little() -> None:
    joined = sorted(len(found()[one.id].partnerships) for one in groups(version()))
    connected = [number for number in joined if number]
    assert median(connected) <= 2
    assert connected[-1] >= 25
    tenth = connected[int(0.9 * len(connected)) :]
    assert sum(tenth) > 0.35 * sum(connected)


def test_sectors_keep_to_themselves() -> None:
    graph = nx.Graph((one.source, one.target) for one in version().ties)
    nx.set_node_attributes(
        graph, {one.id: one.sector.value for one in version().organisations}, "sector"
    )
    assert 0.2 < nx.attribute_assortativity_coefficient(graph, "sector") < 0.6


def test_sectors_keep_to_themselves_in_partnerships_too() -> None:
    graph = organisation_graph(version(), Scope(day=DAY))
    sector = {one.id: one.sector for one in version().organisations}
    own = sum(weight for a, b, weight in graph.edges(data="weight") if sector[a] is sector[b])
    total = sum(weight for _a, _b, weight in graph.edges(data="weight"))
    shares = Counter(sector[node] for node in graph)
    chance = sum((many / len(graph)) ** 2 for many in shares.values())
    assert own / total > chance


def test_where_deprivation_is_high_there_are_fewer_ties() -> None:
    home = {one.id: one.neighbourhood for one in version().organisations}
    people = Counter(home.values())
    ends = Counter(home[end] for one in version().ties for end in (one.source, one.target))
    areas = version().neighbourhoods
    deprived = [one.lsoas_most_deprived / one.lsoas for one in areas]
    ties = [ends[one.id] / people[one.id] for one in areas]
    ranks = [np.argsort(np.argsort(values)).tolist() for values in (deprived, ties)]
    assert correlation(*ranks) < -0.5
    order = sorted(zip(deprived, ties, strict=True))
    assert np.mean([many for _share, many in order[:9]]) > 1.3 * np.mean(
        [many for _share, many in order[-9:]]
    )


# --- versions ------------------------------------------------------------------------


def test_there_are_eight_quarterly_versions() -> None:
    assert [one.number for one in VERSIONS] == list(range(1, 9))
    assert [one.as_of for one in VERSIONS] == list(AS_OF)
    assert len({one.version for one in VERSIONS}) == len({one.note for one in VERSIONS}) == 8
    assert bundled.newest(ID) == VERSIONS[-1].version == version().version


@pytest.mark.parametrize("number", range(1, 9))
def test_no_version_knows_what_came_after_it(number: int) -> None:
    dataset = version(number)
    end = last_day(dataset.as_of)
    assert dataset.as_of == AS_OF[number - 1]
    links: list[Membership | Tie] = [*dataset.memberships, *dataset.ties]
    for one in links:
        for text in (one.since, one.until, one.confirmed_on, one.provenance.as_of):
            assert not text or last_day(text) <= end, one
        assert not (one.until and one.confirmed_on) or one.confirmed_on <= one.until
    for partnership in dataset.partnerships:
        for text in (partnership.start, partnership.end):
            assert not text or last_day(text) <= end or len(text) == 4, partnership
    for organisation in dataset.organisations:
        assert organisation.provenance.as_of <= dataset.as_of


def test_from_one_version_to_the_next_groups_come_go_and_change_their_names() -> None:
    for older, newer in pairwise(version(number) for number in range(1, 9)):
        before, after = older.organisation_by_id, newer.organisation_by_id
        assert len(after.keys() - before.keys()) >= 20
        assert len(before.keys() - after.keys()) >= 5
        renamed = [
            one for one in before.keys() & after.keys() if before[one].name != after[one].name
        ]
        assert len(renamed) >= 5
        for one in renamed:
            assert before[one].name in after[one].aliases
        assert len(newer.memberships) > len(older.memberships)
        assert len(newer.ties) > len(older.ties)


def test_two_practices_merge() -> None:
    def practices(number: int) -> dict[str, Organisation]:
        return {
            one.id: one
            for one in version(number).organisations
            if one.sector is Sector.GENERAL_PRACTICE
        }

    counts = [len(practices(number)) for number in range(1, 9)]
    assert counts == [187, 187, 187, 187, 186, 186, 186, 186]
    before, after = practices(4), practices(5)
    gone = [before[one] for one in before.keys() - after.keys()]
    (new,) = [after[one] for one in after.keys() - before.keys()]
    assert len(gone) == 2
    assert set(new.aliases) == {one.name for one in gone}
    assert {one.neighbourhood for one in gone} == {new.neighbourhood}
    assert new.registered_patients == sum(one.registered_patients or 0 for one in gone)

    def joined(number: int, ids: set[str]) -> set[str]:
        return {one.partnership for one in version(number).memberships if one.organisation in ids}

    ids = {one.id for one in gone}
    assert joined(4, ids)
    assert joined(4, ids) <= joined(8, {new.id})
    assert joined(5, ids) == set()


@pytest.mark.parametrize("number", [1, 4, 5, 8])
def test_areas_count_the_practices_of_their_version(number: int) -> None:
    dataset = version(number)
    practices = [one for one in dataset.organisations if one.sector is Sector.GENERAL_PRACTICE]
    for area in dataset.areas:
        own = [one for one in practices if area.id in (one.place, one.neighbourhood)]
        patients = [one.registered_patients for one in own if one.registered_patients is not None]
        assert (area.practices, area.practices_with_patients, area.registered_patients) == (
            *(len(own), len(patients)),
            sum(patients),
        )
    features = json.loads(bundled.load_boundaries(ID, dataset.version))["features"]
    assert {one["id"]: one["properties"]["practices"] for one in features} == {
        one.id: one.practices for one in dataset.areas
    }


# --- how it is made ------------------------------------------------------------------


def test_months_and_versions_fit() -> None:
    assert (date_of(0), date_of(3), date_of(35)) == ("2023-10", "2024-01", "2026-09")
    for number, as_of in enumerate(AS_OF, start=1):
        assert date_of(last_month(number)) == as_of
        assert version_of(last_month(number)) == number
        assert version_of(last_month(number) + 1) == number + 1
    assert version_of(0) == 1


def test_what_is_shared_out_is_all_there_is() -> None:
    assert shared_out(10, {"a": 1, "b": 1, "c": 1}, least=0) == {"a": 4, "b": 3, "c": 3}
    assert shared_out(10, {"a": 0, "b": 5}, least=2) == {"a": 2, "b": 8}


def test_states_stand_one_after_the_other() -> None:
    rows = states([(2, "old"), (5, "new")], last=7)
    assert [(one.record, one.first, one.last) for one in rows] == [("old", 2, 4), ("new", 5, 7)]


def test_rows_of_one_thing_never_stand_in_one_version_together() -> None:
    keys = {
        "organisations": ("id",),
        "partnerships": ("id",),
        "memberships": ("partnership", "organisation"),
        "ties": ("organisation", "other", "kind"),
    }
    for name, columns in keys.items():
        path = DATA / "footprints" / ID / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        last: dict[tuple[str, ...], int] = {}
        for row in rows:
            key = tuple(row[column] for column in columns)
            assert last.get(key, 0) < int(row["first_version"]), (name, key)
            last[key] = int(row["last_version"] or 8)
