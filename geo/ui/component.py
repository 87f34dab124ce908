"""The packaged components, each a file of ours that the browser runs; data goes in as JSON.

Their scripts are served as files, so the page works under ``Content-Security-Policy: script-src
'self'``. Streamlit knows packaged components only while it runs, so each is registered when it is
first drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import streamlit as st

from geo.i18n import Language
from geo.query.selection import is_selection
from geo.ui import state
from geo.ui.atlas import atlas

MAP: Final = "atlas_map"
EVIDENCE: Final = "atlas_evidence_panel"


@cache
def _component(name: str) -> Any:
    """Register one component of ``pyproject.toml`` and return what mounts it."""
    register = st.components.v2.component
    match name:
        case "atlas_map":
            return register("geo.atlas_map", js="component.js")
        case "layout":
            return register("geo.layout", css="layout.css", isolate_styles=False)
        case _:
            return register(f"geo.{name}", js=f"{name}.js", css=f"{name}.css")


def layout() -> None:
    """Lay the page out."""
    _component("layout")(key="atlas_layout")


def atlas_map(payload: Mapping[str, Any]) -> None:
    """Draw the map; a click on a mark opens its evidence."""
    _component("atlas_map")(data=dict(payload), key=MAP, on_selected_change=_selected)


def _selected() -> None:
    _open(st.session_state[MAP].get("selected"))


def _open(selection: object) -> None:
    """Open what a component names; it comes from the browser, so what is unknown is passed over."""
    if selection == "":
        state.select(None)
    elif isinstance(selection, str) and is_selection(atlas(), selection):
        state.select(selection)


def evidence_panel(payload: Mapping[str, Any]) -> None:
    """Draw the evidence panel; empty and out of sight where nothing is open."""
    _component("evidence")(data=dict(payload), key=EVIDENCE, on_close_change=_closed, on_open_change=_opened)


def _closed() -> None:
    if st.session_state[EVIDENCE].get("close"):
        state.select(None)


def _opened() -> None:
    _open(st.session_state[EVIDENCE].get("open"))


def copy_link(language: Language) -> None:
    """Draw the button that copies the page's address."""
    words = {key: language.text(f"copy.{key}") for key in ("label", "copied", "by_hand", "field")}
    _component("copy_link")(data=words, key="atlas_copy_link", width="content")
