"""Learn what the signs of threats weigh: ``python -m tests.evaluation.weights [--across]``.

Writes ``data/taxonomy/threat_weights.json``: one logistic regression a threat, over the signs of each annotated passage
(`geo.ingest.weighing.values`). Passages that are kept unseen are left out. The rules were made with some of the others in
view, and find too much of the truth in them; those count less, so that the weights trust the rules as far as news bears
out that nobody had seen. ``--across`` leaves one writer's news out at a time and says how well it is read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from geo.ingest import Reader, load_reader
from geo.ingest.weighing import compile_weights, points_of
from geo.model.threat_weights import ThreatWeights
from geo.store.cues import WEIGHTS
from geo.store.dataset import find_data_dir
from tests.evaluation.measure import Counts, say
from tests.evaluation.passages import FILES, LEARNED, Passage, read_passages

COUNTS: Final = {
    "develop": 0.6,
    "unseen": 0.6,
    "blind2": 0.6,
    "news": 0.6,
    "news, threats": 0.6,
    "invented": 0.7,
    "third news": 1.5,
}
"""How much a passage of each set counts. Sets that are not named here are kept unseen."""

STRENGTH: Final = 0.1
"""Inverse strength of the regularisation. This, `LEAST` and `COUNTS` were chosen by ``--across``; it is flat around them."""

LEAST: Final = 0.3
"""From this probability on a passage speaks of a threat."""

_SELDOM: Final = 4
"""Passages in which a sign must stand to be learned."""

_RULE: Final = 2.0
"""How much less the regularisation holds back what the rules say than what a single list does."""

_SMALL: Final = 0.03
"""Points that are not worth writing down."""


@dataclass(frozen=True)
class Example:
    """A passage by its signs, with the threats it speaks of, and how much it counts."""

    id: str
    language: str
    values: dict[str, float]
    threats: frozenset[str]
    counts: float


def examples(reader: Reader) -> list[Example]:
    """Return the passages of the sets of `COUNTS`, by the signs that a reader finds which does not weigh."""
    files = sorted({*FILES.values(), *LEARNED.values()})
    passages: list[Passage] = [one for file in files for one in read_passages(file)]
    return [
        Example(one.id, one.language, reader.signs(one.text), one.threats, COUNTS[one.half])
        for one in passages
        if one.threats is not None and one.half in COUNTS
    ]


def learn(found: list[Example], threats: list[str]) -> dict[str, Any]:
    """Return the contents of the file of weights."""
    many = Counter(sign for one in found for sign in one.values)
    signs = sorted(sign for sign, count in many.items() if count >= _SELDOM)
    scale = np.array([_RULE if sign.startswith("rule.") else 1.0 for sign in signs])
    table = np.array([[one.values.get(sign, 0.0) for sign in signs] for one in found]) * scale
    counts = np.array([one.counts for one in found])
    bias: dict[str, float] = {}
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for threat in threats:
        truth = np.array([threat in one.threats for one in found])
        model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(table, truth, sample_weight=counts)
        bias[threat] = round(float(model.intercept_[0]) - float(np.log(LEAST / (1 - LEAST))), 2)
        for sign, points in zip(signs, model.coef_[0] * scale, strict=True):
            if abs(points) >= _SMALL:
                weights[sign][threat] = round(float(points), 2)
    return {"bias": bias, "signs": weights}


def across(found: list[Example], threats: list[str]) -> dict[tuple[str, str], Counts]:
    """Return the scores of the rules and of the weights on each writer's news, learned from all the others."""
    scores: dict[tuple[str, str], Counts] = defaultdict(Counts)
    writers = sorted({_writer(one) for one in found if one.counts == COUNTS["third news"]})
    for writer in writers:
        weights = compile_weights(
            ThreatWeights.model_validate(learn([one for one in found if _writer(one) != writer], threats))
        )
        for one in found:
            if _writer(one) == writer:
                ruled = {sign[5:] for sign in one.values if sign.startswith("rule.")}
                points = dict(zip(weights.threats, points_of(weights, one.values), strict=True))
                scores["rules", one.language].add(one.threats, ruled)
                scores["weights", one.language].add(
                    one.threats, {name for name in threats if points[name] > 0}
                )
    return scores


def _writer(one: Example) -> str:
    """Return whose passage it is, by its id: ``news-3-412`` is of the fourth writer."""
    return one.id[:8] if one.counts == COUNTS["third news"] else ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.evaluation.weights", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--across", action="store_true", help="leave one writer's news out at a time; write nothing"
    )
    arguments = parser.parse_args()
    data = find_data_dir()
    reader = load_reader(data, weighing=False)
    found, threats = examples(reader), sorted(reader.taxonomy.threats)
    if arguments.across:
        for (system, language), one in sorted(across(found, threats).items()):
            say(f"{language} {system:8} P {one.precision:.3f}  R {one.recall:.3f}  F1 {one.f1:.3f}")
        return 0
    contents = json.dumps(learn(found, threats), indent=1, sort_keys=True)
    (data / "taxonomy" / WEIGHTS).write_text(f"{contents}\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
