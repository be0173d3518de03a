"""Of how many organisations we have an answer, and how fresh that is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joinedup.model import ConnectionState, Organisation, Sector
from joinedup.network.connection import count_states
from joinedup.services.confirming import confirmed
from joinedup.services.readings import Reading, is_old, scope_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of how many of an area's or a sector's own organisations we have an answer.

    Of all levels and kinds of partnership, whatever the view has: a filter answers nothing.

    Attributes:
        organisations: All of them.
        known: About whom there is information.
        connected: Who has a partnership.
        confirmed: Of those, whose newest confirmation is at most 18 months old.
        old: Of those, whose newest confirmation is older.
    """

    name: str
    organisations: int
    known: int
    connected: int
    confirmed: int
    old: int

    @property
    def undated(self) -> int:
        """Connected organisations that nothing says when it was confirmed of."""
        return self.connected - self.confirmed - self.old


def asked(reading: Reading) -> tuple[tuple[Asked, ...], tuple[Asked, ...]]:
    """How many have answered and how fresh that is: by place, then by sector; of the whole view."""
    scope = scope_of(reading.state).widened
    newest = confirmed(reading.dataset, scope).newest()
    places = tuple(
        _asked(reading, place.name, inside, newest)
        for place in reading.dataset.places
        if (inside := [one for one in reading.whole if one.place == place.id])
    )
    sectors = tuple(
        _asked(reading, sector.label, inside, newest)
        for sector in Sector
        if (inside := [one for one in reading.whole if one.sector is sector])
    )
    return places, sectors


def _asked(
    reading: Reading, name: str, members: Sequence[Organisation], newest: Mapping[str, str]
) -> Asked:
    states = count_states(reading.found, (one.id for one in members))
    dates = [
        newest.get(one.id, "")
        for one in members
        if reading.found[one.id].state is ConnectionState.CONNECTED
    ]
    old = sum(is_old(one, reading.state.day) for one in dates)
    return Asked(
        name=name,
        organisations=len(members),
        known=len(members) - states[ConnectionState.UNKNOWN],
        connected=len(dates),
        confirmed=sum(map(bool, dates)) - old,
        old=old,
    )
