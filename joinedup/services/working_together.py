"""Working together: how partnerships rate themselves, beside what their record says. Pure.

The principles are those of the Working Together Pathway of South Yorkshire. Ratings are opinions
and are kept as such (:mod:`.assessing`); nothing here turns them or the record into one score.
Tested by ``tests/unit/test_services_working_together.py``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from joinedup.model import Dataset, Sector, Tie, last_day
from joinedup.network.connection import Connection
from joinedup.network.scope import Scope, ties_in
from joinedup.services.assessing import Spread, author_key
from joinedup.services.belonging import members_on
from joinedup.services.confirming import Confirmed
from joinedup.store.assessing import SCALES, Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """One of the five principles.

    Attributes:
        key: Under which its ratings are kept.
        name: As its source has it.
        question: What it asks of a partnership, in our own words.
    """

    key: str
    name: str
    question: str


PRINCIPLES = (
    Principle(
        key="ways",
        name="Agree shared ways of working",
        question="Have we agreed how we decide, share what we know, and settle a dispute?",
    ),
    Principle(
        key="opportunities",
        name="Prioritise opportunities to work together",
        question="Do we first look for what we can do together, before each acts alone?",
    ),
    Principle(
        key="example",
        name="Lead by example",
        question="Do those at the top do what they ask of others?",
    ),
    Principle(
        key="accountable",
        name="Be accountable and evidence-based",
        question="Do we say what we will do, measure it, and show what came of it?",
    ),
    Principle(
        key="sustainability",
        name="Plan for sustainability from the start",
        question="When we begin, do we plan how it goes on once the money or the people leave?",
    ),
)
#: Where the principles come from, as the other facts of the documents are cited.
SOURCE = (
    "South Yorkshire health and social care integration programme, discovery phase "
    "(001_abe755a092fd057b.txt), section Working Together Pathway"
)
#: What each rating means, from 0 on; the scale is ours.
LEVELS = ("Not started", "Talked about", "Begun", "Usual", "Everyday")
MEANINGS = (
    "nobody has taken it up",
    "we have spoken of it; nothing has changed yet",
    "some of us do it, some of the time",
    "most of us do it, most of the time",
    "all of us do it without being asked",
)
HIGHEST = SCALES["working_together"][-1]
#: A median from which a partnership says that it does so, and one up to which it says it does not.
SAYS_YES, SAYS_NO = 3, 1


class Match(StrEnum):
    """How what a partnership says of itself stands to its record. Never two of them."""

    NOT_ASKED = "not-asked"
    UNKNOWN = "unknown"
    SAYS_MORE = "says-more"
    SAYS_LESS = "says-less"
    NO_CONFLICT = "no-conflict"

    @property
    def label(self) -> str:
        """The words on screen."""
        return _LABELS[self]


_LABELS = {
    Match.NOT_ASKED: "Not rated yet",
    Match.UNKNOWN: "The record cannot tell",
    Match.SAYS_MORE: "Says more than is on record",
    Match.SAYS_LESS: "Says less than is on record",
    Match.NO_CONFLICT: "No conflict with the record",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """When the seats of a partnership were last confirmed.

    Attributes:
        confirmed, old, undated: How many were within 18 months, longer ago, or at no stated
            time; they add up to the members.
        newest: The last of these dates, partial; empty where none is stated.
    """

    confirmed: int = 0
    old: int = 0
    undated: int = 0
    newest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What the record of a day says of the members of a partnership.

    Attributes:
        partnership: Its id.
        members: Ids of its members, in the dataset's order.
        sectors: Their sectors, in the fixed order.
        shared: Those members who sit with another sector in some other partnership. What this
            one is a part of, and its own parts, are no other ones.
        tied: Those members with a direct tie to an organisation of another sector.
        has_ties: Whether the record holds any direct tie at all on that day. Without one nobody
            can be said to have none.
        seats: When they were last confirmed.
        of_then: Whether it does not run on that day: its members are those of its end or its
            beginning, and of that day nothing is said of them.
    """

    partnership: str
    members: tuple[str, ...] = ()
    sectors: tuple[Sector, ...] = ()
    shared: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    has_ties: bool = False
    seats: Seats = Seats()
    of_then: bool = False


