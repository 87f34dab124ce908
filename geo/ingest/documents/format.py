"""What a format is. Each module of ``geo.ingest.documents.formats`` ends in ``FORMAT = Format(...)``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from geo.ingest.documents.charset import decode
from geo.ingest.documents.document import Limits, Notice
from geo.ingest.documents.reasons import Unfit
from geo.registry import discover


class Sample:
    """The bytes of a document, and their text where they are text; decoded once, when first asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def text(self) -> str:
        """The bytes as text; raises `Unfit` where they are none."""
        return decode(self.data)

    @cached_property
    def head(self) -> str:
        """The first characters of the text, blanks before it left out; empty where the bytes are no text."""
        try:
            return self.text[:8192].lstrip("\ufeff \t\r\n")
        except Unfit:
            return ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a format's module finds in a document; see `Document` for the fields."""

    text: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """One format of documents.

    Parameters
    ----------
    id
        Its id; the name that errors call it by is ``label``.
    order
        When it is asked whether a document is its own: the first that says yes reads it.
    is_mine
        Tells by the content alone.
    parse
        Takes the document apart. May raise `Unfit`; whatever else it raises counts as ``unreadable``.
    """

    id: str
    order: int
    label: str
    is_mine: Callable[[Sample], bool]
    parse: Callable[[Sample, Limits], Parsed] = field(repr=False)


@cache
def formats() -> Mapping[str, Format]:
    """Return every format by id, in the order in which they are asked."""
    return discover("geo.ingest.documents.formats", "FORMAT", Format)
