"""The evaluation itself, and the least that reading must reach on its passages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo.ingest import load_reader
from geo.store.dataset import find_data_dir
from tests.evaluation.measure import Found, compare
from tests.evaluation.passages import Gold, Passage, parse_marks, read_passages
from tests.evaluation.systems import longest_match, ours


@pytest.fixture(scope="module")
def reader():
    return load_reader(find_data_dir())


def test_marks_become_offsets():
    text, golds = parse_marks("In {Osh@72.8,40.53}, {Kyrgyzstan=KGZ}, {?Uzbeks} met.")
    assert text == "In Osh, Kyrgyzstan, Uzbeks met."
    assert [(text[one.start : one.end], one.at, one.neutral) for one in golds] == [
        ("Osh", (72.8, 40.53), False), ("Kyrgyzstan", None, False), ("Uzbeks", None, True),
    ]  # fmt: skip


def test_figures_of_a_known_case():
    golds = (Gold(0, 3, (72.8, 40.53)), Gold(5, 9, (0.0, 0.0)), Gold(10, 13, None), Gold(20, 25, None, True))
    passage = Passage("p", "en", "develop", "x" * 40, golds, frozenset({"KGZ"}), frozenset({"a", "b"}))
    found = Found(
        ((0, 3, (72.9, 40.5)), (5, 9, (1.0, 1.0)), (20, 25, None), (30, 33, None)), frozenset({"KGZ", "UZB"}),
        frozenset({"a"}),
    )  # fmt: skip
    scores = compare([passage], [found])
    assert (scores.detection.right, scores.detection.wrong, scores.detection.missed) == (2, 1, 1)
    assert (scores.places, scores.within[25], scores.within[161]) == (2, 1, 2)
    assert scores.countries.f1 == pytest.approx(2 / 3)
    assert scores.threats.f1 == pytest.approx(2 / 3)
    assert scores.macro_f1 == pytest.approx(1 / 2)
    assert any("not a place" in fault for fault in scores.faults)


def test_passages_are_marked_whole_and_balanced():
    passages = read_passages()
    assert len({one.id for one in passages}) == len(passages) >= 36
    for language in ("en", "ru"):
        assert sum(one.language == language for one in passages) >= 18
    for one in passages:
        assert "{" not in one.text
        assert "}" not in one.text
        assert one.golds


@pytest.mark.parametrize("language", ["en", "ru"])
def test_reading_reaches_its_targets_and_beats_the_longest_match(reader, language):
    passages = [one for one in read_passages() if one.language == language]
    scores, baseline = (
        compare(passages, [system(one.text, language) for one in passages])
        for system in (ours(reader), longest_match(reader))
    )
    assert scores.detection.f1 >= 0.92
    assert scores.share_within(25) >= (0.85 if language == "en" else 0.80)
    assert scores.countries.f1 >= 0.95
    assert scores.threats.f1 >= 0.88
    assert scores.macro_f1 >= 0.80
    assert scores.detection.f1 > baseline.detection.f1
    assert scores.threats.f1 > baseline.threats.f1


def test_the_blind_set_is_whole_and_read_as_well_as_it_was(reader):
    """What it reached on first reading (docs/reading.md) is not lost."""
    for language, f1, near in (("en", 0.94, 0.82), ("ru", 0.96, 0.90)):
        passages = [one for one in read_passages("blind2.toml") if one.language == language]
        assert len(passages) >= 12
        scores = compare(passages, [ours(reader)(one.text, language) for one in passages])
        assert scores.detection.f1 >= f1
        assert scores.share_within(25) >= near
        assert scores.countries.f1 >= 0.92


NEWS = ("news_develop.toml", "news_third.toml", "news_unseen.toml", "news_unseen2.toml", "news_unseen3.toml")


def test_the_news_is_whole_and_what_was_kept_apart_is_apart():
    passages = {file: read_passages(file) for file in NEWS}
    together = [one for file in NEWS for one in passages[file]]
    assert len({one.id for one in together}) == len(together) > 950
    for one in together:
        assert "{" not in one.text
        assert one.threats is not None
        assert one.golds != ()
    addresses = {
        file: re.findall(r'^url = "(.+)"$', Path(__file__).with_name(file).read_text("utf-8"), re.MULTILINE)
        for file in NEWS
    }
    for file in NEWS:
        assert len(addresses[file]) == len(passages[file])
        for other in NEWS:
            if "unseen" in file and other != file:
                assert set(addresses[file]).isdisjoint(addresses[other])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_unseen_news_is_read_as_well_as_it_was(reader, language):
    passages = [one for one in read_passages("news_unseen.toml") if one.language == language]
    scores, baseline = (
        compare(passages, [system(one.text, language) for one in passages])
        for system in (ours(reader), longest_match(reader))
    )
    assert scores.detection.f1 >= 0.96
    assert scores.countries.f1 >= 0.95
    assert scores.share_within(25) >= (0.85 if language == "en" else 0.80)
    # Short of its target (docs/reading.md), but not to fall again.
    assert scores.threats.f1 >= baseline.threats.f1 + 0.10


@pytest.mark.parametrize(
    ("file", "language", "least"),
    [
        ("news_unseen2.toml", "en", 0.60),
        ("news_unseen2.toml", "ru", 0.48),
        ("news_unseen3.toml", "en", 0.61),
        ("news_unseen3.toml", "ru", 0.67),
    ],
)
def test_threats_of_further_unseen_news_are_read_as_well_as_they_were(reader, file, language, least):
    """Far from the target, and ahead of a list of keywords."""
    passages = [one for one in read_passages(file) if one.language == language]
    scores, baseline = (
        compare(passages, [system(one.text, language) for one in passages])
        for system in (ours(reader), longest_match(reader))
    )
    assert scores.threats.f1 >= least
    assert scores.threats.f1 > baseline.threats.f1 + 0.05
