"""A real Chromium for any test that asks for it; any request to another host fails the test.

`tests/conftest.py` makes these known. They stand there once: Playwright runs once in a process.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
PATIENCE = 30_000
"""Longest wait for anything on the page, in milliseconds."""

NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Faster than a route that looks at each request, and nothing gets past it."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests: the system's where there is one, else Playwright's."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", NO_OTHER_HOST])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an address in a context of its own.

    ``prepare`` gets the page before that, and may keep parts of it back; then nothing is waited for.

    Afterwards no page may have asked another host for anything, opened a dialog, or thrown.
    """
    strangers: list[str] = []
    dialogs: list[str] = []
    errors: list[str] = []
    contexts = []

    def opened(address: str, prepare: Callable[[Page], None] | None = None, **options: object) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1400, "height": 900}} | options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)

        def watch(request):
            # What the page's own policy stopped was never asked for.
            stopped = "csp" in (request.failure or "").lower()
            if not stopped and urlsplit(request.url).hostname not in {"127.0.0.1", None}:
                strangers.append(request.url)

        context.on("requestfinished", watch)
        context.on("requestfailed", watch)
        page = context.new_page()

        def refuse(dialog):
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", refuse)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if prepare is None:
            page.goto(address)
        else:
            prepare(page)
            page.goto(address, wait_until="commit")
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
