"""What never changes, served under names that hold a hash, so that a browser fetches it once.

Geometry, the rows of tables and Plotly's script stand compressed in memory; Leaflet comes from its
package, file by named file.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import anyio
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from geo.errors import DataError
from geo.render.geometry_files import StaticFile, geometry_files
from geo.render.leaflet_files import leaflet_files
from geo.render.plotly_file import plotly_file, plotly_name
from geo.ui.atlas import atlas
from geo.ui.claim_rows import row_files

IMMUTABLE: Final = "public, max-age=31536000, immutable"
"""For names that hold a hash of their content: never asked for twice."""
A_DAY: Final = "public, max-age=86400"

Files = Mapping[str, StaticFile]


def file_routes(prefix: str) -> list[Route]:
    """Return the routes of all files, below the server's base path ``prefix``."""
    kept: dict[str, Callable[[], Files]] = {
        "geometry": lambda: geometry_files(atlas()),
        "rows": lambda: row_files(atlas()),
        "plotly": lambda: {plotly_name(): plotly_file()},
    }
    return [
        *(Route(f"{prefix}/atlas/{name}/{{name}}", _hashed(files)) for name, files in kept.items()),
        Route(f"{prefix}/atlas/leaflet/{{name:path}}", leaflet),
    ]


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


async def leaflet(request: Request) -> Response:
    """Serve one of the Leaflet files that the map asks for, and no other."""
    path = leaflet_files().get(request.path_params["name"])
    if path is None:
        return PlainTextResponse("no such file", status_code=404)
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return FileResponse(
        path, media_type=media_type, headers={"Cache-Control": A_DAY, "X-Content-Type-Options": "nosniff"}
    )


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
