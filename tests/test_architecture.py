"""The shape of the project: who may import whom, who owns which library, what is never written.

Every guard has a twin that shows it can fail.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "geo"

LAYERS = ("model", "store", "ingest", "query", "render", "ui")
"""From left to right; each may import itself and what stands to its left."""

FOUNDATION = ("errors", "registry", "i18n")
"""Left of every layer, and of each other."""

CLI_MAY_IMPORT = {*FOUNDATION, "model", "store", "ingest", "query", "render", "cli"}
"""The command line stands beside ``ui``."""

ATLAS_MAY_IMPORT = {*FOUNDATION, "model", "store", "ingest", "query", "render", "atlas"}
"""So does the library's face, ``geo/atlas.py``: to a script it is what the page is to a reader."""

PACKAGE_MAY_IMPORT = {"atlas"}
"""``geo/__init__.py`` hands out what ``geo/atlas.py`` has, when it is first asked for."""

OWNERS = {
    "streamlit": {"ui"},
    "starlette": {"ui"},
    "uvicorn": {"ui"},
    "folium": {"render", "atlas"},  # the library names the type of what it returns
    "branca": {"render"},
    "plotly": {"render"},
    "matplotlib": {"render"},
    "reportlab": {"render"},
    "xstatic": {"render", "ui"},
    "babel": {"i18n"},
    "sqlalchemy": {"store"},
    "pg8000": {"store"},
}
"""Which layers may import a library; ``app.py`` counts as ``ui``."""

MAX_LINES = 400
VAGUE = {"utils", "util", "common", "helpers", "helper", "misc", "shared"}

Import = tuple[int, str]


def modules() -> list[Path]:
    found = sorted(path for path in PACKAGE.rglob("*.py"))
    return [*found, *(path for path in [ROOT / "app.py"] if path.exists())]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layer(path: Path) -> str:
    """Return the layer of a module: the first folder or module below ``geo``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[0] == "app":
        return "app"
    return parts[1] if len(parts) > 1 else "geo"


def imports(source: str, package: str = "geo") -> Iterator[Import]:
    """Give line and dotted name of everything that a module imports, at any depth of its code."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = f"{package}.?{'.' * node.level}{base}"
            yield node.lineno, base
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}"


def allowed(of: str) -> set[str]:
    """Return the layers that a layer may import."""
    if of in {"app", "__main__"}:
        return {*FOUNDATION, *LAYERS, "cli"}
    if of == "cli":
        return CLI_MAY_IMPORT
    if of == "atlas":
        return ATLAS_MAY_IMPORT
    if of == "__init__":
        return PACKAGE_MAY_IMPORT
    if of in FOUNDATION:
        return set(FOUNDATION)
    if of in LAYERS:
        return {*FOUNDATION, *LAYERS[: LAYERS.index(of) + 1]}
    return set()


def wrong_directions(source: str, of: str) -> list[str]:
    found = []
    for line, imported in imports(source):
        parts = imported.split(".")
        if parts[0] != "geo" or len(parts) < 2:
            continue
        if parts[1].startswith("?"):
            found.append(f"{line}: a relative import")
        elif parts[1] in {*FOUNDATION, *LAYERS, "cli", "atlas"} and parts[1] not in allowed(of):
            found.append(f"{line}: {of} imports {parts[1]}")
    return sorted(set(found))


def wrong_owners(source: str, of: str) -> list[str]:
    of = "ui" if of == "app" else of
    tops = {(line, imported.split(".")[0]) for line, imported in imports(source)}
    return [
        f"{line}: {of} imports {top}" for line, top in sorted(tops) if top in OWNERS and of not in OWNERS[top]
    ]


READERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob", "fdopen",
           "read_file", "read_csv", "read_json", "read_excel", "read_parquet", "to_file", "NamedTemporaryFile",
           "TemporaryDirectory", "mkstemp", "mkdtemp", "urlopen"}  # fmt: skip


def file_access(source: str) -> list[str]:
    """Return the lines on which a module touches files, by the names such calls have."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in READERS:
                found.append(f"{node.lineno}: {called}")
    return sorted(set(found))


MAY_TOUCH_FILES = {
    "geo/i18n/__init__.py": "its own language files, as package resources",
    "geo/render/": "its own assets, the packages that carry Leaflet, and a file that GDAL needs on disk",
    "geo/cli/commands/export.py": "the file that the caller asked for",
    "geo/ui/preload.py": "nothing of data/: the scripts that a page loads, for what they import",
    "geo/ui/map_code.py": "nothing of data/: Leaflet and the styles that come with the map's code",
    "geo/ui/no_delay.py": "this process's open descriptors, to find the sockets it listens on",
    "geo/ui/headers.py": "nothing of data/: the page that Streamlit ships, for the hash of its script",
    "geo/ingest/": "documents that readers upload, handed to a process of its own",
}
"""Who else may open files, and why. Everything under ``data/`` is the store's."""

