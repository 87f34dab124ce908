"""Read Natural Earth's provinces and make of them the cells that every layer is put together from.

A *cell* is the smallest part that a layer needs apart: a piece of a point of view, a province, or
what is left of a country. Everything is dissolved from the same polygons, so all layers fit.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import Point, shape

from geo.errors import BuildError, Problem
from geo.store.build.topology import rounded, shared_edges

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.model.boundary import PointsOfView, ProvinceFix, Recipe
    from geo.store.build.topology import Geometries

FULL_PLACES = 6
"""Decimals of a degree in full detail (about 0.1 m)."""

REST = "rest"
"""Key of all land outside the countries of the atlas."""

_ISO3 = {"KOS": "XKX", "PSX": "PSE", "SAH": "ESH", "SDS": "SSD", "ALD": "ALA"}
"""Natural Earth's own country codes that differ from ISO 3166-1 (XKX is a user-assigned one)."""


@dataclass(frozen=True)
class Province:
    """An admin-1 record: Natural Earth's key, its country, corrected ISO 3166-2 code and names."""

    adm1: str
    iso3: str
    code: str
    names: dict[str, str]
    geometry: BaseGeometry


@dataclass(frozen=True)
class Cell:
    """A part with one country in each point of view; ``piece`` and ``province`` are None elsewhere."""

    country: str
    piece: str | None
    province: str | None
    geometry: BaseGeometry

    @property
    def unit(self) -> str:
        """Return the key of the unit it belongs to: its piece, else its country."""
        return self.piece or self.country


def read_provinces(
    provinces_file: Path, codes_file: Path, fixes: Mapping[str, ProvinceFix]
) -> tuple[Province, ...]:
    """Read all provinces of the world, with corrected codes, rounded to `FULL_PLACES` decimals."""
    with codes_file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    by_geonames = {row[3]: row[1] for row in rows if len(row) > 3 and row[1] and row[3]}
    records = json.loads(provinces_file.read_text("utf-8"))["features"]
    raw = np.array([shape(record["geometry"]) for record in records], dtype=object)
    geometries = rounded(raw, FULL_PLACES)
    for i in np.flatnonzero(~shapely.is_valid(geometries)):
        # One Egyptian province crosses itself. The odd-even rule keeps its vertices and its outline.
        geometries[i] = shapely.make_valid(geometries[i], method="structure", keep_collapsed=False)
    result = []
    for record, geometry in zip(records, geometries, strict=True):
        known = record["properties"]
        fix = fixes.get(known["adm1_code"])
        code = fix.code if fix else None
        code = code or by_geonames.get(str(int(known["gn_id"] or 0))) or known["iso_3166_2"]
        result.append(Province(
            known["adm1_code"], _ISO3.get(known["adm0_a3"], known["adm0_a3"]), code,
            _names(known, fix), geometry,
        ))  # fmt: skip
    missing = sorted(set(fixes) - {province.adm1 for province in result})
    if missing:
        raise _wrong("recipe.toml", missing[0], "province_fix", "adm1_codes of the source", missing)
    return tuple(sorted(result, key=lambda province: province.adm1))


def _names(known: Mapping[str, Any], fix: ProvinceFix | None) -> dict[str, str]:
    names = {
        "en": known["name_en"] or known["name"],
        "ru": known["name_ru"] or known["name_en"] or known["name"],
    }
    if fix and fix.en:
        names["en"] = fix.en
    if fix and fix.ru:
        names["ru"] = fix.ru
    # The source has stress marks in some Russian names.
    return {tag: re.sub("\u0301", "", str(name)) for tag, name in names.items()}


def chosen_countries(provinces: Sequence[Province], views: PointsOfView, recipe: Recipe) -> dict[str, str]:
    """Return the countries of the atlas with the reason for each, neighbours computed from polygons."""
    default = next(pov for pov in views.point_of_view if pov.default)
    of_piece = {adm1: default.assign[piece.id] for piece in views.piece for adm1 in piece.adm1}
    owner = [of_piece.get(province.adm1, province.iso3) for province in provinces]
    touching: dict[str, set[str]] = {}
    for first, second in shared_edges(np.array([province.geometry for province in provinces], dtype=object)):
        touching.setdefault(owner[first], set()).add(owner[second])
        touching.setdefault(owner[second], set()).add(owner[first])
    reasons = dict.fromkeys(recipe.signatories, "signatory")
    for code in (*recipe.signatories, *recipe.also_neighbours_of):
        for neighbour in touching[code] - {code}:
            reasons.setdefault(neighbour, "neighbour")
    for code in recipe.named:
        reasons.setdefault(code, "named")
    return dict(sorted(reasons.items()))


