"""Engines and transactions: short, timed, all or nothing, and failing only as `PackError`."""

from __future__ import annotations

import os
import shutil
import sqlite3
import ssl
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import exc

from geo.store.packs.tables import LOCK
from geo.store.packs.trouble import PackError, Reason

WAIT: Final = 5
"""Seconds to wait for a connection, and for another writer."""
ANSWER: Final = 8
"""Seconds to wait for the server's answer to one statement."""
_NO_SPACE: Final = 64 * 1024
"""Free bytes of a disk below which a failed write is put down to it."""

_POSTGRES: Final[dict[str, Reason]] = {
    "53100": "disk_full", "53200": "busy", "53300": "busy", "55P03": "busy", "57014": "busy",
    "40001": "busy", "40P01": "busy", "57P01": "away", "57P02": "away", "57P03": "away", "25006": "away",
}  # fmt: skip
"""SQLSTATE to reason. A server that only reads (25006) is one that has just been replaced."""

_SQLITE: Final[dict[str, Reason]] = {
    "SQLITE_FULL": "disk_full", "SQLITE_BUSY": "busy", "SQLITE_LOCKED": "busy", "SQLITE_CANTOPEN": "away",
    "SQLITE_READONLY": "away", "SQLITE_PERM": "away",
}  # fmt: skip

_RAW: Final = (OSError, struct.error, EOFError)
"""What a driver lets through when the line breaks in the middle of an answer."""


def make_engine(url: str) -> sa.Engine:
    """Return an engine for PostgreSQL (through pg8000), a SQLite file, or SQLite in memory.

    Raises
    ------
    PackError
        ``away``, where the address is not one of these.
    """
    try:
        parsed = sa.make_url(url)
    except (exc.ArgumentError, ValueError) as error:
        # The address may hold a password, so it is in no message.
        raise PackError("away", "the database's address can't be read") from error
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return _postgres(parsed)
    if backend == "sqlite":
        return _sqlite(parsed.database)
    raise PackError("away", f"postgresql or sqlite expected, got {backend}")


def _postgres(url: sa.URL) -> sa.Engine:
    query = dict(url.query)
    mode = query.pop("sslmode", "prefer")
    arguments: dict[str, Any] = {
        "timeout": ANSWER,
        "application_name": "csto-atlas",
        "startup_params": {"statement_timeout": f"{ANSWER - 1}s", "lock_timeout": f"{WAIT}s"},
    }
    if mode in {"require", "verify-ca", "verify-full"}:
        context = ssl.create_default_context()
        context.check_hostname = mode == "verify-full"
        if mode == "require":
            context.verify_mode = ssl.CERT_NONE
        arguments["ssl_context"] = context
    return sa.create_engine(
        url.set(drivername="postgresql+pg8000", query=query), connect_args=arguments, hide_parameters=True,
        pool_pre_ping=True, pool_size=4, max_overflow=8, pool_timeout=WAIT, pool_recycle=1800,
    )  # fmt: skip


def _sqlite(file: str | None) -> sa.Engine:
    arguments = {"timeout": WAIT, "check_same_thread": False}
    if not file or file == ":memory:":
        # One connection that stays: it is the database. Who comes second waits for it.
        engine = sa.create_engine(
            "sqlite://", connect_args=arguments, poolclass=sa.QueuePool, pool_size=1, max_overflow=0,
            pool_timeout=WAIT, hide_parameters=True,
        )  # fmt: skip
    else:
        path = Path(file)
        # A connection for each use: a file that was exchanged or put back is then seen at once.
        engine = sa.create_engine(
            f"sqlite:///{path}", connect_args=arguments, poolclass=sa.NullPool, hide_parameters=True
        )

        @sa.event.listens_for(engine, "do_connect")
        def _private(*_given: object) -> None:
            # The folder is not made: a disk that is not mounted should be noticed.
            if not path.exists():
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))

    @sa.event.listens_for(engine, "connect")
    def _opened(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, by us
        if file and file != ":memory:":
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get("atlas_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


@contextmanager
def transaction(engine: sa.Engine, *, write: bool = False, alone: bool = False) -> Iterator[sa.Connection]:
    """Run a block in a transaction that is committed whole, or not at all.

    Parameters
    ----------
    write
        Whether it writes. On SQLite there is one writer at a time.
    alone
        Whether no other such block may run meanwhile, so that what it has counted stays true.

    Raises
    ------
    PackError
        For everything that the database, the driver or the network does.
    """
    try:
        with engine.connect() as opened:
            connection = opened.execution_options(atlas_write=write)
            try:
                with connection.begin():
                    if alone and engine.dialect.name == "postgresql":
                        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
                    yield connection
            except _RAW:
                # Half an answer may still be on the line: nobody else may get this connection.
                connection.invalidate()
                raise
    except exc.SQLAlchemyError as error:
        raise PackError(reason_of(error, engine), type(error).__name__) from error
    except _RAW as error:
        raise PackError("away", type(error).__name__) from error


def reason_of(error: exc.SQLAlchemyError, engine: sa.Engine) -> Reason:
    """Return why the database failed."""
    if isinstance(error, exc.TimeoutError):
        return "busy"
    if not isinstance(error, exc.DBAPIError):
        return "broken"
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", None) or ""
        family = "_".join(name.split("_")[:2])
        if family == "SQLITE_IOERR" and _is_full(engine):
            return "disk_full"
        return _SQLITE.get(family, "broken")
    if error.connection_invalidated:
        return "away"
    said = cause.args[0] if cause is not None and cause.args else None
    if isinstance(said, dict):
        state = str(said.get("C", ""))
        return _POSTGRES.get(state, "away" if state.startswith("08") else "broken")
    # pg8000 raises these without a state: no connection could be made, or it broke.
    return "away" if isinstance(error, exc.InterfaceError | exc.OperationalError) else "broken"


def is_missing_table(error: BaseException | None) -> bool:
    """Tell whether a statement failed because the tables are not there: another database than before."""
    if not isinstance(error, exc.DBAPIError) or error.orig is None:
        return False
    said = error.orig.args[0] if error.orig.args else ""
    return said.get("C") == "42P01" if isinstance(said, dict) else str(said).startswith("no such table")


def _is_full(engine: sa.Engine) -> bool:
    try:
        return shutil.disk_usage(Path(engine.url.database or ".").parent).free < _NO_SPACE
    except OSError:
        return False
