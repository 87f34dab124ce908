"""A reference fact in words, with its source and how well it is verified."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from geo.i18n import Language, format_number, pick
from geo.model import facts
from geo.model.base import Model
from geo.store import Dataset

Say = Callable[[Dataset, Any, Language], str]


def fact_card(dataset: Dataset, ref: str, language: Language) -> dict[str, str]:
    """Return a fact as ``statement``, ``note``, ``source``, ``url`` and ``confidence``, all text.

    Parameters
    ----------
    ref
        ``table:id``.

    Raises
    ------
    UnknownValueError
        Where there is no such fact.
    """
    fact = dataset.reference.fact(ref)
    source = dataset.reference.source_of(fact)
    say = _SAY.get(type(fact), _fields)
    return {
        "ref": ref,
        "statement": say(dataset, fact, language),
        "note": fact.note or "",
        "source": f"{source.title}, {source.date}" if source.date else source.title,
        "url": source.url,
        "confidence": language.text(f"confidence.{fact.confidence}"),
    }


def span(start: str | None, end: str | None, language: Language) -> str:
    """Return a half-open interval in words, "" where neither end is known."""
    if start and end:
        return language.text("period.between", start=start, end=end)
    if start:
        return language.text("period.since", start=start)
    return language.text("period.before", end=end) if end else ""


def _name(dataset: Dataset, code: str, language: Language) -> str:
    return pick(dataset.actor_names(code), language.tag)


def _border(dataset: Dataset, border: str, language: Language) -> str:
    return " – ".join(_name(dataset, code, language) for code in border.split("-"))


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _membership(dataset: Dataset, fact: facts.Membership, language: Language) -> str:
    who = f"{_name(dataset, fact.country, language)}, {_name(dataset, fact.organisation, language)}"
    return _joined(who, fact.event, span(fact.start, fact.end, language))


def _facility(dataset: Dataset, fact: facts.Facility, language: Language) -> str:
    lease = fact.lease_until and language.text(f"fact.lease.{fact.lease_basis}", until=fact.lease_until)
    place = f"{fact.place}, {_name(dataset, fact.country, language)}"
    return _joined(dataset.reference.facility_label(fact.id, language.tag), place, lease)


def _guard(dataset: Dataset, fact: facts.BorderGuard, language: Language) -> str:
    guard = language.text("fact.guarded_by", guard=_name(dataset, fact.guard, language))
    period = span(fact.start, fact.end, language)
    return _joined(_border(dataset, fact.border, language), guard, fact.service, fact.section, period)


def _border_event(dataset: Dataset, fact: facts.BorderEvent, language: Language) -> str:
    return _joined(_border(dataset, fact.border, language), fact.event, span(fact.start, fact.end, language))


def _figure(dataset: Dataset, fact: facts.Figure, language: Language) -> str:
    value = format_number(language.tag, fact.value)
    said = language.text(f"fact.{fact.measure}", value=value, date=fact.date)
    return _joined(_name(dataset, fact.country, language), said)


def _event(_dataset: Dataset, fact: facts.Event, language: Language) -> str:
    return _joined(fact.title_ru if language.tag == "ru" else fact.title, fact.place, fact.start)


def _fields(_dataset: Dataset, fact: Model, _language: Language) -> str:
    """Say a fact of any other table: its own fields, less what each fact has."""
    own = type(fact).model_fields.keys() - facts.Fact.model_fields.keys()
    return _joined(*(str(value) for name, value in fact if name in own and value is not None))


_SAY: Final[Mapping[type[Model], Say]] = {
    facts.Membership: _membership,
    facts.Facility: _facility,
    facts.BorderGuard: _guard,
    facts.BorderEvent: _border_event,
    facts.Figure: _figure,
    facts.Event: _event,
}
