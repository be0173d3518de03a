"""What breaks if somebody leaves: the network in fewer and smaller parts, and who is cut off.

Isolates count: a network of isolates alone is broken into as many pieces as there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from joinedup.network import engine
from joinedup.network.measures import harmonic, numbered

if TYPE_CHECKING:
    import networkx as nx

#: Two groups, places for example.
Contact = frozenset[Hashable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a network loses with one node.

    Attributes:
        node: Who leaves.
        fragmentation: Of the network without it.
        rise: By how much that is more than with it; below 0 where an isolate leaves.
        pairs: How many pairs of others lose every way to each other.
        sizes: Of the parts that its own falls into without it, the largest first; one where the
            others stay together.
        cut_off: Who has no tie left, in the order of the graph.
        contacts: Pairs of groups whose only ties are its own.
    """

    node: str
    fragmentation: float
    rise: float
    pairs: int
    sizes: tuple[int, ...]
    cut_off: tuple[str, ...]
    contacts: frozenset[Contact] = frozenset()

    @property
    def parts(self) -> int:
        """Into how many parts those fall whom it joins; 1 where they stay together."""
        return len(self.sizes)


def fragmentation(graph: nx.Graph) -> float | None:
    """The share of pairs without any way between them: 0 in one part, 1 where all are isolates.

    Borgatti 2006 (doi:10.1007/s10588-006-7084-x), his F. None for fewer than 2 nodes.
    """
    nodes, edges = numbered(graph)
    if len(nodes) < 2:
        return None
    return _share(_joined(Counter(engine.components(len(nodes), edges)).values()), len(nodes))


def distance_fragmentation(graph: nx.Graph, *, aside: bool = False) -> float | None:
    """The same, each pair counting for one over its distance: 0 where all are tied to all.

    Borgatti 2006, his DF; as much as 1 less the mean of :func:`measures.harmonic`. None for
    fewer than 2 nodes; ``aside`` as in :func:`measures.betweenness`.
    """
    if len(graph) < 2:
        return None
    return 1 - sum(harmonic(graph, aside=aside).values()) / len(graph)


def losses(graph: nx.Graph, group: Mapping[str, Hashable] | None = None) -> tuple[Loss, ...]:
    """What the network loses with each of its nodes, the worst first, then in graph order.

    Args:
        graph: Undirected, without loops.
        group: The group of nodes, for the contacts between groups; a node may have none.
    """
    nodes, edges = numbered(graph)
    if len(nodes) < 3:
        return ()
    part = engine.components(len(nodes), edges)
    size = Counter(part)
    together = _joined(size.values())
    cut = frozenset(engine.articulation_points(len(nodes), edges))
    held = _contacts(graph, graph, group or {})
    found = []
    for number, node in enumerate(nodes):
        own = size[part[number]]
        left = _without(graph, node) if number in cut else (own - 1,)
        rest = together - own * (own - 1) + _joined(left)
        found.append(
            Loss(
                node=node,
                fragmentation=_share(rest, len(nodes) - 1),
                rise=_share(rest, len(nodes) - 1) - _share(together, len(nodes)),
                pairs=((own - 1) * (own - 2) - _joined(left)) // 2,
                sizes=tuple(sorted(left, reverse=True)),
                cut_off=tuple(one for one in graph[node] if graph.degree(one) == 1),
                contacts=_lost(held, _contacts(graph, [node], group or {})),
            )
        )
    return tuple(sorted(found, key=lambda one: -one.rise))


def _joined(sizes: Iterable[int]) -> int:
    """Ordered pairs within parts of these sizes."""
    return sum(size * (size - 1) for size in sizes)


def _lost(held: Mapping[Contact, int], own: Mapping[Contact, int]) -> frozenset[Contact]:
    return frozenset(pair for pair, count in own.items() if count == held[pair])


def _contacts(
    graph: nx.Graph, nodes: Iterable[str], group: Mapping[str, Hashable]
) -> Counter[Contact]:
    """How many ties of these nodes join each two groups."""
    found: Counter[Contact] = Counter()
    for one, other in graph.edges(nodes):
        pair = frozenset({group.get(one), group.get(other)} - {None})
        if len(pair) == 2:
            found[pair] += 1
    return found


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


def _share(together: int, n: int) -> float:
    return 1 - together / (n * (n - 1))
