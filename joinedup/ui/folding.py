"""Parts of a page that are neither made nor sent until somebody asks for them."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

Row = TypeVar("Row")


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


def in_turns(rows: Sequence[Row], draw: Callable[[Row], None], key: str, *, most: int) -> None:
    """The first of a long list, and a button that draws as many more.

    Args:
        rows: The whole list.
        draw: Draws one of them.
        key: Unique on the page: how many are shown is kept by it.
        most: So many at a time.
    """
    held = f"_turns-{key}"
    shown = int(st.session_state.get(held, most))
    for row in rows[:shown]:
        draw(row)
    if len(rows) > shown:
        st.button(
            f"Show {min(most, len(rows) - shown):,} more of {len(rows):,}",
            key=f"more-{key}",
            on_click=lambda: st.session_state.__setitem__(held, shown + most),
        )
