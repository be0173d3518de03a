"""Short tables to read, as HTML: headed by their first column, scrolled where they are wide."""

from collections.abc import Iterable, Sequence

from joinedup.render.escaping import escape


def still_table(
    heads: Sequence[str], rows: Iterable[tuple[str, Iterable[str]]], *, kind: str = ""
) -> str:
    """HTML of a table.

    Args:
        heads: Headings of all columns.
        rows: The heading of each row, and its other cells as :func:`cell` makes them.
        kind: More classes for the style sheet.
    """
    # A corner that heads nothing is no heading.
    head = "".join(f'<th scope="col">{escape(one)}</th>' if one else "<td></td>" for one in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>' for name, cells in rows
    )
    classes = " ".join(["ju-table", *kind.split()])
    return f'<table class="{classes}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def cell(text: str) -> str:
    """A cell that holds a text."""
    return f"<td>{escape(text)}</td>"


def scrolled(name: str, table: str) -> str:
    """A table that a narrow screen scrolls, by keyboard as well."""
    return (
        f'<div class="ju-scroll" role="region" tabindex="0" aria-label="{escape(name)}">'
        f"{table}</div>"
    )
