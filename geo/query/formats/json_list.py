"""JSON: a list of records, one a claim, one a line. An export has its stamp beside the list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from geo.model.claim import Claim
from geo.query.export import Export
from geo.query.format import ListFormat
from geo.query.records import claim_records, to_geojson
from geo.store import Dataset


def _chunks(dataset: Dataset, claims: Sequence[Claim], point_of_view: str) -> Iterator[str]:
    yield "["
    lead = "\n"
    for record, geometry in claim_records(dataset, claims, point_of_view):
        record["geometry"] = None if geometry is None else to_geojson(geometry)
        yield lead + json.dumps(record, ensure_ascii=False, allow_nan=False)
        lead = ",\n"
    yield "\n]\n"


def _write(export: Export) -> Iterator[bytes]:
    yield f'{{"atlas": {json.dumps(export.stamp.fields(), ensure_ascii=False)}, "claims": '.encode()
    for chunk in _chunks(export.dataset, export.claims, export.view.point_of_view):
        yield chunk.encode()
    yield b"}\n"


FORMAT = ListFormat(
    id="json",
    order=10,
    words={"label": {"en": "JSON", "ru": "JSON"}},
    media_type="application/json",
    suffix=".json",
    write=_write,
    chunks=_chunks,
)
