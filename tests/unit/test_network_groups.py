"""Pairs of organisations, and the groups that blocks and communities are made of."""

import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from joinedup import services
from joinedup.model import ConnectionState, Dataset, Level
from joinedup.network import engine
from joinedup.network.graph import organisation_graph
from joinedup.network.groups import (
    MOST,
    Group,
    GroupKind,
    communities,
    find,
    place_and_sector,
    where,
)
from joinedup.network.pairs import Pairs, between, pairs
from joinedup.network.scope import Scope
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, TODAY, dataset

ROOT = Path(__file__).resolve().parents[2]
NOW = Scope(day=TODAY)
SCOPES = [NOW, Scope(day=TODAY, include_past=True), Scope(day=TODAY, levels=frozenset(Level))]
EVERY = (*FOOTPRINTS, "demonstration")


@cache
def found_in(footprint: str) -> tuple[Group, ...]:
    return grouped(dataset(footprint))


def grouped(one: Dataset) -> tuple[Group, ...]:
    return communities(one, pairs(one, NOW), services.connections(one, NOW))


def shuffled(one: Dataset) -> Dataset:
    """The same with all rows in another order."""
    order = random.Random(7)
    return replace(
        one,
        organisations=tuple(order.sample(one.organisations, len(one.organisations))),
        partnerships=tuple(order.sample(one.partnerships, len(one.partnerships))),
        memberships=tuple(order.sample(one.memberships, len(one.memberships))),
        ties=tuple(order.sample(one.ties, len(one.ties))),
    )


def as_edges(found: Pairs) -> dict[frozenset[str], tuple[float, float]]:
    return {
        frozenset((found.ids[a], found.ids[b])): (weight, strength)
        for a, b, weight, strength in zip(
            found.first.tolist(),
            found.second.tolist(),
            found.weight.tolist(),
            found.strength.tolist(),
            strict=True,
        )
    }


# --- pairs -----------------------------------------------------------------------


@pytest.mark.parametrize("footprint", EVERY)
@pytest.mark.parametrize("scope", SCOPES)
def test_the_pairs_are_the_edges_of_the_projection(footprint: str, scope: Scope) -> None:
    one = dataset(footprint)
    found = as_edges(pairs(one, scope))
    graph = organisation_graph(one, scope)
    assert len(found) == graph.number_of_edges()
    for a, b, data in graph.edges(data=True):
        assert found[frozenset((a, b))] == pytest.approx((data["weight"], data["strength"]))


def test_nobody_and_nothing_have_no_pair() -> None:
    for one in (sample.dataset([]), sample.dataset([sample.organisation("a")])):
        found = pairs(one, NOW)
        assert len(found.first) == 0
        assert between(found, {}, 0) == {}
        assert communities(one, found, services.connections(one, NOW))[0:1] == grouped(one)[0:1]


def test_pairs_between_groups_are_each_counted_once() -> None:
    one = dataset("demonstration")
    found = pairs(one, NOW)
    half = {key: position % 2 for position, key in enumerate(found.ids)}
    counts = between(found, half, 2)
    assert sum(counts.values()) == len(found.first)
    mixed = sum((a + b) % 2 for a, b in zip(found.first, found.second, strict=True))
    assert counts[0, 1] == mixed
    assert set(counts) == {(0, 0), (0, 1), (1, 1)}
    # Who is in no group is not counted.
    even = {key: 0 for key, number in half.items() if not number}
    assert between(found, even, 1) == {(0, 0): counts[0, 0]}


# --- groups ----------------------------------------------------------------------


@pytest.mark.parametrize("footprint", EVERY)
def test_everyone_is_in_exactly_one_group_of_either_kind(footprint: str) -> None:
    one = dataset(footprint)
    for every in (place_and_sector(one), found_in(footprint)):
        members = Counter(key for group in every for key in group.members)
        assert members == Counter(list(one.organisation_by_id))
        assert len({group.id for group in every}) == len(every)
        assert all(group.members for group in every)


def test_a_block_is_of_its_place_and_sector() -> None:
    one = dataset("demonstration")
    for group in place_and_sector(one):
        for key in group.members:
            member = one.organisation_by_id[key]
            assert (where(member), member.sector) == (group.where, group.sector)


@pytest.mark.parametrize("footprint", ["south-yorkshire", "demonstration"])
def test_communities_do_not_hang_on_the_order_of_the_rows(footprint: str) -> None:
    assert grouped(shuffled(dataset(footprint))) == found_in(footprint)


def test_communities_are_the_same_each_time() -> None:
    random.seed(1)
    again = grouped(dataset("demonstration"))
    random.seed(2)
    assert again == grouped(dataset("demonstration")) == found_in("demonstration")


def test_the_unconnected_are_apart_by_place_and_state() -> None:
    one = dataset("demonstration")
    found = services.connections(one, NOW)
    states = Counter(found[key].state for key in one.organisation_by_id)
    apart = Counter[ConnectionState]()
    for group in found_in("demonstration"):
        if group.kind is GroupKind.APART:
            assert group.state
            assert {found[key].state for key in group.members} == {group.state}
            apart[group.state] += len(group.members)
    for state in (ConnectionState.NONE_ON_RECORD, ConnectionState.UNKNOWN):
        assert apart[state] == states[state] > 0


def test_there_are_few_enough_to_be_read_and_more_than_places() -> None:
    kinds = Counter(group.kind for group in found_in("demonstration"))
    assert len(dataset("demonstration").places) < kinds[GroupKind.COMMUNITY] <= MOST


def test_two_cliques_joined_by_one_tie_are_two_communities() -> None:
    names = [f"{side}{k}" for side in "ab" for k in range(4)]
    rows = [sample.membership(name, name[0]) for name in names]
    one = sample.dataset(
        [sample.organisation(name) for name in names],
        [sample.partnership("a"), sample.partnership("b")],
        rows,
        ties=[sample.tie("a0", "b0")],
    )
    first, second = grouped(one)
    assert [first.members, second.members] == [tuple(names[:4]), tuple(names[4:])]
    assert [first.id, second.id] == ["community:a0", "community:b0"]


def test_a_community_is_found_by_any_of_its_members() -> None:
    every = found_in("demonstration")
    wanted = every[0]
    assert find(every, wanted.id) is wanted
    assert find(every, f"community:{wanted.members[-1]}") is wanted
    lone = next(group for group in every if group.kind is GroupKind.APART)
    assert find(every, f"community:{lone.members[0]}") is None
    assert find(every, lone.id) is lone
    assert find(every, "community:nobody") is None


def test_communities_are_the_same_in_every_process() -> None:
    asked = (
        "from tests.unit.test_network_groups import found_in;"
        "print([(one.id, one.members) for one in found_in('demonstration')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "PYTHONHASHSEED": "5"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str([(one.id, one.members) for one in found_in("demonstration")])


def test_the_larger_a_network_the_fewer_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    leiden = engine.communities

    def counted(
        n: int, edges: engine.Edges, weights: list[float], *, seed: int, starts: int
    ) -> list[int]:
        asked.append((len(edges), starts))
        return leiden(n, edges, weights, seed=seed, starts=starts)

    monkeypatch.setattr(engine, "communities", counted)
    for name in ("south-yorkshire", "demonstration"):
        grouped(dataset(name))
    assert all(starts == 10 for pairs, starts in asked if pairs <= 6_000)
    assert all(starts == 1 for pairs, starts in asked if pairs > 30_000)
    assert {1, 10} <= {starts for _, starts in asked}
    assert max(pairs * starts for pairs, starts in asked if starts > 1) <= 60_000
