"""If one leaves: the ten organisations that others hang on most, and what would break."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from joinedup.network.fragility import Loss
from joinedup.render.escaping import escape_markdown
from joinedup.render.fragility import what_breaks, with_marks
from joinedup.services import Reading
from joinedup.ui import panel, worked_out
from joinedup.ui.folding import folded

_MOST = 10
TITLE = "If one leaves: who holds others together"
_HOLD = "those that others hang on most"
NOBODY = "Nobody in this view is the only way between others, on record."
_ALL = "These are all of them."
_MARKS_COME = "Who holds others together is being worked out, and will be marked by itself."


def section(reading: Reading) -> None:
    """The part of the page, folded away until asked for."""
    folded(TITLE, "fragility", lambda: _worked_out(reading))


def _worked_out(reading: Reading) -> None:
    worked_out.show(lambda: worked_out.losses(reading), partial(_worst, reading))


def worst(reading: Reading, found: Sequence[Loss]) -> list[Loss]:
    """Those of a view that others hang on most, the worst first."""
    shown = {one.id for one in reading.shown}
    return [one for one in found if one.node in shown][:_MOST]


def worst_words(named: Sequence[Loss]) -> str:
    """How many are told of, and what a way goes over."""
    told = f"The {_MOST} that others hang on most." if len(named) == _MOST else _ALL
    return (
        f"{told} Ways go over shared partnerships and ties of the whole network on this date; a "
        "way that no list has is not counted."
    )


def marked(reading: Reading, picture: dict[str, Any]) -> tuple[dict[str, Any], Callable[[], None]]:
    """A picture of a view with what the view wants marked, and what is to be drawn below it."""
    if reading.state.mark == "none":
        return picture, lambda: None
    ask = partial(worked_out.losses, reading)
    found = ask()
    if found is None:
        return picture, partial(worked_out.comes_by_itself, ask, _MARKS_COME)
    ids = [one.node for one in worst(reading, found)]
    if not ids:
        return picture, _nothing_marked
    return with_marks(picture, reading.dataset, ids), partial(_names, reading, ids)


def _names(reading: Reading, ids: Sequence[str]) -> None:
    """The marked ones by name: in a crowded picture they are hard to find."""
    st.html(f'<h3 class="ju-list">Marked: {_HOLD} ({len(ids):,})</h3>')
    with st.container(key="list-marked", horizontal=True):
        for one in ids:
            panel.name_button(one, reading.dataset.organisation_by_id[one].name, "marked")


def _nothing_marked() -> None:
    st.caption(f"Nothing is marked. {NOBODY}")


def _worst(reading: Reading, found: Sequence[Loss]) -> None:
    named = worst(reading, found)
    if not named:
        st.markdown(NOBODY)
        return
    st.caption(
        f"{worst_words(named)} “Mark” among the picture options shows them on map and network."
    )
    for one in named:
        with st.container(key=f"list-fragile-{one.node.replace(':', '-')}", gap=None):
            name = reading.dataset.organisation_by_id[one.node].name
            panel.name_button(one.node, name, "fragile")
            st.markdown(f"Without it {escape_markdown(what_breaks(reading, one))}.")
            panel.what_if_button(one.node, "fragile")
