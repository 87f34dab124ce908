"""Make ``data/gazetteer/`` from its pinned sources: places with their names, ready to be matched.

Two tab-separated files are written, compressed without time stamps, so that the same sources give
the same bytes:

=====================  ======================================================================
``places.tsv.gz``      id, name, lon, lat, iso3, province (ISO 3166-2), precision, population, Russian name
``names.tsv.gz``       pattern (folded stem), class of endings, and rows of places with a flag
=====================  ======================================================================

Flags: ``p`` the place's own name, ``a`` another spelling of it, ``x`` another name, ``t`` spelt in
Russian letters by rule, ``b`` a province's name without its type, ``A`` an adjective, ``c`` country; ``w`` besides: an
ordinary word too.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo.errors import DataError
from geo.model.boundary import Recipe, Sources
from geo.model.gazetteer import Aliases
from geo.store.boundaries import Boundaries
from geo.store.boundary_files import read_by_hand
from geo.store.build.cells import Province, read_provinces
from geo.store.build.fetching import default_cache, fetch
from geo.store.build.seats import seated
from geo.store.build.spellings import nearness, russian_name, spellings_of
from geo.store.build.words import CommonWords
from geo.store.build.writing import write
from geo.store.declension import adjective_stems, fold_name, is_cyrillic, patterns
from geo.store.records import build as build_record
from geo.store.records import read_model, read_toml

FOLDER = "gazetteer"

PROVINCE_SIZE = 200_000
"""Population that a province is given: it weighs like a large town."""

CORE = frozenset(["AM", "AZ", "BY", "GE", "KZ", "KG", "TJ", "UZ", "TM", "AF"])
"""ISO 3166-1 alpha-2 codes of the countries of which every place and every spelling is kept."""

LEAST = {"RU": 500, "UA": 3000, "MD": 1000, "LT": 3000, "LV": 3000, "EE": 3000, "MN": 500, "IR": 10000,
         "PK": 5000, "PL": 20000, "TR": 20000, "FI": 20000, "NO": 20000}  # fmt: skip
"""Least population of a kept place by country; elsewhere `LEAST_ELSEWHERE`."""

LEAST_ELSEWHERE = 30_000
WELL_KNOWN = 300_000
"""From this population on, a name that is an ordinary word too counts as the city's first of all."""

PROVINCES_OF = frozenset(
    [
        "AFG",
        "ARM",
        "AZE",
        "BLR",
        "GEO",
        "KAZ",
        "KGZ",
        "TJK",
        "TKM",
        "UZB",
        "RUS",
        "UKR",
        "MDA",
        "CHN",
        "IRN",
        "PAK",
        "TUR",
        "MNG",
        "POL",
        "LTU",
        "LVA",
        "EST",
        "USA",
        "IND",
    ]
)
_TYPES = frozenset(
    [
        "region",
        "province",
        "oblast",
        "district",
        "city",
        "governorate",
        "autonomous",
        "republic",
        "krai",
        "kray",
        "raion",
        "county",
        "voivodeship",
        "of",
        "okrug",
        "область",
        "край",
        "республика",
        "автономная",
        "автономный",
        "район",
        "город",
        "провинция",
        "вилоят",
        "велаят",
        "вилайет",
    ]
)


