"""Columns that say a thing once for a group of rows: merged cells, or blanks below a name."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby

from joinedup.imports.tables import Row, Table

#: Fields that a list may give once for all the rows below it.
_OF_GROUPS = frozenset({"partnership", "neighbourhood", "programme", "theme"})
# Beside an organisation an empty neighbourhood is one that nobody wrote down.
_NOT_BESIDE = {"neighbourhood": frozenset({"organisation", "organisation_id"})}
_FEWEST = 2
# A theme that goes on upon the next page stands there again: "3. Safeguarding (cont)".
_CONTINUED = re.compile(r"\s*\((?:cont|contd|cont'd|continued)\.?\)$", re.IGNORECASE)
# A list of actions is often of one programme, which is written once at its top.
_ONE_IS_ENOUGH = frozenset({"programme"})


def grouped_columns(table: Table, columns: Mapping[int, str]) -> tuple[int, ...]:
    """The columns that are written once at the top of each group of rows.

    That is how a column looks whose first cell is filled, whose filled cells are all
    different, and of which at least half is empty. Where a name comes twice, an empty cell
    may as well mean that there is none.

    Args:
        table: The rows.
        columns: Field by index of the column.
    """
    held = frozenset(columns.values())
    return tuple(
        index
        for index, name in columns.items()
        if name in _OF_GROUPS
        and not held & _NOT_BESIDE.get(name, frozenset())
        and _is_grouped(
            [row.cells[index].strip() for row in table.rows]
            if name != "theme"
            else _themes([row.cells[index].strip() for row in table.rows]),
            1 if name in _ONE_IS_ENOUGH else _FEWEST,
        )
    )


def without_continued(text: str) -> str:
    """A heading without the mark that it goes on: ``3. Safeguarding (cont)``."""
    return _CONTINUED.sub("", text)


def filled_down(table: Table, columns: Mapping[int, str]) -> Table:
    """The table with the empty cells of such columns filled from above, and a note that says so."""
    indices = grouped_columns(table, columns)
    if not indices:
        return table
    above = dict.fromkeys(indices, "")
    rows = []
    for row in table.rows:
        cells = list(row.cells)
        for index in indices:
            above[index] = cells[index] = cells[index].strip() or above[index]
        rows.append(Row(number=row.number, cells=tuple(cells)))
    notes = [
        f"“{table.headings[index]}” is written once for each group of rows: its empty cells are "
        "read as the one above them."
        for index in indices
    ]
    return replace(table, rows=tuple(rows), notes=(*table.notes, *notes))


def _themes(cells: list[str]) -> list[str]:
    """The cells of a column of themes, one that goes on at its first place only."""
    filled = [without_continued(cell).casefold() for cell in cells if cell]
    kept = [one for one, _ in groupby(filled)]
    return [*kept, *([""] * (len(cells) - len(kept)))] if cells and cells[0] else cells


def _is_grouped(cells: list[str], fewest: int) -> bool:
    filled = [cell.casefold() for cell in cells if cell]
    return (
        len(filled) >= fewest
        and bool(cells[0])
        and len(set(filled)) == len(filled)
        and 2 * len(filled) <= len(cells)
    )
