import io
import sys

import pytest

from geo.errors import DataError
from geo.store.articles import read_article


def test_a_file_is_read_as_it_is(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\0a\r\n")
    assert read_article(path, 100) == b"\xff\0a\r\n"


def test_no_more_is_read_than_tells_that_there_is_too_much(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 1000)
    assert len(read_article(path, 100)) == 101


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Osh"), "utf-8"))
    assert read_article(None, 100) == b"Osh"


def test_an_absent_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"nowhere\.txt:-: file expected a readable file"):
        read_article(tmp_path / "nowhere.txt", 100)
