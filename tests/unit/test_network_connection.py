"""Connected, none on record, or unknown; and how far: the truth tables."""

from datetime import date

import pytest

from joinedup.errors import ModelError
from joinedup.model import ConnectionState, Dataset, Level, Reach, Sector, Standing
from joinedup.network.connection import Connection, connections, count_standings, count_states
from joinedup.network.scope import Scope
from tests.unit import network_samples as sample

TODAY = date(2026, 1, 1)
NOW = Scope(day=TODAY)
CONNECTED, NONE, UNKNOWN = ConnectionState


def mixed() -> Dataset:
    return sample.dataset(
        [
            sample.organisation("gp", Sector.GENERAL_PRACTICE, "Ashdale"),
            sample.organisation("gp2", Sector.GENERAL_PRACTICE, "Ashdale"),
            sample.organisation("gp-lone", Sector.GENERAL_PRACTICE, "Ashdale"),
            sample.organisation("gp-far", Sector.GENERAL_PRACTICE, "Birchford"),
            sample.organisation("club", Sector.VCSE, "Ashdale"),
            sample.organisation("tied", Sector.VCSE, "Ashdale"),
            sample.organisation("tied2", Sector.OTHER, "Ashdale"),
            sample.organisation("ended", Sector.NHS_TRUST, "Ashdale"),
        ],
        [
            sample.partnership("pcn", Level.NEIGHBOURHOOD, "network"),
            sample.partnership("old", Level.SYSTEM, "system", start="2017-04", end="2022-06"),
        ],
        [
            sample.membership("gp", "pcn"),
            sample.membership("gp2", "pcn"),
            sample.membership("ended", "old"),
            sample.membership("gp", "old"),
        ],
        [sample.tie("tied", "tied2")],
        [
            sample.coverage(Sector.GENERAL_PRACTICE, "Ashdale", "2025-03"),
            sample.coverage(Sector.NHS_TRUST, None, "2018"),
        ],
    )


@pytest.mark.parametrize(
    ("who", "day", "include_past", "expected"),
    [
        ("gp", TODAY, False, CONNECTED),
        ("gp-lone", TODAY, False, NONE),
        ("gp-lone", date(2025, 2, 28), False, UNKNOWN),
        ("gp-far", TODAY, False, UNKNOWN),
        ("club", TODAY, False, UNKNOWN),
        ("tied", TODAY, False, CONNECTED),
        ("tied2", TODAY, False, CONNECTED),
        ("ended", date(2017, 1, 1), False, UNKNOWN),
        ("ended", date(2017, 5, 1), False, CONNECTED),
        ("ended", date(2022, 6, 30), False, CONNECTED),
        ("ended", TODAY, False, NONE),
        ("ended", TODAY, True, CONNECTED),
    ],
)
def test_state(who: str, day: date, include_past: bool, expected: ConnectionState) -> None:
    found = connections(mixed(), Scope(day=day, include_past=include_past))
    assert found[who].state is expected


def test_every_organisation_has_a_connection_in_order() -> None:
    dataset = mixed()
    assert list(connections(dataset, NOW)) == [one.id for one in dataset.organisations]


@pytest.mark.parametrize("levels", [{Level.SYSTEM}, {Level.PLACE}, {Level.NEIGHBOURHOOD}])
@pytest.mark.parametrize("kinds", [set(), {"network"}, {"no such kind"}])
@pytest.mark.parametrize("include_past", [False, True])
def test_a_filter_never_changes_a_state(
    levels: set[Level], kinds: set[str], include_past: bool
) -> None:
    wide = connections(mixed(), Scope(day=TODAY, include_past=include_past))
    narrow = connections(
        mixed(),
        Scope(
            day=TODAY,
            include_past=include_past,
            levels=frozenset(levels),
            kinds=frozenset(kinds),
        ),
    )
    assert {one: found.state for one, found in narrow.items()} == {
        one: found.state for one, found in wide.items()
    }


def test_partners_and_reach_follow_the_filter_while_the_state_does_not() -> None:
    found = connections(mixed(), Scope(day=TODAY, levels=frozenset({Level.SYSTEM})))
    assert found["gp"] == Connection(CONNECTED, Reach.NONE, past_partnerships=("old",))
    assert found["tied"] == Connection(CONNECTED, Reach.NONE)


def test_past_partnerships_are_told_apart() -> None:
    now = connections(mixed(), NOW)["gp"]
    assert (now.partnerships, now.partners, now.past_partnerships) == (("pcn",), ("gp2",), ("old",))
    past = connections(mixed(), Scope(day=TODAY, include_past=True))["gp"]
    assert past.partnerships == ("pcn", "old")
    assert past.partners == ("gp2", "ended")
    assert past.past_partnerships == ("old",)
    then = connections(mixed(), Scope(day=date(2018, 1, 1)))["gp"]
    assert then.past_partnerships == ()
    before = connections(mixed(), Scope(day=date(2016, 1, 1)))["ended"]
    assert (before.partnerships, before.past_partnerships) == ((), ())


