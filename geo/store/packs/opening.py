"""Which database keeps the packs, and opening it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from geo.store.packs.interface import Limits, PackStore
from geo.store.packs.sql import SqlPackStore

MEMORY: Final = "sqlite://"
"""Keeps everything in memory: gone with the server, as drafts are where nothing may be kept."""

IN_MEMORY: Final = Limits(
    pack_bytes=0, draft_bytes=24_000_000, total_bytes=256_000_000, packs_an_hour=0, draft_seconds=12 * 3600
)
"""Limits of a store in memory: no pack, and drafts for half a day."""


def default_url(data_dir: Path) -> str:
    """Return the address of a SQLite file beside the data folder."""
    return f"sqlite:///{data_dir.resolve().parent / 'packs.sqlite3'}"


def open_store(url: str, limits: Limits | None = None) -> PackStore:
    """Return the store at an address: ``postgresql://…``, ``sqlite:///file`` or `MEMORY`.

    The database is not asked yet, so this succeeds while it is away.

    Raises
    ------
    PackError
        ``away``, where the address is of no such kind.
    """
    return SqlPackStore(url, limits or (IN_MEMORY if url == MEMORY else None))
