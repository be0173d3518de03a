"""The floor: a page with nothing on it but a line, and one box."""

import streamlit as st

st.multiselect("Sector", ["General practice"])
st.write("Ready")
