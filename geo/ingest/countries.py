"""Find what names or describes a country: it tells what the text is about."""

from __future__ import annotations

from geo.ingest.context import Document
from geo.ingest.names import Span
from geo.ingest.passing import in_passing
from geo.store.gazetteer import Gazetteer


def find_countries(document: Document, gazetteer: Gazetteer) -> dict[Span, str]:
    """Find what names or describes a country; adjectives of peoples are left out of the evidence."""
    found: dict[Span, str] = {}
    for span in document.spans:
        if span.having("c"):
            code = gazetteer.entry(span.having("c")[0]).iso3[0]
            found[span] = code
            apart = document.inside_organisation(span) or document.medium(span)
            if not is_ambiguous(span, gazetteer) and not apart:
                point(document, span, found, weight=1.0)
        elif span.having("d") and not _city_meant(document, span):
            code = gazetteer.entry(span.having("d")[0]).iso3[0]
            found[span] = code
            if document.people(span) is None:
                point(document, span, found, weight=0.5)
        elif span.having("n"):
            # A people: known, so that no settlement of that name is found, and silent, unless it is citizens.
            code = found[span] = gazetteer.entry(span.having("n")[0]).iso3[0]
            if "people.civic" in document.starting.get(span.start, ()):
                document.points_to(code, 0.5, document.words.sentence[span.start])
    return found


def point(document: Document, span: Span, found: dict[Span, str], *, weight: float) -> None:
    """Note what a name or an adjective says of its country, less where it only passes it by."""
    reason = in_passing(document, span, found)
    if reason is not None:
        document.passing[span] = reason
    sentence = document.words.sentence[span.start]
    document.points_to(found[span], weight, sentence, in_passing=reason is not None)


def is_ambiguous(span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether a country's name is a province's elsewhere too (Georgia)."""
    own = set(span.having("c"))
    return any(row not in own and gazetteer.entry(row).precision == "province" for row, _ in span.senses)


def _city_meant(document: Document, span: Span) -> bool:
    return bool(document.before(span.start, "names.settlement_before", "names.settlement_before_ru")) and any(
        flag[0] in "pea" for _, flag in span.senses
    )
