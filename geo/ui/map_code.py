"""The map's code as one script for the whole page: Leaflet, the renderer, its host and the styles of all.

Thirty requests for modules and styles would stand in Streamlit's own way when a page opens; one does
not. The name holds a hash of the contents.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

from geo.model.view import View
from geo.render.bundle import asset, bundled
from geo.render.encode import inert_json
from geo.render.leaflet_files import leaflet_files
from geo.render.payload import map_payload
from geo.render.static_file import StaticFile
from geo.store import Dataset
from geo.ui.settings import settings

_FONT: Final = re.compile(r'href="\./(static/media/SourceSansVF-Upright[^"]+\.woff2)"')

FIRST: Final = "atlas-first"
"""Id of the element with the first map's data, which the script looks for."""


@cache
def map_code() -> StaticFile:
    """Return the script. It leaves ``L`` and ``AtlasMap`` as globals."""
    leaflet = leaflet_files()
    styles = (
        leaflet["leaflet.css"],
        asset("atlas_map.css"),
        (files("geo.ui") / "assets" / "first.css").read_text("utf-8"),
    )
    begin = f"AtlasMap.begin({json.dumps(chr(10).join(styles))}, {json.dumps(_font())});\n"
    script = (leaflet["leaflet.js"], bundled("streamlit.js", "AtlasMap"), begin)
    return StaticFile.of("\n".join(script).encode(), "text/javascript")


def _font() -> dict[str, str] | None:
    """Return the letters of Streamlit's page, by the name of its file, which holds a hash; None where it names none."""
    page = (files("streamlit") / "static" / "index.html").read_text("utf-8")
    found = _FONT.search(page)
    return None if found is None else {"family": "Source Sans", "file": found.group(1), "weight": "200 900"}


@cache
def map_code_name() -> str:
    """Return the name to serve it under."""
    return map_code().name("map", "js")


def host_data() -> dict[str, Any]:
    """Return what the map's host is told beside the map: the online basemap that the deployer has named, if any."""
    of = settings()
    named = None if of.basemap_url is None else {"url": of.basemap_url, "attribution": of.basemap_attribution}
    return {"basemap": named}


def first_map(dataset: Dataset, view: View) -> str:
    """Return the element for a page's head that holds the map to draw before Streamlit has started."""
    data = inert_json({**map_payload(dataset, view), **host_data()})
    return f'<script type="application/json" id="{FIRST}">{data}</script>'
