"""A store on every kind of database there is: SQLite in a file and in memory, and a real PostgreSQL.

Where no PostgreSQL can be had its tests are skipped and say so; with REQUIRE_POSTGRES=1 they fail instead.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo.model.claim import digest
from geo.model.draft import Draft, Found, paragraphs_of
from geo.model.pack import Pack
from geo.store.packs import PackStore, open_store
from geo.store.packs.interface import Limits
from geo.store.packs.sql import SqlPackStore

ROOT = Path(__file__).parents[3]
ARTICLE = "𝄞 Osh burned.\nFighters cross the river.\nNobody knows more."


def make_draft(article: str = ARTICLE) -> Draft:
    """Return a draft with a candidate for each line."""
    claims = [
        {
            "id": f"draft-{number:03d}", "start": start, "end": end, "sha256": digest(article[start:end]),
            "mention": article[start : start + 5], "kind": "event", "modality": "fact", "voice": "author",
            "basis": "explicit", "iso3": ["KGZ"], "place": "osh", "status": "candidate",
            "summary": {"en": f"Statement {number}.", "ru": f"Утверждение {number}."},
        }
        for number, (start, end) in enumerate(paragraphs_of(article), 1)
    ]  # fmt: skip
    found = Found(start=2, end=5, mention="Osh", place="osh", score=0.9, why=("its own name",))
    return Draft.model_validate(
        {"article": article, "language": "en", "paragraphs": paragraphs_of(article), "claims": claims,
         "mentions": [found.model_dump()]}
    )  # fmt: skip


def make_pack(article: str = ARTICLE, *, held: bool = False, title: str = "On Osh") -> Pack:
    """Return a pack with a claim for each line."""
    draft = make_draft(article)
    claims = [claim.model_dump() | {"id": claim.id.replace("draft", "osh-2020")} for claim in draft.claims]
    return Pack.model_validate({
        "text": {
            "id": "osh-2020", "title": title, "author": "Ada Example", "author_confidence": "medium",
            "publisher": "Example Press", "date": "2020-01", "url": "https://example.org/osh", "language": "en",
            "chars": len(article), "sha256": digest(article), "licence": "all rights reserved",
            "paragraphs": draft.paragraphs,
        },
        "claims": claims, "article": article if held else None,
    })  # fmt: skip


@dataclass
class Postgres:
    """A cluster of one's own on a free port of the loopback address."""

    programs: Path
    folder: Path
    port: int
    runner: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"postgresql://atlas:s%40cret@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*self.runner, str(self.programs / program), *arguments], capture_output=True, text=True, timeout=60,
            check=False, cwd="/", stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode:
            log = self.folder / "log"
            raise RuntimeError(done.stdout + done.stderr + (log.read_text("utf-8") if log.exists() else ""))

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off"
        deadline = time.monotonic() + 30
        while True:
            try:
                # Its output goes to a file: a pipe would stay open as long as the server runs.
                self.run(
                    "pg_ctl",
                    "-D",
                    f"{self.folder}/data",
                    "-l",
                    f"{self.folder}/log",
                    "-w",
                    "-o",
                    options,
                    "start",
                )
            except RuntimeError:
                # After a kill -9 the old children may still be about to go.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)
            else:
                return

    def stop(self) -> None:
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def kill(self) -> None:
        """End the server as a failing machine does, and return when its port is closed."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text("utf-8").split()[0])
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if not self.answers():
                return
            time.sleep(0.05)
        raise RuntimeError("the port stays open")

    def answers(self) -> bool:
        """Whether anybody listens on its port."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def _runner() -> tuple[str, ...]:
    """PostgreSQL refuses to run as root, so root runs it as somebody else."""
    if os.geteuid() != 0:
        return ()
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return (
                ("runuser", "-u", name, "--")
                if shutil.which("runuser")
                else ("su", name, "-s", "/bin/sh", "-c")
            )
    return ()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A real PostgreSQL; the test is skipped loudly where there is none."""
    found = subprocess.run(
        ["sh", str(ROOT / "deploy" / "find-postgres.sh")], capture_output=True, text=True, check=False
    )
    if found.returncode:
        message = "no PostgreSQL on this machine: THE STORE IS NOT TESTED ON IT (install postgresql)"
        (pytest.fail if os.environ.get("REQUIRE_POSTGRES") else pytest.skip)(message)
    runner = _runner()
    # Short, because a Unix socket's path has at most 107 bytes; in /tmp, because others than root go there.
    folder = Path(tempfile.mkdtemp(prefix="atlas-pg-"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    server = Postgres(Path(found.stdout.strip()), folder, port, runner)
    try:
        (folder / "password").write_text("s@cret\n", "utf-8")
        if runner:
            name = runner[2] if runner[0] == "runuser" else runner[1]
            shutil.chown(folder, name)
            shutil.chown(folder / "password", name)
        server.run(
            "initdb", "-D", f"{folder}/data", "-U", "atlas", "-A", "scram-sha-256", "-E", "UTF8", "--no-sync",
            "--locale=C", f"--pwfile={folder}/password",
        )  # fmt: skip
        server.start()
        yield server
    finally:
        with contextlib.suppress(RuntimeError, subprocess.SubprocessError):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: Postgres) -> Iterator[Postgres]:
    """A real PostgreSQL that runs and is empty, whatever the last test did to it."""
    yield postgres_server
    if not postgres_server.answers():
        postgres_server.start()
    empty(postgres_server.url)


@pytest.fixture(params=["file", "memory", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "postgres":
        yield request.getfixturevalue("postgres").url
    else:
        yield "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path}/packs.sqlite3"


@pytest.fixture(params=["file", "postgres"])
def lasting_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of each kind that outlives a process."""
    if request.param == "postgres":
        yield request.getfixturevalue("postgres").url
    else:
        yield f"sqlite:///{tmp_path}/packs.sqlite3"


def empty(address: str) -> None:
    """Take the tables away, so that the next test finds none."""
    import sqlalchemy as sa

    from geo.store.packs.database import make_engine, transaction
    from geo.store.packs.tables import METADATA

    engine = make_engine(address)
    with transaction(engine, write=True) as connection:
        assert isinstance(connection, sa.Connection)
        METADATA.drop_all(connection)
    engine.dispose()


@pytest.fixture
def make_store(url: str) -> Iterator[Callable[..., SqlPackStore]]:
    """Return a function that opens a store, on a database that is empty at first."""
    made: list[PackStore] = []

    def opened(limits: Limits | None = None, **options: object) -> SqlPackStore:
        store = SqlPackStore(url, limits or Limits(), **options)  # type: ignore[arg-type]
        made.append(store)
        return store

    yield opened
    for store in made:
        store.close()


@pytest.fixture
def store(make_store: Callable[..., SqlPackStore]) -> SqlPackStore:
    """A store with the usual limits."""
    return make_store()


@pytest.fixture
def lasting(lasting_url: str) -> Iterator[PackStore]:
    """A store that another process can open too."""
    opened = open_store(lasting_url)
    yield opened
    opened.close()
