"""The bones every page shares: the sentence, chips, link, empty state and the table."""

import pandas as pd
import streamlit as st

from joinedup.render import tables
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.sentence import caveats, what, where
from joinedup.services import Reading, loosen
from joinedup.ui import links, state

_PARAMETER_NAMES = {
    "places": "the place",
    "neighbourhood": "the neighbourhood",
    "sectors": "the sector",
    "states": "the connection",
}


def heading(page: str, reading: Reading, *, subject: tuple[str, str] | None = None) -> None:
    """The page's sentence, with what must be said beside its figures.

    Args:
        page: Name of the page, for those who hear the heading instead of seeing the menu.
        reading: What is shown.
        subject: The sentence's two halves where it isn't about all that is shown.
    """
    first, second = subject or (where(reading), what(reading))
    notes = "".join(f"<li>{escape(note)}</li>" for note in caveats(reading))
    st.html(
        f'<header class="ju-head"><h1><span class="ju-visually-hidden">{escape(page)}: </span>'
        f'{escape(first)}</h1><p class="ju-sentence">{escape(second)}</p>'
        f'<ul class="ju-caveats">{notes}</ul></header>'
    )


def tools(reading: Reading, *, picture: str = "") -> None:
    """One row: a chip for each active filter, how the picture is drawn, the link."""
    with st.container(horizontal=True, vertical_alignment="center", key="tools"):
        for name, word, label in state.chips(reading.state):
            st.button(
                f"{escape_markdown(label)} ✕",
                key=f"chip-{name}-{word}",
                help="Take this filter away",
                on_click=state.clear,
                args=(name, word),
            )
        if picture:
            state.picture_options(picture)
        links.copy_link(reading)


def notices() -> None:
    """What of the link could not be used."""
    for problem in state.link_problems():
        st.warning(escape_markdown(problem.message), icon=":material/link_off:")


def empty(reading: Reading) -> None:
    """Say that nothing passes, and which filter to loosen."""
    helpful = loosen(reading.dataset, reading.found, reading.state)
    st.info(
        "No organisation passes these filters together."
        + (f" Loosen {_PARAMETER_NAMES[helpful]} first." if helpful else " Clear them all."),
        icon=":material/filter_alt_off:",
    )
    with st.container(horizontal=True):
        if helpful:
            st.button(
                f"Take away {_PARAMETER_NAMES[helpful]}",
                type="primary",
                on_click=state.clear,
                args=(helpful,),
            )
        st.button("Clear all filters", on_click=state.clear_all)


def organisations_table(reading: Reading) -> None:
    """The same rows as the picture, folded away until asked for."""
    frame = tables.organisations(reading)
    with st.expander(f"Table: {len(frame):,} organisations"):
        table(frame, f"{reading.dataset.id}-organisations")


def partnerships_table(reading: Reading) -> None:
    """The partnerships behind the picture, folded away until asked for."""
    frame = tables.partnerships(reading)
    with st.expander(f"Table: {len(frame):,} partnerships"):
        table(frame, f"{reading.dataset.id}-partnerships")


def table(frame: pd.DataFrame, name: str) -> None:
    """A sortable, searchable table with its download."""
    st.dataframe(frame, hide_index=True, width="stretch")
    st.download_button(
        "Download as CSV",
        tables.to_csv(frame),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"download-{name}",
        icon=":material/download:",
        on_click="ignore",
    )


def unlocated(reading: Reading) -> None:
    """How many of those shown stand nowhere on the map."""
    missing = sum(one.point is None for one in reading.shown)
    if missing:
        st.caption(
            f"{missing:,} of {len(reading.shown):,} have no address on record: they are in the "
            "table, not on the map."
        )
