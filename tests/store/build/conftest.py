"""A small world of boxes as sources: three countries in a row, other land beyond.

::

    y=1 +-------+-------+-------+
        | a1 |s |  b1   |  c1   |        s: a piece that the second point of view gives to BBB
        |    |  |  +-+  |       |        the notch in b1: a piece cut out by a line
    y=0 +-------+--+-+--+-------+--- d1 (other land)
        0       1       2       3
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from PIL import Image
from shapely import LineString, Polygon, box
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.store import build as building
from geo.store.build.layers import _LANGUAGES

VIEWS = """
[[piece]]
id = "strip"
names = { en = "Strip", ru = "Полоса" }
disputed = true
adm1 = ["A-2"]
note = "made up"
[[piece]]
id = "notch"
names = { en = "Notch", ru = "Выемка" }
disputed = true
cut_from = "BBB"
cut_by = "notch_line"
cut_at = [1.5, 0.25]
note = "made up"
[[point_of_view]]
id = "first"
default = true
names = { en = "First", ru = "Первая" }
description = { en = "First.", ru = "Первая." }
assign = { strip = "AAA", notch = "BBB" }
[[point_of_view]]
id = "second"
names = { en = "Second", ru = "Вторая" }
description = { en = "Second.", ru = "Вторая." }
assign = { strip = "BBB", notch = "BBB" }
"""

DISPUTED = """
[[line]]
id = "notch_line"
names = { en = "Notch line", ru = "Линия выемки" }
kind = "ceasefire"
sides = ["notch", "BBB"]
lines = [1]
edge_of = ["notch"]
edge_with = ["BBB"]
start = "1992"
start_source = "a paper"
end = "1994-05"
end_source = "another paper"
[[line]]
id = "claim_line"
names = { en = "Claim", ru = "Притязание" }
kind = "claim"
sides = ["AAA", "CCC"]
lines = [0]
start = "1990"
start_source = "a paper"
"""

RECIPE = """
signatories = ["AAA"]
also_neighbours_of = []
named = ["CCC"]
province_countries = ["AAA"]
province_codes = ["CC-1"]
background_box = [0, 0, 3, 1]
lens_centre = [1.5, 0.5]
lens_radius = 10.0
[level.far]
tolerance = 0.03
places = 4
islet = 0.1
islet_elsewhere = 0.1
provinces = false
[level.close]
tolerance = 0.005
places = 5
islet = 0.01
islet_elsewhere = 0.01
provinces = true
[country_names.BBB]
ru = "Бе"
[river_names]
"Rver" = "River"
[province_fix."A-1"]
en = "First of A"
[valley]
area = "vale"
seed = [0.5, 0.5]
below_m = 1000
window = [0.0, 0.0, 2.0, 1.0]
smooth_degrees = 0.02
[relief]
box = [0.0, 0.0, 3.0, 1.0]
pixels = 15
fade = 0.2
exaggeration = 4.0
shadows = 4
lights = 2
brightest = 0.5
quiet = 0.05
full = 0.8
[[area]]
id = "vale"
names = { en = "Vale", ru = "Дол" }
source = "made up"
[[area]]
id = "pair"
names = { en = "Pair", ru = "Пара" }
ref = "countries:AAA,BBB"
source = "made up"
[[area]]
id = "all"
names = { en = "All", ru = "Все" }
ref = "areas:vale,pair"
source = "made up"
"""

IDS = (
    "ne_countries",
    "ne_provinces",
    "iso_subdivisions",
    "ne_disputed",
    "globe",
    "gmted",
    "ne_lakes",
    "ne_rivers",
)


def wavy(x: float) -> list[tuple[float, float]]:
    """A border from (x, 0) to (x, 1) with small waves, to be simplified."""
    y = np.linspace(0, 1, 50)
    wave = np.where((y > 0) & (y < 1), 0.01 * np.sin(40 * y), 0.0)
    return [(float(x + dx), float(at)) for dx, at in zip(wave, y, strict=True)]


def provinces() -> list[tuple[str, str, str, int, BaseGeometry]]:
    first, second = wavy(1.0), wavy(2.0)
    notch = [(1.75, 0.0), (1.25, 0.0)]
    return [
        ("A-1", "AAA", "AA-OLD", 11, box(0, 0, 0.75, 1)),
        ("A-2", "AAA", "AA-2", 0, Polygon([(0.75, 0), *first, (0.75, 1)])),
        ("B-1", "BBB", "BB-1", 0, Polygon([*first, *second[::-1], *notch])),
        ("C-1", "CCC", "CC-1", 0, Polygon([*second, (3, 1), (3, 0)])),
        ("D-1", "DDD", "DD-1", 0, box(3, 0, 9, 1)),
    ]


@pytest.fixture(scope="session")
def elevation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tile of high ground with a low square from 0.25 to 0.75 degrees; large, so made once."""
    tile = np.full((6000, 10800), 3000, dtype=np.int16)
    tile[49 * 120 + 30 : 49 * 120 + 90, 30:90] = 400
    path = tmp_path_factory.mktemp("elevation") / "tile.npz"
    np.savez_compressed(path, tile)
    return path


