"""Where each organisation stands in the network: every measure of every one, and ranks. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from joinedup.model import Dataset, Sector
from joinedup.network import measures
from joinedup.network.brokerage import Roles, brokerage
from joinedup.network.connection import connections
from joinedup.network.graph import organisation_graph
from joinedup.network.groups import Group, communities
from joinedup.network.pairs import pairs
from joinedup.network.scope import Scope
from joinedup.services.readings import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Measures by organisation id, over the whole network under a scope; isolates count.

    Attributes:
        degree: Partners.
        strength: Partnerships that have other members (Newman 2001).
        betweenness, harmonic, constraint, effective_size, core: See
            :mod:`joinedup.network.measures`.
        cut: Those without whom others have no way to each other.
        by_sector, by_place: Brokerage roles; who has no place is of a place of its own kind.
        groups: The communities, as the network is drawn by them; everybody is in one group.
    """

    degree: Mapping[str, int]
    strength: Mapping[str, float]
    betweenness: Mapping[str, float]
    harmonic: Mapping[str, float]
    constraint: Mapping[str, float | None]
    effective_size: Mapping[str, float | None]
    core: Mapping[str, int]
    cut: frozenset[str]
    by_sector: Mapping[str, Roles]
    by_place: Mapping[str, Roles]
    groups: tuple[Group, ...]


def measure_all(dataset: Dataset, scope: Scope) -> Measured:
    """Measure every organisation; at 7,000 that takes some ten seconds.

    Raises:
        MeasureError: When betweenness could not be worked out.
    """
    graph = organisation_graph(dataset, scope)
    return Measured(
        degree=measures.degree(graph),
        strength=measures.weighted_degree(graph),
        betweenness=measures.betweenness(graph, aside=True),
        harmonic=measures.harmonic(graph, aside=True),
        constraint=measures.constraint(graph),
        effective_size=measures.effective_size(graph),
        core=measures.cores(graph),
        cut=frozenset(measures.articulation_points(graph)),
        by_sector=brokerage(graph, {one.id: one.sector for one in dataset.organisations}),
        by_place=brokerage(graph, {one.id: one.place or "" for one in dataset.organisations}),
        groups=communities(dataset, pairs(dataset, scope), connections(dataset, scope)),
    )


def between_sectors(reading: Reading, one: str) -> tuple[Sector, Sector] | None:
    """The two sectors, in their fixed order, between whose organisations it stands most often.

    Counted are pairs of its partners that are no partners of each other. None where it stands
    between nobody.
    """
    sector = {key: other.sector for key, other in reading.dataset.organisation_by_id.items()}
    rank = {each: position for position, each in enumerate(Sector)}
    near = reading.found[one].partners
    counts: Counter[tuple[int, int]] = Counter()
    for key in near:
        apart = set(near) - set(reading.found[key].partners) - {key}
        for other, count in Counter(rank[sector[each]] for each in apart).items():
            counts[min(rank[sector[key]], other), max(rank[sector[key]], other)] += count
    if not counts:
        return None
    order = tuple(Sector)
    first, second = min(counts, key=lambda pair: (-counts[pair], pair))
    return order[first], order[second]


def rank(values: Mapping[str, float], one: str, among: Collection[str]) -> int:
    """The place of an organisation among others, 1 for the largest; equal ones share theirs."""
    return 1 + sum(values[other] > values[one] for other in among)
