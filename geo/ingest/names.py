"""Find the names of the gazetteer in a text, every case and spelling, with all that they may mean."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import ahocorasick_rs

from geo.ingest.words import Words
from geo.store.declension import ENDINGS
from geo.store.gazetteer import Gazetteer

_JOIN: Final = re.compile(r"[ \t\u00a0]?[-‐‑–.'’ʼ]?(?:[ \t\u00a0]?|\r?\n)")
_LONGEST_NAME: Final = 120
"""Folded characters within which every name of the gazetteer ends."""

_BEFORE_I: Final = frozenset("гкхжшчщ")
"""Letters after which a Russian noun in -а has -и where others have -ы."""

_ADJECTIVE_FLAGS: Final = frozenset("dAn")


@dataclass(frozen=True, slots=True)
class Span:
    """Words ``start`` to ``end`` (exclusive) and what they may mean: (row, flags) pairs."""

    start: int
    end: int
    senses: tuple[tuple[int, str], ...]

    def having(self, flag: str) -> tuple[int, ...]:
        """Return the rows that the span names in the way of a flag."""
        return tuple(row for row, flags in self.senses if flag in flags)


class NameMatcher:
    """The compiled gazetteer: one Aho–Corasick automaton over all stems."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._matcher = ahocorasick_rs.AhoCorasick(
            [f" {pattern}" for pattern in gazetteer.patterns],
            implementation=ahocorasick_rs.Implementation.NoncontiguousNFA,
            store_patterns=False,
        )

    def find(self, words: Words, most: int = sys.maxsize) -> list[Span]:
        """Return the names from left to right, the longest one wherever several begin.

        Looking stops soon after there are more than ``most``: then somewhat more are returned.
        """
        found: dict[int, dict[int, list[tuple[int, str]]]] = {}
        gazetteer, joined, at = self._gazetteer, words.joined, words.at
        enough = len(joined)
        for number, begin, stop in self._matcher.find_matches_as_indexes(joined, overlapping=True):
            if begin > enough:
                break
            start = at.get(begin)
            if start is None:
                continue
            close = joined.index(" ", stop)
            group = gazetteer.groups[number]
            ending = joined[stop:close]
            if ending not in ENDINGS[group] and not (group == "A" and ending == "о"):
                continue
            if ending == "и" and group == "a" and joined[stop - 1] not in _BEFORE_I:
                # Гани is a man, and no case of Гана.
                continue
            end = start + gazetteer.patterns[number].count(" ") + 1
            senses = _written(words, start, end, gazetteer.senses(number), group=group, ending=ending)
            if senses and (end == start + 1 or _together(words, start, end)):
                found.setdefault(start, {}).setdefault(end, []).extend(senses)
                if len(found) > most:
                    # Matches come by where they end: a longer name that begins here may be still to come.
                    enough = min(enough, stop + _LONGEST_NAME)
        return list(_longest(found))


def _longest(found: dict[int, dict[int, list[tuple[int, str]]]]) -> Sequence[Span]:
    spans = []
    past = 0
    for start in sorted(found):
        if start < past:
            continue
        end = max(found[start])
        senses = sorted(set(found[start][end]))
        spans.append(Span(start, end, tuple(senses)))
        # "O" of an adjective pair is short: the longest name hides what begins inside it.
        past = end
    return spans


def _written(
    words: Words, start: int, end: int, senses: tuple[tuple[int, str], ...], *, group: str, ending: str
) -> list[tuple[int, str]]:
    """Keep the senses that fit how the name is written: capitals where it needs them."""
    capital = words.capital(start)
    if capital and end == start + 1 and group != "A" and not any("k" in flags for _, flags in senses):
        return list(senses)
    kept = []
    last = words.capital(end - 1)
    digit = words.folded[start][0].isdigit()
    for row, flags in senses:
        if "k" in flags:
            fits = words.raw(start, end).isupper()
        elif ending == "о":
            # таджикско-афганский: the first half of a pair, nothing else.
            fits = "d" in flags
        elif group in {"A", "n"} and _ADJECTIVE_FLAGS & set(flags):
            fits = True
        elif group == "A":
            fits = capital or "r" in flags
        elif "r" in flags or "e" in flags or "o" in flags:
            fits = capital or ((last or digit) and end > start + 1)
        elif "d" in flags and "а" <= words.folded[start][0] <= "я":
            fits = True
        else:
            fits = capital and (
                end == start + 1 or last or len(words.folded[end - 1]) < 4 or _hyphen(words, end - 2)
            )
        if fits:
            kept.append((row, flags))
    return kept


def _hyphen(words: Words, number: int) -> bool:
    return words.gap(number) in {"-", "‐", "‑"}


def _together(words: Words, start: int, end: int) -> bool:
    """Tell whether the words of a name stand together, with a space, hyphen or dot between."""
    if words.sentence[start] != words.sentence[end - 1]:
        return False
    return all(_JOIN.fullmatch(words.gap(number)) for number in range(start, end - 1))
