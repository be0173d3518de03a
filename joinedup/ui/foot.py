"""The foot of every page: what its words mean, and the ways to the glossary and the statement."""

import streamlit as st

from joinedup.ui import headings, tour, words
from joinedup.ui.folding import folded

#: Pages that explain words or themselves already.
_WITHOUT_WORDS = ("glossary", "accessibility")
_LINKS = (
    ("pages/glossary.py", "glossary", "Glossary"),
    ("pages/about.py", "about", "About the data"),
    ("pages/accessibility.py", "accessibility", "Accessibility"),
)


def show(page: str) -> None:
    """Draw the foot of a page.

    Args:
        page: Its address; empty for the Overview.
    """
    with st.container(key="foot"):
        if page not in _WITHOUT_WORDS:
            folded("Words on this page", "words", lambda: _words(page))
        with st.container(horizontal=True, vertical_alignment="center", key="foot-links"):
            for path, address, label in _LINKS:
                if address != page:
                    st.page_link(path, label=label, width="content")
            st.button(
                "Take the tour (2 minutes)", type="tertiary", key="tour-start", on_click=tour.start
            )


def _words(page: str) -> None:
    own, common = words.on_page(page)
    st.html(words.definitions(own))
    headings.section("Words on every page")
    st.html(words.definitions(common))
