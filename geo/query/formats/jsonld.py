"""W3C Web Annotation as JSON-LD 1.1: an AnnotationCollection with one page, one annotation a claim.

The target is the text with a TextPositionSelector and a state that holds the passage's SHA-256, so
that a reader can tell whether the text at hand is the one that was read. A TextQuoteSelector is
added only for texts whose licence lets us redistribute them, and only where the hash holds.

Our choices. The model has no state for a hash: ours is the class and property named below. What the
model has no word for stands under the prefix ``atlas``, a namespace made of a UUID (RFC 9562), which
needs no host; an annotation's id is a UUID made from data version and claim id, so it is the same
in every export of one version.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any, Final

from geo.model.claim import Claim
from geo.query.export import Export
from geo.query.format import Format
from geo.query.records import claim_records, to_geojson

NAMESPACE: Final = uuid.UUID("673abafd-86bc-54f5-bcb1-251a2ddb952c")
"""Names the atlas; ids are made from it (UUID version 5)."""
VOCABULARY: Final = f"urn:uuid:{NAMESPACE}#"
CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
"""Context of the Web Annotation Data Model: an identifier; nothing here fetches it."""

_OWN: Final = (
    "kind", "name", "iso3", "parties", "modality", "voice", "basis", "mention", "date_start", "date_end", "precision",
    "place", "place_basis", "outcome", "status",
)  # fmt: skip
"""Fields of a record that become properties of the annotation as they are."""


def _urn(export: Export, name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, f'{export.dataset.version}/{name}')}"


def _target(export: Export, claim: Claim) -> dict[str, Any]:
    text = export.dataset.texts_by_id[claim.text]
    selectors: list[dict[str, Any]] = [
        {"type": "TextPositionSelector", "start": claim.start, "end": claim.end}
    ]
    if text.redistributable and export.dataset.passages.state(claim) == "held":
        selectors.append({"type": "TextQuoteSelector", "exact": export.dataset.passages.passage(claim)})
    return {
        "type": "SpecificResource",
        "source": {"id": text.url, "type": "Text", "format": "text/plain", "language": text.language},
        "selector": selectors[0] if len(selectors) == 1 else selectors,
        "state": {"type": "atlas:HashState", "atlas:sha256": claim.sha256},
    }


def _bodies(claim: Claim) -> list[dict[str, Any]]:
    said = [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "language": tag,
            "value": words,
        }
        for tag, words in claim.summary.items()
    ]
    tags = dict.fromkeys((claim.kind, *(link.threat for link in claim.threats)))
    return said + [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]


def _annotation(export: Export, claim: Claim, record: dict[str, Any], geometry: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": _urn(export, claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "generated": f"{export.made.isoformat()}T00:00:00Z",
        "body": _bodies(claim),
        "target": _target(export, claim),
        "atlas:claim": claim.id,
        "atlas:text": claim.text,
    }
    # In RDF an absent property says what null says in JSON, and a list keeps its order only if it is one.
    for field in _OWN:
        value = record[field]
        if isinstance(value, list):
            made[f"atlas:{field}"] = {"@list": value}
        elif value is not None:
            made[f"atlas:{field}"] = value
    made["atlas:threats"] = {
        "@list": [
            {
                "atlas:threat": link["threat"],
                "atlas:exposed": {"@list": link["exposed"]},
                "atlas:source": {"@list": link["source"]},
            }
            for link in record["threats"]
        ]
    }
    if record["correction"] is not None:
        made["atlas:correction"] = {
            "atlas:fact": record["correction"]["fact"],
            "atlas:note": [
                {"@value": note, "@language": tag} for tag, note in record["correction"]["note"].items()
            ],
        }
    if geometry is not None:
        made["atlas:geometry"] = {"@type": "@json", "@value": to_geojson(geometry)}
    return made


def _write(export: Export) -> Iterator[bytes]:
    stamp = export.stamp
    query = stamp.link.partition("?")[2]
    collection = _urn(export, f"collection/{query}")
    head = {
        "@context": [CONTEXT, {"@version": 1.1, "atlas": {"@id": VOCABULARY, "@prefix": True}}],
        "id": collection,
        "type": "AnnotationCollection",
        "label": f"{stamp.title}: {stamp.shows}",
        "generated": f"{export.made.isoformat()}T00:00:00Z",
        "total": len(export.claims),
        **{f"atlas:{name}": value for name, value in stamp.fields().items() if name != "title"},
    }
    page = {"id": f"{collection}#page", "type": "AnnotationPage", "startIndex": 0}
    opened = json.dumps(head, ensure_ascii=False)[:-1], json.dumps(page, ensure_ascii=False)[:-1]
    yield f'{opened[0]}, "first": {opened[1]}, "items": ['.encode()
    lead = "\n"
    records = claim_records(export.dataset, export.claims, export.view.point_of_view)
    for claim, (record, geometry) in zip(export.claims, records, strict=True):
        made = _annotation(export, claim, record, geometry)
        yield (lead + json.dumps(made, ensure_ascii=False, allow_nan=False)).encode()
        lead = ",\n"
    yield b"\n]}}\n"


FORMAT = Format(
    id="jsonld",
    order=40,
    words={"label": {"en": "Web annotations (JSON-LD)", "ru": "Веб-аннотации (JSON-LD)"}},
    media_type='application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"',
    suffix=".jsonld",
    write=_write,
)
