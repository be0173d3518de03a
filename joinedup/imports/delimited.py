"""Text -> rows: which delimiter a text file uses, and its rows with their line numbers.

Parsing is Python's ``csv``. What it cannot do is noticed here: a quotation mark that is
never closed would swallow the rows that follow it; such a line is read as it stands.
"""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import StringIO

from joinedup.errors import ListError
from joinedup.imports.text import tidy

#: What may stand between cells, the likeliest first.
DELIMITERS = ",;\t|"

_SAMPLE = 200_000
_MOST_REPAIRS = 500
# Stands where a file has no delimiter; no text holds it.
_NONE = "\x1f"
_DECLARED = re.compile(r'"?sep=([^\w\s"]|\t)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
# A delimiter inside a cell that no space follows, other than that of a decimal or a large
# number, speaks against the delimiter that left it there.
_UNCLEAN = re.compile(r"[,;|\t](?!\s|$)")
_NUMBER = re.compile(r"[-+£$€]?\d[\d,. ]*%?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a text file is written.

    Attributes:
        delimiter: What stands between cells; empty where there is only one column.
        skip_spaces: Whether a space between a delimiter and a quotation mark means nothing.
        width: How many cells most rows have.
        declared: How many characters a first line ``sep=;`` takes, which says the delimiter.
    """

    delimiter: str
    skip_spaces: bool = False
    width: int = 1
    declared: int = 0


@dataclass(slots=True, kw_only=True)
class Oddities:
    """Line numbers of what was noticed while rows were read.

    Attributes:
        unclosed: Lines with a quotation mark that is never closed.
        tall: Lines where a cell of more than 20 lines begins.
    """

    unclosed: list[int] = field(default_factory=list)
    tall: list[int] = field(default_factory=list)


class _Lines:
    """The lines of a text, one by one; those of the current row can be given back."""

    def __init__(self, text: str, number: int) -> None:
        self._stream = StringIO(text, newline="")
        self._again: deque[str] = deque()
        self.next_number = number
        self.taken: list[str] = []
        self.ended_within = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._stream, "")
        if not line:
            self.ended_within = bool(self.taken)
            raise StopIteration
        self.taken.append(line)
        self.next_number += 1
        return line

    def begin_row(self) -> None:
        """Forgets the lines of the row before."""
        self.taken.clear()
        self.ended_within = False

    def keep_first(self) -> None:
        """Gives all lines of the current row back but the first."""
        self._again.extendleft(reversed(self.taken[1:]))
        self.next_number -= len(self.taken) - 1
        del self.taken[1:]


def detect(text: str) -> Dialect:
    """The dialect of a text: by its line ``sep=``, or the delimiter that fits best.

    A delimiter that gives every row the same number of cells wins. Otherwise it is weighed
    how many rows agree, how many have several cells at all, and how many cells are clean.
    """
    declared = _DECLARED.match(text)
    if declared:
        delimiter = declared[1]
        rows = _sample_rows(text[declared.end() :], Dialect(delimiter=delimiter))
        return Dialect(delimiter=delimiter, width=_width(rows), declared=declared.end())
    best, best_score = Dialect(delimiter=""), (False, 0.0, 0)
    for dialect in _candidates(text):
        rows = _sample_rows(text, dialect)
        score = _score(rows)
        if score > best_score:
            best_score = score
            best = Dialect(
                delimiter=dialect.delimiter, skip_spaces=dialect.skip_spaces, width=_width(rows)
            )
    return best


def read_rows(
    text: str, dialect: Dialect, *, oddities: Oddities | None = None
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a text, each with the number of its first line, from 1; blank ones too.

    Raises:
        ListError: When a cell is far too long, or quotation marks are in disorder.
    """
    found = Oddities() if oddities is None else oddities
    number = 2 if dialect.declared else 1
    lines = _Lines(text[dialect.declared :] if dialect.declared else text, number)
    reader = _reader(lines, dialect)
    while True:
        lines.begin_row()
        number = lines.next_number
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = _read_alone(lines, dialect, found, number)
        else:
            several = lines.ended_within or len(lines.taken) > 1
            if several and not _closes(cells, lines.taken, dialect):
                cells = _read_alone(lines, dialect, found, number)
        if len(lines.taken) > 20:
            found.tall.append(number)
        yield number, cells


def _reader(lines: Iterator[str], dialect: Dialect, *, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=dialect.delimiter or _NONE,
        skipinitialspace=dialect.skip_spaces,
        strict=strict,
    )


def _literal(line: str, dialect: Dialect) -> list[str]:
    """The cells of one line where quotation marks are characters as any other."""
    delimiter = dialect.delimiter or _NONE
    return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])


