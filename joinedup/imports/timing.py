"""When something is to be done, as plans write it: a day, a period, a quarter, or words.

A quarter is one of the financial year, as in :mod:`.dates`; ``Q2 2024`` could be two and is kept
as words. Imports :mod:`.dates`. Tested by ``tests/unit/test_imports_timing.py``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from joinedup.imports.dates import read_date

_LONGEST = 60
# What stands before the day and says no more than that it is the last one.
_BY = re.compile(r"^(?:due|by|before|no later than|until|end of|end)\b[ :]*(?:the )?(?:end of )?")
# A period with one open end, as the record has it: it goes out and comes in as it is.
_OPEN_ENDED = re.compile(r"(?P<start>[\d-]*)/(?P<due>[\d-]*)", re.ASCII)
_BETWEEN = re.compile(r"\s+(?:to|until)\s+|\s*[\u2013\u2014]\s*|\s*-\s+|\s+-\s*")
_QUARTER = re.compile(r"\bq(?:uarter )?[1-4]\b")
_QUARTER_WORD = re.compile(r"\b(?:quarter |qtr ?)([1-4])\b")
_QUARTER_LAST = re.compile(r"^(?P<year>.*\d)[ ,]+(?P<quarter>q[1-4])$")
_YEAR_LAST = re.compile(r"\d{4}(?:[/-]\d{2,4})?$", re.ASCII)
# Words that state no day and are none to ask about.
_GOES_ON = re.compile(
    r"\b(?:ongoing|on-going|continu\w+|rolling|throughout|as (?:needed|required)|regular(?:ly)?|"
    r"weekly|monthly|quarterly|annual(?:ly)?|yearly|each year|permanent)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What a cell says of when.

    Attributes:
        start, due: Partial dates; empty where it states none. Of a period both are stated.
        words: The cell, where no day can be read from it; empty otherwise.
        quarter: Whether it names a quarter, which was read as one of the financial year.
        goes_on: Whether the words say that it has no last day, such as ``Ongoing``.
    """

    start: str = ""
    due: str = ""
    words: str = ""
    quarter: bool = False
    goes_on: bool = False


@lru_cache(maxsize=4_096)
def read_timing(text: str) -> Timing:
    """What a cell says of when: ``Q2 2024-25``, ``Jan - Jun 2013``, ``by May 2026``, words."""
    plain = _plain(text)
    quarter = bool(_QUARTER.search(plain))
    if found := _period(plain):
        start, due = found
        return Timing(start=start, due=due, quarter=quarter)
    for first, last in _halves(plain):
        begin, end = read_date(first), read_date(last, end=True)
        if begin and end and begin <= end:
            return Timing(start=begin, due=end, quarter=quarter)
    return Timing(words=text.strip(), goes_on=bool(_GOES_ON.search(plain)))


def read_period(text: str) -> str | None:
    """The day, month or year that a figure is of, or the first and the last with a slash between.

    ``2026-27`` is ``2026-04/2027-03``; None where no day can be told.
    """
    match = _OPEN_ENDED.fullmatch(text.strip())
    if match and bool(match["start"]) != bool(match["due"]):
        ends = [read_date(one) for one in match.groups() if one]
        return text.strip() if ends == [match["start"] or match["due"]] else None
    found = read_timing(text)
    if not found.due:
        return None
    return f"{found.start}/{found.due}" if found.start else found.due


def _plain(text: str) -> str:
    """The cell in lower case; one that is too long to be a time is none."""
    plain = " ".join(text.casefold().split())
    if len(plain) > _LONGEST:
        return ""
    plain = _QUARTER_WORD.sub(r"q\1", _BY.sub("", plain))
    match = _QUARTER_LAST.fullmatch(plain)
    return f"{match['quarter']} {match['year']}" if match else plain


def _period(plain: str) -> tuple[str, str] | None:
    """The first and the last month of a year or a quarter, or no start and a day."""
    due = read_date(plain, end=True)
    if due is None:
        return None
    start = read_date(plain) or ""
    return (start if start != due else ""), due


def _halves(plain: str) -> list[tuple[str, str]]:
    """The two ends of a period, by each sign that may stand between them.

    The year may stand at the end for both of them: ``April - June 2024``.
    """
    found = []
    for match in _BETWEEN.finditer(plain):
        first, last = plain[: match.start()], plain[match.end() :]
        year = _YEAR_LAST.search(last)
        found.append((first, last))
        if year and not re.search(r"\d{4}", first):
            found.append((f"{first} {year[0]}", last))
    return found
