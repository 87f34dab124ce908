"""Start the atlas: ``streamlit run app.py``.

Streamlit recognises a server by reading this file, so ``st.App`` is called here and nowhere else.
"""

import streamlit as st

from geo.ui.logs import script_failed
from geo.ui.server import SCRIPT, lifespan, middleware, routes

app = st.App(
    SCRIPT,
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=script_failed,
)
