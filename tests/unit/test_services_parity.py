"""Seats and sizes: every organisation and every seat counted once, on real records."""

from dataclasses import replace

import pytest

from joinedup.model import ConnectionState, Dataset, Sector
from joinedup.network.mixing import Expected, Mixing
from joinedup.network.pairs import pairs
from joinedup.render.mixing import (
    index_words,
    is_large,
    makers_lines,
    mixing_table,
    striking,
    striking_list,
    within_words,
)
from joinedup.render.parity import (
    asked_words,
    board_words,
    boards_frame,
    seats_frame,
    seats_table,
    share,
    size_words,
)
from joinedup.services import (
    Board,
    BoardSeats,
    By,
    Reading,
    SectorSeats,
    boards,
    makers_of,
    mixing_of,
    scope_of,
    seats_by_board,
    seats_by_sector,
)
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, dataset, reading


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_seats_are_the_memberships_of_the_footprints_own(footprint: str) -> None:
    view = reading(dataset(footprint))
    rows, tables = seats_by_sector(view), boards(view)
    assert sum(one.organisations for one in rows) == len(view.whole)
    assert sum(one.unknown for one in rows) == view.states()[ConnectionState.UNKNOWN]
    assert sum(one.seats for one in rows) == sum(one.members for one in tables)
    shared = sum(one.members for one in tables if one.is_shared)
    assert sum(one.shared_seats for one in rows) == shared
    everyone = sum(len(view.found[one.id].partnerships) for one in view.whole)
    assert sum(one.members for one in tables) <= everyone
    assert all(one.members >= 2 for one in tables)


def test_two_boards_by_hand() -> None:
    one = sample.dataset(
        [
            sample.organisation("a", Sector.VCSE, "Ashdale"),
            sample.organisation("b", Sector.VCSE, "Birchford"),
            sample.organisation("c", Sector.LOCAL_AUTHORITY, "Ashdale"),
            sample.organisation("d", Sector.SOCIAL_CARE),
        ],
        [sample.partnership("board"), sample.partnership("forum"), sample.partnership("lone")],
        [
            *(sample.membership(member, "board") for member in "abc"),
            *(sample.membership(member, "forum") for member in "ab"),
            sample.membership("c", "lone"),
        ],
    )
    view = reading(one)
    assert [(board.partnership.id, dict(board.seats)) for board in boards(view)] == [
        ("board", {Sector.LOCAL_AUTHORITY: 1, Sector.VCSE: 2}),
        ("forum", {Sector.VCSE: 2}),
    ]
    council, care, groups = seats_by_sector(view)
    assert (council.organisations, council.seats, council.shared_seats) == (1, 1, 1)
    assert (care.organisations, care.seats, care.unknown) == (1, 0, 1)
    assert (groups.organisations, groups.seats, groups.shared_seats) == (2, 4, 2)
    found = mixing_of(view, pairs(one, scope_of(view.state)), "sector")
    assert found.groups == (Sector.LOCAL_AUTHORITY, Sector.VCSE), "nobody has asked d"
    assert found.ties == {(0, 0): 0, (0, 1): 2, (1, 1): 1}
    places = mixing_of(view, pairs(one, scope_of(view.state)), "place")
    assert places.groups == ("Ashdale", "Birchford")
    assert places.ties == {(0, 0): 1, (0, 1): 2, (1, 1): 0}


def place_board() -> Dataset:
    """A board of Ashdale with three councils, and one of the system with everybody."""
    groups = [sample.organisation(f"g{k}", Sector.VCSE, "Ashdale") for k in range(6)]
    councils = [sample.organisation(f"c{k}", Sector.LOCAL_AUTHORITY, "Ashdale") for k in range(2)]
    far = [sample.organisation(f"t{k}", Sector.NHS_TRUST, "Birchford") for k in range(2)]
    everybody = [*groups, *councils, *far]
    return sample.dataset(
        everybody,
        [
            sample.partnership("place", area="Ashdale"),
            sample.partnership("system"),
            sample.partnership("alone", area="Ashdale"),
        ],
        [
            *(sample.membership(key, "place") for key in ("g0", "c0", "c1", "t0")),
            *(sample.membership(one.id, "system") for one in everybody),
            *(sample.membership(key, "alone") for key in ("g1", "g2")),
        ],
    )


def test_a_board_is_measured_by_those_whom_it_is_for() -> None:
    view = reading(place_board())
    rows = seats_by_board(view)
    told = {(one.board.partnership.id, one.sector): one for one in rows}
    groups = told["place", Sector.VCSE]
    assert (groups.organisations, groups.total, groups.seats, groups.area) == (6, 8, 1, "Ashdale")
    assert groups.by_size == pytest.approx(4 * 6 / 8)
    assert groups.difference == pytest.approx(-2)
    assert board_words(view, groups) == (
        "Voluntary groups: 75% of 8 organisations in Ashdale, 1 of 4 seats"
    )
    asked = f"{board_words(view, groups)}; nobody has asked 2 of them"
    assert board_words(view, replace(groups, unknown=2)) == asked
    # A guest from elsewhere has a seat, and no size there.
    guest = told["place", Sector.NHS_TRUST]
    assert (guest.organisations, guest.by_size, guest.difference) == (0, 0, 1)
    whole = told["system", Sector.VCSE]
    assert (whole.organisations, whole.total, whole.area, whole.difference) == (6, 10, "", 0)
    alone = told["alone", Sector.LOCAL_AUTHORITY]
    assert board_words(view, alone).endswith(", none of 2 seats")
    assert board_words(view, replace(alone, organisations=1, unknown=1)) == (
        "Councils: 1 of 8 organisations in Ashdale, none on record of 2 seats, and nobody has "
        "asked it"
    )


