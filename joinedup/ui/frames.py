"""The map and network frames: streamlit-folium, its clicks, and what a click on them selects."""

from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from joinedup.render.escaping import escape
from joinedup.render.leaflet import Picture, base_map
from joinedup.render.picture import map_picture, network_picture
from joinedup.render.sentence import around_one, sentence
from joinedup.services import Reading, drawn_in_network, scope_of
from joinedup.ui import cache, server, state

#: Frame height in CSS pixels where the style sheet does not set it by the window's height.
_HEIGHT = 640


def is_dark() -> bool:
    """Whether this reader's page is in its dark theme."""
    return st.context.theme.type == "dark"


def draw_map(reading: Reading) -> None:
    """The map of a view; a click selects and reruns, panning does not."""
    sizes = cache.sizes(reading.dataset, scope_of(reading.state), reading.state.size)
    _draw("map", reading, map_picture(reading, sizes, dark=is_dark()))


def draw_network(reading: Reading) -> None:
    """The network of a view; a click selects and reruns, panning does not."""
    one, view = reading.dataset, reading.state
    sizes = cache.sizes(one, scope_of(view), view.size)
    picture = network_picture(reading, sizes, server.edges_url(view), dark=is_dark())
    _draw("network", reading, picture)


def drawn(reading: Reading) -> Reading:
    """What of a reading the network draws, so that table and picture hold the same rows."""
    return drawn_in_network(reading)


def network_subject(reading: Reading) -> tuple[str, str] | None:
    """The sentence where the network is drawn around one organisation only."""
    return around_one(reading)


def _draw(kind: str, reading: Reading, picture: dict[str, Any]) -> None:
    one = reading.dataset
    key = f"{kind}-{one.id}-{one.version}"
    with st.container(key=f"picture-{kind}"):
        st_folium(
            base_map(kind, server.data_url(one), server.assets_version()),
            key=key,
            height=_HEIGHT,
            use_container_width=True,
            # Nothing is returned but what our own drawing sends: the id that was clicked.
            returned_objects=[],
            feature_group_to_add=Picture(picture),
            on_change=_take_click,
        )
    st.html(f'<p class="ju-visually-hidden">{_alternative(kind, reading)}</p>')


def _take_click() -> None:
    """Move what a frame sent into the hidden selection widget."""
    for key, value in st.session_state.items():
        if isinstance(key, str) and key.startswith(("map-", "network-")) and value:
            clicked = value.get("selected") if isinstance(value, dict) else None
            if isinstance(clicked, str) and value.get("pick") != st.session_state.get("_pick"):
                st.session_state["_pick"] = value.get("pick")
                state.select(clicked[:200])


def _alternative(kind: str, reading: Reading) -> str:
    return escape(f"{kind.capitalize()}: {sentence(reading)}")
