"""Brokerage roles and the E-I index give the published values."""

import networkx as nx
import pytest

from joinedup.errors import MeasureError
from joinedup.network.brokerage import Roles, brokerage, ei_index
from tests.unit.test_network_measures import karate

CLUB = {str(node): club for node, club in nx.karate_club_graph().nodes(data="club")}


def test_karate_by_club_as_published() -> None:
    found = brokerage(karate(), CLUB)
    assert sum(found.values(), Roles()) == Roles(
        coordinator=510, representative=128, gatekeeper=128, itinerant=20, liaison=0
    )
    assert sum(one.total for one in found.values()) == 786
    assert found["33"] == Roles(coordinator=156, representative=40, gatekeeper=40, itinerant=6)
    assert found["0"] == Roles(coordinator=174, representative=15, gatekeeper=15, itinerant=0)


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("xxx", "coordinator"),
        ("xxy", "representative"),
        ("yxx", "gatekeeper"),
        ("yxy", "itinerant"),
        ("yxz", "liaison"),
    ],
)
def test_each_role_on_a_path_of_three(groups: str, role: str) -> None:
    path = nx.Graph([("a", "b"), ("b", "c")])
    found = brokerage(path, dict(zip("abc", groups, strict=True)))
    # Both ways: what speaks for its own one way lets others in the other way.
    both = {"representative": 1, "gatekeeper": 1}
    expected = both if role in both else {role: 2}
    assert found["b"] == Roles(**expected)
    assert found["a"] == found["c"] == Roles()


def test_who_have_a_tie_of_their_own_need_nobody_between() -> None:
    triangle = nx.complete_graph(["a", "b", "c"])
    assert set(brokerage(triangle, dict.fromkeys("abc", 1)).values()) == {Roles()}


def test_the_ei_index_of_karate_as_published() -> None:
    graph = karate()
    between = sum(CLUB[one] != CLUB[other] for one, other in graph.edges())
    assert (between, graph.number_of_edges() - between) == (11, 67)
    found = ei_index(graph, CLUB)
    assert found is not None
    assert round(found, 4) == -0.7179


def test_the_ei_index_runs_from_within_to_between() -> None:
    path = nx.Graph([("a", "b"), ("b", "c")])
    assert ei_index(path, dict.fromkeys("abc", 1)) == -1
    assert ei_index(path, {"a": 1, "b": 2, "c": 1}) == 1
    assert ei_index(nx.empty_graph(["a"]), {"a": 1}) is None


@pytest.mark.parametrize("measure", [brokerage, ei_index])
def test_a_node_without_a_group_is_named(measure: object) -> None:
    assert callable(measure)
    with pytest.raises(MeasureError, match="1 of 2 have no group: 'b'"):
        measure(nx.Graph([("a", "b")]), {"a": 1})
