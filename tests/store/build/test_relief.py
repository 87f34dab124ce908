"""Shaded relief: where light falls, where the rows lie, and what the picture holds."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from geo.errors import BuildError
from geo.model.boundary import ReliefRecipe
from geo.store.build.relief import (
    faded,
    graded,
    palette,
    picture_size,
    png,
    read_grid,
    row_latitudes,
    sampled,
    shade,
)

RECIPE = ReliefRecipe(
    box=(0.0, 0.0, 3.0, 1.0), pixels=15, fade=1.0, exaggeration=1.0, shadows=4, lights=2, brightest=0.5, quiet=0.1, full=0.9
)  # fmt: skip
CELL_M = 1000.0


def plane(east: float, north: float) -> np.ndarray:
    """Return ground that rises by so many metres a cell to the east and to the north."""
    y, x = np.mgrid[0:7, 0:7]
    return 1000.0 + east * x - north * y


def middle(ground: np.ndarray, exaggeration: float = 1.0) -> float:
    return float(shade(ground, np.full(7, CELL_M), exaggeration)[3, 3])


def test_flat_ground_is_neither_lit_nor_in_shadow() -> None:
    assert (shade(plane(0, 0), np.full(7, CELL_M), 5.0) == 0).all()


def test_light_comes_from_the_north_west() -> None:
    # Ground that rises to the south-east faces the north-west.
    assert middle(plane(300, -300)) > 0.3
    assert middle(plane(-300, 300)) < -0.3
    assert middle(plane(300, 300)) == pytest.approx(middle(plane(-300, -300)))
    assert middle(plane(300, 0)) == pytest.approx(middle(plane(0, -300)))


def test_a_slope_that_faces_the_light_is_fully_lit_and_a_cliff_from_it_dark() -> None:
    along = CELL_M * math.sqrt(0.5)
    assert middle(plane(along, -along)) == pytest.approx(1.0)
    assert middle(plane(-along, along)) == -1.0
    assert middle(plane(-9 * along, 9 * along)) == -1.0


def test_exaggeration_multiplies_heights_and_wide_cells_flatten_them() -> None:
    assert middle(plane(50, 0), 4.0) == middle(plane(200, 0))
    wide = shade(plane(200, 0), np.full(7, 4 * CELL_M), 1.0)
    assert wide[3, 3] == pytest.approx(middle(plane(50, 0)))


def test_rows_are_spaced_evenly_in_web_mercator() -> None:
    lats = row_latitudes(20.0, 66.0, math.radians(1 / 14))
    y = np.arctanh(np.sin(np.radians(lats)))
    steps = -np.diff(y)
    assert (np.diff(lats) < 0).all()
    assert steps == pytest.approx(np.full(len(steps), steps[0]), rel=1e-6)
    assert steps[0] == pytest.approx(math.radians(1 / 14), rel=1e-3)
    edges = [math.asinh(math.tan(math.radians(lat))) for lat in (66.0, 20.0)]
    assert (edges[0] - y[0], y[-1] - edges[1]) == pytest.approx((steps[0] / 2, steps[0] / 2), rel=1e-5)


def test_elevation_is_sampled_where_it_is(coarse_elevation: Path) -> None:
    grid = read_grid(coarse_elevation)
    # 1.5 E is the middle of a cell, on the ridge's crest; beside it are edges, halfway to the next cell.
    at = sampled(grid, np.array([1.5 - 1 / 30, 1.5 + 1 / 30, 1.5, 3.0]), np.array([0.5, -0.5]))
    assert at[0].tolist() == [3300.0, 3300.0, 3500.0, 500.0]
    assert at[1].tolist() == [0.0, 0.0, 0.0, 0.0]
    ramp = np.tile(np.arange(5400.0), (2610, 1))
    assert sampled(ramp, np.array([0.0, 0.1]), np.array([0.0])) == pytest.approx(np.array([[2699.5, 2701.0]]))


def test_edges_fade() -> None:
    share = faded(np.array([0.0, 0.5, 1.0, 5.0, 9.0, 10.0]), 0.0, 10.0, 1.0)
    assert share.tolist() == [0.0, 0.5, 1.0, 1.0, 1.0, 0.0]


def test_shades_become_grades() -> None:
    lit = np.array([[0.0, 0.09, -0.09, -0.1, -0.31, -1.0, 0.1, 0.49, 0.5, 1.0]])
    assert graded(lit, RECIPE).tolist() == [[0, 0, 0, 1, 2, 4, 5, 5, 6, 6]]
    assert palette(RECIPE) == [(0, 0), (0, 64), (0, 128), (0, 191), (0, 255), (255, 64), (255, 128)]


@pytest.mark.parametrize("width", [4, 5])
def test_the_picture_can_be_read_and_is_what_went_in(width: int) -> None:
    indices = (np.arange(3 * width) % 7).astype(np.uint8).reshape(3, width)
    content = png(indices, palette(RECIPE))
    assert picture_size(content) == (width, 3)
    with Image.open(io.BytesIO(content)) as picture:
        shown = np.asarray(picture.convert("LA"))
    assert [tuple(pixel) for pixel in shown.reshape(-1, 2)] == [palette(RECIPE)[i] for i in indices.ravel()]
    assert png(indices, palette(RECIPE)) == content


def test_another_grid_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "small.png"
    Image.fromarray(np.zeros((5, 5), dtype=np.uint16)).save(path)
    with pytest.raises(
        BuildError, match=r"gmted: file expected 16-bit pixels, \(2610, 5400\), got uint16, \(5, 5\)"
    ):
        read_grid(path)
