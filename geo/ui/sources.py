"""Numbered sources of the reference facts on a page: a mark beside each fact, the list at the end."""

from __future__ import annotations

from geo.i18n import Language
from geo.model.facts import Fact
from geo.store import Dataset
from geo.ui.section import Section


class Sources:
    """Numbers sources in the order in which facts name them."""

    def __init__(self, dataset: Dataset, language: Language) -> None:
        self._dataset = dataset
        self._language = language
        self._found: list[str] = []

    def mark(self, *facts: Fact) -> str:
        """Return the facts' sources as ``[1] [2]``, newest evidence, and the least confidence of them."""
        if not facts:
            return ""
        numbers = []
        for fact in facts:
            if fact.source not in self._found:
                self._found.append(fact.source)
            numbers.append(self._found.index(fact.source) + 1)
        worst = next(
            level for level in ("low", "medium", "high") if any(fact.confidence == level for fact in facts)
        )
        marks = " ".join(f"[{number}]" for number in dict.fromkeys(numbers))
        newest = max(fact.evidence_latest for fact in facts)
        return f"{marks} {newest}, {self._language.text(f'confidence.{worst}')}"

    def lines(self) -> list[tuple[str, str]]:
        """Return the sources as they are listed: what each is, and its address."""
        known = self._dataset.reference.sources_by_id
        found = [(number, known[name]) for number, name in enumerate(self._found, 1)]
        return [
            (f"[{number}] {source.title}{f', {source.date}' if source.date else ''}.", source.url)
            for number, source in found
        ]

    def show(self, heading: str) -> None:
        """List the sources; nothing where no fact named one."""
        if self._found:
            listed = Section("sources", self._language, heading)
            listed.sources(self.lines())
            listed.draw()
