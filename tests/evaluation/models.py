"""Off-the-shelf name recognition, for comparison only; importing fails where it is not installed."""

from __future__ import annotations

import natasha  # noqa: F401 - its absence is what the caller asks about
import spacy  # noqa: F401

from geo.ingest.models import recognise


def places(text: str) -> list[tuple[int, int]]:
    """Return the spans that the model of the text's language takes for places."""
    return list(recognise(text))
