"""The evidence behind a mark: its claims in words, ready for the panel. Text only, no markup."""

from __future__ import annotations

from typing import Any, cast

from geo.i18n import Language, language, pick
from geo.model.base import Modality, Precision
from geo.model.claim import Claim, ThreatLink
from geo.model.view import View
from geo.query.counting import ANY, Count, read_count
from geo.query.frames import claim_name, claim_precision
from geo.query.selection import evidence, select
from geo.store import Dataset
from geo.store.kept import per_dataset
from geo.ui.facts import fact_card

Row = tuple[str, str]
"""A label and what it says."""


def evidence_payload(dataset: Dataset, view: View) -> dict[str, Any]:
    """Return what the evidence panel shows for a view; ``claims`` is empty where nothing is open.

    A mark that the filters have emptied keeps its title and says that no claim is left.
    """
    words = language(view.language)
    if view.selection is None:
        return {"open": False}
    claims = evidence(dataset, select(dataset, view).claims, view.selection)
    return {
        "open": True,
        "selection": view.selection,
        "language": view.language,
        "title": selection_title(dataset, view.selection, words),
        "count": words.plural("sentence.claims", len(claims)) if claims else words.text("evidence.none"),
        "words": {
            key: words.text(f"evidence.{key}")
            for key in ("heading", "close", "only", "read", "correction", "outcome")
        },
        "reading": view.page == "texts",
        "single": view.selection.startswith(("claim:", "answer:")),
        "claims": [claim_card(dataset, claim.id, view.language) for claim in claims],
    }


def selection_title(dataset: Dataset, selection: str, words: Language) -> str:
    """Return the name of a mark."""
    family, _, code = selection.partition(":")
    if family == "place":
        return pick(dataset.place(code).names, words.tag)
    if family == "claim":
        return words.text("evidence.claim", id=code)
    if family == "cell":
        country, threat, role = code.split("/")
        name = pick(dataset.actor_names(country), words.tag)
        label = pick(dataset.taxonomy.threats[threat].label, words.tag)
        return f"{name} · {label} · {words.text(f'role.{role}')}"
    if family == "actor":
        return pick(dataset.actor_names(code), words.tag)
    if family == "threat":
        return pick(dataset.taxonomy.threats[code].label, words.tag)
    if family == "answer":
        threat, _, claim = code.partition("/")
        label = pick(dataset.taxonomy.threats[threat].label, words.tag)
        return f"{label} · {words.text('evidence.claim', id=claim)}"
    if family == "flow":
        threat, *ends = code.split("/")
        label = pick(dataset.taxonomy.threats[threat].label, words.tag)
        return (
            f"{label}: {' → '.join('–' if end == ANY else _short(dataset, end, words.tag) for end in ends)}"
        )
    if family == "count" and (count := read_count(code)) is not None:
        return count_title(dataset, count, words)
    return pick(dataset.place(selection).names, words.tag)


def count_title(dataset: Dataset, count: Count, words: Language) -> str:
    """Return what a number counts, its parts in one line."""
    terms, tag = dataset.taxonomy, words.tag
    text = dataset.texts_by_id[count.text] if count.text else None
    said = [
        pick(dataset.actor_names(count.country), tag) if count.country else "",
        pick(terms.threats[count.threat].label, tag) if count.threat else "",
        words.text(f"role.{count.role}") if count.role else "",
        pick(terms.modalities[cast("Modality", count.modality)].label, tag) if count.modality else "",
        f"{text.author}, {text.date[:4]}" if text else "",
        pick(dataset.place(count.place).names, tag) if count.place else "",
    ]
    return " · ".join(part for part in said if part)


@per_dataset
def claim_card(dataset: Dataset, claim_id: str, tag: str) -> dict[str, Any]:
    """Return what the panel shows of one claim, in one language."""
    words = language(tag)
    claim = dataset.claims_by_id[claim_id]
    card: dict[str, Any] = {
        "id": claim.id,
        "summary": pick(claim.summary, tag),
        "kind": pick(dataset.taxonomy.kinds[claim.kind].label, tag),
        "modality": pick(dataset.taxonomy.modalities[claim.modality].label, tag),
        "tone": claim.modality,
        "status": "" if claim.status == "reviewed" else words.text(f"status.{claim.status}"),
        "rows": rows(dataset, claim, words),
        "passage": passage(dataset, claim, words),
        "correction": None,
        "outcome": None,
    }
    if claim.correction is not None:
        card["correction"] = {
            "says": pick(claim.correction.note, tag),
            "rows": _fact_rows(dataset, claim.correction.fact, words),
        }
    if claim.outcome is not None:
        card["outcome"] = _outcome(dataset, claim.outcome, words)
    return card


