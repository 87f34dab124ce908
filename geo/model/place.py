"""A place: a gazetteer entry with names, geometry and how precise that geometry is.

A geometry is either GeoJSON (RFC 7946; EPSG:4326, lon lat) or a reference into the boundaries,
such as ``area:fergana_valley``, ``border:AFG-TJK``, ``country:UZB`` or ``provinces:KG-O,KG-J``.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from geo.model.base import Iso3, Model, Names, Precision


class Reference(Model):
    """A geometry that stands in the boundaries."""

    ref: str = Field(pattern=r"^(area|areas|border|borders|country|countries|province|provinces):\S+$")


class Point(Model):
    """A GeoJSON point, lon lat in degrees."""

    type: Literal["Point"]
    coordinates: tuple[float, float]


class Place(Model):
    """One gazetteer entry; a city is a point, a valley an area, a border a line."""

    id: str = Field(pattern=r"^[a-z0-9_]+$|^country:[A-Z]{3}$|^border:[A-Z]{3}-[A-Z]{3}$")
    names: Names
    alt: tuple[str, ...] = ()
    precision: Precision
    iso3: tuple[Iso3, ...] = ()
    geometry: Reference | Point | None
    source: str
    licence: str
    note: str | None = None

    def model_post_init(self, _context: Any) -> None:
        """Refuse a point outside the globe and a located place without geometry."""
        if isinstance(self.geometry, Point):
            lon, lat = self.geometry.coordinates
            if not (-180 <= lon <= 180 and -90 <= lat <= 90):
                msg = f"lon in [-180, 180] and lat in [-90, 90] expected, got {(lon, lat)}"
                raise ValueError(msg)
        if (self.geometry is None) != (self.precision == "none"):
            msg = f"a geometry exactly where precision is not 'none' expected, got {self.precision!r}"
            raise ValueError(msg)
