"""Who is unconnected, as a list to work from: need and little voice first. Pure.

The usual grid of power and interest tells its readers to spend least on those with little of
both. Here they come first where the need is: no partnership on record, in a deprived
neighbourhood, with little influence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from joinedup.model import Area, ConnectionState, Coverage, Organisation, Sector, Standing, last_day
from joinedup.network.scope import Scope, memberships_in, ties_in
from joinedup.services.confirming import confirmed
from joinedup.services.introductions import metres
from joinedup.services.readings import Reading, scope_of

#: What the list holds, in its order.
LISTED = (Standing.NONE_ON_RECORD, Standing.OWN_SECTOR, Standing.UNKNOWN)
#: Shares of a neighbourhood's small areas (LSOAs) in England's most deprived fifth: from the
#: first on it is deprived, from the second on mostly.
DEPRIVED, MOSTLY_DEPRIVED = 0.2, 0.5
#: Influence up to this is little voice, on a scale from 1 to 5.
LITTLE_VOICE = 2


class Voice(IntEnum):
    """How much say it has by the stakeholder scores, in the order of the list."""

    LITTLE = 0
    NOT_SCORED = 1
    MORE = 2


class Basis(StrEnum):
    """What a date of the list is the date of."""

    LEFT = "left"  # it left its last partnership
    CLOSED = "closed"  # its last partnership ended
    TIE = "tie"  # its last direct tie ended
    LIST = "list"  # the complete list that it is missing from
    RECORD = "record"  # its own record


class Since(NamedTuple):
    """Since when a standing is known.

    Attributes:
        when: A partial date; empty where none is stated.
        basis: What it is the date of.
        last: Name of its last partnership, or of whom it last had a tie with; empty for none.
    """

    when: str
    basis: Basis
    last: str = ""


class Near(NamedTuple):
    """The nearest connected organisation of another sector, and its distance in metres."""

    organisation: Organisation
    metres: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One row of the list.

    Attributes:
        standing: No partnership on record, only within its own sector, or unknown.
        complete_as_of: Date of the complete list that it is missing from; empty where none is.
        complete_here: Whether that list is complete for its place alone.
        confirmed_on: The newest confirmation of what it has; empty for none.
        since: Since when it has no connection on record: the end of the last partnership or tie
            that it had, of whatever level and kind, else the date of the list that it is missing
            from, else that of its own record. Of who has connections the date of its record.
        near: None where it or everybody else has no position.
        tables: Running partnerships that serve its neighbourhood, by name.
        deprivation: Share of its neighbourhood's LSOAs in the most deprived fifth; None where
            it has no neighbourhood or nothing is known of it.
        on_list: Patients on its own list; None where that is not known, or it has none.
        around: Patients on all lists of its neighbourhood; None where that is not known.
        voice: By its influence.
    """

    organisation: Organisation
    standing: Standing
    complete_as_of: str
    complete_here: bool
    confirmed_on: str
    since: Since
    near: Near | None
    tables: tuple[str, ...]
    deprivation: float | None
    on_list: int | None
    around: int | None
    voice: Voice

    @property
    def is_deprived(self) -> bool:
        """Whether its neighbourhood is deprived; False where that is not known."""
        return self.deprivation is not None and self.deprivation >= DEPRIVED

    @property
    def comes_first(self) -> bool:
        """Whether it is of those whom a power and interest grid would lose."""
        return (
            self.standing is Standing.NONE_ON_RECORD
            and self.is_deprived
            and self.voice is Voice.LITTLE
        )


def waiting(reading: Reading) -> tuple[Waiting, ...]:
    """Everybody of the view who is not connected across sectors, whose need is largest first.

    In this order: standing; whoever comes first; neighbourhood mostly deprived, deprived, less so
    or not known; little voice, not scored, more; then the share of deprivation, the patients of
    the neighbourhood, those on its own list, and the name.
    """
    rows = [one for one in reading.inside if reading.found[one.id].standing in LISTED]
    known = _Known(
        near=_nearest(reading, rows),
        confirmed=confirmed(reading.dataset, scope_of(reading.state)).newest(),
        tables=_tables(reading),
        last=_last(reading),
    )
    return tuple(sorted((_row(reading, one, known) for one in rows), key=_order))


class _Known(NamedTuple):
    """What is worked out of all rows at once: by organisation, the tables by neighbourhood."""

    near: Mapping[str, Near | None]
    confirmed: Mapping[str, str]
    tables: Mapping[str, tuple[str, ...]]
    last: Mapping[str, Since]


def _order(one: Waiting) -> tuple[int, bool, int, int, float, int, int, str, str]:
    share = one.deprivation or 0.0
    band = sum(share >= edge for edge in (DEPRIVED, MOSTLY_DEPRIVED))
    return (
        LISTED.index(one.standing),
        not one.comes_first,
        -band,
        int(one.voice),
        -share,
        -(one.around or 0),
        -(one.on_list or 0),
        one.organisation.name,
        one.organisation.id,
    )


