"""Borders named as pairs of countries: Tajik-Afghan border, таджикско-афганская граница."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from geo.ingest.context import Document
from geo.ingest.names import Span

_NOUNS: Final = ("border", "borders", "frontier", "границ", "рубеж", "погранич", "приграничь")
_PAIR: Final = frozenset({"-", "‐", "‑", "–", "—", " - ", " – ", " — ", "/", " and ", " и "})
_WITH: Final = frozenset({"with", "с", "со"})
_BETWEEN: Final = frozenset({"between", "of", "между", *_WITH})


@dataclass(frozen=True, slots=True)
class BorderSpan:
    """Words that name a border, the spans of its two countries, and the rule that found it."""

    start: int
    end: int
    countries: tuple[str, str]
    parts: tuple[Span, Span]
    rule: str


def find_borders(document: Document, country_of: dict[Span, str]) -> list[BorderSpan]:
    """Return the borders; ``country_of`` gives the code of each span that names or describes a country."""
    words = document.words
    spans = [span for span in document.spans if span in country_of]
    found: list[BorderSpan] = []
    for one, two in pairwise(spans):
        first, second = country_of[one], country_of[two]
        if first == second or words.sentence[one.start] != words.sentence[two.start]:
            continue
        between = words.text[words.ends[one.end - 1] : words.starts[two.start]]
        pair = (min(first, second), max(first, second))
        if between in _PAIR:
            noun = _noun_after(document, two.end)
            if noun is not None:
                hyphen = between.strip() not in {"and", "и"}
                if hyphen or not _is_name(one):
                    found.append(
                        BorderSpan(
                            one.start, noun + 1, pair, (one, two), "a pair of countries before “border”"
                        )
                    )
                    continue
            head = _noun_before(document, one.start)
            # "Its borders with Iran and Iraq" are two, and neither is the one between those.
            if head is not None and document.word(one.start - 1) not in _WITH:
                found.append(BorderSpan(head, two.end, pair, (one, two), "“border between” two countries"))
        elif _is_owner(between) or (two.start - one.end <= 3 and _border_with(document, one.end, two.start)):
            found.append(
                BorderSpan(one.start, two.end, pair, (one, two), "one country's “border with” another")
            )
        elif between.strip() in {"", "с", "со"} and _noun_before(document, one.start) is not None:
            head = _noun_before(document, one.start)
            assert head is not None
            found.append(BorderSpan(head, two.end, pair, (one, two), "“border of” two countries"))
    return found


def _is_name(span: Span) -> bool:
    return bool(span.having("c"))


def _is_owner(between: str) -> bool:
    folded = between.lower().replace("’", "'")
    return folded.startswith("'s ") and "border with" in folded and len(folded) < 32


def _border_with(document: Document, start: int, end: int) -> bool:
    inside = [document.word(number) for number in range(start, end)]
    return len(inside) >= 2 and _is_noun(inside[0]) and inside[-1] in {"with", "с", "со"}


def _is_noun(word: str) -> bool:
    return word.startswith(_NOUNS) and word not in {"bordering", "пограничник", "пограничники"}


def _noun_after(document: Document, number: int) -> int | None:
    """Return the number of a border noun within three words, in the same sentence."""
    words = document.words
    for ahead in range(number, min(number + 3, len(words.folded))):
        if not document.same_breath(ahead - 1) or words.sentence[ahead] != words.sentence[number - 1]:
            return None
        if _is_noun(words.folded[ahead]):
            return ahead
    return None


def _noun_before(document: Document, number: int) -> int | None:
    """Return the number of a border noun before a name, with at most a preposition between."""
    back = number - 1
    if document.word(back) == "the":
        back -= 1
    if document.word(back) in _BETWEEN:
        back -= 1
    if (
        back >= 0
        and _is_noun(document.word(back))
        and document.words.sentence[back] == document.words.sentence[number]
    ):
        return back
    return None
