"""Deciding about introductions: what was decided, the button, and its dialog."""

from collections.abc import Mapping, Sequence

import streamlit as st

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render.escaping import escape_markdown
from joinedup.services import Proposal, Reading
from joinedup.services.deciding import Key
from joinedup.store.protocol import Decision, DecisionState
from joinedup.ui import permission, state, writing

_CHOICES: Mapping[DecisionState, str] = {
    "accepted": "Accept: we will make it",
    "put_off": "Put off: not now",
    "declined": "Decline: not a good idea",
    "done": "Done: they work together now",
}


def decisions(reading: Reading) -> Mapping[Key, tuple[Decision, ...]] | None:
    """What was decided about the introductions of a footprint; None where nobody can tell."""
    return None if state.store_trouble() else decisions_of(reading.dataset.id)


def decisions_of(dataset_id: str) -> Mapping[Key, tuple[Decision, ...]] | None:
    """The same outside of a session."""
    try:
        return _decided(dataset_id, services.last_decision(dataset_id))
    except StoreError:
        return None


@st.cache_resource(max_entries=16, show_spinner=False)
def _decided(dataset_id: str, last: int) -> Mapping[Key, tuple[Decision, ...]]:
    # The number only tells one state of the store from the next.
    return services.decided(dataset_id)


def under_way(reading: Reading) -> dict[str, int]:
    """How many introductions of each organisation are accepted, or done and not confirmed."""
    return under_way_of(decisions(reading) or {})


def under_way_of(decided: Mapping[Key, tuple[Decision, ...]]) -> dict[str, int]:
    """The same of what was decided."""
    found: dict[str, int] = {}
    for key, rows in decided.items():
        if rows[-1].state in ("accepted", "done"):
            for one in key:
                found[one] = found.get(one, 0) + 1
    return found


def button(proposal: Proposal, rows: Sequence[Decision], names: tuple[str, str]) -> None:
    """A button to decide about an introduction.

    Args:
        proposal: Which one.
        rows: What was decided about it, the oldest first.
        names: Whom it introduces, to whom.
    """
    if st.button("Decide", key=f"decide-{_name(proposal)}", icon=":material/how_to_reg:"):
        _dialog(proposal, rows[-1].number if rows else 0, names)


def _name(proposal: Proposal) -> str:
    """For keys of widgets; no id has a tilde."""
    return f"{proposal.organisation}~{proposal.target}"


@st.dialog("What becomes of this introduction?")
def _dialog(proposal: Proposal, seen: int, names: tuple[str, str]) -> None:
    st.markdown(f"**{escape_markdown(names[0])}** to **{escape_markdown(names[1])}**")
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
        return
    # Each introduction has its own, so that nothing is carried over to another.
    name = _name(proposal)
    choice = st.radio(
        "Decision", list(_CHOICES), format_func=_CHOICES.__getitem__, key=f"choice-{name}"
    )
    why = st.text_input("Reason (needed if you decline)", key=f"why-{name}")
    author = writing.author_input(f"author-{name}")
    if st.button("Save the decision", type="primary", key=f"save-{name}") and keep(
        [proposal], choice, author=author, why=why, seen=seen
    ):
        st.rerun()


def keep(
    proposals: Sequence[Proposal],
    choice: DecisionState,
    *,
    author: str,
    why: str = "",
    seen: int | None = None,
) -> bool:
    """Keep a decision; says why where it cannot be kept, and gives False."""
    dataset = state.current_dataset().id
    with writing.Attempt(author):
        services.decide(dataset, proposals, choice, author=author, why=why, seen=seen)
        return True
    return False
