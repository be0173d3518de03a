"""Which sheet of a workbook is taken for the list."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from joinedup.errors import ListError
from joinedup.imports.reading import read_file
from joinedup.imports.sheets import likeliest_sheet
from joinedup.imports.tables import MAX_ROWS, Sheet
from joinedup.render.exports import export_workbook
from joinedup.store.bundled import load_dataset
from tests.unit.workbook_samples import Rows, workbook

PARTNERS = [
    ["Organisation name", "Postcode", "Sector"],
    ["Oak Lane Trust", "S1 2HH", "VCS"],
    ["Elm Park Surgery", "S70 2TA", "GP"],
]
MANY = [*PARTNERS, *([f"Oak Lane Trust {number}", "S1 2HH", "VCS"] for number in range(20))]
LOOKUPS = [["Type", "Short"], ["Charity", "CHA"], ["Practice", "GP"], ["Council", "LA"]]
STEPS = [["Step", "What to do"], ["1", "Fill in the organisation name"], ["2", "Send it back"]]
SUMMARY = [["Place", "Organisations", "Connected"], ["Barnsley", 20, 12], ["Sheffield", 50, 20]]
COVER = [["Partner directory"], ["One row for each organisation."]]


def taken(sheets: dict[str, Rows], *hidden: str) -> str:
    return likeliest_sheet(read_file("x.xlsx", workbook(sheets, hidden=hidden)).sheets).name


@pytest.mark.parametrize(
    ("before", "hidden"),
    [
        ({"Cover": COVER, "Steps": STEPS, "Summary": SUMMARY, "Lookups": LOOKUPS}, ()),
        ({"Cover": COVER, "Lookups": LOOKUPS}, ("Lookups",)),
        ({"Cover": COVER, "Old": PARTNERS}, ("Old",)),
        ({"Cover": COVER, "Old": MANY}, ("Old",)),
    ],
)
def test_what_is_no_list_is_passed_over(before: dict[str, Rows], hidden: tuple[str, ...]) -> None:
    assert taken({**before, "Partners": PARTNERS, "After": PARTNERS}, *hidden) == "Partners"


def test_the_first_of_two_lists_is_taken_but_an_example_is_none() -> None:
    assert taken({"One": MANY, "Two": [*MANY, *MANY]}) == "One"
    assert taken({"Example": PARTNERS, "List": MANY}) == "List"


def test_a_hidden_list_is_taken_where_nothing_else_is_a_list() -> None:
    assert taken({"Steps": STEPS, "Partners": PARTNERS, "Lookups": LOOKUPS}, "Partners") == (
        "Partners"
    )
    assert taken({"Cover": COVER, "Lookups": LOOKUPS, "Other": LOOKUPS}, "Lookups") == "Other"
    assert taken({"Cover": COVER, "Lookups": LOOKUPS, "Other": LOOKUPS}) == "Lookups"


@pytest.mark.parametrize("count", [1, 2, 40])
def test_our_own_workbook_opens_on_organisations(count: int) -> None:
    whole = load_dataset("south-yorkshire")
    some = whole.organisations[:count]
    ids = {one.id for one in some}
    kept = tuple(one for one in whole.memberships if one.organisation in ids)
    part = replace(whole, organisations=some, memberships=kept, coverage=(), declared=())
    sheets = read_file("export.xlsx", export_workbook(part)).sheets
    assert "About" in [one.name for one in sheets]
    assert likeliest_sheet(sheets).name == "Organisations"


def sheet(name: str, rows: Sequence[tuple[str, ...]]) -> Sheet:
    return Sheet(name=name, rows=tuple(rows), numbers=tuple(range(1, len(rows) + 1)))


def test_a_table_may_only_show_far_below() -> None:
    lists = [("Organisation", ""), *[("Oak Lane Trust", "")] * 400, ("Elm Park", "S1 2HH")]
    assert likeliest_sheet([sheet("a", [("Title",)]), sheet("b", lists)]).name == "b"


def test_a_sheet_that_is_too_long_is_not_taken_where_there_is_another() -> None:
    long = [("Organisation", "Postcode"), *[("Oak Lane Trust", "S1 2HH")] * (MAX_ROWS + 1)]
    short = [tuple(row) for row in PARTNERS]
    assert likeliest_sheet([sheet("Long", long), sheet("Short", short)]).name == "Short"


def test_where_there_is_no_table_the_first_sheet_says_why() -> None:
    with pytest.raises(ListError) as refused:
        likeliest_sheet([sheet("a", [("Title",)]), sheet("b", [("A", "B")])])
    assert refused.value.code == "one-column"
    with pytest.raises(ListError) as refused:
        likeliest_sheet([])
    assert refused.value.code == "empty-file"
