"""Leaflet's own script and style sheet, read from the installed xstatic-leaflet package, never copied."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from xstatic.pkg import leaflet

from geo.errors import RenderError

VERSION: Final = "1.9.3"
_NAMES: Final = ("leaflet.js", "leaflet.css")


@cache
def leaflet_files() -> Mapping[str, str]:
    """Return the text of ``leaflet.js`` and ``leaflet.css``, by these names. The pictures it has are not used.

    Raises
    ------
    RenderError
        Where the package lacks one of them, or holds another version.
    """
    base = Path(leaflet.BASE_DIR)
    missing = [name for name in _NAMES if not (base / name).is_file()]
    if missing or not str(leaflet.VERSION).startswith(VERSION):
        msg = f"xstatic-leaflet: files expected Leaflet {VERSION}, got {leaflet.VERSION!r} without {missing}"
        raise RenderError(msg)
    return MappingProxyType({name: (base / name).read_text("utf-8") for name in _NAMES})
