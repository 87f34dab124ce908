"""The shipped nginx configuration in a real nginx, before stand-ins for the replicas that say who they are."""

import contextlib
import json
import re
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.bench.servers import free_port

from .stack import DEPLOY, ask, write_proxy


class Backend:
    """Answers every request with its name, and counts them; ``status`` may be changed."""

    def __init__(self, name, port=0):
        self.name, self.status, self.seen, self.forwarded, self.open = name, 200, [], [], set()
        backend = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("content-length") or 0)
                self.rfile.read(length)
                backend.seen.append((self.command, self.path))
                backend.forwarded.append(dict(self.headers))
                body = backend.name.encode() * 2000 if "/static/" in self.path else backend.name.encode()
                self.send_response(backend.status)
                static = "/static/" in self.path or "/preview/" in self.path
                self.send_header("Content-Type", "text/css" if static else "text/html; charset=utf-8")
                self.send_header("Cache-Control", "public, max-age=60" if static else "no-cache")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_PUT = do_POST = answer  # noqa: N815

            def setup(self):
                super().setup()
                backend.open.add(self.connection)

            def finish(self):
                backend.open.discard(self.connection)
                super().finish()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def close(self):
        """End as a process that is killed: its connections end with it."""
        self.server.shutdown()
        self.server.server_close()
        for connection in list(self.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Proxy:
    def __init__(self, folder):
        self.folder = folder
        self.one, self.two = Backend("one"), Backend("two")
        self.port = free_port()
        command = write_proxy(folder, self.port, [f"127.0.0.1:{one.port}" for one in (self.one, self.two)])
        with (folder / "nginx.log").open("wb") as said:
            self.process = subprocess.Popen(command, stdout=said, stderr=said)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                break
            except OSError:
                time.sleep(0.02)

    def get(self, path="/", **options):
        return ask(f"http://127.0.0.1:{self.port}{path}", **options)

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=10)
        for one in (self.one, self.two):
            one.close()


@pytest.fixture
def proxy(tmp_path, nginx):
    made = Proxy(tmp_path)
    yield made
    made.close()


def cookie(answer):
    found = re.match(r"atlas_replica=(r\d)", answer.headers["set-cookie"] or "")
    return found and found[1]


def with_cookie(value):
    return {"headers": {"Cookie": f"atlas_replica={value}"}}


