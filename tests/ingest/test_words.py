import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ingest.words import take_apart


def test_offsets_are_code_points_of_the_text_as_given():
    text = "𝄞 Osh — Ош, O‘sh"
    words = take_apart(text)
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == ["Osh", "Ош", "O‘sh"]
    assert words.folded == ["osh", "ош", "o'sh"]


def test_decomposed_letters_and_soft_hyphens_keep_their_offsets():
    text = unicodedata.normalize("NFD", "Қайыңды й Ko\u00adkand São")
    words = take_apart(text)
    assert words.folded == ["қайыңды", "й", "kokand", "sao"]
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == text.split(" ")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. Ivanov came. He left.", 2),
        ("В г. Ош тихо. В с. Сох тоже.", 2),
        ("One\n\nTwo", 2),
        ("The U.S. and NATO left. They did!", 2),
        ("В 2010 г. было тихо", 1),
        ("", 1),
    ],
)
def test_sentences(text, count):
    assert len(take_apart(text).bounds) == count


@given(st.text(max_size=200))
def test_any_text_is_taken_apart(text):
    words = take_apart(text)
    assert all(0 <= a < b <= len(text) for a, b in zip(words.starts, words.ends, strict=True))
    assert words.starts == sorted(words.starts)
    assert all(0 <= a <= b <= len(text) for a, b in words.bounds)
