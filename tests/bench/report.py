"""The tables that a run prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .figures import Target, number, table

ROWS = (
    ("first paint, cold cache, ms", "first_cold", "painted_ms", "p50"),
    ("first paint, warm cache, ms", "first_warm", "painted_ms", "p50"),
    ("bytes fetched, cold cache", "first_cold", "http_bytes"),
    ("bytes over the WebSocket at first", "first_cold", "websocket_bytes"),
    ("requests, cold cache", "first_cold", "requests"),
    ("change to the map's message, ms, median", "arrived_ms", "p50"),
    ("change to repainted, ms, median", "painted_ms", "p50"),
    ("change to repainted, ms, p95", "painted_ms", "p95"),
    ("change to settled, ms, median", "settled_ms", "p50"),
    ("change to settled, ms, p95", "settled_ms", "p95"),
    ("changes", "painted_ms", "n"),
    ("bytes a change, median", "websocket_bytes", "p50"),
    ("of them for the map, median", "map_bytes", "p50"),
    ("browser heap after the changes, MB", "heap_mb"),
    ("flat out, changes a second", "flat_out", "per_second"),
    ("server's processor time a change, ms", "flat_out", "cpu_ms"),
)


def report(results: dict[str, Any], reached: Sequence[Target]) -> str:
    """Return the tables of one run in Markdown."""
    apps = dict(results["apps"])
    spared = apps.get("usual", {}).get("no_return_value")
    for name, found in (("usual, no return", spared), ("atlas × 10", results["growth"])):
        if found:
            apps[name] = found
    rows = [[label, *(number(_dig(app, path)) for app in apps.values())] for label, *path in ROWS]
    # A run of the pages alone has nothing to say of the apps.
    parts = [table(["", *apps], rows), ""] if any(set(row[1:]) != {"–"} for row in rows) else []
    levels_found = results["apps"]["atlas"].get("levels")
    if levels_found:
        lines = [
            [
                count,
                *(number(_dig(level, ["change_ms", key])) for key in ("n", "p50", "p95")),
                number(level["memory_mb"]),
            ]
            for count, level in levels_found.items()
        ]
        parts += [table(["atlas, sessions", "changes", "p50 ms", "p95 ms", "memory MB"], lines), ""]
    pages_found = results.get("pages")
    if pages_found:
        heads = [
            "page",
            "first content, cold, ms",
            "change to repainted, ms",
            "settled, ms",
            "settled, p95",
            "bytes a change",
        ]
        paths = (
            ("first_ms", "p50"),
            ("painted_ms", "p50"),
            ("settled_ms", "p50"),
            ("settled_ms", "p95"),
            ("websocket_bytes", "p50"),
        )
        lines = [[name, *(number(_dig(page, path)) for path in paths)] for name, page in pages_found.items()]
        parts += [table(heads, lines), ""]
    parts.append(table(["target", "measured", "limit", ""], [one.row() for one in reached]))
    return "\n".join(parts)


def _dig(found: Any, path: Sequence[str]) -> float | None:
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found
