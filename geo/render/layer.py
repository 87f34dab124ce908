"""What a map layer is. Each module of ``geo.render.layers`` ends in one: ``LAYER = Layer(...)``.

A layer says once how its features may look (`Style`, in the catalogue that the browser caches) and
for each view which features stand in which styles (`Feature`, in the payload). The renderer knows
only the ways to draw below, so a new layer needs no JavaScript.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Literal

from geo.i18n import Words
from geo.model.view import View
from geo.query.selection import Selection
from geo.registry import discover
from geo.store import Dataset

Draw = Literal["polygon", "line", "point", "arrow", "image"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a feature looks. Colours are keys of the palette, never colours.

    A feature has one or more styles; they are laid over each other in the order it names them.

    Parameters
    ----------
    words
        What it means, for legend and tooltip; None keeps it out of both.
    fill, stroke, band
        Palette keys. ``band`` is a stroke on the inner side of a polygon's edge.
    pattern
        ``hatch`` or ``dots``, drawn in ``ink`` over the fill.
    weight, band_weight, halo
        Widths in CSS pixels; ``halo`` widens a line by a pale casing.
    dash, band_dash
        SVG dash arrays.
    opacity
        Opacity of the fill, or of a line, from 0 to 1.
    tint
        Share of the fill's colour, the rest being that of bare land, from 0 to 1.
    foremost
        Whether a feature in this style keeps its name where names are too many: beside the feature,
        smaller, or at the end of a line.
    legend
        Whether the legend shows it.
    """

    words: Words | None = None
    fill: str | None = None
    pattern: Literal["hatch", "dots"] | None = None
    ink: str | None = None
    stroke: str | None = None
    weight: float | None = None
    dash: str | None = None
    band: str | None = None
    band_weight: float | None = None
    band_dash: str | None = None
    halo: float | None = None
    opacity: float | None = None
    tint: float | None = None
    foremost: bool | None = None
    legend: bool = True


CANDIDATE: Final = "candidate"
"""Style of a feature that no reviewed claim stands behind, laid over its others."""
PARTLY: Final = "partly"
"""Style of a feature that some reviewed claims stand behind and some that are not."""


NOT_REVIEWED: Final[Words] = {
    "en": "Only candidates, not reviewed yet",
    "ru": "Только предложенное, ещё не проверено",
}
PARTLY_REVIEWED: Final[Words] = {
    "en": "Some claims not reviewed yet",
    "ru": "Часть утверждений ещё не проверена",
}


def review_style(reviewed: int, claims: int) -> tuple[str, ...]:
    """Return the style that tells how far the claims behind a feature are reviewed, () where all are."""
    if reviewed >= claims:
        return ()
    return (PARTLY,) if reviewed else (CANDIDATE,)


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a layer in a view.

    Parameters
    ----------
    id
        The feature's id in the layer's geometry, or the place, or ``AFG>TJK`` for an arrow.
    styles
        Ids of the layer's styles.
    claims
        How many claims of the view stand behind it; 0 where none does, None where the layer does
        not count.
    kinds
        For points: how many of those claims there are of each kind.
    """

    id: str
    styles: tuple[str, ...] = ()
    claims: int | None = None
    kinds: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a layer lays over the map.

    Parameters
    ----------
    content
        A PNG whose columns and rows are spaced evenly in Web Mercator (EPSG:3857).
    box
        West, south, east, north of its edges in degrees.
    """

    content: bytes = field(repr=False)
    box: tuple[float, float, float, float]

    def name(self, layer: str) -> str:
        """Return the name to serve it under: it holds a hash of the content."""
        return f"{layer}.{hashlib.sha256(self.content).hexdigest()[:12]}.png"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the map.

    Parameters
    ----------
    id
        Names it in the payload and in the page.
    order
        Where it lies: a higher one is drawn over a lower one.
    words
        ``label``: its heading in the legend.
    draw
        Which way of drawing the renderer uses.
    styles
        Every style its features may have, in the order of the legend; a layer of the dataset's own
        taxonomy makes them from it.
    build
        The features of a view. Features that the geometry has and this leaves out are not drawn.
    geometry
        Family of geometry files (see `geo.render.geometry_files`), None where the catalogue's
        coordinates are enough.
    selects
        Prefix that makes a feature's id a selection (``country:``, ``border:``, ``place:``, or ""
        where the id is one); None where a click opens nothing.
    picture
        The picture of a layer that is drawn as an ``image``; it is fetched after all else is on screen.
    every
        A style for all features of the geometry or for the picture, for a layer that never changes;
        ``build`` is then not called.
    named
        Whether its features are named on the map; the renderer leaves out names that would overlap,
        those with the fewest claims first and foremost ones last.
    """

    id: str
    order: int
    words: Mapping[str, Words]
    draw: Draw
    styles: Callable[[Dataset], Mapping[str, Style]]
    build: Callable[[Dataset, View, Selection], tuple[Feature, ...]] = lambda _dataset, _view, _selection: ()
    geometry: str | None = None
    picture: Callable[[Dataset], Picture] | None = None
    selects: str | None = None
    every: str | None = None
    named: bool = False


@cache
def layers() -> Mapping[str, Layer]:
    """Return every layer by id, from the bottom up."""
    return discover("geo.render.layers", "LAYER", Layer)


def feature_json(feature: Feature) -> list[Any]:
    """Return a feature as the renderer reads it: styles, claims and kinds, cut where empty."""
    row: list[Any] = [" ".join(feature.styles), feature.claims]
    if feature.kinds:
        row.append(dict(feature.kinds))
    return row
