"""Who is connected, who has no partnership on record, who is unknown; and how far each reaches.

The **state** is computed over all levels and kinds, whatever the filters: hiding the
neighbourhood level must never make a practice look unconnected. ``partnerships``,
``partners`` and ``reach`` follow the filters. So an organisation can be ``CONNECTED`` with a
reach of ``NONE``: connected, but not through what is on screen.

``NONE_ON_RECORD`` needs a statement of coverage that holds on the day; without one, absence
is ``UNKNOWN``, because nobody asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from joinedup.errors import ModelError
from joinedup.model import (
    ConnectionState,
    Dataset,
    Membership,
    Organisation,
    Reach,
    Sector,
    Standing,
)
from joinedup.network.graph import members_by_partnership
from joinedup.network.scope import Scope, memberships_in, ties_in

# Round brackets cannot be in an id, so that no area can be mistaken for it.
_OUTSIDE = "(outside)"


# Looked up, not worked out: a page asks it of thousands, several times.
_STANDINGS = {
    state: {
        reach: Standing(state.value)
        if state is not ConnectionState.CONNECTED
        else Standing.HIDDEN
        if reach is Reach.NONE
        else Standing(reach.value)
        for reach in Reach
    }
    for state in ConnectionState
}


@dataclass(frozen=True, slots=True)
class Connection:
    """What the record says about one organisation, on one day, under the filters.

    Attributes:
        state: Over all levels and kinds; see the module.
        reach: How far ``partners`` lie from it, in sector and place.
        partnerships: Ids of those in scope in which it takes part, in the dataset's order.
        partners: Ids of the organisations in them, and of those tied to it directly.
        past_partnerships: Ids of those of the chosen levels and kinds in which it took part
            up to the day, and no longer does on it. With ``include_past`` they are in
            ``partnerships`` too.
    """

    state: ConnectionState
    reach: Reach
    partnerships: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    past_partnerships: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """State and reach in one word."""
        return _STANDINGS[self.state][self.reach]

    @property
    def alone(self) -> bool:
        """Whether it is in a partnership, and nobody else is in any of them."""
        return bool(self.partnerships) and not self.partners


def connections(dataset: Dataset, scope: Scope) -> Mapping[str, Connection]:
    """The connection of every organisation, by id, in the order of the dataset."""
    rows = _Rows(dataset)
    joined = _in_order(dataset, rows.joined(scope), dataset.partnership_by_id)
    partners = _partners(dataset, rows, scope)
    connected = _connected(dataset, rows, scope)
    past = _past(dataset, rows, scope)
    where = {one.id: _where(one) for one in dataset.organisations}
    return {
        one.id: Connection(
            state=_state(dataset, scope, one, connected),
            reach=_reach(dataset, where, one, partners[one.id], joined=bool(joined[one.id])),
            partnerships=joined[one.id],
            partners=partners[one.id],
            past_partnerships=past[one.id],
        )
        for one in dataset.organisations
    }


class _Rows:
    """The memberships of a dataset under several scopes, each picked out once."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._held: dict[Scope, tuple[Membership, ...]] = {}

    def under(self, scope: Scope) -> tuple[Membership, ...]:
        if scope not in self._held:
            self._held[scope] = memberships_in(self._dataset, scope)
        return self._held[scope]

    def joined(self, scope: Scope) -> dict[str, set[str]]:
        """The partnerships of each organisation that has one."""
        found: dict[str, set[str]] = {}
        for one in self.under(scope):
            found.setdefault(one.organisation, set()).add(one.partnership)
        return found


def count_states(
    found: Mapping[str, Connection], ids: Iterable[str]
) -> Mapping[ConnectionState, int]:
    """How many of ``ids`` are in each state; all three are always there.

    Raises:
        ModelError: When an id is not among ``found``.
    """
    # A filter change counts thousands: by the list's own count, not one by one.
    states = [one.state for one in _pick(found, ids)]
    return {state: states.count(state) for state in ConnectionState}


def count_standings(found: Mapping[str, Connection], ids: Iterable[str]) -> Mapping[Standing, int]:
    """How many of ``ids`` have each standing; all six are always there, and add up.

    Raises:
        ModelError: When an id is not among ``found``.
    """
    counts = dict.fromkeys(Standing, 0)
    for one in _pick(found, ids):
        counts[one.standing] += 1
    return counts


def _pick(found: Mapping[str, Connection], ids: Iterable[str]) -> list[Connection]:
    try:
        return [found[one] for one in ids]
    except KeyError as error:
        unknown = error.args[0]
        raise ModelError("This organisation is not in the dataset", value=unknown) from None


def _state(
    dataset: Dataset, scope: Scope, organisation: Organisation, connected: set[str]
) -> ConnectionState:
    if organisation.id in connected:
        return ConnectionState.CONNECTED
    if any(one.covers(organisation, scope.day) for one in dataset.coverage):
        return ConnectionState.NONE_ON_RECORD
    return ConnectionState.UNKNOWN


def _connected(dataset: Dataset, rows: _Rows, scope: Scope) -> set[str]:
    """Everyone with a membership or a tie on these dates, of whatever level and kind."""
    found = {one.organisation for one in rows.under(scope.widened)}
    for tie in ties_in(dataset, scope.widened):
        found |= {tie.source, tie.target}
    return found


def _partners(dataset: Dataset, rows: _Rows, scope: Scope) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for members in members_by_partnership(rows.under(scope)).values():
        for one in members:
            found.setdefault(one, set()).update(members)
    for tie in ties_in(dataset, scope):
        found.setdefault(tie.source, set()).add(tie.target)
        found.setdefault(tie.target, set()).add(tie.source)
    for one, others in found.items():
        others.discard(one)
    return _in_order(dataset, found, dataset.organisation_by_id)


def _past(dataset: Dataset, rows: _Rows, scope: Scope) -> dict[str, tuple[str, ...]]:
    now = Scope(day=scope.day, levels=scope.levels, kinds=scope.kinds)
    ever = Scope(day=scope.day, levels=scope.levels, kinds=scope.kinds, include_past=True)
    running = rows.joined(now)
    over = {one: ids - running.get(one, set()) for one, ids in rows.joined(ever).items()}
    return _in_order(dataset, over, dataset.partnership_by_id)


def _in_order(
    dataset: Dataset, found: Mapping[str, set[str]], order: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    """An entry for every organisation, its ids sorted as in ``order``."""
    rank = {one: position for position, one in enumerate(order)}
    return {
        one: tuple(sorted(found.get(one, ()), key=rank.__getitem__))
        for one in dataset.organisation_by_id
    }


def _reach(
    dataset: Dataset,
    where: Mapping[str, str | None],
    organisation: Organisation,
    partners: tuple[str, ...],
    *,
    joined: bool,
) -> Reach:
    if not joined and not partners:
        return Reach.NONE
    known, sector = dataset.organisation_by_id, organisation.sector
    places = {where[one] for one in partners if known[one].sector is not sector}
    if not places:
        return Reach.OWN_SECTOR
    places.add(where[organisation.id])
    return Reach.ACROSS_PLACES if len(places - {None}) > 1 else Reach.ACROSS_SECTORS


def _where(organisation: Organisation) -> str | None:
    """Its place, as far as it counts for reach: none for a national body or an unknown one."""
    if organisation.sector is Sector.NATIONAL:
        return None
    return _OUTSIDE if organisation.outside else organisation.place
