"""Every reason of the reader has its Russian words."""

import ast
from pathlib import Path

import pytest

import geo.ingest
from geo.i18n import language
from geo.ingest import load_reader
from geo.model.reason import Reason
from geo.store.dataset import find_data_dir
from geo.store.gazetteer import FLAGS
from geo.ui.review.reasons import RUSSIAN, worded
from tests.evaluation.passages import FILES, read_passages


@pytest.fixture(scope="module")
def said():
    """What reading gives as reasons, over all passages of the evaluation."""
    reader = load_reader(find_data_dir())
    passages = [one for file in set(FILES.values()) for one in read_passages(file)]
    mentions = [mention for one in passages for mention in reader.read(one.text).mentions]
    return {reason for one in mentions for reason in (one.why["rule"], *one.why["context"])}


def test_what_is_said_of_real_passages_is_said_in_russian(said):
    assert len({reason.words for reason in said}) > 40
    assert {reason.words for reason in said} - set(RUSSIAN) == set()
    for reason in said:
        russian = worded(reason, language("ru"))
        assert russian != str(reason)
        assert all(value in russian for value in reason.of)


def test_what_the_code_can_say_is_said_in_russian():
    assert set(FLAGS.values()) <= set(RUSSIAN)
    written = {words for file in Path(geo.ingest.__file__).parent.glob("*.py") for words in _reasons(file)}
    assert len(written) > 25
    assert written - set(RUSSIAN) == set()


def _reasons(file):
    """Yield the words that a module makes reasons of, where it names them by themselves."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        place = {"Reason": 0, "add": 1}.get(called)
        if place is None or len(node.args) <= place:
            continue
        words = node.args[place]
        if isinstance(words, ast.Constant) and isinstance(words.value, str):
            yield words.value


def test_russian_has_the_places_of_the_english():
    for english, russian in RUSSIAN.items():
        assert english.count("{}") == russian.count("{}"), english


def test_an_unknown_reason_stays_as_it_was_said():
    assert worded(Reason("{}", ("population 12 (+1.0)",)), language("ru")) == "population 12 (+1.0)"
