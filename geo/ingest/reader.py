"""The reader: gazetteer and word lists compiled once, then any number of texts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from geo.ingest.claims import propose, propose_whole
from geo.ingest.context import Document
from geo.ingest.lexicon import Lexicon, compile_lexicon
from geo.ingest.models import Recogniser
from geo.ingest.names import NameMatcher, Span
from geo.ingest.phrases import Hit
from geo.ingest.places import PlaceFinder
from geo.ingest.reading import CountryWeight, Reading
from geo.ingest.threats import by_sentence_of, find_threats, terms_of
from geo.ingest.weighing import signs_in, values
from geo.ingest.words import Words, take_apart
from geo.model.taxonomy import Taxonomy
from geo.store.cues import load_cues, load_weights
from geo.store.declension import WORD
from geo.store.gazetteer import Entry, Gazetteer, load_gazetteer
from geo.store.taxonomy import load_taxonomy

_LONGEST_NAME: Final = 80
"""Characters of a name that are looked up."""

_NO_PLACE: Final = frozenset("dnoA")
"""Flags of what only points to a place: adjectives, peoples, organisations."""

MOST_WORDS: Final = 400_000
"""Words that are read at once: what the longest document of ordinary words holds, and a quarter more."""

MOST_NAMES: Final = 25_000
"""Names that are read at once. Two million characters of analysis hold some 20,000; what holds more is no article."""

MOST_TERMS: Final = 300_000
"""Terms of the word lists that are read at once; two million characters of news of threats hold some 175,000."""


class Reader:
    """Reads texts. Make one and share it: it is never changed, and any thread may use it."""

    def __init__(
        self, gazetteer: Gazetteer, lexicon: Lexicon, taxonomy: Taxonomy, recogniser: Recogniser | None = None
    ) -> None:
        self.gazetteer = gazetteer
        self.taxonomy = taxonomy
        self._lexicon = lexicon
        self._recogniser = recogniser
        self._names = NameMatcher(gazetteer)
        self._places = PlaceFinder(gazetteer)

    def read(self, text: str, text_id: str = "text") -> Reading:
        """Read a text into candidate claims (some 200,000 characters a second, one thread).

        Parameters
        ----------
        text
            Plain text; offsets in the result count its Unicode code points.
        text_id
            The id that the claims get.

        However long and odd a text is, time and memory stay in bounds: beyond `MOST_WORDS`, `MOST_NAMES` and `MOST_TERMS` the
        rest is left out, and the reading says how much.
        """
        words = take_apart(text[: _end_of_words(text)])
        spans = self._names.find(words, MOST_NAMES)
        hits = self._lexicon.phrases.find(words, MOST_TERMS)
        end = _end(words, spans, hits)  # of the words above, which may end before the text does
        if end < len(text):
            return replace(self.read(text[:end], text_id), left_out=len(text) - end)
        document = Document(words, spans, hits, self._lexicon)
        suggested = tuple(self._recogniser(text)) if self._recogniser is not None else ()
        mentions = self._places.find(document, suggested)
        threats = find_threats(document, mentions)
        claims = propose(
            document, mentions, threats, taxonomy=self.taxonomy, gazetteer=self.gazetteer, text_id=text_id
        )
        return Reading(tuple(mentions), _countries(document), tuple(threats), tuple(claims))

    def read_passage(self, passage: str) -> dict[str, Any]:
        """Read a short passage that a person marked into one claim, with the fields of `Reading.claims`.

        It has no id yet. Its offsets count from the passage's start. There is no bound here: who calls has one.
        """
        document = self._document(passage)
        mentions = self._places.find(document, ())
        return propose_whole(
            document,
            mentions,
            find_threats(document, mentions),
            taxonomy=self.taxonomy,
            gazetteer=self.gazetteer,
        )

    def signs(self, passage: str) -> dict[str, float]:
        """Return the signs of threats in a short passage, with their values, as they are weighed (`geo.ingest.weighing`).

        What the rules found counts among them, as this reader finds it: one that does not weigh is what to ask.
        """
        document = self._document(passage)
        found = find_threats(document, self._places.find(document, ()))
        ruled: dict[int, list[str]] = defaultdict(list)
        for sentence, threat in by_sentence_of(document, found):
            ruled[sentence].append(threat)
        return values(signs_in(*terms_of(document)), ruled, range(len(document.words.bounds)))

    def _document(self, passage: str) -> Document:
        words = take_apart(passage)
        return Document(words, self._names.find(words), self._lexicon.phrases.find(words), self._lexicon)

    def named(self, asked: str) -> tuple[Entry, ...]:
        """Return the places that bear a name, in any spelling, the most populous first; none where none does."""
        words = take_apart(asked[:_LONGEST_NAME].title())
        whole = [span for span in self._names.find(words) if span.end - span.start == len(words.folded)]
        rows = {row for span in whole for row, flags in span.senses if flags[0] not in _NO_PLACE}
        entries = (self.gazetteer.entry(row) for row in rows)
        return tuple(sorted(entries, key=lambda one: (-one.population, one.id)))


def _end_of_words(text: str) -> int:
    """Return where the words end that are read at once."""
    if len(text) < 2 * MOST_WORDS:  # a word and a sign between: there can't be more
        return len(text)
    one_too_many = next(islice(WORD.finditer(text), MOST_WORDS, None), None)
    return one_too_many.start() if one_too_many is not None else len(text)


def _end(words: Words, spans: list[Span], hits: list[Hit]) -> int:
    """Return where reading ends: at the end of the text, or before the name or term that is one too many."""
    firsts = [one[most].start for one, most in ((spans, MOST_NAMES), (hits, MOST_TERMS)) if len(one) > most]
    return words.starts[min(firsts)] if firsts else len(words.text)


def _countries(document: Document) -> tuple[CountryWeight, ...]:
    """Return what the text is about: a country that it only passes by is left out where others are left."""
    told = {code: points for code, points in document.evidence.items() if points > document.passed_by[code]}
    told = told or document.evidence
    total = sum(told.values())
    weights = [CountryWeight(code, round(points / total, 4)) for code, points in told.items() if points > 0]
    return tuple(sorted(weights, key=lambda one: (-one.weight, one.iso3)))


def load_reader(data_dir: Path, recogniser: Recogniser | None = None, *, weighing: bool = True) -> Reader:
    """Load everything that reading needs (well under a second).

    Parameters
    ----------
    data_dir
        The data folder.
    recogniser
        Suggests further names of places, such as `geo.ingest.models.recognise`; none by default.
    weighing
        Whether the signs of a passage are weighed together; without, the rules alone find the threats.

    Raises
    ------
    DataError
        Where a data file is absent or wrong.
    """
    taxonomy = load_taxonomy(data_dir)
    lexicon = compile_lexicon(load_cues(data_dir), taxonomy, load_weights(data_dir) if weighing else None)
    return Reader(load_gazetteer(data_dir), lexicon, taxonomy, recogniser)