def rows(dataset: Dataset, claim: Claim, words: Language) -> list[Row]:
    """Return what is known about a claim, one row a fact; what is unknown is left out."""
    tag = words.tag
    text = dataset.texts_by_id[claim.text]
    voice = words.text("voice.author", author=text.author) if claim.voice == "author" else claim.voice
    basis = words.text(f"basis.{claim.basis}")
    precision = pick(
        dataset.taxonomy.precisions[cast("Precision", claim_precision(dataset, claim))].label, tag
    )
    where = claim_name(dataset, claim, tag)
    if claim.place is not None and claim.place_basis == "inferred":
        precision = f"{precision}, {words.text('basis.place_inferred')}"
    said = [
        ("voice", voice),
        ("basis", basis),
        ("mention", words.text("evidence.quoted", words=claim.mention)),
        ("place", f"{where} ({precision})"),
        ("parties", ", ".join(_short(dataset, code, tag) for code in claim.parties)),
        *(("threat", _threat(dataset, link, words)) for link in claim.threats),
        ("period", period(claim, words)),
        ("text", f"{text.author}, “{text.title}”, {text.publisher}, {text.date}"),
    ]
    return [(words.text(f"field.{key}"), value) for key, value in said if value]


def _short(dataset: Dataset, code: str, tag: str) -> str:
    organisation = dataset.taxonomy.organisations.get(code)
    if organisation is not None and code not in dataset.country_codes:
        return pick(organisation.short, tag)
    return pick(dataset.actor_names(code), tag)


def _threat(dataset: Dataset, link: ThreatLink, words: Language) -> str:
    said = [pick(dataset.taxonomy.threats[link.threat].label, words.tag)]
    for role, codes in (("exposed", link.exposed), ("source", link.source)):
        if codes:
            names = ", ".join(_short(dataset, code, words.tag) for code in codes)
            said.append(f"{words.text(f'role.{role}')}: {names}")
    return "; ".join(said)


def period(claim: Claim, words: Language) -> str:
    """Return the period that a claim speaks of, both dates included; "" where it is unknown."""
    start, end = claim.date_start, claim.date_end
    if start == end:
        return start or ""
    if start and end:
        return words.text("period.from_to", start=start, end=end)
    return words.text("period.since", start=start) if start else words.text("period.until", end=end)


def passage(dataset: Dataset, claim: Claim, words: Language) -> dict[str, str]:
    """Return a claim's passage where it is held and its hash agrees, else why it is not shown.

    Its locator is the paragraph's number, always given.
    """
    text = dataset.texts_by_id[claim.text]
    number = text.paragraph(claim.start)
    state = dataset.passages.state(claim)
    locator = (
        words.text("passage.title") if number is None else words.text("passage.paragraph", number=number)
    )
    return {
        "state": state,
        "locator": f"{locator} · {words.text('passage.offsets', start=claim.start, end=claim.end)}",
        "label": words.text(f"passage.{state}"),
        "text": dataset.passages.passage(claim) if state == "held" else "",
        "language": text.language,
    }


def _fact_rows(dataset: Dataset, ref: str, words: Language) -> list[Row]:
    card = fact_card(dataset, ref, words)
    said = [(name, card[name]) for name in ("statement", "note", "source", "url", "confidence")]
    return [(words.text(f"fact.{name}"), value) for name, value in said if value]


def _outcome(dataset: Dataset, ref: str, words: Language) -> dict[str, Any]:
    forecast = dataset.reference.forecast(ref.partition(":")[2])
    source = dataset.reference.source_of(forecast)
    russian = words.tag == "ru"
    said = [
        ("reasoning", forecast.reasoning_ru if russian else forecast.reasoning),
        ("as_of", forecast.evidence_latest),
        ("source", f"{source.title}, {source.date}" if source.date else source.title),
        ("url", source.url),
        ("confidence", words.text(f"confidence.{forecast.confidence}")),
    ]
    return {
        "verdict": words.text(f"verdict.{forecast.verdict}"),
        "tone": forecast.verdict,
        "says": forecast.outcome_ru if russian else forecast.outcome,
        "rows": [(words.text(f"fact.{name}"), value) for name, value in said if value],
    }
