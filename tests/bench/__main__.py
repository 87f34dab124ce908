"""Run the benchmark: `make bench`, or `python -m tests.bench --help` for a part of it."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from geo.store import find_data_dir, load_dataset

from .browser import SIZE, Change, First, Visit, changes, chromium, openings
from .figures import Spread, slope, write_json
from .geometry import write_countries
from .growth import grow
from .load import Script, flat_out, levels, script_of
from .machine import machine
from .pages import measure_pages
from .report import report
from .servers import APPS, ROOT, App, Server, serve
from .steps import atlas_steps, radio_steps
from .targets import targets

PARTS = ("open", "change", "load", "growth", "pages")
KINDS = {"floor": "floor", "floor_frozen": "floor", "usual": "usual", "atlas": "atlas", "grown": "atlas"}
GROWTH = 10
SPARED = 12
"""Changes of the usual page without a return value, measured beside."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the tables, write the JSON file; return 1 where a target is missed."""
    options = _options(argv)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="atlas-bench-data-") as folder:
        results = measure(options, Path(folder))
    results["took_s"] = round(time.monotonic() - begin)
    reached = targets(results)
    results["targets"] = [target.record() for target in reached]
    target = options.output / f"bench-{results['machine']['when'].replace(':', '')}.json"
    write_json(target, results)
    write_json(options.output / "latest.json", results)
    sys.stdout.write(f"{report(results, reached)}\n\n{target}\n")
    return 1 if any(one.passed is False for one in reached) else 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--parts", nargs="+", choices=PARTS, default=PARTS, help="what to measure (default: all)"
    )
    parser.add_argument("--openings", type=int, default=5, help="times each page is opened, cold and warm")
    parser.add_argument("--changes", type=int, default=50, help="filter changes a page, in two rounds")
    parser.add_argument(
        "--page-openings", type=int, default=4, help="times each page is opened in part pages"
    )
    parser.add_argument("--page-changes", type=int, default=14, help="filter changes a page in part pages")
    parser.add_argument(
        "--sessions", type=int, nargs="+", default=[1, 10, 50, 100], help="numbers of sessions"
    )
    parser.add_argument("--seconds", type=float, default=40, help="time at each number of sessions")
    parser.add_argument("--think", type=float, default=8, help="mean think time in seconds")
    parser.add_argument(
        "--alone-think", type=float, default=1, help="think time of a session alone, in seconds"
    )
    parser.add_argument("--flat-seconds", type=float, default=10, help="time of the flat-out runs")
    parser.add_argument("--flat-clients", type=int, default=4, help="sessions of the flat-out runs")
    parser.add_argument(
        "--output", type=Path, default=ROOT / "bench-results", help="folder for the JSON files"
    )
    return parser.parse_args(argv)


