"""Link previews: what a chat or a post shows of a link that is pasted into it.

Streamlit serves one and the same page for every view. On its way out it gets the sentence of the view
as its title and a map of that view as its picture (Open Graph and Twitter tags). Only a validated view
has a say in them; a link that names anything unknown gets the preview of the whole atlas.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.errors import DataError
from geo.i18n import Words, language, pick
from geo.model.view import View
from geo.query.citation import plain_line
from geo.query.export import view_link
from geo.query.link import format_link
from geo.query.selection import select
from geo.query.sentence import sentence
from geo.store import Dataset
from geo.ui.asked import asked, query_of
from geo.ui.page import pages
from geo.ui.preload import head
from geo.ui.preview_pictures import HEIGHT, WIDTH, canonical

PICTURE: Final = "atlas/preview/map.png"
"""The picture's address below the atlas; the view is its query."""

MAX_TITLE: Final = 200
MAX_DESCRIPTION: Final = 300
"""Characters; those who show previews cut sooner."""

_WORDS: Final[Mapping[str, Words]] = {
    "about": {
        "en": "{page}. What analytical texts say about the CSTO and its neighbours; every mark leads to the passage that put it there. Boundaries: {point_of_view}; data version {version}.",
        "ru": "{page}. Что говорят аналитические тексты об ОДКБ и соседях; каждый знак ведёт к фрагменту текста. Границы: {point_of_view}; версия данных {version}.",
    },
    "pack": {
        "en": "With a text that a reader has shared: “{title}”.",
        "ru": "С текстом, которым поделился читатель: «{title}».",
    },
}  # fmt: skip

_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_TITLE: Final = re.compile(rb"<title>[^<]*</title>")
_CONDITIONS: Final = frozenset({b"if-none-match", b"if-modified-since", b"if-range", b"range", b"accept-encoding"})  # fmt: skip
"""Headers of a request that speak of the page as it stands on disk, or would have it packed."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the preview of a link says.

    Parameters
    ----------
    title, description
        Text, cut to length.
    language
        BCP 47 tag of both.
    link, picture
        Absolute addresses, None where the atlas does not know its own.
    """

    title: str
    description: str
    site: str
    language: str
    link: str | None
    picture: str | None


def preview_of(dataset: Dataset, view: View, base_url: str | None) -> Preview:
    """Return the preview of a view.

    Parameters
    ----------
    base_url
        Where the reader finds the atlas, None where that is not known.
    """
    words = language(view.language)
    said = sentence(dataset, view, select(dataset, view), words)
    point_of_view = pick(dataset.boundaries.points_of_view[view.point_of_view].names, words.tag)
    about = words.part("preview.about", _WORDS["about"]).format(
        page=pages()[view.page].title(words), point_of_view=point_of_view, version=dataset.version
    )
    if view.pack is not None:
        # Whoever sees only the preview must not take a reader's text for one of the atlas's.
        texts = ", ".join(text.title for text in dataset.texts if text.id not in dataset.ground.texts_by_id)
        about = f"{words.part('preview.pack', _WORDS['pack']).format(title=texts)} {about}"
    base = None if base_url is None else base_url.rstrip("/")
    return Preview(
        title=_cut(said, MAX_TITLE),
        description=_cut(about, MAX_DESCRIPTION),
        site=words.text("app.title"),
        language=words.tag,
        link=None if base is None else view_link(dataset, view, base),
        picture=None if base is None else f"{base}/{PICTURE}?{format_link(dataset, canonical(view))}",
    )


def _cut(text: str, most: int) -> str:
    line = plain_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def tags(preview: Preview) -> str:
    """Return a preview as the elements of a page's head; every value is escaped."""
    graph = {
        "og:type": "website", "og:site_name": preview.site, "og:title": preview.title,
        "og:description": preview.description, "og:url": preview.link, "og:image": preview.picture,
    }  # fmt: skip
    if preview.picture is not None:
        graph |= {
            "og:image:type": "image/png", "og:image:width": str(WIDTH), "og:image:height": str(HEIGHT),
            "og:image:alt": preview.title,
        }  # fmt: skip
    named = {
        "description": preview.description,
        "twitter:card": "summary" if preview.picture is None else "summary_large_image",
    }
    rows = [f"<title>{html.escape(f'{preview.site}: {preview.title}')}</title>"]
    for attribute, values in (("property", graph), ("name", named)):
        rows += [
            f'<meta {attribute}="{key}" content="{html.escape(value)}">'
            for key, value in values.items()
            if value is not None
        ]
    return "\n    ".join(rows)


