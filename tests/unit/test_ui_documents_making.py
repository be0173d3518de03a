"""What documents are made of: tables out of frames, words out of Markdown, and waiting."""

from time import monotonic

import numpy as np
import pandas as pd
import pytest

from joinedup.errors import MeasureError
from joinedup.render.document import Column
from joinedup.ui.documents.making import Wanted, facts, listed, paragraphs, plain, still, table
from tests.unit.render_samples import HOSTILE, reading


def test_numbers_stay_numbers_and_nothing_is_none() -> None:
    frame = pd.DataFrame(
        {
            "Who": ["a", None, ""],
            "Metres": pd.array([12, None, 3], dtype="Int64"),
            "Patients": [1_000.0, np.nan, 3.0],
            "Share": [0.25, np.nan, 1.0],
            "Since": ["2026-03-03", "2026-03", "not stated"],
            "Id": ["2026", "x", "y"],
        }
    )
    found = table(frame, "Heading", note="Note")
    assert found.rows == (
        ("a", 12, 1_000, 0.25, "3 March 2026", "2026"),
        (None, None, None, None, "March 2026", "x"),
        ("", 3, 3, 1.0, "not stated", "y"),
    )
    assert [type(cell) for cell in found.rows[0]] == [str, int, int, float, str, str]
    assert [one.number for one in found.columns] == [False, True, True, True, False, False]
    assert (found.heading, found.note, found.total) == ("Heading", "Note", None)


def test_a_long_table_says_how_many_rows_there_are() -> None:
    frame = pd.DataFrame({"Name": [str(k) for k in range(12)], "Id": range(12)})
    found = table(frame, "", without=("Id", "No such"), most=5)
    assert found.columns == (Column(name="Name"),)
    assert [row[0] for row in found.rows] == ["0", "1", "2", "3", "4"]
    assert found.total == 12


def test_a_table_without_rows_has_its_columns() -> None:
    found = table(pd.DataFrame([], columns=["Name", "Members"]), "")
    assert [one.name for one in found.columns] == ["Name", "Members"]
    assert found.rows == ()


@pytest.mark.parametrize("name", HOSTILE)
def test_text_from_data_stays_as_it_is(name: str) -> None:
    assert table(pd.DataFrame({"Name": [name]}), "").rows == ((name,),)
    assert still(("", "Name"), [(name, name)], "").rows == ((name, name),)
    assert facts([(name, name), ("Empty", "")], "").rows == ((name, name),)
    assert paragraphs(name, "")[0].text == name
    assert listed([name])[0].text.endswith(name)


def test_a_short_table_names_its_first_column() -> None:
    assert [one.name for one in still(("", "Now"), [], "").columns] == ["What", "Now"]


def test_our_own_markdown_becomes_plain() -> None:
    said = "**Bold** and *slanted*: [doi:10.1/x](https://doi.org/10.1/x), [a licence](https://l)."
    assert plain(said) == "Bold and slanted: doi:10.1/x, a licence (https://l)."
    assert plain(said, addresses=False) == "Bold and slanted: doi:10.1/x, a licence."


def test_waiting_has_an_end_and_says_what_went_wrong() -> None:
    asked: list[int] = []

    def third_time() -> str | None:
        asked.append(1)
        return "there" if len(asked) == 3 else None

    assert Wanted(reading=reading(), until=monotonic() + 60).waited(third_time) == "there"
    over = Wanted(reading=reading(), until=monotonic())
    assert over.waited(lambda: None) is None

    def fails() -> str:
        raise MeasureError("Too large")

    with pytest.raises(MeasureError):
        over.waited(fails)
