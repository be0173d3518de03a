"""Declared figures beside the loaded ones, as a short table to read."""

from collections.abc import Sequence

from joinedup.render.sentence import short_source
from joinedup.render.still_table import cell, still_table
from joinedup.services import Declared

#: Headings of :func:`declared_rows`.
COLUMNS = ("What", "Declared", "Loaded", "What explains the difference")


def declared_table(figures: Sequence[Declared]) -> str:
    """HTML of a table, one row a figure, with what explains the difference."""
    rows = ((name, map(cell, cells)) for name, *cells in declared_rows(figures))
    return still_table(COLUMNS, rows)


def declared_rows(figures: Sequence[Declared]) -> list[tuple[str, str, str, str]]:
    """The same as text."""
    return [_row(one) for one in figures]


def declared_in(figures: Sequence[Declared]) -> str:
    """Which documents declare them."""
    sources = sorted({short_source(one.figure.provenance.source) for one in figures})
    return f"Declared in: {'; '.join(sources)}"


def _row(one: Declared) -> tuple[str, str, str, str]:
    stated, loaded = one.figure, one.loaded
    return (
        stated.label,
        f"{stated.qualifier} {stated.figure:,}".strip(),
        "not loaded" if loaded is None else f"{loaded:,}",
        "" if loaded == stated.figure else stated.explanation,
    )
