"""The container file and the compose file, for real: ``make containers`` (Docker or Podman has to be there).

``COMPOSE`` and ``ENGINE`` name other commands than Docker's, such as ``podman-compose`` and ``podman``.
"""

import contextlib
import json
import os
import shlex
import subprocess
import time

import pytest

from tests.bench.servers import free_port
from tests.browser.test_app import READY, ready, sentence
from tests.browser.test_review import bring, settled, share

from .stack import DEPLOY, ROOT, ask, command

COMPOSE = shlex.split(os.environ.get("COMPOSE", "docker compose"))
ENGINE = os.environ.get("ENGINE", "docker")
START_S = 120
LINK = "?country=KGZ&lang=ru"

pytestmark = pytest.mark.browser


class Containers:
    """What ``deploy/compose.yaml`` starts, from a copy of the project of its own."""

    def __init__(self, folder):
        self.folder = folder / "atlas" / "deploy"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def compose(self, *words, given=b""):
        return command([*COMPOSE, *words], given=given, folder=self.folder)

    def engine(self, *words):
        return command([ENGINE, *words])

    def inside(self, service, *words, given=b""):
        return self.compose("exec", "-T", service, *words, given=given)

    def container(self, service):
        """The name that the engine knows a service by."""
        names = self.engine("ps", "-a", "--format", "{{.Names}}").split()
        return next(name for name in names if service in name and "csto-atlas" in name)

    def start(self):
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(self.folder.parent)], check=True)
        # What is not committed yet is what is tried.
        subprocess.run(["cp", "-r", *map(str, DEPLOY.iterdir()), str(self.folder)], check=True)
        example = (
            (self.folder / "env.example").read_text("utf-8").replace("https://atlas.example.org", self.url)
        )
        secrets = example.replace("PASSWORD=", "PASSWORD=" + 4 * "0f1e2d3c").replace(
            "SECRET=", "SECRET=" + 8 * "0a1b2c3d"
        )
        certificates = self.folder / "certificates"
        certificates.mkdir()
        own = f"HTTP_PORT={self.port}\nHTTPS_PORT={free_port()}\nCERTIFICATES={certificates}\n"
        (self.folder / ".env").write_text(secrets + own, "utf-8")
        site = (
            (self.folder / "site.conf.example").read_text("utf-8").replace("atlas.example.org", "127.0.0.1")
        )
        (self.folder / "site.conf").write_text(site, "utf-8")
        self.compose("up", "-d", "--build")
        self.answering("atlas-1")
        self.answering("atlas-2")

    def answering(self, service):
        """Wait until a replica is ready, as its health check asks it; return what it says of itself."""
        asked = "import urllib.request as u; print(u.urlopen('http://127.0.0.1:8501/readyz').read().decode())"
        end = time.monotonic() + START_S
        while True:
            try:
                self.inside(service, "/venv/bin/python", "/atlas/geo/ui/entry/probe.py")
                return json.loads(self.inside(service, "/venv/bin/python", "-c", asked))
            except RuntimeError:
                if time.monotonic() > end:
                    raise
                time.sleep(1)

    def end(self):
        self.compose("down", "--volumes")


@pytest.fixture(scope="module")
def containers(tmp_path_factory):
    made = Containers(tmp_path_factory.mktemp("containers"))
    try:
        made.start()
        yield made
    finally:
        with contextlib.suppress(RuntimeError):
            made.end()


def test_a_replica_is_nobody_in_particular_and_writes_nothing_but_to_memory(containers):
    said = containers.inside("atlas-1", "id", "-u").strip()
    assert said == "10001"
    for folder in ("/atlas", "/venv", "/etc", "/var"):
        with pytest.raises(RuntimeError, match=r"(?i)read-only file system|permission denied"):
            containers.inside("atlas-1", "touch", f"{folder}/x")
    containers.inside("atlas-1", "touch", "/tmp/x")
    status = containers.inside("atlas-1", "grep", "Cap", "/proc/1/status")
    assert {line.split()[1] for line in status.splitlines()} == {"0" * 16}, "no capabilities"
    assert "NoNewPrivs:\t1" in containers.inside("atlas-1", "cat", "/proc/1/status")


def test_replicas_and_database_reach_nothing_outside(containers):
    asked = "import socket; socket.create_connection(('192.0.2.1', 80), 3)"
    with pytest.raises(RuntimeError, match=r"unreachable|timed out"):
        containers.inside("atlas-1", "/venv/bin/python", "-c", asked)


def test_from_nothing_to_a_shared_link_that_outlives_a_replica_and_the_database(containers, open_page):
    page = open_page(f"{containers.url}/{LINK}")
    ready(page)
    said = sentence(page).inner_text()
    writer = open_page(f"{containers.url}/review")
    bring(writer)
    writer.keyboard.press("a")
    settled(writer)
    for name, value in (("Author", "Ada Example"), ("Publisher", "Example Press"), ("Date", "2024-05")):
        writer.get_by_role("textbox", name=name, exact=False).fill(value)
        writer.keyboard.press("Tab")
        settled(writer)
    link, _token = share(writer)
    assert link.startswith(containers.url)

    def opens():
        fresh = open_page(link)
        fresh.locator(".st-key-atlas_pack").get_by_text("A quarrel at the fence").wait_for()
        fresh.locator(f"{READY} .atlas-mark").first.wait_for()
        fresh.context.close()

    opens()
    # A replica that is killed comes back, and meanwhile its readers are with the other.
    containers.engine("kill", "--signal", "KILL", containers.container("atlas-1"))
    opens()
    containers.compose("up", "-d", "--no-deps", "atlas-1")
    assert containers.answering("atlas-1")["store"] == {"ok": True, "said": "answers"}
    ready(page)
    assert sentence(page).inner_text() == said
    # Backup and restore, by the words of docs/deploy.md, with everything lost between the two.
    kept = containers.inside("database", "pg_dump", "-U", "atlas", "--clean", "--if-exists", "atlas")
    containers.inside(
        "database", "psql", "-q", "-U", "atlas", "-c", "drop table atlas_packs, atlas_drafts", "atlas"
    )
    containers.inside("database", "psql", "-q", "-U", "atlas", "atlas", given=kept.encode())
    time.sleep(6)  # what a replica knows of a pack is good for five seconds
    opens()


def test_an_upgrade_of_one_replica_after_the_other_answers_everybody(containers):
    asked = []
    for service in ("atlas-1", "atlas-2"):
        containers.compose("up", "-d", "--no-deps", "--force-recreate", service)
        asked += [ask(f"{containers.url}/?{LINK}").status for _ in range(10)]
        containers.answering(service)
    assert set(asked) == {200}


def test_nginx_hands_nothing_of_the_inside_on(containers):
    assert ask(f"{containers.url}/readyz").status == 404
    answer = ask(f"{containers.url}/")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
