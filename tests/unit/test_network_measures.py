"""The measures give the values that the literature prints."""

from collections.abc import Callable

import networkx as nx
import pytest

from joinedup.network import measures
from tests.unit.network_samples import slug

COLEMAN = (
    ("Betty", "Sue"),
    ("Sue", "Alice"),
    ("Sue", "Pam"),
    ("Sue", "Dale"),
    ("Alice", "Jane"),
    ("Alice", "Pam"),
    ("Alice", "Dale"),
    ("Jane", "Dale"),
    ("Pam", "Carol"),
    ("Carol", "Tina"),
)
KITE = dict(
    enumerate(
        ["Andre", "Beverley", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane"]
    )
)


def florentine(*, pucci: bool) -> nx.Graph:
    graph = nx.florentine_families_graph()
    if pucci:
        graph.add_node("Pucci")
    return graph


def karate() -> nx.Graph:
    graph = nx.Graph(nx.karate_club_graph().edges())
    return nx.relabel_nodes(graph, str)


GRAPHS: dict[str, Callable[[], nx.Graph]] = {
    "kite": lambda: nx.relabel_nodes(nx.krackhardt_kite_graph(), KITE),
    "florentine-15": lambda: florentine(pucci=False),
    "florentine-16": lambda: florentine(pucci=True),
    "karate": karate,
    "coleman": lambda: nx.Graph(COLEMAN),
    "star": lambda: nx.star_graph(9),
    "ring": lambda: nx.cycle_graph(10),
}


@pytest.mark.parametrize(
    ("name", "nodes", "edges", "density", "centralisation"),
    [
        ("kite", 10, 18, 0.4, (0.3333, 0.2963, 0.2704)),
        ("florentine-15", 15, 20, 0.1905, (0.2747, 0.4368, 0.3225)),
        ("florentine-16", 16, 20, 0.1667, (0.2667, 0.3835, None)),
        ("karate", 34, 78, 0.1390, (0.3996, 0.4056, 0.2982)),
        ("coleman", 8, 10, 0.3571, (0.2857, 0.3401, 0.3196)),
        ("star", 10, 9, 0.2, (1, 1, 1)),
        ("ring", 10, 10, 0.2222, (0, 0, 0)),
    ],
)
def test_density_and_centralisation_as_published(
    name: str,
    nodes: int,
    edges: int,
    density: float,
    centralisation: tuple[float, float, float | None],
) -> None:
    graph = GRAPHS[name]()
    assert (len(graph), graph.number_of_edges()) == (nodes, edges)
    assert measures.density(graph) == pytest.approx(density, abs=5e-5)
    found = (
        measures.centralisation_degree(graph),
        measures.centralisation_betweenness(graph),
        measures.centralisation_closeness(graph),
    )
    for value, expected in zip(found, centralisation, strict=True):
        assert value is None if expected is None else value == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("name", "node", "expected"),
    [
        ("kite", "Heather", 0.3889),
        ("kite", "Fernando", 0.2315),
        ("kite", "Garth", 0.2315),
        ("kite", "Ike", 0.2222),
        ("kite", "Diane", 0.1019),
        ("florentine-15", "Medici", 0.5220),
        ("florentine-15", "Guadagni", 0.2546),
        ("florentine-15", "Albizzi", 0.2125),
        ("karate", "0", 0.4376),
        ("karate", "33", 0.3041),
    ],
)
def test_betweenness_as_published(name: str, node: str, expected: float) -> None:
    assert measures.betweenness(GRAPHS[name]())[node] == pytest.approx(expected, abs=5.1e-5)


@pytest.mark.parametrize(
    ("name", "node", "expected"),
    [
        ("kite", "Fernando", 0.643),
        ("kite", "Diane", 0.600),
        ("kite", "Andre", 0.529),
        ("florentine-15", "Medici", 0.560),
    ],
)
def test_closeness_as_published(name: str, node: str, expected: float) -> None:
    values = measures.closeness(GRAPHS[name]())
    assert values is not None
    assert values[node] == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(
    ("name", "expected", "digits"),
    [("kite", 0.5789, 4), ("florentine-16", 0.191489, 6), ("karate", 0.2557, 4)],
)
def test_transitivity_as_published(name: str, expected: float, digits: int) -> None:
    assert round(measures.transitivity(GRAPHS[name]()), digits) == expected


#: Burt's (1992) example, as Borgatti (1997) and networkx have it.
BURT = nx.Graph([*("AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC")])


