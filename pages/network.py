"""Network: blocks, or partnerships as hubs with their members, or organisations alone."""

import streamlit as st

from joinedup.ui import fragility, frames, measures, panel, shell, tabling

reading = shell.page("Network", picture="network", subject=frames.network_subject)
if not reading.shown:
    shell.empty(reading)
grouped = frames.draws_blocks(reading)
# Blocks take the whole width until something is selected; the frame keeps its place.
alone = grouped and not reading.state.selected
left, right = st.columns([1000 if alone else 3, 1], gap=None if alone else "small")
with left:
    frames.draw_network(reading)
if not alone:
    with right:
        panel.show(reading)
drawn = frames.drawn(reading)
if grouped:
    tabling.blocks(reading, frames.blocks_of(reading))
tabling.organisations(drawn)
tabling.partnerships(drawn)
measures.section(reading)
fragility.section(reading)
