"""What every answer of the server carries, and what is not answered at all.

The Content Security Policy lets the page run its own script files and no other. Streamlit's page
holds one inline script of a line (a flag for crawlers); it is allowed by the hash of its text, which is
taken from the installed page when the server starts, so a changed script is refused, not trusted.
Styles need ``'unsafe-inline'``: Streamlit writes its styles into the page while it runs.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.ui.settings import Settings

MAX_URL: Final = 16 * 1024
"""Longest path with query that is answered, in bytes as sent. ``geo.query.link`` reads a quarter of it."""

HIDDEN: Final = re.compile(r"/_stcore/(metrics|agent|script-health-check)(/|$)")
"""Parts of Streamlit that describe or drive the server; they are for no reader."""

_INLINE: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_COMMENT: Final = re.compile(rb"<!--.*?-->", re.DOTALL)


@cache
def bootstrap_hashes() -> tuple[str, ...]:
    """Return the CSP hash of each inline script in the page that Streamlit ships."""
    page = (resources.files("streamlit") / "static" / "index.html").read_bytes()
    scripts = _INLINE.findall(_COMMENT.sub(b"", page))
    digests = (hashlib.sha256(script).digest() for script in scripts)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_security_policy(of: Settings) -> str:
    """Return the policy: nothing from another host but what the settings name."""
    images = ["'self'", "data:", "blob:"]
    if of.basemap_origin is not None:
        images.append(of.basemap_origin)
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *bootstrap_hashes()],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": images,
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "frame-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": list(of.frame_ancestors),
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def security_headers(of: Settings) -> dict[str, str]:
    """Return the headers of every answer."""
    return {
        "Content-Security-Policy": content_security_policy(of),
        "X-Content-Type-Options": "nosniff",
        # A link is the whole view: what a reader looks at is nobody else's business.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": (
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(),"
            " clipboard-read=(), clipboard-write=(self)"
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
    }


class SecurityHeaders:
    """ASGI middleware: the headers above on every answer, and no answer to what is hidden or too long.

    Parameters
    ----------
    of
        The server's settings.
    base
        The server's base path, without slashes at its ends; empty for the root.
    """

    def __init__(self, app: ASGIApp, *, of: Settings, base: str = "") -> None:
        self._app = app
        self._headers = security_headers(of)
        self._base = f"/{base}" if base else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, sent)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        path = scope["path"]
        length = len(scope.get("raw_path") or path.encode()) + len(scope.get("query_string") or b"")
        if length > MAX_URL:
            return PlainTextResponse("the address is too long", status_code=414)
        if HIDDEN.search(path.removeprefix(self._base)):
            return PlainTextResponse("not found", status_code=404)
        return None
