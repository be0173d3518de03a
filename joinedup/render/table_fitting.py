"""How the columns of a table stand side by side on paper, so that none runs into another. Pure.

A table is set in the largest of three sizes in which each word has room in its column. Where none
is small enough, the heads of its columns of numbers are turned on their side, and in the end long
words are broken. Used by :mod:`.pdf`; tested by ``tests/unit/test_render_table_fitting.py``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from joinedup.render.document import Column
from joinedup.render.still_text import width_of

#: Letters of running text, in points of A4.
TEXT = 10.0
#: Sizes of a table, in parts of running text, and whether heads of numbers are turned.
_LOOKS = ((0.86, False), (0.74, False), (0.74, True), (0.64, True))
#: Words are broken after so many letters; fewer where there is no room otherwise.
_LETTERS = (24, 16, 10, 6)
#: What is left free at either side of a column, in parts of its letters.
GUTTER = 0.55
#: Turned heads are wrapped when they are longer, in parts of their letters.
TURNED = 9.0
_TURNED_LINE = 1.4
#: A column can do with this, in parts of its letters, and takes no more than that; cells wrap.
_ENOUGH, _BROAD = 18.0, 36.0
#: So many of a column's longest words are measured: the widest is among them.
_MOST = 12
_BREAK = "\u200b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a table is set.

    Attributes:
        widths: Of each column, in points of A4.
        size: Of its letters, in parts of running text.
        turned: Whether the heads of its columns of numbers stand on their side.
        letters: After so many letters a word may be broken.
        asked: What it would take for most cells to stand on one line or two, in points.
    """

    widths: tuple[float, ...]
    size: float
    turned: bool
    letters: int
    asked: float

    @property
    def easy(self) -> bool:
        """Whether it needs neither turned heads nor broken words."""
        return not self.turned and self.letters == _LETTERS[0]


def fit(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: float) -> Fit:
    """The largest way to set a table in which no word leaves its column.

    Args:
        columns: Its columns.
        rows: Its cells as they are read.
        room: In points.
    """
    cells = [[row[at] for row in rows] for at in range(len(columns))]
    for letters, (size, turned) in product(_LETTERS, _LOOKS):
        points = size * TEXT
        least = [
            _least(column, texts, letters, turned=turned) * points
            for column, texts in zip(columns, cells, strict=True)
        ]
        if sum(least) <= room:
            break
    wanted = [
        max(low, _wanted(column, texts, turned=turned) * points)
        for low, column, texts in zip(least, columns, cells, strict=True)
    ]
    asked = sum(
        max(low, min(more, _ENOUGH * points)) for low, more in zip(least, wanted, strict=True)
    )
    widths = _shared(least, wanted, room)
    return Fit(widths=widths, size=size, turned=turned, letters=letters, asked=asked)


def broken(text: str, letters: int) -> str:
    """A text whose long words may be broken after so many letters."""
    return re.sub(rf"[^\s{_BREAK}]{{{letters}}}(?=[^\s{_BREAK}])", rf"\g<0>{_BREAK}", text)


def _least(column: Column, cells: Sequence[str], letters: int, *, turned: bool) -> float:
    """How wide a column is at the least, in parts of its letters."""
    words = {word for cell in cells for word in broken(cell, letters).replace(_BREAK, " ").split()}
    longest = sorted(words, key=len)[-_MOST:]
    wide = max((width_of(word, 1) for word in longest), default=0.0)
    return 2 * GUTTER + max(wide, _head(column, letters, turned=turned))


def _head(column: Column, letters: int, *, turned: bool) -> float:
    if turned and column.number:
        return _TURNED_LINE * (1 + int(width_of(column.name, 1, bold=True) / (TURNED * 0.8)))
    words = broken(column.name, letters).replace(_BREAK, " ").split()
    return max((width_of(word, 1, bold=True) for word in words), default=0.0)


def _wanted(column: Column, cells: Sequence[str], *, turned: bool) -> float:
    """How wide a column would be for what most of its cells hold."""
    lengths = sorted((cell for cell in cells if cell), key=len)
    usual = width_of(lengths[int(len(lengths) * 0.9)], 1) if lengths else 0.0
    head = 0.0 if turned and column.number else width_of(column.name, 1, bold=True) / 2
    return 2 * GUTTER + min(max(usual, head), _BROAD)


def _shared(least: Sequence[float], wanted: Sequence[float], room: float) -> tuple[float, ...]:
    """The room among the columns: first what each needs, then what each would have."""
    spare, asked = room - sum(least), sum(wanted) - sum(least)
    if spare >= asked or asked <= 0:
        return tuple(one * room / sum(wanted) if sum(wanted) else room for one in wanted)
    share = max(spare, 0.0) / asked
    return tuple(low + (more - low) * share for low, more in zip(least, wanted, strict=True))
