"""Partial dates: what the documents say of a day, no more exactly than they say it.

They are ISO 8601 texts (``2017``, ``2017-04``, ``2017-04-01``), because the documents rarely
give a day, and a made-up first of January would be a wrong fact. An empty text means *not
stated*.

Imports :mod:`joinedup.errors` only. Tested by ``tests/unit/test_model.py``.
"""

import calendar
import re
from datetime import date
from functools import lru_cache

from joinedup.errors import ModelError

_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")


def check_partial_date(text: str) -> None:
    """Raise :class:`ModelError` unless ``text`` is empty or a partial ISO date."""
    if text:
        first_day(text)


@lru_cache(maxsize=8192)  # thousands of rows share a few hundred dates
def first_day(text: str) -> date:
    """The first day that a partial date can mean: ``2017`` gives 1 January 2017.

    Raises:
        ModelError: When the text is no partial date.
    """
    year, month, day = _parts(text)
    return _make_date(text, year, month or 1, day or 1)


@lru_cache(maxsize=8192)
def last_day(text: str) -> date:
    """The last day that a partial date can mean: ``2017-04`` gives 30 April 2017.

    Raises:
        ModelError: When the text is no partial date.
    """
    year, month, day = _parts(text)
    month = month or 12
    return _make_date(text, year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    if not _PARTIAL_DATE.fullmatch(text) or text.startswith("0000"):
        raise ModelError(
            "This is not a date", value=text, hint="Write 2017, 2017-04 or 2017-04-01."
        )
    numbers = [int(part) for part in text.split("-")]
    year, month, day = numbers + [0] * (3 - len(numbers))
    return year, month, day


def _make_date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ModelError(
            "This day does not exist", value=text, hint="Check the day of the month."
        ) from None


def within(day: date, since: str, until: str) -> bool:
    """Whether ``day`` can lie between two partial dates; one not stated bounds nothing."""
    return (not since or first_day(since) <= day) and (not until or day <= last_day(until))


def check_span(since: str, until: str) -> None:
    """Raise :class:`ModelError` unless both are partial dates and the end can follow the start."""
    check_partial_date(since)
    check_partial_date(until)
    if since and until and last_day(until) < first_day(since):
        raise ModelError("An end comes before its start", value=(since, until))
