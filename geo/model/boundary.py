"""Models of the boundary data: points of view, pieces, countries, borders, lines and their sources.

Geometry is EPSG:4326, longitude first. Lengths are geodesic on the WGS 84 ellipsoid, in kilometres.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from geo.model.base import Iso3, Model, Names, Sha256, Slug, Summary
from geo.model.dates import PartialDate, overlap

Level = Literal["far", "close", "full"]
"""How much detail: ``far`` for the whole region, ``close`` for one country, ``full`` for exports."""

LineKind = Literal["annexation", "ceasefire", "administrative", "claim", "lease", "former_autonomy"]


class Source(Model):
    """One file of one published package: what is read, how it is told apart, what it may be used for.

    ``sha256`` is of the extracted file (``file`` inside the package), so it holds whichever way the
    registry packs it. ``registry`` is ``pypi``, ``npm`` or ``debian``.
    """

    id: Slug
    registry: Literal["pypi", "npm", "debian"]
    package: str
    version: str
    file: str
    sha256: Sha256
    title: str
    origin: str
    licence: str
    package_licence: str
    used_for: str
    note: str = ""


class Piece(Model):
    """A part of the land that points of view give to different countries, or that is disputed.

    ``adm1`` lists Natural Earth admin-1 codes. Where the source has no polygon of its own, the piece
    is cut from country ``cut_from`` by the disputed line ``cut_by``, as the side that holds
    ``cut_at``.
    """

    id: Slug
    names: Summary
    disputed: bool
    adm1: tuple[str, ...] = ()
    cut_from: Iso3 | None = None
    cut_by: Slug | None = None
    cut_at: tuple[float, float] | None = None
    note: str

    @model_validator(mode="after")
    def _one_origin(self) -> Piece:
        cut = (self.cut_from, self.cut_by, self.cut_at)
        if bool(self.adm1) == any(value is not None for value in cut):
            msg = "either adm1 or the three cut fields expected"
            raise ValueError(msg)
        if not self.adm1 and None in cut:
            msg = "cut_from, cut_by and cut_at expected together"
            raise ValueError(msg)
        return self


class PointOfView(Model):
    """Who holds each piece, in one reading of the map. ``assign`` maps piece id to iso3."""

    id: Slug
    default: bool = False
    names: Summary
    description: Summary
    assign: Mapping[str, Iso3]


class PointsOfView(Model):
    """The contents of ``points_of_view.toml``: every point of view assigns every piece."""

    piece: tuple[Piece, ...]
    point_of_view: tuple[PointOfView, ...]

    @model_validator(mode="after")
    def _consistent(self) -> PointsOfView:
        ids = [piece.id for piece in self.piece]
        if len(set(ids)) != len(ids) or len({p.id for p in self.point_of_view}) != len(self.point_of_view):
            msg = "unique ids expected"
            raise ValueError(msg)
        for pov in self.point_of_view:
            if set(pov.assign) != set(ids):
                msg = f"{pov.id}: assign expected exactly {sorted(ids)}, got {sorted(pov.assign)}"
                raise ValueError(msg)
        if sum(pov.default for pov in self.point_of_view) != 1:
            msg = "exactly one default point of view expected"
            raise ValueError(msg)
        return self

    @property
    def default(self) -> str:
        """Return the id of the default point of view."""
        return next(pov.id for pov in self.point_of_view if pov.default)


class Country(Model):
    """A country of the atlas. ``reason`` tells why it is in the set; ``label`` is lon, lat inside it."""

    iso3: Iso3
    names: Names
    label: tuple[float, float]
    reason: Literal["signatory", "neighbour", "named"]
    neighbours: Mapping[str, tuple[Iso3, ...]]


class Border(Model):
    """A land border as drawn in ``povs``; ``drawn_km`` is the length of the full-detail line.

    The line is generalised, so ``drawn_km`` is shorter than the published length.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z]{3}-[A-Z]{3}$")]
    a: Iso3
    b: Iso3
    povs: tuple[str, ...]
    drawn_km: float = Field(gt=0)

    @model_validator(mode="after")
    def _ordered(self) -> Border:
        if self.id != f"{self.a}-{self.b}" or self.a >= self.b:
            msg = f"the two codes in alphabetical order expected, got {self.id}"
            raise ValueError(msg)
        return self


