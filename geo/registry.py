"""Find the parts of the atlas: each part is one module that ends in one typed constant.

A filter, layer, chart, page or export format is added by adding a module to its package; nothing
else is edited. Discovery imports every public module of the package in alphabetical order and
takes the constant by its agreed name.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from geo.errors import RegistryError, UnknownValueError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Part(Protocol):
    """What discovery needs of a part: a stable id, and where it stands among its kind."""

    @property
    def id(self) -> str:
        """Its id, unique among its kind."""

    @property
    def order(self) -> int:
        """Where it stands among its kind; ties go by id."""


P = TypeVar("P", bound=Part)


def discover(package: str, constant: str, kind: type[P]) -> Mapping[str, P]:
    """Collect the parts of a package by id, sorted by ``(order, id)``.

    Parameters
    ----------
    package
        Dotted name of the package to look in; modules whose name starts with ``_`` are skipped.
    constant
        The name that each module must define, for example ``FILTER``.
    kind
        The class that the constant must be an instance of.

    Raises
    ------
    RegistryError
        Where a module lacks the constant, has one of another type, or repeats an id.
    """
    found: dict[str, P] = {}
    owner: dict[str, str] = {}
    for info in sorted(pkgutil.iter_modules(importlib.import_module(package).__path__), key=lambda i: i.name):
        if info.name.startswith("_"):
            continue
        name = f"{package}.{info.name}"
        part = getattr(importlib.import_module(name), constant, None)
        if not isinstance(part, kind):
            msg = f"{name}: {constant} expected an instance of {kind.__name__}, got {part!r}"
            raise RegistryError(msg)
        if part.id in found:
            msg = f"{name}: id expected one not used by {owner[part.id]}, got {part.id!r}"
            raise RegistryError(msg)
        found[part.id] = part
        owner[part.id] = name
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: (item[1].order, item[0]))))


def lookup(parts: Mapping[str, P], what: str, value: str) -> P:
    """Return a part by id, or raise `UnknownValueError` naming the valid ids."""
    try:
        return parts[value]
    except KeyError:
        raise UnknownValueError(what, value, tuple(parts)) from None
