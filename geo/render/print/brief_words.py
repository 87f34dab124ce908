"""The words of the country brief. A language file may translate each under ``brief.<key>``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from geo.i18n import Language, Words

WORDS: Final[Mapping[str, Words]] = MappingProxyType({
    "kicker": {"en": "{title} · country brief", "ru": "{title} · справка по стране"},
    "standing": {"en": "Memberships", "ru": "Членство"},
    "organisation": {"en": "Organisation", "ru": "Организация"},
    "status": {"en": "Status", "ru": "Статус"},
    "from": {"en": "From", "ru": "С"},
    "until": {"en": "Until", "ru": "До"},
    "borders": {"en": "Land borders", "ru": "Сухопутные границы"},
    "neighbour": {"en": "With", "ru": "С кем"},
    "published": {"en": "Published, km", "ru": "Опубл., км"},
    "drawn": {"en": "Drawn, km", "ru": "На карте, км"},
    "claims": {"en": "Claims", "ru": "Утверждения"},
    "facilities": {"en": "Foreign and allied facilities on {day}", "ru": "Иностранные и союзные объекты на {day}"},
    "facility": {"en": "Facility", "ru": "Объект"},
    "operator": {"en": "Operator", "ru": "Чей"},
    "lease": {"en": "Lease until", "ru": "Аренда до"},
    "computed": {"en": "{until} (computed)", "ru": "{until} (расчёт)"},
    "threats": {"en": "Threats: number of claims", "ru": "Угрозы: число утверждений"},
    "threat": {"en": "Threat", "ru": "Угроза"},
    "exposed": {"en": "Exposed", "ru": "Под угрозой"},
    "source": {"en": "Source", "ru": "Источник"},
    "modalities": {"en": "How it is spoken of: {list}.", "ru": "Как о ней говорят: {list}."},
    "silent": {
        "en": "Threats of which no claim shown speaks here: {list}. Silence is not safety.",
        "ru": "Угрозы, о которых показанные утверждения здесь молчат: {list}. Молчание не значит безопасность.",
    },
    "said": {"en": "What is said of it", "ru": "Что о ней сказано"},
    "more": {
        "en": "{shown} of {number} claims, those that name the fewest other countries; the link below opens all of them.",
        "ru": "Утверждений: {shown} из {number}, те, где названо меньше всего других стран; все открывает ссылка ниже.",
    },
    "disagrees": {"en": "The record disagrees: {note}", "ru": "Данные расходятся: {note}"},
    "paragraph": {"en": "par. {number}", "ru": "абз. {number}"},
    "sources": {"en": "Sources of the reference facts", "ru": "Источники справочных фактов"},
    "cite": {"en": "Cite as", "ru": "Ссылаться так"},
    "none": {"en": "None on record.", "ru": "Сведений нет."},
    "page": {"en": "{title}, data version {version}, {day} · page {number}", "ru": "{title}, версия данных {version}, {day} · с. {number}"},
})  # fmt: skip


def brief_word(words: Language, key: str, **values: object) -> str:
    """Return a word of the brief with its placeholders filled."""
    said = words.part(f"brief.{key}", WORDS[key])
    return said.format(**values) if values else said
