"""How much readers may upload, over HTTP: Streamlit keeps every file that is sent to it in memory.

Streamlit limits the size of one file. This middleware limits how many files a session keeps, what all
sessions keep together, how many are received at once and for how long, each before the body is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sized
from typing import Final, Protocol

import anyio
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from geo.ui.logs import event
from geo.ui.metrics import UPLOADS
from geo.ui.settings import Settings

AT_ONCE: Final = 8
"""Most uploads that are received at the same time."""
SECONDS: Final = 30
"""Longest time for one upload to arrive whole."""
OVERHEAD: Final = 64 * 1024
"""Bytes that a form puts around its file, at most."""

_UPLOAD: Final = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)$")


class _File(Protocol):
    @property
    def data(self) -> Sized: ...


Kept = Mapping[str, Mapping[str, _File]]
"""Files by session and by their own id."""


def kept() -> Kept:
    """Return the files that this server keeps now."""
    if not Runtime.exists():
        return {}
    manager = Runtime.instance().uploaded_file_mgr
    return manager.file_storage if isinstance(manager, MemoryUploadedFileManager) else {}


def refused(
    of: Settings, files: Kept, session: str, file: str, declared: int | None, *, arriving: int = 0
) -> tuple[int, str] | None:
    """Return status and words where a file may not be uploaded, None where it may.

    Parameters
    ----------
    declared
        The length that the request names, in bytes; None where it names none.
    arriving
        The room that the uploads under way may take, in bytes.
    """
    if of.uploads == "off":
        return 403, "this atlas takes no texts"
    if declared is not None and declared > of.upload_max_bytes + OVERHEAD:
        return 413, f"the file is larger than {of.upload_max_bytes} bytes"
    own = dict(files.get(session, {}))
    if file not in own and len(own) >= of.upload_max_files:
        return 429, f"{of.upload_max_files} files are kept already; reload the page to begin anew"
    # A copy first: other requests add and remove files meanwhile.
    total = sum(len(one.data) for each in list(files.values()) for one in list(each.values()))
    if total + arriving + _room(of, declared) > of.upload_memory_bytes:
        return 503, "too many files are being read just now; try again in a few minutes"
    return None


class UploadLimits:
    """ASGI middleware that holds the limits above."""

    def __init__(self, app: ASGIApp, *, of: Settings) -> None:
        self._app = app
        self._of = of
        self._receiving = 0
        self._arriving = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        matched = _UPLOAD.search(scope["path"]) if scope["type"] == "http" else None
        if matched is None or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        if self._receiving >= AT_ONCE:
            await self._refuse(503, "too many files are being sent just now; try again", scope, receive, send)
            return
        declared = _declared(scope)
        no = refused(self._of, kept(), matched["session"], matched["file"], declared, arriving=self._arriving)
        if no is not None:
            await self._refuse(*no, scope, receive, send)
            return
        room = _room(self._of, declared)
        self._receiving += 1
        self._arriving += room
        try:
            await self._receive(scope, receive, send)
        finally:
            self._receiving -= 1
            self._arriving -= room

    async def _receive(self, scope: Scope, receive: Receive, send: Send) -> None:
        deadline = anyio.current_time() + SECONDS

        async def in_time() -> Message:
            with anyio.move_on_at(deadline):
                return await receive()
            # Streamlit's own handling of errors, further in, turns this into the answer.
            raise HTTPException(408, f"the file did not arrive in {SECONDS} seconds")

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                UPLOADS.labels("kept" if message["status"] < 300 else "refused").inc()
            await send(message)

        await self._app(scope, in_time, sent)

    async def _refuse(self, status: int, why: str, scope: Scope, receive: Receive, send: Send) -> None:
        UPLOADS.labels("refused").inc()
        event("upload refused", status=status)
        headers = {"Connection": "close", "Retry-After": "60"}
        await PlainTextResponse(why, status_code=status, headers=headers)(scope, receive, send)


def _room(of: Settings, declared: int | None) -> int:
    return of.upload_max_bytes if declared is None else min(declared, of.upload_max_bytes)


def _declared(scope: Scope) -> int | None:
    found = next((value for name, value in scope["headers"] if name == b"content-length"), None)
    return int(found) if found is not None and found.isdigit() else None
