"""The gazetteer is read one entry a file; a bad one does not hide the others."""

from __future__ import annotations

from geo.store.places import read_places
from tests.conftest import World


def test_places_are_read_by_id_in_order(world_folder: World) -> None:
    places, wrong = read_places(world_folder.data)
    assert list(places) == ["fergana_valley", "gyumri", "osh"]
    assert wrong == []


def test_a_file_must_be_named_like_its_place(world_folder: World) -> None:
    world_folder.change_place("osh", id="osh_city")
    _, wrong = read_places(world_folder.data)
    assert [str(p) for p in wrong] == [
        "places/osh.json:osh: id expected the file's name 'osh', got 'osh_city'"
    ]


def test_every_bad_file_is_reported_and_the_good_ones_are_kept(world_folder: World) -> None:
    world_folder.change_place("osh", precision="roughly")
    (world_folder.data / "places" / "gyumri.json").write_text("{", "utf-8")
    places, wrong = read_places(world_folder.data)
    assert list(places) == ["fergana_valley"]
    assert [(p.file, p.field) for p in wrong] == [
        ("places/gyumri.json", "file"),
        ("places/osh.json", "precision"),
    ]
