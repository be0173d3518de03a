"""Measures of the network and its parts, as a table that is folded away."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from joinedup.render import tables
from joinedup.render.sentence import spoken_date
from joinedup.services import Part, Reading
from joinedup.ui import tabling, worked_out
from joinedup.ui.folding import folded


def section(reading: Reading) -> None:
    """The part of the page, folded away until asked for."""
    folded("Measures of this network and its parts", "measures", lambda: _worked_out(reading))


def _worked_out(reading: Reading) -> None:
    worked_out.show(lambda: worked_out.parts(reading), partial(_table, reading))


def _table(reading: Reading, found: Sequence[Part]) -> None:
    st.caption(
        f"On {spoken_date(reading.state.day)}, by the ties within each part: a shared partnership "
        "or a direct tie. Only known organisations are measured, and those without a tie count. "
        "Filters on place, sector and connection do not narrow it; those on level and kind do. "
        "Centralisation is 0 where all are alike and 1 where one is in the middle of all. An empty "
        "cell is not defined."
    )
    tabling.table(tables.parts(found), f"{reading.dataset.id}-measures", reading)
