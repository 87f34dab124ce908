"""Put the renderer's modules into one classic script, for pages that are opened from disk.

A page on disk can't import modules from beside itself. The modules keep to two forms (named imports
on one line from ``./name.js``, and ``export`` before a function, class or const), so joining them is
a matter of giving each its own scope.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Final

from geo.errors import RenderError

_IMPORT: Final = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w]+\.js)";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
_LEFT: Final = re.compile(r"^\s*(?:import|export)\b|import\.meta", re.MULTILINE)


def asset(name: str) -> str:
    """Return the text of a file in ``assets/``."""
    return (resources.files("geo.render") / "assets" / name).read_text("utf-8")


@cache
def bundled(entry: str, as_global: str) -> str:
    """Return a script that runs a module with all it imports and leaves its exports in a global.

    Raises
    ------
    RenderError
        Where a module imports or exports in another form than those above, or imports itself.
    """
    parts: list[str] = []
    _add(entry, parts, [], set())
    return f'"use strict";\n(() => {{\nconst modules = {{ }};\n{"".join(parts)}globalThis.{as_global} = modules["{entry}"];\n}})();\n'


def _add(name: str, parts: list[str], path: list[str], done: set[str]) -> None:
    if name in path:
        msg = f"assets/{name}: imports expected no circle, got {' > '.join([*path, name])}"
        raise RenderError(msg)
    if name in done:
        return
    done.add(name)
    source = asset(name)
    for match in _IMPORT.finditer(source):
        _add(match.group(2), parts, [*path, name], done)
    body = _IMPORT.sub(lambda match: f'const {{ {match.group(1)} }} = modules["{match.group(2)}"];', source)
    exported = [match.group(2) for match in _EXPORT.finditer(body)]
    body = _EXPORT.sub(r"\1 \2", body)
    wrong = _LEFT.search(body)
    if wrong:
        msg = (
            f"assets/{name}: imports expected in the form of geo.render.bundle, got {wrong.group().strip()!r}"
        )
        raise RenderError(msg)
    parts.append(f'modules["{name}"] = (() => {{\n{body}\nreturn {{ {", ".join(exported)} }};\n}})();\n')
