"""Start the compared apps as separate Streamlit processes on ports of their own, and end them."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
APPS = Path(__file__).resolve().parent / "apps"
START_TIMEOUT_S = 90
HIDE = "import sys; sys.modules |= dict.fromkeys(('uvloop', 'httptools'))"
"""Keep from a process what uvicorn would use where it is installed; Streamlit's plain installation has neither."""


@dataclass(frozen=True)
class App:
    """One Streamlit script to start: where it runs and with which environment.

    A stock one has what an installation of Streamlit brings, and is kept from what the atlas adds to that.
    """

    name: str
    script: Path
    folder: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    stock: bool = False


@dataclass(frozen=True)
class Server:
    """A started app. ``port`` is on the loopback address."""

    app: App
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        """The page's address, with a slash at the end."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def stream(self) -> str:
        """The address of Streamlit's WebSocket."""
        return f"ws://127.0.0.1:{self.port}/_stcore/stream"

    def memory_mb(self) -> float:
        """Return the resident memory of the process and its children, in MB (10^6 bytes)."""
        first = psutil.Process(self.process.pid)
        return sum(one.memory_info().rss for one in [first, *first.children(recursive=True)]) / 1e6

    def cpu_s(self) -> float:
        """Return the processor time used so far, in seconds."""
        used = psutil.Process(self.process.pid).cpu_times()
        return used.user + used.system


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(app: App, port: int) -> list[str]:
    """Return the command that serves an app, the same for every app but for what a stock one must not find."""
    start = (
        ["-c", f"{HIDE}; from streamlit.web.cli import main; main()"] if app.stock else ["-m", "streamlit"]
    )
    return [
        sys.executable, *start, "run", str(app.script),
        "--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true",
        "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none",
    ]  # fmt: skip


@contextlib.contextmanager
def serve(apps: Sequence[App]) -> Iterator[dict[str, Server]]:
    """Start all apps, wait until each answers, and end them all on leaving.

    Raises
    ------
    RuntimeError
        Where an app ends or doesn't answer within the time; the end of its log is in the message.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
        servers = {app.name: _start(app, Path(folder)) for app in apps}
        try:
            for server in servers.values():
                _wait(server)
            yield servers
        finally:
            for server in servers.values():
                server.process.terminate()
            for server in servers.values():
                try:
                    server.process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    server.process.kill()
                    server.process.wait()


def _start(app: App, folder: Path) -> Server:
    port, log = free_port(), folder / f"{app.name}.log"
    # A stock app starts in an empty folder, where no configuration of the project reaches it.
    cwd = app.folder or Path(tempfile.mkdtemp(dir=folder))
    with log.open("wb") as output:
        process = subprocess.Popen(
            command(app, port),
            cwd=cwd,
            env={**os.environ, **app.env},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return Server(app, port, process, log)


def _wait(server: Server) -> None:
    end = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < end and server.process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{server.url}_stcore/health", timeout=2):
            return
        time.sleep(0.2)
    said = server.log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"{server.app.name} did not start: {said}")
