"""A table whose rows open something: one row picked is one selection of the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.query.selection import is_selection
from geo.ui import state
from geo.ui.atlas import atlas

ROW_HEIGHT: Final = 66
"""Pixels; cells wrap from 65 on."""
STANDARD_ROW: Final = 35
"""Pixels of a row of Streamlit's own."""


def picking_table(
    key: str,
    rows: Sequence[Mapping[str, Any]] | pd.DataFrame,
    selections: Sequence[str],
    opened: str | None,
    *,
    columns: Mapping[str, Any] | None = None,
    height: int = 8 * ROW_HEIGHT,
    row_height: int | None = ROW_HEIGHT,
) -> None:
    """Draw the table.

    Parameters
    ----------
    rows
        A frame, or one mapping a row, headings by key; every row has the same keys.
    selections
        What each row opens; as many as rows.
    opened
        The view's selection: its row starts out picked.
    columns
        Streamlit's column settings by heading.
    height
        Pixels that the rows may take; what is more scrolls.
    row_height
        Pixels; text wraps in rows of 65 and more. None is Streamlit's own.
    """
    picked = [list(selections).index(opened)] if opened is not None and opened in selections else []
    # Another selection makes another table, which starts from it: a table remembers its own pick.
    name = f"{key}.{opened if picked else ''}"

    def changed() -> None:
        found = st.session_state[name].selection.rows
        if found and found[0] < len(selections) and is_selection(atlas(), selections[found[0]]):
            state.select(selections[found[0]])
        elif not found:
            state.select(None)

    st.dataframe(
        rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows)),
        key=name,
        hide_index=True,
        height=height if len(rows) * (row_height or STANDARD_ROW) > height else "content",
        row_height=row_height,
        on_select=changed,
        selection_mode="single-row",
        selection_default={"selection": {"rows": picked, "columns": [], "cells": []}},
        column_config=dict(columns or {}),
    )
