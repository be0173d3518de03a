"""Measures of a plain network, all of them: what the command line prints of a list of ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from joinedup.imports.edge_lists import EdgeList
from joinedup.network import measures
from joinedup.network.brokerage import Roles, brokerage, ei_index

if TYPE_CHECKING:
    import networkx as nx


def network_of(ties: EdgeList, groups: Mapping[str, str]) -> nx.Graph:
    """The graph of a list of ties, directed as they are; who only has a group is an isolate."""
    import networkx as nx

    graph = nx.DiGraph() if ties.directed else nx.Graph()
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in ties.edges.items())
    graph.add_nodes_from(groups)
    return graph


def all_measures(
    graph: nx.Graph, groups: Mapping[str, str], *, weighted: bool = False
) -> dict[str, Any]:
    """Every measure of a network, under the names that the command line prints.

    Isolates count everywhere. Weights do not, but for ``strength``: the measures are those of
    who is tied, as the published values are.

    Args:
        graph: Without loops.
        groups: The group of every node; empty where there are none, and then ``ei`` and
            ``brokerage`` are None.
        weighted: Whether weights count in ``constraint`` and ``effective_size`` as well, the
            two that Burt defines by how strong ties are.

    Returns:
        Numbers that are not defined are None: ``closeness`` of the centralisation on a graph
        that is not connected (``harmonic`` is) or directed, a mean distance without a tie.

    Raises:
        MeasureError: When there are groups, and a node has none.
    """
    together = measures.components(graph)
    return {
        "n": len(graph),
        "m": graph.number_of_edges(),
        "density": measures.density(graph),
        "centralisation": {
            "degree": measures.centralisation_degree(graph),
            "betweenness": measures.centralisation_betweenness(graph),
            "closeness": measures.centralisation_closeness(graph),
            "harmonic": measures.centralisation_harmonic(graph),
        },
        "transitivity": measures.transitivity(graph),
        "mean_distance": measures.mean_distance(graph),
        "diameter": measures.diameter(graph),
        "isolates": len(measures.isolates(graph)),
        "components": len(together),
        "largest_component": len(together[0]) if together else 0,
        "ei": ei_index(graph, groups) if groups else None,
        "brokerage": _brokerage(graph, groups),
        "nodes": _nodes(graph, "weight" if weighted else None),
    }


def _brokerage(graph: nx.Graph, groups: Mapping[str, str]) -> dict[str, int] | None:
    if not groups:
        return None
    return asdict(sum(brokerage(graph, groups).values(), Roles()))


def _nodes(graph: nx.Graph, weight: str | None) -> list[dict[str, Any]]:
    cut = frozenset(measures.articulation_points(graph))
    columns: dict[str, Mapping[str, Any]] = {
        "degree": measures.degree(graph),
        "strength": measures.weighted_degree(graph),
        "betweenness": measures.betweenness(graph),
        "closeness": measures.closeness_reached(graph),
        "harmonic": measures.harmonic(graph),
        "constraint": measures.constraint(graph, weight=weight),
        "effective_size": measures.effective_size(graph, weight=weight),
        "core": measures.cores(graph),
        "articulation": {node: node in cut for node in graph},
    }
    return [
        {"id": node, **{name: values[node] for name, values in columns.items()}} for node in graph
    ]
