"""``/healthz`` and ``/readyz``: whether the server lives, and whether readers should be sent to it.

A server that lives but can't serve (data that is wrong, a database of shared texts that is away, a stop
under way) isn't ready: a proxy passes it by, and an operator reads why. No answer names an address, a
user or a file of the machine.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from geo.errors import DataError
from geo.store.packs import PackError
from geo.ui.atlas import atlas
from geo.ui.packs import shares, store
from geo.ui.stopping import STOP

KEEP: Final = 5.0
"""Seconds that an answer is kept: a flood of questions costs one look, and broken data isn't read anew each time."""

PATHS: Final = ("/healthz", "/readyz")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the server that has to be well, and what is said of it."""

    name: str
    well: bool
    said: str


Check = Callable[[], Part]


def data_is_valid() -> Part:
    """Tell whether the data is loaded and right; the page itself names what is wrong."""
    try:
        return Part("data", well=True, said=atlas().version)
    except DataError as error:
        return Part("data", well=False, said=f"{len(error.problems)} problems")


def store_answers() -> Part:
    """Tell whether the database of shared texts answers, where the atlas keeps any.

    The map and its links do without it, so this is no reason to start the server anew.
    """
    if not shares():
        return Part("store", well=True, said="not used")
    try:
        store().check()
    except PackError as error:
        return Part("store", well=False, said=error.reason)
    return Part("store", well=True, said="answers")


def not_stopping() -> Part:
    """Tell whether the server has been told to stop."""
    return Part("stop", well=not STOP.asked, said="asked for" if STOP.asked else "none")


class Kept:
    """A check whose answer is kept for a while, and which runs once at a time."""

    def __init__(self, check: Check, seconds: float = KEEP) -> None:
        self._check = check
        self._seconds = seconds
        self._lock = threading.Lock()
        self._found: tuple[float, Part] | None = None

    def __call__(self) -> Part:
        """Return the kept answer, or ask again where it is too old."""
        with self._lock:
            if self._found is None or time.monotonic() - self._found[0] > self._seconds:
                self._found = (time.monotonic(), self._check())
            return self._found[1]


async def healthz(_request: Request) -> Response:
    """Say that the server answers."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def readyz(checks: tuple[Check, ...]) -> Callable[[Request], object]:
    """Return the endpoint that runs all checks, none of them on the event loop."""

    async def answer(_request: Request) -> Response:
        parts = [await anyio.to_thread.run_sync(check) for check in checks]
        ready = all(part.well for part in parts)
        return JSONResponse(
            {"ready": ready, **{part.name: {"ok": part.well, "said": part.said} for part in parts}},
            status_code=200 if ready else 503,
            headers={"Cache-Control": "no-store"},
        )

    return answer


def health_routes(prefix: str, checks: tuple[Check, ...]) -> list[Route]:
    """Return both routes below the server's base path."""
    live, ready = PATHS
    return [
        Route(f"{prefix}{live}", healthz, methods=["GET"]),
        Route(f"{prefix}{ready}", readyz((*map(Kept, checks), not_stopping)), methods=["GET"]),
    ]
