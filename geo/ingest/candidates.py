"""Open the decision about a name: whether it can be a place here, and which ones it may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from geo.ingest.choose import CORE, Candidate, Cue
from geo.ingest.context import Document
from geo.ingest.cuewords import cue_of
from geo.ingest.government import governs
from geo.ingest.names import Span
from geo.ingest.passing import is_title
from geo.ingest.words import Words
from geo.model.reason import Reason
from geo.store.gazetteer import Entry, Gazetteer

MOST_CANDIDATES: Final = 12
_QUOTES: Final = frozenset('«»“”„"')
_LONGEST_TITLE: Final = 30

# Points for and against a name being a place at all.
_PREPOSITION: Final = 0.5
_STRANGER: Final = -2.2
_STRANGER_ABROAD: Final = -3.6
_WORD: Final = -1.3
_WORD_AT_START: Final = -3.5
_SMALL_ELSEWHERE: Final = -1.5
_IN_QUOTES: Final = -6.0


@dataclass
class Decision:
    """A name under decision: its candidates, best first, what spoke for and against it at all."""

    span: Span
    cue: Cue
    penalty: float
    notes: list[Reason]
    candidates: list[Candidate]
    government: Reason | None = None
    noted: Entry | None = None
    """The place that this name was taken for at first, where that helps to decide about others."""


def open_decision(
    document: Document, span: Span, gazetteer: Gazetteer, priors: Callable[[int, str], Candidate]
) -> Decision | None:
    """Return a name to be weighed, or None where it is no place."""
    cue = cue_of(document, span)
    adjective = all("A" in flags for _, flags in span.senses)
    if _no_place(document, span, cue, adjective):
        return None
    candidates = [priors(row, flags) for row, flags in span.senses if flags[0] not in "dno"]
    own = {code for row in span.having("c") for code in gazetteer.entry(row).iso3}
    if own:
        # A hamlet called Kazakhstan is not what a text means by it.
        candidates = [
            one
            for one in candidates
            if one.precision in {"country", "province"} or not own & set(one.entry.iso3)
        ]
    if adjective:
        candidates = [one for one in candidates if one.precision in {"province", "settlement", "district"}]
    best: dict[int, Candidate] = {}
    for one in candidates:
        if one.row not in best or one.points > best[one.row].points:
            best[one.row] = one
    if not best:
        return None
    ranked = sorted(best.values(), key=lambda one: (-one.points, one.row))[:MOST_CANDIDATES]
    against = _weigh_name(document, span, cue, ranked)
    penalty = sum(one.points or 0.0 for one in against)
    return Decision(span, cue, penalty, against, ranked, governs(document, span, gazetteer))


def _no_place(document: Document, span: Span, cue: Cue, adjective: bool) -> bool:
    """Tell whether a name is certainly no place here: a person, a street, a part of another name."""
    single = span.end == span.start + 1
    if adjective and not cue.precision:
        return True
    if span.having("c"):
        if document.medium(span) is not None or is_title(document.words, span):
            return True
    elif (
        document.before(span.start, "names.street_before_ru")
        or document.person(span) is not None
        or (single and not cue.precision and document.is_in("never", span.start))
    ):
        return True
    return document.inside_organisation(span) is not None and not _state_body(document, span)


def _weigh_name(document: Document, span: Span, cue: Cue, candidates: list[Candidate]) -> list[Reason]:
    """Return what speaks for or against a name being a place at all."""
    words = document.words
    found: list[Reason] = []
    if document.locative(span):
        found.append(Reason("after a preposition of place", points=_PREPOSITION))
    if span.having("c"):
        return found
    first = words.folded[span.start]
    strangers = filter(None, (document.stranger_before(span), document.stranger_after(span)))
    if not cue.precision or document.hyphened(span):
        core = any(CORE & set(one.entry.iso3) for one in candidates)
        points = _STRANGER if core else _STRANGER_ABROAD
        found += [Reason("beside the unknown name {}", (stranger,), points) for stranger in strangers]
    if not cue.precision and all("w" in flags for _, flags in span.senses):
        doubtful = words.begins_sentence(span.start) or first in words.lower
        found.append(Reason("an ordinary word too", points=_WORD_AT_START if doubtful else _WORD))
    elif (
        span.end == span.start + 1
        and first in words.lower
        and not any("A" in flags for _, flags in span.senses)
    ):
        found.append(Reason("written small elsewhere", points=_SMALL_ELSEWHERE))
    long_area = span.end > span.start + 1 and all(one.precision == "region" for one in candidates)
    if _quoted(words, span) and not long_area and not _at_crossing(document, span, cue):
        found.append(Reason("in quotation marks", points=_IN_QUOTES))
    return found


def _state_body(document: Document, span: Span) -> bool:
    """Tell whether a country's name is its state's: government of Tajikistan."""
    if not span.having("c"):
        return False
    number = span.start - 1
    if document.word(number) == "the":
        number -= 1
    return document.word(number) == "of" and bool(document.before(number, "names.state_of"))


def _at_crossing(document: Document, span: Span, cue: Cue) -> bool:
    """Tell whether a sentence speaks of crossings or ranges: Russian puts their names in quotation marks."""
    if cue.precision:
        return True
    sentence = document.words.sentence[span.start]
    return not document.quoting.isdisjoint({sentence, sentence - 1})


def _quoted(words: Words, span: Span) -> bool:
    """Tell whether a name begins a short title in quotation marks, as hotels and newspapers have."""
    start, end = words.starts[span.start], words.ends[span.end - 1]
    if start == 0 or words.text[start - 1] not in _QUOTES:
        return False
    title = words.text[end : end + _LONGEST_TITLE]
    return any(char in _QUOTES for char in title) and not any(
        char in ".!?,;:" for char in title.split("»")[0].split('"')[0]
    )
