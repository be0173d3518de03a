"""The map and network frames: streamlit-folium, its clicks, and what a click on them selects."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from joinedup.errors import MeasureError
from joinedup.network.groups import Group, GroupKind, find
from joinedup.render.blocks import Blocks, blocks, group_name
from joinedup.render.compare_picture import drawn_reading, overlaid
from joinedup.render.confirming import with_old_lines
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.leaflet import Picture, base_map
from joinedup.render.picture import blocks_picture, map_picture, network_picture
from joinedup.render.sentence import around_one, sentence, spoken_date, what
from joinedup.services import Difference, Reading, drawn_in_network, scope_of
from joinedup.ui import cache, fragility, server, state, worked_out
from joinedup.views import DRAWINGS, GROUPED

#: Frame height in CSS pixels where the style sheet does not set it by the window's height.
_HEIGHT = 640
#: What a frame puts before the id of a group that was clicked; no organisation's id has brackets.
_OPEN = "(open)"
_SIZES_COME = (
    "All marks have one size for now: their sizes are being worked out, and the picture takes "
    "them on by itself."
)


def draw_map(reading: Reading) -> None:
    """The map of a view; a click selects and reruns, panning does not."""
    sizes, sized, below = _sizes(reading)
    picture = map_picture(sized, sizes, dark=state.is_dark())
    picture, said = fragility.marked(reading, picture)
    _draw("map", reading, picture)
    below()
    said()


def draw_network(reading: Reading) -> None:
    """The network of a view; a click selects, or opens a block, and reruns; panning does not."""
    view = reading.state
    # There in every run, so that the frame below it is never mounted anew.
    above = st.container()
    if draws_blocks(reading):
        _draw("network", reading, blocks_picture(reading, blocks_of(reading), dark=state.is_dark()))
        if view.mark != "none":
            st.caption("Marks show where organisations are drawn one by one: click a group.")
        return
    with above:
        _way_back(reading)
    opened = _opened(reading)
    sizes, sized, below = _sizes(opened)
    picture = network_picture(sized, sizes, server.edges_url(view), dark=state.is_dark())
    picture, said = fragility.marked(reading, picture)
    _draw("network", opened, picture)
    below()
    said()


def _sizes(reading: Reading) -> tuple[Mapping[str, float], Reading, Callable[[], None]]:
    """The sizes of a view's marks, the view, and what is to be drawn below the picture.

    While there are no sizes, and where there can be none, it is the view with one size for all.
    """
    view = reading.state
    ask = partial(cache.sizes, reading.dataset, scope_of(view), view.size)
    try:
        sizes = ask()
    except MeasureError as error:
        below = partial(_without_sizes, error)
    else:
        if sizes is not None:
            return sizes, reading, lambda: None
        below = partial(worked_out.comes_by_itself, ask, _SIZES_COME)
    return {}, replace(reading, state=replace(view, size="same")), below


def _without_sizes(error: MeasureError) -> None:
    st.caption(f"All marks have one size. {escape_markdown(error.what)}. {error.hint}")


def draws_blocks(reading: Reading) -> bool:
    """Whether the network draws groups for a view, not organisations."""
    return reading.state.drawing in GROUPED


def blocks_of(reading: Reading) -> Blocks:
    """The blocks that the network draws for a view of groups."""
    one, scope = reading.dataset, scope_of(reading.state)
    groups = cache.groups(one, scope, reading.state.drawing)
    return blocks(drawn(reading), groups, cache.pairs_of(one, scope))


def drawn(reading: Reading) -> Reading:
    """What of a reading the network draws, so that table and picture hold the same rows."""
    return drawn_in_network(_opened(reading))


def network_subject(reading: Reading) -> tuple[str, str] | None:
    """The sentence where the network is drawn around one organisation, or of one group only."""
    around = around_one(reading)
    group, groups = _group(reading)
    if around or not group:
        return around
    first = f"{group_name(reading, groups, group)} · {spoken_date(reading.state.day)}"
    return first, what(_opened(reading))


def _group(reading: Reading) -> tuple[Group | None, tuple[Group, ...]]:
    """The group that the view is opened to, and all that it is one of."""
    view = reading.state
    if not view.within:
        return None, ()
    drawing = "blocks" if view.within.startswith(GroupKind.BLOCK) else "communities"
    groups = cache.groups(reading.dataset, scope_of(view), drawing)
    return find(groups, view.within), groups


def _opened(reading: Reading) -> Reading:
    """The reading with only the organisations of the group that it is opened to."""
    group, _ = _group(reading)
    if not group:
        return reading
    members = frozenset(group.members)
    return replace(
        reading,
        shown=tuple(one for one in reading.shown if one.id in members),
        considered=tuple(one for one in reading.considered if one.id in members),
    )


def _way_back(reading: Reading) -> None:
    """A button to the groups, where the view comes from one or its footprint opens in them."""
    view, first = reading.state, state.first_drawing()
    if view.within and not _group(reading)[0]:
        st.warning(
            "The link opens a group that is not there in this footprint or on this date. "
            "All organisations are shown instead.",
            icon=":material/link_off:",
        )
    communal = view.within and not view.within.startswith(GroupKind.BLOCK)
    if view.within or first in GROUPED:
        target = "communities" if communal else "blocks"
        st.button(
            f"Back to {DRAWINGS[target].lower()}",
            icon=":material/arrow_back:",
            key="way-back",
            on_click=state.leave_group,
            args=(target,),
        )


def draw_compared(kind: str, found: Difference, said: str) -> None:
    """A comparison in a picture: both sides at the same spots.

    Args:
        kind: ``map`` or ``network``.
        found: The comparison.
        said: The same in words, for those who do not see the picture.
    """
    old, drawn = found.before.dataset, found.after.dataset
    if old.version != drawn.version:
        drawn = cache.union(drawn.id, drawn.version, old.version).drawn
    reading = drawn_reading(found, drawn)
    if kind == "map":
        picture = map_picture(reading, {}, dark=state.is_dark())
    else:
        edges_url = server.edges_url(reading.state)
        picture = network_picture(reading, {}, edges_url, dark=state.is_dark())
    _draw(kind, reading, overlaid(picture, found, drawn), said=said)


def _draw(kind: str, reading: Reading, picture: dict[str, Any], *, said: str = "") -> None:
    one = reading.dataset
    key = f"{kind}-{one.id}-{one.version}"
    picture = with_old_lines(picture, one, cache.confirmed(one, scope_of(reading.state)))
    with st.container(key=f"picture-{kind}"):
        st_folium(
            base_map(kind, server.data_url(one), server.assets_version()),
            key=key,
            height=_HEIGHT,
            use_container_width=True,
            # Nothing is returned but what our own drawing sends: the id that was clicked.
            returned_objects=[],
            # The map's own page is never shown: its parts are rendered for the frame.
            render=False,
            feature_group_to_add=Picture(picture),
            on_change=_take_click,
        )
    st.html(f'<p class="ju-visually-hidden">{_alternative(kind, said or sentence(reading))}</p>')


def _take_click() -> None:
    """Move what a frame sent into the hidden selection widget."""
    for key, value in st.session_state.items():
        if isinstance(key, str) and key.startswith(("map-", "network-")) and value:
            clicked = value.get("selected") if isinstance(value, dict) else None
            if isinstance(clicked, str) and value.get("pick") != st.session_state.get("_pick"):
                st.session_state["_pick"] = value.get("pick")
                if clicked.startswith(_OPEN):
                    state.open_group(clicked.removeprefix(_OPEN)[:240])
                else:
                    state.select(clicked[:200])


def _alternative(kind: str, said: str) -> str:
    return escape(f"{kind.capitalize()}: {said}")
