"""The table in a sheet: headings wherever they stand, and no row lost."""

import pytest

from joinedup.errors import ListError
from joinedup.imports import asides
from joinedup.imports.headers import find_table
from joinedup.imports.tables import MAX_CELLS, MAX_ROWS, Sheet, Table, column_letters, gather

Rows = list[list[str]]

LIST = [
    ["Organisation", "Postcode", "Sector"],
    ["Oak Lane", "S1 2HH", "VCS"],
    ["Elm Park", "S2 4QT", "GP"],
]


def sheet_of(rows: Rows) -> Sheet:
    return gather("List", list(enumerate(rows, 1)))


def table(rows: Rows) -> Table:
    return find_table(sheet_of(rows))


def cells(found: Table) -> Rows:
    return [list(row.cells) for row in found.rows]


def left_out(found: Table) -> dict[int, str]:
    return {one.row.number: one.reason for one in found.left_out}


def refusal(rows: Rows) -> ListError:
    with pytest.raises(ListError) as caught:
        table(rows)
    assert caught.value.hint.endswith(".")
    return caught.value


# --- headings in one row ---------------------------------------------------------


def test_a_plain_table() -> None:
    found = table(LIST)
    assert found.headings == ("Organisation", "Postcode", "Sector")
    assert cells(found) == LIST[1:]
    assert [row.number for row in found.rows] == [2, 3]
    assert (found.left_out, found.title, found.notes) == ((), "", ())


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ([["Our partners"]], "Our partners"),
        ([["ACME logo"], [], ["Our partners", "", "March 2024"], []], "ACME logo · Our partners"),
        ([["Prepared by:", "J Smith"], ["Date:", "3 March 2024"]], "Prepared by: J Smith"),
        ([["", "", "Our partners\nin Leeds"], []], "Our partners in Leeds"),
        ([["Partner list", "Version 3"]], "Partner list Version 3"),
        ([["a"], ["b"], ["c"], ["d"], ["e"], ["f"], ["g"], ["h"], ["i"]], "a · b · c"),
        ([["One, two, three", "3/3/2024", "final"]], "One, two, three 3/3/2024 final"),
    ],
)
def test_what_stands_above_the_headings_is_the_title(above: Rows, title: str) -> None:
    found = table([*above, *LIST])
    assert found.headings == ("Organisation", "Postcode", "Sector")
    assert cells(found) == LIST[1:]
    assert found.title.startswith(title)
    assert found.notes == (
        f"The headings are in row {len(above) + 1}; what is above is the title.",
    )


def test_headings_of_two_columns_below_a_title_of_two_cells() -> None:
    found = table([["Our alliance", "draft"], ["Organisation", "Role"], ["Oak", "lead"]])
    assert found.headings == ("Organisation", "Role")
    assert found.title == "Our alliance draft"


def test_labels_above_a_narrow_table_are_its_title() -> None:
    found = table([["Compiled by:", "J Smith"], ["Crew", "Board A"], ["Oak", "Elm"]])
    assert found.headings == ("Crew", "Board A")
    assert found.title == "Compiled by: J Smith"


def test_a_title_may_be_wider_than_the_table() -> None:
    assert table([["Our partners", "", "", "", "", "2024"], *LIST]).headings == tuple(LIST[0])


def test_headings_of_a_sparse_matrix() -> None:
    boards = [f"Board {number}" for number in range(20)]
    rows = [[f"Group {n}", *("x" if n == m else "" for m in range(20))] for n in range(9)]
    assert table([["Name", *boards], *rows]).headings == ("Name", *boards)


def test_headings_of_an_attendance_list_are_dates() -> None:
    found = table(
        [["Organisation", "2024-01-15", "12/02/2024"], ["Oak", "x", ""], ["Elm", "", "y"]]
    )
    assert found.headings == ("Organisation", "2024-01-15", "12/02/2024")


def test_headings_may_be_years_above_figures() -> None:
    found = table([["Organisation", "2023", "2023/24"], ["Oak", "12", "13"], ["Elm", "1", "2"]])
    assert found.headings == ("Organisation", "2023", "2023/24")


