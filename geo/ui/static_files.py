"""What never changes, served under names that hold a hash, so that a browser fetches it once.

Geometry, the rows of tables, the map's code and Plotly's script stand compressed in memory.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import anyio
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.errors import DataError
from geo.render.geometry_files import geometry_files
from geo.render.plotly_file import plotly_file, plotly_name
from geo.render.static_file import StaticFile
from geo.ui.atlas import atlas
from geo.ui.claim_rows import row_files
from geo.ui.map_code import map_code, map_code_name

IMMUTABLE: Final = "public, max-age=31536000, immutable"
"""For names that hold a hash of their content: never asked for twice."""

Files = Mapping[str, StaticFile]


def file_routes(prefix: str) -> list[Route]:
    """Return the routes of all files, below the server's base path ``prefix``."""
    kept: dict[str, Callable[[], Files]] = {
        "geometry": lambda: geometry_files(atlas()),
        "rows": lambda: row_files(atlas()),
        "plotly": lambda: {plotly_name(): plotly_file()},
        "code": lambda: {map_code_name(): map_code()},
    }
    return [Route(f"{prefix}/atlas/{name}/{{name}}", _hashed(files)) for name, files in kept.items()]


def _hashed(files: Callable[[], Files]) -> Callable[[Request], Awaitable[Response]]:
    """Return what serves one kind of file under hashed names."""

    async def serve(request: Request) -> Response:
        try:
            # Reading and compressing takes a second the first time: not on the event loop.
            held = await anyio.to_thread.run_sync(files)
        except DataError:
            return PlainTextResponse("the data can't be read", status_code=503)
        found = held.get(request.path_params["name"])
        if found is None:
            return PlainTextResponse("no such file", status_code=404)
        headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
        content = found.raw
        # A picture is compressed already.
        if not found.media_type.startswith("image/") and "gzip" in request.headers.get("accept-encoding", ""):
            content, headers["Content-Encoding"] = found.gzipped, "gzip"
        return Response(content, media_type=found.media_type, headers=headers)

    return serve


def prepare() -> None:
    """Make every file before the first visitor.

    Raises
    ------
    DataError
        Where the data is wrong.
    """
    geometry_files(atlas())
    row_files(atlas())
    plotly_file()
    map_code()
