"""Who has no partnership on record, who only within its own sector, who is unknown."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from joinedup.model import AreaLevel, Organisation, Standing
from joinedup.network.connection import count_standings
from joinedup.render import tables
from joinedup.render.escaping import escape
from joinedup.render.nouns import counted
from joinedup.services import Reading, area_counts
from joinedup.ui import frames, panel, shell, tabling
from joinedup.ui.folding import tabbed

_LISTED = (Standing.NONE_ON_RECORD, Standing.OWN_SECTOR, Standing.UNKNOWN)


def groups(reading: Reading) -> Mapping[Standing, Sequence[Organisation]]:
    """The groups that this page lists; the footprint's own organisations only."""
    found: dict[Standing, list[Organisation]] = {standing: [] for standing in _LISTED}
    for one in reading.inside:
        standing = reading.found[one.id].standing
        if standing in found:
            found[standing].append(one)
    return found


def figures(reading: Reading) -> None:
    """How many stand where, each with its denominator; the known ones add up."""
    counts = count_standings(reading.found, (one.id for one in reading.whole))
    total = len(reading.whole)
    known = total - counts[Standing.UNKNOWN]
    across = counts[Standing.ACROSS_SECTORS] + counts[Standing.ACROSS_PLACES]
    of_known = f"{known:,} known"
    cards = [
        ("none_on_record", counts[Standing.NONE_ON_RECORD], of_known, "No partnership on record"),
        ("own", counts[Standing.OWN_SECTOR], of_known, "Only within their own sector"),
        ("across", across, of_known, "Across sectors or places"),
        ("hidden", counts[Standing.HIDDEN], of_known, "By none of the partnerships shown"),
        ("unknown", counts[Standing.UNKNOWN], f"{total:,}", "Unknown: nobody has asked"),
    ]
    items = "".join(
        f'<div class="ju-count ju-{kind}"><p class="ju-figure">{count:,}'
        f"<small> of {escape(whole)}</small></p><p>{escape(words)}</p></div>"
        for kind, count, whole, words in cards
        if count or kind != "hidden"
    )
    st.html(f'<div class="ju-counts">{items}</div>')


def by_area(reading: Reading) -> None:
    """The counts of every place and neighbourhood, with downloads."""
    one = reading.dataset
    names = {area.id: area.name for area in one.areas}

    def by_place() -> None:
        rows = area_counts(reading, AreaLevel.PLACE)
        frame = tables.area_states(rows, names).drop(columns="Place")
        tabling.table(frame, f"{one.id}-unconnected-by-place", reading)
        _unplaced(reading, AreaLevel.PLACE)

    def by_neighbourhood() -> None:
        rows = area_counts(reading, AreaLevel.NEIGHBOURHOOD)
        frame = tables.area_states(rows, names)
        tabling.table(frame, f"{one.id}-unconnected-by-neighbourhood", reading)
        _unplaced(reading, AreaLevel.NEIGHBOURHOOD)
        st.caption("Neighbourhoods are approximate catchments.")

    def by_sector() -> None:
        tabling.table(tables.sector_states(reading), f"{one.id}-unconnected-by-sector", reading)

    parts = {"By place": by_place, "By neighbourhood": by_neighbourhood, "By sector": by_sector}
    tabbed(parts, "areas")


def lists(reading: Reading) -> None:
    """Every organisation of the three groups, with its download."""
    parts = {
        standing.label: partial(_list, reading, standing, rows)
        for standing, rows in groups(reading).items()
    }
    tabbed(parts, "lists")


def _list(reading: Reading, standing: Standing, rows: Sequence[Organisation]) -> None:
    if rows:
        st.caption(counted(len(rows), "organisation", "organisations"))
        frame = tables.organisations(reading, rows)
        tabling.table(frame, f"{reading.dataset.id}-{standing.value}", reading)
    else:
        st.markdown("None of the organisations shown.")


def picture(reading: Reading) -> None:
    """The map of what the filters leave, with the panel."""
    left, right = st.columns([3, 1])
    with left:
        frames.draw_map(reading)
        shell.unlocated(reading)
    with right:
        panel.show(reading)


def _unplaced(reading: Reading, level: AreaLevel) -> None:
    missing = sum(getattr(one, level.value) is None for one in reading.inside)
    if missing:
        st.caption(
            f"{missing:,} of {len(reading.inside):,} organisations have no known {level.value} "
            "and are in no row."
        )
