from __future__ import annotations

from dataclasses import replace

from geo.i18n import language, languages
from geo.render.told import told
from geo.render.words import WORDS, map_words
from geo.store import Dataset


def test_passages_stay_out_unless_they_may_be_redistributed(world: Dataset) -> None:
    claim = world.claims_by_id["alpha-2010-001"]
    assert world.passages.state(claim) == "held"
    assert "passage" not in told(world, claim, language("en"))
    free = tuple(text.model_copy(update={"redistributable": True}) for text in world.texts)
    assert told(replace(world, texts=free), claim, language("en"))["passage"] == "𝄞 Osh burned in June."


def test_a_claim_is_told_with_who_says_it_and_how(world: Dataset) -> None:
    shown = told(world, world.claims_by_id["alpha-2010-005"], language("en"))
    rows = dict(shown["rows"])
    assert shown["summary"] == "Statement 5."
    assert "Assessment" in shown["tags"]
    assert rows["As printed"] == "the valley"
    assert rows["Who says it"] == "experts"
    assert rows["Where"] == "Fergana Valley"
    assert rows["On alpha-2010"].startswith("paragraph 1, characters ")
    assert rows["Threats"] == "Social unrest (exposed: Kyrgyzstan, Uzbekistan)"


def test_inferred_places_and_corrections_are_told(world: Dataset) -> None:
    shown = told(world, world.claims_by_id["alpha-2010-003"], language("en"))
    assert "place inferred" in dict(shown["rows"])["Where"]
    assert shown["correction"].endswith("The lease runs to 2044.")


def test_a_claim_without_a_place_is_told_too(world: Dataset) -> None:
    rows = dict(told(world, world.claims_by_id["alpha-2010-006"], language("ru"))["rows"])
    assert rows["В тексте"] == "the camp"


def test_every_word_is_there_in_every_language() -> None:
    for tag in languages():
        words = map_words(language(tag))
        assert set(words) == set(WORDS)
        assert all(words.values())
