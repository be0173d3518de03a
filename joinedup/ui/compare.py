"""Compare: two days or two versions side by side, in a picture, figures and tables."""

from functools import partial

import streamlit as st

from joinedup.render import compare
from joinedup.render.escaping import escape
from joinedup.render.nouns import counted
from joinedup.services import Difference, Part, Reading
from joinedup.ui import frames, panel, tabling, worked_out
from joinedup.ui.folding import folded


def picture(reading: Reading, found: Difference) -> None:
    """The map or the network of both sides, and what is selected in it."""
    kind = reading.state.picture
    left, right = st.columns([3, 1])
    with left:
        frames.draw_compared(kind, found, compare.summary(found))
        _off_the_map(kind, found)
    with right:
        gone = str(st.session_state.get("selected") or "")
        if gone in found.gone:
            _one_gone(found, gone)
        else:
            panel.show(reading)


def _off_the_map(kind: str, found: Difference) -> None:
    """How many of those that changed stand nowhere on the map."""
    if kind != "map":
        return
    both = (found.before.dataset.organisation_by_id, found.after.dataset.organisation_by_id)
    changed = {*found.new, *found.gone, *found.connected, *found.unconnected, *found.learned}
    places = [(both[1].get(one) or both[0][one]).point for one in changed]
    if missing := places.count(None):
        st.caption(
            f"{missing:,} of the {len(changed):,} that changed have no address on record and are "
            "not on the map. The tables have them."
        )


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
    name = f"{reading.dataset.id}-compare"
    st.html('<h2 class="ju-section">Both sides in figures</h2>')
    st.html(compare.figures_table(found))
    st.html('<h2 class="ju-section">Connection before and now</h2>')
    st.html(compare.moves_table(found))
    moved = compare.moves_frame(found)
    organisations = compare.organisations_frame(found)
    links = compare.links_frame(found)
    for label, key, frame in (
        (f"Connection: {counted(len(moved), 'change', 'changes')}", "states", moved),
        (
            f"Organisations: {counted(len(organisations), 'change', 'changes')}",
            "who",
            organisations,
        ),
        (f"Seats and ties: {counted(len(links), 'change', 'changes')}", "links", links),
    ):
        folded(label, f"compare-{key}", partial(tabling.table, frame, f"{name}-{key}", reading))
    pairs = len(found.pairs.new) + len(found.pairs.lost)
    folded(
        f"Pairs of partners: {counted(pairs, 'change', 'changes')}",
        "compare-pairs",
        lambda: tabling.table(compare.pairs_frame(found), f"{name}-pairs", reading),
    )
    folded(
        "Every measure before and now", "compare-measures", lambda: _measures(reading, found, name)
    )


def _measures(reading: Reading, found: Difference, name: str) -> None:
    def ask() -> tuple[tuple[Part, ...], tuple[Part, ...]] | None:
        before, after = worked_out.parts(found.before), worked_out.parts(found.after)
        return (before, after) if before is not None and after is not None else None

    def draw(both: tuple[tuple[Part, ...], tuple[Part, ...]]) -> None:
        st.caption(
            "By the ties within each part; only known organisations are measured, and those "
            "without a tie count. Filters on place, sector and connection do not narrow it. An "
            "empty cell is not defined, or the part is in one of the two records only."
        )
        tabling.table(compare.measures_frame(*both), f"{name}-measures", reading)

    worked_out.show(ask, draw)
