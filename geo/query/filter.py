"""What a filter is. Each module of ``geo.query.filters`` ends in one: ``FILTER = Filter(...)``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from geo.i18n import Language, Words
from geo.model.claim import Claim
from geo.registry import discover
from geo.store import Dataset

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its URL key, its widget, what it selects and how it says itself.

    Parameters
    ----------
    id
        Also the URL key.
    order
        Where it stands among the filters, on screen and in the sentence.
    words
        ``label`` and optionally ``help``, each by language.
    widget
        Which control the interface draws.
    options
        The values that can be chosen, in the order to show, with their names. For ``date`` an
        empty mapping: any ISO day is valid.
    keep
        Whether a claim stays for the chosen values (never called with none chosen).
    clause
        The chosen values in words, or "" for nothing to say; called with none chosen too.
    parse
        Returns the value in its canonical form or None where it is not valid.
    alphabetical
        Whether the options are shown in the order of their names rather than their own.
    """

    id: str
    order: int
    words: Mapping[str, Words]
    widget: Literal["multiselect", "date"]
    options: Callable[[Dataset], Mapping[str, Words]]
    keep: Callable[[Dataset, Claim, Values], bool]
    clause: Callable[[Dataset, Values, Language], str]
    parse: Callable[[Dataset, str], str | None]
    alphabetical: bool = False

    def label(self, language: Language) -> str:
        """Return the filter's label."""
        return language.part(f"filter.{self.id}.label", self.words["label"])

    def option_label(self, dataset: Dataset, value: str, language: Language) -> str:
        """Return one option's name; the value itself where it has none."""
        words = self.options(dataset).get(value)
        return language.part(f"filter.{self.id}.option.{value}", words) if words else value


def one_of(options: Callable[[Dataset], Mapping[str, Words]]) -> Callable[[Dataset, str], str | None]:
    """Return a ``parse`` that accepts exactly the filter's options."""
    return lambda dataset, value: value if value in options(dataset) else None


def listed(
    key: str, words: Words, options: Callable[[Dataset], Mapping[str, Words]]
) -> Callable[[Dataset, Values, Language], str]:
    """Return a ``clause`` of the form ``label: A, B`` with ``words`` as the label."""

    def clause(dataset: Dataset, values: Values, language: Language) -> str:
        if not values:
            return ""
        names = options(dataset)
        shown = ", ".join(language.part(f"{key}.option.{v}", names[v]) if v in names else v for v in values)
        return f"{language.part(f'{key}.clause', words)} {shown}"

    return clause


@cache
def filters() -> Mapping[str, Filter]:
    """Return every filter by id, in order."""
    return discover("geo.query.filters", "FILTER", Filter)
