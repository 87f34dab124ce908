"""A valley from made-up elevation."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import Point

from geo.errors import BuildError
from geo.model.boundary import Valley
from geo.store.build.valley import connected, outline, read_valley, smoothed


def grid(text: str) -> np.ndarray:
    return np.array([[letter == "#" for letter in row] for row in text.split()])


def test_connected_follows_edges_not_corners() -> None:
    found = connected(grid("##.. .#.. ..## .###"), 0, 0, "v")
    assert found.tolist() == grid("##.. .#.. .... ....").tolist()


@pytest.mark.parametrize("seed", [(0, 2), (9, 9), (-1, 0)])
def test_a_seed_on_high_ground_or_outside_is_refused(seed: tuple[int, int]) -> None:
    with pytest.raises(BuildError, match=r"recipe\.toml:v: valley\.seed expected a point below"):
        connected(grid("##. ##."), *seed, "v")


def test_outline_fills_holes_and_has_the_cells_area() -> None:
    polygon = outline(grid("#### #..# ####"), 70.0, 41.0)
    assert polygon.geom_type == "Polygon"
    assert polygon.area == pytest.approx(12 / 120**2, rel=1e-5)  # corners stand on a 1e-7 degree grid
    assert polygon.bounds == pytest.approx((70, 41 - 3 / 120, 70 + 4 / 120, 41))


def test_smoothing_keeps_the_area_and_drops_vertices() -> None:
    rows, columns = np.mgrid[0:120, 0:120]
    disc = outline((rows - 60) ** 2 + (columns - 60) ** 2 < 50**2, 70.0, 41.0)
    round_disc = smoothed(disc, 0.02)
    assert round_disc.is_valid
    assert round_disc.area == pytest.approx(disc.area, rel=0.03)
    assert shapely.get_num_coordinates(round_disc) < shapely.get_num_coordinates(disc) / 4


def test_read_valley_from_a_tile(tmp_path) -> None:
    tile = np.full((6000, 10800), 3000, dtype=np.int16)
    # Low ground from 70 to 72 E and 40 to 41 N; the window ends it at 70.5 E.
    tile[(50 - 41) * 120 : (50 - 40) * 120, 70 * 120 : 72 * 120] = 400
    tile[(50 - 44) * 120 : (50 - 43) * 120, 70 * 120 : 72 * 120] = 400
    path = tmp_path / "tile.npz"
    np.savez_compressed(path, tile)
    valley = Valley(area="v", seed=(71.5, 40.5), below_m=1000, window=(70.5, 39, 74, 45), smooth_degrees=0.02)
    polygon = read_valley(path, valley)
    assert polygon.area == pytest.approx(1.5, rel=0.01)
    assert polygon.bounds == pytest.approx((70.5, 40, 72, 41), abs=0.01)
    assert not polygon.contains(Point(71, 43.5))
