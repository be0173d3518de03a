"""The only door to igraph: plain numbers in, plain numbers out (ADR 0003).

igraph has no type information, and its random generator is one for the whole process; both
stay behind this module, which imports it when it is first needed. Nodes are numbered from 0 to
``n`` - 1, edges are pairs of numbers; where they are ``directed``, from the first to the second,
distances to a node are those of the ways that lead to it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import igraph

Edges = Sequence[tuple[int, int]]
Points = NDArray[np.float64]

# igraph draws from one generator for all threads: a second layout at the same time would
# take numbers away from the first and change it.
_GENERATOR = Lock()


def betweenness(n: int, edges: Edges, *, directed: bool = False) -> list[float]:
    """Exact betweenness: sum over pairs, each pair once; both ways of it where directed."""
    graph = _graph(n, edges, directed=directed)
    return [float(one) for one in graph.betweenness(directed=directed)]


def closeness(n: int, edges: Edges, *, directed: bool = False) -> list[float]:
    """The number of nodes that reach each one over the sum of their distances; nan for none."""
    return [float(one) for one in _graph(n, edges, directed=directed).closeness(mode="in")]


def harmonic(n: int, edges: Edges, *, directed: bool = False) -> list[float]:
    """The mean over the others of one over the distance, 0 where there is no way; 0 for n = 1."""
    values = _graph(n, edges, directed=directed).harmonic_centrality(mode="in")
    return [0.0 if n < 2 else float(one) for one in values]


def reached(n: int, edges: Edges, *, directed: bool = False) -> list[int]:
    """From how many others there is a way to each node."""
    if directed:
        near = _graph(n, edges, directed=True).neighborhood_size(order=n, mode="in")
        return [int(one) - 1 for one in near]
    parts = components(n, edges)
    size = Counter(parts)
    return [size[part] - 1 for part in parts]


def constraint(n: int, edges: Edges, weights: Sequence[float] | None = None) -> list[float]:
    """Burt's constraint; nan for a node without an edge."""
    held = None if weights is None else list(weights)
    return [float(one) for one in _graph(n, edges).constraint(weights=held)]


def coreness(n: int, edges: Edges) -> list[int]:
    """The largest k such that a node is in a part whose members have k edges in it."""
    return [int(one) for one in _graph(n, edges).coreness()]


def articulation_points(n: int, edges: Edges) -> list[int]:
    """Nodes without which their part would fall apart, in ascending order."""
    return sorted(int(one) for one in _graph(n, edges).articulation_points())


def components(n: int, edges: Edges) -> list[int]:
    """The number of the connected part that each node is in."""
    return [int(one) for one in _graph(n, edges).connected_components().membership]


def distances(n: int, edges: Edges, *, directed: bool = False) -> list[int]:
    """How many pairs of nodes are 1, 2, 3 ... steps apart; pairs without a way are not in it.

    Where directed, there and back are two pairs.
    """
    graph = _graph(n, edges, directed=directed)
    return [int(count) for *_, count in graph.path_length_hist(directed=directed).bins()]


def transitivity(n: int, edges: Edges) -> float:
    """Three times the triangles over the connected triples; 0 where there is no triple."""
    return float(_graph(n, edges).transitivity_undirected(mode="zero"))


def stress_layout(n: int, edges: Edges, lengths: Sequence[float]) -> Points:
    """Kamada and Kawai's (1989) spring layout: distances follow the edges' lengths.

    It starts from a circle and draws no random number. The graph must be connected.
    """
    graph = _graph(n, edges)
    start = graph.layout_circle()
    placed = graph.layout_kamada_kawai(seed=start, weights=list(lengths))
    return np.array(placed.coords, dtype=np.float64).reshape(n, 2)


def force_layout(n: int, edges: Edges, *, seed: int, rounds: int = 500) -> Points:
    """Fruchterman and Reingold's (1991) layout on a grid: for thousands of nodes."""
    import igraph

    graph = _graph(n, edges)
    with _GENERATOR:
        igraph.set_random_number_generator(random.Random(seed))
        try:
            placed = graph.layout_fruchterman_reingold(niter=rounds, grid=True)
        finally:
            igraph.set_random_number_generator(random)
    return np.array(placed.coords, dtype=np.float64).reshape(n, 2)


def communities(
    n: int, edges: Edges, weights: Sequence[float], *, seed: int, starts: int = 10
) -> list[int]:
    """The number of each node's community: Leiden on modularity, until nothing improves.

    The best of several seeded starts; of equally good ones, the first.
    """
    graph, held = _graph(n, edges), list(weights)
    found = [_leiden(graph, held, seed + number) for number in range(starts)]
    if starts == 1:
        return found[0]
    # Rounded: what is equal but for the last digits is equal.
    return max(found, key=lambda one: round(graph.modularity(one, weights=held), 9))


def _leiden(graph: igraph.Graph, weights: list[float], seed: int) -> list[int]:
    import igraph

    with _GENERATOR:
        igraph.set_random_number_generator(random.Random(seed))
        try:
            found = graph.community_leiden("modularity", weights=weights, n_iterations=-1)
        finally:
            igraph.set_random_number_generator(random)
    return [int(one) for one in found.membership]


def _graph(n: int, edges: Edges, *, directed: bool = False) -> igraph.Graph:
    import igraph

    return igraph.Graph(n=n, edges=list(edges), directed=directed)
