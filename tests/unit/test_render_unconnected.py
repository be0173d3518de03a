"""The working list in words, as HTML and as a table."""

from dataclasses import replace

import pytest

from joinedup.model import Level, Sector, Standing
from joinedup.render import unconnected
from joinedup.services import Basis, Voice, asked, waiting
from joinedup.services.unconnected import Since
from tests.unit import network_samples as sample
from tests.unit.render_samples import IMAGE, dataset, reading

VIEW = reading()
ROWS = waiting(VIEW)
FIRST = ROWS[0]


def test_how_sure_we_are_is_said_for_each_state() -> None:
    assert unconnected.how_sure(FIRST) == (
        "the list of practices is complete since July 2026, and it is in no partnership"
    )
    unknown = next(row for row in ROWS if row.standing is Standing.UNKNOWN)
    assert unconnected.how_sure(unknown).startswith("nobody has asked")
    undated = unconnected.how_sure(replace(FIRST, complete_as_of=""))
    assert undated == "the list of practices is complete, and it is in no partnership"
    here = unconnected.how_sure(replace(FIRST, complete_here=True))
    assert here.startswith("the list of practices of its place is complete since July 2026")
    own = replace(FIRST, standing=Standing.OWN_SECTOR, confirmed_on="2026-02")
    assert unconnected.how_sure(own).endswith("newest confirmation was in February 2026")
    assert "without a date" in unconnected.how_sure(replace(own, confirmed_on=""))


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (Since("2025-03", Basis.LEFT, "Peak PCN"), "March 2025, when it left Peak PCN"),
        (Since("2025", Basis.CLOSED, "Peak PCN"), "2025, when Peak PCN ended"),
        (Since("2025", Basis.TIE, "Aid"), "2025, when its tie to Aid ended"),
        (Since("2024", Basis.LIST), "2024, the date of the list; none on record before"),
        (Since("", Basis.LIST), "not stated, the date of the list; none on record before"),
        (Since("2024", Basis.RECORD), "2024, the date of its record"),
        (Since("", Basis.RECORD), "not stated"),
    ],
)
def test_since_when_says_what_the_date_is(since: Since, told: str) -> None:
    # The state of a row decides nothing here: what the date is of is told with it.
    for standing in (Standing.NONE_ON_RECORD, Standing.OWN_SECTOR, Standing.UNKNOWN):
        assert unconnected.since(replace(FIRST, standing=standing, since=since)) == told


def test_the_table_says_what_the_date_is() -> None:
    rows = [replace(FIRST, since=Since(when, Basis.RECORD, "")) for when in ("2024", "")]
    frame = unconnected.frame(VIEW, rows, {})
    assert frame["Date of"].tolist() == ["Its record", ""]
    (left,) = unconnected.frame(VIEW, [replace(FIRST, since=Since("2024", Basis.TIE, "Aid"))], {})[
        ["Since", "Date of", "Last with"]
    ].to_numpy()
    assert left.tolist() == ["2024", "Its last tie ended", "Aid"]


def test_why_nobody_is_on_the_list() -> None:
    council = sample.organisation("council", Sector.LOCAL_AUTHORITY, "Ashdale")
    group = sample.organisation("group", place="Ashdale")
    away = sample.organisation("away", outside=True)
    seats = [sample.membership(one.id, "club") for one in (council, group, away)]
    one = sample.dataset(
        [council, group, away],
        [sample.partnership("club"), sample.partnership("top", Level.SYSTEM)],
        [*seats, sample.membership("council", "top"), sample.membership("away", "top")],
    )
    told = unconnected.nobody(reading(one))
    assert told == "Everybody in this view works across sectors, on record."
    assert unconnected.nobody(reading(one, levels=("system",))) == (
        "1 of 2 organisations in this view is connected, but by none of the partnerships shown. "
        "The others work across sectors, on record."
    )
    assert unconnected.nobody(reading(one, levels=("neighbourhood",))) == (
        "2 of 2 organisations in this view are connected, but by none of the partnerships shown."
    )
    assert unconnected.nobody(reading(one, sectors=("education",))) == (
        "No organisation of the footprint itself is in this view: take a filter away."
    )


def test_what_is_near_has_a_distance() -> None:
    assert FIRST.near
    assert unconnected.near(FIRST) == (
        f"{FIRST.near.organisation.name}, 4.6 km; Peak Edge PCN serves its neighbourhood"
    )
    several = replace(FIRST, near=None, tables=("a", "b"))
    assert unconnected.near(several) == "2 partnerships of its neighbourhood"
    alone = replace(FIRST, near=None, tables=())
    assert FIRST.organisation.point
    assert unconnected.near(alone) == "nobody connected of another sector has a position on record"
    nowhere = replace(alone, organisation=replace(FIRST.organisation, point=None))
    assert unconnected.near(nowhere).endswith("its position is not on record")


def test_need_says_whose_patients() -> None:
    assert unconnected.need(FIRST) == (
        "20% of its neighbourhood among England's most deprived fifth; "
        f"6,915 patients on its list, {FIRST.around:,} in its neighbourhood"
    )
    others = replace(FIRST, deprivation=None, on_list=None, around=54_700)
    assert unconnected.need(others) == "54,700 patients in its neighbourhood"
    own = replace(others, on_list=1, around=None)
    assert unconnected.need(own) == "1 patient on its list"
    assert unconnected.need(replace(own, on_list=None)) == "not known"


def test_a_row_escapes_names_and_marks_who_comes_first() -> None:
    organisation = replace(FIRST.organisation, influence=1, themes=(IMAGE,))
    since = Since("2025", Basis.LEFT, IMAGE)
    one = replace(
        FIRST, organisation=organisation, voice=Voice.LITTLE, deprivation=0.6, since=since
    )
    found = unconnected.row_html(VIEW, one, 2)
    assert "<img" not in found
    assert "Comes first" in found
    assert "Little: influence 1 of 5" in found
    assert "2 introductions" in found
    plain = unconnected.row_html(VIEW, FIRST, 0)
    assert "Comes first" not in plain
    assert "Under way" not in plain


@pytest.mark.parametrize("footprint", ["south-yorkshire", "demonstration"])
def test_the_table_has_every_row_in_order(footprint: str) -> None:
    view = reading(dataset(footprint))
    rows = waiting(view)
    frame = unconnected.frame(view, rows, {rows[0].organisation.id: 3})
    assert frame["Id"].tolist() == [row.organisation.id for row in rows]
    assert frame["Order"].tolist() == list(range(1, len(rows) + 1))
    assert frame["Introductions"].tolist()[:2] == [3, 0]
    assert (frame["Comes first"] == "yes").sum() == sum(row.comes_first for row in rows)
    assert not frame["How sure"].eq("").any()


def test_answers_are_shares_of_what_they_are_of() -> None:
    places, _ = asked(VIEW)
    frame = unconnected.asked_frame(places, "Place")
    row = frame.set_index("Place").loc["Rotherham"]
    assert (row["Organisations"], row["Answered or on a complete list"]) == (57, 31)
    assert row["of all"] == "54%"
    assert row["Connected"] == row["Confirmed in 18 months"] + row["Older"] + row["No date"]
