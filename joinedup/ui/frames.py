"""The map and network frames: streamlit-folium, its clicks, and what a click on them selects."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

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
    picture, said = fragility.marked(reading, map_of(sized, sizes, dark=state.is_dark()))
    _draw("map", reading, picture)
    below()
    said()


def draw_network(reading: Reading) -> None:
    """The network of a view; a click selects, or opens a block, and reruns; panning does not."""
    view = reading.state
    # There in every run, so that the frame below it is never mounted anew.
    above = st.container()
    if draws_blocks(reading):
        _draw("network", reading, groups_of(reading, dark=state.is_dark()))
        if view.mark != "none":
            st.caption("Marks show where organisations are drawn one by one: click a group.")
        return
    with above:
        _way_back(reading)
    shown = opened(reading)
    sizes, sized, below = _sizes(shown)
    picture, said = fragility.marked(reading, network_of(sized, sizes, dark=state.is_dark()))
    _draw("network", shown, picture)
    below()
    said()


def map_of(reading: Reading, sizes: Mapping[str, float], *, dark: bool) -> dict[str, Any]:
    """What the map of a view draws, without what the view wants marked."""
    return _dated(reading, map_picture(reading, sizes, dark=dark))


def network_of(reading: Reading, sizes: Mapping[str, float], *, dark: bool) -> dict[str, Any]:
    """What the network of a view (:func:`opened`) draws one by one, without what is marked."""
    edges_url = server.edges_url(reading.state)
    return _dated(reading, network_picture(reading, sizes, edges_url, dark=dark))


def groups_of(reading: Reading, *, dark: bool) -> dict[str, Any]:
    """What the network of a view draws of groups."""
    return blocks_picture(reading, blocks_of(reading), dark=dark)


def compared_of(kind: str, found: Difference, *, dark: bool) -> tuple[Reading, dict[str, Any]]:
    """The view that a comparison is drawn of, and what is drawn: both sides at the same spots."""
    old, drawn = found.before.dataset, found.after.dataset
    if old.version != drawn.version:
        drawn = cache.union(drawn.id, drawn.version, old.version).drawn
    reading = drawn_reading(found, drawn)
    picture_of = map_of if kind == "map" else network_of
    return reading, overlaid(picture_of(reading, {}, dark=dark), found, drawn)


def _dated(reading: Reading, picture: dict[str, Any]) -> dict[str, Any]:
    """A picture with what is old in it, as nobody has confirmed it for long."""
    one = reading.dataset
    return with_old_lines(picture, one, cache.confirmed(one, scope_of(reading.state)))


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
    return drawn_in_network(opened(reading))


def network_subject(reading: Reading) -> tuple[str, str] | None:
    """The sentence where the network is drawn around one organisation, or of one group only."""
    around = around_one(reading)
    group, groups = _group(reading)
    if around or not group:
        return around
    first = f"{group_name(reading, groups, group)} · {spoken_date(reading.state.day)}"
    return first, what(opened(reading))


def _group(reading: Reading) -> tuple[Group | None, tuple[Group, ...]]:
    """The group that the view is opened to, and all that it is one of."""
    view = reading.state
    if not view.within:
        return None, ()
    drawing = "blocks" if view.within.startswith(GroupKind.BLOCK) else "communities"
    groups = cache.groups(reading.dataset, scope_of(view), drawing)
    return find(groups, view.within), groups


def opened(reading: Reading) -> Reading:
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
    reading, picture = compared_of(kind, found, dark=state.is_dark())
    _draw(kind, reading, picture, said=said)


def _draw(kind: str, reading: Reading, picture: dict[str, Any], *, said: str = "") -> None:
    # Here, as it registers its frame with the server when it is first imported, and only if a page
    # does so: documents import this module too, and may be asked for before any page.
    from streamlit_folium import st_folium

    one = reading.dataset
    key = f"{kind}-{one.id}-{one.version}"
    # The map draws few lines, and tells by keyboard of how many partners everybody has.
    picture = {"edges_url": server.edges_url(reading.state), **picture}
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
