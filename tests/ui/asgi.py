"""Ask an ASGI application as a server would, without one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from starlette.datastructures import Headers


@dataclass
class Answer:
    status: int
    headers: Headers
    body: bytes


def ask(app, path="/", *, method="GET", query=b"", headers=(), body=(b"",), kind="http"):
    """Send one request; ``body`` is given chunk by chunk."""
    sent = []
    chunks = iter([
        {"type": "http.request", "body": part, "more_body": at < len(body) - 1} for at, part in enumerate(body)
    ])  # fmt: skip

    async def receive():
        if kind == "websocket":
            return {"type": "websocket.connect"}
        return next(chunks, None) or await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    scope = {
        "type": kind, "method": method, "path": path, "raw_path": path.encode(), "query_string": query,
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers], "root_path": "",
        "extensions": {"websocket.http.response": {}}, "scheme": "http", "server": ("127.0.0.1", 80),
    }  # fmt: skip
    # In a thread of its own: a browser test in the same process may keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, app(scope, receive, send)).result()
    start = next(message for message in sent if message["type"].endswith("response.start"))
    found = b"".join(message.get("body", b"") for message in sent)
    return Answer(start["status"], Headers(raw=start["headers"]), found)
