"""Figures on the loopback address only, and none that tells of a reader."""

import socket
import urllib.request

import pytest

from geo.ui.metrics import REGISTRY, rerun, running, served, sessions, wait_until_none_runs


def value(name, **labels):
    return REGISTRY.get_sample_value(name, labels) or 0.0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class _Control(BaseException):
    """As Streamlit ends a run early."""


@pytest.mark.parametrize(
    ("raised", "outcome"), [(None, "ended"), (ValueError, "failed"), (_Control, "cut_short")]
)
def test_a_run_is_counted_and_timed_whatever_its_end(raised, outcome):
    count, times = value("atlas_reruns_total", outcome=outcome), value("atlas_rerun_seconds_count")
    if raised is None:
        with rerun():
            assert running() == 1
    else:
        with pytest.raises(raised), rerun():
            raise raised
    assert running() == 0
    assert value("atlas_reruns_total", outcome=outcome) == count + 1
    assert value("atlas_rerun_seconds_count") == times + 1


def test_waiting_ends_when_nothing_runs_or_patience_does():
    assert wait_until_none_runs(0) == 0
    with rerun():
        assert wait_until_none_runs(0.02) == 1


def test_the_figures_are_served_on_the_loopback_address_alone():
    port = free_port()
    with served(port):
        found = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5).read().decode()
        for name in (
            "atlas_sessions",
            "atlas_reruns_running",
            "atlas_rerun_seconds_bucket",
            "process_resident_memory",
        ):
            assert name in found
        with socket.create_server(("127.0.0.2", port)):
            """The port is free on every other address, so it is taken on this one only."""
    with socket.socket() as after:
        after.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        after.bind(("127.0.0.1", port))


def test_no_port_no_figures_served():
    with served(None):
        pass


def test_a_taken_port_is_an_error_at_the_start():
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(OSError, match="in use"),
        served(taken.getsockname()[1]),
    ):
        pass


def test_without_a_server_there_are_no_sessions():
    assert sessions() >= 0
