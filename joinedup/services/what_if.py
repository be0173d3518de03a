"""What would be if one left, took a seat or met another: figures before and after. Pure.

Nothing is saved. Whoever is unknown stays unknown unless a change brings it a seat or a tie.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from joinedup.model import ConnectionState, Provenance
from joinedup.network import measures
from joinedup.network.brokerage import ei_index
from joinedup.network.connection import connections, count_states
from joinedup.network.fragility import distance_fragmentation, fragmentation
from joinedup.network.graph import organisation_graph, part
from joinedup.network.pairs import between, pairs
from joinedup.network.scope import partnerships_in, ties_in
from joinedup.services.amending import Amendment, amended
from joinedup.services.readings import Reading, read, scope_of

if TYPE_CHECKING:
    import networkx as nx

#: Figures by name; None where one is not defined.
Figures = Mapping[str, float | None]
#: Ids of two places, in their order as text.
Contact = tuple[str, str]
#: How many organisations are in each piece of a part of the network, the largest first.
Pieces = tuple[int, ...]
_THOUGHT_OF = Provenance(source="What if", licence="none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What moves with some amendments.

    Attributes:
        before, after: See :func:`figures_of`.
        cut_off: Ids of those that had partners, and have none any more.
        connected: Ids of those that are connected only now.
        parted: Whom the changes leave without any way to each other: the sizes of the pieces of
            each part of the network that falls apart, the largest first. Of the whole network
            as in :mod:`joinedup.network.fragility`, whoever leaves aside.
        joined: The same of each part that grows together: the sizes of what it was before.
        contacts_lost, contacts_gained: Pairs of places with a tie only before, or only after.
        idle: Amendments that cannot move anything: a seat where nothing runs on the day, a tie
            where a filter on level or kind leaves it out, or either of one that leaves.
    """

    before: Figures
    after: Figures
    cut_off: tuple[str, ...]
    connected: tuple[str, ...]
    parted: tuple[Pieces, ...]
    joined: tuple[Pieces, ...]
    contacts_lost: tuple[Contact, ...]
    contacts_gained: tuple[Contact, ...]
    idle: tuple[Amendment, ...]


def what_if(reading: Reading, amendments: Iterable[Amendment]) -> Outcome:
    """Compare a view with the same view of the amended dataset; a second at 7,000.

    Names are of those that pass the view's filters, whatever their connection; pairs of places
    are all, or where the view has places those with one of them.

    Raises:
        ModelError: As :func:`joinedup.services.amending.amended`.
    """
    chosen = tuple(amendments)
    after = amended_reading(reading, chosen)
    ids = [one.id for one in reading.considered if one.id in after.found]
    held, holds = _contacts(reading), _contacts(after)
    first, second = _graph(reading), _graph(after)
    parted, joined = _ways(first, second)
    return Outcome(
        before=figures_of(reading, _known(reading, first)),
        after=figures_of(after, _known(after, second)),
        parted=parted,
        joined=joined,
        cut_off=tuple(
            one for one in ids if reading.found[one].partners and not after.found[one].partners
        ),
        connected=tuple(
            one for one in ids if not _connected(reading, one) and _connected(after, one)
        ),
        contacts_lost=tuple(sorted(held - holds)),
        contacts_gained=tuple(sorted(holds - held)),
        idle=tuple(one for one in chosen if _is_idle(after, one)),
    )


def amended_reading(reading: Reading, amendments: Iterable[Amendment]) -> Reading:
    """The same view of the dataset with all amendments.

    Raises:
        ModelError: As :func:`joinedup.services.amending.amended`.
    """
    dataset = amended(reading.dataset, amendments, _THOUGHT_OF)
    found = connections(dataset, scope_of(reading.state))
    return read(dataset, found, reading.state)


