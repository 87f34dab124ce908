"""A table in the page itself: it wraps, prints whole and is read by a screen reader as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from geo.ui.plain import plain


def static_table(rows: Sequence[Mapping[str, str]]) -> None:
    """Show rows, headings by key; every cell is shown as it is, never read as Markdown."""
    if not rows:
        return
    shown = [{plain(head): plain(cell) for head, cell in row.items()} for row in rows]
    st.table(pd.DataFrame(shown), border="horizontal", hide_index=True)
