"""``geo export``: a view or everything into a file, in each format; nothing is written where something is wrong."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.cli import main
from geo.query.export import Export, view_of
from geo.render.export import exports
from geo.store import Dataset
from tests.conftest import World


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    monkeypatch.delenv("ATLAS_URL", raising=False)


def test_each_format_is_written(atlas: Dataset, tmp_path: Path) -> None:
    view = "country=ARM&kind=base"
    for name, part in exports().items():
        path = tmp_path / f"out{part.suffix}"
        assert main(["export", "--view", view, "--format", name, str(path)]) == 0
        export = Export(atlas, view_of(atlas, view), dt.date(2026, 1, 2))
        assert path.read_bytes() == b"".join(part.write(export)), name


def test_the_suffix_names_the_format(tmp_path: Path) -> None:
    path = tmp_path / "out.geojson"
    assert main(["export", "--view", "country=ARM", str(path)]) == 0
    assert json.loads(path.read_text("utf-8"))["type"] == "FeatureCollection"


def test_everything_leaves_the_filters_out(world_folder: World, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    call = [
        "export",
        "--data",
        str(world_folder.data),
        "--view",
        "country=KAZ&lang=ru&pov=defacto",
        str(path),
    ]
    assert main(call) == 0
    some = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert main([*call, "--everything"]) == 0
    every = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert (len(some), len(every)) == (2, 8)
    assert {row["atlas_point_of_view_id"] for row in every} == {"defacto"}
    assert {row["atlas_made"] for row in every} == {"2026-01-02"}
    assert "утверждений" in every[0]["atlas_shows"]


def test_links_begin_where_the_atlas_is_served(
    world_folder: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    call = ["export", "--data", str(world_folder.data), str(path)]

    def link() -> str:
        found: str = json.loads(path.read_text("utf-8"))["atlas"]["link"]
        return found

    assert main(call) == 0
    assert link() == "http://localhost:8501/?v=2020.1.0"
    monkeypatch.setenv("ATLAS_URL", "https://example.org/atlas")
    assert main(call) == 0
    assert link() == "https://example.org/atlas/?v=2020.1.0"
    assert main([*call, "--base-url", "https://example.org/b/"]) == 0
    assert link() == "https://example.org/b/?v=2020.1.0"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--view", "country=XXX", "--format", "csv"], "country expected one of AFG, ARM"),
        (["--view", "colour=red", "--format", "csv"], "colour expected one of country, threat"),
        (["--format", "docx"], "--format expected one of json, geojson, csv, jsonld, gpkg, png, svg, pdf, html, got 'docx'"),
        (["--format", "pdf"], "country expected one of AFG, ARM"),
        (["--base-url", "javascript:alert(1)", "--format", "csv"], "--base-url expected an address with http:// or https://"),
        ([], "--format expected one of json"),
    ],
)  # fmt: skip
def test_a_wrong_call_writes_nothing(
    world_folder: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    path = tmp_path / "out.xyz"
    assert main(["export", "--data", str(world_folder.data), *arguments, str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(f"geo export: error: {said}")
    assert captured.out == ""
    assert not path.exists()


def test_a_wrong_day_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "now")
    assert main(["export", str(tmp_path / "out.csv")]) == 2
    assert "SOURCE_DATE_EPOCH expected seconds since 1970, got 'now'" in capsys.readouterr().err


def test_a_file_that_can_not_be_written_is_said(
    world_folder: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "no" / "such" / "folder.csv"
    assert main(["export", "--data", str(world_folder.data), str(path)]) == 2
    assert "OUT expected a file that can be written" in capsys.readouterr().err


def test_an_older_link_says_what_changed(
    world_folder: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = world_folder.data / "changes.toml"
    log.write_text(
        '[[version]]\nid = "2020.1.0"\nnote = { en = "a", ru = "b" }\n'
        '[[version.change]]\nclaim = "beta-2011-002"\nchange = "corrected"\nnote = { en = "Wrong host.", ru = "Не тот хозяин." }\n'
        '[[version]]\nid = "2019.3.0"\nnote = { en = "a", ru = "b" }\n',
        "utf-8",
    )
    call = ["export", "--data", str(world_folder.data), str(tmp_path / "out.csv"), "--view"]
    assert main([*call, "https://example.org/?v=2019.3.0"]) == 0
    assert "Corrected: beta-2011-002. Wrong host." in capsys.readouterr().err
    assert main([*call, "v=2020.1.0"]) == 0
    assert capsys.readouterr().err == ""
    assert main([*call, "v=1066.1.0"]) == 0
    assert "never had" in capsys.readouterr().err


def test_a_pipe_gets_the_bytes(world_folder: World) -> None:
    command = [
        sys.executable,
        "-m",
        "geo",
        "export",
        "--data",
        str(world_folder.data),
        "--format",
        "json",
        "-",
    ]
    env = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, check=True, env=env)
    assert len(json.loads(done.stdout.decode("utf-8"))["claims"]) == 8
    assert done.stderr == b""
