"""The polygons of the usual page: 24 countries of Natural Earth 1:50m, from the npm package world-atlas."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geo.model.boundary import Source
from geo.store.build.fetching import default_cache, fetch

WORLD_ATLAS = Source(
    id="bench_world_atlas",
    registry="npm",
    package="world-atlas",
    version="2.0.2",
    file="package/countries-50m.json",
    sha256="04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
    title="Natural Earth 4.1, 1:50m countries, as a topology",
    origin="Natural Earth",
    licence="public domain",
    package_licence="ISC (data only is used)",
    used_for="the comparison page of the benchmark; no part of the atlas",
)

COUNTRIES = (
    "051", "031", "112", "268", "398", "417", "498", "643", "762", "795", "804", "860",
    "004", "156", "364", "586", "792", "496", "233", "428", "440", "616", "246", "356",
)  # fmt: skip
"""ISO 3166-1 numeric codes: the fifteen former Soviet republics and nine neighbours of theirs."""


def write_countries(target: Path) -> int:
    """Write the countries as GeoJSON (EPSG:4326) and return how many vertices they have."""
    found = fetch([WORLD_ATLAS], default_cache())[WORLD_ATLAS.id]
    features = features_of(json.loads(found.read_text(encoding="utf-8")), "countries", COUNTRIES)
    target.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return sum(len(ring) for one in features for shape in one["geometry"]["coordinates"] for ring in shape)


def features_of(topology: dict[str, Any], name: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the named features of a quantised TopoJSON object as GeoJSON MultiPolygons.

    Raises
    ------
    ValueError
        Where one of ``ids`` is not in the object.
    """
    arcs = [_positions(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes = {one.get("id"): one for one in topology["objects"][name]["geometries"]}
    missing = [code for code in ids if code not in shapes]
    if missing:
        raise ValueError(f"no feature with id {', '.join(missing)} in {name}")
    features = []
    for code in ids:
        shape = shapes[code]
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        features.append(
            {
                "type": "Feature",
                "id": code,
                "properties": shape.get("properties", {}),
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [[_ring(ring, arcs) for ring in polygon] for polygon in polygons],
                },
            }
        )
    return features


def _positions(arc: list[list[int]], transform: dict[str, list[float]]) -> list[list[float]]:
    # Each position of a quantised arc is the step from the one before.
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    positions = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        positions.append([x * scale_x + shift_x, y * scale_y + shift_y])
    return positions


def _ring(indexes: list[int], arcs: list[list[list[float]]]) -> list[list[float]]:
    ring: list[list[float]] = []
    for index in indexes:
        # A negative index is the arc of its complement, walked backwards.
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring
