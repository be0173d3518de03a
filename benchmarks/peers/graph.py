"""The whole graph that every peer draws: organisations where ours stand, and their lines."""

import json
import os
from pathlib import Path
from typing import Any

import streamlit as st


@st.cache_data(max_entries=1)
def graph() -> dict[str, Any]:
    """``names``, ``colours`` (``#rrggbb``), ``spots`` (x right, y up) and ``lines`` (indices)."""
    read: dict[str, Any] = json.loads(Path(os.environ["BENCH_GRAPH"]).read_text(encoding="utf-8"))
    return read
