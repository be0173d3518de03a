"""Parity: seats beside size, pairs beside what is random, and every board."""

from collections.abc import Collection
from functools import partial

import streamlit as st

from joinedup.model import Sector
from joinedup.network.mixing import DRAWS, Mixing
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.parity import (
    board_words,
    boards_frame,
    group_name,
    index_words,
    is_large,
    makers_lines,
    mixing_table,
    seats_frame,
    seats_table,
    share,
    size_words,
    striking,
    striking_list,
    within_words,
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
from joinedup.ui import tabling, worked_out
from joinedup.ui.folding import folded

#: Those who are to be equal partners of the NHS, as far as a record has them.
_EQUAL = (Sector.VCSE, Sector.SOCIAL_CARE, Sector.LOCAL_AUTHORITY)
#: The positions of two groups.
Cell = tuple[int, int]
_ASKED = (
    "Why these: when the Hewitt review of integrated care systems came out in 2023, the "
    "directors of adult social services asked that social care, public health and the voluntary "
    "sector be equal partners where decisions are made. Public health sits with the councils."
)


def seats(reading: Reading) -> None:
    """How much of the table each sector has, beside how much of the whole it is."""
    rows = seats_by_sector(reading)
    total = sum(one.organisations for one in rows)
    shared = sum(one.shared_seats for one in rows)
    if shared:
        cards = "".join(_card(one, total, shared) for one in rows if one.sector in _EQUAL)
        st.html(f'<div class="ju-counts">{cards}</div>')
    else:
        st.markdown("No partnership of this view has members of two sectors, on record.")
    st.caption(_ASKED)
    st.html('<h2 class="ju-section">Seats beside size</h2>')
    st.caption(
        "A seat is one organisation in one partnership of two members or more. Organisations "
        "count whether they have a seat or not. Nobody has asked the unknown ones: they may have "
        "seats that no list has."
    )
    st.html(seats_table(rows))


def _card(one: SectorSeats, total: int, shared: int) -> str:
    none = "None on record" if one.unknown else "None"
    number = f"{one.shared_seats:,}" if one.shared_seats else none
    seats = counted(shared, "seat", "seats")
    of = f" ({share(one.shared_seats, shared)})" if one.shared_seats else ""
    return (
        f'<div class="ju-count ju-own"><p class="ju-figure">{number}'
        f"<small> of {seats} beside other sectors{of}</small></p>"
        f"<p>{escape(size_words(one, total))}</p></div>"
    )


def by_board(reading: Reading) -> None:
    """The board and sector furthest from its size in a sentence; all of them folded away."""
    rows = seats_by_board(reading)
    st.html('<h2 class="ju-section">Board by board</h2>')
    if rows and rows[0].board.is_mixed:
        name, words = rows[0].board.partnership.name, board_words(reading, rows[0])
        st.html(
            f'<p class="ju-balance">Furthest from its size: <strong>{escape(name)}</strong>. '
            f"{escape(words)}.</p>"
        )
    else:
        st.markdown("In every partnership of this view one sector has over three of four seats.")
    if rows:
        folded("Every sector of every board", "board-seats", lambda: _board_table(reading))


def _board_table(reading: Reading) -> None:
    st.caption(
        "Those furthest from their size come first. Boards where one sector has over three of four "
        "seats come last: a primary care network is made up of practices. A board of a place or "
        "neighbourhood is compared with the organisations there. *Seats by size* is what a sector "
        "would have if seats went by the number of organisations: nobody has to want that, it "
        "only shows how far apart the two are."
    )
    frame = seats_frame(reading, seats_by_board(reading))
    tabling.table(frame, f"{reading.dataset.id}-board-seats", reading)


def ties(reading: Reading, by: By) -> None:
    """Who works with whom, beside what is random; a line while that is being worked out."""
    st.html(f'<h2 class="ju-section">Who works with whom, by {by}</h2>')
    with st.container(key=f"mixing-{by}"):
        worked_out.show(lambda: worked_out.mixing(reading, by), partial(_ties, reading, by))


def _ties(reading: Reading, by: By, found: Mixing) -> None:
    if found.ei is None or found.ei_expected is None:
        st.markdown("No two organisations share a partnership or a tie in this view.")
        return
    if len(found.groups) < 2:
        name = escape_markdown(group_name(reading, found, by, 0))
        st.markdown(f"{name}: no other {by} in this view has a known organisation to compare with.")
        return
    figure, words = within_words(found, found.ei, found.ei_expected, by)
    st.html(f'<p class="ju-balance"><strong>{escape(figure)}</strong> {escape(words)}</p>')
    if is_large(found):
        told = striking_list(reading, found, by)
        if told:
            st.html(f"<p>Furthest from what would be at random:</p>{told}")
        _makers(reading, by, found, striking(found))
        folded(
            f"Every two {by}s beside each other",
            f"mixing-{by}",
            partial(_matrix, reading, by, found),
        )
    else:
        _matrix(reading, by, found)
    st.caption(
        f"Pairs among the {sum(found.members):,} known organisations that share a partnership or "
        f"a tie. ▲ more and ▼ fewer than in 95 of 100 draws: {DRAWS:,} random reshufflings of the "
        f"same ties. A large partnership makes many pairs. "
        f"{index_words(found.ei, found.ei_expected)}: \u22121 where all pairs are within one "
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
    found = boards(reading)
    st.html('<h2 class="ju-section">Every table, and who sits at it</h2>')
    tabling.table(boards_frame(found), f"{reading.dataset.id}-seats", reading)
