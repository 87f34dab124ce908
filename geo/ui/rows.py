"""A table whose rows each stand for a selection: picking one opens it, and the open one is marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.ui.page import Context
from geo.ui.picking import TWO_LINES, picking_table


def pick_rows(
    context: Context,
    name: str,
    rows: Sequence[Mapping[str, Any]],
    selections: Sequence[str],
    *,
    row_height: int = TWO_LINES,
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
    picking_table(
        name,
        rows,
        selections,
        context.view.selection,
        context.language,
        widths=widths,
        height=480,
        row_height=row_height,
    )
