"""Keeps what readers bring: shared packs and drafts, behind one interface.

`open_store` gives a `PackStore`: a SQLite file, PostgreSQL, or, for atlases that keep nothing, memory.
Whatever goes wrong is a `PackError` with a reason that a page can say in words.
"""

from geo.store.packs.interface import DraftRow, Limits, PackStore, Share
from geo.store.packs.opening import MEMORY, default_url, open_store
from geo.store.packs.trouble import PackError, Reason

__all__ = [
    "MEMORY",
    "DraftRow",
    "Limits",
    "PackError",
    "PackStore",
    "Reason",
    "Share",
    "default_url",
    "open_store",
]
