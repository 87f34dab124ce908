"""A reader without a browser: the page's WebSocket, spoken as the browser speaks it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.bench import protocol

PATIENCE_S = 60

T = TypeVar("T")

_opened: list[ClientConnection] = []


def run(story: Coroutine[Any, Any, T]) -> T:
    """Run in a thread of its own, as a browser in this one keeps an event loop running; leave no connection open."""

    async def told() -> T:
        try:
            return await story
        finally:
            for socket in _opened:
                socket.transport.abort()
            _opened.clear()
            await asyncio.sleep(0)  # the loop lets go of them

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, told()).result()


@dataclass
class Reader:
    """One connection. ``session`` is the id that the server gave it; ``replica`` the cookie's."""

    socket: ClientConnection
    session: str = ""
    replica: str | None = None
    took_ms: list[float] = field(default_factory=list)

    @classmethod
    async def connect(cls, address: str, replica: str | None = None, *, session: str | None = None) -> Reader:
        """Connect through a proxy or to a replica; ``address`` is where the page is, as http.

        ``session`` is the one that the reader wants to go on with, as after a lost connection.
        """
        wanted = [protocol.SUBPROTOCOL, *(["none", session] if session else [])]
        headers = {"Cookie": f"atlas_replica={replica}"} if replica else {}
        socket = await connect(
            f"{address.rstrip('/').replace('http://', 'ws://')}/_stcore/stream",
            subprotocols=[Subprotocol(one) for one in wanted], additional_headers=headers,
            compression=None, max_size=None, ping_interval=None, proxy=None,
        )  # fmt: skip
        _opened.append(socket)
        reader = cls(socket, replica=replica)
        assert socket.response is not None
        pinned = socket.response.headers.get("Set-Cookie", "")
        if pinned.startswith("atlas_replica="):
            reader.replica = pinned.removeprefix("atlas_replica=").partition(";")[0]
        return reader

    async def begin(self, query: str = "") -> None:
        """Send the request for a run of the page at a link."""
        await self.socket.send(protocol.first_message(query))

    async def end(self) -> list[str]:
        """Wait for the end of a run; return the texts that it wrote.

        Raises
        ------
        RuntimeError
            Where the page shows an exception.
        ConnectionClosed
            Where the connection ended before the run did.
        """
        begin = time.perf_counter()
        texts: list[str] = []
        async with asyncio.timeout(PATIENCE_S):
            while True:
                frame = await self.socket.recv()
                assert isinstance(frame, bytes)
                message = ForwardMsg.FromString(frame)
                if message.WhichOneof("type") == "new_session":
                    self.session = message.new_session.initialize.session_id
                if protocol.element_of(message) == "text":
                    texts.append(message.delta.new_element.text.body)
                found = protocol.outcome_of(frame)
                if found.failed:
                    raise RuntimeError("the page shows an exception")
                if found.done:
                    self.took_ms.append((time.perf_counter() - begin) * 1000)
                    return texts

    async def run(self, query: str = "") -> list[str]:
        """Run the page at a link and return the texts that it wrote."""
        await self.begin(query)
        return await self.end()

    async def ended(self) -> int | None:
        """Wait until the other side closes; return the close code."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    await self.socket.recv()
        except ConnectionClosed:
            return self.socket.close_code

    async def close(self) -> None:
        await self.socket.close()
