"""Joined Up. Run it with ``make run``, or ``streamlit run dashboard.py``.

This file is two things, as Streamlit's ``st.App`` allows: the web application with its own
routes and headers, and the script that draws the page a reader has asked for.
"""

import streamlit as st

from joinedup.ui import navigation, server

if st.runtime.exists():
    navigation.run()
else:
    app = st.App(
        "dashboard.py",
        routes=server.routes(),
        middleware=server.middleware(),
        on_script_error=server.on_script_error,
    )
