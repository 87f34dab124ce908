"""``make load``: many readers on two replicas behind nginx, for long enough to see what piles up.

Readers replay what Chromium was recorded to send, as in the benchmark, through nginx and with its cookie. First one
reader alone, then all of them, then all of them with uploads among them. The exit status is 1 where a reader met
an error, or where the 95th percentile of a change exceeds twice that of one reader alone.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from geo.store import find_data_dir, load_dataset
from tests.bench.browser import SIZE, Visit, changes, chromium
from tests.bench.figures import Spread, number, table, write_json
from tests.bench.load import Script, levels, script_of
from tests.bench.machine import machine
from tests.bench.steps import atlas_steps

from .bringing import Bringing, bring
from .bringing import record as record_bringing
from .stack import ROOT, Stack, serving

LIMIT = 2.0
"""Most that the 95th percentile may be of one reader's."""
ARTICLE = (
    "A base stands near Osh in Kyrgyzstan; fighters cross the border from Afghanistan into Tajikistan.\n"
    * 200
)
"""Twenty kilobytes, in our own words."""


@dataclass(frozen=True)
class Phase:
    """What readers met in one part of the run."""

    name: str
    sessions: int
    seconds: float
    changes: int
    change_ms: Spread


def record(stack: Stack, count: int) -> tuple[Script, Bringing, str]:
    """Make ``count`` changes in a real browser and bring an article; return what it sent, and its version."""
    dataset = load_dataset(find_data_dir())
    steps = atlas_steps(dataset, count)
    with chromium() as browser:
        version = browser.version
        warm = browser.new_context(viewport=SIZE)
        Visit(warm, stack.server, "atlas")
        warm.close()
        visit = Visit(browser.new_context(viewport=SIZE), stack.server, "atlas")
        made = changes(visit, steps, len(steps))
        brought = record_bringing(browser, stack.url, ARTICLE.encode())
    return script_of(visit.first_message, made), brought, version


async def readers(
    stack: Stack, script: Script, name: str, sessions: int, *, seconds: float, think_s: float
) -> Phase:
    """Let so many readers make changes for so long."""
    (level,) = await levels(
        stack.server, script, [sessions], seconds=seconds, think_s=think_s, alone_think_s=think_s
    )
    return Phase(name, sessions, seconds, len(level.changes_ms), Spread.of(level.changes_ms))


async def uploads(stack: Stack, brought: Bringing, count: int, seconds: float) -> list[float]:
    """Have ``count`` readers bring an article, spread over the time; return the milliseconds until each was read."""

    async def one(at: int) -> float:
        await asyncio.sleep(at * seconds / count)
        return await bring(stack.url, brought)

    return list(await asyncio.gather(*(one(at) for at in range(count))))


async def run(
    stack: Stack, script: Script, brought: Bringing, options: argparse.Namespace
) -> tuple[list[Phase], list[float]]:
    """Go through all parts."""
    alone = await readers(stack, script, "one reader", 1, seconds=options.alone, think_s=1.0)
    _say(f"one reader: {alone.change_ms}")
    many = await readers(
        stack, script, "all readers", options.sessions, seconds=60 * options.minutes, think_s=options.think
    )
    _say(f"{options.sessions} readers: {many.change_ms}")
    among = readers(
        stack,
        script,
        "all readers, uploads among them",
        options.sessions,
        seconds=options.upload_seconds,
        think_s=options.think,
    )
    phase, sent = await asyncio.gather(
        among, uploads(stack, brought, options.uploads, options.upload_seconds)
    )
    return [alone, many, phase], sent


def verdict(phases: Sequence[Phase]) -> dict[str, float]:
    """Return the 95th percentile of each part in terms of one reader's."""
    alone, *others = phases
    return {one.name: round(one.change_ms.p95 / alone.change_ms.p95, 2) for one in others}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table, keep the figures; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.deploy.load", description=__doc__)
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument(
        "--think", type=float, default=8, help="seconds between two changes of a reader, on average"
    )
    parser.add_argument("--alone", type=float, default=60, help="seconds for the one reader")
    parser.add_argument("--uploads", type=int, default=20)
    parser.add_argument("--upload-seconds", type=float, default=120)
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument(
        "--record", type=int, default=14, help="changes that the browser makes to be replayed"
    )
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory(prefix="atlas-load-") as folder,
        serving(Path(folder), options.replicas) as stack,
    ):
        script, brought, version = record(stack, options.record)
        before = [replica.usage() for replica in stack.replicas]
        try:
            phases, sent = asyncio.run(run(stack, script, brought, options))
        except (RuntimeError, OSError, TimeoutError) as error:
            _say(f"a reader met an error: {error}")
            return 1
        after = [replica.usage() for replica in stack.replicas]
    ratios = verdict(phases)
    rows = [
        [one.name, number(one.sessions), number(one.changes), number(one.change_ms.p50), number(one.change_ms.p95),
         number(one.change_ms.greatest), number(ratios.get(one.name))]
        for one in phases
    ]  # fmt: skip
    head = ["", "sessions", "changes", "median ms", "p95 ms", "greatest ms", "p95 to one reader's"]
    _say(table(head, rows))
    _say(f"{len(sent)} articles brought and read, median {number(statistics.median(sent))} ms; memory of the replicas in MB: "
         f"{[one.memory_mb for one in before]} before, {[one.memory_mb for one in after]} after")  # fmt: skip
    _keep(options, phases, sent, after=[asdict(one) for one in after], on=machine(version))
    return 0 if max(ratios.values()) <= LIMIT else 1


def _keep(
    options: argparse.Namespace,
    phases: Sequence[Phase],
    sent: list[float],
    *,
    after: list[Any],
    on: dict[str, Any],
) -> None:
    write_json(
        ROOT / "bench-results" / "load.json",
        {"machine": on, "options": vars(options), "phases": [asdict(one) for one in phases],
         "uploads_ms": sent, "replicas": after},
    )  # fmt: skip


def _say(words: str) -> None:
    with contextlib.suppress(OSError):
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
