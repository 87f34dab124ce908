"""Run the script without a browser, on the real data or a copy of it."""

from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.ui import packs
from geo.ui.page import pages
from geo.ui.settings import settings

from .shown import opened


@pytest.fixture
def run():
    """Return a function that opens the app at an address and returns what it shows."""

    def run_at(query: dict[str, str | list[str]] | None = None) -> AppTest:
        return opened(next(iter(pages())), 30, **(query or {}))

    return run_at


@pytest.fixture
def data_copy(data_copy, monkeypatch):
    """Have the app read the copy of the data instead."""
    monkeypatch.setenv("ATLAS_DATA", str(data_copy[0]))
    st.cache_resource.clear()
    yield data_copy
    st.cache_resource.clear()


@pytest.fixture
def served(tmp_path, monkeypatch) -> Callable[..., None]:
    """Return a function that makes this a server of one kind, with a store of its own."""

    def serve(uploads: str, url: str | None = None) -> None:
        monkeypatch.setenv("ATLAS_UPLOADS", uploads)
        monkeypatch.setenv("ATLAS_DATABASE_URL", url or f"sqlite:///{tmp_path}/packs.sqlite3")
        forget()

    yield serve
    monkeypatch.undo()
    forget()


def forget() -> None:
    settings.cache_clear()
    pages.cache_clear()
    packs.store.clear()
    st.cache_data.clear()
    packs._made.clear()
