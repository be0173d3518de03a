"""Text files of every dialect and encoding become rows; what is no list is refused."""

import gzip
import hashlib
import json
from typing import Any

import pytest

from joinedup.errors import ListError
from joinedup.imports import tables
from joinedup.imports.reading import MAX_BYTES, MAX_ROWS, SourceFile, read_file
from joinedup.imports.text import restore, tidy

LIST = "Name,Postcode\nOak Lane,S1 2HH\nElm Park,S2 4QT\n"
ROWS = (("Name", "Postcode"), ("Oak Lane", "S1 2HH"), ("Elm Park", "S2 4QT"))


def read(content: str | bytes, name: str = "list.csv") -> SourceFile:
    return read_file(name, content.encode() if isinstance(content, str) else content)


def rows_of(content: str | bytes) -> tuple[tuple[str, ...], ...]:
    return read(content).sheets[0].rows


def refusal(content: str | bytes) -> ListError:
    with pytest.raises(ListError) as caught:
        read(content)
    assert caught.value.hint.endswith(".")
    return caught.value


# --- the file itself -------------------------------------------------------------


def test_a_file_is_known_by_its_bytes() -> None:
    source = read(LIST)
    assert source.sha256 == hashlib.sha256(LIST.encode()).hexdigest()
    assert (source.size, source.format, source.encoding) == (len(LIST), "csv", "utf-8")
    assert (source.delimiter, source.notes) == (",", ())
    assert source.sheets[0].name == "list.csv"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Users\\jo\\list.csv", "list.csv"),
        ("../../etc/list.csv", "list.csv"),
        ("li\u202est\x00\n.csv", "list.csv"),
        ("", "list"),
        ("folder/", "list"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_the_name_is_only_what_shows(given: str, shown: str) -> None:
    assert read(LIST, given).name == shown


def test_a_file_that_is_too_large_is_refused() -> None:
    assert refusal(b"a,b\n" * (MAX_BYTES // 4 + 1)).code == "file-too-large"


# --- encodings -------------------------------------------------------------------

ACCENTS = "Name,Town\nCafé Ñandú,Bala\n"


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "windows-1252"),
    ],
)
def test_encodings(codec: str, encoding: str) -> None:
    source = read(ACCENTS.encode(codec))
    assert source.sheets[0].rows == (("Name", "Town"), ("Café Ñandú", "Bala"))
    assert source.encoding == encoding
    assert bool(source.notes) is (codec == "cp1252")


def test_utf_16_with_its_mark_the_other_way_round() -> None:
    assert rows_of(b"\xfe\xff" + ACCENTS.encode("utf-16-be"))[1] == ("Café Ñandú", "Bala")


def test_bytes_that_windows_1252_does_not_know_are_kept() -> None:
    assert rows_of(b"Name,Town\n\x81 \x93Caf\xe9\x94,Bala\n")[1] == ("\x81 “Café”", "Bala")


def test_a_few_windows_letters_in_utf_8_spoil_only_themselves() -> None:
    source = read("Name,Town\nCafé à Côté,Bala\n".encode() + b"Caf\xe9,Bala\n")
    assert source.sheets[0].rows[1:] == (("Café à Côté", "Bala"), ("Café", "Bala"))
    assert "Most of the file is UTF-8" in source.notes[0]


def test_the_mark_at_the_end_of_old_files_is_no_row() -> None:
    assert rows_of(LIST + "\x1a") == ROWS


@pytest.mark.parametrize(
    "content",
    [
        b"Name,Town\nOak\x00,Leeds\n",
        bytes(range(256)) * 8,
        b"\xff\xfeN\x00a\x00m",
        b"\xff\xfe\x00\xd8\x00\xd8",
        b"Name,\x01\x02\x03\x04\x05\x06\n",
    ],
)
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    assert refusal(content).code == "not-text"


# --- dialects --------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    source = read(LIST.replace(",", delimiter).replace("\n", end))
    assert source.sheets[0].rows == ROWS
    assert source.sheets[0].numbers == (1, 2, 3)
    assert source.delimiter == delimiter


@pytest.mark.parametrize(
    ("content", "delimiter"),
    [
        ("Name;Lat;Long\nOak;53,38;-1,47\nElm;53,39;-1,48\nAsh;53,40;-1,49\n", ";"),
        ("Name;Address\nOak;1 High St, Leeds, LS1\nElm;2 High St, York, YO1\n", ";"),
        ("Partners, March 2024, draft\n\nName;Town\nOak;Leeds\nElm;York\n", ";"),
        ("Name|Town, County\nOak|Leeds, Yorks\nElm|York, Yorks\n", "|"),
        ("Name,Themes\nOak,debt | housing\nElm,health | youth\n", ","),
        ("Name,Notes\nOak,a; b\nElm,c; d; e\nAsh,f\n", ","),
        ("Name\tTown\nOak, The\tLeeds\nElm, The\tYork\n", "\t"),
        ("Name;A;B\nOak;1\nElm;1;2\nAsh, The\nYew, Old;2\n", ";"),
        ("Name|Town\n" + "Oak;A;x| Leeds\n" * 12, "|"),
        ("sep=;\nName;Town, County\nOak;Leeds, Yorks\n", ";"),
        ('"sep=:"\r\nName:Town\r\nOak:Leeds\r\n', ":"),
    ],
)
def test_the_delimiter_is_found(content: str, delimiter: str) -> None:
    source = read(content)
    assert source.delimiter == delimiter
    assert source.notes == ()


