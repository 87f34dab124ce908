"""The public corpora's formats, on tiny files written for this; the corpora themselves can't be shipped."""

from __future__ import annotations

import pytest

from geo.ingest import load_reader
from geo.store.dataset import find_data_dir
from tests.evaluation.__main__ import main, run
from tests.evaluation.corpora import CORPORA, read_corpus
from tests.evaluation.systems import ours

TEXT = "The bus from Osh to Batken was late. A German tourist in Paris complained."


def element(name: str, corpus: str, at: tuple[float, float] | None, kind: str = "", off: int = 0) -> str:
    """Return a place in the way a corpus writes it."""
    start = TEXT.index(name) + off
    span = f"<start>{start}</start><end>{start + len(name)}</end>"
    lat, lon = (at[1], at[0]) if at else ("", "")
    match corpus:
        case "lgl" | "tr-news":
            tag = f"<gaztag geonameid='1'><lat>{lat}</lat><lon>{lon}</lon></gaztag>" if at else ""
            return f"<toponym>{span}<phrase>{name}</phrase>{tag}</toponym>"
        case "geovirus":
            span = f"<start>{start + 1}</start><end>{start + 1 + len(name)}</end>"
            return f"<location><name>{name}</name>{span}<lat>{lat}</lat><lon>{lon}</lon></location>"
        case _:
            where = f"<latitude>{lat}</latitude><longitude>{lon}</longitude>" if at else ""
            return f"<toponym>{span}<type>{kind}</type><extractedName>{name}</extractedName>{where}</toponym>"


def written(tmp_path, corpus: str, *places: str):
    path = tmp_path / f"{corpus}.xml"
    body = "".join(places)
    path.write_text(
        f"<articles><article docid='1'><text>{TEXT}</text><toponyms>{body}</toponyms></article></articles>",
        "utf-8",
    )
    return path


@pytest.mark.parametrize("corpus", CORPORA)
def test_places_of_each_corpus_are_where_their_names_are(tmp_path, corpus):
    path = written(
        tmp_path, corpus, element("Osh", corpus, (72.8, 40.5)), element("Batken", corpus, None),
        element("Paris", corpus, (2.35, 48.85), off=3),
    )  # fmt: skip
    loaded = read_corpus(corpus, path)
    (article,) = loaded.passages
    assert loaded.lost == 0
    assert [(article.text[one.start : one.end], one.at, one.neutral) for one in article.golds] == [
        ("Osh", (72.8, 40.5), False), ("Batken", None, False), ("Paris", (2.35, 48.85), False),
    ]  # fmt: skip
    assert article.countries is article.threats is None


def test_adjectives_of_geowebnews_count_neither_way(tmp_path):
    path = written(
        tmp_path, "geowebnews", element("German", "geowebnews", None, "Demonym"),
        element("Osh", "geowebnews", (72.8, 40.5), "Literal"),
    )  # fmt: skip
    (article,) = read_corpus("geowebnews", path).passages
    assert {article.text[one.start : one.end]: one.neutral for one in article.golds} == {
        "German": True,
        "Osh": False,
    }


def test_a_place_that_its_text_lacks_is_counted_as_lost(tmp_path):
    path = written(
        tmp_path, "lgl", element("Osh", "lgl", (72.8, 40.5)), element("Paris", "lgl", None, off=-50)
    )
    loaded = read_corpus("lgl", path)
    assert loaded.lost == 1
    assert len(loaded.passages[0].golds) == 1


def test_overlapping_places_become_the_longest(tmp_path):
    inner = "<toponym><start>20</start><end>26</end><phrase>Batken</phrase></toponym>"
    outer = "<toponym><start>13</start><end>26</end><phrase>Osh to Batken</phrase></toponym>"
    (article,) = read_corpus("lgl", written(tmp_path, "lgl", inner, outer)).passages
    assert [article.text[one.start : one.end] for one in article.golds] == ["Osh to Batken"]


def test_another_file_is_refused_by_name(tmp_path):
    path = written(tmp_path, "geovirus", element("Osh", "geovirus", (72.8, 40.5)))
    with pytest.raises(ValueError, match=r"geovirus\.xml: LGL expected <toponym> elements"):
        read_corpus("lgl", path)


def test_a_corpus_is_measured(tmp_path):
    path = written(
        tmp_path, "lgl", element("Osh", "lgl", (72.8, 40.53)), element("Batken", "lgl", (0.0, 0.0)),
        element("Paris", "lgl", (2.35, 48.85)),
    )  # fmt: skip
    scores, _ = run(ours(load_reader(find_data_dir())), read_corpus("lgl", path).passages)
    assert scores.detection.f1 == 1.0
    assert scores.share_within(161) == pytest.approx(2 / 3)


def test_an_unknown_corpus_is_named(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["evaluation", "--corpus", "wiktor", "x.xml"])
    with pytest.raises(SystemExit):
        main()
    assert (
        "--corpus expected one of lgl, tr-news, geovirus, geowebnews, got 'wiktor'" in capsys.readouterr().err
    )
