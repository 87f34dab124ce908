"""The tests' world, built in code: two short texts, a few places, countries that are boxes.

Its words are ours. Codes are real, so the shipped taxonomy and reference facts apply to it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import geopandas as gpd
import pytest
from shapely import LineString, box, union_all
from shapely.geometry.base import BaseGeometry

from geo.store import Dataset, find_data_dir, load_dataset
from geo.store.places import read_places
from geo.store.reference import load_reference
from geo.store.taxonomy import load_taxonomy
from geo.store.texts import Passages, read_texts
from tests.browser.fixtures import chromium, data_copy, open_page  # noqa: F401 - for the tests below this folder

VERSION = "2020.1.0"

ARTICLES: Mapping[str, str] = {
    # The first character lies beyond the basic plane: offsets count code points, not UTF-16 units.
    "alpha-2010": (
        "𝄞 Osh burned in June. Fighters and drugs cross the Afghan river into Tajik land.\n"
        "A base stands in Armenia, rented until 2045. Washington may leave.\n"
        "Experts fear unrest in the valley. Nobody knows where the camp is."
    ),
    "beta-2011": "Read more on our page\nSix states are members. Kazakhstan ought to host a force.",
}

CLAIMS: Mapping[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "alpha-2010": (
        (
            "𝄞 Osh burned in June.",
            {
                "mention": "Osh", "kind": "event", "iso3": ["KGZ"], "place": "osh",
                "threats": [{"threat": "interethnic_violence", "exposed": ["KGZ"], "source": []}],
                "date_start": "2010-06", "date_end": "2010-06",
            },
        ),
        (
            "Fighters and drugs cross the Afghan river into Tajik land.",
            {
                "mention": "Afghan river", "kind": "border", "iso3": ["AFG", "TJK"], "place": "border:AFG-TJK",
                "threats": [
                    {"threat": "drug_trafficking", "exposed": ["TJK"], "source": ["AFG"]},
                    {"threat": "insurgency_terrorism", "exposed": ["TJK", "UZB", "CSTO"], "source": ["AFG"]},
                ],
            },
        ),
        (
            "A base stands in Armenia, rented until 2045.",
            {
                "mention": "Armenia", "kind": "base", "iso3": ["ARM"], "parties": ["RUS"], "place": "gyumri",
                "place_basis": "inferred",
                "correction": {
                    "fact": "facilities:102nd-military-base",
                    "note": {"en": "The lease runs to 2044.", "ru": "Аренда действует до 2044 года."},
                },
            },
        ),
        (
            "Washington may leave.",
            {
                "mention": "Washington", "kind": "external_actor", "modality": "forecast", "iso3": ["USA"],
                "threats": [{"threat": "western_withdrawal", "exposed": [], "source": ["USA"]}],
            },
        ),
        (
            "Experts fear unrest in the valley.",
            {
                "mention": "the valley", "kind": "hotspot", "modality": "assessment", "voice": "experts",
                "iso3": ["KGZ", "UZB"], "place": "fergana_valley",
                "threats": [{"threat": "social_unrest", "exposed": ["KGZ", "UZB"], "source": []}],
            },
        ),
        ("Nobody knows where the camp is.", {"mention": "the camp", "kind": "institution", "parties": ["CSTO"]}),
    ),
    "beta-2011": (
        (
            "Six states are members.",
            {
                "mention": "Six states", "kind": "member", "parties": ["CSTO"],
                "iso3": ["ARM", "KAZ", "KGZ", "RUS", "TJK", "UZB"],
            },
        ),
        (
            "Kazakhstan ought to host a force.",
            {
                "mention": "Kazakhstan", "kind": "proposal", "modality": "proposal", "iso3": ["KAZ"],
                "place": "country:KAZ",
                "summary": {"en": "Host it: <img src=x onerror=alert(1)> {{ 7*7 }} ${x} `y`.", "ru": "Разместить у себя."},
            },
        ),
    ),
}  # fmt: skip

PLACES: tuple[dict[str, Any], ...] = (
    {
        "id": "osh", "names": {"en": "Osh", "ru": "Ош"}, "precision": "settlement", "iso3": ["KGZ"],
        "geometry": {"type": "Point", "coordinates": [72.7985, 40.51399]},
    },
    {
        "id": "gyumri", "names": {"en": "Gyumri", "ru": "Гюмри"}, "precision": "settlement", "iso3": ["ARM"],
        "geometry": {"type": "Point", "coordinates": [43.8464, 40.7931]},
    },
    {
        "id": "fergana_valley", "names": {"en": "Fergana Valley", "ru": "Ферганская долина"},
        "precision": "region", "iso3": ["KGZ", "TJK", "UZB"], "geometry": {"ref": "area:fergana_valley"},
    },
)  # fmt: skip


def claims_of(text: str) -> list[dict[str, Any]]:
    """Return a text's claims as they stand in its file, anchored in its article."""
    article = ARTICLES[text]
    made = []
    for number, (passage, fields) in enumerate(CLAIMS[text], 1):
        start = article.index(passage)
        made.append({
            "id": f"{text}-{number:03d}", "start": start, "end": start + len(passage),
            "sha256": hashlib.sha256(passage.encode()).hexdigest(),
            "modality": "fact", "voice": "author", "basis": "explicit",
            "summary": {"en": f"Statement {number}.", "ru": f"Утверждение {number}."}, **fields,
        })  # fmt: skip
    return made


