"""How something is spoken of: claims by text and modality. Charts of it differ in what they count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, cast

from geo.i18n import Language, Words
from geo.model.base import Modality
from geo.model.view import View
from geo.query.profile import Number
from geo.query.selection import Selection
from geo.render.chart import Chart, Row, Spec
from geo.render.dots import Dot, Series, dot_spec
from geo.store import Dataset

Counted = Callable[[Dataset, View, Selection], tuple[Number, ...]]
"""Returns the numbers of a view, rows texts and columns modalities."""

_WORDS: Final[Mapping[str, Words]] = MappingProxyType({
    "text": {"en": "Text", "ru": "Текст"},
    "none": {"en": "No claim shown speaks of it.", "ru": "Ни одно из показанных утверждений об этом не говорит."},
    "alt": {"en": "Claims by text: {said}.", "ru": "Утверждения по текстам: {said}."},
})  # fmt: skip

_COLOUR: Final = "#1F6F8B"


def text_name(dataset: Dataset, text: str) -> str:
    """Return a text's author and year, which is how charts name it."""
    found = dataset.texts_by_id[text]
    return f"{found.author.split()[-1]} {found.date[:4]}"


def said_chart(
    name: str,
    order: int,
    page: str,
    words: Mapping[str, Words],
    counted: Counted,
    *,
    subject: Callable[[Dataset, View], str | None],
) -> Chart:
    """Return a chart of claims by text and modality.

    Parameters
    ----------
    name
        The chart's id.
    words
        ``label`` and ``help``.
    counted
        Counts the claims of a view.
    subject
        What the claims of a view are counted for.
    """

    def word(language: Language, key: str) -> str:
        return language.part(f"chart.{name}.{key}", _WORDS[key])

    def modality(dataset: Dataset, language: Language, value: str) -> str:
        return language.part(
            f"modalities.{value}", dataset.taxonomy.modalities[cast("Modality", value)].label
        )

    def spec(dataset: Dataset, view: View, selection: Selection, language: Language) -> Spec:
        numbers = counted(dataset, view, selection)
        rows, columns = list(dataset.texts_by_id), list(dataset.taxonomy.modalities)
        dots = tuple(
            Dot(
                rows.index(one.row), [str(column) for column in columns].index(one.column), one.claims,
                one.count.selection,
                f"{text_name(dataset, one.row)} · {modality(dataset, language, one.column)}: {one.claims}",
            )
            for one in numbers
        )  # fmt: skip
        return dot_spec(
            [Series(word(language, "text"), "circle", _COLOUR, dots)],
            [text_name(dataset, row) for row in rows],
            [modality(dataset, language, column) for column in columns],
            word(language, "none"),
        )

    def alt(dataset: Dataset, view: View, selection: Selection, language: Language) -> str:
        rows = table(dataset, view, selection, language)
        if not rows:
            return word(language, "none")
        return word(language, "alt").format(
            said="; ".join(", ".join(f"{key}: {value}" for key, value in row.items()) for row in rows)
        )

    def table(dataset: Dataset, view: View, selection: Selection, language: Language) -> tuple[Row, ...]:
        found = {(one.row, one.column): one.claims for one in counted(dataset, view, selection)}
        if not found:
            return ()
        return tuple(
            {
                word(language, "text"): text_name(dataset, text),
                **{
                    modality(dataset, language, column): found.get((text, column), 0)
                    for column in dataset.taxonomy.modalities
                },
            }
            for text in dataset.texts_by_id
        )

    return Chart(
        id=name, order=order, words=words, spec=spec, alt=alt, table=table, pages=(page,), subject=subject
    )
