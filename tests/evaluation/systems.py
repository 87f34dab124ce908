"""What is compared: the reader, and two baselines without context."""

from __future__ import annotations

from collections.abc import Callable

from geo.ingest import Reader
from geo.ingest.names import NameMatcher
from geo.ingest.phrases import Phrases, as_stems
from geo.ingest.words import take_apart
from tests.evaluation.measure import Found

System = Callable[[str, str], Found]
"""From a text and its language to what was found in it."""


def ours(reader: Reader) -> System:
    """Return the reader as a system."""

    def read(text: str, language: str) -> Found:
        reading = reader.read(text)
        spans = tuple(
            (one.start, one.end, (one.lon, one.lat) if one.lon is not None and one.lat is not None else None)
            for one in reading.mentions
        )
        return Found(
            spans,
            frozenset(one.iso3 for one in reading.countries),
            frozenset(one.threat for one in reading.threats),
        )

    return read


def longest_match(reader: Reader) -> System:
    """Return the longest capitalised match in the gazetteer, most populous place, and a keyword list."""
    matcher = NameMatcher(reader.gazetteer)
    threats = {
        ident: [as_stems(term) for terms in (one.vocabulary.en, one.vocabulary.ru) for term in terms]
        for ident, one in reader.taxonomy.threats.items()
    }
    phrases = Phrases(threats)

    def read(text: str, language: str) -> Found:
        words = take_apart(text)
        spans, countries = [], set()
        for span in matcher.find(words):
            rows = [row for row, flags in span.senses if flags[0] not in "ndoA"]
            if not rows or not words.capital(span.start):
                continue
            entry = max((reader.gazetteer.entry(row) for row in rows), key=lambda one: one.population)
            spans.append((words.starts[span.start], words.ends[span.end - 1], (entry.lon, entry.lat)))
            countries.update(entry.iso3)
        found = {hit.key for hit in phrases.find(words)}
        return Found(tuple(spans), frozenset(countries), frozenset(found))

    return read


def model_and_most_populous(reader: Reader) -> System | None:
    """Return spaCy (English) and slovnet (Russian) with the most populous place of that name.

    None where the optional packages are not installed.
    """
    try:
        from tests.evaluation.models import places
    except ImportError:
        return None
    matcher = NameMatcher(reader.gazetteer)

    def read(text: str, language: str) -> Found:
        spans, countries = [], set()
        for start, end in places(text):
            inside = matcher.find(take_apart(text[start:end]))
            rows = [row for span in inside[:1] for row, flags in span.senses if flags[0] not in "no"]
            at = None
            if rows:
                entry = max((reader.gazetteer.entry(row) for row in rows), key=lambda one: one.population)
                at = (entry.lon, entry.lat)
                countries.update(entry.iso3)
            spans.append((start, end, at))
        return Found(tuple(spans), frozenset(countries), None)

    return read
