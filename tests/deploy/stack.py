"""Real replicas behind a real nginx on the loopback address, with the configuration that ships in ``deploy/``."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from tests.bench.servers import App, Server, free_port

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
START_S = 90
STOP_S = 40


@dataclass(frozen=True)
class Answer:
    """What came back for one request."""

    status: int
    headers: Message
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    url: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] = {},
    timeout: float = 20,
) -> Answer:
    """Ask once and return the answer, whatever its status. Raises OSError where nothing answers."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=timeout)
    try:
        connection.request(method, parts._replace(scheme="", netloc="").geturl() or "/", body, dict(headers))
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    except http.client.HTTPException as error:
        raise ConnectionError(str(error)) from error
    finally:
        connection.close()


def command(words: Sequence[str], *, given: bytes = b"", folder: Path | None = None) -> str:
    """Run a command and return what it printed. Raises RuntimeError with all that it said where it fails."""
    done = subprocess.run(words, cwd=folder, input=given, capture_output=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        raise RuntimeError(f"{' '.join(words)}: {said[-2000:]}")
    return done.stdout.decode("utf-8")


@dataclass
class Replica:
    """One process that serves the atlas."""

    folder: Path
    port: int = field(default_factory=free_port)
    env: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[str] = ()
    output: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / f"replica-{self.port}.log"

    def begin(self) -> None:
        """Start the process; `wait` waits until it serves."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("ATLAS_")}
        with (self.output or self.log).open("ab") as output:
            self.process = subprocess.Popen(
                [
                    sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port),
                    "--server.address", "127.0.0.1", "--server.headless", "true", *self.options,
                ],
                cwd=ROOT, env={**clean, "PYTHONUNBUFFERED": "1", **self.env}, stdout=output,
                stderr=subprocess.STDOUT,
            )  # fmt: skip

    def wait(self, path: str = "/healthz") -> None:
        end = time.monotonic() + START_S
        while time.monotonic() < end and self.process is not None and self.process.poll() is None:
            with contextlib.suppress(OSError):
                if ask(f"{self.url}{path}", timeout=2).status == 200:
                    return
            time.sleep(0.1)
        raise RuntimeError(f"the replica does not answer: {self.said()}")

    def start(self) -> None:
        self.begin()
        self.wait()

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def kill(self) -> None:
        """End it as a crash does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> float:
        """Ask it to stop; return the seconds until it had ended."""
        assert self.process is not None
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=STOP_S)
        return time.monotonic() - begin

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=STOP_S)
            except subprocess.TimeoutExpired:
                self.kill()

    def usage(self) -> Usage:
        assert self.process is not None
        it = psutil.Process(self.process.pid)
        return Usage(round(it.memory_info().rss / 1e6, 1), it.num_threads(), it.num_fds())


@dataclass(frozen=True)
class Usage:
    """What a process holds: resident memory in MB (10^6 bytes), threads, file descriptors."""

    memory_mb: float
    threads: int
    descriptors: int


def find_nginx() -> str | None:
    """Return the path of nginx, None where there is none."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def write_proxy(folder: Path, port: int, replicas: Sequence[str], log: Path | None = None) -> list[str]:
    """Lay the shipped configuration out for some replicas; return the command that runs nginx with it.

    ``log`` is where the log of requests goes, by default beside the configuration.
    """
    for name in ("nginx.conf", "away.html"):
        shutil.copy(DEPLOY / name, folder)
    written = subprocess.run(
        ["sh", str(DEPLOY / "replicas.sh"), *replicas], capture_output=True, text=True, check=True
    )
    (folder / "replicas.conf").write_text(written.stdout, "utf-8")
    logged = f"access_log {log} atlas;\n" if log else ""
    (folder / "site.conf").write_text(f"listen 127.0.0.1:{port};\n{logged}", "utf-8")
    nginx = find_nginx()
    assert nginx is not None, "nginx is not installed: sh deploy/debian-install.sh nginx-light"
    # As root its workers would be somebody else, who can't reach a temporary folder.
    user = "user root; " if os.geteuid() == 0 else ""
    return [nginx, "-p", f"{folder}/", "-c", "nginx.conf", "-g", f"{user}daemon off;"]


@dataclass
class Stack:
    """Replicas and the proxy in front of them."""

    folder: Path
    replicas: list[Replica]
    port: int
    command: list[str]
    proxy: subprocess.Popen[bytes]

    def start_proxy(self) -> None:
        """Start nginx anew, after it has ended."""
        self.proxy = _nginx(self.folder, self.command)
        _wait(self)

    def stop_proxy(self) -> None:
        """End nginx; every connection through it is lost."""
        self.proxy.terminate()
        self.proxy.wait(timeout=STOP_S)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def server(self) -> Server:
        """The whole as the benchmark's clients know a server."""
        return Server(App("stack", ROOT / "app.py", ROOT), self.port, self.proxy, self.folder / "nginx.log")

    def replica_of(self, cookie: str) -> Replica:
        """Return the replica that a cookie names."""
        return self.replicas[int(cookie.removeprefix("r")) - 1]


@contextlib.contextmanager
def serving(
    folder: Path,
    count: int = 2,
    env: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
    log: Path | None = None,
) -> Iterator[Stack]:
    """Start replicas and nginx, and end them all on leaving."""
    folder.mkdir(parents=True, exist_ok=True)
    replicas = [Replica(folder, env=env or {}, options=options) for _ in range(count)]
    port = free_port()
    command = write_proxy(folder, port, [f"127.0.0.1:{one.port}" for one in replicas], log)
    stack: Stack | None = None
    try:
        for one in replicas:
            one.begin()
        for one in replicas:
            one.wait(f"/{_base(options)}healthz")
        stack = Stack(folder, replicas, port, command, _nginx(folder, command))
        _wait(stack)
        yield stack
    finally:
        if stack is not None:
            stack.proxy.terminate()
            stack.proxy.wait(timeout=STOP_S)
        for one in replicas:
            one.end()


def _nginx(folder: Path, command: list[str]) -> subprocess.Popen[bytes]:
    with (folder / "nginx.log").open("ab") as output:
        return subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)


def _base(options: Sequence[str]) -> str:
    named = [option.partition("=")[2] for option in options if option.startswith("--server.baseUrlPath=")]
    return f"{named[0].strip('/')}/" if named else ""


def _wait(stack: Stack) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if stack.proxy.poll() is not None:
            break
        with contextlib.suppress(OSError):
            ask(f"{stack.url}/healthz", timeout=2)
            return
        time.sleep(0.05)
    raise RuntimeError(f"nginx does not answer: {(stack.folder / 'nginx.log').read_text('utf-8')}")
