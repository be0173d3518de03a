"""What the record says of members, and how it stands to what their partnership says of itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from joinedup.model import Dataset, Membership, Sector
from joinedup.network.scope import Scope
from joinedup.services import Spread, confirmed, connections
from joinedup.services.working_together import (
    HIGHEST,
    LEVELS,
    MEANINGS,
    PRINCIPLES,
    Match,
    OnRecord,
    Seats,
    accountable,
    answered,
    on_record,
    together,
)
from joinedup.store.assessing import MAX_ITEMS, SCALES, Assessment
from tests.unit import network_samples as sample
from tests.unit.render_samples import TODAY

SCOPE = Scope(day=TODAY)
SECTORS = {"g": Sector.GENERAL_PRACTICE, "v": Sector.VCSE, "c": Sector.LOCAL_AUTHORITY}
OLD, RECENT = "2023-03", "2026-09"


def made(
    seats: Sequence[tuple[str, str]],
    ties: Sequence[tuple[str, str]] = (),
    confirmed_on: Sequence[str] = (),
    parts: Sequence[tuple[str, str]] = (),
) -> Dataset:
    """Organisations named by their sector and a number, in the partnerships that seats name."""
    names = sorted({one for one, _ in seats} | {one for pair in ties for one in pair})
    inside = dict(parts)
    hubs = sorted({hub for _, hub in seats})
    rows: list[Membership] = [sample.membership(one, hub) for one, hub in seats]
    rows = [
        replace(row, confirmed_on=text)
        for row, text in zip(rows, [*confirmed_on, *[""] * len(rows)], strict=False)
    ]
    return sample.dataset(
        [sample.organisation(one, SECTORS[one[0]]) for one in names],
        [replace(sample.partnership(hub), part_of=inside.get(hub)) for hub in hubs],
        rows,
        [sample.tie(*pair) for pair in ties],
    )


def record(one: Dataset, key: str) -> OnRecord:
    return on_record(one, connections(one, SCOPE), confirmed(one, SCOPE), SCOPE)[key]


def said(median: float, n: int = 5) -> Spread:
    return Spread(n=n, lowest=int(median), median=median, highest=HIGHEST)


# --- the record ----------------------------------------------------------------------


def test_members_and_their_sectors_are_in_the_fixed_order() -> None:
    found = record(made([("v1", "p"), ("g1", "p"), ("c1", "q")]), "p")
    assert found.members == ("g1", "v1")
    assert found.sectors == (Sector.GENERAL_PRACTICE, Sector.VCSE)


def test_a_seat_beside_another_sector_counts_only_elsewhere() -> None:
    one = made([("g1", "p"), ("v1", "p"), ("g2", "p"), ("g1", "q"), ("c1", "q"), ("g2", "r")])
    # g1 sits with a council in q; v1 sits nowhere else; g2 sits alone in r.
    assert record(one, "p").shared == ("g1",)


@pytest.mark.parametrize("above", [("q", "p"), ("p", "q")], ids=["its part", "what it is part of"])
def test_a_work_stream_and_its_programme_are_no_two_partnerships(above: tuple[str, str]) -> None:
    one = made([("g1", "p"), ("v1", "p"), ("g1", "q"), ("v1", "q")], parts=[above])
    assert record(one, "p").shared == ()
    assert record(made([("g1", "p"), ("g1", "q"), ("v1", "q")]), "p").shared == ("g1",)


def test_parts_in_a_circle_do_not_hang() -> None:
    one = made([("g1", "p"), ("v1", "q"), ("g1", "q")], parts=[("p", "q"), ("q", "p")])
    assert record(one, "p").shared == ()


def test_a_tie_counts_across_sectors_alone() -> None:
    one = made([("g1", "p"), ("g2", "p"), ("v1", "p")], ties=[("g1", "g2"), ("g2", "c1")])
    found = record(one, "p")
    assert (found.tied, found.has_ties) == (("g2",), True)
    assert not record(made([("g1", "p")]), "p").has_ties


def test_seats_are_recent_old_or_without_a_date() -> None:
    one = made([("g1", "p"), ("g2", "p"), ("v1", "p")], confirmed_on=[OLD, RECENT, ""])
    assert record(one, "p").seats == Seats(confirmed=1, old=1, undated=1, newest=RECENT)
    # A year lasts until its end, whatever the text looks like.
    late = made([("g1", "p"), ("g2", "p")], confirmed_on=["2025", "2025-03"])
    assert record(late, "p").seats.newest == "2025"


# --- what is said beside it ----------------------------------------------------------

SEVEN = tuple(f"g{k}" for k in range(7))


@pytest.mark.parametrize(
    ("median", "tied", "shared", "has_ties", "match"),
    [
        # Says that it does.
        (3, 0, 0, True, Match.SAYS_MORE),
        (3, 0, 7, True, Match.SAYS_MORE),
        (4, 1, 0, True, Match.NO_CONFLICT),
        (2.5, 0, 0, True, Match.NO_CONFLICT),
        # Says that it does not.
        (1, 4, 0, True, Match.SAYS_LESS),
        (1, 3, 0, True, Match.NO_CONFLICT),
        (0, 0, 0, True, Match.NO_CONFLICT),
        (1.5, 7, 0, True, Match.NO_CONFLICT),
        # No tie on record at all: no mismatch can be found by one that is missing.
        (4, 0, 0, False, Match.UNKNOWN),
        (0, 0, 0, False, Match.UNKNOWN),
        (4, 0, 1, False, Match.NO_CONFLICT),
        (0, 0, 4, False, Match.SAYS_LESS),
        # Nobody has rated it.
        (None, 7, 7, True, Match.NOT_ASKED),
        (None, 0, 0, False, Match.NOT_ASKED),
    ],
)
def test_working_together_beside_ties(
    median: float | None, tied: int, shared: int, has_ties: bool, match: Match
) -> None:
    found = OnRecord(
        partnership="p",
        members=SEVEN,
        shared=SEVEN[:shared],
        tied=SEVEN[:tied],
        has_ties=has_ties,
    )
    assert together(None if median is None else said(median), found) is match


@pytest.mark.parametrize(
    ("median", "seats", "match"),
    [
        (3, Seats(old=7), Match.SAYS_MORE),
        (3, Seats(old=1, undated=6), Match.SAYS_MORE),
        (3, Seats(undated=7), Match.UNKNOWN),
        (3, Seats(confirmed=1, undated=6), Match.NO_CONFLICT),
        (1, Seats(confirmed=4, old=3), Match.SAYS_LESS),
        (1, Seats(confirmed=3, old=4), Match.NO_CONFLICT),
        (None, Seats(old=7), Match.NOT_ASKED),
    ],
)
def test_accountable_beside_confirmations(median: float | None, seats: Seats, match: Match) -> None:
    found = OnRecord(partnership="p", members=SEVEN, seats=seats)
    assert accountable(None if median is None else said(median), found) is match


def test_without_members_nothing_can_be_said() -> None:
    nobody = OnRecord(partnership="p", has_ties=True)
    assert together(said(4), nobody) is accountable(said(4), nobody) is Match.UNKNOWN


# --- who has answered ----------------------------------------------------------------


def test_members_are_known_by_their_names() -> None:
    names = {"g1": "Elm Practice", "v1": "Helping  Hands", "c1": "Council"}
    found = [by("helping hands"), by("Programme lead")]
    assert answered(names, found) == ("v1",)


def by(author: str) -> Assessment:
    return Assessment(
        dataset="d",
        kind="working_together",
        subject="p",
        author=author,
        assessed_on=date(2026, 3, 2),
        made_at=datetime(2026, 3, 2, tzinfo=UTC),
        scores=(("ways", 2),),
    )


def test_ratings_fit_into_the_store() -> None:
    assert len({one.key for one in PRINCIPLES}) == len(PRINCIPLES) == 5 <= MAX_ITEMS
    assert len(LEVELS) == len(MEANINGS) == HIGHEST + 1
    assert list(SCALES["working_together"]) == list(range(HIGHEST + 1))
