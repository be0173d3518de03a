"""Parity: who has a seat, beside who is there; who works with whom, beside chance. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from joinedup.model import ConnectionState, Partnership, Sector
from joinedup.network.mixing import Mixing, mixing
from joinedup.network.pairs import Pairs
from joinedup.services.readings import Reading

By = Literal["sector", "place"]
#: Fewer members are no board: nobody sits there with anybody.
_LEAST_MEMBERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A partnership that runs in the view, with the footprint's own organisations in it.

    Attributes:
        partnership: Which.
        seats: Its members by sector, in the fixed order; each organisation has one seat.
    """

    partnership: Partnership
    seats: Mapping[Sector, int]

    @property
    def members(self) -> int:
        """All seats."""
        return sum(self.seats.values())

    @property
    def is_shared(self) -> bool:
        """Whether members of several sectors sit in it."""
        return len(self.seats) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorSeats:
    """What a sector has of the whole.

    Attributes:
        sector: Which.
        organisations: The footprint's own that the view considers.
        unknown: Those of them whom nobody has asked; they may have seats that no list has.
        seats: Their seats in partnerships of two or more members.
        shared_seats: Those of them in partnerships of several sectors.
    """

    sector: Sector
    organisations: int
    unknown: int
    seats: int
    shared_seats: int


def boards(reading: Reading) -> tuple[Board, ...]:
    """Partnerships of two members or more, those of most sectors first, then of most members."""
    seats: dict[str, Counter[Sector]] = {}
    for one in reading.whole:
        for partnership in reading.found[one.id].partnerships:
            seats.setdefault(partnership, Counter())[one.sector] += 1
    found = [
        Board(
            partnership=reading.dataset.partnership_by_id[key],
            seats={sector: counts[sector] for sector in Sector if counts[sector]},
        )
        for key, counts in seats.items()
        if counts.total() >= _LEAST_MEMBERS
    ]
    return tuple(
        sorted(found, key=lambda one: (-len(one.seats), -one.members, one.partnership.name))
    )


def seats_by_sector(reading: Reading) -> tuple[SectorSeats, ...]:
    """Organisations and seats of every sector that occurs, in the fixed order."""
    organisations = Counter(one.sector for one in reading.whole)
    unknown = Counter(
        one.sector
        for one in reading.whole
        if reading.found[one.id].state is ConnectionState.UNKNOWN
    )
    seats: Counter[Sector] = Counter()
    shared: Counter[Sector] = Counter()
    for board in boards(reading):
        seats.update(board.seats)
        if board.is_shared:
            shared.update(board.seats)
    return tuple(
        SectorSeats(
            sector=sector,
            organisations=organisations[sector],
            unknown=unknown[sector],
            seats=seats[sector],
            shared_seats=shared[sector],
        )
        for sector in Sector
        if organisations[sector]
    )


def mixing_of(reading: Reading, pairs: Pairs, by: By) -> Mixing:
    """Who works with whom among the footprint's own that are known.

    Whom nobody has asked stays out: chance would give it partners, and its having none on
    record would be read as a fact.

    Args:
        reading: The view.
        pairs: Those of its dataset and scope.
        by: Organisations without a place are left out where it is ``place``.
    """
    known = [
        one for one in reading.whole if reading.found[one.id].state is not ConnectionState.UNKNOWN
    ]
    if by == "sector":
        sectors = {one.id: one.sector for one in known}
        return mixing(pairs, sectors, [one for one in Sector if one in set(sectors.values())])
    places = {one.id: one.place for one in known if one.place}
    held = set(places.values())
    return mixing(pairs, places, [one.id for one in reading.dataset.places if one.id in held])
