"""``geo validate``: every problem on its line, and a status that scripts can rely on."""

from __future__ import annotations

import shutil

import pytest

from geo.cli import main
from geo.store import find_data_dir
from tests.conftest import World, write_json


@pytest.fixture
def clean(world_folder: World) -> World:
    """The tests' world with the shipped places too, so that the shipped taxonomy finds its seats."""
    for path in (find_data_dir() / "places").glob("*.json"):
        if not (world_folder.data / "places" / path.name).exists():
            shutil.copy(path, world_folder.data / "places")
    return world_folder


def test_clean_data_is_one_line_and_status_zero(clean: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--data", str(clean.data), "--texts", str(clean.articles)]) == 0
    captured = capsys.readouterr()
    assert captured.out.count("\n") == 1
    assert captured.out.startswith("no problems in 8 claims of 2 texts")
    assert captured.out.endswith("passages verified in 2 of 2 texts\n")
    assert captured.err == ""


def test_each_problem_is_one_line_and_status_one(clean: World, capsys: pytest.CaptureFixture[str]) -> None:
    clean.change_claim(1, kind="rumour", parties=["SPECTRE"])
    clean.change_place("osh", geometry={"type": "Point", "coordinates": [0, 0]})
    assert main(["validate", "--data", str(clean.data)]) == 1
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert lines[0] == "places/osh.json:osh: geometry expected a point in KGZ, got (0.0, 0.0)"
    assert lines[2].endswith("parties expected a country or organisation, got 'SPECTRE'")
    assert len(lines) == 3
    assert captured.err == "3 problems\n"


def test_the_articles_may_be_named_by_the_environment(
    clean: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (clean.articles / "beta-2011.txt").write_text("Something else.", "utf-8")
    monkeypatch.setenv("ATLAS_TEXTS", str(clean.articles))
    assert main(["validate", "--data", str(clean.data)]) == 1
    assert "beta-2011-001: sha256 expected that of the passage at hand" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_a_wrong_call(clean: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--texts", str(clean.data / "nowhere")]) == 2
    assert "--texts expected a folder that exists" in capsys.readouterr().err
    assert main(["validate", "--data", str(clean.data / "nowhere")]) == 2
    assert "--data expected a folder that exists" in capsys.readouterr().err


def test_a_line_break_in_the_data_does_not_break_a_line(
    clean: World, capsys: pytest.CaptureFixture[str]
) -> None:
    write_json(clean.data / "places" / "osh.json", {"id": "osh\nplaces/x.json:x: all is well"})
    assert main(["validate", "--data", str(clean.data)]) == 1
    assert all(": " in line and " expected " in line for line in capsys.readouterr().out.splitlines())
