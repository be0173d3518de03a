"""If one leaves: the ten organisations that others hang on most, and what would break."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from joinedup.network.fragility import Loss
from joinedup.render.escaping import escape_markdown
from joinedup.render.fragility import what_breaks
from joinedup.services import Reading
from joinedup.ui import panel, worked_out
from joinedup.ui.folding import folded

_MOST = 10


def section(reading: Reading) -> None:
    """The part of the page, folded away until asked for."""
    folded("If one leaves: who holds others together", "fragility", lambda: _worked_out(reading))


def _worked_out(reading: Reading) -> None:
    worked_out.show(lambda: worked_out.losses(reading), partial(_worst, reading))


def _worst(reading: Reading, found: Sequence[Loss]) -> None:
    shown = {one.id for one in reading.shown}
    worst = [one for one in found if one.node in shown][:_MOST]
    if not worst:
        st.markdown("Nobody in this view is the only way between others, on record.")
        return
    told = f"The {_MOST} that others hang on most." if len(worst) == _MOST else "All there are."
    st.caption(
        f"{told} Ways go over shared partnerships and ties of the whole network on this date; a "
        "way that no list has is not counted."
    )
    for one in worst:
        with st.container(key=f"list-fragile-{one.node.replace(':', '-')}", gap=None):
            name = reading.dataset.organisation_by_id[one.node].name
            panel.name_button(one.node, name, "fragile")
            st.markdown(f"Without it {escape_markdown(what_breaks(reading, one))}.")
