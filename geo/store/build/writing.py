"""Write the shipped files so that the same input gives the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry


def canonical(geometry: BaseGeometry, places: int) -> BaseGeometry:
    """Return the geometry in one fixed form: rounded, parts ordered, rings as RFC 7946 asks.

    ``places`` is decimals of a degree. Rounding moves equal vertices alike, so neighbours still
    share them.
    """
    rounded = shapely.transform(geometry, lambda xy: xy.round(places) + 0.0)
    return shapely.orient_polygons(shapely.normalize(rounded), exterior_cw=False)


def feature(
    feature_id: str, geometry: BaseGeometry, properties: Mapping[str, Any], places: int
) -> dict[str, Any]:
    """Make a GeoJSON feature with a canonical geometry."""
    return {
        "type": "Feature",
        "id": feature_id,
        "properties": dict(properties),
        "geometry": mapping(canonical(geometry, places)),
    }


def collection(features: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Make a GeoJSON feature collection (EPSG:4326, as RFC 7946 has it), ordered by feature id."""
    return {"type": "FeatureCollection", "features": sorted(features, key=lambda one: str(one["id"]))}


def compact_json(value: Any) -> bytes:
    """Return compact UTF-8 JSON with a trailing newline; NaN is refused."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"{text}\n".encode()


def readable_json(value: Any) -> bytes:
    """Return indented UTF-8 JSON with a trailing newline."""
    return f"{json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)}\n".encode()


def write(path: Path, content: bytes) -> None:
    """Write a file; a name ending in ``.gz`` is compressed without a time stamp or name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0) if path.suffix == ".gz" else content)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as lower-case hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
