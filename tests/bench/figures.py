"""Pure arithmetic and output: percentiles, slopes, the targets, the table and the JSON file."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` (0 to 1) of ``values`` lie, interpolated linearly.

    Raises
    ------
    ValueError
        Where there are no values, or the share is outside 0 to 1.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError(f"a share of 0 to 1 of at least one value expected, got {share} of {len(values)}")
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    low, high = math.floor(position), math.ceil(position)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


@dataclass(frozen=True)
class Spread:
    """Median, 95th percentile, least and greatest of some values, and how many they were."""

    n: int
    p50: float
    p95: float
    least: float
    greatest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Return the spread of at least one value."""
        numbers = (percentile(values, 0.5), percentile(values, 0.95), min(values), max(values))
        return cls(len(values), *(round(number, 2) for number in numbers))


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the least-squares slope of y over x for at least two different x."""
    if len({x for x, _ in points}) < 2:
        raise ValueError(f"at least two different x expected, got {list(points)}")
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    rise = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return rise / sum((x - mean_x) ** 2 for x, _ in points)


@dataclass(frozen=True)
class Target:
    """A measured value beside its limit; ``value`` None where it was not measured in this run."""

    name: str
    value: float | None
    bound: Literal["at most", "at least"]
    limit: float
    unit: str = "×"

    @property
    def passed(self) -> bool | None:
        """Whether the value keeps the limit; None where there is no value."""
        if self.value is None:
            return None
        return self.value <= self.limit if self.bound == "at most" else self.value >= self.limit

    def row(self) -> list[str]:
        """Return the cells of this target's line in the table."""
        said = {True: "pass", False: "FAIL", None: "not measured"}[self.passed]
        shown = "–" if self.value is None else f"{number(self.value)} {self.unit}"
        return [self.name, shown, f"{self.bound} {number(self.limit)} {self.unit}", said]

    def record(self) -> dict[str, Any]:
        """Return this target as it stands in the JSON file."""
        return {**asdict(self), "passed": self.passed}


def ratio(part: float | None, whole: float | None) -> float | None:
    """Return ``part / whole``, or None where either was not measured or ``whole`` is 0."""
    return None if part is None or not whole else part / whole


def number(value: float | str | None) -> str:
    """Write a number with as many decimals as tell something, thousands apart."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table with aligned columns: the first to the left, the others to the right."""
    cells = [list(head), *[list(row) for row in rows]]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    lines = [_line(row, widths) for row in cells]
    rule = "|".join("-" * (width + 1) + ("-" if at == 0 else ":") for at, width in enumerate(widths))
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        f"{cell:<{width}}" if at == 0 else f"{cell:>{width}}"
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return f"| {' | '.join(padded)} |"


def write_json(path: Path, results: dict[str, Any]) -> None:
    """Write the results, sorted by nothing but their own order, with a newline at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(f"{text}\n", encoding="utf-8")
