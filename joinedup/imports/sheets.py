"""Which sheet of a workbook is the list that was meant.

Imports :mod:`.columns`, :mod:`.headers`, :mod:`.headings`, :mod:`.tables`. Tested by
``tests/unit/test_imports_sheets.py``.
"""

from collections.abc import Sequence
from dataclasses import replace

from joinedup.errors import ListError
from joinedup.imports.columns import guess_kinds
from joinedup.imports.headers import find_table
from joinedup.imports.headings import own_fields
from joinedup.imports.tables import MAX_ROWS, Sheet, Table

#: Rows of a sheet that are looked at: headings stand in the first 60, if anywhere.
_SAMPLE = 300
#: Lists with this part of the best score are as good; the first of them is meant.
_EQUAL = 0.8
#: How much a sheet has to look like a list for it to be one; instructions have up to 0.4.
_LIST = 0.45
#: A list of two rows is more likely an example; with so many it is long enough.
_SHORT, _LONG_ENOUGH = 0.7, 10


def likeliest_sheet(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet that looks most like a list of one of the six kinds; the first among equals.

    Visible lists come before hidden ones, and those before what is hardly a list. Long lists
    come before short ones; in a workbook that we wrote ourselves the first counts, however
    short. Of a single sheet it is not asked whether it holds a table.

    Raises:
        ListError: When none of several holds a table: what is wrong with the first.
    """
    if len(sheets) == 1:
        return sheets[0]
    found: list[tuple[Sheet, Table, float]] = []
    refused: ListError | None = None
    for one in sheets:
        try:
            table = _beginning(one)
        except ListError as error:
            refused = refused or error
        else:
            found.append((one, table, guess_kinds(table)[0][1]))
    if not found:
        raise refused or ListError("empty-file", "There is no table in this file")
    first = min((likeness < _LIST, sheet.hidden) for sheet, _, likeness in found)
    scores = [
        (likeness * _size(table), sheet)
        for sheet, table, likeness in found
        if (likeness < _LIST, sheet.hidden) == first
    ]
    best = max(score for score, _ in scores)
    return next(sheet for score, sheet in scores if score >= _EQUAL * best)


def _size(table: Table) -> float:
    if own_fields(table.headings):
        return 1.0
    return _SHORT + (1 - _SHORT) * min(len(table.rows), _LONG_ENOUGH) / _LONG_ENOUGH


def _beginning(sheet: Sheet) -> Table:
    """The table in the first rows; in all of them where that could decide whether it is one."""
    if len(sheet.rows) > MAX_ROWS:
        return find_table(sheet)
    try:
        return find_table(
            replace(sheet, rows=sheet.rows[:_SAMPLE], numbers=sheet.numbers[:_SAMPLE])
        )
    except ListError:
        return find_table(sheet)
