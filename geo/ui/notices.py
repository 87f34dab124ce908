"""Say what a link asked for and the atlas could not give, what has changed since, and what is wrong with the data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from geo.errors import DataError, Problem
from geo.i18n import Language
from geo.query.changes import changes_said, changes_since
from geo.query.filter import filters
from geo.query.link import Notice
from geo.store import Dataset
from geo.ui import packs, state

CHANGES_SHOWN: Final = 8
"""Changed claims that a notice lists at once; the others are behind one more click."""


def notice_text(dataset: Dataset, notice: Notice, language: Language) -> str:
    """Return one notice in words; its value is text from outside."""
    if notice.key == "pack" and (why := packs.trouble(language)):
        return why
    part = filters().get(notice.key)
    if part is not None:
        name = part.label(language)
    elif notice.reason in {"unknown_value", "repeated"}:
        name = language.text(f"link.key.{notice.key}")
    else:
        name = notice.key
    return language.text(f"link.{notice.reason}", key=name, value=notice.value, version=dataset.version)


def show_notices(dataset: Dataset, language: Language) -> None:
    """Show what the link that was opened asked for in vain, and what has changed since it was made.

    Both stay until they are dismissed. What comes and goes has a place of its own, so that what stands
    below keeps its place on the page: the browser would make a map that moves anew.
    """
    with st.container(key="atlas_notice_place"):
        _show_pack(dataset, language)
        _show_found(dataset, language)


def _show_found(dataset: Dataset, language: Language) -> None:
    found = state.notices()
    if not found:
        return
    left_out = [notice for notice in found if notice.reason != "other_data"]
    with st.container(border=True, key="atlas_notices", gap="xsmall"):
        if left_out:
            st.text(language.text("link.heading"))
        for notice in left_out:
            st.text(f"– {notice_text(dataset, notice, language)}")
        for notice in found:
            if notice.reason == "other_data":
                _show_changes(dataset, notice, language)
        with st.container(horizontal=True):
            if any(notice.key == "pack" for notice in found) and packs.can_try_again():
                st.button(language.text("pack.again"), key="pack_again", on_click=packs.try_again)
            st.button(language.text("link.dismiss"), key="dismiss_notices", on_click=state.dismiss_notices)


def _show_pack(dataset: Dataset, language: Language) -> None:
    """Say that a text from outside is shown, and offer to leave it out."""
    if dataset.pack is None:
        return
    text = dataset.texts[-1]
    with st.container(border=True, key="atlas_pack", gap="xsmall"):
        name = f"{text.author}, “{text.title}”, {text.date}"
        st.text(language.text("pack.shown", text=name))
        st.button(language.text("pack.leave"), key="pack_leave", on_click=state.leave_pack)


def _show_changes(dataset: Dataset, notice: Notice, language: Language) -> None:
    """List the claims added, withdrawn and corrected since the version that a link names."""
    try:
        heading, *lines = changes_said(dataset, changes_since(dataset, notice.value), language)
    except DataError:
        # The log can't be read: then all that is known is that the versions differ.
        heading, lines = notice_text(dataset, notice, language), []
    st.text(heading)
    for line in lines[:CHANGES_SHOWN]:
        st.text(f"– {line}")
    if rest := lines[CHANGES_SHOWN:]:
        with st.expander(language.text("link.more_changes", number=len(rest))):
            for line in rest:
                st.text(f"– {line}")


def show_problems(problems: Sequence[Problem], language: Language) -> None:
    """Show everything that is wrong with the data instead of the atlas."""
    st.title(language.text("app.title"))
    st.header(language.text("broken.heading"))
    st.text(language.text("broken.explanation"))
    st.dataframe(
        [
            {"file": p.file, "record": p.record, "field": p.field, "expected": p.expected, "got": p.got}
            for p in problems
        ],
        hide_index=True,
        row_height=66,
        column_config={
            key: st.column_config.TextColumn(language.text(f"broken.{key}"), width=width)
            for key, width in (
                ("file", 240),
                ("record", 200),
                ("field", 140),
                ("expected", 280),
                ("got", 280),
            )
        },
    )
    st.code("\n".join(str(problem) for problem in problems), language=None, wrap_lines=True)
