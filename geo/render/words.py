"""The renderer's own words. A language file may translate each under ``map.<key>``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from geo.i18n import Language, Words

WORDS: Final[Mapping[str, Words]] = MappingProxyType({
    "claims.one": {"en": "{number} claim", "ru": "{number} утверждение"},
    "claims.few": {"en": "{number} claims", "ru": "{number} утверждения"},
    "claims.many": {"en": "{number} claims", "ru": "{number} утверждений"},
    "claims.other": {"en": "{number} claims", "ru": "{number} утверждения"},
    "claims.none": {"en": "No claim shown speaks of it", "ru": "В показанных утверждениях не упомянута"},
    "precision": {"en": "Located as: {precision}", "ru": "Точность места: {precision}"},
    "several": {"en": "{number} places here", "ru": "Мест здесь: {number}"},
    "legend": {"en": "Legend", "ru": "Условные знаки"},
    "kinds": {"en": "Kinds of claim", "ru": "Виды утверждений"},
    "map": {"en": "Map", "ru": "Карта"},
    "marks": {"en": "Marks on the map", "ru": "Знаки на карте"},
    "skip": {"en": "Skip the map", "ru": "Пропустить карту"},
    "zoom_in": {"en": "Zoom in", "ru": "Приблизить"},
    "zoom_out": {"en": "Zoom out", "ru": "Отдалить"},
    "fit": {"en": "Fit the claims shown", "ru": "Показать все утверждения"},
    "close": {"en": "Close", "ru": "Закрыть"},
    "failed": {"en": "The map's data could not be loaded. Reload the page to try again.",
               "ru": "Данные карты не загрузились. Обновите страницу, чтобы попробовать снова."},
    "unlocated": {"en": "Not on the map: {claims}", "ru": "Нет на карте: {claims}"},
    "m": {"en": "{number} m", "ru": "{number} м"},
    "km": {"en": "{number} km", "ru": "{number} км"},
    "boundaries": {"en": "Boundaries: {view}", "ru": "Границы: {view}"},
    "attribution": {"en": "Boundaries after Natural Earth, relief after GMTED2010, public domain",
                    "ru": "Границы по Natural Earth, рельеф по GMTED2010, общественное достояние"},
    "panel.prompt": {"en": "Choose a mark on the map to read its claims.", "ru": "Выберите знак на карте, чтобы прочесть утверждения."},
    "panel.mention": {"en": "As printed", "ru": "В тексте"},
    "panel.voice": {"en": "Who says it", "ru": "Кто говорит"},
    "panel.voice.author": {"en": "the author", "ru": "автор"},
    "panel.where": {"en": "Where", "ru": "Где"},
    "panel.paragraph": {"en": "paragraph {number}", "ru": "абзац {number}"},
    "panel.offsets": {"en": "characters {start}–{end}", "ru": "знаки {start}–{end}"},
    "panel.period": {"en": "Period", "ru": "Период"},
    "panel.candidate": {"en": "candidate, not reviewed", "ru": "предложено, не проверено"},
    "panel.inferred": {"en": "inferred, not stated", "ru": "выведено, не сказано прямо"},
    "panel.place_inferred": {"en": "place inferred: the text does not name it", "ru": "место выведено: в тексте не названо"},
    "panel.correction": {"en": "The record disagrees", "ru": "Данные расходятся"},
    "panel.threats": {"en": "Threats", "ru": "Угрозы"},
    "panel.exposed": {"en": "exposed: {names}", "ru": "под угрозой: {names}"},
    "panel.source": {"en": "source: {names}", "ru": "источник: {names}"},
    "panel.stamp": {"en": "Data version {version} · made on {day}", "ru": "Версия данных {version} · создано {day}"},
})  # fmt: skip


def map_words(language: Language) -> dict[str, str]:
    """Return the renderer's words in a language, by key."""
    return {key: language.part(f"map.{key}", words) for key, words in WORDS.items()}