def _read_alone(lines: _Lines, dialect: Dialect, found: Oddities, number: int) -> list[str]:
    """The first line of a row whose quotation marks do not close, as it stands."""
    found.unclosed.append(number)
    if len(found.unclosed) > _MOST_REPAIRS:
        raise ListError(
            "broken-quotes",
            "The quotation marks in the file do not come in pairs, "
            f"first in row {found.unclosed[0]}",
            hint="Take the quotation marks out, or save the list as an Excel workbook (.xlsx).",
        )
    lines.keep_first()
    try:
        return _literal(lines.taken[0], dialect)
    except csv.Error as error:
        raise ListError(
            "cell-too-long",
            f"Row {number} has a cell of more than 100,000 characters",
            hint="Check that the file is a list, and shorten the cell.",
        ) from error


def _closes(cells: list[str], taken: list[str], dialect: Dialect) -> bool:
    """Whether a row of several lines is one row, and not one that swallowed its neighbours."""
    counts = [_count(line, dialect) for line in taken]
    try:
        list(_reader(iter(taken), dialect, strict=True))
    except csv.Error as error:
        # Either the text ended inside quotation marks, or letters follow a closing one.
        return "end of data" not in str(error) and max(counts) < max(2, dialect.width)
    # A text with line breaks whose every line is like a row, by chance?
    alike = dialect.width > 1 and set(counts) == {dialect.width}
    return not alike or (len(cells) == dialect.width and min(len(taken), dialect.width) < 3)


def _count(line: str, dialect: Dialect) -> int:
    try:
        return len(_literal(line, dialect))
    except csv.Error:
        return 0


# --- detecting -------------------------------------------------------------------


def _candidates(text: str) -> Iterator[Dialect]:
    start = text[:_SAMPLE]
    for delimiter in DELIMITERS:
        if delimiter in start:
            yield Dialect(delimiter=delimiter)
            if delimiter != "\t" and f'{delimiter} "' in start:
                yield Dialect(delimiter=delimiter, skip_spaces=True)


def _sample_rows(text: str, dialect: Dialect) -> list[list[str]]:
    """The rows at the start of a text, without blank ones."""
    start = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        end = max(start.rfind("\n"), start.rfind("\r"))
        start = start[: end + 1] or start
    rows = []
    with suppress(ListError):  # which reading the whole will raise again
        for _, cells in read_rows(start, dialect):
            if tidy("".join(cells)):
                rows.append(cells)
    return rows


def _width(rows: list[list[str]]) -> int:
    """How many cells most rows of several cells have; 1 where none has."""
    counts = Counter(len(cells) for cells in rows if len(cells) > 1)
    return max(counts, key=lambda width: (counts[width], width), default=1)


def _score(rows: list[list[str]]) -> tuple[bool, float, int]:
    """How well a delimiter fits: whether perfectly, how well, and with how many columns."""
    several = [index for index, cells in enumerate(rows) if len(cells) > 1]
    if not several:
        return False, 0.0, 0
    inside = several[-1] - several[0] + 1
    if len(several) < len(rows) and (len(several) < 2 or 2 * len(several) < inside):
        return False, 0.0, 0
    width = _width(rows)
    agree = sum(len(cells) == width for cells in rows) / len(rows)
    texts = [cell for cells in rows for cell in cells if cell]
    clean = sum(_is_clean(text) for text in texts) / max(1, len(texts))
    fit = (agree + len(several) / len(rows)) / 2 * (1 + clean) / 2
    return agree == 1, fit, width


def _is_clean(cell: str) -> bool:
    return not _UNCLEAN.search(cell) or bool(_NUMBER.fullmatch(cell))
