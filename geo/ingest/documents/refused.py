"""What is recognised and not read: other formats that people drop, told by their first bytes."""

from __future__ import annotations

import re
from typing import Final

from geo.ingest.documents.format import Sample
from geo.ingest.documents.reasons import Unfit

_MAGIC: Final = (
    (b"{\\rtf", "RTF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"), (b"\x1f\x8b", "gzip"), (b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"Rar!", "RAR"),
    (b"SQLite format 3\0", "SQLite"), (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"%!PS", "PostScript"),
    (b"AT&TFORM", "DjVu"),
)  # fmt: skip
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PART: Final = "EncryptedPackage".encode("utf-16-le")
_XML: Final = re.compile(
    r"<\?xml|<!DOCTYPE(?!\s+html)|<(?:OGRVRT|kml|gpx|svg|rss|feed|FictionBook)", re.IGNORECASE
)
_XHTML: Final = re.compile(r"<(?:\w+:)?html[\s>]|<!DOCTYPE\s+html", re.IGNORECASE)
_JSON: Final = re.compile(r'[\[{]\s*(?:"|[\[{]|-?\d+(?:\.\d+)?\s*,)')


def refuse_other_formats(sample: Sample) -> None:
    """Raise `Unfit` where a document is of a known format that is not read.

    Nothing here is parsed: a bomb in such a format is refused before anything could set it off.
    """
    data = sample.data
    if data.startswith(_OLE):
        if _ENCRYPTED_PART in data:
            raise Unfit("encrypted")
        raise Unfit("other_format", format="DOC")
    for magic, name in _MAGIC:
        if data.startswith(magic) and (name != "a program" or b"\0" in data[:4096]):
            raise Unfit("other_format", format=name)
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"} or data[:1024].find(b"%PDF-") >= 0:
        return
    head = sample.head
    if _XML.match(head) and not _XHTML.search(head):
        raise Unfit("other_format", format="XML")
    if _JSON.match(head) and sample.text.rstrip()[-1:] in "]}":
        raise Unfit("other_format", format="JSON")
