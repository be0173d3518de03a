"""Who belongs to a programme on a day, and whether the record says that it goes on then. Pure.

Programmes, Stakeholders and Working together ask here, so that each counts the same members.
Tested by ``tests/unit/test_services_belonging.py``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from joinedup.model import Dataset, Membership, Partnership, first_day, last_day
from joinedup.services.readings import is_old

#: How the basis of an end begins that says only when somebody wrote of it last.
_NO_NEWS = "last documented"


class Belonging(StrEnum):
    """What a partnership is to a programme."""

    OWN = "own"
    STREAM = "stream"
    LED = "led"
    LEADS = "leads"


class Going(StrEnum):
    """Whether a programme goes on, as far as the record says. Never two of them.

    Only what a source calls its end has ``ENDED``. ``NO_NEWS`` is what was last written of long
    ago: nobody knows whether it goes on. ``UNDATED`` rests on a source without a date.
    """

    ON = "on"
    ENDED = "ended"
    NO_NEWS = "no news"
    TO_BEGIN = "to begin"
    NOT_YET_WRITTEN_OF = "not yet written of"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """Whether a programme goes on, and since when the record says so.

    Attributes:
        when: Partial date of its end, of its beginning, or of the last that was written of it;
            empty where ``going`` has none.
        basis: What an end rests on, in the record's words; may be empty.
        of_then: Whether its members are those of ``when``, as it does not run on the day.
    """

    going: Going
    when: str = ""
    basis: str = ""
    of_then: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A partnership that a programme is, has or is led by, with its members.

    Attributes:
        part: What it is to the programme.
        members: Ids of organisations in it, with their roles; see :func:`members_on`.
    """

    partnership: Partnership
    part: Belonging
    members: Mapping[str, str]


def members_on(dataset: Dataset, partnership: str, day: date) -> Mapping[str, str]:
    """Ids of the members of a partnership on a day, with their roles.

    Of one that has ended by then, or has not begun, they are those of its end or its beginning.
    Its work streams have members of their own: see :func:`parts_of`.
    """
    return seats_on(dataset, day, {partnership}).get(partnership, {})


def seats_on(
    dataset: Dataset, day: date, wanted: Iterable[str] | None = None
) -> Mapping[str, Mapping[str, str]]:
    """The members of every partnership, by its id; see :func:`members_on`.

    Args:
        wanted: Ids of those that are asked for; None for all.
    """
    known = dataset.partnership_by_id
    keys = known.keys() if wanted is None else known.keys() & set(wanted)
    running = {key: known[key].runs_on(day) for key in keys}
    found: dict[str, dict[str, str]] = {}
    for row in dataset.memberships:
        runs = running.get(row.partnership)
        if runs is None:
            continue
        if row.runs_on(day) if runs else _was_in(row, known[row.partnership], day):
            found.setdefault(row.partnership, {})[row.organisation] = row.role
    return found


def _was_in(seat: Membership, one: Partnership, day: date) -> bool:
    """Whether a seat was held at the end of a partnership, or is to be at its beginning."""
    until = min(day, first_day(one.end)) if one.end else day
    since = max(day, last_day(one.start)) if one.start else day
    # Only stated dates count.
    has_left = bool(seat.until) and last_day(seat.until) < until
    return not (has_left or (seat.since and first_day(seat.since) > since))


def parts_of(dataset: Dataset, partnership: str | None) -> Mapping[str, Belonging]:
    """What belongs to a programme, by the partnership's id: its own, work streams, what is around.

    Args:
        partnership: Id of its own partnership; None of national work, which has none.
    """
    if partnership is None:
        return {}
    parts = {partnership: Belonging.OWN}
    for row in dataset.partnerships:
        if partnership in upwards(dataset, row.id)[1:]:
            parts[row.id] = Belonging.STREAM
    for row in dataset.partnerships:
        if row.led_by == partnership:
            parts.setdefault(row.id, Belonging.LED)
    leading = dataset.partnership_by_id[partnership].led_by
    if leading:
        parts.setdefault(leading, Belonging.LEADS)
    order = list(Belonging)
    return dict(sorted(parts.items(), key=lambda pair: order.index(pair[1])))


def groups_of(
    dataset: Dataset, parts: Mapping[str, Belonging], seats: Mapping[str, Mapping[str, str]]
) -> tuple[Group, ...]:
    """The partnerships that belong to a programme, with their members.

    Args:
        parts: As :func:`parts_of` gives them.
        seats: As :func:`seats_on` gives them.
    """
    known = dataset.partnership_by_id
    return tuple(
        Group(partnership=known[key], part=part, members=seats.get(key, {}))
        for key, part in parts.items()
    )


def upwards(dataset: Dataset, partnership: str) -> list[str]:
    """A partnership, what it is a part of, and so on; a circle ends where it closes."""
    found: list[str] = []
    step: str | None = partnership
    while step is not None and step not in found and step in dataset.partnership_by_id:
        found.append(step)
        step = dataset.partnership_by_id[step].part_of
    return found


def only_in_streams(dataset: Dataset, partnership: str, day: date) -> tuple[str, ...]:
    """Ids of those in the work streams of a partnership on a day who are not in itself."""
    parts = parts_of(dataset, partnership)
    streams = [key for key, part in parts.items() if part is Belonging.STREAM]
    seats = seats_on(dataset, day, {partnership, *streams})
    own = seats.get(partnership, {})
    found = (one for key in streams for one in seats.get(key, {}))
    return tuple(one for one in dict.fromkeys(found) if one not in own)


def confirmations(
    dataset: Dataset, wanted: Collection[str] | None = None
) -> Mapping[str, frozenset[str]]:
    """When the seats of each partnership were confirmed or written of: partial dates, by its id.

    Args:
        wanted: Ids of those that are asked for; None for all.
    """
    found: dict[str, set[str]] = {}
    for row in dataset.memberships:
        if wanted is None or row.partnership in wanted:
            found.setdefault(row.partnership, set()).add(row.confirmed_on or row.provenance.as_of)
    return {key: frozenset(dates) for key, dates in found.items()}


def lasting_of(one: Partnership, written: Iterable[str], day: date) -> Lasting:
    """Whether a partnership goes on at a day, as far as the record says.

    Args:
        written: The dates of all that is written of it, partial; those not stated are empty.
        day: The day of the view.
    """
    if one.has_ended(day):
        known = one.end_basis.casefold().startswith(_NO_NEWS)
        going, basis = (Going.NO_NEWS, "") if known else (Going.ENDED, one.end_basis)
        return Lasting(going=going, when=one.end, basis=basis, of_then=True)
    if one.start and first_day(one.start) > day:
        return Lasting(going=Going.TO_BEGIN, when=one.start, of_then=True)
    if not one.runs_on(day):
        when = one.provenance.as_of
        return Lasting(going=Going.NOT_YET_WRITTEN_OF, when=when, of_then=True)
    stated = {text for text in written if text}
    if not stated:
        return Lasting(going=Going.UNDATED)
    newest = max(stated, key=last_day)
    return Lasting(going=Going.NO_NEWS if is_old(newest, day) else Going.ON, when=newest)
