"""The whole build on a small made-up world, and (on request) again from the real sources."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely
from PIL import Image
from shapely import Point

from geo.errors import BuildError, DataError
from geo.store import find_data_dir
from geo.store.boundaries import Boundaries
from geo.store.build import build


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def made(small_world: Path) -> Boundaries:
    build(small_world)
    return Boundaries.load(small_world)


def test_building_twice_gives_the_same_bytes(small_world: Path) -> None:
    build(small_world)
    first = contents(small_world)
    for path in (small_world / "boundaries").rglob("*"):
        if path.is_file() and path.suffix != ".toml":
            path.unlink()
    build(small_world)
    assert contents(small_world) == first
    assert len(first) > 20


def test_order_of_the_source_does_not_matter(small_world: Path, sources: dict[str, Path]) -> None:
    build(small_world)
    first = contents(small_world)
    parsed = json.loads(sources["ne_provinces"].read_text("utf-8"))
    parsed["features"].reverse()
    sources["ne_provinces"].write_text(json.dumps(parsed), encoding="utf-8")
    build(small_world)
    assert contents(small_world) == first


def test_neighbours_are_computed(made: Boundaries) -> None:
    assert {code: record.reason for code, record in made.records.items()} == {
        "AAA": "signatory", "BBB": "neighbour", "CCC": "named",
    }  # fmt: skip
    assert made.neighbours("BBB", "first") == ("AAA", "CCC")
    assert made.names("BBB") | {"en": "Bbb", "ru": "Бе"} == made.names("BBB")
    assert made.label("AAA") == (0.4, 0.5)
    assert made.countries("first", "full").geometry["BBB"].contains(Point(made.label("BBB")))


def test_a_piece_changes_hands(made: Boundaries) -> None:
    for level in ("far", "close", "full"):
        for pov, holder in (("first", "AAA"), ("second", "BBB")):
            frame = made.countries(pov, level)
            assert shapely.coverage_is_valid(frame.geometry.to_numpy())
            assert list(frame.index[frame.contains(Point(0.9, 0.5))]) == [holder]
    # The border moves from the wavy line at 1 E to the straight one at 0.75 E.
    assert made.borders("second", "full").geometry["AAA-BBB"].bounds[::2] == (0.75, 0.75)
    assert made.borders("first").drawn_km["AAA-BBB"] > made.borders("second").drawn_km["AAA-BBB"]
    assert made.borders("second").drawn_km["AAA-BBB"] == pytest.approx(110.6, abs=0.1)


def test_a_border_that_views_share_is_stored_once(made: Boundaries) -> None:
    stored = made.borders("first", "full")
    assert stored.geometry["BBB-CCC"].equals(made.borders("second", "full").geometry["BBB-CCC"])


def test_the_cut_piece(made: Boundaries) -> None:
    notch = made.pieces("first", "full").geometry["notch"]
    assert notch.area == pytest.approx(0.25)
    assert made.countries("first", "full").geometry["BBB"].contains(notch.representative_point())
    line = made.disputed(level="full").geometry["notch_line"]
    assert notch.boundary.covers(line)
    assert list(made.disputed(dt.date(1994, 4, 30)).index) == ["claim_line", "notch_line"]
    assert list(made.disputed(dt.date(1994, 5, 1)).index) == ["claim_line"]


def test_provinces_have_corrected_codes_and_names(made: Boundaries) -> None:
    frame = made.provinces()
    assert list(frame.index) == ["AA-1", "AA-2", "CC-1"]
    assert frame.loc["AA-1", "name_en"] == "First of A"
    assert frame.loc["AA-2", "name_en"] == "A-2"


def test_areas_and_waters(made: Boundaries) -> None:
    areas = made.areas("first")
    assert areas.geometry["vale"].area == pytest.approx(0.25, rel=0.02)
    assert areas.geometry["all"].covers(areas.geometry["vale"])
    waters = made.background("far")
    assert list(waters["lakes"].index) == ["Lake"]
    assert list(waters["rivers"].index) == ["River"]
    assert waters["rivers"].geometry["River"].geom_type == "LineString"
    assert waters["land"].geometry.iloc[0].equals(shapely.box(3, 0, 9, 1))


def test_the_relief_lies_over_its_box(made: Boundaries) -> None:
    relief, content = made.relief()
    assert relief.box == (0.0, 0.0, 3.0, 1.0)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (relief.width, relief.height) == (45, 15)
        grey, opacity = np.moveaxis(np.asarray(picture.convert("LA")), 2, 0).astype(int)
    middle = relief.height // 2
    # The ridge along 1.5 E: light on its western side, shadow on its eastern, nothing beyond its foot.
    assert (grey[middle, 17:21] == 255).all()
    assert (opacity[middle, 17:21] > 0).all()
    assert (grey[middle, 24:28] == 0).all()
    assert (opacity[middle, 24:28] > 0).all()
    assert not opacity[:, 3:12].any()
    assert not opacity[:, 33:42].any()


def test_a_file_of_an_earlier_build_goes(small_world: Path) -> None:
    old = small_world / "boundaries" / "screen" / "old.json"
    old.parent.mkdir()
    old.write_text("{}", encoding="utf-8")
    build(small_world)
    assert not old.exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("recipe.toml", 'province_codes = ["CC-1"]', 'province_codes = ["CC-9"]', "province expected provinces of the source"),
        ("recipe.toml", '[province_fix."A-1"]', '[province_fix."Z-9"]', "province_fix expected adm1_codes of the source"),
        ("recipe.toml", "seed = [0.5, 0.5]", "seed = [1.5, 0.5]", "valley.seed expected a point below"),
        ("recipe.toml", 'ref = "areas:vale,pair"', 'ref = "areas:nowhere"', "ref expected countries, provinces or earlier"),
        ("points_of_view.toml", "cut_at = [1.5, 0.25]", "cut_at = [9.0, 0.25]", "cut_at expected a point inside one face"),
        ("points_of_view.toml", 'cut_by = "notch_line"', 'cut_by = "claim_line"', "cut_by expected a line that ends on"),
        ("points_of_view.toml", 'adm1 = ["A-2"]', 'adm1 = ["A-7"]', "province expected provinces of the source"),
        ("disputed.toml", "lines = [0]", "lines = [7]", "lines expected row numbers below 2"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(small_world: Path, file: str, old: str, new: str, message: str) -> None:
    replace_in(small_world / "boundaries" / file, old, new)
    with pytest.raises(BuildError, match=message):
        build(small_world)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("points_of_view.toml", 'strip = "BBB", ', "", "assign expected exactly"),
        ("points_of_view.toml", "default = true\n", "", "exactly one default"),
        ("points_of_view.toml", "cut_at = [1.5, 0.25]\n", "", "expected together"),
        ("disputed.toml", 'end_source = "another paper"\n', "", "a source for the end date"),
        ("disputed.toml", 'end = "1994-05"', 'end = "1991"', "start before end"),
        ("recipe.toml", "lens_radius = 10.0", "lens_radius = 0", "lens_radius"),
        ("recipe.toml", "quiet = 0.05", "quiet = 0.9", "quiet below full"),
        ("recipe.toml", "lights = 2", "lights = 12", "at most 15 shadows and lights"),
        (
            "recipe.toml",
            "box = [0.0, 0.0, 3.0, 1.0]\npixels",
            "box = [3.0, 0.0, 0.0, 1.0]\npixels",
            "box expected west",
        ),
        ("sources.toml", 'registry = "pypi"', 'registry = "ftp"', "registry"),
    ],
)
def test_what_is_wrong_by_hand_is_a_problem(
    small_world: Path, file: str, old: str, new: str, message: str
) -> None:
    replace_in(small_world / "boundaries" / file, old, new)
    with pytest.raises(DataError, match=rf"boundaries/{file}:-: .*{message}"):
        build(small_world)


@pytest.mark.build
def test_the_shipped_data_is_what_the_sources_give(tmp_path: Path) -> None:
    """Needs the package registries (about 220 MB) and the pinned versions of shapely and GEOS."""
    shipped = find_data_dir() / "boundaries"
    again = tmp_path / "boundaries"
    again.mkdir()
    for path in shipped.glob("*.toml"):
        shutil.copy(path, again)
    build(tmp_path)
    assert contents(again) == contents(shipped)
