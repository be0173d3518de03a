"""Seats and sizes: every organisation and every seat counted once, on real records."""

from dataclasses import replace

import pytest

from joinedup.model import ConnectionState, Sector
from joinedup.network.pairs import pairs
from joinedup.render.parity import boards_frame, mixing_table, seats_table, share, within_words
from joinedup.services import boards, mixing_of, scope_of, seats_by_sector
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
    found = mixing_of(view, pairs(view.dataset, scope_of(view.state)), "place")
    table = mixing_table(found, lambda group: view.dataset.area_by_id[str(group)].name)
    assert "more than by chance" in table
    assert "▼" in table
    assert "by chance" in table
    assert found.ei is not None
    assert found.ei_expected is not None
    figure, words = within_words(found, found.ei_expected, found.ei, "places")
    assert figure.endswith(f" of {sum(found.ties.values()):,}")
    assert "E-I index \u22120." in words


def test_names_in_a_table_are_text() -> None:
    view = reading()
    found = mixing_of(view, pairs(view.dataset, scope_of(view.state)), "place")
    for name in HOSTILE:
        table = mixing_table(found, lambda _, name=name: name)  # type: ignore[misc]
        assert "<script" not in table
        assert "<img" not in table


def test_boards_as_a_table() -> None:
    view = reading()
    frame = boards_frame(boards(view))
    sectors = frame.columns[4:]
    assert (frame[list(sectors)].sum(axis=1) == frame["Seats"]).all()
    empty = replace(view, considered=(), shown=())
    assert list(boards_frame(boards(empty)).columns) == ["Partnership", "Kind", "Seats"]
