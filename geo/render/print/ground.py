"""Where a printed map looks: a projection for the view, the extent on paper, and shapes laid out in it.

The projection is Lambert's azimuthal equal-area around the middle of what is shown (areas are true,
and so is the scale near the middle); a view of most of the world takes Equal Earth instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.model.view import Position
from geo.query.frames import CRS

_WORLD: Final = 150.0
"""Degrees of longitude beyond which an azimuthal projection tears."""
_SCREEN: Final = (1100, 620)
"""CSS pixels that a map position is taken to have been seen on."""


@dataclass(frozen=True)
class Ground:
    """A projection and the part of it that is drawn.

    Parameters
    ----------
    crs
        PROJ string; metres.
    extent
        west, east, south, north in metres.
    window
        west, south, east, north in degrees: what the extent covers, with a margin.
    """

    crs: str
    extent: tuple[float, float, float, float]
    window: tuple[float, float, float, float]

    @property
    def width(self) -> float:
        """Width of the extent in metres."""
        return self.extent[1] - self.extent[0]

    def laid_out(self, shapes: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
        """Return those shapes (EPSG:4326) that reach into the window, cut to it and projected."""
        if not shapes:
            return {}
        found = gpd.GeoSeries(list(shapes.values()), index=list(shapes), crs=CRS)
        found = found.clip_by_rect(*self.window)
        found = found[~found.is_empty]
        return dict(found.to_crs(self.crs).items())

    def visible(self, shape: BaseGeometry) -> BaseGeometry:
        """Return the part of a laid-out shape that is on the paper."""
        west, east, south, north = self.extent
        return shapely.clip_by_rect(shape, west, south, east, north)


def ground(frame: list[list[float]], position: Position | None, aspect: float) -> Ground:
    """Return the ground for a frame.

    Parameters
    ----------
    frame
        ``[[south, west], [north, east]]`` in degrees.
    position
        The map's position, which outweighs the frame where there is one.
    aspect
        Width of the drawn part through its height.
    """
    (south, west), (north, east) = frame
    if position is not None:
        west, south, east, north = _seen(position)
    middle = ((west + east) / 2, (south + north) / 2)
    wide = east - west > _WORLD
    crs = (
        f"+proj=eqearth +lon_0={middle[0]:.2f} +units=m"
        if wide
        else f"+proj=laea +lon_0={middle[0]:.2f} +lat_0={middle[1]:.2f} +units=m"
    )
    forward = Transformer.from_crs(CRS, crs, always_xy=True)
    x, y = forward.transform(*_outline(west, south, east, north))
    extent = _fitted(min(x), max(x), min(y), max(y), aspect)
    lon, lat = forward.transform(
        *_outline(extent[0], extent[2], extent[1], extent[3]), direction="INVERSE", errcheck=False
    )
    return Ground(crs, extent, (-180.0, -89.0, 180.0, 89.0) if wide else _window(lon, lat))


def _seen(position: Position) -> tuple[float, float, float, float]:
    per_pixel = 360 / (256 * 2**position.zoom)
    across = _SCREEN[0] * per_pixel / 2
    up = _SCREEN[1] * per_pixel / 2 * float(np.cos(np.radians(position.lat)))
    return (
        max(position.lon - across, -180.0), max(position.lat - up, -85.0),
        min(position.lon + across, 180.0), min(position.lat + up, 85.0),
    )  # fmt: skip


def _outline(west: float, south: float, east: float, north: float) -> tuple[np.ndarray, np.ndarray]:
    """Return points along the four sides of a box: the sides are curves in the other system."""
    steps = np.linspace(0, 1, 33)
    x, y = west + steps * (east - west), south + steps * (north - south)
    return (
        np.concatenate([x, x, np.full(33, west), np.full(33, east)]),
        np.concatenate([np.full(33, south), np.full(33, north), y, y]),
    )


def _fitted(
    west: float, east: float, south: float, north: float, aspect: float
) -> tuple[float, float, float, float]:
    """Return the extent, widened to the aspect of the paper."""
    width, height = east - west, north - south
    more_x, more_y = max(0.0, height * aspect - width) / 2, max(0.0, width / aspect - height) / 2
    return west - more_x, east + more_x, south - more_y, north + more_y


def _window(lon: Iterable[float], lat: Iterable[float]) -> tuple[float, float, float, float]:
    lons, lats = np.asarray(lon), np.asarray(lat)
    seen = np.isfinite(lons) & np.isfinite(lats)
    if not seen.all() or lons[seen].max() - lons[seen].min() > 300:
        return (-180.0, float(max(lats[seen].min() - 5, -89)), 180.0, 89.0)
    return (
        float(max(lons.min() - 3, -180)), float(max(lats.min() - 3, -89)),
        float(min(lons.max() + 3, 180)), float(min(lats.max() + 3, 89)),
    )  # fmt: skip
