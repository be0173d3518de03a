"""The network and its parts in measures: whole, by area, sector and community. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from joinedup.model import ConnectionState, Organisation, Sector
from joinedup.network import measures
from joinedup.network.fragility import distance_fragmentation, fragmentation
from joinedup.network.graph import organisation_graph, part
from joinedup.services.readings import Reading, scope_of

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The ties among the known organisations of one part; isolates count in every figure.

    Attributes:
        kind, name: ``Place``, ``Rotherham``.
        organisations: The footprint's own in it.
        known: Those of them about whom there is information; the measures are of these.
        figures: By name: ``ties``, ``density``, ``isolates``, ``components``, ``largest`` (share
            in the largest component), ``by_degree``, ``by_betweenness`` and ``by_nearness``
            (centralisation; the last by harmonic closeness), ``transitivity``,
            ``mean_distance``, ``core``, ``fragmentation`` and ``distance_fragmentation``. None
            where one is not defined.
    """

    kind: str
    name: str
    organisations: int
    known: int
    figures: Mapping[str, float | None]


def parts(
    reading: Reading, communities: Sequence[tuple[str, Collection[str]]] = ()
) -> tuple[Part, ...]:
    """The footprint, its places, neighbourhoods, sectors and communities, by the ties within each.

    Filters on place, sector and connection do not narrow it; date, levels and kinds do.

    Args:
        reading: The view.
        communities: Name and ids of the members of each, those from outside included; they are
            left out here, as everywhere.

    Raises:
        MeasureError: When a measure of a large part could not be worked out.
    """
    dataset = reading.dataset
    graph = organisation_graph(dataset, scope_of(reading.state))
    own = [one for one in dataset.organisations if not one.outside]
    found = [_part("Footprint", dataset.name, own, reading, graph)]
    for area in dataset.areas:
        members = [one for one in own if area.id in (one.place, one.neighbourhood)]
        found.append(_part(area.level.value.capitalize(), area.name, members, reading, graph))
    for sector in Sector:
        members = [one for one in own if one.sector is sector]
        if members:
            found.append(_part("Sector", sector.label, members, reading, graph))
    for name, ids in communities:
        held = set(ids)
        members = [one for one in own if one.id in held]
        found.append(_part("Community", name, members, reading, graph))
    return tuple(found)


def _part(
    kind: str, name: str, members: Iterable[Organisation], reading: Reading, graph: nx.Graph
) -> Part:
    ids = [one.id for one in members]
    known = {one for one in ids if reading.found[one].state is not ConnectionState.UNKNOWN}
    return Part(
        kind=kind,
        name=name,
        organisations=len(ids),
        known=len(known),
        figures=figures(part(graph, known)),
    )


def figures(graph: nx.Graph) -> dict[str, float | None]:
    """The figures of :class:`Part`."""
    together = measures.components(graph)
    n = len(graph)
    return {
        "ties": graph.number_of_edges(),
        "density": measures.density(graph) if n > 1 else None,
        "isolates": len(measures.isolates(graph)),
        "components": len(together),
        "largest": len(together[0]) / n if n else None,
        "by_degree": measures.centralisation_degree(graph),
        "by_betweenness": measures.centralisation_betweenness(graph, aside=True),
        "by_nearness": measures.centralisation_harmonic(graph, aside=True),
        "transitivity": measures.transitivity(graph) if graph.number_of_edges() else None,
        "mean_distance": measures.mean_distance(graph, aside=True),
        "core": max(measures.cores(graph).values(), default=0),
        "fragmentation": fragmentation(graph),
        "distance_fragmentation": distance_fragmentation(graph, aside=True),
    }
