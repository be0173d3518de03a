"""``folium.GeoJson`` of points with a tooltip."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers.points import filtered

found = filtered()
points = zip(found["longitude"], found["latitude"], found["name"], strict=True)
features = [
    {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
    }
    for longitude, latitude, name in points
]
drawn = folium.Map(location=[53.45, -1.35], zoom_start=10, tiles=None, prefer_canvas=True)
folium.GeoJson(
    {"type": "FeatureCollection", "features": features},
    marker=folium.CircleMarker(radius=4),
    tooltip=folium.GeoJsonTooltip(["name"]),
).add_to(drawn)
st_folium(drawn, height=600, use_container_width=True, returned_objects=[])
st.write("Ready")