def test_the_configuration_is_valid(tmp_path, nginx):
    command = write_proxy(tmp_path, free_port(), ["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"])
    done = subprocess.run([*command[:-2], "-t"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_a_broken_configuration_is_seen(tmp_path, nginx):
    command = write_proxy(tmp_path, free_port(), ["127.0.0.1:1"])
    (tmp_path / "site.conf").write_text("listen nonsense nonsense;\n", "utf-8")
    assert subprocess.run([*command[:-2], "-t"], capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize(
    "wrong", [[], ["127.0.0.1"], ["a:1; } http {"], [":80"], ["host:"], ["host:8x"], ["a b:1"]]
)
def test_a_replica_that_is_no_address_is_refused(wrong):
    done = subprocess.run(["sh", str(DEPLOY / "replicas.sh"), *wrong], capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stdout == b""


def test_a_reader_stays_with_a_replica_and_moves_on_where_it_is_gone(proxy):
    first = proxy.get()
    name = cookie(first)
    assert name in {"r1", "r2"}
    assert "HttpOnly" in first.headers["set-cookie"]
    mine, other = (proxy.one, proxy.two) if name == "r1" else (proxy.two, proxy.one)
    for _ in range(6):
        answer = proxy.get(**with_cookie(name))
        assert answer.body.decode() == mine.name
        assert answer.headers["set-cookie"] is None
    mine.close()
    answer = proxy.get(**with_cookie(name))
    assert (answer.status, answer.body.decode()) == (200, other.name)
    assert cookie(answer) not in {None, name}


def test_readers_without_a_cookie_are_spread(proxy):
    assert {proxy.get().body for _ in range(8)} == {b"one", b"two"}


@pytest.mark.parametrize("value", ["r3", "r0", "", "127.0.0.1:22", "r1; x=y", "r1%00", "../r1"])
def test_no_cookie_leads_elsewhere(proxy, value):
    assert proxy.get(**with_cookie(value)).body in {b"one", b"two"}


def test_a_replica_that_is_about_to_stop_is_passed_by_and_its_readers_are_not_told(proxy):
    proxy.one.status = 503
    for _ in range(4):
        answer = proxy.get(**with_cookie("r1"))
        assert (answer.status, answer.body) == (200, b"two")


def test_only_a_page_moves_a_reader_to_another_replica(proxy):
    proxy.one.close()
    asset = proxy.get("/static/a.css", **with_cookie("r1"))
    assert (asset.status, asset.headers["set-cookie"]) == (200, None)


def upload(proxy, size=10, name="f", **options):
    return proxy.get(f"/_stcore/upload_file/s/{name}", method="PUT", body=b"x" * size, **options)


def test_an_upload_goes_to_its_own_replica_or_nowhere(proxy):
    assert upload(proxy, **with_cookie("r2")).body == b"two"
    proxy.two.status = 503
    assert upload(proxy, **with_cookie("r2")).status == 503
    assert ("PUT", "/_stcore/upload_file/s/f") not in proxy.one.seen
    # An upload that is refused for want of room takes no replica out of service.
    assert proxy.get("/static/b.css", **with_cookie("r2")).status == 200


def test_bodies_have_a_size_and_files_a_larger_one(proxy):
    assert proxy.get("/", method="POST", body=b"x" * 65_000).status == 200
    assert proxy.get("/", method="POST", body=b"x" * 66_000).status == 413
    assert upload(proxy, 2 * 1024 * 1024 + 500).status == 200
    assert upload(proxy, 3 * 1024 * 1024 + 1).status == 413


def test_addresses_have_a_length(proxy):
    assert proxy.get("/?x=" + "a" * 15_000).status == 200
    assert proxy.get("/?x=" + "a" * 17_000).status == 414


def test_uploads_and_requests_have_a_rate(proxy):
    statuses = [upload(proxy, name=f"f{at}").status for at in range(24)]
    assert statuses[:21] == [200] * 21
    assert statuses[-1] == 429
    with ThreadPoolExecutor(16) as threads:
        flood = list(threads.map(lambda _: proxy.get().status, range(420)))
    assert set(flood) == {200, 429}
    assert flood.count(200) >= 301
    # Files of the page are not counted: opening it cold takes a hundred of them.
    assert proxy.get("/static/c.css").status == 200


def test_assets_are_kept_and_served_even_when_no_replica_is(proxy):
    first = proxy.get("/static/d.css")
    proxy.one.close()
    proxy.two.close()
    again = proxy.get("/static/d.css")
    assert (again.status, again.body) == (200, first.body)
    away = proxy.get("/?country=KGZ")
    assert away.status == 502
    assert "opens by itself" in away.body.decode()
    assert away.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["/readyz", "/_stcore/metrics", "/deep/_stcore/metrics", "/_stcore/agent/openapi.json", "/deep/readyz"],
)
def test_what_is_the_operators_is_not_passed_on(proxy, path):
    assert proxy.get(path).status == 404
    assert proxy.one.seen + proxy.two.seen == []


def test_nothing_beside_the_configuration_is_served(proxy):
    for path in ("/away.html", "/nginx.conf", "/site.conf", "/access.log"):
        assert proxy.get(path).body in {b"one", b"two"} or proxy.get(path).status == 404


def test_replicas_learn_the_readers_own_address_and_host(proxy):
    proxy.get(headers={"Host": "atlas.example.org"})
    (seen,) = proxy.one.forwarded + proxy.two.forwarded
    assert seen["Host"] == "atlas.example.org"
    assert seen["X-Forwarded-For"] == "127.0.0.1"
    assert seen["X-Forwarded-Proto"] == "http"


def test_the_log_tells_of_no_reader(proxy):
    proxy.get("/?country=KGZ&sel=claim:secret", headers={"User-Agent": "Somebody/1"})
    upload(proxy, name="5b0c1b52")
    proxy.get("/media/5b0c1b52.pdf")
    end = time.monotonic() + 5
    lines = []
    while len(lines) < 3 and time.monotonic() < end:
        lines = (proxy.folder / "access.log").read_text("utf-8").splitlines()
        time.sleep(0.02)
    told = [json.loads(line) for line in lines]
    assert [one["path"] for one in told] == ["/", "/_stcore/upload_file", "/media"]
    text = "\n".join(lines)
    for secret in ("KGZ", "secret", "Somebody", "5b0c1b52", "127.0.0.1"):
        assert secret not in text
