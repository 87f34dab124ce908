"""Say what a link asked for and the atlas could not give, and what is wrong with the data."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.errors import Problem
from geo.i18n import Language
from geo.query.filter import filters
from geo.query.link import Notice
from geo.store import Dataset
from geo.ui import state


def notice_text(dataset: Dataset, notice: Notice, language: Language) -> str:
    """Return one notice in words; its value is text from outside."""
    part = filters().get(notice.key)
    if part is not None:
        name = part.label(language)
    elif notice.reason in {"unknown_value", "repeated"}:
        name = language.text(f"link.key.{notice.key}")
    else:
        name = notice.key
    return language.text(f"link.{notice.reason}", key=name, value=notice.value, version=dataset.version)


def show_notices(dataset: Dataset, language: Language) -> None:
    """Show what the link that was opened asked for in vain, until it is dismissed."""
    found = state.notices()
    if not found:
        return
    with st.container(border=True, key="atlas_notices", gap="xsmall"):
        st.text(language.text("link.heading"))
        for notice in found:
            st.text(f"– {notice_text(dataset, notice, language)}")
        st.button(language.text("link.dismiss"), key="dismiss_notices", on_click=state.dismiss_notices)


def show_problems(problems: Sequence[Problem], language: Language) -> None:
    """Show everything that is wrong with the data instead of the atlas."""
    st.title(language.text("app.title"))
    st.subheader(language.text("broken.heading"))
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
