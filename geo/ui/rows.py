"""A table whose rows each stand for a selection: picking one opens it, and the open one is marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from geo.query.selection import is_selection
from geo.ui import state
from geo.ui.page import Context


def pick_rows(
    context: Context,
    name: str,
    rows: Sequence[Mapping[str, Any]],
    selections: Sequence[str],
    *,
    row_height: int | None = None,
    widths: Mapping[str, int] | None = None,
) -> None:
    """Draw the table.

    Parameters
    ----------
    name
        Its key on the page.
    rows
        Cells by heading, in the language; a cell is text, never Markdown.
    selections
        What each row opens.
    row_height
        Pixels; cells wrap from 65 on.
    widths
        Pixels by heading.
    """
    opened = context.view.selection
    marked = [selections.index(opened)] if opened in selections else []
    # What is marked is what is open, however it was opened: another one makes another table.
    key = f"{name}.{opened if marked else ''}"

    def picked() -> None:
        found = st.session_state[key].selection.rows
        if found and found[0] < len(selections) and is_selection(context.dataset, selections[found[0]]):
            state.select(selections[found[0]])
        elif not found:
            state.select(None)

    st.dataframe(
        pd.DataFrame(list(rows)),
        key=key,
        hide_index=True,
        row_height=row_height,
        height=480 if len(rows) * (row_height or 35) > 480 else "content",
        on_select=picked,
        selection_mode="single-row",
        selection_default={"selection": {"rows": marked, "columns": [], "cells": []}},
        column_config={
            heading: st.column_config.Column(heading, width=width)
            for heading, width in (widths or {}).items()
        },
    )
