"""Columns written once for a group of rows, and those that only look like it."""

import pytest

from joinedup.imports.filling import filled_down, grouped_columns
from joinedup.imports.tables import Table
from tests.unit.list_samples import table

COLUMNS = {0: "partnership", 1: "organisation"}


def cells(*boards: str) -> Table:
    return table("Board;Name", *(f"{board};Group {number}" for number, board in enumerate(boards)))


def test_empty_cells_mean_the_one_above() -> None:
    filled = filled_down(cells("Falls Board", "", "", "Winter Alliance", "", ""), COLUMNS)
    boards = [row.cells[0] for row in filled.rows]
    assert boards == ["Falls Board"] * 3 + ["Winter Alliance"] * 3
    assert [row.cells[1] for row in filled.rows] == [f"Group {number}" for number in range(6)]
    assert "Board" in filled.notes[-1]


@pytest.mark.parametrize(
    "boards",
    [
        ("Falls Board", "", "Falls Board", "", "", ""),  # said again: empty may mean none
        ("", "Falls Board", "", "Winter Alliance", "", ""),  # nothing to be filled from
        ("Falls Board", "", "", ""),  # one name alone may be one row's
        ("Falls Board", "Winter Alliance", "Elm Forum", ""),  # mostly filled
        ("", "", "", ""),
    ],
)
def test_other_empty_cells_stay_empty(boards: tuple[str, ...]) -> None:
    one = cells(*boards)
    assert grouped_columns(one, COLUMNS) == ()
    assert filled_down(one, COLUMNS) == one


def test_one_programme_alone_is_that_of_all_rows() -> None:
    columns = {0: "programme", 1: "action"}
    filled = filled_down(cells("Warm Homes", "", "", ""), columns)
    assert [row.cells[0] for row in filled.rows] == ["Warm Homes"] * 4
    assert grouped_columns(cells("Warm Homes", "Warm Homes", "", ""), columns) == ()


def test_a_theme_may_go_on_upon_the_next_page() -> None:
    columns = {0: "theme", 1: "action"}
    themes = ("1. Homes", "", "1. Homes (cont)", "", "", "2. Skills", "", "")
    filled = filled_down(cells(*themes), columns)
    assert [row.cells[0] for row in filled.rows][3:6] == ["1. Homes (cont)"] * 2 + ["2. Skills"]
    assert grouped_columns(cells("Homes", "", "Skills", "", "Homes", "", "", ""), columns) == ()


def test_only_fields_of_groups_are_filled() -> None:
    one = cells("Falls Board", "", "", "Winter Alliance", "", "")
    assert grouped_columns(one, {0: "role", 1: "organisation"}) == ()


def test_neighbourhoods_are_filled_where_they_are_what_the_list_is_of() -> None:
    one = cells("Dearne", "", "", "Central", "", "")
    assert grouped_columns(one, {0: "neighbourhood", 1: "lsoa_code"}) == (0,)
    assert grouped_columns(one, {0: "neighbourhood", 1: "organisation"}) == ()
