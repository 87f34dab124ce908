"""How much of a page goes on paper: one sheet of A4, set closer where there is more, cut visibly at the last.

A browser can't be asked how long a page will be in print, so the lines are reckoned here, a little on the
generous side; the style sheet (``layout.css``) then sets the sheet in the type that is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from geo.i18n import Language, Words

SHEET: Final = 1054
"""Height of a sheet within its margins, in CSS pixels."""
HEADINGS: Final = 265
"""Pixels of what every profile has: sentence, name, headings and footer."""
TYPES: Final = (("usual", 1.0), ("close", 0.86), ("closest", 0.74))
"""Sizes of type, the largest first: name and size as a share of the usual."""
ROWS_OF_A_CUT_TABLE: Final = 9
"""Rows that each table keeps where even the closest type holds too little; as the style sheet has it."""

_CUT: Final[Words] = {
    "en": "Cut to fit on one sheet: each table shows its first {kept} rows, and {number} more are on the page itself.",
    "ru": "Сокращено до одного листа: в таблицах первые строки (по {kept}), ещё {number} — на самой странице.",
}


class Paper:
    """Reckons the length of a page in print while it is drawn."""

    def __init__(self) -> None:
        self._pixels = float(HEADINGS)
        self._cut = 0

    def table(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Add a table: a heading, and one to three lines a row."""
        if not rows:
            return
        lines = [1 + (said > 70) + (said > 170) for said in (sum(map(len, row.values())) for row in rows)]
        self._pixels += 23 + sum(2 + 9.5 * number for number in lines)
        self._cut += max(0, len(rows) - ROWS_OF_A_CUT_TABLE)

    def beside(self, *rows: int) -> None:
        """Add tables of so many rows that stand side by side: the longest counts."""
        self._pixels += 23 + 11.5 * max(rows, default=0)
        self._cut += sum(max(0, number - ROWS_OF_A_CUT_TABLE) for number in rows)

    def text(self, said: str, columns: int = 1) -> None:
        """Add running text of one or more columns."""
        width, height = (165, 15.0) if columns == 1 else (90, 8.5)
        self._pixels += height * -(-len(said) // width) / columns

    @property
    def type(self) -> str:
        """The type to set it in: one of `TYPES`, or ``cut`` where none is small enough."""
        # Smaller type fits more on a line too, which is left out: that is the margin for error.
        return next((name for name, size in TYPES if self._pixels * size <= SHEET), "cut")

    def mark(self, words: Language) -> None:
        """Tell the style sheet which type is wanted, and the reader of the sheet what was cut."""
        chosen = self.type
        if chosen == TYPES[0][0]:
            return
        with st.container(key=f"atlas_paper_{chosen}"):
            said = words.part("paper.cut", _CUT)
            st.text(said.format(kept=ROWS_OF_A_CUT_TABLE, number=self._cut) if chosen == "cut" else "\u00a0")
