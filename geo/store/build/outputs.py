"""Turn cells into the contents of the shipped files, by name under ``data/boundaries/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geo.store.build.areas import area_feature, resolve_areas
from geo.store.build.background import read_waters, water_features
from geo.store.build.cells import FULL_PLACES, REST, country_geometries, unit_geometries
from geo.store.build.disputed import line_feature, screen_line
from geo.store.build.layers import (
    border_features,
    border_lines,
    country_features,
    province_features,
    screen,
    unit_features,
)
from geo.store.build.relief import picture_size, relief_picture
from geo.store.build.topology import Lens, check_coverage
from geo.store.build.valley import read_valley
from geo.store.build.writing import collection, compact_json, feature, readable_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.model.boundary import DisputedLines, PointsOfView, Recipe, ReliefRecipe
    from geo.store.build.cells import Cell, Province
    from geo.store.build.layers import Screen


def full_outputs(
    cells: Sequence[Cell], provinces: Sequence[Province], views: PointsOfView
) -> tuple[dict[str, bytes], dict[str, BaseGeometry], list[dict[str, Any]]]:
    """Return the full-detail files (units, borders, provinces), the units by key and the borders."""
    shapes = np.array([cell.geometry for cell in cells], dtype=object)
    check_coverage(shapes, [cell.province or cell.unit for cell in cells], "boundaries/full")
    units = {key: one for key, one in unit_geometries(cells).items() if key != REST}
    apart = {cell.province: cell.geometry for cell in cells if cell.province is not None}
    borders = border_features(units, views, FULL_PLACES)
    return (
        {
            "full/units.geojson.gz": compact_json(unit_features(units, FULL_PLACES)),
            # A border that two points of view draw differently stands here once for each.
            "full/borders.geojson.gz": compact_json({"type": "FeatureCollection", "features": borders}),
            "full/provinces.geojson.gz": compact_json(
                collection(province_features(apart, provinces, FULL_PLACES))
            ),
        },
        units,
        borders,
    )


def screen_outputs(
    cells: Sequence[Cell],
    provinces: Sequence[Province],
    *,
    views: PointsOfView,
    lines: DisputedLines,
    full_lines: Mapping[str, BaseGeometry],
    recipe: Recipe,
    files: Mapping[str, Path],
    borders_in_full: Sequence[Mapping[str, Any]],
) -> dict[str, bytes]:
    """Return the files that browsers fetch, and ``areas.geojson``, which is made from them."""
    out: dict[str, bytes] = {}
    lengths = {
        (one["id"], pov): {key: one["properties"][key] for key in ("a", "b", "drawn_km")}
        for one in borders_in_full
        for pov in one["properties"]["povs"]
    }
    lens = Lens(recipe.lens_centre, recipe.lens_radius)
    waters = {
        "lakes": read_waters(files["ne_lakes"], recipe.background_box, {}),
        "rivers": read_waters(files["ne_rivers"], recipe.background_box, recipe.river_names),
    }
    for name, level in recipe.level.items():
        drawn = screen(cells, level, lens, f"boundaries/screen ({name})")
        for view in views.point_of_view:
            countries = country_features(drawn.units, view.assign, level.places)
            borders = [
                feature(border_id, line, lengths[border_id, view.id], level.places)
                for border_id, line in border_lines(drawn.units, view.assign).items()
            ]
            out[f"screen/countries.{view.id}.{name}.json"] = compact_json(collection(countries))
            out[f"screen/borders.{view.id}.{name}.json"] = compact_json(collection(borders))
        pieces = {piece.id: drawn.units[piece.id] for piece in views.piece}
        out[f"screen/pieces.{name}.json"] = compact_json(unit_features(pieces, level.places))
        if level.provinces:
            wanted = province_features(drawn.provinces, provinces, level.places)
            out[f"screen/provinces.{name}.json"] = compact_json(collection(wanted))
            out |= _area_outputs(drawn, views, recipe, name, files["globe"])
        out[f"screen/disputed.{name}.json"] = compact_json(collection(
            line_feature(line, screen_line(line, full_lines[line.id], drawn.units, level.tolerance / 2), level.places)
            for line in lines.line
        ))  # fmt: skip
        out[f"screen/land.{name}.json"] = compact_json(
            collection([feature(REST, drawn.rest, {}, level.places)])
        )
        for kind, water in waters.items():
            out[f"screen/{kind}.{name}.json"] = compact_json(collection(water_features(water, level)))
    return out


def relief_outputs(elevation_file: Path, recipe: ReliefRecipe) -> dict[str, bytes]:
    """Return the picture of the relief, and ``relief.json``, which says where it lies."""
    picture = relief_picture(elevation_file, recipe)
    width, height = picture_size(picture)
    lies = {
        "file": "screen/relief.png", "crs": "EPSG:3857", "box": list(recipe.box), "width": width, "height": height,
    }  # fmt: skip
    return {"screen/relief.png": picture, "relief.json": readable_json(lies)}


def _area_outputs(
    drawn: Screen, views: PointsOfView, recipe: Recipe, level: str, elevation_file: Path
) -> dict[str, bytes]:
    out: dict[str, bytes] = {}
    valley = read_valley(elevation_file, recipe.valley)
    places = recipe.level["close"].places
    for view in views.point_of_view:
        countries = country_geometries(drawn.units, view.assign)
        shapes = resolve_areas(recipe.area, valley, countries, drawn.provinces)
        content = compact_json(
            collection(area_feature(area, shapes[area.id], places) for area in recipe.area)
        )
        out[f"screen/areas.{view.id}.{level}.json"] = content
        if view.default:
            out["areas.geojson"] = content
    return out
