"""What the server does besides running the script: load once, and serve what never changes.

Geometry is served under content-hashed names, so a browser fetches each file once; Leaflet comes
from its package, file by named file. Both stand under ``atlas/``, below the server's base path.
"""

from __future__ import annotations

import gc
import importlib
import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import anyio
import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from streamlit import config

from geo.errors import DataError
from geo.render.geometry_files import geometry_files
from geo.render.leaflet_files import leaflet_files
from geo.ui.atlas import atlas
from geo.ui.page import pages

SCRIPT: Final = Path(__file__).parent / "entry" / "script.py"
"""The Streamlit script."""

IMMUTABLE: Final = "public, max-age=31536000, immutable"
"""For names that hold a hash of their content: never asked for twice."""
A_DAY: Final = "public, max-age=86400"


def routes() -> list[Route]:
    """Return the atlas's own routes, below the server's base path."""
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    prefix = f"/{base}" if base else ""
    return [
        Route(f"{prefix}/atlas/geometry/{{name}}", geometry, methods=["GET"]),
        Route(f"{prefix}/atlas/leaflet/{{name:path}}", leaflet, methods=["GET"]),
    ]


async def geometry(request: Request) -> Response:
    """Serve one geometry file, compressed beforehand where the browser takes gzip."""
    try:
        # Reading and compressing takes a second the first time: not on the event loop.
        files = await anyio.to_thread.run_sync(lambda: geometry_files(atlas()))
    except DataError:
        return PlainTextResponse("the data can't be read", status_code=503)
    found = files.get(request.path_params["name"])
    if found is None:
        return PlainTextResponse("no such file", status_code=404)
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    # A picture is compressed already.
    if found.media_type == "application/json" and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            found.gzipped, media_type=found.media_type, headers={**headers, "Content-Encoding": "gzip"}
        )
    return Response(found.raw, media_type=found.media_type, headers=headers)


async def leaflet(request: Request) -> Response:
    """Serve one of the Leaflet files that the map asks for, and no other."""
    path = leaflet_files().get(request.path_params["name"])
    if path is None:
        return PlainTextResponse("no such file", status_code=404)
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return FileResponse(
        path, media_type=media_type, headers={"Cache-Control": A_DAY, "X-Content-Type-Options": "nosniff"}
    )


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Load everything before the first visitor, then keep the garbage collector off it.

    Streamlit collects garbage after each rerun, which walks every object there is; what is loaded
    here lives as long as the server, so it is frozen out of that walk.
    """
    await anyio.to_thread.run_sync(_warm)
    yield {}


def _warm() -> None:
    importlib.import_module("geo.ui.main")
    pages()
    try:
        geometry_files(atlas())
    except DataError:
        # The page says what is wrong, to each visitor, until the data is right.
        return
    finally:
        gc.collect()
        gc.freeze()
