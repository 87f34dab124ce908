"""Discovery: one module a part, and a malformed module is named."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo.errors import RegistryError, UnknownValueError
from geo.registry import discover, lookup


@dataclass(frozen=True)
class Thing:
    id: str
    order: int = 0


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest):
    """Return a function that writes a package of modules and gives its name."""
    name = f"parts_{abs(hash(request.node.name))}"
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(sys.modules, "thing_for_tests", sys.modules[__name__])

    def write(**modules: str) -> str:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        for module, code in modules.items():
            (folder / f"{module}.py").write_text(f"from thing_for_tests import Thing\n{code}\n")
        return name

    yield write
    for module in [key for key in sys.modules if key.split(".")[0] == name]:
        del sys.modules[module]


def test_parts_are_found_by_order_then_id(package) -> None:
    name = package(b="PART = Thing('bee', 2)", a="PART = Thing('zoo', 1)", c="PART = Thing('ant', 2)")
    assert list(discover(name, "PART", Thing)) == ["zoo", "ant", "bee"]


def test_private_modules_are_not_parts(package) -> None:
    name = package(a="PART = Thing('a')", _private="raise RuntimeError('never imported')")
    assert list(discover(name, "PART", Thing)) == ["a"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "PART expected an instance of Thing, got None"),
        ("PART = 'thing'", "PART expected an instance of Thing, got 'thing'"),
        ("PART = Thing", "PART expected an instance of Thing, got <class"),
    ],
)
def test_a_malformed_module_is_named(package, code: str, said: str) -> None:
    name = package(good="PART = Thing('good')", wrong=code)
    with pytest.raises(RegistryError) as caught:
        discover(name, "PART", Thing)
    assert str(caught.value).startswith(f"{name}.wrong: {said}")


def test_an_id_used_twice_names_both_modules(package) -> None:
    name = package(one="PART = Thing('x')", two="PART = Thing('x')")
    with pytest.raises(
        RegistryError, match=rf"^{name}\.two: id expected one not used by {name}\.one, got 'x'$"
    ):
        discover(name, "PART", Thing)


def test_the_result_cannot_be_changed(package) -> None:
    found = discover(package(a="PART = Thing('a')"), "PART", Thing)
    with pytest.raises(TypeError):
        found["b"] = Thing("b")  # type: ignore[index]


def test_lookup_names_the_valid_ids() -> None:
    parts = {"a": Thing("a"), "b": Thing("b")}
    assert lookup(parts, "part", "a").id == "a"
    with pytest.raises(UnknownValueError, match=r"^part expected one of a, b, got 'c'$"):
        lookup(parts, "part", "c")
