"""Read and check ``data/taxonomy/``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from geo.errors import DataError, Problem
from geo.model.base import Modality, Precision
from geo.model.taxonomy import (
    Kind,
    ModalityTerm,
    Organisation,
    PrecisionTerm,
    Status,
    Taxonomy,
    Term,
    Threat,
)  # fmt: skip
from geo.store.records import build, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

T = TypeVar("T", bound="Term | Organisation")

TABLES: Final[Mapping[str, type[Term | Organisation]]] = MappingProxyType({
    "threats": Threat,
    "kinds": Kind,
    "modalities": ModalityTerm,
    "statuses": Status,
    "precisions": PrecisionTerm,
    "organisations": Organisation,
})  # fmt: skip

# These ids stand in the code's own types, so the files must hold exactly them.
_CLOSED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "modalities": get_args(Modality),
    "precisions": get_args(Precision),
    "statuses": ("member", "suspended", "frozen", "former", "observer", "neighbour", "other"),
})  # fmt: skip

_UNIQUE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "threats": ("symbol", "colour"),
    "kinds": ("symbol",),
    "statuses": ("colour",),
})  # fmt: skip


def load_taxonomy(data_dir: Path) -> Taxonomy:
    """Read every vocabulary.

    Raises
    ------
    DataError
        With every problem that `problems` finds.
    """
    taxonomy, wrong = _read(data_dir)
    if wrong:
        raise DataError(wrong)
    return taxonomy


def problems(data_dir: Path) -> list[Problem]:
    """Return everything that is wrong in ``data/taxonomy/``; reads on after each problem."""
    return _read(data_dir)[1]


def _read(data_dir: Path) -> tuple[Taxonomy, list[Problem]]:
    found: list[Problem] = []
    tables: dict[str, Any] = {}
    for name, model in TABLES.items():
        table, wrong = _table(data_dir, name, model)
        tables[name] = MappingProxyType(table)
        found += wrong
    codes, wrong = _codes(data_dir)
    found += wrong
    found += _organisation_problems(tables["organisations"], codes)
    return Taxonomy(**tables, iso3166=codes), found


def _table(data_dir: Path, name: str, model: type[T]) -> tuple[dict[str, T], list[Problem]]:
    file = f"taxonomy/{name}.toml"
    try:
        raw = read_toml(data_dir / "taxonomy" / f"{name}.toml", file)
    except DataError as error:
        return {}, list(error.problems)
    terms: dict[str, T] = {}
    found: list[Problem] = []
    for key, item in raw.items():
        record = {"id": key, **item} if isinstance(item, dict) else item
        term, wrong = build(model, record, file, key)
        found += wrong
        if term is not None:
            terms[key] = term
    if name in _CLOSED:
        found += _closed(file, _CLOSED[name], tuple(raw))
    for field in _UNIQUE.get(name, ()):
        found += _repeated(file, field, tuple(terms.values()))
    return terms, found


def _closed(file: str, wanted: Sequence[str], present: Sequence[str]) -> list[Problem]:
    missing = [Problem(file, key, "id", "to be defined", "nothing") for key in wanted if key not in present]
    return missing + [
        Problem.of(file, key, "id", f"one of {', '.join(wanted)}", key)
        for key in present
        if key not in wanted
    ]


def _repeated(file: str, field: str, terms: Sequence[T]) -> list[Problem]:
    found: list[Problem] = []
    holders: dict[str, str] = {}
    for term in terms:
        value = getattr(term, field)
        if value in holders:
            found.append(
                Problem.of(file, term.id, field, f"a value that {holders[value]} does not have", value)
            )
        holders.setdefault(value, term.id)
    return found


def _codes(data_dir: Path) -> tuple[frozenset[str], list[Problem]]:
    file = "taxonomy/iso3166.toml"
    try:
        raw = read_toml(data_dir / "taxonomy" / "iso3166.toml", file)
    except DataError as error:
        return frozenset(), list(error.problems)
    codes = raw.get("alpha3")
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        return frozenset(), [Problem.of(file, "-", "alpha3", "a list of codes", codes)]
    return frozenset(codes), [
        Problem.of(file, "-", "alpha3", "three capital letters", code)
        for code in codes
        if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper())
    ]


def _organisation_problems(organisations: Mapping[str, Organisation], codes: frozenset[str]) -> list[Problem]:
    file = "taxonomy/organisations.toml"
    found = [Problem.of(file, key, "id", "no country's code", key) for key in organisations if key in codes]
    found += [
        Problem.of(file, key, "parent", "an organisation's id", item.parent)
        for key, item in organisations.items()
        if item.parent is not None and item.parent not in organisations
    ]
    return found
