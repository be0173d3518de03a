"""Who belongs to a programme on a day, and whether it goes on as far as the record says."""

from dataclasses import replace
from datetime import date

import pytest

from joinedup.model import Level, Partnership, Provenance
from joinedup.services import (
    Going,
    connections,
    default_view,
    programme_of,
    programmes_of,
    scope_of,
)
from joinedup.services.assessing import spread_of
from joinedup.services.belonging import (
    lasting_of,
    members_on,
    only_in_streams,
    seats_on,
)
from joinedup.services.working_together import Match, accountable, at_its_end, together
from tests.unit.render_samples import TODAY, dataset

DEMONSTRATION, BRADFORD = "demonstration", "bradford-district"
DAY = date(2026, 11, 22)


def partnership(start: str = "", end: str = "", basis: str = "", as_of: str = "") -> Partnership:
    return Partnership(
        id="p",
        name="Ours",
        kind="programme",
        level=Level.PLACE,
        start=start,
        end=end,
        end_basis=basis,
        provenance=Provenance(source="A plan (000_0.txt)", licence="Facts", as_of=as_of),
    )


@pytest.mark.parametrize(
    ("one", "written", "going", "when", "of_then"),
    [
        (partnership(as_of="2026"), ["2026"], Going.ON, "2026", False),
        # Seventeen months are not old; a year counts to its last day.
        (partnership(as_of="2025"), ["2025"], Going.ON, "2025", False),
        (partnership(as_of="2013-03"), ["2013-03", ""], Going.NO_NEWS, "2013-03", False),
        # One action of this month is news.
        (partnership(as_of="2013-03"), ["2013-03", "2026-11-02"], Going.ON, "2026-11-02", False),
        (partnership(), ["", ""], Going.UNDATED, "", False),
        (
            partnership(end="2014-03", basis="stated: one year"),
            ["2013"],
            Going.ENDED,
            "2014-03",
            True,
        ),
        (partnership(end="2014-03"), ["2013"], Going.ENDED, "2014-03", True),
        (
            partnership(end="2019", basis="Last documented in 2019 (minutes)"),
            ["2019"],
            Going.NO_NEWS,
            "2019",
            True,
        ),
        # An end that is still to come is none yet.
        (partnership(as_of="2026", end="2027"), ["2026"], Going.ON, "2026", False),
        (partnership(start="2027-04", as_of="2026"), ["2026"], Going.TO_BEGIN, "2027-04", True),
        (partnership(as_of="2027"), ["2027"], Going.NOT_YET_WRITTEN_OF, "2027", True),
        # What began before it was written of goes on.
        (partnership(start="2026-01", as_of="2027"), ["2027"], Going.ON, "2027", False),
    ],
)
def test_whether_it_goes_on_is_what_the_record_says(
    one: Partnership, written: list[str], going: Going, when: str, of_then: bool
) -> None:
    found = lasting_of(one, written, DAY)
    assert (found.going, found.when, found.of_then) == (going, when, bool(of_then))
    assert not found.basis or found.going is Going.ENDED


def test_what_nobody_wrote_of_lately_is_not_called_ended() -> None:
    for footprint in (BRADFORD, "cheshire-west"):
        for one in programmes_of(dataset(footprint), DAY):
            if one.lasting:
                is_stated = one.groups[0].partnership.end_basis.startswith("stated")
                assert one.lasting.going is (Going.ENDED if is_stated else Going.NO_NEWS)


def test_national_work_is_no_partnership_here_that_could_end() -> None:
    one = programme_of(dataset(BRADFORD), "hewitt-review", DAY)
    assert one
    assert one.lasting is None


@pytest.mark.parametrize("footprint", [DEMONSTRATION, "south-yorkshire", BRADFORD])
def test_members_of_a_day_are_those_of_the_network(footprint: str) -> None:
    """As on the map, on the network and on Working together, wherever it runs."""
    base = dataset(footprint)
    for day in (TODAY, date(2018, 6, 30)):
        found = connections(base, scope_of(default_view(base.id, day)))
        there: dict[str, set[str]] = {}
        for key, link in found.items():
            for partnership in link.partnerships:
                there.setdefault(partnership, set()).add(key)
        seats = seats_on(base, day)
        for one in base.partnerships:
            if one.runs_on(day):
                assert set(seats.get(one.id, {})) == there.get(one.id, set()), one.id


def test_one_partnership_is_asked_as_all_are() -> None:
    base = dataset(BRADFORD)
    seats = seats_on(base, DAY)
    for one in base.partnerships:
        assert members_on(base, one.id, DAY) == seats.get(one.id, {})
    assert members_on(base, "gone", DAY) == {}


def test_of_one_that_does_not_run_the_record_holds_its_members_and_nothing_of_the_day() -> None:
    base = dataset(BRADFORD)
    record = at_its_end(base, "one-workforce", DAY)
    assert set(record.members) == set(members_on(base, "one-workforce", DAY))
    assert record.of_then
    assert len(record.sectors) == 2
    assert (record.shared, record.tied, record.seats.confirmed) == ((), (), 0)
    assert together(None, record) is Match.NOT_ASKED
    assert together(spread_of([4]), record) is Match.UNKNOWN
    assert accountable(spread_of([4]), record) is Match.UNKNOWN
    empty = replace(base, memberships=())
    assert at_its_end(empty, "one-workforce-academy", DAY).members == ()
    assert not at_its_end(empty, base.partnerships[-1].id, DAY).of_then


def test_those_in_work_streams_alone_are_told_apart() -> None:
    base = dataset(DEMONSTRATION)
    for one in programmes_of(base, DAY):
        own = one.programme.partnership or ""
        members, streams = members_on(base, own, DAY), only_in_streams(base, own, DAY)
        assert members
        assert streams
        assert not set(members) & set(streams)
        assert {*members, *streams} == set(one.members)
    # It has no work stream with members of its own.
    assert only_in_streams(dataset("south-yorkshire"), "sy-integration", DAY) == ()


def test_a_seat_that_is_left_before_the_end_is_none_of_its_members() -> None:
    base = dataset(BRADFORD)
    left = [
        replace(row, until="2017") if row.partnership == "one-workforce" else row
        for row in base.memberships
    ]
    assert len(members_on(base, "one-workforce", DAY)) == 2
    assert members_on(replace(base, memberships=tuple(left)), "one-workforce", DAY) == {}
