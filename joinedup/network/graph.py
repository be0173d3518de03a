"""The network as a networkx graph, and parts of it.

Every node and edge is added in the order of the dataset, so that whatever is computed from
a graph is the same in every process. networkx is imported where a graph is made, here and in the
modules beside: a fresh server's first page has none, and would wait for it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import combinations
from typing import TYPE_CHECKING, Any

from joinedup.model import Dataset, Membership
from joinedup.network.scope import Scope, memberships_in, ties_in

if TYPE_CHECKING:
    import networkx as nx


def organisation_graph(dataset: Dataset, scope: Scope) -> nx.Graph:
    """The projection on organisations, with the direct ties.

    Every organisation is a node, with ``sector`` and ``place``. An edge carries

    - ``weight``: the sum over shared partnerships of 1/(n-1), n being the members of each
      (Newman 2001, doi:10.1103/PhysRevE.64.016132), so that an organisation's weights add
      up to the number of its partnerships that have other members; 0 for a bare tie;
    - ``partnerships``: the ids of the shared partnerships;
    - ``strength``: the sum of the strengths (1 to 4 each) of the direct ties; 0 without.
    """
    import networkx as nx

    graph = nx.Graph()
    for one in dataset.organisations:
        graph.add_node(one.id, sector=one.sector, place=one.place)
    for partnership, members in members_by_partnership(memberships_in(dataset, scope)).items():
        for pair in combinations(members, 2):
            edge = _edge(graph, *pair)
            edge["weight"] += 1 / (len(members) - 1)
            edge["partnerships"] += (partnership,)
    for tie in ties_in(dataset, scope):
        _edge(graph, tie.source, tie.target)["strength"] += tie.strength
    return graph


def members_by_partnership(memberships: Iterable[Membership]) -> dict[str, tuple[str, ...]]:
    """Each partnership's members, every organisation once, in the order of the rows."""
    members: dict[str, dict[str, None]] = {}
    for one in memberships:
        members.setdefault(one.partnership, {})[one.organisation] = None
    return {partnership: tuple(ids) for partnership, ids in members.items()}


def part(graph: nx.Graph, kept: Container[str]) -> nx.Graph:
    """The part of a graph between some of its nodes, in its own order; a copy.

    Not ``graph.subgraph``: it goes through its own set of nodes, in another order each run.
    """
    import networkx as nx

    nodes = [one for one in graph if one in kept]
    found = nx.Graph()
    found.add_nodes_from((one, graph.nodes[one]) for one in nodes)
    found.add_edges_from(edge for edge in graph.edges(nodes, data=True) if edge[1] in kept)
    return found


def _edge(graph: nx.Graph, one: str, other: str) -> dict[str, Any]:
    """The data of the edge between two organisations, made empty where there is none."""
    if not graph.has_edge(one, other):
        graph.add_edge(one, other, weight=0.0, partnerships=(), strength=0)
    data: dict[str, Any] = graph.edges[one, other]
    return data
