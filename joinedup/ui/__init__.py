"""The only package with Streamlit in it: session state, caches, query parameters, frames.

May import everything below it. Tested by ``tests/page`` (Streamlit's AppTest) and
``tests/browser`` (a real Chromium).
"""
