"""Compare: two days or two versions side by side, in a picture, figures and tables."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import pandas as pd
import streamlit as st

from joinedup.render import compare
from joinedup.render.escaping import escape
from joinedup.render.nouns import counted
from joinedup.services import Difference, Part, Reading
from joinedup.ui import frames, headings, panel, state, tabling, worked_out
from joinedup.ui.folding import folded

FIGURES, MOVES = compare.FIGURES, compare.MOVES
EVERY_MEASURE = "Every measure before and now"
MEASURES_WORDS = (
    "By the ties within each part; only known organisations are measured, and those "
    "without a tie count. Filters on place, sector and connection do not narrow it. An "
    "empty cell is not defined, or the part is in one of the two records only."
)


def picture(reading: Reading, found: Difference) -> None:
    """The map or the network of both sides, and what is selected in it."""
    kind = reading.state.picture
    left, right = st.columns([3, 1])
    with left:
        frames.draw_compared(kind, found, compare.summary(found))
        if words := off_the_map(kind, found, tables=not state.is_presented()):
            st.caption(words)
    with right:
        gone = str(st.session_state.get("selected") or "")
        if gone in found.gone:
            _one_gone(found, gone)
        else:
            panel.show(reading)


def off_the_map(kind: str, found: Difference, *, tables: bool = True) -> str:
    """How many of those that changed stand nowhere on the map; empty for none.

    Args:
        kind: ``map`` or ``network``.
        found: The comparison.
        tables: Whether tables that have them all stand beside the picture.
    """
    if kind != "map":
        return ""
    both = (found.before.dataset.organisation_by_id, found.after.dataset.organisation_by_id)
    changed = {*found.new, *found.gone, *found.connected, *found.unconnected, *found.learned}
    places = [(both[1].get(one) or both[0][one]).point for one in changed]
    missing = places.count(None)
    if not missing:
        return ""
    said = (
        f"{missing:,} of the {len(changed):,} that changed have no address on record and are "
        "not on the map."
    )
    return f"{said} The tables have them." if tables else said


def _one_gone(found: Difference, key: str) -> None:
    one = found.before.dataset.organisation_by_id[key]
    into = [other for one in found.merged if key in one.old for other in one.new]
    names = found.after.dataset.organisation_by_id
    said = f"Merged into {names[into[0]].name}" if into else "Gone: only the earlier record has it"
    before = found.before.found[key].state.label
    with st.container(key="panel"):
        st.html(
            f'<h2 class="ju-one">{escape(one.name)}</h2><p>{escape(one.sector.label)}</p>'
            f'<p class="ju-next">{escape(said)}. Before: {escape(before.lower())}.</p>'
        )


def tables(reading: Reading, found: Difference) -> None:
    """Everything that is different, in tables that are folded away, each with its download."""
    # Presented, the picture has the window to itself; this is found further down.
    with st.container(key="compare-tables"):
        headings.section(FIGURES)
        st.html(compare.figures_table(found))
        headings.section(MOVES)
        st.html(compare.moves_table(found))
        if not state.is_presented():
            _folded(reading, found)


def _folded(reading: Reading, found: Difference) -> None:
    name = f"{reading.dataset.id}-compare"
    for one in listed(found):
        draw = partial(_table, one, f"{name}-{one.key}", reading)
        folded(one.label, f"compare-{one.key}", draw)
    folded(EVERY_MEASURE, "compare-measures", lambda: _measures(reading, found, name))


def _table(one: "Listed", name: str, reading: Reading) -> None:
    tabling.table(one.frame(), name, reading)


class Listed(NamedTuple):
    """A table of what is different: its label, its key, and how it is made."""

    label: str
    key: str
    frame: Callable[[], "pd.DataFrame"]


def listed(found: Difference) -> list[Listed]:
    """The tables of what is different, with how many changes each has."""
    moved = compare.moves_frame(found)
    organisations = compare.organisations_frame(found)
    links = compare.links_frame(found)
    programmes = compare.programmes_frame(found)
    pairs = len(found.pairs.new) + len(found.pairs.lost)
    return [
        Listed(_label("Connection", len(moved)), "states", lambda: moved),
        Listed(_label("Organisations", len(organisations)), "who", lambda: organisations),
        Listed(_label("Seats and ties", len(links)), "links", lambda: links),
        Listed(_label("Programmes", len(found.programmes)), "programmes", lambda: programmes),
        # The longest, which is made only for whoever asks.
        Listed(_label("Pairs of partners", pairs), "pairs", lambda: compare.pairs_frame(found)),
    ]


def _label(what: str, changes: int) -> str:
    return f"{what}: {counted(changes, 'change', 'changes')}"


def measures_of(found: Difference) -> tuple[tuple[Part, ...], tuple[Part, ...]] | None:
    """The measures of both sides; None until they are there."""
    before, after = worked_out.parts(found.before), worked_out.parts(found.after)
    return (before, after) if before is not None and after is not None else None


def _measures(reading: Reading, found: Difference, name: str) -> None:
    def draw(both: tuple[tuple[Part, ...], tuple[Part, ...]]) -> None:
        st.caption(MEASURES_WORDS)
        tabling.table(compare.measures_frame(*both), f"{name}-measures", reading)

    worked_out.show(partial(measures_of, found), draw)
