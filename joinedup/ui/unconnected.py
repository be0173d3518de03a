"""Who has no partnership on record, who only within its own sector, who is unknown."""

from collections.abc import Sequence

import streamlit as st

from joinedup.model import AreaLevel, ConnectionState, Organisation, Reach
from joinedup.render import tables
from joinedup.render.escaping import escape
from joinedup.services import Reading, area_counts
from joinedup.ui import frames, panel, shell


def groups(reading: Reading) -> dict[str, Sequence[Organisation]]:
    """The three groups of this page, by their name on screen; the footprint's own only."""
    found = reading.found
    return {
        "No partnership on record": [
            one for one in reading.inside if found[one.id].state is ConnectionState.NONE_ON_RECORD
        ],
        "Only within own sector": [
            one for one in reading.inside if found[one.id].reach is Reach.OWN_SECTOR
        ],
        "Unknown": [
            one for one in reading.inside if found[one.id].state is ConnectionState.UNKNOWN
        ],
    }


def figures(reading: Reading) -> None:
    """The three counts, each with its denominator."""
    parts = groups(reading)
    total = len(reading.inside)
    known = total - len(parts["Unknown"])
    cards = [
        ("none_on_record", "No partnership on record", "No partnership on record", known, "known"),
        ("own", "Only within own sector", "Only within their own sector", known, "known"),
        ("unknown", "Unknown", "Unknown: nobody has asked", total, "organisations"),
    ]
    items = "".join(
        f'<div class="ju-count ju-{kind}"><p class="ju-figure">{len(parts[key]):,}'
        f"<small> of {whole:,} {escape(what)}</small></p><p>{escape(words)}</p></div>"
        for kind, key, words, whole, what in cards
    )
    st.html(f'<div class="ju-counts">{items}</div>')


def by_area(reading: Reading) -> None:
    """The counts of every place and neighbourhood, with downloads."""
    one = reading.dataset
    names = {area.id: area.name for area in one.areas}
    tabs = st.tabs(["By place", "By neighbourhood", "By sector"])
    with tabs[0]:
        rows = area_counts(reading, AreaLevel.PLACE)
        frame = tables.area_states(rows, names).drop(columns="Place")
        shell.table(frame, f"{one.id}-unconnected-by-place")
        _unplaced(reading, AreaLevel.PLACE)
    with tabs[1]:
        rows = area_counts(reading, AreaLevel.NEIGHBOURHOOD)
        shell.table(tables.area_states(rows, names), f"{one.id}-unconnected-by-neighbourhood")
        _unplaced(reading, AreaLevel.NEIGHBOURHOOD)
        st.caption("Neighbourhoods are approximate catchments.")
    with tabs[2]:
        shell.table(tables.sector_states(reading), f"{one.id}-unconnected-by-sector")


def lists(reading: Reading) -> None:
    """Every organisation of the three groups, with its download."""
    parts = groups(reading)
    tabs = st.tabs([f"{name} ({len(rows):,})" for name, rows in parts.items()])
    for tab, (name, rows) in zip(tabs, parts.items(), strict=True):
        with tab:
            if rows:
                frame = tables.organisations(reading, rows)
                slug = name.lower().replace(" ", "-")
                shell.table(frame, f"{reading.dataset.id}-{slug}")
            else:
                st.markdown("None of the organisations shown.")


def picture(reading: Reading) -> None:
    """The map of what the filters leave, with the panel."""
    left, right = st.columns([3, 1])
    with left:
        frames.draw_map(reading)
    with right:
        panel.show(reading)


def _unplaced(reading: Reading, level: AreaLevel) -> None:
    missing = sum(getattr(one, level.value) is None for one in reading.inside)
    if missing:
        st.caption(
            f"{missing:,} of {len(reading.inside):,} organisations have no known {level.value} "
            "and are in no row."
        )
