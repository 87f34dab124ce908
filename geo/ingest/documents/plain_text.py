"""Make text of a document fit for offsets: one kind of line end, no control characters."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

LONGEST_FIELD: Final = 300
"""Code points of a title or an author's name."""

_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NEVER: Final = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DAY: Final = re.compile(r"(?:D:)?((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d{9})")


def tidy(text: str) -> str:
    r"""Return a text with ``\n`` as its only line end and nothing that can't be shown (see the package)."""
    text = _LINE_ENDS.sub("\n", text)
    return _SURROGATE.sub("\ufffd", _NEVER.sub("", text))


def paragraphs(text: str) -> str:
    """Return a text without blanks at the ends of lines, and never more than one empty line in a row."""
    lines: list[str] = []
    for line in (raw.strip(" \t") for raw in text.split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n")


def field(value: object) -> str | None:
    """Return a title or name in one line, without control characters and marks of direction."""
    if not isinstance(value, str):
        return None
    kept = "".join(
        " " if unicodedata.category(char)[0] in "CZ" else char for char in value[: 4 * LONGEST_FIELD]
    )
    return " ".join(kept.split())[:LONGEST_FIELD].strip() or None


def day(value: object) -> str | None:
    """Return the ISO date that a value of a document begins with, in ISO or PDF form; None where none."""
    match = _DAY.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return dt.date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None


def has_words(text: str) -> bool:
    """Tell whether there is at least one letter."""
    return any(char.isalpha() for char in text)


def language_of(text: str, declared: str | None = None) -> str | None:
    """Return ``ru`` or ``en`` by the first letters of a text, or the language that the document declares.

    What is declared counts where it fits the letters: a Kazakh text is Cyrillic too, and only the
    document can say so; an English text that declares Russian does not become Russian.
    """
    letters = [char for char in text[:4000] if char.isalpha()]
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in letters)
    latin = sum(char.isascii() for char in letters)
    primary = (declared or "").strip().lower().replace("_", "-").partition("-")[0]
    known = primary if re.fullmatch(r"[a-z]{2,3}", primary) else None
    if cyrillic * 2 > len(letters):
        return known if known and known != "en" else "ru"
    if latin * 2 > len(letters):
        return known if known and known != "ru" else "en"
    return known
