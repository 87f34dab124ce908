"""Arithmetic on the events of a browser trace, in Chromium's trace event format (times in microseconds)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any


def main_thread(events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the complete events of the renderer main thread that has the most of them."""
    listed = list(events)
    named = {
        (one["pid"], one["tid"])
        for one in listed
        if one.get("name") == "thread_name" and one["args"].get("name") == "CrRendererMain"
    }
    threads: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for one in listed:
        if one.get("ph") == "X" and (one["pid"], one["tid"]) in named:
            threads[one["pid"], one["tid"]].append(one)
    return max(threads.values(), key=len, default=[])


def spans(events: Iterable[dict[str, Any]], begin: str, end: str) -> list[tuple[float, float]]:
    """Return the times between each mark ``begin`` and the mark ``end`` that follows it."""
    found, since = [], None
    for one in sorted(
        (one for one in events if one.get("name") in {begin, end}), key=lambda event: event["ts"]
    ):
        if one["name"] == begin:
            since = one["ts"]
        elif since is not None:
            found.append((since, one["ts"]))
            since = None
    return found


def self_times(
    events: Iterable[dict[str, Any]], within: Sequence[tuple[float, float]]
) -> dict[str, tuple[float, int]]:
    """Return by name the microseconds spent in events without those inside them, and how many there were.

    Only events that begin in one of the spans ``within`` count.
    """
    spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0])
    open_events: list[tuple[float, str]] = []
    inside = [one for one in events if any(begin <= one["ts"] <= end for begin, end in within)]
    for one in sorted(inside, key=lambda event: (event["ts"], -event.get("dur", 0))):
        duration = one.get("dur", 0)
        while open_events and open_events[-1][0] <= one["ts"]:
            open_events.pop()
        if open_events:
            spent[open_events[-1][1]][0] -= duration
        open_events.append((one["ts"] + duration, one["name"]))
        spent[one["name"]][0] += duration
        spent[one["name"]][1] += 1
    return {name: (time, int(count)) for name, (time, count) in spent.items()}


def by_script(
    profile: dict[str, Any], within: Sequence[tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return by script file the microseconds spent in it and in what it called, and in it alone.

    ``profile`` is that of the DevTools protocol's Profiler. Samples outside the spans don't count; what is
    no script goes under its own name, such as ``(program)`` for style, layout and paint.
    """
    nodes = {node["id"]: node for node in profile["nodes"]}
    parents = {child: node["id"] for node in profile["nodes"] for child in node.get("children", ())}
    files = {key: _file(node["callFrame"]) for key, node in nodes.items()}
    spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    now = profile["startTime"]
    for sample, delta in zip(profile["samples"], profile["timeDeltas"], strict=True):
        now += delta
        if not any(begin <= now <= end for begin, end in within):
            continue
        spent[files[sample]][1] += delta
        stack, at = set(), sample
        while at is not None:
            stack.add(files[at])
            at = parents.get(at)
        for file in stack:
            spent[file][0] += delta
    return {file: (whole, alone) for file, (whole, alone) in spent.items()}


def _file(frame: dict[str, Any]) -> str:
    # Bundles are named with a hash: "PlotlyChart.D9Z0_fxz.js".
    return frame["url"].rpartition("/")[2].partition("?")[0] or frame["functionName"] or "(root)"
