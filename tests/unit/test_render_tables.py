"""Tables: the same rows as the pictures, and spreadsheets that run nothing."""

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from joinedup import services
from joinedup.model import AreaLevel, ConnectionState, Sector
from joinedup.network.scope import partnerships_in
from joinedup.render import tables
from joinedup.render.escaping import defuse
from joinedup.render.picture import hubs_drawn, map_picture
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, dataset, named, place_id, reading

CONNECTED, NONE, UNKNOWN = ConnectionState
FILTERS: list[dict[str, Any]] = [
    {},
    {"sectors": ("vcse",)},
    {"states": ("none_on_record",)},
    {"sectors": ("other",)},
    {"day": date(2018, 1, 1), "past": True},
]


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# --- organisations ---------------------------------------------------------------


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@pytest.mark.parametrize("filters", FILTERS)
def test_the_rows_are_those_of_the_picture(footprint: str, filters: dict[str, Any]) -> None:
    one = reading(dataset(footprint), **filters)
    frame = tables.organisations(one)
    marks = map_picture(one, {}, dark=False)["marks"]
    drawn = [
        (o.id, mark)
        for o, mark in zip(one.dataset.organisations, marks, strict=True)
        if mark in "cnu"
    ]
    letters = {CONNECTED.label: "c", NONE.label: "n", UNKNOWN.label: "u"}
    assert list(zip(frame["Id"], frame["Connection"].map(letters), strict=True)) == drawn


def test_a_row_says_what_is_known() -> None:
    frame = tables.organisations(reading()).set_index("Id")
    row = frame.loc["ods:C87015"]
    link = reading().found["ods:C87015"]
    assert row["Sector"] == "General practice"
    assert row["Place"] == "Rotherham"
    assert row["Which"] == "Maltby Wickersley PCN"
    assert (row["Partnerships"], row["Partners"]) == (len(link.partnerships), len(link.partners))
    assert row["Source"]


@pytest.mark.parametrize("filters", [{}, {"levels": ("system",)}, {"day": date(2018, 1, 1)}])
def test_how_far_one_reaches_never_contradicts_its_state(filters: dict[str, Any]) -> None:
    one = reading(**filters)
    frame = tables.organisations(one).set_index("Id")
    assert set(frame["Connection"]) >= {CONNECTED.label, UNKNOWN.label}
    for key, row in frame.iterrows():
        assert row["Reach"] == one.found[str(key)].standing.label
        for state in (NONE, UNKNOWN):
            assert (row["Reach"] == state.label) is (row["Connection"] == state.label)


def test_bodies_from_outside_say_so() -> None:
    frame = tables.organisations(reading()).set_index("Id")
    for one in dataset().organisations:
        assert (frame.loc[one.id, "Place"] == "outside the footprint") is one.outside


def test_a_given_list_of_rows_is_used_even_when_empty() -> None:
    assert len(tables.organisations(reading(), [])) == 0
    assert len(tables.organisations(reading(), dataset().organisations[:3])) == 3
    assert list(tables.organisations(reading(), []).columns) == list(
        tables.organisations(reading()).columns
    )


# --- partnerships and memberships ------------------------------------------------


@pytest.mark.parametrize("filters", [{}, {"past": True}, {"levels": ("system",)}])
def test_partnerships_are_those_in_scope(filters: dict[str, Any]) -> None:
    one = reading(**filters)
    scoped = partnerships_in(one.dataset, services.scope_of(one.state))
    frame = tables.partnerships(one, hubs_drawn(one))
    assert list(frame["Partnership"]) == [p.name for p in scoped]
    assert sum(frame["Members"]) == sum(len(link.partnerships) for link in one.found.values())


def test_members_that_the_filters_leave_are_counted_apart() -> None:
    here = reading(places=(place_id("Rotherham"),))
    frame = tables.partnerships(here, hubs_drawn(here))
    assert (frame["Of them shown"] <= frame["Members"]).all()
    assert 0 < frame["Of them shown"].sum() < frame["Members"].sum()
    whole = tables.partnerships(reading(), hubs_drawn(reading()))
    assert (whole["Of them shown"] == whole["Members"]).all()


