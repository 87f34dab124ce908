"""The gazetteer: every name that reading looks for, and the places that it may mean.

It joins the built tables (`geo.store.build.gazetteer`), the hand-kept ``aliases.toml``, the atlas's
own ``data/places`` and the facilities of ``data/reference``. Coordinates are lon, lat, EPSG:4326.
Nothing of the boundaries' geometry is read, so it loads in well under a second.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geo.errors import DataError, Problem
from geo.model.gazetteer import Aliases
from geo.model.place import Point
from geo.store.declension import adjective_stems, fold_name, is_cyrillic, patterns
from geo.store.places import read_places
from geo.store.records import read_model, read_text
from geo.store.settlements import most_populous

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model.gazetteer import HandPlace, Historical
    from geo.model.place import Place

FOLDER: Final = "gazetteer"

FLAGS: Final = {
    "p": "its own name", "a": "another spelling", "x": "another name", "t": "spelt in Russian letters by rule",
    "b": "province without its type", "A": "adjective of the name", "c": "country's name", "e": "hand-kept name",
    "q": "hand-kept name that needs a cue", "h": "historical name", "d": "adjective of a country",
    "n": "name of a people", "o": "organisation", "r": "region", "g": "seat of a government", "k": "capitals only",
    "w": "an ordinary word too",
}  # fmt: skip
"""What a name is to what it names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place: ``iso3`` may be empty or several, ``province`` is ISO 3166-2 or empty."""

    id: str
    name: str
    lon: float
    lat: float
    iso3: tuple[str, ...]
    province: str
    precision: str
    population: int
    russian: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """Names and places. Share one: it is never changed.

    ``patterns``, ``groups`` and ``refs`` run in parallel: a folded stem, its class of endings, and
    the rows it may mean, each with a flag of `FLAGS` (``"12p 40a"``).
    """

    patterns: list[str] = field(repr=False)
    groups: list[str] = field(repr=False)
    refs: list[str] = field(repr=False)
    organisations: tuple[str, ...]
    historical: dict[str, Historical]
    capitals: dict[int, str]
    _lines: list[str] = field(repr=False)
    _entries: dict[int, Entry] = field(default_factory=dict, repr=False)
    _senses: dict[int, tuple[tuple[int, str], ...]] = field(default_factory=dict, repr=False)

    def entry(self, row: int) -> Entry:
        """Return the place of a row."""
        found = self._entries.get(row)
        if found is None:
            ident, name, lon, lat, iso3, province, precision, size, russian = self._lines[row].split("\t")
            codes = tuple(iso3.split(",")) if iso3 else ()
            found = Entry(ident, name, float(lon), float(lat), codes, province, precision, int(size), russian)
            self._entries[row] = found
        return found

    def senses(self, number: int) -> tuple[tuple[int, str], ...]:
        """Return what pattern ``number`` may mean: pairs of row and flags."""
        found = self._senses.get(number)
        if found is None:
            found = tuple((int(row), flags) for row, flags in _REF.findall(self.refs[number]))
            self._senses[number] = found
        return found

    def settlements_of(self, countries: frozenset[str]) -> frozenset[int]:
        """Return the rows of the settlements of some countries."""
        fields = (line.split("\t", 7) for line in self._lines)
        return frozenset(
            row for row, part in enumerate(fields) if part[4] in countries and part[6] == "settlement"
        )

    @cached_property
    def rows_by_id(self) -> dict[str, int]:
        """Row of every place by its id."""
        return {line[: line.index("\t")]: row for row, line in enumerate(self._lines)}


_REF: Final = re.compile(r"(\d+)([A-Za-z]+)")


def load_gazetteer(data_dir: Path) -> Gazetteer:
    """Read the gazetteer (about a quarter of a second, 40 MB).

    Parameters
    ----------
    data_dir
        The data folder. ``ATLAS_GAZETTEER`` may name a folder with other built tables, such as
        those of the whole world.

    Raises
    ------
    DataError
        Where a file is absent or wrong, or an alias names a place that the tables do not have.
    """
    named = os.environ.get("ATLAS_GAZETTEER")
    folder = data_dir.__class__(named) if named else data_dir / FOLDER
    return _Loader(data_dir, folder).load()


def _lines_of(path: Path) -> list[str]:
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    except FileNotFoundError as error:
        raise DataError(
            [Problem(f"{FOLDER}/{path.name}", "-", "file", "to exist", "no such file")]
        ) from error
    except (OSError, EOFError, ValueError) as error:
        raise DataError(
            [Problem.of(f"{FOLDER}/{path.name}", "-", "file", "UTF-8 in gzip", str(error))]
        ) from error


def _records_of(path: Path) -> list[dict[str, str]]:
    try:
        return list(csv.DictReader(io.StringIO(read_text(path))))
    except (OSError, ValueError) as error:
        raise DataError(
            [Problem.of(f"reference/{path.name}", "-", "file", "UTF-8 CSV", str(error))]
        ) from error


def _rivers_of(place: HandPlace) -> list[str]:
    """Return the bare names of a river, which need a cue: towns have them too."""
    english = [name.removesuffix(" River") for name in place.en if name.endswith(" River")]
    return english + [name.removeprefix("река ") for name in place.ru if name.startswith("река ")]


class _Loader:
    """Puts the parts together; one use each."""

    def __init__(self, data_dir: Path, folder: Path) -> None:
        self.data_dir = data_dir
        self.lines = _lines_of(folder / "places.tsv.gz")
        table = [line.split("\t") for line in _lines_of(folder / "names.tsv.gz")]
        self.patterns = [row[0] for row in table]
        self.groups = [row[1] for row in table]
        self.refs = [row[2] for row in table]
        self.aliases = read_model(data_dir / FOLDER / "aliases.toml", Aliases)
        self.problems: list[Problem] = []
        self.organisations: list[str] = []
        self.ids = {line[: line.index("\t")]: row for row, line in enumerate(self.lines)}

    def load(self) -> Gazetteer:
        for iso3, names in self.aliases.country.items():
            self._country(
                iso3,
                names.en + names.ru,
                names.adjective_en + names.adjective_ru,
                people=names.people_en,
                stems=names.people_ru,
            )
        for code, spellings in self.aliases.province.items():
            row = self._row(f"province:{code}", "province", code)
            for spelling in spellings:
                self._call(row, spelling, "e")
        self._own_places()
        wanted = {*self.aliases.alias.values(), *(one.of for one in self.aliases.historical.values())}
        capitals = {f"{name}, {iso3}": iso3 for name, iso3 in self.aliases.capital.items()}
        targets = most_populous((line.split("\t") for line in self.lines), {*wanted, *capitals})
        for alias, target in self.aliases.alias.items():
            self._call(self._target(targets, target, alias), alias, "e")
        for alias, old in self.aliases.historical.items():
            self._call(self._target(targets, old.of, alias), alias, "q" if old.cue else "h")
        self._hand_places()
        self._facilities()
        for called, ident in self.aliases.organisation.items():
            self.organisations.append(ident)
            self._call(len(self.organisations) - 1, called, "o")
        for called, iso3 in self.aliases.government.items():
            self._call(self._row(f"country:{iso3}", "government", called), called, "g")
        if self.problems:
            raise DataError(self.problems)
        return Gazetteer(
            self.patterns, self.groups, self.refs, tuple(self.organisations),
            {fold_name(name): old for name, old in self.aliases.historical.items()},
            {targets[key]: iso3 for key, iso3 in capitals.items() if key in targets}, self.lines,
        )  # fmt: skip

    def _wrong(self, table: str, record: str, expected: str, got: object) -> int:
        self.problems.append(
            Problem.of(f"{FOLDER}/aliases.toml", f"{table}.{record}", "target", expected, got)
        )
        return 0

    def _row(self, ident: str, table: str, record: str) -> int:
        row = self.ids.get(ident)
        return row if row is not None else self._wrong(table, record, "a place of the gazetteer", ident)

    def _call(self, row: int, name: str, flag: str) -> None:
        capitals = "k" if name.isupper() and len(name) < 6 else ""
        for stem, group in ((fold_name(name), "0"),) if capitals else patterns(name):
            self.patterns.append(stem)
            self.groups.append(group)
            self.refs.append(f"{row}{flag}{capitals}")
        for adjective in adjective_stems(name) if flag in "eqh" and not capitals else ():
            self._refer(adjective, "A", f"{row}A")

    def _refer(self, pattern: str, group: str, ref: str) -> None:
        self.patterns.append(pattern)
        self.groups.append(group)
        self.refs.append(ref)

    def _add(
        self, ident: str, name: str, at: tuple[float, float], iso3: str, *, precision: str, russian: str = ""
    ) -> int:
        self.lines.append(f"{ident}\t{name}\t{at[0]}\t{at[1]}\t{iso3}\t\t{precision}\t0\t{russian}")
        self.ids[ident] = len(self.lines) - 1
        return len(self.lines) - 1

    def _country(
        self,
        iso3: str,
        names: tuple[str, ...],
        adjectives: tuple[str, ...],
        *,
        people: tuple[str, ...],
        stems: tuple[str, ...],
    ) -> None:
        row = self._row(f"country:{iso3}", "country", iso3)
        for name in names:
            self._call(row, name, "c")
        for name in adjectives:
            self._call(row, name, "d")
        for name in people:
            self._call(row, name, "n")
        for stem in stems:
            self.patterns.append(fold_name(stem))
            self.groups.append("A" if stem.endswith("усск") else "n")
            self.refs.append(f"{row}n")

    def _target(self, targets: dict[str, int], target: str, name: str) -> int:
        row = targets.get(target)
        return row if row is not None else self._wrong("alias", name, "a settlement of the gazetteer", target)

    def _own_places(self) -> None:
        """Let the atlas's own entries take the place of the packaged ones that they were made from."""
        places, wrong = read_places(self.data_dir)
        if wrong:
            raise DataError(wrong)
        for place in places.values():
            match = re.search(r"GeoNames (\d+)", place.source)
            row = self.ids.get(f"geonames:{match[1]}") if match else None
            named = {fold_name(name) for name in place.names.values()}
            own = row is not None and fold_name(self.lines[row].split("\t", 2)[1]) in named
            if (
                own
                and row is not None
                and isinstance(place.geometry, Point)
                and place.precision == "settlement"
            ):
                self.lines[row] = "\t".join(
                    [
                        place.id,
                        place.names["en"],
                        *self.lines[row].split("\t")[2:8],
                        place.names.get("ru", ""),
                    ]
                )
                self.ids[place.id] = row
                self._own_names(row, place)

    def _own_names(self, row: int, place: Place) -> None:
        for name in (*place.names.values(), *place.alt):
            if is_cyrillic(name) or (name.isascii() and len(name) > 2):
                self._call(row, name, "e")

    def _hand_places(self) -> None:
        for ident, place in self.aliases.place.items():
            row = self._add(
                f"place:{ident}",
                place.en[0],
                place.at,
                place.iso3,
                precision=place.precision,
                russian=place.ru[0],
            )
            for name in place.en + place.ru:
                self._call(row, name, "q" if place.cue else "e")
            for river in () if place.cue else _rivers_of(place):
                self._call(row, river, "q")
            for adjective in place.adjective_ru:
                self._refer(fold_name(adjective)[:-2], "A", f"{row}A")
        for ident, region in self.aliases.region.items():
            row = self._add(
                region.place or f"region:{ident}",
                region.en[0],
                region.at,
                ",".join(region.iso3),
                precision="region",
                russian=region.ru[0],
            )
            for name in region.en + region.ru:
                self._call(row, name, "r")

    def _facilities(self) -> None:
        """Add the facilities that have a point; their names are of two words or more."""
        folder = self.data_dir / "reference"
        towns = {fold_name(name) for name in (*self.aliases.alias, *self.aliases.historical)}
        towns |= {fold_name(name) for one in self.aliases.place.values() for name in one.en + one.ru}
        rows: dict[str, int] = {}
        for record in _records_of(folder / "facilities.csv"):
            if record["lon"] and record["lat"]:
                at = (float(record["lon"]), float(record["lat"]))
                ident = f"facilities:{record['id']}"
                rows[record["id"]] = self._add(
                    ident, record["name"], at, record["country"], precision=record["precision"]
                )
        for record in _records_of(folder / "facility_names.csv"):
            name = fold_name(record["name"])
            if record["facility"] in rows and " " in name and name not in towns:
                self._call(rows[record["facility"]], record["name"], "e")
