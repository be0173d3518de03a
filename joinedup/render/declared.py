"""Declared figures beside the loaded ones, as a short table to read."""

from collections.abc import Iterable, Sequence

from joinedup.render.escaping import escape
from joinedup.services import Declared

_COLUMNS = ("What", "Declared", "Loaded", "What explains the difference")


def declared_table(figures: Sequence[Declared]) -> str:
    """HTML of a table, one row a figure, with what explains the difference."""
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in _COLUMNS)
    rows = "".join(f"<tr>{''.join(_cells(one))}</tr>" for one in figures)
    return f'<table class="ju-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _cells(one: Declared) -> Iterable[str]:
    stated, loaded = one.figure, one.loaded
    yield f'<th scope="row">{escape(stated.label)}</th>'
    yield f"<td>{escape(f'{stated.qualifier} {stated.figure:,}'.strip())}</td>"
    yield f"<td>{'not loaded' if loaded is None else f'{loaded:,}'}</td>"
    yield f"<td>{'' if loaded == stated.figure else escape(stated.explanation)}</td>"