def test_a_line_that_says_the_delimiter_is_no_row_but_counts() -> None:
    sheet = read("sep=;\nName;Town\nOak;Leeds\n").sheets[0]
    assert sheet.rows == (("Name", "Town"), ("Oak", "Leeds"))
    assert sheet.numbers == (2, 3)


def test_a_space_before_a_quotation_mark_does_not_split_the_cell() -> None:
    assert rows_of('Name, Town\nOak, "Leeds, W"\nElm, "York, N"\n')[1] == ("Oak", "Leeds, W")


def test_a_file_of_one_column_is_read_as_one() -> None:
    source = read("Name\nOak, Ltd\nElm\nAsh\n")
    assert source.delimiter == ""
    assert source.sheets[0].rows == (("Name",), ("Oak, Ltd",), ("Elm",), ("Ash",))


def test_rows_have_the_numbers_of_their_first_lines() -> None:
    sheet = read('Name,Address\n\n\nOak,"1 High St\nLeeds\n"\nElm,York\n\n').sheets[0]
    assert sheet.rows == (("Name", "Address"), (), ("Oak", "1 High St\nLeeds\n"), ("Elm", "York"))
    assert sheet.numbers == (1, 2, 4, 7)


def test_ragged_rows_stay_as_long_as_they_are() -> None:
    assert rows_of("a,b,c\nd\ne,f,g,h,i\n") == (("a", "b", "c"), ("d",), ("e", "f", "g", "h", "i"))


# --- quotation marks -------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        'Name,Code,Town\n"Oak,A1,Leeds\nElm,A2,York\n"Ash, The",A3,Bath\n',
        'Name,Code,Town\n"Oak,A1,Leeds\nElm,A2,York\nAsh 5",A3,Bath\n',
        'Name,Code,Town\n"Oak,A1,Leeds\nElm,A2,York\nAsh,A3,Bath\n',
        'Name,Code,Town\n"Oak,A1,Leeds\nElm,A2,York\n"Ash",A3,Bath\n',
        'Name,Code,Town\n"Oak,A1,Leeds\n"Elm, Old",A2,York\nAsh,A3,Bath',
    ],
)
def test_a_quotation_mark_that_is_not_closed_swallows_no_row(content: str) -> None:
    source = read(content)
    assert [row[1] for row in source.sheets[0].rows] == ["Code", "A1", "A2", "A3"]
    assert source.sheets[0].rows[1][0] == '"Oak'
    assert source.sheets[0].numbers == (1, 2, 3, 4)
    assert source.notes == (
        "Row 2: a quotation mark is never closed; read as it stands, quotation marks and all.",
    )


def test_a_text_that_ends_within_a_quoted_cell_keeps_its_rows() -> None:
    source = read('Name,Code,Town\nOak,A1,Leeds\nElm,"A2\nAsh\nYew')
    assert source.sheets[0].rows[2:] == (("Elm", '"A2'), ("Ash",), ("Yew",))


def test_a_quotation_mark_in_the_last_line_swallows_no_cell() -> None:
    source = read('Name,Code\nOak,A1\n"Elm,A2')
    assert source.sheets[0].rows[2] == ('"Elm', "A2")
    assert len(source.notes) == 1


def test_a_quotation_mark_that_swallows_very_much_is_found() -> None:
    rows = [f"Group {number},A{number},Leeds" for number in range(20_000)]
    rows[100] = f'"{rows[100]}'
    sheet = read("\n".join(["Name,Code,Town", *rows])).sheets[0]
    assert [row[1] for row in sheet.rows[1:]] == [f"A{number}" for number in range(20_000)]


def test_quotation_marks_within_a_cell_are_letters() -> None:
    assert rows_of('Name,Size\nThe "Cabin" Club,5" pipe\n')[1] == ('The "Cabin" Club', '5" pipe')


def test_long_cells_with_line_breaks_and_delimiters_are_whole() -> None:
    text = "First, of all\nsecond, too\n\nthird, as well; and more"
    source = read(f'Name,Notes\nOak,"{text}"\nElm,none\n')
    assert source.sheets[0].rows == (("Name", "Notes"), ("Oak", text), ("Elm", "none"))
    assert source.notes == ()


def test_a_very_tall_cell_is_said() -> None:
    source = read('Name,Notes\nOak,"' + "words\n" * 30 + '"\nElm,none\n')
    assert "Row 2: a cell of more than 20 lines" in source.notes[0]


def test_quotation_marks_in_disorder_are_refused() -> None:
    error = refusal("Name,Town\n" + '"Oak,Leeds\n' * 2_001)
    assert error.code == "broken-quotes"
    assert "first in row 2" in str(error)


