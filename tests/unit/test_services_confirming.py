"""When seats and ties were last confirmed: what is old, what has no date, what counts for two."""

from dataclasses import replace
from datetime import date

import pytest

from joinedup.model import Dataset, Membership
from joinedup.network.scope import Scope
from joinedup.services import Confirmed, confirmed
from tests.unit import network_samples as sample
from tests.unit.render_samples import TODAY
from tests.unit.render_samples import dataset as real

OLD, RECENT = "2023-03", "2026-09"
SCOPE = Scope(day=TODAY)


def seat(organisation: str, partnership: str, confirmed_on: str) -> Membership:
    return replace(sample.membership(organisation, partnership), confirmed_on=confirmed_on)


def of(*seats: tuple[str, str, str], ties: tuple[tuple[str, str, str], ...] = ()) -> Confirmed:
    return confirmed(made(*seats, ties=ties), SCOPE)


def made(*seats: tuple[str, str, str], ties: tuple[tuple[str, str, str], ...] = ()) -> Dataset:
    return sample.dataset(
        [sample.organisation(name) for name in "abc"],
        [sample.partnership(name) for name in ("one", "two")],
        [seat(*row) for row in seats],
        [replace(sample.tie(one, other), confirmed_on=text) for one, other, text in ties],
    )


def test_a_seat_in_several_rows_was_confirmed_when_the_newest_was() -> None:
    found = of(("a", "one", OLD), ("a", "one", RECENT), ("b", "one", OLD), ("b", "one", ""))
    assert (found.seat("a", "one"), found.seat("b", "one")) == (RECENT, OLD)
    assert (found.seat("c", "one"), found.seat("a", "two")) == ("", "")
    assert found.old == {OLD}


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (RECENT, RECENT, RECENT),
        (OLD, RECENT, OLD),
        (OLD, "", OLD),
        (RECENT, "", ""),
        ("", "", ""),
        ("2022", OLD, "2022"),
    ],
)
def test_of_a_shared_partnership_the_older_confirmation_counts(
    first: str, second: str, told: str
) -> None:
    found = of(("a", "one", first), ("b", "one", second))
    assert found.pair("a", "b") == found.pair("b", "a") == told


@pytest.mark.parametrize(
    ("tie", "told"), [(RECENT, RECENT), ("", ""), ("2022", OLD), ("2024", "2024")]
)
def test_of_several_links_the_one_that_speaks_most_for_the_pair_counts(tie: str, told: str) -> None:
    found = of(("a", "one", OLD), ("b", "one", OLD), ties=(("b", "a", tie),))
    assert found.pair("a", "b") == told
    assert found.tie("a", "b") == found.tie("b", "a") == tie


def test_old_is_counted_from_the_day_of_the_view() -> None:
    one = made(("a", "one", "2024-01"), ("b", "one", "2024-01"))
    assert confirmed(one, SCOPE).old == {"2024-01"}
    assert confirmed(one, Scope(day=date(2025, 6, 1))).old == set()


def test_what_was_confirmed_only_after_the_day_of_the_view_does_not_count() -> None:
    one = made(
        ("a", "one", OLD), ("a", "one", RECENT), ("b", "one", RECENT), ties=(("a", "b", RECENT),)
    )
    found = confirmed(one, Scope(day=date(2026, 8, 31)))
    assert (found.seat("a", "one"), found.seat("b", "one"), found.tie("a", "b")) == (OLD, "", "")
    # A month may be meant from its first day on.
    assert confirmed(one, Scope(day=date(2026, 9, 1))).seat("b", "one") == RECENT


def test_the_newest_of_each_is_of_seats_and_ties() -> None:
    ties = (("b", "a", RECENT), ("b", "c", ""))
    found = of(("a", "one", OLD), ("a", "two", "2022"), ("b", "one", ""), ties=ties)
    assert found.newest() == {"a": RECENT, "b": RECENT}
    assert of(("a", "one", OLD), ("a", "two", "2022"), ("b", "one", "")).newest() == {"a": OLD}


def test_what_does_not_count_on_the_day_is_not_there() -> None:
    one = made(("a", "one", OLD))
    ended = replace(one, memberships=(replace(one.memberships[0], until="2024"),))
    assert confirmed(ended, SCOPE).seats == {}
    assert confirmed(ended, Scope(day=TODAY, include_past=True)).seats == {"a": {"one": OLD}}


def test_a_public_record_without_dates_has_nothing_old() -> None:
    found = confirmed(real("bradford-district"), SCOPE)
    assert found.seats
    assert found.old == set()
