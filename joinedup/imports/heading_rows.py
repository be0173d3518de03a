"""Which rows of a sheet hold the headings: after a logo and a title, in one row or in two.

Works on rows of cells without white space around them. A row is taken for headings by what
it looks like (wide, all different, no figures), by words that we know as headings, and by
what stands below it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from joinedup.imports.fields import FIELDS
from joinedup.imports.headings import normalise_heading

Cells = Sequence[str]

# How far down headings are looked for, and how many rows below say what a table looks like.
_MOST_TITLE_ROWS, _ROWS_BELOW = 60, 300
# A row with this part of the usual number of cells is as wide as a row of headings.
_WIDE = 0.7
_PER_KNOWN = 0.5
_COMMON = (
    *("contact", "contact name", "email", "telephone", "phone", "website", "notes", "comments"),
    *("status", "first name", "surname", "job title", "number", "no", "ref", "title", "details"),
)
_GROUP_WORDS = re.compile(
    r"\b(organisations?|contacts?|address|details|location|partnerships?|memberships?|dates?|"
    r"activit(y|ies)|identifiers?|registration|services?|coordinates|networks?|attendance)\b"
)
_TITLE_WORDS = re.compile(r"\b(lists?|register|version|report|directory|draft|v\d|sheet|updated)\b")
_YEAR = r"(?:19|20)\d\d(?:\s?[/-]\s?(?:\d\d|(?:19|20)\d\d))?"
_LONGEST_SHAPE = 100
_SHAPES = (
    ("postcode", re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)),
    ("year", re.compile(_YEAR)),
    (
        "date",
        re.compile(
            r"\d{4}-\d\d?(?:-\d\d?)?(?:[ T][\d:.]+)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
            r"|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9},? \d{2,4}"
        ),
    ),
    ("figure", re.compile(r"[-+(]?\s?[£$€]?\s?\d[\d,. ]*%?\)?")),
    ("e-mail", re.compile(r"\S+@\S+\.\S+")),
    ("link", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("code", re.compile(r"(?=(?:\D*\d){4})[\w-]+")),
    ("tick", re.compile(r"(?:x|y|n|yes|no|true|false|[✓✔✗☑])", re.IGNORECASE)),
    ("label", re.compile(r".+:")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingRows:
    """Where the headings stand.

    Attributes:
        first, last: Indices of the first and the last row that holds them; both -1 where the
            list begins without headings.
        known: Whether any of them is a word that we know as a heading.
    """

    first: int
    last: int
    known: bool


def find_heading_rows(rows: Sequence[Cells]) -> HeadingRows:
    """Which rows hold the headings.

    Args:
        rows: The rows of a sheet, at least one with text; those without are empty.
    """
    at = _better_known(rows, _best(rows, _usual_width(rows)))
    known = _known(rows[at])
    if _is_data(rows, at, known):
        return HeadingRows(first=-1, last=-1, known=False)
    first = last = at
    if at and is_pair(rows[at - 1], rows[at]):
        first = at - 1
    elif at + 1 < len(rows) and _is_second(rows[at], rows[at + 1]):
        last = at + 1
        known += _known(rows[last])
    return HeadingRows(first=first, last=last, known=known > 0)


def join_headings(upper: Cells, lower: Cells, width: int) -> list[str]:
    """The headings of two rows, where a cell of the upper one may stand over several.

    ``Address`` over ``Street`` and ``Postcode`` gives ``Address: Street`` and
    ``Address: Postcode``.
    """
    headings, group = [], ""
    for column in range(width):
        above, below = _at(upper, column), _at(lower, column)
        if above or not below:
            group = above if below else ""
        same = normalise_heading(group) == normalise_heading(below)
        headings.append(f"{group}: {below}" if group and below and not same else below or above)
    return headings


def is_pair(upper: Cells, lower: Cells) -> bool:
    """Whether a row stands over the headings as their groups, and not as a title."""
    if not upper or _looks_like_data(upper) or _looks_like_data(lower):
        return False
    starts = [column for column, cell in enumerate(upper) if cell]
    if sum(map(bool, lower)) < 2 or not any(_spans(upper, lower, one) for one in starts):
        return False
    words = " ".join(normalise_heading(cell) for cell in upper if cell)
    dated = any(shape(upper[one]) == "year" and not _at(lower, one) for one in starts)
    if dated or _TITLE_WORDS.search(words):
        return False
    apart = starts != list(range(starts[0], starts[-1] + 1)) or (len(starts) > 1 and starts[0] > 0)
    return apart or bool(_known(upper)) or bool(_GROUP_WORDS.search(words))


def shape(cell: str) -> str:
    """What a cell looks like that is no word: ``postcode``, ``date``, ``figure``; or empty."""
    if len(cell) > _LONGEST_SHAPE:
        return ""
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(cell)), "")


def _usual_width(rows: Sequence[Cells]) -> int:
    """How many cells with text a well-filled row has: the upper quartile."""
    filled = sorted(sum(map(bool, row)) for row in rows[:_ROWS_BELOW])
    several = [count for count in filled if count > 1]
    return several[len(several) * 3 // 4] if several else 1


def _best(rows: Sequence[Cells], usual: int) -> int:
    """Index of the row that looks most like headings, among those no data row stands above."""
    best = next(index for index, row in enumerate(rows) if row)
    best_score, seen = -10.0, 0
    for index, row in enumerate(rows):
        cells = [cell for cell in row if cell]
        if not cells:
            continue
        if len(cells) > 1:
            score = _score(cells, usual)
            if score > best_score:
                best, best_score = index, score
            different = len(set(cells)) >= _WIDE * len(cells)
            is_label = len(cells) == 2 and cells[0].endswith(":")
            if len(cells) >= _WIDE * usual and different and not is_label:
                break
        seen += 1
        if seen > _MOST_TITLE_ROWS:
            break
    return best


def _better_known(rows: Sequence[Cells], at: int) -> int:
    """The row, or one soon below it that is full of known headings where it has none.

    In a narrow table a title with a date beside it is as wide as the headings.
    """
    if _known(rows[at]):
        return at
    for index in range(at + 1, min(at + 4, len(rows))):
        known, cells = _known(rows[index]), sum(map(bool, rows[index]))
        if known > 1 and 2 * known >= cells:
            return index
    return at


def _score(cells: Sequence[str], usual: int) -> float:
    """How much a row with these cells looks like headings; about 1 where it does."""
    wide = min(1.0, len(cells) / (_WIDE * usual))
    different = len({cell.casefold() for cell in cells}) / len(cells)
    figures = sum(shape(cell) not in ("", "year") for cell in cells) / len(cells)
    long = sum(len(cell) > 300 for cell in cells) / len(cells)
    return wide * different + _PER_KNOWN * _known(cells) / len(cells) - figures - long


def _is_data(rows: Sequence[Cells], at: int, known: int) -> bool:
    """Whether the row is data: its cells look like those below them, as headings do not."""
    below: list[Counter[str]] = [Counter() for _ in rows[at]]
    for row in rows[at + 1 : at + 1 + _ROWS_BELOW]:
        for counts, cell in zip(below, row, strict=False):
            if cell:
                counts[shape(cell)] += 1
    alike = 0
    for cell, counts in zip(rows[at], below, strict=True):
        kind = shape(cell)
        if kind not in ("", "year") and counts and counts.most_common(1)[0][0] == kind:
            alike += 1
    return alike > 0 and known <= alike


def _is_second(upper: Cells, lower: Cells) -> bool:
    """Whether a row is the lower half of headings whose upper half was found.

    A row with text in its first column is data, for all we know.
    """
    return bool(lower) and not lower[0] and bool(_at(upper, 0)) and is_pair(upper, lower)


def _spans(upper: Cells, lower: Cells, column: int) -> bool:
    """Whether a cell stands over more than its own column."""
    if not _at(lower, column) or not _at(lower, column + 1):
        return False
    return _at(upper, column + 1) in ("", upper[column])


def _looks_like_data(cells: Cells) -> bool:
    return any(shape(cell) not in ("", "year") for cell in cells if cell)


def _known(cells: Cells) -> int:
    return sum(normalise_heading(cell) in _words() for cell in cells if cell)


@cache
def _words() -> frozenset[str]:
    """What we know as headings; no single letters, which are ticks as well."""
    found = {normalise_heading(one) for one in _COMMON}
    for fields in FIELDS.values():
        for field in fields:
            found |= {normalise_heading(one) for one in (field.name, field.label, *field.synonyms)}
    return frozenset(one for one in found if len(one) > 1)


def _at(cells: Cells, column: int) -> str:
    return cells[column] if column < len(cells) else ""
