"""``st.pydeck_chart`` with one scatterplot layer, no base map."""

import pydeck
import streamlit as st

from benchmarks.peers.points import filtered

layer = pydeck.Layer(
    "ScatterplotLayer",
    filtered(),
    get_position=["longitude", "latitude"],
    get_radius=60,
    radius_min_pixels=3,
    get_fill_color=[0, 94, 184],
    pickable=True,
)
view = pydeck.ViewState(latitude=53.45, longitude=-1.35, zoom=9)
tooltip = {"text": "{name}"}
deck = pydeck.Deck([layer], initial_view_state=view, map_style=None, tooltip=tooltip)
st.pydeck_chart(deck, height=600)
st.write("Ready")
