"""What the server does besides running the script: load once, serve what never changes, guard, stop well.

All of its own routes stand under ``atlas/``, below the server's base path.
"""

from __future__ import annotations

import gc
import importlib
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route
from streamlit import config

from geo.errors import DataError
from geo.ui.atlas import atlas
from geo.ui.headers import SecurityHeaders
from geo.ui.health import PATHS, data_is_valid, health_routes, store_answers
from geo.ui.logs import event, set_up
from geo.ui.map_route import map_of_link
from geo.ui.metrics import DATA, served
from geo.ui.no_delay import send_at_once
from geo.ui.page import pages
from geo.ui.preview import PICTURE, LinkPreviews
from geo.ui.preview_pictures import picture_route
from geo.ui.review.relocating import reader
from geo.ui.settings import Settings, SettingsError, settings
from geo.ui.static_files import file_routes, prepare
from geo.ui.stopping import STOP, Draining, graceful
from geo.ui.upload_limits import UploadLimits

COLLECT: Final = (5_000, 10, 20)
"""When Python collects garbage: objects made and not let go, and how often before older ones are looked at too.

With Python's own 700, a hundred sessions bring about a look at everything each nine seconds, which stops all of
them for 90 ms (docs/performance.md). What a rerun leaves behind is young and goes with the first two.
"""

SCRIPT: Final = Path(__file__).parent / "entry" / "script.py"
"""The Streamlit script."""


def base_path() -> str:
    """Return the server's base path without slashes at its ends, empty for the root."""
    return str(config.get_option("server.baseUrlPath") or "").strip("/")


def below_base(path: str) -> str:
    """Return an absolute path below the server's base path."""
    return f"/{base}{path}" if (base := base_path()) else path


def middleware() -> list[Middleware]:
    """Return what stands before Streamlit, the outermost first.

    Raises
    ------
    SystemExit
        Where a setting is wrong: with one line for each mistake and no traceback.
    """
    # A host that gives no environment, such as Streamlit Community Cloud, gives secrets: they become variables.
    st.secrets.load_if_toml_exists()
    try:
        of = settings()
    except SettingsError as error:
        raise SystemExit(str(error)) from None
    found = [Middleware(SecurityHeaders, of=of, base=base_path())]
    if of.hosts:
        found.append(Middleware(TrustedHostMiddleware, allowed_hosts=list(of.hosts), www_redirect=False))
    spared = frozenset(map(below_base, PATHS))
    return [
        *found,
        Middleware(Draining, stop=STOP, spared=spared),
        Middleware(UploadLimits, of=of),
        Middleware(LinkPreviews, base=base_path(), url=of.url),
    ]


def routes() -> list[Route]:
    """Return the atlas's own routes, below the server's base path."""
    prefix = below_base("")
    return [
        *health_routes(prefix, (data_is_valid, store_answers)),
        *file_routes(prefix),
        Route(f"{prefix}/atlas/map", map_of_link, methods=["GET"]),
        Route(f"{prefix}/{PICTURE}", picture_route(), methods=["GET"]),
    ]


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Load everything before the first visitor, then keep the garbage collector off it.

    To collect garbage walks every object there is; what is loaded here lives as long as the server, so it
    is frozen out of that walk.
    """
    of = settings()
    set_up(of.log_format)
    send_at_once()
    with served(of.metrics_port), graceful(of.stop_seconds):
        await anyio.to_thread.run_sync(_warm, of)
        yield {}


def _warm(of: Settings) -> None:
    begin = time.perf_counter()
    importlib.import_module("geo.ui.main")
    pages()
    try:
        dataset = atlas()
        prepare()
        if of.uploads != "off":
            # Half a second that the first reader who brings a text would wait, and all others with him.
            reader()
    except DataError as error:
        # The page says what is wrong, to each visitor, until the data is right.
        for problem in error.problems:
            event(
                "wrong data", logging.ERROR,
                file=problem.file, record=problem.record, field=problem.field, expected=problem.expected,
            )  # fmt: skip
        return
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECT)
    DATA.labels(dataset.version).set(1)
    event("ready", data=dataset.version, uploads=of.uploads, seconds=round(time.perf_counter() - begin, 2))
