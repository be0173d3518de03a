"""Measures of a network, each as the literature defines it.

They take any graph without loops, count isolates unless they say otherwise, and ignore weights
unless they say otherwise. On a directed graph distances are those of the ways that lead to a node,
as in networkx; what has no meaning by direction takes each edge either way, and says so. Exact
measures that are slow in Python run in igraph over the same nodes and edges (ADR 0003).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from typing import TYPE_CHECKING

from joinedup.network import engine
from joinedup.network.aside import MEASURES
from joinedup.network.aside import compute as in_other_process

if TYPE_CHECKING:
    import networkx as nx

#: Nodes times edges, as which betweenness grows, that take about as long as starting a process.
_LARGE = 10_000_000


def degree(graph: nx.Graph) -> Mapping[str, int]:
    """The number of edges of each node; where directed, those in and those out."""
    return {node: int(count) for node, count in graph.degree()}


def weighted_degree(graph: nx.Graph, *, weight: str = "weight") -> Mapping[str, float]:
    """The sum of the weights of each node's edges.

    On the projection this is the number of its partnerships that have other members (Newman
    2001, doi:10.1103/PhysRevE.64.016132).
    """
    return {node: float(total) for node, total in graph.degree(weight=weight)}


def betweenness(graph: nx.Graph, *, aside: bool = False) -> Mapping[str, float]:
    """The share of shortest paths between the others that pass each node, from 0 to 1.

    Freeman 1977 (doi:10.2307/3033543), over (n-1)(n-2)/2, or (n-1)(n-2) where directed; exact;
    0 for fewer than 3 nodes.

    Args:
        aside: Compute large networks in a process of their own (:mod:`joinedup.network.aside`).

    Raises:
        MeasureError: When that process fails.
    """
    n = len(graph)
    if n < 3:
        return dict.fromkeys(graph, 0.0)
    pairs = (n - 1) * (n - 2) / (1 if graph.is_directed() else 2)
    values = _values("betweenness", graph, aside=aside)
    return {node: value / pairs for node, value in zip(graph, values, strict=True)}


def closeness(graph: nx.Graph) -> Mapping[str, float] | None:
    """(n-1) over the sum of distances to the others; None on a disconnected graph.

    There the distances are infinite, and a number would be a made-up one. Where directed, every
    node must reach every other.
    """
    import networkx as nx

    nodes, edges = numbered(graph)
    directed = graph.is_directed()
    whole = nx.is_strongly_connected if directed else nx.is_connected
    if len(nodes) < 2 or not whole(graph):
        return None
    values = engine.closeness(len(nodes), edges, directed=directed)
    return dict(zip(nodes, values, strict=True))


def closeness_reached(graph: nx.Graph) -> Mapping[str, float]:
    """Closeness to those that reach a node, times their share of the others.

    Wasserman and Faust 1994, p. 200 f.; on a connected graph the same as :func:`closeness`,
    and 0 for an isolate.
    """
    nodes, edges = numbered(graph)
    directed, others = graph.is_directed(), max(len(nodes) - 1, 1)
    reached = engine.reached(len(nodes), edges, directed=directed)
    values = engine.closeness(len(nodes), edges, directed=directed)
    return {
        node: value * count / others if count else 0.0
        for node, value, count in zip(nodes, values, reached, strict=True)
    }


def harmonic(graph: nx.Graph, *, aside: bool = False) -> Mapping[str, float]:
    """The mean of one over the distance to each of the others, 0 where there is no way.

    Marchiori and Latora 2000 (doi:10.1016/S0378-4371(00)00311-3), over n-1. Defined on every
    graph: what closeness is on a connected one. ``aside`` as in :func:`betweenness`.
    """
    return dict(zip(graph, _values("harmonic", graph, aside=aside), strict=True))


def constraint(graph: nx.Graph, *, weight: str | None = None) -> Mapping[str, float | None]:
    """How much of a node's ties lead back to the same people; None for an isolate.

    Burt 1992, p. 54 f.: small where it bridges what is otherwise apart. May be more than 1.
    Where directed, a tie there and back counts twice as much as one way.

    Args:
        graph: The network.
        weight: Name of the edges' weights; without one all edges weigh the same.
    """
    alike = weight is None and not graph.is_directed()
    mutual = graph if alike else _mutual(graph, weight)
    nodes, edges = numbered(mutual)
    held = None if alike else [value for _, _, value in mutual.edges(data="weight")]
    values = engine.constraint(len(nodes), edges, held)
    return {
        node: None if isnan(value) else value for node, value in zip(nodes, values, strict=True)
    }


def effective_size(graph: nx.Graph, *, weight: str | None = None) -> Mapping[str, float | None]:
    """How many of a node's neighbours say something new; None for an isolate.

    Burt 1992, p. 52; where nothing weighs more than something else in Borgatti's form (1997): its
    degree less the mean number of ties that its neighbours have among themselves.

    Args:
        graph: The network; weights and directions as for :func:`constraint`.
        weight: Name of the edges' weights.
    """
    if weight or graph.is_directed():
        return _weighted_size(_mutual(graph, weight))
    found: dict[str, float | None] = {}
    for node in graph:
        near = set(graph[node])
        within = sum(len(near & set(graph[one])) for one in near)
        found[node] = len(near) - within / len(near) if near else None
    return found


def _weighted_size(graph: nx.Graph) -> dict[str, float | None]:
    """Burt's effective size: of each neighbour what the others do not say as well."""
    near = {
        node: {other: data["weight"] for other, data in graph.adj[node].items()} for node in graph
    }
    strongest = {node: max(held.values(), default=0.0) for node, held in near.items()}
    found: dict[str, float | None] = {}
    for node, held in near.items():
        total = sum(held.values())
        known = sum(
            share * near[one].get(other, 0.0) / strongest[one] / total
            for one in held
            for other, share in held.items()
        )
        found[node] = len(held) - known if held else None
    return found


