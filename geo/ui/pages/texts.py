"""Read a text with its passages marked, and compare two texts without mixing them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from geo.i18n import Words
from geo.model.claim import Claim
from geo.model.text import Text
from geo.query import reader as reading
from geo.query.sentence import sentence
from geo.ui import state
from geo.ui.citing import share
from geo.ui.comparison import comparison
from geo.ui.component import evidence_panel
from geo.ui.evidence import evidence_payload
from geo.ui.page import Context, Page
from geo.ui.plain import plain
from geo.ui.reader import reader, reader_payload
from geo.ui.table import claims_table

_WORDS: Final[Mapping[str, Words]] = {
    "title": {"en": "Texts", "ru": "Тексты"},
    "text": {"en": "Text to read", "ru": "Текст для чтения"},
    "previous": {"en": "Previous passage", "ru": "Предыдущий фрагмент"},
    "next": {"en": "Next passage", "ru": "Следующий фрагмент"},
    "position": {"en": "Passage {at} of {number}", "ru": "Фрагмент {at} из {number}"},
    "region": {"en": "The text with its passages", "ru": "Текст с отмеченными фрагментами"},
    "region_outline": {"en": "Outline of the text", "ru": "План текста"},
    "how": {
        "en": "The tint of a passage tells its kind. Each line below the words is one claim, in the colour of its threat; grey where it names none. Click a passage to open its claim; where several overlap, click again for the next.",
        "ru": "Фон фрагмента показывает его вид. Каждая линия под словами — одно утверждение, её цвет — цвет угрозы; серый, если угроза не названа. Нажмите на фрагмент, чтобы открыть утверждение; где их несколько, нажмите ещё раз.",
    },
    "absent": {
        "en": "The text belongs to its publisher and is not part of the atlas. Below is its outline: where each claim stands, and what it says in our words. With a copy of the text in the data folder the passages are shown here.",
        "ru": "Текст принадлежит издателю и в атлас не входит. Ниже его план: где стоит каждое утверждение и что в нём сказано нашими словами. Если положить копию текста в папку данных, здесь появятся сами фрагменты.",
    },
    "get": {"en": "Get the text from the publisher", "ru": "Открыть текст у издателя"},
    "none": {"en": "No claim of this text fits the filters.", "ru": "Ни одно утверждение этого текста не подходит под фильтры."},
    "map": {"en": "Show on the map", "ru": "Показать на карте"},
    "orphaned": {"en": "Orphaned claims", "ru": "Утверждения без фрагмента"},
    "orphaned_help": {
        "en": "The text at hand does not hold these passages at their places: their hashes differ. They are attached to nothing.",
        "ru": "В имеющемся тексте на этих местах другие слова: хеши не совпадают. Эти утверждения ни к чему не привязаны.",
    },
    "orphaned_none": {
        "en": "Every claim of this text has its passage in the copy at hand.",
        "ru": "У каждого утверждения этого текста есть фрагмент в имеющейся копии.",
    },
}  # fmt: skip


def _render(context: Context) -> None:
    dataset, view, words = context.dataset, context.view, context.language
    with st.container(key="atlas_sentence"):
        st.text(sentence(dataset, view, context.selection, words))
    st.title(plain(_say(context, "title")), anchor="read")
    text = _opened(context)
    _choice(context, text)
    _about(context, text)
    claims = tuple(claim for claim in context.selection.claims if claim.text == text.id)
    if not claims:
        st.text(_say(context, "none"))
    with st.container(key="atlas_stage", horizontal=True, wrap=False):
        with st.container(key="atlas_reader_box", width="stretch"):
            reader(_payload(context, text, claims))
        with st.container(key="atlas_evidence", width=440):
            evidence_panel(evidence_payload(dataset, view))
    # The view is kept in the session, so the map opens on the claim that is selected here.
    st.page_link(st.Page(_elsewhere, url_path="map", title="map", default=True), label=_say(context, "map"))
    share(context)
    _below(context)


def _below(context: Context) -> None:
    text = _opened(context)
    if text.id in context.dataset.passages.contents:
        _orphaned(context, text)
    comparison(context)


def _opened(context: Context) -> Text:
    dataset, view = context.dataset, context.view
    return dataset.texts_by_id[reading.open_text(dataset, view.selection, view.chosen("text"))]


def _elsewhere() -> None:
    """Stand in for the map's page, which `st.navigation` knows by its path."""


def _say(context: Context, key: str, **values: object) -> str:
    said = context.language.part(f"page.texts.{key}", _WORDS[key])
    return said.format(**values) if values else said


def _choice(context: Context, text: Text) -> None:
    """Choose the text to read; that opens its first claim, so that the link tells which it is."""
    texts = context.dataset.texts
    key = "texts.read"
    if st.session_state.get(key) != text.id:
        st.session_state[key] = text.id

    def chosen() -> None:
        wanted = st.session_state[key]
        claims = [claim for claim in context.selection.claims if claim.text == wanted]
        claims = claims or [claim for claim in context.dataset.claims if claim.text == wanted]
        state.select(f"claim:{claims[0].id}" if claims else None)

    st.radio(
        _say(context, "text"),
        [one.id for one in texts],
        format_func=lambda one: plain(_heading(context.dataset.texts_by_id[one])),
        key=key,
        horizontal=True,
        on_change=chosen,
    )


def _heading(text: Text) -> str:
    return f"{text.author}, “{text.title}”, {text.date}"


def _about(context: Context, text: Text) -> None:
    held = text.id in context.dataset.passages.contents
    st.text(f"{text.publisher} · {text.date} · {text.licence}")
    st.text(_say(context, "how" if held else "absent"))
    if not held:
        if text.url.startswith("http"):
            st.link_button(_say(context, "get"), text.url)
        st.text(text.url)


def _payload(context: Context, text: Text, claims: tuple[Claim, ...]) -> dict[str, Any]:
    held = text.id in context.dataset.passages.contents
    shown = [claim for claim in claims if not held or context.dataset.passages.state(claim) == "held"]
    said = {
        "previous": _say(context, "previous"),
        "next": _say(context, "next"),
        "position": _say(context, "position").replace("{number}", str(len(shown))),
        "count": context.language.plural("sentence.claims", len(shown)),
        "label": _say(context, "region" if held else "region_outline"),
    }
    return reader_payload(
        context.dataset, text.id, claims, context.view.selection, words=context.language, said=said
    )


def _orphaned(context: Context, text: Text) -> None:
    found = reading.orphaned(context.dataset, text.id)
    st.header(_say(context, "orphaned"), anchor="orphaned")
    if not found:
        st.text(_say(context, "orphaned_none"))
        return
    st.text(_say(context, "orphaned_help"))
    words = context.language
    table = claims_table(context.dataset, tuple(claim.id for claim in found), words.tag)
    st.dataframe(
        table,
        key="texts.orphaned",
        hide_index=True,
        row_height=66,
        column_config={
            column: st.column_config.TextColumn(words.text(f"column.{column}")) for column in table.columns
        },
    )


PAGE = Page(id="texts", order=50, words=_WORDS, render=_render, components=("reader",))
