"""Locate a name by its consonants where no spelling of the gazetteer fits: Khawaja Ghar, Khwajah Ghar.

Only for names that a cue shows to be places, and only in the countries that the text is about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import Final

from geo.ingest.choose import CORE
from geo.store.declension import fold_name, latin_of
from geo.store.gazetteer import Entry, Gazetteer

_SOUNDS: Final = {
    "dzh": "j", "kh": "k", "gh": "g", "zh": "j", "ph": "f", "q": "k", "w": "v", "x": "k",
}  # fmt: skip
_SOUND: Final = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_VOWELS: Final = str.maketrans("", "", "aeiouyh' -0123456789")
_TWICE: Final = re.compile(r"(.)\1+")
_LEAST: Final = 4
"""Consonants that a name must have: fewer fit too many places."""


def skeleton(name: str) -> str:
    """Return the consonants of a name, of Latin or Cyrillic letters, like ones made one."""
    return _consonants(fold_name(name))


def _consonants(folded: str) -> str:
    latin = _SOUND.sub(_letter, latin_of(folded))
    return _TWICE.sub(r"\1", latin.translate(_VOWELS))


def _letter(sound: re.Match[str]) -> str:
    return _SOUNDS[sound.group()]


class Likeness:
    """An index of the settlements of the atlas's region by skeleton, made when first asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @cached_property
    def _rows(self) -> dict[str, set[int]]:
        rows: dict[str, set[int]] = defaultdict(set)
        gazetteer = self._gazetteer
        core = gazetteer.settlements_of(CORE)
        for number, pattern in enumerate(gazetteer.patterns):
            if gazetteer.groups[number] == "A":
                continue
            near = [row for row, flags in gazetteer.senses(number) if row in core and flags[0] in "pax"]
            if near:
                rows[_consonants(pattern)].update(near)
        return rows

    def find(self, name: str, countries: set[str], least: int = 0) -> Entry | None:
        """Return the most populous settlement like a name in some countries, if one has ``least`` people."""
        wanted = countries & CORE
        key = skeleton(name)
        if len(key) < _LEAST or not wanted:
            return None
        entries = [self._gazetteer.entry(row) for row in sorted(self._rows.get(key, ()))]
        fitting = [
            one
            for one in entries
            if one.precision == "settlement" and one.population >= least and wanted & set(one.iso3)
        ]
        return max(fitting, key=lambda one: one.population, default=None)
