"""Models of the gazetteer's hand-kept file, ``data/gazetteer/aliases.toml``.

Coordinates are lon, lat in degrees, EPSG:4326. Dates are partial ISO dates; ``until`` is exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from geo.model.base import Iso3, Model, Precision
from geo.model.dates import PartialDate

Names = tuple[Annotated[str, StringConstraints(min_length=2)], ...]
Target = Annotated[str, StringConstraints(pattern=r"^.+, [A-Z]{3}$")]
"""A place of the gazetteer as ``Name, ISO3``; the most populous one of that name."""

At = tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]]


class CountryNames(Model):
    """What a country is called besides; adjectives make border pairs, peoples locate nothing."""

    en: Names = ()
    ru: Names = ()
    adjective_en: Names = ()
    adjective_ru: Names = ()
    people_en: Names = ()
    people_ru: Names = ()


class Historical(Model):
    """A name that ``of`` bore from ``from`` (open if None) to ``until``; ``cue``: only after one."""

    of: Target
    since: PartialDate | None = Field(default=None, alias="from")
    until: PartialDate | None = None
    cue: bool = False


Source = Annotated[
    str, StringConstraints(pattern=r"^(by hand|(geonames|facilities|border_crossings|natural_earth):.+)$")
]
"""What a point was checked against, within 25 km: ``table:id``, or ``by hand`` where no source has the place."""


class HandPlace(Model):
    """A place that the packaged sources lack; ``cue``: its name is a common word, so one is needed.

    ``adjective_ru`` are adjectives that the rule for them misses; each counts only beside "district" or "province".
    """

    en: Names
    ru: Names
    adjective_ru: Names = ()
    at: At
    iso3: Iso3
    precision: Precision
    source: Source
    cue: bool = False


class HandRegion(Model):
    """An area wider than a province; ``place`` is its id in ``data/places`` where it has one."""

    en: Names
    ru: Names
    at: At
    iso3: tuple[Iso3, ...]
    place: str | None = None


class Aliases(Model):
    """The contents of ``aliases.toml``."""

    country: Mapping[Iso3, CountryNames]
    province: Mapping[str, Names]
    seat: Mapping[str, Target]
    alias: Mapping[str, Target]
    historical: Mapping[str, Historical]
    place: Mapping[str, HandPlace]
    region: Mapping[str, HandRegion]
    organisation: Mapping[str, str]
    capital: Mapping[str, Iso3]
    government: Mapping[str, Iso3]
