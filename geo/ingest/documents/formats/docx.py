"""DOCX files (Office Open XML): paragraphs, tables and notes; what was deleted under tracking is left out.

Only the parts that hold text are unpacked, and read as a stream: a file of two megabytes can hold
gigabytes, and a tree of one part alone can take more memory than a server has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from geo.ingest.documents.document import Limits
from geo.ingest.documents.docx_parts import Archive
from geo.ingest.documents.format import Format, Parsed, Sample
from geo.ingest.documents.plain_text import day, paragraphs
from geo.ingest.documents.reasons import Unfit

_WORD: Final = ("/wordprocessingml/2006/main", "/wordprocessingml/main")
"""How the namespaces of text end: the usual one and that of the strict variant."""

_COMPATIBILITY: Final = "/markup-compatibility/2006"
_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = "document.main+xml"
_MACRO_MAIN: Final = "ms-word.document.macroEnabled.main+xml"
_NOTES: Final = ("footnotes.xml", "endnotes.xml")
_CORE: Final = "docProps/core.xml"
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "tc": "\t", "tr": "\n", "noBreakHyphen": "-"}
"""What an element stands for where it ends."""


def _is_zip(sample: Sample) -> bool:
    return sample.data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}


def _parse(sample: Sample, limits: Limits) -> Parsed:
    archive = Archive(sample.data, limits)
    main = _main_part(archive)
    length = 0

    def count(piece: str) -> str:
        nonlocal length
        length += len(piece)
        if length > limits.characters:
            raise Unfit("too_long", most=f"{limits.characters:,}")
        return piece

    parts = [_text(archive, main, count)]
    folder = main.rpartition("/")[0]
    parts += [_text(archive, name, count) for note in _NOTES if (name := f"{folder}/{note}") in archive.names]
    about = _about(archive)
    return Parsed(
        paragraphs("\n\n".join(part for part in parts if part)),
        title=about.get("title"),
        author=about.get("creator"),
        date=day(about.get("created")),
        language=about.get("language"),
    )


def _main_part(archive: Archive) -> str:
    """Return the part that holds the text, as the archive's list of types names it."""
    if _TYPES in archive.names:
        for event, element in archive.elements(_TYPES, small=True):
            kind = element.get("ContentType", "")
            if event == "start" and kind.endswith((_MAIN, _MACRO_MAIN)):
                name = element.get("PartName", "").lstrip("/")
                if name in archive.names:
                    return name
    raise Unfit("other_format", format="ZIP")


def _text(archive: Archive, part: str, count: Callable[[str], str]) -> str:
    """Return the text of a part; a fallback repeats what the choice before it has said."""
    pieces: list[str] = []
    fallbacks = 0
    in_row = False
    for event, element in archive.elements(part):
        space, _, tag = element.tag.rpartition("}")
        if tag == "Fallback" and space.endswith(_COMPATIBILITY):
            fallbacks += 1 if event == "start" else -1
        if fallbacks or not space.endswith(_WORD):
            continue
        if event == "start":
            if tag == "p":
                # The first paragraph of a cell stays in its row.
                pieces.append("" if in_row else "\n\n")
                in_row = False
        elif tag == "t":
            pieces.append(count(element.text or ""))
        elif tag in _SIGNS:
            pieces.append(_SIGNS[tag])
            in_row = tag in {"tc", "tr"}
        elif tag == "tbl":
            in_row = False
    return "".join(pieces)


def _about(archive: Archive) -> dict[str, str]:
    """Return what the file says of itself; a fault there is no reason to refuse the text."""
    said: dict[str, str] = {}
    if _CORE in archive.names:
        try:
            for event, element in archive.elements(_CORE, small=True):
                if event == "end" and element.text:
                    said.setdefault(element.tag.rpartition("}")[2], element.text)
        except Unfit:
            return {}
    return said


FORMAT = Format("docx", 20, "DOCX", _is_zip, _parse)
