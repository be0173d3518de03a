"""What breaks if somebody leaves: the published values, and small networks by hand."""

import networkx as nx
import pytest

from joinedup.network.fragility import (
    distance_fragmentation,
    fragmentation,
    losses,
)
from tests.unit.test_network_measures import GRAPHS


@pytest.mark.parametrize(
    ("name", "without", "broken", "distance"),
    [
        ("kite", None, 0.0, 0.3537),
        ("kite", "Heather", 0.3889, 0.4861),
        ("florentine-15", None, 0.0, 0.4998),
        ("florentine-15", "Medici", 0.3846, 0.6738),
        ("karate", None, 0.0, None),
        ("karate", "0", 0.3163, 0.6415),
    ],
)
def test_fragmentation_as_published(
    name: str, without: str | None, broken: float, distance: float | None
) -> None:
    graph = GRAPHS[name]()
    if without:
        graph.remove_node(without)
    assert fragmentation(graph) == pytest.approx(broken, abs=5e-5)
    if distance is not None:
        assert distance_fragmentation(graph) == pytest.approx(distance, abs=5e-5)


def test_the_worst_of_karate_is_its_only_articulation_point() -> None:
    worst, *rest = losses(GRAPHS["karate"]())
    assert (worst.node, worst.parts) == ("0", 3)
    assert worst.cut_off == ("11",)
    assert worst.fragmentation == pytest.approx(0.3163, abs=5e-5)
    assert all(one.parts == 1 and one.fragmentation == one.pairs == 0 for one in rest)
    assert worst.sizes == (27, 5, 1)
    # 33 others fall into parts of 27, 5 and 1.
    assert worst.pairs == 27 * 5 + 27 + 5


def test_a_hub_and_an_isolate() -> None:
    graph = nx.star_graph(["hub", "a", "b", "c"])
    graph.add_node("alone")
    found = {one.node: one for one in losses(graph)}
    assert losses(graph)[0].node == "hub"
    assert found["hub"].cut_off == ("a", "b", "c")
    assert (found["hub"].parts, found["hub"].pairs) == (3, 3)
    assert found["hub"].fragmentation == 1.0
    # 5 nodes with 3 + 2 + 1 pairs joined of 10; then 4 with 6 of 6.
    assert found["alone"].rise == pytest.approx(-0.4)
    assert found["a"].rise == pytest.approx(0.5 - 0.4)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_networks_too_small_to_break(size: int) -> None:
    graph = nx.path_graph(size)
    assert losses(graph) == ()
    assert fragmentation(graph) == (0.0 if size == 2 else None)
    assert distance_fragmentation(graph) == (0.0 if size == 2 else None)


def test_contacts_that_hang_on_one() -> None:
    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "d"), ("e", "d")])
    place = {"a": "North", "b": "South", "c": "East", "d": "East", "e": "North"}
    found = {one.node: one.contacts for one in losses(graph, place)}
    assert found["b"] == {frozenset({"North", "South"}), frozenset({"South", "East"})}
    assert found["a"] == {frozenset({"North", "South"})}
    assert found["d"] == {frozenset({"North", "East"})}
    assert found["e"] == frozenset()
    assert {one.contacts for one in losses(graph)} == {frozenset()}
