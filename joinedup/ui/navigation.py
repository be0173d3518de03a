"""The frame around every page: its settings, the menu at the top, filters, styles."""

from pathlib import Path
from typing import Any

import streamlit as st

from joinedup.render.palette import page_colours
from joinedup.ui import filters, shell, state, version_line

_STATIC = Path(__file__).parents[1] / "render" / "static"
PAGES = (
    ("pages/overview.py", "Overview", "", ":material/home:"),
    ("pages/map.py", "Map", "map", ":material/map:"),
    ("pages/network.py", "Network", "network", ":material/hub:"),
    ("pages/unconnected.py", "Unconnected", "unconnected", ":material/link_off:"),
    ("pages/introductions.py", "Introductions", "introductions", ":material/handshake:"),
    ("pages/organisation.py", "Organisation", "organisation", ":material/apartment:"),
    ("pages/parity.py", "Parity", "parity", ":material/balance:"),
    ("pages/compare.py", "Compare", "compare", ":material/compare_arrows:"),
    ("pages/what_if.py", "What if", "what_if", ":material/rule:"),
    ("pages/lists.py", "Partner lists", "lists", ":material/upload_file:"),
    ("pages/history.py", "History", "history", ":material/history:"),
    ("pages/about.py", "About", "about", ":material/info:"),
)
#: Under which heading of the menu a page stands; those without one stand in the menu itself.
_HEADINGS = {
    **dict.fromkeys(("parity", "compare", "what_if"), "Questions"),
    **dict.fromkeys(("lists", "history", "about"), "Record"),
}
#: Pages that are about the whole footprint, whatever the filters say.
_UNFILTERED = ("lists", "history")


def run() -> None:
    """Run the page that the address asks for, inside the frame."""
    st.set_page_config(
        page_title="Joined Up",
        page_icon=str(_STATIC / "icon.svg"),
        layout="wide",
        initial_sidebar_state="auto",
    )
    st.html(_STATIC / "page.css")
    # Custom properties of Streamlit's theme do not reach st.html: set ours for this reader.
    st.html(f"<style>:root {{ {page_colours(dark=state.is_dark())} }}</style>")
    st.logo(str(_STATIC / "logo.svg"), size="large", icon_image=str(_STATIC / "icon.svg"))
    menu: dict[str, list[Any]] = {}
    for path, title, url, icon in PAGES:
        one = st.Page(path, title=title, url_path=url or None, icon=icon, default=not url)
        menu.setdefault(_HEADINGS.get(url, ""), []).append(one)
    chosen = st.navigation(menu, position="top")
    state.begin_run()
    filters.sidebar(chosen.url_path, filters=chosen.url_path not in _UNFILTERED)
    shell.notices()
    version_line.show()
    chosen.run()
