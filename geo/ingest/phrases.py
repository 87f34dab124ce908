"""Find the terms of word lists: one Aho–Corasick pass over a text for all lists at once."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ahocorasick_rs

from geo.ingest.words import Words
from geo.store.declension import WORD, fold, is_cyrillic


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of list ``key`` that was found: words ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    key: str
    term: str


class Phrases:
    """The compiled lists. A star ends a stem; without one a word must be whole."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        # By the stem of the first word: whether that word may go on, the words that follow, key and term.
        firsts: dict[str, list[tuple[bool, tuple[tuple[str, bool], ...], str, str]]] = defaultdict(list)
        for key, terms in lists.items():
            for term in terms:
                parts = tuple(_parts(term))
                if parts:
                    firsts[parts[0][0]].append((parts[0][1], parts[1:], key, term))
        self._stems = sorted(firsts)
        self._terms = [firsts[stem] for stem in self._stems]
        self._matcher = ahocorasick_rs.AhoCorasick([f" {stem}" for stem in self._stems])

    def find(self, words: Words, most: int = sys.maxsize) -> list[Hit]:
        """Return all hits, in order of their first word; hits may overlap.

        Looking stops once there are more than ``most``: then somewhat more are returned.
        """
        hits: list[Hit] = []
        folded = words.folded
        many = len(folded)
        at = words.at
        for number, begin, end in self._matcher.find_matches_as_indexes(words.joined, overlapping=True):
            if len(hits) > most:
                break
            start = at.get(begin)
            if start is None:
                continue
            whole = len(folded[start]) == end - begin - 1
            for star, rest, key, term in self._terms[number]:
                if not (star or whole):
                    continue
                last = start + 1
                for stem, open_ended in rest:
                    if last >= many:
                        break
                    word = folded[last]
                    if word != stem and not (open_ended and word.startswith(stem)):
                        break
                    last += 1
                else:
                    hits.append(Hit(start, last, key, term))
        hits.sort(key=lambda hit: (hit.start, -hit.end, hit.key, hit.term))
        return hits


def _parts(term: str) -> Iterable[tuple[str, bool]]:
    lowered = fold(term)
    for match in WORD.finditer(lowered):
        yield match.group(), lowered[match.end() : match.end() + 1] == "*"


def as_stems(term: str) -> str:
    """Return a term of the vocabulary with stars: its last word is a stem, Russian words all are."""
    if "*" in term:
        return term
    words = WORD.findall(fold(term))
    starred = []
    for number, word in enumerate(words):
        last = number == len(words) - 1
        if is_cyrillic(word) and len(words) > 1 and len(word) > 4:
            stem = word.rstrip("аеиоуыэюяйь") if not last or len(word) > 5 else word
            starred.append(f"{stem}*")
        else:
            starred.append(f"{word}*" if last and len(word) > 3 else word)
    return " ".join(starred)
