"""What a workbook's parts hold, before the reader of workbooks sees them: where and how much.

Sources: ECMA-376 part 1, 18.3.1 (worksheets) and 18.4 (shared strings).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from joinedup.imports.packages import broken
from joinedup.imports.tables import (
    MAX_CELLS,
    MAX_ROWS,
    Progress,
    too_many_cells,
    too_many_rows,
)

# References as the standard has them; the reader would take others for cells far away.
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_LONGEST_INDEX = 20
_INDEX = re.compile(r"[0-9]{1,7}")
_LAST_ROW = 1_048_576
_MOST_ERRORS = 100
# Room for title rows and for cells that have a border but no text.
_MOST_ROWS, _MOST_EMPTY = MAX_ROWS + 1_000, 2 * MAX_CELLS
#: The most characters of all cells of a sheet; one text may stand in many.
MAX_TEXT = 100_000_000
_SLICE = 1024 * 1024


@dataclass(slots=True, kw_only=True)
class Extent:
    """What one worksheet holds.

    Attributes:
        rows: How many rows have a value.
        last_row, last_column: Counted from 1; 0 where there is no value.
        errors: References of the first cells that hold an error such as ``#N/A``.
    """

    rows: int = 0
    last_row: int = 0
    last_column: int = 0
    errors: list[str] = field(default_factory=list)


def sheet_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The names of the worksheets by their parts, in the order of the workbook."""
    targets: dict[str, str] = {}
    for name, attributes in _elements(parts.get("xl/_rels/workbook.xml.rels", b"<none/>")):
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            targets[attributes.get("Id", "")] = path
    found = {}
    for name, attributes in _elements(parts["xl/workbook.xml"]):
        if name == "sheet":
            key = next((attributes[one] for one in attributes if _local(one) == "id"), "")
            found[targets.get(key, "")] = attributes.get("name", "")
    return found


def measure(parts: Mapping[str, bytes], progress: Progress | None) -> dict[str, Extent]:
    """What each worksheet holds, by its part.

    Raises:
        ListError: When one holds more than we read, or the parts are no sound XML.
    """
    lengths: list[int] = []
    for name, part in parts.items():
        if name.lower() == "xl/sharedstrings.xml":
            lengths = _Strings().lengths_of(part)
    names = sheet_names(parts)
    return {
        name: _Sheet(names.get(name, name), lengths).extent_of(part, progress)
        for name, part in parts.items()
        if b"sheetData" in part
    }


class _Strings:
    """How long the shared strings are, in characters."""

    def __init__(self) -> None:
        self._lengths: list[int] = []

    def lengths_of(self, part: bytes) -> list[int]:
        parser = _parser()
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        _feed(parser, part)
        return self._lengths

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "si":
            self._lengths.append(0)
            if len(self._lengths) > MAX_CELLS:
                raise too_many_cells("the workbook")
        elif local == "sst":
            # The reader makes room for as many strings as this says.
            count = attributes.get("uniqueCount", "0")
            if not _INDEX.fullmatch(count):
                raise broken()

    def _text(self, text: str) -> None:
        if self._lengths:
            self._lengths[-1] += len(text)


class _Sheet:
    """Follows the cells of a worksheet as the reader does.

    Its handlers run a few million times for a large sheet: the frequent way comes first.
    """

    def __init__(self, name: str, lengths: list[int]) -> None:
        self._name = name
        self._lengths = lengths
        self._extent = Extent()
        self._columns: dict[str, int] = {}
        # Where the next row and the next cell stand that do not say it.
        self._next_row = self._next_column = 0
        self._row, self._row_text = 0, ""
        self._cell = (0, 0)
        self._shared = self._in_value = False
        self._index = ""
        self._cells = self._characters = 0

    def extent_of(self, part: bytes, progress: Progress | None) -> Extent:
        parser = _parser()
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        for _ in _slices(parser, part):
            if progress is not None:
                progress(0, max(1, self._extent.rows))
        self._settle()
        found = self._extent
        if found.last_row * found.last_column > MAX_CELLS:
            raise too_many_cells(self._name)
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name) if ":" in name else name
        if local == "v":
            self._settle()
            self._in_value = self._shared
            self._reach()
        elif local == "c":
            self._settle()
            self._open_cell(attributes)
        elif local in {"is", "f"}:
            self._reach()
        elif local == "row":
            self._open_row(attributes.get("r"))

    def _open_row(self, number: str | None) -> None:
        if number is not None:
            if not _ROW.fullmatch(number):
                raise broken()
            self._next_row = int(number) - 1
        self._row, self._row_text = self._next_row, str(self._next_row + 1)
        self._next_row += 1
        self._next_column = 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._cells += 1
        if self._cells > _MOST_EMPTY:
            raise too_many_cells(self._name)
        reference = attributes.get("r")
        kind = attributes.get("t")
        self._shared = kind == "s"
        if reference is None:
            self._cell = self._row, self._next_column
        else:
            self._cell = self._position(reference)
        self._next_column = self._cell[1] + 1
        if kind == "e" and len(self._extent.errors) < _MOST_ERRORS:
            self._extent.errors.append(reference or "")

    def _position(self, reference: str) -> tuple[int, int]:
        """Row and column of a cell, from 0."""
        if reference.endswith(self._row_text):
            column = self._columns.get(reference[: -len(self._row_text)])
            if column is not None:
                return self._row, column
        found = _REFERENCE.fullmatch(reference)
        if not found or int(found[2]) > _LAST_ROW:
            raise broken()
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        self._columns[found[1]] = column - 1
        return int(found[2]) - 1, column - 1

    def _reach(self) -> None:
        """Takes note of a cell that has a value."""
        row, column = self._cell[0] + 1, self._cell[1] + 1
        found = self._extent
        if row == found.last_row and column <= found.last_column:
            return
        if row < found.last_row:
            raise broken()  # rows stand in order; the reader relies on it
        if row > found.last_row:
            found.rows += 1
            if found.rows > _MOST_ROWS:
                raise too_many_rows(self._name)
        found.last_row = row
        found.last_column = max(found.last_column, column)

    def _text(self, text: str) -> None:
        if self._in_value and len(self._index) < _LONGEST_INDEX:
            self._index += text
        self._characters += len(text)

    def _settle(self) -> None:
        """Counts the shared string that the last value pointed to."""
        if self._in_value:
            self._in_value = False
            index, self._index = self._index.strip(), ""
            if index:
                if not _INDEX.fullmatch(index) or int(index) >= len(self._lengths):
                    raise broken()
                self._characters += self._lengths[int(index)]
        if self._characters > MAX_TEXT:
            raise too_many_cells(self._name)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


# --- XML -------------------------------------------------------------------------


def _elements(part: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Name and attributes of every element of a small part."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, attributes: found.append((_local(name), attributes))
    _feed(parser, part)
    yield from found


def _parser() -> expat.XMLParserType:
    # The reader takes every part for UTF-8, whatever the part says of itself.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    return parser


def _feed(parser: expat.XMLParserType, part: bytes) -> None:
    for _ in _slices(parser, part):
        pass


def _slices(parser: expat.XMLParserType, part: bytes) -> Iterator[None]:
    """Parses a part slice by slice, so that it can be stopped between two.

    Raises:
        ListError: When it is no sound XML.
    """
    try:
        for start in range(0, len(part), _SLICE):
            parser.Parse(part[start : start + _SLICE], False)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise broken() from error
