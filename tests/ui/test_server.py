"""The atlas's own routes: files that never change, and nothing else."""

import asyncio
import gc
import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from streamlit import config

from geo.errors import DataError
from geo.render.geometry_files import geometry_files
from geo.ui import server
from geo.ui.atlas import atlas
from geo.ui.map_code import map_code, map_code_name
from geo.ui.settings import settings


@dataclass
class Answer:
    status: int
    headers: Headers
    body: bytes


def get(path: str, accept_encoding: str = "identity", query: str = "") -> Answer:
    """Ask the routes for a path, as a server would; ``path`` is already percent-decoded."""
    sent = []
    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive():
        return next(asked, None) or await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(b"accept-encoding", accept_encoding.encode())], "root_path": "",
    }  # fmt: skip
    # In a thread of its own: a browser test in the same process may keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, Starlette(routes=server.routes())(scope, receive, send)).result()
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)


def test_geometry_is_immutable_and_compressed_where_asked():
    kinds = set()
    for name, file in geometry_files(atlas()).items():
        packed = get(f"/atlas/geometry/{name}", "br, gzip")
        plain = get(f"/atlas/geometry/{name}")
        assert plain.body == file.raw
        assert "content-encoding" not in plain.headers
        for answer in (packed, plain):
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert answer.headers["content-type"] == file.media_type
            assert answer.headers["vary"] == "Accept-Encoding"
        kinds.add(file.media_type)
        if file.media_type == "image/png":
            # A picture is compressed already.
            assert packed.body == plain.body
            assert "content-encoding" not in packed.headers
        else:
            assert packed.headers["content-encoding"] == "gzip"
            assert gzip.decompress(packed.body) == plain.body
            assert len(packed.body) < len(plain.body)
            json.loads(plain.body)
    assert kinds == {"application/json", "image/png"}


@pytest.mark.parametrize(
    "path",
    [
        "/atlas/geometry/nothing.json",
        "/atlas/geometry/../../pyproject.toml",
        "/atlas/code/../__init__.py",
        "/atlas/code//etc/passwd",
        "/atlas/code/component.js",
        "/atlas/code/",
    ],
)
def test_nothing_else_is_served(path):
    assert get(path).status == 404


def test_the_code_of_the_map_is_served_as_one_script_that_never_changes():
    answer = get(f"/atlas/code/{map_code_name()}")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.body == map_code().raw


def test_routes_stand_below_the_base_path(monkeypatch):
    monkeypatch.setattr(config, "get_option", lambda name: {"server.baseUrlPath": "/some/base/"}[name])
    paths = {route.path for route in server.routes()}
    assert all(path.startswith("/some/base/") for path in paths)
    assert {
        "/some/base/atlas/geometry/{name}",
        "/some/base/atlas/code/{name}",
        "/some/base/atlas/preview/map.png",
    } <= paths


def test_what_is_loaded_at_the_start_is_kept_from_the_garbage_collector(monkeypatch):
    def broken():
        raise DataError([])

    monkeypatch.setattr(server, "atlas", broken)
    before = gc.get_threshold()
    try:
        server._warm(settings())
        assert gc.get_threshold() == server.COLLECT
        assert gc.get_freeze_count() > 100_000
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
