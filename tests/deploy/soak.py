"""``make soak``: many sessions opened, used and closed; what the server holds has to level off.

Each session opens a link, makes some changes and goes. A session outlives its connection for a while
(``server.disconnectedSessionTTL``), so what is held rises until as many are forgotten as come, and then no more.
The exit status is 1 where it does rise further.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from geo.store import find_data_dir, load_dataset
from tests.bench.figures import number, table, write_json
from tests.bench.machine import machine

from .reader import Reader
from .stack import ROOT, Replica, Usage


@dataclass(frozen=True)
class Look:
    """What the process held after so many sessions."""

    sessions: int
    usage: Usage


async def batch(address: str, links: Sequence[str], begin: int, count: int) -> None:
    """Open ``count`` sessions, have each run a few links, and close them."""

    async def one(number: int) -> None:
        reader = await Reader.connect(address)
        for at in range(4):
            await reader.run(links[(number + at) % len(links)])
        await reader.close()

    await asyncio.gather(*(one(begin + at) for at in range(count)))


def links() -> list[str]:
    """Return links to different views: each country and threat, in both languages, with evidence open."""
    dataset = load_dataset(find_data_dir())
    found = [f"country={code}&sel=country:{code}" for code in dataset.country_codes]
    found += [f"threat={threat}&lang=ru" for threat in dataset.taxonomy.threats]
    return found


async def soak(replica: Replica, options: argparse.Namespace) -> list[Look]:
    """Open all sessions, a batch at a time; return a look after each batch and one at the end."""
    to_open = links()
    looks = [Look(0, replica.usage())]
    for begin in range(0, options.sessions, options.batch):
        count = min(options.batch, options.sessions - begin)
        await batch(replica.url, to_open, begin, count)
        await asyncio.sleep(options.pause)
        looks.append(Look(begin + count, replica.usage()))
        _say(f"{looks[-1].sessions} sessions: {looks[-1].usage}")
    await asyncio.sleep(options.forget + options.pause)
    await batch(replica.url, to_open, 0, 1)
    await asyncio.sleep(options.pause)
    return [*looks, Look(options.sessions, replica.usage())]


def rises(looks: Sequence[Look]) -> dict[str, float]:
    """Return how much more was held in the second half than in the first, and is held when all have gone.

    The last look is taken after the last session has been forgotten.
    """
    *used, end = looks
    half = len(used) // 2
    first, second = used[: half + 1], used[half + 1 :]

    def more(of: Callable[[Usage], float]) -> float:
        return round(max(of(one.usage) for one in second) - max(of(one.usage) for one in first), 1)

    return {
        "memory, MB": more(lambda usage: usage.memory_mb),
        "threads": more(lambda usage: usage.threads),
        "descriptors": more(lambda usage: usage.descriptors),
        "threads left": end.usage.threads - used[0].usage.threads,
        "descriptors left": end.usage.descriptors - used[0].usage.descriptors,
    }


LIMITS = {
    "memory, MB": 40.0,
    "threads": 6.0,
    "descriptors": 30.0,
    "threads left": 6.0,
    "descriptors left": 10.0,
}
"""Most of each. Memory: about a tenth of what a replica takes. A session that is remembered has three descriptors."""


def level(found: dict[str, float]) -> bool:
    """Tell whether what is held has levelled off."""
    return all(found[name] <= limit for name, limit in LIMITS.items())


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the sessions, print the figures and keep them; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.deploy.soak", description=__doc__)
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--batch", type=int, default=25, help="sessions that are open at the same time")
    parser.add_argument("--pause", type=float, default=3, help="seconds after each batch")
    parser.add_argument(
        "--forget", type=int, default=20, help="seconds after which the server forgets a session"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="atlas-soak-") as folder:
        replica = Replica(Path(folder), options=["--server.disconnectedSessionTTL", str(options.forget)])
        begin = time.monotonic()
        try:
            replica.start()
            looks = asyncio.run(soak(replica, options))
        finally:
            replica.end()
    rows = [
        [str(one.sessions), number(one.usage.memory_mb), str(one.usage.threads), str(one.usage.descriptors)]
        for one in looks
    ]
    _say(table(["sessions so far", "memory, MB", "threads", "descriptors"], rows))
    found = rises(looks)
    _say(f"rise from the first half to the second: {found}; {time.monotonic() - begin:.0f} s")
    write_json(
        ROOT / "bench-results" / "soak.json",
        {
            "machine": machine("not used"),
            "options": vars(options),
            "looks": [asdict(one) for one in looks],
            "rise": found,
        },
    )
    return 0 if level(found) else 1


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
