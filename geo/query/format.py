"""What an export format is. A module of ``geo.query.formats`` or ``geo.render.exports`` ends in one.

``FORMAT = Format(...)`` writes a stamped file; a `ListFormat` can also print bare claims through a
pipe. Formats that draw, or that need a file on disk, stand in ``geo.render.exports``;
`geo.render.export.exports` has all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from geo.i18n import Words
from geo.model.claim import Claim
from geo.query.export import Export
from geo.registry import discover
from geo.store import Dataset


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write a view into a file.

    Parameters
    ----------
    id
        Also the value of ``--format``.
    order
        Where it stands among the formats; the first is the default.
    words
        ``label`` by language, and optionally ``help``.
    media_type, suffix
        For a download; the suffix has its dot.
    write
        Yields the file's bytes piece by piece, so that a long list never stands in memory twice.
        The same export gives the same bytes.
    fits
        Tells whether a view can be written so; ``help`` then says what is asked of it.
    """

    id: str
    order: int
    words: Mapping[str, Words]
    media_type: str
    suffix: str
    write: Callable[[Export], Iterator[bytes]]
    fits: Callable[[Export], bool] = lambda _export: True


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFormat(Format):
    """A format that is a list of claims.

    Parameters
    ----------
    chunks
        Called with dataset, claims and point of view; yields the bare list as text, unstamped.
    """

    chunks: Callable[[Dataset, Sequence[Claim], str], Iterator[str]]


@cache
def query_formats() -> Mapping[str, Format]:
    """Return every format that needs no drawing by id, in order."""
    return discover("geo.query.formats", "FORMAT", Format)


@cache
def formats() -> Mapping[str, ListFormat]:
    """Return every format that is a list of claims by id, in order."""
    return {name: part for name, part in query_formats().items() if isinstance(part, ListFormat)}
