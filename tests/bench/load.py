"""WebSocket clients that replay recorded changes: flat out, and many sessions with time to think."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from . import protocol
from .browser import Change
from .servers import Server

CHANGE_TIMEOUT_S = 60


@dataclass(frozen=True)
class Script:
    """What a session sends: the page's first run, then changes in turn."""

    first: bytes
    changes: tuple[bytes, ...]
    fetches: tuple[str | None, ...] = ()
    """What each change asks for over HTTP at the same time, None for nothing; empty for no change at all."""


def script_of(first: bytes, changes: Sequence[Change]) -> Script:
    """Return what a browser was recorded to send."""
    made = [one for one in changes if one.sent]
    return Script(
        first, tuple(one.sent[0] for one in made), tuple(next(iter(one.fetched), None) for one in made)
    )


class Session:
    """One connected client. ``change`` sends the next change and waits until its run has finished."""

    def __init__(self, socket: ClientConnection, script: Script) -> None:
        self._socket = socket
        self._script = script
        self._fetcher: Fetcher | None = None
        self._next = 0

    @classmethod
    async def open(cls, server: Server, script: Script, made: int = 0) -> Session:
        """Connect, wait for the first run of the page, and make the first ``made`` changes.

        Each session makes all changes in turn, as the address that a change carries has to fit the one
        before; ``made`` sets sessions apart, so that they don't ask for the same views together.
        """
        socket = await connect(
            server.stream,
            subprotocols=[Subprotocol(protocol.SUBPROTOCOL)],
            compression=None,
            max_size=None,
            ping_interval=None,
            proxy=None,
        )
        session = cls(socket, script)
        if any(script.fetches):
            session._fetcher = Fetcher.of(server)
        await session._run(script.first)
        for _ in range(made):
            # Without the map, which nobody looks at yet: a hundred that open at once would ask a proxy for more
            # of them in a second than it lets one address have.
            await session._run(script.changes[session._turn()])
        return session

    async def change(self) -> float:
        """Send the next change; return the milliseconds until the script's end and what it fetches arrived."""
        at = self._turn()
        wanted = self._script.fetches[at] if self._script.fetches else None
        if wanted is None or self._fetcher is None:
            return await self._run(self._script.changes[at])
        spent = await asyncio.gather(self._fetcher.fetch(wanted), self._run(self._script.changes[at]))
        return max(spent)

    def _turn(self) -> int:
        at = self._next % len(self._script.changes)
        self._next += 1
        return at

    async def close(self) -> None:
        """Disconnect."""
        await self._socket.close()
        if self._fetcher is not None:
            await self._fetcher.close()

    async def _run(self, message: bytes) -> float:
        begin = time.perf_counter()
        await self._socket.send(message)
        async with asyncio.timeout(CHANGE_TIMEOUT_S):
            while True:
                frame = await self._socket.recv()
                assert isinstance(frame, bytes)
                outcome = protocol.outcome_of(frame)
                if outcome.failed:
                    # The time that an error page takes tells nothing.
                    raise RuntimeError("the page shows an exception")
                if outcome.done:
                    return (time.perf_counter() - begin) * 1000


class Fetcher:
    """A connection that asks for one address after the other, and is made anew as a browser's is."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    @classmethod
    def of(cls, server: Server) -> Fetcher:
        """Return one for a server."""
        parts = urlsplit(server.url)
        assert parts.hostname is not None
        return cls(parts.hostname, parts.port or 80)

    async def fetch(self, path: str) -> float:
        """Ask for a path; return the milliseconds until its whole answer arrived."""
        begin = time.perf_counter()
        try:
            await self._ask(path)
        except (asyncio.IncompleteReadError, ConnectionError):
            # The server ends a connection that has been idle for some seconds.
            await self.close()
            await self._ask(path)
        return (time.perf_counter() - begin) * 1000

    async def _ask(self, path: str) -> None:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        asked = f"GET /{path.removeprefix('/')} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n\r\n"
        writer.write(asked.encode("ascii"))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().splitlines()
        if " 200 " not in head[0]:
            raise RuntimeError(f"{path}: status expected 200, got {head[0]}")
        (length,) = [line.partition(":")[2] for line in head if line.startswith("content-length:")]
        await reader.readexactly(int(length))

    async def close(self) -> None:
        """Disconnect."""
        if self._streams is not None:
            self._streams[1].close()
            with contextlib.suppress(ConnectionError):
                await self._streams[1].wait_closed()
            self._streams = None


@dataclass(frozen=True)
class FlatOut:
    """Changes a second with no time to think, and the processor time that one takes the server."""

    per_second: float
    cpu_ms: float
    changes: int


async def flat_out(server: Server, script: Script, seconds: float, clients: int) -> FlatOut:
    """Let ``clients`` sessions send one change after another for ``seconds``."""
    sessions = [await Session.open(server, script, 1 + 3 * at) for at in range(clients)]
    cpu, begin = server.cpu_s(), time.perf_counter()

    async def work(session: Session) -> int:
        count = 0
        while time.perf_counter() - begin < seconds:
            await session.change()
            count += 1
        return count

    count = sum(await asyncio.gather(*(work(session) for session in sessions)))
    took, used = time.perf_counter() - begin, server.cpu_s() - cpu
    await asyncio.gather(*(session.close() for session in sessions))
    return FlatOut(round(count / took, 1), round(used * 1000 / count, 1), count)


@dataclass(frozen=True)
class Level:
    """What was measured with one number of sessions: milliseconds of each change, memory at the end."""

    sessions: int
    think_s: float
    changes_ms: tuple[float, ...]
    memory_mb: float


async def levels(
    server: Server,
    script: Script,
    counts: Sequence[int],
    *,
    seconds: float,
    think_s: float,
    alone_think_s: float,
) -> list[Level]:
    """Measure with each number of sessions in turn; sessions stay connected from level to level.

    Each session waits a random time, half to one and a half times ``think_s``, before each change. A
    session alone waits ``alone_think_s``, or too few changes would come together in the time.
    """
    open_sessions: list[Session] = []
    found = []
    for count in sorted(counts):
        while len(open_sessions) < count:
            open_sessions.append(await Session.open(server, script, len(open_sessions) % 10))
        think = alone_think_s if count == 1 else think_s
        end = time.perf_counter() + seconds
        spent = await asyncio.gather(*(_user(one, at, think, end) for at, one in enumerate(open_sessions)))
        changes = tuple(round(value, 2) for values in spent for value in values)
        found.append(Level(count, think, changes, round(server.memory_mb(), 1)))
    await asyncio.gather(*(session.close() for session in open_sessions))
    return found


async def _user(session: Session, seed: int, think_s: float, end: float) -> list[float]:
    chance = random.Random(seed)
    spent: list[float] = []
    # The first wait is anywhere in the think time, or all sessions would act together.
    wait = chance.uniform(0, think_s)
    while time.perf_counter() + wait < end:
        await asyncio.sleep(wait)
        spent.append(await session.change())
        wait = chance.uniform(0.5, 1.5) * think_s
    return spent