def figures_of(reading: Reading, graph: nx.Graph) -> dict[str, float | None]:
    """What is quickly worked out of a view, whatever its filter on connection.

    Of the footprint's own organisations ``organisations``, ``known``, ``connected``,
    ``none_on_record``, ``unknown``; of the ties among the known ones ``ties``, ``density``,
    ``isolates``, ``components``, ``largest`` (share in the largest component),
    ``fragmentation`` (Borgatti's F) and ``ei`` (E-I index by sector). Isolates count.

    Args:
        reading: The view.
        graph: The ties among its known organisations.
    """
    states = count_states(reading.found, (one.id for one in reading.whole))
    together, n = measures.components(graph), len(graph)
    sectors = {one.id: one.sector for one in reading.whole}
    return {
        "organisations": len(reading.whole),
        "known": n,
        **{state.value: count for state, count in states.items()},
        "ties": graph.number_of_edges(),
        "density": measures.density(graph) if n > 1 else None,
        "isolates": len(measures.isolates(graph)),
        "components": len(together),
        "largest": len(together[0]) / n if n else None,
        "fragmentation": fragmentation(graph),
        "ei": ei_index(graph, sectors),
    }


def far_figures_of(reading: Reading) -> dict[str, float | None]:
    """What takes seconds at 7,000, of the same network: all ways between all pairs.

    ``distance_fragmentation`` (Borgatti's DF) and ``by_betweenness`` (centralisation).

    Raises:
        MeasureError: When one could not be worked out.
    """
    graph = _known(reading, _graph(reading))
    return {
        "distance_fragmentation": distance_fragmentation(graph, aside=True),
        "by_betweenness": measures.centralisation_betweenness(graph, aside=True),
    }


def _graph(reading: Reading) -> nx.Graph:
    return organisation_graph(reading.dataset, scope_of(reading.state))


def _known(reading: Reading, graph: nx.Graph) -> nx.Graph:
    """The ties among the footprint's own that pass the filters and are known."""
    unknown = ConnectionState.UNKNOWN
    return part(
        graph, {one.id for one in reading.whole if reading.found[one.id].state is not unknown}
    )


def _ways(before: nx.Graph, after: nx.Graph) -> tuple[tuple[Pieces, ...], tuple[Pieces, ...]]:
    """The parts that fall apart and those that grow together; ``after`` has no new node."""
    first, second = _parts(before), _parts(after)
    both = Counter((first[node], second[node]) for node in after)
    parted: dict[Hashable, list[int]] = {}
    joined: dict[Hashable, list[int]] = {}
    for (one, other), size in both.items():
        parted.setdefault(one, []).append(size)
        joined.setdefault(other, []).append(size)
    return _pieces(parted.values()), _pieces(joined.values())


def _parts(graph: nx.Graph) -> dict[str, tuple[str, ...]]:
    """The part that each node is in, by its first node."""
    return {node: part[:1] for part in measures.components(graph) for node in part}


def _pieces(parts: Iterable[Iterable[int]]) -> tuple[Pieces, ...]:
    """Those of several pieces, the largest first."""
    found = (tuple(sorted(sizes, reverse=True)) for sizes in parts)
    return tuple(sorted((sizes for sizes in found if len(sizes) > 1), reverse=True))


def _connected(reading: Reading, one: str) -> bool:
    return reading.found[one].state is ConnectionState.CONNECTED


def _contacts(reading: Reading) -> set[Contact]:
    """Pairs of places that a shared partnership or a tie joins."""
    dataset, chosen = reading.dataset, reading.state.places
    places = sorted(area.id for area in dataset.places)
    number = {one: position for position, one in enumerate(places)}
    group = {one.id: number[one.place] for one in dataset.organisations if one.place in number}
    found = between(pairs(dataset, scope_of(reading.state)), group, len(places))
    named = {(places[one], places[other]) for one, other in found if one != other}
    return {pair for pair in named if not chosen or set(pair) & set(chosen)}


def _is_idle(after: Reading, one: Amendment) -> bool:
    """Whether what an amendment adds does not count under the filters."""
    dataset, scope = after.dataset, scope_of(after.state)
    if not one.target:
        return False
    if one.target in dataset.partnership_by_id:
        running = {held.id for held in partnerships_in(dataset, scope)}
        return not (one.organisation in after.found and one.target in running)
    tied = {(tie.source, tie.target) for tie in ties_in(dataset, scope)}
    return (one.organisation, one.target) not in tied
