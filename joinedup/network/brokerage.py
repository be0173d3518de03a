"""Who stands between whom, by group: brokerage roles and the E-I index.

A group is a sector or a place; any labelling of the nodes will do. A tie without direction counts
both ways, as the published values have it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from joinedup.errors import MeasureError

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """How often a node stands between two that have no tie of their own, by role.

    Gould and Fernandez 1989 (doi:10.2307/270949). From A over the node B to C:

    Attributes:
        coordinator: All three are of one group.
        representative: A and B are of one group, C is not: it speaks for its own.
        gatekeeper: B and C are of one group, A is not: it lets others in.
        itinerant: A and C are of one group, B is not: a consultant from outside.
        liaison: Three groups.
    """

    coordinator: int = 0
    representative: int = 0
    gatekeeper: int = 0
    itinerant: int = 0
    liaison: int = 0

    @property
    def total(self) -> int:
        """All roles together."""
        return sum(getattr(self, one.name) for one in fields(self))

    def __add__(self, other: Roles) -> Roles:
        """Role by role."""
        return Roles(
            **{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)}
        )


def brokerage(graph: nx.Graph, group: Mapping[str, Hashable]) -> Mapping[str, Roles]:
    """The roles of every node, in the order of the graph.

    Args:
        graph: Without loops; where directed, A has a tie to B, B to C, and A none to C.
        group: The group of every node.

    Raises:
        MeasureError: When a node has no group.
    """
    _check(graph, group)
    near = {node: set(graph[node]) for node in graph}
    into = {node: set(graph.pred[node]) for node in graph} if graph.is_directed() else near
    return {node: _roles(into[node], node, near, group) for node in graph}


def _roles(
    into: Collection[str],
    node: str,
    near: Mapping[str, set[str]],
    group: Mapping[str, Hashable],
) -> Roles:
    """How often it stands between one of those with a tie to it and one that it has a tie to."""
    own = group[node]
    found = dict.fromkeys(
        ("coordinator", "representative", "gatekeeper", "itinerant", "liaison"), 0
    )
    for one in into:
        for other in near[node] - near[one]:
            if other != one:
                found[_role(group[one], own, group[other])] += 1
    return Roles(**found)


def _role(first: Hashable, own: Hashable, last: Hashable) -> str:
    if first == own:
        return "coordinator" if last == own else "representative"
    if last == own:
        return "gatekeeper"
    return "itinerant" if first == last else "liaison"


def ei_index(graph: nx.Graph, group: Mapping[str, Hashable]) -> float | None:
    """Ties between groups less those within, over all: -1 all within, 1 all between.

    Krackhardt and Stern 1988 (doi:10.2307/2786835). None where there is no tie.

    Raises:
        MeasureError: When a node has no group.
    """
    _check(graph, group)
    total = int(graph.number_of_edges())
    if not total:
        return None
    between = sum(group[one] != group[other] for one, other in graph.edges())
    return (2 * between - total) / total


def _check(graph: nx.Graph, group: Mapping[str, Hashable]) -> None:
    missing = [node for node in graph if node not in group]
    if missing:
        raise MeasureError(
            f"{len(missing):,} of {len(graph):,} have no group",
            value=missing[0],
            hint="Give every one of them a group, “unknown” if need be.",
        )
