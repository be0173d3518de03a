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
def graphs(draw: st.DrawFn, *, directed: bool = False) -> nx.Graph:
    """Simple graphs of up to 14 nodes: empty, in parts, with isolates, with odd weights."""
    size = draw(st.integers(0, 14))
    nodes = draw(st.permutations([f"n{number}" for number in range(size)]))
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(nodes)
    pairs = [(a, b) for a in nodes for b in nodes if (a != b if directed else a < b)]
    if pairs:
        for one, other in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=40)):
            graph.add_edge(one, other, weight=draw(st.floats(0.125, 9)))
    return graph


def either() -> st.SearchStrategy[nx.Graph]:
    """Graphs with and without directions."""
    return st.one_of(graphs(), graphs(directed=True))


@settings(deadline=None)
@given(either())
def test_betweenness_agrees_and_ignores_weights(graph: nx.Graph) -> None:
    expected = nx.betweenness_centrality(graph, normalized=True, weight=None)
    assert measures.betweenness(graph) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert list(measures.betweenness(graph)) == list(graph)


@settings(deadline=None)
@given(either())
def test_transitivity_agrees(graph: nx.Graph) -> None:
    expected = nx.transitivity(nx.Graph(graph))
    assert measures.transitivity(graph) == pytest.approx(expected, rel=1e-9)


@settings(deadline=None)
@given(either())
def test_closeness_agrees_or_is_undefined(graph: nx.Graph) -> None:
    found = measures.closeness(graph)
    whole = nx.is_strongly_connected if graph.is_directed() else nx.is_connected
    if len(graph) > 1 and whole(graph):
        assert found == pytest.approx(nx.closeness_centrality(graph), rel=1e-9)
    else:
        assert found is None


@settings(deadline=None)
@given(either())
def test_closeness_to_those_reached_agrees(graph: nx.Graph) -> None:
    expected = nx.closeness_centrality(graph, wf_improved=True)
    assert measures.closeness_reached(graph) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@settings(deadline=None)
@given(either())
def test_harmonic_agrees(graph: nx.Graph) -> None:
    others = max(len(graph) - 1, 1)
    expected = {node: value / others for node, value in nx.harmonic_centrality(graph).items()}
    assert measures.harmonic(graph) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@settings(deadline=None)
@given(either(), st.sampled_from([None, "weight"]))
def test_structural_holes_agree_and_isolates_have_none(graph: nx.Graph, weight: str | None) -> None:
    tied = graph.subgraph([node for node in graph if graph.degree(node)]).copy()
    constraint = measures.constraint(graph, weight=weight)
    size = measures.effective_size(graph, weight=weight)
    for node in graph:
        if node not in tied:
            assert constraint[node] is None
            assert size[node] is None
    if not tied:
        return
    expected = nx.constraint(tied, weight=weight)
    assert {node: constraint[node] for node in tied} == pytest.approx(expected, rel=1e-9)
    # Asked for nodes by name, networkx goes by the definition; all at once, by matrices that scale
    # weights by another node's strongest tie. Of nodes without a tie out it gives none.
    named = [node for node in tied if tied[node]]
    expected = nx.effective_size(tied, named, weight=weight)
    assert {node: size[node] for node in named} == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(either())
def test_degrees_strengths_and_density_agree(graph: nx.Graph) -> None:
    assert measures.degree(graph) == dict(graph.degree())
    expected = dict(graph.degree(weight="weight"))
    assert measures.weighted_degree(graph) == pytest.approx(expected, rel=1e-9)
    n, m = len(graph), graph.number_of_edges()
    pairs = n * (n - 1) / (1 if graph.is_directed() else 2)
    assert measures.density(graph) == pytest.approx(m / pairs if pairs else 0.0)


@settings(deadline=None)
@given(either())
def test_cores_and_articulation_points_agree(graph: nx.Graph) -> None:
    assert measures.cores(graph) == nx.core_number(graph)
    expected = set(nx.articulation_points(nx.Graph(graph)))
    assert set(measures.articulation_points(graph)) == expected


@settings(deadline=None)
@given(either())
def test_distances_agree(graph: nx.Graph) -> None:
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    steps = [d for one in lengths.values() for d in one.values() if d]
    found = measures.mean_distance(graph)
    assert found == (pytest.approx(sum(steps) / len(steps)) if steps else None)
    assert measures.diameter(graph) == (max(steps) if steps else None)


@settings(deadline=None)
@given(either(), st.data())
def test_brokerage_agrees_with_counting_one_by_one(graph: nx.Graph, data: st.DataObject) -> None:
    group = {node: data.draw(st.sampled_from("xyz")) for node in graph}
    found = brokerage(graph, group)
    for node in graph:
        roles = dict.fromkeys(asdict(Roles()), 0)
        for one, other in permutations(graph, 2):
            between = graph.has_edge(one, node) and graph.has_edge(node, other)
            if between and not graph.has_edge(one, other):
                a, b, c = group[one], group[node], group[other]
                alike = (a == b, b == c, a == c)
                roles[ROLES[alike]] += 1
        assert asdict(found[node]) == roles


@settings(deadline=None)
@given(either())
def test_centralisation_lies_between_a_ring_and_a_star(graph: nx.Graph) -> None:
    for measure in (
        measures.centralisation_degree,
        measures.centralisation_betweenness,
        measures.centralisation_closeness,
        measures.centralisation_harmonic,
    ):
        value = measure(graph)
        assert value is None or -1e-12 <= value <= 1 + 1e-12


@settings(deadline=None)
@given(either())
def test_components_hold_every_node_once(graph: nx.Graph) -> None:
    parts = measures.components(graph)
    assert sorted(node for part in parts for node in part) == sorted(graph)
    assert [len(part) for part in parts] == sorted((len(part) for part in parts), reverse=True)
    alone = {part[0] for part in parts if len(part) == 1}
    assert alone == set(measures.isolates(graph))
    assert {frozenset(part) for part in parts} == {
        frozenset(part) for part in nx.connected_components(nx.Graph(graph))
    }


@settings(deadline=None)
@given(graphs())
def test_ties_both_ways_are_measured_as_ties_without_a_direction(graph: nx.Graph) -> None:
    both = graph.to_directed()
    for measure in (
        measures.density,
        measures.transitivity,
        measures.mean_distance,
        measures.constraint,
        measures.effective_size,
        measures.betweenness,
        measures.closeness_reached,
        measures.harmonic,
        measures.centralisation_degree,
        measures.centralisation_betweenness,
    ):
        assert measure(both) == pytest.approx(measure(graph)), measure.__name__
    assert measures.components(both) == measures.components(graph)
    group = {node: node[-1] for node in graph}
    assert brokerage(both, group) == brokerage(graph, group)
