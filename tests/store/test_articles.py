import pytest

from geo.errors import DataError
from geo.store.articles import MOST_BYTES, decode, read_article


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_usual_encodings(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("Ош и Баткен — тихо.".encode(encoding))
    assert read_article(path) == "Ош и Баткен — тихо."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "text expected some words"),
        (b" \n 123", "text expected some words"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "plain text"),
        ("Où est passé l’été, se demandaient les élèves".encode("cp1252"), "encoding expected"),
        (b"\xff\xfea", "encoding expected"),
        (b"a" * (MOST_BYTES + 1), "size expected at most 2,000,000 bytes"),
    ],
)
def test_what_is_refused(tmp_path, content, message):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(DataError, match=message):
        read_article(path)


def test_an_absent_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"nowhere\.txt:-: file expected a readable file"):
        read_article(tmp_path / "nowhere.txt")


def test_line_ends_are_kept():
    assert decode(b"a\r\nb") == "a\r\nb"
