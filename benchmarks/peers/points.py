"""The points that every peer draws, and the filter above them."""

import os

import pandas as pd
import streamlit as st


@st.cache_data(max_entries=1)
def points() -> pd.DataFrame:
    """All points: columns ``name``, ``sector``, ``latitude``, ``longitude`` (WGS 84 degrees)."""
    return pd.read_csv(os.environ["BENCH_POINTS"])


def filtered() -> pd.DataFrame:
    """The points of the sectors that are chosen; all where none is."""
    found = points()
    chosen = st.multiselect("Sector", sorted(found["sector"].unique()))
    return found[found["sector"].isin(chosen)] if chosen else found
