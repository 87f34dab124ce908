"""Uploads are limited before they are read: by number, by size, together, at once, and in time."""

import asyncio
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from geo.ui import upload_limits
from geo.ui.settings import read_settings
from geo.ui.upload_limits import AT_ONCE, OVERHEAD, UploadLimits, refused

from .asgi import ask

OF = read_settings(
    {"ATLAS_UPLOAD_MAX_BYTES": "1000", "ATLAS_UPLOAD_MAX_FILES": "3", "ATLAS_UPLOAD_MEMORY_BYTES": "5000"}
)
PATH = "/_stcore/upload_file/session-1/file-1"


def files(**sizes):
    """Return files by session: ``a=[10, 20]`` for two files of session ``a``."""
    return {
        session: {f"{session}{at}": SimpleNamespace(data=b"x" * size) for at, size in enumerate(each)}
        for session, each in sizes.items()
    }


@pytest.mark.parametrize(
    ("kept", "session", "file", "declared", "status"),
    [
        (files(), "a", "new", 900, None),
        (files(), "a", "new", None, None),
        (files(), "a", "new", 1000 + OVERHEAD + 1, 413),
        (files(a=[1, 1, 1]), "a", "new", 10, 429),
        (files(a=[1, 1, 1]), "a", "a1", 10, None),
        (files(a=[1, 1, 1]), "b", "new", 10, None),
        (files(a=[1000] * 3, b=[1000, 995]), "c", "new", 10, 503),
        (files(a=[1000] * 3, b=[1000]), "c", "new", None, None),
        (files(a=[1000] * 3, b=[1000, 1]), "c", "new", None, 503),
    ],
)
def test_what_would_be_too_much_is_refused(kept, session, file, declared, status):
    found = refused(OF, kept, session, file, declared)
    assert (found and found[0]) == status


def test_what_is_on_its_way_counts_too():
    assert refused(OF, files(a=[1000, 1000]), "b", "new", 900, arriving=2000) is None
    assert refused(OF, files(a=[1000, 1000]), "b", "new", 900, arriving=2500)[0] == 503


def test_an_atlas_without_uploads_takes_none():
    assert refused(read_settings({"ATLAS_UPLOADS": "off"}), {}, "a", "b", 1)[0] == 403


def app(seen, of=OF):
    async def put(request):
        seen.append(len(await request.body()))
        return PlainTextResponse("kept")

    inner = Starlette(
        routes=[Route("/deep" + PATH, put, methods=["PUT"]), Route(PATH, put, methods=["PUT", "DELETE"])]
    )
    return UploadLimits(inner, of=of)


def put(it, size, path=PATH):
    return ask(it, path, method="PUT", headers=[("content-length", str(size))], body=[b"x" * size])


def test_an_upload_within_the_limits_passes_and_one_beyond_is_not_read(monkeypatch):
    seen = []
    it = app(seen)
    assert put(it, 500).status == 200
    assert put(it, 500, "/deep" + PATH).status == 200
    monkeypatch.setattr(upload_limits, "kept", lambda: files(**{"session-1": [1, 1, 1]}))
    answer = put(it, 500)
    assert answer.status == 429
    assert b"3 files" in answer.body
    assert answer.headers["connection"] == "close"
    assert seen == [500, 500]
    # Taking a file away is always allowed.
    assert ask(it, PATH, method="DELETE").status == 200


def test_only_so_many_are_received_at_once_and_a_slow_one_is_given_up(monkeypatch):
    monkeypatch.setattr(upload_limits, "SECONDS", 0.2)
    it = app([], read_settings({}))
    sent = []

    async def one():
        async def never():
            await asyncio.Event().wait()

        async def send(message):
            if message["type"] == "http.response.start":
                sent.append(message["status"])

        scope = {"type": "http", "method": "PUT", "path": PATH, "headers": [], "query_string": b""}
        await it(scope, never, send)

    async def flood():
        await asyncio.gather(*(one() for _ in range(AT_ONCE + 5)))

    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, flood()).result()
    assert sorted(sent) == [408] * AT_ONCE + [503] * 5
    # And there is room again.
    assert put(it, 10).status == 200
