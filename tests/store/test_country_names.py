from geo.store import Dataset
from geo.store.country_names import country_names


def names(atlas: Dataset, code: str, language: str) -> tuple[str, ...]:
    return country_names(atlas.data_dir, code, language, atlas.actor_names(code))


def test_a_country_has_its_name_and_what_the_aliases_add(atlas: Dataset) -> None:
    found = names(atlas, "TJK", "en")
    assert found[0] == "Tajikistan"
    assert "Tajik" in found
    assert "Таджикистан" in names(atlas, "TJK", "ru")
    assert "U.S." in names(atlas, "USA", "en")
    for code in atlas.country_codes:
        for language in ("en", "ru"):
            known = names(atlas, code, language)
            assert known
            assert len(known) == len(set(known))


def test_without_aliases_there_is_the_name(world: Dataset) -> None:
    assert country_names(world.data_dir, "ARM", "en", world.actor_names("ARM")) == ("Armenia",)
    assert country_names(world.data_dir, "ARM", "xx", world.actor_names("ARM")) == ()
