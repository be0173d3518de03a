"""What a view shows: filters applied, areas counted, the footprint in numbers. Pure.

Tested by ``tests/unit/test_services.py`` on the real datasets.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from joinedup.model import (
    Area,
    AreaLevel,
    ConnectionState,
    Dataset,
    DeclaredFigure,
    Level,
    Organisation,
    Partnership,
    Sector,
    Standing,
    last_day,
)
from joinedup.network.connection import Connection, connections, count_states
from joinedup.network.scope import Scope, partnerships_in
from joinedup.views import ViewState

#: A confirmation older than this many days is called old on screen.
OLD_AFTER_DAYS = 548


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one view shows; what is counted of it is counted once.

    Attributes:
        found: The connection of every organisation of the dataset, by id.
        shown: Organisations that pass the filters, in the dataset's order.
        considered: Those that pass all filters but the one on connection: whoever picks one
            state still asks it of a whole.
    """

    dataset: Dataset
    state: ViewState
    found: Mapping[str, Connection]
    shown: tuple[Organisation, ...]
    considered: tuple[Organisation, ...]

    @cached_property
    def whole(self) -> tuple[Organisation, ...]:
        """The footprint's own of those considered: the denominators of shares by state."""
        return tuple(one for one in self.considered if not one.outside)

    @cached_property
    def inside(self) -> tuple[Organisation, ...]:
        """Those shown that belong to the footprint; the denominators count these only."""
        return tuple(one for one in self.shown if not one.outside)

    @cached_property
    def outside(self) -> tuple[Organisation, ...]:
        """Those shown that belong to other areas or to the nation."""
        return tuple(one for one in self.shown if one.outside)

    def states(self) -> Mapping[ConnectionState, int]:
        """How many of :attr:`inside` are in each state."""
        return self._states

    def sectors(self) -> Mapping[Sector, int]:
        """How many of :attr:`inside` are in each sector that occurs, in the fixed order."""
        return self._sectors

    @cached_property
    def _states(self) -> Mapping[ConnectionState, int]:
        return count_states(self.found, (one.id for one in self.inside))

    @cached_property
    def _sectors(self) -> Mapping[Sector, int]:
        counts = Counter(one.sector for one in self.inside)
        return {sector: counts[sector] for sector in Sector if counts[sector]}

    @cached_property
    def _counts(self) -> dict[AreaLevel, tuple["AreaCount", ...]]:
        """What :func:`area_counts` has counted so far."""
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCount:
    """An area with what the view shows in it.

    Attributes:
        organisations: Organisations of the footprint that lie in it and pass all filters but
            the one on connection.
        states: How many of them are in each state.
        own_sector: Those of them that are connected only within their own sector.
    """

    area: Area
    organisations: int
    states: Mapping[ConnectionState, int]
    own_sector: int

    @property
    def known(self) -> int:
        """Organisations about which there is information: connected or none on record."""
        return self.organisations - self.states[ConnectionState.UNKNOWN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A declared figure beside what is loaded; ``loaded`` is None where nothing is."""

    figure: DeclaredFigure
    loaded: int | None


def default_view(dataset_id: str, day: date) -> ViewState:
    """The view without any filter."""
    return ViewState(dataset=dataset_id, day=day)


def scope_of(state: ViewState) -> Scope:
    """Which partnerships count under a view."""
    return Scope(
        day=state.day,
        include_past=state.past,
        levels=frozenset(Level(level) for level in state.levels),
        kinds=frozenset(state.kinds),
    )


def read(dataset: Dataset, found: Mapping[str, Connection], state: ViewState) -> Reading:
    """Apply a view's filters to a dataset.

    Args:
        dataset: The dataset the view is of.
        found: Its connections under :func:`scope_of` the view.
        state: The view.
    """
    rows: Sequence[Organisation] = dataset.organisations
    # One filter after the other: of thousands, a call each would take its time.
    if state.places:
        rows = [one for one in rows if one.place in state.places]
    if state.neighbourhood:
        rows = [one for one in rows if one.neighbourhood == state.neighbourhood]
    if state.sectors:
        rows = [one for one in rows if one.sector.value in state.sectors]
    considered = shown = tuple(rows)
    if state.states:
        shown = tuple(one for one in rows if found[one.id].state.value in state.states)
    return Reading(dataset=dataset, state=state, found=found, shown=shown, considered=considered)


def area_counts(reading: Reading, level: AreaLevel) -> tuple[AreaCount, ...]:
    """What the view shows in the places or neighbourhoods it asks for, in the dataset's order.

    The filter on connection is set aside: a share of one state needs the whole. Areas that the
    other filters leave out are left out here too: a zero would be read as a fact.
    """
    if level not in reading._counts:
        reading._counts[level] = _area_counts(reading, level)
    return reading._counts[level]


def _area_counts(reading: Reading, level: AreaLevel) -> tuple[AreaCount, ...]:
    key = "place" if level is AreaLevel.PLACE else "neighbourhood"
    by_area: dict[str, list[Organisation]] = {}
    for one in reading.whole:
        by_area.setdefault(getattr(one, key) or "", []).append(one)
    return tuple(
        _area_count(area, by_area.get(area.id, []), reading.found)
        for area in reading.dataset.areas
        if area.level is level and _asked_for(area, reading)
    )


def _asked_for(area: Area, reading: Reading) -> bool:
    state = reading.state
    hood = reading.dataset.area_by_id.get(state.neighbourhood)
    if area.level is AreaLevel.PLACE:
        return (not state.places or area.id in state.places) and (
            hood is None or hood.parent == area.id
        )
    return (not state.places or area.parent in state.places) and (
        hood is None or hood.id == area.id
    )


def near_selected(reading: Reading) -> frozenset[str] | None:
    """Ids within the view's number of steps of the selected node, partnerships included.

    One step reaches the organisations that share a partnership. None where the view asks for
    everything, or where what is selected is no organisation or partnership.
    """
    steps, node = int(reading.state.steps), reading.state.selected
    if not steps or not _is_drawn(reading, node):
        return None
    members = _members(reading.found)
    near = {node}
    if node not in reading.found:
        near.update(members.get(node, ()))
        steps -= 1
    for _ in range(steps):
        hubs = {
            hub for one in near & reading.found.keys() for hub in reading.found[one].partnerships
        }
        near |= hubs.union(*(members[hub] for hub in hubs))
    return frozenset(near)


def _is_drawn(reading: Reading, node: str) -> bool:
    """Whether it is an organisation, or a partnership that counts under the view."""
    counting = partnerships_in(reading.dataset, scope_of(reading.state))
    return node in reading.found or any(one.id == node for one in counting)


def _members(found: Mapping[str, Connection]) -> Mapping[str, list[str]]:
    members: dict[str, list[str]] = {}
    for one, link in found.items():
        for partnership in link.partnerships:
            members.setdefault(partnership, []).append(one)
    return members


def drawn_in_network(reading: Reading) -> Reading:
    """The reading with only what the network draws: all, or what is near the selected one."""
    near = near_selected(reading)
    if near is None:
        return reading
    return replace(reading, shown=tuple(one for one in reading.shown if one.id in near))


def loosen(dataset: Dataset, found: Mapping[str, Connection], state: ViewState) -> str | None:
    """Which one filter, taken away, would show most; None where none alone would help."""
    empty = default_view(state.dataset, state.day)
    gains: dict[str, int] = {}
    for name in ("places", "neighbourhood", "sectors", "states"):
        if getattr(state, name) != getattr(empty, name):
            wider = replace(state, **{name: getattr(empty, name)})
            gains[name] = sum(_passes(one, found[one.id], wider) for one in dataset.organisations)
    best = max(gains, key=lambda name: gains[name], default=None)
    return best if best and gains[best] else None


def summary(dataset: Dataset, day: date) -> dict[str, Any]:
    """The footprint in numbers, as ``python -m joinedup summary`` prints them.

    Organisations, trusts and states count the footprint's own; bodies of other areas stand
    under ``outside``. ``partnerships`` and ``memberships`` count all in the record, past ones
    included; ``running`` those that run on ``day``.
    """
    found = connections(dataset, Scope(day=day))
    inside = [one for one in dataset.organisations if not one.outside]
    states = count_states(found, (one.id for one in inside))
    running = [one for one in dataset.partnerships if one.runs_on(day)]
    return {
        "id": dataset.id,
        "name": dataset.name,
        "version": dataset.version,
        "date": day.isoformat(),
        "places": len(dataset.places),
        "neighbourhoods": len(dataset.neighbourhoods),
        "practices": _count(inside, Sector.GENERAL_PRACTICE),
        "pcns": sum(one.kind == "primary care network" for one in dataset.partnerships),
        "trusts": _trusts(inside),
        "councils": _count(inside, Sector.LOCAL_AUTHORITY),
        "vcse": _count(inside, Sector.VCSE),
        "organisations": len(inside),
        "outside": len(dataset.organisations) - len(inside),
        "partnerships": len(dataset.partnerships),
        "running": len(running),
        "memberships": len(dataset.memberships),
        "connection": {state.value: count for state, count in states.items()},
        "declared": {
            one.figure.key: {
                "declared": one.figure.figure,
                "qualifier": one.figure.qualifier,
                "loaded": one.loaded,
                "explanation": one.figure.explanation,
                "source": one.figure.provenance.source,
            }
            for one in declared_and_loaded(dataset)
        },
    }


def declared_and_loaded(dataset: Dataset) -> tuple[Declared, ...]:
    """Every declared figure of the footprint beside what the dataset holds."""
    inside = [one for one in dataset.organisations if not one.outside]
    loaded: dict[str, int] = {
        "places": len(dataset.places),
        "neighbourhoods": len(dataset.neighbourhoods),
        "practices": _count(inside, Sector.GENERAL_PRACTICE),
        "councils": _count(inside, Sector.LOCAL_AUTHORITY),
        "vcse": _count(inside, Sector.VCSE),
        **{f"trusts.{kind}": count for kind, count in _trusts(inside).items()},
    }
    return tuple(
        Declared(figure=figure, loaded=loaded.get(figure.key)) for figure in dataset.declared
    )


def is_old(confirmed_on: str, day: date) -> bool:
    """Whether a confirmation lies more than 18 months before ``day``."""
    return bool(confirmed_on) and (day - last_day(confirmed_on)).days > OLD_AFTER_DAYS


def members_of(reading: Reading, partnership: Partnership) -> tuple[Organisation, ...]:
    """Organisations in a partnership at any time in the record, in the dataset's order."""
    ids = {
        row.organisation for row in reading.dataset.memberships if row.partnership == partnership.id
    }
    return tuple(one for one in reading.dataset.organisations if one.id in ids)


def _passes(one: Organisation, connection: Connection, state: ViewState) -> bool:
    return (
        (not state.places or one.place in state.places)
        and (not state.neighbourhood or one.neighbourhood == state.neighbourhood)
        and (not state.sectors or one.sector.value in state.sectors)
        and (not state.states or connection.state.value in state.states)
    )


def _area_count(
    area: Area, members: Iterable[Organisation], found: Mapping[str, Connection]
) -> AreaCount:
    ids = [one.id for one in members]
    return AreaCount(
        area=area,
        organisations=len(ids),
        states=count_states(found, ids),
        own_sector=sum(found[one].standing is Standing.OWN_SECTOR for one in ids),
    )


def _count(organisations: Iterable[Organisation], sector: Sector) -> int:
    return sum(one.sector is sector for one in organisations)


def _trusts(inside: Iterable[Organisation]) -> dict[str, int]:
    trusts = [one for one in inside if one.sector in (Sector.NHS_TRUST, Sector.AMBULANCE)]
    kinds = Counter(
        "ambulance" if one.sector is Sector.AMBULANCE else one.kind.replace(" ", "_")
        for one in trusts
    )
    named = {kind: kinds[kind] for kind in ("acute", "community_and_mental_health", "ambulance")}
    return {"total": len(trusts), **named}
