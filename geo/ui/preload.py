"""What a page's head asks the browser for, and the first map, which is drawn while Streamlit starts.

Without it the browser learns of a page's parts one after the other: Streamlit's own script, that which
mounts components, the component, its modules, the geometry. Each step is a round trip. A page that
opens with the map has all that its map needs before Streamlit's own scripts: the reader sees it first
(docs/performance.md).
"""

from __future__ import annotations

import html
import posixpath
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import streamlit

from geo.model.view import View
from geo.render.geometry_files import geometry_name
from geo.store import Dataset
from geo.ui.map_code import first_map, map_code_name
from geo.ui.page import pages

_COMPONENTS: Final = "_stcore/bidi-components/geo."
_MAP: Final = "atlas_map"
_STATIC: Final = Path(streamlit.__file__).parent / "static"
_IMPORTED: Final = re.compile(r"""(?:from|import)\s*["'](\.\.?/[^"']+)["']""")
_MOUNTS: Final = "BidiComponent.*.js"
"""Streamlit's own script that mounts components; its name holds a hash."""


def head(dataset: Dataset, view: View) -> tuple[str, str]:
    """Return the elements for a page's head: before Streamlit's own scripts, and after them."""
    page = pages()[view.page]
    begin: list[str] = []
    end = [*_streamlit(), *_components(view.page)]
    if page.has_map:
        map_parts = [
            f'<link rel="preload" as="script" href="./{_code()}">',
            *(_fetched(f"atlas/geometry/{name}") for name in _geometry(dataset.ground, view)),
        ]
        if page.opens_with_map:
            # In this order: the script looks for the data.
            begin = [
                *map_parts, first_map(dataset, view),
                f'<script async fetchpriority="high" src="./{_code()}"></script>',
            ]  # fmt: skip
        else:
            end = [*map_parts, *end]
    return "\n    ".join(begin), "\n    ".join(end)


def _code() -> str:
    return html.escape(f"atlas/code/{map_code_name()}")


def _geometry(dataset: Dataset, view: View) -> list[str]:
    names = (f"atlas_{view.language}", "common_far", f"{view.point_of_view}_far")
    return [geometry_name(dataset, name) for name in names]


@cache
def _streamlit() -> tuple[str, ...]:
    """Return Streamlit's script that mounts components with what it imports, but what its page names itself."""
    page = (_STATIC / "index.html").read_text("utf-8")
    return tuple(
        _module(address)
        for entry in sorted((_STATIC / "static" / "js").glob(_MOUNTS))
        for address in _with_imports(f"static/js/{entry.name}")
        if address.rpartition("/")[2] not in page
    )


@cache
def _components(page: str) -> tuple[str, ...]:
    """Return the scripts and styles of every component that a page may have."""
    left_out = {name for one in pages().values() for name in one.components} - {*pages()[page].components}
    if not pages()[page].has_map:
        left_out.add(_MAP)
    found: dict[str, None] = {}
    for name in _folders():
        if name in left_out:
            continue
        entry = f"{_COMPONENTS}{name}/{name}.js"
        style = f"{_COMPONENTS}{name}/{name}.css"
        found |= dict.fromkeys(map(_module, _with_imports(entry)))
        # The map has none here: its styles come with its code.
        if _file(style).exists():
            found[_style(style)] = None
    return tuple(found)


@cache
def _folders() -> Mapping[str, Path]:
    """Return the folder of each component by its name, as the project's pyproject.toml declares them."""
    package = Path(str(files("geo")))
    declared = tomllib.loads((package.parent / "pyproject.toml").read_text("utf-8"))
    found = declared["tool"]["streamlit"]["component"]["components"]
    return {one["name"]: package / one["asset_dir"] for one in found}


def _file(address: str) -> Path:
    """Return the file behind an address of Streamlit's own or of a component's."""
    if address.startswith(_COMPONENTS):
        component, _, name = address.removeprefix(_COMPONENTS).partition("/")
        return _folders()[component] / name
    return _STATIC / address


def _with_imports(entry: str) -> Iterator[str]:
    """Return the address of a module and of all that it imports, each once."""
    seen: dict[str, None] = {}
    waiting = [entry]
    while waiting:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen[address] = None
        # Imports stand at the head of a file, also of a bundled one.
        source = _file(address).read_text("utf-8")[:20_000]
        folder = posixpath.dirname(address)
        waiting += [posixpath.normpath(f"{folder}/{one}") for one in _IMPORTED.findall(source)]
    yield from seen


def _module(address: str) -> str:
    return f'<link rel="modulepreload" crossorigin href="./{html.escape(address)}">'


def _style(address: str) -> str:
    return f'<link rel="preload" as="style" href="./{html.escape(address)}">'


def _fetched(address: str) -> str:
    return f'<link rel="preload" as="fetch" crossorigin href="./{html.escape(address)}">'
