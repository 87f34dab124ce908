"""The dataset is read once, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import DataError, UnknownValueError
from geo.store import Dataset, find_data_dir, load_dataset
from geo.store.dataset import read_version
from tests.conftest import VERSION, World


def test_a_folder_is_read_whole(world_folder: World) -> None:
    dataset = load_dataset(world_folder.data, world_folder.articles)
    assert dataset.version == VERSION
    assert len(dataset.claims) == 8
    assert {dataset.passages.state(claim) for claim in dataset.claims} == {"held"}


def test_claims_come_by_text_then_start_whatever_the_file_says(world_folder: World) -> None:
    world_folder.set_claims(world_folder.claims()[::-1])
    claims = load_dataset(world_folder.data).claims
    assert [claim.id for claim in claims][:2] == ["alpha-2010-001", "alpha-2010-002"]
    assert [claim.text for claim in claims] == ["alpha-2010"] * 6 + ["beta-2011"] * 2


def test_every_unreadable_record_is_named_at_once(world_folder: World) -> None:
    world_folder.change_claim(1, kind=None)
    world_folder.change_place("osh", iso3=["kg"])
    (world_folder.data / "VERSION").write_text("new\n")
    with pytest.raises(DataError) as caught:
        load_dataset(world_folder.data)
    assert sorted(problem.file for problem in caught.value.problems) == [
        "VERSION", "places/osh.json", "texts/alpha-2010/claims.json",
    ]  # fmt: skip


def test_the_articles_folder_may_come_from_the_environment(
    world_folder: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_TEXTS", str(world_folder.articles))
    assert set(load_dataset(world_folder.data).passages.contents) == {"alpha-2010", "beta-2011"}
    monkeypatch.delenv("ATLAS_TEXTS")
    assert load_dataset(world_folder.data).passages.contents == {}


def test_the_data_folder_may_come_from_the_environment(
    world_folder: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DATA", str(world_folder.data))
    assert find_data_dir() == world_folder.data
    monkeypatch.setenv("ATLAS_DATA", str(world_folder.data / "nowhere"))
    with pytest.raises(DataError, match="the data folder to exist"):
        find_data_dir()


@pytest.mark.parametrize("content", ["", "1", "2026", "v2026.11.0", "2026.11.0 beta"])
def test_a_version_has_one_form(tmp_path: Path, content: str) -> None:
    (tmp_path / "VERSION").write_text(content)
    with pytest.raises(DataError, match=r"^VERSION:-: version expected a data version as 2026\.11\.0, got"):
        read_version(tmp_path)


def test_countries_and_borders_are_places_without_a_file(world: Dataset) -> None:
    country = world.place("country:KGZ")
    assert (country.names["ru"], country.precision, country.iso3) == ("Киргизия", "country", ("KGZ",))
    border = world.place("border:AFG-TJK")
    assert border.names == {"en": "Afghanistan – Tajikistan", "ru": "Афганистан – Таджикистан"}
    assert (border.precision, border.iso3) == ("border", ("AFG", "TJK"))


@pytest.mark.parametrize(
    "place", ["atlantis", "country:XXX", "border:TJK-AFG", "border:ARM-USA", "border:A-B-C", "country:", ""]
)
def test_a_place_that_is_none_is_refused(world: Dataset, place: str) -> None:
    with pytest.raises(UnknownValueError) as caught:
        world.place(place)
    assert caught.value.value == place
    assert "osh" in caught.value.valid


def test_actors_have_names_countries_and_organisations_alike(world: Dataset) -> None:
    assert world.actor_names("KGZ")["ru"] == "Киргизия"
    assert world.actor_names("CSTO")["ru"] == "Организация Договора о коллективной безопасности"
    assert world.actor_names("???") == {"en": "???"}


def test_the_shipped_data_is_whole(atlas: Dataset) -> None:
    assert {text.id for text in atlas.texts} >= {"lukyanov-2011", "trenin-2010"}
    assert {claim.kind for claim in atlas.claims} == set(atlas.taxonomy.kinds)
    for text in atlas.texts:
        assert sum(claim.text == text.id for claim in atlas.claims) >= 70


def test_the_project_ships_no_article(atlas: Dataset) -> None:
    assert not list((atlas.data_dir / "texts").glob("*/text.txt"))
