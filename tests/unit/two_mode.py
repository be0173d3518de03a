"""The network of two modes, the plain way: what the product's own ways are held against."""

import networkx as nx

from joinedup.model import Dataset
from joinedup.network.scope import Scope, memberships_in, partnerships_in

ORGANISATION, PARTNERSHIP = 0, 1


def affiliation_graph(dataset: Dataset, scope: Scope) -> nx.Graph:
    """Organisations joined to the partnerships they take part in; direct ties are not in it.

    Nodes are the ids of all organisations and of the partnerships in scope, those alone included;
    ``bipartite`` says which of both each is.
    """
    graph = nx.Graph()
    graph.add_nodes_from((one.id for one in dataset.organisations), bipartite=ORGANISATION)
    graph.add_nodes_from((one.id for one in partnerships_in(dataset, scope)), bipartite=PARTNERSHIP)
    graph.add_edges_from(
        (one.organisation, one.partnership) for one in memberships_in(dataset, scope)
    )
    return graph


def near(graph: nx.Graph, node: str, steps: int) -> frozenset[str]:
    """Who and what is within so many steps of a node, itself included.

    A step goes from one organisation to another, past a partnership: one step from an
    organisation reaches its partnerships and their members, one from a partnership its members.
    """
    radius = 2 * steps - (graph.nodes[node]["bipartite"] == PARTNERSHIP)
    return frozenset(nx.single_source_shortest_path_length(graph, node, cutoff=radius))
