"""Named areas: a valley read from elevation, and unions of countries, provinces and other areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from geo.errors import BuildError, Problem
from geo.store.build.writing import feature

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.model.boundary import Area

FILE = "boundaries/recipe.toml"


def resolve_areas(
    areas: Sequence[Area],
    valley: BaseGeometry,
    countries: Mapping[str, BaseGeometry],
    provinces: Mapping[str, BaseGeometry],
) -> dict[str, BaseGeometry]:
    """Return the geometry of every area; an area may refer to areas before it.

    Raises
    ------
    BuildError
        Where a reference names something that is not there.
    """
    found: dict[str, BaseGeometry] = {}
    known: dict[str, Mapping[str, BaseGeometry]] = {
        "countries": countries,
        "provinces": provinces,
        "areas": found,
    }
    for area in areas:
        if area.ref is None:
            found[area.id] = valley
            continue
        family, _, codes = area.ref.partition(":")
        parts = [known.get(family, {}).get(code) for code in codes.split(",")]
        if not all(parts):
            raise BuildError(
                [Problem.of(FILE, area.id, "ref", "countries, provinces or earlier areas", area.ref)]
            )
        found[area.id] = shapely.union_all(parts)
    return found


def area_feature(area: Area, geometry: BaseGeometry, places: int) -> dict[str, Any]:
    """Make the feature of an area. Every area's limits are our choice, so all are approximate."""
    properties = {
        "names": area.names, "source": area.source, "approximate": True, "ref": area.ref, "note": area.note,
    }  # fmt: skip
    return feature(area.id, geometry, properties, places)