BANNED_IN_PYTHON = {
    r"unsafe_allow_html": "text would be read as HTML",
    r"components\.v1|components\.html|components\.iframe": "version 1 components run inline script",
    r"\bst\.html\(": "text would be read as HTML",
    r"\bst\.map\(|\bst\.pydeck_chart\(": "asks a CDN for a map",
    r"(?<![\w.])eval\(|(?<![\w.])exec\(": "runs text as code",
    r"\bpickle\b": "runs what it reads",
    r"\bshell=True": "reads text as a command",
}
BANNED_IN_ASSETS = {
    r"\binnerHTML\b": "text would be read as HTML",
    r"\bouterHTML\b": "text would be read as HTML",
    r"\binsertAdjacentHTML\b": "text would be read as HTML",
    r"\bdocument\.write": "text would be read as HTML",
    r"\beval\s*\(|\bnew Function\b": "runs text as code",
    r"\bsetTimeout\(\s*['\"`]|\bsetInterval\(\s*['\"`]": "runs text as code",
    r"\bimport\s*\(\s*['\"`]https?:": "loads code from another host",
}
ADDRESS = re.compile(r"(?:https?:)?//(?:[\w-]+\.)+[a-z]{2,}")
IDENTIFIERS = ("http://www.w3.org/", "https://www.w3.org/", "https://example.org")
"""Addresses that name something and are never fetched."""

NAMES_ITS_SOURCES = {"geo/store/build/"}
"""The build fetches pinned sources when it is asked to; nothing that serves the app does."""


def banned(source: str, patterns: dict[str, str]) -> list[str]:
    return [
        f"{number}: {match.group()} ({why})"
        for number, line in enumerate(source.splitlines(), 1)
        for pattern, why in patterns.items()
        if (match := re.search(pattern, line))
    ]


def addresses(source: str) -> list[str]:
    """Return the addresses in code that are not in a comment or docstring-like line of prose."""
    return [
        f"{number}: {match.group()}"
        for number, line in enumerate(source.splitlines(), 1)
        for match in ADDRESS.finditer(line)
        if not line[match.start() :].startswith(IDENTIFIERS)
    ]


def assets() -> list[Path]:
    return sorted(
        path for path in PACKAGE.rglob("*")
        if path.suffix in {".js", ".mjs", ".css", ".html", ".svg"} and "__pycache__" not in path.parts
    )  # fmt: skip


def collect(check, paths: list[Path]) -> list[str]:
    return [f"{name(path)}:{found}" for path in paths for found in check(path)]


def read(path: Path) -> str:
    return path.read_text("utf-8")


def test_layers_import_only_to_the_left() -> None:
    assert len(modules()) > 30
    assert collect(lambda path: wrong_directions(read(path), layer(path)), modules()) == []


@pytest.mark.parametrize(
    ("source", "of", "said"),
    [
        ("from geo.query.link import parse_link", "store", ["1: store imports query"]),
        ("from geo import query", "model", ["1: model imports query"]),
        ("def late():\n    import geo.ui.page", "render", ["2: render imports ui"]),
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from geo.store import Dataset",
            "i18n",
            ["3: i18n imports store"],
        ),
        ("from geo.ui import server", "cli", ["1: cli imports ui"]),
        ("from geo.cli import main", "ui", ["1: ui imports cli"]),
        ("from geo.ui import server", "atlas", ["1: atlas imports ui"]),
        ("from geo.atlas import load", "render", ["1: render imports atlas"]),
        ("from geo.render import export", "__init__", ["1: __init__ imports render"]),
        ("def late():\n    from geo import atlas", "__init__", []),
        ("from . import selection", "query", ["1: a relative import"]),
        ("from geo.errors import AtlasError\nfrom geo.store import Dataset", "query", []),
        ("from geo.ui.server import build_app", "app", []),
    ],
)
def test_an_import_to_the_right_is_seen(source: str, of: str, said: list[str]) -> None:
    assert wrong_directions(source, of) == said


def test_every_module_belongs_to_a_known_layer() -> None:
    known = {*FOUNDATION, *LAYERS, "cli", "app", "atlas", "__init__", "__main__"}
    assert {layer(path) for path in modules()} <= known


