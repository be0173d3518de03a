"""What breaks if somebody leaves: the network in fewer and smaller parts, and who is cut off.

Isolates count: a network of isolates alone is broken into as many pieces as there are.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import networkx as nx

from joinedup.errors import MeasureError
from joinedup.network import engine
from joinedup.network.measures import harmonic, numbered


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a network loses with one node.

    Attributes:
        node: Who leaves.
        fragmentation: Of the network without it.
        rise: By how much that is more than with it; below 0 where an isolate leaves.
        parts: Into how many parts those fall that it holds together; 1 where it holds none.
        cut_off: Who has no tie left, in the order of the graph.
    """

    node: str
    fragmentation: float
    rise: float
    parts: int
    cut_off: tuple[str, ...]


def fragmentation(graph: nx.Graph) -> float | None:
    """The share of pairs without any way between them: 0 in one part, 1 where all are isolates.

    Borgatti 2006 (doi:10.1007/s10588-006-7084-x), his F. None for fewer than 2 nodes.
    """
    nodes, edges = numbered(graph)
    sizes = Counter(engine.components(len(nodes), edges)).values()
    return _share(sum(size * (size - 1) for size in sizes), len(nodes))


def distance_fragmentation(graph: nx.Graph) -> float | None:
    """The same, each pair counting for one over its distance: 0 where all are tied to all.

    Borgatti 2006, his DF; as much as 1 less the mean of :func:`measures.harmonic`. None for
    fewer than 2 nodes.
    """
    if len(graph) < 2:
        return None
    return 1 - sum(harmonic(graph).values()) / len(graph)


def losses(graph: nx.Graph) -> tuple[Loss, ...]:
    """What the network loses with each of its nodes, the worst first, then in graph order."""
    nodes, edges = numbered(graph)
    n = len(nodes)
    part = engine.components(n, edges)
    size = Counter(part)
    together = sum(count * (count - 1) for count in size.values())
    whole = _share(together, n)
    if n < 3 or whole is None:
        return ()
    cut = frozenset(engine.articulation_points(n, edges))
    found = []
    for number, node in enumerate(nodes):
        own = size[part[number]]
        left = _without(graph, node) if number in cut else (own - 1,) if own > 1 else ()
        rest = together - own * (own - 1) + sum(one * (one - 1) for one in left)
        share = _share(rest, n - 1) or 0.0
        alone = tuple(one for one in graph[node] if graph.degree(one) == 1)
        found.append(
            Loss(
                node=node,
                fragmentation=share,
                rise=share - whole,
                parts=max(len(left), 1),
                cut_off=alone,
            )
        )
    return tuple(sorted(found, key=lambda one: -one.rise))


def lost_contacts(
    graph: nx.Graph, node: str, group: Mapping[str, Hashable]
) -> frozenset[frozenset[Hashable]]:
    """The pairs of groups, places for example, whose only ties are those of a node.

    Raises:
        MeasureError: When the node is not in the network.
    """
    if node not in graph:
        raise MeasureError("This organisation is not in the network", value=node)
    own = {_pair(node, other, group) for other in graph[node]}
    kept = {_pair(one, other, group) for one, other in graph.edges() if node not in (one, other)}
    return frozenset(pair for pair in own - kept if len(pair) == 2)


def _pair(one: str, other: str, group: Mapping[str, Hashable]) -> frozenset[Hashable]:
    return frozenset({group.get(one), group.get(other)} - {None})


def _without(graph: nx.Graph, node: str) -> tuple[int, ...]:
    """The sizes of the parts that a node's part falls into without it."""
    sizes, seen = [], {node}
    for start in graph[node]:
        if start in seen:
            continue
        reached, ahead = {start}, [start]
        while ahead:
            for one in graph[ahead.pop()]:
                if one not in reached and one != node:
                    reached.add(one)
                    ahead.append(one)
        seen |= reached
        sizes.append(len(reached))
    return tuple(sizes)


def _share(together: int, n: int) -> float | None:
    return 1 - together / (n * (n - 1)) if n > 1 else None
