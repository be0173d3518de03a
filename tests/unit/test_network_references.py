"""Published values of whole networks that are built the way this program builds them.

Where it has no such measure, networkx computes it on our graph: a wrong projection, a lost
isolate or a weight that should not count would show.
"""

from itertools import combinations

import networkx as nx
import pytest

from joinedup.imports.edge_lists import EdgeList
from joinedup.network import engine, measures
from joinedup.network.connection import connections
from joinedup.network.graph import organisation_graph
from joinedup.network.groups import GroupKind, communities
from joinedup.network.pairs import pairs
from joinedup.network.scope import Scope
from joinedup.services.measuring import network_of
from tests.unit import network_samples as sample
from tests.unit.render_samples import TODAY
from tests.unit.test_network_measures import GRAPHS, florentine
from tests.unit.two_mode import PARTNERSHIP, affiliation_graph

NOW = Scope(day=TODAY)


def from_ties(graph: nx.Graph) -> nx.Graph:
    """The same network from a list of its ties, and a list of who is there."""
    edges = {(str(one), str(other)): 1.0 for one, other in graph.edges()}
    return network_of(EdgeList(edges=edges, loops=0), {str(node): "all" for node in graph})


# --- Davis's women at their events: two modes ----------------------------------------


@pytest.mark.parametrize(
    ("node", "expected"), [("E8", 0.2438), ("E9", 0.2255), ("E7", 0.1295), ("Nora-Fayette", 0.1135)]
)
def test_betweenness_in_two_modes_as_published(node: str, expected: float) -> None:
    graph = affiliation_graph(sample.women_and_events(), NOW)
    women = [one for one, mode in graph.nodes(data="bipartite") if mode != PARTNERSHIP]
    found = nx.bipartite.betweenness_centrality(graph, women)
    assert found[node] == pytest.approx(expected, abs=5.1e-5)
    # Ours ranks them the same: it divides by what is possible in one mode.
    plain, n, w, e = measures.betweenness(graph), 32, 18, 14
    most = _two_mode_most(e, w) if node.startswith("E") else _two_mode_most(w, e)
    assert plain[node] * (n - 1) * (n - 2) / 2 / most == pytest.approx(expected, abs=5.1e-5)


def _two_mode_most(own: int, other: int) -> float:
    """The most that betweenness can be in two modes (Borgatti and Halgin 2011), by hand."""
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def test_density_in_two_modes_as_published() -> None:
    graph = affiliation_graph(sample.women_and_events(), NOW)
    assert (len(graph), graph.number_of_edges()) == (18 + 14, 89)
    women = [one for one, mode in graph.nodes(data="bipartite") if mode != PARTNERSHIP]
    assert round(nx.bipartite.density(graph, women), 4) == 0.3532


def test_both_projections_as_published() -> None:
    one = sample.women_and_events()
    graph = organisation_graph(one, NOW)
    assert (len(graph), graph.number_of_edges()) == (18, 139)
    assert len(list(combinations(graph, 2))) == 153
    assert len(pairs(one, NOW).first) == 139
    shared = graph.edges["Evelyn-Jefferson", "Theresa-Anderson"]["partnerships"]
    assert len(shared) == 7
    two = affiliation_graph(one, NOW)
    events = [node for node, mode in two.nodes(data="bipartite") if mode == PARTNERSHIP]
    projected = nx.bipartite.projected_graph(two, events)
    assert (len(projected), projected.number_of_edges()) == (14, 66)
    assert len(list(combinations(projected, 2))) == 91


# --- other networks, from lists of ties -----------------------------------------------


def test_triads_of_the_florentine_families_as_published() -> None:
    graph = from_ties(florentine(pucci=True))
    found = nx.triadic_census(graph.to_directed())
    # Undirected: no tie, one, two, three.
    assert [found[name] for name in ("003", "102", "201", "300")] == [324, 195, 38, 3]
    closed = 3 * found["300"] / (3 * found["300"] + found["201"])
    assert measures.transitivity(graph) == pytest.approx(closed)


@pytest.mark.parametrize(("pair", "expected"), [((2, 33), 4.7194), ((0, 33), 2.7110)])
def test_adamic_and_adar_on_karate_as_published(pair: tuple[int, int], expected: float) -> None:
    graph = from_ties(GRAPHS["karate"]())
    ((*_, found),) = nx.adamic_adar_index(graph, [(str(pair[0]), str(pair[1]))])
    assert round(found, 4) == expected


def test_resource_allocation_on_karate_as_published() -> None:
    graph = from_ties(GRAPHS["karate"]())
    ((*_, found),) = nx.resource_allocation_index(graph, [("2", "33")])
    assert round(found, 4) == 1.5667


@pytest.mark.parametrize(("name", "expected"), [("karate", 0.4198), ("florentine-15", 0.3987)])
def test_the_communities_of_a_record_are_the_best_published_ones(
    name: str, expected: float
) -> None:
    graph = GRAPHS[name]()
    one = sample.dataset(
        [sample.organisation(node) for node in graph],
        ties=[sample.tie(*ends) for ends in graph.edges()],
    )
    found = communities(one, pairs(one, NOW), connections(one, NOW))
    assert {group.kind for group in found} <= {GroupKind.COMMUNITY, GroupKind.SMALLER}
    parts = [set(group.members) for group in found]
    assert round(nx.community.modularity(graph, parts), 4) == expected


def test_one_start_may_miss_what_the_best_of_ten_finds() -> None:
    graph = GRAPHS["florentine-15"]()
    nodes, edges = measures.numbered(graph)

    def modularity(starts: int) -> float:
        weights = [1.0] * len(edges)
        part = engine.communities(len(nodes), edges, weights, seed=20260101, starts=starts)
        groups = [{node for node, k in zip(nodes, part, strict=True) if k == n} for n in set(part)]
        return float(nx.community.modularity(graph, groups))

    assert round(modularity(10), 4) == 0.3987
    assert round(modularity(1), 4) == 0.3975


@pytest.mark.parametrize(
    ("nodes", "ties", "percent"),
    [
        (192, 2480, 13.5),
        (190, 1470, 8.2),
        (190, 1336, 7.4),
        (173, 825, 5.5),
        (185, 654, 3.8),
        (149, 284, 2.6),
    ],
)
def test_densities_of_a_published_partnership_network(
    nodes: int, ties: int, percent: float
) -> None:
    # s43058-022-00290-6, table 2: density hangs on how many there are, not on who is tied.
    assert round(100 * measures.density(nx.gnm_random_graph(nodes, ties, seed=1)), 1) == percent


def test_karate_carries_weights_in_networkx_and_none_of_them_counts() -> None:
    weighted = nx.relabel_nodes(nx.karate_club_graph(), str)
    assert len(set(nx.get_edge_attributes(weighted, "weight").values())) > 1
    plain = GRAPHS["karate"]()
    for measure in (
        measures.betweenness,
        measures.closeness,
        measures.constraint,
        measures.effective_size,
        measures.cores,
        measures.transitivity,
    ):
        assert measure(weighted) == pytest.approx(measure(plain)), measure.__name__
