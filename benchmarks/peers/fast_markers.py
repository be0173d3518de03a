"""``FastMarkerCluster``: the points as one list, clustered in the browser."""

import folium
import streamlit as st
from folium.plugins import FastMarkerCluster
from streamlit_folium import st_folium

from benchmarks.peers.points import filtered

found = filtered()
drawn = folium.Map(location=[53.45, -1.35], zoom_start=10, tiles=None)
points = found[["latitude", "longitude"]].to_numpy().tolist()
FastMarkerCluster(points).add_to(drawn)  # type: ignore[no-untyped-call]
st_folium(drawn, height=600, use_container_width=True, returned_objects=[])
st.write("Ready")