def test_empty_and_double_headings_get_names_of_their_own() -> None:
    found = table([["Name", "", "Name", "name", "Name (2)"], ["a", "b", "c", "d", "e"]])
    assert found.headings == ("Name", "Column B", "Name (3)", "name (4)", "Name (2)")
    assert found.notes == (
        "The heading of “Name (3)” is in the file more than once.",
        "The heading of “name (4)” is in the file more than once.",
        "“Column B” has no heading in the file; its first text is in row 2.",
    )


def test_a_heading_like_ours_is_not_taken_twice() -> None:
    found = table([["Name", "", "Column B"], ["a", "b", "c"]])
    assert found.headings == ("Name", "Column B (2)", "Column B")


def test_columns_without_any_text_are_dropped_and_letters_stay() -> None:
    found = table([["", "Name", "", "Town", ""], ["", "Oak", "", "Leeds", "", "more"]])
    assert found.headings == ("Name", "Town", "Column F")
    assert cells(found) == [["Oak", "Leeds", "more"]]


def test_headings_in_several_lines_become_one() -> None:
    assert table([["Name\nof group", "Post  code"], ["a", "b"]]).headings == (
        "Name of group",
        "Post code",
    )


def test_a_list_without_headings_loses_no_row() -> None:
    found = table([["Oak", "S1 2HH", "charity"], ["Elm", "S2 4QT", "charity"]])
    assert found.headings == ("Column A", "Column B", "Column C")
    assert len(found.rows) == 2
    assert "No row of headings" in found.notes[0]


def test_unknown_headings_are_said() -> None:
    found = table([["Oak", "Leeds"], ["Elm", "York"]])
    assert found.headings == ("Oak", "Leeds")
    assert "Row 1 was read as the headings" in found.notes[0]


# --- headings in two rows --------------------------------------------------------


def test_groups_above_headings() -> None:
    found = table(
        [
            ["Organisation", "", "Address", "", ""],
            ["Name", "Charity no", "Street", "Town", "Postcode"],
            ["Oak", "1012345", "1 High St", "Leeds", "LS1 1AA"],
        ]
    )
    assert found.headings == (
        *("Organisation: Name", "Organisation: Charity no"),
        *("Address: Street", "Address: Town", "Address: Postcode"),
    )
    assert len(found.rows) == 1


def test_groups_beside_headings_over_both_rows() -> None:
    found = table(
        [
            ["Our partners"],
            ["Name", "Sector", "Contact address", "", "", "Themes"],
            ["", "", "Street", "Town", "Postcode", ""],
            ["Oak", "VCS", "1 High St", "Leeds", "LS1 1AA", "debt"],
        ]
    )
    assert found.headings == (
        *("Name", "Sector", "Contact address: Street", "Contact address: Town"),
        *("Contact address: Postcode", "Themes"),
    )
    assert found.title == "Our partners"
    assert [row.number for row in found.rows] == [4]


def test_a_heading_over_both_rows_is_no_group() -> None:
    found = table(
        [
            ["Name", "", "Address", ""],
            ["", "Code", "Street", "Town"],
            ["Oak", "A", "1 High St", "Leeds"],
        ]
    )
    assert found.headings == ("Name", "Code", "Address: Street", "Address: Town")


def test_a_group_in_every_cell() -> None:
    found = table(
        [
            ["", "Address", "Address", "Address"],
            ["Name", "Street", "Town", "Postcode"],
            ["Oak", "1 High St", "Leeds", "LS1 1AA"],
        ]
    )
    assert found.headings == ("Name", "Address: Street", "Address: Town", "Address: Postcode")


@pytest.mark.parametrize(
    "title",
    [
        ["Partner register", "", "", "Version 3"],
        ["Our partners"],
        ["Oak", "S1 2HH", "", ""],
        ["Leeds", "Health", "", ""],
    ],
)
def test_a_title_is_no_group(title: list[str]) -> None:
    found = table([title, ["Name", "Street", "Town", "Postcode"], ["Oak", "1 A", "B", "LS1 1AA"]])
    assert found.headings == ("Name", "Street", "Town", "Postcode")


