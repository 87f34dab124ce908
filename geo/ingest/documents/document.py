"""What reading a document gives, and the bounds within which it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of reading one document.

    Parameters
    ----------
    bytes
        Size of the largest document.
    characters
        Length of the longest text, in code points.
    inflated
        Bytes that one part of a packed document may unpack to.
    memory
        Bytes of address space of the process that takes a document apart.
    cpu_seconds
        Processor seconds that it may spend, a whole number.
    wall_seconds
        Seconds after which it is killed, however little it has done.
    at_once
        How many documents are taken apart at the same time, in this process of the atlas.
    queue_seconds
        How long a document waits for its turn before it is refused as ``busy``.
    """

    bytes: int = 2_000_000
    characters: int = 2_000_000
    inflated: int = 32 * MEBIBYTE
    memory: int = 400 * MEBIBYTE
    cpu_seconds: int = 4
    wall_seconds: float = 4.6
    at_once: int = 2
    queue_seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader should know of a document that was read: ``words.tell`` says it."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as plain text.

    Parameters
    ----------
    text
        The text; see the package for what becomes of line ends. All offsets count its code points.
    name
        The clean name that it came under.
    format
        Id of the format it was read as: ``plain``, ``markdown``, ``html``, ``pdf``, ``docx``.
    title, author
        As the document says, in one line; None where its format does not tell.
    date
        Its day as an ISO 8601 date, as the document says.
    language
        ``en`` or ``ru`` by the letters of the text, another BCP 47 language where the document
        declares it, None where neither tells.
    notices
        What a reader should know, such as pages that hold only pictures.
    """

    text: str
    name: str
    format: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
    notices: tuple[Notice, ...] = ()
