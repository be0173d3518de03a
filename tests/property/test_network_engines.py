"""igraph and networkx give the same numbers, on graphs that nobody picked by hand."""

from dataclasses import asdict
from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.network import measures
from joinedup.network.brokerage import Roles, brokerage

#: By whether the first and the middle, the middle and the last, the first and the last are alike.
ROLES = {
    (True, True, True): "coordinator",
    (True, False, False): "representative",
    (False, True, False): "gatekeeper",
    (False, False, True): "itinerant",
    (False, False, False): "liaison",
}


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:
    """Simple graphs of up to 14 nodes: empty, in parts, with isolates, with odd weights."""
    size = draw(st.integers(0, 14))
    nodes = draw(st.permutations([f"n{number}" for number in range(size)]))
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    pairs = [(one, other) for one in nodes for other in nodes if one < other]
    if pairs:
        for one, other in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=40)):
            graph.add_edge(one, other, weight=draw(st.floats(0, 9)))
    return graph


@settings(deadline=None)
@given(graphs())
def test_betweenness_agrees_and_ignores_weights(graph: nx.Graph) -> None:
    expected = nx.betweenness_centrality(graph, normalized=True, weight=None)
    assert measures.betweenness(graph) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert list(measures.betweenness(graph)) == list(graph)


@settings(deadline=None)
@given(graphs())
def test_transitivity_agrees(graph: nx.Graph) -> None:
    assert measures.transitivity(graph) == pytest.approx(nx.transitivity(graph), rel=1e-9)


@settings(deadline=None)
@given(graphs())
def test_closeness_agrees_or_is_undefined(graph: nx.Graph) -> None:
    found = measures.closeness(graph)
    if len(graph) > 1 and nx.is_connected(graph):
        assert found == pytest.approx(nx.closeness_centrality(graph), rel=1e-9)
    else:
        assert found is None


@settings(deadline=None)
@given(graphs())
def test_closeness_to_those_reached_agrees(graph: nx.Graph) -> None:
    expected = nx.closeness_centrality(graph, wf_improved=True)
    assert measures.closeness_reached(graph) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@settings(deadline=None)
@given(graphs())
def test_harmonic_agrees(graph: nx.Graph) -> None:
    others = max(len(graph) - 1, 1)
    expected = {node: value / others for node, value in nx.harmonic_centrality(graph).items()}
    assert measures.harmonic(graph) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@settings(deadline=None)
@given(graphs())
def test_structural_holes_agree_and_isolates_have_none(graph: nx.Graph) -> None:
    plain = nx.Graph(graph.edges())
    constraint, size = measures.constraint(graph), measures.effective_size(graph)
    for node in graph:
        if node not in plain:
            assert constraint[node] is None
            assert size[node] is None
    if not plain:
        return
    expected = nx.constraint(plain)
    assert {node: constraint[node] for node in plain} == pytest.approx(expected, rel=1e-9)
    # networkx's effective size of a tie alone is 1, by the same formula.
    expected = nx.effective_size(plain)
    assert {node: size[node] for node in plain} == pytest.approx(expected, rel=1e-9)


@settings(deadline=None)
@given(graphs())
def test_cores_and_articulation_points_agree(graph: nx.Graph) -> None:
    assert measures.cores(graph) == nx.core_number(graph)
    assert set(measures.articulation_points(graph)) == set(nx.articulation_points(graph))


@settings(deadline=None)
@given(graphs())
def test_distances_agree(graph: nx.Graph) -> None:
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    steps = [d for one in lengths.values() for d in one.values() if d]
    found = measures.mean_distance(graph)
    assert found == (pytest.approx(sum(steps) / len(steps)) if steps else None)
    assert measures.diameter(graph) == (max(steps) if steps else None)


@settings(deadline=None)
@given(graphs(), st.data())
def test_brokerage_agrees_with_counting_one_by_one(graph: nx.Graph, data: st.DataObject) -> None:
    group = {node: data.draw(st.sampled_from("xyz")) for node in graph}
    found = brokerage(graph, group)
    for node in graph:
        roles = dict.fromkeys(asdict(Roles()), 0)
        for one, other in permutations(graph[node], 2):
            if not graph.has_edge(one, other):
                a, b, c = group[one], group[node], group[other]
                alike = (a == b, b == c, a == c)
                roles[ROLES[alike]] += 1
        assert asdict(found[node]) == roles


@settings(deadline=None)
@given(graphs())
def test_centralisation_lies_between_a_ring_and_a_star(graph: nx.Graph) -> None:
    for measure in (
        measures.centralisation_degree,
        measures.centralisation_betweenness,
        measures.centralisation_closeness,
    ):
        value = measure(graph)
        assert value is None or -1e-12 <= value <= 1 + 1e-12


@settings(deadline=None)
@given(graphs())
def test_components_hold_every_node_once(graph: nx.Graph) -> None:
    parts = measures.components(graph)
    assert sorted(node for part in parts for node in part) == sorted(graph)
    assert [len(part) for part in parts] == sorted((len(part) for part in parts), reverse=True)
    alone = {part[0] for part in parts if len(part) == 1}
    assert alone == set(measures.isolates(graph))
