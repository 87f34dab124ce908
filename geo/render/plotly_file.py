"""Plotly's script, from the package that also makes the figures, so both are of one version."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib.resources import files

from geo.render.geometry_files import StaticFile


@cache
def plotly_file() -> StaticFile:
    """Return the script, and the same gzipped; reading and compressing takes half a second."""
    raw = (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    return StaticFile(raw, gzip.compress(raw, compresslevel=6, mtime=0), "text/javascript")


@cache
def plotly_name() -> str:
    """Return the name to serve it under, which holds a hash of its contents."""
    return f"plotly.{hashlib.sha256(plotly_file().raw).hexdigest()[:12]}.js"