def test_a_first_data_row_is_no_second_row_of_headings() -> None:
    found = table(
        [
            ["Organisation", "Partnerships", "", ""],
            ["Oak", "Board A", "Board B", "Board C"],
            ["Elm", "Board A", "", ""],
        ]
    )
    assert found.headings == ("Organisation", "Partnerships", "Column C", "Column D")
    assert len(found.rows) == 2


# --- rows ------------------------------------------------------------------------


def test_cells_lose_the_space_around_them_only() -> None:
    found = table([["Name", "Town"], ["\u00a0Oak  Lane\u200b ", "a\nb\r\n"]])
    assert cells(found) == [["Oak  Lane", "a\nb"]]


def test_short_rows_are_filled_and_long_ones_keep_their_cells() -> None:
    found = table([["Name", "Town"], ["Oak"], ["Elm", "York", "", "extra"], ["Ash", "Bath"]])
    assert found.headings == ("Name", "Town", "Column D")
    assert cells(found) == [["Oak", "", ""], ["Elm", "York", "extra"], ["Ash", "Bath", ""]]
    assert found.notes == ("“Column D” has no heading in the file; its first text is in row 3.",)


def test_many_columns_without_headings_are_said_in_short() -> None:
    notes = table([["Name", "Town"], ["Oak", *(str(number) for number in range(9))]]).notes
    assert len(notes) == 6
    assert notes[-1] == "3 more columns have no heading."


def test_rows_that_show_nothing_do_not_count() -> None:
    found = table([LIST[0], ["", "\u200b", " "], LIST[1], [], LIST[2]])
    assert [row.number for row in found.rows] == [3, 5]


# --- what is left out ------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        ["Total", "", "2"],
        ["Total"],
        ["TOTALS:", "2", "£1,200.50"],
        ["Grand total", "", "2"],
        ["Grand Total 45", "", ""],
        ["Sub-total", "12", "-"],
        ["Subtotal Rotherham", "", "12"],
        ["Sum", "", "(3)"],
        ["", "Total", "45"],
        ["Total number of organisations", "", "45"],
        ["Total organisations: 45", "", "n/a"],
    ],
)
def test_totals_are_left_out(row: list[str]) -> None:
    found = table([*LIST, row, LIST[1]])
    assert left_out(found) == {4: asides.TOTAL}
    assert len(found.rows) == 3


@pytest.mark.parametrize(
    "row",
    [
        ["Total Wellbeing", "S1 2HH", ""],
        ["Total Wellbeing", "", ""],
        ["Total Wellbeing", "1012345", ""],
        ["Total", "S1 2HH", ""],
        ["Total", "", "VCS"],
        ["Summer Club", "12", ""],
        ["Totally Inclusive", "", "12"],
        ["Sum of Us", "LS1 1AA", "12"],
        ["Subtotal", "Leeds", "12"],
        ["Total organisations", "", ""],
        ["Subtotal Leeds", "", ""],
    ],
)
def test_names_that_sound_like_totals_are_data(row: list[str]) -> None:
    assert cells(table([*LIST, row]))[-1] == row


def test_the_headings_again_are_left_out() -> None:
    again = ["ORGANISATION ", "postcode", "Sector", ""]
    found = table([*LIST, again, LIST[1], ["Page 1 of 2"], LIST[0], LIST[2], ["page 2/2"]])
    assert left_out(found) == {
        4: asides.HEADINGS_AGAIN,
        6: asides.PAGE,
        7: asides.HEADINGS_AGAIN,
        9: asides.PAGE,
    }
    assert len(found.rows) == 4


def test_both_rows_of_the_headings_again_are_left_out() -> None:
    upper, lower = ["", "Address", ""], ["Name", "Town", "Postcode"]
    row = ["Oak", "Leeds", "LS1 1AA"]
    found = table([upper, lower, row, upper, lower, row])
    assert left_out(found) == {4: asides.HEADINGS_AGAIN, 5: asides.HEADINGS_AGAIN}