# --- limits ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a,b\n" * (MAX_ROWS + 2_000), "too-many-rows"),
        ("a,b\n" + "x," * 500 + "x\n", "too-many-columns"),
        ("a,b\n" + "x" * 32_768 + ",y\n", "cell-too-long"),
        ("a,b\n" + "x" * 200_000 + ",y\n", "cell-too-long"),
        (("x," * 499 + "x\n") * 10_010, "too-many-cells"),
    ],
)
def test_limits(content: str, code: str) -> None:
    assert refusal(content).code == code


def test_rows_and_columns_without_text_do_not_count() -> None:
    sheet = read("a,b\nc,d\n" + ",\n" * 200_000 + "e,f" + "," * 600 + "\n" + ",\n" * 9).sheets[0]
    assert [row[:2] for row in sheet.rows] == [("a", "b"), ("c", "d"), (), ("e", "f")]
    assert sheet.numbers[-1] == 200_003


def test_a_large_list_is_read() -> None:
    sheet = read("Name,Town\n" + "Oak,Leeds\n" * MAX_ROWS).sheets[0]
    assert len(sheet.rows) == MAX_ROWS + 1


# --- what is no list -------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b" \r\n\t \n", b"\xef\xbb\xbf", "\ufeff \u200b".encode(), b",,\n,\n", b'""', b"sep=;"],
)
def test_a_file_without_text_is_refused(content: bytes) -> None:
    assert refusal(content).code == "empty-file"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "a picture"),
        (gzip.compress(LIST.encode()), "gzip"),
        (b"{\\rtf1 Name}", "RTF"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"<html><body><table><tr><td>Name", "a web page"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>", "a web page"),
        (b"<table border=1><tr><td>Name", "a web page"),
        ("<html><table>".encode("utf-16"), "a web page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart", "a web page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "Excel 2003 XML"),
        (b'<?xml version="1.0"?><rows/>', "an XML file"),
        (b'{"rows": [1, 2]}', "no GeoJSON"),
        (b'[{"Name": "Oak"}]', "no GeoJSON"),
        (b'{"type": "FeatureCollection", "features": [', "damaged JSON"),
        (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "damaged JSON"),
    ],
)
def test_other_files_are_refused_by_what_they_are(content: bytes, says: str) -> None:
    error = refusal(content)
    assert error.code == "wrong-format"
    assert says in error.what


@pytest.mark.parametrize(
    ("stream", "code", "says"),
    [
        ("EncryptedPackage", "password-protected", "password"),
        ("Workbook", "wrong-format", "old Excel workbook"),
        ("WordDocument", "wrong-format", "old Word document"),
        ("Something", "wrong-format", "no list"),
    ],
)
def test_old_and_protected_office_files_are_refused(stream: str, code: str, says: str) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(99)
    error = refusal(ole)
    assert error.code == code
    assert says in error.what


@pytest.mark.parametrize(
    "value",
    [
        {"type": "FeatureCollection", "features": []},
        {"features": [], "name": "Café", "type": "FeatureCollection"},
        {"type": "Polygon", "coordinates": [[[-1.5, 53.4]]]},
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_geojson_is_handed_on(value: dict[str, Any], codec: str) -> None:
    source = read(json.dumps(value, ensure_ascii=False).encode(codec))
    assert (source.format, source.sheets) == ("geojson", ())
    assert json.loads(source.content.decode()) == value


@pytest.mark.parametrize("value", [{"type": "Topology"}, {"type": ["Feature"]}, {}])
def test_other_json_is_no_geojson(value: dict[str, Any]) -> None:
    assert refusal(json.dumps(value) if value else '{ "a": 1}').code == "wrong-format"


def test_a_title_in_brackets_is_no_json() -> None:
    assert rows_of("[Draft],\nName,Town\nOak,[Leeds]")[0] == ("[Draft]", "")


# --- cells -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "restored"),
    [
        ("'=1+1", "=1+1"),
        ("'-2", "-2"),
        ("'\tx", "\tx"),
        ("''=1", "'=1"),
        ("'@x", "@x"),
        ("'tis", "'tis"),
        ("''tis", "''tis"),
        ("'", "'"),
        ("''", "''"),
        ("=1", "=1"),
        ("", ""),
    ],
)
def test_restoring_takes_one_apostrophe_of_a_defused_cell(cell: str, restored: str) -> None:
    assert restore(cell) == restored


def test_defused_cells_are_restored_while_reading() -> None:
    assert rows_of("Name,Town\n'=Oak,'tis\n")[1] == ("=Oak", "'tis")


def test_tidying_takes_what_does_not_show() -> None:
    assert tidy("\ufeff\u00a0 \u200bOak\u00a0Lane \r\n\t") == "Oak\u00a0Lane"


# --- progress --------------------------------------------------------------------


class CancelledError(BaseException):
    pass


def test_progress_is_told_and_can_cancel() -> None:
    content = ("Name,Town\n" + "Oak,Leeds\n" * 9_999).encode()
    told: list[tuple[int, int]] = []
    read_file("x", content, progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 10_001) for done in range(0, 10_000, tables.STEP)]

    def cancel(done: int, total: int) -> None:
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        read_file("x", content, progress=cancel)
