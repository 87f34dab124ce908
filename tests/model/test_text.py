"""Text metadata and paragraph locators."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from geo.model.text import Text

RAW: dict[str, Any] = {
    "id": "demo-2020",
    "title": "A demonstration",
    "author": "Ada Example",
    "author_confidence": "high",
    "publisher": "Example Press",
    "date": "2020-05",
    "url": "https://example.org/demo",
    "language": "en",
    "chars": 40,
    "sha256": "0" * 64,
    "licence": "MIT",
    "paragraphs": [[0, 10], [11, 40]],
}


@pytest.mark.parametrize(("offset", "number"), [(0, 1), (9, 1), (10, None), (11, 2), (39, 2), (40, None)])
def test_a_paragraph_is_a_half_open_span(offset: int, number: int | None) -> None:
    assert Text.model_validate(RAW).paragraph(offset) == number


def test_a_text_may_not_be_redistributed_unless_it_says_so() -> None:
    assert Text.model_validate(RAW).redistributable is False


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"url": "javascript:alert(1)"}, "url"),
        ({"chars": 0}, "chars"),
        ({"date": "May 2020"}, "date"),
        ({"author_confidence": "sure"}, "author_confidence"),
        ({"id": "../demo"}, "id"),
    ],
)
def test_wrong_metadata_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Text.model_validate(RAW | changes)
    assert [error["loc"] for error in caught.value.errors()] == [(field,)]
