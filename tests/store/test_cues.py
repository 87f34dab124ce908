"""The word lists of reading, and what each weighs, held against the taxonomy."""

from __future__ import annotations

import json
import shutil

import pytest

from geo.model.threat_weights import ThreatWeights
from geo.store.cues import WEIGHTS, load_cues, load_weights, problems
from geo.store.dataset import find_data_dir
from geo.store.taxonomy import load_taxonomy
from geo.store.validate import examine

DATA = find_data_dir()


@pytest.fixture(scope="module")
def shipped():
    return load_cues(DATA), load_weights(DATA), load_taxonomy(DATA)


def test_the_shipped_words_and_weights_are_clean(shipped):
    assert problems(*shipped) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda bias, signs: bias.pop("separatism"), "separatism"),
        (lambda bias, signs: bias.update(flood=0.5), "flood"),
        (lambda bias, signs: signs.update({"class.border": {"flood": 1.0}}), "flood"),
        (lambda bias, signs: signs.update({"class.no_such_class": {"separatism": 1.0}}), "no_such_class"),
    ],
)
def test_what_is_unknown_or_absent_is_named(shipped, change, said):
    cues, weights, taxonomy = shipped
    bias, signs = dict(weights.bias), dict(weights.signs)
    change(bias, signs)
    (found,) = problems(cues, ThreatWeights(bias=bias, signs=signs), taxonomy)
    assert found.file == f"taxonomy/{WEIGHTS}"
    assert said in str(found)


def test_validation_looks_at_them_where_a_data_folder_has_a_gazetteer(tmp_path):
    for folder in ("taxonomy", "gazetteer"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    path = tmp_path / "taxonomy" / WEIGHTS
    contents = json.loads(path.read_text("utf-8"))
    contents["bias"]["flood"] = 1.0
    path.write_text(json.dumps(contents), "utf-8")
    assert any("flood" in str(one) for one in examine(tmp_path).problems)
    shutil.rmtree(tmp_path / "gazetteer")
    assert not any("flood" in str(one) for one in examine(tmp_path).problems)
