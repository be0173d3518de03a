"""Parity: who has a seat, beside who is there; who works with whom, beside chance. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Literal

from joinedup.model import ConnectionState, Partnership, Sector
from joinedup.network.mixing import Mixing, mixing
from joinedup.network.pairs import Pairs
from joinedup.services.readings import Reading

By = Literal["sector", "place"]
#: Two groups, or one twice, by position, the lower first.
Cell = tuple[int, int]
#: Fewer members are no board: nobody sits there with anybody.
_LEAST_MEMBERS = 2
#: The share of seats above which a board is one of a sector, with guests.
_MOST_OF_ONE = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A partnership that runs in the view, with the footprint's own organisations in it.

    Attributes:
        partnership: Which.
        seats: Its members that the view considers, by sector, in the fixed order; each
            organisation has one seat.
        in_all: How many members it has whatever the view's filters on place and sector.
    """

    partnership: Partnership
    seats: Mapping[Sector, int]
    in_all: int

    @property
    def members(self) -> int:
        """All seats of the view."""
        return sum(self.seats.values())

    @property
    def is_cut(self) -> bool:
        """Whether it has seats that the view leaves out."""
        return self.members < self.in_all

    @property
    def is_shared(self) -> bool:
        """Whether members of several sectors sit in it."""
        return len(self.seats) > 1

    @property
    def is_mixed(self) -> bool:
        """Whether no sector has more than three of four seats: a GP federation is none."""
        return max(self.seats.values()) <= _MOST_OF_ONE * self.members


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """A partnership that makes most of some pairs.

    Attributes:
        partnership: Which.
        members: Those of its members that count.
        pairs: How many of the pairs it makes.
    """

    partnership: Partnership
    members: int
    pairs: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSeats:
    """What a sector has of one board, beside what it is of the organisations that the board is for.

    Attributes:
        board: Which.
        sector: Which.
        organisations: Those of the sector that the view considers: in the board's own place or
            neighbourhood; in the whole view where the board has none, or nobody is there.
        unknown: Those of them whom nobody has asked.
        total: All organisations there.
        area: Id of that place or neighbourhood; empty for the whole view.
    """

    board: Board
    sector: Sector
    organisations: int
    unknown: int
    total: int
    area: str

    @property
    def seats(self) -> int:
        """Its seats on the board."""
        return self.board.seats.get(self.sector, 0)

    @property
    def by_size(self) -> float:
        """The seats that it would have if seats went by how many organisations there are."""
        return self.board.members * self.organisations / self.total

    @property
    def difference(self) -> float:
        """Its seats less those by size."""
        return self.seats - self.by_size


def boards(reading: Reading) -> tuple[Board, ...]:
    """Partnerships of two members or more, those of most sectors first, then of most members."""
    seats: dict[str, Counter[Sector]] = {}
    for one in reading.whole:
        for partnership in reading.found[one.id].partnerships:
            seats.setdefault(partnership, Counter())[one.sector] += 1
    in_all = Counter(
        partnership
        for one in reading.dataset.organisations
        if not one.outside
        for partnership in reading.found[one.id].partnerships
    )
    found = [
        Board(
            partnership=reading.dataset.partnership_by_id[key],
            seats={sector: counts[sector] for sector in Sector if counts[sector]},
            in_all=in_all[key],
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


def seats_by_board(reading: Reading) -> tuple[BoardSeats, ...]:
    """Every sector of every board, those furthest from their size first.

    Boards of mostly one sector come last: a primary care network is made up of practices.
    """
    people = _people(reading)
    found = []
    for board in boards(reading):
        area = board.partnership.area or ""
        sectors, unknown = people.get(area) or people[""]
        found += [
            BoardSeats(
                board=board,
                sector=sector,
                organisations=sectors[sector],
                unknown=unknown[sector],
                total=sectors.total(),
                area=area if area in people else "",
            )
            for sector in Sector
            if sectors[sector] or sector in board.seats
        ]
    return tuple(sorted(found, key=_inequality))


def _inequality(one: BoardSeats) -> tuple[bool, float, str]:
    return not one.board.is_mixed, -round(abs(one.difference), 9), one.board.partnership.name


def _people(reading: Reading) -> Mapping[str, tuple[Counter[Sector], Counter[Sector]]]:
    """Organisations, and the unknown of them, by sector, in each area and, under "", in all."""
    found: dict[str, tuple[Counter[Sector], Counter[Sector]]] = {"": (Counter(), Counter())}
    for one in reading.whole:
        asked = reading.found[one.id].state is not ConnectionState.UNKNOWN
        for area in {"", one.place or "", one.neighbourhood or ""}:
            sectors, unknown = found.setdefault(area, (Counter(), Counter()))
            sectors[one.sector] += 1
            unknown[one.sector] += not asked
    return found


def mixing_of(reading: Reading, pairs: Pairs, by: By) -> Mixing:
    """Who works with whom among the footprint's own that are known.

    Whom nobody has asked stays out: chance would give it partners, and its having none on
    record would be read as a fact.

    Args:
        reading: The view.
        pairs: Those of its dataset and scope.
        by: Organisations without a place are left out where it is ``place``.
    """
    group = _groups(reading, by)
    held = set(group.values())
    order = Sector if by == "sector" else [one.id for one in reading.dataset.places]
    return mixing(pairs, group, [one for one in order if one in held])


def _groups(reading: Reading, by: By) -> dict[str, Hashable]:
    """The sector or place of those that count: the known ones."""
    known = [
        one for one in reading.whole if reading.found[one.id].state is not ConnectionState.UNKNOWN
    ]
    if by == "sector":
        return {one.id: one.sector for one in known}
    return {one.id: one.place for one in known if one.place}


def makers_of(reading: Reading, found: Mixing, by: By) -> Mapping[Cell | None, Maker]:
    """The partnerships that make more than half of all pairs of two groups, or of one.

    One large partnership makes a pair of every two members: 31 make 465, and a place looks
    close that has nothing but that.

    Args:
        reading: The view.
        found: What :func:`mixing_of` gives for it.
        by: As there.

    Returns:
        By the positions of the two groups, the lower first; under None, of all pairs.
    """
    position = {group: number for number, group in enumerate(found.groups)}
    seats: dict[str, Counter[int]] = {}
    for one, group in _groups(reading, by).items():
        for partnership in reading.found[one].partnerships:
            seats.setdefault(partnership, Counter())[position[group]] += 1
    largest: dict[Cell | None, Maker] = {}
    for key, counts in seats.items():
        made_by = reading.dataset.partnership_by_id[key]
        for cell, pairs in _pairs_made(counts):
            if cell not in largest or pairs > largest[cell].pairs:
                largest[cell] = Maker(partnership=made_by, members=counts.total(), pairs=pairs)
    whole = sum(found.ties.values())
    return {
        cell: one
        for cell, one in largest.items()
        if one.pairs > (whole if cell is None else found.ties[cell]) / 2
    }


def _pairs_made(counts: Mapping[int, int]) -> Iterator[tuple[Cell | None, int]]:
    """How many pairs a partnership makes: in all, within each group, of each two."""
    yield None, comb(sum(counts.values()), 2)
    for one, number in counts.items():
        yield (one, one), comb(number, 2)
    for one, other in combinations(sorted(counts), 2):
        yield (one, other), counts[one] * counts[other]
