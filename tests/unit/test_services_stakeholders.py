"""Stakeholders by several opinions: who stands where, and who must not be overlooked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from joinedup import services
from joinedup.errors import StoreError
from joinedup.model import Area, ConnectionState, Dataset
from joinedup.network.connection import Connection
from joinedup.services import Flag, Placing, Quarter, Stakeholders
from joinedup.services.assessing import spread_of
from joinedup.services.stakeholders import Need, quarter_of
from joinedup.store.assessing import Assessment
from tests.unit.render_samples import TODAY, dataset, reading

DEMONSTRATION = "demonstration"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    yield
    services.store().dispose()


def said(
    organisation: str, power: int, interest: int, author: str = "Board", **more: Any
) -> Assessment:
    scores = (("power", power), ("interest", interest))
    values: dict[str, Any] = {
        "dataset": "south-yorkshire",
        "kind": "stakeholder",
        "subject": "",
        "author": author,
        "assessed_on": TODAY,
        "made_at": datetime(2026, 11, 22, tzinfo=UTC),
        "organisation": organisation,
        "scores": scores,
        **more,
    }
    return Assessment(**values)


def of(found: Stakeholders, organisation: str) -> services.Stakeholder:
    one = found.of(organisation)
    assert one is not None
    return one


def first(one: Dataset, state: ConnectionState, *, deprived: bool) -> str:
    """An organisation of a state, in a neighbourhood that is mostly deprived or hardly."""
    shown = reading(one)
    for item in shown.inside:
        area = one.area_by_id.get(item.neighbourhood or "")
        if shown.found[item.id].state is state and area and area.lsoas:
            share = area.lsoas_most_deprived / area.lsoas
            if (share > 0.5) if deprived else (share < 0.15):
                return item.id
    raise AssertionError("there is none")


# --- where they stand ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("power", "interest", "quarter"),
    [
        (5, 5, Quarter.MANAGE),
        (3, 3, Quarter.MANAGE),
        (3, 2.5, Quarter.SATISFY),
        (2.5, 3, Quarter.INFORM),
        (1, 1, Quarter.ASK),
    ],
)
def test_the_middle_of_the_scale_is_high(power: float, interest: float, quarter: Quarter) -> None:
    assert quarter_of(power, interest) is quarter


def test_a_point_stands_at_the_median_of_the_last_opinions() -> None:
    rows = [
        said("ods:RHQ", 5, 5, assessed_on=TODAY - timedelta(days=9)),
        said("ods:RHQ", 1, 2, number=2),
        said("ods:RHQ", 4, 4, "Council"),
        said("ods:RHQ", 5, 4, "Charity"),
    ]
    found = services.stakeholders_of(reading(), rows, None)
    (one,) = found.rows
    assert one.power == services.Spread(n=3, lowest=1, median=4.0, highest=5)
    assert one.interest == services.Spread(n=3, lowest=2, median=4.0, highest=4)
    assert (one.quarter, one.is_low, found.authors) == (Quarter.MANAGE, False, 3)


def test_opinions_count_up_to_the_day_of_the_view() -> None:
    rows = [said("ods:RHQ", 1, 1, assessed_on=date(2026, 3, 1)), said("ods:RHQ", 5, 5, number=2)]
    then = services.stakeholders_of(reading(day=date(2026, 6, 1)), rows, None)
    assert of(then, "ods:RHQ").quarter is Quarter.ASK
    assert services.stakeholders_of(reading(day=date(2026, 1, 1)), rows, None).rows == ()


def test_who_is_not_shown_is_counted_apart() -> None:
    rows = [said("ods:RHQ", 5, 5), said("ods:C88046", 1, 1), said("ods:GONE", 3, 3)]
    found = services.stakeholders_of(reading(sectors=("nhs-trust",)), rows, None)
    assert [one.organisation.id for one in found.rows] == ["ods:RHQ"]
    assert (found.left_out, found.gone) == (1, 1)


def test_one_score_alone_is_no_place_on_the_grid() -> None:
    rows = [said("ods:RHQ", 5, 5, scores=(("power", 2),))]
    found = services.stakeholders_of(reading(), rows, None)
    assert (found.placed, len(found.rows)) == ((), 1)
    assert (of(found, "ods:RHQ").quarter, of(found, "ods:RHQ").interest) == (None, None)


def test_unknown_groups_do_not_count() -> None:
    rows = [said("ods:RHQ", 5, 1, group="cousins")]
    one = of(services.stakeholders_of(reading(), rows, None), "ods:RHQ")
    assert (one.is_placed, one.groups) == (True, ())


def test_groups_are_counted() -> None:
    rows = [
        said("ods:RHQ", 5, 5, "A", group="customers"),
        said("ods:RHQ", 5, 5, "B", group="champions"),
        said("ods:RHQ", 5, 5, "C", group="champions"),
        said("ods:RHQ", 5, 5, "D"),
    ]
    one = of(services.stakeholders_of(reading(), rows, None), "ods:RHQ")
    assert one.groups == (("champions", 2), ("customers", 1))


# --- what lists say ------------------------------------------------------------------


def with_scores(influence: int | None, interest: int | None) -> Dataset:
    one = dataset()
    rows = tuple(
        replace(item, influence=influence, interest=interest) if item.id == "ods:RHQ" else item
        for item in one.organisations
    )
    return replace(one, organisations=rows)


def test_what_a_list_says_is_one_opinion_and_is_called_so() -> None:
    scored = reading(with_scores(2, 4))
    one = of(services.stakeholders_of(scored, [said("ods:RHQ", 5, 5)], None), "ods:RHQ")
    assert [(item.author, item.power) for item in one.opinions] == [
        ("A partner list", 2),
        ("Board", 5),
    ]
    assert one.power is not None
    assert one.power.median == 3.5
    assert [item.kept is None for item in one.opinions] == [True, False]
    alone = services.stakeholders_of(scored, [], None)
    assert (of(alone, "ods:RHQ").by_people, alone.authors) == (False, 0)


def test_of_a_programme_a_list_counts_for_its_members_alone() -> None:
    scored = reading(with_scores(2, 4))
    assert services.stakeholders_of(scored, [], {"ods:RHQ"}).of("ods:RHQ") is not None
    assert services.stakeholders_of(scored, [], {"ods:C88046"}).rows == ()


# --- who must not be overlooked ------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "deprived", "power", "flag"),
    [
        (ConnectionState.NONE_ON_RECORD, True, 1, Flag.ASK_FIRST),
        (ConnectionState.NONE_ON_RECORD, True, 3, Flag.NONE),
        (ConnectionState.NONE_ON_RECORD, False, 1, Flag.NONE),
        (ConnectionState.UNKNOWN, True, 1, Flag.FIND_OUT),
        (ConnectionState.CONNECTED, True, 1, Flag.NONE),
    ],
)
@pytest.mark.parametrize("interest", [1, 5])
def test_little_power_without_partnership_and_with_need_is_flagged(
    state: ConnectionState, deprived: bool, power: int, flag: Flag, interest: int
) -> None:
    one = dataset(DEMONSTRATION)
    key = first(one, state, deprived=deprived)
    row = of(services.stakeholders_of(reading(one), [said(key, power, interest)], {key}), key)
    assert row.flag is flag
    assert row.need is (Need.HIGH if deprived else Need.LESS)
    assert not row.need_is_missing


def test_unknown_need_is_said_to_be_unknown() -> None:
    one = reading()
    key = next(
        item.id
        for item in one.inside
        if one.found[item.id].state is ConnectionState.UNKNOWN and not item.neighbourhood
    )
    row = of(services.stakeholders_of(one, [said(key, 1, 1)], None), key)
    assert (row.need, row.flag, row.need_is_missing) == (Need.UNKNOWN, Flag.NONE, True)


def test_the_flagged_come_in_the_order_of_need() -> None:
    one = dataset(DEMONSTRATION)
    found = services.stakeholders_of(reading(one), [], None)
    assert len(found.flagged) > 10
    order = [
        (row.flag is Flag.FIND_OUT, -area.lsoas_most_deprived / area.lsoas)
        for row in found.flagged
        if (area := row.area)
    ]
    assert order == sorted(order)


def test_who_takes_part_from_outside_is_never_flagged() -> None:
    row = services.Stakeholder(
        organisation=replace(dataset().organisations[0], outside=True),
        opinions=(),
        power=spread_of([1]),
        interest=spread_of([1]),
        state=ConnectionState.NONE_ON_RECORD,
        area=deprived_area(),
    )
    assert row.flag is Flag.NONE
    assert replace(row, organisation=dataset().organisations[0]).flag is Flag.ASK_FIRST


def deprived_area() -> Area:
    return max(dataset().neighbourhoods, key=lambda one: one.lsoas_most_deprived)


# --- who is missing ------------------------------------------------------------------


def test_who_has_not_been_placed_is_counted_of_the_members() -> None:
    members = [one.id for one in dataset().organisations[:5]]
    rows = [said(members[0], 1, 1), said(members[1], 1, 1, scores=(("power", 1),))]
    found = services.stakeholders_of(reading(), rows, members)
    assert len(found.whole) == 5
    assert [one.id for one in found.unplaced] == members[1:]


def test_connections_are_those_of_the_view() -> None:
    one = reading()
    assert isinstance(one.found["ods:RHQ"], Connection)
    row = of(services.stakeholders_of(one, [said("ods:RHQ", 1, 1)], None), "ods:RHQ")
    assert row.state is one.found["ods:RHQ"].state


# --- keeping -------------------------------------------------------------------------


@pytest.mark.usefixtures("kept")
def test_where_somebody_puts_them_is_kept_whole_or_not_at_all() -> None:
    good = Placing(organisation="ods:RHQ", power=5, interest=1, group="customers", why="Board seat")
    for wrong in ({"power": 6}, {"interest": 0}, {"group": "cousins"}):
        with pytest.raises(StoreError):
            services.place_stakeholders(
                "south-yorkshire", "", [good, replace(good, **wrong)], author="Board", on=TODAY
            )
    with pytest.raises(StoreError, match="reads like a person's name"):
        services.place_stakeholders("south-yorkshire", "", [good], author="Jane Smith", on=TODAY)
    assert services.latest("south-yorkshire", "stakeholder") == ()
    services.place_stakeholders("south-yorkshire", "prog:a", [good], author="Board", on=TODAY)
    (one,) = services.latest("south-yorkshire", "stakeholder", "prog:a")
    assert (one.scores, one.group) == ((("power", 5), ("interest", 1)), "customers")
    assert one.evidence == (("why", "Board seat"),)
    row = of(services.stakeholders_of(reading(), [one], None), "ods:RHQ")
    assert services.last_group(row, "Board") == services.last_group(row, " board ") == "customers"
    assert services.last_group(row, "Council") == services.last_group(None, "Board") == ""
