"""Parts of a page that are folded away: neither made nor sent until somebody opens them."""

from collections.abc import Callable, Mapping

import streamlit as st


def folded(label: str, key: str, draw: Callable[[], None]) -> None:
    """A part that stands closed on its page; opening it runs the page again, and draws it.

    Args:
        label: What stands on it, as Markdown.
        key: Unique on the page, and the same in every run: whether it is open is kept by it.
        draw: Draws what is in it.
    """
    box = st.expander(label, key=f"fold-{key}", on_change="rerun")
    if box.open:
        with box:
            draw()


def tabbed(parts: Mapping[str, Callable[[], None]], key: str) -> None:
    """Tabs of which only the open one is drawn.

    Args:
        parts: What each tab draws, by its label; the labels must not change between runs.
        key: Unique on the page.
    """
    tabs = st.tabs(list(parts), key=f"tabs-{key}", on_change="rerun")
    for tab, draw in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()
