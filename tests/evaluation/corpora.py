"""Public corpora in XML, where a user has a copy: LGL, TR-News, GeoWebNews and GeoVirus.

The first three hold ``<toponym>`` with ``<gaztag>``, the last ``<location>``; offsets count the
characters of ``<text>``. Names without coordinates are left out of the places, not of the names.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from tests.evaluation.passages import Gold, Passage


def read_corpus(path: Path) -> list[Passage]:
    """Return the articles of a corpus; countries and threats are not annotated in them."""
    passages = []
    for number, article in enumerate(ET.parse(path).getroot().iter("article")):
        text = article.findtext("text") or ""
        golds = [
            gold for tag in ("toponym", "location") for one in article.iter(tag) if (gold := _gold(one, text))
        ]
        passages.append(Passage(f"{path.stem}-{number}", "en", "corpus", text, tuple(golds), None, None))
    return passages


def _gold(one: ET.Element, text: str) -> Gold | None:
    start, end = int(one.findtext("start") or -1), int(one.findtext("end") or -1)
    if not 0 <= start < end <= len(text):
        return None
    holder = one.find("gaztag") if one.find("gaztag") is not None else one
    assert holder is not None
    lat, lon = holder.findtext("lat"), holder.findtext("lon")
    return Gold(start, end, (float(lon), float(lat)) if lat and lon else None)
