"""What a page needs later, named in its head, so that the browser fetches it while Streamlit starts.

Without it the browser learns of the map's parts one after the other: Streamlit's own script, that which
mounts components, the component, the renderer, its modules, Leaflet, the geometry. Each step is a
round trip; together they took longer than Streamlit's own start (docs/performance.md).
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import streamlit

from geo.model.view import View
from geo.render.geometry_files import geometry_name
from geo.store import Dataset

_COMPONENTS: Final = "_stcore/bidi-components/geo."
_MAP: Final = "atlas_map"
_MAP_ENTRIES: Final = ("component.js", "renderer.js", "atlas_map.css")
_IMPORTED: Final = re.compile(r"""from\s*["']\./([^"']+)["']|import\s*["']\./([^"']+)["']""")
_MOUNTS: Final = "BidiComponent.*.js"
"""Streamlit's own script that mounts components; its name holds a hash."""


def preload_tags(dataset: Dataset, view: View, *, with_map: bool) -> str:
    """Return the elements for the end of a page's head.

    Parameters
    ----------
    with_map
        Whether the page draws the map, whose code and geometry come then too.
    """
    found = [*_streamlit(), *_panels()]
    if with_map:
        found += [*_map(), *(_fetched(f"atlas/geometry/{name}") for name in _geometry(dataset, view))]
    return "\n    ".join(found)


def _geometry(dataset: Dataset, view: View) -> list[str]:
    names = (f"atlas_{view.language}", "common_far", f"{view.point_of_view}_far")
    return [geometry_name(dataset, name) for name in names]


@cache
def _streamlit() -> tuple[str, ...]:
    """Return Streamlit's script that mounts components with what it imports, but what its page names itself."""
    static = Path(streamlit.__file__).parent / "static"
    page = (static / "index.html").read_text("utf-8")
    return tuple(
        _module(f"static/js/{path.name}")
        for entry in sorted((static / "static" / "js").glob(_MOUNTS))
        for path in _with_imports(entry)
        if path.name not in page
    )


@cache
def _panels() -> tuple[str, ...]:
    """Return the scripts and styles of every component but the map."""
    folder = Path(str(files("geo") / "ui" / "assets"))
    # Imported by all of them, at one address.
    found = [_module(f"{_COMPONENTS}layout/elements.js")]
    for name in _names():
        script, style = folder / f"{name}.js", folder / f"{name}.css"
        if script.exists():
            found.append(_module(f"{_COMPONENTS}{name}/{script.name}"))
        if style.exists():
            found.append(_style(f"{_COMPONENTS}{name}/{style.name}"))
    return tuple(found)


@cache
def _map() -> tuple[str, ...]:
    """Return the map's modules and styles, and Leaflet."""
    folder = Path(str(files("geo") / "render" / "assets"))
    modules = dict.fromkeys(
        path.name for entry in _MAP_ENTRIES if entry.endswith(".js") for path in _with_imports(folder / entry)
    )
    return (
        *(_module(f"{_COMPONENTS}{_MAP}/{name}") for name in modules),
        *(_style(f"{_COMPONENTS}{_MAP}/{name}") for name in _MAP_ENTRIES if name.endswith(".css")),
        _module("atlas/leaflet/leaflet.js"),
        _style("atlas/leaflet/leaflet.css"),
    )


def _names() -> Iterator[str]:
    """Return the names of the project's components, as its pyproject.toml declares them."""
    declared = Path(str(files("geo"))).parent / "pyproject.toml"
    parsed = tomllib.loads(declared.read_text("utf-8"))
    for one in parsed["tool"]["streamlit"]["component"]["components"]:
        yield one["name"]


def _with_imports(entry: Path) -> Iterator[Path]:
    """Return a module and all that it imports from its own folder, each once."""
    seen: dict[Path, None] = {}
    waiting = [entry]
    while waiting:
        path = waiting.pop(0)
        if path in seen or not path.exists():
            continue
        seen[path] = None
        # Imports stand at the head of a file, also of a bundled one.
        head = path.read_text("utf-8")[:20_000]
        waiting += [path.parent / (one or other) for one, other in _IMPORTED.findall(head)]
    yield from seen


def _module(address: str) -> str:
    return f'<link rel="modulepreload" crossorigin href="./{html.escape(address)}">'


def _style(address: str) -> str:
    return f'<link rel="preload" as="style" href="./{html.escape(address)}">'


def _fetched(address: str) -> str:
    return f'<link rel="preload" as="fetch" crossorigin href="./{html.escape(address)}">'