def text_toml(text: str, boilerplate: str = "[]") -> str:
    """Return a text's metadata file."""
    article = ARTICLES[text]
    return "\n".join([
        f'id = "{text}"', f'title = "On {text}"', 'author = "Ada Example"', 'author_confidence = "high"',
        'publisher = "Example Press"', f'date = "{"2010-08" if text == "alpha-2010" else "2011-04-28"}"',
        f'url = "https://example.org/{text}"', 'language = "en"', f"chars = {len(article)}",
        f'sha256 = "{hashlib.sha256(article.encode()).hexdigest()}"', 'licence = "all rights reserved"',
        f"boilerplate = {boilerplate}", f"paragraphs = [[0, {len(article)}]]", "",
    ])  # fmt: skip


def write_json(path: Path, value: object) -> None:
    """Write a JSON file as the project writes them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")


@dataclass(frozen=True)
class World:
    """A data folder that a test may break, and a folder with the articles it speaks of."""

    data: Path
    articles: Path

    def claims(self, text: str = "alpha-2010") -> list[dict[str, Any]]:
        """Return a text's claims as they stand on disk."""
        found: list[dict[str, Any]] = json.loads(
            (self.data / "texts" / text / "claims.json").read_text("utf-8")
        )
        return found

    def set_claims(self, claims: list[dict[str, Any]], text: str = "alpha-2010") -> None:
        """Write a text's claims."""
        write_json(self.data / "texts" / text / "claims.json", claims)

    def change_claim(self, number: int, text: str = "alpha-2010", **fields: Any) -> None:
        """Change one claim on disk; ``number`` counts from 1."""
        claims = self.claims(text)
        claims[number - 1] |= fields
        self.set_claims(claims, text)

    def change_place(self, place: str, **fields: Any) -> None:
        """Change one place on disk."""
        path = self.data / "places" / f"{place}.json"
        write_json(path, json.loads(path.read_text("utf-8")) | fields)

    def own_copy(self, folder: str) -> Path:
        """Replace a shared folder (taxonomy, reference, boundaries) by a copy that a test may break."""
        link = self.data / folder
        link.unlink()
        shutil.copytree(find_data_dir() / folder, link)
        return link


def write_world(root: Path) -> World:
    """Write the tests' world; taxonomy, reference facts and boundaries are links to the shipped ones."""
    world = World(root / "data", root / "articles")
    world.data.mkdir()
    world.articles.mkdir()
    (world.data / "VERSION").write_text(f"{VERSION}\n", "utf-8")
    (world.data / "changes.toml").write_text(
        f'[[version]]\nid = "{VERSION}"\nnote = {{ en = "First.", ru = "Первая." }}\n', "utf-8"
    )
    for folder in ("taxonomy", "reference", "boundaries"):
        (world.data / folder).symlink_to(find_data_dir() / folder)
    for text, article in ARTICLES.items():
        folder_path = world.data / "texts" / text
        folder_path.mkdir(parents=True)
        (folder_path / "text.toml").write_text(
            text_toml(text, "[[0, 21]]" if text == "beta-2011" else "[]"), "utf-8"
        )
        write_json(folder_path / "claims.json", claims_of(text))
        (world.articles / f"{text}.txt").write_bytes(article.encode())
    for place in PLACES:
        write_json(
            world.data / "places" / f"{place['id']}.json", {"source": "the tests", "licence": "MIT", **place}
        )
    return world


