"""Boundary data: countries, borders, provinces, disputed lines, areas and background.

Everything is EPSG:4326, longitude first, in the coverage that the build made: at one level and in
one point of view, neighbours share every vertex. Files under ``data/boundaries/``:

====================================  =============================================================
``countries.json``                    names, label point, reason and neighbours of every country
``points_of_view.toml``               pieces and who holds them in each point of view (by hand)
``screen/countries.<pov>.<level>``    polygons, id = iso3 (level ``far`` or ``close``)
``screen/borders.<pov>.<level>``      lines, id = ``AAA-BBB``, with the polygons' own vertices
``screen/provinces.close``            polygons, id = ISO 3166-2 code
``screen/pieces.<level>``             polygons that points of view assign, or that are disputed
``screen/disputed.<level>``           disputed lines with the dates between which they held
``screen/areas.<pov>.close``          named areas
``screen/land|lakes|rivers.<level>``  background; land is all land outside the countries
``screen/relief.png``                 shaded relief; ``relief.json`` says where it lies
``full/*.geojson.gz``                 units, borders and provinces in full detail, for exports
====================================  =============================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from threading import RLock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

import geopandas as gpd
import shapely

from geo.errors import DataError, Problem, UnknownValueError
from geo.model.boundary import Country, Level, PointOfView, PointsOfView
from geo.model.dates import covers
from geo.store.boundary_files import (
    FOLDER,
    as_frame,
    read_by_hand,
    read_features,
    read_named,
    read_relief,
    read_shapes,
    to_shape,
)
from geo.store.records import build, read_json

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.model.boundary import Piece, Relief

LEVELS: tuple[str, ...] = get_args(Level)


@dataclass(frozen=True)
class Boundaries:
    """The boundary data of one data folder. Share one: frames are cached, so never change them.

    Geometry is read when it is first asked for. ``pov`` is always a point of view's id and
    ``level`` one of ``far``, ``close`` and ``full``; an unknown one raises `UnknownValueError`.
    """

    data_dir: Path
    points_of_view: Mapping[str, PointOfView]
    pieces_by_id: Mapping[str, Piece]
    records: Mapping[str, Country]
    _cache: dict[tuple[str, ...], Any] = field(default_factory=dict, repr=False, compare=False)
    _lock: Any = field(default_factory=RLock, repr=False, compare=False)

    @classmethod
    def load(cls, data_dir: Path) -> Boundaries:
        """Read names and points of view; no geometry yet.

        Raises
        ------
        DataError
            Where a file is absent or wrong.
        """
        views = read_by_hand(data_dir, "points_of_view.toml", PointsOfView)
        file = f"{FOLDER}/countries.json"
        records: dict[str, Country] = {}
        problems: list[Problem] = []
        for number, raw in enumerate(read_json(data_dir / FOLDER / "countries.json", file)):
            record, wrong = build(Country, raw, file, str(number))
            problems += wrong
            if record is not None:
                records[record.iso3] = record
        if problems:
            raise DataError(problems)
        # The default point of view comes first: lists that readers choose from begin with it.
        ordered = sorted(views.point_of_view, key=lambda view: not view.default)
        return cls(
            data_dir,
            MappingProxyType({view.id: view for view in ordered}),
            MappingProxyType({piece.id: piece for piece in views.piece}),
            MappingProxyType(records),
        )

    @property
    def default_point_of_view(self) -> str:
        """Id of the default point of view."""
        return next(view.id for view in self.points_of_view.values() if view.default)

    @cached_property
    def country_codes(self) -> tuple[str, ...]:
        """Codes (ISO 3166-1 alpha-3) of all countries, in alphabetical order."""
        return tuple(sorted(self.records))

    @cached_property
    def border_places(self) -> frozenset[str]:
        """Place ids (``border:AFG-TJK``) of the borders that any point of view has."""
        return frozenset(
            f"border:{min(code, other)}-{max(code, other)}"
            for code, record in self.records.items()
            for others in record.neighbours.values()
            for other in others
        )

    def names(self, iso3: str) -> dict[str, str]:
        """Return a country's names by BCP 47 language."""
        return dict(self._record(iso3).names)

    def label(self, iso3: str) -> tuple[float, float]:
        """Return a point (lon, lat) inside a country in every point of view, for its name."""
        return self._record(iso3).label

    def neighbours(self, iso3: str, pov: str) -> tuple[str, ...]:
        """Return the countries of the atlas that share a land border with a country."""
        self._view(pov)
        return self._record(iso3).neighbours[pov]

    def countries(self, pov: str, level: str = "far") -> gpd.GeoDataFrame:
        """Return all countries. Index: iso3. Columns: name_en, name_ru, reason, lon, lat, geometry."""
        self._view(pov)
        return self._frame(("countries", pov, level), lambda: self._countries(pov, level))

    def borders(self, pov: str, level: str = "far") -> gpd.GeoDataFrame:
        """Return all shared land borders. Index: id. Columns: a, b, drawn_km, geometry.

        ``drawn_km`` is the geodesic length of the full-detail line at every level. It is shorter
        than the published length, since the line is generalised.
        """
        self._view(pov)
        return self._frame(("borders", pov, level), lambda: self._borders(pov, level))

    def provinces(self, level: str = "close") -> gpd.GeoDataFrame:
        """Return provinces (level close or full). Index: ISO 3166-2. Columns: name_en, name_ru, geometry."""
        if level not in {"close", "full"}:
            raise UnknownValueError("level", level, ("close", "full"))
        name = "full/provinces.geojson.gz" if level == "full" else "screen/provinces.close.json"
        return self._frame(("provinces", level), lambda: read_named(self.data_dir, name))

    def pieces(self, pov: str, level: str = "far") -> gpd.GeoDataFrame:
        """Return the pieces. Index: id. Columns: name_en, name_ru, iso3, disputed, geometry."""
        assign = self._view(pov).assign
        self._level(level)

        def make() -> gpd.GeoDataFrame:
            shapes = (
                self._units()
                if level == "full"
                else read_shapes(self.data_dir, f"screen/pieces.{level}.json")
            )
            rows = [
                {
                    "id": piece.id, "name_en": piece.names["en"], "name_ru": piece.names["ru"],
                    "iso3": assign[piece.id], "disputed": piece.disputed, "geometry": shapes[piece.id],
                }
                for piece in self.pieces_by_id.values()
            ]  # fmt: skip
            return as_frame(rows)

        return self._frame(("pieces", pov, level), make)

    def disputed(
        self, as_of: dt.date | None = None, pov: str | None = None, level: str = "close"
    ) -> gpd.GeoDataFrame:
        """Return disputed lines, with a date only those that held on that day.

        Index: id. Columns: name_en, name_ru, kind, sides, start, end (partial dates, half-open),
        povs (empty: all), geometry. ``pov`` leaves out lines that another point of view shows.
        """
        self._level(level)
        name = "disputed.geojson" if level == "full" else f"screen/disputed.{level}.json"
        frame = self._frame(("disputed", level), lambda: read_named(self.data_dir, name))
        keep = [
            (as_of is None or covers(row["start"], row["end"], as_of))
            and (pov is None or not row["povs"] or self._view(pov).id in row["povs"])
            for _, row in frame.iterrows()
        ]
        return frame[keep]

    def areas(self, pov: str | None = None) -> gpd.GeoDataFrame:
        """Return named areas. Index: id. Columns: name_en, name_ru, source, approximate, ref, note, geometry."""
        view = self._view(pov or self.default_point_of_view).id
        return self._frame(
            ("areas", view), lambda: read_named(self.data_dir, f"screen/areas.{view}.close.json")
        )

    def background(self, level: str = "far") -> dict[str, gpd.GeoDataFrame]:
        """Return ``land`` (all land outside the countries), ``lakes`` and ``rivers``; index: name or id."""
        if level not in {"far", "close"}:
            raise UnknownValueError("level", level, ("far", "close"))
        return {
            kind: self._frame(
                (kind, level), partial(read_named, self.data_dir, f"screen/{kind}.{level}.json")
            )
            for kind in ("land", "lakes", "rivers")
        }

    def relief(self) -> tuple[Relief, bytes]:
        """Return where the shaded relief lies, and its picture (PNG)."""
        return read_relief(self.data_dir)

    def geometry(self, ref: str, pov: str, level: str = "close") -> BaseGeometry:
        """Return the geometry of a reference; countries and borders in the detail of a level.

        ``country:UZB``, ``countries:KAZ,UZB``, ``border:AFG-TJK``, ``borders:…``, ``province:KG-O``,
        ``provinces:KG-O,KG-J``, ``area:fergana_valley``, ``areas:…``; several are united.

        Raises
        ------
        UnknownValueError
            Where the family, a code or the point of view is unknown.
        """
        self._view(pov)
        key = ("ref", ref, pov, level)
        with self._lock:
            if key not in self._cache:
                self._cache[key] = self._resolve(ref, pov, level)
            found: BaseGeometry = self._cache[key]
        return found

    def screen_files(self) -> Mapping[str, bytes]:
        """Return the GeoJSON files for browsers by name, such as ``countries.recognised.far.json``."""
        folder = self.data_dir / FOLDER / "screen"
        return MappingProxyType({path.name: path.read_bytes() for path in sorted(folder.glob("*.json"))})

    def _resolve(self, ref: str, pov: str, level: str) -> BaseGeometry:
        families: dict[str, Callable[[], gpd.GeoDataFrame]] = {
            "country": lambda: self.countries(pov, level),
            "border": lambda: self.borders(pov, level),
            "province": self.provinces,
            "area": lambda: self.areas(pov),
        }
        plural = {"countries": "country", "borders": "border", "provinces": "province", "areas": "area"}
        family, _, rest = ref.partition(":")
        one = plural.get(family, family)
        if one not in families:
            raise UnknownValueError("reference", ref, tuple(f"{name}:…" for name in (*families, *plural)))
        frame = families[one]()
        codes = rest.split(",") if family in plural else [rest]
        for code in codes:
            if code not in frame.index:
                raise UnknownValueError(one, code, tuple(frame.index))
        shapes = [frame.geometry[code] for code in codes]
        return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)

    def _countries(self, pov: str, level: str) -> gpd.GeoDataFrame:
        if level == "full":
            assign = self.points_of_view[pov].assign
            parts: dict[str, list[BaseGeometry]] = {}
            for key, shape in self._units().items():
                parts.setdefault(assign.get(key, key), []).append(shape)
            shapes = {code: shapely.coverage_union_all(found) for code, found in parts.items()}
        else:
            shapes = read_shapes(self.data_dir, f"screen/countries.{pov}.{level}.json")
        rows = [
            {
                "id": code, "name_en": record.names["en"], "name_ru": record.names["ru"],
                "reason": record.reason, "lon": record.label[0], "lat": record.label[1],
                "geometry": shapes[code],
            }
            for code, record in self.records.items()
        ]  # fmt: skip
        return as_frame(rows)

    def _borders(self, pov: str, level: str) -> gpd.GeoDataFrame:
        found = read_features(
            self.data_dir,
            "full/borders.geojson.gz" if level == "full" else f"screen/borders.{pov}.{level}.json",
        )
        rows = [
            {
                "id": one["id"], **{key: one["properties"][key] for key in ("a", "b", "drawn_km")},
                "geometry": to_shape(one["geometry"]),
            }
            for one in found
            if pov in one["properties"].get("povs", (pov,))
        ]  # fmt: skip
        return as_frame(rows)

    def _units(self) -> dict[str, BaseGeometry]:
        return read_shapes(self.data_dir, "full/units.geojson.gz")

    def _frame(self, key: tuple[str, ...], make: Callable[[], gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
        if key[0] in {"countries", "borders"}:
            self._level(key[-1])
        with self._lock:
            if key not in self._cache:
                self._cache[key] = make()
            frame: gpd.GeoDataFrame = self._cache[key]
        return frame

    def _record(self, iso3: str) -> Country:
        if iso3 not in self.records:
            raise UnknownValueError("country", iso3, self.country_codes)
        return self.records[iso3]

    def _view(self, pov: str) -> PointOfView:
        if pov not in self.points_of_view:
            raise UnknownValueError("point of view", pov, tuple(self.points_of_view))
        return self.points_of_view[pov]

    @staticmethod
    def _level(level: str) -> None:
        if level not in LEVELS:
            raise UnknownValueError("level", level, LEVELS)
