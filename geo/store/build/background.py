"""Lakes and rivers of the background, from Natural Earth's 1:50m layers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import shape

from geo.store.build.writing import feature

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.model.boundary import LevelRecipe


def read_waters(
    path: Path, box: tuple[float, float, float, float], renamed: Mapping[str, str]
) -> dict[str, BaseGeometry]:
    """Return the lakes or rivers that touch a box, whole, dissolved by name (EPSG:4326).

    A water without a name gets a numbered key beginning with ``~``.
    """
    region = shapely.box(*box)
    found: dict[str, list[BaseGeometry]] = {}
    for number, record in enumerate(json.loads(path.read_text("utf-8"))["features"]):
        geometry = shape(record["geometry"])
        if geometry.intersects(region):
            name = record["properties"]["name"] or f"~{number:04d}"
            found.setdefault(renamed.get(name, name), []).append(geometry)
    return {name: _merged(shapely.union_all(parts)) for name, parts in sorted(found.items())}


def _merged(geometry: BaseGeometry) -> BaseGeometry:
    """Join the stretches of a river; lakes stay as they are."""
    return geometry if geometry.area else shapely.line_merge(geometry)


def water_features(waters: Mapping[str, BaseGeometry], level: LevelRecipe) -> list[dict[str, Any]]:
    """Return waters simplified for a screen level; lakes smaller than its islets are left out."""
    features = []
    for name, geometry in waters.items():
        drawn = shapely.simplify(geometry, level.tolerance)
        drawn = shapely.transform(drawn, lambda xy: xy.round(level.places))
        if geometry.area:
            # Rounding may make a narrow lake touch itself.
            drawn = shapely.make_valid(drawn, method="structure", keep_collapsed=False)
        else:
            drawn = _merged(shapely.union_all([one for one in shapely.get_parts(drawn) if one.length]))
        if drawn.is_empty or (drawn.area and drawn.area < level.islet**2):
            continue
        features.append(feature(name, drawn, {}, level.places))
    return features
