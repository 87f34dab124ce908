"""Warp a picture in Web Mercator (EPSG:3857) into the projection of a printed map."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from matplotlib.image import imread
from pyproj import Transformer

from geo.render.print.ground import Ground

COLUMNS: Final = 1100
"""Columns of the warped picture; rows follow from the aspect."""


def warped(content: bytes, box: tuple[float, float, float, float], shown: Ground) -> np.ndarray:
    """Return the picture as RGBA (rows, columns, 4) in 0 to 1, clear where the source has nothing.

    Parameters
    ----------
    content
        A PNG, its rows from north to south, evenly spaced in Web Mercator.
    box
        West, south, east, north of its edges in degrees.
    """
    source = _rgba(imread(io.BytesIO(content), format="png"))
    west, east, south, north = shown.extent
    rows = max(1, round(COLUMNS * (north - south) / (east - west)))
    x = west + (np.arange(COLUMNS) + 0.5) / COLUMNS * (east - west)
    y = north - (np.arange(rows) + 0.5) / rows * (north - south)
    to_mercator = Transformer.from_crs(shown.crs, "EPSG:3857", always_xy=True)
    across, up = to_mercator.transform(*np.meshgrid(x, y), errcheck=False)
    edges = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    (left, right), (bottom, top) = edges.transform([box[0], box[2]], [box[1], box[3]])
    column = (across - left) / (right - left) * source.shape[1]
    row = (top - up) / (top - bottom) * source.shape[0]
    inside = (column >= 0) & (column < source.shape[1]) & (row >= 0) & (row < source.shape[0])
    made = np.zeros((rows, COLUMNS, 4), dtype=np.float32)
    made[inside] = _between(source, row[inside] - 0.5, column[inside] - 0.5)
    return made


def _between(source: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Return the picture between the middles of its cells (bilinear)."""
    row, column = np.clip(row, 0, source.shape[0] - 1), np.clip(column, 0, source.shape[1] - 1)
    top, left = row.astype(int), column.astype(int)
    below, right = np.minimum(top + 1, source.shape[0] - 1), np.minimum(left + 1, source.shape[1] - 1)
    down, over = (row - top)[:, np.newaxis], (column - left)[:, np.newaxis]
    upper = source[top, left] * (1 - over) + source[top, right] * over
    lower = source[below, left] * (1 - over) + source[below, right] * over
    between: np.ndarray = upper * (1 - down) + lower * down
    return between


def _rgba(picture: np.ndarray) -> np.ndarray:
    """Return a picture with one, two, three or four channels as RGBA in 0 to 1."""
    if picture.ndim == 2:
        picture = picture[..., np.newaxis]
    grey, alpha = picture.shape[2] < 3, picture.shape[2] % 2 == 0
    colours = np.repeat(picture[..., :1], 3, axis=2) if grey else picture[..., :3]
    cover = picture[..., -1:] if alpha else np.ones((*picture.shape[:2], 1), dtype=picture.dtype)
    return np.concatenate([colours, cover], axis=2)
