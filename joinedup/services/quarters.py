"""The quarters that occur in a record, for a slider over them. Pure."""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date

from joinedup.model import Dataset, Membership, Partnership, Tie, first_day, last_day
from joinedup.views import FIRST_DAY, LAST_DAY

_Row = Partnership | Membership | Tie


def quarters(dataset: Dataset) -> tuple[date, ...]:
    """The last days of the quarters in which something began or ended, the earliest first.

    A year without a month counts from its first day where it is a start, to its last where it
    is an end, as everywhere; what states no start begins with the date of its document.
    """
    rows: tuple[_Row, ...] = (*dataset.partnerships, *dataset.memberships, *dataset.ties)
    texts = {text for row in rows for text in _dates(row)}
    texts |= {(one.provenance.as_of, "") for one in dataset.coverage}
    days = {day for one in texts for day in _days(one)}
    ends = {_end(day) for day in days if FIRST_DAY <= day <= LAST_DAY}
    return tuple(sorted(ends))


def year_before(day: date) -> date:
    """The same day a year earlier; of 29 February the day before. Never before 1990."""
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return max(FIRST_DAY, day.replace(year=day.year - 1, day=min(day.day, last)))


def _dates(row: _Row) -> Iterable[tuple[str, str]]:
    """Start and end of a row as partial dates, empty where not stated."""
    if isinstance(row, Partnership):
        return ((row.start or row.provenance.as_of, row.end),)
    return ((row.since or row.provenance.as_of, row.until),)


def _days(span: tuple[str, str]) -> Iterator[date]:
    since, until = span
    if since:
        yield first_day(since)
    if until:
        yield last_day(until)


def _end(day: date) -> date:
    """The last day of a day's quarter."""
    month = (day.month + 2) // 3 * 3
    return date(day.year, month, calendar.monthrange(day.year, month)[1])