def test_memberships_come_newest_first_and_say_what_is_not_stated() -> None:
    one = sample.dataset(
        [sample.organisation("o")],
        [sample.partnership(p, end="2024" if p == "a" else "") for p in "abc"],
        [
            sample.membership("o", "a", since="2019"),
            sample.membership("o", "b", since="2023-05"),
            sample.membership("o", "c"),
        ],
    )
    frame = tables.memberships(reading(one), one.memberships)
    assert list(frame["Partnership"]) == ["b", "a", "c"]
    assert list(frame["Since"]) == ["2023-05", "2019", "not stated"]
    assert list(frame["Until"]) == ["", "2024", ""]
    assert set(frame["Confirmed"]) == {"not stated"}


# --- areas and sectors -----------------------------------------------------------


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@pytest.mark.parametrize("level", list(AreaLevel))
def test_an_area_has_its_denominators(footprint: str, level: AreaLevel) -> None:
    one = reading(dataset(footprint))
    names = {area.id: area.name for area in one.dataset.areas}
    frame = tables.area_states(services.area_counts(one, level), names)
    assert (frame["Known"] == frame["Connected"] + frame["No partnership on record"]).all()
    assert (frame["Organisations"] == frame["Known"] + frame["Unknown"]).all()
    assert (frame["Only within its own sector"] <= frame["Connected"]).all()
    assert (frame["Place"] != "").all() == (level is AreaLevel.NEIGHBOURHOOD)


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_sectors_add_up_to_the_whole(footprint: str) -> None:
    one = reading(dataset(footprint))
    frame = tables.sector_states(one)
    assert list(frame["Sector"]) == [s.label for s in Sector if s in one.sectors()]
    totals = frame.drop(columns="Sector").sum()
    assert totals["Organisations"] == len(one.inside)
    assert [totals[key.label] for key in (CONNECTED, NONE, UNKNOWN)] == list(one.states().values())


def test_facts_of_areas_say_what_they_cover() -> None:
    rows = services.area_counts(reading(), AreaLevel.NEIGHBOURHOOD)
    names = {area.id: area.name for area in dataset().areas}
    frame = tables.area_facts(rows, names)
    assert list(frame["General practices"]) == [one.area.practices for one in rows]
    assert frame["Most deprived fifth"].str.contains(r"^\d+ of \d+ LSOAs \(\d+%\)$").all()
    assert (frame["Boundary"] == "approximate catchment").all()


# --- without any row -------------------------------------------------------------


def test_an_empty_table_keeps_its_columns() -> None:
    empty = reading(replace(sample.dataset(), areas=()))
    assert "Place" in tables.area_states([], {}).columns
    assert "Place" in tables.area_facts([], {}).columns
    assert "Organisation" in tables.memberships(empty, []).columns
    assert "Partnership" in tables.partnerships(empty, ()).columns
    assert "Sector" in tables.sector_states(empty).columns


# --- spreadsheets ----------------------------------------------------------------


def test_a_csv_opens_in_excel_as_it_is() -> None:
    content = tables.to_csv(tables.organisations(reading()))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 359
    assert not content.replace(b"\r\n", b"").count(b"\n")


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_a_csv_gives_the_same_texts_back(footprint: str) -> None:
    frame = tables.organisations(reading(dataset(footprint)))
    head, *rows = cells(tables.to_csv(frame))
    assert head == list(frame.columns)
    assert rows == [[defuse(str(cell)) for cell in row] for row in frame.itertuples(index=False)]


def test_hostile_names_are_in_the_file_and_run_nothing() -> None:
    frame = tables.organisations(reading(named()))
    assert list(frame["Organisation"]) == list(HOSTILE)
    _, *rows = cells(tables.to_csv(frame))
    assert [row[0] for row in rows] == [defuse(name) for name in HOSTILE]
    starts = {cell[:1] for row in rows for cell in row}
    assert not starts & set("=+-@\t\r\n")


def test_numbers_stay_numbers() -> None:
    content = tables.to_csv(pd.DataFrame({"a": [-1, 2], "b": ["-1+1", "2"]}))
    assert cells(content)[1:] == [["-1", "'-1+1"], ["2", "2"]]


def test_a_missing_cell_is_empty() -> None:
    frame = pd.DataFrame({"a": [1.5, None], "b": [None, "x"], "c": [7, pd.NA]})
    content = tables.to_csv(frame.astype({"c": "Int64"}))
    assert cells(content)[1:] == [["1.5", "", "7"], ["", "x", ""]]
