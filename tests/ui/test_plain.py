"""Text in Markdown stays text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ui.plain import plain

JOINER = "\u2060"


def unescaped(markdown: str) -> str:
    """Undo CommonMark's backslash escapes, as a reader of Markdown does first."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


@given(st.text())
def test_every_punctuation_mark_is_escaped_and_nothing_is_lost(text: str) -> None:
    markdown = plain(text)
    assert re.fullmatch(r"(?:\\[!-/:-@\[-`{-~]|[^!-/:-@\[-`{-~])*", markdown)
    assert unescaped(markdown).replace(JOINER, "") == " ".join(text.split()).replace(JOINER, "")


@pytest.mark.parametrize(
    "text",
    ["![](https://example.org/x.png)", "<img src=x onerror=alert(1)>", "[a](b)", "$x$", "`x`", "**x**"],
)
def test_hostile_markup_has_no_bare_mark(text: str) -> None:
    markdown = plain(text)
    for match in re.finditer(r"[!\[\]()<>*`$]", markdown):
        assert markdown[match.start() - 1] == "\\"


@pytest.mark.parametrize("text", ["https://example.org", "www.example.org", "a@example.org", ":smile:"])
def test_what_markdown_finds_after_escapes_is_broken_up(text: str) -> None:
    assert JOINER in plain(text)
    assert text not in unescaped(plain(text))


def test_lines_become_one() -> None:
    assert plain("a\n\n# b") == "a \\# b"
