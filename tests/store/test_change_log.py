"""The log of changes is held against the data that it stands in."""

from __future__ import annotations

import pytest

from geo.errors import DataError
from geo.model.change import ChangeLog
from geo.store import Dataset
from geo.store.changes import load_changes, problems
from geo.store.validate import problems as all_problems
from tests.conftest import World

NOTE = {"en": "Why.", "ru": "Почему."}


def log(*versions: tuple[str, list[tuple[str, str]]]) -> ChangeLog:
    return ChangeLog.model_validate({
        "version": [
            {"id": name, "note": NOTE, "change": [{"claim": claim, "change": sort, "note": NOTE} for claim, sort in changes]}
            for name, changes in versions
        ]
    })  # fmt: skip


def said(
    found: ChangeLog, version: str = "2026.2.0", claims: tuple[str, ...] = ("a-001", "a-002")
) -> list[str]:
    return [str(problem) for problem in problems(found, version, claims)]


def test_the_shipped_log_fits_the_shipped_data(atlas: Dataset) -> None:
    found = load_changes(atlas.data_dir)
    assert found.version[0].id == atlas.version
    assert problems(found, atlas.version, atlas.claims_by_id) == []


def test_a_right_log_has_no_problems() -> None:
    assert (
        said(
            log(
                ("2026.2.0", [("a-002", "added"), ("a-003", "withdrawn")]),
                ("2025.11.0", [("a-003", "added")]),
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ((("2026.1.0", []),), "id expected 2026.2.0, as VERSION says, in the first entry, got '2026.1.0'"),
        ((("2026.2.0", []), ("2026.11.0", [])), "id expected a version before 2026.2.0, got '2026.11.0'"),
        ((("2026.2.0", []), ("2026.2.0", [])), "id expected a version before 2026.2.0, got '2026.2.0'"),
        ((("2026.2.0", [("a-009", "added")]),), "change.claim expected a claim's id, got 'a-009'"),
        ((("2026.2.0", [("a-009", "corrected")]),), "change.claim expected a claim's id, got 'a-009'"),
        ((("2026.2.0", [("a-001", "withdrawn")]),), "change.claim expected a claim that is no longer there, got 'a-001'"),
        ((("2026.2.0", [("a-001", "added"), ("a-001", "corrected")]),), "change.claim expected a claim once a version, got 'a-001'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(
    versions: tuple[tuple[str, list[tuple[str, str]]], ...], expected: str
) -> None:
    assert any(
        line.startswith("changes.toml:") and line.endswith(expected) for line in said(log(*versions))
    ), said(log(*versions))


def test_a_later_word_settles_an_earlier_one() -> None:
    assert said(log(("2026.2.0", [("a-003", "withdrawn")]), ("2026.1.0", [("a-003", "corrected")]))) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "changes.toml:-: version expected a value, got nothing"),
        ('[[version]]\nid = "one"\nnote = { en = "a", ru = "b" }', "version.0.id expected"),
        ('[[version]]\nid = "2020.1.0"\nnote = { en = "a" }', "version.0.note expected"),
        ("[[version", "changes.toml:-: file expected UTF-8 TOML"),
    ],
)
def test_validate_reads_the_log(world_folder: World, content: str, expected: str) -> None:
    (world_folder.data / "changes.toml").write_text(content, "utf-8")
    found = [str(problem) for problem in all_problems(world_folder.data)]
    assert any(expected in line for line in found), found
    with pytest.raises(DataError):
        load_changes(world_folder.data)


def test_validate_holds_the_log_against_the_data(world_folder: World) -> None:
    def about_the_log() -> list[str]:
        return [str(problem) for problem in all_problems(world_folder.data) if problem.file == "changes.toml"]

    assert about_the_log() == []
    path = world_folder.data / "changes.toml"
    change = '[[version.change]]\nclaim = "alpha-2010-099"\nchange = "added"\nnote = { en = "a", ru = "b" }\n'
    path.write_text(path.read_text("utf-8") + change, "utf-8")
    assert about_the_log() == [
        "changes.toml:2020.1.0: change.claim expected a claim's id, got 'alpha-2010-099'"
    ]
    path.unlink()
    assert about_the_log() == ["changes.toml:-: file expected to exist, got no such file"]
