"""Templates: what a person opens, fills in and sends back."""

import csv
import io
import json

import pytest
from python_calamine import CalamineWorkbook
from shapely import Polygon

from joinedup.imports.columns import guess_kinds, suggest_columns
from joinedup.imports.fields import EXAMPLE, FIELDS, PARTNERSHIP_COLUMN, Kind
from joinedup.imports.personal import personal_columns
from joinedup.imports.polygons import read_polygons
from joinedup.imports.tables import Row, Table
from joinedup.model import Level, Sector
from joinedup.render.templates import (
    template_csv,
    template_geojson,
    template_xlsx,
)

kinds = pytest.mark.parametrize("kind", list(Kind))


def rows_of(kind: Kind) -> list[list[str]]:
    text = template_csv(kind).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def examples(kind: Kind) -> list[dict[str, str]]:
    head, *rows = rows_of(kind)
    return [dict(zip(head, row, strict=True)) for row in rows]


def sheets(kind: Kind) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(template_xlsx(kind)))
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def guide(kind: Kind) -> dict[object, list[object]]:
    return {row[0]: row for row in sheets(kind)["How to fill it in"]}


# --- what is in them -------------------------------------------------------------


@kinds
def test_headings_are_the_labels_of_the_fields(kind: Kind) -> None:
    labels = [one.label for one in FIELDS[kind] if one.name != PARTNERSHIP_COLUMN]
    head = [one for one in rows_of(kind)[0] if not one.startswith(EXAMPLE)]
    assert head == labels
    assert len(set(rows_of(kind)[0])) == len(rows_of(kind)[0])


@kinds
def test_example_rows_fill_what_a_list_needs(kind: Kind) -> None:
    rows = examples(kind)
    # The third is one of funding.
    assert len(rows) == (3 if kind is Kind.ACTIONS else 2)
    groups = {one.any_of for one in FIELDS[kind] if one.any_of}
    for row in rows:
        filled = {
            one.any_of
            for one in FIELDS[kind]
            if row.get(one.label) or (one.name == PARTNERSHIP_COLUMN and "x" in row.values())
        }
        assert groups <= filled


@kinds
def test_examples_are_those_of_the_fields(kind: Kind) -> None:
    for number, row in enumerate(examples(kind)):
        for field in FIELDS[kind]:
            if field.name != PARTNERSHIP_COLUMN:
                example = field.examples[number]
                assert row[field.label] in (example, f"{EXAMPLE}{example}" if example else "")


@kinds
def test_a_row_that_is_left_in_says_that_it_is_an_example(kind: Kind) -> None:
    names = {"Organisation", "The other organisation", "Partnership", "Neighbourhood"}
    names |= {"Programme", "Action"}
    for row in examples(kind):
        named = {row[name] for name in names & row.keys() if row[name]}
        assert named
        assert all(name.startswith("Example: ") for name in named)


def test_an_organisation_of_the_template() -> None:
    first, second = examples(Kind.ORGANISATIONS)
    assert first["Organisation"] == "Example: Oak Lane Community Trust"
    assert first["Themes"] == "loneliness | older people"
    assert second["Organisation"] == "Example: Riverside Advice Centre"


def test_a_matrix_has_two_partnerships_across_with_ticks() -> None:
    first, second = examples(Kind.MATRIX)
    across = [heading for heading in first if heading.startswith(EXAMPLE)]
    assert across == ["Example: Healthy Ageing Alliance", "Example: Debt Advice Network"]
    assert [first[one] for one in across] == ["x", "lead"]
    assert [second[one] for one in across] == ["no", "x"]


# --- our own reader --------------------------------------------------------------


@kinds
def test_our_reader_knows_the_kind_and_every_column(kind: Kind) -> None:
    head, *rows = rows_of(kind)
    below = tuple(Row(number=number, cells=tuple(row)) for number, row in enumerate(rows, 2))
    table = Table(headings=tuple(head), rows=below)
    assert guess_kinds(table)[0][0] is kind
    across = [PARTNERSHIP_COLUMN] * 2
    named = [across if f.name == PARTNERSHIP_COLUMN else [f.name] for f in FIELDS[kind]]
    fields = [one.field for one in suggest_columns(table, kind)]
    assert fields == [name for names in named for name in names]
    assert personal_columns(table) == {}


# --- Excel -----------------------------------------------------------------------


@kinds
def test_the_workbook_holds_the_same_rows_and_a_guide(kind: Kind) -> None:
    found = sheets(kind)
    assert list(found) == [kind.label, "How to fill it in"]
    assert found[kind.label] == rows_of(kind)


@kinds
def test_the_guide_explains_every_column(kind: Kind) -> None:
    head, first, *rows = sheets(kind)["How to fill it in"]
    assert head == ["Column", "What belongs in it", "Needed?", "Words to use", "Example"]
    assert 'begin with "Example:"' in str(first[1])
    assert [row[:2] for row in rows] == [[one.label, one.help] for one in FIELDS[kind]]


def test_the_guide_says_what_is_needed() -> None:
    assert guide(Kind.ORGANISATIONS)["Postcode"][2] == "If you have it"
    assert guide(Kind.MEMBERSHIPS)["Partnership"][2] == "Yes"
    assert guide(Kind.ORGANISATIONS)["ODS code"][2] == (
        "One of these: Organisation; ODS code; Charity number"
    )


def test_the_guide_lists_the_words_of_sector_and_level() -> None:
    sectors = guide(Kind.MEMBERSHIPS)["Sector"][3]
    assert str(sectors).split("; ") == [f"{one.value} ({one.label})" for one in Sector]
    levels = guide(Kind.MEMBERSHIPS)["Level of partnership"][3]
    assert str(levels).split("; ") == [one.value for one in Level]


# --- polygons --------------------------------------------------------------------


def test_the_geojson_holds_one_small_polygon_named_as_an_example() -> None:
    collection = json.loads(template_geojson())
    (feature,) = collection["features"]
    assert collection["type"] == "FeatureCollection"
    polygon = Polygon(feature["geometry"]["coordinates"][0])
    assert polygon.is_valid
    assert polygon.exterior.is_ccw
    assert 0 < polygon.area < 1e-5


def test_our_reader_knows_the_polygon() -> None:
    read = read_polygons(template_geojson())
    assert read.problems == ()
    (one,) = read.polygons
    assert (one.name, one.place) == ("Example neighbourhood", "Barnsley")
    west, south, east, north = one.polygon.bounds
    assert -8 < west < east < 2
    assert 49 < south < north < 61


# --- files -----------------------------------------------------------------------


@kinds
def test_a_template_is_the_same_every_time(kind: Kind) -> None:
    assert template_xlsx(kind) == template_xlsx(kind)
    assert template_csv(kind) == template_csv(kind)