def test_each_library_has_its_owner() -> None:
    assert collect(lambda path: wrong_owners(read(path), layer(path)), modules()) == []


def test_a_library_outside_its_layer_is_seen() -> None:
    assert wrong_owners("import streamlit as st", "query") == ["1: query imports streamlit"]
    assert wrong_owners("from folium import Map", "ui") == ["1: ui imports folium"]
    assert wrong_owners("def f():\n    import plotly.graph_objects as go", "query") == [
        "2: query imports plotly"
    ]
    assert wrong_owners("import streamlit", "app") == []
    assert wrong_owners("import streamlit", "ui") == []


def test_only_the_store_opens_files() -> None:
    others = [
        path
        for path in modules()
        if layer(path) != "store" and not name(path).startswith(tuple(MAY_TOUCH_FILES))
    ]
    assert len(others) > 15
    assert collect(lambda path: file_access(read(path)), others) == []


def test_a_file_that_is_opened_elsewhere_is_seen() -> None:
    assert file_access("with open('x') as f: pass") == ["1: open"]
    assert file_access("from pathlib import Path\nPath('x').read_text()") == ["2: read_text"]
    assert file_access("import geopandas\ngeopandas.read_file('x')") == ["2: read_file"]
    assert file_access("import os\nos.open('x', 0)") == ["2: open"]
    assert file_access("opened = 1\nreopen()") == []


def test_modules_stay_small() -> None:
    sizes = {name(path): len(read(path).splitlines()) for path in modules()}
    assert {path: lines for path, lines in sizes.items() if lines > MAX_LINES} == {}
    assert max(sizes.values()) > 100, "the count itself works"


def vague(paths: list[Path]) -> list[str]:
    return [path.as_posix() for path in paths if path.stem in VAGUE]


def test_modules_are_named_for_what_they_hold() -> None:
    everything = [path.relative_to(ROOT) for path in PACKAGE.rglob("*")] + [
        path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py")
    ]
    assert vague(everything) == []


def test_a_vague_name_is_seen() -> None:
    assert vague([Path("geo/query/utils.py"), Path("geo/common"), Path("geo/model/claim.py")]) == [
        "geo/query/utils.py",
        "geo/common",
    ]


def test_python_uses_nothing_that_reads_text_as_markup_or_code() -> None:
    assert collect(lambda path: banned(read(path), BANNED_IN_PYTHON), modules()) == []


@pytest.mark.parametrize(
    "line",
    ["st.markdown(x, unsafe_allow_html=True)", "import streamlit.components.v1 as c", "st.html(x)", "eval(x)",
     "st.map(frame)", "exec(code)", "subprocess.run(x, shell=True)", "import pickle"],
)  # fmt: skip
def test_what_is_banned_in_python_is_seen(line: str) -> None:
    assert banned(line, BANNED_IN_PYTHON)


@pytest.mark.parametrize(
    "line", ["ast.literal_eval(x)", "model.eval()", "evaluate(x)", "st.text(x)", "executor(x)"]
)
def test_what_only_looks_banned_is_not(line: str) -> None:
    assert not banned(line, BANNED_IN_PYTHON)


def test_browser_code_writes_text_only() -> None:
    assert assets()
    assert collect(lambda path: banned(read(path), BANNED_IN_ASSETS), assets()) == []


@pytest.mark.parametrize(
    "line",
    ["node.innerHTML = x", "node.insertAdjacentHTML('beforeend', x)", "document.write(x)", "eval(x)", "eval (x)",
     "new Function(x)", "node.outerHTML = x", "setTimeout('f()', 1)", "import('https://cdn.example.com/a.js')"],
)  # fmt: skip
def test_what_is_banned_in_browser_code_is_seen(line: str) -> None:
    assert banned(line, BANNED_IN_ASSETS)


def test_no_code_names_another_host() -> None:
    serving = [path for path in modules() if not name(path).startswith(tuple(NAMES_ITS_SOURCES))]
    assert collect(lambda path: addresses(read(path)), [*serving, *assets()]) == []


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://cdn.example.com/a.js">',
        "@import url(//fonts.example.net/x.css);",
        "fetch('http://tiles.example.io/1/2/3')",
    ],
)
def test_another_host_is_seen(line: str) -> None:
    assert addresses(line)


@pytest.mark.parametrize(
    "line", ['const NS = "http://www.w3.org/2000/svg";', "a // b.c is a comment", "x = y // z.real"]
)
def test_what_is_no_host_is_not_seen(line: str) -> None:
    assert not addresses(line)