@pytest.mark.parametrize(
    "below",
    [
        [["Source: the council"]],
        [[], ["Notes:"], ["1. Only groups that answered."], ["2. As they answered."]],
        [[], ["Source:", "NHS Digital"]],
        [[], ["* closed since"]],
        [[], ["© Crown copyright 2024"], [], ["Contains OS data"]],
        [[], ["Report generated 3 March 2024 10:15"]],
        [
            [],
            ["This list was put together by the team from what the groups told us at the summit."],
        ],
        [["End of report"]],
    ],
)
def test_notes_below_are_left_out(below: Rows) -> None:
    found = table([*LIST, *below])
    assert cells(found) == LIST[1:]
    assert set(left_out(found).values()) == {asides.FOOTNOTE}
    assert len(found.left_out) == sum(map(bool, below))


def test_notes_before_a_total_are_left_out() -> None:
    found = table([*LIST, ["Source: the council"], ["Total", "", "2"]])
    assert left_out(found) == {4: asides.FOOTNOTE, 5: asides.TOTAL}


def test_notes_after_a_total_are_left_out() -> None:
    found = table([*LIST, [], ["Total", "", "2"], [], ["Source: the council"]])
    assert left_out(found) == {5: asides.TOTAL, 7: asides.FOOTNOTE}


@pytest.mark.parametrize(
    "below",
    [
        [[], ["Elm Lane"]],
        [["Source Partnership"]],
        [[], ["Key Changes"]],
        [[], ["Printed Word CIC"]],
        [["A very long name of a group that works with all the people of the town and those near"]],
        [["Source: the council", "S1 2HH", "VCS"]],
    ],
)
def test_names_alone_in_a_row_are_data(below: Rows) -> None:
    found = table([*LIST, *below])
    assert found.left_out == ()
    assert found.rows[-1].cells[0] == below[-1][0]


def test_a_note_between_rows_is_data() -> None:
    assert len(table([*LIST, ["Source: the council"], LIST[1]]).rows) == 4


# --- what is no table ------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "empty-file"),
        ([["\u200b"]], "empty-file"),
        ([["Name"], ["Oak"], ["Elm"]], "one-column"),
        ([["Name"]], "one-column"),
        ([["", "Name"], ["", "Oak"]], "one-column"),
        ([["Name", "Town"]], "no-rows"),
        ([["Our partners"], [], ["Name", "Town"], []], "no-rows"),
        ([["Name", "Town"], ["Total", "0"]], "no-rows"),
    ],
)
def test_what_holds_no_list_is_refused(rows: Rows, code: str) -> None:
    error = refusal(rows)
    assert error.code == code
    assert "List" in error.what


def test_a_row_too_many_is_refused() -> None:
    rows = [LIST[0]] + [["Oak", "S1 2HH", "VCS"]] * MAX_ROWS
    assert len(table(rows).rows) == MAX_ROWS
    assert refusal([*rows, LIST[1]]).code == "too-many-rows"


def test_one_long_row_does_not_make_a_huge_table() -> None:
    rows = [["Name", "Town"]] + [["Oak", "Leeds"]] * 20_000 + [["x"] * 400]
    assert MAX_CELLS < 20_000 * 400
    assert refusal(rows).code == "too-many-cells"


# --- odds and ends ---------------------------------------------------------------


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_have_letters(index: int, letters: str) -> None:
    assert column_letters(index) == letters


class CancelledError(BaseException):
    pass


def test_progress_is_told_and_can_cancel() -> None:
    told: list[tuple[int, int]] = []
    sheet = sheet_of([["Name", "Town"]] + [["Oak", "Leeds"]] * 4_999)
    find_table(sheet, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 5_000), (2_000, 5_000), (4_000, 5_000)]

    def cancel(done: int, total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        find_table(sheet, progress=cancel)
