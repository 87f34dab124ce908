"""What a container installs is pinned with hashes, agrees with the other lists, and is what is tested here.

No list of known weaknesses can be asked without a network; `make audit` asks one where there is.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.test_requirements import PROJECT, closure, content, pins

ROOT = Path(__file__).resolve().parents[1]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def locked(text: str) -> tuple[dict[str, str], list[str]]:
    """Return the pinned versions of a lock file, and what is wrong with its entries."""
    pinned: dict[str, str] = {}
    wrong: list[str] = []
    for entry in text.replace("\\\n", " ").splitlines():
        if not entry.strip() or entry.lstrip().startswith("#"):
            continue
        head = entry.partition("--hash")[0].strip()
        if entry.startswith("-") or "==" not in head:
            wrong.append(f"{head or entry}: not pinned")
            continue
        requirement = Requirement(head)
        name = canonicalize_name(requirement.name)
        if name in pinned:
            wrong.append(f"{name}: named twice")
        if not HASH.search(entry) or "--hash" in HASH.sub("", entry):
            wrong.append(f"{name}: no hash, or one that is none")
        pinned[name] = next(iter(requirement.specifier)).version
    return pinned, wrong


LOCK, WRONG = locked(content("deploy/requirements.lock"))


def test_everything_in_the_lock_file_is_pinned_and_has_its_hash() -> None:
    assert WRONG == []
    assert len(LOCK) > 40


def test_the_lock_file_holds_all_that_running_needs() -> None:
    assert sorted(closure(PROJECT["dependencies"]) - LOCK.keys()) == [], "run make lock"


@pytest.mark.parametrize("file", ["requirements.txt", "constraints.txt"])
def test_the_lists_agree(file: str) -> None:
    other, _ = pins(content(file))
    both = LOCK.keys() & other.keys()
    assert len(both) > 15
    assert {name: other[name] for name in both} == {name: LOCK[name] for name in both}, "run make lock"


def test_what_is_tested_here_is_what_is_locked() -> None:
    installed = {}
    for name in LOCK:
        try:
            installed[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            installed[name] = "not installed"
    assert installed == LOCK


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a==1 \\\n    --hash=sha256:" + "0" * 64, []),
        ("a==1", ["a: no hash, or one that is none"]),
        ("a==1 --hash=md5:00", ["a: no hash, or one that is none"]),
        ("a>=1 --hash=sha256:" + "0" * 64, ["a>=1: not pinned"]),
        ("-e .", ["-e .: not pinned"]),
        (f"a==1 --hash=sha256:{'0' * 64}\nA==1 --hash=sha256:{'1' * 64}", ["a: named twice"]),
    ],
)
def test_a_loose_entry_is_seen(text: str, wrong: list[str]) -> None:
    assert locked(text)[1] == wrong