class Boxes:
    """Boundaries whose countries are boxes (EPSG:4326), so that a test can reckon with them.

    Two points of view: de facto, a strip of KAZ belongs to RUS.
    """

    NAMES: ClassVar[Mapping[str, tuple[str, str]]] = {
        "AFG": ("Afghanistan", "Афганистан"), "ARM": ("Armenia", "Армения"), "KAZ": ("Kazakhstan", "Казахстан"),
        "KGZ": ("Kyrgyzstan", "Киргизия"), "RUS": ("Russia", "Россия"), "TJK": ("Tajikistan", "Таджикистан"),
        "USA": ("United States", "США"), "UZB": ("Uzbekistan", "Узбекистан"),
    }  # fmt: skip
    points_of_view: ClassVar[Mapping[str, SimpleNamespace]] = {
        "recognised": SimpleNamespace(names={"en": "Recognised", "ru": "Признанные"}),
        "defacto": SimpleNamespace(names={"en": "De facto", "ru": "Де-факто"}),
    }
    country_codes = tuple(NAMES)

    def names(self, iso3: str) -> dict[str, str]:
        return dict(zip(("en", "ru"), self.NAMES[iso3], strict=True))

    def shapes(self, pov: str) -> dict[str, BaseGeometry]:
        north = 51 if pov == "defacto" else 52
        return {
            "AFG": box(60, 30, 80, 37), "ARM": box(43, 39, 46, 41.3), "KAZ": box(60, 43, 80, north),
            "KGZ": box(70, 40, 80, 43), "RUS": box(40, north, 80, 60), "TJK": box(70, 37, 80, 40),
            "USA": box(-120, 30, -80, 45), "UZB": box(60, 37, 70, 43),
        }  # fmt: skip

    def countries(self, pov: str, level: str = "far") -> gpd.GeoDataFrame:
        shapes = self.shapes(pov)
        return gpd.GeoDataFrame(geometry=list(shapes.values()), index=list(shapes), crs="EPSG:4326")

    def lines(self, pov: str) -> dict[str, LineString]:
        shapes = sorted(self.shapes(pov).items())
        found = {f"{a}-{b}": one.intersection(two) for a, one in shapes for b, two in shapes if a < b}
        return {pair: line for pair, line in found.items() if line.length > 0}

    def borders(self, pov: str, level: str = "far") -> gpd.GeoDataFrame:
        lines = self.lines(pov)
        rows = {
            "a": [p[:3] for p in lines],
            "b": [p[4:] for p in lines],
            "drawn_km": [100.0 * g.length for g in lines.values()],
        }
        return gpd.GeoDataFrame(rows, geometry=list(lines.values()), index=list(lines), crs="EPSG:4326")

    @property
    def border_places(self) -> frozenset[str]:
        return frozenset(f"border:{pair}" for pov in self.points_of_view for pair in self.lines(pov))

    def neighbours(self, iso3: str, pov: str) -> tuple[str, ...]:
        pairs = (pair.split("-") for pair in self.lines(pov))
        return tuple(sorted({code for pair in pairs if iso3 in pair for code in pair} - {iso3}))

    def geometry(self, ref: str, pov: str, level: str = "close") -> BaseGeometry:
        assert level in {"far", "close", "full"}
        family, _, code = ref.partition(":")
        if family in {"country", "countries"}:
            return union_all([self.shapes(pov)[one] for one in code.split(",")])
        if family in {"border", "borders"}:
            return union_all([self.lines(pov)[one] for one in code.split(",")])
        assert ref == "area:fergana_valley"
        return box(69, 40, 73, 41)


@pytest.fixture
def world_folder(tmp_path: Path) -> World:
    """A data folder of the tests' world, fresh for one test to break."""
    return write_world(tmp_path)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The tests' world with countries that are boxes and both articles at hand."""
    made = write_world(tmp_path_factory.mktemp("world"))
    texts, claims, wrong = read_texts(made.data)
    assert not wrong
    places, wrong = read_places(made.data)
    assert not wrong
    boundaries: Any = Boxes()
    return Dataset(
        made.data, VERSION, texts, claims, places, load_taxonomy(find_data_dir()), load_reference(find_data_dir()),
        boundaries, Passages.read(made.data, texts, made.articles),
    )  # fmt: skip


@pytest.fixture(scope="session")
def atlas() -> Dataset:
    """The dataset that ships, without the articles."""
    dataset = load_dataset()
    return replace(dataset, passages=Passages({}))
