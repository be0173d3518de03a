"""Turns the bytes of a file into sheets of text cells. What a file is, its content decides."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from joinedup.errors import ListError
from joinedup.imports import delimited, tables
from joinedup.imports.packages import protected
from joinedup.imports.tables import Progress, Sheet, gather
from joinedup.imports.text import SAVE_AS, decode, restore, tidy
from joinedup.imports.workbooks import read_workbook

#: The largest file that is read, in bytes, and the most rows of one sheet.
MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = tables.MAX_ROWS

_LONGEST_NAME = 200
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Word, PowerPoint and old Excel files; also the wrapper of those with a password.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COPY = "Copy its table into Excel, save it as “Excel workbook (.xlsx)” and upload that file."
# How files begin that are no lists: what they are, and what to do about it.
_BEGINNINGS = (
    (b"%PDF", "a PDF", _COPY),
    (b"{\\rtf", "a text document (RTF)", _COPY),
    (b"\x89PNG", "a picture", "Upload the list itself, not a picture of it."),
    (b"\xff\xd8\xff", "a picture", "Upload the list itself, not a picture of it."),
    (b"GIF8", "a picture", "Upload the list itself, not a picture of it."),
    (b"II*\x00", "a picture", "Upload the list itself, not a picture of it."),
    (b"MM\x00*", "a picture", "Upload the list itself, not a picture of it."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and upload the list inside."),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7-Zip)", "Unpack it and upload the list inside."),
    (b"Rar!\x1a\x07", "a compressed file (RAR)", "Unpack it and upload the list inside."),
    (b"\xfd7zXZ\x00", "a compressed file (XZ)", "Unpack it and upload the list inside."),
    (b"SQLite format 3\x00", "a database (SQLite)", "Save the list as CSV."),
    (b"PAR1", "a data file (Parquet)", "Save the list as CSV."),
)
_STREAMS = (
    ("EncryptedPackage", None),
    ("WordDocument", "an old Word document"),
    ("PowerPoint Document", "an old PowerPoint file"),
    ("Workbook", "an old Excel workbook (.xls)"),
    ("Book", "an old Excel workbook (.xls)"),
)
_MARKUP = re.compile(
    r"<(?:!doctype html|!--|html|head|meta|body|table|style|div|span|center|font)\b|<!--",
    re.IGNORECASE,
)
# Anything but what stands between and around cells.
_IN_CELLS = re.compile(r'[^\s,;|"]')
_OBJECT = re.compile(r'\s*\{\s*"')
_ARRAY = re.compile(r"\s*\[\s*[\[{]")
_GEOMETRIES = frozenset(
    {
        *("FeatureCollection", "Feature", "GeometryCollection", "Point", "MultiPoint"),
        *("LineString", "MultiLineString", "Polygon", "MultiPolygon"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that was read.

    Attributes:
        name: Its name, without folders and control characters.
        sha256: Of its bytes, hexadecimal.
        size: Bytes.
        format: ``csv`` (any delimiter), ``xlsx`` or ``geojson``.
        encoding, delimiter: Of a text file; empty otherwise.
        sheets: At least one; those without any text are left out. None for GeoJSON.
        content: The text of a GeoJSON file as UTF-8; empty otherwise.
        notes: What was noticed, a sentence each, for the person.
    """

    name: str
    sha256: str
    size: int
    format: str
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[Sheet, ...] = ()
    content: bytes = b""
    notes: tuple[str, ...] = ()


def read_file(
    name: str, content: bytes, *, progress: Callable[[int, int], None] | None = None
) -> SourceFile:
    """Read a partner list: text with any delimiter, an Excel workbook, or GeoJSON.

    Args:
        name: The file's name; it is shown, and decides nothing.
        content: The file's bytes.
        progress: Told every 2,000 rows how many are done and how many there are about; it
            may raise whatever it likes to cancel.

    Raises:
        ListError: When the file is no list, empty, damaged, protected or too large. Codes:
            ``empty-file``, ``file-too-large``, ``not-text``, ``wrong-format``,
            ``password-protected``, ``broken-workbook``, ``unsafe-workbook``,
            ``workbook-too-large``, ``broken-quotes``, ``too-many-rows``,
            ``too-many-columns``, ``too-many-cells``, ``cell-too-long``.
    """
    if len(content) > MAX_BYTES:
        raise ListError(
            "file-too-large",
            f"The file has {len(content) / 1024**2:.1f} MB; the largest we read has "
            f"{MAX_BYTES // 1024**2} MB",
            hint="Delete pictures, sheets and columns that are not needed, or split the list.",
        )
    _refuse_others(content)
    facts = SourceFile(
        name=_clean_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        format="csv",
    )
    read = _read_excel if content.startswith(_ZIP) else _read_text
    return read(facts, content, progress)


