"""The sidebar: one control a filter, then language and boundaries. Each is set from the view."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import streamlit as st

from geo.i18n import Language, languages, pick
from geo.model.view import View
from geo.query.filter import Filter, filters
from geo.query.filters import as_of
from geo.store import Dataset
from geo.ui import state
from geo.ui.plain import plain
from geo.ui.search import search_box

FIRST_DAY = dt.date(1991, 1, 1)
LAST_DAY = dt.date(2100, 12, 31)


def sidebar(dataset: Dataset, view: View, language: Language) -> None:
    """Draw the sidebar."""
    with st.sidebar:
        st.title(plain(language.text("app.title")), anchor=False)
        search_box(dataset, view, language)
        # Above the filters and always there: below them it would move away under the pointer, because a
        # filter that loses the focus shrinks.
        st.button(
            language.text("ui.clear_all"),
            on_click=state.clear_filters,
            key="clear_all",
            width="stretch",
            disabled=not view.filters,
        )
        for part in filters().values():
            if part.widget == "date":
                _date(dataset, part, view, language)
            else:
                _multiselect(dataset, part, view, language)
        st.divider()
        _point_of_view(dataset, view, language)
        _language(view, language)


def _set(key: str, value: Any) -> None:
    """Give a control its value before it is drawn; what is right already is left alone."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _help(part: Filter, language: Language) -> str | None:
    words = part.words.get("help")
    return plain(language.part(f"filter.{part.id}.help", words)) if words else None


def _multiselect(dataset: Dataset, part: Filter, view: View, language: Language) -> None:
    key = f"filter.{part.id}"
    options = part.options(dataset)
    names = {
        value: language.part(f"filter.{part.id}.option.{value}", words) for value, words in options.items()
    }
    chosen = view.chosen(part.id)
    before = st.session_state.get(key, [])
    if set(before) != set(chosen):
        st.session_state[key] = list(chosen)
    st.multiselect(
        plain(part.label(language)),
        sorted(options, key=lambda value: names[value]) if part.alphabetical else list(options),
        format_func=lambda value: names.get(value, value),
        key=key,
        help=_help(part, language),
        placeholder=language.text("ui.any"),
        on_change=lambda: state.choose(part.id, tuple(st.session_state[key])),
    )


def _date(dataset: Dataset, part: Filter, view: View, language: Language) -> None:
    key = f"filter.{part.id}"
    _set(key, as_of.day(dataset, view.chosen(part.id)))
    st.date_input(
        plain(part.label(language)),
        key=key,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        help=_help(part, language),
        on_change=lambda: _choose_day(dataset, part.id, st.session_state[key]),
    )


def _choose_day(dataset: Dataset, filter_id: str, day: dt.date | None) -> None:
    standing = as_of.day(dataset, ())
    state.choose(filter_id, () if day is None or day == standing else (day.isoformat(),))


def _point_of_view(dataset: Dataset, view: View, language: Language) -> None:
    key = "point_of_view"
    known = dataset.boundaries.points_of_view
    _set(key, view.point_of_view)
    st.selectbox(
        language.text("ui.point_of_view"),
        list(known),
        format_func=lambda value: pick(known[value].names, language.tag),
        key=key,
        help=plain(pick(known[view.point_of_view].description, language.tag)),
        on_change=lambda: state.change(lambda v: replace(v, point_of_view=st.session_state[key])),
    )


def _language(view: View, language: Language) -> None:
    key = "language"
    known = languages()
    _set(key, view.language)
    st.selectbox(
        language.text("ui.language"),
        list(known),
        format_func=lambda tag: known[tag].name,
        key=key,
        on_change=lambda: state.change(lambda v: replace(v, language=st.session_state[key])),
    )
