"""The reasons for a place that the machine proposes, in the reader's language.

A language file may translate each under ``page.review.reason.<its English words>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from geo.i18n import Language
from geo.model.reason import Reason

_NAME: Final = {
    "its own name": "его собственное название",
    "another spelling": "другое написание",
    "another name": "другое название",
    "spelt in Russian letters by rule": "записано русскими буквами по правилам",
    "province without its type": "область, названная без слова «область»",
    "adjective of the name": "прилагательное от названия",
    "country's name": "название страны",
    "hand-kept name": "название, внесённое вручную",
    "hand-kept name that needs a cue": "название, внесённое вручную, которому нужна подсказка",
    "historical name": "прежнее название",
    "adjective of a country": "прилагательное от страны",
    "name of a people": "название народа",
    "organisation": "организация",
    "region": "регион",
    "seat of a government": "местопребывание правительства",
    "capitals only": "только прописными буквами",
    "an ordinary word too": "это и обычное слово",
}
"""What a name is to what it names, `geo.store.gazetteer.FLAGS`."""

_UNKNOWN: Final = {
    "settlement": "населённый пункт",
    "district": "район",
    "province": "область",
    "site": "объект",
    "area": "местность",
}

RUSSIAN: Final[Mapping[str, str]] = MappingProxyType({
    **_NAME,
    **{f"gazetteer: {words}": f"по словарю мест: {russian}" for words, russian in _NAME.items()},
    "gazetteer: historical name until {}": "по словарю мест: прежнее название, до {} г.",
    **{f"{kind} beside “{{}}”": f"{russian} рядом со словом «{{}}»" for kind, russian in _UNKNOWN.items()},
    "a name that the gazetteer lacks": "название, которого нет в словаре мест",
    "sounds like {}": "звучит как {}",
    "suggested by a name-recognition model": "предложено моделью распознавания имён",
    "a part of the country named last, {}": "часть страны, названной последней: {}",
    "a pair of countries before “border”": "две страны перед словом «граница»",
    "“border between” two countries": "«граница между» двумя странами",
    "one country's “border with” another": "«граница» одной страны «с» другой",
    "“border of” two countries": "«граница» двух стран",
    "no such border is drawn in the boundaries": "такой границы в данных о границах нет",
    "a capital for its government: its {}": "столица вместо правительства: дальше «{}»",
    "a capital for its government: after “{}”": "столица вместо правительства: после «{}»",
    "a capital for its government: before “{}”": "столица вместо правительства: перед «{}»",
    "country": "страна",
    "kept by hand": "внесено вручную",
    "population {}": "жителей: {}",
    "in the atlas's region": "в регионе атласа",
    "in a neighbouring country": "в соседней стране",
    "a capital": "столица",
    "the text is about {}": "текст о {}",
    "the text does not name {}": "{} в тексте не названа",
    "{} in the same sentence": "{} в том же предложении",
    "in the province {}, which the text names": "в области {}, названной в тексте",
    "{} km from another place of the text": "{} км от другого места из текста",
    "before {}": "перед {}",
    "after {}": "после {}",
    "before {}, which encloses it": "перед {}, куда оно входит",
    "after {}, which it encloses": "после {}, что входит в него",
    "beside “{}”": "рядом со словом «{}»",
    "beside “{}”, whose seat it may be": "рядом со словом «{}»: может быть его центром",
    "a city that is a province of its own": "город, который сам себе область",
    "a city of its country has the name too": "так же называется город той же страны",
    "the cue that its name needs": "подсказка, которая нужна этому названию",
    "after a preposition of place": "после предлога места",
    "beside the unknown name {}": "рядом с неизвестным именем {}",
    "written small elsewhere": "в других местах со строчной буквы",
    "in quotation marks": "в кавычках",
    "in passing: a title in quotation marks": "мимоходом: название в кавычках",
    "in passing: in a chain of countries": "мимоходом: в цепочке стран",
    "in passing: a neighbour in a description, before {}": "мимоходом: сосед в описании, перед «{}»",
    "in passing: in a comparison, before {}": "мимоходом: в сравнении, перед «{}»",
    "in passing: a country of newspapers or agencies, before {}": "мимоходом: страна газет или агентств, перед «{}»",
    "in passing: an outlet or company of that country, before {}": "мимоходом: издание или компания этой страны, перед «{}»",
    "in passing: an origin or a currency, before {}": "мимоходом: происхождение или валюта, перед «{}»",
    "in passing: a person who comments or is no party, before {}": "мимоходом: тот, кто комментирует или не сторона, перед «{}»",
})  # fmt: skip
"""Each reason of `geo.ingest`, by its English words."""


def worded(reason: Reason, language: Language) -> str:
    """Return a reason in a language; one that an earlier version said stays in its words."""
    words = {"en": reason.words, "ru": RUSSIAN.get(reason.words, reason.words)}
    return reason.said(language.part(f"page.review.reason.{reason.words}", words))
