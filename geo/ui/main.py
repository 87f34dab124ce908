"""One run of the script: address to view, then view to controls and page."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.errors import DataError
from geo.i18n import DEFAULT, language, languages
from geo.query.selection import select
from geo.store import Dataset
from geo.ui import state
from geo.ui.atlas import atlas
from geo.ui.component import layout
from geo.ui.embedded import embedded, is_embedded
from geo.ui.footer import footer
from geo.ui.notices import show_notices, show_problems
from geo.ui.page import Context, Page, pages
from geo.ui.sidebar import sidebar


def main() -> None:
    """Draw the page that the address names, or what is wrong with the data."""
    asked = st.query_params.get("lang", DEFAULT)
    words = language(asked if asked in languages() else DEFAULT)
    st.set_page_config(page_title=words.text("app.title"), layout="wide")
    try:
        dataset = atlas()
    except DataError as error:
        show_problems(error.problems, words)
        return
    layout()
    words = language(state.begin(dataset).language)
    first = next(iter(pages()))
    current = st.navigation(
        [
            st.Page(
                partial(_draw, dataset, page),
                title=page.title(words),
                url_path=page.id,
                default=page.id == first,
            )
            for page in pages().values()
        ],
        position="hidden" if is_embedded() else "top",
    )
    current.run()


def _draw(dataset: Dataset, page: Page) -> None:
    view = state.on_page(page.id)
    words = language(view.language)
    state.write_link(dataset, view)
    if is_embedded():
        embedded(dataset, view, words)
        return
    context = Context(dataset, view, select(dataset, view), words)
    show_notices(dataset, words)
    page.render(context)
    sidebar(dataset, view, words)
    footer(dataset, view, words)
