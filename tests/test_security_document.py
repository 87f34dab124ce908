"""Every test that SECURITY.md names is there, so that its promises stay held."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NAMED = re.compile(r"`(tests/[\w/.]+\.py)::(\w+)`")


def missing(text: str) -> list[str]:
    """Return the tests that a text names and that are not there."""
    found = []
    for file, name in NAMED.findall(text):
        path = ROOT / file
        tests = (
            {
                node.name
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.FunctionDef)
            }
            if path.exists()
            else set()
        )
        if name not in tests:
            found.append(f"{file}::{name}")
    return found


def test_every_promise_is_held_by_a_test_that_exists() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert len(NAMED.findall(text)) > 25
    assert missing(text) == []


@pytest.mark.parametrize("named", ["tests/test_lock.py::test_nothing", "tests/nowhere.py::test_it"])
def test_a_promise_without_a_test_is_seen(named: str) -> None:
    assert missing(f"held by `{named}`") == [named]