def _row(reading: Reading, one: Organisation, known: _Known) -> Waiting:
    standing = reading.found[one.id].standing
    area = reading.dataset.area_by_id.get(one.neighbourhood or "")
    covering = _covering(reading, one) if standing is Standing.NONE_ON_RECORD else None
    complete = covering.provenance.as_of if covering else ""
    since = Since(one.provenance.as_of, Basis.RECORD)
    if standing is Standing.NONE_ON_RECORD:
        since = Since(complete, Basis.LIST)
    if standing is not Standing.OWN_SECTOR:
        since = known.last.get(one.id, since)
    return Waiting(
        organisation=one,
        standing=standing,
        complete_as_of=complete,
        complete_here=bool(covering and covering.place),
        confirmed_on=known.confirmed.get(one.id, ""),
        since=since,
        near=known.near[one.id],
        tables=known.tables.get(one.neighbourhood or "", ()),
        deprivation=deprivation_of(area),
        on_list=one.registered_patients if one.sector is Sector.GENERAL_PRACTICE else None,
        around=area.registered_patients if area and area.practices_with_patients else None,
        voice=_voice(one),
    )


def _covering(reading: Reading, one: Organisation) -> Coverage | None:
    """The statement that a list is complete that covers it."""
    rows, day = reading.dataset.coverage, reading.state.day
    return next((row for row in rows if row.covers(one, day)), None)


def _voice(one: Organisation) -> Voice:
    if one.influence is None:
        return Voice.NOT_SCORED
    return Voice.LITTLE if one.influence <= LITTLE_VOICE else Voice.MORE


def deprivation_of(area: Area | None) -> float | None:
    """The share of an area's LSOAs in England's most deprived fifth; None where not known."""
    return area.lsoas_most_deprived / area.lsoas if area and area.lsoas else None


def _last(reading: Reading) -> dict[str, Since]:
    """When the last partnership or tie of those who have none any more ended, and which it was.

    Over all levels and kinds: what a filter hides was there all the same.
    """
    found: dict[str, Since] = {}
    for one, ended in _ended(reading):
        before = found.get(one)
        if not before or last_day(ended.when) > last_day(before.when):
            found[one] = ended
    return found


def _ended(reading: Reading) -> Iterator[tuple[str, Since]]:
    """All that those without a connection on the day of the view ever had up to then.

    Whatever of it has begun has ended before the day, or they were connected. So it has an end.
    """
    dataset = reading.dataset
    names, known = dataset.partnership_by_id, dataset.organisation_by_id
    ever = Scope(day=reading.state.day, include_past=True)
    gone = {
        one for one, link in reading.found.items() if link.state is not ConnectionState.CONNECTED
    }
    for row in memberships_in(dataset, ever):
        if row.organisation in gone:
            partnership = names[row.partnership]
            basis, end = Basis.LEFT, row.until
            if not end or (partnership.end and last_day(partnership.end) <= last_day(end)):
                basis, end = Basis.CLOSED, partnership.end
            yield row.organisation, Since(end, basis, partnership.name)
    for tie in ties_in(dataset, ever):
        for one, other in ((tie.source, tie.target), (tie.target, tie.source)):
            if one in gone:
                yield one, Since(tie.until, Basis.TIE, known[other].name)


def _tables(reading: Reading) -> dict[str, tuple[str, ...]]:
    """The names of the running partnerships that serve each neighbourhood."""
    found: dict[str, tuple[str, ...]] = {}
    running = {row.partnership for row in memberships_in(reading.dataset, scope_of(reading.state))}
    for one in reading.dataset.partnerships:
        if one.area and one.id in running:
            found[one.area] = (*found.get(one.area, ()), one.name)
    return found


def _nearest(reading: Reading, rows: Sequence[Organisation]) -> dict[str, Near | None]:
    """For each row the nearest connected organisation of another sector.

    On a plane of degrees with longitudes shortened as in the middle of the footprint; at the
    size of one its error is below a hundredth.
    """
    found: dict[str, Near | None] = {one.id: None for one in rows}
    there = [
        one
        for one in reading.dataset.organisations
        if one.point and not one.outside and reading.found[one.id].partners
    ]
    for sector in {one.sector for one in rows}:
        own = [one for one in rows if one.sector is sector and one.point]
        others = [one for one in there if one.sector is not sector]
        if not (own and others):
            continue
        plane = _plane([*own, *others])
        ours, theirs = plane[: len(own)], plane[len(own) :]
        for low, high in pairwise([*range(0, len(own), 256), len(own)]):
            # Each axis on its own: a norm along a third one takes four times as long.
            across, along = (
                np.subtract.outer(ours[low:high, axis], theirs[:, axis]) for axis in (0, 1)
            )
            apart = across * across + along * along
            for one, best in zip(own[low:high], apart.argmin(axis=1), strict=True):
                found[one.id] = _near(one, others[int(best)])
    return found


def _near(one: Organisation, other: Organisation) -> Near | None:
    return Near(other, metres(one.point, other.point)) if one.point and other.point else None


def _plane(rows: Sequence[Organisation]) -> "np.typing.NDArray[np.float64]":
    points = np.array(
        [(one.point.latitude, one.point.longitude) for one in rows if one.point], np.float64
    )
    points[:, 1] *= np.cos(np.radians(points[:, 0].mean()))
    return points