def test_a_member_who_left_a_running_partnership_has_it_as_past() -> None:
    dataset = sample.dataset(
        [sample.organisation("stays"), sample.organisation("left")],
        [sample.partnership("board")],
        [sample.membership("stays", "board"), sample.membership("left", "board", until="2024")],
    )
    found = connections(dataset, NOW)
    assert found["left"] == Connection(UNKNOWN, Reach.NONE, past_partnerships=("board",))
    assert found["stays"].alone


OWN, SECTORS, PLACES_ = Reach.OWN_SECTOR, Reach.ACROSS_SECTORS, Reach.ACROSS_PLACES
GP, TRUST, VCSE, NATIONAL = (
    Sector.GENERAL_PRACTICE,
    Sector.NHS_TRUST,
    Sector.VCSE,
    Sector.NATIONAL,
)
OUTSIDE = "outside"


@pytest.mark.parametrize(
    ("one", "partners", "expected"),
    [
        ((GP, "Ashdale"), [], OWN),
        ((GP, "Ashdale"), [(GP, "Ashdale")], OWN),
        # Another place alone does not count as long as the sector is the same.
        ((GP, "Ashdale"), [(GP, "Birchford")], OWN),
        ((GP, "Ashdale"), [(GP, "Birchford"), (VCSE, "Ashdale")], SECTORS),
        ((GP, "Ashdale"), [(VCSE, "Ashdale")], SECTORS),
        ((GP, "Ashdale"), [(VCSE, "Birchford")], PLACES_),
        ((GP, "Ashdale"), [(VCSE, "Ashdale"), (TRUST, "Birchford")], PLACES_),
        # Unknown places count for nothing.
        ((GP, "Ashdale"), [(VCSE, None)], SECTORS),
        ((GP, None), [(VCSE, "Ashdale")], SECTORS),
        ((GP, None), [(VCSE, "Ashdale"), (TRUST, "Birchford")], PLACES_),
        # A body of another area is another place; one of nowhere in particular is not.
        ((GP, "Ashdale"), [(TRUST, OUTSIDE)], PLACES_),
        ((GP, OUTSIDE), [(TRUST, OUTSIDE)], SECTORS),
        ((GP, "Ashdale"), [(NATIONAL, OUTSIDE)], SECTORS),
        ((GP, "Ashdale"), [(NATIONAL, None)], SECTORS),
        ((GP, "Ashdale"), [(NATIONAL, "Birchford")], SECTORS),
        ((NATIONAL, OUTSIDE), [(GP, "Ashdale")], SECTORS),
        ((NATIONAL, OUTSIDE), [(GP, "Ashdale"), (VCSE, "Birchford")], PLACES_),
        ((NATIONAL, OUTSIDE), [(NATIONAL, OUTSIDE)], OWN),
    ],
)
def test_reach(
    one: tuple[Sector, str | None], partners: list[tuple[Sector, str | None]], expected: Reach
) -> None:
    members = [
        sample.organisation(
            f"o{number}",
            sector,
            None if where == OUTSIDE else where,
            outside=where == OUTSIDE,
        )
        for number, (sector, where) in enumerate([one, *partners])
    ]
    joined = sample.dataset(
        members,
        [sample.partnership("board")],
        [sample.membership(member.id, "board") for member in members],
    )
    assert connections(joined, NOW)["o0"].reach is expected
    if partners:
        tied = sample.dataset(members, ties=[sample.tie("o0", m.id) for m in members[1:]])
        assert connections(tied, NOW)["o0"].reach is expected


def test_the_only_member_is_connected_and_alone() -> None:
    found = connections(sample.from_affiliation([("a", "board")]), NOW)["a"]
    assert found == Connection(CONNECTED, OWN, ("board",))
    assert found.alone
    assert not connections(mixed(), NOW)["club"].alone
    assert not connections(mixed(), NOW)["tied"].alone


def test_counts_always_have_every_key() -> None:
    found = connections(mixed(), NOW)
    assert count_states(found, found) == {CONNECTED: 4, NONE: 2, UNKNOWN: 2}
    assert count_states(found, ["club"]) == {CONNECTED: 0, NONE: 0, UNKNOWN: 1}
    standings = count_standings(found, found)
    assert list(standings) == list(Standing)
    assert sum(standings.values()) == len(found)
    assert (standings[Standing.OWN_SECTOR], standings[Standing.ACROSS_SECTORS]) == (2, 2)
    assert (standings[Standing.NONE_ON_RECORD], standings[Standing.UNKNOWN]) == (2, 2)
    assert list(count_states({}, [])) == list(ConnectionState)
    with pytest.raises(ModelError, match="not in the dataset: 'nobody'"):
        count_states(found, ["nobody"])


def test_an_empty_dataset_has_nobody() -> None:
    assert connections(sample.dataset(), NOW) == {}


def test_a_filter_on_level_hides_a_connection_and_says_so() -> None:
    dataset = mixed()
    narrow = connections(dataset, Scope(day=NOW.day, levels=frozenset({Level.SYSTEM})))
    wide = connections(dataset, NOW)
    for key, link in narrow.items():
        assert link.state is wide[key].state
        if wide[key].state is CONNECTED and not link.partnerships and not link.partners:
            assert link.standing is Standing.HIDDEN
    assert {link.standing for link in wide.values()}.isdisjoint({Standing.HIDDEN})
