"""Files with the same bytes for the same input."""

from __future__ import annotations

import gzip
import json

import pytest
from shapely import LineString, Polygon

from geo.store.build.writing import canonical, collection, compact_json, feature, sha256_of, write

SQUARE = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]


def test_start_and_direction_of_a_ring_do_not_matter() -> None:
    turned = [*SQUARE[2:], *SQUARE[:2]]
    made = {
        compact_json(feature("a", Polygon(ring), {}, 4))
        for ring in (SQUARE, turned, SQUARE[::-1], turned[::-1])
    }
    assert len(made) == 1


def test_rings_turn_as_rfc_7946_asks() -> None:
    hole = [(0.2, 0.2), (0.4, 0.2), (0.4, 0.4)]
    drawn = canonical(Polygon(SQUARE[::-1], [hole]), 4)
    assert drawn.exterior.is_ccw
    assert not drawn.interiors[0].is_ccw


def test_lines_have_one_direction() -> None:
    assert canonical(LineString([(1, 1), (0, 0)]), 4).wkt == canonical(LineString([(0, 0), (1, 1)]), 4).wkt


def test_collection_is_ordered_and_json_is_utf8() -> None:
    features = [feature(key, Polygon(SQUARE), {"name": "Киргизия"}, 4) for key in ("b", "a")]
    content = compact_json(collection(features))
    assert [one["id"] for one in json.loads(content)["features"]] == ["a", "b"]
    assert "Киргизия".encode() in content
    assert content.endswith(b"}\n")


def test_nan_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        compact_json({"x": float("nan")})


def test_gzip_has_no_time_stamp(tmp_path) -> None:
    first, second = tmp_path / "one.gz", tmp_path / "sub" / "two.gz"
    write(first, b"data")
    write(second, b"data")
    assert sha256_of(first) == sha256_of(second)
    assert first.read_bytes()[4:8] == b"\0\0\0\0"
    assert gzip.decompress(first.read_bytes()) == b"data"
