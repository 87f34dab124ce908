"""What every export is tried with: hostile texts in every field that takes one, and a fixed day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from geo.model.view import View
from geo.query.export import Export
from geo.render.export import exports
from geo.store import Dataset
from tests.render.conftest import HOSTILE

DAY = dt.date(2026, 1, 2)
BASE = "https://example.org/atlas/"

CORPUS = (
    *HOSTILE,
    '=HYPERLINK("x")',
    "+1",
    "-1",
    "@SUM(1)",
    "Osh_",
    "a;b,c\td",
    "  spaced  ",
    "line one\nline two",
    "'quoted",
    "Ош — «город»",
)
"""A hostile text is a text like any other: what goes in comes out."""


@pytest.fixture(scope="session")
def infested(atlas: Dataset) -> Dataset:
    """The shipped dataset with a hostile text in every field of claims, places and texts that is free text."""
    texts = [text for text in CORPUS if text.strip()]

    def at(number: int) -> str:
        return texts[number % len(texts)]

    claims = tuple(
        one.model_copy(
            update={
                "summary": {"en": at(number), "ru": at(number + 1)}, "mention": at(number + 2)[:80], "voice": at(number + 3),
                "correction": one.correction and one.correction.model_copy(update={"note": {"en": at(number + 4), "ru": at(number + 5)}}),
            }
        )
        for number, one in enumerate(atlas.claims)
    )  # fmt: skip
    places = {
        name: place.model_copy(update={"names": {"en": at(number + 6), "ru": at(number + 7)}})
        for number, (name, place) in enumerate(atlas.gazetteer.items())
    }
    sources = tuple(
        text.model_copy(
            update={"title": at(number + 8), "author": f"A {at(number + 2)}", "publisher": at(number + 10)}
        )
        for number, text in enumerate(atlas.texts)
    )
    return replace(atlas, claims=claims, gazetteer=places, texts=sources)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes an export into a file."""

    def written(dataset: Dataset, name: str, view: View | None = None, **changes: object) -> Path:
        part = exports()[name]
        path = tmp_path / f"atlas{part.suffix}"
        export = replace(Export(dataset, view or View(), DAY, BASE), **changes)
        path.write_bytes(b"".join(part.write(export)))
        return path

    return written
