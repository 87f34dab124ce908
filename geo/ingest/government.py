"""Tell a capital that stands for its government from the city: "Moscow denied it", «позиция Москвы»."""

from __future__ import annotations

from typing import Final

from geo.ingest.context import Document
from geo.ingest.names import Span
from geo.model.reason import Reason
from geo.store.gazetteer import Gazetteer

_PLACE: Final = frozenset(
    {
        "in",
        "at",
        "near",
        "from",
        "to",
        "into",
        "outside",
        "of",
        "around",
        "в",
        "из",
        "под",
        "до",
        "около",
        "во",
    }
)
_POSSESSIVE: Final = ("'s", "’s")
_AND: Final = frozenset({"and", "и", "или", "or"})


def governs(document: Document, span: Span, gazetteer: Gazetteer) -> Reason | None:
    """Say why a name is a government's here, or return None."""
    if not any(row in gazetteer.capitals for row, _ in span.senses):
        return None
    words = document.words
    raw = words.raw(span.start, span.end)
    if raw.endswith(_POSSESSIVE) and document.after(span.end, "government.nouns"):
        return _instead("its {}", words.raw(span.end, span.end + 1))
    before = document.before(span.start, "government.before")
    if before:
        begin = document.ending[span.start][before]
        return _instead("after “{}”", words.raw(begin, span.start))
    if (
        document.word(span.start - 1) in _PLACE
        and words.sentence[span.start - 1] == words.sentence[span.start]
    ):
        return None
    other = document.taken.get(span.start - 2) if document.word(span.start - 1) in _AND else None
    if other is not None and document.word(other.start - 1) in _PLACE:
        # "in Moscow and Minsk": the preposition holds for both.
        return None
    ahead = _past_others(document, span, gazetteer)
    verb = document.after(ahead, "government.verbs") if ahead < len(words.folded) else None
    if verb and words.sentence[ahead] == words.sentence[span.start]:
        return _instead("before “{}”", words.raw(ahead, document.starting[ahead][verb]))
    return None


def _instead(why: str, said: str) -> Reason:
    return Reason(f"a capital for its government: {why}", (said,))


def _past_others(document: Document, span: Span, gazetteer: Gazetteer) -> int:
    """Return the word after "Tashkent and Dushanbe", where the second is a capital too."""
    ahead = span.end
    if document.word(ahead) in _AND and ahead + 1 in document.taken:
        other = document.taken[ahead + 1]
        if any(row in gazetteer.capitals for row, _ in other.senses):
            return other.end
    return ahead
