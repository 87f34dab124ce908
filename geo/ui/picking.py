"""A table whose rows open something: one row picked is one selection of the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from geo.i18n import Language
from geo.ui.component import table
from geo.ui.page import Context

ROW_HEIGHT: Final = 66
"""Pixels: three lines of text."""
ONE_LINE: Final = 35
"""Pixels."""
TWO_LINES: Final = 52
"""Pixels."""
WIDTH: Final = 130
"""Pixels of a column that no one has measured."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a table, as part of it: one element of the page instead of three.

    Parameters
    ----------
    text, help_text
        Words; "" for none.
    nothing
        What stands in the table's place where it has no row.
    level
        Of the heading, in the page's outline.
    """

    text: str = ""
    help_text: str = ""
    nothing: str = ""
    level: Literal[2, 3] = 2


def picking_table(
    context: Context,
    key: str,
    label: str,
    rows: Sequence[Mapping[str, Cell]],
    selections: Sequence[str],
    *,
    over: Heading = Heading(),
    opened: str | None = None,
    widths: Mapping[str, int] | None = None,
    height: int = 480,
    row_height: int = TWO_LINES,
) -> None:
    """Draw the table; picking a row opens its selection, and the open one is marked.

    Parameters
    ----------
    key
        Its key in the session.
    label
        What it is called to who can't see it, in the language.
    rows
        Cells by heading, in the language; every row has the same headings. A cell is text or a number,
        never Markdown.
    selections
        What each row opens; as many as rows, each once.
    over
        What stands over it.
    opened
        The selection whose row is marked; by default the view's.
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
            **words_of(context.language),
            "heading": over.text,
            "level": over.level,
            "help": over.help_text,
            "nothing": over.nothing,
            "label": label,
            "columns": [{"label": heading, "width": wide.get(heading, WIDTH)} for heading in headings],
            "rows": [list(row.values()) for row in rows],
            "selections": list(selections),
            "opened": opened or context.view.selection,
            "height": min(height, len(rows) * row_height),
            "row_height": row_height,
        },
    )


def words_of(language: Language) -> dict[str, Any]:
    """Return the words that every table needs; a heading stands above it where there is one."""
    return {
        "language": language.tag,
        "heading": "",
        "level": 2,
        "help": "",
        "nothing": "",
        "words": {"failed": language.text("table.failed")},
    }
