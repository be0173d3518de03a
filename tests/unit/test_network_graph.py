"""The two-mode graph, its projection, and the ego of a node."""

from datetime import date
from itertools import combinations

import pytest

from joinedup.errors import ModelError
from joinedup.model import Level, Sector
from joinedup.network.graph import affiliation_graph, ego, organisation_graph
from joinedup.network.scope import Scope
from tests.unit import network_samples as sample

TODAY = Scope(day=date(2026, 1, 1))


def test_affiliation_graph_holds_everyone_and_each_pair_once() -> None:
    dataset = sample.dataset(
        [sample.organisation("a"), sample.organisation("b"), sample.organisation("alone")],
        [sample.partnership("board"), sample.partnership("old", end="2020")],
        [
            sample.membership("a", "board", "lead"),
            sample.membership("a", "board", "member"),
            sample.membership("a", "board", "lead"),
            sample.membership("b", "board"),
            sample.membership("b", "old"),
        ],
    )
    graph = affiliation_graph(dataset, TODAY)
    kinds = {node: data["bipartite"] for node, data in graph.nodes(data=True)}
    assert kinds == {"a": 0, "b": 0, "alone": 0, "board": 1}
    assert graph.number_of_edges() == 2
    assert graph.edges["a", "board"]["roles"] == ("lead", "member")
    # The second row of the same organisation must not make the board one of three.
    assert organisation_graph(dataset, TODAY).edges["a", "b"]["weight"] == 1.0


def test_projection_weighs_a_shared_partnership_by_its_size() -> None:
    # Newman 2001: each shared partnership of n members adds 1/(n-1) to a pair.
    dataset = sample.from_affiliation(
        [("a", "two"), ("b", "two"), ("a", "four"), ("b", "four"), ("c", "four"), ("d", "four")]
    )
    graph = organisation_graph(dataset, TODAY)
    assert graph.edges["a", "b"]["weight"] == pytest.approx(1 + 1 / 3)
    assert graph.edges["a", "b"]["partnerships"] == ("two", "four")
    assert graph.edges["c", "d"] == {
        "weight": pytest.approx(1 / 3),
        "partnerships": ("four",),
        "strength": 0,
    }


@pytest.mark.parametrize("size", [1, 2, 3, 200])
def test_weights_of_a_member_add_up_to_its_partnerships_with_others(size: int) -> None:
    dataset = sample.from_affiliation((f"o{number}", "board") for number in range(size))
    graph = organisation_graph(dataset, TODAY)
    for _, total in graph.degree(weight="weight"):
        assert total == pytest.approx(1 if size > 1 else 0)


def test_davis_women_project_as_published() -> None:
    dataset = sample.women_and_events()
    graph = affiliation_graph(dataset, TODAY)
    assert (len(dataset.organisations), len(dataset.partnerships)) == (18, 14)
    assert graph.number_of_edges() == 89
    women = organisation_graph(dataset, TODAY)
    assert women.number_of_edges() == 139
    shared = women.edges["Evelyn-Jefferson", "Theresa-Anderson"]["partnerships"]
    assert len(shared) == 7
    turned = sample.from_affiliation(
        (one.partnership, one.organisation) for one in dataset.memberships
    )
    events = organisation_graph(turned, TODAY)
    assert (len(events), events.number_of_edges()) == (14, 66)


def test_ties_add_their_strength_and_no_weight() -> None:
    dataset = sample.dataset(
        [sample.organisation(one, Sector.VCSE, "Ashdale") for one in "abc"],
        [sample.partnership("board")],
        [sample.membership("a", "board"), sample.membership("b", "board")],
        [
            sample.tie("a", "b", "funds", 3),
            sample.tie("b", "a", "refers to", 4),
            sample.tie("c", "b"),
        ],
    )
    graph = organisation_graph(dataset, TODAY)
    assert graph.edges["a", "b"] == {"weight": 1.0, "partnerships": ("board",), "strength": 7}
    assert graph.edges["b", "c"] == {"weight": 0.0, "partnerships": (), "strength": 1}
    assert graph.nodes["a"] == {"sector": Sector.VCSE, "place": "Ashdale"}
    narrowed = organisation_graph(
        dataset, Scope(day=date(2026, 1, 1), levels=frozenset({Level.PLACE}))
    )
    assert list(narrowed.edges) == [("a", "b")]


CHAIN = sample.from_affiliation(
    [("a", "p1"), ("b", "p1"), ("b", "p2"), ("c", "p2"), ("c", "p3"), ("d", "p3")]
)


@pytest.mark.parametrize(
    ("node", "steps", "organisations", "both"),
    [
        ("a", 1, "a b", "a b p1"),
        ("a", 2, "a b c", "a b c p1 p2"),
        ("b", 1, "a b c", "a b c p1 p2"),
        ("b", 2, "a b c d", "a b c d p1 p2 p3"),
        ("p1", 1, None, "a b p1"),
        ("p1", 2, None, "a b c p1 p2"),
    ],
)
def test_ego_steps_from_organisation_to_organisation(
    node: str, steps: int, organisations: str | None, both: str
) -> None:
    whole = affiliation_graph(CHAIN, TODAY)
    found = ego(whole, node, steps)
    assert list(found) == both.split()
    assert all(found.nodes[one] == whole.nodes[one] for one in found)
    if organisations:
        projected = organisation_graph(CHAIN, TODAY)
        near = ego(projected, node, steps)
        assert list(near) == organisations.split()
        expected = [pair for pair in combinations(near, 2) if projected.has_edge(*pair)]
        assert sorted(near.edges) == expected


def test_ego_refuses_what_it_cannot_do() -> None:
    graph = organisation_graph(CHAIN, TODAY)
    with pytest.raises(ModelError, match="not in the network: 'zz'"):
        ego(graph, "zz", 1)
    with pytest.raises(ModelError, match="1 or 2 steps: 3"):
        ego(graph, "a", 3)


def test_ego_is_a_copy() -> None:
    graph = organisation_graph(CHAIN, TODAY)
    ego(graph, "a", 1).remove_node("b")
    assert "b" in graph
