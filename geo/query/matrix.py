"""The country × threat matrix: how many claims expose a country to a threat, or trace it there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from geo.model.claim import Claim
from geo.store import Dataset

Role = Literal["exposed", "source"]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One cell: a country, a threat, the country's role in it, and the number of claims."""

    country: str
    threat: str
    role: Role
    claims: int


def matrix(dataset: Dataset, claims: tuple[Claim, ...]) -> tuple[Cell, ...]:
    """Count claims by country, threat and role; a claim counts once a cell. Only counts above 0."""
    counts: Counter[tuple[str, str, Role]] = Counter()
    for claim in claims:
        cells: set[tuple[str, str, Role]] = set()
        for link in claim.threats:
            cells.update((code, link.threat, "exposed") for code in link.exposed)
            cells.update((code, link.threat, "source") for code in link.source)
        counts.update(cell for cell in cells if cell[0] in dataset.country_codes)
    return tuple(sorted(Cell(*cell, number) for cell, number in counts.items()))
