"""What every form of a document says in the same words."""

from datetime import UTC, datetime

import pytest

from joinedup.render.document import Cell
from joinedup.render.wording import (
    MOST_ROWS,
    cell_text,
    filters_said,
    made,
    notes_of,
    rows_of,
    sorted_by,
    stamp_of,
    stand,
)
from tests.unit.document_samples import document, picture, table

CELLS: list[tuple[Cell, str, str]] = [
    (1234567, "1,234,567", "1234567"),
    (0.5, "0.5", "0.5"),
    (2 / 3, "0.667", repr(2 / 3)),
    (-1000.0, "-1,000", "-1000.0"),
    (0, "0", "0"),
    (float("nan"), "\N{EN DASH}", ""),
    (float("inf"), "\N{EN DASH}", ""),
    (None, "\N{EN DASH}", ""),
    (True, "Yes", "Yes"),
    ("3 March 2026", "3 March 2026", "2026-03-03"),
    ("March 2026", "March 2026", "2026-03-00"),
    ("March", "March", "March"),
]


@pytest.mark.parametrize(("cell", "text", "value"), CELLS)
def test_cells_are_read_and_sorted(cell: Cell, text: str, value: str) -> None:
    assert (cell_text(cell), sorted_by(cell)) == (text, value)


def test_days_sort_as_days() -> None:
    texts = ["December 2025", "3 March 2026", "12 March 2026", "2024"]
    assert sorted(texts, key=sorted_by) == ["2024", *texts[:3]]


def test_clocks_are_those_of_england() -> None:
    assert made(document()) == "4 July 2026, 10:05"
    winter = document(made_at=datetime(2026, 1, 4, 9, 5, tzinfo=UTC))
    assert made(winter) == "4 January 2026, 09:05"


def test_filters_and_what_it_is_of() -> None:
    assert filters_said(document()) == "Filters: Place: Rotherham · Sector: Voluntary"
    assert filters_said(document(filters=())) == "No filters"
    assert filters_said(document(filterable=False)) == ""
    assert stand(document()).startswith("Map as of 3 March 2026 · version 3")
    assert stand(document(version="")) == "Map as of 3 March 2026"


def test_a_picture_says_whether_it_is_made_up() -> None:
    assert "Illustrative" not in stamp_of(document(), picture())
    assert stamp_of(document(illustrative=True), picture()).startswith("Illustrative data")


def test_below_a_table_stands_what_is_not_in_it() -> None:
    assert notes_of(table(1)) == ()
    assert notes_of(table(3)) == ("\N{EN DASH} means not known.",)
    assert notes_of(table(0)) == ("Nothing to list.",)
    assert notes_of(table(1, total=7_000))[0].startswith("The first 1 of 7,000 rows.")
    long = table(MOST_ROWS + 1)
    assert len(rows_of(long)) == MOST_ROWS
    assert notes_of(long)[0].startswith("The first 500 of 501 rows.")
