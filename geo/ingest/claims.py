"""Propose claims from a reading: one for each sentence that ties something to a place.

They have the fields that ``geo claims`` prints, and ``score``; basis and modality are proposals for a
reviewer. Summaries are put together from names and labels, never from the text's words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import Any, Final, NamedTuple

from geo.ingest.context import Document
from geo.ingest.phrases import Hit
from geo.ingest.reading import Mention, ThreatHit
from geo.ingest.when import period_of
from geo.ingest.words import Words
from geo.model.claim import digest
from geo.model.taxonomy import Taxonomy
from geo.store.gazetteer import Gazetteer

_MODALITIES: Final = ("proposal", "forecast", "assessment")
_KINDS: Final = ("base", "force", "border", "event", "relation", "institution")
_LONGEST_MENTION: Final = 80
_CUES: Final = ("modality.", "kinds.", "quotation.", "party.")
"""Lists whose words say what a claim is."""


class Passage(NamedTuple):
    """A stretch of a text, code points ``start`` to ``end`` (exclusive), and what was found in it."""

    start: int
    end: int
    places: list[Mention]
    dangers: list[ThreatHit]
    hits: list[Hit]


def propose(
    document: Document,
    mentions: list[Mention],
    threats: list[ThreatHit],
    *,
    taxonomy: Taxonomy,
    gazetteer: Gazetteer,
    text_id: str,
) -> list[dict[str, Any]]:
    """Return the candidate claims in order, their ids numbered in that order."""
    words = document.words
    bounds = words.quotable()
    within: dict[int, tuple[list[Mention], list[ThreatHit], list[Hit]]] = defaultdict(lambda: ([], [], []))
    starts = [start for start, _ in bounds]
    for mention in mentions:
        within[_number(starts, mention.start)][0].append(mention)
    sentences = [start for start, _ in words.bounds]
    shared: dict[int, list[ThreatHit]] = defaultdict(list)
    for threat in threats:
        own = _number(starts, threat.start)
        within[own][1].append(threat)
        start, end = words.bounds[_number(sentences, threat.start)]
        for number in range(_number(starts, start), _number(starts, max(start, end - 1)) + 1):
            if number != own:
                shared[number].append(threat)
    for hit in document.hits:
        if hit.key.startswith(_CUES):
            within[_number(starts, words.starts[hit.start])][2].append(hit)
    asides = {words.starts[hit.start] for hit in document.hits if _begins_aside(words, hit)}
    claims: list[dict[str, Any]] = []
    for number in sorted(within):
        if bounds[number][0] in asides:
            continue
        places, dangers, hits = within[number]
        kind = _kind({hit.key for hit in hits}, places, dangers)
        if kind is None or not (places or party_hits(hits)):
            continue
        # A threat that the headline names holds of what happened in the line below it, and the reverse.
        passage = Passage(*bounds[number], places, [*dangers, *shared.get(number, ())], hits)
        claims.append(_of_passage(document, passage, kind, taxonomy, gazetteer))
    for number, claim in enumerate(claims, 1):
        claim["id"] = f"{text_id}-{number:03d}"
        claim["text"] = text_id
    return claims


def propose_whole(
    document: Document,
    mentions: list[Mention],
    threats: list[ThreatHit],
    *,
    taxonomy: Taxonomy,
    gazetteer: Gazetteer,
) -> dict[str, Any]:
    """Return one claim about a whole passage, whatever is in it: what a person marked is a claim to that person."""
    hits = [hit for hit in document.hits if hit.key.startswith(_CUES)]
    kind = _kind({hit.key for hit in hits}, mentions, threats) or "event"
    passage = Passage(0, len(document.words.text), mentions, threats, hits)
    return _of_passage(document, passage, kind, taxonomy, gazetteer)


def party_hits(hits: list[Hit]) -> list[Hit]:
    """Return the organisations that are named, the longest name wherever one lies in another."""
    named = [hit for hit in hits if hit.key.startswith("party.")]
    return [
        one
        for one in named
        if not any(
            two.start <= one.start and one.end <= two.end and two.end - two.start > one.end - one.start
            for two in named
        )
    ]


def _begins_aside(words: Words, hit: Hit) -> bool:
    """Tell whether words begin what is no part of an article: a pointer to another one, a credit, a caption."""
    if hit.key == "names.caption":
        return words.gap(hit.end - 1).lstrip().startswith(":")
    return hit.key == "names.aside"


def _number(starts: list[int], offset: int) -> int:
    return max(0, bisect_right(starts, offset) - 1)


def _kind(keys: set[str], places: list[Mention], dangers: list[ThreatHit]) -> str | None:
    if "modality.proposal" in keys:
        return "proposal"
    for name in ("base", "force"):
        if f"kinds.{name}" in keys and places:
            return name
    if any(place.precision == "border" for place in places):
        return "border"
    if "kinds.event" in keys and places:
        return "event"
    if dangers:
        return "threat_statement"
    countries = {code for place in places if place.precision == "country" for code in place.iso3}
    if "kinds.relation" in keys and len(countries) > 1:
        return "relation"
    for name in _KINDS[2:]:
        if f"kinds.{name}" in keys:
            return name
    return None


def _of_passage(
    document: Document, passage: Passage, kind: str, taxonomy: Taxonomy, gazetteer: Gazetteer
) -> dict[str, Any]:
    start, end, places, dangers, hits = passage
    keys, parties = {hit.key for hit in hits}, party_hits(hits)
    text = document.words.text[start:end]
    chosen = _chief(places)
    modality = next((name for name in _MODALITIES if f"modality.{name}" in keys), "fact")
    first, last = period_of(text)
    links = []
    for danger in dangers:
        link = {"threat": danger.threat, "exposed": list(danger.exposed), "source": list(danger.source)}
        if link not in links:
            links.append(link)
    codes: list[str] = sorted({code for place in places for code in place.iso3})
    organisation = document.words.raw(parties[0].start, parties[0].end) if parties else text
    mention = (chosen.mention if chosen else organisation)[:_LONGEST_MENTION]
    organisations = list(dict.fromkeys(hit.key.partition(".")[2] for hit in parties))
    located = chosen is not None and chosen.lon is not None
    score = round((chosen.score if chosen else 0.3) * (1.0 if links else 0.8), 3)
    return {
        "id": "", "text": "", "start": start, "end": end, "sha256": digest(text), "mention": mention, "kind": kind,
        "name": chosen.name if chosen else mention, "iso3": codes, "parties": sorted(organisations), "threats": links,
        "modality": modality, "voice": "author" if "quotation.verbs" not in keys else "quoted",
        "basis": "explicit" if chosen is not None else "inferred", "date_start": first, "date_end": last,
        "precision": chosen.precision if chosen else "none",
        "summary": _summary(taxonomy, _names(gazetteer, chosen, mention), [one.threat for one in dangers], kind, modality),
        "geometry": {"type": "Point", "coordinates": [chosen.lon, chosen.lat]} if chosen and located else None,
        "correction": None, "place": chosen.place_id if chosen else None,
        "place_basis": "explicit" if chosen is not None else "inferred", "outcome": None, "status": "candidate",
        "score": score,
    }  # fmt: skip


def _chief(places: list[Mention]) -> Mention | None:
    """Return the most precise place of a sentence, the first one among equals."""
    rank = {
        "site": 0,
        "settlement": 1,
        "district": 2,
        "border": 3,
        "province": 4,
        "region": 5,
        "country": 6,
        "none": 7,
    }
    return min(places, key=lambda one: (rank[one.precision], one.start), default=None)


def _names(gazetteer: Gazetteer, place: Mention | None, mention: str) -> dict[str, str]:
    """Return a place's name in both languages; what is printed where it has none."""
    row = gazetteer.rows_by_id.get(place.place_id) if place is not None and place.place_id else None
    if row is None:
        return {"en": mention, "ru": mention}
    entry = gazetteer.entry(row)
    return {"en": entry.name, "ru": entry.russian or entry.name}


def _summary(
    taxonomy: Taxonomy, names: dict[str, str], threats: list[str], kind: str, modality: str
) -> dict[str, str]:
    """Say in both languages what the sentence is about, in the labels of the taxonomy."""
    told = {}
    for language in ("en", "ru"):
        subject = [taxonomy.threats[threat].label[language] for threat in dict.fromkeys(threats)]
        what = "; ".join(subject) if subject else taxonomy.kinds[kind].label[language]
        told[language] = (
            f"{names[language]}: {what} — {taxonomy.modalities[modality].label[language].lower()}."
        )
    return told
