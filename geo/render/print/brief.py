"""A brief of one country on at most two pages of A4: PDF with its fonts in it, Latin and Cyrillic.

As many claims are printed as find room, and the brief says how many those are. Each reference fact
points to its source.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate, Spacer

from geo.errors import RenderError
from geo.i18n import pick
from geo.model.claim import Claim
from geo.query.citation import AUTHOR, cite
from geo.query.export import Export
from geo.query.selection import evidence
from geo.render.print import brief_parts as parts
from geo.render.print.brief_layout import HEADING, MARGIN, MUTED, SMALL, WIDTH, register_fonts, style
from geo.render.print.brief_words import brief_word
from geo.render.print.sheet import map_picture

PAGES: Final = 2


def brief(export: Export, country: str) -> bytes:
    """Return the brief of a country as PDF.

    Raises
    ------
    RenderError
        Where not even a brief without claims fits on two pages.
    """
    register_fonts()
    picture = map_picture(export, 220)
    claims = evidence(export.dataset, export.claims, f"country:{country}")
    # Where not all find room, what is said of this country outweighs what is said of all at once.
    ranked = sorted(claims, key=lambda claim: len(export.dataset.countries_of(claim)))
    # The most claims that fit, by halving.
    low, high = 0, len(claims)
    made, pages = _built(export, country, claims, ranked, picture)
    if pages <= PAGES:
        return made
    while low < high:
        middle = (low + high + 1) // 2
        # Trials leave the picture's place empty: packing it takes longer than all else.
        if _built(export, country, claims, ranked[:middle], None)[1] <= PAGES:
            low = middle
        else:
            high = middle - 1
    made, pages = _built(export, country, claims, ranked[:low], picture)
    if pages > PAGES:
        raise RenderError(f"brief of {country}: length expected at most {PAGES} pages, got {pages}")
    return made


def _built(
    export: Export, country: str, claims: Sequence[Claim], shown: Sequence[Claim], picture: bytes | None
) -> tuple[bytes, int]:
    words, stamp = export.language, export.stamp
    name = pick(export.dataset.actor_names(country), words.tag)
    sources = parts.Sources(export)
    size = {"width": WIDTH * 0.8, "height": WIDTH * 0.8 * 0.6}
    story: list[Flowable] = [
        Paragraph(escape(brief_word(words, "kicker", title=stamp.title)), SMALL),
        Paragraph(escape(name), style(18, bold=True, after=2)),
        Paragraph(escape(stamp.shows), style(8.5, after=4)),
        Image(io.BytesIO(picture), **size) if picture is not None else Spacer(**size),
        Paragraph(parts.legend(export), style(6.2, MUTED, before=2)),
        *parts.standing(export, country, sources),
        *parts.borders(export, country, sources),
        *parts.facilities(export, country, sources),
        *parts.threats(export, country, claims),
        *parts.said(export, claims, {claim.id for claim in shown}),
    ]
    if sources.found:
        story.append(Paragraph(escape(brief_word(words, "sources")), HEADING))
        story += [Paragraph(line, style(5.6, MUTED)) for line in sources.lines()]
    citation = cite(export.dataset, export.view, export.base_url, export.made, words)
    story.append(Paragraph(escape(brief_word(words, "cite")), HEADING))
    story.append(Paragraph(escape(citation.text), SMALL))
    story += [Paragraph(f"{escape(term)}: {escape(value)}", SMALL) for term, value in stamp.lines(words)[1:]]

    def foot(canvas: Any, document: Any) -> None:
        said = brief_word(
            words,
            "page",
            title=stamp.title,
            version=stamp.data_version,
            day=stamp.made.isoformat(),
            number=document.page,
        )
        canvas.setFont("Atlas", 6)
        canvas.setFillColor(MUTED)
        canvas.drawString(MARGIN, 8 * mm, said)

    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=11 * mm, bottomMargin=13 * mm,
        title=f"{name}: {stamp.title}", author=AUTHOR, subject=stamp.shows, creator="CSTO Atlas",
        keywords=[f"data version {stamp.data_version}", stamp.point_of_view_id, stamp.made.isoformat(), stamp.link],
        lang=words.tag, invariant=1,
    )  # fmt: skip
    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue(), document.page