@dataclass
class Tables:
    """The two tables while they are made; ``names`` maps (pattern, class) to {row: flag}."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    names: dict[tuple[str, str], dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    spelt: dict[str, list[str]] = field(default_factory=dict)

    def place(
        self,
        ident: str,
        name: str,
        at: tuple[float, float],
        iso3: str,
        *,
        precision: str,
        province: str = "",
        size: int = 0,
        russian: str = "",
    ) -> int:
        """Add a place (lon, lat in degrees) and return its row."""
        self.rows.append(
            (ident, name, f"{at[0]:.4f}", f"{at[1]:.4f}", iso3, province, precision, str(size), russian)
        )
        return len(self.rows) - 1

    def call(self, row: int, name: str, flag: str) -> None:
        """Add a name; where a row has it already, the first flag stays."""
        for pattern in patterns(name):
            if len(pattern[0]) > 1:
                self.names[pattern].setdefault(row, flag)

    def adjective(self, row: int, name: str) -> None:
        """Add the Russian adjective of a name, as used before "область" or "район"."""
        for stem in adjective_stems(name):
            self.names[stem, "A"].setdefault(row, "A")


def build_gazetteer(
    data_dir: Path, cache_dir: Path | None = None, *, world: bool = False
) -> dict[str, bytes]:
    """Return the gazetteer's files by name (about a minute).

    Parameters
    ----------
    data_dir
        The data folder: its boundaries give borders their points, and must be built before.
    cache_dir
        Where fetched sources are kept.
    world
        Keep every place of the source and every Latin or Cyrillic spelling: some 12 MB, for texts
        from anywhere; read it with ``ATLAS_GAZETTEER``.

    Raises
    ------
    DataError, BuildError
        Where a file made by hand is wrong, or a source is missing or changed.
    """
    raw = read_toml(data_dir / FOLDER / "sources.toml", f"{FOLDER}/sources.toml")
    own, wrong = build_record(Sources, raw, f"{FOLDER}/sources.toml", "-")
    if own is None:
        raise DataError(wrong)
    shared = read_by_hand(data_dir, "sources.toml", Sources)
    wanted = [one for one in shared.source if one.id in {"ne_countries", "ne_provinces", "iso_subdivisions"}]
    files = fetch([*own.source, *wanted], cache_dir or default_cache())
    tables = Tables()
    codes = _add_countries(
        tables, files["ne_countries"], json.loads(files["geonames_countries"].read_text("utf-8"))
    )
    _add_borders(tables, data_dir)
    fixes = read_by_hand(data_dir, "recipe.toml", Recipe).province_fix
    provinces = [
        one
        for one in read_provinces(files["ne_provinces"], files["iso_subdivisions"], fixes)
        if one.iso3 in PROVINCES_OF and one.names.get("en")
    ]
    tables.spelt = _province_spellings(files["ne_provinces"])
    _add_provinces(tables, provinces)
    cities = list(json.loads(files["geonames_cities"].read_text("utf-8")).values())
    _add_cities(tables, _kept(cities, world), provinces, codes, world)
    aliases = read_model(data_dir / FOLDER / "aliases.toml", Aliases)
    tables.rows = seated(tables.rows, aliases.seat)
    places = "".join("\t".join(row) + "\n" for row in tables.rows)
    words = CommonWords(files["english_words"])
    lines = [
        f"{pattern}\t{group}\t{_refs(tables, rows, words.holds(pattern, group))}\n"
        for (pattern, group), rows in sorted(tables.names.items())
    ]
    return {"places.tsv.gz": places.encode(), "names.tsv.gz": "".join(lines).encode()}


def _refs(tables: Tables, rows: dict[int, str], common: bool) -> str:
    """Return rows with their flags; a well-known city is itself whatever else its name means."""
    return " ".join(
        f"{row}{flag}{'w' if common and flag != 'c' and int(tables.rows[row][7]) < WELL_KNOWN else ''}"
        for row, flag in sorted(rows.items())
    )


def write_gazetteer(data_dir: Path, cache_dir: Path | None = None) -> None:
    """Make the shipped gazetteer again; see `build_gazetteer`."""
    for name, content in build_gazetteer(data_dir, cache_dir).items():
        write(data_dir / FOLDER / name, content)


def write_world_gazetteer(data_dir: Path, folder: Path) -> None:
    """Write a gazetteer of the whole world into a folder, to be named by ``ATLAS_GAZETTEER``."""
    for name, content in build_gazetteer(data_dir, world=True).items():
        write(folder / name, content)


def _add_countries(tables: Tables, file: Path, by_geonames: dict[str, Any]) -> dict[str, str]:
    """Add all countries; returns ISO 3166-1 alpha-2 to alpha-3."""
    codes = {code: record["iso3"] for code, record in by_geonames.items()}
    frame = gpd.read_file(file, encoding="utf-8", ignore_geometry=True).sort_values("ADM0_A3")
    known = set(codes.values())
    for record in frame.to_dict("records"):
        iso3 = {"KOS": "XKX", "PSX": "PSE", "SAH": "ESH", "SDS": "SSD"}.get(
            record["ADM0_A3"], record["ADM0_A3"]
        )
        if iso3 not in known:
            continue
        at = (record["LABEL_X"], record["LABEL_Y"])
        size = int(max(record["POP_EST"], 1))
        row = tables.place(
            f"country:{iso3}",
            record["NAME_EN"],
            at,
            iso3,
            precision="country",
            size=size,
            russian=record["NAME_RU"] or "",
        )
        for name in (record["NAME_EN"], record["NAME"], record["NAME_LONG"], record["NAME_RU"]):
            if name and not name.endswith(".") and len(name) > 3:
                tables.call(row, name, "c")
    return codes


def _add_borders(tables: Tables, data_dir: Path) -> None:
    """Add every shared border that any point of view draws, at the middle of its longest line."""
    boundaries = Boundaries.load(data_dir)
    done: set[str] = set()
    for view in boundaries.points_of_view:
        for ident, record in boundaries.borders(view, "close").sort_index().iterrows():
            if ident in done:
                continue
            done.add(str(ident))
            parts = shapely.get_parts(record.geometry)
            middle = parts[int(np.argmax(shapely.length(parts)))].interpolate(0.5, normalized=True)
            name = f"{boundaries.names(record.a)['en']} – {boundaries.names(record.b)['en']}"
            russian = f"{boundaries.names(record.a)['ru']} – {boundaries.names(record.b)['ru']}"
            pair = f"{record.a},{record.b}"
            tables.place(
                f"border:{ident}", name, (middle.x, middle.y), pair, precision="border", russian=russian
            )


def _province_spellings(file: Path) -> dict[str, list[str]]:
    """Return the further names of every province by Natural Earth's key."""
    found = {}
    for one in json.loads(file.read_text("utf-8"))["features"]:
        raw = one["properties"]
        names = [str(raw[key] or "") for key in ("name", "gn_name", "name_ru")]
        names += [name.strip() for name in re.split(r"[|,]", str(raw["name_alt"] or ""))]
        found[str(raw["adm1_code"])] = [name for name in names if len(name) > 2]
    return found


