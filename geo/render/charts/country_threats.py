"""One country's threats, text by text: how many claims expose it to each, or trace it there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from geo.i18n import Language, Words, pick
from geo.model.view import View
from geo.query.profile import Number, profile_country, threats_by_text
from geo.query.selection import Selection
from geo.render.chart import Chart, Row, Spec
from geo.render.dots import Dot, Series, dot_spec
from geo.render.said import text_name
from geo.render.subject import country_subject
from geo.store import Dataset

_WORDS: Final[Mapping[str, Words]] = {
    "label": {"en": "Threats, text by text", "ru": "Угрозы по текстам"},
    "help": {
        "en": "Claims that say the country is exposed to a threat, and claims that trace the threat to it. Click a number to read them. Where a text says nothing, nothing is drawn: silence is not safety.",
        "ru": "Утверждения о том, что страна под угрозой, и о том, что угроза исходит от неё. Нажмите на число, чтобы прочесть их. Где текст молчит, ничего не нарисовано: молчание не значит безопасность.",
    },
    "exposed": {"en": "Exposed to it", "ru": "Под угрозой"},
    "source": {"en": "Source of it", "ru": "Источник угрозы"},
    "threat": {"en": "Threat", "ru": "Угроза"},
    "text": {"en": "Text", "ru": "Текст"},
    "none": {"en": "No claim shown links this country with a threat.", "ru": "Ни одно из показанных утверждений не связывает эту страну с угрозой."},
    "alt": {
        "en": "{country}: exposed to {exposed} threats, source of {source}, counted text by text.",
        "ru": "{country}: под угрозой — {exposed}, источник — {source} (число угроз), по текстам.",
    },
}  # fmt: skip

# As in the matrix of all countries, so that a shape means the same on every page.
_LOOK: Final[Mapping[str, tuple[str, str, float]]] = {
    "exposed": ("circle", "#C2410C", -0.23),
    "source": ("diamond", "#8E3B74", 0.23),
}


def _word(language: Language, key: str) -> str:
    return language.part(f"chart.country_threats.{key}", _WORDS[key])


def _numbers(dataset: Dataset, view: View, selection: Selection) -> tuple[Number, ...]:
    return threats_by_text(dataset, selection.claims, profile_country(dataset, view))


def _spec(dataset: Dataset, view: View, selection: Selection, language: Language) -> Spec:
    numbers = _numbers(dataset, view, selection)
    order = list(dataset.taxonomy.threats)
    rows = sorted({one.row for one in numbers}, key=order.index)
    columns = list(dataset.texts_by_id)
    labels = {row: language.part(f"threats.{row}", dataset.taxonomy.threats[row].label) for row in rows}

    def dots(role: str) -> tuple[Dot, ...]:
        return tuple(
            Dot(
                rows.index(one.row), columns.index(one.count.text or ""), one.claims, one.count.selection,
                f"{labels[one.row]} · {text_name(dataset, one.count.text or '')} · {_word(language, role)}: {one.claims}",
                _LOOK[role][2],
            )
            for one in numbers if one.count.role == role
        )  # fmt: skip

    series = [Series(_word(language, role), look[0], look[1], dots(role)) for role, look in _LOOK.items()]
    return dot_spec(
        series, list(labels.values()), [text_name(dataset, text) for text in columns], _word(language, "none")
    )


def _alt(dataset: Dataset, view: View, selection: Selection, language: Language) -> str:
    numbers = _numbers(dataset, view, selection)
    if not numbers:
        return _word(language, "none")
    country = pick(dataset.actor_names(profile_country(dataset, view)), language.tag)
    return _word(language, "alt").format(
        country=country,
        **{role: len({one.row for one in numbers if one.count.role == role}) for role in _LOOK},
    )


def _table(dataset: Dataset, view: View, selection: Selection, language: Language) -> tuple[Row, ...]:
    found = {
        (one.row, one.count.text, one.count.role): one.claims for one in _numbers(dataset, view, selection)
    }
    pairs = dict.fromkeys((threat, text) for threat, text, _role in found)
    return tuple(
        {
            _word(language, "threat"): language.part(
                f"threats.{threat}", dataset.taxonomy.threats[threat].label
            ),
            _word(language, "text"): text_name(dataset, text or ""),
            _word(language, "exposed"): found.get((threat, text, "exposed"), 0),
            _word(language, "source"): found.get((threat, text, "source"), 0),
        }
        for threat, text in pairs
    )


CHART = Chart(
    id="country_threats",
    order=30,
    words=_WORDS,
    spec=_spec,
    alt=_alt,
    table=_table,
    pages=("countries",),
    subject=country_subject,
)
