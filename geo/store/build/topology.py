"""Polygons that share every vertex with their neighbours: check, simplify, find shared edges.

All geometry is EPSG:4326, longitude first. A *coverage* is an array of polygons in which two
neighbours have the very same vertices along their common edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.errors import BuildError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Geometries = NDArray[np.object_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def rounded(geometries: Geometries, places: int) -> Geometries:
    """Round all coordinates to ``places`` decimals of a degree; no vertex is added or dropped."""
    result: Geometries = shapely.transform(geometries, lambda xy: xy.round(places) + 0.0)
    return result


def check_coverage(geometries: Geometries, ids: Sequence[str], file: str) -> None:
    """Refuse invalid polygons and neighbours that don't share vertices.

    Raises
    ------
    BuildError
        Naming every unit that is invalid or has an edge that no neighbour matches.
    """
    wrong = [
        Problem.of(file, ids[i], "geometry", "a valid polygon", shapely.is_valid_reason(geometries[i]))
        for i in np.flatnonzero(~shapely.is_valid(geometries) | shapely.is_empty(geometries)).tolist()
    ]
    if not wrong:
        edges = shapely.coverage_invalid_edges(geometries)
        wrong = [
            Problem.of(file, ids[i], "geometry", "edges shared with its neighbours", edges[i].wkt)
            for i in np.flatnonzero(~shapely.is_empty(edges)).tolist()
        ]
    if wrong:
        raise BuildError(wrong)


@dataclass(frozen=True)
class Lens:
    """A map of the plane that keeps detail around ``centre`` and shrinks what is farther away.

    Distance r from the centre becomes ``radius * log(1 + r / radius)``. It is one-to-one, so
    simplifying there keeps the topology; vertices are taken back to the original ones exactly.
    """

    centre: tuple[float, float]
    radius: float

    def forward(self, xy: Floats) -> Floats:
        """Map coordinates (degrees, shape n x 2) into the lens' plane."""
        offset = xy - np.array(self.centre)
        distance = np.hypot(offset[:, 0], offset[:, 1])
        safe = np.where(distance > 0, distance, 1.0)
        scale = np.where(distance > 0, self.radius * np.log1p(distance / self.radius) / safe, 1.0)
        mapped: Floats = offset * scale[:, None]
        return mapped

    def apply(self, geometries: Geometries) -> Geometries:
        """Map geometries into the lens' plane."""
        result: Geometries = shapely.transform(geometries, self.forward)
        return result


def simplified(geometries: Geometries, lens: Lens, tolerance: float) -> Geometries:
    """Simplify a coverage (Visvalingam-Whyatt); every vertex left is one of the original ones.

    ``tolerance`` is in degrees at the lens' centre, the side of the smallest detail kept.
    """
    before = shapely.get_coordinates(geometries)
    seen = _complex(lens.forward(before))
    known, first = np.unique(seen, return_index=True)
    result: Geometries = shapely.coverage_simplify(lens.apply(geometries), tolerance)
    after = _complex(shapely.get_coordinates(result))
    index = np.searchsorted(known, after).clip(max=len(known) - 1)
    if not np.array_equal(known[index], after):
        raise BuildError([Problem("boundaries", "-", "simplify", "only original vertices", "new ones")])
    restored: Geometries = shapely.set_coordinates(result, before[first[index]])
    return restored


def without_islets(geometries: Geometries, lens: Lens, sides: Sequence[float]) -> Geometries:
    """Drop islands smaller than their unit's side squared that touch no neighbour.

    ``sides`` has one length a unit, in degrees at the lens' centre. The largest part of every unit
    stays.
    """
    parts, owner = shapely.get_parts(geometries, return_index=True)
    area = shapely.area(lens.apply(parts))
    xy, part = shapely.get_coordinates(parts, return_index=True)
    # A ring's closing vertex repeats its first one, so count each vertex once per part.
    vertex = np.unique(_complex(xy), return_inverse=True)[1]
    pairs = np.unique(np.column_stack([vertex, part]), axis=0)
    shared = np.bincount(pairs[:, 0])[pairs[:, 0]] > 1
    touching = np.zeros(len(parts), dtype=bool)
    touching[pairs[shared, 1]] = True
    keep = touching | (area >= np.square(sides)[owner])
    for unit in range(len(geometries)):
        mine = np.flatnonzero(owner == unit)
        keep[mine[np.argmax(area[mine])]] = True
    return grouped(parts[keep], owner[keep], len(geometries))


def grouped(parts: Geometries, owner: Ints, count: int) -> Geometries:
    """Collect parts into one multipart geometry a unit, in order of unit."""
    result = np.empty(count, dtype=object)
    for unit in range(count):
        mine = parts[owner == unit]
        result[unit] = mine[0] if len(mine) == 1 else shapely.multipolygons(list(mine))
    return result


def shared_edges(geometries: Geometries) -> dict[tuple[int, int], BaseGeometry]:
    """Return the lines that two units of a coverage share, by the pair of their positions.

    Works on vertices, not on overlay, so a line has exactly the vertices of both polygons.
    Lines are merged and in canonical form.
    """
    rings, unit_of_ring = _rings(geometries)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    points, vertex = np.unique(_complex(xy), return_inverse=True)
    within = ring[1:] == ring[:-1]
    ends = np.sort(np.column_stack([vertex[:-1], vertex[1:]])[within], axis=1)
    unit = unit_of_ring[ring[:-1][within]]
    order = np.lexsort((unit, ends[:, 1], ends[:, 0]))
    ends, unit = ends[order], unit[order]
    twice = (ends[1:] == ends[:-1]).all(axis=1) & (unit[1:] != unit[:-1])
    first, second, common = unit[:-1][twice], unit[1:][twice], ends[:-1][twice]
    result: dict[tuple[int, int], BaseGeometry] = {}
    for pair in sorted(set(zip(first.tolist(), second.tolist(), strict=True))):
        segments = common[(first == pair[0]) & (second == pair[1])]
        corners = points[segments]
        lines = shapely.linestrings(np.stack([corners.real, corners.imag], axis=-1))
        result[pair] = shapely.normalize(shapely.line_merge(shapely.multilinestrings(list(lines))))
    return result


def _rings(geometries: Geometries) -> tuple[Geometries, Ints]:
    parts, owner = shapely.get_parts(geometries, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    return rings, owner[part]


def _complex(xy: Floats) -> NDArray[np.complex128]:
    """Return coordinates as complex numbers, which numpy sorts and compares as pairs."""
    result: NDArray[np.complex128] = np.ascontiguousarray(xy[:, 0] + 1j * xy[:, 1])
    return result
