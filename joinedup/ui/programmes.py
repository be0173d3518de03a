"""Programmes: the list of them. The page of one is in :mod:`.programme`."""

from collections.abc import Sequence

import streamlit as st

from joinedup.render import programme_parts as parts
from joinedup.render import programmes as words
from joinedup.render.escaping import escape_markdown
from joinedup.services import ProgrammeView, Reading, programme_of, programmes_of
from joinedup.ui import headings, state
from joinedup.ui.folding import in_turns

CONTEXT = "National context"
CONTEXT_WORDS = (
    "National work that no organisation here is a member of. It is shown for comparison: the "
    "programmes above can be older, and need not refer to it."
)
HOW_TO_BEGIN = (
    "A programme is a partnership with a purpose. Upload a list of actions, one row an action, and "
    "name the programme in a column: the page of each programme is made of it. Partner lists has "
    "a template to fill in."
)
#: So many have a box at a time; each takes time to draw.
_MOST_BOXES = 40
NARROWED = (
    "The filters on place, sector and connection do not change this page: a programme is shown "
    "whole. The date does."
)
#: The same where the filters on partnerships do not count either.
NARROWED_WHOLLY = "No filter but the date changes this page: a programme is shown whole."


def subject(reading: Reading) -> tuple[str, str]:
    """The sentence about the programme that is open, or about all of them."""
    one = opened(reading)
    if one:
        return words.one_halves(reading, one)
    return words.list_halves(reading, programmes_of(reading.dataset, reading.state.day))


def opened(reading: Reading) -> ProgrammeView | None:
    """The programme that is open, on the view's day; None where none is."""
    return programme_of(reading.dataset, reading.state.programme, reading.state.day)


def narrowed_words(reading: Reading, *, wholly: bool = False) -> str:
    """That filters do not count here; empty where none is set.

    Args:
        wholly: Whether those on partnerships do not count either.
    """
    view = reading.state
    if wholly and (view.levels or view.kinds or view.past):
        return NARROWED_WHOLLY
    is_set = view.places or view.neighbourhood or view.sectors or view.states
    return (NARROWED_WHOLLY if wholly else NARROWED) if is_set else ""


def listing(reading: Reading) -> None:
    """A box for each programme; national context apart, below; what to do where there is none."""
    found = programmes_of(reading.dataset, reading.state.day)
    if note := narrowed_words(reading):
        st.caption(note)
    own = [one for one in found if not one.is_context]
    if not own:
        st.info(HOW_TO_BEGIN, icon=":material/flag:")
        st.page_link("pages/lists.py", label="To the partner lists", icon=":material/upload_file:")
    else:
        st.html('<h2 class="ju-visually-hidden">The programmes</h2>')
        _boxes(own, "own")
        if not state.is_presented():
            label = "Add a programme from a spreadsheet"
            st.page_link("pages/lists.py", label=label, icon=":material/upload_file:")
    context = [one for one in found if one.is_context]
    if context:
        headings.section(CONTEXT)
        st.caption(CONTEXT_WORDS)
        _boxes(context, "context")


def _boxes(found: Sequence[ProgrammeView], kind: str) -> None:
    in_turns(found, _box, f"programmes-{kind}", most=_MOST_BOXES)


def _box(one: ProgrammeView) -> None:
    with st.container(border=True, key=f"programme-{one.programme.id}"):
        st.html(parts.box(one))
        if not state.is_presented():
            st.button(
                f"Open {escape_markdown(one.programme.name)}",
                key=f"open-{one.programme.id}",
                icon=":material/arrow_forward:",
                on_click=state.open_programme,
                args=(one.programme.id,),
            )
