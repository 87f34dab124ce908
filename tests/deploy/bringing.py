"""Readers who bring an article: recorded in a real browser, sent again by many, each file to its own session."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.browser import SIZE

from .reader import PATIENCE_S, Reader
from .stack import ask

NAME = "article.txt"
PAGE = "review"
READ = "Read the text"


@dataclass(frozen=True)
class Bringing:
    """What a browser sends to open the page, to bring a file and to have it read; and the file."""

    messages: tuple[bytes, ...]
    content: bytes


def record(browser: Browser, address: str, content: bytes) -> Bringing:
    """Bring one file in a real browser and wait until it has been read."""
    context = browser.new_context(viewport=SIZE)
    sent: list[bytes] = []

    def listen(socket: Any) -> None:
        socket.on("framesent", lambda frame: sent.append(frame) if isinstance(frame, bytes) else None)

    page = context.new_page()
    page.on("websocket", listen)
    page.goto(f"{address}/{PAGE}")
    page.locator("input[type=file]").set_input_files(
        {"name": NAME, "mimeType": "text/plain", "buffer": content}
    )
    expect(page.get_by_text(NAME)).to_be_visible()
    page.get_by_role("button", name=READ).click()
    expect(page.locator(".review mark").first).to_be_visible(timeout=60_000)
    context.close()
    return Bringing(_needed(sent), content)


def _needed(sent: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the messages up to the one with the file, in a form that another client can send."""
    found = []
    for frame in sent:
        message = BackMsg.FromString(frame)
        kind = message.WhichOneof("type")
        if kind == "rerun_script":
            del message.rerun_script.cached_message_hashes[:]
        if kind in {"rerun_script", "file_urls_request"}:
            found.append(message.SerializeToString())
        if kind == "rerun_script" and _files(message):
            return tuple(found)
    raise RuntimeError("the browser sent no file")


def _files(message: BackMsg) -> list[Any]:
    """Return the places in a message where an uploaded file is named."""
    return [
        info
        for widget in message.rerun_script.widget_states.widgets
        if widget.WhichOneof("value") == "file_uploader_state_value"
        for info in widget.file_uploader_state_value.uploaded_file_info
    ]


async def bring(address: str, bringing: Bringing) -> float:
    """Open the page, bring the file and wait until it has been read; return the milliseconds from the upload on.

    Raises
    ------
    RuntimeError
        Where the upload is refused or the page shows an exception.
    """
    reader = await Reader.connect(address)
    begin, urls = 0.0, None
    for frame in bringing.messages:
        message = BackMsg.FromString(frame)
        if message.WhichOneof("type") == "file_urls_request":
            message.file_urls_request.session_id = reader.session
            begin = time.perf_counter()
            await reader.socket.send(message.SerializeToString())
            urls = await _urls(reader)
            await asyncio.to_thread(_put, address, reader, urls.upload_url, bringing.content)
            continue
        for info in _files(message):
            if urls is None:
                raise RuntimeError("a file is named before it has an address")
            info.file_id = urls.file_id
            info.file_urls.CopyFrom(urls)
        await reader.socket.send(message.SerializeToString())
        await reader.end()
    await reader.close()
    return (time.perf_counter() - begin) * 1000


async def _urls(reader: Reader) -> Any:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            frame = await reader.socket.recv()
            assert isinstance(frame, bytes)
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") == "file_urls_response":
                return message.file_urls_response.file_urls[0]


def _put(address: str, reader: Reader, path: str, content: bytes) -> None:
    answer = ask(f"{address}/_stcore/health")
    token = answer.headers["set-cookie"].partition("_streamlit_xsrf=")[2].partition(";")[0]
    head = f'--b\r\nContent-Disposition: form-data; name="f"; filename="{NAME}"\r\n\r\n'.encode()
    sent = ask(
        f"{address}{path}", method="PUT", body=head + content + b"\r\n--b--\r\n",
        headers={
            "Content-Type": "multipart/form-data; boundary=b", "X-Xsrftoken": token,
            "Cookie": f"_streamlit_xsrf={token}; atlas_replica={reader.replica}",
        },
    )  # fmt: skip
    if sent.status != 204:
        raise RuntimeError(f"an upload was answered with {sent.status}: {sent.body[:100]!r}")
