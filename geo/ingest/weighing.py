"""Weigh the signs of threats in a passage together: what the rules found, and every word that speaks for or against it.

A rule sees a sentence or two. Here some eight sentences are looked at as one passage, as an analyst reads them, with
points that were learned from annotated passages (``make weights``). A threat that the rules did not find is added where
enough speaks for it. One that they found is left out where nearly all of a short text speaks against it; in a longer text,
which may speak of many things, it stays.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.ingest.phrases import Hit
    from geo.ingest.threat_rules import Classes
    from geo.model.threat_weights import ThreatWeights

Signs = dict[int, dict[str, "Hit"]]
"""The signs of each sentence by their names, each with the first words that make it."""

_OWN: Final = ("threat.", "weak.", "first.", "second.")
_FAMILIES: Final = (*_OWN, "hollow.")
"""Lists of words that are signs by themselves; classes of words are signs too."""

_OF_ITS_OWN: Final = 1.0
"""Points that a threat's own words have, beside those learned, when it is asked which sentence of a passage speaks of it.

On 952 threats that the rules place, 87 % fall into a sentence of theirs that way, 82 % without it.
"""

WHOLE: Final = 10
"""Sentences of a text that is one passage."""

_WIDTH: Final = 8
_STEP: Final = 4
_ENOUGH: Final = 3
"""Sentences of a text that can speak against a rule; a shorter one says too little."""

_AGAINST: Final = -1.35
"""Points below which a text speaks against what the rules found: a probability of 0.1, where 0.3 is 0 points."""

_SHOWN: Final = 5


@dataclass(frozen=True)
class Weights:
    """The points in a table: ``points[rows[sign], column]`` for the threat of that column."""

    threats: tuple[str, ...]
    bias: np.ndarray
    rows: Mapping[str, int]
    points: np.ndarray


def compile_weights(weights: ThreatWeights) -> Weights:
    """Return the weights as a table."""
    threats = tuple(sorted(weights.bias))
    table = np.array([[points.get(threat, 0.0) for threat in threats] for points in weights.signs.values()])
    bias = np.array([weights.bias[threat] for threat in threats])
    rows = {sign: row for row, sign in enumerate(weights.signs)}
    return Weights(threats, bias, rows, table.reshape(len(rows), len(threats)))


def points_of(weights: Weights, value: Mapping[str, float]) -> np.ndarray:
    """Return the points of each threat, from the values of the signs in a passage; above 0 it speaks of the threat."""
    known = [sign for sign in value if sign in weights.rows]
    rows = np.array([weights.rows[sign] for sign in known], dtype=int)
    points: np.ndarray = weights.bias + np.array([value[sign] for sign in known]) @ weights.points[rows]
    return points


def signs_in(by_sentence: Mapping[int, list[Hit]], classes: Mapping[int, Classes]) -> Signs:
    """Return the signs of each sentence, from the words that count by themselves and those of classes."""
    signs: Signs = defaultdict(dict)
    for sentence, hits in by_sentence.items():
        for hit in hits:
            if hit.key.startswith(_FAMILIES):
                signs[sentence].setdefault(hit.key, hit)
    for sentence, here in classes.items():
        signs[sentence].update({f"class.{name}": hits[0] for name, hits in here.items()})
    return signs


def passages(sentences: int) -> Iterator[tuple[int, int]]:
    """Return the passages of a text: all of it, or eight sentences at a time, each half over the one before."""
    if sentences <= WHOLE:
        yield 0, sentences
        return
    for start in range(0, sentences - _STEP, _STEP):
        yield start, min(start + _WIDTH, sentences)


def values(signs: Signs, ruled: Mapping[int, list[str]], sentences: range) -> dict[str, float]:
    """Return the value of each sign in some sentences; ``ruled`` are the threats that the rules find in each."""
    counts = Counter(sign for one in sentences for sign in signs.get(one, ()))
    found = Counter(threat for one in sentences for threat in ruled.get(one, ()))
    return {
        **{sign: math.log1p(count) for sign, count in counts.items()},
        **{f"rule.{threat}": 1.0 for threat in found},
        **{f"again.{threat}": 1.0 for threat, count in found.items() if count > 1},
    }


@dataclass(frozen=True)
class Added:
    """A threat that is added: the sentence and the words that say most, and the passage that decided (by number)."""

    threat: str
    sentence: int
    hit: Hit
    passage: int


class Weighing:
    """The passages of one text, weighed.

    ``held`` are the threats of the rules that stay, by their index, each with the number of the passage that decided;
    ``added`` are those that the rules did not find.
    """

    def __init__(self, weights: Weights, signs: Signs, ruled: list[tuple[int, str]], sentences: int) -> None:
        self._weights = weights
        self._signs = signs
        self._passages = list(passages(sentences))
        self._threats = [threat for _, threat in ruled]
        self._ruled: dict[int, list[str]] = defaultdict(list)
        self._numbers: dict[int, list[int]] = defaultdict(list)
        for number, (sentence, threat) in enumerate(ruled):
            self._ruled[sentence].append(threat)
            self._numbers[sentence].append(number)
        self._said: dict[tuple[int, str], list[str]] = {}
        self.held: dict[int, int] = {}
        self.added: list[Added] = []
        self._weigh(_AGAINST if _ENOUGH <= sentences <= WHOLE else -math.inf)

    def in_words(self, passage: int, threat: str) -> list[str]:
        """Say what weighed most: “+1.2 border guard”, “-0.8 exercise*”, and “+2.1 rule.border_incident” for a rule.

        Words of several lists have the points of all of them.
        """
        if (passage, threat) not in self._said:
            terms: dict[str, str] = {}
            for sentence in range(*self._passages[passage]):
                for sign, hit in self._signs.get(sentence, {}).items():
                    terms.setdefault(sign, hit.term)
            together: dict[str, float] = defaultdict(float)
            for sign, points in self._parts(passage, threat):
                together[terms.get(sign, sign)] += points
            most = heapq.nsmallest(
                _SHOWN, together.items(), key=lambda part: (-abs(round(part[1], 6)), part[0])
            )
            self._said[passage, threat] = [f"{points:+.1f} {term}" for term, points in most]
        return self._said[passage, threat]

    def _weigh(self, least: float) -> None:
        best: dict[int, float] = {}
        last: dict[str, int] = {}
        for passage, (start, end) in enumerate(self._passages):
            ours: dict[str, list[int]] = defaultdict(list)
            for sentence in range(start, end):
                for number in self._numbers.get(sentence, ()):
                    ours[self._threats[number]].append(number)
            if not ours and not any(sentence in self._signs for sentence in range(start, end)):
                continue
            total = points_of(self._weights, self._values(passage)).tolist()
            for threat, points in zip(self._weights.threats, total, strict=True):
                for number in ours.get(threat, ()) if points > least else ():
                    if points > best.get(number, -math.inf):
                        best[number] = points
                        self.held[number] = passage
                if points > 0 and threat not in ours and last.get(threat, -1) < start:
                    said = self._said_most(passage, threat)
                    if said is not None:
                        last[threat] = said.sentence
                        self.added.append(said)

    def _values(self, passage: int) -> dict[str, float]:
        return values(self._signs, self._ruled, range(*self._passages[passage]))

    def _parts(self, passage: int, threat: str) -> list[tuple[str, float]]:
        """Return the points of each sign for or against a threat."""
        column = self._weights.points[:, self._weights.threats.index(threat)]
        rows = self._weights.rows
        parts = (
            (sign, float(value * column[rows[sign]]))
            for sign, value in self._values(passage).items()
            if sign in rows
        )
        return [part for part in parts if part[1]]

    def _said_most(self, passage: int, threat: str) -> Added | None:
        points = {sign: value for sign, value in self._parts(passage, threat) if value > 0}
        for family in _OWN:
            points[family + threat] = points.get(family + threat, 0.0) + _OF_ITS_OWN
        best = 0.0
        most = None
        for sentence in range(*self._passages[passage]):
            here = [(points[sign], sign) for sign in self._signs.get(sentence, ()) if sign in points]
            together = sum(value for value, _ in here)
            if together > best:
                best = together
                most = Added(threat, sentence, self._signs[sentence][max(here)[1]], passage)
        return most
