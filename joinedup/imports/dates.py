"""Dates as people write them, to partial ISO dates.

British through and through: 03/04/2024 is the third of April. What could mean two things
(``11/12``, ``Q1 2024``) is not read, because a wrong date looks as good as a right one. One
such is read after all: ``Sept 24`` is September 2024, as Excel's ``mmm-yy`` writes it, and not
the 24th of a September without a year, which the British put the other way round. Cells are
read one by one, so that its neighbours cannot tell. Imports nothing of ours. Tested by
``tests/unit/test_imports_values.py`` and ``tests/property/test_imports_values.py``.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

_LONGEST = 60
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_CENTURY_BREAK = 50  # 49 is 2049, 50 is 1950
# Excel counts days from here; the bounds keep house numbers and list sizes from being dates.
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(30_000, 60_001)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = frozenset({1, 3, 5, 7, 8, 10, 12})

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_GAP = r"[ ,/.-]*"
_TIME = re.compile(
    r"[t ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?( ?(z|gmt|bst|[+-]\d{2}:?\d{2}))?$"
)
_WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?[ ,.]+(the )?")

_FINANCIAL = re.compile(
    r"(?P<mark>(?:fy|f/y|financial year)[ :-]*)?(?P<first>\d{4}|\d{2})(?P<sign> ?[/\u2013-] ?)"
    r"(?P<second>\d{4}|\d{2})(?P<after> ?(?:fy|financial year))?"
)
_QUARTER = re.compile(
    r"q(?P<quarter>[1-4])[ ,:-]*(?P<year>(?:fy ?)?\d{4} ?[/\u2013-] ?\d{2}(?:\d{2})?)"
)


def read_date(text: str, *, end: bool = False) -> str | None:
    """A cell as a partial ISO date; None where it is none, or could be two.

    Read are ISO dates with or without a time, ``1/3/2024``, ``1.3.24``, ``03/2024``,
    ``1st March 2024``, ``March 1, 2024``, ``March 2024``, ``Mar-24``, ``Sept 24`` (but not
    ``March 31``, more likely the last of a month), ``2024``, ``20240301``, financial years
    (``2024/25``, ``FY 2011/12``) with or without a quarter (``Q1 2024/25``), and the serial
    numbers of days that Excel leaves behind. Years run from 1900 to 2099; of two digits, 00 to
    49 belong to this century.

    Args:
        text: The cell.
        end: Whether it says when something ended: of a financial year or a quarter, the last
            month is taken instead of the first.
    """
    cleaned = _clean(text)
    found = _financial(cleaned, end=end) or _quarter(cleaned, end=end)
    if found:
        return found
    bare = _WEEKDAY.sub("", _TIME.sub("", cleaned))
    for pattern, read in _READERS:
        if match := pattern.fullmatch(bare):
            return read(match)
    return None


def _clean(text: str) -> str:
    bare = text.strip()
    if len(bare) > _LONGEST:
        return ""
    plain = (
        unicodedata.normalize("NFKC", bare)
        .casefold()
        .replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    )
    return " ".join(plain.split()).strip(" .,;")


def _partial(year: str | int, month: str | int = "", day: str | int = "") -> str | None:
    """The parts as a partial date; None where there is no such year, month or day."""
    number = _year(str(year))
    if number is None:
        return None
    parts = [int(part) for part in (month, day) if part != ""]
    try:
        date(number, *[*parts, 1, 1][:2])
    except ValueError:
        return None
    return "-".join([f"{number:04d}", *(f"{part:02d}" for part in parts)])


def _year(text: str) -> int | None:
    digits = text.lstrip("'")
    number = int(digits)
    if len(digits) == 2:
        number += 2000 if number < _CENTURY_BREAK else 1900
    return number if _FIRST_YEAR <= number <= _LAST_YEAR else None


def _financial(text: str, *, end: bool) -> str | None:
    match = _FINANCIAL.fullmatch(text)
    if not match:
        return None
    year = _financial_year(match)
    if year is None:
        return None
    return _partial(year + 1, 3) if end else _partial(year, 4)


def _financial_year(match: re.Match[str]) -> int | None:
    """The year in which a financial year begins; None where it may be something else."""
    first, second = match["first"], match["second"]
    year = _year(first)
    if year is None or int(second[-2:]) != (year + 1) % 100:
        return None
    if len(second) == 4 and first != str(int(second) - 1):
        return None  # 05/2006 is a month
    marked = bool(match["mark"] or match["after"]) or len(second) == 4
    # 2011/12 and 2011-12 may be December 2011, and 12/13 December 2013.
    clear = int(second) > 12 and (len(first) == 4 or int(first) > 12)
    return year if marked or clear else None


def _quarter(text: str, *, end: bool) -> str | None:
    match = _QUARTER.fullmatch(text)
    if not match:
        return None
    years = _FINANCIAL.fullmatch(f"fy {match['year'].removeprefix('fy').strip()}")
    year = _financial_year(years) if years else None
    if year is None:
        return None
    months = 3 * int(match["quarter"]) + (2 if end else 0)
    return _partial(year + months // 12, months % 12 + 1)


def _numeric(match: re.Match[str]) -> str | None:
    return _partial(match["year"], match["month"], match["day"])


def _numeric_month(match: re.Match[str]) -> str | None:
    return _partial(match["year"], match["month"])


def _year_then_month(match: re.Match[str]) -> str | None:
    # With a hyphen it is ISO; 2011/12 may as well be the financial year.
    if int(match["month"]) == (int(match["year"]) + 1) % 100:
        return None
    return _numeric_month(match)


def _short_month(match: re.Match[str]) -> str | None:
    # 03/24 can only be a month; 03/04 may be a day.
    year, month = int(match["year"]), int(match["month"])
    return _partial(match["year"], month) if year > 12 and year != month + 1 else None


def _named(match: re.Match[str]) -> str | None:
    return _partial(match["year"], _MONTHS.index(match["month"][:3]) + 1, match["day"])


def _named_month(match: re.Match[str]) -> str | None:
    return _partial(match["year"], _MONTHS.index(match["month"][:3]) + 1)


def _short_year_month(match: re.Match[str]) -> str | None:
    # "March 31" is the last of the month sooner than a month that has yet to come.
    month = _MONTHS.index(match["month"][:3]) + 1
    last = match["year"] == "31" and month in _LONG_MONTHS
    return None if last else _named_month(match)


def _year_only(match: re.Match[str]) -> str | None:
    return _partial(match["year"])


def _serial(match: re.Match[str]) -> str | None:
    number = int(match["serial"])
    if number not in _EXCEL_SERIALS:
        return None
    return (_EXCEL_EPOCH + timedelta(days=number)).isoformat()


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (r"(?P<year>\d{4})", _year_only),
        (r"(?P<serial>\d{5})(\.\d{1,12})?", _serial),
        (r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", _numeric),
        (r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", _numeric),
        (r"(?P<year>\d{4})-(?P<month>\d{1,2})", _numeric_month),
        (r"(?P<year>\d{4})[/.](?P<month>\d{1,2})", _year_then_month),
        (r"(?P<day>\d{1,2})([-/. ])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d{2})", _numeric),
        (r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})", _numeric_month),
        (r"(?P<month>\d{1,2})[-/](?P<year>\d{2})", _short_month),
        (rf"{_DAY}{_GAP}(of )?{_MONTH}{_GAP}{_YEAR}", _named),
        (rf"{_MONTH}{_GAP}{_DAY}[ ,]+(?P<year>\d{{4}})", _named),
        (rf"{_MONTH}{_GAP}(?P<year>\d{{4}})", _named_month),
        (rf"{_MONTH} ?[-/]? ?(?P<year>'\d{{2}})", _named_month),
        (rf"{_MONTH} ?[-/\u2013] ?(?P<year>\d{{2}})", _named_month),
        (rf"{_MONTH} ?(?P<year>\d{{2}})", _short_year_month),
    )
)
