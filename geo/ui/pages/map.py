"""The first page: where the texts speak of what, and the evidence for each mark."""

from __future__ import annotations

from typing import Final

import streamlit as st

from geo.model.claim import Claim
from geo.query.filter import filters
from geo.query.sentence import sentence
from geo.render.chart import charts
from geo.render.folium_map import standalone_html
from geo.render.payload import map_payload
from geo.ui import state
from geo.ui.charts import draw_chart
from geo.ui.component import atlas_map, copy_link, evidence_panel
from geo.ui.evidence import evidence_payload
from geo.ui.page import Context, Page
from geo.ui.picking import ROW_HEIGHT, picking_table
from geo.ui.plain import plain
from geo.ui.table import COLUMNS, claims_table

WIDTHS: Final = {
    "place": 150, "summary": 360, "kind": 130, "modality": 130, "threats": 170, "voice": 110, "text": 110,
    "period": 110, "mention": 160, "id": 150,
}  # fmt: skip


def _render(context: Context) -> None:
    words = context.language
    with st.container(key="atlas_sentence"):
        st.text(sentence(context.dataset, context.view, context.selection, words))
    if not context.selection.claims:
        _empty(context)
    with st.container(key="atlas_stage", horizontal=True, wrap=False):
        with st.container(key="atlas_map_box", width="stretch"):
            atlas_map(map_payload(context.dataset, context.view))
        with st.container(key="atlas_evidence", width=440):
            evidence_panel(evidence_payload(context.dataset, context.view))


def _more(context: Context) -> None:
    words = context.language
    with st.container(horizontal=True, key="atlas_actions"):
        copy_link(words)
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
    words, selection = context.language, context.selection
    st.subheader(words.text("claims.heading"), anchor="claims")
    if selection.claims:
        st.caption(words.text("claims.help"))
        _table(context, "claims_table", selection.claims)
    else:
        st.text(words.text("empty.table"))


def _unlocated(context: Context) -> None:
    words, selection = context.language, context.selection
    st.subheader(words.text("unlocated.heading"), anchor="unlocated")
    if selection.unlocated:
        st.caption(words.text("unlocated.help"))
        _table(context, "unlocated_table", selection.unlocated)
    else:
        st.text(words.text("unlocated.none"))


def _table(context: Context, name: str, claims: tuple[Claim, ...]) -> None:
    words = context.language
    ids = tuple(claim.id for claim in claims)
    picking_table(
        name,
        claims_table(context.dataset, ids, words.tag),
        [f"claim:{claim}" for claim in ids],
        context.view.selection,
        columns={
            column: st.column_config.TextColumn(words.text(f"column.{column}"), width=WIDTHS.get(column))
            for column in COLUMNS
        },
        height=7 * ROW_HEIGHT,
    )


PAGE = Page(
    id="map",
    order=10,
    words={"title": {"en": "Map", "ru": "Карта"}},
    render=_render,
    more=_more,
)
