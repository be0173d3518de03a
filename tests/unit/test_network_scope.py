"""What counts on a day: dates, the past, levels and kinds."""

from datetime import date

import pytest

from joinedup.model import Level
from joinedup.network.scope import Scope, memberships_in, partnerships_in, ties_in
from tests.unit import network_samples as sample

ONES = [sample.organisation("a"), sample.organisation("b")]
HISTORY = sample.dataset(
    ONES,
    [sample.partnership("syb", Level.SYSTEM, "system", start="2017-04", end="2022-06")],
    [
        sample.membership("a", "syb", as_of="2018"),
        sample.membership("b", "syb", since="2019", until="2020-03"),
    ],
)


@pytest.mark.parametrize(
    ("day", "include_past", "members"),
    [
        ("2017-03-31", False, None),
        ("2017-03-31", True, None),
        ("2017-04-01", False, ""),
        ("2018-01-01", False, "a"),
        ("2019-01-01", False, "ab"),
        ("2020-03-31", False, "ab"),
        ("2020-04-01", False, "a"),
        ("2020-04-01", True, "ab"),
        ("2022-06-30", False, "a"),
        ("2022-07-01", False, None),
        ("2022-07-01", True, "ab"),
        ("2018-01-01", True, "a"),
    ],
)
def test_history_counts_when_it_ran_and_with_the_past(
    day: str, include_past: bool, members: str | None
) -> None:
    scope = Scope(day=date.fromisoformat(day), include_past=include_past)
    running = [one.id for one in partnerships_in(HISTORY, scope)]
    assert running == ([] if members is None else ["syb"])
    assert "".join(one.organisation for one in memberships_in(HISTORY, scope)) == (members or "")


@pytest.mark.parametrize(
    ("levels", "kinds", "partnerships", "ties"),
    [
        ((), (), ["board", "pcn", "ward"], ["refers to", "funds"]),
        ((Level.SYSTEM,), (), ["board"], []),
        ((Level.SYSTEM, Level.PLACE), (), ["board", "ward"], []),
        ((), ("network",), ["pcn"], []),
        ((Level.SYSTEM,), ("network",), [], []),
        ((), ("funds", "board"), ["board"], ["funds"]),
    ],
)
def test_levels_and_kinds(
    levels: tuple[Level, ...], kinds: tuple[str, ...], partnerships: list[str], ties: list[str]
) -> None:
    dataset = sample.dataset(
        ONES,
        [
            sample.partnership("board", Level.SYSTEM, "board"),
            sample.partnership("pcn", Level.NEIGHBOURHOOD, "network"),
            sample.partnership("ward", Level.PLACE, "alliance"),
        ],
        [sample.membership("a", one) for one in ("board", "pcn", "ward")],
        [sample.tie("a", "b"), sample.tie("b", "a", "funds")],
    )
    scope = Scope(day=date(2026, 1, 1), levels=frozenset(levels), kinds=frozenset(kinds))
    assert [one.id for one in partnerships_in(dataset, scope)] == partnerships
    assert [one.partnership for one in memberships_in(dataset, scope)] == partnerships
    assert [one.kind for one in ties_in(dataset, scope)] == ties
    assert len(partnerships_in(dataset, scope.widened)) == 3


def test_ties_count_by_date() -> None:
    dataset = sample.dataset(ONES, ties=[sample.tie("a", "b", since="2019", until="2020")])
    counts = [
        len(ties_in(dataset, Scope(day=date(year, 6, 1), include_past=past)))
        for past in (False, True)
        for year in (2018, 2020, 2021)
    ]
    assert counts == [0, 1, 0, 0, 1, 1]


@pytest.mark.parametrize("include_past", [False, True])
def test_what_has_not_begun_does_not_count(include_past: bool) -> None:
    dataset = sample.dataset(
        ONES,
        [sample.partnership("planned", start="2027"), sample.partnership("running")],
        [sample.membership("a", "planned"), sample.membership("a", "running", since="2027")],
    )
    scope = Scope(day=date(2026, 1, 1), include_past=include_past)
    assert [one.id for one in partnerships_in(dataset, scope)] == ["running"]
    assert memberships_in(dataset, scope) == ()


def test_a_scope_can_key_a_cache() -> None:
    one = Scope(day=date(2026, 1, 1), levels=frozenset({Level.PLACE, Level.SYSTEM}))
    other = Scope(day=date(2026, 1, 1), levels=frozenset({Level.SYSTEM, Level.PLACE}))
    assert hash(one) == hash(other)
    assert one == other
    assert one.widened == Scope(day=date(2026, 1, 1))
