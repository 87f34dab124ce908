import json

import pytest

from geo.cli import main


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "My Article_1.txt"
    path.write_text("Protests broke out in Osh, Kyrgyzstan.", "utf-8")
    return path


def test_it_prints_what_was_found(article, capsys):
    assert main(["read", str(article), "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [one["place_id"] for one in printed["mentions"]] == ["osh", "country:KGZ"]
    assert printed["countries"] == [{"iso3": "KGZ", "weight": 1.0}]
    assert printed["threats"][0]["threat"] == "social_unrest"
    assert printed["claims"][0]["id"] == "my-article-1-001"


def test_the_text_id_can_be_given(article, capsys):
    assert main(["read", str(article), "--text", "osh-2010"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"][0]["text"] == "osh-2010"


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--text", "Osh 2010"]])
def test_unknown_values_end_in_status_2(article, arguments, capsys):
    assert main(["read", str(article), *arguments]) == 2
    assert "geo read: error: --" in capsys.readouterr().err


def test_a_bad_file_ends_in_status_1(tmp_path, capsys):
    path = tmp_path / "binary.txt"
    path.write_bytes(b"\0\1\2")
    assert main(["read", str(path)]) == 1
    assert (
        "binary.txt:-: document expected plain text, Markdown, HTML, PDF or DOCX, got binary data"
        in capsys.readouterr().err
    )


def test_the_text_in_which_offsets_count_can_be_had(tmp_path, capsys):
    path = tmp_path / "page.html"
    path.write_bytes(
        b"<!doctype html><title>x</title><p>Protests in Osh.\r\n<script>alert('Batken')</script><p>Calm."
    )
    assert main(["read", str(path), "--format", "text"]) == 0
    text = capsys.readouterr().out
    assert text == "Protests in Osh.\n\nCalm."
    assert main(["read", str(path)]) == 0
    (mention,) = json.loads(capsys.readouterr().out)["mentions"]
    assert text[mention["start"] : mention["end"]] == mention["mention"] == "Osh"


def test_a_file_that_is_too_big_is_not_read_whole(tmp_path, capsys):
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert main(["read", str(path)]) == 1
    assert "big.txt:-: document expected at most 2,000,000 bytes, got more" in capsys.readouterr().err