def _add_provinces(tables: Tables, provinces: list[Province]) -> None:
    for one in sorted(provinces, key=lambda one: one.adm1):
        shape = one.geometry
        at = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
        row = tables.place(
            f"province:{one.code}",
            one.names["en"],
            (at.x, at.y),
            one.iso3,
            province=one.code,
            precision="province",
            size=PROVINCE_SIZE,
            russian=one.names.get("ru", ""),
        )
        own = {_bare(name) for name in one.names.values() if name}
        further = [
            name
            for name in tables.spelt.get(one.adm1, ())
            if any(nearness(_bare(name), known) >= 0.6 for known in own)
        ]
        for name in dict.fromkeys([*filter(None, one.names.values()), *further]):
            bare = _bare(name)
            typed = bare != fold_name(name)
            tables.call(row, name, "p" if typed else "b")
            if is_cyrillic(bare):
                tables.adjective(row, bare)
            elif bare and typed:
                tables.call(row, bare, "b")


def _bare(name: str) -> str:
    """Return a province's folded name without its type."""
    return " ".join(word for word in fold_name(name).split() if word not in _TYPES)


def _kept(cities: list[dict[str, Any]], world: bool) -> list[dict[str, Any]]:
    def keep(city: dict[str, Any]) -> bool:
        country = city["countrycode"]
        if world or country in CORE or (country == "CN" and city["admin1code"] == "13"):
            return True
        return bool(city["population"] >= LEAST.get(country, LEAST_ELSEWHERE))

    return sorted(filter(keep, cities), key=lambda city: int(city["geonameid"]))


def _add_cities(
    tables: Tables,
    cities: list[dict[str, Any]],
    provinces: gpd.GeoDataFrame,
    codes: dict[str, str],
    world: bool,
) -> None:
    points = shapely.points([city["longitude"] for city in cities], [city["latitude"] for city in cities])
    inside, around = shapely.STRtree([one.geometry for one in provinces]).query(points, predicate="within")
    province = {
        place: provinces[where].code for place, where in zip(inside.tolist(), around.tolist(), strict=True)
    }
    for number, city in enumerate(cities):
        at = (city["longitude"], city["latitude"])
        core = city["countrycode"] in CORE
        spellings = spellings_of(city, core or world)
        row = tables.place(
            f"geonames:{city['geonameid']}", city["name"], at, codes.get(city["countrycode"], ""),
            province=province.get(number, ""), precision="settlement", size=city["population"], russian=russian_name(spellings),
        )  # fmt: skip
        tables.call(row, city["name"], "p")
        for name, flag in spellings:
            tables.call(row, name, flag)
            if core and is_cyrillic(name) and flag == "a":
                tables.adjective(row, name)
