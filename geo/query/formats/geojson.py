"""GeoJSON (RFC 7946): a FeatureCollection, one feature a claim, the record as its properties.

Our choice: a foreign member ``atlas`` (section 6.1) says which data and which boundary point of
view the file was made from; a claim that can't be located is a feature with a null geometry.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from geo.model.claim import Claim
from geo.query.export import Export
from geo.query.format import ListFormat
from geo.query.records import claim_records, to_geojson
from geo.store import Dataset


def _chunks(dataset: Dataset, claims: Sequence[Claim], point_of_view: str) -> Iterator[str]:
    stamp = {"data_version": dataset.version, "point_of_view": point_of_view}
    return _collection(dataset, claims, point_of_view, stamp)


def _write(export: Export) -> Iterator[bytes]:
    made = _collection(export.dataset, export.claims, export.view.point_of_view, export.stamp.fields())
    return (chunk.encode() for chunk in made)


def _collection(
    dataset: Dataset, claims: Sequence[Claim], point_of_view: str, stamp: Mapping[str, str]
) -> Iterator[str]:
    yield f'{{"type": "FeatureCollection", "atlas": {json.dumps(dict(stamp), ensure_ascii=False)}, "features": ['
    lead = "\n"
    for record, geometry in claim_records(dataset, claims, point_of_view):
        del record["geometry"]
        feature = {
            "type": "Feature",
            "id": record["id"],
            "geometry": None if geometry is None else to_geojson(geometry),
            "properties": record,
        }
        yield lead + json.dumps(feature, ensure_ascii=False, allow_nan=False)
        lead = ",\n"
    yield "\n]}\n"


FORMAT = ListFormat(
    id="geojson",
    order=20,
    words={"label": {"en": "GeoJSON", "ru": "GeoJSON"}},
    media_type="application/geo+json",
    suffix=".geojson",
    write=_write,
    chunks=_chunks,
)
