"""The first page: where the texts speak of what, and the evidence for each mark."""

from __future__ import annotations

import streamlit as st

from geo.model.claim import Claim
from geo.query.filter import filters
from geo.query.sentence import sentence
from geo.render.chart import charts
from geo.render.folium_map import standalone_html
from geo.render.payload import map_payload
from geo.ui import state
from geo.ui.charts import draw_chart
from geo.ui.citing import share
from geo.ui.claim_rows import claims_payload
from geo.ui.component import atlas_map, evidence_panel, table
from geo.ui.evidence import evidence_payload
from geo.ui.page import Context, Page
from geo.ui.plain import plain


def _render(context: Context) -> None:
    words = context.language
    with st.container(key="atlas_sentence"):
        st.text(sentence(context.dataset, context.view, context.selection, words))
    # For who moves by headings: the sentence above says to the others what the page is.
    with st.container(key="atlas_unseen_title"):
        st.title(plain(PAGE.title(words)), anchor="map")
    # Always there, so that the map below keeps its place on the page and is not made anew.
    with st.container(key="atlas_empty_place"):
        if not context.selection.claims:
            _empty(context)
    with st.container(key="atlas_stage", horizontal=True, wrap=False):
        with st.container(key="atlas_map_box", width="stretch"):
            atlas_map(map_payload(context.dataset, context.view))
        with st.container(key="atlas_evidence", width=440):
            evidence_panel(evidence_payload(context.dataset, context.view))
    _below(context)


def _below(context: Context) -> None:
    with st.container(horizontal=True, key="atlas_actions"):
        share(context)
        _download(context)
    _claims(context)
    for chart in charts().values():
        draw_chart(context, chart)
    _unlocated(context)


def _empty(context: Context) -> None:
    """Say that nothing is left, and offer to clear each filter that is set, or all."""
    words = context.language
    with st.container(border=True, key="atlas_empty"):
        st.text(words.text("empty.heading"))
        with st.container(horizontal=True):
            for name, part in filters().items():
                if context.view.chosen(name):
                    st.button(
                        plain(words.text("empty.clear", filter=part.label(words))),
                        key=f"clear.{name}",
                        on_click=state.choose,
                        args=(name, ()),
                    )
            st.button(words.text("ui.clear_all"), key="empty.clear_all", on_click=state.clear_filters)


def _download(context: Context) -> None:
    dataset, view = context.dataset, context.view
    st.download_button(
        context.language.text("ui.download_map"),
        # Made when it is asked for, not on each change.
        data=lambda: standalone_html(dataset, view).encode("utf-8"),
        file_name="csto-atlas-map.html",
        mime="text/html",
        key="download_map",
        on_click="ignore",
    )


def _claims(context: Context) -> None:
    _table(context, "claims", context.selection.claims, context.language.text("empty.table"))


def _unlocated(context: Context) -> None:
    _table(context, "unlocated", context.selection.unlocated, context.language.text("unlocated.none"))


def _table(context: Context, name: str, claims: tuple[Claim, ...], nothing: str) -> None:
    words = context.language
    said = {"heading": words.text(f"{name}.heading"), "help": words.text(f"{name}.help"), "nothing": nothing}
    table(name, claims_payload(context.dataset, claims, context.view.selection, words, said))


PAGE = Page(
    id="map",
    order=10,
    words={"title": {"en": "Map", "ru": "Карта"}},
    render=_render,
    has_map=True,
    opens_with_map=True,
)
