"""Shaded relief as a picture to lie over a map: what lies in shadow is darkened, what is lit lightened.

The picture has a palette of blacks and whites of graded opacity, so it works on any colour below it;
flat land and the sea are transparent. Its rows are spaced as Web Mercator (EPSG:3857) has them, so a
web map only has to stretch it over its box.
"""

from __future__ import annotations

import math
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from geo.errors import BuildError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.model.boundary import ReliefRecipe

CELLS_PER_DEGREE = 15
GRID_NORTH, GRID_WEST = 84.0, -180.0
"""GMTED2010 in the source's file: rows run south from 84 N, columns east from 180 W, 4 arc-minutes a cell."""
GRID_SHAPE = (2610, 5400)
OFFSET_M = 1000
"""Added to the metres in the file, so that land below the sea has a positive number too."""

EARTH_M = 6_371_008.8
"""Mean radius of the Earth."""
LIGHT = (-0.5, 0.5, math.sqrt(0.5))
"""Towards the light: east, north, up. From the north-west, 45 degrees high."""


def relief_picture(elevation_file: Path, recipe: ReliefRecipe) -> bytes:
    """Return the relief of the recipe's box as a PNG.

    Raises
    ------
    BuildError
        Where the elevation file is not the grid that is expected.
    """
    west, south, east, north = recipe.box
    step = math.radians(1 / recipe.pixels)
    columns = round((east - west) * recipe.pixels)
    lats = row_latitudes(south, north, step)
    lons = west + (np.arange(columns) + 0.5) / recipe.pixels
    ground = sampled(read_grid(elevation_file), lons, lats)
    # Rounded, so that no processor's last digit can turn a pixel.
    cell_m = np.array([round(EARTH_M * step * math.cos(math.radians(lat)), 3) for lat in lats])
    lit = shade(ground, cell_m, recipe.exaggeration)
    lit *= faded(lons, west, east, recipe.fade)[None, :] * faded(lats, south, north, recipe.fade)[:, None]
    return png(graded(lit, recipe), palette(recipe))


def read_grid(path: Path) -> NDArray[np.float64]:
    """Return the elevation of the whole grid in metres, the sea and what lies below it as 0."""
    with Image.open(path) as picture:
        stored = np.asarray(picture)
    if stored.shape != GRID_SHAPE or stored.dtype != np.uint16:
        expected, got = f"16-bit pixels, {GRID_SHAPE}", f"{stored.dtype}, {stored.shape}"
        raise BuildError([Problem("boundaries/sources.toml", "gmted", "file", expected, got)])
    return np.maximum(stored.astype(np.float64) - OFFSET_M, 0.0)


def row_latitudes(south: float, north: float, step: float) -> NDArray[np.float64]:
    """Return the latitude of the middle of each row, from the north; ``step`` is a pixel in radians."""
    top, bottom = (math.asinh(math.tan(math.radians(lat))) for lat in (north, south))
    count = round((top - bottom) / step)
    rows = (top - (row + 0.5) * (top - bottom) / count for row in range(count))
    return np.array([round(math.degrees(math.atan(math.sinh(y))), 9) for y in rows])


def sampled(
    grid: NDArray[np.float64], lons: NDArray[np.float64], lats: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return elevation at latitudes by longitudes, between the grid's cells on a straight line."""
    rows, down = _between((GRID_NORTH - lats) * CELLS_PER_DEGREE - 0.5, grid.shape[0])
    columns, right = _between((lons - GRID_WEST) * CELLS_PER_DEGREE - 0.5, grid.shape[1])
    upper, lower = grid[rows], grid[rows + 1]
    along = upper + (lower - upper) * down[:, None]
    return along[:, columns] + (along[:, columns + 1] - along[:, columns]) * right[None, :]


def _between(at: NDArray[np.float64], count: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    at = np.clip(at.round(6), 0, count - 1)
    before = np.minimum(np.floor(at).astype(np.intp), count - 2)
    return before, at - before


def shade(
    ground: NDArray[np.float64], cell_m: NDArray[np.float64], exaggeration: float
) -> NDArray[np.float64]:
    """Return how far each cell differs from flat land in light: -1 in full shadow, 1 facing the light.

    Parameters
    ----------
    ground
        Elevation in metres, rows from the north.
    cell_m
        Width and height of a row's cells in metres.
    exaggeration
        What heights are multiplied by.
    """
    # Slopes after Horn (1981): the eight neighbours count, the nearer ones twice.
    near = np.pad(ground, 1, mode="edge")
    down = near[:-2] + 2 * near[1:-1] + near[2:]
    across = near[:, :-2] + 2 * near[:, 1:-1] + near[:, 2:]
    scale = exaggeration / (8 * cell_m[:, None])
    to_east = (down[:, 2:] - down[:, :-2]) * scale
    to_north = (across[:-2] - across[2:]) * scale
    light_east, light_north, up = LIGHT
    cosine = (up - to_east * light_east - to_north * light_north) / np.sqrt(1 + to_east**2 + to_north**2)
    return np.where(cosine < up, np.maximum(cosine, 0) / up - 1, (cosine - up) / (1 - up))


def faded(at: NDArray[np.float64], low: float, high: float, over: float) -> NDArray[np.float64]:
    """Return 1 inside an interval, falling smoothly to 0 over the last degrees at both of its ends."""
    share = np.clip(np.minimum(at - low, high - at) / over, 0, 1)
    return share * share * (3 - 2 * share)


def graded(lit: NDArray[np.float64], recipe: ReliefRecipe) -> NDArray[np.uint8]:
    """Return palette numbers: 0 for flat land, then the shadows from the weakest, then the lights."""
    dark = np.searchsorted(_steps(recipe.shadows, recipe), -lit, side="right")
    light = np.searchsorted(_steps(recipe.lights, recipe), lit, side="right")
    return np.where(light > 0, recipe.shadows + light, dark).astype(np.uint8)


def _steps(count: int, recipe: ReliefRecipe) -> NDArray[np.float64]:
    """Return from what shade on each of so many grades holds."""
    across = recipe.full - recipe.quiet
    return np.array([round(recipe.quiet + across * grade / count, 9) for grade in range(count)])


def palette(recipe: ReliefRecipe) -> list[tuple[int, int]]:
    """Return grey and opacity (0 to 255) of every palette number."""
    return [
        (0, 0),
        *((0, round(255 * grade / recipe.shadows)) for grade in range(1, recipe.shadows + 1)),
        *(
            (255, round(255 * recipe.brightest * grade / recipe.lights))
            for grade in range(1, recipe.lights + 1)
        ),
    ]


def png(indices: NDArray[np.uint8], colours: list[tuple[int, int]]) -> bytes:
    """Return a PNG of at most 16 greys with opacity, two pixels a byte, without any further chunk."""
    height, width = indices.shape
    even = np.pad(indices, ((0, 0), (0, width % 2)))
    packed = (even[:, ::2] << 4) | even[:, 1::2]
    # Each row begins with its filter: 0, none.
    rows = np.pad(packed, ((0, 0), (1, 0))).tobytes()
    header = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    greys, opacities = bytes(grey for grey, _ in colours for _ in range(3)), bytes(one for _, one in colours)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", greys),
        (b"tRNS", opacities),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def picture_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in pixels."""
    width, height = struct.unpack(">II", content[16:24])
    return width, height
