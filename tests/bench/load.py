"""WebSocket clients that replay recorded changes: flat out, and many sessions with time to think."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from . import protocol
from .servers import Server

CHANGE_TIMEOUT_S = 60


@dataclass(frozen=True)
class Script:
    """What a session sends: the page's first run, then changes in turn."""

    first: bytes
    changes: tuple[bytes, ...]


class Session:
    """One connected client. ``change`` sends the next change and waits until its run has finished."""

    def __init__(self, socket: ClientConnection, script: Script) -> None:
        self._socket = socket
        self._script = script
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
        await session._run(script.first)
        for _ in range(made):
            await session.change()
        return session

    async def change(self) -> float:
        """Send the next change; return the milliseconds until the script's end arrived."""
        message = self._script.changes[self._next % len(self._script.changes)]
        self._next += 1
        return await self._run(message)

    async def close(self) -> None:
        """Disconnect."""
        await self._socket.close()

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
