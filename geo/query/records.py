"""A claim as a plain record: what the command line and every export write.

Geometry is GeoJSON in EPSG:4326, lon lat, rounded to five decimals of a degree (about a metre),
valid, its outer rings counter-clockwise and cut at the antimeridian (RFC 7946, sections 3.1.6 and
3.1.9). Our choice: where a claim can't be located, ``geometry`` is null and ``precision`` ``none``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from geo.model.claim import Claim
from geo.query.frames import claim_geometry, claim_name, claim_precision
from geo.query.selection import place_ids
from geo.store import Dataset

DECIMALS: Final = 5
"""Decimals of a degree in everything that is written."""

FIELDS: Final = (
    "id", "text", "start", "end", "sha256", "mention", "kind", "name", "iso3", "parties", "threats",
    "modality", "voice", "basis", "date_start", "date_end", "precision", "summary", "geometry",
    "correction", "place", "place_basis", "outcome", "status",
)  # fmt: skip
"""The fields of a record, in order."""

LEVEL = "far"
"""Detail of countries and borders in a record: a whole region of them stays a few megabytes."""

Record = dict[str, Any]


def claim_record(dataset: Dataset, claim: Claim, point_of_view: str) -> Record:
    """Return one claim as a record with the fields `FIELDS`, geometry as a GeoJSON object.

    ``name`` is the English name of the place, or of who the claim is about where it has none.
    """
    geometry = claim_geometry(dataset, claim, point_of_view, LEVEL)
    return {**_words(dataset, claim), "geometry": None if geometry is None else to_geojson(settled(geometry))}


def claim_records(
    dataset: Dataset, claims: Iterable[Claim], point_of_view: str
) -> Iterator[tuple[Record, BaseGeometry | None]]:
    """Yield each claim's record, less its geometry (None there), and that geometry, settled.

    A geometry is worked out once for all claims that stand on the same places.
    """
    known: dict[tuple[str, ...], BaseGeometry | None] = {}
    for claim in claims:
        key = place_ids(claim)
        if key not in known:
            geometry = claim_geometry(dataset, claim, point_of_view, LEVEL)
            known[key] = None if geometry is None else settled(geometry)
        yield _words(dataset, claim), known[key]


def _words(dataset: Dataset, claim: Claim) -> Record:
    raw = claim.model_dump(mode="json")
    raw |= {
        "text": claim.text,
        "name": claim_name(dataset, claim, "en"),
        "precision": claim_precision(dataset, claim),
        "geometry": None,
    }
    return {field: raw[field] for field in FIELDS}


def settled(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry as it is written: valid, rounded, cut at the antimeridian, right-handed."""
    geometry = _within_globe(geometry if geometry.is_valid else shapely.make_valid(geometry))
    # On this grid GEOS moves vertices so that the result stays valid; plain rounding would not.
    rounded = shapely.set_precision(geometry, 10**-DECIMALS, mode="valid_output")
    kept = geometry if rounded.is_empty else rounded
    oriented: BaseGeometry = shapely.orient_polygons(kept, exterior_cw=False)
    return oriented


def _within_globe(geometry: BaseGeometry) -> BaseGeometry:
    west, _, east, _ = geometry.bounds
    if west >= -180 and east <= 180:
        return geometry
    parts = [
        affinity.translate(geometry.intersection(shapely.box(shift - 180, -90, shift + 180, 90)), -shift)
        for shift in (-360, 0, 360)
    ]
    joined: BaseGeometry = shapely.union_all([part for part in parts if not part.is_empty])
    return joined


def to_geojson(geometry: BaseGeometry) -> dict[str, Any]:
    """Return a geometry as a GeoJSON object with coordinates of at most `DECIMALS` decimals."""
    raw: dict[str, Any] = shapely.geometry.mapping(geometry)
    if raw["type"] == "GeometryCollection":
        return {"type": raw["type"], "geometries": [to_geojson(part) for part in shapely.get_parts(geometry)]}
    return {"type": raw["type"], "coordinates": _rounded(raw["coordinates"])}


def _rounded(value: Any) -> Any:
    # Adding 0.0 turns -0.0 into 0.0, which reads better and means the same.
    return round(value, DECIMALS) + 0.0 if isinstance(value, float) else [_rounded(part) for part in value]