def _mutual(graph: nx.Graph, weight: str | None) -> nx.Graph:
    """The same nodes, and between two of them one edge that weighs as much as all between them."""
    import networkx as nx

    found = nx.Graph()
    found.add_nodes_from(graph)
    for one, other, data in graph.edges(data=True):
        held = found.get_edge_data(one, other, {"weight": 0.0})["weight"]
        found.add_edge(one, other, weight=held + (data[weight] if weight else 1.0))
    return found


def cores(graph: nx.Graph) -> Mapping[str, int]:
    """The core number: the largest k of a part whose members each have k neighbours in it.

    Seidman 1983 (doi:10.1016/0378-8733(83)90028-X). Where directed, edges in and out count.
    """
    nodes, edges = numbered(graph)
    return dict(zip(nodes, engine.coreness(len(nodes), edges), strict=True))


def articulation_points(graph: nx.Graph) -> tuple[str, ...]:
    """The nodes without which their part would fall apart, in the order of the graph.

    Directions do not count.
    """
    nodes, edges = numbered(graph)
    return tuple(nodes[number] for number in engine.articulation_points(len(nodes), edges))


def mean_distance(graph: nx.Graph, *, aside: bool = False) -> float | None:
    """The mean number of steps between two nodes that reach each other; None where none do."""
    counts = _distances(graph, aside=aside)
    if not counts:
        return None
    return sum(steps * count for steps, count in enumerate(counts, start=1)) / sum(counts)


def diameter(graph: nx.Graph) -> int | None:
    """The most steps between two nodes that reach each other; None where none do."""
    return len(_distances(graph)) or None


def _distances(graph: nx.Graph, *, aside: bool = False) -> Sequence[float]:
    return _values("distances", graph, aside=aside)


