"""The map alone, for a frame in another page: ``?embed=true``, and a link to the full view."""

from __future__ import annotations

from typing import Final

import streamlit as st

from geo.i18n import Language, Words
from geo.model.view import View
from geo.query.link import format_link
from geo.query.selection import select
from geo.query.sentence import sentence
from geo.render.payload import map_payload
from geo.store import Dataset
from geo.ui.component import atlas_map

_FULL: Final[Words] = {"en": "Open the full view with its evidence", "ru": "Открыть полный вид с источниками"}


def is_embedded() -> bool:
    """Tell whether the page stands in a frame (Streamlit keeps ``embed`` out of the query)."""
    return bool(st.context.is_embedded)


def embedded(dataset: Dataset, view: View, language: Language) -> None:
    """Draw the map, what it shows in a sentence, and the link; a click on the map goes into the link."""
    with st.container(key="atlas_embedded"):
        atlas_map(map_payload(dataset, view))
        st.text(sentence(dataset, view, select(dataset, view), language))
        # Relative, so that it holds under any base path; a frame opens it in a tab of its own.
        st.link_button(language.part("embed.full", _FULL), f"./?{format_link(dataset, view)}")
