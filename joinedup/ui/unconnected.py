"""The unconnected as a list to work from, how far to trust it, and where they are."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from joinedup.model import AreaLevel, Standing
from joinedup.network.connection import count_standings
from joinedup.network.scope import Scope
from joinedup.render import tables, unconnected
from joinedup.render.escaping import escape
from joinedup.render.nouns import counted
from joinedup.services import (
    Asked,
    Reading,
    Voice,
    Waiting,
    area_counts,
    asked,
    read,
    scope_of,
    waiting,
)
from joinedup.ui import (
    cache,
    deciding,
    frames,
    headings,
    introductions,
    panel,
    shell,
    state,
    tabling,
)
from joinedup.ui.folding import folded, tabbed
from joinedup.views import ViewState

#: So many are on the page at first, and so many more each time.
_SHOWN = 10
_KEY = "waiting-shown"
ADVICE = "Choose one to see whom to introduce it to."
CATCHMENTS = "Neighbourhoods are approximate catchments."


def figures(reading: Reading) -> None:
    """How many stand where, each with its denominator; the known ones add up."""
    items = "".join(
        f'<div class="ju-count ju-{kind}"><p class="ju-figure">{count:,}'
        f"<small> of {escape(whole)}</small></p><p>{escape(words)}</p></div>"
        for kind, count, whole, words in cards(reading)
    )
    st.html(f'<div class="ju-counts">{items}</div>')


def cards(reading: Reading) -> list[tuple[str, int, str, str]]:
    """What each count is of: its kind, how many, of what whole, and what it counts."""
    counts = count_standings(reading.found, (one.id for one in reading.whole))
    total = len(reading.whole)
    known = total - counts[Standing.UNKNOWN]
    across = counts[Standing.ACROSS_SECTORS] + counts[Standing.ACROSS_PLACES]
    of_known = f"{known:,} known"
    found = [
        ("none_on_record", counts[Standing.NONE_ON_RECORD], of_known, "No partnership on record"),
        ("own", counts[Standing.OWN_SECTOR], of_known, "Only within their own sector"),
        ("across", across, of_known, "Across sectors"),
        ("hidden", counts[Standing.HIDDEN], of_known, "By none of the partnerships shown"),
        ("unknown", counts[Standing.UNKNOWN], f"{total:,}", "Unknown: nobody has asked"),
    ]
    return [one for one in found if one[1] or one[0] != "hidden"]


def working_list(reading: Reading) -> None:
    """Who is to be connected, need first; the selected one with whom to introduce it to."""
    rows = waiting_in(reading)
    headings.section("Where to begin")
    if not rows:
        st.markdown(unconnected.nobody(reading))
        return
    st.caption(list_words(rows, len(reading.whole)))
    if not state.is_presented():
        st.caption(ADVICE)
    under_way = deciding.under_way(reading)
    shown = int(st.session_state.get(_KEY, _SHOWN))
    for one in _on_page(rows, shown, reading.state.selected):
        _row(reading, one, under_way.get(one.organisation.id, 0))
    if len(rows) > shown and not state.is_presented():
        st.button(
            f"Show {min(_SHOWN, len(rows) - shown)} more of {len(rows):,}",
            key="waiting-more",
            on_click=lambda: st.session_state.update({_KEY: shown + _SHOWN}),
        )
    folded(
        f"Table: all {counted(len(rows), 'organisation', 'organisations')} of the list",
        "waiting",
        lambda: tabling.table(
            unconnected.frame(reading, rows, under_way),
            f"{reading.dataset.id}-unconnected",
            reading,
        ),
    )


def waiting_in(reading: Reading) -> Sequence[Waiting]:
    """The list of a view: that of everybody, in its order, less whom the filters leave out."""
    one, shown = reading.dataset, {item.id for item in reading.inside}
    everybody = _everybody(one.id, one.version, scope_of(reading.state))
    return [row for row in everybody if row.organisation.id in shown]


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=cache.BY_SCOPE)
def _everybody(dataset_id: str, version: str, scope: Scope) -> Sequence[Waiting]:
    one = cache.dataset(dataset_id, version)
    return waiting(read(one, cache.connections(one, scope), _view(dataset_id, scope)))


def _view(dataset_id: str, scope: Scope) -> ViewState:
    """The view of everybody under a scope."""
    return ViewState(
        dataset=dataset_id,
        day=scope.day,
        past=scope.include_past,
        levels=tuple(sorted(scope.levels)),
        kinds=tuple(sorted(scope.kinds)),
    )


def list_words(rows: Sequence[Waiting], total: int) -> str:
    """How many are on the list, of how many in the view, and what it is ordered by."""
    first = sum(one.comes_first for one in rows)
    scored = sum(one.voice is not Voice.NOT_SCORED for one in rows)
    told = (
        f" {first:,} of them {'comes' if first == 1 else 'come'} first: no partnership on record, "
        "a deprived neighbourhood, little influence. Influence is on record for "
        f"{scored:,} of the {len(rows):,}: nobody else can be marked."
        if first
        else ""
    )
    ordered = "The rest is ordered" if first else "Ordered"
    return (
        f"{len(rows):,} of {counted(total, 'organisation', 'organisations')}.{told} {ordered} by "
        "connection, deprivation, how little voice, and patients around. Ask the unknown ones "
        "before anybody calls them unconnected."
    )


def _on_page(rows: Sequence[Waiting], shown: int, selected: str) -> Sequence[Waiting]:
    """The first rows; before them the selected one where it comes later."""
    later = [one for one in rows[shown:] if one.organisation.id == selected]
    return [*later, *rows[:shown]]


def _row(reading: Reading, one: Waiting, under_way: int) -> None:
    key = one.organisation.id
    with st.container(key=f"list-waiting-{key.replace(':', '-')}", gap=None):
        panel.name_button(key, one.organisation.name, "waiting")
        st.html(unconnected.row_html(reading, one, under_way))
    if key == reading.state.selected:
        with st.container(border=True, key="introduce"):
            introductions.section(reading, one.organisation, plain=True)


def coverage(reading: Reading) -> None:
    """How many have answered, by place and by sector, and how fresh the answers are."""
    if state.is_presented():
        return  # tables
    headings.section("Who has answered, and how fresh it is")
    st.caption(coverage_words(reading.state))
    places, sectors = answers(reading)
    name = f"{reading.dataset.id}-answers"

    def by_place() -> None:
        tabling.table(unconnected.asked_frame(places, "Place"), f"{name}-by-place", reading)
        _told(unplaced_words(reading, AreaLevel.PLACE))

    def by_sector() -> None:
        tabling.table(unconnected.asked_frame(sectors, "Sector"), f"{name}-by-sector", reading)

    tabbed({"Answers by place": by_place, "Answers by sector": by_sector}, "answers")


def coverage_words(state: ViewState) -> str:
    """What an answer is."""
    filtered = (
        " Filters on level and kind do not count here." if state.levels or state.kinds else ""
    )
    return (
        "Known are those who were asked or whom a complete list covers; of the others nobody can "
        f"say that they are unconnected. A confirmation is fresh for 18 months.{filtered}"
    )


def answers(reading: Reading) -> tuple[Sequence[Asked], Sequence[Asked]]:
    """Who has answered, by place and by sector."""
    state = reading.state
    return _answers(
        reading.dataset.id,
        reading.dataset.version,
        scope_of(state).widened,
        (state.places, state.neighbourhood, state.sectors),
    )


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=cache.BY_SCOPE)
def _answers(
    dataset_id: str, version: str, scope: Scope, where: tuple[tuple[str, ...], str, tuple[str, ...]]
) -> tuple[Sequence[Asked], Sequence[Asked]]:
    """Who has answered, of the places, the neighbourhood and the sectors that a view has."""
    one = cache.dataset(dataset_id, version)
    places, neighbourhood, sectors = where
    state = replace(
        _view(dataset_id, scope), places=places, neighbourhood=neighbourhood, sectors=sectors
    )
    return asked(read(one, cache.connections(one, scope), state))


def by_area(reading: Reading) -> None:
    """The counts of every place and neighbourhood, with downloads."""
    if state.is_presented():
        return  # tables
    headings.section("How many, by area and sector")
    one = reading.dataset
    names = {area.id: area.name for area in one.areas}

    def by_place() -> None:
        rows = area_counts(reading, AreaLevel.PLACE)
        frame = tables.area_states(rows, names).drop(columns="Place")
        tabling.table(frame, f"{one.id}-unconnected-by-place", reading)
        _told(unplaced_words(reading, AreaLevel.PLACE))

    def by_neighbourhood() -> None:
        rows = area_counts(reading, AreaLevel.NEIGHBOURHOOD)
        frame = tables.area_states(rows, names)
        tabling.table(frame, f"{one.id}-unconnected-by-neighbourhood", reading)
        _told(unplaced_words(reading, AreaLevel.NEIGHBOURHOOD))
        st.caption(CATCHMENTS)

    def by_sector() -> None:
        tabling.table(tables.sector_states(reading), f"{one.id}-unconnected-by-sector", reading)

    parts = {"By place": by_place, "By neighbourhood": by_neighbourhood, "By sector": by_sector}
    tabbed(parts, "areas")


def picture(reading: Reading) -> None:
    """The map of what the filters leave, with the panel."""
    headings.section("Where they are")
    left, right = st.columns([3, 1])
    with left:
        frames.draw_map(reading)
        shell.unlocated(reading)
    with right:
        panel.show(reading)


def _told(words: str) -> None:
    if words:
        st.caption(words)


def unplaced_words(reading: Reading, level: AreaLevel) -> str:
    """How many are in no row of a table of areas; empty for none."""
    # Of the whole, as the tables are: they leave out the filter on connection.
    missing = sum(getattr(one, level.value) is None for one in reading.whole)
    if not missing:
        return ""
    verb = "has" if missing == 1 else "have"
    return (
        f"{missing:,} of {len(reading.whole):,} organisations {verb} no known {level.value} "
        f"and {'is' if missing == 1 else 'are'} in no row."
    )
