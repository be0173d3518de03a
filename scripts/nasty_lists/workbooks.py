"""Excel workbooks as people make them: covers, merged cells, errors, numbers that were texts."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from scripts.nasty_lists.parts import HEADINGS, PARTNERS, repacked

_CREATED = datetime(2026, 3, 3)


def files() -> dict[str, bytes]:
    return {
        "several-sheets.xlsx": _made(_several_sheets),
        "merged-cells.xlsx": _made(_merged_cells),
        "dates-and-numbers.xlsx": _made(_dates_and_numbers),
        "error-cells.xlsx": _made(_error_cells),
        "formula-cells.xlsx": _made(_formula_cells),
        "far-corner.xlsx": _made(_far_corner),
        "blank-sheets.xlsx": _made(_blank_sheets),
    }


def _made(fill: Callable[[Any], None]) -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _CREATED})
        fill(book)
    return repacked(buffer.getvalue())


def _rows(sheet: Any, rows: Sequence[Sequence[Any]], *, row: int = 0, column: int = 0) -> None:
    for at, cells in enumerate(rows):
        sheet.write_row(row + at, column, cells)


def _several_sheets(book: Any) -> None:
    cover = book.add_worksheet("Read me")
    _rows(cover, [["Partner directory"], ["One row for each organisation."], ["Ask the office."]])
    lookups = book.add_worksheet("Lookups")
    _rows(lookups, [["Type", "Short"], ["Charity", "CHA"], ["Practice", "GP"], ["Council", "LA"]])
    lookups.hide()
    _rows(book.add_worksheet("Partners"), [HEADINGS, *PARTNERS])
    _rows(book.add_worksheet("Old list"), [["Name", "Postcode"], ["Fernhill Chess", "S1 2HH"]])


def _merged_cells(book: Any) -> None:
    sheet = book.add_worksheet("Partners")
    centred = book.add_format({"align": "center"})
    sheet.merge_range("A1:D1", "South Yorkshire partner directory", centred)
    sheet.merge_range("A2:B2", "Organisation", centred)
    sheet.merge_range("C2:D2", "Where", centred)
    _rows(
        sheet,
        [
            ("Name", "Sector", "Borough", "Postcode"),
            ("Sprotbrough Cricket Club", "VCS", "", "DN5 7NS"),
            ("Wednesday Walkers", "VCS", "", "DN1 3BU"),
            ("Good Things Foundation", "Charity", "", "S1 2BX"),
            ("Oak Lane Larder", "VCS", "", "S1 2HH"),
        ],
        row=2,
    )
    sheet.merge_range("C4:C5", "Doncaster", centred)
    sheet.merge_range("C6:C7", "Sheffield", centred)


def _dates_and_numbers(book: Any) -> None:
    sheet = book.add_worksheet("Members")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    _rows(
        sheet,
        [
            ("Organisation", "Charity number", "Postcode", "Sector", "Partnership", "Since"),
            ("Good Things Foundation", 1165209, "S1 2BX", "Charity", "Winter Alliance"),
            ("Target Housing Limited", 1017481.0, "S60 1BY", "VCS", "Winter Alliance", 2024),
            ("Oak Lane Larder", None, "S1 2HH", "VCS", "Winter Alliance", 45383),
        ],
    )
    _rows(sheet, [("Until", "Active")], column=6)
    sheet.write_datetime("F2", date(2024, 4, 1), day)
    sheet.write_datetime("G3", datetime(2026, 3, 31, 17, 30), day)
    for row, active in enumerate((True, True, False), start=1):
        sheet.write_boolean(row, 7, active)


def _error_cells(book: Any) -> None:
    sheet = book.add_worksheet("Partners")
    _rows(sheet, [HEADINGS, *PARTNERS])
    sheet.write_formula("C2", "=Lookups!B9", value="#REF!")
    sheet.write_formula("B4", '=VLOOKUP("Oak",A9:B9,2,FALSE)', value="#N/A")


def _formula_cells(book: Any) -> None:
    sheet = book.add_worksheet("Partners")
    _rows(sheet, [HEADINGS, *PARTNERS])
    sheet.write_formula("A2", '="Sprotbrough"&" Cricket Club"', value="Sprotbrough Cricket Club")
    sheet.write_formula("A4", '="Oak Lane "&"Larder"', value="Oak Lane Larder")
    sheet.write_formula("A5", "=Names!A4", value="")


def _far_corner(book: Any) -> None:
    sheet = book.add_worksheet("Partners")
    _rows(sheet, [HEADINGS, *PARTNERS], row=4, column=2)
    sheet.write("Z300", "x")


def _blank_sheets(book: Any) -> None:
    book.add_worksheet("Sheet1")
    book.add_worksheet("Sheet2").write_blank("C9", None, book.add_format({"bold": True}))
