"""Every test that is written is run: no folder of tests is passed over, as pytest does with one called "build"."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest

TESTS = Path(__file__).parent


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {part for file in TESTS.rglob("test_*.py") for part in file.relative_to(TESTS).parts[:-1]}
    assert {"build", "ui", "browser"} <= folders
    assert [one for one in sorted(folders) if any(fnmatch(one, pattern) for pattern in passed_over)] == []


def test_the_commands_leave_out_only_what_another_command_runs() -> None:
    lines = (TESTS.parent / "Makefile").read_text("utf-8").splitlines()
    asked = [line.partition(" -m ")[2].partition("pytest")[2] for line in lines if "pytest" in line]
    chosen = {line.partition(' -m "')[2].partition('"')[0] for line in asked if ' -m "' in line}
    assert chosen == {"not slow and not build", "slow and not build"}
    assert any(line.strip().endswith("-m build --force-enable-socket") for line in lines)
