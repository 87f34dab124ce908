"""Disputed lines: rows of Natural Earth's layer, or edges between pieces, countries and provinces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from geo.errors import BuildError, Problem
from geo.store.build.topology import shared_edges
from geo.store.build.writing import feature

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.model.boundary import DisputedLine, PointsOfView
    from geo.store.build.cells import Province

FILE = "boundaries/disputed.toml"
LAYER = "disputed_borders"


def read_lines(path: Path) -> list[BaseGeometry]:
    """Return the geometry of every row of the source's layer, in its order (EPSG:4326)."""
    return list(gpd.read_file(path, layer=LAYER).geometry)


def rows_of(line: DisputedLine, rows: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the merged rows of a line.

    Raises
    ------
    BuildError
        Where the line names a row that the layer does not have.
    """
    beyond = [number for number in line.lines if not 0 <= number < len(rows)]
    if beyond:
        raise BuildError([Problem.of(FILE, line.id, "lines", f"row numbers below {len(rows)}", beyond)])
    return shapely.line_merge(shapely.union_all([rows[number] for number in line.lines]))


def full_line(
    line: DisputedLine, rows: Sequence[BaseGeometry], provinces: Sequence[Province], views: PointsOfView
) -> BaseGeometry:
    """Return a line in full detail: its rows where it has any, else its edges."""
    if line.lines:
        return rows_of(line, rows)
    piece_of = {adm1: piece.id for piece in views.piece for adm1 in piece.adm1}

    def land(keys: Sequence[str]) -> BaseGeometry:
        parts = [
            province.geometry
            for province in provinces
            if {province.code, piece_of.get(province.adm1, province.iso3)} & set(keys)
        ]
        if not parts:
            raise BuildError([Problem.of(FILE, line.id, "edge_of", "pieces, countries or provinces", keys)])
        return shapely.union_all(parts)

    edge = _edge(land(line.edge_of), land(line.edge_with))
    if edge is None:
        raise BuildError([Problem.of(FILE, line.id, "edge_of", "land that touches edge_with", line.edge_of)])
    return edge


def screen_line(
    line: DisputedLine, full: BaseGeometry, units: Mapping[str, BaseGeometry], tolerance: float
) -> BaseGeometry:
    """Return a line for the screen: with the vertices of the screen's polygons where they have it."""
    keys = (*line.edge_of, *line.edge_with)
    if keys and all(key in units for key in keys):
        edge = _edge(
            shapely.union_all([units[key] for key in line.edge_of]),
            shapely.union_all([units[key] for key in line.edge_with]),
        )
        if edge is not None:
            return edge
    return shapely.simplify(full, tolerance)


def _edge(first: BaseGeometry, second: BaseGeometry) -> BaseGeometry | None:
    return shared_edges(np.array([first, second], dtype=object)).get((0, 1))


def line_feature(line: DisputedLine, geometry: BaseGeometry, places: int) -> dict[str, Any]:
    """Make the feature of a line: names, kind, sides, dates and points of view, without sources."""
    kept = line.model_dump(include={"names", "kind", "sides", "start", "end", "povs"}, mode="json")
    return feature(line.id, geometry, kept, places)