def density(graph: nx.Graph) -> float:
    """The share of all pairs that are joined, isolates included; 0 for fewer than 2 nodes.

    Where directed, there and back are two pairs.
    """
    import networkx as nx

    return float(nx.density(graph))


def isolates(graph: nx.Graph) -> tuple[str, ...]:
    """The nodes without an edge, in the order of the graph."""
    return tuple(node for node, count in graph.degree() if not count)


def components(graph: nx.Graph) -> tuple[tuple[str, ...], ...]:
    """The connected parts, largest first; each, and equally large ones, in graph order.

    Directions do not count.
    """
    import networkx as nx

    rank = {node: position for position, node in enumerate(graph)}
    found = nx.weakly_connected_components if graph.is_directed() else nx.connected_components
    parts = [tuple(sorted(part, key=rank.__getitem__)) for part in found(graph)]
    return tuple(sorted(parts, key=lambda part: (-len(part), rank[part[0]])))


def transitivity(graph: nx.Graph) -> float:
    """The share of connected triples that are closed; 0 where there is no triple.

    Directions do not count: networkx has it for undirected graphs alone.
    """
    nodes, edges = numbered(_mutual(graph, None) if graph.is_directed() else graph)
    return engine.transitivity(len(nodes), edges)


def centralisation_degree(graph: nx.Graph) -> float | None:
    """How much one node dominates by degree: 1 for a star, 0 for a ring.

    Freeman 1978 (doi:10.1016/0378-8733(78)90021-7): the summed differences to the largest,
    over the same of a star of that size, which without loops is (n-1)(n-2), and twice that where
    directed. None, here and in the others, for fewer than 3 nodes, where no star stands out.
    """
    n = len(graph)
    star = (n - 1) * (n - 2) * (2 if graph.is_directed() else 1)
    return _centralisation(degree(graph).values(), star) if n > 2 else None


def centralisation_betweenness(graph: nx.Graph, *, aside: bool = False) -> float | None:
    """How much one node dominates by betweenness; see :func:`centralisation_degree`."""
    n = len(graph)
    return _centralisation(betweenness(graph, aside=aside).values(), n - 1) if n > 2 else None


def centralisation_closeness(graph: nx.Graph) -> float | None:
    """How much one node dominates by closeness; None on a disconnected graph too.

    And on a directed one: nobody has shown which of those in one piece is the most central.
    """
    n = len(graph)
    values = None if graph.is_directed() else closeness(graph)
    if n < 3 or values is None:
        return None
    return _centralisation(values.values(), (n - 1) * (n - 2) / (2 * n - 3))


def centralisation_harmonic(graph: nx.Graph, *, aside: bool = False) -> float | None:
    """How much one node dominates by :func:`harmonic`: for graphs that are not connected, too.

    Where directed, the star is one of edges towards its middle: its others are reached by nobody.
    """
    n = len(graph)
    if n < 3:
        return None
    star = n - 1 if graph.is_directed() else (n - 2) / 2
    return _centralisation(harmonic(graph, aside=aside).values(), star)


def _values(measure: str, graph: nx.Graph, *, aside: bool) -> Sequence[float]:
    """A measure, of a large network in a process of its own where that is wished."""
    nodes, edges = numbered(graph)
    directed = graph.is_directed()
    if aside and not directed and len(nodes) * len(edges) > _LARGE:
        return in_other_process(measure, len(nodes), edges)
    return MEASURES[measure](len(nodes), edges, directed=directed)


def _centralisation(values: Iterable[float], star: float) -> float:
    found = list(values)
    top = max(found)
    return sum(top - one for one in found) / star


def numbered(graph: nx.Graph) -> tuple[list[str], list[tuple[int, int]]]:
    """The nodes in the order of the graph, and the edges as pairs of positions in it."""
    nodes = list(graph)
    number = {node: position for position, node in enumerate(nodes)}
    return nodes, [(number[one], number[other]) for one, other in graph.edges()]