class LinkPreviews:
    """ASGI middleware: writes the tags into each page of the atlas. It must stand inside what adds headers.

    Parameters
    ----------
    base
        The server's base path, without slashes at its ends; empty for the root.
    url
        Where readers find the atlas; None for the host that each request names.
    """

    def __init__(self, app: ASGIApp, *, base: str = "", url: str | None = None) -> None:
        self._app = app
        self._prefix = f"/{base}" if base else ""
        self._url = url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and where it is for a page, its answer back with the tags."""
        page = self._page(scope)
        if page is None:
            await self._app(scope, receive, send)
            return
        answer = _Answer()
        await self._app(_unconditional(scope), receive, answer.take)
        if answer.is_page:
            query = query_of(scope)
            try:
                # The first sentence of a new view takes some milliseconds: not on the event loop.
                begin, end = await anyio.to_thread.run_sync(
                    lambda: self._written(page, query, self._base_url(scope))
                )
            except DataError:
                # The page itself says what is wrong.
                begin = end = ""
            answer.write(begin, end)
        await answer.give(Headers(scope=scope), scope["method"], send)

    @staticmethod
    def _written(page: str, query: str, base_url: str | None) -> tuple[str, str]:
        """Return what stands in the place of the page's title, and at the end of its head."""
        wanted = asked(query, page)
        begin, end = head(wanted.dataset, wanted.view)
        said = tags(preview_of(wanted.dataset, wanted.preview, base_url))
        return f"{said}\n    {begin}", end

    def _page(self, scope: Scope) -> str | None:
        """Return the id of the page that a request is for, None where it is for none."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return None
        path = scope["path"]
        if not path.startswith(f"{self._prefix}/"):
            return None
        name = path.removeprefix(f"{self._prefix}/")
        first = next(iter(pages()))
        return first if not name else name if name in pages() else None

    def _base_url(self, scope: Scope) -> str | None:
        if self._url is not None:
            return self._url
        host = Headers(scope=scope).get("host", "")
        if not _HOST.fullmatch(host):
            return None
        return f"{scope.get('scheme', 'http')}://{host}{self._prefix}/"


def _unconditional(scope: Scope) -> Scope:
    """Return a request for the whole page as it stands on disk."""
    kept = [(name, value) for name, value in scope["headers"] if name.lower() not in _CONDITIONS]
    return {**scope, "method": "GET", "headers": kept, "extensions": {}}


class _Answer:
    """An answer held back until it is whole: a page of eight kilobytes."""

    def __init__(self) -> None:
        self._start: Message = {}
        self._body = bytearray()
        self._etag: str | None = None

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")

    @property
    def is_page(self) -> bool:
        headers = Headers(raw=self._start.get("headers", []))
        return self._start.get("status") == 200 and headers.get("content-type", "").startswith("text/html")

    def write(self, begin: str, end: str) -> None:
        """Put elements into the head: in the place of the page's title, which precedes its scripts, and at its end.

        The page is then a new one, with a name of its own.
        """
        if begin:
            body = _TITLE.sub(lambda _found: begin.encode(), bytes(self._body), count=1)
            self._body = bytearray(body.replace(b"</head>", f"{end}\n  </head>".encode(), 1))
        self._etag = f'"{hashlib.sha256(self._body).hexdigest()[:32]}"'

    async def give(self, asked: Headers, method: str, send: Send) -> None:
        start, body = dict(self._start), bytes(self._body)
        headers = MutableHeaders(raw=list(start.get("headers", [])))
        if self._etag is not None:
            for name in ("last-modified", "accept-ranges"):
                del headers[name]
            headers["etag"] = self._etag
            headers["content-length"] = str(len(body))
            known = {one.strip().removeprefix("W/") for one in asked.get("if-none-match", "").split(",")}
            if known & {self._etag, "*"}:
                start["status"], body = 304, b""
                del headers["content-length"]
        start["headers"] = headers.raw
        await send(start)
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
