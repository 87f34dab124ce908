"""The command line as a whole."""

from __future__ import annotations

import subprocess
import sys

import pytest

import geo
from geo.cli import main
from geo.cli.command import commands
from geo.store import find_data_dir


def test_the_commands_the_atlas_promises_are_there() -> None:
    promised = ["claims", "export", "validate", "build"]
    assert [name for name in commands() if name in promised] == promised


def test_version_names_package_and_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    version = (find_data_dir() / "VERSION").read_text("utf-8").strip()
    assert capsys.readouterr().out == f"geo {geo.__version__}, data {version}\n"


def test_version_without_data_still_answers(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DATA", "/nowhere/at/all")
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"geo {geo.__version__}, data not found\n"


@pytest.mark.parametrize("arguments", [[], ["nope"], ["--nope"]])
def test_a_wrong_call_is_status_two(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    assert "usage: geo" in capsys.readouterr().err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert all(command.id in out and command.summary.split(";")[0] in out for command in commands().values())


def test_the_module_can_be_run() -> None:
    done = subprocess.run([sys.executable, "-m", "geo", "nope"], capture_output=True, check=False, text=True)
    assert done.returncode == 2
    assert "invalid choice: 'nope'" in done.stderr


def test_the_command_line_needs_no_streamlit_or_folium() -> None:
    code = "import sys, geo.cli; from geo.cli.command import commands; commands(); print({'streamlit', 'folium', 'plotly'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "set()\n"


def test_build_hands_over_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    import geo.store.build
    import geo.store.build.gazetteer

    called = []
    monkeypatch.setattr(geo.store.build, "build", called.append)
    monkeypatch.setattr(geo.store.build.gazetteer, "write_gazetteer", called.append)
    assert main(["build", "--data", str(tmp_path)]) == 0
    assert called == [tmp_path, tmp_path]
