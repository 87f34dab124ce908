"""Leaflet's own files, served and embedded from the installed xstatic-leaflet package, never copied."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from xstatic.pkg import leaflet

from geo.errors import RenderError

VERSION: Final = "1.9.3"
_SUFFIXES: Final = frozenset({".js", ".css", ".png"})


@cache
def leaflet_files() -> Mapping[str, Path]:
    """Return what a browser may ask for: name (``leaflet.js``, ``images/layers.png``) to path.

    Raises
    ------
    RenderError
        Where the package lacks the script or the style sheet, or holds another version.
    """
    base = Path(leaflet.BASE_DIR)
    found = {
        path.relative_to(base).as_posix(): path
        for path in sorted(base.rglob("*"))
        if path.is_file() and path.suffix in _SUFFIXES and "src" not in path.name
    }
    missing = {"leaflet.js", "leaflet.css"} - set(found)
    if missing or not str(leaflet.VERSION).startswith(VERSION):
        msg = f"xstatic-leaflet: files expected Leaflet {VERSION}, got {leaflet.VERSION!r} without {sorted(missing)}"
        raise RenderError(msg)
    return MappingProxyType(found)
