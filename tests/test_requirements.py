"""What is installed is pinned, and every list of it says the same."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def declared(lines: list[str]) -> dict[str, Requirement]:
    found = {}
    for line in lines:
        requirement = Requirement(line)
        found[canonicalize_name(requirement.name)] = requirement
    return found


def lines_of(content: str) -> list[str]:
    """Return the lines of a requirements file, less comments."""
    return [line for raw in content.splitlines() if (line := raw.split("#")[0].strip())]


def pins(content: str) -> tuple[dict[str, str], list[str]]:
    """Return the pinned versions of a requirements file and the lines that pin nothing."""
    pinned: dict[str, str] = {}
    loose: list[str] = []
    for line in lines_of(content):
        if line.startswith("-"):
            continue
        requirement = Requirement(line)
        exact = [spec.version for spec in requirement.specifier if spec.operator == "=="]
        if requirement.url or len(requirement.specifier) != 1 or not exact or "*" in exact[0]:
            loose.append(line)
        else:
            pinned[canonicalize_name(requirement.name)] = exact[0]
    return pinned, loose


def disagreements(wanted: dict[str, Requirement], pinned: dict[str, str]) -> list[str]:
    found = [f"{name} is not pinned" for name in sorted(wanted.keys() - pinned.keys())]
    found += [f"{name} is pinned but not declared" for name in sorted(pinned.keys() - wanted.keys())]
    found += [
        f"{name} is pinned to {pinned[name]}, declared {wanted[name].specifier}"
        for name in sorted(wanted.keys() & pinned.keys())
        if not wanted[name].specifier.contains(pinned[name], prereleases=True)
    ]
    return found


def content(file: str) -> str:
    return (ROOT / file).read_text("utf-8")


def test_requirements_agree_with_pyproject() -> None:
    pinned, loose = pins(content("requirements.txt"))
    assert loose == []
    assert disagreements(declared(PROJECT["dependencies"]), pinned) == []


def test_what_development_needs_is_pinned_too() -> None:
    assert lines_of(content("requirements-dev.txt")) == ["-c constraints.txt", "-e .[dev]"]
    pinned, _ = pins(content("constraints.txt"))
    for extra, lines in PROJECT["optional-dependencies"].items():
        wanted = {
            name: one for name, one in declared(lines).items() if not one.marker or one.marker.evaluate()
        }
        found = [line for line in disagreements(wanted, pinned) if not line.endswith("not declared")]
        assert found == [], extra


def test_disagreement_is_seen() -> None:
    wanted = declared(["a>=2,<3", "b>=1", "d>=1"])
    pinned, loose = pins("a==3.0  # too new\nc==1\nb>=1\nd==1.*\ne @ https://example.org/e.whl\n")
    assert loose == ["b>=1", "d==1.*", "e @ https://example.org/e.whl"]
    assert disagreements(wanted, pinned) == [
        "b is not pinned", "d is not pinned", "c is pinned but not declared", "a is pinned to 3.0, declared <3,>=2",
    ]  # fmt: skip


def test_constraints_pin_everything_once_and_agree() -> None:
    constraints, loose = pins(content("constraints.txt"))
    assert loose == []
    names = [Requirement(line).name for line in lines_of(content("constraints.txt"))]
    assert len(names) == len(set(map(canonicalize_name, names)))
    pinned, _ = pins(content("requirements.txt"))
    assert {name: constraints[name] for name in constraints.keys() & pinned.keys()} == pinned


def closure(names: list[str]) -> set[str]:
    """Return everything that these distributions need here, in turn, as they are installed."""
    seen: set[str] = set()
    queue = [Requirement(name) for name in names]
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        extras = requirement.extras or {""}
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        if name in seen:
            continue
        seen.add(name)
        for line in metadata.distribution(name).requires or ():
            inner = Requirement(line)
            if not inner.marker or any(inner.marker.evaluate({"extra": extra}) for extra in extras):
                inner.marker = None
                queue.append(inner)
    return seen


def test_everything_that_gets_installed_is_pinned() -> None:
    pinned = pins(content("requirements.txt"))[0] | pins(content("constraints.txt"))[0]
    assert sorted(closure(PROJECT["dependencies"]) - pinned.keys()) == []
    assert len(pinned) > len(PROJECT["dependencies"])


def test_the_project_installs_itself_and_nothing_from_elsewhere() -> None:
    for file in ("requirements.txt", "requirements-dev.txt", "constraints.txt"):
        options = [line for line in lines_of(content(file)) if line.startswith("-")]
        assert all(line.split()[0] in {"-e", "-c", "-r"} for line in options), file
    assert "-e ." in lines_of(content("requirements.txt"))


@pytest.mark.parametrize("minor", ["3.11", "3.12"])
def test_supported_pythons_are_declared(minor: str) -> None:
    assert SpecifierSet(PROJECT["requires-python"]).contains(f"{minor}.0")
    assert not SpecifierSet(PROJECT["requires-python"]).contains("3.10.9")
