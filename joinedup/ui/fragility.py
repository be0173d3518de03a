"""If one leaves: the ten organisations that others hang on most, and what would break."""

import streamlit as st

from joinedup.network.fragility import Loss
from joinedup.render.escaping import escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.sentence import joined
from joinedup.services import Reading
from joinedup.ui import state, worked_out
from joinedup.ui.folding import folded

_MOST = 10
_MOST_NAMED = 3


def section(reading: Reading) -> None:
    """The part of the page, folded away until asked for."""
    folded("If one leaves: who holds others together", "fragility", lambda: _worst(reading))


def _worst(reading: Reading) -> None:
    found = worked_out.losses(reading)
    if found is None:
        worked_out.comes_by_itself(lambda: worked_out.losses(reading))
        return
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
            st.button(
                escape_markdown(name),
                key=f"fragile-{one.node}",
                type="tertiary",
                on_click=state.select,
                args=(one.node,),
            )
            st.markdown(f"Without it {escape_markdown(words(reading, one))}.")


def words(reading: Reading, one: Loss) -> str:
    """What would break without an organisation: ``12 pairs of others lose ...``."""
    told = []
    if one.pairs:
        pairs = counted(one.pairs, "pair of others has", "pairs of others have")
        told.append(f"{pairs} no way to each other")
    areas = reading.dataset.area_by_id
    for contact in sorted(
        sorted(areas[str(place)].name for place in pair) for pair in one.contacts
    ):
        told.append(f"{joined(contact)} have no tie")
    if one.cut_off:
        names = [reading.dataset.organisation_by_id[key].name for key in one.cut_off]
        rest = len(names) - _MOST_NAMED
        named = names[:_MOST_NAMED] + ([f"{rest:,} more"] if rest > 0 else [])
        told.append(f"{joined(named)} {'has' if len(names) == 1 else 'have'} no partner")
    return "; ".join(told)