def on_record(
    dataset: Dataset, found: Mapping[str, Connection], confirmed: Confirmed, scope: Scope
) -> dict[str, OnRecord]:
    """What the record says of the members of every partnership that has some.

    Args:
        dataset: The dataset.
        found: Its connections under ``scope``.
        confirmed: Its confirmations under ``scope``.
        scope: Of all levels and kinds: a filter must never make members look alone.
    """
    sectors = {one.id: one.sector for one in dataset.organisations}
    members: dict[str, list[str]] = {}
    for key, link in found.items():
        for partnership in link.partnerships:
            members.setdefault(partnership, []).append(key)
    ties = ties_in(dataset, scope)
    mixed = {key for key, ids in members.items() if len({sectors[one] for one in ids}) > 1}
    tied = _tied(ties, sectors)
    kin = _kin(dataset)
    return {
        key: OnRecord(
            partnership=key,
            members=tuple(ids),
            sectors=_in_order(sectors[one] for one in ids),
            shared=tuple(
                one for one in ids if mixed.intersection(found[one].partnerships) - kin[key]
            ),
            tied=tuple(one for one in ids if one in tied),
            has_ties=bool(ties),
            seats=_seats(key, ids, confirmed),
        )
        for key, ids in members.items()
    }


def at_its_end(dataset: Dataset, partnership: str, day: date) -> OnRecord:
    """What is on record of a partnership that has no seat on a day: who was in it, or will be."""
    found = members_on(dataset, partnership, day)
    rows = [one for one in dataset.organisations if one.id in found] if found else []
    return OnRecord(
        partnership=partnership,
        members=tuple(one.id for one in rows),
        sectors=_in_order(one.sector for one in rows),
        of_then=not dataset.partnership_by_id[partnership].runs_on(day),
    )


def _in_order(sectors: Iterable[Sector]) -> tuple[Sector, ...]:
    found = set(sectors)
    return tuple(one for one in Sector if one in found)


def _tied(ties: Iterable[Tie], sectors: Mapping[str, Sector]) -> set[str]:
    """Those with a direct tie to another sector."""
    across = (one for one in ties if sectors[one.source] is not sectors[one.target])
    return {end for one in across for end in (one.source, one.target)}


def _kin(dataset: Dataset) -> dict[str, set[str]]:
    """Each partnership with all that it is a part of, and all its parts.

    Whoever sits in a work stream sits in its programme as well: that is no other partnership.
    """
    known = dataset.partnership_by_id
    found = {key: {key} for key in known}
    for key in known:
        above = known[key].part_of
        while above is not None and above not in found[key]:
            found[key].add(above)
            found[above].add(key)
            above = known[above].part_of
    return found


def _seats(partnership: str, members: Iterable[str], confirmed: Confirmed) -> Seats:
    texts = [confirmed.seat(one, partnership) for one in members]
    stated = [text for text in texts if text]
    old = sum(text in confirmed.old for text in stated)
    return Seats(
        confirmed=len(stated) - old,
        old=old,
        undated=len(texts) - len(stated),
        newest=max(stated, key=last_day, default=""),
    )


def together(said: Spread | None, record: OnRecord) -> Match:
    """How far it says that it works together, beside whether its members work across sectors.

    Where the record holds direct ties, these count: to sit with others is less than to work with
    them. Where it holds none, a seat beside another sector elsewhere counts instead; but without
    one nothing can be said.
    """
    shown = record.tied if record.has_ties else record.shared
    return _match(said, len(shown), len(record.members), is_asked=record.has_ties)


def accountable(said: Spread | None, record: OnRecord) -> Match:
    """How far it says that it can show what it does, beside whether its seats are confirmed."""
    return _match(said, record.seats.confirmed, len(record.members), is_asked=record.seats.old > 0)


def _match(said: Spread | None, shown: int, whole: int, *, is_asked: bool) -> Match:
    """What was said beside how many of a whole show it.

    Args:
        is_asked: Whether the record would show it, so that none means none.
    """
    if said is None:
        return Match.NOT_ASKED
    if not shown and not (is_asked and whole):
        return Match.UNKNOWN
    if said.median >= SAYS_YES and not shown:
        return Match.SAYS_MORE
    if said.median <= SAYS_NO and 2 * shown > whole:
        return Match.SAYS_LESS
    return Match.NO_CONFLICT


def answered(names: Mapping[str, str], found: Iterable[Assessment]) -> tuple[str, ...]:
    """Ids of the members that have rated their partnership.

    Args:
        names: Under what name each member rates, by its id.
        found: The last rating of each author.
    """
    authors = {author_key(one.author) for one in found}
    return tuple(key for key, name in names.items() if author_key(name) in authors)
