from geo.ingest.phrases import Phrases, as_stems
from geo.ingest.words import take_apart


def found(lists, text):
    return [
        (hit.key, text.lower().split()[hit.start : hit.end]) for hit in Phrases(lists).find(take_apart(text))
    ]


def test_stars_are_stems_and_other_words_whole():
    lists = {"a": ["вывод* войск*"], "b": ["war"]}
    assert found(lists, "до вывода войска") == [("a", ["вывода", "войска"])]
    assert found(lists, "warning of war") == [("b", ["war"])]


def test_terms_that_share_a_first_word_are_both_found():
    assert [key for key, _ in found({"a": ["border"], "b": ["border guard*"]}, "Border guards")] == ["b", "a"]


def test_vocabulary_becomes_stems():
    assert as_stems("insurgen") == "insurgen*"
    assert as_stems("смена режима") == "смен* режим*"
    assert as_stems("done*") == "done*"
