"""The symbols of kinds as Matplotlib paths, in a box from -10 to 10 with y upwards. Names are the taxonomy's."""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin
from typing import Final

import numpy as np
from matplotlib.path import Path

_SQUARE: Final = ((-6.5, -6.5), (6.5, -6.5), (6.5, 6.5), (-6.5, 6.5))
_DIAMOND: Final = ((0.0, 8.5), (8.5, 0.0), (0.0, -8.5), (-8.5, 0.0))
_TRIANGLE: Final = ((0.0, 8.0), (8.5, -7.0), (-8.5, -7.0))
_PLUS: Final = (
    (-2.6, 8.0), (2.6, 8.0), (2.6, 2.6), (8.0, 2.6), (8.0, -2.6), (2.6, -2.6), (2.6, -8.0), (-2.6, -8.0),
    (-2.6, -2.6), (-8.0, -2.6), (-8.0, 2.6), (-2.6, 2.6),
)  # fmt: skip

Points = tuple[tuple[float, float], ...]

OPEN: Final = frozenset({"line", "ring"})
"""Symbols that are stroked and not filled."""


def _closed(*rings: Points) -> Path:
    return Path.make_compound_path(*(Path([*ring, ring[0]], closed=True) for ring in rings))


def _box(west: float, south: float, width: float, height: float) -> Points:
    return ((west, south), (west + width, south), (west + width, south + height), (west, south + height))


def _star(corners: int, outer: float, inner: float) -> Points:
    return tuple(
        (radius * sin(pi * i / corners), radius * cos(pi * i / corners))
        for i in range(2 * corners)
        for radius in [inner if i % 2 else outer]
    )


@cache
def symbol(name: str) -> Path:
    """Return the outline of a symbol; an unknown name is drawn as a ring, as in the browser."""
    circle = Path.unit_circle()
    made = {
        "square": lambda: _closed(_SQUARE),
        "line": lambda: Path([(-8.0, -5.0), (-2.5, 3.0), (2.5, -3.0), (8.0, 5.0)]),
        "diamond": lambda: _closed(_DIAMOND),
        "star": lambda: _closed(_star(5, 9.0, 3.8)),
        "column": lambda: _closed(
            ((-8.0, 4.5), (0.0, 9.0), (8.0, 4.5)), _box(-7, -5.5, 3, 8), _box(-1.5, -5.5, 3, 8), _box(4, -5.5, 3, 8),
            _box(-8.5, -8.5, 17, 2),
        ),
        "shield": lambda: Path(
            [(0.0, 9.0), (7.5, 6.0), (7.5, 0.0), (7.5, -4.5), (4.0, -7.5), (0.0, -9.0), (-4.0, -7.5), (-7.5, -4.5),
             (-7.5, 0.0), (-7.5, 6.0), (0.0, 9.0)],
            [Path.MOVETO, Path.LINETO, Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.CURVE4,
             Path.CURVE4, Path.LINETO, Path.CLOSEPOLY],
        ),
        "circle": lambda: _scaled(circle, 6.8),
        "triangle": lambda: _closed(_TRIANGLE),
        "link": lambda: Path.make_compound_path(
            _scaled(circle, 3.2, -5.5), _scaled(circle, 3.2, 5.5), Path([*_box(-3, -0.8, 6, 1.6), (-3, -0.8)], closed=True)
        ),
        "plus": lambda: _closed(_PLUS),
        "exclamation": lambda: _closed(((-2.6, 9.0), (2.6, 9.0), (1.6, -3.0), (-1.6, -3.0)), _box(-2.2, -9, 4.4, 4)),
    }  # fmt: skip
    return made[name]() if name in made else _scaled(circle, 6.0)


def _scaled(path: Path, radius: float, x: float = 0.0) -> Path:
    vertices = np.asarray(path.vertices) * radius + np.array([x, 0.0])
    return Path(vertices, path.codes)


@cache
def broken_ring(dash: str | None) -> Path:
    """Return a ring in as many arcs as go around it in the rhythm of an SVG dash array, whole where there is none."""
    circle = Path.unit_circle()
    if dash is None:
        return circle
    drawn, gap = (float(part) for part in dash.split()[:2])
    number = max(3, round(60 / (drawn + gap)))
    step = 360 / number
    return Path.make_compound_path(
        *(Path.arc(at * step, at * step + step * drawn / (drawn + gap)) for at in range(number))
    )
