"""Turns what a view shows into pictures, tables and sentences.

May import :mod:`joinedup.views`, :mod:`joinedup.services`, :mod:`joinedup.network` and below,
plus folium and pandas; never streamlit. Everything that could carry text from data passes
:func:`joinedup.render.escaping.escape`, or reaches the browser as JSON and is set through
``textContent``. Tested by ``tests/unit/test_render_*.py``.
"""
