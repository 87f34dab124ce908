"""The reader: gazetteer and word lists compiled once, then any number of texts."""

from __future__ import annotations

from pathlib import Path

from geo.ingest.claims import propose
from geo.ingest.context import Document
from geo.ingest.lexicon import Lexicon, compile_lexicon
from geo.ingest.models import Recogniser
from geo.ingest.names import NameMatcher
from geo.ingest.places import PlaceFinder
from geo.ingest.reading import CountryWeight, Reading
from geo.ingest.threats import find_threats
from geo.ingest.words import take_apart
from geo.model.taxonomy import Taxonomy
from geo.store.cues import load_cues
from geo.store.gazetteer import Gazetteer, load_gazetteer
from geo.store.taxonomy import load_taxonomy


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
        """
        words = take_apart(text)
        document = Document(words, self._names.find(words), self._lexicon.phrases.find(words), self._lexicon)
        suggested = tuple(self._recogniser(text)) if self._recogniser is not None else ()
        mentions = self._places.find(document, suggested)
        threats = find_threats(document, mentions)
        claims = propose(
            document, mentions, threats, taxonomy=self.taxonomy, gazetteer=self.gazetteer, text_id=text_id
        )
        return Reading(tuple(mentions), _countries(document), tuple(threats), tuple(claims))


def _countries(document: Document) -> tuple[CountryWeight, ...]:
    total = sum(document.evidence.values())
    weights = [
        CountryWeight(code, round(points / total, 4))
        for code, points in document.evidence.items()
        if points > 0
    ]
    return tuple(sorted(weights, key=lambda one: (-one.weight, one.iso3)))


def load_reader(data_dir: Path, recogniser: Recogniser | None = None) -> Reader:
    """Load everything that reading needs (well under a second).

    Parameters
    ----------
    data_dir
        The data folder.
    recogniser
        Suggests further names of places, such as `geo.ingest.models.recognise`; none by default.

    Raises
    ------
    DataError
        Where a data file is absent or wrong.
    """
    taxonomy = load_taxonomy(data_dir)
    return Reader(
        load_gazetteer(data_dir), compile_lexicon(load_cues(data_dir), taxonomy), taxonomy, recogniser
    )
