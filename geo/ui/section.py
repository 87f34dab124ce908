"""A section of a page that is read: a heading, a few words, tables and lines, as one component.

Streamlit would make an element of each, and React draws every element of a page anew on each rerun. The tables wrap,
print whole and are read by a screen reader as tables; every text is only ever text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.i18n import Language
from geo.ui.component import section as component


class Section:
    """Collects the parts of one section in their order, then draws it.

    Parameters
    ----------
    key
        Names it on its page, and in the address after ``#`` where it has a heading.
    heading, help_text
        What stands over it; "" for nothing.
    """

    def __init__(self, key: str, language: Language, heading: str = "", help_text: str = "") -> None:
        self._key = key
        self._data: dict[str, Any] = {"language": language.tag, "heading": heading, "help": help_text}
        self._parts: list[dict[str, Any]] = []

    def table(self, rows: Sequence[Mapping[str, str]], fold: str = "", *, on_paper: bool = True) -> None:
        """Add a table, its headings the keys of its rows; nothing where there is no row.

        Parameters
        ----------
        fold
            What stands over it while it is folded; "" for a table that is open.
        on_paper
            Whether it is printed, which unfolds it.
        """
        if rows:
            self._parts.append({
                "kind": "table",
                "columns": list(rows[0]),
                "rows": [list(row.values()) for row in rows],
                "fold": fold,
                "on_paper": on_paper,
            })  # fmt: skip

    def lines(self, *lines: str) -> None:
        """Add lines of text."""
        if lines:
            self._parts.append({"kind": "lines", "lines": [{"text": line} for line in lines]})

    def sources(self, lines: Sequence[tuple[str, str]]) -> None:
        """Add lines that each end in a link to an address, in two columns on paper."""
        linked = [{"text": text, "url": url} for text, url in lines]
        self._parts.append({"kind": "lines", "lines": linked, "small": True})

    def draw(self) -> None:
        """Draw it where the page is."""
        component(self._key, {**self._data, "anchor": self._key, "parts": self._parts})
