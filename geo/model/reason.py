"""Why the machine decided as it did, so that it can be said in any language."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, zip_longest


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    Attributes
    ----------
    words
        In English, with ``{}`` wherever one of ``of`` stands; a translation is found by them.
    of
        What the text or the gazetteer gave: names, numbers, codes.
    points
        What it was worth to a score, or None where nothing was weighed.
    """

    words: str
    of: tuple[str, ...] = ()
    points: float | None = None

    def __str__(self) -> str:
        return self.said(self.words)

    def said(self, words: str) -> str:
        """Return the reason in the given words, in which ``{}`` stands where it does in its own."""
        pieces = words.split("{}")
        text = "".join(chain.from_iterable(zip_longest(pieces, self.of[: len(pieces) - 1], fillvalue="")))
        return text if self.points is None else f"{text} ({self.points:+.1f})"
