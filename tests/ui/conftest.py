"""Run the script without a browser, on the real data or a copy of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.ui import packs
from geo.ui.page import pages
from geo.ui.settings import settings

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "geo" / "ui" / "entry" / "script.py"


@pytest.fixture
def run():
    """Return a function that opens the app at an address and returns what it shows."""

    def opened(query: dict[str, str | list[str]] | None = None) -> AppTest:
        test = AppTest.from_file(str(SCRIPT), default_timeout=30)
        for key, value in (query or {}).items():
            test.query_params[key] = value
        test.run()
        assert not test.exception, [item.value for item in test.exception]
        return test

    return opened


@pytest.fixture
def data_copy(tmp_path, monkeypatch):
    """Return a copy of the data that the app reads instead, and a function that edits a claim in it."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("text.txt"))
    monkeypatch.setenv("ATLAS_DATA", str(folder))

    def edit(number: int, **fields: object) -> str:
        path = folder / "texts" / "trenin-2010" / "claims.json"
        claims = json.loads(path.read_text("utf-8"))
        claims[number].update(fields)
        path.write_text(json.dumps(claims, ensure_ascii=False), "utf-8")
        return str(claims[number]["id"])

    st.cache_resource.clear()
    yield folder, edit
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
