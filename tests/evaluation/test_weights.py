"""The weights of the signs of threats are what is learned from the passages that may be learned from."""

from __future__ import annotations

import json

import pytest

from geo.ingest import load_reader
from geo.store.cues import WEIGHTS
from geo.store.dataset import find_data_dir
from tests.evaluation.passages import LEARNED, read_passages
from tests.evaluation.weights import COUNTS, across, examples, learn


@pytest.fixture(scope="module")
def found():
    return examples(load_reader(find_data_dir(), weighing=False))


@pytest.fixture(scope="module")
def threats():
    return sorted(load_reader(find_data_dir()).taxonomy.threats)


def test_what_is_kept_unseen_is_not_learned_from(found):
    learned = {one.id for one in found}
    assert len(learned) == len(found) > 1000
    for file in ("news_unseen.toml", "news_unseen2.toml", "news_unseen3.toml"):
        unseen = read_passages(file)
        assert learned.isdisjoint(one.id for one in unseen)
        assert all(one.half not in COUNTS for one in unseen)


def test_the_shipped_weights_are_what_is_learned(found, threats):
    shipped = json.loads((find_data_dir() / "taxonomy" / WEIGHTS).read_text("utf-8"))
    learned = learn(found, threats)
    assert set(shipped["bias"]) == set(learned["bias"])
    for threat, points in learned["bias"].items():
        assert shipped["bias"][threat] == pytest.approx(points, abs=0.03)
    for sign, points in learned["signs"].items():
        for threat, value in points.items():
            assert shipped["signs"].get(sign, {}).get(threat, 0.03) == pytest.approx(value, abs=0.06), sign


def test_weights_read_news_of_a_writer_they_did_not_see_better_than_the_rules_do(found, threats):
    scores = across(found, threats)
    for language in ("en", "ru"):
        rules, weights = scores["rules", language], scores["weights", language]
        assert rules.right + rules.missed > 150
        assert weights.f1 > rules.f1 + 0.02


def test_the_words_that_annotators_put_down_are_in_the_text():
    for file in LEARNED.values():
        passages = read_passages(file)
        assert len({one.id for one in passages}) == len(passages) > 300
        for one in passages:
            assert "{" not in one.text
            assert one.threats is not None
