"""Sheets as they come, tables as they are understood, and how large both may be.

:mod:`.headers` turns a sheet into a table.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from joinedup.errors import ListError
from joinedup.imports.text import tidy

#: The most data rows of one sheet, its most columns and cells, and the longest cell, in
#: characters (Excel's own limit).
MAX_ROWS = 100_000
MAX_COLUMNS = 500
MAX_CELLS = 5_000_000
MAX_CELL = 32_767

#: Called now and then with what is done and what there is; may raise to cancel.
Progress = Callable[[int, int], None]
#: After how many rows that is.
STEP = 2_000
# Rows above and below a table that do not count as data.
_ROUND_ABOUT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a file, as it is: cells as text, only what an export added taken away.

    Attributes:
        name: The sheet's name in a workbook; the file's name otherwise.
        rows: Cells as text, each row as long as it came; one empty tuple stands for any
            number of rows without text that follow each other.
        numbers: The row number of each, as a spreadsheet or an editor shows it, from 1. With
            quoted line breaks these jump, so that a person finds the row.
        hidden: Whether the workbook does not show it.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A data row: its number as a spreadsheet shows it, and one cell for each heading."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row below the headings that is not data: a total, the headings again, a footnote."""

    row: Row
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The table in a sheet.

    Attributes:
        headings: One a column, never empty and never twice the same: an empty one is
            ``Column C``, a second ``Name`` is ``Name (2)``. Two heading rows are joined:
            ``Address: Postcode``.
        rows: Data rows, each with as many cells as there are headings. Rows without any
            text are not counted anywhere.
        left_out: Rows with text that are no data.
        title: What stood above the headings, joined; empty where nothing did.
        notes: What was noticed, a sentence each, for the person: ``Row 7 has more cells
            than the headings: ...``.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()


def gather(
    name: str,
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    total: int = 0,
    progress: Progress | None = None,
) -> Sheet:
    """A sheet of numbered rows, as long as it is of a size that we read.

    Args:
        name: Name of the sheet.
        rows: Number and cells of each row, in order.
        total: How many rows there are about, for progress.
        progress: Told every 2,000 rows.

    Raises:
        ListError: ``too-many-rows``, ``too-many-columns``, ``too-many-cells`` or
            ``cell-too-long``.
    """
    kept: list[tuple[int, tuple[str, ...]]] = []
    with_text = cells_seen = 0
    for done, (number, cells) in enumerate(rows):
        if progress is not None and done % STEP == 0:
            progress(done, max(1, done, total))
        if not tidy("".join(cells)):
            if kept and kept[-1][1]:
                kept.append((number, ()))
            continue
        row = _bounded(number, cells)
        with_text += 1
        cells_seen += len(row)
        if with_text > MAX_ROWS + _ROUND_ABOUT:
            raise too_many_rows(name)
        if cells_seen > MAX_CELLS:
            raise too_many_cells(name)
        kept.append((number, row))
    if kept and not kept[-1][1]:
        kept.pop()
    return Sheet(
        name=name, rows=tuple(row for _, row in kept), numbers=tuple(number for number, _ in kept)
    )


def too_many_rows(name: str) -> ListError:
    """The refusal of a sheet with more than 100,000 rows of data."""
    return ListError(
        "too-many-rows",
        f"There are more than {MAX_ROWS:,} rows in “{name}”",
        hint="Split the list into several files, for example one a place.",
    )


def too_many_cells(name: str) -> ListError:
    """The refusal of a sheet with more than 5,000,000 cells."""
    return ListError(
        "too-many-cells",
        f"There are more than {MAX_CELLS:,} cells in “{name}”",
        hint="Delete the columns that are not needed, or split the list into several files.",
    )


def too_many_columns(where: str) -> ListError:
    """The refusal of a sheet with more than 500 columns."""
    return ListError(
        "too-many-columns",
        f"{where} goes beyond column {MAX_COLUMNS} ({column_letters(MAX_COLUMNS - 1)})",
        hint="Delete the columns that are not needed, and save the file again.",
    )


def column_letters(index: int) -> str:
    """The letters of a column, counted from 0, as a spreadsheet shows them: 27 is ``AB``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _bounded(number: int, cells: Sequence[str]) -> tuple[str, ...]:
    if len(cells) > MAX_COLUMNS:
        cells = _without_tail(cells)
        if len(cells) > MAX_COLUMNS:
            raise too_many_columns(f"Row {number}")
    if max(map(len, cells)) > MAX_CELL:
        raise ListError(
            "cell-too-long",
            f"Row {number} has a cell of more than {MAX_CELL:,} characters",
            hint="Check that the file is a list, and shorten the cell.",
        )
    return tuple(cells)


def _without_tail(cells: Sequence[str]) -> Sequence[str]:
    """The cells without empty ones at the end."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
