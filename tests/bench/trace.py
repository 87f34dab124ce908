"""Where a change's time goes: `python -m tests.bench.trace` prints the browser's and the server's part.

The browser's is Chromium's own trace of its main thread, each task's time without what it called, and
its profile by script file, with what it called and alone. The server's is a profile of reruns in one process, without network and browser. All slow what they
watch, so they tell shares, not durations.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from geo.model.view import Filters
from geo.store import find_data_dir, load_dataset
from geo.ui import main as ui_main
from geo.ui import state
from geo.ui.server import SCRIPT

from .browser import SIZE, Step, Visit, changes, chromium
from .figures import number, table
from .plan import plan, views
from .servers import ROOT, App, serve
from .steps import atlas_steps
from .timeline import by_script, main_thread, self_times, spans

CHANGES = 12
TRACED = ["devtools.timeline", "blink.user_timing"]
SPANS = (("bench-begin", "bench-painted"), ("bench-painted", "bench-settled"))
BROWSER_ROWS = 20
SERVER_ROWS = 28


def main() -> None:
    """Trace and profile the same changes of the atlas."""
    dataset = load_dataset(find_data_dir())
    steps = atlas_steps(dataset, CHANGES)
    with serve([App("atlas", ROOT / "app.py", ROOT)]) as servers, chromium() as browser:
        visit = Visit(browser.new_context(viewport=SIZE), servers["atlas"], "atlas")
        changes(visit, steps, len(steps))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "trace.json"
            browser.start_tracing(page=visit.page, path=path, categories=TRACED)
            changes(visit, steps, len(steps))
            browser.stop_tracing()
            events = json.loads(path.read_text(encoding="utf-8"))["traceEvents"]
        marks, recorded = record(visit, steps)
    for begin, end in SPANS:
        within = spans(events, begin, end)
        _write((begin, end, "times"), within, self_times(main_thread(events), within), 1)
    for begin, end in SPANS:
        within = spans(marks, begin, end)
        _write((begin, end, "ms alone"), within, by_script(recorded, within), 1000)
    sys.stdout.write(profile([view.filters for view in views(plan(dataset, CHANGES))]))


def record(visit: Visit, steps: Sequence[Step]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Make the changes under Chromium's profiler; return the probe's marks and the profile, in microseconds."""
    visit.page.evaluate("performance.clearMarks()")
    visit.cdp.send("Profiler.enable")
    visit.cdp.send("Profiler.setSamplingInterval", {"interval": 500})
    visit.cdp.send("Profiler.start")
    changes(visit, steps, len(steps))
    recorded = visit.cdp.send("Profiler.stop")["profile"]
    visit.cdp.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in visit.cdp.send("Performance.getMetrics")["metrics"]}
    found = visit.page.evaluate(
        "performance.getEntriesByType('mark').map(({name, startTime}) => [name, startTime])"
    )
    # The profile counts from the machine's start, the page from its navigation.
    marks = [{"name": name, "ts": metrics["NavigationStart"] * 1e6 + at * 1000} for name, at in found]
    return marks, recorded


def _write(
    head: tuple[str, str, str],
    within: Sequence[tuple[float, float]],
    spent: Mapping[str, tuple[float, float]],
    unit: float,
) -> None:
    begin, end, last = head
    whole = sum(until - since for since, until in within) / len(within) / 1000
    rows = [
        [name, number(first / 1000 / len(within)), number(second / unit / len(within))]
        for name, (first, second) in sorted(spent.items(), key=lambda item: -item[1][0])[:BROWSER_ROWS]
    ]
    sys.stdout.write(table([f"{begin} to {end}, {number(whole)} ms", "ms a change", last], rows) + "\n\n")


def profile(filters: Iterable[Filters]) -> str:
    """Return the profile of one rerun for each choice of filters, the atlas's slowest calls first."""
    watch = cProfile.Profile()
    drawn = ui_main.main
    # The script runs in a thread of its own, so the profiler has to be switched on inside it.
    ui_main.main = lambda: watch.runcall(drawn)
    try:
        test = AppTest.from_file(str(SCRIPT), default_timeout=60).run()
        watch.clear()
        count = 0
        for chosen in filters:
            test.session_state[state.VIEW] = replace(test.session_state[state.VIEW], filters=chosen)
            # As after a choice in the panel: the address is not to be read, but written.
            test.session_state[state.CHANGED] = True
            test.run()
            if test.exception:
                raise RuntimeError(test.exception[0].message)
            count += 1
    finally:
        ui_main.main = drawn
    stats = pstats.Stats(watch).stats  # type: ignore[attr-defined]
    rows = [
        [f"{Path(file).relative_to(ROOT)}:{line} {name}", number(total * 1000 / count), number(calls / count)]
        for (file, line, name), (_, calls, _, total, _) in sorted(stats.items(), key=lambda item: -item[1][3])
        if file.startswith(str(ROOT / "geo"))
    ]
    return table(["server, with what is called", "ms a change", "times"], rows[:SERVER_ROWS]) + "\n"


if __name__ == "__main__":
    main()
