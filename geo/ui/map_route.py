"""The map of a link as JSON, beside the script: what a choice of filters draws before its rerun ends.

A rerun sends the whole page through Streamlit's own protocol and through React. The map is the part
that the reader waits for, so the browser asks for it by the link of the new view, in one small
request that any replica can answer. The rerun then sends the same map again, and nothing is redrawn.
"""

from __future__ import annotations

from typing import Any, Final

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from geo.errors import DataError
from geo.render.payload import map_payload
from geo.ui.asked import asked, pack_of, query_of

HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


async def map_of_link(request: Request) -> Response:
    """Answer with the map of the view that the query describes; what is invalid in it is left out."""
    query = query_of(request.scope)
    try:
        # A shared text is read from the store. The rest takes a millisecond; in a thread it would wait ten times as
        # long, twice, for the rerun that the same choice has started to let go of the interpreter.
        shared = pack_of(query) is not None
        data = await anyio.to_thread.run_sync(_drawn, query) if shared else _drawn(query)
    except DataError:
        return PlainTextResponse("the data can't be read", status_code=503, headers=HEADERS)
    return JSONResponse(data, headers=HEADERS)


def _drawn(query: str) -> dict[str, Any]:
    wanted = asked(query)
    return map_payload(wanted.dataset, wanted.view)
