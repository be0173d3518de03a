"""``st.echarts_chart`` with one graph series, each node at its spot."""

import streamlit as st

from benchmarks.peers.graph import graph

if st.toggle("Whole graph"):
    found = graph()
    nodes = [
        {"id": str(k), "name": name, "x": x, "y": -y, "itemStyle": {"color": colour}}
        for k, (name, (x, y), colour) in enumerate(
            zip(found["names"], found["spots"], found["colours"], strict=True)
        )
    ]
    series = {
        "type": "graph",
        "layout": "none",
        "roam": True,
        "symbolSize": 5,
        "data": nodes,
        "links": [{"source": str(one), "target": str(other)} for one, other in found["lines"]],
        "lineStyle": {"opacity": 0.3, "width": 0.6},
        "large": True,
    }
    st.echarts_chart({"series": [series], "animation": False}, height=600)
st.write("Ready")
