"""``geo claims``: what scripts read."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.cli import main
from geo.query.filter import filters
from geo.query.records import FIELDS
from geo.store import Dataset
from tests.conftest import World


def ids(out: str) -> list[str]:
    return [record["id"] for record in json.loads(out)]


def run(world: World, *arguments: str) -> int:
    return main(["claims", "--data", str(world.data), *arguments])


def test_every_claim_is_printed_with_every_field(
    world_folder: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(world_folder) == 0
    records = json.loads(capsys.readouterr().out)
    assert len(records) == 8
    assert {tuple(record) for record in records} == {FIELDS}


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        (["--text", "beta-2011"], ["beta-2011-001", "beta-2011-002"]),
        (["--country", "USA"], ["alpha-2010-004"]),
        (["--country", "usa,kaz"], ["alpha-2010-004", "beta-2011-001", "beta-2011-002"]),
        (["--country", "USA", "--country", "KAZ"], ["alpha-2010-004", "beta-2011-001", "beta-2011-002"]),
        (["--threat", "social_unrest"], ["alpha-2010-005"]),
        (["--kind", "base"], ["alpha-2010-003"]),
        (["--modality", "forecast,proposal"], ["alpha-2010-004", "beta-2011-002"]),
        (["--as-of", "2010", "--country", "KAZ"], []),
        (["--as-of", "2011-04", "--country", "KAZ"], ["beta-2011-001", "beta-2011-002"]),
        (["--country", "TJK", "--kind", "border"], ["alpha-2010-002"]),
    ],
)
def test_options_choose_claims(
    world_folder: World, capsys: pytest.CaptureFixture[str], arguments: list[str], numbers: list[str]
) -> None:
    assert run(world_folder, *arguments) == 0
    assert ids(capsys.readouterr().out) == numbers


def test_every_filter_is_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--help"]) == 0
    out = capsys.readouterr().out
    for name in filters():
        assert f"--{name.replace('_', '-')} " in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--country", "XXX"], "--country expected one of AFG, ARM, KAZ, KGZ, RUS, TJK, USA, UZB, got 'XXX'"),
        (
            ["--country", "KGZ,XXX"],
            "--country expected one of AFG, ARM, KAZ, KGZ, RUS, TJK, USA, UZB, got 'XXX'",
        ),
        (["--country", ""], "--country expected one of AFG, ARM, KAZ, KGZ, RUS, TJK, USA, UZB, got ''"),
        (["--text", "gamma"], "--text expected one of alpha-2010, beta-2011, got 'gamma'"),
        (
            ["--modality", "rumour"],
            "--modality expected one of fact, assessment, forecast, proposal, got 'rumour'",
        ),
        (["--format", "xml"], "--format expected one of json, geojson, csv, got 'xml'"),
        (["--pov", "martian"], "--pov expected one of recognised, defacto, got 'martian'"),
        (
            ["--as-of", "soon"],
            "--as-of expected a date as YYYY, YYYY-MM or YYYY-MM-DD from 1991 to 2100, got 'soon'",
        ),
        (["--as-of", "2010,2011"], "--as-of expected a single date, got '2010,2011'"),
    ],
)
def test_an_unknown_value_names_the_valid_ones(
    world_folder: World, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(world_folder, *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"geo claims: error: {said}\n"


@pytest.mark.parametrize("arguments", [["--colour", "red"], ["extra"], ["--country"], ["--count", "KGZ"]])
def test_a_wrong_call_is_status_two(
    world_folder: World, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run(world_folder, *arguments) == 2
    assert "error:" in capsys.readouterr().err


def test_formats_agree_on_the_claims(world_folder: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(world_folder, "--format", "json") == 0
    expected = ids(capsys.readouterr().out)
    assert run(world_folder, "--format", "geojson") == 0
    assert [feature["id"] for feature in json.loads(capsys.readouterr().out)["features"]] == expected
    assert run(world_folder, "--format", "csv") == 0
    assert [row["id"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))] == expected


def test_wrong_data_is_named_not_traced(world_folder: World, capsys: pytest.CaptureFixture[str]) -> None:
    world_folder.change_claim(1, modality="rumour")
    assert run(world_folder) == 1
    err = capsys.readouterr().err
    assert "texts/alpha-2010/claims.json:alpha-2010-001: modality expected" in err
    assert "Traceback" not in err


def test_the_point_of_view_changes_the_geometry(atlas: Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    made = {}
    for pov in atlas.boundaries.points_of_view:
        assert main(["claims", "--country", "RUS", "--pov", pov, "--format", "csv"]) == 0
        made[pov] = capsys.readouterr().out
    assert len(set(made.values())) == len(made)


def test_the_shipped_claims_are_all_printed(atlas: Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["id"] for row in rows] == [claim.id for claim in atlas.claims]


def geo(world: World, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "geo", "claims", "--data", str(world.data), *arguments]


def test_output_is_utf8_whatever_the_terminal_says(world_folder: World) -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(geo(world_folder, "--format", "csv"), capture_output=True, check=True, env=env)
    assert "Утверждение" in done.stdout.decode("utf-8")
    assert b"\r\n" not in done.stdout
    assert done.stderr == b""


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    """`geo claims | head -1` on more than a pipe's buffer ends quietly."""
    command = [sys.executable, "-m", "geo", "claims", "--format", "geojson"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


def test_a_new_filter_is_a_new_option(
    world_folder: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Adding a filter is one module: the command line learns of it by discovery."""
    import geo.cli.commands.claims as command
    import geo.query.selection as selecting
    from geo.query.filter import Filter

    long = Filter(
        id="min_length",
        order=99,
        words={"label": {"en": "Length"}},
        widget="multiselect",
        options=lambda _dataset: {"30": {"en": "at least 30"}},
        keep=lambda _dataset, claim, values: claim.end - claim.start >= int(values[0]),
        clause=lambda _dataset, _values, _language: "",
        parse=lambda _dataset, value: value if value == "30" else None,
    )
    known = {**filters(), long.id: long}
    monkeypatch.setattr(command, "filters", lambda: known)
    monkeypatch.setattr(selecting, "filters", lambda: known)
    assert run(world_folder, "--min-length", "30", "--text", "beta-2011") == 0
    assert ids(capsys.readouterr().out) == ["beta-2011-002"]
    assert run(world_folder, "--min-length", "31") == 2
    assert "--min-length expected 30, got '31'" in capsys.readouterr().err
