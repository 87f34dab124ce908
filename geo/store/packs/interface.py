"""What a store of packs and drafts does, whatever it is made of."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from geo.model.draft import Draft, Patch, Work
from geo.model.pack import Pack, short_hash

ID_BYTES: Final = 18
"""Random bytes of an id or a token: 144 bits, as 24 characters."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept. Sizes in bytes, of canonical JSON; times in seconds.

    ``packs_an_hour`` counts what all readers of one database share together, drafts likewise.
    """

    pack_bytes: int = 8_000_000
    draft_bytes: int = 24_000_000
    total_bytes: int = 1_000_000_000
    packs_an_hour: int = 120
    drafts_an_hour: int = 600
    draft_seconds: int = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Share:
    """A pack that has just been kept: the id for the link, its hash, and the owner's token.

    The token is known to nobody else: the store has its hash only.
    """

    id: str
    hash: str
    token: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as it is kept, with the number of times that its work has been saved."""

    draft: Draft
    work: Work
    revision: int


class PackStore(Protocol):
    """Keeps packs and drafts. Any thread may use it; every method raises `PackError` and nothing else.

    A method that raises has changed nothing. None waits longer than some ten seconds.
    """

    def share(self, pack: Pack) -> Share:
        """Keep a pack. Raises ``too_large``, ``no_room`` or ``too_often`` at a limit."""

    def hash_of(self, pack_id: str) -> str:
        """Return the hash of a pack without reading it. Raises ``unknown``."""

    def pack(self, pack_id: str) -> Pack:
        """Return a pack. Raises ``unknown``, and ``damaged`` where the row is not what was shared."""

    def delete(self, pack_id: str, token: str) -> None:
        """Delete a pack for its owner. Raises ``unknown``, ``token``."""

    def keep(self, draft: Draft, work: Work) -> str:
        """Keep a new draft and return its id. Raises at a limit as `share` does."""

    def draft(self, draft_id: str) -> DraftRow:
        """Return a draft. Raises ``unknown``, ``damaged``."""

    def work(self, draft: Draft, draft_id: str, patches: Sequence[Patch]) -> Work:
        """Apply patches to the work that is kept, save it, and return it with whatever others did meanwhile."""

    def discard(self, draft_id: str) -> None:
        """Delete a draft; one that is not there is no error."""

    def check(self) -> None:
        """Ask the database for an answer; for readiness probes."""

    def close(self) -> None:
        """Give connections back. The store opens new ones if it is used again."""


def new_secret() -> str:
    """Return an id or token that nobody can guess, in the alphabet of URLs."""
    return secrets.token_urlsafe(ID_BYTES)


def pack_id(body_hash: str) -> str:
    """Return an id for a pack: 144 random bits, then 66 bits of its hash.

    So the link itself says what it leads to, and a row in which body and hash were both exchanged
    is found out.
    """
    return new_secret() + short_hash(body_hash)


def token_hash(token: str) -> str:
    """Return what a store keeps of a token. Tokens are long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def is_id(value: str) -> bool:
    """Tell whether a value has the form of an id of this module, so that a database need not be asked."""
    return 24 <= len(value) <= 40 and value.isascii() and value.replace("-", "a").replace("_", "a").isalnum()
