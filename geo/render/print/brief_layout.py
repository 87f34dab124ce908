"""How the country brief looks: its page, fonts, styles and tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import matplotlib as mpl
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from geo.query.export import Export
from geo.render.print.brief_words import brief_word

MARGIN: Final = 14 * mm
WIDTH: Final = A4[0] - 2 * MARGIN - 12  # reportlab pads a page's frame by 6 points on each side
INK, MUTED, RULE, SHADE = (HexColor(code) for code in ("#1F2A33", "#56626C", "#C9D3DB", "#EEF2F5"))


@cache
def register_fonts() -> None:
    """Make DejaVu Sans known to reportlab; it comes with Matplotlib (Bitstream Vera licence)."""
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    for name, file in (
        ("Atlas", "DejaVuSans"),
        ("Atlas-Bold", "DejaVuSans-Bold"),
        ("Atlas-Oblique", "DejaVuSans-Oblique"),
    ):
        pdfmetrics.registerFont(TTFont(name, folder / f"{file}.ttf"))
    pdfmetrics.registerFontFamily(
        "Atlas", normal="Atlas", bold="Atlas-Bold", italic="Atlas-Oblique", boldItalic="Atlas-Bold"
    )


def style(
    size: float, colour: Any = INK, *, bold: bool = False, after: float = 0.0, before: float = 0.0
) -> ParagraphStyle:
    """Return a style of running text; sizes and spaces are points."""
    return ParagraphStyle(
        f"{size}{bold}{after}", fontName="Atlas-Bold" if bold else "Atlas", fontSize=size, leading=size * 1.28,
        textColor=colour, spaceAfter=after, spaceBefore=before,
    )  # fmt: skip


BODY, SMALL = style(7.2), style(6.2, MUTED)
HEADING = style(9, bold=True, after=2, before=6)


def table(
    export: Export, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]
) -> Flowable:
    """Return a table; heads are keys of the brief's words, cells are markup."""
    if not rows:
        return Paragraph(escape(brief_word(export.language, "none")), SMALL)
    content = [[Paragraph(escape(brief_word(export.language, head)), SMALL) for head in heads]]
    content += [[Paragraph(cell, BODY) for cell in row] for row in rows]
    made = Table(content, colWidths=[WIDTH * share for share in shares], repeatRows=1)
    made.setStyle(TableStyle([
        ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE), ("BACKGROUND", (0, 0), (-1, 0), SHADE),
        ("TOPPADDING", (0, 0), (-1, -1), 0.8), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.4),
        ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]))  # fmt: skip
    return made
