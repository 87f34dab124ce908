"""Start the atlas: ``streamlit run app.py``.

Streamlit recognises a server by reading this file, so ``st.App`` is called here and nowhere else.
"""

import streamlit as st

from geo.ui.server import SCRIPT, lifespan, routes

app = st.App(SCRIPT, routes=routes(), lifespan=lifespan)
