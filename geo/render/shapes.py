"""Shapes as browsers get them: whole numbers, each vertex as its step from the one before.

A polygon is a list of parts, each a list of rings (the first is the outer one), a line a list of
parts. Rings and parts are flat lists: longitude and latitude of the first vertex in units of
``1 / scale`` degrees (EPSG:4326), then the steps to the next ones; a ring does not repeat its first
vertex. This is about half of GeoJSON's bytes. Equal vertices are rounded alike, so neighbours still
share theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

SCALES: Final[Mapping[str, int]] = {"far": 1000, "close": 10000}
"""Units a degree by level: about 110 m and 11 m, finer than a pixel of the zooms they are drawn at."""

Coordinates = Sequence[Any]


def steps(geometry: Mapping[str, Any], scale: int) -> list[Any]:
    """Return a GeoJSON polygon or line (or several) in the form that the module describes.

    Parts of other types, such as a stray point of a collection, are left out.
    """
    kind = geometry["type"]
    if kind == "GeometryCollection":
        return [part for member in geometry["geometries"] for part in steps(member, scale)]
    coordinates: Coordinates = geometry.get("coordinates", ())
    if kind == "Polygon":
        return [_rings(coordinates, scale)]
    if kind == "MultiPolygon":
        return [_rings(part, scale) for part in coordinates]
    if kind == "LineString":
        return [_line(coordinates, scale, closed=False)]
    if kind == "MultiLineString":
        return [_line(part, scale, closed=False) for part in coordinates]
    return []


def _rings(rings: Coordinates, scale: int) -> list[list[int]]:
    return [_line(ring, scale, closed=True) for ring in rings]


def _line(vertices: Coordinates, scale: int, *, closed: bool) -> list[int]:
    found: list[int] = []
    last = (0, 0)
    for lon, lat, *_height in vertices[:-1] if closed else vertices:
        here = (round(lon * scale), round(lat * scale))
        if found and here == last:
            continue
        found += [here[0] - last[0], here[1] - last[1]]
        last = here
    return found
