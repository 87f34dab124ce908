"""The store on a database, through SQLAlchemy: the same code for SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import hmac
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from pydantic import ValidationError

from geo.errors import DataError
from geo.model.draft import Draft, Patch, Work, patched
from geo.model.pack import Pack, canonical, pack_hash, read_pack, short_hash
from geo.store.packs.database import is_missing_table, make_engine, transaction
from geo.store.packs.interface import DraftRow, Limits, Share, is_id, new_secret, pack_id, token_hash
from geo.store.packs.tables import DRAFTS, METADATA, PACKS
from geo.store.packs.trouble import PackError, megabytes

T = TypeVar("T")

_HOUR = 3600


class SqlPackStore:
    """A `geo.store.packs.interface.PackStore` on one database.

    Nothing is asked of the database before it is needed, so a server starts while it is away.
    """

    def __init__(
        self, url: str, limits: Limits | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self.limits = limits or Limits()
        self._engine = make_engine(url)
        self._clock = clock
        self._made = False
        self._making = threading.Lock()

    def share(self, pack: Pack) -> Share:
        """Keep a pack; see the protocol."""
        body = canonical(pack)
        if len(body) > self.limits.pack_bytes:
            raise PackError("too_large", got=megabytes(len(body)), most=megabytes(self.limits.pack_bytes))
        digest, token = pack_hash(body), new_secret()
        share = Share(pack_id(digest), digest, token)

        def insert(connection: sa.Connection) -> Share:
            self._count(connection, PACKS, self.limits.packs_an_hour, len(body))
            connection.execute(
                PACKS.insert().values(
                    id=share.id, hash=digest, owner=token_hash(token), bytes=len(body), made=self._now(), body=body
                )
            )  # fmt: skip
            return share

        return self._run(insert, write=True, alone=True)

    def hash_of(self, pack_id: str) -> str:
        """Return the hash of a pack; see the protocol."""
        digest = str(self._pack_row(pack_id, PACKS.c.hash)[0])
        if not pack_id.endswith(_short(digest)):
            raise PackError("damaged", "the hash is not the one of the link")
        return digest

    def pack(self, pack_id: str) -> Pack:
        """Return a pack, verified against its hash and its link; see the protocol."""
        row = self._pack_row(pack_id, PACKS.c.hash, PACKS.c.body)
        body = bytes(row.body)
        if pack_hash(body) != row.hash or not pack_id.endswith(_short(row.hash)):
            raise PackError("damaged", "the contents have another hash")
        try:
            return read_pack(body)
        except DataError as error:
            raise PackError("damaged", str(error)) from error

    def delete(self, pack_id: str, token: str) -> None:
        """Delete a pack for its owner; see the protocol."""

        def remove(connection: sa.Connection) -> None:
            where = PACKS.c.id == pack_id
            owner = connection.execute(sa.select(PACKS.c.owner).where(where)).scalar_one_or_none()
            if owner is None:
                raise PackError("unknown")
            if not hmac.compare_digest(str(owner), token_hash(token)):
                raise PackError("token")
            connection.execute(PACKS.delete().where(where))

        if not is_id(pack_id):
            raise PackError("unknown")
        self._run(remove, write=True)

    def keep(self, draft: Draft, work: Work) -> str:
        """Keep a new draft, and drop those that nobody has touched for long; see the protocol."""
        raw = draft.model_dump_json().encode("utf-8")
        if len(raw) > self.limits.draft_bytes:
            raise PackError("too_large", got=megabytes(len(raw)), most=megabytes(self.limits.draft_bytes))
        body, state, name = zlib.compress(raw, 6), _state(work), new_secret()
        now = self._now()

        def insert(connection: sa.Connection) -> str:
            connection.execute(DRAFTS.delete().where(DRAFTS.c.saved < now - self.limits.draft_seconds))
            size = len(body) + len(state)
            self._count(connection, DRAFTS, self.limits.drafts_an_hour, size)
            connection.execute(
                DRAFTS.insert().values(
                    id=name, bytes=size, made=now, saved=now, revision=1, draft=body, work=state,
                    hash=hashlib.sha256(body).hexdigest(),
                )
            )  # fmt: skip
            return name

        return self._run(insert, write=True, alone=True)

    def draft(self, draft_id: str) -> DraftRow:
        """Return a draft; see the protocol."""
        if not is_id(draft_id):
            raise PackError("unknown")
        query = sa.select(DRAFTS.c.draft, DRAFTS.c.hash, DRAFTS.c.work, DRAFTS.c.revision).where(
            DRAFTS.c.id == draft_id
        )
        row = self._run(lambda connection: connection.execute(query).one_or_none())
        if row is None:
            raise PackError("unknown")
        body = bytes(row.draft)
        if hashlib.sha256(body).hexdigest() != row.hash:
            raise PackError("damaged", "the draft has another hash")
        try:
            draft = Draft.model_validate_json(zlib.decompress(body))
            return DraftRow(draft, Work.model_validate_json(bytes(row.work)), int(row.revision))
        except (ValidationError, zlib.error) as error:
            raise PackError("damaged", type(error).__name__) from error

    def work(self, draft: Draft, draft_id: str, patches: Sequence[Patch]) -> Work:
        """Apply patches to the work that is kept; see the protocol."""

        def change(connection: sa.Connection) -> Work:
            where = DRAFTS.c.id == draft_id
            # A lock on the row alone: readers of other drafts need not wait.
            query = sa.select(DRAFTS.c.work, DRAFTS.c.revision).where(where).with_for_update()
            row = connection.execute(query).one_or_none()
            if row is None:
                raise PackError("unknown")
            try:
                before = Work.model_validate_json(bytes(row.work))
            except ValidationError as error:
                raise PackError("damaged", "the work can't be read") from error
            after = patched(draft, before, patches)
            state = _state(after)
            if len(state) > self.limits.draft_bytes:
                most = megabytes(self.limits.draft_bytes)
                raise PackError("too_large", got=megabytes(len(state)), most=most)
            connection.execute(
                DRAFTS.update().where(where).values(work=state, revision=row.revision + 1, saved=self._now())
            )
            return after

        if not is_id(draft_id):
            raise PackError("unknown")
        return self._run(change, write=True)

    def discard(self, draft_id: str) -> None:
        """Delete a draft; see the protocol."""
        self._run(
            lambda connection: connection.execute(DRAFTS.delete().where(DRAFTS.c.id == draft_id)), write=True
        )

    def check(self) -> None:
        """Ask the database for an answer; see the protocol."""
        self._run(lambda connection: connection.execute(sa.select(sa.literal(1))))

    def close(self) -> None:
        """Give connections back; see the protocol."""
        self._engine.dispose()

    def _pack_row(self, pack_id: str, *columns: sa.Column[Any]) -> sa.Row[Any]:
        if not is_id(pack_id):
            raise PackError("unknown")
        query = sa.select(*columns).where(PACKS.c.id == pack_id)
        row = self._run(lambda connection: connection.execute(query).one_or_none())
        if row is None:
            raise PackError("unknown")
        return row

    def _now(self) -> int:
        return int(self._clock())

    def _count(self, connection: sa.Connection, table: sa.Table, an_hour: int, size: int) -> None:
        """Refuse what would go beyond a limit; true until the end of a transaction that runs alone."""
        recent = sa.select(sa.func.count()).select_from(table).where(table.c.made > self._now() - _HOUR)
        if connection.execute(recent).scalar_one() >= an_hour:
            raise PackError("too_often")
        sums = (sa.select(sa.func.coalesce(sa.func.sum(one.c.bytes), 0)) for one in (PACKS, DRAFTS))
        if sum(int(connection.execute(one).scalar_one()) for one in sums) + size > self.limits.total_bytes:
            raise PackError("no_room")

    def _run(self, step: Callable[[sa.Connection], T], *, write: bool = False, alone: bool = False) -> T:
        """Run one step in a transaction of its own, on tables that are there."""
        for last in (False, True):
            self._make()
            try:
                with transaction(self._engine, write=write, alone=alone) as connection:
                    return step(connection)
            except PackError as error:
                if last or not is_missing_table(error.__cause__):
                    raise
                # Another, empty database stands where ours was.
                self._made = False
        raise AssertionError

    def _make(self) -> None:
        if self._made:
            return
        with self._making:
            if self._made:
                return
            with transaction(self._engine, write=True, alone=True) as connection:
                METADATA.create_all(connection)
            self._made = True


def _state(work: Work) -> bytes:
    # Claims of the reader's own came later: without them an older version of the atlas can read it too.
    return work.model_dump_json(exclude=None if work.added else {"added"}).encode("utf-8")


def _short(digest: str) -> str:
    try:
        return short_hash(digest)
    except ValueError:
        # No hash at all: it can't be the one of any link.
        return "\0"