@pytest.fixture(scope="session")
def coarse_elevation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole world at 4 arc-minutes, flat at 500 m but for a ridge along 1.5 E, and a sea south of 0."""
    metres = np.full((2610, 5400), 500)
    metres[84 * 15 :] = -4000 + 3990
    across = np.abs((np.arange(5400) + 0.5) / 15 - 180 - 1.5)
    metres[: 84 * 15] += np.maximum(0, 3000 - 6000 * across).astype(int)
    path = tmp_path_factory.mktemp("coarse") / "elevation.png"
    Image.fromarray((metres + 1000).astype(np.uint16)).save(path)
    return path


@pytest.fixture
def sources(tmp_path: Path, elevation: Path, coarse_elevation: Path) -> dict[str, Path]:
    """The source files of the small world."""
    folder = tmp_path / "sources"
    folder.mkdir()
    found = {source_id: folder / source_id for source_id in IDS}
    found["ne_disputed"] = folder / "lines.gpkg"  # GDAL warns about any other ending
    records = [
        {
            "type": "Feature",
            "properties": {
                "adm1_code": adm1, "adm0_a3": country, "iso_3166_2": code, "gn_id": number,
                "name": adm1, "name_en": None, "name_ru": "Провинция",
            },
            "geometry": mapping(geometry),
        }
        for adm1, country, code, number, geometry in provinces()
    ]  # fmt: skip
    found["ne_provinces"].write_text(json.dumps({"features": records}), encoding="utf-8")
    found["iso_subdivisions"].write_text("First\tAA-1\tAA.1\t11\tRegion\n", encoding="utf-8")
    rows = [
        LineString([(0.2, 0.2), (2.8, 0.8)]),
        LineString([(1.25, 0), (1.25, 0.5), (1.75, 0.5), (1.75, 0)]),
    ]
    gpd.GeoDataFrame(geometry=rows, crs="EPSG:4326").to_file(
        found["ne_disputed"], layer="disputed_borders", driver="GPKG"
    )
    waters = {
        "ne_lakes": [("Lake", box(0.2, 0.2, 0.6, 0.6)), ("Puddle", box(0.8, 0.8, 0.805, 0.805)), ("Away", box(50, 50, 51, 51))],
        "ne_rivers": [("Rver", LineString([(0, 0.5), (1, 0.51)])), ("Rver", LineString([(1, 0.51), (2, 0.5)]))],
    }  # fmt: skip
    for source_id, entries in waters.items():
        features = [{"properties": {"name": name}, "geometry": mapping(shape)} for name, shape in entries]
        found[source_id].write_text(json.dumps({"features": features}), encoding="utf-8")
    found["globe"] = elevation
    found["gmted"] = coarse_elevation
    names = {f"NAME_{column}": "Имя" for column in _LANGUAGES.values()}
    table = gpd.GeoDataFrame(
        [
            {"ADM0_A3": code, "NAME": code.title(), **names, "LABEL_X": x, "LABEL_Y": 0.5}
            for code, x in (("AAA", 0.4), ("BBB", 77.0), ("CCC", 2.5))
        ],
        geometry=[box(0, 0, 1, 1)] * 3,
        crs="EPSG:4326",
    )
    parts = folder / "parts"
    parts.mkdir()
    table.to_file(parts / "countries.shp", encoding="utf-8")
    found["ne_countries"] = folder / "ne_countries.zip"
    with zipfile.ZipFile(found["ne_countries"], "w") as packed:
        for part in sorted(parts.iterdir()):
            packed.write(part, part.name)
    return found


@pytest.fixture
def small_world(tmp_path: Path, sources: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the small world's hand-made files; fetching gives its sources."""
    folder = tmp_path / "data" / "boundaries"
    folder.mkdir(parents=True)
    for name, content in (("points_of_view", VIEWS), ("disputed", DISPUTED), ("recipe", RECIPE)):
        (folder / f"{name}.toml").write_text(content, encoding="utf-8")
    entries = [
        f'[[source]]\nid = "{source_id}"\nregistry = "pypi"\npackage = "p"\nversion = "1"\nfile = "f"\n'
        f'sha256 = "{"0" * 64}"\ntitle = "t"\norigin = "o"\nlicence = "public domain"\n'
        'package_licence = "MIT"\nused_for = "tests"\n'
        for source_id in IDS
    ]
    (folder / "sources.toml").write_text("\n".join(entries), encoding="utf-8")
    monkeypatch.setattr(building, "fetch", lambda _sources, _cache: sources)
    return folder.parent
