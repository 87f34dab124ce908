"""Claims as a page of its own tells them: plain texts in one language, ready for JSON."""

from __future__ import annotations

from typing import Any

from geo.i18n import Language, pick
from geo.model.claim import Claim, ThreatLink
from geo.query.frames import claim_name
from geo.render.words import map_words
from geo.store import Dataset


def told(dataset: Dataset, claim: Claim, language: Language) -> dict[str, Any]:
    """Return a claim in words.

    Keys
    ----
    id, tags, summary
        ``tags`` joins kind, modality and basis.
    rows
        Pairs of a term and its value: the mention as printed, the voice, the place, the locator.
    passage
        Only where the text's licence lets us redistribute it and its hash holds.
    correction
        Only where the record disagrees.
    """
    say = map_words(language)
    taxonomy = dataset.taxonomy
    text = dataset.texts_by_id[claim.text]
    tags = [
        language.part(f"kinds.{claim.kind}", taxonomy.kinds[claim.kind].label),
        language.part(f"modalities.{claim.modality}", taxonomy.modalities[claim.modality].label),
    ]
    if claim.basis == "inferred":
        tags.append(say["panel.inferred"])
    if claim.status == "candidate":
        tags.append(say["panel.candidate"])
    where = claim_name(dataset, claim, language.tag)
    if claim.place is not None and claim.place_basis == "inferred":
        where = f"{where} ({say['panel.place_inferred']})"
    rows = [
        (say["panel.mention"], claim.mention),
        (say["panel.voice"], say["panel.voice.author"] if claim.voice == "author" else claim.voice),
        (say["panel.where"], where),
    ]
    if claim.date_start or claim.date_end:
        period = sorted({day for day in (claim.date_start, claim.date_end) if day})
        rows.append((say["panel.period"], " – ".join(period)))
    if claim.threats:
        rows.append(
            (say["panel.threats"], "; ".join(_threat(dataset, link, language, say) for link in claim.threats))
        )
    rows.append((text.title, _locator(dataset, claim, say)))
    found: dict[str, Any] = {
        "id": claim.id, "tags": " · ".join(tags), "summary": pick(claim.summary, language.tag), "rows": rows,
    }  # fmt: skip
    if text.redistributable and dataset.passages.state(claim) == "held":
        found["passage"] = dataset.passages.passage(claim)
    if claim.correction is not None:
        found["correction"] = f"{say['panel.correction']}: {pick(claim.correction.note, language.tag)}"
    return found


def _locator(dataset: Dataset, claim: Claim, say: dict[str, str]) -> str:
    paragraph = dataset.texts_by_id[claim.text].paragraph(claim.start)
    offsets = say["panel.offsets"].format(start=claim.start, end=claim.end)
    return offsets if paragraph is None else f"{say['panel.paragraph'].format(number=paragraph)}, {offsets}"


def _threat(dataset: Dataset, link: ThreatLink, language: Language, say: dict[str, str]) -> str:
    term = dataset.taxonomy.threats.get(link.threat)
    label = language.part(f"threats.{link.threat}", term.label) if term else link.threat
    roles = [
        say[key].format(names=", ".join(pick(dataset.actor_names(code), language.tag) for code in codes))
        for key, codes in (("panel.exposed", link.exposed), ("panel.source", link.source))
        if codes
    ]
    return f"{label} ({'; '.join(roles)})" if roles else label
