"""Files to download: what spreadsheets and our own reader find in them."""

import csv
import io
import re
import tempfile
import time
import tracemalloc
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from joinedup.errors import JoinedUpError
from joinedup.render.downloads import (
    CELL_LIMIT,
    CUT,
    ROW_LIMIT,
    Cell,
    Grid,
    frame_to_xlsx,
    grid_of,
    sheet_names,
    to_csv,
    to_xlsx,
)


def csv_rows(*rows: list[Cell]) -> list[list[str]]:
    content = to_csv(["a", "b"], rows)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]


def xlsx_rows(*rows: list[Cell]) -> list[list[object]]:
    return read(to_xlsx({"List": (["a", "b"], rows)}), "List")[1:]


def read(content: bytes, sheet: str) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_name(sheet).to_python()]


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(f"xl/{name}.xml").decode()


# --- CSV -------------------------------------------------------------------------


def test_a_csv_is_utf8_with_a_mark_and_windows_line_ends() -> None:
    content = to_csv(["name", "note"], [["Zoë", 'says "hi", twice'], ["two\nlines", ""]])
    assert content == (
        b'\xef\xbb\xbfname,note\r\nZo\xc3\xab,"says ""hi"", twice"\r\n"two\nlines",\r\n'
    )


def test_a_csv_writes_numbers_plainly() -> None:
    assert csv_rows([-1.47, 7], [0.00001, 1e21], [None, float("nan")], [-3, -0.0]) == [
        ["-1.47", "7"],
        ["0.00001", "1000000000000000000000"],
        ["", ""],
        ["-3", "-0.0"],
    ]


def test_a_csv_runs_nothing() -> None:
    assert csv_rows(["=1+1", "-1+1"], ["-1.47", "'=quoted"], ["\ttab", "\x00nul"]) == [
        ["'=1+1", "'-1+1"],
        ["-1.47", "''=quoted"],
        ["'\ttab", "'\x00nul"],
    ]


def test_a_heading_runs_nothing_either() -> None:
    assert to_csv(["=1+1"], []) == b"\xef\xbb\xbf'=1+1\r\n"
    assert read(to_xlsx({"List": (["=1+1"], [])}), "List") == [["'=1+1"]]


def test_half_a_surrogate_pair_does_not_lose_the_file() -> None:
    assert csv_rows(["a\ud800b", "\U0001f600"]) == [["a\ufffdb", "\U0001f600"]]


# --- Excel -----------------------------------------------------------------------


def test_a_workbook_keeps_texts_as_texts_and_numbers_as_numbers() -> None:
    rows: list[list[Cell]] = [["001", -1.47], ["2024-04", 7], ["=1+1", None], ["-1.47", 53.38]]
    assert xlsx_rows(*rows) == [["001", -1.47], ["2024-04", 7], ["'=1+1", ""], ["-1.47", 53.38]]


def test_a_workbook_has_no_formula_and_no_link() -> None:
    content = to_xlsx({"List": (["a"], [["=1+1"], ["{=1}"], ["http://evil.example"]])})
    sheet = part(content, "worksheets/sheet1")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_numbers_that_excel_would_round_or_refuse_are_texts() -> None:
    assert xlsx_rows([10**15 - 1, 10**15], [float("inf"), float("nan")], ["x", "y"]) == [
        [float(10**15 - 1), "1000000000000000"],
        ["Infinity", ""],
        ["x", "y"],
    ]


