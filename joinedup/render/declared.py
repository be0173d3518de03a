"""Declared figures beside the loaded ones, as a short table to read."""

from collections.abc import Iterable, Sequence

from joinedup.render.still_table import cell, still_table
from joinedup.services import Declared

_COLUMNS = ("What", "Declared", "Loaded", "What explains the difference")


def declared_table(figures: Sequence[Declared]) -> str:
    """HTML of a table, one row a figure, with what explains the difference."""
    return still_table(_COLUMNS, ((one.figure.label, _cells(one)) for one in figures))


def _cells(one: Declared) -> Iterable[str]:
    stated, loaded = one.figure, one.loaded
    yield cell(f"{stated.qualifier} {stated.figure:,}".strip())
    yield cell("not loaded" if loaded is None else f"{loaded:,}")
    yield cell("" if loaded == stated.figure else stated.explanation)
