"""Tables on a page: sortable, searchable, each with its download."""

import re
from typing import Any

import pandas as pd
import streamlit as st

from joinedup.render import tables
from joinedup.render.blocks import Blocks
from joinedup.render.nouns import counted
from joinedup.render.picture import hubs_drawn
from joinedup.render.still_table import cell, scrolled, still_table
from joinedup.render.wording import cell_text
from joinedup.services import Reading
from joinedup.ui import filters, state
from joinedup.ui.folding import folded

#: A table with more rows is sent in full only to those who ask: a row takes 300 bytes.
MOST_ROWS = 500
#: What stands where a row has no figure; else it would say "None".
NO_FIGURE = "\u2013"
#: Rows and columns that can be read at the far end of a room; a slide has as many.
_ROWS_TOLD, _COLUMNS_TOLD = 9, 6


def organisations(reading: Reading) -> None:
    """The same rows as the picture, folded away until asked for."""
    if not reading.shown:
        return
    folded(
        f"Table: {organisations_words(reading)}",
        "organisations",
        lambda: table(
            tables.organisations(reading), f"{reading.dataset.id}-organisations", reading
        ),
    )


def organisations_words(reading: Reading) -> str:
    """How many organisations a table has, those from outside apart."""
    outside = f" and {len(reading.outside):,} from outside" if reading.outside else ""
    return f"{counted(len(reading.inside), 'organisation', 'organisations')}{outside}"


def blocks(reading: Reading, found: Blocks) -> None:
    """The blocks of the picture, folded away until asked for."""
    name = f"{reading.dataset.id}-{reading.state.drawing}"
    groups = counted(len(found.blocks), "group", "groups")
    folded(f"Table: {groups}", "blocks", lambda: table(tables.blocks(found), name, reading))


def partnerships(reading: Reading) -> None:
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
    """A sortable, searchable table with its download, whose file name says the filters.

    Presented, its first rows: nobody sorts and downloads on a wall.
    """
    if state.is_presented():
        _told(frame)
        return
    numbers = {
        str(column): st.column_config.NumberColumn(format="localized")
        for column in frame.select_dtypes("number").columns
    }
    sent = _sent(frame, name)
    st.dataframe(
        sent,
        hide_index=True,
        width="stretch",
        column_config=numbers,
        placeholder=NO_FIGURE,
    )
    st.download_button(
        "Download this table (CSV)",
        lambda: tables.to_csv(frame),
        file_name=_file_name(name, reading),
        mime="text/csv",
        key=f"download-{name}",
        icon=":material/download:",
        on_click="ignore",
    )


def _told(frame: pd.DataFrame) -> None:
    rows = frame.iloc[:_ROWS_TOLD, :_COLUMNS_TOLD]
    lines = [[_words(one) for one in row] for row in rows.itertuples(index=False, name=None)]
    heads = [str(column) for column in rows]
    drawn = still_table(heads, [(first, map(cell, rest)) for first, *rest in lines], kind="ju-wide")
    st.html(scrolled("Table", drawn))
    if len(frame) > len(rows):
        st.caption(f"The first {len(rows):,} of {len(frame):,} rows.")


def _words(value: Any) -> str:
    if pd.isna(value):
        return ""
    return cell_text(value) if isinstance(value, int | float) else str(value)


def _sent(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows that are sent to the browser: of a long table the first, until all are asked for."""
    if len(frame) <= MOST_ROWS or st.toggle(f"Show all {len(frame):,} rows", key=f"all-{name}"):
        return frame
    st.caption(f"The first {MOST_ROWS:,} of {len(frame):,} rows; the download has all of them.")
    return frame.head(MOST_ROWS)


def _file_name(name: str, reading: Reading) -> str:
    """The table's name with the filters and the date; the date is never cut off."""
    chips = [label for parameter, _, label in filters.chips(reading.state) if parameter != "date"]
    slug = re.sub(r"[^a-z0-9]+", "-", " ".join([name, *chips]).lower())[:100].strip("-")
    return f"{slug}-{reading.state.day.isoformat()}.csv"
