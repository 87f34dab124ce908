"""What the atlas has to reach, as ratios within one run."""

from __future__ import annotations

from typing import Any

from .figures import Target, ratio


def targets(results: dict[str, Any]) -> list[Target]:
    """Set the measured ratios beside their limits; what a run left out stays without a value."""
    apps, growth = results["apps"], results.get("growth") or {}
    floor, usual, atlas = (apps.get(name, {}) for name in ("floor", "usual", "atlas"))

    def of(app: dict[str, Any], *path: str) -> Any:
        found: Any = app
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def against(app: dict[str, Any], other: dict[str, Any], *path: str) -> float | None:
        return ratio(of(app, *path), of(other, *path))

    levels = of(atlas, "levels") or {}
    one, many = of(levels, "1", "change_ms", "p95"), of(levels, "100", "change_ms", "p95")
    geometry = of(atlas, "first_cold", "geometry_bytes")
    map_bytes = of(atlas, "map_bytes", "greatest")
    # Every page but the floor's own: what it takes beside an empty one.
    measured = results.get("pages") or {}
    of_pages = [
        target
        for name, page in measured.items()
        if name != "floor"
        for target in (
            Target(f"{name}: first content, cold cache, median, to the floor's", against(page, measured["floor"], "first_ms", "p50"), "at most", 2.0),
            Target(f"{name}: change to whole page settled, median, to the floor's", against(page, measured["floor"], "settled_ms", "p50"), "at most", 2.0),
        )
    ]  # fmt: skip
    return [
        *of_pages,
        Target("filter change to map repainted, median, to the floor's", against(atlas, floor, "painted_ms", "p50"), "at most", 1.0),
        Target("the same, p95", against(atlas, floor, "painted_ms", "p95"), "at most", 1.5),
        Target("whole page settled, median, to the floor's", against(atlas, floor, "settled_ms", "p50"), "at most", 2.0),
        Target("the usual way's map repainted, median, to the atlas's", against(usual, atlas, "painted_ms", "p50"), "at least", 12),
        Target("the usual way's map bytes a change to the atlas's, median", against(usual, atlas, "map_bytes", "p50"), "at least", 200),
        Target("map bytes a change, the greatest", ratio(map_bytes, 1000), "at most", 8, "kB"),
        Target("first map, cold cache, to the floor's first text", against(atlas, floor, "first_cold", "painted_ms", "p50"), "at most", 1.5),
        Target("geometry for the first view, compressed", ratio(geometry, 1000), "at most", 250, "kB"),
        Target("100 sessions, p95 of a change, to one session's", ratio(many, one), "at most", 2.0),
        Target(
            "flat-out reruns a second, to the floor's with the same gc setting",
            ratio(of(atlas, "flat_out", "per_second"), of(apps.get("floor_frozen", {}), "flat_out", "per_second")),
            "at least",
            0.7,
        ),
        Target("memory a further session", of(atlas, "memory_a_session_mb"), "at most", 1.0, "MB"),
        Target("10 × the claims, change to map repainted, median", ratio(of(growth, "painted_ms", "p50"), of(atlas, "painted_ms", "p50")), "at most", 1.5),
        Target("10 × the claims, whole page settled, median", ratio(of(growth, "settled_ms", "p50"), of(atlas, "settled_ms", "p50")), "at most", 1.5),
    ]  # fmt: skip
