"""The page Stakeholders: the grid, whom to ask first, the table, who has not been placed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from joinedup import services
from joinedup.errors import StoreError
from joinedup.model import Dataset, Organisation
from joinedup.render import stakeholder_grid as drawing
from joinedup.render import stakeholders as render
from joinedup.render.escaping import escape
from joinedup.render.nouns import counted
from joinedup.render.sentence import where
from joinedup.render.stakeholder_marks import FLAGS, Point, key_of
from joinedup.services import Flag, Reading, Stakeholder, Stakeholders, programme_of
from joinedup.ui import (
    choosing,
    headings,
    panel,
    permission,
    ratings,
    stakeholders_form,
    stakeholders_grid,
    stakeholders_said,
    state,
    tabling,
)
from joinedup.ui import unconnected as waiting_list
from joinedup.ui.folding import folded
from joinedup.ui.writing import say
from joinedup.views import ViewState

#: So many points are drawn: more cannot be told apart.
MOST_DRAWN = 40
_MOST_NEXT = 12
_MOST_FLAGGED = 6
WHOLE = "The whole footprint"
FIRST = "Low power, unconnected, high need: ask them first"
FLAGGED = {
    Flag.ASK_FIRST: "No partnership on record: ask first",
    Flag.FIND_OUT: "Partnerships unknown: find out first",
}
ASK_ADVICE = "Choose one, then see whom it could be introduced to."
_INTRODUCE = ":material/handshake:"
HOW_TO_MOVE = (
    "Drag a point, or choose one with Tab and move it with the arrow keys. What you save is your "
    "own opinion; the point then stands at the middle of all."
)


# --- what there is -------------------------------------------------------------------


def subject(reading: Reading) -> tuple[str, str] | None:
    """What the page is about, and what is to be said of it first; None where nobody is shown."""
    return halves(reading) if reading.shown else None


def halves(reading: Reading) -> tuple[str, str]:
    """The two halves of the sentence."""
    programme = reading.dataset.programme_by_id.get(reading.state.programme)
    first = f"{programme.name} · {where(reading)}" if programme else where(reading)
    try:
        found = stakeholders_in(reading)
    except StoreError:
        return first, render.UNREAD
    narrowed = ratings.is_narrowed(reading)
    return first, render.sentence(found, of_programme=programme is not None, narrowed=narrowed)


def stakeholders_in(reading: Reading) -> Stakeholders:
    """The stakeholders of a view.

    Raises:
        StoreError: When the store cannot be read.
    """
    # A run asks three times; what is selected changes nothing.
    view, one = replace(reading.state, selected=""), reading.dataset
    return _found(reading, view, one.version, services.last_assessment(one.id))


@st.cache_resource(max_entries=8, show_spinner=False)
def _found(_reading: Reading, view: ViewState, version: str, last: int) -> Stakeholders:
    dataset = _reading.dataset
    one = programme_of(dataset, view.programme, view.day) if view.programme else None
    said = stakeholders_said.of_subject(_reading)
    if one is None:
        return services.stakeholders_of(_reading, said, None)
    return services.stakeholders_of(_reading, said, frozenset(one.members), one.around)


def points_in(
    reading: Reading, found: Stakeholders, moves: Mapping[str, tuple[int, int]]
) -> list[Point]:
    """What is drawn: the first rows, what is selected, and what was moved and not saved."""
    chosen = reading.state.selected
    rows = list(found.placed[:MOST_DRAWN])
    there = {one.organisation.id for one in rows}
    rows += [
        one
        for one in found.rows
        if one.organisation.id not in there
        and (one.organisation.id in moves or (one.is_placed and one.organisation.id == chosen))
    ]
    points = render.points_of(found, rows, moves, chosen)
    scored = {one.organisation.id for one in found.rows}
    number = len(found.rows)
    for key, scores in moves.items():
        if key not in scored:
            number += 1
            one = reading.dataset.organisation_by_id[key]
            points.append(render.new_point(one, reading.found[key].state, number, scores, chosen))
    return points


# --- the page ------------------------------------------------------------------------


def everything(reading: Reading) -> None:
    """All of the page below its top."""
    if not state.is_presented():
        choosing.programme(reading.dataset, reading.state.programme, WHOLE, state.open_programme)
    try:
        found = stakeholders_in(reading)
    except StoreError as error:
        if not state.store_trouble():
            say(error)
        return
    moves = {} if state.is_presented() else stakeholders_form.moves(reading)
    points = points_in(reading, found, moves)
    if state.is_presented():
        _grid(reading, found, points)
        _ask_first(found)
    else:
        left, right = st.columns([5, 3])
        with left:
            if not points:
                st.info(render.HOW_TO_BEGIN, icon=":material/drag_pan:")
            _grid(reading, found, points)
            _ask_first(found)
        with right:
            stakeholders_form.show(reading, found)
            _selected(reading, found)
        _table(reading, found)
        _next(reading, found)
        folded("What the quarters and the groups mean", "stakeholder-words", _meanings)


def _grid(reading: Reading, found: Stakeholders, points: Sequence[Point]) -> None:
    dark = state.is_dark()
    stakeholders_grid.show(
        drawing.grid(points, title(reading, found), dark=dark),
        key_of(points, dark=dark),
        editable=not (state.is_presented() or permission.refusal()),
        wanted=stakeholders_form.wanted(),
        on_moved=lambda one, power, interest: stakeholders_form.move(reading, one, power, interest),
        on_chosen=lambda one: _chosen(reading.dataset, one),
    )
    drawn = sum(one.id in {row.organisation.id for row in found.placed} for one in points)
    for words in render.aside_words(found, drawn):
        st.caption(words)
    if points and not state.is_presented() and not permission.refusal():
        st.caption(HOW_TO_MOVE)


def _chosen(dataset: Dataset, one: str) -> None:
    if one in dataset.organisation_by_id:
        state.select(one)


def title(reading: Reading, found: Stakeholders) -> str:
    """What the grid shows, in a sentence."""
    first, second = halves(reading)
    return (
        f"Power and interest. {first}: {second}" if found.rows else f"Power and interest. {first}"
    )


# --- what is selected ----------------------------------------------------------------


def _selected(reading: Reading, found: Stakeholders) -> None:
    """The panel, below it what people say, and the ways to map and network."""
    chosen = reading.dataset.organisation_by_id.get(reading.state.selected)
    if chosen:
        stakeholders_said.show(reading, chosen.id, found.of(chosen.id))
        panel.ways(chosen)
        panel.show(reading)


# --- whom to ask first ---------------------------------------------------------------


def _ask_first(found: Stakeholders) -> None:
    """Those whom the grid would let one overlook."""
    if not found.rows:
        return
    headings.section(FIRST)
    st.caption(render.flagged_words(found))
    for flag, heading in FLAGGED.items():
        rows = [one for one in found.flagged if one.flag is flag]
        if not rows:
            continue
        st.html(f'<h3 class="ju-list">{escape(heading)} ({len(rows):,})</h3>')
        for one in rows[:_MOST_FLAGGED]:
            _flagged(one)
        if len(rows) > _MOST_FLAGGED:
            st.caption(f"And {len(rows) - _MOST_FLAGGED:,} more, which the table has.")
    if found.flagged and not state.is_presented():
        st.caption(ASK_ADVICE)
        with st.container(horizontal=True):
            st.page_link("pages/organisation.py", label="Whom to introduce it to", icon=_INTRODUCE)
            st.page_link("pages/introductions.py", label="All introductions", icon=_INTRODUCE)


def _flagged(one: Stakeholder) -> None:
    """Who it is, why it is here, and the way to whom it could be introduced to."""
    key = one.organisation.id
    with st.container(key=f"list-ask-{key.replace(':', '-')}", gap=None):
        panel.name_button(key, one.organisation.name, "ask")
        st.html(
            f'<div class="ju-waiting"><p class="ju-mark ju-{one.state.value}">'
            f"{escape(FLAGS[one.flag])}</p><p>{escape(render.flag_words(one))}</p></div>"
        )


# --- tables --------------------------------------------------------------------------


def _table(reading: Reading, found: Stakeholders) -> None:
    if found.rows:
        folded(
            f"Table: {counted(len(found.rows), 'stakeholder', 'stakeholders')}",
            "stakeholders",
            lambda: tabling.table(
                render.frame(reading, found), f"{reading.dataset.id}-stakeholders", reading
            ),
        )


def next_words(reading: Reading, found: Stakeholders) -> str:
    """How many have not been placed, of how many, and how they are ordered."""
    noun = ("member", "members") if reading.state.programme else ("organisation", "organisations")
    return (
        f"{len(found.unplaced):,} of {counted(len(found.whole), *noun)} not placed yet. Those "
        "without a partnership on record come first, where the need is largest."
    )


def next_to_place(reading: Reading, found: Stakeholders) -> list[Organisation]:
    """Who is to be placed next, in the order of the working list of the unconnected."""
    missing = {one.id: one for one in found.unplaced}
    first = [
        missing.pop(row.organisation.id)
        for row in waiting_list.waiting_in(reading)
        if row.organisation.id in missing
    ]
    return [*first, *missing.values()]


def _next(reading: Reading, found: Stakeholders) -> None:
    if found.unplaced:
        folded(
            f"Not placed yet: {len(found.unplaced):,} of {len(found.whole):,}",
            "stakeholders-next",
            lambda: _names(reading, found),
        )


def _names(reading: Reading, found: Stakeholders) -> None:
    rows = next_to_place(reading, found)
    st.caption(next_words(reading, found))
    with st.container(key="list-next", gap=None):
        for one in rows[:_MOST_NEXT]:
            panel.name_button(one.id, one.name, "next", reading.found[one.id].state.label.lower())
    if len(rows) > _MOST_NEXT:
        st.caption(f"And {len(rows) - _MOST_NEXT:,} more: choose them beside the grid.")


def _meanings() -> None:
    for quarter, words in render.QUARTER_WORDS.items():
        st.markdown(f"**{drawing.QUARTERS[quarter]}**: {words}.")
    for name, meaning in render.GROUPS.values():
        st.markdown(f"**{name}**: {meaning}.")
