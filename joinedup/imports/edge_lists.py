"""Plain lists of ties, for measures without a footprint: ``source,target`` and ``node,group``.

Not partner lists: nobody is looked up, nothing is guessed, and a name is what stands in its cell.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from joinedup.errors import MeasureError
from joinedup.imports.reading import MAX_BYTES
from joinedup.imports.tables import MAX_CELL, MAX_ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeList:
    """Ties.

    Attributes:
        edges: Weight by the two ends, each pair once, in the order of the file; a pair that
            comes again adds its weight. 1 where the file has no weights.
        loops: How many rows join a node to itself; they are no ties and are left out.
        directed: Whether a tie goes from its source to its target alone; where not, a pair is
            the same in either direction.
    """

    edges: Mapping[tuple[str, str], float]
    loops: int
    directed: bool = False


def read_edges(content: bytes, *, directed: bool = False) -> EdgeList:
    """Ties from a CSV file with the columns ``source``, ``target`` and, if wished, ``weight``.

    Args:
        content: The file.
        directed: Whether a tie goes from its source to its target alone.

    Raises:
        MeasureError: When a column, a name or a number is missing or wrong, or the file is too
            large; with the number of the row.
    """
    edges: dict[tuple[str, str], float] = {}
    loops = 0
    for number, row in _rows(content, ("source", "target")):
        one, other = row["source"], row["target"]
        weight = _weight(number, row.get("weight", ""))
        if one == other:
            loops += 1
            continue
        pair = (other, one) if not directed and (other, one) in edges else (one, other)
        edges[pair] = edges.get(pair, 0.0) + weight
    return EdgeList(edges=edges, loops=loops, directed=directed)


def read_groups(content: bytes) -> Mapping[str, str]:
    """The group of each node, from a CSV file with the columns ``node`` and ``group``.

    A node that is in no tie is an isolate: this is how a list of ties has any.

    Raises:
        MeasureError: As :func:`read_edges`, and when a node has two groups.
    """
    groups: dict[str, str] = {}
    for number, row in _rows(content, ("node", "group")):
        node, group = row["node"], row["group"]
        if groups.setdefault(node, group) != group:
            raise MeasureError(
                f"Row {number} gives a second group to one node",
                value=node,
                hint="Keep one row a node.",
            )
    return groups


def _rows(content: bytes, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by heading, with the number that a spreadsheet shows; those needed are never empty."""
    if len(content) > MAX_BYTES:
        raise MeasureError("This file is larger than 20 MB", hint="Cut it in two.")
    lines = _lines(_text(content))
    _, first = next(lines, (0, []))
    headings = [cell.strip().casefold() for cell in first]
    missing = [name for name in needed if name not in headings]
    if missing:
        raise MeasureError(
            f"There is no column “{missing[0]}”",
            value=", ".join(headings)[:80],
            hint=f"The first row has to name the columns: {', '.join(needed)}.",
        )
    for count, (number, cells) in enumerate(lines, start=1):
        if count > MAX_ROWS:
            hint = "Measure a part, or ask for the network of a footprint instead."
            raise MeasureError(f"There are more than {MAX_ROWS:,} rows", hint=hint)
        if any(cells):
            row = dict(zip(headings, (cell.strip() for cell in cells), strict=False))
            _check(number, row, needed)
            yield number, row


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise MeasureError(
            f"Row {reader.line_num} cannot be read",
            hint="Check that the file is a CSV file, and its quotation marks.",
        ) from error


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "In Excel, save it as “CSV UTF-8”."
        raise MeasureError("This file is no UTF-8 text", hint=hint) from error


def _check(number: int, row: Mapping[str, str], needed: Sequence[str]) -> None:
    for name in needed:
        if not row.get(name):
            hint = "Fill the cell, or delete the row."
            raise MeasureError(f"Row {number} has no {name}", hint=hint)
    if max(map(len, row.values())) > MAX_CELL:
        hint = "Check that the file is a list, and shorten the cell."
        raise MeasureError(f"Row {number} has too long a cell", hint=hint)


def _weight(number: int, text: str) -> float:
    try:
        weight = float(text or 1)
    except ValueError:
        weight = -1.0
    if not isfinite(weight) or weight <= 0:
        raise MeasureError(
            f"The weight in row {number} is no number above 0",
            value=text,
            hint="Write it as 2 or 0.5, or leave the column out.",
        )
    return weight
