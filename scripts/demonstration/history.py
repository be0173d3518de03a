"""Three years and eight quarterly versions: what was written down when.

Months are counted from 0, October 2023, to 35, September 2026; versions from 1 to 8.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Generic, TypeVar

from joinedup.model import Provenance

T = TypeVar("T")

#: The date of each version, and the month it goes up to.
AS_OF = (*("2024-12", "2025-03", "2025-06", "2025-09", "2025-12", "2026-03", "2026-06", "2026-09"),)
VERSIONS = len(AS_OF)
MONTHS = 36
_FIRST_YEAR, _FIRST_MONTH = 2023, 10
_FIRST_VERSION_MONTH = 14
#: All rows are ours: nothing in them is a fact.
SOURCE, LICENCE = "Made up", "CC0"


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A row and the versions that it stands in.

    Attributes:
        last: The last of them; None where it still stands.
    """

    record: T
    first: int
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The dates of a membership or tie as a version has them, partial dates or empty."""

    since: str
    until: str
    confirmed_on: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what a membership or tie can lie.

    Attributes:
        month: The first month in which it can begin.
        end: The month in which it ends at the latest; None for no end.
        first, last: The versions in which both of its sides stand; None where they still do.
        stays: Whether it has no end of its own.
    """

    month: int
    end: int | None
    first: int
    last: int | None
    stays: bool


def made_up_at(version: int) -> Provenance:
    """The provenance of a row that was written down for a version."""
    return made_up_on(AS_OF[version - 1])


def made_up_on(as_of: str) -> Provenance:
    """The provenance of a row of a date."""
    return Provenance(source=SOURCE, licence=LICENCE, as_of=as_of)


def date_of(month: int) -> str:
    """The partial date of a month: 0 gives ``2023-10``."""
    year, index = divmod(_FIRST_MONTH - 1 + month, 12)
    return f"{_FIRST_YEAR + year}-{index + 1:02d}"


def version_of(month: int) -> int:
    """The first version that goes up to a month."""
    return 1 + max(0, (month - _FIRST_VERSION_MONTH + 2) // 3)


def last_month(version: int) -> int:
    """The month that a version goes up to."""
    return _FIRST_VERSION_MONTH + 3 * (version - 1)


def states(found: Sequence[tuple[int, T]], last: int | None) -> list[Kept[T]]:
    """Rows out of what was true from which version on, in order.

    Args:
        found: Versions and records; of two for one version the later counts.
        last: The version after which there is no row any more; None for never.
    """
    known = dict(found)
    starts = sorted(known)
    ends = [*(start - 1 for start in starts[1:]), last]
    return [
        Kept(known[start], start, end)
        for start, end in zip(starts, ends, strict=True)
        if end is None or start <= end
    ]


def spans(rng: Random, bounds: Bounds) -> list[Kept[Span]]:
    """How a membership or tie stands in the versions; none where it cannot.

    It begins in some month, is written down then or a quarter later, may be confirmed once
    more, and may end.
    """
    close = min(
        MONTHS - 1 if bounds.end is None else bounds.end,
        last_month(bounds.last) if bounds.last else MONTHS - 1,
    )
    if bounds.month > close:
        return []
    # Many began at the beginning, as those of a partnership do.
    early = rng.random() < 0.42
    month = bounds.month if early else rng.randrange(bounds.month, close + 1)
    final = bounds.last or VERSIONS
    late = rng.random() < 0.12
    written = max(min(version_of(month) + late, final), bounds.first)
    stated = "" if rng.random() < 0.08 else date_of(month)
    confirmed = AS_OF[written - 1] if rng.random() < 0.75 else ""
    found = [(written, Span(stated, "", confirmed, AS_OF[written - 1]))]
    again = written + rng.randrange(1, 8)
    if rng.random() < 0.12 and again <= final:
        confirmed = AS_OF[again - 1]
        found.append((again, Span(stated, "", confirmed, confirmed)))
    until = _until(rng, month, close, bounds)
    if until is not None:
        ended = max(version_of(until), written)
        # What was confirmed after the end would contradict it.
        found = [one for one in found if one[0] < ended]
        confirmed = found[-1][1].confirmed_on if found else ""
        found.append((ended, Span(stated, date_of(until), confirmed, AS_OF[ended - 1])))
    return states(found, bounds.last)


def _until(rng: Random, month: int, close: int, bounds: Bounds) -> int | None:
    if not bounds.stays and rng.random() < 0.1 and month + 3 <= close:
        return rng.randrange(month + 3, close + 1)
    return bounds.end if bounds.end is not None and bounds.end <= close else None


def in_version(rows: Iterable[Kept[T]], version: int) -> list[T]:
    """The records that stand in a version."""
    return [
        one.record
        for one in rows
        if one.first <= version and (one.last is None or version <= one.last)
    ]
