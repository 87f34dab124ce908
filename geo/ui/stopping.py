"""A stop that loses nothing: runs under way end, new requests go to another replica, then the server ends.

On SIGTERM the server first answers everything new with 503, at which the proxy in front turns to another
replica, and waits for the runs of the script that are under way. Only then does it close the connections;
each browser connects again, to another replica, with its view in its address.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.ui.logs import event
from geo.ui.metrics import running, wait_until_none_runs

FLUSH: Final = 0.3
"""Seconds that the last messages of a run get to leave, once it has ended."""


class Stop:
    """Whether this server has been told to stop."""

    def __init__(self) -> None:
        self.asked = False


STOP: Final = Stop()


class Draining:
    """ASGI middleware: once the server has been told to stop, nothing new begins here.

    ``spared`` are paths that are answered to the end, such as ``/healthz``.
    """

    def __init__(self, app: ASGIApp, *, stop: Stop, spared: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._stop = stop
        self._spared = spared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if self._stop.asked and scope["type"] in {"http", "websocket"} and scope["path"] not in self._spared:
            response = PlainTextResponse(
                "this server is about to stop", status_code=503,
                headers={"Retry-After": "1", "Connection": "close", "Cache-Control": "no-store"},
            )  # fmt: skip
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)


@contextmanager
def graceful(seconds: float, stop: Stop = STOP) -> Iterator[None]:
    """Put our stop before the server's own for as long as the context lasts.

    Only in the main thread, where signals arrive; elsewhere (an app mounted in another's server) the
    owner of the process decides.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = signal.getsignal(signal.SIGTERM)
    tasks: set[asyncio.Task[None]] = set()

    async def end() -> None:
        event("stopping", running=running())
        left = await asyncio.to_thread(wait_until_none_runs, seconds)
        await asyncio.sleep(FLUSH)
        event("stopped", running=left)
        signal.signal(signal.SIGTERM, before)
        signal.raise_signal(signal.SIGTERM)

    def begin() -> None:
        if not stop.asked:
            stop.asked = True
            tasks.add(loop.create_task(end()))

    def told(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(begin)

    # Not loop.add_signal_handler: that one hears of a signal through a pipe, which is full while many runs
    # send their messages, and a signal that finds it full is lost.
    signal.signal(signal.SIGTERM, told)
    try:
        yield
    finally:
        if not stop.asked:
            signal.signal(signal.SIGTERM, before)
