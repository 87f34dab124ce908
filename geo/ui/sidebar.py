"""The sidebar: search, then the panel of filters, boundaries and language."""

from __future__ import annotations

import streamlit as st

from geo.i18n import Language
from geo.model.view import View
from geo.store import Dataset
from geo.ui import state
from geo.ui.component import filter_panel
from geo.ui.filter_panel import filter_payload
from geo.ui.search import search_box


def sidebar(dataset: Dataset, view: View, language: Language) -> None:
    """Draw the sidebar."""
    with st.sidebar:
        # No heading: the page has its own, and one is enough.
        with st.container(key="atlas_name"):
            st.text(language.text("app.title"))
        search_box(dataset, view, language)
        filter_panel(filter_payload(dataset, view, state.answered()))