class DisputedLine(Model):
    """A line that is or was disputed, and the half-open interval [start, end) in which it held.

    Geometry comes from the disputed-borders layer (``lines``: row numbers), or from the edges that
    ``edge_of`` shares with ``edge_with``; where both are given, the edges are used on screen. Both
    ``sides`` are iso3 codes or piece ids. ``povs`` restricts it to some points of view; empty
    means all.
    """

    id: Slug
    names: Summary
    kind: LineKind
    sides: tuple[str, str]
    start: PartialDate | None
    start_source: str
    end: PartialDate | None = None
    end_source: str = ""
    lines: tuple[int, ...] = ()
    edge_of: tuple[str, ...] = ()
    edge_with: tuple[str, ...] = ()
    povs: tuple[str, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _complete(self) -> DisputedLine:
        if bool(self.edge_of) != bool(self.edge_with) or not (self.lines or self.edge_of):
            msg = "lines, or edge_of together with edge_with, expected"
            raise ValueError(msg)
        if (self.end is None) != (not self.end_source):
            msg = "a source for the end date expected exactly when there is one"
            raise ValueError(msg)
        if self.end is not None and not overlap((self.start, self.end), (self.start, self.end)):
            msg = f"start before end expected, got {self.start} to {self.end}"
            raise ValueError(msg)
        return self


class DisputedLines(Model):
    """The contents of ``disputed.toml``."""

    line: tuple[DisputedLine, ...]


class Area(Model):
    """A named area; its geometry is ``ref`` (as a place's), or ``elevation`` where it is None."""

    id: Slug
    names: Summary
    ref: str | None = None
    source: str
    note: str = ""


class Valley(Model):
    """How an area is read from elevation: connected land below ``below_m`` around ``seed``."""

    area: Slug
    seed: tuple[float, float]
    below_m: int
    window: tuple[float, float, float, float]
    smooth_degrees: float = Field(gt=0)


class ProvinceFix(Model):
    """A correction of one admin-1 record of Natural Earth: its code, its names, or both."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")] | None = None
    en: str | None = None
    ru: str | None = None


class LevelRecipe(Model):
    """One screen level: how much is simplified (degrees at the lens' centre) and rounded.

    ``islet`` is the side of the smallest free island kept, ``islet_elsewhere`` the same for land
    outside the countries of the atlas.
    """

    tolerance: float = Field(gt=0)
    places: int
    islet: float = Field(ge=0)
    islet_elsewhere: float = Field(ge=0)
    provinces: bool


class ReliefRecipe(Model):
    """How the relief is drawn from elevation.

    Parameters
    ----------
    box
        West, south, east, north in degrees.
    pixels
        Pixels a degree of longitude.
    fade
        Degrees inside the box's edges over which the relief comes up.
    exaggeration
        What heights are multiplied by before light falls on them.
    shadows, lights
        Grades of shadow and of light.
    brightest
        Opacity of the strongest light; that of the deepest shadow is 1.
    quiet, full
        Shades, from 0 for flat land to 1, between which the grades lie evenly: below the first land
        counts as flat, near the second it has the last grade.
    """

    box: tuple[float, float, float, float]
    pixels: int = Field(gt=0)
    fade: float = Field(gt=0)
    exaggeration: float = Field(gt=0)
    shadows: int = Field(ge=1)
    lights: int = Field(ge=1)
    brightest: float = Field(gt=0, le=1)
    quiet: float = Field(gt=0)
    full: float = Field(le=1)

    @model_validator(mode="after")
    def _fits(self) -> ReliefRecipe:
        west, south, east, north = self.box
        if not (-180 <= west < east <= 180 and -85 <= south < north <= 84):
            msg = "box expected west, south, east, north between -180, -85, 180 and 84"
            raise ValueError(msg)
        if self.quiet >= self.full:
            msg = f"quiet below full expected, got {self.quiet} and {self.full}"
            raise ValueError(msg)
        if self.shadows + self.lights > 15:
            msg = f"at most 15 shadows and lights expected, got {self.shadows + self.lights}"
            raise ValueError(msg)
        return self


class Relief(Model):
    """The shipped relief: a PNG whose columns and rows are spaced evenly in Web Mercator.

    ``box`` is west, south, east, north of its edges in degrees; ``width`` and ``height`` are pixels.
    """

    file: str
    crs: Literal["EPSG:3857"]
    box: tuple[float, float, float, float]
    width: int = Field(gt=0)
    height: int = Field(gt=0)


class Recipe(Model):
    """The contents of ``recipe.toml``: which countries, provinces and areas, in how much detail."""

    signatories: tuple[Iso3, ...]
    also_neighbours_of: tuple[Iso3, ...]
    named: tuple[Iso3, ...]
    province_countries: tuple[Iso3, ...]
    province_codes: tuple[str, ...]
    background_box: tuple[float, float, float, float]
    lens_centre: tuple[float, float]
    lens_radius: float = Field(gt=0)
    country_names: Mapping[Iso3, Mapping[str, str]]
    river_names: Mapping[str, str]
    province_fix: Mapping[str, ProvinceFix]
    level: Mapping[Literal["far", "close"], LevelRecipe]
    valley: Valley
    relief: ReliefRecipe
    area: tuple[Area, ...]


class Sources(Model):
    """The contents of ``sources.toml``."""

    source: tuple[Source, ...]


class ManifestFile(Model):
    """One shipped file: its hash, size, licence, the sources it is made from, and who makes it."""

    path: str
    sha256: Sha256
    bytes: int
    licence: str
    sources: tuple[Slug, ...]
    made: Literal["by hand", "by build"]


class Manifest(Model):
    """The contents of ``manifest.json``, written by the build."""

    made_with: Mapping[str, str]
    file: tuple[ManifestFile, ...]
