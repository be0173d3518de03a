"""``st.pydeck_chart`` with a line layer and a scatterplot layer, as on a map near 0, 0."""

import pandas as pd
import pydeck
import streamlit as st

from benchmarks.peers.graph import graph

#: Degrees a unit of the drawing, so that all of it lies where Mercator is nearly flat.
_DEGREES = 1 / 1000

if st.toggle("Whole graph"):
    found = graph()
    spots = [(x * _DEGREES, y * _DEGREES) for x, y in found["spots"]]
    colours = [[int(one[k : k + 2], 16) for k in (1, 3, 5)] for one in found["colours"]]
    nodes = pd.DataFrame({"name": found["names"], "at": spots, "colour": colours})
    lines = pd.DataFrame(
        {
            "from": [spots[one] for one, _ in found["lines"]],
            "to": [spots[other] for _, other in found["lines"]],
        }
    )
    line_layer = pydeck.Layer(
        "LineLayer",
        lines,
        get_source_position="from",
        get_target_position="to",
        get_color=[118, 134, 146, 60],
        get_width=1,
    )
    node_layer = pydeck.Layer(
        "ScatterplotLayer",
        nodes,
        get_position="at",
        get_fill_color="colour",
        radius_min_pixels=3,
        pickable=True,
    )
    view = pydeck.ViewState(longitude=0.8, latitude=0.45, zoom=8)
    deck = pydeck.Deck([line_layer, node_layer], initial_view_state=view, map_style=None)
    st.pydeck_chart(deck, height=600)
st.write("Ready")
