"""Parity: seats beside size, pairs beside chance, and every board."""

from collections.abc import Hashable
from functools import partial

import streamlit as st

from joinedup.model import Sector
from joinedup.network.mixing import Mixing
from joinedup.render.escaping import escape
from joinedup.render.nouns import heading_noun
from joinedup.render.parity import boards_frame, mixing_table, seats_table, share, within_words
from joinedup.services import By, Reading, SectorSeats, boards, seats_by_sector
from joinedup.ui import tabling, worked_out

#: Those whom the Hewitt review names as equal partners of the NHS, as far as a record has them.
_EQUAL = (Sector.VCSE, Sector.SOCIAL_CARE, Sector.LOCAL_AUTHORITY)
_GROUPS: dict[By, str] = {"sector": "sectors", "place": "places"}


def seats(reading: Reading) -> None:
    """How much of the table each sector has, beside how much of the whole it is."""
    rows = seats_by_sector(reading)
    total = sum(one.organisations for one in rows)
    held = sum(one.seats for one in rows)
    cards = "".join(_card(one, total, held) for one in rows if one.sector in _EQUAL)
    st.html(f'<div class="ju-counts">{cards}</div>')
    st.html('<h2 class="ju-section">Seats beside size</h2>')
    st.caption(
        "A seat is one organisation in one partnership of two members or more. Organisations "
        "count whether they have a seat or not. Nobody has asked the unknown ones: they may have "
        "seats that no list has."
    )
    st.html(seats_table(rows))


def _card(one: SectorSeats, total: int, held: int) -> str:
    return (
        f'<div class="ju-count ju-own"><p class="ju-figure">{share(one.seats, held)}'
        f"<small> of {held:,} seats</small></p><p>{escape(heading_noun(one.sector))}: "
        f"{share(one.organisations, total)} of {total:,} organisations{_unknown(one)}</p></div>"
    )


def _unknown(one: SectorSeats) -> str:
    return f"; nobody has asked {one.unknown:,} of them" if one.unknown else ""


def ties(reading: Reading, by: By) -> None:
    """Who works with whom, beside chance; a line while that is being worked out."""
    st.html(f'<h2 class="ju-section">Who works with whom, by {by}</h2>')
    with st.container(key=f"mixing-{by}"):
        worked_out.show(lambda: worked_out.mixing(reading, by), partial(_ties, reading, by))


def _ties(reading: Reading, by: By, found: Mixing) -> None:
    if found.ei is None or found.ei_expected is None:
        st.markdown("No two organisations share a partnership or a tie in this view.")
        return
    figure, words = within_words(found, found.ei_expected, found.ei, _GROUPS[by])
    st.html(f'<p class="ju-balance"><strong>{escape(figure)}</strong> {escape(words)}</p>')
    st.html(mixing_table(found, partial(_name, reading, by)))
    st.caption(
        f"Pairs among the {sum(found.members):,} known organisations that share a partnership or "
        "a tie. ▲ more and ▼ fewer than in 95 of 100 draws that give everybody the ties of "
        "somebody else. A large partnership makes many pairs."
    )


def _name(reading: Reading, by: By, group: Hashable) -> str:
    if by == "sector":
        return heading_noun(Sector(str(group)))
    return reading.dataset.area_by_id[str(group)].name


def table(reading: Reading) -> None:
    """Every partnership with its seats by sector, and the download."""
    found = boards(reading)
    st.html('<h2 class="ju-section">Every table, and who sits at it</h2>')
    tabling.table(boards_frame(found), f"{reading.dataset.id}-seats", reading)
