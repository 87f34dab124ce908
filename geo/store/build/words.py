"""Tell which names are ordinary words too: such a name needs more than a capital letter to be a place.

English words come from a pinned word list; Russian ones from the dictionary of `pymorphy3`, which
marks what is a place's or a person's name.
"""

from __future__ import annotations

from pathlib import Path

from geo.store.declension import ENDINGS, is_cyrillic

_NAMES = frozenset({"Geox", "Name", "Surn", "Patr", "Orgn", "Abbr", "Trad"})


class CommonWords:
    """Both languages' ordinary words."""

    def __init__(self, english: Path) -> None:
        import pymorphy3  # noqa: PLC0415 - only a build needs it

        self._english = {word for word in english.read_text("utf-8").split() if word.islower()}
        self._russian = pymorphy3.MorphAnalyzer(lang="ru")

    def holds(self, pattern: str, group: str) -> bool:
        """Tell whether a folded stem with some ending of its class is an ordinary word."""
        if " " in pattern:
            return False
        if group == "A":
            # Adjectives of places (ошск) are no words of the dictionary but after their place.
            return any(self._ordinary(pattern + ending) for ending in ("ый", "ий", "ой", "ая", "ое"))
        if not is_cyrillic(pattern):
            return pattern in self._english
        return any(self._ordinary(pattern + ending) for ending in sorted(ENDINGS[group]))

    def _ordinary(self, word: str) -> bool:
        if len(word) < 2 or not self._russian.word_is_known(word):
            return False
        readings = [one.tag.grammemes for one in self._russian.parse(word) if one.is_known]
        place = any("Geox" in marks for marks in readings)
        return not place and any(not _NAMES & set(marks) for marks in readings)
