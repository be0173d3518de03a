"""The line above every page that says which version is on screen, where that matters."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from joinedup.render.escaping import escape_markdown
from joinedup.ui import cache, state, versions


def show() -> None:
    """Above every page: that an older version is on screen, or that a newer one is there."""
    dataset = state.current_dataset()
    if not state.pinned_version():
        _watch(dataset.id, dataset.version)
    elif cache.newer(dataset.id, dataset.version):
        with _line_box():
            st.markdown(
                ":material/history: You are looking at an older version of "
                f"{escape_markdown(dataset.name)}: {escape_markdown(versions.name(dataset))}.",
                width="content",
            )
            st.button("Show the newest", on_click=state.show_newest, args=(dataset.id,))


@st.fragment(run_every=5)
def _watch(dataset_id: str, version: str) -> None:
    """Look for a newer version now and then; say so, and change nothing on screen."""
    newer = cache.newer(dataset_id, version)
    if not newer:
        return
    with _line_box():
        if newer in state.unread():
            shown = versions.name(cache.dataset(dataset_id, version))
            st.markdown(
                ":material/warning: The newest version cannot be read. What is on screen is "
                f"{escape_markdown(shown)}.",
                width="content",
            )
            return
        st.markdown(
            ":material/update: There is a new version of this footprint. What is on screen is "
            "still the one before.",
            width="content",
        )
        if st.button("Reload", on_click=state.show_newest, args=(dataset_id,)):
            st.rerun()


def _line_box() -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", key="version-line")