def _clean_name(name: str) -> str:
    """The last part of a path, without anything that does not show."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip()
    return shown[-_LONGEST_NAME:] or "list"


def _read_excel(facts: SourceFile, content: bytes, progress: Progress | None) -> SourceFile:
    sheets, notes = read_workbook(content, progress=progress)
    if not sheets:
        raise _empty("There is no text on any sheet of this workbook")
    return replace(facts, format="xlsx", sheets=sheets, notes=notes)


def _read_text(facts: SourceFile, content: bytes, progress: Progress | None) -> SourceFile:
    text, encoding, notes = decode(content)
    if not _IN_CELLS.search(tidy(text)):
        raise _empty("The file is empty")
    _refuse_markup(text)
    if _is_geojson(text):
        return replace(
            facts, format="geojson", encoding=encoding, content=text.encode(), notes=notes
        )
    dialect = delimited.detect(text)
    oddities = delimited.Oddities()
    rows = (
        (number, [restore(cell) for cell in cells])
        for number, cells in delimited.read_rows(text, dialect, oddities=oddities)
    )
    total = max(text.count("\n"), text.count("\r")) + 1
    sheet = gather(facts.name, rows, total=total, progress=progress)
    if not sheet.rows:
        raise _empty("There is no text in any cell of the file")
    return replace(
        facts,
        encoding=encoding,
        delimiter=dialect.delimiter,
        sheets=(sheet,),
        notes=(*notes, *_quote_notes(oddities)),
    )


def _quote_notes(oddities: delimited.Oddities) -> list[str]:
    notes = []
    if oddities.unclosed:
        notes.append(
            f"{_rows(oddities.unclosed)}: a quotation mark is never closed; read as it stands, "
            "quotation marks and all."
        )
    if oddities.tall:
        notes.append(
            f"{_rows(oddities.tall)}: a cell of more than 20 lines; check that the rows below "
            "it are there."
        )
    return notes


def _rows(numbers: list[int]) -> str:
    """``Row 7``, ``Rows 7, 9`` or ``Rows 7, 9, 11, 12, 20 and 4 more``."""
    shown = ", ".join(str(number) for number in numbers[:5])
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"Row{'s' if len(numbers) > 1 else ''} {shown}{more}"


# --- what is no list -------------------------------------------------------------


def _refuse_others(content: bytes) -> None:
    """Raises ListError when the first bytes are those of something else."""
    for start, what, hint in _BEGINNINGS:
        if content.startswith(start):
            raise ListError("wrong-format", f"This file is {what}, not a list", hint=hint)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        raise ListError("wrong-format", "This file is a picture, not a list", hint=_COPY)
    if content.startswith(_OLE):
        _refuse_ole(content)


def _refuse_ole(content: bytes) -> None:
    for stream, what in _STREAMS:
        if stream.encode("utf-16-le") in content:
            if what is None:
                raise protected()
            raise ListError("wrong-format", f"This file is {what}", hint=SAVE_AS)
    raise ListError("wrong-format", "This file is no list that we can read", hint=SAVE_AS)


def _refuse_markup(text: str) -> None:
    start = text[:2_000].lstrip()
    if start.startswith("<?xml"):
        what = "an Excel 2003 XML file" if "Excel.Sheet" in start else "an XML file"
        raise ListError("wrong-format", f"This file is {what}, not a list", hint=SAVE_AS)
    if start.startswith("MIME-Version:") or _MARKUP.match(start):
        raise ListError(
            "wrong-format",
            "This file is a web page, whatever its name says",
            hint=SAVE_AS,
        )


def _is_geojson(text: str) -> bool:
    """Whether a text is GeoJSON; JSON of any other kind is refused.

    Source: RFC 7946.
    """
    if _ARRAY.match(text) and tidy(text[-100:]).endswith("]"):
        raise _json("This file is JSON, but no GeoJSON")
    if not _OBJECT.match(text):
        return False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _json("This file is damaged JSON") from error
    kind = value.get("type")
    if isinstance(kind, str) and kind in _GEOMETRIES:
        return True
    raise _json("This file is JSON, but no GeoJSON")


def _json(what: str) -> ListError:
    return ListError(
        "wrong-format",
        what,
        hint="Save the list as CSV or Excel; neighbourhood polygons as GeoJSON.",
    )


def _empty(what: str) -> ListError:
    return ListError("empty-file", what, hint="Check that you saved the list, and upload it again.")
