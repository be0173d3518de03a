"""Taking an opinion back: whose, and who does. What was said stays in the record, and so does who.

Whoever said it can, and so can everybody else who may publish: somebody has to be able to mend a
mistake. The page then says in a line who did.
"""

from collections.abc import Iterable, Sequence

import streamlit as st

from joinedup import services
from joinedup.render.escaping import escape_markdown
from joinedup.render.opinions import taken_back_lines
from joinedup.render.sentence import spoken_date
from joinedup.services.assessing import taken_back
from joinedup.store.assessing import Assessment
from joinedup.ui import permission, ratings, state, writing
from joinedup.ui.folding import folded

_DONE = "_taken_back"
_BY = "Who takes it back (a role or an organisation)"
KEPT = (
    "It then no longer counts. What was said stays in the record, and so does who took it back: "
    "the page says so."
)


def part(found: Sequence[Assessment], what: str) -> None:
    """A folded part to take one of several opinions back; nothing for who may not.

    Args:
        found: The last opinion of each author.
        what: What one is called: ``a rating``.
    """
    if found and not (state.is_presented() or permission.refusal()):
        folded(f"Take {what} back", "take-back", lambda: _choose(found))


def _choose(found: Sequence[Assessment]) -> None:
    known = {one.number: one for one in found}
    chosen = st.selectbox(
        "Which one",
        list(known),
        index=None,
        format_func=lambda number: _name(known[number]),
        placeholder="Choose whose",
        key=f"take-back-{max(known)}",
        width=480,
    )
    if chosen is None:
        return
    one = known[chosen]
    by = writing.author_input("take-back-by", _BY)
    st.caption(KEPT)
    if st.button("Take it back", key=f"withdraw-{one.number}", icon=":material/undo:"):
        _take(one, by)


def _name(one: Assessment) -> str:
    return f"{one.author}, {spoken_date(one.assessed_on)}"


def _take(one: Assessment, by: str) -> None:
    if _taken(one, by):
        st.session_state[_DONE] = f"What {escape_markdown(one.author)} said is taken back."
        st.rerun()


def _taken(one: Assessment, by: str) -> bool:
    with writing.Attempt(by):
        known = ratings.taken_names(state.current_dataset())
        services.withdraw_assessment(one, by=by, on=state.opinion_day(), known=known)
        return True
    return False


def told(everything: Iterable[Assessment]) -> None:
    """That something was taken back in the run before; who has taken back what.

    Args:
        everything: All that was ever said of what the page shows.
    """
    if words := st.session_state.pop(_DONE, ""):
        st.success(words, icon=":material/check_circle:")
    if not state.is_presented():
        for line in lines(everything):
            st.caption(escape_markdown(line))


def lines(everything: Iterable[Assessment]) -> list[str]:
    """Who has taken back what, a line each."""
    return taken_back_lines(taken_back(everything))
