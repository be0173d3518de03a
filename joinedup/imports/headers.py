"""Finds the table in a sheet: which row holds the headings, and which rows are data."""

from collections.abc import Iterator, Sequence

from joinedup.errors import ListError
from joinedup.imports.asides import find_asides
from joinedup.imports.heading_rows import HeadingRows, find_heading_rows, join_headings
from joinedup.imports.tables import (
    MAX_CELLS,
    MAX_ROWS,
    STEP,
    LeftOut,
    Progress,
    Row,
    Sheet,
    Table,
    column_letters,
    too_many_cells,
    too_many_rows,
)
from joinedup.imports.text import tidy

Cells = tuple[str, ...]

_MOST_NOTES = 5


def find_table(sheet: Sheet, *, progress: Progress | None = None) -> Table:
    """The table in a sheet.

    Every row with text is above the headings (and then in the title), a heading, data, or
    left out with a reason. White space and invisible marks around cells go; inside they stay.

    Args:
        sheet: The sheet as it was read.
        progress: Told every 2,000 rows how many are done of how many; may raise to cancel.

    Raises:
        ListError: ``empty-file``, ``one-column``, ``no-rows``, ``too-many-rows`` or
            ``too-many-cells``.
    """
    rows = list(_tidied(sheet, progress))
    used = _used_columns(rows)
    if not used:
        raise ListError(
            "empty-file",
            f"There is no text in “{sheet.name}”",
            hint="Choose another sheet, or check that you saved the list.",
        )
    if len(used) == 1:
        raise _one_column(sheet.name)
    found = find_heading_rows(rows)
    data, asides = _split(rows, found)
    if not data:
        raise _no_rows(sheet.name)
    # A title may be wider than the table.
    columns = sorted(_used_columns([rows[one] for one in (*_span(found), *data, *asides)]))
    if len(data) > MAX_ROWS:
        raise too_many_rows(sheet.name)
    if (len(data) + len(asides)) * len(columns) > MAX_CELLS:
        raise too_many_cells(sheet.name)
    headings, notes = _headings(rows, found, columns, sheet.numbers, [*data, *asides])

    def row_of(index: int) -> Row:
        return Row(number=sheet.numbers[index], cells=_pick(rows[index], columns))

    return Table(
        headings=headings,
        rows=tuple(row_of(index) for index in data),
        left_out=tuple(LeftOut(row=row_of(one), reason=why) for one, why in asides.items()),
        title=_title(rows[: max(0, found.first)]),
        notes=notes,
    )


def _tidied(sheet: Sheet, progress: Progress | None) -> Iterator[Cells]:
    """The rows with tidy cells; without text, an empty tuple."""
    total = len(sheet.rows)
    for done, row in enumerate(sheet.rows):
        if progress is not None and done % STEP == 0:
            progress(done, total)
        cells = tuple(map(tidy, row))
        yield cells if any(cells) else ()


def _used_columns(rows: Sequence[Cells]) -> set[int]:
    """The columns that have any text, from 0."""
    used: set[int] = set()
    for row in rows:
        used.update(column for column, cell in enumerate(row) if cell)
    return used


def _span(found: HeadingRows) -> range:
    return range(found.first, found.last + 1) if found.first >= 0 else range(0)


def _split(rows: Sequence[Cells], found: HeadingRows) -> tuple[list[int], dict[int, str]]:
    """Indices of the data rows, and of the others below the headings with their reasons."""
    start = found.last + 1
    asides = find_asides(rows, start, [rows[one] for one in _span(found)])
    data = [index for index in range(start, len(rows)) if rows[index] and index not in asides]
    return data, dict(sorted(asides.items()))


def _pick(row: Cells, columns: Sequence[int]) -> Cells:
    size = len(row)
    return tuple(row[column] if column < size else "" for column in columns)


def _title(rows: Sequence[Cells]) -> str:
    """The text above the headings in one line."""
    lines = (" ".join(" ".join(row).split()) for row in rows if row)
    return " · ".join(lines)


# --- headings --------------------------------------------------------------------


def _headings(
    rows: Sequence[Cells],
    found: HeadingRows,
    columns: Sequence[int],
    numbers: Sequence[int],
    below: Sequence[int],
) -> tuple[Cells, tuple[str, ...]]:
    """The headings of the columns, each its own, and what a person should know of them."""
    raw = _raw_headings(rows, found, columns[-1] + 1)
    names: list[str] = []
    taken = {raw[column].casefold() for column in columns} - {""}
    seen: set[str] = set()
    unnamed: list[tuple[int, str]] = []
    doubled: list[str] = []
    for column in columns:
        name = raw[column] or f"Column {column_letters(column)}"
        if raw[column] and name.casefold() not in seen:
            seen.add(name.casefold())
        else:
            name = _free(name, taken)
            taken.add(name.casefold())
            if raw[column]:
                doubled.append(name)
            else:
                unnamed.append((column, name))
        names.append(name)
    notes = [
        *_opening_notes(found, numbers),
        *(_doubled_note(name) for name in doubled[:_MOST_NOTES]),
    ]
    if found.first >= 0:
        notes += _unnamed_notes(rows, unnamed, numbers, sorted(below))
    return tuple(names), tuple(notes)


def _raw_headings(rows: Sequence[Cells], found: HeadingRows, width: int) -> list[str]:
    """The headings as the file has them, in one line each; empty where it has none."""
    if found.first < 0:
        return [""] * width
    upper: Cells = rows[found.first] if found.first < found.last else ()
    return [" ".join(heading.split()) for heading in join_headings(upper, rows[found.last], width)]


def _free(name: str, taken: set[str]) -> str:
    """The name, with the first number behind it that makes it the only one."""
    if name.casefold() not in taken:
        return name
    number = 2
    while f"{name} ({number})".casefold() in taken:
        number += 1
    return f"{name} ({number})"


def _opening_notes(found: HeadingRows, numbers: Sequence[int]) -> list[str]:
    if found.first < 0:
        return [
            "No row of headings was found: the columns are called Column A, Column B and so on."
        ]
    if not found.known:
        return [
            f"Row {numbers[found.last]} was read as the headings. If it is a row of the list, "
            "put a row of headings above it."
        ]
    if found.first > 0:
        return [f"The headings are in row {numbers[found.last]}; what is above is the title."]
    return []


def _doubled_note(name: str) -> str:
    return f"The heading of “{name}” is in the file more than once."


def _unnamed_notes(
    rows: Sequence[Cells],
    unnamed: Sequence[tuple[int, str]],
    numbers: Sequence[int],
    below: Sequence[int],
) -> list[str]:
    notes = []
    for column, name in unnamed[:_MOST_NOTES]:
        cells = (index for index in below if column < len(rows[index]) and rows[index][column])
        notes.append(
            f"“{name}” has no heading in the file; its first text is in row {numbers[next(cells)]}."
        )
    if len(unnamed) > _MOST_NOTES:
        notes.append(f"{len(unnamed) - _MOST_NOTES} more columns have no heading.")
    return notes


# --- what is no table ------------------------------------------------------------


def _one_column(name: str) -> ListError:
    return ListError(
        "one-column",
        f"There is only one column in “{name}”",
        hint=(
            "Columns are told apart by commas, semicolons, tabs or |. Save the list as an Excel "
            "workbook (.xlsx), or add a second column, such as the postcode."
        ),
    )


def _no_rows(name: str) -> ListError:
    return ListError(
        "no-rows",
        f"There are headings in “{name}”, but no rows below them",
        hint="Check that you saved the whole list, or choose another sheet.",
    )
