"""The network as networkx graphs: two-mode, projected, and around one node.

Every node and edge is added in the order of the dataset, so that whatever is computed from
a graph is the same in every process. networkx is imported where a graph is made, here and in the
modules beside: a fresh server's first page has none, and would wait for it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import combinations
from typing import TYPE_CHECKING, Any

from joinedup.errors import ModelError
from joinedup.model import Dataset, Membership
from joinedup.network.scope import Scope, memberships_in, partnerships_in, ties_in

if TYPE_CHECKING:
    import networkx as nx

ORGANISATION = 0
PARTNERSHIP = 1


def affiliation_graph(dataset: Dataset, scope: Scope) -> nx.Graph:
    """The two-mode graph: organisations joined to the partnerships they take part in.

    Nodes are the ids of all organisations (``bipartite=0``), isolates included, and of the
    partnerships in scope (``bipartite=1``), those without members included. Edges carry
    ``roles``, a tuple; several rows of one organisation in one partnership are one edge.
    Direct ties are not in it.
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from((one.id for one in dataset.organisations), bipartite=ORGANISATION)
    graph.add_nodes_from((one.id for one in partnerships_in(dataset, scope)), bipartite=PARTNERSHIP)
    for (organisation, partnership), roles in _roles(memberships_in(dataset, scope)).items():
        graph.add_edge(organisation, partnership, roles=tuple(roles))
    return graph


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


def ego(graph: nx.Graph, node: str, steps: int) -> nx.Graph:
    """The part of the graph within ``steps`` of a node, itself included; a copy.

    A step goes from one organisation to another, on either graph. On the two-mode graph it
    therefore passes a partnership: one step from an organisation holds its partnerships and
    their members, and one step from a partnership holds its members.

    Raises:
        ModelError: When the node is not in the graph, or ``steps`` is not 1 or 2.
    """
    import networkx as nx

    if node not in graph:
        raise ModelError("This node is not in the network", value=node)
    if steps not in (1, 2):
        raise ModelError("A neighbourhood is of 1 or 2 steps", value=steps)
    kind = graph.nodes[node].get("bipartite")
    radius = {None: steps, ORGANISATION: 2 * steps, PARTNERSHIP: 2 * steps - 1}[kind]
    near = nx.single_source_shortest_path_length(graph, node, cutoff=radius)
    return part(graph, near)


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


def _roles(memberships: Iterable[Membership]) -> dict[tuple[str, str], dict[str, None]]:
    roles: dict[tuple[str, str], dict[str, None]] = {}
    for one in memberships:
        roles.setdefault((one.organisation, one.partnership), {})[one.role] = None
    return roles


def _edge(graph: nx.Graph, one: str, other: str) -> dict[str, Any]:
    """The data of the edge between two organisations, made empty where there is none."""
    if not graph.has_edge(one, other):
        graph.add_edge(one, other, weight=0.0, partnerships=(), strength=0)
    data: dict[str, Any] = graph.edges[one, other]
    return data
