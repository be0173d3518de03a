"""The frame around every page: its settings, the menu at the top, filters, styles."""

from pathlib import Path
from typing import Any

import streamlit as st

from joinedup.render.palette import page_colours
from joinedup.ui import embedding, filters, foot, opened_view, shell, state, tour, version_line
from joinedup.ui.menu import HEADINGS, PAGES, UNFILTERED

_STATIC = Path(__file__).parents[1] / "render" / "static"


def run() -> None:
    """Run the page that the address asks for, inside the frame."""
    st.set_page_config(
        page_icon=str(_STATIC / "icon.svg"),
        layout="wide",
        initial_sidebar_state="auto",
    )
    st.logo(str(_STATIC / "logo.svg"), size="large", icon_image=str(_STATIC / "icon.svg"))
    menu: dict[str, list[Any]] = {}
    for path, title, url, icon in PAGES:
        one = st.Page(path, title=title, url_path=url or None, icon=icon, default=not url)
        menu.setdefault(HEADINGS.get(url, ""), []).append(one)
    chosen = st.navigation(menu, position="top")
    # Custom properties of Streamlit's theme do not reach st.html: set ours for this reader. With
    # them comes the heading of the menu that page.js marks.
    under = f'--ju-under: "{HEADINGS.get(chosen.url_path, "")}"'
    st.html(f"<style>:root {{ {page_colours(dark=state.is_dark())}; {under} }}</style>")
    shell.title(chosen.title)
    embedding.begin()
    state.begin_run()
    opened_view.begin()
    state.begin_page(chosen.url_path)
    filters.sidebar(chosen.url_path, filters=chosen.url_path not in UNFILTERED)
    shell.no_page(chosen.url_path)
    shell.notices()
    version_line.show()
    named = st.container()
    if embedding.is_bare():
        embedding.run(chosen)
    else:
        tour.show(chosen.url_path)
        chosen.run()
        foot.show(chosen.url_path)
    opened_view.end(named)
