"""Files to download: CSV and Excel bytes that spreadsheets show as they are and run nothing of.

Both are the same for the same rows, byte for byte. Cells are defused in both
(:func:`joinedup.render.escaping.defuse`), because a sheet saved as CSV is a CSV file.

Imports :mod:`joinedup.render.escaping` and :mod:`joinedup.errors`. Tested by
``tests/unit/test_render_downloads.py`` and ``tests/property/test_render_downloads.py``.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pandas as pd

from joinedup.errors import JoinedUpError
from joinedup.render.escaping import defuse

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: What a cell can hold: text stays text, a number is written as a number.
Cell = str | int | float | None
#: Headings and the rows below them.
Grid = tuple[Sequence[str], Sequence[Sequence[Cell]]]

#: The media type of an Excel workbook.
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Most characters of a cell and most rows of a sheet, by Excel's specification. Excel counts
#: UTF-16 units, so an emoji is two.
CELL_LIMIT: Final = 32_767
ROW_LIMIT: Final = 1_048_576
#: Ends a text that Excel cannot hold in one cell.
CUT: Final = " … [cut here: an Excel cell holds 32,767 characters; the CSV file has them all]"

_EXACT = 10**15  # Excel keeps 15 digits of a number
_NAME_LIMIT = 31
_NARROWEST, _WIDEST, _MEASURED = 10, 60, 200
_TEXT = 49  # Excel's number for its text format, "@"
_CREATED = datetime(2000, 1, 1)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_SETTINGS = {
    # Rows go to a temporary file one by one: 27,000 rows take 2 MB of memory, not 90.
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV file: UTF-8 with a mark, so that Excel reads it so; CRLF; quoted where needed.

    Numbers are written plainly (``-1.47``, ``0.00001``), None and NaN as empty cells. Half
    a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([_csv_text(heading) for heading in headings])
    writer.writerows([_csv_text(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Mapping[str, Grid]) -> bytes:
    """An Excel workbook of at least one sheet: bold headings that stay in view, filters.

    Texts stay texts (``001``, ``2024-04``, ``=1+1``), and columns without numbers are
    formatted as text, so that what somebody types there stays as typed. Control characters
    are written the way Excel escapes them. U+FFFE, U+FFFF and half a surrogate pair, which
    XML cannot hold, become U+FFFD. A text that is too long for a cell is cut and ends in
    :data:`CUT`; numbers of more than 15 digits are written as text.

    Args:
        sheets: Headings and rows by sheet name; names are fitted to Excel's rules.

    Raises:
        JoinedUpError: When a sheet has more rows than Excel can hold.
    """
    most = max((len(rows) for _, rows in sheets.values()), default=0)
    if most >= ROW_LIMIT:
        what = "An Excel sheet cannot hold so many rows"
        raise JoinedUpError(what, value=most, hint="Download the CSV file instead.")
    # Not above: every page imports this module, and only a download needs the writer.
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _SETTINGS) as workbook:
        workbook.set_properties({"created": _CREATED})
        bold = workbook.add_format({"bold": True, "num_format": _TEXT})
        text = workbook.add_format({"num_format": _TEXT})
        for name, grid in zip(sheet_names(sheets), sheets.values(), strict=True):
            _fill(workbook.add_worksheet(name), grid, bold=bold, text=text)
    return buffer.getvalue()


def frame_to_xlsx(frame: pd.DataFrame, name: str) -> bytes:
    """An Excel workbook of one table; see :func:`to_xlsx`."""
    return to_xlsx({name: grid_of(frame)})


def grid_of(frame: pd.DataFrame) -> Grid:
    """A table's headings and rows; missing cells are None."""
    cells = frame.astype(object).where(frame.notna(), None)
    headings = [str(column) for column in frame.columns]
    return headings, list(cells.itertuples(index=False, name=None))


def sheet_names(names: Iterable[str]) -> list[str]:
    r"""Names that Excel takes for sheets, one for each, all different.

    At most 31 characters, none of ``[ ] : * ? / \``, no apostrophe at either end, neither
    empty nor "History", which Excel keeps for itself; upper and lower case are the same.
    """
    made: list[str] = []
    taken = {"history"}
    for name in names:
        stem = _SPACES.sub(" ", _NOT_IN_NAME.sub(" ", name))
        candidate, count = _name(stem), 1
        while candidate.lower() in taken:
            count += 1
            candidate = _name(stem, f" ({count})")
        taken.add(candidate.lower())
        made.append(candidate)
    return made


def _name(stem: str, suffix: str = "") -> str:
    cut = _first(stem.strip("' "), _NAME_LIMIT - len(suffix)).strip("' ")
    return (cut or "Sheet") + suffix


def _csv_text(cell: Cell) -> str:
    return defuse(_SURROGATE.sub("\ufffd", _plain(cell)))


def _plain(cell: Cell) -> str:
    """A cell as text; the shortest digits that mean the same number, without an exponent."""
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, float):
        return format(Decimal(repr(float(cell))), "f")
    return str(cell)


def _fill(sheet: "Worksheet", grid: Grid, *, bold: "Format", text: "Format") -> None:
    headings, rows = grid
    last = max(len(headings) - 1, 0)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), last)
    # No green corner on "001": it is text on purpose.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROW_LIMIT}"})
    for column, heading in enumerate(headings):
        form = None if _holds_numbers(rows, column) else text
        sheet.set_column(column, column, _width(heading, rows, column), form)
        _write(sheet, 0, column, heading, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell)


def _write(
    sheet: "Worksheet", row: int, column: int, cell: Cell, form: "Format | None" = None
) -> None:
    if _is_number(cell):
        sheet.write_number(row, column, cell, form)
    elif text := _xlsx_text(cell):
        sheet.write_string(row, column, text, form)


def _is_number(cell: Cell) -> bool:
    """Whether Excel can hold it as a number: not NaN, not infinite, not too long."""
    return isinstance(cell, int | float) and abs(cell) < _EXACT


def _xlsx_text(cell: Cell) -> str:
    text = defuse(_NOT_XML.sub("\ufffd", _plain(cell)))
    if _units(text) <= CELL_LIMIT:
        return text
    return _first(text, CELL_LIMIT - _units(CUT)) + CUT


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _first(text: str, units: int) -> str:
    """The beginning of a text, in UTF-16 units; no character is cut in half."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


def _holds_numbers(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    cells = (row[column] for row in rows if column < len(row))
    return _is_number(next((cell for cell in cells if cell not in (None, "")), None))


def _width(heading: str, rows: Sequence[Sequence[Cell]], column: int) -> int:
    """Characters; the arrow of the filter takes the room of three beside the heading."""
    cells = (row[column] for row in rows[:_MEASURED] if column < len(row))
    widest = max([len(heading) + 3, *(len(_plain(cell)) + 1 for cell in cells)])
    return min(max(widest, _NARROWEST), _WIDEST)
