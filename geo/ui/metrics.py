"""What the server counts, for Prometheus: sessions, reruns and their time, uploads, memory.

Served on the loopback address only, on a port of its own (``ATLAS_METRICS_PORT``). No figure carries
anything of a session, a view or a text.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    start_http_server,
)
from streamlit.runtime import Runtime
from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY, GaugeStat

LOOPBACK: Final = "127.0.0.1"
BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

REGISTRY: Final = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

RERUNS: Final = Counter(
    "atlas_reruns", "Runs of the script that have ended, by how.", ["outcome"], registry=REGISTRY
)
RERUN_SECONDS: Final = Histogram(
    "atlas_rerun_seconds", "Time of a run of the script.", buckets=BUCKETS, registry=REGISTRY
)
RUNNING: Final = Gauge("atlas_reruns_running", "Runs of the script under way.", registry=REGISTRY)
UPLOADS: Final = Counter(
    "atlas_uploads", "Files that readers sent, by what became of them.", ["outcome"], registry=REGISTRY
)
SESSIONS: Final = Gauge("atlas_sessions", "Sessions with a connected reader.", registry=REGISTRY)
THREADS: Final = Gauge("atlas_threads", "Threads of the process.", registry=REGISTRY)
DATA: Final = Gauge("atlas_data", "1, with the version of the data.", ["version"], registry=REGISTRY)


def sessions() -> int:
    """Return how many sessions have a connected reader, 0 where no server runs."""
    if not Runtime.exists():
        return 0
    stats = Runtime.instance().stats_mgr.get_stats([ACTIVE_SESSIONS_FAMILY])
    found = [one.value for one in stats.get(ACTIVE_SESSIONS_FAMILY, ()) if isinstance(one, GaugeStat)]
    return int(sum(found))


SESSIONS.set_function(sessions)
THREADS.set_function(threading.active_count)


class _Running:
    """How many runs of the script are under way; each has a thread of its own."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.count = 0

    def add(self, number: int) -> None:
        with self._changed:
            self.count += number
            RUNNING.set(self.count)
            self._changed.notify_all()

    def wait_for_none(self, seconds: float) -> int:
        with self._changed:
            self._changed.wait_for(lambda: self.count == 0, seconds)
            return self.count


_RUNNING: Final = _Running()


def running() -> int:
    """Return how many runs of the script are under way."""
    return _RUNNING.count


def wait_until_none_runs(seconds: float) -> int:
    """Wait for the runs under way, for ``seconds`` at most; return how many still are. Blocks."""
    return _RUNNING.wait_for_none(seconds)


@contextmanager
def rerun() -> Iterator[None]:
    """Count and time one run of the script.

    Streamlit ends a run early with an exception that is no `Exception`, so that is no failure.
    """
    begin = time.perf_counter()
    _RUNNING.add(1)
    outcome = "cut_short"
    try:
        yield
        outcome = "ended"
    except Exception:
        outcome = "failed"
        raise
    finally:
        _RUNNING.add(-1)
        RERUNS.labels(outcome).inc()
        RERUN_SECONDS.observe(time.perf_counter() - begin)


@contextmanager
def served(port: int | None) -> Iterator[None]:
    """Serve the figures on a loopback port; without a port, serve nothing.

    Raises
    ------
    OSError
        Where the port is taken.
    """
    if port is None:
        yield
        return
    server, thread = start_http_server(port, addr=LOOPBACK, registry=REGISTRY)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
