"""Plotly's script, from the package that also makes the figures, so both are of one version."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from geo.render.static_file import StaticFile


@cache
def plotly_file() -> StaticFile:
    """Return the script, and the same gzipped; reading and compressing takes half a second."""
    raw = (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    return StaticFile.of(raw, "text/javascript", level=6)


@cache
def plotly_name() -> str:
    """Return the name to serve it under, which holds a hash of its contents."""
    return plotly_file().name("plotly", "js")
