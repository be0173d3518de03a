"""Excel workbooks become sheets of text; hostile ones never reach the reader."""

import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from joinedup.errors import ListError
from joinedup.imports.packages import MAX_PARTS, MAX_UNPACKED
from joinedup.imports.reading import SourceFile, read_file
from joinedup.imports.tables import MAX_ROWS, STEP
from joinedup.imports.workbooks import cell_text
from tests.unit.workbook_samples import (
    SHEET,
    STRINGS,
    packed,
    parts_of,
    tampered,
    workbook,
)

LIST = [["Name", "Postcode"], ["Oak Lane", "S1 2HH"], ["Elm Park", "S2 4QT"]]
PLAIN = workbook({"List": LIST})


def read(content: bytes) -> SourceFile:
    return read_file("list.xlsx", content)


def refusal(content: bytes) -> ListError:
    with pytest.raises(ListError) as caught:
        read(content)
    assert caught.value.hint.endswith(".")
    return caught.value


def build(fill: Any) -> bytes:
    """A workbook with one sheet that a function fills."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book, book.add_worksheet("List"))
    return stream.getvalue()


# --- sheets ----------------------------------------------------------------------


def test_sheets_come_in_order_and_empty_ones_are_left_out() -> None:
    source = read(workbook({"One": LIST, "None": [], "Blank": [["", " "]], "Two": LIST[:2]}))
    assert [sheet.name for sheet in source.sheets] == ["One", "Two"]
    assert source.sheets[0].rows == tuple(map(tuple, LIST))
    assert (source.format, source.encoding, source.delimiter) == ("xlsx", "", "")
    assert source.notes == ()


def test_hidden_sheets_are_offered_and_said() -> None:
    source = read(workbook({"One": LIST, "Old": LIST}, hidden=["Old"]))
    assert [sheet.name for sheet in source.sheets] == ["One", "Old"]
    assert source.notes == ("The sheet “Old” is hidden in Excel.",)


def test_charts_are_no_sheets() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Name", "Postcode"])
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=List!$A$1:$A$1"})
        book.add_chartsheet("Chart").set_chart(chart)

    assert [sheet.name for sheet in read(build(fill)).sheets] == ["List"]


def test_rows_and_columns_keep_their_places() -> None:
    rows = [[], [], [None, None, "Name", "Postcode"], [], [], [None, None, "Oak", "S1 2HH"]]
    sheet = read(workbook({"List": rows})).sheets[0]
    assert sheet.rows == (("", "", "Name", "Postcode"), (), ("", "", "Oak", "S1 2HH"))
    assert sheet.numbers == (3, 4, 6)


def test_a_workbook_without_text_is_refused() -> None:
    assert refusal(workbook({"One": [], "Two": [[" "]]})).code == "empty-file"


def test_a_workbook_is_read_whatever_its_name_says() -> None:
    assert read_file("list.csv", PLAIN).format == "xlsx"


def test_text_is_read_whatever_its_name_says() -> None:
    assert read_file("list.xlsx", b"Name,Postcode\nOak,S1 2HH\n").format == "csv"


def test_references_may_be_left_out() -> None:
    parts = parts_of(PLAIN)
    for reference in (b' r="A2"', b' r="B2"', b' r="B3"'):
        parts[SHEET] = parts[SHEET].replace(reference, b"")
    parts[SHEET] = parts[SHEET].replace(b'<row r="2"', b"<row")
    assert read(packed(parts)).sheets == read(PLAIN).sheets


# --- cells -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-1.5, "-1.5"),
        (0.1, "0.1"),
        (1e20, "100000000000000000000"),
        (1.5e-7, "0.00000015"),
        (12345678901234.0, "12345678901234"),
        (7, "7"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2024, 3, 1), "2024-03-01"),
        (datetime(2024, 3, 1), "2024-03-01"),
        (datetime(2024, 3, 1, 14, 30), "2024-03-01 14:30:00"),
        (time(9, 5), "09:05:00"),
        (timedelta(hours=30, minutes=5), "30:05:00"),
        (timedelta(hours=-1), "-1:00:00"),
        ("'=Oak", "=Oak"),
        (" x\r\ny ", " x\r\ny "),
    ],
)
def test_cells_as_text(value: Any, text: str) -> None:
    assert cell_text(value) == text


def test_cells_as_excel_holds_them() -> None:
    def fill(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        hours = book.add_format({"num_format": "[h]:mm"})
        sheet.write_row(0, 0, ["text", 1, 0.5, True])
        sheet.write_datetime(1, 0, datetime(2024, 3, 1), day)
        sheet.write_datetime(1, 1, timedelta(hours=30), hours)
        sheet.write_formula(1, 2, "=1+1", None, 2)
        sheet.write_rich_string(1, 3, "a", book.add_format({"bold": True}), "b")

    assert read(build(fill)).sheets[0].rows == (
        ("text", "1", "0.5", "TRUE"),
        ("2024-03-01", "30:00:00", "2", "ab"),
    )


def test_errors_are_read_as_empty_and_said() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Name", "Postcode"])
        for row in range(1, 8):
            sheet.write(row, 0, "Oak")
            sheet.write_formula(row, 1, "=NA()", None, "#N/A")

    source = read(build(fill))
    assert source.sheets[0].rows[1] == ("Oak", "")
    assert source.notes == (
        "The sheet “List” has cells that hold an Excel error such as #N/A "
        "(B2, B3, B4, B5, B6 and more); they were read as empty.",
    )


# --- what is no workbook ---------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"content.xml": b"", "mimetype": b""}, "OpenDocument"),
        ({"word/document.xml": b""}, "Word"),
        ({"ppt/presentation.xml": b""}, "PowerPoint"),
        ({"Index/Document.iwa": b""}, "Numbers"),
        ({"xl/workbook.bin": b""}, "binary Excel"),
        ({"list.csv": b"Name,Town"}, "zip archive"),
        ({}, "zip archive"),
    ],
)
def test_other_packages_are_refused_by_what_they_are(parts: dict[str, bytes], says: str) -> None:
    error = refusal(packed(parts))
    assert error.code == "wrong-format"
    assert says in error.what


def test_damaged_workbooks_are_refused() -> None:
    assert refusal(PLAIN[: len(PLAIN) // 2]).code == "broken-workbook"
    middle = len(PLAIN) // 3
    assert refusal(PLAIN[:middle] + bytes(60) + PLAIN[middle + 60 :]).code == "broken-workbook"
    assert refusal(b"PK\x03\x04").code == "broken-workbook"


NONSENSE = [b"", b"<a", b"nothing", b"<a/>", b"\xff\xfe<\x00a\x00"]


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, STRINGS])
@pytest.mark.parametrize("content", NONSENSE)
def test_a_part_that_is_something_else_is_refused(part: str, content: bytes) -> None:
    error = refusal(packed({**parts_of(PLAIN), part: content}))
    assert error.code in {"broken-workbook", "empty-file"}


def test_a_workbook_without_its_parts_is_refused() -> None:
    for part in (SHEET, STRINGS, "xl/_rels/workbook.xml.rels"):
        parts = parts_of(PLAIN)
        del parts[part]
        assert refusal(packed(parts)).code in {"broken-workbook", "empty-file"}


def test_two_parts_of_one_name_are_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, part in parts_of(PLAIN).items():
            package.writestr(name, part)
        package.writestr(SHEET.upper(), b"<worksheet/>")
    assert refusal(stream.getvalue()).code == "broken-workbook"


def test_parts_with_a_password_are_refused() -> None:
    content = bytearray(PLAIN)
    at = content.index(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 1)
    assert refusal(bytes(content)).code == "password-protected"


# --- bombs -----------------------------------------------------------------------


def with_part(content: bytes, *, name: str = "xl/more.xml") -> bytes:
    return packed({**parts_of(PLAIN), name: content})


def test_a_part_that_grows_too_far_is_refused() -> None:
    assert refusal(with_part(b" " * 20_000_000)).code == "workbook-too-large"


def test_parts_that_are_too_large_together_are_refused() -> None:
    # Half of it is noise, so that no part grows more than is usual.
    noise = bytes(32 + number * 7919 % 89 for number in range(100_000))
    part = (noise + b" " * 4_900_000) * (MAX_UNPACKED // 10_000_000)
    more = {f"xl/more{number}.xml": part for number in range(3)}
    assert refusal(packed({**parts_of(PLAIN), **more})).code == "workbook-too-large"


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    content = with_part(b" " * 20_000_000)
    size = (20_000_000).to_bytes(4, "little")
    assert size in content
    assert refusal(content.replace(size, (900).to_bytes(4, "little"))).code == "broken-workbook"


def test_too_many_parts_are_refused() -> None:
    more = {f"xl/{number}.xml": b"" for number in range(MAX_PARTS)}
    assert refusal(packed({**parts_of(PLAIN), **more})).code == "workbook-too-large"


def test_packages_inside_and_pictures_are_not_opened() -> None:
    inner = packed({"zeros.bin": bytes(50_000_000)})
    assert read(with_part(inner, name="xl/embeddings/inner.zip")).sheets == read(PLAIN).sheets
    assert read(with_part(bytes(250_000_000), name="xl/media/a.emf")).sheets == read(PLAIN).sheets


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml"])
def test_document_types_and_entities_are_refused(part: str) -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    end = b"?>"
    content = tampered(PLAIN, part, end, end + doctype)
    assert refusal(content).code == "unsafe-workbook"


def test_a_count_of_strings_that_is_not_true_is_refused() -> None:
    # Taken at its word, it would end the process: it asks for more memory than there is.
    for count in (b"99999999999999999", b"4000000000", b"-1", b"x"):
        content = tampered(PLAIN, STRINGS, b'uniqueCount="6"', b'uniqueCount="' + count + b'"')
        assert refusal(content).code == "broken-workbook"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'r="B3"', b'r="XFD3"', "too-many-columns"),
        (b'r="B3"', b'r="ABCDEFGH3"', "broken-workbook"),
        (b'r="B3"', b'r="B0"', "broken-workbook"),
        (b'r="B3"', b'r="B9999999"', "broken-workbook"),
        (b'r="B3"', b'r="B99999999999"', "broken-workbook"),
        (b'r="B3"', b'r="b3"', "broken-workbook"),
        (b'r="A3"', b'r="A1"', "broken-workbook"),
        (b'<row r="3"', b'<row r="0"', "broken-workbook"),
        (b'<row r="3"', b'<row r="-7"', "broken-workbook"),
        (b"<v>5</v>", b"<v>99</v>", "broken-workbook"),
        (b"<v>5</v>", b"<v>-1</v>", "broken-workbook"),
        (b"<v>5</v>", b"<v>" + b"1" * 50_000 + b"</v>", "broken-workbook"),
    ],
)
def test_cells_in_impossible_places_are_refused(old: bytes, new: bytes, code: str) -> None:
    assert refusal(tampered(PLAIN, SHEET, old, new)).code == code


def test_a_text_far_below_is_refused_where_all_between_would_be_too_much() -> None:
    rows = [["x"] * 13]
    content = tampered(workbook({"List": [*rows, ["y"]]}), SHEET, b'r="A2"', b'r="A400000"')
    error = refusal(content)
    assert error.code == "too-many-cells"
    assert "“List”" in error.what


def test_cells_that_do_not_say_where_they_are_count_as_well() -> None:
    cell = b"<c><v>1</v></c>"
    wide = b'<row r="400000">' + cell * 20 + b"</row></sheetData>"
    assert refusal(tampered(PLAIN, SHEET, b"</sheetData>", wide)).code == "too-many-cells"
    long = (b"<row>" + cell + b"</row>") * 4_000 + b"<row>" + cell * 2_000 + b"</row></sheetData>"
    assert refusal(tampered(PLAIN, SHEET, b"</sheetData>", long)).code == "too-many-cells"


def test_a_text_far_below_is_read_where_little_is_between() -> None:
    content = tampered(workbook({"List": [["x", "y"], ["z"]]}), SHEET, b'r="A2"', b'r="A400000"')
    sheet = read(content).sheets[0]
    assert sheet.rows == (("x", "y"), (), ("z", ""))
    assert sheet.numbers == (1, 2, 400_000)


def test_a_border_far_below_is_no_text() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    content = tampered(PLAIN, SHEET, b"</sheetData>", far)
    assert read(content).sheets == read(PLAIN).sheets


def test_one_long_text_in_very_many_cells_is_refused() -> None:
    rows = [["x" * 30_000, "y"]] + [["x" * 30_000, "y"]] * 4_000
    content = workbook({"List": rows})
    assert len(content) < 100_000
    assert refusal(content).code == "too-many-cells"


def test_too_many_rows_are_refused() -> None:
    error = refusal(workbook({"Raw data": [["Oak", "S1 2HH"]] * (MAX_ROWS + 2_000)}))
    assert error.code == "too-many-rows"
    assert "“Raw data”" in error.what


def test_a_cell_longer_than_excel_allows_is_refused() -> None:
    content = tampered(PLAIN, STRINGS, b"Oak Lane", b"x" * 32_768)
    assert refusal(content).code == "cell-too-long"


# --- progress --------------------------------------------------------------------


class CancelledError(BaseException):
    pass


def test_progress_counts_over_all_sheets_and_can_cancel() -> None:
    rows = [["Oak", "S1 2HH"]] * 5_000
    content = workbook({"One": rows, "Two": rows})
    told: list[tuple[int, int]] = []
    read_file("x", content, progress=lambda done, total: told.append((done, total)))
    counted = [one for one in told if one[1] == 10_000]
    assert [done for done, _ in counted if done] == [STEP, 2 * STEP, 5_000, 7_000, 9_000]
    assert told[0][0] == 0

    for after in range(len(told)):
        left = iter([True] * after)

        def cancel(done: int, total: int, left: Any = left) -> None:
            if not next(left, False):
                raise CancelledError

        with pytest.raises(CancelledError):
            read_file("x", content, progress=cancel)
