"""Who takes part in which made-up partnership: seats by purpose, and what groups join.

Statutory bodies and providers have seats by what a partnership is for. Voluntary groups choose:
most what is near and theirs, few something across sectors or in the system.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from joinedup.model import Membership, Sector
from scripts.demonstration.history import (
    MONTHS,
    Bounds,
    Kept,
    last_month,
    made_up_on,
    spans,
)
from scripts.demonstration.organisations import APART_UNTIL, Body
from scripts.demonstration.partnerships import Group

_TRIES = 24
_BUSY = 8  # groups in so many partnerships sit on boards, too
_LAST_LAPSE = MONTHS - 4


@dataclass(frozen=True, slots=True)
class Seat:
    """A body in a partnership.

    Attributes:
        stays: Whether the body is to be connected by it to the end.
    """

    body: Body
    group: Group
    role: str
    stays: bool = False


class Roll:
    """The bodies by what they are and where; the merged practice is kept apart.

    Args:
        bodies: All of them.
    """

    def __init__(self, bodies: Sequence[Body]) -> None:
        self._by: dict[tuple[str, str], list[Body]] = {}
        for one in bodies:
            if one.activity and not is_merged(one):
                for where in ("", one.now.place or "", one.hood):
                    for what in dict.fromkeys((one.now.kind, one.now.sector.value)):
                        self._by.setdefault((what, where), []).append(one)

    def find(self, what: str, where: str | None = None) -> list[Body]:
        """The active bodies of a kind or sector, everywhere or in a place or neighbourhood."""
        return self._by.get((what, where or ""), [])


def is_merged(one: Body) -> bool:
    """Whether this is the practice that two became."""
    return one.now.sector is Sector.GENERAL_PRACTICE and one.first == APART_UNTIL + 1


def memberships(
    rng: Random, bodies: Sequence[Body], groups: Sequence[Group]
) -> list[Kept[Membership]]:
    """All memberships in their states."""
    roll = Roll(bodies)
    seats = [seat for group in groups for seat in _by_purpose(rng, roll, group)]
    seats += _joined(rng, [one for one in bodies if one.now.sector is Sector.VCSE], groups)
    seats += _moved(seats, bodies)
    taken: dict[tuple[str, str], Seat] = {}
    for seat in seats:
        taken.setdefault((seat.group.now.id, seat.body.now.id), seat)
    return [row for key in sorted(taken) for row in _rows(rng, taken[key])]


def _moved(seats: Iterable[Seat], bodies: Iterable[Body]) -> list[Seat]:
    """The merged practice in what the two were in."""
    (merged,) = [one for one in bodies if is_merged(one)]
    former = set(merged.now.aliases)
    return [
        Seat(merged, seat.group, seat.role, stays=True)
        for seat in seats
        if seat.body.now.name in former and seat.body.now.sector is merged.now.sector
    ]


def bounds_of(month: int, sides: Sequence[Body], end: int | None, *, stays: bool) -> Bounds:
    """Between what something that joins bodies can lie."""
    first = max(one.first for one in sides)
    lasts = [one.last for one in sides if one.last]
    return Bounds(
        month=max(month, last_month(first - 1) + 1 if first > 1 else 0),
        end=end,
        first=first,
        last=min(lasts) if lasts else None,
        stays=stays,
    )


def _rows(rng: Random, seat: Seat) -> Iterator[Kept[Membership]]:
    end = seat.group.ends
    if seat.body.lapsed:
        over = rng.randrange(8, _LAST_LAPSE)
        end = over if end is None else min(over, end)
    found = bounds_of(seat.group.begins, (seat.body,), end, stays=seat.stays)
    for row in spans(rng, found):
        span = row.record
        made = Membership(
            organisation=seat.body.now.id,
            partnership=seat.group.now.id,
            role=seat.role,
            since=span.since,
            until=span.until,
            confirmed_on=span.confirmed_on,
            provenance=made_up_on(span.as_of),
        )
        yield Kept(made, row.first, row.last)


# --- seats of statutory bodies and providers ---------------------------------------

#: By purpose: what sits there, where ("hood", "place" or "" for everywhere), how many in a
#: hundred of them, and as what.
_SEATS: Mapping[str, tuple[tuple[str, str, int, str], ...]] = {
    "pcn": (("general practice", "hood", 98, "member"),),
    "hood": (
        *(("general practice", "hood", 55, "member"), ("council", "place", 100, "partner")),
        *(("community pharmacy", "hood", 35, "member"), ("social-care", "hood", 14, "member")),
        ("community and mental health", "place", 70, "partner"),
    ),
    "local": (
        *(("general practice", "hood", 2, "member"), ("community pharmacy", "hood", 1, "member")),
        *(("social-care", "hood", 1, "member"), ("council", "place", 10, "funder")),
    ),
    "board": (
        *(("council", "place", 100, "host"), ("nhs-trust", "place", 100, "member")),
        *(("general practice", "place", 9, "member"), ("college", "place", 60, "member")),
        *(("housing association", "place", 100, "member"),),
        ("integrated care board", "", 100, "member"),
    ),
    "alliance": (("council", "place", 50, "funder"),),
    "care": (("social-care", "place", 75, "member"), ("council", "place", 100, "host")),
    "pharmacy": (("community pharmacy", "place", 85, "member"),),
    "dental": (("dentist", "place", 85, "member"),),
    "optical": (("optician", "place", 85, "member"),),
    "federation": (("general practice", "place", 80, "member"),),
    "discharge": (
        *(("council", "place", 100, "lead"), ("nhs-trust", "place", 100, "member")),
        *(("care home", "place", 14, "member"), ("ambulance", "", 100, "member")),
    ),
    "themed": (
        *(
            ("council", "place", 45, "partner"),
            ("community and mental health", "place", 30, "partner"),
        ),
        *(("general practice", "place", 2, "member"),),
    ),
    "programme": (
        *(("council", "place", 100, "lead"), ("nhs-trust", "place", 70, "member")),
        *(("general practice", "place", 3, "member"), ("university", "", 40, "evaluator")),
    ),
    "stream": (
        *(("council", "place", 60, "member"), ("nhs-trust", "place", 45, "member")),
        *(("general practice", "place", 2, "member"), ("home care", "place", 4, "member")),
    ),
    "system": (
        *(("council", "", 100, "member"), ("nhs-trust", "", 100, "member")),
        *(("ambulance", "", 100, "member"), ("university", "", 100, "member")),
        ("integrated care board", "", 100, "host"),
    ),
    "acute": (("acute", "", 100, "member"), ("integrated care board", "", 100, "member")),
    "mental": (
        *(("community and mental health", "", 100, "member"), ("acute", "", 40, "member")),
        *(("integrated care board", "", 100, "member"),),
    ),
    "primary": (
        *(("general practice", "", 7, "member"), ("community pharmacy", "", 3, "member")),
        *(("dentist", "", 4, "member"), ("optician", "", 5, "member")),
    ),
    "research": (
        *(("university", "", 100, "lead"), ("nhs-trust", "", 75, "member")),
        *(("regional body", "", 100, "member"), ("integrated care board", "", 100, "member")),
    ),
    "urgent": (
        *(("ambulance", "", 100, "lead"), ("acute", "", 100, "member")),
        *(("emergency service", "", 100, "member"),),
    ),
    "anchor": (
        *(("council", "", 100, "member"), ("nhs-trust", "", 100, "member")),
        *(("university", "", 100, "member"), ("college", "", 70, "member")),
        *(("housing association", "", 100, "member"), ("leisure trust", "", 100, "member")),
    ),
    "assembly": (("national body", "", 100, "funder"),),
}


def _by_purpose(rng: Random, roll: Roll, group: Group) -> Iterator[Seat]:
    where = {"hood": group.now.area, "place": group.place, "": None}
    for what, scope, percent, role in _SEATS[group.purpose]:
        for body in roll.find(what, where[scope]):
            if rng.randrange(100) < percent:
                yield Seat(body, group, role)


# --- what voluntary groups join ----------------------------------------------------


def _joined(rng: Random, bodies: Sequence[Body], groups: Sequence[Group]) -> list[Seat]:
    """Seats of voluntary groups: one for each that is active, then the rest at random."""
    choices = Choices(groups)
    left = {one.now.id: one.room for one in groups}
    wishes = [one for one in bodies if one.activity]
    rng.shuffle(wishes)
    more = [one for one in wishes for _ in range(one.activity - 1)]
    rng.shuffle(more)
    found: list[Seat] = []
    held: set[tuple[str, str]] = set()
    for index, body in enumerate([*wishes, *more]):
        near, weights = choices.near(body)
        stays = index < len(wishes) and not body.lapsed
        for group in rng.choices(near, cum_weights=weights, k=_TRIES):
            seat = (body.now.id, group.now.id)
            if seat in held or not left[group.now.id] or (stays and group.ends is not None):
                continue
            # The first to come leads.
            lead = left[group.now.id] == group.room and group.purpose in ("local", "themed")
            held.add(seat)
            left[group.now.id] -= 1
            found.append(Seat(body, group, "lead" if lead else "member", stays=stays))
            break
    return found


class Choices:
    """What voluntary groups may join, and how likely; worked out once for those alike."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._known: dict[tuple[str, tuple[str, ...], bool], tuple[list[Group], list[int]]] = {}

    def near(self, body: Body) -> tuple[list[Group], list[int]]:
        """The partnerships, and the running totals of their whole weights."""
        key = (body.hood, body.now.themes, body.activity >= _BUSY)
        if key not in self._known:
            self._known[key] = self._weighed(body)
        return self._known[key]

    def _weighed(self, body: Body) -> tuple[list[Group], list[int]]:
        weights = [_fit(one, body) * one.room for one in self._groups]
        chosen = [one for one, weight in zip(self._groups, weights, strict=True) if weight]
        return chosen, list(accumulate(weight for weight in weights if weight))


#: How much a voluntary group is drawn to what is near it, by purpose; a board only if busy.
_DRAW = {"hood": 60, "alliance": 40, "assembly": 25, "programme": 5, "stream": 8}


def _fit(group: Group, body: Body) -> int:
    if group.place not in (None, body.now.place):
        return 0
    matches = group.theme in body.now.themes
    if group.purpose == "local":
        base = 100 if group.now.area == body.hood else 2
        return base * 3 if matches else base // (2 if group.theme else 1)
    if group.purpose == "themed":
        return (60 if group.place else 25) if matches else 1
    if group.purpose == "hood" and group.now.area != body.hood:
        return 0
    return _DRAW.get(group.purpose, 12 if body.activity >= _BUSY else 0)
