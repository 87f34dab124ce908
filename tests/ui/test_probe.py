"""A container's health check tells a replica that answers from one that does not."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PROBE = Path(__file__).parents[2] / "geo" / "ui" / "entry" / "probe.py"


class Answering(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response({"/healthz": 200, "/deep/healthz": 200}.get(self.path, 404))
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def port():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def probe(port, base=""):
    variables = {"STREAMLIT_SERVER_PORT": str(port), "STREAMLIT_SERVER_BASE_URL_PATH": base}
    return subprocess.run([sys.executable, str(PROBE)], env=os.environ | variables, check=False).returncode


def test_a_replica_that_answers_is_well(port):
    assert probe(port) == 0
    assert probe(port, "/deep/") == 0


def test_one_that_does_not_is_not(port):
    assert probe(port, "elsewhere") == 1
    assert probe(1) == 1
