"""Files become models; every failure becomes a problem that names file, record and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import DataError
from geo.model.base import Model
from geo.store.records import build, read_json, read_model, read_text, read_toml


class Thing(Model):
    name: str
    size: int
    parts: tuple[int, ...] = ()


def test_newlines_are_not_translated(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\r\nb\rc\xf0\x9d\x84\x9e")
    assert read_text(tmp_path / "a.txt") == "a\r\nb\rc𝄞"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "x.json:-: file expected to exist, got no such file"),
        (b"{", "x.json:-: file expected UTF-8 JSON, got Expecting property name enclosed in double quotes"),
        (b"\xff", "x.json:-: file expected UTF-8 JSON, got 'utf-8' codec can't decode byte 0xff"),
        (b"[" * 100_000, "x.json:-: file expected UTF-8 JSON, got "),
    ],
)
def test_a_file_that_is_no_json_is_named(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_json(tmp_path / "x.json", "x.json")
    assert str(caught.value).startswith(said)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("a = \n")
    with pytest.raises(DataError, match=r"^x\.toml:-: file expected UTF-8 TOML, got "):
        read_toml(tmp_path / "x.toml", "x.toml")


def test_every_problem_of_a_record_is_reported() -> None:
    thing, wrong = build(Thing, {"size": "big", "parts": [1, "x"], "colour": 1}, "things.json", "t1")
    assert thing is None
    assert sorted(str(problem).split(" expected ")[0] for problem in wrong) == [
        "things.json:t1: colour", "things.json:t1: name", "things.json:t1: parts.1", "things.json:t1: size",
    ]  # fmt: skip


def test_a_long_value_is_shortened() -> None:
    _, (problem,) = build(Thing, {"name": "n", "size": "9" * 500 + "x"}, "things.json", "t1")
    assert len(problem.got) == 120
    assert problem.got.endswith("...")


def test_a_whole_file_can_be_one_record(tmp_path: Path) -> None:
    folder = tmp_path / "things"
    folder.mkdir()
    (folder / "a.toml").write_text('name = "a"\nsize = 1\n')
    (folder / "b.json").write_text('{"name": "b"}')
    assert read_model(folder / "a.toml", Thing) == Thing(name="a", size=1)
    with pytest.raises(DataError, match=r"^things/b\.json:b: size expected a value, got nothing"):
        read_model(folder / "b.json", Thing)
