"""Every page beside the floor: first content from an empty cache, and a filter change until all is settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from geo.store import Dataset
from geo.ui.page import pages

from .browser import SIZE, Change, Step, Visit, changes
from .figures import Spread
from .servers import Server
from .steps import atlas_steps, radio_steps

FLOOR = "floor"


def addresses() -> dict[str, str]:
    """Return each page's address, relative to the server's, by its id."""
    first = next(iter(pages()))
    return {name: "" if name == first else name for name in pages()}


def measure_pages(
    browser: Browser, servers: Mapping[str, Server], dataset: Dataset, opened: int, changed: int
) -> dict[str, dict[str, Any]]:
    """Open each page and change its filters; return times in milliseconds by page, the floor's among them.

    Parameters
    ----------
    servers
        The floor and the atlas, by name.
    opened
        Times each page is opened with an empty cache.
    changed
        Filter changes a page, rounded up so that it ends as it began.

    Raises
    ------
    RuntimeError
        Where a page does not take a change, or shows nothing of it.
    """
    visited = {FLOOR: (servers[FLOOR], "floor", "")}
    visited |= {name: (servers["atlas"], "page", path) for name, path in addresses().items()}
    first: dict[str, list[float]] = {name: [] for name in visited}
    # The first time is not measured: a server's first session loads what later ones share.
    for turn in range(opened + 1):
        for name, (server, kind, path) in visited.items():
            context = browser.new_context(viewport=SIZE)
            painted = Visit(context, server, kind, path).painted_ms
            context.close()
            if turn:
                first[name].append(painted)
    made: dict[str, list[Change]] = {name: [] for name in visited}
    steps = {name: radio_steps() if name == FLOOR else atlas_steps(dataset, changed) for name in visited}
    open_pages = {
        name: Visit(browser.new_context(viewport=SIZE), server, kind, path)
        for name, (server, kind, path) in visited.items()
    }
    # Two rounds, so that a slow spell of the machine doesn't hit one page alone.
    for part in range(2):
        for name, visit in open_pages.items():
            count = _share(steps[name], changed, part)
            try:
                made[name] += changes(visit, steps[name], count, skip=len(made[name]))
            except PlaywrightError as error:
                raise RuntimeError(f"page {name}: a change can't be made: {error}") from error
    for visit in open_pages.values():
        visit.page.context.close()
    return {name: _figures(first[name], made[name]) for name in visited}


def _share(steps: Sequence[Step], changed: int, part: int) -> int:
    wanted = -(-changed // len(steps)) * len(steps)
    return wanted // 2 if part == 0 else wanted - wanted // 2


def _figures(first: Sequence[float], made: Sequence[Change]) -> dict[str, Any]:
    return {
        "first_ms": asdict(Spread.of(first)),
        "painted_ms": asdict(Spread.of([one.painted_ms for one in made])),
        "settled_ms": asdict(Spread.of([one.settled_ms for one in made])),
        "websocket_bytes": asdict(Spread.of([one.traffic.total for one in made])),
        "each": [[one.step, one.painted_ms, one.settled_ms, one.traffic.total] for one in made],
    }
