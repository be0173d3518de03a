"""Any text that goes into a spreadsheet file comes out of it again, and runs nowhere."""

import csv
import io
import math
import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from joinedup.imports.text import restore
from joinedup.render.downloads import sheet_names, to_csv, to_xlsx
from joinedup.render.escaping import defuse

# Characters that mean something to a spreadsheet or its files, mixed with any other.
SIGNS = [*"'=+-@|\\,;\"\t\r\n\x00\x01\x1f :_x01.<>&[]*?/\ud800\udfff\ufeff\ufffe\uffff\u2028"]
SIGNS += ["''", "-1", "-1.47", "'-1", "_x0001_", "_x005F_", "&#10;", "\U0001f600", "History"]
texts = st.lists(st.one_of(st.sampled_from(SIGNS), st.characters()), max_size=8).map("".join)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(texts, min_size=width, max_size=width), max_size=6)
)
numbers = st.floats(allow_nan=False, allow_infinity=False)


def from_csv(content: bytes) -> list[list[str]]:
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    return [[restore(cell) for cell in row] for row in reader]


def from_xlsx(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_index(0).to_python()
    return [[restore(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def headings(rows: list[list[str]]) -> list[str]:
    return [f"h{column}" for column in range(len(rows[0]) if rows else 1)]


@given(texts)
def test_a_defused_text_is_no_formula_and_comes_back(text: str) -> None:
    cell = defuse(text)
    assert restore(cell) == text
    assert cell in (text, f"'{text}")
    assert not re.match(r"[=+\-@\x00-\x1f]", cell) or re.fullmatch(r"-[0-9]+(\.[0-9]+)?", cell)


@given(texts, texts)
def test_two_texts_never_become_one(one: str, other: str) -> None:
    assert (defuse(one) == defuse(other)) == (one == other)


@given(tables)
def test_a_csv_gives_every_text_back(rows: list[list[str]]) -> None:
    held = [[re.sub("[\ud800-\udfff]", "\ufffd", cell) for cell in row] for row in rows]
    assert from_csv(to_csv(headings(rows), rows)) == [headings(rows), *held]


@given(tables)
def test_a_workbook_gives_every_text_back(rows: list[list[str]]) -> None:
    held = [[re.sub("[\ud800-\udfff\ufffe\uffff]", "\ufffd", c) for c in row] for row in rows]
    while held and not any(held[-1]):
        held.pop()  # a reader of workbooks does not see empty rows at the end
    assert from_xlsx(to_xlsx({"List": (headings(rows), rows)})) == [headings(rows), *held]


@given(st.lists(numbers, min_size=1, max_size=6))
def test_a_csv_gives_every_number_back_exactly(values: list[float]) -> None:
    _, *rows = from_csv(to_csv(["n"], [[value] for value in values]))
    assert [Decimal(cell) for (cell,) in rows] == [Decimal(repr(value)) for value in values]
    assert not any("e" in cell.lower() for (cell,) in rows)


@given(st.lists(st.floats(-180, 180), min_size=1, max_size=6))
def test_a_workbook_gives_coordinates_back(values: list[float]) -> None:
    _, *rows = from_xlsx(to_xlsx({"List": (["n"], [[value] for value in values])}))
    for (cell,), value in zip(rows, values, strict=True):
        assert isinstance(cell, float)
        assert math.isclose(cell, value, rel_tol=1e-14)


@given(st.lists(texts, max_size=5))
def test_any_sheet_names_make_a_workbook(names: list[str]) -> None:
    made = sheet_names(names)
    assert len(made) == len({name.lower() for name in made}) == len(names)
    assert all(1 <= len(name.encode("utf-16-le")) // 2 <= 31 for name in made)
    content = to_xlsx({name: (["a"], []) for name in ["first", *made]})
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == ["first", *made]
