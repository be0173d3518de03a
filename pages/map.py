"""Map: places, neighbourhoods, organisations; click to select, search to fly."""

import streamlit as st

from joinedup.ui import frames, panel, shell, tabling

reading = shell.page("Map", picture="map")
if not reading.shown:
    shell.empty(reading)
left, right = st.columns([3, 1])
with left:
    frames.draw_map(reading)
    shell.unlocated(reading)
with right:
    panel.show(reading)
tabling.organisations(reading)
