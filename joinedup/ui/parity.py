"""Parity: seats beside size, pairs beside what is random, and every board."""

from collections.abc import Collection, Sequence
from functools import partial

import streamlit as st

from joinedup.model import Sector
from joinedup.network.mixing import DRAWS, Expected, Mixing
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.mixing import (
    group_name,
    index_words,
    is_large,
    makers_lines,
    mixing_table,
    striking,
    striking_list,
    within_words,
)
from joinedup.render.nouns import counted
from joinedup.render.parity import (
    board_words,
    boards_frame,
    narrowed_words,
    seats_frame,
    seats_table,
    share,
    size_words,
)
from joinedup.services import (
    By,
    Reading,
    SectorSeats,
    boards,
    makers_of,
    seats_by_board,
    seats_by_sector,
)
from joinedup.ui import headings, state, tabling, worked_out
from joinedup.ui.folding import folded

#: Those who are to be equal partners of the NHS, as far as a record has them.
_EQUAL = (Sector.VCSE, Sector.SOCIAL_CARE, Sector.LOCAL_AUTHORITY)
#: The positions of two groups.
Cell = tuple[int, int]
LOOSEN = "Take a filter away, or choose another date."
NO_SHARED = "No partnership of this view has members of two sectors, on record."
NO_BOARD = "No partnership of this view has two members, on record."
FURTHEST = "Furthest from its size"
ONE_SECTOR = "In every partnership of this view one sector has over three of four seats."
NO_PAIR = "No two organisations share a partnership or a tie in this view."
SEATS_WORDS = (
    "A seat is one organisation in one partnership of two members or more. Organisations "
    "count whether they have a seat or not. Nobody has asked the unknown ones: they may have "
    "seats that no list has."
)
BOARDS_WORDS = (
    "Those furthest from their size come first. Boards where one sector has over three of four "
    "seats come last: a primary care network is made up of practices. A board of a place or "
    "neighbourhood is compared with the organisations there. *Seats by size* is what a sector "
    "would have if seats went by the number of organisations: nobody has to want that, it "
    "only shows how far apart the two are."
)
STRIKING = "Furthest from what would be at random:"
ASKED = (
    "Why these: in 2023 the Hewitt review of integrated care systems came out. The directors of "
    "adult social services then asked that social care, public health and the voluntary sector be "
    "equal partners where decisions are made. Public health sits with the councils."
)


def seats(reading: Reading) -> None:
    """How much of the table each sector has, beside how much of the whole it is."""
    rows = seats_by_sector(reading)
    if found := cards(rows):
        items = "".join(
            f'<div class="ju-count ju-own"><p class="ju-figure">{escape(number)}'
            f"<small> {escape(whole)}</small></p><p>{escape(words)}</p></div>"
            for number, whole, words in found
        )
        st.html(f'<div class="ju-counts">{items}</div>')
    else:
        _nothing(NO_SHARED)
    if words := narrowed_words(reading.state):
        st.markdown(words)
    st.caption(ASKED)
    headings.section("Seats beside size")
    st.caption(SEATS_WORDS)
    st.html(seats_table(rows))


def cards(rows: Sequence[SectorSeats]) -> list[tuple[str, str, str]]:
    """Of those who are to be equal: their seats, of what whole, and how many they are.

    Empty where no partnership has members of two sectors.
    """
    total = sum(one.organisations for one in rows)
    shared = sum(one.shared_seats for one in rows)
    equal = [one for one in rows if one.sector in _EQUAL]
    return [_card(one, total, shared) for one in equal] if shared else []


def _card(one: SectorSeats, total: int, shared: int) -> tuple[str, str, str]:
    none = "None on record" if one.unknown else "None"
    number = f"{one.shared_seats:,}" if one.shared_seats else none
    seats = counted(shared, "seat", "seats")
    of = f" ({share(one.shared_seats, shared)})" if one.shared_seats else ""
    return number, f"of {seats} beside other sectors{of}", size_words(one, total)


def _nothing(words: str) -> None:
    """That there is nothing to compare; what to do, for whoever can do it."""
    st.markdown(words if state.is_presented() else f"{words} {LOOSEN}")


def by_board(reading: Reading) -> None:
    """The board and sector furthest from its size in a sentence; all of them folded away."""
    rows = seats_by_board(reading)
    headings.section("Board by board")
    if rows and rows[0].board.is_mixed:
        name, words = rows[0].board.partnership.name, board_words(reading, rows[0])
        st.html(
            f'<p class="ju-balance">{FURTHEST}: <strong>{escape(name)}</strong>. '
            f"{escape(words)}.</p>"
        )
    else:
        if rows:
            st.markdown(ONE_SECTOR)
        else:
            _nothing(NO_BOARD)
    if rows:
        folded("Every sector of every board", "board-seats", lambda: _board_table(reading))


def _board_table(reading: Reading) -> None:
    st.caption(BOARDS_WORDS)
    frame = seats_frame(reading, seats_by_board(reading))
    tabling.table(frame, f"{reading.dataset.id}-board-seats", reading)


def ties(reading: Reading, by: By) -> None:
    """Who works with whom, beside what is random; a line while that is being worked out."""
    headings.section(f"Who works with whom, by {by}")
    with st.container(key=f"mixing-{by}"):
        worked_out.show(lambda: worked_out.mixing(reading, by), partial(_ties, reading, by))


def _ties(reading: Reading, by: By, found: Mixing) -> None:
    if found.ei is None or found.ei_expected is None:
        _nothing(NO_PAIR)
        return
    if len(found.groups) < 2:
        st.markdown(escape_markdown(alone_words(reading, found, by)))
        return
    figure, words = within_words(found, found.ei, found.ei_expected, by)
    st.html(f'<p class="ju-balance"><strong>{escape(figure)}</strong> {escape(words)}</p>')
    if is_large(found):
        told = striking_list(reading, found, by)
        if told:
            st.html(f"<p>{STRIKING}</p>{told}")
        _makers(reading, by, found, striking(found))
        folded(
            f"Every two {by}s beside each other",
            f"mixing-{by}",
            partial(_matrix, reading, by, found),
        )
    else:
        _matrix(reading, by, found)
    st.caption(draws_words(found, found.ei, found.ei_expected, by))


def alone_words(reading: Reading, found: Mixing, by: By) -> str:
    """That there is one group only."""
    name = group_name(reading, found, by, 0)
    return f"{name}: no other {by} in this view has a known organisation to compare with."


def draws_words(found: Mixing, ei: float, expected: Expected, by: By) -> str:
    """What is compared with what, and the index of those who know it."""
    return (
        f"Pairs among the {sum(found.members):,} known organisations that share a partnership or "
        f"a tie. ▲ more and ▼ fewer than in 95 of 100 draws: {DRAWS:,} random reshufflings of the "
        f"same ties. A large partnership makes many pairs. "
        f"{index_words(ei, expected)}: \u22121 where all pairs are within one "
        f"{by}, 1 where all are between two."
    )


def _matrix(reading: Reading, by: By, found: Mixing) -> None:
    st.html(mixing_table(reading, found, by))
    _makers(reading, by, found, found.ties)


def _makers(reading: Reading, by: By, found: Mixing, cells: Collection[Cell]) -> None:
    for line in makers_lines(reading, found, by, makers_of(reading, found, by), cells):
        st.markdown(f"{escape_markdown(line)}.")


def table(reading: Reading) -> None:
    """Every partnership with its seats by sector, and the download."""
    if state.is_presented():
        return
    found = boards(reading)
    headings.section("Every table, and who sits at it")
    tabling.table(boards_frame(found), f"{reading.dataset.id}-seats", reading)
