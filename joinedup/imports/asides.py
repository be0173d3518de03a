"""Rows below the headings that are no data: totals, the headings again, footnotes.

When in doubt a row is data: it then shows up in the plan, where a person sees it.
"""

import re
from collections.abc import Collection, Sequence

HEADINGS_AGAIN = "The headings again."
TOTAL = "A total, not a row of the list."
PAGE = "A page number."
FOOTNOTE = "A note below the list."

_TOTAL_WORD = r"(?:(?:grand|overall|report|sub)[\s-]*totals?|totals?|sum)"
# The word alone, with a figure behind it, or with what is counted.
_TOTAL_ALONE = re.compile(rf"{_TOTAL_WORD}\s*[:=]?\s*[\d,. ]*", re.IGNORECASE)
_TOTAL_OF = re.compile(
    rf"(?:sub[\s-]*totals?\b.*|{_TOTAL_WORD}\s+(?:number|no\.?|count|amount|for|of|all|"
    r"members?|organisations?|partners?|practices?|rows?|records?)\b.*)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[-+(]?\s?[£$€]?\s?\d[\d,. ]*%?\)?|[-\u2013\u2014]|n/?a", re.IGNORECASE)
_PAGE = re.compile(r"page\s+\d+(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:sources?|notes?|footnotes?|key|legend|disclaimer|n\.?b\.?|last updated)\s*[:.]"
    r"|(?:printed|exported|generated|produced|prepared|compiled|extracted)\s+(?:on|by|from|at)\b"
    r"|report\s+(?:generated|run|produced|printed)\b"
    r"|data\s+(?:as at|as of|correct (?:as )?at|from|source)\b"
    r"|(?:correct\s+)?as\s+at\s+\d"
    r"|end\s+of\s+(?:report|list|file|data)\b"
    r"|contains\s+(?:public sector|os|ordnance survey|ons|national statistics|nhs)\b"
    r"|copyright\b.*\d|(?:©|†|‡|\*+\s)",
    re.IGNORECASE,
)
# A note is longer than most names; a total or a heading is not longer than this.
_LONG, _LONGEST = 80, 500


def find_asides(
    rows: Sequence[Sequence[str]], start: int, headings: Collection[Sequence[str]]
) -> dict[int, str]:
    """The rows that are no data, by their index, each with the reason.

    Args:
        rows: The rows of a sheet without white space around cells; empty where without text.
        start: Index of the first row below the headings.
        headings: The rows that hold the headings.
    """
    again = {_plain(one) for one in headings}
    found = {}
    for index in range(start, len(rows)):
        reason = _reason(rows[index], again)
        if reason:
            found[index] = reason
    return found | _footnotes(rows, start, found)


def _reason(row: Sequence[str], again: Collection[tuple[str, ...]]) -> str:
    first = next((cell for cell in row if cell), "")
    if not first or len(first) > _LONGEST:
        return ""
    # Cheap tests first: most rows are data.
    if _TOTAL_ALONE.match(first) and _is_total(first, [cell for cell in row if cell][1:]):
        return TOTAL
    if _PAGE.fullmatch(first) and sum(map(bool, row)) == 1:
        return PAGE
    return HEADINGS_AGAIN if _plain(row) in again else ""


def _is_total(first: str, others: Sequence[str]) -> bool:
    """Whether a row is a total; a charity called Total Wellbeing is none."""
    if not all(_FIGURE.fullmatch(cell) for cell in others):
        return False
    return bool(_TOTAL_ALONE.fullmatch(first) or (others and _TOTAL_OF.fullmatch(first)))


def _footnotes(rows: Sequence[Sequence[str]], start: int, found: dict[int, str]) -> dict[int, str]:
    """The notes at the end: single texts from the first on that reads as a note."""
    end = len(rows)
    while end > start and (end - 1 in found or _is_lone(rows[end - 1])):
        end -= 1
    notes: dict[int, str] = {}
    for index in range(end, len(rows)):
        cells = [cell for cell in rows[index] if cell]
        if index in found or not cells:
            continue
        after_gap = index > 0 and not any(rows[index - 1])
        is_long = len(cells[0]) > _LONG and " " in cells[0]
        if notes or _NOTE.match(cells[0]) or (after_gap and is_long and len(cells) == 1):
            notes[index] = FOOTNOTE
    return notes


def _is_lone(row: Sequence[str]) -> bool:
    """Whether a row has one cell with text at most, or two of which the first says ``Note:``."""
    cells = [cell for cell in row if cell]
    return len(cells) <= 1 or (len(cells) == 2 and bool(_NOTE.fullmatch(cells[0])))


def _plain(row: Sequence[str]) -> tuple[str, ...]:
    """A row of headings as it is compared: without case, without empty cells at the end."""
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return tuple(cell.casefold() for cell in row[:end])
