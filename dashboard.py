"""Joined Up. Run it with ``make run``, or ``streamlit run dashboard.py``.

This file is two things, as Streamlit's ``st.App`` allows: the web application with its own
routes and headers, and the script that draws the page a reader has asked for.
"""

import streamlit as st

# Each half imports for itself, so that the application starts without what draws pages. Neither
# imports streamlit-folium: joinedup/ui/frames.py does so once a page draws a map.
if st.runtime.exists():
    from joinedup.ui import navigation

    navigation.run()
else:
    from joinedup.ui.garbage import none_meanwhile

    with none_meanwhile():
        from joinedup.ui import server, warming

    server.let_navigation_decide()
    app = st.App(
        "dashboard.py",
        routes=server.routes(),
        middleware=server.middleware(),
        on_script_error=server.on_script_error,
        lifespan=warming.lifespan,
    )
