"""The real server, as a reader starts it."""

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.servers import free_port

from .fixtures import ROOT


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextlib.contextmanager
def serving(
    tmp_path: Path, *, data: Path | None = None, base: str = "", script: Path | None = None
) -> Iterator[str]:
    """Start the server as a reader does, and yield its address."""
    port = free_port()
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    if data is not None:
        environment["ATLAS_DATA"] = str(data)
    options = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    if base:
        options.append(f"--server.baseUrlPath={base}")
    log = tmp_path / f"server-{port}.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script or "app.py"), *options],
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}{'/' + base if base else ''}"
        try:
            deadline = time.monotonic() + 60
            while True:
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
                    break
                except OSError:
                    if server.poll() is not None or time.monotonic() > deadline:
                        raise RuntimeError(log.read_text("utf-8", "replace")) from None
                    time.sleep(0.1)
            yield address
            said = log.read_text("utf-8", "replace")
            # A line of our log names an exception by its type.
            assert "Traceback" not in said, said
            assert ' error="' not in said, said
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="session")
def atlas_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The atlas with its own data."""
    with serving(tmp_path_factory.mktemp("server")) as address:
        yield address
