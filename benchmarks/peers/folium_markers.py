"""Plain folium: one ``CircleMarker`` a point, drawn by ``st_folium``."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers.points import filtered

found = filtered()
points = zip(found["latitude"], found["longitude"], found["name"], strict=True)
drawn = folium.Map(location=[53.45, -1.35], zoom_start=10, tiles=None, prefer_canvas=True)
for latitude, longitude, name in points:
    folium.CircleMarker([latitude, longitude], radius=4, tooltip=name).add_to(drawn)
st_folium(drawn, height=600, use_container_width=True, returned_objects=[])
st.write("Ready")
