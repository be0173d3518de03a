"""igraph and networkx give the same numbers, on graphs that nobody picked by hand."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.network import measures


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
