"""Annotated passages: read from ``passages.toml``, whose head explains the marks, and the other files beside it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_MARK = re.compile(r"\{(\?)?([^{}=@]+?)(?:=([A-Z+]+)|@(-?[\d.]+),(-?[\d.]+))?\}")


@dataclass(frozen=True)
class Gold:
    """One annotated name: a country's, a border's, or a place's with lon, lat in degrees."""

    start: int
    end: int
    at: tuple[float, float] | None
    neutral: bool = False


@dataclass(frozen=True)
class Passage:
    """One annotated text. What is not annotated is None: names, countries or threats."""

    id: str
    language: str
    half: str
    text: str
    golds: tuple[Gold, ...] | None
    countries: frozenset[str] | None
    threats: frozenset[str] | None


def parse_marks(marked: str) -> tuple[str, tuple[Gold, ...]]:
    """Return the plain text and its annotations, offsets in code points."""
    parts: list[str] = []
    golds = []
    last = length = 0
    for match in _MARK.finditer(marked):
        parts.append(marked[last : match.start()])
        length += match.start() - last
        neutral, name, _, lon, lat = match.groups()
        at = (float(lon), float(lat)) if lon else None
        golds.append(Gold(length, length + len(name), at, bool(neutral)))
        parts.append(name)
        length += len(name)
        last = match.end()
    parts.append(marked[last:])
    return "".join(parts), tuple(golds)


FILES = {
    "develop": "passages.toml",
    "unseen": "passages.toml",
    "blind2": "blind2.toml",
    "news": "news_develop.toml",
    "news, threats": "news_develop.toml",
    "news unseen": "news_unseen.toml",
    "news unseen, second": "news_unseen2.toml",
    "news unseen, third": "news_unseen3.toml",
}
"""The file that holds each set of passages that reading is measured on."""

LEARNED = {"third news": "news_third.toml", "invented": "invented.toml"}
"""The file that holds each set that is only learned from: measured on them, what was learned would praise itself."""


def read_passages(file: str = "passages.toml") -> list[Passage]:
    """Return all passages of a file of this folder."""
    raw = tomllib.loads(Path(__file__).with_name(file).read_text("utf-8"))
    passages = []
    for one in raw["passage"]:
        text, golds = parse_marks(one["text"].strip())
        passages.append(
            Passage(
                one["id"],
                one["language"],
                one["half"],
                text,
                golds if one.get("marked", True) else None,
                frozenset(one["countries"]) if "countries" in one else None,
                frozenset(one["threats"]),
            )
        )
    return passages