def make_cells(
    provinces: Sequence[Province],
    views: PointsOfView,
    countries: Mapping[str, str],
    recipe: Recipe,
    cuts: Mapping[str, BaseGeometry],
) -> tuple[Cell, ...]:
    """Dissolve provinces into cells, cut the pieces that the source does not have; `REST` comes last.

    ``cuts`` maps the id of a piece without polygon to the line that cuts it out.

    Raises
    ------
    BuildError
        Where a wanted province or a piece is not in the source, or a line does not cut.
    """
    piece_of = {adm1: piece.id for piece in views.piece for adm1 in piece.adm1}
    found: dict[tuple[str, str, str], list[BaseGeometry]] = {}
    for province in provinces:
        country, piece = province.iso3, piece_of.get(province.adm1)
        if piece is None and country not in countries:
            key = (REST, "", "")
        else:
            apart = country in recipe.province_countries or province.code in recipe.province_codes
            key = (country, piece or "", province.code if apart else "")
        found.setdefault(key, []).append(province.geometry)
    absent = set(piece_of) - {province.adm1 for province in provinces}
    absent |= set(recipe.province_codes) - {key[2] for key in found}
    if absent:
        raise _wrong("recipe.toml", min(absent), "province", "provinces of the source", sorted(absent))
    cells = [
        Cell(country, piece or None, province or None, _dissolved(parts))
        for (country, piece, province), parts in sorted(
            found.items(), key=lambda item: (item[0][0] == REST, item[0])
        )
    ]
    for cut in views.piece:
        if cut.cut_by is not None:
            cells = _cut(cells, cut.id, str(cut.cut_from), cuts[cut.id], Point(cut.cut_at))
    return tuple(cells)


def _dissolved(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    if len(parts) == 1:
        return parts[0]
    if shapely.coverage_is_valid(np.array(parts, dtype=object)):
        return shapely.coverage_union_all(parts)
    return shapely.union_all(parts)


def _cut(cells: Sequence[Cell], piece: str, country: str, line: BaseGeometry, inside: Point) -> list[Cell]:
    """Cut a piece out of what is left of a country along a line that ends on its outline."""
    at = next(i for i, cell in enumerate(cells) if cell.unit == country and cell.province is None)
    line = rounded(np.array([shapely.line_merge(line)], dtype=object), FULL_PLACES)[0]
    whole = cells[at].geometry
    own = set(map(tuple, shapely.get_coordinates(whole)))
    ends = [tuple(line.coords[0]), tuple(line.coords[-1])]
    if not all(end in own for end in ends):
        raise _wrong("points_of_view.toml", piece, "cut_by", "a line that ends on outline vertices", ends)
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all([whole.boundary, line])]))
    faces = [face for face in faces if whole.contains(face.representative_point())]
    inner = [face for face in faces if face.contains(inside)]
    if len(inner) != 1:
        raise _wrong("points_of_view.toml", piece, "cut_at", "a point inside one face", len(inner))
    outer = shapely.union_all([face for face in faces if face is not inner[0]])
    made = [Cell(country, None, None, outer), Cell(country, piece, None, inner[0])]
    return [*cells[:at], *made, *cells[at + 1 :]]


def unit_geometries(cells: Sequence[Cell], geometries: Geometries | None = None) -> dict[str, BaseGeometry]:
    """Dissolve cells (with other geometries of the same cells, where given) into units by key."""
    shapes = [cell.geometry for cell in cells] if geometries is None else list(geometries)
    found: dict[str, list[BaseGeometry]] = {}
    for cell, geometry in zip(cells, shapes, strict=True):
        found.setdefault(cell.unit, []).append(geometry)
    return {key: shapely.coverage_union_all(parts) for key, parts in found.items()}


def country_geometries(
    units: Mapping[str, BaseGeometry], assign: Mapping[str, str]
) -> dict[str, BaseGeometry]:
    """Dissolve units into the countries of one point of view, by iso3; `REST` is left out."""
    found: dict[str, list[BaseGeometry]] = {}
    for key, geometry in units.items():
        if key != REST:
            found.setdefault(assign.get(key, key), []).append(geometry)
    return {code: shapely.coverage_union_all(parts) for code, parts in sorted(found.items())}


def _wrong(file: str, record: str, field: str, expected: str, got: object) -> BuildError:
    return BuildError([Problem.of(f"boundaries/{file}", record, field, expected, got)])
