"""The pictures of link previews: the map of a view as 1200 x 630 pixels, drawn when it is asked for.

Anyone may ask for any view, and a picture takes about a second of a processor. So they are drawn one at
a time beside the event loop, kept while there is room, and no more than so many a minute; beyond that,
and where a link names anything that the atlas does not have, the default picture is the answer.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

import anyio
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from geo.errors import DataError, RenderError
from geo.model.view import Position, View
from geo.query.export import Export, made_on
from geo.ui.asked import asked, query_of
from geo.ui.atlas import atlas_of

WIDTH: Final = 1200
HEIGHT: Final = 630
"""Pixels; what those who show link previews ask for."""

KEPT: Final = 48
"""Pictures that are kept, the last asked for; each is about 0.25 MB."""
A_MINUTE: Final = 30
"""Pictures that are drawn in a minute, at most that many at once after a quiet minute."""
WAITING: Final = 4
"""Askers who wait for a drawing at the same time."""

DRAWN: Final = "public, max-age=86400"
SHARED: Final = "public, max-age=300"
STAND_IN: Final = "no-store"
"""Cache-Control of the picture asked for, of one with a shared text, which may be deleted any time, and of the
default that stands in for one while too many are asked for."""

_LOG: Final = logging.getLogger(__name__)


class PreviewPictures:
    """Draws and keeps the pictures. To be used from one event loop, which makes its counting safe.

    Parameters
    ----------
    draw
        Returns the picture of a view as PNG; called in a thread, one call at a time.
    a_minute, kept, waiting
        Limits, see the module.
    clock
        Seconds that only grow.
    """

    def __init__(
        self,
        draw: Callable[[View], bytes],
        *,
        a_minute: int = A_MINUTE,
        kept: int = KEPT,
        waiting: int = WAITING,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._draw, self._clock = draw, clock
        self._most, self._most_kept, self._most_waiting = a_minute, kept, waiting
        self._tokens, self._filled = float(a_minute), clock()
        self._waiting = 0
        self._pictures: OrderedDict[View, bytes] = OrderedDict()
        self._one_at_a_time = anyio.Lock()

    async def of(self, view: View) -> tuple[bytes, bool]:
        """Return the picture of a view, and whether it is that or the default that stands in for it."""
        wanted, plain = canonical(view), View(language=view.language)
        found = self._found(wanted)
        if found is not None:
            return found, True
        # The default is drawn once a language, so it costs no token: else there would be nothing to show.
        if wanted != plain and (self._waiting >= self._most_waiting or not self._take()):
            return (await self.of(plain))[0], False
        self._waiting += 1
        try:
            async with self._one_at_a_time:
                # Whoever waited for the same view finds it drawn.
                found = self._found(wanted)
                if found is None:
                    found = await anyio.to_thread.run_sync(self._draw, wanted)
                    self._keep(wanted, found)
                return found, True
        except (ArithmeticError, LookupError, ValueError, RenderError):
            # A view at the edge of the world that can't be drawn is still a view that can be opened.
            _LOG.exception("no preview picture of %s", wanted)
            if wanted == plain:
                raise
        finally:
            self._waiting -= 1
        return (await self.of(plain))[0], False

    def _found(self, view: View) -> bytes | None:
        if view in self._pictures:
            self._pictures.move_to_end(view)
        return self._pictures.get(view)

    def _keep(self, view: View, picture: bytes) -> None:
        self._pictures[view] = picture
        while len(self._pictures) > self._most_kept:
            # The defaults stay: they are what is shown when nothing else may be drawn.
            oldest = next((one for one in self._pictures if one != View(language=one.language)), view)
            del self._pictures[oldest]

    def _take(self) -> bool:
        """Take a token where there is one; they come back evenly."""
        now = self._clock()
        self._tokens = min(float(self._most), self._tokens + (now - self._filled) * self._most / 60)
        self._filled = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


def canonical(view: View) -> View:
    """Return what the picture of a view depends on, the map's position no finer than it can show."""
    at = view.position
    seen = None if at is None else Position(round(at.lon, 2), round(at.lat, 2), round(at.zoom * 4) / 4)
    return View(
        language=view.language, filters=view.filters, point_of_view=view.point_of_view, position=seen,
        pack=view.pack,
    )  # fmt: skip


def preview_picture(view: View) -> bytes:
    """Return the picture of a view as PNG."""
    from geo.render.print.card import card  # noqa: PLC0415 - Matplotlib is slow to import

    return card(Export(atlas_of(view.pack), view, made_on()), WIDTH, HEIGHT)


def picture_route() -> Callable[[Request], object]:
    """Return the endpoint that answers with the picture of the view that the query names."""
    pictures = PreviewPictures(preview_picture)

    async def answer(request: Request) -> Response:
        try:
            view = (await anyio.to_thread.run_sync(asked, query_of(request.scope))).preview
            picture, asked_for = await pictures.of(view)
        except DataError:
            return PlainTextResponse("the data can't be read", status_code=503)
        drawn = DRAWN if view.pack is None else SHARED
        headers = {"Cache-Control": drawn if asked_for else STAND_IN, "X-Content-Type-Options": "nosniff"}
        return Response(picture, media_type="image/png", headers=headers)

    return answer
