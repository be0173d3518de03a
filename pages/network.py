"""Network: partnerships as hubs with their members, or organisations joined by weight."""

import streamlit as st

from joinedup.ui import frames, panel, shell

reading = shell.page("Network", picture="network", subject=frames.network_subject)
if not reading.shown:
    shell.empty(reading)
left, right = st.columns([3, 1])
with left:
    frames.draw_network(reading)
with right:
    panel.show(reading)
drawn = frames.drawn(reading)
shell.organisations_table(drawn)
shell.partnerships_table(drawn)
