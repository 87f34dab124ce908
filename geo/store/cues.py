"""Read the word lists of reading, ``data/taxonomy/cues.toml``, and what each weighs, ``threat_weights.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import Problem
from geo.model.cues import Cues
from geo.model.threat_weights import ThreatWeights
from geo.store.records import read_model

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.model.taxonomy import Taxonomy

WEIGHTS = "threat_weights.json"


def load_cues(data_dir: Path) -> Cues:
    """Return the word lists of reading.

    Raises
    ------
    DataError
        Where the file is absent or wrong.
    """
    return read_model(data_dir / "taxonomy" / "cues.toml", Cues)


def load_weights(data_dir: Path) -> ThreatWeights:
    """Return what the signs of threats weigh.

    Raises
    ------
    DataError
        Where the file is absent or wrong.
    """
    return read_model(data_dir / "taxonomy" / WEIGHTS, ThreatWeights)


def problems(cues: Cues, weights: ThreatWeights, taxonomy: Taxonomy) -> list[Problem]:
    """Check that words and weights are of threats of the taxonomy, each of which has weights, and of signs that there are."""
    known = ", ".join(taxonomy.threats)

    def unknown(file: str, table: str, threats: Iterable[str]) -> list[Problem]:
        strange = [threat for threat in threats if threat not in taxonomy.threats]
        return [
            Problem.of(f"taxonomy/{file}", table, "threat", f"one of {known}", threat) for threat in strange
        ]

    found = unknown("cues.toml", "threat", cues.threat) + unknown(WEIGHTS, "bias", weights.bias)
    found += [
        Problem(f"taxonomy/{WEIGHTS}", "bias", threat, "points, as `make weights` writes them", "nothing")
        for threat in taxonomy.threats
        if threat not in weights.bias
    ]
    for sign, points in weights.signs.items():
        found += unknown(WEIGHTS, sign, points)
        family, _, name = sign.partition(".")
        if family == "class" and name not in cues.classes:
            found.append(
                Problem.of(f"taxonomy/{WEIGHTS}", sign, "class", "one of [classes] of cues.toml", name)
            )
    return found
