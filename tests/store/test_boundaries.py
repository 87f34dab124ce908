"""The shipped boundary data: validity, coverage, lengths, areas, points of view, hashes."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image
from shapely import Point

from geo.errors import DataError, UnknownValueError
from geo.model.boundary import DisputedLines, Manifest, Recipe, Sources
from geo.store import find_data_dir
from geo.store.boundaries import Boundaries
from geo.store.boundary_files import read_by_hand, read_relief
from geo.store.build.writing import sha256_of

DATA = find_data_dir()
POVS = ("recognised", "defacto")
LEVELS = ("far", "close", "full")
NINE = {"ARM", "AZE", "BLR", "GEO", "KAZ", "KGZ", "RUS", "TJK", "UZB"}
SIMFEROPOL = Point(34.1, 44.95)
SUKHUMI = Point(41.05, 43.01)
TSKHINVALI = Point(43.97, 42.22)
BAIKONUR = Point(63.3, 45.95)
SCREEN = sorted(path.name for path in (DATA / "boundaries" / "screen").glob("*.json"))


@pytest.fixture(scope="module")
def atlas() -> Boundaries:
    return Boundaries.load(DATA)


def equal_area_km2(frame: gpd.GeoDataFrame) -> dict[str, float]:
    # Lambert cylindrical equal area: areas are comparable, shapes are not.
    return (frame.to_crs("ESRI:54034").area / 1e6).to_dict()


def holder(atlas: Boundaries, point: Point, pov: str, level: str = "close") -> list[str]:
    frame = atlas.countries(pov, level)
    return list(frame.index[frame.contains(point)])


def vertices(geometry: shapely.Geometry) -> set[tuple[float, float]]:
    return set(map(tuple, shapely.get_coordinates(geometry).tolist()))


@pytest.mark.parametrize("pov", POVS)
@pytest.mark.parametrize("level", LEVELS)
def test_countries_are_a_valid_coverage(atlas: Boundaries, pov: str, level: str) -> None:
    frame = atlas.countries(pov, level)
    assert frame.crs == "EPSG:4326"
    assert frame.is_valid.all()
    assert not frame.is_empty.any()
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    west, _, east, _ = frame.total_bounds
    assert (west, east) == (-180, 180)


def test_a_gap_between_neighbours_would_be_found(atlas: Boundaries) -> None:
    shapes = atlas.countries("recognised").geometry.to_numpy().copy()
    shapes[0] = shapely.transform(shapes[0], lambda old: old * 1.0001)
    assert not shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize("level", ["far", "close"])
def test_countries_with_all_other_land_are_a_coverage(atlas: Boundaries, level: str) -> None:
    land = atlas.background(level)["land"].geometry.to_numpy()
    shapes = np.concatenate([atlas.countries("recognised", level).geometry.to_numpy(), land])
    assert shapely.coverage_is_valid(shapes)


def test_provinces_fit_their_countries(atlas: Boundaries) -> None:
    for level in ("close", "full"):
        provinces = atlas.provinces(level)
        assert provinces.is_valid.all()
        assert shapely.coverage_is_valid(provinces.geometry.to_numpy())
        for prefix, code in {
            "KG": "KGZ",
            "UZ": "UZB",
            "TJ": "TJK",
            "AF": "AFG",
            "AM": "ARM",
            "AZ": "AZE",
        }.items():
            whole = atlas.countries("recognised", level).geometry[code]
            united = shapely.coverage_union_all(
                [one for key, one in provinces.geometry.items() if str(key).startswith(prefix)]
            )
            assert united.symmetric_difference(whole).area == 0


def test_the_set_is_the_nine_with_all_neighbours(atlas: Boundaries) -> None:
    codes = set(atlas.country_codes)
    assert {code for code, record in atlas.records.items() if record.reason == "signatory"} == NINE
    expected = {
        "AFG", "CHN", "EST", "FIN", "IRN", "LTU", "LVA", "MNG", "NOR", "PAK", "POL", "PRK", "TKM", "TUR", "UKR",
    }  # fmt: skip
    assert {code for code, record in atlas.records.items() if record.reason == "neighbour"} == expected
    assert codes == NINE | expected | {"IND", "MDA", "SRB", "USA"}


def test_names_and_labels(atlas: Boundaries) -> None:
    assert atlas.names("KGZ")["en"] == "Kyrgyzstan"
    assert atlas.names("KGZ")["ru"] == "Киргизия"
    for pov in POVS:
        for code, geometry in atlas.countries(pov, "far").geometry.items():
            assert geometry.contains(Point(atlas.label(str(code)))), code


@pytest.mark.parametrize("pov", POVS)
@pytest.mark.parametrize("level", LEVELS)
def test_borders_are_what_both_countries_share(atlas: Boundaries, pov: str, level: str) -> None:
    countries = atlas.countries(pov, level).geometry
    borders = atlas.borders(pov, level)
    assert borders.index.is_unique
    for border_id, row in borders.iterrows():
        assert border_id == f"{row['a']}-{row['b']}"
        assert row["a"] < row["b"]
        own = vertices(row.geometry)
        assert own <= vertices(countries[row["a"]])
        assert own <= vertices(countries[row["b"]])
        assert not (shapely.get_coordinates(row.geometry)[:, 0] == 180).any()


@pytest.mark.parametrize(
    ("border", "km"),
    [("AFG-TJK", 1171), ("AFG-UZB", 137), ("KGZ-TJK", 838), ("KGZ-UZB", 1051), ("KAZ-RUS", 6661)],
)
def test_drawn_lengths(atlas: Boundaries, border: str, km: float) -> None:
    for pov in POVS:
        assert atlas.borders(pov).drawn_km[border] == pytest.approx(km, rel=0.005)


def test_levels_agree_on_lengths_and_pairs(atlas: Boundaries) -> None:
    for pov in POVS:
        full = atlas.borders(pov, "full").drawn_km.to_dict()
        for level in ("far", "close"):
            assert atlas.borders(pov, level).drawn_km.to_dict() == full


def test_neighbours_follow_from_borders(atlas: Boundaries) -> None:
    assert set(atlas.neighbours("UZB", "recognised")) == {"AFG", "KAZ", "KGZ", "TJK", "TKM"}
    assert set(atlas.neighbours("AFG", "recognised")) == {"CHN", "IRN", "PAK", "TJK", "TKM", "UZB"}
    for pov in POVS:
        pairs = {tuple(sorted((a, b))) for a in atlas.country_codes for b in atlas.neighbours(a, pov)}
        assert {f"{a}-{b}" for a, b in pairs} == set(atlas.borders(pov).index)
    assert "border:AFG-TJK" in atlas.border_places


def test_areas_of_countries(atlas: Boundaries) -> None:
    published = {
        "KGZ": 199_951, "TJK": 141_510, "UZB": 448_978, "ARM": 29_743, "GEO": 69_700, "BLR": 207_600,
        "KAZ": 2_724_900, "RUS": 17_098_242,
    }  # fmt: skip
    found = equal_area_km2(atlas.countries("recognised", "full"))
    for code, km2 in published.items():
        assert found[code] == pytest.approx(km2, rel=0.01), code
    for level, tolerance in (("close", 0.002), ("far", 0.01)):
        drawn = equal_area_km2(atlas.countries("recognised", level))
        for code in NINE:
            assert drawn[code] == pytest.approx(found[code], rel=tolerance), (code, level)


@pytest.mark.parametrize("level", LEVELS)
def test_who_holds_what(atlas: Boundaries, level: str) -> None:
    assert holder(atlas, SIMFEROPOL, "recognised", level) == ["UKR"]
    assert holder(atlas, SIMFEROPOL, "defacto", level) == ["RUS"]
    for pov in POVS:
        assert holder(atlas, SUKHUMI, pov, level) == ["GEO"]
        assert holder(atlas, TSKHINVALI, pov, level) == ["GEO"]
        assert holder(atlas, BAIKONUR, pov, level) == ["KAZ"]


def test_points_of_view_differ_by_the_perekop_line(atlas: Boundaries) -> None:
    first, second = (atlas.borders(pov).drawn_km["RUS-UKR"] for pov in POVS)
    assert second - first == pytest.approx(147, abs=1)
    assert list(atlas.points_of_view) == list(POVS)
    assert atlas.default_point_of_view == "recognised"


@pytest.mark.parametrize("level", LEVELS)
def test_pieces(atlas: Boundaries, level: str) -> None:
    pieces = atlas.pieces("defacto", level)
    assert pieces.loc["crimea", "iso3"] == "RUS"
    assert pieces.loc["crimea", "disputed"]
    assert not pieces.loc["baikonur", "disputed"]
    assert pieces.geometry["south_ossetia"].contains(TSKHINVALI)
    assert pieces.geometry["abkhazia"].contains(SUKHUMI)
    countries = atlas.countries("defacto", level).geometry
    for piece, row in pieces.iterrows():
        assert countries[row["iso3"]].covers(row.geometry), piece


def test_disputed_lines_by_date(atlas: Boundaries) -> None:
    line = "karabakh_ceasefire_1994"
    days = {
        dt.date(1994, 5, 11): False, dt.date(1994, 5, 12): True, dt.date(2011, 4, 28): True,
        dt.date(2023, 9, 19): True, dt.date(2023, 9, 20): False,
    }  # fmt: skip
    assert {day: line in atlas.disputed(day).index for day in days} == days
    assert "crimea_line" not in atlas.disputed(dt.date(2010, 8, 1)).index
    assert "crimea_line" in atlas.disputed(dt.date(2014, 4, 1)).index
    assert "abkhazia_line" in atlas.disputed(dt.date(2010, 8, 1)).index
    assert "baikonur_lease" not in atlas.disputed(pov="recognised").index
    assert "baikonur_lease" in atlas.disputed(pov="defacto").index
    assert atlas.disputed().loc["abkhazia_line", "end"] is None


def test_every_disputed_line_is_dated_with_a_source(atlas: Boundaries) -> None:
    lines = read_by_hand(DATA, "disputed.toml", DisputedLines).line
    codes = {*atlas.country_codes, *atlas.pieces_by_id, "JPN"}
    for line in lines:
        assert line.start_source
        assert line.start is not None
        assert set(line.sides) <= codes
        assert set(line.povs) <= set(POVS)
    for level in LEVELS:
        frame = atlas.disputed(level=level)
        assert set(frame.index) == {line.id for line in lines}
        assert frame.is_valid.all()
        assert set(frame.geom_type) <= {"LineString", "MultiLineString"}


def test_lines_of_pieces_lie_on_the_screen_polygons(atlas: Boundaries) -> None:
    for level in ("far", "close"):
        pieces = atlas.pieces("recognised", level).geometry
        lines = atlas.disputed(level=level).geometry
        for line, piece in (
            ("crimea_line", "crimea"), ("abkhazia_line", "abkhazia"),
            ("south_ossetia_line", "south_ossetia"), ("baikonur_lease", "baikonur"),
        ):  # fmt: skip
            assert vertices(lines[line]) <= vertices(pieces[piece])


def test_fergana_valley_is_its_own_area(atlas: Boundaries) -> None:
    areas = atlas.areas()
    assert areas.is_valid.all()
    assert equal_area_km2(areas)["fergana_valley"] == pytest.approx(23_271, rel=0.03)
    valley = areas.geometry["fergana_valley"]
    assert valley.geom_type == "Polygon"
    assert valley.contains(Point(71.78, 40.38))
    assert valley.contains(Point(72.34, 40.78))  # Andijan
    assert not valley.contains(Point(74.59, 42.87))  # Bishkek
    provinces = atlas.geometry("provinces:KG-B,KG-J,KG-O,TJ-SU,UZ-AN,UZ-FA,UZ-NG", "recognised")
    assert provinces.area > 4 * valley.area


def test_areas_are_named_and_approximate(atlas: Boundaries) -> None:
    areas = atlas.areas()
    assert {
        "fergana_valley", "northern_afghanistan", "southern_kyrgyzstan", "central_asia", "south_caucasus", "caucasus",
    } <= set(areas.index)  # fmt: skip
    assert areas.approximate.all()
    assert (areas.name_ru.str.len() > 0).all()
    assert areas.geometry["northern_afghanistan"].contains(Point(67.11, 36.71))  # Mazar-e-Sharif
    assert areas.geometry["southern_kyrgyzstan"].contains(Point(72.8, 40.53))  # Osh
    assert areas.geometry["caucasus"].contains(Point(45.7, 43.32))  # Grozny


@pytest.mark.parametrize(
    ("ref", "kind", "inside"),
    [
        ("country:UZB", "Polygon", Point(64.4, 39.77)),
        ("countries:ARM,AZE", "Polygon", Point(44.5, 40.18)),
        ("province:KG-O", "Polygon", Point(73.2, 40.2)),
        ("provinces:KG-O,KG-J", "Polygon", Point(73.0, 40.93)),
        ("area:fergana_valley", "Polygon", Point(71.78, 40.38)),
        ("areas:fergana_valley,caucasus", "Polygon", Point(45.7, 43.32)),
        ("border:AFG-TJK", "LineString", None),
        ("borders:AFG-TJK,AFG-UZB", "LineString", None),
    ],
)
def test_references(atlas: Boundaries, ref: str, kind: str, inside: Point | None) -> None:
    geometry = atlas.geometry(ref, "recognised")
    assert geometry.is_valid
    assert geometry.geom_type.removeprefix("Multi") == kind
    assert inside is None or geometry.contains(inside)


@pytest.mark.parametrize(
    "ref",
    ["country:XXX", "border:TJK-AFG", "province:KG-Z", "area:nowhere", "city:Osh", "countries:ARM,", ""],
)
def test_an_unknown_reference_names_the_valid_ones(atlas: Boundaries, ref: str) -> None:
    with pytest.raises(UnknownValueError) as caught:
        atlas.geometry(ref, "recognised")
    assert caught.value.valid


def test_unknown_point_of_view_level_and_country(atlas: Boundaries) -> None:
    for call in (
        lambda: atlas.countries("martian"),
        lambda: atlas.countries("recognised", "huge"),
        lambda: atlas.borders("recognised", "huge"),
        lambda: atlas.provinces("far"),
        lambda: atlas.background("full"),
        lambda: atlas.disputed(pov="martian"),
        lambda: atlas.pieces("recognised", "huge"),
        lambda: atlas.names("XXX"),
        lambda: atlas.neighbours("XXX", "recognised"),
        lambda: atlas.neighbours("UZB", "martian"),
    ):
        with pytest.raises(UnknownValueError):
            call()


def test_frames_are_read_once(atlas: Boundaries) -> None:
    assert atlas.countries("recognised") is atlas.countries("recognised", "far")


def test_screen_files_are_small_plain_geojson(atlas: Boundaries) -> None:
    files = atlas.screen_files()
    assert set(files) == set(SCREEN)
    for name, content in files.items():
        parsed = json.loads(content)
        assert parsed["type"] == "FeatureCollection"
        assert all(one["id"] and one["geometry"]["coordinates"] for one in parsed["features"]), name
    packed = {name: len(gzip.compress(content, 9)) for name, content in files.items()}
    for pov in POVS:
        assert packed[f"countries.{pov}.far.json"] <= 90_000
        assert packed[f"countries.{pov}.close.json"] <= 600_000
    assert sum(packed[f"{kind}.far.json"] for kind in ("land", "lakes", "rivers")) <= 100_000
    assert (
        sum(path.stat().st_size for path in (DATA / "boundaries").rglob("*") if path.is_file()) < 15_000_000
    )


@pytest.mark.parametrize("level", ["far", "close"])
def test_background(atlas: Boundaries, level: str) -> None:
    layers = atlas.background(level)
    assert set(layers) == {"land", "lakes", "rivers"}
    assert {"Lake Balkhash", "Issyk-Kul", "Lake Sevan", "South Aral Sea"} <= set(layers["lakes"].index)
    assert {"Amu Darya", "Syr Darya", "Panj", "Naryn", "Volga"} <= set(layers["rivers"].index)
    for kind, frame in layers.items():
        assert frame.is_valid.all()
        wanted = {"LineString", "MultiLineString"} if kind == "rivers" else {"Polygon", "MultiPolygon"}
        assert set(frame.geom_type) <= wanted
    land = layers["land"].geometry.iloc[0]
    caspian = Point(50.5, 41.5)
    assert not land.contains(caspian)
    assert not holder(atlas, caspian, "recognised", level)
    assert land.contains(Point(2.35, 48.85))
    assert land.contains(Point(-55, -10))


def test_the_relief_is_small_and_lies_under_the_background(atlas: Boundaries) -> None:
    relief, content = atlas.relief()
    assert len(content) <= 120_000
    recipe = read_by_hand(DATA, "recipe.toml", Recipe)
    assert shapely.box(*relief.box).contains(shapely.box(*recipe.background_box))
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (relief.width, relief.height)
        opacity = np.asarray(picture.convert("LA"))[:, :, 1]
    west, south, east, north = relief.box

    def mercator(lat: float) -> float:
        return float(np.arctanh(np.sin(np.radians(lat))))

    def share_shaded(lon: float, lat: float) -> float:
        """Return how much of the ground within half a degree is shaded."""
        x = round((lon - west) / (east - west) * relief.width)
        y = round((mercator(north) - mercator(lat)) / (mercator(north) - mercator(south)) * relief.height)
        return float((opacity[y - 7 : y + 8, x - 7 : x + 8] > 0).mean())

    for name, lon, lat in (("Pamir", 73.0, 38.6), ("Caucasus", 43.5, 42.9), ("Hindu Kush", 71.0, 35.8)):
        assert share_shaded(lon, lat) > 0.5, name
    for name, lon, lat in (("Turan", 61.0, 43.0), ("Caspian", 51.0, 42.0), ("Barnaul steppe", 79.0, 53.0)):
        assert share_shaded(lon, lat) < 0.1, name
    assert not opacity[0].any()
    assert not opacity[:, -1].any()


def test_a_relief_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "boundaries"
    folder.mkdir()
    with pytest.raises(DataError, match=r"boundaries/relief\.json:-: file expected to exist"):
        read_relief(tmp_path)
    (folder / "relief.json").write_bytes((DATA / "boundaries" / "relief.json").read_bytes())
    with pytest.raises(DataError, match=r"screen/relief\.png:-: file expected to be readable"):
        read_relief(tmp_path)


def test_every_shipped_file_is_in_the_manifest() -> None:
    folder = DATA / "boundaries"
    manifest = Manifest.model_validate_json((folder / "manifest.json").read_bytes())
    shipped = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del shipped["manifest.json"]
    assert [one.path for one in manifest.file] == sorted(shipped)
    ids = {source.id for source in read_by_hand(DATA, "sources.toml", Sources).source}
    for one in manifest.file:
        assert sha256_of(shipped[one.path]) == one.sha256, one.path
        assert shipped[one.path].stat().st_size == one.bytes
        assert one.licence in {"public domain", "MIT", "MIT and public domain"}
        assert set(one.sources) <= ids
        assert (one.made == "by hand") == (not one.sources) == one.path.endswith(".toml")


def test_the_readme_names_every_source() -> None:
    text = (DATA / "README.md").read_text("utf-8")
    registries = {"pypi": "PyPI", "npm": "npm", "debian": "Debian"}
    gazetteer = Sources.model_validate(
        tomllib.loads((DATA / "gazetteer" / "sources.toml").read_text("utf-8"))
    )
    for source in (*read_by_hand(DATA, "sources.toml", Sources).source, *gazetteer.source):
        row = next(line for line in text.splitlines() if line.startswith(f"| `{source.id}` |"))
        assert f"{registries[source.registry]} {source.package} {source.version}" in row
        assert f"| {source.licence} |" in row


def test_a_broken_folder_gives_problems_not_tracebacks(tmp_path) -> None:
    with pytest.raises(DataError, match=r"boundaries/points_of_view\.toml:-: file expected to exist"):
        Boundaries.load(tmp_path)
    folder = tmp_path / "boundaries"
    folder.mkdir()
    for name in ("points_of_view.toml", "countries.json"):
        (folder / name).write_bytes((DATA / "boundaries" / name).read_bytes())
    broken = Boundaries.load(tmp_path)
    with pytest.raises(DataError, match=r"screen/countries\.recognised\.far\.json:-: file expected to exist"):
        broken.countries("recognised")
    (folder / "screen").mkdir()
    (folder / "screen" / "countries.recognised.far.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="GeoJSON features"):
        broken.countries("recognised")
    (folder / "countries.json").write_text('[{"iso3": "uz"}]', encoding="utf-8")
    with pytest.raises(DataError, match=r"boundaries/countries\.json:0: iso3"):
        Boundaries.load(tmp_path)
