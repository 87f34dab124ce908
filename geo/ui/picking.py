"""A table whose rows open something: one row picked is one selection of the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.ui import state

ROW_HEIGHT: Final = 66
"""Pixels; cells wrap from 65 on."""


def picking_table(
    key: str,
    rows: Sequence[Mapping[str, Any]],
    selections: Sequence[str],
    opened: str | None,
    *,
    columns: Mapping[str, Any] | None = None,
    most: int = 8,
    row_height: int = ROW_HEIGHT,
) -> None:
    """Draw the table.

    Parameters
    ----------
    rows
        One mapping a row, headings by key; every row has the same keys.
    selections
        What each row opens; as many as rows.
    opened
        The view's selection: its row starts out picked.
    columns
        Streamlit's column settings by heading.
    most
        Rows that are shown at once; more scroll.
    row_height
        Pixels; text wraps in rows of 65 and more.
    """
    picked = [list(selections).index(opened)] if opened is not None and opened in selections else []
    # Another selection makes another table, which starts from it: a table remembers its own pick.
    name = f"{key}.{opened if picked else ''}"

    def changed() -> None:
        found = st.session_state[name].selection.rows
        if found and found[0] < len(selections):
            state.select(selections[found[0]])
        elif not found:
            state.select(None)

    st.dataframe(
        pd.DataFrame(list(rows)),
        key=name,
        hide_index=True,
        height=most * row_height if len(rows) > most else "content",
        row_height=row_height,
        on_select=changed,
        selection_mode="single-row",
        selection_default={"selection": {"rows": picked, "columns": [], "cells": []}},
        column_config=dict(columns or {}),
    )
