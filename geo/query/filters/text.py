"""Keep the claims of a text."""

from __future__ import annotations

from collections.abc import Mapping

from geo.i18n import Language, Words
from geo.model.text import Text
from geo.query.filter import Filter, Values, one_of
from geo.store import Dataset


def _short(text: Text) -> str:
    return f"{text.author.split()[-1]} {text.date[:4]}"


def _options(dataset: Dataset) -> Mapping[str, Words]:
    return {text.id: {"en": _short(text)} for text in dataset.texts}


def _clause(dataset: Dataset, values: Values, language: Language) -> str:
    chosen = values or tuple(text.id for text in dataset.texts)
    if len(chosen) == len(dataset.texts):
        if len(chosen) == 2:
            return language.text("sentence.all_texts.two")
        return language.plural("sentence.all_texts", len(chosen))
    names = ", ".join(_short(dataset.texts_by_id[value]) for value in chosen)
    return language.text("sentence.in_texts", texts=names)


FILTER = Filter(
    id="text",
    order=50,
    words={"label": {"en": "Text", "ru": "Текст"}},
    widget="multiselect",
    options=_options,
    keep=lambda _dataset, claim, values: claim.text in values,
    clause=_clause,
    parse=one_of(_options),
)
