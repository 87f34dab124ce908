"""The search box: places, actors and words, in any spelling; choosing a result opens its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from geo.i18n import Language, Words
from geo.model.view import View
from geo.query.search import Hit, search
from geo.query.selection import select
from geo.render.frame import box_of
from geo.store import Dataset
from geo.ui import state
from geo.ui.plain import plain

_WORDS: Final[Mapping[str, Words]] = {
    "label": {"en": "Search", "ru": "Поиск"},
    "placeholder": {"en": "Place, actor or word", "ru": "Место, участник или слово"},
    "help": {
        "en": "Any spelling and script: Ferghana, Fergana, Farg‘ona and Фергана lead to one place. Names are searched in the whole atlas; words and counts are those of the claims that the filters keep.",
        "ru": "Любое написание и письмо: Ferghana, Fergana, Farg‘ona и Фергана ведут к одному месту. Имена ищутся во всём атласе; слова и числа — в утверждениях, которые оставили фильтры.",
    },
    "none": {"en": "Nothing found.", "ru": "Ничего не найдено."},
    "more": {"en": "{number} more: add a word to narrow it down.", "ru": "Ещё {number}: добавьте слово, чтобы уточнить."},
    "place": {"en": "place", "ru": "место"},
    "country": {"en": "country", "ru": "страна"},
    "border": {"en": "border", "ru": "граница"},
    "actor": {"en": "organisation or group", "ru": "организация или группа"},
    "claim": {"en": "claim", "ru": "утверждение"},
    "also": {"en": "also {name}", "ru": "также {name}"},
    "printed": {"en": "in the texts: {names}", "ru": "в текстах: {names}"},
    "quoted": {"en": "“{name}”", "ru": "«{name}»"},
}  # fmt: skip

SHOWN: Final = 12
"""Results shown at once."""
KEY: Final = "search"


def search_box(dataset: Dataset, view: View, language: Language) -> None:
    """Draw the box and what it finds."""
    query = st.text_input(
        _say(language, "label"),
        key=KEY,
        max_chars=80,
        placeholder=_say(language, "placeholder"),
        help=plain(_say(language, "help")),
    )
    if not query.strip():
        return
    hits = search(dataset, select(dataset, view).claims, query, language.tag)
    with st.container(key="atlas_hits", gap="xsmall"):
        if not hits:
            st.text(_say(language, "none"))
        for hit in hits[:SHOWN]:
            st.button(
                plain(hit.title),
                key=f"hit.{hit.selection}",
                on_click=_open,
                args=(dataset, view, hit.selection),
                type="primary" if hit.selection == view.selection else "secondary",
                width="stretch",
            )
            st.caption(plain(_about(hit, language)))
        if len(hits) > SHOWN:
            st.text(_say(language, "more", number=len(hits) - SHOWN))


def _open(dataset: Dataset, view: View, selection: str) -> None:
    """Open the evidence of a result, and have the map look at the place that it names."""
    state.select(selection)
    box = box_of(dataset, selection, view.point_of_view)
    if box is not None:
        state.look_at(box)


def _say(language: Language, key: str, **values: object) -> str:
    said = language.part(f"search.{key}", _WORDS[key])
    return said.format(**values) if values else said


def _about(hit: Hit, language: Language) -> str:
    """Return what a result is, how else it is spelt, how the texts print it, and how many claims it has."""
    names = ", ".join(_say(language, "quoted", name=name) for name in hit.printed)
    said = [
        _say(language, hit.sort),
        _say(language, "also", name=hit.spelling) if hit.spelling else "",
        language.plural("sentence.claims", hit.claims) if hit.sort != "claim" else "",
        _say(language, "printed", names=names) if names else "",
    ]
    return " · ".join(part for part in said if part)
