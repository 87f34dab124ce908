"""Make the shipped layers out of cells: countries, borders, provinces and other land, level by level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import Point

from geo.errors import BuildError, Problem
from geo.store.build.cells import REST, Cell, country_geometries, unit_geometries
from geo.store.build.topology import Lens, check_coverage, rounded, shared_edges, simplified, without_islets
from geo.store.build.writing import canonical, collection, feature

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.model.boundary import LevelRecipe, PointsOfView, Recipe
    from geo.store.build.cells import Province

_WGS84 = Geod(ellps="WGS84")
_LANGUAGES = {
    "ar": "AR", "bn": "BN", "de": "DE", "el": "EL", "es": "ES", "fa": "FA", "fr": "FR", "he": "HE",
    "hi": "HI", "it": "IT", "ja": "JA", "ko": "KO", "pl": "PL", "pt": "PT", "ru": "RU", "tr": "TR",
    "uk": "UK", "ur": "UR", "zh": "ZH", "zh-Hant": "ZHT",
}  # fmt: skip
"""BCP 47 language of a name to the ending of Natural Earth's column; English is its short name."""


@dataclass(frozen=True)
class Screen:
    """One screen level: units by key and, where the level has them, provinces by code."""

    units: dict[str, BaseGeometry]
    provinces: dict[str, BaseGeometry]
    rest: BaseGeometry


def screen(cells: Sequence[Cell], level: LevelRecipe, lens: Lens, file: str) -> Screen:
    """Simplify a level's coverage and check that it still is one.

    Raises
    ------
    BuildError
        Where a polygon got invalid or lost an edge that it shared with a neighbour.
    """
    if level.provinces:
        parts = list(cells)
    else:
        units = unit_geometries(cells)
        parts = [Cell(key, None, None, geometry) for key, geometry in units.items()]
    sides = [level.islet_elsewhere if part.unit == REST else level.islet for part in parts]
    shapes = without_islets(np.array([part.geometry for part in parts], dtype=object), lens, sides)
    shapes = rounded(simplified(shapes, lens, level.tolerance), level.places)
    check_coverage(shapes, [part.province or part.unit for part in parts], file)
    dissolved = unit_geometries(parts, shapes)
    provinces = {
        part.province: geometry
        for part, geometry in zip(parts, shapes, strict=True)
        if part.province is not None
    }
    return Screen({key: one for key, one in dissolved.items() if key != REST}, provinces, dissolved[REST])


def country_features(
    units: Mapping[str, BaseGeometry], assign: Mapping[str, str], places: int
) -> list[dict[str, Any]]:
    """Return the countries of a point of view, feature id = iso3."""
    return [
        feature(code, geometry, {}, places) for code, geometry in country_geometries(units, assign).items()
    ]


def border_lines(units: Mapping[str, BaseGeometry], assign: Mapping[str, str]) -> dict[str, BaseGeometry]:
    """Return the line between every two countries that touch, by id (codes in alphabetical order)."""
    countries = country_geometries(units, assign)
    codes = list(countries)
    edges = shared_edges(np.array(list(countries.values()), dtype=object))
    return {f"{codes[first]}-{codes[second]}": line for (first, second), line in edges.items()}


def length_km(line: BaseGeometry) -> float:
    """Return a line's geodesic length on the WGS 84 ellipsoid, in kilometres to one decimal."""
    return round(float(_WGS84.geometry_length(line)) / 1000, 1)


def border_features(
    units: Mapping[str, BaseGeometry], views: PointsOfView, places: int
) -> list[dict[str, Any]]:
    """Return full-detail borders with their drawn length; one feature for all views that agree."""
    found: dict[tuple[str, bytes], tuple[BaseGeometry, list[str]]] = {}
    for view in views.point_of_view:
        for border_id, line in border_lines(units, view.assign).items():
            fixed = canonical(line, places)
            found.setdefault((border_id, shapely.to_wkb(fixed)), (fixed, []))[1].append(view.id)
    features = []
    for (border_id, _), (line, povs) in found.items():
        a, b = border_id.split("-")
        properties = {"a": a, "b": b, "povs": sorted(povs), "drawn_km": length_km(line)}
        features.append(feature(border_id, line, properties, places))
    return sorted(features, key=lambda one: (one["id"], one["properties"]["povs"]))


def province_features(
    shapes: Mapping[str, BaseGeometry], provinces: Sequence[Province], places: int
) -> list[dict[str, Any]]:
    """Return provinces, feature id = ISO 3166-2 code, with their names."""
    names = {province.code: province.names for province in provinces}
    return [feature(code, geometry, {"names": names[code]}, places) for code, geometry in shapes.items()]


def unit_features(units: Mapping[str, BaseGeometry], places: int) -> dict[str, Any]:
    """Return the collection of units, feature id = piece id or iso3."""
    return collection(feature(key, geometry, {}, places) for key, geometry in units.items())


def country_records(
    names_file: Path,
    units: Mapping[str, BaseGeometry],
    reasons: Mapping[str, str],
    views: PointsOfView,
    recipe: Recipe,
) -> list[dict[str, Any]]:
    """Return names, label point, reason and neighbours of every country, ordered by iso3.

    Raises
    ------
    BuildError
        Where the source of names does not have a country.
    """
    table = gpd.read_file(names_file, ignore_geometry=True, encoding="utf-8").set_index("ADM0_A3")
    drawn = {view.id: country_geometries(units, view.assign) for view in views.point_of_view}
    beside: dict[str, dict[str, set[str]]] = {code: {view: set() for view in drawn} for code in reasons}
    for view in views.point_of_view:
        for border_id in border_lines(units, view.assign):
            a, b = border_id.split("-")
            beside[a][view.id].add(b)
            beside[b][view.id].add(a)
    records = []
    for code, reason in sorted(reasons.items()):
        if code not in table.index:
            raise BuildError(
                [Problem.of("boundaries/sources.toml", code, "ne_countries", "a record of the country", code)]
            )
        row = table.loc[code]
        names = {"en": row["NAME"], **{tag: row[f"NAME_{column}"] for tag, column in _LANGUAGES.items()}}
        names |= recipe.country_names.get(code, {})
        label = Point(round(float(row["LABEL_X"]), 4), round(float(row["LABEL_Y"]), 4))
        shapes = [countries[code] for countries in drawn.values()]
        if not all(shape.contains(label) for shape in shapes):
            inside = shapely.intersection_all(shapes).representative_point()
            label = Point(round(inside.x, 4), round(inside.y, 4))
        records.append({
            "iso3": code, "names": names, "label": [label.x, label.y], "reason": reason,
            "neighbours": {view: sorted(codes) for view, codes in beside[code].items()},
        })  # fmt: skip
    return records
