"""The words of reference facts about membership, borders and facilities, where the record holds a code.

Charts, pages and the printed brief all say them from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from geo.i18n import Language, Words, format_number, pick
from geo.model import facts
from geo.store import Dataset

_WORDS: Final[Mapping[str, Words]] = MappingProxyType({
    "standing.signatory": {"en": "signatory", "ru": "подписавшая сторона"},
    "standing.member": {"en": "member", "ru": "член"},
    "standing.suspended": {"en": "suspended", "ru": "приостановлено"},
    "standing.frozen": {"en": "frozen", "ru": "заморожено"},
    "standing.withdrawn": {"en": "left", "ru": "вышла"},
    "standing.observer": {"en": "observer", "ru": "наблюдатель"},
    "standing.associate": {"en": "associate", "ru": "ассоциированный член"},
    "standing.dialogue_partner": {"en": "dialogue partner", "ru": "партнёр по диалогу"},
    "status.open": {"en": "open", "ru": "открыта"},
    "status.restricted": {"en": "open in part", "ru": "открыта частично"},
    "status.closed": {"en": "closed", "ru": "закрыта"},
    "status.front": {"en": "line of war", "ru": "линия фронта"},
    "demarcation.undelimited": {"en": "not delimited", "ru": "не делимитирована"},
    "demarcation.delimited": {"en": "delimited", "ru": "делимитирована"},
    "demarcation.partly_demarcated": {"en": "demarcated in part", "ru": "демаркирована частично"},
    "demarcation.demarcating": {"en": "being demarcated", "ru": "идёт демаркация"},
    "demarcation.demarcated": {"en": "demarcated", "ru": "демаркирована"},
    "crossing.open": {"en": "open", "ru": "открыт"},
    "crossing.freight_only": {"en": "freight only", "ru": "только для грузов"},
    "crossing.closed": {"en": "closed", "ru": "закрыт"},
    "kind.army_base": {"en": "army base", "ru": "сухопутная база"},
    "kind.air_base": {"en": "air base", "ru": "авиабаза"},
    "kind.naval_base": {"en": "naval base", "ru": "военно-морская база"},
    "kind.missile_base": {"en": "missile base", "ru": "ракетная база"},
    "kind.peacekeeping_base": {"en": "peacekeepers' base", "ru": "база миротворцев"},
    "kind.test_range": {"en": "test range", "ru": "полигон"},
    "kind.radar": {"en": "radar", "ru": "радиолокационная станция"},
    "kind.space_surveillance": {"en": "space surveillance", "ru": "контроль космоса"},
    "kind.spaceport": {"en": "spaceport", "ru": "космодром"},
    "kind.naval_comms": {"en": "naval communications", "ru": "узел связи ВМФ"},
    "kind.seismic_station": {"en": "seismic station", "ru": "сейсмическая станция"},
    "kind.transit_centre": {"en": "transit centre", "ru": "центр транзита"},
    "kind.border_guard": {"en": "border guards", "ru": "пограничники"},
    "kind.monitoring_centre": {"en": "monitoring centre", "ru": "центр наблюдения"},
    "kind.headquarters": {"en": "headquarters", "ru": "штаб-квартира"},
    "basis.stated": {"en": "", "ru": ""},
    "basis.inferred": {"en": "inferred", "ru": "по косвенным данным"},
    "basis.reported": {"en": "reported", "ru": "по сообщениям"},
    "basis.announced": {"en": "announced", "ru": "объявлено"},
    "basis.denied": {"en": "reported, denied", "ru": "по сообщениям, отрицается"},
    "length.published": {"en": "{km} km published ({which})", "ru": "опубликовано {km} км ({which})"},
    "length.factbook": {"en": "World Factbook", "ru": "World Factbook"},
    "border.unknown": {"en": "status not known", "ru": "положение неизвестно"},
    "crossing": {"en": "crossing {name}: {status}", "ru": "переход {name}: {status}"},
    "crossing.unknown": {"en": "status not known", "ru": "положение неизвестно"},
})  # fmt: skip


def record_word(language: Language, key: str, **values: object) -> str:
    """Return a word of the record; a language file may translate it under ``record.<key>``."""
    said = language.part(f"record.{key}", _WORDS[key]) if _WORDS[key]["en"] else ""
    return said.format(**values) if values else said


def kilometres(language: Language, value: float | None) -> str:
    """Return a length in whole kilometres as the language writes numbers; "" where unknown."""
    return "" if value is None else format_number(language.tag, value)


def border_name(dataset: Dataset, border: str, language: Language) -> str:
    """Return the names of both sides of a border."""
    return " – ".join(pick(dataset.actor_names(code), language.tag) for code in border.split("-"))


def border_said(row: facts.Border, language: Language) -> str:
    """Return what is on record of a border: its status and how far it is settled."""
    said = [record_word(language, f"status.{row.status}" if row.status else "border.unknown")]
    if row.demarcation:
        said.append(record_word(language, f"demarcation.{row.demarcation}"))
    return ", ".join(said)


def length_said(row: facts.BorderLength, language: Language) -> str:
    """Return a published length and which figure it is."""
    which = (
        record_word(language, "length.factbook") if row.which == "factbook" else row.which.replace("_", " ")
    )
    return record_word(language, "length.published", km=kilometres(language, row.km), which=which)


def crossing_said(row: facts.BorderCrossing, language: Language) -> str:
    """Return a crossing's name and status."""
    status = record_word(language, f"crossing.{row.status}" if row.status else "crossing.unknown")
    return record_word(language, "crossing", name=row.name, status=status)


def guard_said(dataset: Dataset, row: facts.BorderGuard, language: Language) -> str:
    """Return who guards a border, with what service and on which section."""
    name = pick(dataset.actor_names(row.guard), language.tag)
    return _with(name, row.service, row.section)


def operator_said(dataset: Dataset, row: facts.FacilityOperator, language: Language) -> str:
    """Return who runs a facility, and how that is known where it is not simply stated."""
    name = pick(dataset.actor_names(row.operator), language.tag)
    return _with(name, row.service, record_word(language, f"basis.{row.basis}"))


def _with(name: str, *parts: str | None) -> str:
    known = ", ".join(part for part in parts if part)
    return f"{name} ({known})" if known else name
