"""Told to stop, the server takes nothing new and lets what runs end."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from geo.ui.stopping import Draining, Stop, graceful

from .asgi import ask


async def _hello(_request):
    return PlainTextResponse("hello")


async def _stream(socket):
    await socket.close()


def draining(*, asked):
    stop = Stop()
    stop.asked = asked
    app = Starlette(routes=[Route("/", _hello), Route("/healthz", _hello), WebSocketRoute("/s", _stream)])
    return Draining(app, stop=stop, spared=frozenset({"/healthz"}))


def test_nothing_new_begins_once_it_is_told_to_stop():
    assert ask(draining(asked=False)).status == 200
    answer = ask(draining(asked=True))
    assert (answer.status, answer.headers["retry-after"]) == (503, "1")
    assert ask(draining(asked=True), "/s", kind="websocket").status == 503
    assert ask(draining(asked=True), "/healthz").status == 200


def test_outside_the_main_thread_signals_are_left_alone():
    async def run():
        with graceful(1, Stop()):
            return signal.getsignal(signal.SIGTERM)

    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, run()).result() == signal.getsignal(signal.SIGTERM)


PROGRAM = """
import asyncio, os, signal, sys, threading, time
from geo.ui.metrics import rerun
from geo.ui.stopping import Stop, graceful

ended = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: ended.set())

def run():
    with rerun():
        time.sleep(float(sys.argv[1]))
    print("run ended", ended.is_set(), flush=True)

async def main():
    stop = Stop()
    with graceful(float(sys.argv[2]), stop):
        threading.Thread(target=run, daemon=True).start()
        await asyncio.sleep(0.1)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.05)
        assert stop.asked
        os.kill(os.getpid(), signal.SIGTERM)  # impatience changes nothing
        while not ended.is_set():
            await asyncio.sleep(0.02)
    print("server ended", flush=True)

asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("runs", "waits", "said"),
    [
        (0.5, 5, ["run ended False", "server ended"]),
        (30, 0.2, ["server ended"]),
    ],
)
def test_a_run_ends_before_the_server_does_unless_it_takes_too_long(runs, waits, said):
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), str(runs), str(waits)],
        capture_output=True, text=True, timeout=60, check=False, env=os.environ,
    )  # fmt: skip
    assert done.stdout.splitlines() == said, done.stderr