def measure(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Start the apps together and measure the chosen parts; return everything for the JSON file."""
    countries, data_dir = folder / "countries.json", find_data_dir()
    vertices = write_countries(countries)
    freeze = {"BENCH_FREEZE": "1", "STREAMLIT_RUNNER_POST_SCRIPT_GC": "false"}
    atlas = App("atlas", ROOT / "app.py", ROOT)
    apps = [
        App("floor", APPS / "floor.py", stock=True),
        App("usual", APPS / "usual.py", env={"BENCH_COUNTRIES": str(countries)}, stock=True),
        atlas,
    ]
    if "load" in options.parts:
        apps.append(App("floor_frozen", APPS / "floor.py", env=freeze))
    grown = 0
    if "growth" in options.parts:
        grown = grow(data_dir, folder / "data", GROWTH)
        apps.append(App("grown", atlas.script, ROOT, {"ATLAS_DATA": str(folder / "data")}))
    found: dict[str, dict[str, Any]] = {app.name: {} for app in apps}
    pages: dict[str, dict[str, Any]] = {}
    with serve(apps) as servers:
        with chromium() as browser:
            about = machine(browser.version)
            scripts = {}
            if set(options.parts) != {"pages"}:
                scripts = _in_browser(browser, servers, options, found)
            if "pages" in options.parts:
                _say("every page")
                dataset = load_dataset(data_dir)
                pages = measure_pages(browser, servers, dataset, options.page_openings, options.page_changes)
        if "load" in options.parts:
            _with_clients(servers, scripts, options, found)
    growth = found.pop("grown", None)
    if growth is not None:
        growth["claims"], growth["times"] = grown, GROWTH
    # Not the folder of the results: that names the machine's own paths.
    settings = {name: value for name, value in vars(options).items() if name != "output"}
    return {
        "machine": about,
        "settings": {**settings, "usual_vertices": vertices, "viewport": SIZE},
        "apps": found,
        "growth": growth,
        "pages": pages,
    }


def _in_browser(
    browser: Any, servers: dict[str, Server], options: argparse.Namespace, found: dict[str, dict[str, Any]]
) -> dict[str, Script]:
    """Open each page and change its filters; return what each page's browser sent, for the clients."""
    for name, server in servers.items():  # not measured: a server's first session loads what later ones share
        context = browser.new_context(viewport=SIZE)
        Visit(context, server, KINDS[name])
        context.close()
    if "open" in options.parts:
        for name in ("floor", "usual", "atlas"):
            _say(f"opening {name}")
            seen = openings(browser, servers[name], KINDS[name], options.openings)
            found[name].update({f"first_{state}": _first(each) for state, each in seen.items()})
    dataset = load_dataset(find_data_dir())
    # Where changes themselves aren't asked for, the clients still need one short round to replay.
    asked = options.changes if "change" in options.parts else SPARED
    steps = {
        name: atlas_steps(dataset, asked) if KINDS[name] == "atlas" else radio_steps() for name in servers
    }
    visits = {
        name: Visit(browser.new_context(viewport=SIZE), server, KINDS[name])
        for name, server in servers.items()
    }
    made: dict[str, list[Change]] = {name: [] for name in visits}
    # Two rounds through all pages, so that a slow spell of the machine doesn't hit one page alone. A page
    # ends as it began, or its changes could not be replayed round and round.
    wanted = {name: -(-asked // len(steps[name])) * len(steps[name]) for name in visits}
    for part in range(2):
        for name, visit in visits.items():
            _say(f"changing {name}, round {part + 1}")
            count = wanted[name] // 2 if part == 0 else wanted[name] - wanted[name] // 2
            made[name] += changes(visit, steps[name], count, skip=len(made[name]))
    for name, visit in visits.items():
        found[name].update(_changes(made[name]))
        found[name]["heap_mb"] = visit.heap_mb()
        found[name]["other_hosts"] = visit.hosts()
    if "change" in options.parts:
        context = browser.new_context(viewport=SIZE)
        spared = Visit(context, servers["usual"], "usual", "?returned=none")
        found["usual"]["no_return_value"] = _changes(changes(spared, steps["usual"], SPARED))
        context.close()
    scripts = {}
    for name, visit in visits.items():
        scripts[name] = script_of(visit.first_message, made[name])
        visit.page.context.close()
    return scripts


def _with_clients(
    servers: dict[str, Server],
    scripts: dict[str, Script],
    options: argparse.Namespace,
    found: dict[str, dict[str, Any]],
) -> None:
    for name in ("floor", "floor_frozen", "usual", "atlas"):
        _say(f"flat out: {name}")
        run = asyncio.run(flat_out(servers[name], scripts[name], options.flat_seconds, options.flat_clients))
        found[name]["flat_out"] = asdict(run)
    _say(f"sessions: {options.sessions}")
    atlas = asyncio.run(
        levels(
            servers["atlas"],
            scripts["atlas"],
            options.sessions,
            seconds=options.seconds,
            think_s=options.think,
            alone_think_s=options.alone_think,
        )
    )
    found["atlas"]["levels"] = {
        str(level.sessions): {
            "change_ms": asdict(Spread.of(level.changes_ms)) if level.changes_ms else None,
            "think_s": level.think_s,
            "memory_mb": level.memory_mb,
        }
        for level in atlas
    }
    if len(atlas) > 1:
        growth = slope([(level.sessions, level.memory_mb) for level in atlas])
        found["atlas"]["memory_a_session_mb"] = round(growth, 3)


def _first(each: Sequence[First]) -> dict[str, Any]:
    """Return the spread of the times, and the bytes of the first time (they are the same each time)."""
    return {
        "painted_ms": asdict(Spread.of([one.painted_ms for one in each])),
        "http_bytes": each[0].http_bytes,
        "websocket_bytes": each[0].websocket_bytes,
        "requests": each[0].requests,
        "geometry_bytes": each[0].geometry_bytes,
        "largest": dict(list(each[0].by_path.items())[:12]),
    }


def _changes(made: Sequence[Change]) -> dict[str, Any]:
    by_element: dict[str, list[int]] = {}
    for one in made:
        for name, size in one.traffic.by_element.items():
            by_element.setdefault(name, []).append(size)
    arrived = [one.arrived_ms for one in made if one.arrived_ms is not None]
    return {
        "arrived_ms": asdict(Spread.of(arrived)) if arrived else None,
        "painted_ms": asdict(Spread.of([one.painted_ms for one in made])),
        "settled_ms": asdict(Spread.of([one.settled_ms for one in made])),
        "script_ms": asdict(Spread.of([one.script_ms for one in made])),
        "websocket_bytes": asdict(Spread.of([one.traffic.total for one in made])),
        "map_bytes": asdict(Spread.of([one.traffic.map for one in made])),
        "bytes_by_element": {
            name: round(sum(sizes) / len(made)) for name, sizes in sorted(by_element.items())
        },
        "each": [
            [one.step, one.arrived_ms, one.painted_ms, one.settled_ms, one.traffic.total, one.traffic.map]
            for one in made
        ],
    }


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
