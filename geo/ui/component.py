"""The packaged components, each a file of ours that the browser runs; data goes in as JSON.

Their scripts are served as files, so the page works under ``Content-Security-Policy: script-src
'self'``. Streamlit knows packaged components only while it runs, so each is registered when it is
first drawn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import streamlit as st

from geo.i18n import Language
from geo.query.selection import is_selection
from geo.ui import state
from geo.ui.atlas import atlas
from geo.ui.filter_panel import read_change
from geo.ui.map_code import host_data, map_code_name

MAP: Final = "atlas_map"
EVIDENCE: Final = "atlas_evidence_panel"
READ: Final = "atlas.read"
FILTERS: Final = "atlas_filters"


@cache
def mounted(name: str) -> Any:
    """Return what mounts a component of ``pyproject.toml``, registered when it is first asked for."""
    register = st.components.v2.component
    match name:
        case "atlas_map":
            return register("geo.atlas_map", js="atlas_map.js")
        case "layout":
            return register("geo.layout", css="layout.css", js="layout.js", isolate_styles=False)
        case "chart" | "section":
            return register(f"geo.{name}", js=f"{name}.js", css=f"{name}.css", isolate_styles=False)
        case _:
            return register(f"geo.{name}", js=f"{name}.js", css=f"{name}.css")


def mount(name: str, payload: Mapping[str, Any], key: str, **how: Any) -> None:
    """Draw a component with its data; ``how`` is Streamlit's: callbacks by event, defaults, width.

    The data goes as text, and that in a list: Streamlit would write anything else as JSON twice, and look at
    each value of a dictionary for a data frame. The browser sees from the text whether it is new.
    """
    text = json.dumps(dict(payload), ensure_ascii=False, separators=(",", ":"))
    mounted(name)(data=[text], key=key, **how)


def layout() -> None:
    """Lay the page out; where its connection was lost and is back, the page runs once."""
    mounted("layout")(key="atlas_layout", on_connected_change=_connected)


def _connected() -> None:
    """Let the run that was asked for do the rest: it reads the view from the address."""


def atlas_map(payload: Mapping[str, Any]) -> None:
    """Draw the map; a click on a mark opens its evidence."""
    beside = {
        "answered": state.answered(), "look": state.look(), "code": map_code_name(), **host_data(),
    }  # fmt: skip
    mount("atlas_map", {**payload, **beside}, MAP, on_selected_change=_selected)


def _selected() -> None:
    _open(st.session_state[MAP].get("selected"))


def _open(named: object) -> None:
    state.open_named(atlas(), named)


def evidence_panel(payload: Mapping[str, Any]) -> None:
    """Draw the evidence panel; empty and out of sight where nothing is open."""
    if st.session_state.pop(READ, False):
        # Asked for in the callback below, which may not leave the page itself.
        st.switch_page(st.Page(_elsewhere, url_path="texts"))
    mount(
        "evidence",
        payload,
        EVIDENCE,
        on_close_change=_closed,
        on_open_change=_opened,
        on_read_change=_read,
    )


def _elsewhere() -> None:
    """Stand in for the page with the texts, which `st.navigation` knows by its path."""


def _closed() -> None:
    if st.session_state[EVIDENCE].get("close"):
        state.select(None)


def _opened() -> None:
    _open(st.session_state[EVIDENCE].get("open"))


def _read() -> None:
    """Open a claim in its text: there the reader is brought to its passage."""
    asked = st.session_state[EVIDENCE].get("read")
    if isinstance(asked, str) and asked.startswith("claim:") and is_selection(atlas(), asked):
        state.select(asked)
        st.session_state[READ] = True


def filter_panel(payload: Mapping[str, Any]) -> None:
    """Draw the panel of filters, boundaries and language; a choice changes the view."""
    mount("filters", payload, FILTERS, default={"filters": None}, on_filters_change=_filtered)


def _filtered() -> None:
    read = read_change(atlas(), state.current(), st.session_state[FILTERS].get("filters"))
    if read is not None:
        state.answer(*read)


def table(key: str, payload: Mapping[str, Any]) -> None:
    """Draw a table; picking a row opens what it stands for, picking it again closes that."""
    name = f"table.{key}"
    mount("table", payload, name, on_picked_change=lambda: _picked(name))


def chart(key: str, payload: Mapping[str, Any]) -> None:
    """Draw a chart; a click on a point opens what it stands for."""
    name = f"chart.{key}"
    mount("chart", payload, name, on_picked_change=lambda: _picked(name))


def section(key: str, payload: Mapping[str, Any]) -> None:
    """Draw a section of a page that is read."""
    mount("section", payload, f"section.{key}")


def _picked(name: str) -> None:
    _open(st.session_state[name].get("picked"))


def copy_link(language: Language) -> None:
    """Draw the button that copies the page's address."""
    words = {key: language.text(f"copy.{key}") for key in ("label", "copied", "by_hand", "field")}
    mount("copy_link", words, "atlas_copy_link", width="content")
