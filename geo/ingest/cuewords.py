"""What the words right before or after a name say it is: a province, a district, a town, a site."""

from __future__ import annotations

from typing import Final

from geo.ingest.choose import Cue
from geo.ingest.context import Document
from geo.ingest.names import Span

_RIVERS: Final = frozenset({"rivers", "реки", "рек", "рекам", "реками", "реках"})
_RIVER: Final = frozenset({"река", "реке", "реку", "рекой", "рекою"})
_BASINS: Final = frozenset({"basin", "basins", "valleys"})
_AND: Final = frozenset({"and", "и"})
_STOPS: Final = (".", ";")
_AFTER_RIVER: Final = frozenset(["at", "from", "has", "in", "into", "is", "near", "on", "to", "was"])
_LONGEST_LIST: Final = 6


def cue_of(document: Document, span: Span) -> Cue:
    """Return what the words right before or after a name say it is."""
    words = document.words
    river = _river(document, span)
    if river:
        return Cue("river", river)
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


def _river(document: Document, span: Span) -> str:
    """Return the word that makes a river of a name with that sense: "the Panj and Vakhsh rivers", "on the Panj"."""
    words = document.words
    if not span.having("q"):
        return ""
    last = len(words.folded)

    def of_rivers(number: int) -> bool:
        word = words.folded[number]
        if number < span.start:
            return word in _RIVERS or (number == span.start - 1 and word in _RIVER)
        return word in _RIVERS or (word == "river" and document.word(number + 1) in _BASINS)

    for numbers in (
        range(span.end, min(span.end + _LONGEST_LIST, last)),
        range(span.start - 1, max(span.start - 1 - _LONGEST_LIST, -1), -1),
    ):
        # Along a list of names, as far as it goes.
        for number in numbers:
            if words.sentence[number] != words.sentence[span.start]:
                break
            if of_rivers(number):
                return words.raw(number, number + 1)
            if words.folded[number] not in _AND and not words.capital(number):
                break
    alone = words.gap(span.end - 1).startswith(_STOPS) or document.word(span.end) in _AFTER_RIVER
    return words.raw(span.start - 1, span.start) if document.word(span.start - 1) == "the" and alone else ""


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
