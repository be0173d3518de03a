"""The bones every page shares: the sentence, chips, link, empty state and the table."""

import re
from collections.abc import Callable

import pandas as pd
import streamlit as st

from joinedup.errors import StoreError
from joinedup.render import tables
from joinedup.render.blocks import Blocks
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.picture import hubs_drawn
from joinedup.render.sentence import caveats, what, where
from joinedup.services import Reading, loosen
from joinedup.ui import links, state, versions
from joinedup.ui.folding import folded

_Subject = Callable[[Reading], tuple[str, str] | None]

#: A table with more rows is sent in full only to those who ask: a row takes 300 bytes.
MOST_ROWS = 500

_PARAMETER_NAMES = {
    "places": "the place",
    "neighbourhood": "the neighbourhood",
    "sectors": "the sector",
    "states": "the connection",
}


def page(name: str, *, picture: str = "", subject: _Subject | None = None) -> Reading:
    """Draw the top of a page: its sentence, and the row of tools below. Returns what it shows.

    Args:
        name: Name of the page, for those who hear the heading instead of seeing the menu.
        picture: ``map`` or ``network`` where the page has such a picture.
        subject: Gives the two halves of the sentence, or None, where it isn't always about
            all that is shown.
    """
    head = st.container()
    with st.container(horizontal=True, vertical_alignment="center", key="tools"):
        active = st.container(horizontal=True, vertical_alignment="center", width="content")
        # Before the view is read: on a first run these take their values from the link.
        state.picture_options(picture)
        reading = state.reading()
        links.copy_link(reading)
    with head:
        _heading(name, reading, subject(reading) if subject else None)
    with active:
        _chips(reading)
    return reading


def _heading(name: str, reading: Reading, halves: tuple[str, str] | None) -> None:
    first, second = halves or (where(reading), what(reading))
    said = caveats(reading) if halves is None or reading.dataset.illustrative else ()
    notes = escape(" · ".join(said))
    st.html(
        f'<header class="ju-head"><h1><span class="ju-page">{escape(name)}: </span>'
        f'{escape(first)}</h1><p class="ju-sentence">{escape(second)}</p>'
        f'<p class="ju-caveats">{notes}</p></header>'
    )


def _chips(reading: Reading) -> None:
    for name, word, label in state.chips(reading.state):
        st.button(
            f"{escape_markdown(label)} ✕",
            key=f"chip-{name}-{word}",
            help="Take this filter away",
            on_click=state.clear,
            args=(name, word),
        )


def notices() -> None:
    """That the store cannot be read, and what of the link could not be used."""
    if trouble := state.store_trouble():
        st.warning(_without_store(trouble), icon=":material/database_off:")
    problems = state.link_problems()
    if problems:
        said = "\n\n".join(escape_markdown(one.message) for one in problems)
        st.warning(said, icon=":material/link_off:")


def _without_store(trouble: StoreError) -> str:
    if versions.is_published(state.current_dataset()):
        shown = "What is on screen was read before; keep this page open if you need it."
    else:
        shown = (
            "Footprints are shown as they come with the program: versions that people have "
            "published are not shown."
        )
    return (
        f"**{escape_markdown(trouble.what)}.** {shown} Nothing can be published until it is "
        f"mended. {escape_markdown(trouble.hint)} The server's log names the file."
    )


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
    if not reading.shown:
        return
    outside = f" and {len(reading.outside):,} from outside" if reading.outside else ""
    inside = counted(len(reading.inside), "organisation", "organisations")
    folded(
        f"Table: {inside}{outside}",
        "organisations",
        lambda: table(
            tables.organisations(reading), f"{reading.dataset.id}-organisations", reading
        ),
    )


def blocks_table(reading: Reading, found: Blocks) -> None:
    """The blocks of the picture, folded away until asked for."""
    name = f"{reading.dataset.id}-{reading.state.drawing}"
    groups = counted(len(found.blocks), "group", "groups")
    folded(f"Table: {groups}", "blocks", lambda: table(tables.blocks(found), name, reading))


def partnerships_table(reading: Reading) -> None:
    """The partnerships behind the picture, folded away until asked for."""
    drawn = hubs_drawn(reading)
    folded(
        f"Table: {counted(len(drawn), 'partnership', 'partnerships')}",
        "partnerships",
        lambda: table(
            tables.partnerships(reading, drawn), f"{reading.dataset.id}-partnerships", reading
        ),
    )


def table(frame: pd.DataFrame, name: str, reading: Reading) -> None:
    """A sortable, searchable table with its download, whose file name says the filters."""
    numbers = {
        str(column): st.column_config.NumberColumn(format="localized")
        for column in frame.select_dtypes("number").columns
    }
    sent = _sent(frame, name)
    st.dataframe(sent, hide_index=True, width="stretch", column_config=numbers)
    st.download_button(
        "Download this table (CSV)",
        lambda: tables.to_csv(frame),
        file_name=_file_name(name, reading),
        mime="text/csv",
        key=f"download-{name}",
        icon=":material/download:",
        on_click="ignore",
    )


def _sent(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows that are sent to the browser: of a long table the first, until all are asked for."""
    if len(frame) <= MOST_ROWS or st.toggle(f"Show all {len(frame):,} rows", key=f"all-{name}"):
        return frame
    st.caption(f"The first {MOST_ROWS:,} of {len(frame):,} rows; the download has all of them.")
    return frame.head(MOST_ROWS)


def _file_name(name: str, reading: Reading) -> str:
    """The table's name with the filters and the date; the date is never cut off."""
    chips = [label for parameter, _, label in state.chips(reading.state) if parameter != "date"]
    slug = re.sub(r"[^a-z0-9]+", "-", " ".join([name, *chips]).lower())[:100].strip("-")
    return f"{slug}-{reading.state.day.isoformat()}.csv"


def still_table(frame: pd.DataFrame) -> None:
    """A short table to read, headed by its first column; its cells are Markdown to Streamlit."""
    st.table(frame.map(escape_markdown).set_index(frame.columns[0]))


def unlocated(reading: Reading) -> None:
    """How many of those shown stand nowhere on the map."""
    missing = sum(one.point is None for one in reading.shown)
    if missing:
        st.caption(
            f"{missing:,} of the {len(reading.shown):,} in the table have no address on record "
            "and are not on the map."
        )
