"""Declared figures beside the loaded: the right numbers, and nothing that data can break."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from joinedup import services
from joinedup.render.declared import declared_table
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, dataset


def cells(html: str) -> list[list[str]]:
    """The texts of the table's cells, row by row; its head first."""
    table = ElementTree.fromstring(html)  # noqa: S314 - it is our own, and this reads it strictly
    return [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]


def test_declared_figures_stand_beside_the_loaded() -> None:
    head, *rows = cells(declared_table(services.declared_and_loaded(dataset())))
    assert head == ["What", "Declared", "Loaded", "What explains the difference"]
    by_name = {row[0]: row[1:] for row in rows}
    assert by_name["General practices"][:2] == ["186", "170"]
    assert [row[2] for row in rows if row[1] == "over 6,000"] == ["164"]
    assert "not loaded" in {row[2] for row in rows}


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_what_differs_is_explained(footprint: str) -> None:
    figures = services.declared_and_loaded(dataset(footprint))
    _, *rows = cells(declared_table(figures))
    assert len(rows) == len(figures)
    for row in rows:
        assert (row[3] == "") == (row[1] == row[2]), row


def test_rows_and_columns_have_headers() -> None:
    html = declared_table(services.declared_and_loaded(dataset()))
    table = ElementTree.fromstring(html)  # noqa: S314
    assert [cell.get("scope") for cell in table.iter("th")][:5] == [*["col"] * 4, "row"]


@pytest.mark.parametrize("text", [one for one in HOSTILE if "\x00" not in one])
def test_texts_stay_texts(text: str) -> None:
    one = services.declared_and_loaded(dataset())[0]
    figure = replace(one.figure, label=text, qualifier=text, explanation=text, figure=7)
    html = declared_table([replace(one, figure=figure, loaded=8)])
    assert "<script" not in html
    assert "<img" not in html
    assert len(cells(html)[1]) == 4
