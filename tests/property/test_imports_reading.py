"""Any table comes back the same from any dialect; no input gets past the reader unseen."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from joinedup.errors import ListError
from joinedup.imports.headers import find_table
from joinedup.imports.reading import read_file
from joinedup.imports.tables import gather
from joinedup.imports.text import restore, tidy
from joinedup.render.escaping import defuse
from tests.unit.workbook_samples import SHEET, STRINGS, packed, parts_of, workbook

T = TypeVar("T")

# --- any table, any dialect ------------------------------------------------------

# Text of the signs that mean something in some dialect, mixed with any other.
SIGNS = [*",;\t|\"' \n=+-@[]{}<>:\\#é€\u00a0\u2028\ufeff", "\r\n", "; ", ", ", '","', "sep="]
letters = st.characters(exclude_categories=["C"])
cells = st.lists(st.one_of(st.sampled_from(SIGNS), letters), max_size=8).map("".join)
words = st.from_regex(r"[A-Za-z]{1,8}", fullmatch=True)


# Without what could be the second byte of a letter in UTF-8 as well.
windows = st.lists(
    st.one_of(st.sampled_from(SIGNS[:20]), st.sampled_from("abzÀÉßéñü£")), max_size=8
).map("".join)


@st.composite
def tables(draw: st.DrawFn, cell: st.SearchStrategy[str] = cells) -> list[list[str]]:
    """Two to five headings of plain words, and rows of any text below."""
    headings = draw(st.lists(words, min_size=2, max_size=5))
    row = st.lists(cell, min_size=len(headings), max_size=len(headings))
    return [headings, *draw(st.lists(row.filter(has_text), max_size=8))]


def has_text(row: list[str]) -> bool:
    return bool(tidy("".join(row)))


@dataclass(frozen=True)
class Dialect:
    """How a table is written; ``always`` quotes every cell, not only those that need it."""

    delimiter: str
    end: str
    codec: str
    always: bool

    def write(self, rows: list[list[str]]) -> bytes:
        lines = (self.delimiter.join(map(self._cell, row)) + self.end for row in rows)
        return "".join(lines).encode(self.codec)

    def _cell(self, cell: str) -> str:
        text = defuse(cell)
        if self.always or set(text) & {self.delimiter, '"', "\r", "\n"}:
            return '"' + text.replace('"', '""') + '"'
        return text


dialects = st.builds(
    Dialect,
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    always=st.booleans(),
)


@given(tables(), dialects)
def test_any_table_comes_back_from_any_dialect(rows: list[list[str]], dialect: Dialect) -> None:
    source = read_file("x", dialect.write(rows))
    assert [list(row) for row in source.sheets[0].rows] == rows
    assert source.delimiter == dialect.delimiter
    assert source.notes == ()


@given(tables(windows), dialects)
def test_any_table_of_windows_letters_comes_back(rows: list[list[str]], dialect: Dialect) -> None:
    rows.append(["Café", *rows[0][1:]])
    source = read_file("x", replace(dialect, codec="cp1252").write(rows))
    assert [list(row) for row in source.sheets[0].rows] == rows
    assert source.encoding == "windows-1252"


@given(tables())
def test_any_table_comes_back_from_a_workbook(rows: list[list[str]]) -> None:
    content = workbook({"List": [[defuse(cell) for cell in row] for row in rows]})
    sheet = read_file("x", content).sheets[0]
    assert [list(row) for row in sheet.rows] == rows


@given(st.one_of(cells, st.text()))
def test_restoring_is_the_inverse_of_defusing(cell: str) -> None:
    assert restore(defuse(cell)) == cell


# --- any table in a sheet --------------------------------------------------------

odd_cells = st.one_of(
    cells,
    words,
    st.sampled_from(
        [
            *("", "", "Name", "Postcode", "Total", "Subtotal", "Source: x", "Page 1", "S1 2HH"),
            *("2024-01-01", "x", "12", "Organisation", "Address", "Column B", "Name (2)"),
        ]
    ),
)
odd_sheets = st.lists(st.lists(odd_cells, max_size=6), max_size=12)


@given(odd_sheets)
@example([["Name", "Address", ""], ["", "Street", "Town"], ["a", "b", "c"], ["Total", "", "1"]])
def test_no_row_of_a_sheet_is_lost(rows: list[list[str]]) -> None:
    sheet = gather("x", list(enumerate(rows, 1)))
    table = attempt(partial(find_table, sheet))
    if isinstance(table, ListError):
        assert table.code in {"empty-file", "one-column", "no-rows"}
        return
    below = [row.number for row in table.rows] + [one.row.number for one in table.left_out]
    with_text = [number for number, row in zip(sheet.numbers, sheet.rows, strict=True) if row]
    assert sorted(below) == with_text[-len(below) :]
    assert [row.number for row in table.rows] == sorted(row.number for row in table.rows)
    assert len({heading.casefold() for heading in table.headings}) == len(table.headings)
    assert all(table.headings)
    for row in (*table.rows, *(one.row for one in table.left_out)):
        assert len(row.cells) == len(table.headings)
        whole = sheet.rows[sheet.numbers.index(row.number)]
        assert squeezed(row.cells) == squeezed(whole)


def squeezed(texts: tuple[str, ...]) -> str:
    return "".join("".join(texts).replace("\ufeff", "").split())


# --- any bytes -------------------------------------------------------------------


def accept(content: bytes) -> None:
    """Reads bytes that may be anything; only a refusal may come of it."""
    source = attempt(partial(read_file, "x", content))
    if isinstance(source, ListError):
        return
    assert source.sheets or source.format == "geojson"
    for sheet in source.sheets:
        assert list(sheet.numbers) == sorted(set(sheet.numbers))
        assert len(sheet.rows) == len(sheet.numbers)
        assert any(sheet.rows)
        attempt(partial(find_table, sheet))


def attempt(step: Callable[[], T]) -> T | ListError:
    """What a step gives, or its refusal, which says what to do."""
    try:
        return step()
    except ListError as error:
        refused = error
    assert refused.code
    assert refused.hint
    return refused


@given(st.binary(max_size=300))
@example(b'"')
@example(b",,\r")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    accept(content)


@given(st.lists(st.one_of(st.sampled_from([*SIGNS, "\x00", "a,b\n", '"', "\r"]), cells)))
def test_any_text_is_read_or_refused(pieces: list[str]) -> None:
    accept("".join(pieces).encode())


PARTS = parts_of(workbook({"List": [["Name", "Town", "Size"], ["Oak", "Leeds", 3.5]]}))
SNIPPETS = [
    *(b"<c>", b"</c>", b"<v>", b"</v>", b"<row>", b"</row>", b"<is><t>x</t></is>", b"<f>A1</f>"),
    *(b' r="A1"', b' r="XFD9"', b' t="s"', b' t="e"', b' t="d"', b' t="inlineStr"', b' s="9"'),
    *(b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&#48;", b"&amp;", b"1e999", b"NaN", b"-1"),
    *(b"<si>", b"<t>", b"<x:c", b"2024-02-30T99:00:00", b"\xff", b"<sheetData>", b"9" * 30),
]


@given(
    st.sampled_from([SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), st.sampled_from(SNIPPETS)), max_size=4),
)
def test_any_workbook_is_read_or_refused(
    name: str, changes: list[tuple[float, int, bytes]]
) -> None:
    part = PARTS[name]
    for where, cut, snippet in changes:
        at = int(where * len(part))
        part = part[:at] + snippet + part[at + cut :]
    accept(packed({**PARTS, name: part}))


@given(st.floats(0, 1), st.binary(max_size=20), st.integers(0, 20))
def test_any_package_is_read_or_refused(where: float, put: bytes, cut: int) -> None:
    content = packed(PARTS)
    at = int(where * len(content))
    accept(content[:at] + put + content[at + cut :])


def test_fuzzing_finds_nothing(tmp_path: Path) -> None:
    if find_spec("atheris") is None:
        pytest.skip("atheris is made for Linux on x86-64 with Python before 3.14 only")
    command = [sys.executable, "-m", "tests.property.fuzz_reading", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done" in done.stderr
