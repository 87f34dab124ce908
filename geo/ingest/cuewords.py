"""What the words right before or after a name say it is: a province, a district, a town, a site."""

from __future__ import annotations

from geo.ingest.choose import Cue
from geo.ingest.context import Document
from geo.ingest.names import Span


def cue_of(document: Document, span: Span) -> Cue:
    """Return what the words right before or after a name say it is."""
    words = document.words
    for precision, lists in (
        ("province", ("names.province_after", "names.province_ru")),
        ("district", ("names.district_after", "names.district_ru")),
        ("site", ("names.site_after",)),
        ("settlement", ("names.settlement_after",)),
    ):
        found = document.after(span.end, *lists)
        if found:
            end = document.starting[span.end][found]
            reach = end if precision in {"province", "district"} else span.end
            return Cue(precision, words.raw(span.end, end), span.start, reach)
    for precision, lists in (
        ("settlement", ("names.settlement_before", "names.settlement_before_ru")),
        ("province", ("names.province_before", "names.province_before_ru")),
        ("district", ("names.district_before", "names.district_before_ru")),
        ("site", ("names.site_before_ru",)),
    ):
        found = document.before(span.start, *lists)
        if found:
            begin = document.ending[span.start][found]
            return Cue(precision, words.raw(begin, span.start), before=begin)
    if any("A" in flags for _, flags in span.senses):
        return _adjective_head(document, span)
    return Cue()


def _adjective_head(document: Document, span: Span) -> Cue:
    """Find the noun of an adjective over others: «Ошской, Баткенской и Нарынской областях»."""
    words = document.words
    for ahead in range(span.end, min(span.end + 6, len(words.folded))):
        if words.sentence[ahead] != words.sentence[span.start]:
            break
        word = words.folded[ahead]
        starts = document.starting.get(ahead, {})
        for precision, listed in (("province", "names.province_ru"), ("district", "names.district_ru")):
            if listed in starts:
                end = ahead + 1 if ahead == span.end else span.end
                return Cue(precision, words.raw(ahead, ahead + 1), span.start, end)
        if word not in {"и", "автономной", "автономная"} and not (word.rstrip("аеиоуыйяхюмг").endswith("ск")):
            break
    return Cue()
