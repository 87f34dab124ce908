"""A text: a source document that claims are made from. The project holds no sentence of it."""

from __future__ import annotations

from pydantic import Field

from geo.model.base import Confidence, Model, Names, Sha256, Slug
from geo.model.dates import PartialDate

Span = tuple[int, int]


class Text(Model):
    """Metadata of a text. ``chars`` counts code points; ``sha256`` is of the whole file's bytes.

    ``boilerplate`` and ``paragraphs`` are half-open code-point spans. A paragraph's number in
    ``paragraphs``, from 1, is the locator that the reader sees. A text that stands nowhere on the web
    is named by its hash, ``ni:///sha-256;…`` (RFC 6920).
    """

    id: Slug
    title: str
    author: str
    author_confidence: Confidence
    publisher: str
    date: PartialDate
    url: str = Field(pattern=r"^https?://|^ni:///sha-256;[\w-]{43}$")
    language: str
    chars: int = Field(gt=0)
    sha256: Sha256
    licence: str
    redistributable: bool = False
    boilerplate: tuple[Span, ...] = ()
    paragraphs: tuple[Span, ...]
    note: Names | None = None

    def paragraph(self, offset: int) -> int | None:
        """Return the number (from 1) of the paragraph that holds an offset, or None."""
        for number, (start, end) in enumerate(self.paragraphs, 1):
            if start <= offset < end:
                return number
        return None
