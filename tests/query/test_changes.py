"""What a link made with older data is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geo.i18n import language
from geo.query.changes import changes_in, changes_said, changes_since
from geo.store import Dataset
from tests.store.test_change_log import log

LOG = log(
    ("2026.12.0", [("a-001", "corrected"), ("a-002", "withdrawn"), ("a-004", "withdrawn"), ("a-006", "added")]),
    ("2026.9.0", [("a-001", "added"), ("a-002", "corrected"), ("a-003", "corrected"), ("a-004", "added"), ("a-006", "withdrawn")]),
    ("2026.2.0", [("a-005", "added")]),
)  # fmt: skip


def ids(since: str) -> tuple[list[str], list[str], list[str]]:
    found = changes_in(LOG, since)
    assert found.known
    added, withdrawn, corrected = (
        [change.claim for change in part] for part in (found.added, found.withdrawn, found.corrected)
    )
    return added, withdrawn, corrected


def test_the_net_effect_is_told() -> None:
    # Added then corrected is added; corrected then withdrawn is withdrawn; added then withdrawn is nothing;
    # withdrawn and added again is corrected.
    assert ids("2026.2.0") == (["a-001"], ["a-002"], ["a-003", "a-006"])
    assert ids("2026.9.0") == (["a-006"], ["a-002", "a-004"], ["a-001"])


def test_nothing_has_changed_since_the_newest() -> None:
    found = changes_in(LOG, "2026.12.0")
    assert found.known
    assert not found


@pytest.mark.parametrize("version", ["2026.10.0", "1999.1.0", "2030.1.0", "", "<img src=x>"])
def test_of_an_unknown_version_nothing_is_claimed(version: str) -> None:
    found = changes_in(LOG, version)
    assert not found.known
    assert not found


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_changes_are_said_a_line_each(world: Dataset, tag: str) -> None:
    found = changes_in(LOG, "2026.9.0")
    lines = changes_said(world, found, language(tag))
    assert len(lines) == 5
    assert "2026.9.0" in lines[0]
    assert world.version in lines[0]
    for line, claim in zip(lines[1:], ("a-006", "a-002", "a-004", "a-001"), strict=True):
        assert claim in line
        assert {"en": "Why.", "ru": "Почему."}[tag] in line
    heads = {
        changes_said(world, changes_in(LOG, since), language(tag)) for since in ("2026.12.0", "2011.1.0")
    }
    assert len(heads) == 2
    assert all(len(head) == 1 for head in heads)


def test_the_log_is_read_from_the_data(world: Dataset, tmp_path: Path) -> None:
    assert changes_since(world, world.version).known
    (tmp_path / "changes.toml").write_text(
        '[[version]]\nid = "2030.1.0"\nnote = { en = "a", ru = "b" }\n', "utf-8"
    )
    assert not changes_since(replace(world, data_dir=tmp_path), world.version).known
