"""Signs of threats weighed together over a passage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.ingest import Reader, load_reader
from geo.ingest.phrases import Hit
from geo.ingest.weighing import WHOLE, Weighing, compile_weights, passages, points_of, values
from geo.model.threat_weights import ThreatWeights
from geo.store.cues import load_weights
from geo.store.dataset import find_data_dir

WEIGHTS = compile_weights(
    ThreatWeights(
        bias={"border_incident": -2.0, "drug_trafficking": -2.0},
        signs={
            "class.line": {"border_incident": 2.0},
            "class.shots": {"border_incident": 2.0, "drug_trafficking": 0.5},
            "class.game": {"border_incident": -6.0},
            "rule.border_incident": {"border_incident": 1.0},
        },
    )
)


def _hit(term: str, at: int) -> Hit:
    return Hit(at, at + 1, "class.x", term)


def test_what_no_rule_found_is_added_where_it_is_said_most() -> None:
    signs = {
        0: {"class.line": _hit("border", 3)},
        2: {"class.shots": _hit("fired", 20), "class.line": _hit("post", 22)},
    }
    weighing = Weighing(WEIGHTS, signs, [], 4)
    assert [(one.threat, one.sentence, one.hit.term) for one in weighing.added] == [
        ("border_incident", 2, "post")
    ]
    assert weighing.in_words(0, "border_incident") == ["+2.2 border", "+1.4 fired"]


def test_of_two_sentences_the_one_with_the_threats_own_words_says_it() -> None:
    signs = {
        0: {"class.line": _hit("border", 3)},
        1: {"class.shots": _hit("fired", 20), "weak.border_incident": _hit("skirmish", 22)},
        2: {"weak.drug_trafficking": _hit("opium", 32)},
    }
    (added,) = Weighing(WEIGHTS, signs, [], 4).added
    assert (added.threat, added.sentence) == ("border_incident", 1)


def test_too_little_adds_nothing() -> None:
    assert not Weighing(WEIGHTS, {0: {"class.line": _hit("border", 3)}}, [], 4).added
    assert not Weighing(WEIGHTS, {}, [], 1).added


def test_a_rule_is_left_out_where_a_whole_short_text_speaks_against_it() -> None:
    game = {1: {"class.game": _hit("exercise", 9)}}
    assert not Weighing(WEIGHTS, game, [(0, "border_incident")], 4).held
    assert Weighing(WEIGHTS, {}, [(0, "border_incident")], 4).held == {0: 0}


@pytest.mark.parametrize("sentences", [1, 2, WHOLE + 1, 60])
def test_a_rule_stays_in_a_text_that_says_too_little_or_speaks_of_many_things(sentences: int) -> None:
    game = {0: {"class.game": _hit("exercise", 9)}}
    assert set(Weighing(WEIGHTS, game, [(0, "border_incident")], sentences).held) == {0}


def test_a_threat_of_a_rule_is_not_added_a_second_time() -> None:
    signs = {
        number: {"class.line": _hit("border", number), "class.shots": _hit("shots", number)}
        for number in range(40)
    }
    weighing = Weighing(WEIGHTS, signs, [(number, "border_incident") for number in range(0, 40, 4)], 40)
    assert len(weighing.held) == 10
    assert not weighing.added


def test_what_two_passages_share_is_added_once() -> None:
    signs = {5: {"class.line": _hit("border", 5), "class.shots": _hit("shots", 6)}}
    added = Weighing(WEIGHTS, signs, [], 40).added
    assert [(one.threat, one.sentence) for one in added] == [("border_incident", 5)]


@given(st.integers(0, 500))
def test_every_sentence_is_in_a_passage_and_none_is_beyond_the_text(sentences: int) -> None:
    seen = {one for start, end in passages(sentences) for one in range(start, end)}
    assert seen == set(range(sentences))


def test_a_sign_in_more_sentences_is_worth_more_but_not_twice_as_much() -> None:
    signs = {number: {"class.line": _hit("border", number)} for number in range(2)}
    once, twice = (values(signs, {}, range(many))["class.line"] for many in (1, 2))
    assert once < twice < 2 * once


@given(
    st.dictionaries(
        st.sampled_from(["class.line", "class.shots", "class.game", "class.unknown"]), st.floats(0, 3)
    )
)
def test_points_are_the_bias_and_what_each_known_sign_adds(value: dict[str, float]) -> None:
    points = dict(zip(WEIGHTS.threats, points_of(WEIGHTS, value), strict=True))
    line, shots, game = (value.get(f"class.{name}", 0.0) for name in ("line", "shots", "game"))
    assert points["border_incident"] == pytest.approx(-2 + 2 * line + 2 * shots - 6 * game)
    assert points["drug_trafficking"] == pytest.approx(-2 + 0.5 * shots)


def test_the_shipped_weights_know_every_threat_and_only_signs_that_reading_knows(reader: Reader) -> None:
    weights = load_weights(find_data_dir())
    threats = set(reader.taxonomy.threats)
    assert set(weights.bias) == threats
    for sign, points in weights.signs.items():
        assert set(points) <= threats
        family, _, name = sign.partition(".")
        assert family == "class" or (
            family in {"threat", "weak", "first", "second", "hollow", "rule", "again"} and name in threats
        )


def test_what_is_added_says_why_and_a_reader_without_weights_does_without(reader: Reader) -> None:
    text = (
        "Три дня назад жители приграничного села перекрыли дорогу. Соседи с той стороны ответили камнями, у поста стреляли. "
        "Пограничники обеих стран ведут переговоры. Дорога к анклаву закрыта."
    )
    weighed = reader.read(text).threats
    assert {"border_incident"} <= {one.threat for one in weighed}
    for one in weighed:
        assert one.why["around"]
        assert text[one.start : one.end]
    plain = load_reader(find_data_dir(), weighing=False).read(text).threats
    assert all("around" not in one.why for one in plain)


def test_a_file_of_weights_that_is_wrong_is_refused_by_name(tmp_path) -> None:
    (tmp_path / "taxonomy").mkdir()
    (tmp_path / "taxonomy" / "threat_weights.json").write_text(
        '{"bias": {"x": "much"}, "signs": {}}', "utf-8"
    )
    with pytest.raises(DataError, match=r"threat_weights\.json"):
        load_weights(tmp_path)


def test_reading_twice_gives_the_same(reader: Reader) -> None:
    text = "Border guards fired at the village. " * 30
    first, second = (reader.read(text).threats for _ in range(2))
    assert [replace(one, why={}) for one in first] == [replace(one, why={}) for one in second]
    assert [one.why for one in first] == [one.why for one in second]
