"""Files that are too large, made where a test needs them and never kept."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping

from scripts.nasty_lists.parts import HEADINGS, table
from scripts.nasty_lists.workbooks import files as workbooks

_MEGABYTE = 1024 * 1024


def too_many_bytes() -> bytes:
    """One byte more than 20 MB."""
    start = table(HEADINGS)
    return start + b"x" * (20 * _MEGABYTE + 1 - len(start))


def too_many_rows() -> bytes:
    """100,001 rows below the headings."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    writer.writerows((f"Group {number}", "S1 2HH", "VCS") for number in range(100_001))
    return buffer.getvalue().encode()


def too_many_columns() -> bytes:
    """501 columns."""
    headings = [*HEADINGS, *(f"Column {number}" for number in range(4, 502))]
    return table(headings, ["x"] * 501)


def too_long_a_cell() -> bytes:
    """A cell of 32,768 characters."""
    return table(HEADINGS, ("Oak Lane Larder", "S1 2HH", "x" * 32_768))


def broken_quotes() -> bytes:
    """501 rows whose quotation marks are never closed."""
    rows = "".join(f'"Group {number},S1 2HH,VCS\r\n' for number in range(501))
    return f"{','.join(HEADINGS)}\r\n{rows}".encode()


def deep_json() -> bytes:
    """Brackets in brackets, 100,000 deep."""
    return b"[" * 100_000 + b"]" * 100_000


def zip_bomb() -> bytes:
    """A workbook of a few hundred kilobytes with a sheet of 210 MB."""
    parts = _parts()
    sheet = b"<worksheet><sheetData>" + b" " * (210 * _MEGABYTE) + b"</sheetData></worksheet>"
    return _packed({**parts, "xl/worksheets/sheet1.xml": sheet})


def too_many_parts() -> bytes:
    """A workbook of 2,001 parts."""
    return _packed(_parts() | {f"xl/media/{number}.xml": b"<x/>" for number in range(2_001)})


#: Each with what it is refused as.
LARGE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "too-many-bytes.csv": (too_many_bytes, "file-too-large"),
    "too-many-rows.csv": (too_many_rows, "too-many-rows"),
    "too-many-columns.csv": (too_many_columns, "too-many-columns"),
    "too-long-a-cell.csv": (too_long_a_cell, "cell-too-long"),
    "broken-quotes.csv": (broken_quotes, "broken-quotes"),
    "deep.json": (deep_json, "wrong-format"),
    "zip-bomb.xlsx": (zip_bomb, "workbook-too-large"),
    "too-many-parts.xlsx": (too_many_parts, "workbook-too-large"),
}


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbooks()["merged-cells.xlsx"])) as made:
        return {name: made.read(name) for name in made.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return buffer.getvalue()
