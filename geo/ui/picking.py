"""A table whose rows open something: one row picked is one selection of the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from geo.i18n import Language
from geo.ui.component import table

ROW_HEIGHT: Final = 66
"""Pixels: three lines of text."""
ONE_LINE: Final = 35
"""Pixels."""
TWO_LINES: Final = 52
"""Pixels."""
WIDTH: Final = 130
"""Pixels of a column that no one has measured."""

Cell = str | int | float | None


def picking_table(
    key: str,
    rows: Sequence[Mapping[str, Cell]],
    selections: Sequence[str],
    opened: str | None,
    language: Language,
    *,
    widths: Mapping[str, int] | None = None,
    height: int = 8 * ROW_HEIGHT,
    row_height: int = ONE_LINE,
) -> None:
    """Draw the table.

    Parameters
    ----------
    rows
        Cells by heading, in the language; every row has the same headings. A cell is text or a number,
        never Markdown.
    selections
        What each row opens; as many as rows, each once.
    opened
        The view's selection: its row is marked.
    widths
        Pixels by heading; what is left over is shared out in their proportion.
    height
        Pixels that the rows may take; what is more scrolls.
    row_height
        Pixels; text wraps to as many lines as fit.
    """
    headings = list(rows[0]) if rows else []
    wide = widths or {}
    table(
        key,
        {
            **words_of(language),
            "label": key.rpartition(".")[2],
            "columns": [{"label": heading, "width": wide.get(heading, WIDTH)} for heading in headings],
            "rows": [list(row.values()) for row in rows],
            "selections": list(selections),
            "opened": opened,
            "height": min(height, len(rows) * row_height),
            "row_height": row_height,
        },
    )


def words_of(language: Language) -> dict[str, Any]:
    """Return the words that every table needs; a heading stands above it where there is one."""
    return {
        "language": language.tag,
        "heading": "",
        "help": "",
        "nothing": "",
        "words": {"failed": language.text("table.failed")},
    }
