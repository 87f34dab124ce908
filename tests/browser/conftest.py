"""The real server and a real Chromium; any request to another host fails the test."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
PATIENCE = 30_000
"""Longest wait for anything on the page, in milliseconds."""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests: the system's where there is one, else Playwright's."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an address in a context of its own.

    Afterwards no page may have asked another host for anything, opened a dialog, or thrown.
    """
    strangers: list[str] = []
    dialogs: list[str] = []
    errors: list[str] = []
    contexts = []

    def opened(address: str, **options: object) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1400, "height": 900}} | options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)

        def guard(route):
            if urlsplit(route.request.url).hostname in {"127.0.0.1", None}:
                route.continue_()
            else:
                strangers.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        page = context.new_page()

        def refuse(dialog):
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", refuse)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert strangers == []
    assert dialogs == []
    assert errors == []


@pytest.fixture
def data_copy(tmp_path: Path) -> tuple[Path, Callable[..., str]]:
    """A copy of the data, and a function that edits a claim in it."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("text.txt"))

    def edit(number: int, **fields: object) -> str:
        path = folder / "texts" / "trenin-2010" / "claims.json"
        claims = json.loads(path.read_text("utf-8"))
        claims[number].update(fields)
        path.write_text(json.dumps(claims, ensure_ascii=False), "utf-8")
        return str(claims[number]["id"])

    return folder, edit
