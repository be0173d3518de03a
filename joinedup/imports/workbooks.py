"""Excel workbooks -> sheets of text cells, by calamine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import (
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from joinedup.imports import cells, packages
from joinedup.imports.tables import Progress, Sheet, gather
from joinedup.imports.text import restore

_Value = int | float | str | bool | time | date | datetime | timedelta
_MIDNIGHT = time()


def read_workbook(
    content: bytes, *, progress: Progress | None = None
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The sheets of a workbook (``.xlsx``) that have any text, and notes on them.

    Rows have the numbers that Excel shows, and columns their places, whether or not the
    sheet begins at A1. Hidden sheets are offered too.

    Raises:
        ListError: When it cannot be read, or holds more than we read.
    """
    parts = packages.unpack(content)
    extents = cells.measure(parts, progress)
    names = cells.sheet_names(parts)
    total = sum(extent.rows for extent in extents.values())
    notes = [
        _error_note(names.get(part, ""), extent.errors)
        for part, extent in extents.items()
        if extent.errors
    ]
    stream = packages.pack(parts)
    parts.clear()
    sheets: list[Sheet] = []
    with _understood():
        workbook = CalamineWorkbook.from_object(stream)
    with workbook:
        for index, about in enumerate(workbook.sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            done = sum(len(sheet.rows) for sheet in sheets)
            rows = _rows(workbook, index)
            sheet = gather(about.name, rows, total=total - done, progress=_after(done, progress))
            if sheet.rows:
                hidden = about.visible is not SheetVisibleEnum.Visible
                sheets.append(replace(sheet, hidden=hidden))
                if hidden:
                    notes.append(f"The sheet “{about.name}” is hidden in Excel.")
    return tuple(sheets), tuple(notes)


def cell_text(value: _Value) -> str:
    """A cell as text: whole numbers without decimals, dates as ISO 8601."""
    if isinstance(value, str):
        return restore(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        midnight = value.time() == _MIDNIGHT
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, timedelta):
        return _duration(value)
    return str(value)


def _number(value: float) -> str:
    text = repr(value).removesuffix(".0")
    return format(Decimal(text), "f") if "e" in text else text


def _duration(value: timedelta) -> str:
    """Hours, minutes and seconds: ``30:00:00``."""
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, second = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{second:02}"


def _rows(workbook: CalamineWorkbook, index: int) -> Iterator[tuple[int, list[str]]]:
    with _understood():
        sheet = workbook.get_sheet_by_index(index)
        start = sheet.start
        rows = [] if start is None else list(sheet.iter_rows())
    # Rows come from the first of the sheet on, cells from the first column with any value.
    before = [""] * (start[1] if start else 0)
    for number, values in enumerate(rows, 1):
        yield number, before + [cell_text(value) for value in values]


def _after(done: int, progress: Progress | None) -> Progress | None:
    """Progress of a later sheet: its rows come on top of those done."""
    if progress is None or not done:
        return progress
    return lambda rows, total: progress(done + rows, done + total)


def _error_note(name: str, errors: list[str]) -> str:
    shown = ", ".join([one for one in errors if one][:5])
    more = " and more" if len(errors) > 5 else ""
    where = f" ({shown}{more})" if shown else ""
    return (
        f"The sheet “{name}” has cells that hold an Excel error such as #N/A{where}; "
        "they were read as empty."
    )


@contextmanager
def _understood() -> Iterator[None]:
    """Turns whatever calamine raises into the refusal of a workbook.

    Raises:
        ListError: When calamine cannot read it.
    """
    try:
        yield
    except Exception as error:
        raise packages.broken() from error
    except BaseException as error:
        # A panic of the compiled library is no Exception; only its name tells it.
        if type(error).__name__ == "PanicException":
            raise packages.broken() from error
        raise
