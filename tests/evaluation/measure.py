"""Compare what was found with what was annotated."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from geo.ingest.choose import distance_km
from tests.evaluation.passages import Gold, Passage


def say(line: str) -> None:
    """Print a line of a report."""
    sys.stdout.write(f"{line}\n")


@dataclass(frozen=True)
class Found:
    """What a system found in one passage: spans with lon, lat (or None), countries and threats."""

    spans: tuple[tuple[int, int, tuple[float, float] | None], ...]
    countries: frozenset[str] = frozenset()
    threats: frozenset[str] | None = None


@dataclass
class Counts:
    """Right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, gold: Iterable[str], found: Iterable[str]) -> None:
        """Count two sets."""
        gold, found = set(gold), set(found)
        self.right += len(gold & found)
        self.wrong += len(found - gold)
        self.missed += len(gold - found)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 0.0


@dataclass
class Scores:
    """All figures of one system on one set of passages."""

    detection: Counts = field(default_factory=Counts)
    countries: Counts = field(default_factory=Counts)
    threats: Counts = field(default_factory=Counts)
    by_threat: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    places: int = 0
    within: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the threats that are annotated or found."""
        return sum(one.f1 for one in self.by_threat.values()) / len(self.by_threat) if self.by_threat else 0.0

    def share_within(self, km: int) -> float:
        """Share of all annotated places that were put within a distance."""
        return self.within[km] / self.places if self.places else 0.0


DISTANCES = (25, 161)


def compare(passages: Iterable[Passage], found: Iterable[Found]) -> Scores:
    """Return the scores; an annotated place that was not found counts as wrong."""
    scores = Scores()
    for passage, one in zip(passages, found, strict=True):
        if passage.golds is not None:
            _spans(scores, passage, passage.golds, one)
        if passage.countries is not None:
            scores.countries.add(passage.countries, one.countries)
            if passage.countries != one.countries:
                scores.faults.append(
                    f"{passage.id}: countries missed {sorted(passage.countries - one.countries)}"
                    f" wrong {sorted(one.countries - passage.countries)}"
                )
        if passage.threats is not None and one.threats is not None:
            scores.threats.add(passage.threats, one.threats)
            for threat in passage.threats | one.threats:
                scores.by_threat[threat].add(passage.threats & {threat}, one.threats & {threat})
            if passage.threats != one.threats:
                scores.faults.append(
                    f"{passage.id}: threats missed {sorted(passage.threats - one.threats)}"
                    f" wrong {sorted(one.threats - passage.threats)}"
                )
    return scores


def _spans(scores: Scores, passage: Passage, golds: tuple[Gold, ...], one: Found) -> None:
    matched: dict[int, tuple[float, float] | None] = {}
    for start, end, at in one.spans:
        hits = [number for number, gold in enumerate(golds) if start < gold.end and gold.start < end]
        if any(not golds[number].neutral for number in hits):
            for number in hits:
                if number not in matched and not golds[number].neutral:
                    matched[number] = at
        elif not hits:
            scores.detection.wrong += 1
            scores.faults.append(f"{passage.id}: not a place: {passage.text[start:end]!r}")
    for number, gold in enumerate(golds):
        if gold.neutral:
            continue
        name = passage.text[gold.start : gold.end]
        if number in matched:
            scores.detection.right += 1
        else:
            scores.detection.missed += 1
            scores.faults.append(f"{passage.id}: missed: {name!r}")
        if gold.at is None:
            continue
        scores.places += 1
        at = matched.get(number)
        away = distance_km(*gold.at, *at) if at is not None else None
        for km in DISTANCES:
            scores.within[km] += away is not None and away <= km
        if number in matched and (away is None or away > DISTANCES[0]):
            scores.faults.append(
                f"{passage.id}: {name!r} {'unlocated' if away is None else f'{away:.0f} km away'}"
            )
