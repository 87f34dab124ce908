from __future__ import annotations

import gzip
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from geo.render.static_file import StaticFile

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda one: st.lists(one, max_size=3), max_leaves=8
)


@given(raw=st.binary(max_size=300), level=st.integers(0, 9))
def test_the_same_bytes_give_the_same_file_and_name(raw: bytes, level: int) -> None:
    file = StaticFile.of(raw, "text/plain", level)
    assert gzip.decompress(file.gzipped) == file.raw == raw
    assert file == StaticFile.of(raw, "text/plain", level)
    assert re.fullmatch(r"stem\.[0-9a-f]{12}\.txt", file.name("stem", "txt"))
    assert file.name("stem") != StaticFile.of(raw + b"x", "text/plain").name("stem")


@given(value=VALUES)
def test_a_value_comes_back_from_its_file(value: object) -> None:
    file = StaticFile.of_json(value)
    assert file.media_type == "application/json"
    assert json.loads(file.raw) == value
    assert file.name("stem").endswith(".json")