def test_a_board_that_the_view_cuts_says_how_many_seats_it_has() -> None:
    for filters, held in (
        ({"places": ("Birchford",)}, "from Birchford"),
        ({"places": ("Ashdale", "Birchford"), "sectors": ("nhs-trust",)}, "in this view"),
    ):
        view = reading(place_board(), **filters)
        rows = {(one.board.partnership.id, one.sector): one for one in seats_by_board(view)}
        trusts = rows["system", Sector.NHS_TRUST]
        assert (trusts.board.members, trusts.board.in_all, trusts.board.is_cut) == (2, 10, True)
        assert board_words(view, trusts) == (
            f"NHS trusts: 100% of 2 organisations, 2 of the 2 seats held {held} (10 in all)"
        )
    whole = boards(reading(place_board()))
    assert not any(one.is_cut for one in whole)


def test_the_furthest_from_their_size_come_first_and_boards_of_one_sector_last() -> None:
    # Three of four seats are still mixed, four of five are not.
    seats = {Sector.VCSE: 3, Sector.NHS_TRUST: 1}
    found = Board(partnership=sample.partnership("p"), seats=seats, in_all=4)
    assert found.is_mixed
    assert not replace(found, seats={**seats, Sector.VCSE: 4}).is_mixed
    rows = seats_by_board(reading(place_board()))
    first = rows[0]
    assert (first.board.partnership.id, first.sector) == ("place", Sector.VCSE)
    mixed = [one for one in rows if one.board.is_mixed]
    assert rows[: len(mixed)] == tuple(mixed)
    assert "alone" not in {one.board.partnership.id for one in mixed}
    for part in (mixed, rows[len(mixed) :]):
        gaps = [abs(one.difference) for one in part]
        assert gaps == sorted(gaps, reverse=True)


@pytest.mark.parametrize("footprint", [*FOOTPRINTS, "demonstration"])
def test_the_sectors_of_a_board_add_up(footprint: str) -> None:
    view = reading(dataset(footprint))
    held: dict[str, list[BoardSeats]] = {}
    for one in seats_by_board(view):
        held.setdefault(one.board.partnership.id, []).append(one)
    assert set(held) == {board.partnership.id for board in boards(view)}
    for rows in held.values():
        assert sum(one.seats for one in rows) == rows[0].board.members
        assert sum(one.organisations for one in rows) == rows[0].total > 0
        assert sum(one.difference for one in rows) == pytest.approx(0)
        assert all(one.unknown <= one.organisations for one in rows)
    frame = seats_frame(view, seats_by_board(view))
    assert len(frame) == sum(map(len, held.values()))
    assert not frame["In words"].str.contains("Not known").any()


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(31, 100, "31%"), (0, 5, "None"), (1, 400, "less than 1%"), (0, 0, "Not known")],
)
def test_shares_in_words(part: int, whole: int, said: str) -> None:
    assert share(part, whole) == said


def test_tables_say_it_with_denominators_and_without_colour() -> None:
    view = reading()
    rows = seats_by_sector(view)
    html = seats_table(rows)
    assert f"of {len(view.whole):,}</td>" in html
    assert html.count('<span class="ju-label">Seats</span>') == len(rows)
    assert "<strong>None on record</strong> 0 of" in html
    assert "<strong>None</strong> 0 of" in html
    found = mixed(view, "place")
    table = mixing_table(view, found, "place")
    assert "more than at random" in table
    assert "▼" in table
    assert " at random</small>" in table


@pytest.mark.parametrize(
    ("organisations", "unknown", "said"),
    [
        (9, 0, ""),
        (9, 3, "; nobody has asked 3 of them"),
        (9, 9, ", and nobody has asked any of them"),
        (1, 1, ", and nobody has asked it"),
    ],
)
def test_how_many_nobody_has_asked(organisations: int, unknown: int, said: str) -> None:
    assert asked_words(organisations, unknown) == said
    row = SectorSeats(
        sector=Sector.SOCIAL_CARE,
        organisations=organisations,
        unknown=unknown,
        seats=0,
        shared_seats=0,
    )
    of = " (3%)" if organisations > 1 else ""
    assert size_words(row, 350) == (
        f"Social care providers: {organisations} of 350 organisations{of}{said}"
    )


def mixed(view: Reading, by: By) -> Mixing:
    return mixing_of(view, pairs(view.dataset, scope_of(view.state)), by)


