"""Drive real Chromium: first paint with a cold and a warm cache, and filter changes as a reader makes them."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Page,
    ViewportSize,
    WebSocket,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from . import protocol
from .servers import ROOT, Server

SIZE: ViewportSize = {"width": 1400, "height": 900}
ARGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
FIRST_TIMEOUT_MS = 60_000
CHANGE_TIMEOUT_MS = 30_000
PROBE = (Path(__file__).resolve().parent / "probe.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Step:
    """One filter change: ``prepare`` opens what has to be open, ``act`` makes the timed click or key press."""

    name: str
    act: Callable[[Page], None]
    prepare: Callable[[Page], None] = lambda _page: None


@dataclass(frozen=True)
class First:
    """Opening the page once: milliseconds to the first paint, bytes fetched over HTTP and WebSocket."""

    painted_ms: float
    http_bytes: int
    websocket_bytes: int
    requests: int
    geometry_bytes: int
    by_path: dict[str, int]


@dataclass(frozen=True)
class Change:
    """One timed change, in milliseconds from the pointer or key event.

    ``arrived_ms`` is when the map's message (the floor's text) reached the page, None where the times of
    the messages don't fit the frames.
    """

    step: str
    arrived_ms: float | None
    painted_ms: float
    settled_ms: float
    script_ms: float
    traffic: protocol.Traffic
    sent: tuple[bytes, ...] = field(repr=False, compare=False, default=())
    fetched: tuple[str, ...] = field(repr=False, compare=False, default=())
    """What the change asked for beside the WebSocket: paths with queries."""


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, None where Playwright's own has to serve."""
    found = subprocess.run(
        ["sh", str(ROOT / "deploy/find-chromium.sh")], capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or None


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start a headless Chromium and end it on leaving."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=ARGS)
        yield browser
        browser.close()


class Visit:
    """A page opened in a context of its own, whose cache starts empty."""

    def __init__(self, context: BrowserContext, server: Server, kind: str, query: str = "") -> None:
        self.server = server
        self._received: list[bytes] = []
        self._sent: list[bytes] = []
        self._sizes: dict[str, float] = {}
        self._urls: dict[str, str] = {}
        self._refused: list[str] = []
        context.add_init_script(PROBE.replace("@KIND@", kind))
        self.page: Page = context.new_page()
        self.page.on("websocket", self._listen)
        self._fetched: list[str] = []
        self.page.on("request", lambda request: self._fetched.append(request.url))
        self.cdp: CDPSession = context.new_cdp_session(self.page)
        self.cdp.send("Network.enable")
        self.cdp.on("Network.responseReceived", self._on_response)
        self.cdp.on("Network.loadingFinished", self._on_finished)
        self.page.goto(server.url + query, wait_until="commit")
        self.page.wait_for_function("() => window.__bench.first !== null", timeout=FIRST_TIMEOUT_MS)
        self.painted_ms: float = self.page.evaluate("window.__bench.first")
        self.wait_idle()

    def wait_idle(self) -> None:
        """Wait until the script has ended and nothing came over the WebSocket for 1.2 seconds."""
        end = time.monotonic() + FIRST_TIMEOUT_MS / 1000
        count, since = -1, time.monotonic()
        while time.monotonic() < end:
            idle = (
                self.page.evaluate("document.querySelector('[data-testid=stApp]')?.dataset.testScriptState")
                == "notRunning"
            )
            if not idle or len(self._received) + len(self._sizes) != count:
                count, since = len(self._received) + len(self._sizes), time.monotonic()
            elif time.monotonic() - since > 1.2:
                return
            self.page.wait_for_timeout(100)
        raise RuntimeError(f"{self.server.app.name}: the page does not come to rest")

    @property
    def first_message(self) -> bytes:
        """The message with which the browser asked for the first run."""
        found = protocol.replayable(self._sent[0]) if self._sent else None
        if found is None:
            raise RuntimeError(f"{self.server.app.name}: the first message asks for no run")
        return found

    def first(self) -> First:
        """Return what opening the page took and fetched."""
        by_path: dict[str, int] = {}
        for request, size in self._sizes.items():
            path = self._urls.get(request, "?").split("?")[0].removeprefix(self.server.url)
            by_path[path] = by_path.get(path, 0) + int(size)
        return First(
            painted_ms=round(self.painted_ms, 1),
            http_bytes=sum(by_path.values()),
            websocket_bytes=sum(map(len, self._received)),
            requests=len(self._sizes),
            geometry_bytes=sum(size for path, size in by_path.items() if "atlas/geometry/" in path),
            by_path=dict(sorted(by_path.items(), key=lambda item: -item[1])),
        )

    def change(self, step: Step) -> Change:
        """Make one change and wait until the page has settled.

        Raises
        ------
        RuntimeError
            Where the map, or the floor's text, stays as it was.
        """
        step.prepare(self.page)
        self.page.wait_for_timeout(120)
        self.page.evaluate("window.__bench.arm()")
        before, sent, fetched = len(self._received), len(self._sent), len(self._fetched)
        step.act(self.page)
        try:
            self.page.wait_for_function(
                "() => window.__bench.change.settled !== null", timeout=CHANGE_TIMEOUT_MS
            )
        except PlaywrightTimeoutError as error:
            found = self.page.evaluate("window.__bench.change")
            raise RuntimeError(f"{self.server.app.name}: {step.name} changed nothing: {found}") from error
        found = self.page.evaluate("window.__bench.change")
        messages = [protocol.replayable(frame) for frame in self._sent[sent:]]
        frames = self._received[before:]
        shown, times = protocol.first_shown(frames), found["received"]
        return Change(
            step=step.name,
            arrived_ms=round(times[shown] - found["start"], 1)
            if shown is not None and len(times) == len(frames)
            else None,
            painted_ms=round(found["painted"] - found["start"], 1),
            settled_ms=round(found["settled"] - found["start"], 1),
            script_ms=round((found["script"] or found["painted"]) - found["start"], 1),
            traffic=protocol.traffic_of(frames),
            sent=tuple(message for message in messages if message is not None),
            fetched=tuple(
                url.removeprefix(self.server.url) for url in self._fetched[fetched:] if "/atlas/map?" in url
            ),
        )

    def heap_mb(self) -> float:
        """Return the JavaScript heap in use after a collection, in MB (10^6 bytes)."""
        self.cdp.send("HeapProfiler.enable")
        self.cdp.send("HeapProfiler.collectGarbage")
        self.cdp.send("Performance.enable")
        metrics = self.cdp.send("Performance.getMetrics")["metrics"]
        used = next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize")
        return round(used / 1e6, 1)

    def hosts(self) -> list[str]:
        """Return the addresses fetched that are not of the app's own server."""
        return sorted(
            {
                url
                for url in self._urls.values()
                if url.startswith("http") and not url.startswith(self.server.url)
            }
        )

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self._received.append(_bytes(frame)))
        socket.on("framesent", lambda frame: self._sent.append(_bytes(frame)))

    def _on_response(self, event: dict[str, Any]) -> None:
        self._urls[event["requestId"]] = event["response"]["url"]

    def _on_finished(self, event: dict[str, Any]) -> None:
        self._sizes[event["requestId"]] = event["encodedDataLength"]


def _bytes(frame: bytes | str) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


def openings(browser: Browser, server: Server, kind: str, times: int) -> dict[str, list[First]]:
    """Open the page ``times`` times with an empty cache, and each time once more with the cache filled."""
    found: dict[str, list[First]] = {"cold": [], "warm": []}
    for _ in range(times):
        context = browser.new_context(viewport=SIZE)
        for seen in found.values():
            visit = Visit(context, server, kind)
            seen.append(visit.first())
            visit.page.close()
        context.close()
    return found


def changes(visit: Visit, steps: Sequence[Step], count: int, skip: int = 0) -> list[Change]:
    """Make ``count`` changes, walking ``steps`` round and round from the one at ``skip``."""
    visit.page.bring_to_front()
    return [visit.change(steps[(skip + at) % len(steps)]) for at in range(count)]
