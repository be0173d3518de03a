"""What every form of a document says in the same words: its day, its filters, its cells. Pure.

Used by :mod:`.pdf`, :mod:`.html_file`, :mod:`.slides` and :mod:`.images`. Tested by
``tests/unit/test_render_wording.py``.
"""

import re
from calendar import month_name
from zoneinfo import ZoneInfo

from joinedup.render.document import Cell, Document, Picture, Table
from joinedup.render.nouns import counted
from joinedup.render.sentence import spoken_date

#: The rows of a table that a document shows at most; a longer one says where the rest is.
MOST_ROWS = 500
#: The people who read it are in England, wherever the server's clock is.
_HERE = ZoneInfo("Europe/London")
_MONTHS = tuple(month_name)[1:]
_SPOKEN = re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}})")
ILLUSTRATIVE = "Illustrative data: these organisations are made up"
NOT_KNOWN = "\N{EN DASH}"


def cell_text(cell: Cell) -> str:
    """What stands in a cell: numbers with commas and at most three decimals."""
    if cell is None:
        return NOT_KNOWN
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return f"{cell:,.3f}".rstrip("0").rstrip(".") if cell - cell == 0 else NOT_KNOWN
    return f"{cell:,}" if isinstance(cell, int) else cell


def sorted_by(cell: Cell) -> str:
    """What a cell is sorted by: a bare number, a day from the year on; empty where not known."""
    text = cell_text(cell)
    if text == NOT_KNOWN or cell is None:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return repr(cell)
    found = _SPOKEN.fullmatch(text)
    if not found:
        return text
    return f"{found['year']}-{_MONTHS.index(found['month']) + 1:02d}-{int(found['day'] or 0):02d}"


def stand(one: Document) -> str:
    """What the document shows: its page, its day and its version, if it is of one."""
    parts = (f"{one.page} as of {spoken_date(one.day)}", one.version)
    return " · ".join(part for part in parts if part)


def made(one: Document) -> str:
    """When it was made: ``22 November 2026, 15:00``, on the clocks of England."""
    here = one.made_at.astimezone(_HERE)
    return f"{spoken_date(here.date())}, {here:%H:%M}"


def web_link(one: Document) -> str:
    """What opens the same view; empty where that is not known, or no address of the web."""
    return one.link if one.link.startswith(("http://", "https://")) else ""


def filters_said(one: Document) -> str:
    """The filters on one line; empty where none could say what is in the document."""
    if not one.filterable:
        return ""
    if one.extent:
        return one.extent
    return f"Filters: {' · '.join(one.filters)}" if one.filters else "No filters"


def rows_of(one: Table) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table that a document shows."""
    return one.rows[:MOST_ROWS]


def notes_of(one: Table) -> tuple[str, ...]:
    """What stands below a table: its own note, what is left out, what a dash means."""
    shown = rows_of(one)
    total = max(one.total or 0, len(one.rows))
    said = [one.note] if one.note else []
    if not shown:
        said.append("Nothing to list.")
    if total > len(shown) > 0:
        rows = counted(total, "row", "rows")
        said.append(
            f"The first {len(shown):,} of {rows}. The page in the browser has all of them, with a "
            "download for Excel."
        )
    if any(cell_text(cell) == NOT_KNOWN for row in shown for cell in row):
        said.append(f"{NOT_KNOWN} means not known.")
    return tuple(said)


def stamp_of(one: Document, picture: Picture) -> str:
    """The line that a picture carries wherever it goes: what it shows, and if it is made up."""
    # What a picture is about begins with the footprint, unless it is of a part of it.
    whole = [] if one.subject.startswith(one.footprint) else [one.footprint]
    made_up = [ILLUSTRATIVE] if one.illustrative else []
    subject = f"{picture.kind.capitalize()}: {one.subject}"
    return " · ".join([*made_up, "Joined Up", *whole, subject, one.version])
