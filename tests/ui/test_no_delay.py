"""Small answers are sent at once."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geo.ui import no_delay, server
from geo.ui.no_delay import send_at_once

FAMILIES = [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]


@pytest.fixture(params=FAMILIES, ids=["ipv4", "ipv6"])
def listening(request):
    """A socket as Streamlit binds it: with 0 for its protocol."""
    family, address = request.param
    with socket.socket(family=family) as one:
        one.bind((address, 0))
        one.listen()
        yield one


def run(coroutine):
    # In a thread of its own: a browser test in the same process may keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def delays(one):
    return one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0


def accepted(listening):
    """Return whether asyncio sends late on a connection that it accepts."""

    async def ask():
        found = asyncio.get_running_loop().create_future()

        def met(_reader, writer):
            found.set_result(delays(writer.get_extra_info("socket")))
            writer.close()

        started = await asyncio.start_server(met, sock=listening.dup())
        async with started:
            _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
            writer.close()
            return await found

    return run(ask())


def test_connections_of_a_socket_that_was_bound_before_are_sent_on_at_once(listening):
    assert accepted(listening)
    assert send_at_once() >= 1
    assert not accepted(listening)


def test_the_server_does_it_before_its_first_visitor(monkeypatch, listening):
    # What else it does then would stay with the tests after this one.
    for name in ("_warm", "set_up"):
        monkeypatch.setattr(server, name, lambda *_given: None)

    async def start():
        async with server.lifespan(None):
            return delays(listening)

    assert not run(start())


def test_other_descriptors_are_left_alone_and_none_is_left_open(tmp_path):
    before = len(list(Path("/dev/fd").iterdir()))
    with (tmp_path / "file").open("wb"), socket.socket() as idle, socket.socket(socket.AF_UNIX) as local:
        local.bind(str(tmp_path / "socket"))
        local.listen()
        send_at_once()
        assert delays(idle)
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_without_a_folder_of_descriptors_nothing_is_changed(monkeypatch, listening):
    monkeypatch.setattr(no_delay, "_DESCRIPTORS", Path("/nowhere"))
    assert send_at_once() == 0
    assert delays(listening)
