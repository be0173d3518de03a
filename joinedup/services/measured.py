"""Where each organisation stands in the network: every measure of every one, and ranks. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from joinedup.model import Dataset
from joinedup.network import measures
from joinedup.network.brokerage import Roles, brokerage
from joinedup.network.graph import organisation_graph
from joinedup.network.scope import Scope


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
    )


def rank(values: Mapping[str, float], one: str, among: Collection[str]) -> int:
    """The place of an organisation among others, 1 for the largest; equal ones share theirs."""
    return 1 + sum(values[other] > values[one] for other in among)
