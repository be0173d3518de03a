"""Measures of the network and its parts: a sentence, and a table that is folded away."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from joinedup.render import tables
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.measured import scope_words, whole_words
from joinedup.services import Part, Reading
from joinedup.ui import tabling, worked_out
from joinedup.ui.folding import folded

TITLE = "Measures of this network and its parts"
#: Densities that others have published, for comparison.
ELSEWHERE = (
    "Published elsewhere, for comparison: 2.2% of pairs among 321 organisations of Blackpool and "
    "the Fylde Coast, of which 44 answered (Santa and others 2025, "
    "[doi:10.1186/s12961-025-01303-1](https://doi.org/10.1186/s12961-025-01303-1)); 30% in a "
    "health partnership of 41 in Maricopa County, Arizona (McCullough and others 2016, "
    "[doi:10.1186/s12889-016-3194-7](https://doi.org/10.1186/s12889-016-3194-7)). Large networks "
    "are thin, and so are those that count organisations without a tie: compare like with like."
)


def section(reading: Reading) -> None:
    """The part of the page, folded away until asked for."""
    folded(TITLE, "measures", lambda: _worked_out(reading))


def _worked_out(reading: Reading) -> None:
    worked_out.show(lambda: worked_out.parts(reading), partial(_table, reading))


def _table(reading: Reading, found: Sequence[Part]) -> None:
    figure, words = whole_words(found[0])
    st.html(f'<p class="ju-balance"><strong>{escape(figure)}</strong> {escape(words)}</p>')
    st.caption(ELSEWHERE)
    tabling.table(tables.parts(reading, found), f"{reading.dataset.id}-measures", reading)
    st.caption(escape_markdown(counted_words(reading)))


def counted_words(reading: Reading) -> str:
    """What the measures count, and what they mean."""
    return (
        f"Counted: {scope_words(reading)}, within each part. Only known "
        "organisations are measured, the footprint's own, and those without a tie count. Filters "
        "on place, sector and connection do not narrow it; those on level and kind do. "
        "Centralisation is 0 where all are alike and 1 where one is in the middle of all. "
        "Fragmentation is the share of pairs with no way to each other. An empty cell is not "
        "defined. Communities are the largest, found in the ties; smaller ones have no row."
    )
