"""Public corpora, where a user has a copy: LGL, TR-News, GeoVirus and GeoWebNews, in the XML their authors publish.

All four hold ``<article>`` with ``<text>`` and one element a place; what differs is the element, what
its fields are called, and where GeoVirus counts from. A span is believed only where the text has the
printed name at it, or within a few characters: the published files carry some offsets that are off.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.evaluation.passages import Gold, Passage

NEAR = 40
"""Characters within which a name that is not where its offsets say is looked for."""


@dataclass(frozen=True)
class Corpus:
    """How one corpus is written.

    ``shift`` is added to its offsets. ``place`` is the element of a place, ``name``, ``lat`` and ``lon``
    are paths in it. Where ``kind`` is given, its value tells which places only describe something: those
    in ``neutral`` are neither rewarded nor punished, as the published scores leave them out too.
    """

    title: str
    place: str
    name: str
    lat: str
    lon: str
    shift: int = 0
    kind: str = ""
    neutral: tuple[str, ...] = ()


CORPORA = {
    "lgl": Corpus("LGL", "toponym", "phrase", "gaztag/lat", "gaztag/lon"),
    "tr-news": Corpus("TR-News", "toponym", "phrase", "gaztag/lat", "gaztag/lon"),
    "geovirus": Corpus("GeoVirus", "location", "name", "lat", "lon", shift=-1),
    "geowebnews": Corpus(
        "GeoWebNews", "toponym", "extractedName", "latitude", "longitude", kind="type",
        neutral=("demonym", "homonym", "language", "metonymic", "noun modifier", "non_literal_modifier"),
    ),
}  # fmt: skip


@dataclass
class Loaded:
    """The articles of a corpus, and how many of its places could not be found in their text."""

    passages: list[Passage]
    lost: int


def read_corpus(name: str, path: Path) -> Loaded:
    """Return the articles of a corpus; countries and threats are not annotated in them.

    Raises
    ------
    ValueError
        Where the file holds no article with a place of that corpus.
    """
    corpus = CORPORA[name]
    loaded = Loaded([], 0)
    for number, article in enumerate(ET.parse(path).getroot().iter("article")):
        text = article.findtext("text") or ""
        golds = []
        for one in article.iter(corpus.place):
            gold = _gold(corpus, one, text)
            if gold is None:
                loaded.lost += 1
            else:
                golds.append(gold)
        golds = _apart(golds)
        loaded.passages.append(Passage(f"{name}-{number}", "en", "corpus", text, golds, None, None))
    if not any(one.golds for one in loaded.passages):
        raise ValueError(
            f"{path.name}: {corpus.title} expected <{corpus.place}> elements in <article>, got none"
        )
    return loaded


def _gold(corpus: Corpus, one: ET.Element, text: str) -> Gold | None:
    name = (one.findtext(corpus.name) or "").strip()
    try:
        start = int(one.findtext("start") or -1) + corpus.shift
    except ValueError:
        return None
    start = _found(text, name, start)
    if start is None:
        return None
    kind = (one.findtext(corpus.kind) or "").strip().lower().replace("-", "_") if corpus.kind else ""
    neutral = kind.replace("_", " ") in {value.replace("_", " ") for value in corpus.neutral}
    return Gold(start, start + len(name), _at(corpus, one), neutral)


def _found(text: str, name: str, start: int) -> int | None:
    """Return where a name begins: where it should, or at its nearest occurrence."""
    if not name or start < 0:
        return None
    if text.startswith(name, start):
        return start
    first = max(0, start - NEAR)
    at = [number for number in range(first, start + NEAR + 1) if text.startswith(name, number)]
    return min(at, key=lambda one: abs(one - start), default=None)


def _at(corpus: Corpus, one: ET.Element) -> tuple[float, float] | None:
    lat, lon = one.findtext(corpus.lat), one.findtext(corpus.lon)
    try:
        return (float(lon), float(lat)) if lat and lon else None
    except ValueError:
        return None


def _apart(golds: list[Gold]) -> tuple[Gold, ...]:
    """Return the places in order, the longest one where several overlap."""
    kept: list[Gold] = []
    for one in sorted(golds, key=lambda gold: (gold.start, -gold.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)
