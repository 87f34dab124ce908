"""Everything that ``data/`` holds, read once, checked, and never changed."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from geo.errors import DataError, Problem, UnknownValueError
from geo.i18n import pick, territory_names
from geo.model.dates import first_day
from geo.model.place import Place, Reference
from geo.store.boundaries import Boundaries
from geo.store.places import read_places
from geo.store.records import read_text
from geo.store.reference import load_reference
from geo.store.taxonomy import load_taxonomy
from geo.store.texts import Passages, read_texts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from geo.model.claim import Claim
    from geo.model.taxonomy import Taxonomy
    from geo.model.text import Text
    from geo.store.reference import Reference as ReferenceFacts

T = TypeVar("T")


def find_data_dir() -> Path:
    """Return the data folder: ``ATLAS_DATA`` where it is set, else ``data/`` beside the package.

    Raises
    ------
    DataError
        Where there is no such folder.
    """
    named = os.environ.get("ATLAS_DATA")
    path = Path(named) if named else Path(__file__).resolve().parents[2] / "data"
    if not path.is_dir():
        raise DataError([Problem.of("data", "-", "folder", "the data folder to exist", str(path))])
    return path


@dataclass(frozen=True)
class Dataset:
    """The whole dataset. Share one instance: nothing in it may be changed.

    ``passages`` holds the articles that the reader has at hand, if any; everything else ships.
    ``base`` is the dataset that a text from outside was added to, ``pack`` the link id it came by
    (see `geo.store.added`); both None in the dataset that ships.
    """

    data_dir: Path
    version: str
    texts: tuple[Text, ...]
    claims: tuple[Claim, ...]
    gazetteer: dict[str, Place]
    taxonomy: Taxonomy
    reference: ReferenceFacts
    boundaries: Boundaries
    passages: Passages = field(repr=False)
    base: Dataset | None = field(default=None, repr=False)
    pack: str | None = None

    @property
    def ground(self) -> Dataset:
        """The dataset that ships: what is made from it once serves every text that is added to it."""
        return self if self.base is None else self.base

    @cached_property
    def own_places(self) -> dict[str, Place]:
        """The places that came with an added text."""
        known = self.ground.gazetteer
        return {name: place for name, place in self.gazetteer.items() if name not in known}

    @cached_property
    def claims_by_id(self) -> dict[str, Claim]:
        """Every claim by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def texts_by_id(self) -> dict[str, Text]:
        """Every text by id."""
        return {text.id: text for text in self.texts}

    @cached_property
    def country_codes(self) -> frozenset[str]:
        """ISO 3166-1 alpha-3 codes of the countries that the boundaries hold."""
        return frozenset(self.boundaries.country_codes)

    @cached_property
    def latest_text_day(self) -> dt.date:
        """Day of the newest text: the default "as of"."""
        return max(first_day(text.date) for text in self.texts)

    def countries_of(self, claim: Claim) -> tuple[str, ...]:
        """Return the countries a claim names in any role, sorted."""
        return tuple(sorted(claim.actors & self.country_codes))

    def place(self, place_id: str) -> Place:
        """Return a gazetteer entry; ``country:UZB`` and ``border:AFG-TJK`` are made from boundaries.

        Raises
        ------
        UnknownValueError
            Where there is no such place.
        """
        found = self.gazetteer.get(place_id) or self._made.get(place_id)
        if found is None:
            found = self._made[place_id] = self._make(place_id)
        return found

    @cached_property
    def _made(self) -> dict[str, Place]:
        """The places made from boundaries so far; there are no more than countries and borders."""
        return {}

    def _make(self, place_id: str) -> Place:
        family, _, code = place_id.partition(":")
        if family == "country" and code in self.country_codes:
            return self._built_in(place_id, self.boundaries.names(code), (code,), "country")
        if family == "border":
            pair = tuple(code.split("-"))
            if len(pair) == 2 and place_id in self.boundaries.border_places:
                sides = [self.boundaries.names(code) for code in pair]
                names = {tag: " – ".join(pick(side, tag) for side in sides) for tag in ("en", "ru")}
                return self._built_in(place_id, names, pair, "border")
        raise UnknownValueError("place", place_id, tuple(sorted(self.gazetteer)))

    def actor_names(self, code: str) -> dict[str, str]:
        """Return the names of a country or organisation by language; the code itself if unknown.

        Countries that the boundaries don't name, such as one that ran a base here, have CLDR's names.
        """
        if code in self.country_codes:
            return self.boundaries.names(code)
        organisation = self.taxonomy.organisations.get(code)
        names = organisation.names if organisation else territory_names(code)
        return dict(names or {"en": code})

    @staticmethod
    def _built_in(place_id: str, names: dict[str, str], codes: tuple[str, ...], precision: str) -> Place:
        return Place.model_validate({
            "id": place_id, "names": names, "precision": precision, "iso3": codes,
            "geometry": Reference(ref=place_id), "source": "data/boundaries", "licence": "public domain",
        })  # fmt: skip


def read_version(data_dir: Path) -> str:
    """Return the data version that a folder states.

    Raises
    ------
    DataError
        Where there is none, or one that is not of the form ``2026.11.0``.
    """
    path = data_dir / "VERSION"
    version = read_text(path).strip() if path.is_file() else ""
    if not re.fullmatch(r"\d{4}\.\d{1,2}\.\d+", version):
        raise DataError([Problem.of("VERSION", "-", "version", "a data version as 2026.11.0", version)])
    return version


def load_dataset(data_dir: Path | None = None, text_dir: Path | None = None) -> Dataset:
    """Read the whole dataset (about a second; geometry is read when first asked for).

    Parameters
    ----------
    data_dir
        The data folder; by default `find_data_dir`.
    text_dir
        A folder that holds ``<text id>.txt``; by default ``ATLAS_TEXTS`` where it is set.

    Raises
    ------
    DataError
        Naming every record that can't be read. What needs geometry is checked by
        `geo.store.validate.problems`.
    """
    data_dir = data_dir or find_data_dir()
    if text_dir is None and os.environ.get("ATLAS_TEXTS"):
        text_dir = Path(os.environ["ATLAS_TEXTS"])
    problems: list[Problem] = []
    texts, claims, wrong = read_texts(data_dir)
    problems += wrong
    gazetteer, wrong = read_places(data_dir)
    problems += wrong

    def read(load: Callable[[Path], T]) -> T | None:
        try:
            return load(data_dir)
        except DataError as error:
            problems.extend(error.problems)
            return None

    version, taxonomy, reference, boundaries = (
        read(read_version), read(load_taxonomy), read(load_reference), read(Boundaries.load),
    )  # fmt: skip
    if problems or version is None or taxonomy is None or reference is None or boundaries is None:
        raise DataError(problems)
    rank = {text.id: number for number, text in enumerate(texts)}
    claims = tuple(sorted(claims, key=lambda c: (rank.get(c.text, len(rank)), c.start, c.end, c.id)))
    return Dataset(
        data_dir, version, texts, claims, gazetteer, taxonomy, reference, boundaries,
        Passages.read(data_dir, texts, text_dir),
    )  # fmt: skip