@pytest.mark.parametrize(
    ("graph", "node", "expected", "digits"),
    [
        (BURT, "G", 0.400, 3),
        (BURT, "A", 0.595, 3),
        (BURT, "C", 1.0, 3),
        (nx.Graph(COLEMAN), "Betty", 1.00, 2),
        (nx.Graph(COLEMAN), "Sue", 0.43, 2),
        (nx.Graph(COLEMAN), "Alice", 0.57, 2),
        (florentine(pucci=True), "Medici", 0.2099, 4),
    ],
)
def test_constraint_as_published(graph: nx.Graph, node: str, expected: float, digits: int) -> None:
    found = measures.constraint(graph)[node]
    assert found is not None
    assert round(found, digits) == expected


def test_effective_size_as_published() -> None:
    found = measures.effective_size(BURT)
    assert found["A"] == 2.5
    assert found["G"] == pytest.approx(4.67, abs=5e-3)
    assert measures.effective_size(florentine(pucci=True))["Pucci"] is None
    assert measures.constraint(florentine(pucci=True))["Pucci"] is None


@pytest.mark.parametrize(
    ("name", "mean", "steps"), [("kite", 1.9778, 4), ("karate", 2.4082, 5), ("star", 1.8, 2)]
)
def test_distances_as_published(name: str, mean: float, steps: int) -> None:
    found = measures.mean_distance(GRAPHS[name]())
    assert found is not None
    assert round(found, 4) == mean
    assert measures.diameter(GRAPHS[name]()) == steps


def test_cores_and_articulation_points_of_karate_as_published() -> None:
    graph = karate()
    assert measures.articulation_points(graph) == ("0",)
    assert sum(core == 4 for core in measures.cores(graph).values()) == 10
    assert max(measures.cores(graph).values()) == 4


def test_an_isolate_takes_part_in_what_is_defined_for_it() -> None:
    graph = florentine(pucci=True)
    assert measures.harmonic(graph)["Pucci"] == 0
    assert measures.closeness_reached(graph)["Pucci"] == 0
    assert measures.cores(graph)["Pucci"] == 0
    assert measures.closeness(graph) is None
    assert measures.centralisation_harmonic(graph) is not None


@pytest.mark.parametrize(("name", "expected"), [("star", 1.0), ("ring", 0.0)])
def test_harmonic_centralisation_runs_from_ring_to_star(name: str, expected: float) -> None:
    assert measures.centralisation_harmonic(GRAPHS[name]()) == pytest.approx(expected)


def test_density_counts_isolates_as_the_published_partnership_network_shows() -> None:
    # s43058-022-00290-6, table 2, last row: 149 organisations, 284 ties, and 43 isolates.
    graph = nx.gnm_random_graph(149, 284, seed=1)
    assert round(100 * measures.density(graph), 1) == 2.6
    graph.add_nodes_from(range(1000, 1043))
    assert round(100 * measures.density(graph), 2) == 1.55


def test_loops_are_not_what_a_star_is_measured_against() -> None:
    # igraph's own degree centralisation counts loops and gives a star of 10 only 0.8.
    assert measures.centralisation_degree(nx.star_graph(9)) == 1.0


def test_weighted_degree_isolates_and_components() -> None:
    graph = nx.Graph()
    graph.add_nodes_from("zabcde")
    graph.add_edge("b", "c", weight=0.5)
    graph.add_edge("a", "b", weight=0.25)
    graph.add_edge("e", "d", weight=2.0)
    assert measures.degree(graph) == {"z": 0, "a": 1, "b": 2, "c": 1, "d": 1, "e": 1}
    assert measures.weighted_degree(graph)["b"] == 0.75
    assert measures.isolates(graph) == ("z",)
    assert measures.components(graph) == (("a", "b", "c"), ("d", "e"), ("z",))


@pytest.mark.parametrize("size", [0, 1, 2])
def test_graphs_too_small_to_measure(size: int) -> None:
    graph = nx.path_graph(size)
    assert measures.density(graph) == (1.0 if size == 2 else 0.0)
    assert set(measures.betweenness(graph).values()) <= {0.0}
    assert measures.transitivity(graph) == 0.0
    assert measures.centralisation_degree(graph) is None
    assert measures.centralisation_betweenness(graph) is None
    assert measures.centralisation_closeness(graph) is None
    assert measures.centralisation_harmonic(graph) is None
    assert set(measures.harmonic(graph).values()) <= {0.0, 1.0}
    assert set(measures.closeness_reached(graph).values()) <= {0.0, 1.0}
    assert measures.articulation_points(graph) == ()
    assert measures.mean_distance(graph) == (1.0 if size == 2 else None)
    assert measures.diameter(graph) == (1 if size == 2 else None)


def test_names_survive_the_way_through_igraph() -> None:
    graph = nx.Graph([(slug("Evelyn Jefferson"), "E1"), ("E1", "Nora")])
    assert measures.betweenness(graph) == {"Evelyn-Jefferson": 0.0, "E1": 1.0, "Nora": 0.0}
