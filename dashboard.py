"""Joined Up. Run it with ``make run``, or ``streamlit run dashboard.py``.

This file is two things, as Streamlit's ``st.App`` allows: the web application with its own
routes and headers, and the script that draws the page a reader has asked for.
"""

import streamlit as st

# Each half imports for itself: streamlit-folium registers its frame with the runtime when it
# is first imported, so the half that builds the application must not import it before.
if st.runtime.exists():
    from joinedup.ui import navigation

    navigation.run()
else:
    from joinedup.ui import server, warming

    server.let_navigation_decide()
    app = st.App(
        "dashboard.py",
        routes=server.routes(),
        middleware=server.middleware(),
        on_script_error=server.on_script_error,
        lifespan=warming.lifespan,
    )
