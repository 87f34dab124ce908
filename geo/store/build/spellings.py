"""Which of a place's further names are worth matching, and what sort each is."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any

from geo.store.declension import fold_name, is_cyrillic, to_cyrillic, to_latin

LEAST_FOR_SPELLINGS = 500_000
_UZBEK_TYPE = re.compile(r" (?:Shahri|Shahar|Shaharchasi|Tumani|Qishlog’i)$")
_NOT_RUSSIAN = frozenset("іїєґўјљњћђџқңғүұһөәҷӣӯҳѓќ")


def nearness(one: str, other: str) -> float:
    """Return how alike two folded names are, in whichever letters (0 to 1)."""
    return SequenceMatcher(None, to_latin(one).replace(" ", ""), to_latin(other).replace(" ", "")).ratio()


def spellings_of(city: dict[str, Any], core: bool) -> list[tuple[str, str]]:
    """Return the further names of a city that are worth matching, with their flags."""
    own = fold_name(city["name"])
    found: dict[str, str] = {}
    if _UZBEK_TYPE.search(city["name"]):
        found[_UZBEK_TYPE.sub("", city["name"])] = "a"
    for name in city["alternatenames"]:
        folded = fold_name(name)
        if folded == own or len(folded) < (2 if is_cyrillic(folded) else 4) or not spelt(name):
            continue
        near = nearness(folded, own)
        if core:
            found[name] = "a" if near >= 0.6 else "x"
        elif is_cyrillic(name):
            if near >= 0.5 and not _NOT_RUSSIAN & set(name.lower()):
                found[name] = "a"
        elif near >= 0.6 and city["population"] >= LEAST_FOR_SPELLINGS:
            found[name] = "a"
    if core and not any(is_cyrillic(name) for name in found) and not is_cyrillic(own):
        found[to_cyrillic(city["name"])] = "t"
    return sorted(found.items())


def russian_name(spellings: list[tuple[str, str]]) -> str:
    """Return the likeliest Russian name: Cyrillic without letters that Russian lacks, the shortest first."""
    fitting = [
        name
        for name, flag in spellings
        if flag == "a" and is_cyrillic(name) and not _NOT_RUSSIAN & set(name.lower())
    ]
    return min(fitting, key=lambda name: (len(name), name), default="")


def spelt(name: str) -> bool:
    """Tell whether a name is in Latin or Cyrillic letters and written like a name, not like a code."""
    if len(name) > 45 or not name[0].isupper() or (name.isupper() and len(name) < 5 and name.isascii()):
        return False
    if any(char.isdigit() for char in name):
        return False
    return all(
        "LATIN" in (title := unicodedata.name(char, "")) or "CYRILLIC" in title
        for char in name
        if char.isalpha() and char not in "ʼʻʹʿʾ"
    )
