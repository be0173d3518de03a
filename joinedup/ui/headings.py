"""Headings within a page, of the same form on all of them."""

import streamlit as st

from joinedup.render.escaping import escape


def section(title: str) -> None:
    """The heading of a part of the page, one level below the page's own."""
    st.html(f'<h2 class="ju-section">{escape(title)}</h2>')
