"""Read an area from elevation: the connected land below a height around a point."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.errors import BuildError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.model.boundary import Valley

CELLS_PER_DEGREE = 120
TILE_NORTH, TILE_WEST = 50.0, 0.0
"""GLOBE tile G: rows run south from 50 N, columns east from 0 E, 30 arc-seconds a cell."""


def read_valley(elevation_file: Path, valley: Valley) -> BaseGeometry:
    """Return the valley as one polygon without holes (EPSG:4326), outline smoothed.

    Raises
    ------
    BuildError
        Where the seed is outside the window or not below the height.
    """
    with np.load(elevation_file, allow_pickle=False) as stored:
        tile = stored[stored.files[0]]
    west, south, east, north = valley.window
    rows = slice(
        round((TILE_NORTH - north) * CELLS_PER_DEGREE), round((TILE_NORTH - south) * CELLS_PER_DEGREE)
    )
    columns = slice(
        round((west - TILE_WEST) * CELLS_PER_DEGREE), round((east - TILE_WEST) * CELLS_PER_DEGREE)
    )
    low = tile[rows, columns] < valley.below_m
    row = int((north - valley.seed[1]) * CELLS_PER_DEGREE)
    column = int((valley.seed[0] - west) * CELLS_PER_DEGREE)
    return smoothed(outline(connected(low, row, column, valley.area), west, north), valley.smooth_degrees)


def connected(low: NDArray[np.bool_], row: int, column: int, area: str) -> NDArray[np.bool_]:
    """Return the cells that are joined to a seed cell by their edges through true cells."""
    inside = 0 <= row < low.shape[0] and 0 <= column < low.shape[1]
    if not inside or not low[row, column]:
        raise BuildError(
            [
                Problem.of(
                    "boundaries/recipe.toml", area, "valley.seed", "a point below the height", (row, column)
                )
            ]
        )
    found = np.zeros_like(low)
    found[row, column] = True
    waiting = deque([(row, column)])
    while waiting:
        y, x = waiting.popleft()
        for near_y, near_x in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
            if (
                0 <= near_y < low.shape[0]
                and 0 <= near_x < low.shape[1]
                and low[near_y, near_x]
                and not found[near_y, near_x]
            ):
                found[near_y, near_x] = True
                waiting.append((near_y, near_x))
    return found


def outline(cells: NDArray[np.bool_], west: float, north: float) -> BaseGeometry:
    """Return the outline of the true cells, holes filled; each row is made of its runs of cells."""
    boxes = []
    for row, line in enumerate(cells):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], line, [False]]).astype(np.int8)))
        top = north - row / CELLS_PER_DEGREE
        bottom = north - (row + 1) / CELLS_PER_DEGREE
        boxes += [
            shapely.box(west + start / CELLS_PER_DEGREE, bottom, west + end / CELLS_PER_DEGREE, top)
            for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]
    # A grid finer than a cell keeps corners of neighbouring rows on the same point.
    merged = shapely.union_all(boxes, grid_size=1e-7)
    largest = max(shapely.get_parts(merged), key=lambda part: part.area)
    return shapely.polygons(shapely.get_exterior_ring(largest))


def smoothed(polygon: BaseGeometry, degrees: float) -> BaseGeometry:
    """Round off the steps of cells: close and open gaps of half the distance, then simplify."""
    half = degrees / 2
    round_off = polygon.buffer(half, quad_segs=2).buffer(-degrees, quad_segs=2).buffer(half, quad_segs=2)
    largest = max(shapely.get_parts(round_off), key=lambda part: part.area)
    return shapely.simplify(shapely.polygons(shapely.get_exterior_ring(largest)), half / 2)
