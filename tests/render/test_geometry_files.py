from __future__ import annotations

import gzip
import hashlib
import json
import math

import pytest
import shapely
from shapely.geometry import mapping, shape

from geo.errors import RenderError
from geo.i18n import languages
from geo.render.geometry_files import geometry_content, geometry_files, geometry_name, pictures
from geo.render.shapes import SCALES, steps
from geo.store import Dataset

FIRST_VIEW = 250 * 1024
"""Bytes, compressed, that the first view may cost."""


def rings(parts: list) -> list:
    """All flat vertex lists of a shape."""
    return [found for part in parts for found in (rings(part) if isinstance(part[0], list) else [part])]


def vertices(flat: list[int]) -> list[tuple[int, int]]:
    lon = lat = 0
    found = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        lon, lat = lon + dx, lat + dy
        found.append((lon, lat))
    return found


def test_names_carry_the_hash_of_the_contents(atlas: Dataset) -> None:
    for name, file in geometry_files(atlas).items():
        stem, digest, suffix = name.rsplit(".", 2)
        assert digest == hashlib.sha256(file.raw).hexdigest()[:12]
        assert gzip.decompress(file.gzipped) == file.raw
        assert file.media_type == {"json": "application/json", "png": "image/png"}[suffix]
        assert suffix == "png" or geometry_name(atlas, stem) == name


def test_the_same_data_gives_the_same_files_and_one_object(atlas: Dataset) -> None:
    assert geometry_files(atlas) is geometry_files(atlas)


def test_unknown_name_is_refused_with_the_known_ones(atlas: Dataset) -> None:
    with pytest.raises(RenderError, match="common_far"):
        geometry_name(atlas, "nothing")


def test_first_view_is_light(atlas: Dataset) -> None:
    for pov in atlas.boundaries.points_of_view:
        for tag in languages():
            names = [geometry_name(atlas, name) for name in ("common_far", f"{pov}_far", f"atlas_{tag}")]
            assert sum(len(geometry_files(atlas)[name].gzipped) for name in names) <= FIRST_VIEW


@pytest.mark.parametrize("level", ["far", "close"])
def test_neighbours_still_share_every_vertex(atlas: Dataset, level: str) -> None:
    families = geometry_content(atlas, f"recognised_{level}")["families"]
    outline = {
        code: {vertex for ring in rings(parts) for vertex in vertices(ring)}
        for code, parts in families["countries"].items()
    }
    for border, parts in families["borders"].items():
        a, b = border.split("-")
        for line in parts:
            assert set(vertices(line)) <= outline[a] & outline[b], border


def test_steps_are_the_shape_to_within_half_a_unit(atlas: Dataset) -> None:
    for code in ("KGZ", "RUS"):
        whole = atlas.boundaries.countries("recognised", "far").geometry[code]
        parts = geometry_content(atlas, "recognised_far")["families"]["countries"][code]
        back = shapely.MultiPolygon([
            (vertices(part[0]), [vertices(hole) for hole in part[1:]]) for part in parts
        ])  # fmt: skip
        back = shapely.transform(back, lambda xy: xy / SCALES["far"])
        assert whole.hausdorff_distance(back) <= math.sqrt(0.5) / SCALES["far"] * 1.001


def test_steps_of_lines_and_collections() -> None:
    line = {"type": "LineString", "coordinates": [[1.0, 2.0], [1.0004, 2.0], [1.5, 1.0]]}
    assert steps(line, 1000) == [[1000, 2000, 500, -1000]]
    mixed = mapping(
        shape({"type": "GeometryCollection", "geometries": [line, {"type": "Point", "coordinates": [0, 0]}]})
    )
    assert steps(mixed, 1000) == steps(line, 1000)
    ring = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    assert steps(ring, 10) == [[[0, 0, 10, 0, 0, 10]]]


def test_catalogue_speaks_its_language(atlas: Dataset) -> None:
    english, russian = (geometry_content(atlas, f"atlas_{tag}") for tag in ("en", "ru"))
    assert english["countries"]["KGZ"]["name"] != russian["countries"]["KGZ"]["name"]
    assert set(english["words"]) == set(russian["words"])
    differ = [key for key in english["words"] if english["words"][key] == russian["words"][key]]
    assert differ == []
    for layer in english["layers"]:
        for token, style in english["layers"][layer]["styles"].items():
            assert ("words" in style) == ("words" in russian["layers"][layer]["styles"][token])


def test_anchors_of_names_lie_in_their_countries(atlas: Dataset) -> None:
    frame = atlas.boundaries.countries("recognised", "far")
    for code, entry in geometry_content(atlas, "atlas_en")["countries"].items():
        for lon, lat in entry["at"]:
            assert frame.geometry[code].buffer(0.05).contains(shapely.Point(lon, lat)), code


def test_files_are_plain_json_or_pictures(atlas: Dataset) -> None:
    for file in geometry_files(atlas).values():
        if file.media_type == "image/png":
            assert file.raw.startswith(b"\x89PNG\r\n\x1a\n")
        else:
            json.loads(file.raw)


def test_the_catalogue_names_the_picture_and_where_it_lies(atlas: Dataset) -> None:
    relief, content = atlas.boundaries.relief()
    west, south, east, north = relief.box
    for tag in languages():
        picture = geometry_content(atlas, f"atlas_{tag}")["layers"]["relief"]["picture"]
        assert geometry_files(atlas)[picture["file"]].raw == content
        assert picture["bounds"] == [[south, west], [north, east]]
    assert list(pictures(atlas)) == [picture["file"]]
