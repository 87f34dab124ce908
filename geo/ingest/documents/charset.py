"""Decode a text: UTF-8 and UTF-16 are told by what they are, the rest by what a document declares or by its letters."""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from geo.ingest.documents.reasons import Unfit

CYRILLIC: Final = ("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic")
WESTERN: Final = ("cp1252",)
_DECLARABLE: Final = {
    "windows-1251": "cp1251", "cp1251": "cp1251", "koi8-r": "koi8_r", "koi8-u": "koi8_u", "ibm866": "cp866",
    "cp866": "cp866", "iso-8859-5": "iso8859_5", "x-mac-cyrillic": "mac_cyrillic", "windows-1252": "cp1252",
    "iso-8859-1": "cp1252", "latin1": "cp1252",
}  # fmt: skip
"""Encodings that a document may declare, as Python calls them. No other codec is ever looked up."""

_DECLARED: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_CYRILLIC_WORD: Final = re.compile(r"\w*[\u0400-\u04ff]\w*")
_SAMPLE: Final = 64 * 1024
"""Bytes by which a legacy encoding is told: as sure as by all, and soon done."""

for _codec in (*CYRILLIC, *WESTERN, "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "ascii"):
    # Loaded now, for later no file can be opened (see `geo.ingest.documents.child`).
    codecs.lookup(_codec)


def decode(data: bytes) -> str:
    """Return the text of bytes, byte order mark left out.

    Raises
    ------
    Unfit
        ``not_text`` where they are binary, ``unknown_encoding`` where they are text in another encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _without_controls(data.decode(encoding))
            except UnicodeDecodeError:
                raise Unfit("unknown_encoding") from None
    if b"\0" in data:
        return _wide(data)
    try:
        return _without_controls(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _legacy(data)


def _wide(data: bytes) -> str:
    """Return UTF-16 without a mark: every other byte of such a text is one of a few."""
    for encoding, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if len(data) % 2 == 0 and high and sum(high.count(byte) for byte in (0, 4, 0x20)) > 0.9 * len(high):
            try:
                return _without_controls(data.decode(encoding))
            except UnicodeDecodeError:
                continue
    raise Unfit("not_text")


def _legacy(data: bytes) -> str:
    """Return text of an encoding of one byte a character: the declared one, else the likeliest."""
    declared = _DECLARED.search(data[:2048])
    name = _DECLARABLE.get(declared.group(1).decode("ascii").lower()) if declared else None
    if name is None:
        # What is ASCII tells nothing: the sample is of the lines that have something to tell.
        telling = b"\n".join(line for line in data[: 8 * _SAMPLE].split(b"\n") if not line.isascii())
        guess = from_bytes(telling[:_SAMPLE], cp_isolation=[*CYRILLIC, *WESTERN]).best()
        if guess is None:
            raise Unfit("not_text")
        name = guess.encoding
    try:
        text = _without_controls(data.decode(name))
    except UnicodeDecodeError:
        raise Unfit("unknown_encoding") from None
    words = _CYRILLIC_WORD.findall(text)
    mixed = sum(any(char.isascii() and char.isalpha() for char in word) for word in words)
    if mixed * 10 > len(words) or not _reads_as_text(text):
        raise Unfit("unknown_encoding")
    return text


def _reads_as_text(text: str) -> bool:
    """Tell whether most of a text is letters, digits, blanks and the marks between them."""
    sample = text[:_SAMPLE]
    plain = sum(
        char.isalnum() or char.isspace() or char.isascii() or char in "«»“”„’‘–—…№§°" for char in sample
    )
    return plain > 0.9 * len(sample)


def _without_controls(text: str) -> str:
    """Return the text, unless it is full of control characters, as binary data is."""
    sample = text[:_SAMPLE]
    controls = sum((char < " " and char not in "\t\n\r\f\v") or "\x7f" <= char <= "\x9f" for char in sample)
    if controls > 2 + len(sample) / 200:
        raise Unfit("not_text")
    return text