@pytest.mark.parametrize("letter", ["a", "\U0001f600", "é"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(letter: str) -> None:
    fits = letter * (2 * CELL_LIMIT // len(letter.encode("utf-16-le")))
    ((kept, cut),) = xlsx_rows([fits, fits + letter])
    assert kept == fits
    assert isinstance(cut, str)
    assert cut.endswith(CUT)
    assert CELL_LIMIT - 1 <= len(cut.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert set(cut.removesuffix(CUT)) == {letter}


def test_what_xml_cannot_hold_does_not_lose_the_file() -> None:
    (row,) = xlsx_rows(["a\ud800b\ufffe\uffff", "bell\x07 _x0007_ \r\n\x0b"])
    assert row == ["a\ufffdb\ufffd\ufffd", "bell\x07 _x0007_ \r\n\x0b"]


def test_the_headings_are_bold_stay_in_view_and_filter() -> None:
    content = to_xlsx({"List": (["name", "town"], [["a", "b"], ["c", "d"]])})
    sheet = part(content, "worksheets/sheet1")
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    styles = dict(re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', sheet))
    fonts = re.findall(r"<font>.*?</font>", part(content, "styles"))
    forms = re.findall(r'<xf numFmtId="\d+" fontId="(\d+)"', part(content, "styles"))[1:]
    bold = {cell for cell, style in styles.items() if "<b/>" in fonts[int(forms[int(style)])]}
    assert bold == {"A1", "B1"}


def test_a_column_of_texts_is_formatted_as_text_and_one_of_numbers_is_not() -> None:
    content = to_xlsx({"List": (["a", "b", "c"], [["001", None, ""], ["", 7, ""]])})
    columns = re.findall(r"<col min.*?/>", part(content, "worksheets/sheet1"))
    assert ["style=" in column for column in columns] == [True, False, True]
    assert 'numFmtId="49"' in part(content, "styles")  # the text format


def test_texts_of_digits_are_not_marked_as_mistakes() -> None:
    sheet = part(to_xlsx({"List": (["a"], [["001"]])}), "worksheets/sheet1")
    assert '<ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/>' in sheet


def test_columns_are_as_wide_as_what_they_hold_within_reason() -> None:
    content = to_xlsx({"List": (["a", "b", "c"], [["x", "y" * 29, "z" * 500]])})
    widths = re.findall(r'width="([0-9]+)', part(content, "worksheets/sheet1"))
    assert widths == ["10", "30", "60"]


def test_a_sheet_without_rows_or_headings_is_still_a_sheet() -> None:
    content = to_xlsx({"Rows": (["a"], []), "Nothing": ([], [])})
    assert read(content, "Rows") == [["a"]]
    assert read(content, "Nothing") == []


def test_the_same_rows_make_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    grid: Grid = (["a"], [["x"], [1.5]])
    first = to_xlsx({"List": grid})
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    second = to_xlsx({"List": grid})
    monkeypatch.undo()
    time.tzset()
    assert second == first
    assert "2000-01-01" in _core(first)


def _core(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("docProps/core.xml").decode()


def test_a_large_workbook_takes_little_memory() -> None:
    rows: list[list[Cell]] = [[f"{row}-{column}" for column in range(10)] for row in range(3000)]
    tracemalloc.start()
    content = to_xlsx({"List": (list("abcdefghij"), rows)})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * len(content)


def test_no_temporary_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    to_xlsx({"List": (["a"], [["x"]] * 50)})
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    with pytest.raises(JoinedUpError, match=r"cannot hold so many rows.*CSV file instead"):
        to_xlsx({"List": ([], [()] * ROW_LIMIT)})


# --- tables ----------------------------------------------------------------------


def test_a_table_keeps_its_kinds_of_cells_in_a_workbook() -> None:
    frame = pd.DataFrame(
        {"text": ["001", None], "whole": [-1, 2], "part": [0.5, None], "maybe": [7, pd.NA]}
    ).astype({"maybe": "Int64"})
    assert read(frame_to_xlsx(frame, "a/b"), "a b") == [
        ["text", "whole", "part", "maybe"],
        ["001", -1, 0.5, 7],
        ["", 2, "", ""],
    ]


def test_a_table_may_have_two_columns_of_one_name() -> None:
    frame = pd.DataFrame([["x", "y"]], columns=["Name", "Name"])
    assert grid_of(frame) == (["Name", "Name"], [("x", "y")])


# --- names of sheets -------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "made"),
    [
        (["Organisations", "Ties"], ["Organisations", "Ties"]),
        (["a/b: [c]*?\\d"], ["a b c d"]),
        (["'quoted'", "O'Brien"], ["quoted", "O'Brien"]),
        (["", " ", "[]"], ["Sheet", "Sheet (2)", "Sheet (3)"]),
        (["Ties", "TIES"], ["Ties", "TIES (2)"]),
        (["History"], ["History (2)"]),
        (["x" * 40, "x" * 31], ["x" * 31, "x" * 27 + " (2)"]),
        (["\U0001f600" * 20], ["\U0001f600" * 15]),
        (["nul\x00\ud800 \ufffe"], ["nul"]),
        (["x" * 30 + "'y", "'" + "z" * 31], ["x" * 30, "z" * 31]),
    ],
)
def test_sheets_get_names_that_excel_takes(names: list[str], made: list[str]) -> None:
    assert sheet_names(names) == made
