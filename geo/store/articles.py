"""Read a plain-text article from a file, in whichever of the usual encodings it is written.

UTF-8 and UTF-16 are told by what they are; what is neither is taken for Windows-1251, as older
Russian texts are, if it then reads as letters. Everything else is refused with a clear message.
"""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path
from typing import Final

from geo.errors import DataError, Problem

MOST_BYTES: Final = 2_000_000
"""Largest article that is read, in bytes."""

_CYRILLIC: Final = re.compile(r"\w*[А-яЁё]\w*")
"""Words with a Russian letter. Western text taken for Windows-1251 has Latin letters in them too."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def read_article(path: Path | None) -> str:
    """Return the text of a file, or of standard input where ``path`` is None.

    Raises
    ------
    DataError
        Where the file can't be read, is larger than `MOST_BYTES`, holds no text or is binary.
    """
    name = "standard input" if path is None else path.name
    try:
        if path is None:
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with path.open("rb") as stream:
                raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise _wrong(name, "file", "a readable file", error.strerror or str(error)) from error
    if len(raw) > MOST_BYTES:
        raise _wrong(name, "size", f"at most {MOST_BYTES:,} bytes", "more")
    text = decode(raw, name)
    if not any(char.isalpha() for char in text):
        raise _wrong(name, "text", "some words", "none")
    return text


def decode(raw: bytes, name: str = "text") -> str:
    """Decode an article; offsets count the code points of the result, in which no mark is left.

    Raises
    ------
    DataError
        Where the bytes are no text.
    """
    try:
        for mark, encoding in _MARKS:
            if raw.startswith(mark):
                return raw.decode(encoding)
        if b"\0" in raw:
            raise _wrong(name, "text", "plain text", "binary data")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("cp1251")
    except UnicodeDecodeError as error:
        raise _wrong(name, "encoding", "UTF-8, UTF-16 or Windows-1251", str(error.reason)) from error
    controls = sum(char < " " and char not in "\t\n\r\f" for char in text)
    cyrillic = _CYRILLIC.findall(text)
    mixed = sum(any(char.isascii() and char.isalpha() for char in word) for word in cyrillic)
    if controls or not cyrillic or mixed * 10 > len(cyrillic):
        raise _wrong(name, "encoding", "UTF-8, UTF-16 or Windows-1251", "another encoding or binary data")
    return text


def _wrong(name: str, field: str, expected: str, got: str) -> DataError:
    return DataError([Problem(name, "-", field, expected, got)])
