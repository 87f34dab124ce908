"""Turn what reading means by a place into an entry that the atlas can draw and check.

The gazetteer knows some 30,000 places by a point; the atlas draws a province as its area and a border
as its line, and has its own entries for what its texts speak of. What has no honest geometry here (a
mountain range known by a point) gives no place: a claim then stands on the countries it is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError

from geo.model.place import Place, Point, Reference
from geo.store.dataset import Dataset
from geo.store.gazetteer import Gazetteer
from geo.store.placement import geometry_problems

_POINTS: Final = frozenset({"settlement", "site", "district", "province"})
"""Precisions that a point may have: a district or province by a point within it, and said to be one."""

_SOURCES: Final = {
    "geonames": ("GeoNames {code}", "CC-BY-4.0"),
    "place": ("data/gazetteer/aliases.toml: {code}", "MIT"),
    "facilities": ("data/reference/facilities.csv: {code}", "MIT"),
    "province": ("GeoNames or Natural Earth: {code}", "CC-BY-4.0"),
}


@dataclass
class Placer:
    """Makes places for one text and keeps them; ids of the gazetteer go in, ids of the dataset come out."""

    dataset: Dataset
    gazetteer: Gazetteer
    made: dict[str, Place] = field(default_factory=dict)
    _known: dict[tuple[str, str], str | None] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._names = {
            name.casefold()
            for place in self.dataset.ground.gazetteer.values()
            for name in place.names.values()
        }

    def place(self, entry_id: str | None, precision: str = "") -> str | None:
        """Return the id of the dataset's place for an entry of the gazetteer, None where it can't be drawn.

        Parameters
        ----------
        precision
            What the words around the name say it is, where that differs from the entry.
        """
        if entry_id is None:
            return None
        key = (entry_id, precision)
        if key not in self._known:
            self._known[key] = self._find(entry_id, precision)
        return self._known[key]

    def _find(self, entry_id: str, precision: str) -> str | None:
        base = self.dataset.ground
        if entry_id in base.gazetteer or entry_id in base.boundaries.border_places:
            return entry_id
        family, _, code = entry_id.partition(":")
        if family in {"country", "border"}:
            return entry_id if family == "country" and code in base.country_codes else None
        row = self.gazetteer.rows_by_id.get(entry_id)
        if row is None or family not in _SOURCES:
            return None
        entry = self.gazetteer.entry(row)
        drawn = family == "province" and code in base.boundaries.provinces().index
        kind = entry.precision if drawn or precision not in _POINTS else precision
        if kind not in _POINTS:
            return None
        name = entry_id if kind == entry.precision else f"{entry_id}_{kind}"
        source, licence = _SOURCES[family]
        geometry: Reference | Point = (
            Reference(ref=f"province:{code}") if drawn
            else Point(type="Point", coordinates=(entry.lon, entry.lat))
        )  # fmt: skip
        place = make_place(
            slug(name), {"en": entry.name, "ru": entry.russian or entry.name}, kind, entry.iso3, geometry,
            source="data/boundaries" if drawn else source.format(code=code),
            licence="public domain" if drawn else licence, taken=self._names,
            label=base.taxonomy.precisions[kind].label,  # type: ignore[index]
        )  # fmt: skip
        if place is None or geometry_problems({place.id: place}, base.boundaries):
            return None
        self._names.update(name.casefold() for name in place.names.values())
        self.made[place.id] = place
        return place.id


def make_place(
    place_id: str,
    names: dict[str, str],
    precision: str,
    iso3: tuple[str, ...],
    geometry: Reference | Point,
    *,
    source: str,
    licence: str,
    taken: set[str],
    label: dict[str, str],
) -> Place | None:
    """Return a place whose names are nobody else's, or None where it can't be one.

    Parameters
    ----------
    taken
        Names, case folded, that other places have, in any language.
    label
        What the place is, by language: it tells a province from the city of its name.
    """
    codes = ", ".join(iso3)
    shown = {}
    for tag, name in names.items():
        kind = label.get(tag, label["en"]).lower()
        added = ("", f" ({kind})", f" ({codes})", f" ({kind}, {codes})", f" ({place_id})")
        shown[tag] = next(
            (name + one for one in added if (name + one).casefold() not in taken), name + added[-1]
        )
    try:
        return Place.model_validate({
            "id": place_id, "names": shown, "precision": precision, "iso3": iso3, "geometry": geometry,
            "source": source, "licence": licence,
        })  # fmt: skip
    except ValidationError:
        return None


def slug(text: str) -> str:
    """Return an id in lower-case ASCII letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