@pytest.mark.parametrize(
    ("between", "low", "high", "verdict"),
    [
        (61, -0.87, -0.58, "no clear sign of fewer"),
        (61, -0.85, -0.58, "clearly fewer"),
        (61, 2 * 61.5 / 863 - 1, -0.58, "clearly fewer"),
        (61, -0.95, 2 * 60.5 / 863 - 1, "clearly more"),
        (150, -0.87, -0.58, "no clear sign of more"),
    ],
)
def test_the_verdict_on_pairs_between_groups(
    between: int, low: float, high: float, verdict: str
) -> None:
    total = 863
    expected = Expected(mean=(low + high) / 2, low=low, high=high)
    ei = (2 * between - total) / total
    found = Mixing(
        groups=("a", "b"),
        members=(9, 9),
        ties={(0, 0): total - between, (0, 1): between, (1, 1): 0},
        expected={},
        ei=ei,
        ei_expected=expected,
    )
    figure, words = within_words(found, ei, expected, "sector")
    assert figure == f"{between} of 863 pairs ({share(between, total)})"
    assert words.startswith("are between two sectors. If the same ties fell at random")
    assert words.endswith(f": {verdict}.")
    # Whoever compares the count with the bounds that are said comes to the same.
    said = [int(one) for one in words.split("between ")[2].split(" in ")[0].split(" and ")]
    assert verdict.startswith("no clear") == (said[0] <= between <= said[1])
    assert "E-I" not in words
    assert index_words(-0.859, expected).startswith("E-I index \u22120.86, at random \u22120.")


def one_large() -> Reading:
    """Ashdale with a partnership of 8 practices and Birchford with pairs of them."""
    near = [sample.organisation(f"a{k}", Sector.GENERAL_PRACTICE, "Ashdale") for k in range(8)]
    far = [sample.organisation(f"b{k}", Sector.VCSE, "Birchford") for k in range(8)]
    twos = [sample.partnership(f"two{k}") for k in range(4)]
    return reading(
        sample.dataset(
            [*near, *far],
            [sample.partnership("large"), *twos],
            [
                *(sample.membership(one.id, "large") for one in near),
                *(sample.membership(f"b{k}", f"two{k // 2}") for k in range(8)),
            ],
        )
    )


def test_the_partnership_that_makes_most_of_the_pairs_is_named() -> None:
    view = one_large()
    found = mixed(view, "place")
    assert found.ties == {(0, 0): 28, (0, 1): 0, (1, 1): 4}
    makers = makers_of(view, found, "place")
    assert {cell: (one.partnership.id, one.members, one.pairs) for cell, one in makers.items()} == {
        None: ("large", 8, 28),
        (0, 0): ("large", 8, 28),
    }
    assert makers_lines(view, found, "place", makers, found.ties) == [
        "Within Ashdale: all 28 pairs come from one partnership of 8: large"
    ]
    assert makers_lines(view, found, "place", makers, [(1, 1)]) == [
        "28 of the 32 pairs come from one partnership of 8: large"
    ]
    quiet = replace(found, expected={one: Expected(mean=9, low=0, high=99) for one in found.ties})
    assert makers_lines(view, quiet, "place", makers, found.ties) == [
        "28 of the 32 pairs come from one partnership of 8: large"
    ]


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_no_partnership_makes_more_pairs_than_there_are(footprint: str) -> None:
    view = reading(dataset(footprint))
    for by in ("sector", "place"):
        found = mixed(view, by)
        for cell, one in makers_of(view, found, by).items():
            total = sum(found.ties.values()) if cell is None else found.ties[cell]
            assert total / 2 < one.pairs <= total


def test_a_large_table_is_led_by_what_is_furthest_from_random() -> None:
    view = one_large()
    found = mixed(view, "sector")
    assert not is_large(found)
    assert is_large(mixed(reading(), "sector"))
    assert striking(found)[:2] == [(0, 0), (0, 1)], "21 more and 17 fewer than at random"
    told = striking_list(view, found, "sector")
    assert "<strong>Practices and voluntary groups</strong>: no pairs, at random 1" in told
    assert "<strong>Practices among themselves</strong>: 28 pairs, at random 7" in told
    assert "fewer than at random:" in told
    assert len(striking(mixed(reading(), "sector"))) <= 3
    quiet = replace(found, expected={one: Expected(mean=9, low=0, high=99) for one in found.ties})
    assert striking_list(view, quiet, "sector") == ""


def test_names_in_a_table_are_text() -> None:
    for name in HOSTILE:
        view = one_large()
        areas = tuple(replace(one, name=name) for one in view.dataset.areas)
        view = replace(view, dataset=replace(view.dataset, areas=areas))
        found = mixed(view, "place")
        for told in (mixing_table(view, found, "place"), striking_list(view, found, "place")):
            assert "<script" not in told
            assert "<img" not in told


def test_boards_as_a_table() -> None:
    view = reading()
    frame = boards_frame(boards(view))
    sectors = frame.columns[4:]
    assert (frame[list(sectors)].sum(axis=1) == frame["Seats"]).all()
    empty = replace(view, considered=(), shown=())
    assert list(boards_frame(boards(empty)).columns) == ["Partnership", "Kind", "Seats"]
