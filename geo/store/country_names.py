"""What a country is called: its names and adjectives in a language, from the hand-kept aliases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.model.gazetteer import Aliases, CountryNames
from geo.store.gazetteer import FOLDER
from geo.store.records import read_model

_NONE: Final = CountryNames()


@lru_cache(maxsize=4)
def _aliases(data_dir: Path) -> Mapping[str, CountryNames]:
    path = data_dir / FOLDER / "aliases.toml"
    return read_model(path, Aliases).country if path.is_file() else {}


def country_names(data_dir: Path, code: str, language: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return a country's name in a language with what the aliases add: other names and adjectives.

    Parameters
    ----------
    names
        The country's names by language, as the boundaries have them.

    Raises
    ------
    DataError
        Where the aliases can't be read.
    """
    known = _aliases(data_dir).get(code, _NONE)
    found = [names[language]] if language in names else []
    if language in {"en", "ru"}:
        found += [*getattr(known, language), *getattr(known, f"adjective_{language}")]
        found += getattr(known, f"people_{language}")
    return tuple(dict.fromkeys(found))
