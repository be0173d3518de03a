"""How many have answered, by place and sector, and how fresh their answers are."""

from dataclasses import replace
from datetime import date

import pytest

from joinedup.model import Sector
from joinedup.services import asked
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, dataset, reading
from tests.unit.test_services_unconnected import group, town


def test_answers_add_up_and_old_confirmations_are_apart() -> None:
    one = town(
        [
            *(group(key) for key in ("fresh", "stale", "undated", "lonely")),
            group("silent", sector=Sector.EDUCATION),
        ],
        [
            replace(sample.membership("fresh", "club"), confirmed_on="2026-10"),
            replace(sample.membership("stale", "club"), confirmed_on="2024-01"),
            sample.membership("undated", "club"),
        ],
    )
    (place,), sectors = asked(reading(one))
    assert (place.name, place.organisations, place.known) == ("Ashdale", 5, 4)
    assert (place.connected, place.confirmed, place.old, place.undated) == (3, 1, 1, 1)
    assert [(row.name, row.organisations, row.known) for row in sectors] == [
        (Sector.VCSE.label, 4, 4),
        (Sector.EDUCATION.label, 1, 0),
    ]


def test_a_filter_on_level_or_kind_answers_nothing() -> None:
    one = town(
        [group("fresh"), group("lonely"), group("silent", sector=Sector.EDUCATION)],
        [replace(sample.membership("fresh", "club"), confirmed_on="2026-10")],
    )
    whole = asked(reading(one))
    assert whole[0][0].connected == whole[0][0].confirmed == 1
    assert asked(reading(one, levels=("system",))) == whole
    assert asked(reading(one, kinds=("board",))) == whole


def test_what_was_confirmed_later_is_not_fresh_in_a_past_view() -> None:
    seat = replace(sample.membership("a", "club", since="2020"), confirmed_on="2026-10")
    one = town([group("a"), group("b")], [seat, sample.membership("b", "club")])
    then = asked(reading(one, day=date(2025, 1, 1)))[0][0]
    assert (then.connected, then.confirmed, then.undated) == (2, 0, 2)


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_answers_of_real_records_add_up(footprint: str) -> None:
    view = reading(dataset(footprint))
    _, sectors = asked(view)
    assert sum(row.organisations for row in sectors) == len(view.whole)
    for row in sectors:
        assert row.organisations >= row.known >= row.connected
        assert row.connected == row.confirmed + row.old + row.undated
        assert row.undated >= 0
