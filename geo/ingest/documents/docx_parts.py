"""Open the parts of a DOCX file within bounds. Nothing is unpacked to disk, no relationship is followed."""

from __future__ import annotations

import codecs
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from geo.ingest.documents.document import Limits
from geo.ingest.documents.reasons import Unfit

MOST_ENTRIES: Final = 4000
"""Files in one archive; a report with hundreds of pictures stays far below."""

_SMALL: Final = 1024 * 1024
"""Bytes that the parts other than text may unpack to."""

_DEEPEST: Final = 200
"""Elements within elements."""

_BROKEN: Final = (
    ParseError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, ValueError
)  # fmt: skip
"""What the libraries raise for an archive or a part that is not what it should be."""

codecs.lookup("cp437")
# Names of files inside are in it; loaded now, for later no file can be opened.


class Archive:
    """A zip file, checked before anything of it is unpacked, and while it is."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise Unfit("bad_archive", fault="an archive that is broken") from None
        self._limits = limits
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise Unfit("bad_archive", fault=f"more than {MOST_ENTRIES:,} files inside")
        names = [one.filename for one in entries]
        if any(_climbs(name) for name in names):
            raise Unfit("bad_archive", fault="a path that leads out of it")
        if len(set(names)) < len(names):
            raise Unfit("bad_archive", fault="two files of one name")
        if any(one.flag_bits & 1 for one in entries):
            raise Unfit("encrypted")
        self.names = frozenset(names)

    def elements(self, name: str, *, small: bool = False) -> Iterator[tuple[str, Element]]:
        """Yield ``start`` and ``end`` of each element of a part, in order; each is emptied once left.

        Raises
        ------
        Unfit
            Where the part unpacks to more than its bound, defines entities, or is no XML.
        """
        most = _SMALL if small else self._limits.inflated
        if self._zip.getinfo(name).file_size > most:
            raise Unfit("too_much_inside", most=f"{most:,}")
        depth = 0
        try:
            with self._zip.open(name) as part:
                events: Any = iterparse(_Bounded(part, most), events=("start", "end"), forbid_dtd=True)
                for event, element in events:
                    depth += 1 if event == "start" else -1
                    if depth > _DEEPEST:
                        raise Unfit("bad_archive", fault="elements nested too deep")
                    yield event, element
                    if event == "end":
                        element.clear()
        except DefusedXmlException:
            raise Unfit("bad_archive", fault="XML that defines entities") from None
        except _BROKEN:
            raise Unfit("bad_archive", fault="a part that is broken") from None


class _Bounded(io.RawIOBase):
    """Reads from a part until a bound: what its directory says of its size need not be true."""

    def __init__(self, part: Any, most: int) -> None:
        self._part = part
        self._left = self._most = most

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece: bytes = self._part.read(min(size, 65536) if size >= 0 else 65536)
        self._left -= len(piece)
        if self._left < 0:
            raise Unfit("too_much_inside", most=f"{self._most:,}")
        return piece


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]
